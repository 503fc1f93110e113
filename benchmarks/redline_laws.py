"""Whether redlines keep their laws: accepting all gives the new document, rejecting all the old one.

.venv/bin/python benchmarks/redline_laws.py [how many] [seed]

Documents of the sample are edited at random, in words, blocks, rows, formatting, lists, sections and headers, and
compared. The comparison is written anew here, apart from the engine: it knows no tracked changes.
"""

import copy
import hashlib
import io
import posixpath
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from plangen.office.redline import accept_all, redline, reject_all

Element: TypeAlias = etree._Element  # noqa: SLF001  # the only name the type has

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_NOISE = (
    "proofErr",
    "lastRenderedPageBreak",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "noProof",
    "rsid",
)
_REFERENCES = ("headerReference", "footerReference")
_STYLES = ("pStyle", "rStyle", "tblStyle")
_SHOWN = ("drawing", "pict", "fldChar", "fldSimple", "object")
AUTHOR, DATE = "plangen", datetime(2026, 4, 1, tzinfo=UTC)


def said(raw: bytes) -> list[str]:
    """What a document says and how it looks, as a list of texts that is equal for equal documents."""
    return list(_Reading(raw).body())


def broken_laws(old: bytes, new: bytes) -> list[str]:
    """Which laws the redline of two documents breaks, with the first difference."""
    redlined = redline(old, new, author=AUTHOR, date=DATE)
    assert redlined.raw is not None, [each.message("en") for each in redlined.findings]
    broken = []
    for law, settle, wanted in (("accept", accept_all, new), ("reject", reject_all, old)):
        settled = settle(redlined.raw).raw
        assert settled is not None
        found, expected = said(settled), said(wanted)
        if found != expected:
            pairs = zip(found, expected, strict=False)
            first = next(((a, b) for a, b in pairs if a != b), (f"{len(found)} blocks", f"{len(expected)} blocks"))
            broken.append(f"{law}:\n  found    {first[0]}\n  expected {first[1]}")
    return broken


class _Reading:
    """A document read for comparison: names instead of ids, no traces of editing."""

    def __init__(self, raw: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.relations = self._relations("word/document.xml")
        styles = self._part("styles")
        self.styles = {
            each.get(f"{_W}styleId", ""): each.find(f"{_W}name").get(f"{_W}val", "")  # type: ignore[union-attr]  # each has one
            for each in styles.iter(f"{_W}style")
        }
        numbering = self._part("numbering")
        definitions = numbering.iter(f"{_W}abstractNum")
        abstract = {each.get(f"{_W}abstractNumId"): self._definition(each) for each in definitions}
        self.lists = {
            each.get(f"{_W}numId", ""): abstract.get(each[0].get(f"{_W}val"), "")
            + "".join(_bytes(child) for child in list(each)[1:])
            for each in numbering.iter(f"{_W}num")
        }
        self.met: dict[str, int] = {}

    def body(self) -> Iterator[str]:
        root = self.clean("word/document.xml")
        for section in root.iter(f"{_W}sectPr"):
            yield "section " + _bytes(section)
        body = root.find(f"{_W}body")
        assert body is not None
        for block in body:
            if block.tag != f"{_W}sectPr":
                yield _bytes(block)

    def clean(self, part: str) -> Element:
        root = etree.fromstring(self.parts[part])
        relations = self._relations(part)
        for each in list(root.iter(*[_W + name for name in _NOISE])):
            each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        _without_contents(root)
        for each in list(root.iter(f"{_W}fldSimple")):
            _spell_out(each)
        self._frames(root)
        for each in root.iter(etree.Element):
            self._name(each, relations)
        for name in ("rPr", "pPr", "trPr"):
            for each in [each for each in root.iter(_W + name) if not len(each)]:
                each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        for paragraph in root.iter(f"{_W}p", f"{_W}hyperlink", f"{_W}sdtContent"):
            _merge_runs(paragraph)
        return root

    def _name(self, each: Element, relations: dict[str, str]) -> None:
        each.tail = None
        for name in [name for name in each.attrib if isinstance(name, str)]:
            if "}rsid" in name or name.endswith(("}paraId", "}textId")):
                del each.attrib[name]
            elif name.startswith(_R):
                each.set(name, relations.get(each.get(name, ""), each.get(name, "")))
        if each.tag.endswith("}docPr"):
            each.set("id", "")
        elif each.tag in {_W + name for name in _STYLES}:
            each.set(f"{_W}val", self.styles.get(each.get(f"{_W}val", ""), "?"))
        elif each.tag == f"{_W}numId" and each.get(f"{_W}val") != "0":
            number = each.get(f"{_W}val", "")
            ordinal = self.met.setdefault(number, len(self.met))
            each.set(f"{_W}val", f"{ordinal} {hashlib.sha256(self.lists.get(number, '?').encode()).hexdigest()[:8]}")
        elif each.tag in {f"{_W}footnoteReference", f"{_W}endnoteReference"}:
            self._note(each)

    def _note(self, reference: Element) -> None:
        kind = "footnote" if "footnote" in reference.tag else "endnote"
        notes = self.clean(f"word/{kind}s.xml")
        wanted = reference.get(f"{_W}id")
        note = next(each for each in notes if each.get(f"{_W}id") == wanted)
        reference.set(f"{_W}id", "".join(map(_bytes, note)))

    def _frames(self, root: Element) -> None:
        """Each section with all headers and footers that it shows, in words."""
        shown: dict[tuple[str, str], str] = {}
        for section in root.iter(f"{_W}sectPr"):
            for each in [each for name in _REFERENCES for each in section.findall(_W + name)]:
                target = self._targets("word/document.xml")[each.get(f"{_R}id", "")]
                frame = self.clean(target)
                is_blank = not "".join(each.text or "" for each in frame.iter(f"{_W}t")).strip()
                is_blank = is_blank and next(frame.iter(*[_W + name for name in _SHOWN]), None) is None
                key = each.tag.removeprefix(_W), each.get(f"{_W}type", "default")
                shown[key] = "" if is_blank else "".join(map(_bytes, frame))
                section.remove(each)
            for (place, kind), text in sorted(shown.items()):
                if text:
                    etree.SubElement(section, "frame", {"place": place, "kind": kind, "text": text})

    def _part(self, kind: str) -> Element:
        raw = self.parts.get(f"word/{kind}.xml")
        return etree.fromstring(raw) if raw else etree.Element("none")

    def _targets(self, part: str) -> dict[str, str]:
        folder, _, file = part.rpartition("/")
        raw = self.parts.get(f"{folder}/_rels/{file}.rels", b"<none/>")
        return {
            each.get("Id", ""): each.get("Target", "")
            if each.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/" + folder, each.get("Target", ""))).lstrip("/")
            for each in etree.fromstring(raw).iter(_RELATION)
        }

    def _relations(self, part: str) -> dict[str, str]:
        """What stands behind each relationship: the hash of a part's content, or an address."""
        return {
            key: hashlib.sha256(self.parts[target]).hexdigest()[:12] if target in self.parts else target
            for key, target in self._targets(part).items()
        }

    def _definition(self, abstract: Element) -> str:
        bare = copy.deepcopy(abstract)
        bare.attrib.clear()
        for each in [each for each in bare.iter(f"{_W}nsid", f"{_W}tmpl", f"{_W}rPr", f"{_W}pPr") if not len(each)]:
            each.getparent().remove(each)  # type: ignore[union-attr]  # none is the root
        for each in bare.iter(f"{_W}pStyle"):
            each.set(f"{_W}val", self.styles.get(each.get(f"{_W}val", ""), "?"))
        return _bytes(bare)


def _spell_out(field: Element) -> None:
    """A simple field as the runs that mean the same."""
    result = "".join(_bytes(each) for each in field)
    runs = [
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        f'<w:r><w:instrText xml:space="preserve">{field.get(f"{_W}instr")}</w:instrText></w:r>',
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if result else "",
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]
    for each in etree.fromstring(f'<w:p xmlns:w="{_W[1:-1]}">{"".join(runs)}</w:p>'):
        field.addprevious(each)
    field.getparent().remove(field)  # type: ignore[union-attr]  # none is the root


def _bytes(element: Element) -> str:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False).decode()


