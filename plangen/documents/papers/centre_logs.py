"""指挥中心记录: the hotline's calls, the decisions and the media's enquiries, to be written down by hand."""

from collections.abc import Sequence

from plangen.blocks.answers import BOX
from plangen.blocks.document import Document
from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.outlines.generated import Head, by_name, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.papers.numbered import numbered
from plangen.documents.plan import BLOCKS as OF_PLAN
from plangen.language.sentences import clause
from plangen.model.plan import Plan

_LINES, _MEDIA_LINES = 10, 14  # two pages of each log
_MOST_PLACES = 4  # scenarios to tick; of more the number is written in
_HEIGHT = 17.0  # millimetres of a line


def _calls(draft: Draft) -> Rows:
    places = list(draft.places.values()) if len(draft.places) > 1 else ["本场景"]
    scenarios = [f"{BOX}{place}" for place in places] if len(places) <= _MOST_PLACES else ["场景（　　）"]
    return numbered([(None, None, None, [*scenarios, f"{BOX}其他"], _severities(draft), None, None)] * _LINES, 8)


def _decisions(draft: Draft) -> Rows:
    command = draft.plan.command
    deciders = dict.fromkeys(draft.plan.party(level.decides) for level in command.levels)
    ticked = [f"{BOX}{decider}" for decider in deciders] or None
    basis: Content = [*(f"{BOX}{clause(each)}" for each in command.basis), f"{BOX}其他"] if command.basis else None
    return numbered([(None, None, _severities(draft), ticked, basis, None, None, None)] * _LINES, 9)


def _enquiries(_: Draft) -> Rows:
    return numbered((), 8, blank=_MEDIA_LINES)


def _severities(draft: Draft) -> Sequence[str] | None:
    return [f"{BOX}{severity.title}" for severity in draft.plan.command.severities] or None


_LEVELS = next(each for each in OF_PLAN.values() if each.key == "levels")
BLOCKS = by_name(
    (
        *PAGES,
        _LEVELS,
        table(
            "calls",
            "来电记录",
            _calls,
            Head("序号", 1.3, centred=True),
            Head("来电时间", 1.8),
            Head("来电人、部门、电话", 3.4),
            Head("反映内容", 6.4),
            Head("初步判断", 2.4),
            Head("初步分类", 3),
            Head("传递对象和时间", 3.2),
            Head("记录人", 1.8),
            meaning="热线来电，手工填写",
            caption="",
            height=_HEIGHT,
        ),
        table(
            "decisions",
            "决策记录",
            _decisions,
            Head("序号", 1.3, centred=True),
            Head("时间", 1.6),
            Head("事项", 3.2),
            Head("事件等级", 3.3),
            Head("决策者", 2.8),
            Head("决策依据", 3.3),
            Head("决定内容", 4.2),
            Head("指令送达对象和时间", 2.8),
            Head("记录人", 1.6),
            meaning="指挥决策，手工填写",
            caption="",
            height=_HEIGHT,
        ),
        table(
            "enquiries",
            "问询记录",
            _enquiries,
            Head("序号", 1.3, centred=True),
            Head("来电时间", 1.8),
            Head("媒体名称、记者、联系方式", 4),
            Head("问询内容", 5),
            Head("答复内容", 5),
            Head("审批人", 1.8),
            Head("答复人和时间", 2.2),
            Head("后续跟踪", 2.4),
            meaning="媒体问询，手工填写",
            caption="",
            height=_HEIGHT,
        ),
    )
)


def centre_logs(plan: Plan) -> Document:
    """How to write the logs, then the sheets of each."""
    return outlined(plan, "centre-logs", BLOCKS)
