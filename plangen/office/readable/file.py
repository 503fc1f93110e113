"""Any Office file as lines; what cannot be read comes back as nothing."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from plangen.office.ooxml.amounts import is_overfull
from plangen.office.ooxml.guard import LIMIT
from plangen.office.ooxml.package import BROKEN
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import NotXml
from plangen.office.readable.document import document_lines
from plangen.office.readable.workbook import column_number, hidden_columns, workbook_cells, workbook_lines

_MOST_PARTS = 5000


def readable(raw: bytes) -> list[str] | None:
    """The lines of a Word or Excel file, templates and files with macros included; None where it is neither.

    The same file gives the same lines. Properties, ids of editing sessions and other things without words are left out.
    """
    try:
        parts = package_parts(raw)
        kind = Relations(parts).content_type(main_part(parts))
        if "wordprocessingml" in kind or "ms-word" in kind:
            return list(_spaced(document_lines(parts)))
        if "spreadsheetml" in kind or "ms-excel" in kind:
            return list(workbook_lines(parts))
    except (*BROKEN, NotXml):
        return None
    return None


def cells(raw: bytes, *, hidden: bool = True) -> dict[tuple[str, str], str] | None:
    """What the cells of an Excel file hold, by sheet and place; None where it is not one that can be read.

    Those of hidden sheets and columns are left out where they are not wanted.
    """
    try:
        parts = package_parts(raw)
        found = {(sheet, place): value for sheet, place, value in workbook_cells(parts)}
        unseen = () if hidden else tuple(hidden_columns(parts))
    except (*BROKEN, NotXml):
        return None
    if hidden:
        return found
    return {key: value for key, value in found.items() if not _is_hidden(*key, unseen)}


def _is_hidden(sheet: str, place: str, columns: Sequence[tuple[str, range]]) -> bool:
    number = column_number(place.rstrip("0123456789"))
    return sheet.endswith("隐藏）") or any(number in numbers for title, numbers in columns if title == sheet)


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    """The lines without empty ones at the beginning and behind one another."""
    last = ""
    for line in lines:
        if line or last:
            yield line
        last = line


def package_parts(raw: bytes) -> Mapping[str, bytes]:
    """The XML parts; pictures and other programs' objects are not unpacked."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        members = [each for each in package.infolist() if each.filename.endswith((".xml", ".rels"))]
        if len(members) > _MOST_PARTS or sum(each.file_size for each in members) > LIMIT:
            return {}
        parts = {each.filename: package.read(each) for each in members}
        return {} if is_overfull(parts) else parts
