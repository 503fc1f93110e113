"""The documents of two versions, side by side: which of them say something else."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from plangen.blocks.document import Document, Heading
from plangen.blocks.identity import Identity
from plangen.blocks.template import OfPlan, Templated
from plangen.changes.change import Kind
from plangen.documents.catalogue import Body
from plangen.model.dossier import DossierEntry
from plangen.model.plan import Plan
from plangen.office.templates.names import said_facts
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.building.composing import ComposedDocument, drafts_of
from plangen.pipeline.building.on_paper import on_paper, words_digest
from plangen.pipeline.check import Study
from plangen.workspace.project import TEMPLATES

_LOOK = (f"{TEMPLATES}/house.docx", f"{TEMPLATES}/layout.yaml")


class Pair(Struct, frozen=True, kw_only=True):
    """One document on both sides; None where a side has it not."""

    old: ComposedDocument | None
    new: ComposedDocument | None

    @property
    def any(self) -> ComposedDocument:
        """The document as the new side has it, else as the old one has."""
        draft = self.new or self.old
        assert draft is not None
        return draft

    @property
    def kind(self) -> Kind:
        """Whether it came, went or says something else."""
        return Kind.of(self.old, self.new)


class ComposedSide(Struct, frozen=True, kw_only=True):
    """The documents of one version, composed once, to be compared with those of any number of others."""

    study: Study
    drafts: tuple[ComposedDocument, ...]
    entries: tuple[DossierEntry, ...]
    is_whole: bool

    @classmethod
    def of(cls, study: Study, entries: Iterable[DossierEntry] | None = None) -> "ComposedSide":
        """The documents that `entries` of the dossier, or all of them, make of a version, in their order."""
        wanted = study.plan.dossier.entries if entries is None else tuple(entries)
        return cls(study=study, drafts=tuple(drafts_of(study, wanted)), entries=wanted, is_whole=entries is None)

    def differing(self, new: Study) -> Iterator[Pair]:
        """The documents that differ in what they say; with another look all Word files.

        Version numbers are not a difference; the revision page, which the drill plan has, is one.
        """
        old = self.study
        there = msgspec.structs.replace(new, plan=labelled_as(new.plan, old.plan))
        recorded = old.plan.revisions != new.plan.revisions
        looks_else = any(old.files.contents.get(path) != new.files.contents.get(path) for path in _LOOK)
        files = old.files.contents, new.files.contents
        for pair in paired(self.drafts, drafts_of(there, self._entries_of(there))):
            if pair.old is None or pair.new is None:
                yield pair
                continue
            is_same = alike(pair.old.body, pair.new.body, *files) and not (recorded and pair.new.entry.id == "plan")
            if not is_same or (looks_else and pair.new.path.endswith(".docx")):
                yield pair

    def _entries_of(self, other: Study) -> tuple[DossierEntry, ...]:
        """The documents of another version that are to be compared: those that it has itself where all are."""
        return other.plan.dossier.entries if self.is_whole else self.entries


def labelled_as(plan: Plan, other: Plan) -> Plan:
    """The plan with the revision records of another one: documents that only print another version are the same."""
    return plan.with_records("revisions", other.revisions)


def entries_of(pairs: Iterable[Pair]) -> list[DossierEntry]:
    """The entries of the dossier that these documents come from, each once, by number."""
    entries = {pair.any.entry.id: pair.any.entry for pair in pairs}
    return sorted(entries.values(), key=lambda entry: entry.number)


def paired(old: Iterable[ComposedDocument], new: Iterable[ComposedDocument]) -> tuple[Pair, ...]:
    """The documents of both sides by what they are; a document of a single file is the same whatever it is called."""
    before, after = _by_key(old), _by_key(new)
    keys = [*after, *(key for key in before if key not in after)]
    return tuple(Pair(old=before.get(key), new=after.get(key)) for key in keys)


def key_of(draft: ComposedDocument) -> tuple[str, str]:
    """What a document is, whichever version it is of."""
    return draft.entry.id, draft.title if draft.entry.folder else ""


def _by_key(drafts: Iterable[ComposedDocument]) -> dict[tuple[str, str], ComposedDocument]:
    return {key_of(each): each for each in drafts}


def alike(old: Body, new: Body, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether two bodies say the same, their templates included; of facts only those that a template names."""
    if isinstance(old, OfPlan) or isinstance(new, OfPlan):
        return words_digest(old, before) == words_digest(new, after)
    if not isinstance(old, Templated) or not isinstance(new, Templated):
        return _printed(old) == _printed(new)
    raw, other = before.get(f"{TEMPLATES}/{old.template}"), after.get(f"{TEMPLATES}/{new.template}")
    if raw != other:
        return False
    if _printed(old) == _printed(new):
        return True
    template = WordFile(raw, old.template)
    return template.is_sound and said_facts(on_paper(old), template) == said_facts(on_paper(new), template)


def _printed(body: Body) -> Body:
    """The body without what no reader sees, nor of which revision it is: properties, the keys of headings."""
    bare = msgspec.structs.replace(on_paper(body), identity=Identity())
    if not isinstance(bare, Document):
        return bare
    blocks = (msgspec.structs.replace(each, key="") if isinstance(each, Heading) else each for each in bare.blocks)
    return msgspec.structs.replace(bare, blocks=tuple(blocks))
