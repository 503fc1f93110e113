"""Who there is: departments, posts, the emergency team, response teams, parties outside the company."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from plangen.model.spec import Record, Ref
from plangen.model.values import Id

Waits: TypeAlias = Annotated[
    str | None, "待命事项", "没有任务、只是待命的写：等什么、然后做什么，例如 接到组长通知后到现场增援；印入角色卡"
]


class Branch(Record, frozen=True, kw_only=True):
    """下属单位"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称", "例如 城东支行"]
    head: Annotated[Id, "负责人岗位", "岗位编号；各下属单位的负责人不分主次", Ref("post")]
    posts: Annotated[tuple[Id, ...], "其他岗位", "本单位负责人以外的岗位，由本单位负责人指挥", Ref("post")] = ()


class Department(Record, frozen=True, kw_only=True):
    """部门"""

    id: Annotated[Id, "编号", "小写字母、数字和连字符，例如 customer-service"]
    title: Annotated[str, "名称"]
    head: Annotated[Id | None, "负责人岗位", "岗位编号", Ref("post")] = None
    heads: Annotated[
        tuple[Id, ...], "并列负责人岗位", "几名负责人不分主次时写在这里，不写 head；岗位编号", Ref("post")
    ] = ()
    branches: Annotated[
        tuple[Branch, ...], "下属单位", "部门下面有几个并列的单位时写，例如三家支行；各单位的人员由本单位的负责人指挥"
    ] = ()
    collector: Annotated[Id | None, "信息收集员岗位", "每个部门都应有一名信息收集员", Ref("post")] = None
    watches: Annotated[tuple[str, ...], "信息关注范围", "该部门信息收集员重点关注什么"] = ()
    duties: Annotated[tuple[str, ...], "应急职责"] = ()

    @property
    def chiefs(self) -> tuple[Id, ...]:
        """The posts that head the department as a whole, none above another."""
        return tuple(dict.fromkeys((*((self.head,) if self.head else ()), *self.heads)))

    @property
    def leading(self) -> tuple[Id, ...]:
        """Every post that heads it or one of its branches."""
        return tuple(dict.fromkeys((*self.chiefs, *(branch.head for branch in self.branches))))

    def branch_of(self, post: str) -> Branch | None:
        """The branch that a post belongs to."""
        return next((each for each in self.branches if post == each.head or post in each.posts), None)


class Post(Record, frozen=True, kw_only=True):
    """岗位"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "岗位名称"]
    department: Annotated[Id | None, "所属部门", "公司领导不属于部门，写 leadership: true", Ref("department")] = None
    leadership: Annotated[bool, "公司领导"] = False
    holder: Annotated[str | None, "责任人", "姓名；未定时写 !todo 姓名"] = None
    phone: Annotated[str | None, "联系电话", "原样印入通讯录，建议加引号"] = None
    deputy: Annotated[Id | None, "替补岗位", "责任人不在时由谁接替", Ref("post")] = None
    duties: Annotated[tuple[str, ...], "职责"] = ()
    sessions: Annotated[
        tuple[Id, ...], "参加时段", "只参加演练部分时段的写；时段要有编号，见 drill.yaml", Ref("session")
    ] = ()
    prohibited: Annotated[tuple[str, ...], "禁止事项", "本岗位在演练中不得做什么，印入角色卡"] = ()
    waits: Waits = None


class Team(Record, frozen=True, kw_only=True):
    """应急小组"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    commander_title: Annotated[str, "指挥职务名称", "演练中对组长的称呼，例如 总指挥"] = "总指挥"
    deputy_title: Annotated[str, "副职名称", "例如 副总指挥"] = "副总指挥"
    leader: Annotated[Id, "组长", "由总指挥担任", Ref("post")]
    deputy_leader: Annotated[Id | None, "副组长", "由副总指挥担任；没有副组长的不写", Ref("post")] = None
    members: Annotated[tuple[Id, ...], "成员", "岗位编号", Ref("post")] = ()
    duties: Annotated[tuple[str, ...], "职责"] = ()

    @property
    def commanders(self) -> tuple[Id, ...]:
        """The leader, and the deputy where there is one."""
        return (self.leader,) if self.deputy_leader is None else (self.leader, self.deputy_leader)

    @property
    def everybody(self) -> tuple[Id, ...]:
        """The posts that belong to it, the leader first."""
        return (*self.commanders, *self.members)


class ResponseTeam(Record, frozen=True, kw_only=True):
    """应急处置队伍"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    department: Annotated[Id, "派出部门", Ref("department")]
    people: Annotated[str, "人员要求", "例如 熟悉生产、检测与故障诊断的技术骨干"]
    duties: Annotated[tuple[str, ...], "职责"] = ()
    waits: Waits = None


class Outside(Record, frozen=True, kw_only=True):
    """外部单位或人员"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称", "例如 消费者、市场监督管理部门、公安机关"]
    contact: Annotated[str | None, "联系方式"] = None
    commander: Annotated[
        Id | None,
        "现场指挥岗位",
        "在现场听谁指挥，例如 在支行值勤的安保人员写该支行行长；不写的，是它参加的场景的牵头部门负责人，没有的是组长",
        Ref("post"),
    ] = None
    waits: Waits = None


class Incompatible(Record, frozen=True, kw_only=True):
    """不相容岗位"""

    posts: Annotated[tuple[Id, ...], "岗位", "不得由同一人同时担任的岗位", Ref("post")]
    reason: Annotated[str, "理由"]


class Organisation(Record, frozen=True, kw_only=True):
    """组织机构"""

    team: Annotated[Team, "应急小组"]
    departments: Annotated[tuple[Department, ...], "部门"]
    posts: Annotated[tuple[Post, ...], "岗位"]
    response_teams: Annotated[tuple[ResponseTeam, ...], "应急处置队伍"] = ()
    response_training: Annotated[tuple[str, ...], "队伍培训内容", "应急处置队伍定期培训和演练的内容"] = ()
    outside: Annotated[tuple[Outside, ...], "外部单位和人员"] = ()
    incompatible: Annotated[tuple[Incompatible, ...], "不相容岗位"] = ()

    @property
    def branches(self) -> Mapping[str, Branch]:
        """The branches of all departments, by id."""
        return {branch.id: branch for each in self.departments for branch in each.branches}
