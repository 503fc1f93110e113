"""`plangen revise`: record the plan as it stands as a new revision, with reasons and the findings that it answers."""

import datetime
import re
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Severity, in_order
from plangen.history.journal import damaged
from plangen.history.recording import Recording, held, record, recover, retag
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble
from plangen.model.noted_titles import titles_to_note
from plangen.model.owed import Owed
from plangen.model.papers import papers_text
from plangen.model.plan import Plan
from plangen.model.plan_files import canonical_digest
from plangen.model.seals import in_ascii, sealed
from plangen.model.values import is_todo
from plangen.pipeline.check import Outcome, Study, study_files
from plangen.pipeline.old_titles import old_titles_since
from plangen.pipeline.packets.noted import noted_papers
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.asked.persons import filled
from plangen.pipeline.revisions.asked.settling import waiting
from plangen.pipeline.revisions.comparison import Compared, study_sides
from plangen.pipeline.revisions.impact import Impact, impact_of
from plangen.pipeline.revisions.proposal import Proposal, WantedRevision, propose
from plangen.pipeline.revisions.proved.copied import told_instead
from plangen.pipeline.revisions.record_text import record_text
from plangen.pipeline.revisions.refusals import refusals
from plangen.reading.text import decode
from plangen.version import VERSION
from plangen.workspace.leftovers import sweep_project

_NO_RECORD = frozenset({rules.INCOMPLETE.code, rules.BAD_VERSION.code})
"""With one of these against it, a record would only be reported once more, by what it lacks."""


class Revised(Struct, frozen=True, kw_only=True):
    """What was found, what changed, and the commit where it was recorded."""

    outcome: Outcome
    version: str = ""
    compared: Compared | None = None
    commit: str = ""
    recovered: str = ""  # a revision that an interrupted run had left half done
    text: str = ""  # of the record
    waiting: tuple[Owed, ...] = ()  # the findings that stay open
    impact: Impact | None = None  # where it was asked for, and there is a revision to compare with


def revise_project(
    root: Path, wanted: WantedRevision, now: datetime.datetime, *, dry_run: bool = False, tell: bool = False
) -> Revised:
    """Record the project at `root` as a revision; with an error among the findings nothing is recorded.

    A dry run says the same and writes nothing at all, neither into the project nor into the repository; what an
    interrupted run left half done is then only reported. With `tell` it is worked out what
    the revision means for others.

    Raises:
        EnvironmentProblem: GitBusy, GitUnwritable, GitUnfinished, GitDamaged, LeadsOut.
    """
    repository, findings = opened(root)
    if repository is None:
        return Revised(outcome=Outcome(findings=_without_history(root, findings)))
    with repository, nullcontext() if dry_run else held(repository):
        noted = damaged(repository)
        recovered = "" if dry_run else _cleared(repository, root)
        proposal = propose(repository, root, replace(wanted, asked_at=now))
        made = _judged(proposal, _each_once(noted, trouble(repository, root)))
        is_recorded = not dry_run and made.outcome.ok(strict=False)
        commit = (
            _recorded(repository, root, proposal, _recording(repository, proposal, made, now)) if is_recorded else ""
        )
    return Revised(
        outcome=made.outcome,
        version=proposal.version,
        compared=proposal.compared,
        commit=commit,
        recovered=recovered,
        text=made.text,
        waiting=waiting(made.plan),
        impact=_impact(root, proposal, made.outcome, tell=tell),
    )


