"""What the law asks of a notice, and by when something must be done: data that legal keeps and confirms.

Names of fields are those of templates, in either language: 召回.缺陷 as well as recall.defect; below a list its
items are meant (召回.产品.批次, also written 召回.产品[].批次).
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, TypeAlias

from plangen.model.bounds import MOST_ELEMENTS
from plangen.model.communication import NoticeKind
from plangen.model.incident import DECLARED, Incident
from plangen.model.spec import Field, Most, Record, Ref, Verbatim, fields
from plangen.model.values import Id, Todo, is_todo

Certainty: TypeAlias = Literal["已查证", "部分查证", "待查证"]
CLOCKS = (
    "发现",
    "确认缺陷",
    "接到召回通知",
    "被责令召回",
    "召回计划报告",
    "召回开始",
    "召回结束",
    "处置结束",
    "收到投诉",
    "受理投诉",
    "其他",
)
"""What every plan may count from."""

FORMER_CLOCKS: Mapping[str, str] = {"召回计划备案": "召回计划报告"}
"""What clocks were called before, by what they are called now: plans that say so are read as before."""

COMPLAINT_CLOCKS = ("收到投诉", "受理投诉")
"""What is counted for each complaint apart."""

WITHOUT_NUMBER = frozenset(("立即", "及时"))
"""The units of a limit for which the law sets no number."""

LOCKED = "locked:"
"""Before the name of a locked passage: locked:no-password stands for its approved text in locked.yaml."""


class Entry(Record, frozen=True, kw_only=True):
    """法律依据"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    law: Annotated[str | None, "法律法规", "名称，不写书名号，例如 消费品召回管理暂行规定"] = None
    article: Annotated[str | None, "条款", "例如 第十七条第一款"] = None
    also: Annotated[
        tuple[str, ...], "其他依据", "同样规定了这一项的其他条款，例如 消费者权益保护法第十九条；同一部法的只写条款"
    ] = ()
    text: Annotated[str | None, "规定内容", "用自己的话概括，不照抄条文"] = None
    basis: Annotated[
        str | None, "其他说明", "没有条款可写的依据，例如 惯例；旧的写法也可以把法律法规和内容都写在这里"
    ] = None
    effective_from: Annotated[datetime.date | Todo | None, "施行日期", "不写表示早已施行"] = None
    effective_to: Annotated[datetime.date | Todo | None, "失效日期", "有效的最后一日；不写表示现行有效"] = None
    certainty: Annotated[Certainty, "查证程度", "已查证：读过条文；待查证：没有读过，不作为必须的依据，也不推算日期"]
    checked_on: Annotated[datetime.date | Todo | None, "查证日期", "没有查证过的不写"] = None
    address: Annotated[str | None, "文本来源", "查证时读的是哪里的文本，例如网址；与这一组的来源相同的不写"] = None
    confirmed_by: Annotated[str, "核对人", "核对过法律法规原文的人员；没有核对时写 !todo"]

    @property
    def confirmed(self) -> bool:
        return bool(self.confirmed_by.strip()) and not is_todo(self.confirmed_by)

    @property
    def was_read(self) -> bool:
        """Whether somebody read what the law says, as who confirms it has; nothing rests on what nobody read."""
        return self.certainty != "待查证" or self.confirmed

    @property
    def citation(self) -> str:
        """The law with its article, 消费品召回管理暂行规定第十七条第一款; nothing where no law is named."""
        return f"{self.law or ''}{self.article or ''}"

    @property
    def grounds(self) -> str:
        """Everything that it rests on in one text: articles, the rule in own words, what is said beside them."""
        cited = "、".join(filter(None, (self.citation, *self.also)))
        return "；".join(filter(None, ("：".join(filter(None, (cited, self.text))), self.basis)))

    def in_force(self, day: datetime.date | None) -> bool:
        """Whether its basis applies on a day, its first and its last included; what has no date counts as in force."""
        return day is None or not (self.begins_after(day) or self.ended_before(day))

    def begins_after(self, day: datetime.date) -> bool:
        """Whether its basis takes effect only after a day."""
        return isinstance(self.effective_from, datetime.date) and day < self.effective_from

    def ended_before(self, day: datetime.date) -> bool:
        """Whether its basis had ceased to apply before a day."""
        return isinstance(self.effective_to, datetime.date) and self.effective_to < day


