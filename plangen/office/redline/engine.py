"""From two Word files to one with tracked changes."""

import datetime
import hashlib
import re
from collections import Counter
from collections.abc import Collection, Mapping

from lxml import etree
from msgspec import Struct

from plangen.diagnostics import Finding, Place
from plangen.office.ooxml.guard import damaged, unpacked
from plangen.office.ooxml.package import names_of, zipped
from plangen.office.ooxml.parts import texts_of
from plangen.office.ooxml.plain_document import as_document
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.redline.about import about, certified, created
from plangen.office.redline.blocks import Blocks
from plangen.office.redline.looks import Looks, program_of
from plangen.office.redline.marks import Marks
from plangen.office.redline.notes import Notes
from plangen.office.redline.parts import Importer, Package, Relation, written
from plangen.office.redline.rules import COMMENTS, FOREIGN, MACROS_LEFT, TRACKED, UNBOUND, UNTRACKED
from plangen.office.redline.sections import OLD, Frames, name_all
from plangen.office.redline.settle import accept_tree, count_changes, is_story, reject_tree
from plangen.office.redline.styles import Lists, Styles, rename_styles
from plangen.office.redline.tidy import (
    balance_bookmarks,
    bound,
    complete,
    drop_added,
    merge_roots,
    number_controls,
    number_drawings,
    tidy,
    unbind,
    without_comments,
)
from plangen.office.redline.units import UnitKind, units
from plangen.office.redline.xml import Element, clone, drop_all, w

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RENAMED = frozenset({"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"})
"""Stores that are not the new document's own in its redline: title, subject and author of a file."""
_PLAIN_NAMES = ("旧文件", "新文件")
"""What findings call the files where the caller gives no names."""


class Summary(Struct, frozen=True, kw_only=True):
    """How much differs; a moved paragraph counts once, as a move."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0
    tables: int = 0  # tables in which anything changed
    formatting: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.insertions or self.deletions or self.moves or self.tables or self.formatting)


class Redlined(Struct, frozen=True, kw_only=True):
    """A redline, or what forbids one."""

    raw: bytes | None
    summary: Summary = Summary()
    findings: tuple[Finding, ...] = ()


def redline(
    old: bytes,
    new: bytes,
    *,
    author: str,
    date: datetime.datetime | None = None,
    names: tuple[str, str] = _PLAIN_NAMES,
) -> Redlined:
    """The new document with native tracked changes against the old one.

    Accepting all of them gives the new document, rejecting all of them the old one. The same input gives the same
    bytes. A table of contents is taken from the new document; changes that are tracked in either document already are
    taken as accepted, comments are left out, and both is said in findings.

    Without a date the changes have that on which the new document was made. `names` is what findings call the files.
    """
    before, found_before = _opened(old, names[0])
    now, found_now = _opened(new, names[1])
    findings = [*found_before, *found_now]
    if before is None or now is None:
        return Redlined(raw=None, findings=tuple(findings))
    date = date or created(now)
    properties = about(now, author, date, (_fingerprint(old), _fingerprint(new)))
    comparison = _Comparison(Package(before), Package(now), author, date)
    untracked = comparison.run()
    if not comparison.looks.exact:
        findings.append(Finding(rule=FOREIGN, at=Place(file=names[1])))
    if untracked:
        shown = [*untracked[:_SHOWN], *(["…"] if len(untracked) > _SHOWN else [])]
        findings.append(Finding(rule=UNTRACKED, at=Place(file=names[1]), values={"names": shown}))
    if comparison.unbound:
        findings.append(Finding(rule=UNBOUND, at=Place(file=names[1]), values={"count": comparison.unbound}))
    count = comparison.marks.count
    summary = Summary(
        insertions=count["ins"],
        deletions=count["del"],
        moves=count["moves"],
        tables=count["tables"],
        formatting=count["formatting"],
    )
    sealed_file = certified(zipped(comparison.new.sealed_parts()), properties)
    return Redlined(raw=sealed_file, summary=summary, findings=tuple(findings))


def accept_all(raw: bytes, name: str = _PLAIN_NAMES[1]) -> Redlined:
    """The document with every tracked change made final."""
    return _settled(raw, name, accept=True)


def reject_all(raw: bytes, name: str = _PLAIN_NAMES[1]) -> Redlined:
    """The document with every tracked change undone."""
    return _settled(raw, name, accept=False)


_SHOWN = 8  # names in one finding


def _settled(raw: bytes, name: str, *, accept: bool) -> Redlined:
    parts, findings = unpacked(raw, name)
    if parts is None:
        return Redlined(raw=None, findings=findings)
    settle = accept_tree if accept else reject_tree
    package = Package(parts)
    for each in _stories(parts):
        tree = settle(without_comments(parsed(parts[each])))
        package.parts[each] = written(tree)
        package.forget_unused(each, tree)
    return Redlined(raw=zipped(package.sealed_parts()), findings=findings)


def _stories(parts: Mapping[str, bytes]) -> tuple[str, ...]:
    """The parts in which changes may be tracked, by their names or by what the package says of them."""
    texts = texts_of(parts)
    return tuple(each for each in parts if is_story(each) or each in texts)


def _fingerprint(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:12]


def _opened(raw: bytes, name: str) -> tuple[dict[str, bytes] | None, list[Finding]]:
    """A file's parts without tracked changes, and what has to be said of it."""
    parts, found = unpacked(raw, name, as_document)
    findings = list(found)
    if parts is None:
        return None, findings
    if names_of(raw) - parts.keys():
        findings.append(Finding(rule=MACROS_LEFT, at=Place(file=name)))
    if parsed(parts[DOCUMENT]).find(w("body")) is None:
        return None, [*findings, *damaged(name, DOCUMENT)]
    settled = dict(parts)
    count = comments = 0
    for part in _stories(parts):
        tree = parsed(parts[part])
        changes = count_changes(tree)
        comments += sum(1 for _ in tree.iter(w("commentReference")))
        if changes:
            count += changes
            settled[part] = written(accept_tree(tree))
    at = Place(file=name)
    if count:
        findings.append(Finding(rule=TRACKED, at=at, values={"count": count}))
    if comments:
        findings.append(Finding(rule=COMMENTS, at=at, values={"count": comments}))
    return settled, findings


