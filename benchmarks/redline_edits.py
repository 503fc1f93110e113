"""The documents of the sample under random edits: in words, blocks, rows, formatting, lists, sections and headers."""

import copy
import io
import random
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from plangen.pipeline.building.build import build_project
from plangen.reporting.progress import Silent

Element: TypeAlias = etree._Element  # noqa: SLF001  # the only name the type has

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REFERENCES = ("headerReference", "footerReference")
_WORDS = (
    "第12个工作日内，",
    "IT部门",
    "补充：",
    "应急处置小组",
    "2小时",
    "（含节假日）",
    "v1.1",
    " 24-hour ",
    "客户服务部负责人",
    "。",
)


class _Edit:
    """One document under random edits."""

    def __init__(self, raw: bytes, chance: random.Random) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.chance = chance
        self.root = etree.fromstring(self.parts["word/document.xml"])
        body = self.root.find(f"{_W}body")
        assert body is not None
        self.body = body

    def written(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return out.getvalue()

    def words(self) -> None:
        """Put in, take out or replace words somewhere."""
        texts = [each for each in self.root.iter(f"{_W}t") if each.text and not _in_contents(each)]
        text = self.chance.choice(texts)
        was = text.text or ""
        at = self.chance.randrange(len(was) + 1)
        end = min(len(was), at + self.chance.choice((0, 0, 1, 2, 5)))
        text.text = was[:at] + self.chance.choice(("", *_WORDS)) + was[end:] or "空"

    def remove(self) -> None:
        for block in self._some(self.chance.choice((1, 1, 2, 4))):
            self.body.remove(block)

    def duplicate(self) -> None:
        for block in self._some(self.chance.choice((1, 2))):
            copied = copy.deepcopy(block)
            for each in list(copied.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
                each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
            for each in copied.iter(f"{_W}t"):
                each.text = self.chance.choice(_WORDS) + (each.text or "")
            block.addnext(copied)
            self._separate(copied)

    def move(self) -> None:
        block = self._some(1)[0]
        others = [each for each in self._blocks() if each is not block and each.tag == f"{_W}p"]
        self.chance.choice(others).addprevious(block)

    def rows(self) -> None:
        """Take out, double or move a row."""
        rows = [each for each in self.root.iter(f"{_W}tr") if len(each.getparent().findall(f"{_W}tr")) > 2]  # type: ignore[union-attr]  # noqa: PLR2004  # a row stands in a table
        row = self.chance.choice(rows)
        what = self.chance.randrange(3)
        if what == 0:
            row.getparent().remove(row)  # type: ignore[union-attr]  # as above
        elif what == 1:
            row.addnext(copy.deepcopy(row))
        else:
            row.getparent().append(row)  # type: ignore[union-attr]  # as above

    def cells(self) -> None:
        """Lengthen or shorten a cell by a paragraph, or shade it."""
        cell = self.chance.choice(list(self.root.iter(f"{_W}tc")))
        paragraphs = cell.findall(f"{_W}p")
        what = self.chance.randrange(4)
        if what == 0 and len(paragraphs) > 1:
            cell.remove(self.chance.choice(paragraphs))
        elif what == 1:
            properties = cell.find(f"{_W}tcPr")
            if properties is not None and properties.find(f"{_W}shd") is None:
                after = properties.find(f"{_W}vAlign")
                shade = etree.Element(f"{_W}shd", {f"{_W}val": "clear", f"{_W}fill": "DDDDDD"})
                properties.append(shade) if after is None else after.addprevious(shade)
        else:
            added = copy.deepcopy(self.chance.choice(paragraphs))
            for each in added.iter(f"{_W}t"):
                each.text = self.chance.choice(_WORDS)
            paragraphs[-1].addnext(added)

    def column(self) -> None:
        """Take a column out of a table whose rows all have one cell for each."""
        tables = [each for each in self.body.findall(f"{_W}tbl") if _is_regular(each)]
        if tables:
            table = self.chance.choice(tables)
            grid = table.find(f"{_W}tblGrid")
            assert grid is not None
            at = self.chance.randrange(len(grid))
            grid.remove(grid[at])
            for row in table.findall(f"{_W}tr"):
                row.remove(row.findall(f"{_W}tc")[at])

    def look(self) -> None:
        """Format a run, a paragraph, or give it another style."""
        paragraph = self.chance.choice([each for each in self.root.iter(f"{_W}p") if not _in_contents(each)])
        runs = paragraph.findall(f"{_W}r")
        if runs and self.chance.random() < 0.5:  # noqa: PLR2004  # half of them
            run = self.chance.choice(runs)
            look = run.find(f"{_W}rPr")
            if look is None:
                look = etree.Element(f"{_W}rPr")
                run.insert(0, look)
            if look.find(f"{_W}b") is None and look.find(f"{_W}highlight") is None:
                etree.SubElement(look, f"{_W}b")
            return
        look = paragraph.find(f"{_W}pPr")
        if look is not None and look.find(f"{_W}pStyle") is not None:
            styles = sorted({each.get(f"{_W}val", "") for each in self.root.iter(f"{_W}pStyle")})
            look.find(f"{_W}pStyle").set(f"{_W}val", self.chance.choice(styles))  # type: ignore[union-attr]  # just asked

    def split(self) -> None:
        """Cut a run in two, as programs do: no change at all."""
        texts = [each for each in self.root.iter(f"{_W}t") if len(each.text or "") > 3 and len(each.getparent()) < 3]  # type: ignore[arg-type]  # noqa: PLR2004  # a text stands in a run
        text = self.chance.choice(texts)
        run = text.getparent()
        assert run is not None
        second = copy.deepcopy(run)
        was = text.text or ""
        text.text, second.find(f"{_W}t").text = was[:2], was[2:]  # type: ignore[union-attr]  # a copy
        for each in (text, second.find(f"{_W}t")):
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")  # type: ignore[union-attr]  # as above
        run.addnext(second)

    def list_number(self) -> None:
        """Let a list item go on another list."""
        numbers = list(self.body.iter(f"{_W}numId"))
        if numbers:
            self.chance.choice(numbers).set(f"{_W}val", self.chance.choice(numbers).get(f"{_W}val", ""))

    def section(self) -> None:
        """Change a page, or let a section show no headers of its own, or take its break away."""
        section = self.chance.choice(list(self.root.iter(f"{_W}sectPr")))
        what = self.chance.randrange(3)
        if what == 0:
            section.find(f"{_W}pgMar").set(f"{_W}top", str(self.chance.randrange(1000, 3000)))  # type: ignore[union-attr]  # each has one
        elif what == 1:
            for name in _REFERENCES:
                for each in section.findall(_W + name):
                    section.remove(each)
        elif section.getparent() is not self.body:
            paragraph = section.getparent().getparent()  # type: ignore[union-attr]  # w:p/w:pPr/w:sectPr
            self.body.remove(paragraph)  # type: ignore[arg-type]  # as above

    def header(self) -> None:
        names = [name for name in self.parts if re.match(r"word/(?:header|footer)", name)]
        if names:
            name = self.chance.choice(names)
            words = self.chance.choice(_WORDS)
            text = re.sub(r"(<w:t[^>]*>)", lambda found: found[1] + words, self.parts[name].decode(), count=1)
            self.parts[name] = text.encode()

    def _blocks(self) -> list[Element]:
        """Blocks that may be taken out or moved: not the last, none with a section, none of a contents list."""
        blocks = [each for each in self.body if each.tag in {f"{_W}p", f"{_W}tbl"}][:-1]
        return [
            each
            for each in blocks
            if next(each.iter(f"{_W}sectPr"), None) is None
            and not _in_contents(each)
            and not (each.tag == f"{_W}tbl" and _touches_tables(each))
            and not (each.tag == f"{_W}p" and _parts_tables(each))
        ]

    def _some(self, count: int) -> list[Element]:
        blocks = self._blocks()
        at = self.chance.choice(range(len(blocks)))  # IndexError where nothing is left
        return blocks[at : at + count] if count == 1 or self.chance.random() < 0.7 else [blocks[at]]  # noqa: PLR2004  # most

    @staticmethod
    def _separate(block: Element) -> None:
        """Put a paragraph between a table and its neighbours, as Word does."""
        if block.tag == f"{_W}tbl":
            block.addprevious(etree.Element(f"{_W}p"))
            block.addnext(etree.Element(f"{_W}p"))


def edited(raw: bytes, chance: random.Random, count: int) -> bytes:
    """The document after some random edits."""
    edit = _Edit(raw, chance)
    edits: Sequence[Callable[[], None]] = (
        edit.words,
        edit.words,
        edit.words,
        edit.remove,
        edit.duplicate,
        edit.move,
        edit.rows,
        edit.cells,
        edit.column,
        edit.look,
        edit.split,
        edit.list_number,
        edit.section,
        edit.header,
    )
    for _ in range(count):
        try:
            chance.choice(edits)()
        except IndexError:
            continue  # nothing of the kind in this document
    return edit.written()


def _in_contents(element: Element) -> bool:
    """Whether this stands in a table of contents or belongs to its field."""
    block = element if element.tag == f"{_W}p" else next(element.iterancestors(f"{_W}p"), element)
    look = block.find(f"{_W}pPr/{_W}pStyle")
    style = look.get(f"{_W}val", "") if look is not None else ""
    return style.upper().startswith("TOC") or next(block.iter(f"{_W}fldChar"), None) is not None


def _is_regular(table: Element) -> bool:
    grid = table.find(f"{_W}tblGrid")
    width = len(grid) if grid is not None else 0
    return width > 2 and all(  # noqa: PLR2004  # something must be left
        len(row.findall(f"{_W}tc")) == width and next(row.iter(f"{_W}gridSpan"), None) is None
        for row in table.findall(f"{_W}tr")
    )


def _touches_tables(table: Element) -> bool:
    return any(each is not None and each.tag == f"{_W}tbl" for each in (table.getprevious(), table.getnext()))


def _parts_tables(paragraph: Element) -> bool:
    """Whether two tables would touch without this paragraph."""
    return all(each is not None and each.tag == f"{_W}tbl" for each in (paragraph.getprevious(), paragraph.getnext()))


def documents() -> dict[str, bytes]:
    """The Word files of the sample, built."""
    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        for part in ("source", "templates"):
            shutil.copytree(root / part, Path(folder) / part)
        build_project(Path(folder), (), Silent())
        return {path.stem: path.read_bytes() for path in sorted(Path(folder, "output").rglob("*.docx"))}
