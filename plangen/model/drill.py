"""The plan itself and the drill: identity, purpose, scope, date, hours, venue, participants, training, publicity."""

import datetime
from itertools import pairwise
from typing import Annotated

from msgspec import Struct

from plangen.model.bounds import MOST_PEOPLE, MOST_SCENARIOS
from plangen.model.organisation import Waits
from plangen.model.spec import Alone, Ask, Most, Record, Ref, Usual
from plangen.model.values import Duration, Id, Moment, Todo

FORMS = ("实战演练", "桌面推演", "功能演练", "检验性演练", "双盲演练")
"""What drills are mostly called by their form."""


MAIN = "main"
"""What references call the main venue, which has no id of its own."""


class Approval(Record, frozen=True, kw_only=True):
    """审批环节"""

    title: Annotated[str, "环节", "例如 编制、审核、批准"]
    post: Annotated[Id | None, "岗位", "未定时不写，审批页上留空手写", Ref("post")] = None


class Scope(Record, frozen=True, kw_only=True):
    """适用范围"""

    text: Annotated[str, "说明"]
    departments: Annotated[tuple[Id, ...], "涉及部门", Ref("department")]


class Terms(Record, frozen=True, kw_only=True):
    """用语"""

    unit: Annotated[str | None, "单位", "是一家什么单位，例如 公司、银行、医院、学校；不写为 单位"] = None
    ourselves: Annotated[str | None, "自称", "例如 本公司、本行、我校；不写为“本”加上面的单位"] = None
    leaders: Annotated[str | None, "领导", "不属于任何部门的领导，例如 行领导、校领导；不写为上面的单位加“领导”"] = None
    consumers: Annotated[str | None, "服务对象", "例如 消费者、客户、患者、家长；不写为 消费者"] = None


class PlanFacts(Record, frozen=True, kw_only=True):
    """计划基本信息"""

    title: Annotated[str, "计划名称"]
    number: Annotated[str, "文件编号"]
    company: Annotated[str, "公司全称", Ask("公司的全称是什么（与登记证照一致）？")]
    short_name: Annotated[str, "公司简称", Ask("公司对外使用的简称是什么？")]
    contingency_plan: Annotated[str, "所依据的应急预案", "本次演练检验的预案名称"]
    owner: Annotated[str, "编制单位", "计划的管理部门，例如 消费者权益保护办公室"]
    contact: Annotated[str | None, "联系人", "写在通知里的姓名和电话，例如 李明，内线 8001；不写的，通知里没有"] = None
    purposes: Annotated[tuple[str, ...], "演练目的"]
    scope: Annotated[Scope, "适用范围"]
    approvals: Annotated[tuple[Approval, ...], "审批环节"] = ()
    terms: Annotated[Terms | None, "用语", "全部文件里怎样称呼自己、领导和服务对象"] = None
    legal_sets: Annotated[
        tuple[str, ...],
        "法律依据集",
        "采用 legal/sets/ 里的哪几集，写它们的名称，例如 消费品、个人信息；不写则只用自己的",
    ] = ()


class Hours(Record, frozen=True, kw_only=True):
    """演练起止时间"""

    start: Annotated[Moment, "开始", "例如 9:00"]
    end: Annotated[Moment, "结束", "例如 17:00；跨零点写 次日 1:00，第二天写 第2天 17:00"]


class DrillSession(Hours, frozen=True, kw_only=True):
    """演练时段"""

    id: Annotated[Id, "编号", "按时段排班的才写，例如 night"] = Id("")
    title: Annotated[str, "时段名称", "例如 夜间时段"] = ""

    @property
    def said(self) -> str:
        """What people call it: its title, else its times."""
        return self.title or f"{self.start}至{self.end}"


class Pause(Struct, frozen=True):
    """Time between two sessions of the drill, when nobody acts."""

    start: Moment
    end: Moment

    @property
    def length(self) -> Duration:
        """How long it takes."""
        return self.start.until(self.end)

    def meets(self, start: Moment, end: Moment) -> bool:
        """Whether something that takes so long takes any of this time."""
        return start < self.end and end > self.start

    def holds(self, moment: Moment) -> bool:
        """Whether it is in the middle of this time; when it begins and ends, people are still or again there."""
        return self.start < moment < self.end


class Venue(Record, frozen=True, kw_only=True):
    """演练地点"""

    title: Annotated[str, "主会场"]
    areas: Annotated[tuple[str, ...], "其他区域"] = ()


class Site(Record, frozen=True, kw_only=True):
    """分会场"""

    id: Annotated[Id, "编号", "小写字母、数字和连字符，例如 east-branch"]
    title: Annotated[str, "名称", "例如 城东支行"]
    address: Annotated[str | None, "地址"] = None
    departments: Annotated[tuple[Id, ...], "部门", "在这里参演和签到的部门；其他部门在主会场", Ref("department")] = ()
    branches: Annotated[
        tuple[Id, ...],
        "下属单位",
        "在这里参演和签到的下属单位，见 organisation.yaml；没有写的随所属部门",
        Ref("branch"),
    ] = ()


class Participants(Record, frozen=True, kw_only=True):
    """参演人员"""

    department: Annotated[Id, "部门", Ref("department")]
    people: Annotated[str, "人员", "例如 客服人员、技术人员"]
    count: Annotated[int | Todo, "人数", "未定时写 !todo 参演人数", Most(MOST_PEOPLE)]
    sessions: Annotated[tuple[Id, ...], "参加时段", "只参加部分时段的写；时段要有编号", Ref("session")] = ()
    tasks: Annotated[tuple[str, ...], "演练任务"] = ()
    waits: Waits = None


