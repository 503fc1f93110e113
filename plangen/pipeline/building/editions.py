"""Which edition each paper is: of a recorded revision, or a draft that none records; and the mark that it has.

A plan whose content is that of its last record is that revision, paper for paper. Where something differs, only the
papers whose words differ from those that the same program recorded are drafts. Git is not asked.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.documents.catalogue import Body
from plangen.errors import NotAVersion, RecordedAlready
from plangen.model.dossier import OUTLINED, DossierEntry
from plangen.model.edition import BARE, Edition, draft_of, for_signature, is_version, recorded
from plangen.model.papers import SheetCode, mark_of, paper_of, papers_file, read_papers
from plangen.model.plan import Plan
from plangen.model.plan_files import canonical_digest, content_of
from plangen.model.records import Revision
from plangen.pipeline.building.on_paper import identified_bodies, said_digest, words_digest
from plangen.pipeline.check import Study
from plangen.pipeline.outline_files import own_outlines
from plangen.version import VERSION
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.project import digest_files


class RecordedPapers(Struct, frozen=True, kw_only=True):
    """A revision whose papers this very program noted."""

    edition: Edition
    origin: str  # the digest of its record
    words: Mapping[str, str]  # of its papers, by name


class Editions(Struct, frozen=True, kw_only=True):
    """How the papers of a plan are told apart."""

    plan: Plan  # in the edition of every paper that is no draft
    files: Mapping[str, bytes]
    origin: str = ""  # what marks are taken from: the digest of a record; empty: from the words of each paper
    draft: Plan | None = None  # in the edition of drafts, where papers may be drafts
    words: Mapping[str, str] = {}  # of the papers that were recorded, by name
    signing: str = ""  # the version and content that go round for signature
    records: tuple[
        RecordedPapers, ...
    ] = ()  # the last and those before it, as far back as this program noted their papers

    @property
    def draft_or_plan(self) -> Plan:
        """In the edition of drafts, where there may be some."""
        return self.draft or self.plan

    @property
    def label(self) -> str:
        """What the plan as a whole is: with a draft among its papers, a draft."""
        return self.draft_or_plan.edition.label

    def since(self, paper: str) -> RecordedPapers | None:
        """The first revision from which on all of them have the paper in the words of the last; None where none has."""
        found: RecordedPapers | None = None
        for each in self.records:
            words = each.words.get(paper)
            if words is None or (found is not None and words != found.words[paper]):
                break
            found = each
        return found

    def papers(self, entry: DossierEntry) -> Iterator[tuple[str, Body]]:
        """The files of a document with their titles, each with what it is and the mark that tells it."""
        papers = {paper: (title, body) for paper, title, body in named_bodies(entry, self.plan)}
        drafts = self._drafts(entry, papers)
        for paper, (title, body) in (papers | drafts).items():
            origin = self.origin if paper not in drafts else ""
            mark = mark_of(origin or said_digest(body, self.files), paper)
            edition = (self.draft_or_plan if paper in drafts else self.plan).edition.label
            yield title, _marked(body, mark, self._code(entry, mark, edition))

    def _code(self, entry: DossierEntry, mark: str, edition: str) -> str:
        """What the sheets of a document say that come back, and that its user prints himself."""
        said = SheetCode(mark=mark, document=entry.id, drill=self.plan.date, edition=edition)
        return said.text if entry.returns else ""

    def _drafts(self, entry: DossierEntry, papers: Collection[str]) -> dict[str, tuple[str, Body]]:
        """Those of these papers that no revision has in these words."""
        if self.draft is None:
            return {}
        bare = named_bodies(entry, self.plan.in_edition(BARE)) if self.words.keys() & papers else ()
        same = {paper for paper, _, body in bare if self.words.get(paper) == words_digest(body, self.files)}
        if same >= set(papers):
            return {}
        return {paper: (title, body) for paper, title, body in named_bodies(entry, self.draft) if paper not in same}


def plain_editions(study: Study) -> Editions:
    """Of documents that are only compared: nothing is asked of the records."""
    return Editions(plan=study.plan, files=study.files.contents)


def editions_of(study: Study, signing: str = "") -> Editions:
    """The editions of a project's papers; `signing` is the version that they go round for.

    Raises:
        UsageProblem: NotAVersion; RecordedAlready where that version is recorded.
        OSError: where a file of the plan cannot be read.
    """
    plan, files = study.plan, study.files.contents
    sealed = () if "revisions" in plan.missing else tuple(each for each in plan.revisions if each.content)
    heads = {each.version: canonical_digest(files[each.where().file]) for each in sealed}
    if not signing and not sealed:
        return Editions(plan=plan, files=files)
    digests = digest_files(study.root, study.files) if study.digests is None else study.digests
    if not signing:
        return _against(sealed, plan, files, heads, digests)
    _refuse(signing, heads)
    content = content_of(digests, signing)
    edition = for_signature(signing, content, heads)
    return Editions(plan=plan.in_edition(edition), files=files, signing=f"{signing} {content}")


def _refuse(signing: str, known: Collection[str]) -> None:
    if not is_version(signing):
        raise NotAVersion(name=signing)
    if signing in known:
        raise RecordedAlready(version=signing)


def _against(
    sealed: Sequence[Revision],
    plan: Plan,
    files: Mapping[str, bytes],
    heads: Mapping[str, str],
    digests: Mapping[str, str],
) -> Editions:
    """The editions of a plan with these records."""
    last = sealed[-1]
    is_same_program = last.written_by == VERSION
    is_worded = set(OUTLINED) <= own_outlines(files).keys()
    edition = recorded(last.version, heads, "" if is_same_program else VERSION, worded=is_worded)
    records = tuple(_records(sealed, files, heads, worded=is_worded))
    found = Editions(plan=plan.in_edition(edition), files=files, origin=heads[last.version], records=records)
    if content_of(digests, last.version) == last.content:
        return found
    draft = plan.in_edition(draft_of(last.version, heads))
    return replace(found, draft=draft, words=records[0].words if records else {})


def _records(
    sealed: Sequence[Revision], files: Mapping[str, bytes], heads: Mapping[str, str], *, worded: bool
) -> Iterator[RecordedPapers]:
    """The records from the last on, up to one whose papers are not known."""
    for each in reversed(sealed):
        raw = files.get(papers_file(each.version, each.papers or ""), b"")
        if each.written_by != VERSION or canonical_digest(raw) != each.papers:
            return
        words = {name: paper.words for name, paper in read_papers(raw).items()}
        edition = recorded(each.version, heads, worded=worded)
        yield RecordedPapers(edition=edition, origin=heads[each.version], words=words)


def named_bodies(entry: DossierEntry, plan: Plan) -> Iterator[tuple[str, str, Body]]:
    """The files of a document, each with its name among papers and its title."""
    taken: set[str] = set()
    for title, body in identified_bodies(entry, plan):
        yield paper_of(entry.id, unique(safe_name(title), taken) if entry.folder else ""), title, body


def _marked(body: Body, mark: str, code: str) -> Body:
    return replace(body, identity=replace(body.identity, fingerprint=mark, code=code))
