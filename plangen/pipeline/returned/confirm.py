"""`plangen notices confirm`: what counsel compared with the law is read into the entries, row by row."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.coming_back import FormShape, Returned, ReturnedRow, key_digest, state_digest
from plangen.diagnostics import Finding, in_order, words
from plangen.documents.notices.element_sheet import (
    DIFFERENT,
    ELEMENTS,
    SAME,
    entries_of,
    entry_state,
)
from plangen.editing.editor import edited, paths_at
from plangen.editing.edits import Edit, Insert, Replace
from plangen.editing.meaning import Open, Value
from plangen.editing.meaning import Path as Keys
from plangen.model.as_typed import ticked, typed_date, typed_text
from plangen.model.legal import Entry
from plangen.model.plan import SectionMissing
from plangen.pipeline.changing.proving import Changed, ChangedFile, changing, file_changes
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.returned.answer_rules import BAD_DATE, BOXES, OTHER_PLAN
from plangen.pipeline.returned.answer_rules import DIFFERENT as DISAGREE
from plangen.pipeline.returned.confirm_rules import CHANGED_ENTRY, CONFIRMED_ALREADY, GONE_ENTRY, NO_REASON, NOBODY
from plangen.pipeline.returned.form_files import FormFile, annotate_forms, read_forms
from plangen.pipeline.returned.rows import FormReader, cell_of, shortened, signed, spot_of

SHAPES: Mapping[str, FormShape] = {ELEMENTS.id: ELEMENTS}
_CHOICES = next(each.choices for each in ELEMENTS.columns if each.key == "check")
_NAME, _DATE = words("核对人", "a name"), words("日期", "a date")
_SIGNED_NAME, _SIGNED_DATE = 1, 2  # places among the signatures


class Confirmation(Struct, frozen=True, kw_only=True):
    """What counsel says of an entry."""

    entry: Entry
    result: str
    name: str
    date: datetime.date
    remark: str
    file: str
    row: ReturnedRow

    @property
    def noted(self) -> str:
        """The remark as it is kept: what does not agree says so, who found it and when."""
        if self.result == SAME:
            return self.remark
        return f"{self.result}（{self.name}，{self.date.isoformat()}）" + (f"：{self.remark}" if self.remark else "")


class Confirmed(Struct, frozen=True, kw_only=True):
    """What was read, and what of it was written."""

    outcome: Outcome
    entries: tuple[Confirmation, ...] = ()
    known: int = 0  # rows that say what is on record already
    blank: int = 0  # rows that nobody filled in
    files: tuple[ChangedFile, ...] = ()
    copies: tuple[Path, ...] = ()
    is_written: bool = False


def confirm_entries(
    root: Path,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    annotate: Path | None = None,
    language: str = "zh",
) -> Confirmed:
    """Read returned check sheets into the legal data of the project at `root`.

    Raises:
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    found: list[Confirmed] = []
    files = read_forms(paths, SHAPES, ELEMENTS.id)

    def change(project: Study) -> Changed:
        confirmed = _confirmed(project, files)
        found.append(confirmed)
        return Changed(outcome=Outcome(findings=()), files=confirmed.files)

    done = changing(root, change, dry_run=dry_run)
    confirmed = replace(found[0], is_written=done.written)
    if annotate is None:
        return confirmed
    copies = annotate_forms(root, files, confirmed.outcome.findings, annotate, language)
    return replace(confirmed, copies=copies)


def _confirmed(project: Study, files: Sequence[FormFile]) -> Confirmed:
    try:
        reader = _SheetReader(entries_of(project.plan), project.plan.identity.title)
    except SectionMissing:
        return Confirmed(outcome=project.outcome)
    findings = [each for file in files for each in file.findings]
    read = [each for file in files if file.form for each in reader.confirmations(file.form)]
    chosen, against = _agreed(read)
    new = [each for each in chosen if not _is_known(each)]
    made, written, refused = _written(project.files.contents, new)
    return Confirmed(
        outcome=Outcome(findings=in_order((*findings, *reader.findings, *against, *refused))),
        entries=tuple(written),
        known=len(chosen) - len(new),
        blank=reader.blank,
        files=file_changes(project.files.contents, made),
    )


def _written(
    contents: Mapping[str, bytes], new: Sequence[Confirmation]
) -> tuple[Mapping[str, bytes], list[Confirmation], list[Finding]]:
    """The files that change, what is in them then, and what could not be written."""
    made: dict[str, bytes] = {}
    done: list[Confirmation] = []
    findings: list[Finding] = []
    for each in new:
        path = each.entry.where("id").file
        change = edited(path, made.get(path, contents[path]), list(_edits(each, contents[path])))
        findings += change.findings
        if not change.findings:
            made[path] = change.raw
            done.append(each)
    return made, done, findings