class Element(Entry, frozen=True, kw_only=True):
    """法定要素"""

    kinds: Annotated[tuple[Id, ...], "通知种类", "哪些通知应当载明", Ref("notice")]
    scenarios: Annotated[
        tuple[Id, ...], "适用场景", "只在这些场景（和参照它们的突发事件）中应当载明；不写则不限", Ref("scenario")
    ] = ()
    duty: Annotated[Literal["必须", "应当"], "要求", "必须：法律法规明文列出；应当：由法律法规推知或者惯例"]
    covered_by: Annotated[tuple[str, ...], "对应字段", "体现该要素的模板字段，例如 召回.缺陷", Verbatim()] = ()
    passages: Annotated[
        tuple[str, ...],
        "对应文字",
        "模板中体现该要素的固定文字，照模板抄写；固定条款写 locked: 加名称，例如 locked:no-password",
        Verbatim(),
    ] = ()
    covered_when: Annotated[Literal["任一", "全部"], "满足条件", "字段和文字有任一项即可，还是全部都要有"] = "任一"

    @property
    def is_required(self) -> bool:
        """Whether a notice must say it: the law lists it, and somebody read that."""
        return self.duty == "必须" and self.was_read

    @property
    def held_as(self) -> Literal["必须", "应当"]:
        """The duty that counts: 应当 where 必须 would rest on what nobody has read."""
        return "必须" if self.is_required else "应当"


class LeftOut(Record, frozen=True, kw_only=True):
    """有意不载的要素"""

    element: Annotated[Id, "要素", "要素的编号"]
    notice: Annotated[str, "通知", "通知种类，或者 事件编号/通知种类，例如 product-quality/recall-notice"]
    reason: Annotated[str, "理由"]
    by: Annotated[str, "决定人"]

    @property
    def reasoned(self) -> bool:
        return bool(self.reason.strip()) and not is_todo(self.reason)

    @property
    def decided(self) -> bool:
        """Whether somebody has decided it, for a reason; what nobody decided has no effect."""
        return self.reasoned and bool(self.by.strip()) and not is_todo(self.by)


class Elements(Record, frozen=True, kw_only=True):
    """通知的法定要素"""

    elements: Annotated[tuple[Element, ...], "法定要素", Most(MOST_ELEMENTS)] = ()
    left_out: Annotated[tuple[LeftOut, ...], "有意不载的要素"] = ()


class Deadline(Entry, frozen=True, kw_only=True):
    """法定时限"""

    kinds: Annotated[tuple[Id, ...], "通知种类", "事件需要其中一种通知时适用；不写则不限", Ref("notice")] = ()
    scenarios: Annotated[tuple[Id, ...], "适用场景", "不写则不限", Ref("scenario")] = ()
    condition: Annotated[str | None, "适用条件", "由法律人员判断的条件，例如 涉及关键信息基础设施的"] = None
    starts: Annotated[
        str,
        "起算",
        f"可以是{'、'.join(CLOCKS)}，或者 clocks 里声明的名称；发现按事件的日期和时间，其余按事件的召回日期和时间节点",
        Ref("clock"),
    ]
    amount: Annotated[int | None, "时限数值", "单位为“立即”“及时”时不写"] = None
    unit: Annotated[
        Literal["立即", "及时", "小时", "天", "工作日", "个月", "年"],
        "时限单位",
        "立即、及时：没有规定数值的，照法律法规的用语写",
    ]
    repeats: Annotated[bool, "定期", "true 表示每隔这样长的时间一次"] = False
    at_least: Annotated[bool, "最短", "true 表示至少这样长，例如记录的保存期；不是最迟期限"] = False
    not_counted: Annotated[
        str | None, "不计入的时间", "法律法规规定不计算在内的时间，例如 鉴定、检测的时间；起止日期写在事件的 clocks"
    ] = None
    to: Annotated[str, "对象", "向谁报告、告知谁"]

    @property
    def clock(self) -> str:
        """What it counts from, by its name of today."""
        return FORMER_CLOCKS.get(self.starts, self.starts)

    @property
    def limit(self) -> str:
        """立即, 2个工作日, 每3个月, 不少于5年."""
        if self.amount is None:
            return self.unit
        unit = f"个{self.unit}" if self.unit == "工作日" else self.unit
        return f"{'不少于' if self.at_least else '每' if self.repeats else ''}{self.amount}{unit}"