def _without_history(root: Path, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What there is to say where no repository is, of a copy how to go on."""
    return _each_once(found, told_instead(root, found))


def _each_once(first: tuple[Finding, ...], more: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return (*first, *(each for each in more if each not in first))


def _cleared(repository: Repository, root: Path) -> str:
    """Take away what killed runs left; the version that one of them had recorded, and that is finished now."""
    sweep_project(root)
    return recover(repository, root) or ""


def _recorded(repository: Repository, root: Path, proposal: Proposal, recording: Recording) -> str:
    """Its commit; the tags of what it settles are put right first, and what was there is kept."""
    kept = {each.version: each.kept.commit for each in proposal.settles if each.kept and each.kept != each.tagged}
    if kept:
        retag(repository, kept)
    return record(repository, root, recording)


def _impact(root: Path, proposal: Proposal, outcome: Outcome, *, tell: bool) -> Impact | None:
    """What the changes mean for others; None with errors, or with nothing that this program can compare."""
    compared = proposal.compared if tell and outcome.ok(strict=False) else None
    pair = study_sides(compared, root).pair if compared else None
    return impact_of(compared, *pair) if compared and pair else None


class _Judged(Struct, frozen=True, kw_only=True):
    """The record of a proposal, and what there is to say of both together."""

    text: str  # of the record
    raw: bytes
    papers: bytes  # what is noted beside it
    plan: Plan  # with the record
    outcome: Outcome


def _judged(proposal: Proposal, found: tuple[Finding, ...]) -> _Judged:
    findings = (*found, *refusals(proposal), *_old_titles(proposal))
    by_hand = proposal.by_hand
    raw = record_text(proposal).encode() if by_hand is None else filled(proposal, by_hand).raw
    after = _with_record(proposal, raw, findings)
    wrong = tuple(each for each in after.outcome.findings if each.severity is Severity.ERROR)
    outcome = Outcome(findings=(*in_order(findings), *wrong))
    own = proposal.own
    if own is not None and (own.after or own.content):  # what somebody says himself of the chain is checked
        papers = b""
    else:
        papers = papers_text(noted_papers(after)) if outcome.ok(strict=False) else b""
        raw = sealed(raw, _seal(proposal, papers))
    return _Judged(text=_shown(proposal.path, raw), raw=raw, papers=papers, plan=after.plan, outcome=outcome)


def _old_titles(proposal: Proposal) -> Iterator[Finding]:
    """The texts that still say a title of the last revision: once this one is recorded they are two names for one."""
    compared, files = proposal.compared, proposal.study.files
    if compared is not None:
        yield from old_titles_since(compared.old.plan, proposal.study.plan, files.contents)


def _seal(proposal: Proposal, papers: bytes) -> Mapping[str, str]:
    """What plangen adds to the record; to one that was written by hand also which program did."""
    own = proposal.own
    program = {"written_by": VERSION} if own is not None and not own.written_by else {}
    noted = {"papers": canonical_digest(papers)} if papers else {}
    return {**proposal.seal, **noted, **_titles(proposal), **program}


def _titles(proposal: Proposal) -> Mapping[str, str]:
    """What things are called, which a later check has to know; in ASCII, whatever the record is written in."""
    titles = titles_to_note(proposal.study.plan)
    is_said = proposal.own is not None and proposal.own.titles
    return {"titles": in_ascii(titles)} if titles and not is_said else {}


def _shown(path: str, raw: bytes) -> str:
    """A record that somebody wrote by hand, for people to read; its bytes are left as they are."""
    text, _ = decode(path, raw)
    return text.content if text else ""


def _with_record(proposal: Proposal, raw: bytes, findings: tuple[Finding, ...]) -> Study:
    """The plan with its new record: what is wrong with both together is known before anything is written."""
    if _NO_RECORD & {each.code for each in findings}:
        return proposal.study
    files = proposal.study.files
    contents = {**files.contents, proposal.path: raw}
    return study_files(proposal.study.root, replace(files, contents=contents))


def _recording(repository: Repository, proposal: Proposal, judged: _Judged, now: datetime.datetime) -> Recording:
    """The commit says what the record says, also where somebody wrote that by hand."""
    made = next(each for each in judged.plan.revisions if each.version == proposal.version)
    answers = f"\n解决的演练问题：{'、'.join(made.answers)}\n" if made.answers else ""
    offset = now.utcoffset() or datetime.timedelta()
    name, _, address = repository.author().partition("<")
    author = made.author if not is_todo(made.author) else name
    return Recording(
        version=made.version,
        message=f"{made.version} {_plain(made.reason)}\n{answers}",
        author=f"{_plain(author) or 'plangen'} <{address.partition('>')[0]}>",
        time=int(now.timestamp()),
        offset=int(offset.total_seconds()),
        record_path=proposal.path,
        record=judged.raw,
        written_by=VERSION,
        papers=judged.papers,
        checked=proposal.study.files.contents,
        digests=proposal.digests,
    )


def _plain(name: str) -> str:
    """A name without what git cannot store in it."""
    return re.sub(r"[<>\x00-\x1f]", "", name).strip()
