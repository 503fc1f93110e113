"""`plangen notices duty`: whether a statutory duty of an incident applies, and when and how it was met."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import msgspec
from msgspec import Struct

from plangen.diagnostics import Finding, Place, in_order, words
from plangen.errors import NoCase
from plangen.model.case import Case
from plangen.model.due import Due, deadlines_of
from plangen.model.met import APPLIES, APPLIES_NOT, UNJUDGED, DutyState, Judgement, MetDuties, MetEntry, state_in
from plangen.model.plan import Plan, SectionMissing
from plangen.model.spec import Origin
from plangen.model.values import shown
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.notices import rules
from plangen.pipeline.notices.chosen import Lookup, cases_called, one_line, several_lines
from plangen.pipeline.notices.errors_first import faults, unreadable
from plangen.pipeline.notices.issuing import duty_rules
from plangen.pipeline.notices.issuing.record import stamp
from plangen.pipeline.notices.readiness import lacks_records
from plangen.reading.source import read
from plangen.workspace.append import appended, record_text
from plangen.workspace.atomic import write_atomically
from plangen.workspace.output import locked
from plangen.workspace.project import OUTPUT, SOURCE

ANSWERS: Mapping[str, Judgement] = {
    **dict.fromkeys(("是", "适用", "yes"), APPLIES),
    **dict.fromkeys(("否", "不适用", "no"), APPLIES_NOT),
    **dict.fromkeys(("未判断", UNJUDGED, "unknown"), UNJUDGED),
}
"""How people say whether a duty applies."""


class WantedDuty(Struct, frozen=True, kw_only=True):
    """What is to be recorded, as it was typed."""

    case: str
    duty: str
    applies: str = ""
    reason: str = ""
    met: str = ""
    how: str = ""
    reference: str = ""
    by: str
    name: str
    now: datetime.datetime  # the minute that it is in China


class DutyRecorded(Struct, frozen=True, kw_only=True):
    """What was recorded; with findings nothing was."""

    outcome: Outcome
    plan: Plan | None = None
    case: Case | None = None
    due: Due | None = None
    state: DutyState = DutyState()  # with what was recorded
    file: str = ""  # relative to the project
    known: bool = False  # the same was recorded before
    written: bool = False


def record_duty(root: Path, wanted: WantedDuty, *, dry_run: bool = False) -> DutyRecorded:
    """Record it in the project at `root`, or say everything that is against it.

    Raises:
        UsageProblem: NoCase.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay.
    """
    with nullcontext() if dry_run else locked(root / OUTPUT, root=root):
        project = study(root)
        if lacks_records(project):
            return DutyRecorded(outcome=unreadable(project))
        try:
            if told := faults(project, wanted.case):
                return DutyRecorded(outcome=told)
            return _recorded(project, wanted, dry_run=dry_run)
        except SectionMissing:
            return DutyRecorded(outcome=unreadable(project))


def _recorded(project: Study, wanted: WantedDuty, *, dry_run: bool) -> DutyRecorded:
    plan, lookup = project.plan, Lookup(project.plan)
    if not wanted.case:
        raise NoCase(name="", near=words("", ""), known=[each.id for each in plan.incidents])
    case = cases_called(plan, wanted.case)[0]
    if not isinstance(case, Case):
        refused = Finding(rule=duty_rules.OF_A_DRILL, at=Place(file=wanted.case), values={"case": case.title})
        return DutyRecorded(outcome=Outcome(findings=(refused,)))
    due = _due(plan, case, wanted.duty, lookup)
    entry = _entry(case, due, wanted, lookup)
    if lookup.findings or due is None or entry is None:
        return DutyRecorded(outcome=Outcome(findings=in_order(lookup.findings)))
    record = next((each for each in plan.met if each.case == case.id), None)
    found = tuple(_against(_entries(record), entry))
    done = DutyRecorded(outcome=Outcome(findings=found), plan=plan, case=case, due=due)
    return done if found else _written(project, done, entry, record, dry_run=dry_run)


def _entries(record: MetDuties | None) -> tuple[MetEntry, ...]:
    return record.entries if record else ()


def _due(plan: Plan, case: Case, name: str, lookup: Lookup) -> Due | None:
    """The duty of this id or title."""
    dues = deadlines_of(plan, case)
    found = next((each for each in dues if name in {each.deadline.id, each.deadline.title}), None)
    if found is None:
        known = [f"{each.deadline.id}（{each.deadline.title}）" for each in dues] or ["—"]
        lookup.refuse(duty_rules.NO_DUTY, wanted_place(name), duty=name, known=known)
    return found


def wanted_place(name: str) -> str:
    """How findings name what stands without an option."""
    return name or "DUTY"


def _entry(case: Case, due: Due | None, wanted: WantedDuty, lookup: Lookup) -> MetEntry | None:
    applies = ANSWERS.get(wanted.applies.strip().lower()) if wanted.applies else None
    post, name = lookup.post(wanted.by), lookup.name(wanted.name)
    met = _met(case, wanted, lookup)
    _prove_said(wanted, applies, lookup)
    if due is None or post is None:
        return None
    return MetEntry(
        at=Origin(),
        duty=due.deadline.id,
        applies=applies,
        reason=several_lines(wanted.reason) or None,
        met=stamp(met) if met else None,
        how=several_lines(wanted.how) or None,
        reference=one_line(wanted.reference) or None,
        by=post,
        name=name,
        recorded=stamp(wanted.now),
    )


def _prove_said(wanted: WantedDuty, applies: Judgement | None, lookup: Lookup) -> None:
    """Something is said at all, and with it what belongs to it."""
    if wanted.applies and applies is None:
        lookup.refuse(duty_rules.BAD_ANSWER, "--applies", text=wanted.applies)
    if not (wanted.applies or wanted.met):
        lookup.refuse(duty_rules.NOTHING_SAID, "--applies")
    if applies == APPLIES_NOT and not several_lines(wanted.reason):
        lookup.refuse(duty_rules.NO_REASON, "--reason")
    if wanted.met and not several_lines(wanted.how):
        lookup.refuse(duty_rules.NO_WAY, "--how")


def _met(case: Case, wanted: WantedDuty, lookup: Lookup) -> datetime.datetime | None:
    """When it was met: not before the incident, and not to come."""
    time = lookup.time(wanted.met, "--met") if wanted.met else None
    if time is None:
        return None
    if time > wanted.now:
        lookup.refuse(rules.FUTURE, "--met", time=stamp(time), now=stamp(wanted.now))
    happened = case.incident.date
    if isinstance(happened, datetime.date) and time.date() < happened:
        lookup.refuse(rules.BEFORE_INCIDENT, "--met", date=stamp(time), incident=shown(happened))
    return time


def _against(before: Sequence[MetEntry], entry: MetEntry) -> Iterator[Finding]:
    """A duty that is met although it does not apply, or of which nobody judged that it does."""
    judged = state_in((*before, entry), entry.duty).applies
    if entry.met and judged != APPLIES:
        yield Finding(rule=duty_rules.UNJUDGED_MET, at=Place(file="--met"), values={"applies": judged})


def _written(
    project: Study, done: DutyRecorded, entry: MetEntry, record: MetDuties | None, *, dry_run: bool
) -> DutyRecorded:
    case = done.case
    assert case is not None
    before = _entries(record)
    file = record.where("case").file if record else f"{SOURCE}/duties/{case.id}.yaml"
    state = state_in((*before, entry), entry.duty)
    done = msgspec.structs.replace(done, file=file, state=state)
    own = [each for each in before if each.duty == entry.duty]
    if own and _said(own[-1]) == _said(entry):
        return msgspec.structs.replace(done, state=state_in(before, entry.duty), known=True)
    raw = _with_entry(project, case, entry, record, file)
    if raw is None:
        finding = Finding(rule=duty_rules.ODD_RECORD, at=Place(file=file))
        return msgspec.structs.replace(done, outcome=Outcome(findings=(finding,)))
    if not dry_run:
        write_atomically(project.root / file, raw, within=project.root)
    return msgspec.structs.replace(done, written=not dry_run)


def _said(entry: MetEntry) -> tuple[object, ...]:
    """What an entry says, whenever it was recorded."""
    return tuple(getattr(entry, key) for key in entry.__struct_fields__ if key not in {"at", "recorded"})


def _with_entry(project: Study, case: Case, entry: MetEntry, record: MetDuties | None, file: str) -> bytes | None:
    """The file with the entry at its end, None where it cannot be read back as it was and one entry more."""
    raw = project.files.contents.get(file) or "".join(f"{line}\n" for line in _head(case)).encode()
    before = _entries(record)
    values = {name: getattr(entry, name) for name in entry.__struct_fields__ if name != "at"}
    for text in appended(raw, tuple(record_text(values)), "entries"):
        plan = read({**project.files.under(SOURCE), file: text}).plan
        if "duties" in plan.missing:
            continue
        found = next((each for each in plan.met if each.where("case").file == file), None)
        if _entries(found) == (*before, entry):
            return text
    return None


def _head(case: Case) -> Sequence[str]:
    return (
        "# yaml-language-server: $schema=../.schema/metduties.schema.json",
        f"# {one_line(case.title)}：法定事项是否适用、何时怎样办理，由 plangen notices duty 追加，不要修改。",
        f"case: {case.id}",
        "entries:",
    )
