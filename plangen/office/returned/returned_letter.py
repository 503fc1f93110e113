"""A returned Word form: rows and cells by their bookmarks, by the head of a column where a bookmark was typed over."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from plangen.blocks.answers import ANSWER, THE_FORM
from plangen.blocks.coming_back import (
    ROW,
    FormShape,
    Returned,
    ReturnedCell,
    ReturnedRow,
    entry_name,
    in_one_form,
)
from plangen.diagnostics import Words, words
from plangen.office.ooxml.numbers import whole
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.returned.returned_book import properties

_W = f"{{{NAMESPACES['w']}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNREAD = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback", f"{_W}tbl", f"{_W}pPr", f"{_W}rPr"})
_SYMBOLS = {"F0FE": "☒", "F0A8": "□", "F052": "☑", "F0FC": "✓", "F06F": "□", "F0FD": "☒", "F078": "☒"}
_MOST_COLUMNS = 63  # of a table in Word
_ABOUT = ("plan", "incident", "revision", "notice", "scenario")


class _WordCell(Struct, frozen=True, kw_only=True):
    element: etree._Element
    column: int  # of the table's grid, from 0
    columns: int
    names: tuple[str, ...]
    text: str
    continued: bool  # belongs to the cell above
    begins: bool  # is one with cells below


class _WordRow(Struct, frozen=True, kw_only=True):
    cells: Sequence[_WordCell]
    names: tuple[str, ...]  # bookmarks of the row itself and of its cells
    number: int  # in its table, from 1


def read_letter(parts: Parts, file: str, shapes: Mapping[str, FormShape]) -> Returned | None:
    """The form that a Word file is; None where it does not tell."""
    root = parts.root(DOCUMENT)
    about = properties(parts)
    form = _form(root, about, shapes)
    if not form:
        return None
    shape = shapes.get(form)
    paths = {each: f"document[{number}]" for number, each in enumerate(root.iter(f"{_W}p"), start=1)}
    rows: list[ReturnedRow] = []
    fields: dict[str, ReturnedCell] = {}
    for number, each in enumerate(root.iter(f"{_W}tbl"), start=1):
        table = tuple(_rows(each))
        rows += _keyed(table, number, shape, paths)
        fields |= dict(_named(table, number, paths))
    return Returned(
        file=file,
        form=form,
        about={key: about[key] for key in _ABOUT if about.get(key)},
        rows=tuple(rows),
        fields=fields,
        remarks=len(parts.root("word/comments.xml").findall(f"{_W}comment")),
    )


def _form(root: etree._Element, about: Mapping[str, str], shapes: Mapping[str, FormShape]) -> str:
    """Which form it is: by its bookmark, which survives what other programs save, else by its properties."""
    known = {form: f"{THE_FORM}_{form.replace('-', '_')}_" for form in sorted(shapes, key=len, reverse=True)}
    marks = (mark.get(f"{_W}name", "") for mark in root.iter(f"{_W}bookmarkStart"))
    told = next((name for name in marks if name.startswith(THE_FORM)), "")
    called = next((form for form, begin in known.items() if told.startswith(begin)), "")
    return called or about.get("document", "") or told


def _rows(table: etree._Element) -> Iterator[_WordRow]:
    """The rows of a table, those within content controls as well; rows of tables in its cells are not its own."""
    own = [row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table]
    for number, row in enumerate(own, start=1):
        cells = tuple(_cells(row))
        outer = [each.get(f"{_W}name", "") for each in row.iterchildren(f"{_W}bookmarkStart")]
        yield _WordRow(cells=cells, names=(*outer, *(name for cell in cells for name in cell.names)), number=number)


def _cells(row: etree._Element) -> Iterator[_WordCell]:
    column = 0
    for each in (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row):
        span = each.find(f"{_W}tcPr/{_W}gridSpan")
        columns = max(1, min(whole(span.get(f"{_W}val", ""), 1), _MOST_COLUMNS)) if span is not None else 1
        merge = each.find(f"{_W}tcPr/{_W}vMerge")
        kind = None if merge is None else merge.get(f"{_W}val", "continue")
        yield _WordCell(
            element=each,
            column=column,
            columns=columns,
            names=tuple(dict.fromkeys(mark.get(f"{_W}name", "") for mark in each.iter(f"{_W}bookmarkStart"))),
            text=_text(each),
            continued=kind == "continue",
            begins=kind == "restart",
        )
        column += columns


def _text(cell: etree._Element) -> str:
    """What stands in a cell as it reads with all changes accepted; prompts that nobody wrote over are nothing."""
    lines = ["".join(_pieces(each)) for each in cell.iter(f"{_W}p") if next(each.iterancestors(f"{_W}tc")) is cell]
    return "\n".join(line.strip() for line in lines).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    for each in element:
        if each.tag in _UNREAD or _is_prompt(each):
            continue
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif each.tag == f"{_W}tab":
            yield "\t"
        elif each.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif each.tag == f"{_W}sym":
            yield _SYMBOLS.get(each.get(f"{_W}char", "").upper(), "")
        else:
            yield from _pieces(each)


def _is_prompt(element: etree._Element) -> bool:
    return element.tag == f"{_W}sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None


def _row_name(row: _WordRow) -> str:
    return next((name for name in row.names if name.startswith(ROW)), "")


def _keyed(
    table: Sequence[_WordRow], number: int, shape: FormShape | None, paths: Mapping[etree._Element, str]
) -> Iterator[ReturnedRow]:
    """The rows below the head of a table of the form; of any other table none."""
    first = next((at for at, row in enumerate(table) if _row_name(row)), len(table))
    if shape is None or first == len(table):
        return
    columns = _columns(table, shape)
    for row, next_row in zip(table[first:], (*table[first + 1 :], None), strict=True):
        cells = dict(_entries(row, next_row, columns, (number, shape), paths))
        name = _row_name(row)
        if name or any(cells[each.key].text for each in shape.entries if each.key in cells):
            yield ReturnedRow(name=name, cells=cells, spot=_row_spot(number, row), path=_path(row.cells, paths))


def _columns(table: Sequence[_WordRow], shape: FormShape) -> dict[int, str]:
    """Which column stands where: as most bookmarks say, else as its head says."""
    said: dict[int, Counter[str]] = {}
    for column, key in (each for row in table for each in _said_columns(row, shape)):
        said.setdefault(column, Counter())[key] += 1
    found = {column: counts.most_common(1)[0][0] for column, counts in said.items()}
    titles = {in_one_form(each.title): each.key for each in shape.columns}
    for cell in (each for row in table for each in _head_cells(row)):
        titled = titles.get(in_one_form(cell.text), "")
        if titled not in ("", *found.values()):
            found.setdefault(cell.column, titled)
    return found


def _said_columns(row: _WordRow, shape: FormShape) -> Iterator[tuple[int, str]]:
    """What the bookmarks of a row say of the columns in which they stand."""
    name = _row_name(row)
    names = {entry_name(name, each.key): each.key for each in shape.entries} if name else {}
    names[name] = shape.telling.key
    for cell in row.cells:
        yield from ((cell.column, names[each]) for each in cell.names if each in names)


def _head_cells(row: _WordRow) -> Sequence[_WordCell]:
    return () if _row_name(row) else row.cells


def _entries(
    row: _WordRow,
    below: _WordRow | None,
    columns: Mapping[int, str],
    place: tuple[int, FormShape],
    paths: Mapping[etree._Element, str],
) -> Iterator[tuple[str, ReturnedCell]]:
    """The cells of a row by column; those that were made one with others say so."""
    number, shape = place
    titles = {each.key: each.title for each in shape.columns}
    for cell in row.cells:
        covered = [columns[at] for at in range(cell.column, cell.column + cell.columns) if at in columns]
        is_merged = len(covered) > 1 or _runs_on(cell, below)
        for key in covered:
            spot = _cell_spot(number, row, titles[key])
            yield key, ReturnedCell(text=cell.text, spot=spot, path=_path((cell,), paths), merged=is_merged)


def _runs_on(cell: _WordCell, below: _WordRow | None) -> bool:
    """Whether a cell is one with that above or below it."""
    further = (each.continued and each.column == cell.column for each in (below.cells if below else ()))
    return cell.continued or (cell.begins and any(further))


def _named(
    table: Sequence[_WordRow], number: int, paths: Mapping[etree._Element, str]
) -> Iterator[tuple[str, ReturnedCell]]:
    """The cells that are named themselves, whatever table they stand in."""
    for row in table:
        for cell in row.cells:
            for name in cell.names:
                if name.startswith(ANSWER):
                    spot = _row_spot(number, row)
                    yield name, ReturnedCell(text=cell.text, spot=spot, path=_path((cell,), paths))


def _row_spot(number: int, row: _WordRow) -> Words:
    return words(f"第 {number} 个表格第 {row.number} 行", f"table {number}, row {row.number}")


def _cell_spot(number: int, row: _WordRow, title: str) -> Words:
    said = _row_spot(number, row)
    return words(f"{said.zh}“{title}”栏", f"{said.en}, column “{title}”")


def _path(cells: Sequence[_WordCell], paths: Mapping[etree._Element, str]) -> str:
    """The first paragraph of the cells, as it is counted in the document."""
    first = next((each for cell in cells for each in cell.element.iter(f"{_W}p")), None)
    return "" if first is None else paths.get(first, "")
