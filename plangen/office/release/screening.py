"""What goes out only when somebody means it: words of drafts and drills, addresses in the cloud, pictures.

Addresses inside the house never do.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence

from lxml import etree
from msgspec import Struct

from plangen.alike.unfit import SHIPPED, Unfit, unfit_in
from plangen.diagnostics import Finding, Place, words
from plangen.office.ooxml.relations import Relations
from plangen.office.ooxml.wml import OPEN_VALUE
from plangen.office.release.addresses import addresses_in, cloud_in, in_cloud, inside
from plangen.office.release.confirmations import ALT_SHOWN, PICTURE_SHOWN, UNFIT
from plangen.office.release.found_places import PartPlaces, whole
from plangen.office.release.refused import ADDRESS, CLOUD
from plangen.office.release.rules import DRILL
from plangen.office.release.vocabulary.field_codes import address_in, fields_of
from plangen.office.release.vocabulary.harmless import WP, V, W, attributes_of
from plangen.office.release.vocabulary.pictures import size_of
from plangen.office.templates.word_file import WordFile

_ALTS = {
    f"{WP}docPr": ("descr", "title"),
    **{f"{W}{name}": (f"{W}val",) for name in ("tblCaption", "tblDescription")},
    **{f"{V}{name}": ("alt",) for name in ("shape", "rect", "roundrect", "oval")},
}
_NAMED = frozenset({"descr", "title"})
_PRINTED = ((f"{V}textpath", "string"), (f"{W}lvlText", f"{W}val"))
_HASH = 8  # hexadecimal digits: enough to tell the pictures of one notice apart


class OwnScreen(Struct, frozen=True, kw_only=True):
    """What a plan adds: kinds of words, and domains of its own house."""

    words: tuple[Unfit, ...] = ()
    hosts: tuple[str, ...] = ()
    inside: bool = False  # the file is for colleagues alone: it may call itself internal


def screened(word: WordFile, screen: OwnScreen, found: Sequence[Finding]) -> Iterator[Finding]:
    """What has to be accepted or has to go; where `found` tells of a drill's mark, its words are told already."""
    marked = {each.at.path for each in found if each.rule is DRILL}
    kinds = [each for each in (*SHIPPED, *screen.words) if not (screen.inside and each.inside)]
    for name in word.texts:
        for place, text in _said(word, name):
            yield from _of_addresses(text, place, screen.hosts)
            if place.path not in marked:
                yield from _of_words(text, place, kinds)
        yield from _of_codes(word, name, screen.hosts)
        yield from _of_alts(word, name, kinds, screen.hosts)
    yield from _of_printed(word, kinds)
    yield from _of_links(word, screen.hosts, kinds)
    yield from _of_pictures(word)


def _said(word: WordFile, name: str) -> Iterator[tuple[Place, str]]:
    places = PartPlaces(word, name)
    yield from ((places.of(each.element), each.text) for each in word.paragraphs(name))


def _of_words(text: str, place: Place, kinds: Sequence[Unfit]) -> Iterator[Finding]:
    for kind, said in unfit_in(OPEN_VALUE.sub("　", text), kinds):
        values = {"what": words(kind.title, kind.english or kind.title), "text": said}
        yield Finding(rule=UNFIT, at=place, values=values)


def _of_addresses(text: str, place: Place, own: Collection[str]) -> Iterator[Finding]:
    for address, why in addresses_in(text, own):
        yield Finding(rule=ADDRESS, at=place, values={"text": address, "what": why})
    for host in cloud_in(text):
        yield Finding(rule=CLOUD, at=place, values={"text": host})


def _of_codes(word: WordFile, name: str, own: Collection[str]) -> Iterator[Finding]:
    codes = [(each.begin, address_in(each.code)) for each in fields_of(word.root(name))[0]]
    places = PartPlaces(word, name) if any(address for _, address in codes) else None
    for element, address in codes if places else ():
        yield from _of_address(address, places.of(element), own) if places else ()


def _of_address(address: str, place: Place, own: Collection[str]) -> Iterator[Finding]:
    """What a link leads to."""
    why = inside(address, own)
    if why is not None:
        yield Finding(rule=ADDRESS, at=place, values={"text": address, "what": why})
    elif in_cloud(address):
        yield Finding(rule=CLOUD, at=place, values={"text": next(cloud_in(address), address)})


def _of_links(word: WordFile, own: Collection[str], kinds: Sequence[Unfit]) -> Iterator[Finding]:
    relations = Relations(word.parts)
    for name in word.texts:
        for each in relations.of(name):
            if each.external and each.name == "hyperlink":
                place = Place(file=word.file, path=f"{name}[{each.key}]", spot=words(name, name))
                yield from _of_address(each.target, place, own)
                yield from _of_words(each.target, place, kinds)


def _of_alts(word: WordFile, name: str, kinds: Sequence[Unfit], own: Collection[str]) -> Iterator[Finding]:
    """The texts of pictures and tables that are not printed."""
    places: PartPlaces | None = None
    seen: set[str] = set()
    for each in word.root(name).iter(*_ALTS, *_others()):
        for key in _ALTS.get(str(each.tag), tuple(_NAMED)):
            text = " ".join(each.get(key, "").split())
            if text and text not in seen:
                seen.add(text)
                places = places or PartPlaces(word, name)
                at = places.of(each)
                yield Finding(rule=ALT_SHOWN, at=at, values={"text": text})
                yield from _of_words(text, at, kinds)
                yield from _of_addresses(text, at, own)


def _others() -> Iterator[str]:
    """The inner names of pictures and shapes, which may say something else than the outer one."""
    spaces = ("{http://schemas.openxmlformats.org/drawingml/2006/picture}",)
    yield from (f"{space}cNvPr" for space in spaces if attributes_of(f"{space}cNvPr") is not None)


def _of_printed(word: WordFile, kinds: Sequence[Unfit]) -> Iterator[Finding]:
    """Words that are printed and stand in no paragraph: letters across the page, texts of numbers."""
    for name in (*word.texts, "word/numbering.xml"):
        for tag, key in _PRINTED:
            for each in word.root(name).iter(tag):
                yield from _of_words(each.get(key, ""), _spot(word, name, each), kinds)


def _spot(word: WordFile, name: str, element: etree._Element) -> Place:
    return PartPlaces(word, name).of(element) if name in word.texts else whole(word, name)


def _of_pictures(word: WordFile) -> Iterator[Finding]:
    seen: set[str] = set()
    for name in word.parts:
        if name.startswith("word/media/"):
            raw = word.parts[name]
            mark = hashlib.sha256(raw).hexdigest()[:_HASH]
            if mark not in seen:
                seen.add(mark)
                values = {"text": mark, "name": name.rpartition("/")[2], "size": size_of(raw)}
                yield Finding(rule=PICTURE_SHOWN, at=whole(word, name), values=values)
