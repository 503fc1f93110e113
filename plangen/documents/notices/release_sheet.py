"""The sheet that goes with a notice: what it is, who passes which stage and signs, channels, statutory duties, files.

Before the issue it is signed on its way; afterwards it is the record on paper.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    PageBreak,
    Role,
    Row,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
)
from plangen.checks.due_wording import became, end_of
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.notices.issued_register import SECTIONS
from plangen.documents.phrases import NONE
from plangen.model.due import Due
from plangen.model.issued import Reach
from plangen.model.met import DutyState
from plangen.model.plan import Plan

_BEFORE, _AFTER = "信息发布审批单", "信息发布记录单"
_STAGES = ("序号", "环节", "办理岗位", "姓名", "日期", "结果", "签字")
_STAGE_WEIGHTS = (1.1, 2.6, 3.4, 2.2, 2.6, 2.0, 3.4)
_CHANNELS = ("渠道", "内容", "责任岗位", "实际发布时间", "经办人")
_CHANNEL_WEIGHTS = (3, 5, 3, 3, 2.6)
_DUTIES = ("事项", "最迟", "适用条件", "是否适用、办理情况")
_DUTY_WEIGHTS = (3.2, 3.6, 4.6, 5)
_SIGNED_MM, _KEY_WEIGHTS = 11.0, (2.6, 5.4, 2.6, 5.4)
_USE = "签字即表示对上列版本的内容负责；内容、模板、版式有改动的，版本指纹随之改变，已签的环节失效，重新办理。"


class SignedStage(Struct, frozen=True, kw_only=True):
    """One stage, and how it stands."""

    title: str
    posts: tuple[str, ...]  # who may pass it
    post: str = ""  # who did
    name: str = ""
    date: str = ""
    result: str = ""


class ReleaseFacts(Struct, frozen=True, kw_only=True):
    """One notice, as its sheet says it."""

    case: str
    kind: str
    audience: str
    reach: Reach
    fingerprint: str  # of the version that stands now, or that was issued
    stages: tuple[SignedStage, ...]
    channels: tuple[tuple[str, str, str], ...]  # each with what goes out there and the post that sees to it
    duties: tuple[tuple[Due, DutyState], ...]
    is_real: bool
    number: str = ""  # what follows is known once it was issued
    time: str = ""
    by: str = ""
    recipients: int | None = None
    corrects: str = ""  # the issue that this one corrects or withdraws
    files: Mapping[str, str] = {}  # name to SHA-256
    head: str = ""  # of the chain of approvals, where they are chained


def release_sheets(plan: Plan, notices: Sequence[ReleaseFacts]) -> Document:
    """The sheets, each notice on pages of its own."""
    is_done = bool(notices) and all(each.time for each in notices)
    title = _AFTER if is_done else _BEFORE
    return document(plan, title, _blocks(plan, notices), header=title)


def _blocks(plan: Plan, notices: Sequence[ReleaseFacts]) -> Iterator[Block]:
    for number, each in enumerate(notices):
        if number:
            yield PageBreak()
        yield Title(lines=(plan.identity.company, _AFTER if each.time else _BEFORE))
        yield _facts(each)
        yield paragraph(_USE, Role.NOTE)
        yield grid("审批环节", _STAGES, _STAGE_WEIGHTS, [*_stages(each)], centred=(0, 4, 5), compact=True)
        yield paragraph("", Role.NOTE)
        yield _signature()  # on the first page, with the version that it is about
        if each.channels:
            rows = [(*channel, None, None) for channel in each.channels]
            yield grid("发布渠道", _CHANNELS, _CHANNEL_WEIGHTS, rows, compact=True)
        if each.duties:
            yield grid("法定事项", _DUTIES, _DUTY_WEIGHTS, [*_duties(each)], compact=True)
        if each.files:
            yield grid("发布的文件", ("文件", "SHA-256"), (6, 10), list(each.files.items()), compact=True)


def _facts(each: ReleaseFacts) -> Table:
    pairs = [*_always(each), *((label, value) for label, value in _afterwards(each) if value)]
    if len(pairs) % 2:
        pairs.append(("", ""))
    rows = tuple(Row(cells=(*_pair(*pairs[at]), *_pair(*pairs[at + 1]))) for at in range(0, len(pairs), 2))
    return Table(columns=tuple(Column(weight) for weight in _KEY_WEIGHTS), rows=rows, compact=True)


def _always(each: ReleaseFacts) -> Iterator[tuple[str, str]]:
    yield "事件", each.case
    yield "通知", each.kind
    yield "发布范围", SECTIONS[each.reach]
    yield "对象", each.audience
    yield "版本指纹", each.fingerprint or NONE
    yield "性质", "真实事件" if each.is_real else "演练，不得发布"


def _afterwards(each: ReleaseFacts) -> Iterator[tuple[str, str]]:
    """What is known once it was issued, else empty."""
    yield "编号", each.number
    yield "发布时间", each.time
    yield "发布人", each.by
    yield "送达人数", str(each.recipients or "")
    yield "更正或者撤回的发布", each.corrects
    yield "审批记录校验码", each.head


def _pair(label: str, value: str) -> tuple[Cell, Cell]:
    return cell(label, tone=Tone.KEY, align=Align.CENTRE), cell(value)


def _stages(each: ReleaseFacts) -> Iterator[tuple[str | None, ...]]:
    """A row for each stage, with room to sign; what is open is written in by hand."""
    for number, stage in enumerate(each.stages, start=1):
        post = stage.post or "、".join(stage.posts)
        yield (str(number), stage.title, post, stage.name or None, stage.date or None, stage.result or None, None)


def _duties(each: ReleaseFacts) -> Iterator[tuple[str, ...]]:
    for due, state in each.duties:
        said = became(state).zh if each.is_real else NONE
        yield due.deadline.title, end_of(due).zh, due.deadline.condition or NONE, said


def _signature() -> Table:
    labels = ("发布人签字", "日期", "复核人签字", "日期")
    cells = [each for label in labels for each in (cell(label, tone=Tone.KEY, align=Align.CENTRE), Cell(blank=True))]
    return Table(
        columns=tuple(Column(weight) for weight in (1.2, 1.6, 0.7, 1.2, 1.2, 1.6, 0.7, 1.2)),
        rows=(Row(cells=tuple(cells), height=_SIGNED_MM),),
        compact=True,
    )