def _without_contents(root: Element) -> None:
    """Leave out tables of contents: they are made from the headings, and a redline has the new one."""
    body = root.find(f"{_W}body")
    depth, inside = 0, False
    for block in list(body) if body is not None else []:
        code = "".join(each.text or "" for each in block.iter(f"{_W}instrText"))
        inside = inside or (bool(re.match(r"\s*TOC\b", code)) and block.tag == f"{_W}p")
        if not inside:
            continue
        kinds = [each.get(f"{_W}fldCharType") for each in block.iter(f"{_W}fldChar")]
        depth += kinds.count("begin") - kinds.count("end")
        body.remove(block)  # type: ignore[union-attr]  # the loop is empty without one
        inside = depth > 0


def _merge_runs(paragraph: Element) -> None:
    """Neighbouring runs of one look as one run, neighbouring texts as one text."""
    last: Element | None = None
    for run in list(paragraph):
        if run.tag != f"{_W}r":
            last = None
            continue
        content = [each for each in run if each.tag != f"{_W}rPr"]
        if not content:
            paragraph.remove(run)
            continue
        if last is not None and _look(last) == _look(run):
            last.extend(content)
            paragraph.remove(run)
        else:
            last = run
    for run in paragraph.iterchildren(f"{_W}r"):
        text: Element | None = None
        for each in list(run):
            if each.tag != f"{_W}t":
                text = None
                continue
            each.attrib.clear()
            if not each.text:
                run.remove(each)
            elif text is None:
                text = each
            else:
                text.text = (text.text or "") + each.text
                run.remove(each)


def _look(run: Element) -> str:
    look = run.find(f"{_W}rPr")
    return _bytes(look) if look is not None else ""


# -- random edits

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
        at = self.chance.randrange(len(blocks))
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
    import shutil
    import tempfile

    from plangen.pipeline.build import build_project
    from plangen.reporting.progress import Silent

    root = Path(__file__).parents[1]
    with tempfile.TemporaryDirectory() as folder:
        for part in ("source", "templates"):
            shutil.copytree(root / part, Path(folder) / part)
        build_project(Path(folder), (), Silent())
        return {path.stem: path.read_bytes() for path in sorted(Path(folder, "output").rglob("*.docx"))}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004  # the second argument
    made = documents()
    broken = 0
    for number in range(seed, seed + count):
        chance = random.Random(number)  # noqa: S311  # the same edits for the same number
        name = chance.choice(sorted(made))
        old = edited(made[name], chance, chance.randrange(6))
        new = edited(old if chance.random() < 0.8 else made[name], chance, chance.randrange(1, 20))  # noqa: PLR2004  # most
        problems = broken_laws(old, new)
        broken += bool(problems)
        for problem in problems:
            print(f"{number} {name} {problem}")
    print(f"{count - broken} of {count} redlines keep both laws")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
