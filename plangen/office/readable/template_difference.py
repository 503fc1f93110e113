"""What differs between two Word files for those who wrote them: words by paragraph, look by style and property.

Saving again says nothing: ids of editing sessions, runs cut otherwise, marks of the spelling checker do not count.
"""

import difflib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeAlias

from lxml import etree
from msgspec import Struct

from plangen.office.ooxml.package import BROKEN
from plangen.office.ooxml.relations import Relations, main_part
from plangen.office.ooxml.trees import NotXml, parsed
from plangen.office.readable.document import document_lines
from plangen.office.readable.file import package_parts
from plangen.office.redline.xml import PARAGRAPH, PARAGRAPH_LOOK, RUN, RUN_LOOK, SECTION, Element, text_of, val, w

Look: TypeAlias = Mapping[str, str]
"""Properties by their XML names: sz.val, ind.left."""

_NOISE = frozenset({"rPr", "sectPr", "pPrChange", "rPrChange", "lang", "noProof", "proofErr", "lastRenderedPageBreak"})
_RUNS = frozenset({"r", "t", "rPr", "pPr", "proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd"})
_PLAIN = {"b.val": {"1", "true", "on"}, "i.val": {"1", "true", "on"}}
_SESSION = re.compile(r"(?:rsid\w*|paraId|textId)")


class WordPair(Struct, frozen=True, kw_only=True):
    """A paragraph, or a property of a look; nothing on the side that does not have it."""

    place: str  # of a look: what has it, a style or the beginning of a paragraph; nothing for words
    name: str  # of a look: the property, as XML calls it
    before: str
    after: str


class WordDifference(Struct, frozen=True, kw_only=True):
    """What differs; `hidden` where something does that is neither words nor look."""

    words: tuple[WordPair, ...] = ()
    styles: tuple[WordPair, ...] = ()
    paragraphs: tuple[WordPair, ...] = ()
    pages: tuple[WordPair, ...] = ()
    pictures: tuple[WordPair, ...] = ()
    hidden: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the file was saved again, no more."""
        return not (self.words or self.styles or self.paragraphs or self.pages or self.pictures or self.hidden)


def word_difference(old: bytes, new: bytes) -> WordDifference | None:
    """What differs between two Word files; None where one of them cannot be read."""
    try:
        before, after = _Read(old), _Read(new)
    except (*BROKEN, NotXml):
        return None
    return WordDifference(
        words=tuple(_words(before.lines, after.lines)),
        styles=tuple(_looks(before.styles, after.styles)),
        paragraphs=tuple(_direct(before.paragraphs, after.paragraphs)),
        pages=tuple(_looks(before.pages, after.pages)),
        pictures=tuple(_pictures(before.pictures, after.pictures)),
        hidden=before.rest != after.rest,
    )


class _Read:
    """A file taken apart.

    Raises:
        BadZipFile, KeyError, NotXml …: where it is none.
    """

    def __init__(self, raw: bytes) -> None:
        parts = package_parts(raw)
        main = main_part(parts)
        self.lines = [line for line in document_lines(parts) if line.strip()]
        relations = Relations(parts)
        frames = (relations.related(main, kind).values() for kind in ("header", "footer"))
        trees = [parsed(parts[name]) for name in (main, *sorted(set(chain(*frames))))]
        self.paragraphs = [_Paragraph(each) for tree in trees for each in tree.iter(PARAGRAPH)]
        self.pages = {f"{number}": _flat(each) for number, each in enumerate(trees[0].iter(SECTION), start=1)}
        self.styles = _styles(parsed(parts.get(relations.one(main, "styles"), b"<none/>")))
        numbering = parsed(parts.get(relations.one(main, "numbering"), b"<none/>"))
        self.rest = [list(_skeleton(tree)) for tree in (*trees, numbering)]
        self.pictures = _media(raw)


def _media(raw: bytes) -> dict[str, str]:
    """The pictures by name, each with its checksum."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        media = (each for each in package.infolist() if "/media/" in each.filename)
        return {each.filename.rpartition("/")[2]: f"{each.CRC:08x}" for each in media}


class _Paragraph:
    """What a paragraph says, and how it looks beyond its style: itself, and its runs, those alike taken together."""

    def __init__(self, paragraph: Element) -> None:
        self.text = text_of(paragraph)
        look = paragraph.find(PARAGRAPH_LOOK)
        self.look = {name: value for name, value in _flat(look).items() if name != "pStyle.val"}
        self.runs: list[tuple[str, Look]] = []
        for run in paragraph.iter(RUN):
            said, own = text_of(run), _flat(run.find(RUN_LOOK))
            if said and self.runs and self.runs[-1][1] == own:
                self.runs[-1] = (self.runs[-1][0] + said, own)
            elif said:
                self.runs.append((said, own))


