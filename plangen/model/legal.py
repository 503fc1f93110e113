"""What the law asks of a notice, and by when something must be done: data that legal keeps and confirms.

Names of fields are those of templates, in either language: 召回.缺陷 as well as recall.defect; below a list its
items are meant (召回.产品.批次).
"""

import calendar
import datetime
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Literal, TypeAlias

from plangen.model.communication import NoticeKind
from plangen.model.incident import Gathering, Incident, Leak, Recall
from plangen.model.spec import Record, Ref, fields
from plangen.model.values import Id, Todo, is_todo
from plangen.model.working_days import WorkingDays

__all__ = [
    "CLOCKS",
    "Deadline",
    "Deadlines",
    "Element",
    "Elements",
    "LeftOut",
    "canonical",
    "due",
    "field_names",
]

Clock: TypeAlias = Literal[
    "发现", "决定召回", "召回计划备案", "召回开始", "召回结束", "处置结束", "收到投诉", "受理投诉", "其他"
]
CLOCKS = ("发现", "决定召回", "召回计划备案", "召回开始", "召回结束", "处置结束", "收到投诉", "受理投诉", "其他")


class Element(Record, frozen=True, kw_only=True):
    """法定要素"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "要素"]
    kinds: Annotated[tuple[Id, ...], "通知种类", "哪些通知应当载明", Ref("notice")]
    duty: Annotated[Literal["必须", "应当"], "要求", "必须：法律法规明文列出；应当：由法律法规推知或者惯例"]
    covered_by: Annotated[tuple[str, ...], "对应字段", "体现该要素的模板字段，例如 召回.缺陷"] = ()
    passages: Annotated[tuple[str, ...], "对应文字", "模板中体现该要素的固定文字，照模板抄写"] = ()
    covered_when: Annotated[Literal["任一", "全部"], "满足条件", "字段和文字有任一项即可，还是全部都要有"] = "任一"
    basis: Annotated[str, "依据", "法律法规名称和条款，用自己的话概括，不照抄条文"]
    effective_from: Annotated[datetime.date | Todo | None, "施行日期", "不写表示早已施行"] = None
    certainty: Annotated[Literal["已查证", "部分查证", "待查证"], "查证程度"]
    checked_on: Annotated[datetime.date | Todo | None, "查证日期", "没有查证过的不写"] = None
    confirmed_by: Annotated[str, "核对人", "核对过法律法规原文的法务人员；没有核对时写 !todo"]

    @property
    def confirmed(self) -> bool:
        return bool(self.confirmed_by) and not is_todo(self.confirmed_by)


class LeftOut(Record, frozen=True, kw_only=True):
    """有意不载的要素"""

    element: Annotated[Id, "要素", "要素的编号"]
    notice: Annotated[str, "通知", "通知种类，或者 事件编号/通知种类，例如 product-quality/recall-notice"]
    reason: Annotated[str, "理由"]
    by: Annotated[str, "决定人"]


class Elements(Record, frozen=True, kw_only=True):
    """通知的法定要素"""

    elements: Annotated[tuple[Element, ...], "法定要素"] = ()
    left_out: Annotated[tuple[LeftOut, ...], "有意不载的要素"] = ()


class Deadline(Record, frozen=True, kw_only=True):
    """法定时限"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "事项"]
    kinds: Annotated[tuple[Id, ...], "通知种类", "事件需要其中一种通知时适用", Ref("notice")] = ()
    scenarios: Annotated[tuple[Id, ...], "适用场景", Ref("scenario")] = ()
    condition: Annotated[str | None, "适用条件", "由法务判断的条件，例如 涉及关键信息基础设施的"] = None
    starts: Annotated[Clock, "起算"]
    amount: Annotated[int | None, "时限数值", "单位为“立即”时不写"] = None
    unit: Annotated[Literal["立即", "小时", "天", "工作日", "个月"], "时限单位"]
    repeats: Annotated[bool, "定期", "true 表示每隔这样长的时间一次"] = False
    to: Annotated[str, "对象", "向谁报告、告知谁"]
    basis: Annotated[str, "依据", "法律法规名称和条款，用自己的话概括，不照抄条文"]
    effective_from: Annotated[datetime.date | Todo | None, "施行日期", "不写表示早已施行"] = None
    certainty: Annotated[Literal["已查证", "部分查证", "待查证"], "查证程度"]
    checked_on: Annotated[datetime.date | Todo | None, "查证日期", "没有查证过的不写"] = None
    confirmed_by: Annotated[str, "核对人", "核对过法律法规原文的法务人员；没有核对时写 !todo"]

    @property
    def confirmed(self) -> bool:
        return bool(self.confirmed_by) and not is_todo(self.confirmed_by)

    @property
    def limit(self) -> str:
        """立即, 2个工作日, 每3个月."""
        if self.amount is None:
            return self.unit
        unit = f"个{self.unit}" if self.unit == "工作日" else self.unit
        return f"{'每' if self.repeats else ''}{self.amount}{unit}"


