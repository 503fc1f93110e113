"""Outlines as their owners write them in Word: built with Word's own styles, from the text of an outline."""

import io
import re

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.text.paragraph import Paragraph
from lxml import etree

from plangen.model.outline_rows import cells_of

_STYLES = {"+": "List Number", "-": "List Bullet"}
_WIDE = 914_400


def raw_of(document: Document) -> bytes:
    """The bytes of the file."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_word(text: str) -> bytes:
    """An outline in Word that says what this text does."""
    document = docx.Document()
    lines = [line for line in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).splitlines() if line.strip()]
    at = 0
    while at < len(lines):
        if lines[at].startswith("|") and at + 1 < len(lines) and re.fullmatch(r"\|[-:|\s]+", lines[at + 1]):
            at = _table(document, lines, at)
        else:
            _line(document, lines[at].strip())
            at += 1
    return raw_of(document)


def _line(document: Document, line: str) -> None:
    if heading := re.fullmatch(r"(#+)\s*(.*)", line):
        document.add_paragraph(heading[2], style=f"Heading {len(heading[1])}")
    elif item := re.fullmatch(r"([-+])\s+(.*)", line):
        put(document.add_paragraph(style=_STYLES[item[1]]), item[2])
    elif line.startswith(">"):
        if "附注说明" not in [each.name for each in document.styles]:
            document.styles.add_style("附注说明", 1)
        put(document.add_paragraph(style="附注说明"), line[1:].strip())
    else:
        put(document.add_paragraph(), re.sub(r"^\\", "", line))


def put(paragraph: Paragraph, text: str) -> None:
    """The text in runs: what stands between asterisks is bold, tags are split as Word splits them."""
    for number, part in enumerate(text.split("**")):
        for piece in re.split(r"(?<=[{.])", part):
            paragraph.add_run(piece).bold = True if number % 2 else None


def _table(document: Document, lines: list[str], at: int) -> int:
    """A table with the rows that follow, tags between them in rows of their own; the line behind it."""
    head, widths = cells_of(lines[at]), cells_of(lines[at + 1])
    table = document.add_table(rows=1, cols=len(head))
    for column, (cell, width) in enumerate(zip(head, widths, strict=True)):
        table.cell(0, column).text = cell
        table.columns[column].width = _WIDE * width.count("-")
    at += 2
    end = at + next(
        (number for number, line in enumerate(lines[at:]) if not line.startswith(("|", "{%p"))), len(lines) - at
    )
    while lines[end - 1].startswith("{%p") and not _is_closed(lines[at:end]):
        end -= 1
    for line in lines[at:end]:
        cells = table.add_row().cells
        if line.startswith("{%"):
            cells[0].text = line.replace("{%p", "{%tr")
            continue
        for column, text in enumerate(cells_of(line)):
            first, *others = text.split("<br>")
            put(cells[column].paragraphs[0], first)
            for each in others:
                put(cells[column].add_paragraph(), each)
            if widths[column].startswith(":"):
                for each in cells[column].paragraphs:
                    each.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return end


def _is_closed(lines: list[str]) -> bool:
    text = "\n".join(lines)
    opened = len(re.findall(r"\{%p (?:for|if) ", text))
    return opened == len(re.findall(r"\{%p end", text)) and not text.endswith(("else %}",))


_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def xml(paragraph: Paragraph, text: str) -> None:
    """Add raw WordprocessingML behind what the paragraph holds."""
    paragraph._p.extend(etree.fromstring(f'<w:x xmlns:w="{_SPACE}">{text}</w:x>'))


def properties(paragraph: Paragraph, text: str) -> None:
    """Add raw WordprocessingML to the properties of a paragraph."""
    paragraph._p.get_or_add_pPr().extend(etree.fromstring(f'<w:x xmlns:w="{_SPACE}">{text}</w:x>'))
