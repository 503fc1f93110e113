"""Whether a file is a notice as it was issued: by its own hash, else by its name or its fingerprint, and what differs.

The original, where one is to be had, lies where it was issued, or is made again from the version that stands now.
"""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.model.issue_history import fate_of, issues_of
from plangen.model.issued import Issued
from plangen.model.plan import Plan, SectionMissing
from plangen.model.release_register import key_of, numbers_of
from plangen.office.readable import readable
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.pipeline.check import study
from plangen.pipeline.notices.chosen import all_drafts
from plangen.pipeline.notices.readiness import readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read
from plangen.workspace.issued_files import FileState, issued_files
from plangen.workspace.manifest import digest
from plangen.workspace.project import SOURCE, Files

_SHORT, _MOST = 12, 20  # digits of a fingerprint; passages that are told


class DifferingPassage(Struct, frozen=True, kw_only=True):
    """Where a file says something else than what was issued: the paragraphs then and now; either may be none."""

    number: int  # of the first paragraph, in the original
    old: tuple[str, ...]
    new: tuple[str, ...]


class IssuedAnswer(Struct, frozen=True, kw_only=True):
    """What a file has to do with an issue."""

    record: Issued
    number: str
    case: str
    kind: str
    by: str  # post and name
    name: str  # of the file that was issued
    is_whole: bool
    passages: tuple[DifferingPassage, ...] = ()  # what differs; nothing where it is only the bytes
    more: int = 0  # passages that are not told
    compared: bool = False  # whether there was an original to compare with
    later: tuple[Issued, ...] = ()  # the issues of the same notice that came after it

    corrected_by: tuple[Issued, ...] = ()  # what corrects it
    withdrawn_by: Issued | None = None  # what withdrew it


def issued_as(root: Path, files: Files, path: Path) -> IssuedAnswer | None:
    """What the file has to do with what was issued; None where it is something else."""
    plan = with_templates(read(files.under(SOURCE)).plan, files.contents)
    if "issued" in plan.missing or not plan.issued:
        return None
    raw = path.read_bytes()
    sha256 = digest(raw)
    for record in plan.issued:
        for name, issued in record.files.items():
            if issued == sha256:
                return _answer(plan, record, name, is_whole=True)
    found = _by_name(plan, path.name) or _by_fingerprint(plan, raw)
    if found is None:
        return None
    record, name = found
    original = _original(root, record, name)
    answer = _answer(plan, record, name, is_whole=False)
    return answer if original is None else _compared(answer, original, raw)


def _answer(plan: Plan, record: Issued, name: str, *, is_whole: bool) -> IssuedAnswer:
    case = next((each.title for each in plan.incidents if each.id == record.case), record.case)
    fate = fate_of(plan, record)
    return IssuedAnswer(
        record=record,
        number=numbers_of(plan.issued)[key_of(record)],
        case=case,
        kind=_title(plan, "notice", record.kind),
        by=" ".join(filter(None, (_title(plan, "decider", record.by or ""), record.name))),
        name=name,
        is_whole=is_whole,
        later=issues_of(plan, record.case, record.kind)[fate.number :],
        corrected_by=fate.corrected,
        withdrawn_by=fate.withdrawn,
    )


def _title(plan: Plan, kind: str, key: str) -> str:
    """The title of what an id names; the id where that section cannot be read."""
    try:
        return plan.title(kind, key)
    except SectionMissing:
        return key


def _by_name(plan: Plan, name: str) -> tuple[Issued, str] | None:
    return next(((each, own) for each in plan.issued for own in each.files if own == name), None)


def _by_fingerprint(plan: Plan, raw: bytes) -> tuple[Issued, str] | None:
    """The latest issue of the version that a Word file says to be of."""
    mark = fingerprint_in(raw)
    own = [each for each in plan.issued if mark and each.content.startswith(mark)]
    latest = max(own, key=lambda each: each.time, default=None)
    return None if latest is None else (latest, latest.file)


def _original(root: Path, record: Issued, name: str) -> bytes | None:
    """The file as it was issued, from where it lies or made again."""
    for each in issued_files(root, [record]):
        if each.path.endswith(f"/{name}") and each.state in {FileState.WHOLE, FileState.MOVED}:
            return (root / (each.found or each.path)).read_bytes()
    made = _made_again(root, record)
    return next((raw for raw in made if digest(raw) == record.files[name]), None)


def _made_again(root: Path, record: Issued) -> Iterator[bytes]:
    """The document and the text of the version that stands now."""
    project = study(root)
    try:
        drafts = all_drafts(project.plan)
        draft = next((each for each in drafts if (each.case, each.kind) == (record.case, record.kind)), None)
        ready = readiness_of(Run(project), draft) if draft else None
    except SectionMissing:
        return
    yield from (raw for raw in ((ready.raw, ready.text) if ready else ()) if raw is not None)


def _compared(answer: IssuedAnswer, original: bytes, raw: bytes) -> IssuedAnswer:
    old, new = _lines(original), _lines(raw)
    if old is None or new is None:
        return answer
    passages = tuple(_differing(old, new))
    return replace(answer, compared=True, passages=passages[:_MOST], more=max(len(passages) - _MOST, 0))


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[DifferingPassage]:
    for kind, start, end, begin, stop in difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield DifferingPassage(number=start + 1, old=tuple(old[start:end]), new=tuple(new[begin:stop]))


def _lines(raw: bytes) -> list[str] | None:
    """What a document, its PDF or its text says, paragraph by paragraph; None where it cannot be read."""
    if raw.startswith(b"%PDF"):
        lines = _of_pdf(raw)
    elif raw.startswith(b"PK"):
        lines = readable(raw)
    else:
        lines = raw.decode("utf-8", "replace").splitlines()
    return None if lines is None else [line for line in lines if line.strip()]


def _of_pdf(raw: bytes) -> list[str] | None:
    from plangen.office.pdf.text import passages

    texts = [each.text for each in passages(raw) if not each.is_guessed]
    return [line for text in texts for line in text.splitlines()] or None
