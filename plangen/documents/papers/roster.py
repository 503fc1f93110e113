"""应急处置队伍名册: each response team with what its people must be, its duties, its members and its training."""

from plangen.blocks.answers import BOX
from plangen.blocks.document import Document
from plangen.documents.draft import Draft, Rows
from plangen.documents.frame import WRITING_HEIGHT
from plangen.documents.outlines.generated import Head, by_name, table
from plangen.documents.outlines.outlined import outlined
from plangen.documents.outlines.pages import PAGES
from plangen.documents.papers.numbered import numbered
from plangen.language.sentences import clause
from plangen.model.plan import Plan

_MEMBERS = 8  # lines of a team; the plan sets no number
_SESSIONS = 6
_SESSION_HEIGHT = 16.0  # millimetres


def _members(_: Draft) -> Rows:
    return numbered(
        [(None, None, None, None, "队员" if number else "队长", None) for number in range(_MEMBERS)],
        7,
    )


def _sessions(draft: Draft) -> Rows:
    ticked = [f"{BOX}{clause(topic)}" for topic in draft.plan.organisation.response_training] or None
    return numbered([(None, ticked, None, None, None)] * _SESSIONS, 6)


BLOCKS = by_name(
    (
        *PAGES,
        table(
            "members",
            "队员登记",
            _members,
            Head("序号", 1.2, centred=True),
            Head("姓名", 2.4),
            Head("岗位", 2.6),
            Head("专业特长", 3.2),
            Head("联系电话", 2.8),
            Head("职务", 1.8),
            Head("到岗", 1.8),
            meaning="一支队伍的队员，手工填写",
            caption="",
            height=WRITING_HEIGHT,
        ),
        table(
            "sessions",
            "培训记录",
            _sessions,
            Head("序号", 1.2, centred=True),
            Head("日期", 2.2),
            Head("内容", 4),
            Head("参加人员", 3.4),
            Head("效果和存在问题", 3.2),
            Head("记录人", 1.8),
            meaning="队伍的培训和演练，手工填写",
            caption="",
            height=_SESSION_HEIGHT,
        ),
    )
)


def roster(plan: Plan) -> Document:
    """A page for each response team with lines for its members, and the record of training."""
    return outlined(plan, "roster", BLOCKS)
