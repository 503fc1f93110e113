"""Cover, approval page and revision record of the drill plan."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Cover,
    PageBreak,
    Row,
    SectionBreak,
    Table,
    Title,
    Tone,
    cell,
    paragraph,
)
from plangen.documents.draft import grid
from plangen.documents.phrases import NONE, clause, title_lines
from plangen.model.drill import Approval
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.model.values import shown, todo

__all__ = ["cover", "front_matter"]

_SIGNING_HEIGHT = 18  # millimetres: room for a signature
_FEW_REVISIONS = 6  # find room below the approvals


def front_matter(plan: Plan) -> Iterator[Block]:
    """Everything before the contents: approval and revisions, on one page where the revisions are few."""
    yield SectionBreak(numbered=False)
    yield cover(plan, title_lines(plan.identity.title))
    yield SectionBreak(numbered=False)
    if plan.identity.approvals:
        yield Title(lines=("审批页",))
        yield _approvals(plan)
    if plan.revisions:
        if plan.identity.approvals:
            yield PageBreak() if len(plan.revisions) > _FEW_REVISIONS else paragraph("")
        yield Title(lines=("修订记录",))
        yield _revisions(plan)
    yield SectionBreak(numbered=False)


def cover(plan: Plan, lines: Sequence[str]) -> Cover:
    identity = plan.identity
    dated = shown(plan.revisions[-1].date) if plan.revisions else todo("发布日期")
    return Cover(
        company=identity.company,
        lines=tuple(lines),
        facts=(("文件编号", identity.number), ("版　　本", plan.version), ("编制单位", identity.owner)),
        mark="演练文件",
        foot=(dated,),
    )


def _approvals(plan: Plan) -> Table:
    rows = [
        Row(
            cells=(
                cell(approval.title, tone=Tone.KEY, align=Align.CENTRE),
                cell(_post(plan, approval), align=Align.CENTRE),
                Cell(blank=True),
                Cell(blank=True, guidance="年　　月　　日", align=Align.CENTRE),
            ),
            height=_SIGNING_HEIGHT,
        )
        for approval in plan.identity.approvals
    ]
    heads = ("环节", "岗位", "签名", "日期")
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    return Table(columns=(Column(2), Column(4), Column(4), Column(4)), rows=(header, *rows))


def _post(plan: Plan, approval: Approval) -> str:
    return plan.party(approval.post) if approval.post else todo(f"{approval.title}岗位")


def _revisions(plan: Plan) -> Table:
    heads = ("版本", "修订日期", "修订章节与内容摘要", "修订原因", "编制／审核／批准", "生效日期")
    rows = [
        (
            each.version,
            shown(each.date),
            _changes(each),
            clause(each.reason) or NONE,
            (f"编制：{each.author}", f"审核：{each.reviewer}", f"批准：{each.approver}"),
            shown(each.effective),
        )
        for each in plan.revisions
    ]
    return grid("", heads, (1.5, 2.3, 4.4, 2.1, 3.6, 2.3), rows, centred=(0, 1, 5))


def _changes(revision: Revision) -> str:
    return "：".join(filter(None, (clause(revision.chapters), clause(revision.summary)))) or NONE
