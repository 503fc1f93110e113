"""Cover, approval page and revision record."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

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
from plangen.documents.draft import Draft
from plangen.documents.phrases import NONE, title_lines
from plangen.language.sentences import clause, endings, sentence
from plangen.model.drill import Approval
from plangen.model.edition import grouped
from plangen.model.owed import meant
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.model.values import shown, todo

_SIGNING_HEIGHT = 18  # millimetres: room for a signature
_ROOM = 18  # lines of revisions below the approvals
_LINE, _LINES_ABOVE = 40, 3  # characters of a line in the wide cell; lines of the row above it


def cover_page(draft: Draft) -> Iterator[Block]:
    """The cover, on a page without a number."""
    yield SectionBreak(numbered=False)
    yield cover(draft.plan, title_lines(draft.plan.identity.title))


def approvals_and_revisions(draft: Draft) -> Iterator[Block]:
    """Approvals and revisions, on one page where the revisions are few."""
    plan = draft.plan
    if plan.identity.approvals or plan.revisions:
        yield SectionBreak(numbered=False)
    if plan.identity.approvals:
        yield Title(lines=("审批页",))
        yield _approvals(plan)
    if plan.revisions:
        if plan.identity.approvals:
            yield PageBreak() if _lines(plan) > _ROOM else paragraph("")
        yield Title(lines=("修订记录",))
        yield _revisions(plan)


def cover(plan: Plan, lines: Sequence[str]) -> Cover:
    """The cover with this title: what the plan is, which version, who issued it when."""
    identity, edition = plan.identity, plan.edition
    dated = shown(plan.revisions[-1].date) if plan.revisions else todo("发布日期")
    coded = (("内容校验码", grouped(edition.code)),) if edition.code else ()
    called = ("版　　本", edition.cover or edition.label)
    return Cover(
        company=identity.company,
        lines=tuple(lines),
        facts=(("文件编号", identity.number), called, ("编制单位", identity.owner), *coded),
        mark="演练文件",
        foot=(dated if edition.foot is None else edition.foot,),
    )


def document_cover(draft: Draft) -> Iterator[Block]:
    """The cover of a document beside the drill plan, on a page without a number."""
    yield SectionBreak(numbered=False)
    yield titled_cover(draft)


def titled_cover(draft: Draft) -> Cover:
    """The drill plan's cover under the title of another document, with who may see it where that is restricted."""
    plan, marked = draft.plan, draft.marked
    made = cover(plan, (*title_lines(plan.identity.title.removesuffix("应急演练计划")), draft.title))
    readers = "、".join(group.removesuffix("人员") for group in marked.removeprefix("仅限").split("、"))
    return replace(made, facts=(*made.facts, ("知悉范围", f"{readers}人员"))) if marked else made


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
    """Two rows each: who, when and why; below, over the whole width, what changed."""
    heads = ("版本", "修订日期", "修订原因", "编制／审核／批准", "生效日期")
    header = Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)
    rows = tuple(row for each in plan.revisions for row in _revision(plan, each))
    columns = tuple(Column(weight) for weight in (1.2, 3.9, 3.2, 3.4, 3.9))
    return Table(columns=columns, rows=(header, *rows), compact=True)


def _revision(plan: Plan, revision: Revision) -> tuple[Row, Row]:
    people = (f"编制：{revision.author}", f"审核：{revision.reviewer}", f"批准：{revision.approver}")
    first = (
        cell(revision.version, align=Align.CENTRE, rows=2),
        cell(shown(revision.date), align=Align.CENTRE),
        cell(_reason(revision)),
        cell(*people),
        cell(shown(revision.effective), align=Align.CENTRE),
    )
    return Row(cells=first), Row(cells=(cell(*_changes(plan, revision), columns=4),))


def _reason(revision: Revision) -> str:
    """The reason, with the day of the drill where it is one: 2024年12月10日演练：根据演练问题清单修订."""
    reason = clause(revision.reason) or NONE
    if revision.drill is None:
        return reason
    return (
        f"{shown(revision.drill)}{reason}" if reason.startswith("演练") else f"{reason}（{shown(revision.drill)}演练）"
    )


def _changes(plan: Plan, revision: Revision) -> tuple[str, ...]:
    """Chapters, changes one by one, findings answered and put off; what proves that the record is still the same."""
    head = plan.edition.heads.get(revision.version)
    proof = (f"记录校验码：{grouped(head)}",) if head else ()
    return (*((*_summary(revision), *_findings(plan, revision)) or (NONE,)), *proof)


def _summary(revision: Revision) -> Iterator[str]:
    if chapters := clause(revision.chapters):
        yield sentence(f"修订章节：{chapters}")
    changes = [change for change in map(clause, revision.summary.split("；")) if change]
    if len(changes) > 1:
        yield "修订内容："
        yield from endings(f"（{number}）{change}" for number, change in enumerate(changes, start=1))
    elif changes:
        yield sentence(f"修订内容：{changes[0]}")


def _findings(plan: Plan, revision: Revision) -> Iterator[str]:
    if revision.answers:
        yield f"解决演练问题：{''.join(_finding_title(plan, revision, each) for each in revision.answers)}。"
    for label, entries in (("暂缓处理", revision.deferred), ("不再处理", revision.withdrawn)):
        if entries:
            said = (f"{_finding_title(plan, revision, each.finding)}（{clause(each.reason)}）" for each in entries)
            yield f"{label}：{'；'.join(said)}。"


def _finding_title(plan: Plan, revision: Revision, name: str) -> str:
    """The quoted title of a finding that a record names, else the name itself."""
    key = meant(name, revision, plan.findings)
    titles = (each.title for drill in plan.findings for each in drill.findings if (drill.drill, each.id) == key)
    return f"“{clause(next(titles, name))}”"


def _lines(plan: Plan) -> int:
    """How many lines the revisions take, near enough."""
    texts = [line for each in plan.revisions for line in _changes(plan, each)]
    return sum(-(-len(text) // _LINE) for text in texts) + _LINES_ABOVE * len(plan.revisions)
