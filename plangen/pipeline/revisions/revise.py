"""`plangen revise`: record the plan as it stands as a new revision, with reasons and the findings that it answers."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.changes.change import touches
from plangen.changes.wording import Described
from plangen.checks.wording import day
from plangen.diagnostics import Finding, Place, Severity, in_order
from plangen.history import rules as git_rules
from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository, Tagged, opened
from plangen.history.state import trouble
from plangen.model.finding import DrillFinding
from plangen.model.plan import Plan, version_key
from plangen.model.values import is_todo
from plangen.office.ooxml.guard import unpacked
from plangen.pipeline.check import Outcome, study_files
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.diff import Compared, compare_versions
from plangen.pipeline.revisions.versions import version_of, working
from plangen.version import VERSION
from plangen.workspace.project import TEMPLATES, Files, read_files

REASONS = {"drill": "演练", "law": "法规", "organisation": "组织变动", "other": "其他"}
"""Why a plan is revised, as the command line and as the record say it."""

_PEOPLE = (("author", "编制人"), ("reviewer", "审核人"), ("approver", "批准人"))
_VERSION = re.compile(r"v?\d+(?:\.\d+)*")
_MOST_SUMMED_UP = 12  # changes that a summary names one by one


class Wanted(Struct, frozen=True, kw_only=True):
    """What the record is to say; empty texts are missing."""

    version: str = ""  # by default the next one
    reason: str = ""  # a key of REASONS
    note: str = ""  # in words, after the reason
    drill: datetime.date | None = None
    answers: tuple[str, ...] = ()
    deferred: Mapping[str, str] = {}  # reason by id
    author: str = ""
    reviewer: str = ""
    approver: str = ""
    date: datetime.date
    effective: datetime.date | None = None
    summary: str = ""  # by default what changed
    chapters: str = ""  # by default the subjects of the changes


class Revised(Struct, frozen=True, kw_only=True):
    """What was found, what changed, and the commit where it was recorded."""

    outcome: Outcome
    version: str = ""
    compared: Compared | None = None
    commit: str = ""
    recovered: str = ""  # a revision that an interrupted run had left half done
    text: str = ""  # of the record


def revise_project(root: Path, wanted: Wanted, now: datetime.datetime, *, dry_run: bool = False) -> Revised:
    """Record the project at `root` as a revision; with an error among the findings, or on a dry run, nothing is.

    Raises:
        EnvironmentProblem: GitBusy, GitUnwritable.
    """
    repository, findings = opened(root)
    if repository is None:
        return Revised(outcome=Outcome(findings=findings))
    with repository:
        recovered = recover(repository, root) or ""
        made = _Maker(repository, root, wanted).revised(now, dry_run=dry_run)
        return msgspec.structs.replace(made, recovered=recovered)


def next_version(revisions: Sequence[str]) -> str:
    """v1.2 after v1.1; v1.0 where there is none."""
    if not revisions:
        return "v1.0"
    last = max(revisions, key=version_key)
    head, dot, tail = last.rpartition(".")
    return f"{head}.{int(tail) + 1}" if dot and tail.isdigit() else f"{last}.1"


class _Maker:
    """One revision in the making."""

    def __init__(self, repository: Repository, root: Path, wanted: Wanted) -> None:
        self.repository, self.root, self.wanted = repository, root, wanted
        self.revisions = repository.revisions()
        self.files = read_files(root)

    def revised(self, now: datetime.datetime, *, dry_run: bool) -> Revised:
        last = self.revisions[-1] if self.revisions else None
        compared = compare_versions(version_of(self.repository, last.version), working(self.root)) if last else None
        before = study_files(self.root, self.files)
        version = self.wanted.version or self._free(before.plan)
        findings = [*trouble(self.repository, self.root), *self._refusals(before.plan, version, compared, last)]
        findings += _unsound(self.files)
        path = f"source/revisions/{version}.yaml"
        text = self._written(path) or self._text(version, compared, last)
        after = before
        if not any(each.rule in {rules.INCOMPLETE, rules.BAD_VERSION, rules.MISNAMED} for each in findings):
            contents = {**self.files.contents, path: text.encode()}
            after = study_files(self.root, Files(contents=contents, findings=self.files.findings))
        blocking = [each for each in after.outcome.findings if each.severity is Severity.ERROR]
        outcome = Outcome(findings=(*in_order(findings), *blocking))
        result = Revised(outcome=outcome, version=version, compared=compared, text=text)
        if dry_run or not outcome.ok(strict=False):
            return result
        commit = record(self.repository, self.root, self._recording(after.plan, path, text, now))
        return msgspec.structs.replace(result, commit=commit)

    def _free(self, plan: Plan) -> str:
        known = [each.version for each in self.revisions]
        recorded = [] if "revisions" in plan.missing else [each.version for each in plan.revisions]
        # A record that no tag stands for yet is the first revision, about to be recorded with this version.
        untagged = [each for each in recorded if each not in known]
        return untagged[-1] if untagged and not known else next_version([*known, *recorded])

    def _refusals(self, plan: Plan, version: str, compared: Compared | None, last: Tagged | None) -> Iterator[Finding]:
        here = Place(file=f"source/revisions/{version}.yaml")
        if last and compared and compared.same:
            yield Finding(rule=rules.NO_CHANGE, at=here, values={"version": last.version})
        yield from self._version_trouble(version, here)
        if not self._written(here.file):
            yield from self._missing(here)
        elif "revisions" not in plan.missing and version not in {each.version for each in plan.revisions}:
            yield Finding(rule=rules.MISNAMED, at=here, values={"version": version})
        elif self.wanted != Wanted(version=self.wanted.version, date=self.wanted.date):
            yield Finding(rule=rules.WRITTEN, at=here, values={"file": here.file})
        if self.wanted.effective and self.wanted.effective < self.wanted.date:
            values = {"effective": day(self.wanted.effective), "date": day(self.wanted.date)}
            yield Finding(rule=rules.TOO_EARLY, at=here, values=values)
        # What is recorded first is what the first drill was held with.
        if last and not {"findings", "revisions"} & set(plan.missing):
            yield from self._findings_trouble(plan, compared.lines if compared else (), here)

    def _written(self, path: str) -> str:
        """The record that somebody wrote by hand for this version: it is recorded as it stands."""
        return self.files.contents.get(path, b"").decode("utf-8", "replace")

    def _version_trouble(self, version: str, here: Place) -> Iterator[Finding]:
        known = [each.version for each in self.revisions]
        free = next_version(known)
        if not _VERSION.fullmatch(version):
            yield Finding(rule=rules.BAD_VERSION, at=here, values={"version": version})
        elif f"refs/tags/{version}".encode() in self.repository.repo.refs.as_dict():
            yield Finding(rule=git_rules.TAKEN, at=here, values={"version": version, "free": free})
        elif known and version_key(version) <= version_key(known[-1]):
            yield Finding(rule=rules.NOT_LATER, at=here, values={"version": version, "last": known[-1], "free": free})

    def _missing(self, here: Place) -> Iterator[Finding]:
        wanted = self.wanted
        lacking = [(title, f"--{name}") for name, title in _PEOPLE if not getattr(wanted, name).strip()]
        if not wanted.reason:
            lacking.insert(0, ("修订原因", "--reason"))
        if wanted.reason == "drill" and wanted.drill is None:
            lacking.append(("演练日期", "--drill"))
        if wanted.effective is None:
            lacking.append(("生效日期", "--effective"))
        for title, option in lacking:
            yield Finding(rule=rules.INCOMPLETE, at=here, values={"what": title, "option": option})

    def _findings_trouble(self, plan: Plan, lines: Sequence[Described], here: Place) -> Iterator[Finding]:
        wanted = self.wanted
        every = {(drill.drill, each.id): each for drill in plan.findings for each in drill.findings}
        days = sorted({day for day, _ in every})
        if wanted.drill and wanted.drill not in days:
            values = {"drill": day(wanted.drill), "known": [each.isoformat() for each in days] or "—"}
            yield Finding(rule=rules.NO_DRILL, at=here, values=values)
            return
        mine = {name: each for (drill, name), each in every.items() if wanted.drill in {None, drill}}
        for name in (*wanted.answers, *wanted.deferred):
            if name not in mine:
                yield Finding(rule=rules.UNKNOWN_FINDING, at=here, values={"id": name, "known": sorted(mine) or "—"})
        settled = {(each.drill, name) for each in plan.revisions for name in _settled(each.answers, each.deferred)}
        for (drill, name), each in every.items():
            is_mine = wanted.drill in {None, drill}
            if not each.revises or (drill, name) in settled:
                continue
            if is_mine and name in wanted.answers:
                yield from _unchanged(each, lines)
            elif not (is_mine and name in wanted.deferred):
                values = {"drill": day(drill), "title": each.title, "id": name}
                yield Finding(rule=rules.OPEN_FINDING, at=each.where("id"), values=values)

    def _text(self, version: str, compared: Compared | None, last: Tagged | None) -> str:
        """The record: what people wrote and what the program knows, as YAML."""
        wanted = self.wanted
        reason = REASONS.get(wanted.reason, wanted.reason) + (f"：{wanted.note}" if wanted.note else "")
        lines = compared.lines if compared else ()
        templates = _template_sentences(compared) if compared else ()
        values: dict[str, object] = {
            "version": version,
            "date": wanted.date.isoformat(),
            "reason": reason,
            "chapters": wanted.chapters or _chapters(lines, templates),
            "summary": wanted.summary or _summary(lines, templates, first=last is None),
            "author": wanted.author,
            "reviewer": wanted.reviewer,
            "approver": wanted.approver,
            "effective": wanted.effective.isoformat() if wanted.effective else "",
            "drill": wanted.drill.isoformat() if wanted.drill else None,
            "answers": list(wanted.answers) or None,
            "deferred": [{"finding": name, "reason": why} for name, why in wanted.deferred.items()] or None,
            "follows": last.commit if last else None,
            "written_by": VERSION,
        }
        head = (
            "# yaml-language-server: $schema=../.schema/revision.schema.json\n"
            "# 修订记录：由 plangen revise 写入，与同名标签一起构成一个版本。\n\n"
        )
        # JSON is YAML: whatever people type stays what it is.
        body = (
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items() if value is not None
        )
        return head + "".join(body)

    def _recording(self, plan: Plan, path: str, text: str, now: datetime.datetime) -> Recording:
        """The commit says what the record says, also where somebody wrote that by hand."""
        made = next(each for each in plan.revisions if f"source/revisions/{each.version}.yaml" == path)
        answers = f"\n解决的演练问题：{'、'.join(made.answers)}\n" if made.answers else ""
        offset = now.utcoffset() or datetime.timedelta()
        name, _, address = self.repository.author().partition("<")
        author = made.author if not is_todo(made.author) else name
        return Recording(
            version=made.version,
            message=f"{made.version} {_plain(made.reason)}\n{answers}",
            author=f"{_plain(author) or 'plangen'} <{address.partition('>')[0]}>",
            time=int(now.timestamp()),
            offset=int(offset.total_seconds()),
            record_path=path,
            record=text.encode(),
            written_by=VERSION,
        )


def _unsound(files: Files) -> Iterator[Finding]:
    """What keeps a template from being opened at all: no build of the revision would ever succeed."""
    for path, raw in files.under(TEMPLATES).items():
        if path.endswith(".docx"):
            yield from (each for each in unpacked(raw, path)[1] if each.severity is Severity.ERROR)


def _settled(answers: Sequence[str], deferred: Sequence[object]) -> Iterator[str]:
    yield from answers
    yield from (str(getattr(each, "finding", "")) for each in deferred)


def _unchanged(finding: DrillFinding, lines: Sequence[Described]) -> Iterator[Finding]:
    """A warning where none of the places that a finding names has changed."""
    places = [each for each in finding.revises if not any(touches(line.path, each) for line in lines)]
    if len(places) == len(finding.revises):
        values = {"title": finding.title, "places": places}
        yield Finding(rule=rules.NOT_CHANGED, at=finding.where("revises"), values=values)


def _chapters(lines: Sequence[Described], templates: Sequence[str]) -> str:
    subjects = [*(line.subject for line in lines), *(("模板",) if templates else ())]
    return "、".join(dict.fromkeys(subjects)) or "全文"


def _summary(lines: Sequence[Described], templates: Sequence[str], *, first: bool) -> str:
    if first:
        return "首次记录"
    every = [*(line.sentence for line in lines), *templates]
    more = f"；另有{len(every) - _MOST_SUMMED_UP}处修改" if len(every) > _MOST_SUMMED_UP else ""
    return "；".join(every[:_MOST_SUMMED_UP]) + more


def _template_sentences(compared: Compared) -> tuple[str, ...]:
    """What became of each template, called by the notice that is made from it."""
    titles: dict[str, str] = {}
    for side in (compared.old, compared.new):
        if side and "communication" not in side.plan.missing:
            notices = side.plan.communication.notices
            titles |= {f"{TEMPLATES}/notices/{each.template}": f"通知模板“{each.title}”" for each in notices}
    verbs = {"added": "增加", "removed": "删除", "changed": "修改"}
    names = {each.path: f"模板文件“{each.path.removeprefix(f'{TEMPLATES}/')}”" for each in compared.templates} | titles
    return tuple(f"{verbs[each.kind]}{names[each.path]}" for each in compared.templates)


def _plain(name: str) -> str:
    """A name without what git cannot store in it."""
    return re.sub(r"[<>\x00-\x1f]", "", name).strip()
