"""Roles of the drill day: whoever gets a role card has something to do."""

from plangen.checks.check import Found, require_all
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.duties import has_duties
from plangen.model.plan import Plan

IDLE = rule(
    "O121",
    WARNING,
    title=("岗位没有任务和职责", "a post without tasks or duties"),
    why=(
        "该岗位的角色卡上没有可写的内容，拿到卡的人不知道做什么",
        "the role card of the post has nothing to say, and whoever holds it does not know what to do",
    ),
    message=(
        "岗位“{post}”在演练中没有任何任务和职责",
        "the post '{post}' has no task and no duty of any kind in the drill",
    ),
    hint=(
        "在 timeline.yaml 的步骤或该岗位的 duties 中写明做什么；不参加演练的岗位可以删除",
        "give it a step in timeline.yaml or write its 'duties', or delete a post that takes no part in the drill",
    ),
    bad="# organisation.yaml\nposts:\n"
    "  - {id: manager, title: 总经理, leadership: true, holder: 王一, deputy: deputy-manager}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true, holder: 李二, deputy: assistant}\n"
    "  - {id: assistant, title: 总经理助理, leadership: true, holder: 周七}\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality, holder: 孙六}\n",
    good="# organisation.yaml\nposts:\n"
    "  - {id: manager, title: 总经理, leadership: true, holder: 王一, deputy: deputy-manager}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true, holder: 李二, deputy: assistant}\n"
    "  - {id: assistant, title: 总经理助理, leadership: true, holder: 周七, duties: [记录指挥决策]}\n"
    "  - {id: service-head, title: 客户服务部负责人, department: service, holder: 张三}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality, holder: 孙六}\n",
)
RULES = (IDLE,)


def idle(plan: Plan) -> Found:
    require_all(plan)
    for post in plan.organisation.posts:
        if not has_duties(plan, post):
            yield Finding(rule=IDLE, at=post.where("id"), values={"post": post.title})
