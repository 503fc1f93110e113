"""Office files with something changed in them: bytes, an element, an attribute, a name, a type, an encoding."""

import io
import random
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pikepdf
from lxml import etree
from msgspec.structs import replace
from openpyxl import Workbook

from plangen.blocks.document import Document, Heading, paragraph
from plangen.diagnostics import Finding, Place
from plangen.language.environment import TOO_MUCH
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.redline import redline
from plangen.office.templates.comments import annotated
from plangen.office.templates.word_file import WordFile
from plangen.office.word.writer import write_document

ROOT = Path(__file__).parents[2]
DOCUMENT = Document(
    title="文件",
    subject="",
    author="甲公司",
    header="演练文件",
    created=date(2024, 12, 1),
    blocks=(Heading(text="一", level=1, key="a"), paragraph("甲乙丙"), paragraph("丁戊己")),
)
"""What is made in the look of a house template that was changed."""

_VALUES = (
    *(
        "",
        "x",
        "0",
        "-1",
        "1e999",
        "nan",
        "inf",
        "210mm",
        "99999999999999999999",
        "../../x",
        "%2e%2e/x",
        "#x",
        "a" * 300,
    ),
    *("http://x/", "javascript:x", "２", "true", "\u202e", "{{ x", "word/document.xml", "rId1"),
)
_TAGS = ("w:p", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:sectPr", "w:ins", "w:hdr", "x:y", "w:body", "w:r", "w:fldChar")


def office_mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """So many changed files, the same for the same seed: each with its number and the name of what it came from."""
    chance, files = random.Random(seed), {name: parts_of(raw) for name, raw in originals().items()}
    names = sorted(files)
    for number in range(count):
        name = chance.choice(names)
        parts = dict(files[name])
        for _ in range(chance.randint(1, 3)):
            chance.choice(_WAYS)(parts, chance)
        raw = zipped(parts)
        if chance.random() < 0.15:
            raw = _torn(raw, chance)
        yield f"{number}-{name}", raw


def pdf_mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """As many PDFs."""
    chance, raw = random.Random(seed), _pdf()
    for number in range(count):
        yield f"{number}-pdf", _torn(raw, chance)


@cache
def originals() -> Mapping[str, bytes]:
    """Templates as they are shipped, what is made of them, one with comments, one with changes, a workbook."""
    house, notice = ((ROOT / "templates" / name).read_bytes() for name in ("house.docx", "notices/recall-notice.docx"))
    document = write_document(DOCUMENT, house)
    word = WordFile(notice, "a.docx")
    finding = Finding(rule=TOO_MUCH, at=Place(file="a.docx", path="document[0002]", excerpt="甲"))
    changed = redline(document, write_document(replace(DOCUMENT, blocks=DOCUMENT.blocks[1:]), house), author="甲").raw
    assert changed is not None
    book = Workbook()
    book.worksheets[0].append(["甲", 1, "=A1"])
    out = io.BytesIO()
    book.save(out)
    return {
        "house": house,
        "notice": notice,
        "document": document,
        "comments": annotated(word, [finding], "zh"),
        "changes": changed,
        "workbook": out.getvalue(),
    }


def _pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Keywords"] = "0123456789ab"
        made.save(out)
    return out.getvalue()


def _torn(raw: bytes, chance: random.Random) -> bytes:
    """A zip with some of its bytes changed, or cut off."""
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.2 else changed)


def _bytes(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(parts))
    if parts[name]:
        changed = bytearray(parts[name])
        changed[chance.randrange(len(changed))] = chance.randrange(256)
        parts[name] = bytes(changed)


def _gone(parts: dict[str, bytes], chance: random.Random) -> None:
    parts.pop(chance.choice(sorted(parts)))


def _renamed(parts: dict[str, bytes], chance: random.Random) -> None:
    name = chance.choice(sorted(parts))
    stem, _, ending = name.rpartition(".")
    new = chance.choice((f"{stem}.{ending.upper()}", f"{stem}.dat", f"x/{name}", "", f"{stem}9.{ending}", name + "/"))
    parts[new] = parts.pop(name)


def _encoded(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        return root

    encoding = chance.choice(("UTF-16", "GB18030", "ISO-8859-1", "UTF-8"))
    _in_tree(parts, chance, change, encoding)


def _attribute(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        element = chance.choice(list(root.iter("*")))
        if element.attrib:
            element.set(chance.choice(sorted(map(str, element.attrib))), chance.choice(_VALUES))
        return root

    _in_tree(parts, chance, change)


def _dropped(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        element = chance.choice(list(root.iter("*")))
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
        return root

    _in_tree(parts, chance, change)


def _moved(parts: dict[str, bytes], chance: random.Random) -> None:
    """An element put elsewhere, a copy of it, or its parent's place taken by it."""

    def change(root: etree._Element) -> etree._Element:
        elements = list(root.iter("*"))
        copied = etree.fromstring(etree.tostring(chance.choice(elements), with_tail=False))
        if chance.random() < 0.1:
            return copied
        chance.choice(elements).insert(0, copied)
        return root

    _in_tree(parts, chance, change)


def _retagged(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        element, (prefix, _, name) = chance.choice(list(root.iter("*"))), chance.choice(_TAGS).partition(":")
        element.tag = f"{{{root.nsmap.get(prefix, 'urn:x')}}}{name}"
        return root

    _in_tree(parts, chance, change)


def _remarked(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        made = etree.Comment("x") if chance.random() < 0.5 else etree.ProcessingInstruction("x", "y")
        chance.choice(list(root.iter("*"))).insert(0, made)
        return root

    _in_tree(parts, chance, change)


def _text(parts: dict[str, bytes], chance: random.Random) -> None:
    def change(root: etree._Element) -> etree._Element:
        chance.choice(list(root.iter("*"))).text = "".join(
            each for each in chance.choice(_VALUES) if each.isprintable()
        )
        return root

    _in_tree(parts, chance, change)


def _in_tree(
    parts: dict[str, bytes],
    chance: random.Random,
    change: Callable[[etree._Element], etree._Element],
    encoding: str = "UTF-8",
) -> None:
    name = chance.choice([each for each in sorted(parts) if each.endswith((".xml", ".rels"))] or [""])
    try:
        root = change(etree.fromstring(parts.get(name, b"")))
    except (etree.XMLSyntaxError, ValueError):
        return
    said = etree.tostring(root, xml_declaration=True, encoding=encoding)
    assert isinstance(said, bytes)
    parts[name] = said


_WAYS = (
    *(_bytes, _gone, _renamed, _encoded, _dropped, _moved, _moved, _retagged, _retagged, _remarked, _text),
    *(_attribute, _attribute, _attribute),
)