class _SheetReader(FormReader):
    """Reads sheets row by row."""

    def __init__(self, entries: Mapping[str, Entry], plan: str) -> None:
        super().__init__(plan)
        self.entries = {key_digest(key): entry for key, entry in entries.items()}

    def confirmations(self, form: Returned) -> Iterator[Confirmation]:
        """The rows of a sheet that say something certain of an entry that still says what was printed."""
        if self.is_foreign(form):
            self.find(OTHER_PLAN, form, about=form.about["plan"])
            return
        for row, name in self.filled(form, _is_filled):
            entry = self.entries.get(name.key)
            if entry is None:
                self.find(GONE_ENTRY, form, row, text=shortened(cell_of(row, "title").text))
            elif name.state != state_digest(entry_state(entry)):
                self.find(CHANGED_ENTRY, form, row, title=entry.title, id=entry.id)
            elif result := self._result(form, row):
                yield from self._confirmation(form, row, entry, result)

    def _result(self, form: Returned, row: ReturnedRow) -> str:
        """What is ticked; nothing where that is not one thing."""
        said = ticked(cell_of(row, "check").text, _CHOICES)
        if len(said) == 1:
            return said[0]
        title = next(each.title for each in ELEMENTS.columns if each.key == "check")
        text = shortened(cell_of(row, "check").text)
        self.find(BOXES, form, row, "check", title=f"“{title}”", count=len(said), text=text)
        return ""

    def _confirmation(self, form: Returned, row: ReturnedRow, entry: Entry, result: str) -> Iterator[Confirmation]:
        """What a row says of an entry, where it says who and when, and nobody confirmed the entry later."""
        name = cell_of(row, "who").text or signed(form, ELEMENTS, _SIGNED_NAME)
        date = self._date(form, row, entry)
        missing = [said for said, there in ((_NAME, name), (_DATE, date)) if not there]
        if missing or date is None:
            self.find(NOBODY, form, row, "who", title=entry.title, state=result, missing=missing)
            return
        remark = typed_text(cell_of(row, "remark").text)
        if result == DIFFERENT and not remark:
            self.find(NO_REASON, form, row, "remark", title=entry.title, state=result)
        if _is_later(entry, name, date):
            values = {"title": entry.title, "name": entry.confirmed_by, "date": entry.confirmed_on, "own": date}
            self.find(CONFIRMED_ALREADY, form, row, "on", **values)
            return
        yield Confirmation(entry=entry, result=result, name=name, date=date, remark=remark, file=form.file, row=row)

    def _date(self, form: Returned, row: ReturnedRow, entry: Entry) -> datetime.date | None:
        cell = cell_of(row, "on")
        text = cell.text or signed(form, ELEMENTS, _SIGNED_DATE)
        try:
            return typed_date(text, cell.number if cell.text else None) if text else None
        except ValueError:
            self.find(BAD_DATE, form, row, "on", fact=entry.title, text=shortened(text))
            return None


def _is_later(entry: Entry, name: str, date: datetime.date) -> bool:
    """Whether somebody else confirmed the entry after this."""
    on = entry.confirmed_on
    return entry.confirmed and on is not None and date < on and entry.confirmed_by != name


def _is_filled(row: ReturnedRow) -> bool:
    texts = (cell_of(row, key).text for key in ("who", "on", "remark"))
    return any(texts) or bool(ticked(cell_of(row, "check").text, _CHOICES))


def _agreed(read: Sequence[Confirmation]) -> tuple[list[Confirmation], list[Finding]]:
    """One confirmation for each entry; a finding where two differ."""
    groups: dict[str, list[Confirmation]] = {}
    for each in read:
        groups.setdefault(f"{type(each.entry).__name__}#{each.entry.id}", []).append(each)
    chosen: list[Confirmation] = []
    findings: list[Finding] = []
    for group in groups.values():
        if len({each.result for each in group}) == 1:
            chosen.append(max(group, key=lambda each: each.date))
            continue
        said = list(dict.fromkeys(f"{each.result}（{each.name}）" for each in group))
        findings += [
            Finding(
                rule=DISAGREE,
                at=spot_of(each.file, each.row, "check"),
                values={"fact": each.entry.title, "answers": said},
            )
            for each in group
        ]
    return chosen, findings


def _is_known(each: Confirmation) -> bool:
    entry = each.entry
    is_noted = not each.noted or each.noted in (entry.remark or "")
    if each.result == SAME:
        return entry.confirmed_by == each.name and entry.confirmed_on == each.date and is_noted
    return is_noted and not (entry.confirmed and each.result == DIFFERENT)


def _edits(each: Confirmation, raw: bytes) -> Iterator[Edit]:
    """What is written into the entry, found in the file as it was read; only who confirmed it before is replaced."""
    entry, at = each.entry, each.entry.where("id")
    found = paths_at(at.file, raw, [(at.line, at.column)])[0]
    item: Keys = found[:-1] if found else (entry.id,)
    if each.result == SAME:
        yield Replace((*item, "confirmed_by"), each.name)
        yield _set(item, "confirmed_on", each.date.isoformat(), there=entry.confirmed_on is not None)
    elif each.result == DIFFERENT and entry.confirmed:
        yield Replace((*item, "confirmed_by"), Open("法务核对人"))
    if each.noted and each.noted not in (entry.remark or ""):
        remark = "；".join(filter(None, (entry.remark, each.noted)))
        yield _set(item, "remark", remark, there=entry.remark is not None)


def _set(item: Keys, key: str, value: Value, *, there: bool) -> Edit:
    return Replace((*item, key), value) if there else Insert(path=(*item, key), value=value)
