"""Departments with several heads or branches: nobody belongs to two of them, and who leads is said in one way."""

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.organisation import Branch
from plangen.model.plan import Plan

_POSTS = (
    "posts:\n"
    "  - {id: service-head, title: 东店店长, department: service, holder: 张三}\n"
    "  - {id: west-head, title: 西店店长, department: service, holder: 周七}\n"
    "  - {id: service-collector, title: 客户服务部信息收集员, department: service, holder: 赵四}\n"
    "  - {id: quality-head, title: 质量管理部负责人, department: quality, holder: 钱五}\n"
    "  - {id: quality-collector, title: 质量管理部信息收集员, department: quality, holder: 孙六}\n"
    "  - {id: manager, title: 总经理, leadership: true, holder: 王一, deputy: deputy-manager}\n"
    "  - {id: deputy-manager, title: 副总经理, leadership: true, holder: 李二}\n"
)
_DEPARTMENTS = (
    "# organisation.yaml\ndepartments:\n"
    "  - {{id: service, title: 客户服务部, collector: service-collector, {}}}\n"
    "  - {{id: quality, title: 质量管理部, head: quality-head, collector: quality-collector}}\n"
)
_EAST = "{id: east, title: 东店, head: service-head, posts: [service-collector]}"

HEAD_TWICE = rule(
    "O122",
    WARNING,
    title=("负责人写了两处", "heads written in two ways"),
    why=(
        "head 是唯一的负责人，heads 是几名不分主次的负责人，两处都写就说不清谁在谁之上",
        "'head' is the only one, 'heads' are several equal ones: with both nobody can tell who is above whom",
    ),
    message=("{department}既写了 head，又写了 heads", "{department} has both 'head' and 'heads'"),
    hint=("只写一种；不分主次的全部写入 heads", "write one of them; put all who are equal into 'heads'"),
    bad=_DEPARTMENTS.format("head: service-head, heads: [west-head]") + _POSTS,
    good=_DEPARTMENTS.format("heads: [service-head, west-head]") + _POSTS,
)
TWO_BRANCHES = rule(
    "O123",
    WARNING,
    title=("岗位属于两个下属单位", "a post of two branches"),
    why=("两个单位的负责人不分主次，该岗位不知道听谁指挥", "two heads command the post, neither above the other"),
    message=(
        "岗位“{post}”既属于“{first}”，又属于“{second}”",
        "the post '{post}' belongs to '{first}' and to '{second}'",
    ),
    hint=("只写在一个下属单位里", "name it in one of them"),
    bad=_DEPARTMENTS.format(
        f"branches: [{_EAST}, {{id: west, title: 西店, head: west-head, posts: [service-collector]}}]"
    )
    + _POSTS,
    good=_DEPARTMENTS.format(f"branches: [{_EAST}, {{id: west, title: 西店, head: west-head}}]") + _POSTS,
)


def head_twice(plan: Plan) -> Found:
    for department in plan.organisation.departments:
        if department.head and department.heads:
            values = {"department": department.title}
            yield Finding(rule=HEAD_TWICE, at=department.where("heads"), values=values)


def two_branches(plan: Plan) -> Found:
    first: dict[str, Branch] = {}
    for department in plan.organisation.departments:
        for branch in department.branches:
            for key in dict.fromkeys((branch.head, *branch.posts)):
                if key in first:
                    values = {"post": plan.party(key), "first": first[key].title, "second": branch.title}
                    yield Finding(rule=TWO_BRANCHES, at=branch.where("posts"), values=values)
                first.setdefault(key, branch)


CHECKS = (
    Check(rule=HEAD_TWICE, run=head_twice),
    Check(rule=TWO_BRANCHES, run=two_branches),
)
