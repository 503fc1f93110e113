"""The recorded revisions that a copy of the plan knows, from their records and from git where there is one.

A record that was changed in the folder is known as its witnesses know it: the record after it, the tag.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding
from plangen.history.ancestry import last_fetch
from plangen.history.repository import Repository, Tagged, opened
from plangen.history.rules import NO_REPOSITORY, TWO_TRUTHS
from plangen.model.chain import ChainEntry, breaks
from plangen.model.in_force import begins
from plangen.model.papers import NotedPaper, papers_file, read_papers
from plangen.model.plan import version_key
from plangen.model.plan_files import canonical_digest
from plangen.model.records import Revision
from plangen.model.seals import seal_of
from plangen.pipeline.record_chain import finding_of, record_file
from plangen.pipeline.revisions.proved.lineage import RevisionHistory, changed_here, lineage_of
from plangen.reading.source import read_section
from plangen.workspace.project import Files

_RECORD = re.compile(r"source/revisions/([^/]+)\.yaml")


class KnownRevision(Struct, frozen=True, kw_only=True):
    """A revision as it was recorded."""

    version: str
    head: str  # the digest of its record
    raw: bytes  # of the record
    notes: bytes = b""  # of its papers, as they are proved by the record
    commit: str = ""
    by: str = ""  # who recorded it, as git says
    is_settled: bool = True  # whether it is the only one of its number, or the one that was kept

    @property
    def papers(self) -> Mapping[str, NotedPaper]:
        """Its papers by name; of a hundred revisions few are ever asked for."""
        return read_papers(self.notes)

    @property
    def record(self) -> Revision | None:
        """Its record, where that can be read."""
        found = read_section("revisions", record_file(self.version), self.raw)
        return found if isinstance(found, Revision) else None


class KnownRevisions(Struct, frozen=True, kw_only=True):
    """All of them, the oldest first."""

    revisions: tuple[KnownRevision, ...]
    findings: tuple[Finding, ...] = ()
    fetched: datetime.date | None = None  # when git last asked others

    def in_force(self, day: datetime.date) -> tuple[KnownRevision, Revision] | None:
        """The highest version that had come into force by that day."""
        for each in reversed(self.revisions):
            record = each.record if each.is_settled else None
            first = begins(record) if record else None
            if record and first is not None and first <= day:
                return each, record
        return None


def known_revisions(root: Path, files: Files) -> KnownRevisions:
    """What is known at `root`; findings say what records, tags and history tell apart.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    here = {
        name: raw
        for path, raw in files.contents.items()
        if (name := _version_in(path)) and seal_of(raw).get("content", "")
    }
    repository, findings = opened(root)
    if repository is None:
        known, broken = _by_chain(here, files.contents)
        wrong = tuple(each for each in findings if each.rule is not NO_REPOSITORY)  # a copy is no fault
        return KnownRevisions(revisions=_ordered(known), findings=(*wrong, *broken))
    with repository:
        history = lineage_of(repository)
        found = (*_in_git(repository, history, files.contents), *_others(repository, history))
        lacking = here.keys() - {each.version for each in found}
        known, broken = _by_chain({name: here[name] for name in lacking}, files.contents)
        told = (*findings, *history.findings, *changed_here(repository, history, root), *broken)
        return KnownRevisions(
            revisions=_ordered((*found, *known)), findings=tuple(told), fetched=last_fetch(repository)
        )


def _ordered(known: tuple[KnownRevision, ...]) -> tuple[KnownRevision, ...]:
    return tuple(sorted(known, key=lambda each: (version_key(each.version), each.is_settled)))


def _by_chain(
    here: Mapping[str, bytes], contents: Mapping[str, bytes]
) -> tuple[tuple[KnownRevision, ...], tuple[Finding, ...]]:
    """The records of a folder, each with the digest that those behind it know."""
    names = sorted(here, key=version_key)
    entries = [ChainEntry(name=name, raw=here[name], after=seal_of(here[name]).get("after", "")) for name in names]
    heads = {each.name: each.head for each in entries} | {
        link.name: link.head for each in entries for link in each.links if link.name in here
    }
    known = tuple(
        KnownRevision(version=name, head=heads[name], raw=here[name], notes=_notes(contents, name, here[name]))
        for name in names
    )
    return known, tuple(map(finding_of, breaks(entries)))


def _in_git(repository: Repository, history: RevisionHistory, contents: Mapping[str, bytes]) -> Iterator[KnownRevision]:
    """The revisions that bear tags, and those of the commit at hand whose tags are lost."""
    disputed = {str(each.values["version"]) for each in history.findings if each.rule is TWO_TRUTHS}
    for tagged in history.tags:
        raw = _record_of(repository, tagged, contents)
        if raw is not None:
            made = _known(repository, tagged.version, raw, tagged.commit, contents)
            yield replace(made, by=tagged.author, is_settled=tagged.version not in disputed)
    tags = {each.version for each in history.tags}
    for version, raw in history.records.items():
        if version not in tags and "content" in seal_of(raw):
            yield _known(repository, version, raw, repository.head or "", contents)


def _record_of(repository: Repository, tagged: Tagged, contents: Mapping[str, bytes]) -> bytes | None:
    """The record of a tagged revision: the one in the folder where the tag names its digest."""
    path = record_file(tagged.version)
    here = contents.get(path)
    if here is not None and tagged.head and canonical_digest(here) == tagged.head:
        return here
    return repository.content_at(tagged.commit, path)


def _known(
    repository: Repository, version: str, raw: bytes, commit: str, contents: Mapping[str, bytes]
) -> KnownRevision:
    wanted = seal_of(raw).get("papers", "")
    papers = papers_file(version, wanted)
    here: bytes | None = contents.get(papers)
    if here is None or canonical_digest(here) != wanted:
        here = repository.content_at(commit, papers) if wanted else None
    proved = here if here is not None and canonical_digest(here) == wanted else b""
    return KnownRevision(version=version, head=canonical_digest(raw), raw=raw, notes=proved, commit=commit)


def _others(repository: Repository, history: RevisionHistory) -> Iterator[KnownRevision]:
    """What was recorded under the number of a revision that is kept, with other content."""
    kept = {(each.version, each.head) for each in history.tags if each.head}
    for each in history.past.recorded if history.past else ():
        if any(version == each.version for version, _ in kept) and (each.version, each.head) not in kept:
            kept.add((each.version, each.head))
            raw = repository.content_at(each.commit, record_file(each.version)) or b""
            found = _known(repository, each.version, raw, each.commit, {})
            yield replace(found, head=each.head, by=each.author, is_settled=False)


def _notes(contents: Mapping[str, bytes], version: str, record: bytes) -> bytes:
    return contents.get(papers_file(version, seal_of(record).get("papers", "")), b"")


def _version_in(path: str) -> str:
    found = _RECORD.fullmatch(path)
    return found[1] if found else ""