class Clock(Record, frozen=True, kw_only=True):
    """起算"""

    name: Annotated[str, "名称", "例如 服务恢复；事件文件在 clocks 的 others 里写明日期和时间"]
    meaning: Annotated[str | None, "含义", "从什么时候算起"] = None
    ask: Annotated[str | None, "提问", "没有填写时怎样问，例如 服务在几点几分恢复？"] = None
    by: Annotated[Id | None, "答复方", "由哪个部门或者岗位答复", Ref("party")] = None


class Deadlines(Record, frozen=True, kw_only=True):
    """处置的法定时限"""

    clocks: Annotated[tuple[Clock, ...], "其他起算", "通用的起算之外，本计划自己的"] = ()
    deadlines: Annotated[tuple[Deadline, ...], "法定时限"] = ()


class LegalSet(Record, frozen=True, kw_only=True):
    """法律依据集"""

    name: Annotated[str, "名称", "plan.yaml 的 legal_sets 里写的名称，例如 消费品"]
    about: Annotated[str, "说明", "适用于哪一类单位或者事件，条文取自哪里"]
    compiled_on: Annotated[datetime.date, "整理日期"]
    elements: Annotated[tuple[Element, ...], "法定要素", Most(MOST_ELEMENTS)] = ()
    clocks: Annotated[tuple[Clock, ...], "其他起算", "通用的起算之外，这一集自己的"] = ()
    deadlines: Annotated[tuple[Deadline, ...], "法定时限"] = ()


# The groups of names: the incident, each group of its facts, and the kind of notice.
_GROUPS: tuple[tuple[str, str, type[Record]], ...] = (
    ("incident", "事件", Incident),
    *(
        (field.name, field.title, field.kind)
        for field in fields(Incident).values()
        if isinstance(field.kind, type) and issubclass(field.kind, Record) and not field.many
    ),
    ("notice", "通知", NoticeKind),
)
_OTHERS = {
    "company": ("公司", {"full_name": "全称", "short_name": "简称"}),
    "release": ("发布", {"channels": "渠道"}),
}


def canonical(name: str) -> str | None:
    """The English name of a field named in either language; None where there is no such field to print."""
    first, *steps = bare(name).split(".")
    for english, (chinese, members) in _OTHERS.items():
        if first in {english, chinese}:
            return next((f"{english}.{key}" for key, title in members.items() if steps in ([key], [title])), None)
    record = _group(first)
    return _below_group(record, steps) if record and steps else None


def bare(name: str) -> str:
    """The name without spaces and without the signs of lists."""
    return name.replace(" ", "").replace("[]", "")


def _below_group(record: type[Record], steps: Sequence[str]) -> str | None:
    """The English name of the field that the steps lead to; incident.recall is said shorter as recall."""
    path = _name_of(record)
    for number, step in enumerate(steps, start=1):
        is_last = number == len(steps)
        field = _field(record, step)
        below = _below(field) if field else None
        if field is None or (below is None and not is_last):
            return None
        if below is None:
            return f"{path}.{field.name}"
        path, record = _name_of(below) or f"{path}.{field.name}", below
        if is_last:
            return path if field.many else None
    return None


def _name_of(record: type[Record]) -> str | None:
    """The English name of a record that is a group of its own."""
    return next((english for english, _, each in _GROUPS if each is record), None)


def field_names() -> Iterator[str]:
    """Every field that an element may be covered by, by its Chinese name."""
    for chinese, members in _OTHERS.values():
        yield from (f"{chinese}.{title}" for title in members.values())
    for _, chinese, record in _GROUPS:
        yield from _names(chinese, record)


def _names(prefix: str, record: type[Record]) -> Iterator[str]:
    for field in fields(record).values():
        below = _below(field)
        if below in DECLARED:
            continue
        if below is None or field.many:
            yield f"{prefix}.{field.title}"
        if below is not None and all(below is not each for _, _, each in _GROUPS):
            yield from _names(f"{prefix}.{field.title}", below)


def _group(name: str) -> type[Record] | None:
    return next((record for english, chinese, record in _GROUPS if name in {english, chinese}), None)


def _field(record: type[Record], name: str) -> Field | None:
    own = (field for field in fields(record).values() if field.kind not in DECLARED)
    return next((field for field in own if name in {field.name, field.title, *field.former}), None)


def _below(field: Field) -> type[Record] | None:
    return field.kind if isinstance(field.kind, type) and issubclass(field.kind, Record) else None