class Deadlines(Record, frozen=True, kw_only=True):
    """处置的法定时限"""

    deadlines: Annotated[tuple[Deadline, ...], "法定时限"] = ()


def canonical(name: str) -> str | None:
    """The English name of a field named in either language; None where there is no such field to print."""
    steps = name.replace(" ", "").split(".")
    if steps[:1] in (["事件"], ["incident"]) and steps[1:2] and steps[1] in _NESTED:
        steps = steps[1:]  # 事件.召回.缺陷 says the same as 召回.缺陷
    return _canonical_names().get(".".join(steps))


def field_names() -> Iterable[str]:
    """Every field that an element may be covered by, by its Chinese name."""
    return (name for name in _canonical_names() if not name.isascii())


def due(
    deadline: Deadline, start: datetime.datetime | datetime.date, days: WorkingDays
) -> datetime.datetime | datetime.date | None:
    """The last moment (of a limit in hours) or the last day; of a repeated one the first. None where it has none.

    The day on which the clock starts is not counted. None as well for hours from a day whose hour is not known.

    Raises:
        NoCalendar: for a limit in working days that runs through a year without a calendar.
    """
    if deadline.amount is None:
        return None
    if deadline.unit == "小时":
        return start + datetime.timedelta(hours=deadline.amount) if isinstance(start, datetime.datetime) else None
    day = start.date() if isinstance(start, datetime.datetime) else start
    if deadline.unit == "工作日":
        return days.after(day, deadline.amount)
    if deadline.unit == "个月":
        return _months_later(day, deadline.amount)
    return day + datetime.timedelta(days=deadline.amount)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day of a later month, or its last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


_GROUPS: tuple[tuple[str, str, type[Record]], ...] = (
    ("incident", "事件", Incident),
    ("recall", "召回", Recall),
    ("leak", "泄露", Leak),
    ("gathering", "现场", Gathering),
    ("notice", "通知", NoticeKind),
)
_NESTED = frozenset(name for group in _GROUPS[1:4] for name in group[:2])
_SINGLE = (
    ("company.full_name", "公司.全称"),
    ("company.short_name", "公司.简称"),
    ("release.channels", "发布.渠道"),
)


@cache
def _canonical_names() -> Mapping[str, str]:
    """The English name by the name in either language."""
    found: dict[str, str] = {}
    for english, chinese in _SINGLE:
        found.update({english: english, chinese: english})
    for english, chinese, record in _GROUPS:
        _collect(english, chinese, record, found)
    return MappingProxyType(found)


def _collect(english: str, chinese: str, record: type[Record], found: dict[str, str]) -> None:
    for field in fields(record).values():
        names = (f"{english}.{field.name}", f"{chinese}.{field.title}")
        if not (isinstance(field.kind, type) and issubclass(field.kind, Record)):
            found.update(dict.fromkeys(names, names[0]))
        elif field.many:
            found.update(dict.fromkeys(names, names[0]))
            _collect(*names, field.kind, found)