def _styles(root: Element) -> dict[str, Look]:
    """How each style looks, by its name; with the defaults of the document."""
    found: dict[str, Look] = {"": _flat(root.find(w("docDefaults")), deep=True)}
    for style in root.iter(w("style")):
        named = {name: _based(root, val(style, name)) for name in ("basedOn", "next") if val(style, name)}
        found[val(style, "name")] = {**_flat(style, deep=True, own=False), **named}
    return found


def _based(root: Element, key: str) -> str:
    return next((val(each, "name") for each in root.iter(w("style")) if each.get(w("styleId")) == key), key)


_OF_STYLES = frozenset(
    {"name", "basedOn", "next", "link", "uiPriority", "rsid", "semiHidden", "unhideWhenUsed", "qFormat"}
)


def _flat(element: Element | None, *, deep: bool = False, own: bool = True) -> dict[str, str]:
    """The properties below an element: sz.val, spacing.line; only of one depth, but for the looks of a style."""
    found: dict[str, str] = {}
    for child in element.iterchildren(etree.Element) if element is not None else ():
        name = _name(child.tag)
        if (name in _NOISE and not deep) or (not own and name in _OF_STYLES):
            continue
        found |= _values(name, child)
        inner = _flat(child, deep=deep)
        found |= inner if deep else {f"{name}.{key}": value for key, value in inner.items()}
    return found


def _values(name: str, element: Element) -> dict[str, str]:
    """The attributes of a property; one without any and without children is a switch that is on."""
    values = {f"{name}.{_name(key)}": value for key, value in _attributes(element)}
    if not values and not len(element):
        return {f"{name}.val": "1"}
    return {key: _switch(key, value) for key, value in values.items()}


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """The attributes but for ids of editing sessions."""
    every = ((str(key), str(value)) for key, value in element.attrib.items())
    return (each for each in every if not _SESSION.fullmatch(_name(each[0])))


def _switch(key: str, value: str) -> str:
    return "1" if value in _PLAIN.get(key, ()) else value


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _skeleton(root: Element) -> Iterator[tuple[object, ...]]:
    """What holds the words together: tables, fields, controls, pictures, without the runs that a save cuts anew."""
    for each in root.iter(etree.Element):
        name = _name(each.tag)
        if name in _RUNS or any(_name(above.tag) in {"rPr", "pPr"} for above in each.iterancestors()):
            continue
        own = sorted((key, value) for key, value in _attributes(each))
        yield name, tuple(own), (each.text or "").strip() if name == "instrText" else ""


def _words(old: Sequence[str], new: Sequence[str]) -> Iterator[WordPair]:
    matcher = difflib.SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            continue
        left, right = old[start:end], new[begin:stop]
        for at in range(max(len(left), len(right))):
            before, after = ("".join(side[at : at + 1]) for side in (left, right))
            yield WordPair(place="", name="", before=before, after=after)


def _looks(old: Mapping[str, Look], new: Mapping[str, Look]) -> Iterator[WordPair]:
    for place in dict.fromkeys((*old, *new)):
        if place not in old or place not in new:
            came, gone = place in new, place in old
            yield WordPair(place=place, name="", before="1" if gone else "", after="1" if came else "")
        else:
            yield from _properties(place, old[place], new[place])


def _properties(place: str, old: Look, new: Look) -> Iterator[WordPair]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            yield WordPair(place=place, name=name, before=old.get(name, ""), after=new.get(name, ""))


def _direct(old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> Iterator[WordPair]:
    """The looks of paragraphs that say the same on both sides."""
    texts = [[each.text for each in side] for side in (old, new)]
    for block in difflib.SequenceMatcher(a=texts[0], b=texts[1], autojunk=False).get_matching_blocks():
        for at in range(block.size):
            ours, theirs = old[block.a + at], new[block.b + at]
            yield from _properties(ours.text, ours.look, theirs.look)
            yield from _run_looks(ours, theirs)


def _run_looks(old: _Paragraph, new: _Paragraph) -> Iterator[WordPair]:
    if [text for text, _ in old.runs] == [text for text, _ in new.runs]:
        for (text, ours), (_, theirs) in zip(old.runs, new.runs, strict=True):
            yield from _properties(text, ours, theirs)
    elif _by_letter(old.runs) != _by_letter(new.runs):
        yield WordPair(place=old.text, name="r", before=_cut(old.runs), after=_cut(new.runs))


def _by_letter(runs: Iterable[tuple[str, Look]]) -> list[Look]:
    return [look for text, look in runs for _ in text]


def _cut(runs: Iterable[tuple[str, Look]]) -> str:
    return "｜".join(text for text, _ in runs)


def _pictures(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[WordPair]:
    if sorted(old.values()) == sorted(new.values()):
        return
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            before, after = ("1" if name in side else "" for side in (old, new))
            yield WordPair(place=name, name="", before=before, after=after)
