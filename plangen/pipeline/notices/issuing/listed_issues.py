"""`plangen notices register`: all that was issued, with what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import in_order
from plangen.documents.notices.issued_register import RegisterLine, issued_register
from plangen.model.approval_proof import record_of
from plangen.model.decision import decision_of
from plangen.model.issue_history import CORRECTION, WITHDRAWAL, fate_of
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.model.release_register import Key, key_of, numbers_of
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.notices.chosen import cases_called
from plangen.pipeline.notices.errors_first import unreadable
from plangen.pipeline.notices.readiness import lacks_records
from plangen.pipeline.notices.sheet import write_sheet
from plangen.workspace.issued_files import FileState, IssuedFile, issued_files

_BECAME: Mapping[FileState, str] = {
    FileState.WHOLE: "",
    FileState.EDITED: "改动过",
    FileState.MOVED: "换了位置",
    FileState.LOST: "不见了",
}
_SHORT = 12


class Registered(Struct, frozen=True, kw_only=True):
    """The lines, the earliest first; none where the plan could not be read."""

    outcome: Outcome
    lines: tuple[RegisterLine, ...] = ()
    sheet: Path | None = None  # what was written


def list_register(root: Path, case: str = "", *, sheet: Path | None = None) -> Registered:
    """The register of the project at `root`, of the incidents called so or of all.

    Raises:
        UsageProblem: NoCase; SheetTaken where `sheet` is another file.
    """
    project = study(root)
    if lacks_records(project):
        return Registered(outcome=unreadable(project))
    plan = project.plan
    try:
        asked = {each.id for each in cases_called(plan, case)} if case else None
        records = [each for each in plan.issued if asked is None or each.case in asked]
        lines = tuple(register_lines(root, plan, records))
    except SectionMissing:
        return Registered(outcome=unreadable(project))
    path, found = write_sheet(project, "issued-register", issued_register(plan, lines), sheet)
    return Registered(outcome=Outcome(findings=in_order(found)), lines=lines, sheet=path)


def register_lines(root: Path, plan: Plan, records: Sequence[Issued]) -> Iterator[RegisterLine]:
    """The lines of these records, the earliest first."""
    numbers = numbers_of(plan.issued)
    files = _by_record(issued_files(root, records))
    titles = {stage.id: stage.title for stage in plan.communication.stages}
    for record in sorted(records, key=lambda each: (each.time, numbers[key_of(each)])):
        case, kind = plan.cases.get(record.case), plan.notices.get(record.kind)
        yield RegisterLine(
            record=record,
            number=numbers[key_of(record)],
            case=case.title if case else record.case,
            kind=kind.title if kind else record.kind,
            channels=(*(each.channel for each in record.channels), *_reached(record)),
            stages=tuple(
                f"{titles.get(each.stage, each.stage)}　{plan.party(each.by)}　{each.name}　{each.date.isoformat()}"
                for each in record.approvals
            ),
            by=f"{plan.party(record.by)}　{record.name}" if record.by and record.name else "",
            later=tuple(_later(record, plan, numbers)),
            files=tuple(_files(record, files.get(key_of(record), {}))),
        )


def _by_record(files: Sequence[IssuedFile]) -> Mapping[Key, Mapping[str, FileState]]:
    """By record and name what became of each file."""
    found: dict[Key, dict[str, FileState]] = {}
    for each in files:
        found.setdefault(key_of(each.record), {})[each.path.rpartition("/")[2]] = each.state
    return found


def _reached(record: Issued) -> tuple[str, ...]:
    return (f"送达{record.recipients}人",) if record.recipients else ()


def _files(record: Issued, states: Mapping[str, FileState]) -> Iterator[str]:
    yield record.file.removesuffix(".docx")
    for name, sha256 in record.files.items():
        state = _BECAME[states.get(name, FileState.LOST)]
        yield f"{name.rpartition('.')[2]}　{sha256[:_SHORT]}" + (f"（{state}）" if state else "")


def _later(record: Issued, plan: Plan, numbers: Mapping[Key, str]) -> Iterator[str]:
    """What an issue corrects or withdraws, and what corrected, withdrew and followed it."""
    fate = fate_of(plan, record)
    if record.corrects:
        of = numbers.get((record.case, record.kind, record.corrects), record.corrects)
        yield f"{CORRECTION} {of}" + (f"：{record.reason}" if record.reason else "")
    if record.concerns and record.act:
        yield f"{record.act} {numbers.get(record.concerns.key, record.concerns.time)}"
    for each in fate.corrected:
        yield f"由 {numbers[key_of(each)]} {CORRECTION}"
    if fate.withdrawn:
        yield f"由 {numbers[key_of(fate.withdrawn)]} {WITHDRAWAL}"
    if record.reason and not record.corrects:
        yield f"重新发布：{record.reason}"
    yield from _unsigned(record, plan)


def _unsigned(record: Issued, plan: Plan) -> Iterator[str]:
    """The stages that were passed by word of mouth and are still to be signed."""
    entries = approvals.approvals if (approvals := record_of(plan, record.case, record.kind)) else ()
    titles = {stage.id: stage.title for stage in plan.communication.stages}
    for used in record.approvals:
        own = [each for each in entries if each.stage == used.stage and each.content == record.content]
        decision = decision_of(own)
        if decision is not None and decision.is_unsigned:
            yield f"{titles.get(used.stage, used.stage)}待补签"
