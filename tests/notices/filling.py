"""Forms filled in as people do: rows by what they are about, columns by what they are for."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from docx import Document

from plangen.blocks.coming_back import EntryColumn, FormKind, FormShape, RowName, key_digest

Filled = Mapping[str, Mapping[str, Any]]
"""By the key of a row, and by column, what is written."""


def fill(path: Path, shape: FormShape, filled: Filled, to: Path | None = None) -> Path:
    """The form with this filled in; every row that is named must be on it."""
    goal = to or path.with_stem(f"{path.stem}-filled")
    done = (_fill_word if path.suffix == ".docx" else _fill_book)(path, shape, filled, goal)
    assert done == set(filled), set(filled) - done
    return goal


def _fill_word(path: Path, shape: FormShape, filled: Filled, goal: Path) -> set[str]:
    document, done = Document(str(path)), set()
    keys = {key_digest(key): key for key in filled}
    for row in (row for table in document.tables for row in table.rows):
        names = (RowName.read(mark.get(_W + "name", "")) for mark in row._tr.iter(_W + "bookmarkStart"))
        key = next((keys[name.key] for name in names if name and name.key in keys), None)
        if key is not None:
            done.add(key)
            for at, column in enumerate(shape.columns):
                if column.key in filled[key]:
                    _write(row.cells[at], column, str(filled[key][column.key]))
    document.save(str(goal))
    return done


def _write(cell: Any, column: EntryColumn, text: str) -> None:
    if column.kind is FormKind.CHOICE:
        for paragraph in cell.paragraphs:
            texts = list(paragraph._p.iter(_W + "t"))
            if "".join(each.text or "" for each in texts) == f"□{text}":
                texts[0].text = (texts[0].text or "").replace("□", "■")
        return
    first, *others = text.split("\n")
    cell.paragraphs[0].add_run(first)
    for line in others:
        cell.add_paragraph(line)


def _fill_book(path: Path, shape: FormShape, filled: Filled, goal: Path) -> set[str]:
    package, done = openpyxl.load_workbook(io.BytesIO(path.read_bytes())), set()
    keys = {key_digest(key): key for key in filled}
    for row in (row for sheet in package.worksheets if sheet.sheet_state == "visible" for row in sheet.iter_rows()):
        name = RowName.read(str(row[len(shape.columns)].value or "")) if len(row) > len(shape.columns) else None
        if name and name.key in keys:
            done.add(keys[name.key])
            for at, column in enumerate(shape.columns):
                if column.key in filled[keys[name.key]]:
                    row[at].value = filled[keys[name.key]][column.key]
    package.save(str(goal))
    return done


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
