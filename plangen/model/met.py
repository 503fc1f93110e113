"""What became of the statutory duties of a real incident: whether each applies, when and how it was met, by whom.

Entries are appended by `plangen notices duty` and never changed. Whether a duty applies is for legal to judge: without
an entry nothing is said of it, neither that it applies nor that it was missed.
"""

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from msgspec import Struct

from plangen.model.spec import Record
from plangen.model.values import Id

Judgement: TypeAlias = Literal["适用", "不适用", "未判断是否适用"]
APPLIES: Judgement = "适用"
APPLIES_NOT: Judgement = "不适用"
UNJUDGED: Judgement = "未判断是否适用"


class MetEntry(Record, frozen=True, kw_only=True):
    """法定事项登记"""

    duty: Annotated[Id, "事项", "见 legal/deadlines.yaml"]
    applies: Annotated[Judgement | None, "是否适用", "由法律人员判断；只登记办理情况的不写"] = None
    reason: Annotated[str | None, "理由", "为什么适用或者不适用"] = None
    met: Annotated[str | None, "办理时间", "例如 2026-03-01 14:05"] = None
    how: Annotated[str | None, "办理方式", "向谁、用什么方式办理"] = None
    reference: Annotated[str | None, "凭据", "文号、回执编号等"] = None
    by: Annotated[Id, "登记岗位"]
    name: Annotated[str, "登记人"]
    recorded: Annotated[str, "登记时间"]


class MetDuties(Record, frozen=True, kw_only=True):
    """法定事项办理记录"""

    case: Annotated[Id, "事件", "突发事件的编号"]
    entries: Annotated[tuple[MetEntry, ...], "登记", "由 plangen notices duty 追加，不得修改"] = ()


class DutyState(Struct, frozen=True, kw_only=True):
    """How one duty of an incident stands, as far as somebody recorded it."""

    judged: MetEntry | None = None  # the latest that says whether it applies
    met: tuple[MetEntry, ...] = ()  # each time that it was met, the earliest recorded first

    @property
    def applies(self) -> Judgement:
        """What was judged last."""
        return (self.judged.applies if self.judged else None) or UNJUDGED


def state_in(entries: Sequence[MetEntry], duty: str) -> DutyState:
    """How a duty stands after these entries; the later one counts."""
    own = [each for each in entries if each.duty == duty]
    judged = next((each for each in reversed(own) if each.applies), None)
    return DutyState(judged=judged, met=tuple(each for each in own if each.met))