class Session(Record, frozen=True, kw_only=True):
    """培训安排"""

    form: Annotated[str, "形式"]
    led_by: Annotated[Id | None, "主持部门", Ref("department")] = None
    content: Annotated[str, "内容"]


class Training(Record, frozen=True, kw_only=True):
    """演练培训"""

    time: Annotated[str | None, "培训时间", "未定时写 !todo 培训时间；印入演练计划和培训通知"] = None
    place: Annotated[str | None, "培训地点", "未定时写 !todo 培训地点；印入演练计划和培训通知"] = None

    contents: Annotated[tuple[str, ...], "培训内容"]
    forms: Annotated[tuple[str, ...], "培训形式"]
    sessions: Annotated[tuple[Session, ...], "培训安排", "按先后次序"] = ()


class Publicity(Record, frozen=True, kw_only=True):
    """演练宣传"""

    audience: Annotated[str, "宣传对象"]
    channels: Annotated[tuple[str, ...], "宣传渠道"]
    contents: Annotated[tuple[str, ...], "宣传内容"]


class EmergencyCall(Record, frozen=True, kw_only=True):
    """真实险情电话"""

    title: Annotated[str, "用途", "例如 火灾、伤病、治安、园区消防控制室"]
    number: Annotated[str, "号码", "加引号，例如 119"]


class Arrival(Record, frozen=True, kw_only=True):
    """报到"""

    time: Annotated[Moment | Todo | None, "报到时间", "例如 8:30，早于演练开始；未定时写 !todo 报到时间"] = None
    place: Annotated[str | None, "报到地点", "不写的在演练地点；未定时写 !todo 报到地点"] = None


class Conduct(Record, frozen=True, kw_only=True):
    """参演规则"""

    simulated: Annotated[tuple[str, ...], "模拟内容", "演练中哪些人和事是模拟的；不得透露情景细节"] = ()
    rules: Annotated[tuple[str, ...], "其他规则", "全体参演人员应当遵守的其他规则"] = ()
    safety: Annotated[tuple[str, ...], "安全要求", "例如 疏散路线、医疗点；未定时写 !todo 安全要求"] = ()
    badge: Annotated[
        str | None, "导控标识", "参演人员怎样认出导控人员，例如 佩戴黄色“导控”袖标；未定时写 !todo 导控标识"
    ] = None
    emergency: Annotated[
        tuple[EmergencyCall, ...], "真实险情电话", "发生真实险情时拨打的号码；不写的是火警119、急救120、报警110"
    ] = ()


class Drill(Record, frozen=True, kw_only=True):
    """演练安排"""

    form: Annotated[
        tuple[str, ...],
        "演练形式",
        f"一种或者几种，例如 桌面推演 或者 [桌面推演, 功能演练]；常用的有{'、'.join(FORMS)}，也可以写别的",
        Alone(),
        Usual(FORMS),
    ]
    date: Annotated[datetime.date | Todo, "演练日期", "多日演练写第一天"]
    hours: Annotated[Hours | None, "演练时间", "中间有休息、分几段进行的，改写 sessions"] = None
    sessions: Annotated[
        tuple[DrillSession, ...], "演练时段", "分几段进行时按先后次序写，两段之间是休息；写了它就不写 hours"
    ] = ()
    venue: Annotated[Venue, "演练地点"]
    venues: Annotated[tuple[Site, ...], "分会场", "主会场以外的演练地点"] = ()
    scenarios: Annotated[tuple[Id, ...], "演练场景", "按演练次序", Ref("scenario"), Most(MOST_SCENARIOS)]
    participants: Annotated[tuple[Participants, ...], "参演人员"]
    coordinator: Annotated[
        Id | None,
        "演练协调人",
        "有问题找谁，岗位或者导控人员的编号；不写的，是第一名导调人员，没有的是编制单位",
        Ref("person"),
    ] = None
    arrival: Annotated[Arrival | None, "报到", "参演人员演练开始前几点到哪里签到"] = None
    training: Annotated[Training | None, "演练培训"] = None
    publicity: Annotated[Publicity | None, "演练宣传"] = None
    conduct: Annotated[Conduct | None, "参演规则", "印入参演人员须知；信号见 script.yaml"] = None

    @property
    def times(self) -> tuple[Hours, ...]:
        """When it is played, by time: its sessions, or its hours as the only one."""
        return self.sessions or ((self.hours,) if self.hours else ())

    @property
    def start(self) -> Moment:
        """When it begins; at midnight where that is not written, which is an error."""
        return min((each.start for each in self.times), default=Moment(0))

    @property
    def end(self) -> Moment:
        """When the last of it ends."""
        return max((each.end for each in self.times), default=Moment(0))

    @property
    def breaks(self) -> tuple[Pause, ...]:
        """The times between its sessions, by time."""
        pairs = pairwise(self.times)
        return tuple(Pause(before.end, after.start) for before, after in pairs if before.end < after.start)

    @property
    def days(self) -> tuple[int, ...]:
        """The days on which it is played, the first of them 1."""
        return tuple(sorted({day for each in self.times for day in range(each.start.day, each.end.day + 1)}))