class _Comparison:
    """Two packages becoming one; the new one is changed."""

    def __init__(self, old: Package, new: Package, author: str, date: datetime.datetime) -> None:
        self.old = old
        self.new = new
        self._importer = Importer(old, new)
        self.looks = Looks(exact=program_of(old.parts) == program_of(new.parts))
        self._new_styles = self._tree(new, "styles")
        self._old_numbering, self._new_numbering = self._tree(old, "numbering"), self._tree(new, "numbering")
        self._old_styles = self._tree(old, "styles")
        self._styles = Styles(self._old_styles, self._new_styles)
        rename_styles(self._old_numbering, self._styles.names)
        self.lists = Lists(self._old_numbering, self._new_numbering)
        self._document = self.new_tree(DOCUMENT)
        self.marks = Marks(author, date, first=first_number(new))
        self._bookmarks = {each.get(w("name")) for each in self._document.iter(w("bookmarkStart"))}
        self._notes = Notes(self)
        self._frames = Frames(self)
        self._blocks = Blocks(self.marks, self)
        self._trees: dict[str, tuple[Element, str]] = {}
        self.unbound = 0  # controls that no longer get their value from elsewhere

    def run(self) -> tuple[str, ...]:
        """Make the redline; the names of styles whose differences cannot be tracked."""
        self.lists.set_apart(self._old_styles)
        untracked = self._styles.merge(self.marks, self.lists.are_same)
        name_all(self._document, self.new)
        document = self.old_tree(DOCUMENT, DOCUMENT, prefix=OLD)
        self._compare_bodies(document, self._document)
        self._notes.finish(self._document)
        self._frames.finish(self._document)
        self._write(document)
        return untracked

    # -- what the parts of the engine ask

    def same_lists(self, old: str, new: str) -> bool:
        """Whether two ids of lists stand for one list."""
        return self.lists.are_same(old, new)

    def notes(self, old: Element, new: Element) -> None:
        """Compare the notes that two references lead to."""
        self._notes.pair(old, new)

    def sections(self, old: Element, new: Element) -> None:
        """Track what differs between two sections, with their headers and footers."""
        self._frames.pair(old, new)

    def compare(self, old: Element, new: Element) -> None:
        """Turn the content of `new` into the redline against that of `old`."""
        self._blocks.compare(old, new)

    def old_tree(self, part: str, into: str, prefix: str = "") -> Element:
        """A part of the old document, ready to be compared with, in the terms of the new one."""
        tree = tidy(parsed(self.old.parts[part]))
        complete(tree)
        if prefix:
            name_all(tree, self.old, prefix)
        rename_styles(tree, self._styles.names)
        self.lists.set_apart(tree)
        self._importer.adopt(tree, part, into)
        self._renumber_bookmarks(tree)
        return tree

    def new_tree(self, part: str) -> Element:
        """A part of the new document, ready to be compared."""
        tree = tidy(parsed(self.new.parts[part]))
        complete(tree)
        return tree

    def add(self, part: str, tree: Element, content_type: str) -> None:
        """Let the redline have a further part, written at the end."""
        self.new.add(part, b"", content_type)
        self._trees[part] = tree, content_type

    # -- steps

    def _compare_bodies(self, old: Element, new: Element) -> None:
        before, now = old.find(w("body")), new.find(w("body"))
        assert before is not None
        assert now is not None
        _take_contents(before, now)
        self._blocks.compare(before, now)
        last_before, last_now = before.find(w("sectPr")), now.find(w("sectPr"))
        if last_before is not None and last_now is not None:
            self._frames.pair(last_before, last_now)

    def _write(self, old: Element) -> None:
        trees = {part: tree for part, (tree, _) in self._trees.items()}
        trees[DOCUMENT] = merge_roots(old, self._document)
        self.lists.resolve(*trees.values(), self._new_styles)
        drop_added(*trees.values())
        number_drawings(*trees.values())
        number_controls(*trees.values())
        self._unbind(trees.values())
        for part, tree in trees.items():
            balance_bookmarks(tree)
            self.new.parts[part] = written(tree)
            self.new.forget_unused(part, tree)
        self.new.forget("", self.new.related("", "thumbnail"))  # a picture of the new document
        self._put("styles", self._new_styles)
        if len(self._new_numbering):
            self._put("numbering", self._new_numbering)

    def _unbind(self, trees: Collection[Element]) -> None:
        """Let controls say themselves what they say; a store of the new values goes where nothing is bound to it."""
        lost = sum((unbind(tree, stores=_RENAMED) for tree in trees), Counter[str]())
        self.unbound = sum(count for store, count in lost.items() if store not in _RENAMED)
        kept = set().union(*map(bound, trees))
        for store, part in self.new.stores().items():
            if store in lost and store not in kept:
                self.new.forget(DOCUMENT, part)

    def _put(self, kind: str, tree: Element) -> None:
        part = self.new.related(DOCUMENT, kind)
        if not part:
            part = f"word/{kind}.xml"
            self.new.relate(DOCUMENT, Relation(kind=f"{_RELATIONS}/{kind}", target=part))
        self.new.add(part, written(tree), f"{_TYPES}.{kind}+xml")

    @staticmethod
    def _tree(package: Package, kind: str) -> Element:
        part = package.related(DOCUMENT, kind)
        if part:
            return tidy(parsed(package.parts[part]))
        return etree.Element(w(kind), nsmap={"w": NAMESPACES["w"]})

    def _renumber_bookmarks(self, tree: Element) -> None:
        """Bookmarks that the new document has too stand there; the others keep their names under new numbers."""
        drop_all(each for each in tree.iter(w("bookmarkStart")) if each.get(w("name")) in self._bookmarks)
        numbers: dict[str, str] = {}
        for each in tree.iter(w("bookmarkStart")):
            numbers[each.get(w("id"), "")] = self.marks.number()
            each.set(w("id"), numbers[each.get(w("id"), "")])
        drop_all(each for each in tree.iter(w("bookmarkEnd")) if each.get(w("id"), "") not in numbers)
        for each in tree.iter(w("bookmarkEnd")):
            each.set(w("id"), numbers[each.get(w("id"), "")])


def _take_contents(old: Element, new: Element) -> None:
    """Put the new document's table of contents in the place of the old one: it is made from the headings."""
    for before, now in zip(_contents(old), _contents(new), strict=False):
        first = before[0]
        for each in now:
            first.addprevious(clone(each))
        drop_all(before)


def _contents(body: Element) -> list[tuple[Element, ...]]:
    return [unit.elements for unit in units(body) if unit.kind is UnitKind.CONTENTS]


def first_number(package: Package) -> int:
    """A number above all that bookmarks and other marks of the document have."""
    found = (re.findall(rb'\bw:id="(\d{1,9})"', raw) for name, raw in package.parts.items() if is_story(name))
    return max((int(each) for numbers in found for each in numbers), default=0) + 1
