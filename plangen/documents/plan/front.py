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
from plangen.documents.outlines.worded import Worded
from plangen.documents.phrases import NONE
from plangen.language.sentences import clause, endings, sentence
from plangen.model.drill import Approval
from plangen.model.edition import grouped
from plangen.model.owed import meant
from plangen.model.plan import Plan
from plangen.model.records import Revision
from plangen.model.values import shown

_SIGNING_HEIGHT = 18  # millimetres: room for a signature
_ROOM = 18  # lines of revisions below the approvals
_LINE, _LINES_ABOVE = 40, 3  # characters of a line in the wide cell; lines of the row above it


def cover_page(draft: Draft) -> Iterator[Block]:
    """The cover, on a page without a number."""
    yield SectionBreak(numbered=False)
    yield cover(draft.plan, (draft.plan.identity.title,))


def approvals_and_revisions(draft: Draft) -> Iterator[Block]:
    """Approvals and revisions, on one page where the revisions are few."""
    plan = draft.plan
    if plan.identity.approvals or plan.revisions:
        yield SectionBreak(numbered=False)
    if plan.identity.approvals:
        yield Title(lines=(Worded(plan, "approvals").text("title"),))
        yield _approvals(plan)
    if plan.revisions:
        if plan.identity.approvals:
            yield PageBreak() if _lines(plan) > _ROOM else paragraph("")
        yield Title(lines=(Worded(plan, "revisions").text("title"),))
        yield _revisions(plan)


def cover(plan: Plan, lines: Sequence[str]) -> Cover:
    """The cover with this title: what the plan is, which version, who issued it when."""
    identity, edition, words = plan.identity, plan.edition, Worded(plan, "cover")
    dated = shown(plan.revisions[-1].date) if plan.revisions else Worded(plan, "approvals").text("day")
    coded = ((words.text("code"), grouped(edition.code)),) if edition.code else ()
    called = (words.text("edition"), edition.cover or edition.label)
    return Cover(
        company=identity.company,
        lines=tuple(lines),
        facts=((words.text("number"), identity.number), called, (words.text("owner"), identity.owner), *coded),
        mark=words.text("mark-name"),
        foot=(dated if edition.foot is None else edition.foot,),
    )


def document_cover(draft: Draft) -> Iterator[Block]:
    """The cover of a document beside the drill plan, on a page without a number."""
    yield SectionBreak(numbered=False)
    yield titled_cover(draft)


def titled_cover(draft: Draft) -> Cover:
    """The cover of another document of the dossier: its title, its plan, who may see it where that is restricted."""
    plan, marked, words = draft.plan, draft.marked, Worded(draft.plan, "cover")
    made = cover(plan, (draft.title,))
    readers = "、".join(group.removesuffix("人员") for group in marked.removeprefix("仅限").split("、"))
    restricted = ((words.text("readers"), f"{readers}人员"),) if marked else ()
    return replace(made, facts=((words.text("plan"), plan.identity.title), *made.facts, *restricted))


def _approvals(plan: Plan) -> Table:
    words = Worded(plan, "approvals")
    day = words.text("day")
    rows = [
        Row(
            cells=(
                cell(approval.title, tone=Tone.KEY, align=Align.CENTRE),
                _post(plan, approval),
                Cell(blank=True),
                Cell(blank=True, guidance=day, align=Align.CENTRE),
            ),
            height=_SIGNING_HEIGHT,
        )
        for approval in plan.identity.approvals
    ]
    header = _header(words.heads("heads"))
    return Table(columns=(Column(2), Column(4), Column(4), Column(4)), rows=(header, *rows))


def _header(heads: Sequence[str]) -> Row:
    return Row(cells=tuple(cell(head, tone=Tone.HEAD, align=Align.CENTRE) for head in heads), header=True)


def _post(plan: Plan, approval: Approval) -> Cell:
    """The post; where it is not settled, room to write it in."""
    if approval.post is None:
        return Cell(blank=True, align=Align.CENTRE)
    return cell(plan.party(approval.post), align=Align.CENTRE)


def _revisions(plan: Plan) -> Table:
    """Two rows each: who, when and why; below, over the whole width, what changed."""
    header = _header(Worded(plan, "revisions").heads("heads"))
    rows = tuple(row for each in plan.revisions for row in _revision(plan, each))
    columns = tuple(Column(weight) for weight in (1.2, 3.9, 3.2, 3.4, 3.9))
    return Table(columns=columns, rows=(header, *rows), compact=True)


def _revision(plan: Plan, revision: Revision) -> tuple[Row, Row]:
    people = _words(plan, revision).texts("people")
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
    words, head = _words(plan, revision), plan.edition.heads.get(revision.version)
    proof = words.giving({"校验码": grouped(head)}).texts("proof") if head else ()
    return (*((*_summary(words, revision), *_findings(plan, words, revision)) or (NONE,)), *proof)


def _words(plan: Plan, revision: Revision) -> Worded:
    return Worded(plan, "revisions").of("修订", revision)


def _summary(words: Worded, revision: Revision) -> Iterator[str]:
    if clause(revision.chapters):
        yield from words.texts("chapters")
    changes = [change for change in map(clause, revision.summary.split("；")) if change]
    if len(changes) > 1:
        yield from words.texts("changes")
        yield from endings(f"（{number}）{change}" for number, change in enumerate(changes, start=1))
    elif changes:
        yield from map(sentence, words.giving({"内容": changes[0]}).texts("change"))


def _findings(plan: Plan, words: Worded, revision: Revision) -> Iterator[str]:
    if revision.answers:
        titles = "".join(_finding_title(plan, revision, each) for each in revision.answers)
        yield from words.giving({"问题": titles}).texts("answered")
    for key, entries in (("deferred", revision.deferred), ("withdrawn", revision.withdrawn)):
        if entries:
            said = (f"{_finding_title(plan, revision, each.finding)}（{clause(each.reason)}）" for each in entries)
            yield from words.giving({"问题": "；".join(said)}).texts(key)


def _finding_title(plan: Plan, revision: Revision, name: str) -> str:
    """The quoted title of a finding that a record names, else the name itself."""
    key = meant(name, revision, plan.findings)
    titles = (each.title for drill in plan.findings for each in drill.findings if (drill.drill, each.id) == key)
    return f"“{clause(next(titles, name))}”"


def _lines(plan: Plan) -> int:
    """How many lines the revisions take, near enough."""
    texts = [line for each in plan.revisions for line in _changes(plan, each)]
    return sum(-(-len(text) // _LINE) for text in texts) + _LINES_ABOVE * len(plan.revisions)
