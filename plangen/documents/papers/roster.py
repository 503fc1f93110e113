"""应急处置队伍名册: each response team with what its people must be, its duties, its members and its training."""

from collections.abc import Iterator

from plangen.blocks.document import Align, Block, Heading, Role, Row, Table, Title, Tone, cell, paragraph
from plangen.blocks.document import Column as TableColumn
from plangen.documents.draft import Draft, bullets, text
from plangen.documents.frame import BOX, dossier_document, form_table
from plangen.documents.tables import office
from plangen.language.sentences import clause, endings
from plangen.model.organisation import ResponseTeam

_MEMBERS = 8  # lines of a team; the plan sets no number
_SESSIONS = 6


@dossier_document("roster")
def roster(draft: Draft) -> Iterator[Block]:
    """A page for each response team with lines for its members, and the record of training."""
    organisation = draft.plan.organisation
    yield Title(lines=(draft.title,))
    if not organisation.response_teams:
        yield from text("演练计划没有设置应急处置队伍，本名册没有需要登记的队伍。")
    for number, team in enumerate(organisation.response_teams):
        yield Heading(level=1, text=team.title, key=f"team-{team.id}", new_page=number > 0, owner=team.id)
        yield from _team(draft, team)
    yield Heading(level=1, text="培训和演练记录", key="training-record", new_page=bool(organisation.response_teams))
    yield from _training(draft)


def _team(draft: Draft, team: ResponseTeam) -> Iterator[Block]:
    plan = draft.plan
    department = plan.departments.get(team.department)
    facts = (
        ("派出部门", (plan.party(team.department),)),
        ("部门负责人", (office(plan, department.head if department else None),)),
        ("人员要求", (clause(team.people),)),
        ("职责", endings(team.duties) or ("—",)),
    )
    yield Table(
        columns=(TableColumn(3), TableColumn(12)),
        rows=tuple(Row(cells=(cell(name, tone=Tone.KEY, align=Align.CENTRE), cell(*lines))) for name, lines in facts),
    )
    yield form_table(
        ("序号", "姓名", "岗位", "专业特长", "联系电话", "职务", "到岗"),
        (1.2, 2.4, 2.6, 3.2, 2.8, 1.8, 1.8),
        [(None, None, None, None, "队员" if number else "队长", None) for number in range(_MEMBERS)],
        numbered=True,
    )
    yield paragraph("由派出部门填写，部门负责人签字确认；人员变动的，及时更新。", role=Role.NOTE)
    yield paragraph("部门负责人签字：　　　　　　　　　　年　月　日", role=Role.SIGNED)


def _training(draft: Draft) -> Iterator[Block]:
    topics = [clause(topic) for topic in draft.plan.organisation.response_training]
    if topics:
        yield from bullets("队伍定期培训和演练的内容", topics)
    else:
        yield from text("队伍定期开展培训和演练，每次记录如下。")
    ticked = [f"{BOX}{topic}" for topic in topics]
    yield form_table(
        ("序号", "日期", "内容", "参加人员", "效果和存在问题", "记录人"),
        (1.2, 2.2, 4, 3.4, 3.2, 1.8),
        [(None, cell(*ticked) if ticked else None, None, None, None) for _ in range(_SESSIONS)],
        height=16,
        numbered=True,
    )
