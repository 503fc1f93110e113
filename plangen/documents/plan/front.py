"""Cover, approval page and revision record of the drill plan."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Align, Block, Cell, Column, Cover, Row, SectionBreak, Table, Title, Tone, cell
from plangen.documents.draft import grid
from plangen.documents.phrases import NONE, clause, title_lines
from plangen.model.plan import Plan
from plangen.model.values import shown, todo

__all__ = ["cover", "front_matter"]

_SIGNING_HEIGHT = 18  # millimetres: room for a signature


def front_matter(plan: Plan) -> Iterator[Block]:
    """Everything before the contents; approval and revision pages only where there is something on them."""
    yield SectionBreak(numbered=False)
    yield cover(plan, title_lines(plan.identity.title))
    if plan.identity.approvals:
        yield SectionBreak(numbered=False)
        yield Title(lines=("审批页",))
        yield _approvals(plan)
    if plan.revisions:
        yield SectionBreak(landscape=True, numbered=False)
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
                cell(plan.party(approval.post), align=Align.CENTRE) if approval.post else Cell(blank=True),
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


def _revisions(plan: Plan) -> Table:
    heads = ("版本号", "修订日期", "修订章节", "修订内容摘要", "修订原因", "编制人", "审核人", "批准人", "生效日期")
    rows = [
        (
            each.version,
            shown(each.date),
            clause(each.chapters) or NONE,
            clause(each.summary) or NONE,
            clause(each.reason) or NONE,
            each.author,
            each.reviewer,
            each.approver,
            shown(each.effective),
        )
        for each in plan.revisions
    ]
    weights = (1.6, 2.6, 2.2, 5.2, 2.8, 2.2, 2.2, 2.2, 2.6)
    return grid("", heads, weights, rows, centred=(0, 1, 5, 6, 7, 8))
