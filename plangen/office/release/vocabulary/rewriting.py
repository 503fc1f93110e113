"""A Word file written anew from what is known to be harmless; whatever no reader would miss stays behind.

What a reader would miss, or a person has to decide about, stays as it is: the gate finds it and nothing is issued.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from functools import partial

from lxml import etree

from plangen.office.ooxml.relations import DOCUMENT, Relations
from plangen.office.ooxml.trees import Parts
from plangen.office.release.vocabulary.copying import PartCopy, Sources
from plangen.office.release.vocabulary.field_codes import fields_of, marks_in
from plangen.office.release.vocabulary.harmless import A, R, W
from plangen.office.release.vocabulary.leaving_out import drop_idle_headers, drop_settings, keep_asked
from plangen.office.release.vocabulary.packing import Packing
from plangen.office.release.vocabulary.used_lists import keep_used
from plangen.office.release.vocabulary.used_styles import keep_styles, name_styles, plain_ids, used_styles

_SETTINGS, _STYLES, _NUMBERING, _FONTS = (
    f"word/{name}.xml" for name in ("settings", "styles", "numbering", "fontTable")
)
_NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}


def written_anew(parts: Parts) -> dict[str, bytes]:
    """The parts of a sound file, but its properties, as they leave the house."""
    return _Rewriting(parts).done()


class _Rewriting:
    """One file on its way."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._relations = Relations(parts)
        self._packing = Packing(parts)
        self._document = deepcopy(parts.root(DOCUMENT))
        drop_idle_headers(self._document, parts.root(_SETTINGS))
        self._notes = {kind: self._used_notes(kind) for kind in _NOTES}
        self._texts: dict[str, tuple[str, str, etree._Element]] = {}  # by new name: kind, old name, as it is copied
        self._marks: Mapping[str, str] = {}

    def done(self) -> dict[str, bytes]:
        """All parts."""
        self._marks = self._pointed_to()
        self._copy(DOCUMENT, DOCUMENT, "officeDocument", self._document)
        for old, kind, root in self._others():
            self._copy(self._packing.name(old, kind), old, kind, root)
        copies = {name: root for name, (_, _, root) in self._texts.items()}
        shared = self._shared(copies)
        for name, (kind, _, root) in self._texts.items():
            self._packing.put(name, kind, root)
        for kind, root in shared.items():
            name = self._packing.name(f"word/{kind}.xml", kind)
            self._packing.put(name, kind, root)
            self._packing.lead(DOCUMENT, kind, name)
        self._carry_settings()
        self._carry_comments()
        return self._packing.done()

    def _copy(self, name: str, old: str, kind: str, root: etree._Element) -> None:
        numbers = {
            each.get(f"{W}id", ""): self._marks[each.get(f"{W}name", "")]
            for each in root.iter(f"{W}bookmarkStart")
            if each.get(f"{W}name", "") in self._marks
        }
        sources = Sources(
            marks=self._marks,
            numbers=numbers,
            relate=partial(self._packing.relate, name, old),
            notes={each: numbered for each, (_, numbered) in self._notes.items()},
            is_drawn=partial(self._leads, old),
        )
        self._texts[name] = (kind, old, PartCopy(sources).of(root))

    def _others(self) -> Iterator[tuple[str, str, etree._Element]]:
        """Headers and footers in the order of the sections, then notes, each with its old name and kind."""
        seen: set[str] = set()
        for each in self._document.iter(f"{W}headerReference", f"{W}footerReference"):
            kind = etree.QName(each).localname.removesuffix("Reference")
            old = self._relations.related(DOCUMENT, kind).get(each.get(f"{R}id", ""), "")
            if old and old not in seen:
                seen.add(old)
                yield old, kind, self._parts.root(old)
        for kind, (root, _) in self._notes.items():
            if root is not None:
                self._packing.lead(DOCUMENT, kind, f"word/{kind}.xml")
                yield f"word/{kind}.xml", kind, root

    def _shared(self, copies: Mapping[str, etree._Element]) -> dict[str, etree._Element]:
        """Styles, numbering, settings, fonts and theme; and the texts name the styles as they go out."""
        found: dict[str, etree._Element] = {}
        texts = list(copies.values())
        styles = self._plain(_STYLES)
        numbering = self._plain(_NUMBERING)
        if styles is not None:
            lists = [] if numbering is None else [numbering]
            keep_styles(styles, used_styles(styles, texts))
            if numbering is not None:
                keep_used(numbering, styles, texts)
            ids = plain_ids(styles)
            for root in (styles, *lists, *texts):
                name_styles(root, ids)
            found["styles"] = styles
        elif numbering is not None:
            keep_used(numbering, etree.Element(f"{W}styles"), texts)
        if numbering is not None and len(numbering):
            found["numbering"] = numbering
        settings = self._settings()
        if settings is not None:
            found["settings"] = settings
        found.update(self._fonts([*texts, *found.values()]))
        return found

    def _plain(self, name: str) -> etree._Element | None:
        """A part without texts, copied."""
        return _copied(self._parts.root(name)) if name in self._parts else None

    def _settings(self) -> etree._Element | None:
        """What changes how pages look; what carries data stays for the gate, if there is any."""
        if _SETTINGS not in self._parts:
            return None
        root = deepcopy(self._parts.root(_SETTINGS))
        idle = {f"{W}{kind.removesuffix('s')}Pr" for kind, (notes, _) in self._notes.items() if notes is None}
        kept = drop_settings(root, idle)
        new = _copied(root)
        new.extend(each for each in kept if new.find(str(each.tag)) is None)
        return new

    def _fonts(self, roots: list[etree._Element]) -> Iterator[tuple[str, etree._Element]]:
        """The theme, and what is said of the fonts that are used."""
        theme = self._plain(self._relations.one(DOCUMENT, "theme"))
        if theme is not None:
            yield "theme", theme
        fonts = self._plain(_FONTS)
        if fonts is not None:
            used = _font_names(roots if theme is None else [*roots, theme])
            fonts[:] = [each for each in fonts if each.get(f"{W}name", "") in used]
            if len(fonts):
                yield "fontTable", fonts

    def _carry_settings(self) -> None:
        for each in self._relations.of(_SETTINGS):
            if each.external:
                self._packing.relate(_SETTINGS, _SETTINGS, each.key)

    def _carry_comments(self) -> None:
        """Comments are for people to settle; a list without any is nobody's loss."""
        for each in self._relations.of(DOCUMENT):
            if each.name == "comments" and next(self._parts.root(each.target).iter(f"{W}comment"), None) is not None:
                self._packing.relate(DOCUMENT, DOCUMENT, each.key)

    def _used_notes(self, kind: str) -> tuple[etree._Element | None, Mapping[str, str]]:
        """The notes that the text refers to, numbered in their order; no part where there is none."""
        name = self._relations.one(DOCUMENT, kind)
        asked = [each.get(f"{W}id", "") for each in self._document.iter(f"{W}{_NOTES[kind]}")]
        if not name or not asked:
            return None, {}
        root = deepcopy(self._parts.root(name))
        numbers = keep_asked(root, asked)
        return (root, numbers) if numbers else (None, {})

    def _pointed_to(self) -> Mapping[str, str]:
        """The bookmarks that fields and links of the file point to, with the names under which they go out."""
        roots = [self._document, *(root for _, _, root in self._others())]
        asked = {name for root in roots for name in _names_pointed_to(root)}
        there = (each.get(f"{W}name", "") for root in roots for each in root.iter(f"{W}bookmarkStart"))
        found = dict.fromkeys(filter(asked.__contains__, there))
        return {name: f"_Ref{number}" for number, name in enumerate(found, start=1)}

    def _leads(self, part: str, link: etree._Element) -> bool:
        """Whether a link leads anywhere: to a bookmark that is there, or out of the file."""
        if link.get(f"{W}anchor", "") in self._marks:
            return True
        key = link.get(f"{R}id", "")
        return any(each.key == key and each.target for each in self._relations.of(part))


def _copied(root: etree._Element) -> etree._Element:
    """A part that neither refers to others nor is referred to."""
    nothing: Mapping[str, str] = {}
    notes = dict.fromkeys(_NOTES, nothing)
    return PartCopy(Sources(marks=nothing, numbers=nothing, relate=str, notes=notes, is_drawn=lambda _: True)).of(root)


def _names_pointed_to(root: etree._Element) -> Iterator[str]:
    yield from marks_in(each.code for each in fields_of(root)[0])
    yield from (each.get(f"{W}anchor", "") for each in root.iter(f"{W}hyperlink"))


def _font_names(roots: Iterable[etree._Element]) -> frozenset[str]:
    """The fonts that parts name, in their texts or in the theme."""
    tags = (f"{W}rFonts", f"{W}sym", *(f"{A}{name}" for name in ("latin", "ea", "cs", "font")))
    return frozenset(str(value) for root in roots for each in root.iter(*tags) for value in each.attrib.values())
