"""Every form that comes back is read here: bytes in, what people left in its rows and fields out, with findings."""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.coming_back import FormShape, Returned, ReturnedCell, ReturnedRow, RowName, told_digest
from plangen.diagnostics import Finding, Place, Rule
from plangen.office.ooxml.trees import NotXml
from plangen.office.returned.opening import opened
from plangen.office.returned.returned_book import read_book
from plangen.office.returned.returned_letter import read_letter
from plangen.office.returned.returned_rules import (
    DAMAGED,
    MERGED,
    NOT_A_FORM,
    OTHER_FORM,
    OTHER_SHEET,
    REMARKS,
    STRANGE_ROW,
    WORDS_CHANGED,
)

_SHOWN = 40


class ReadForm(Struct, frozen=True, kw_only=True):
    """A form with what could not be read of it; of a file that is none only that."""

    form: Returned | None = None
    findings: tuple[Finding, ...] = ()


def read_returned(raw: bytes, file: str, shapes: Mapping[str, FormShape], wanted: str = "") -> ReadForm:
    """What stands in a file that came back.

    Args:
        raw: the file.
        file: what people call it.
        shapes: the forms that are known, by id.
        wanted: the only one that is read, where there is one.
    """
    parts, kind, findings = opened(raw, file)
    if parts is None:
        return ReadForm(findings=findings)
    try:
        found = (read_letter if kind == "docx" else read_book)(parts, file, shapes)
    except NotXml:
        return ReadForm(findings=(_finding(DAMAGED, file, problem="XML"),))
    if found is None or not (found.rows or found.fields):
        return ReadForm(findings=(_finding(NOT_A_FORM, file),))
    if found.form not in shapes or (wanted and found.form != wanted):
        return ReadForm(findings=(_finding(OTHER_FORM, file, form=found.form),))
    sound, wrong = _believed(found, shapes[found.form])
    return ReadForm(form=sound, findings=(*wrong, *_beside(found)))


def _believed(form: Returned, shape: FormShape) -> tuple[Returned, tuple[Finding, ...]]:
    """The rows whose words belong to their names, those that were sorted under the names of others under their own."""
    by_words = {name.told: row.name for row in form.named if (name := RowName.read(row.name))}
    entries = {each.key for each in shape.entries}
    rows: list[ReturnedRow] = []
    findings: list[Finding] = []
    for row in form.named:
        own = _own_name(row, shape, by_words)
        cells, wrong = _unmerged(form.file, row, entries)
        findings += wrong
        if own:
            rows.append(replace(row, name=own, cells=cells))
        elif any(cells[key].text for key in entries & cells.keys()):
            findings.append(_at(WORDS_CHANGED, form.file, row, text=_text_of(row, shape)))
    return replace(form, rows=tuple(rows)), tuple(findings)


def _own_name(row: ReturnedRow, shape: FormShape, by_words: Mapping[str, str]) -> str:
    """The name that a row's words belong to; nothing where that is none of the form's."""
    name, said = RowName.read(row.name), row.cells.get(shape.telling.key)
    if name is None:
        return ""
    told = told_digest(said.text) if said else name.told
    return row.name if told == name.told else by_words.get(told, "")


def _unmerged(file: str, row: ReturnedRow, entries: set[str]) -> tuple[Mapping[str, ReturnedCell], list[Finding]]:
    """The cells of a row that are its own, and findings for those that were merged with others and hold something."""
    merged = {key: cell for key, cell in row.cells.items() if cell.merged and key in entries}
    written = {cell.path: cell for cell in merged.values() if cell.text}
    findings = [
        Finding(rule=MERGED, at=Place(file=file, path=path, spot=cell.spot), values={"text": _shortened(cell.text)})
        for path, cell in written.items()
    ]
    emptied = {key: replace(cell, text="", number=None) for key, cell in merged.items()}
    return {**row.cells, **emptied}, findings


def _beside(form: Returned) -> Iterator[Finding]:
    """What is in the file that nobody reads."""
    for row in form.strange:
        said = "　".join(each.text for each in row.cells.values() if each.text)
        yield _at(STRANGE_ROW, form.file, row, text=_shortened(said))
    if form.others:
        yield _finding(OTHER_SHEET, form.file, names=list(form.others))
    if form.remarks:
        yield _finding(REMARKS, form.file, count=form.remarks)


def _text_of(row: ReturnedRow, shape: FormShape) -> str:
    said = row.cells.get(shape.telling.key)
    return _shortened(said.text if said else "")


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN]}…"


def _at(rule: Rule, file: str, row: ReturnedRow, **values: object) -> Finding:
    return Finding(rule=rule, at=Place(file=file, path=row.path, spot=row.spot), values=values)


def _finding(rule: Rule, file: str, **values: object) -> Finding:
    return Finding(rule=rule, at=Place(file=file), values=values)
