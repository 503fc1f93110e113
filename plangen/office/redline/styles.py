"""The styles and lists of two documents made one set: what is called the same is the same style.

Ids of lists are names; a list is its definition and the items that share it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from lxml import etree

from plangen.office.redline.marks import Marks
from plangen.office.redline.xml import PARAGRAPH_LOOK, RUN_LOOK, Element, canonical, clone, drop, put, val, w

_STYLE = w("style")
_REFERENCES = tuple(
    map(
        w, ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink", "clickAndTypeStyle")
    )
)
_AFTER_LOOKS = tuple(map(w, ("tblPr", "trPr", "tcPr", "tblStylePr")))
_UNSEEN = tuple(map(w, ("name", "aliases", "rsid", "uiPriority", "semiHidden", "unhideWhenUsed", "qFormat", "locked")))
_OLD = "old:"
_NUM, _ABSTRACT, _NUM_ID, _ABSTRACT_ID = w("num"), w("abstractNum"), w("numId"), w("abstractNumId")
_NAMES = (w("nsid"), w("tmpl"))


class Styles:
    """Old styles in terms of the new ones."""

    def __init__(self, old: Element, new: Element) -> None:
        self._old = old
        self._new = new
        self.names = dict(self._matched())
        rename_styles(old, self.names)
        for style in old.findall(_STYLE):
            style.set(w("styleId"), self.names.get(style.get(w("styleId"), ""), style.get(w("styleId"), "")))

    def merge(self, marks: Marks, same_lists: Callable[[str, str], bool]) -> tuple[str, ...]:
        """Add what only the old document has, track what is defined otherwise; the names of what cannot be tracked."""
        known = {each.get(w("styleId")): each for each in self._new.findall(_STYLE)}
        untracked: list[str] = []
        for style in self._old.findall(_STYLE):
            now = known.get(style.get(w("styleId")))
            if now is None:
                added = clone(style)
                added.attrib.pop(w("default"), "")
                self._new.append(added)
                continue
            _join_lists(style, now, same_lists)
            if not self._tracked(style, now, marks):
                untracked.append(val(now, "name"))
        if canonical(self._old.find(w("docDefaults"))) != canonical(self._new.find(w("docDefaults"))):
            untracked.append("docDefaults")
        return tuple(untracked)

    def _matched(self) -> Iterator[tuple[str, str]]:
        """Old ids and the new ones of the same name; an old id that is taken by another style gets a free one."""
        exact = {
            (each.get(w("type")), val(each, "name")): each.get(w("styleId"), "") for each in self._new.findall(_STYLE)
        }
        by_name = {_name(each): each.get(w("styleId"), "") for each in self._new.findall(_STYLE)}
        taken = set(by_name.values())
        for each in self._old.findall(_STYLE):
            before = each.get(w("styleId"), "")
            now = exact.get((each.get(w("type")), val(each, "name"))) or by_name.get(_name(each), "")
            if not now:
                now = next(name for name in _candidates(before) if name not in taken)
                taken.add(now)
            if now != before:
                yield before, now

    @staticmethod
    def _tracked(old: Element, new: Element, marks: Marks) -> bool:
        """Whether what differs between two definitions could be marked."""
        for name, change in ((PARAGRAPH_LOOK, "pPrChange"), (RUN_LOOK, "rPrChange")):
            before, now = old.find(name), new.find(name)
            if canonical(before) == canonical(now):
                continue
            if now is None:
                now = _added(new, name)
            count = marks.count.copy()
            marks.properties(now, clone(before) if before is not None else etree.Element(name), change)
            marks.count = count  # one style, however many paragraphs: not a change of the text
        return _rest(old) == _rest(new)


def rename_styles(tree: Element, names: Mapping[str, str]) -> None:
    """Rewrite every reference to a style that has another id in the new document."""
    if not names:
        return
    for each in tree.iter(*_REFERENCES):
        now = names.get(each.get(w("val"), ""))
        if now:
            each.set(w("val"), now)


def _join_lists(old: Element, new: Element, same_lists: Callable[[str, str], bool]) -> None:
    """Give the old definition the new number of a list that is the same."""
    before, now = old.find(f".//{w('numId')}"), new.find(f".//{w('numId')}")
    if before is not None and now is not None and same_lists(before.get(w("val"), ""), now.get(w("val"), "")):
        before.set(w("val"), now.get(w("val"), ""))


def _name(style: Element) -> tuple[str, str]:
    return style.get(w("type"), ""), val(style, "name").lower()


def _candidates(name: str) -> Iterator[str]:
    yield name
    number = 1
    while True:
        yield f"{name}Old{number}"
        number += 1


def _added(style: Element, name: str) -> Element:
    look = etree.Element(name)
    behind = _AFTER_LOOKS if name == RUN_LOOK else (RUN_LOOK, *_AFTER_LOOKS)
    put(style, look, before=behind)
    return look


def _rest(style: Element) -> bytes:
    """What a definition says beside its looks and its place in lists of styles."""
    bare = clone(style)
    for each in [each for each in bare if each.tag in {PARAGRAPH_LOOK, RUN_LOOK, *_UNSEEN}]:
        drop(each)
    return canonical(bare)


class Lists:
    """Old lists in terms of the new ones; until `resolve` they carry ids of their own."""

    def __init__(self, old: Element, new: Element) -> None:
        self._new = new
        self._old_lists = {each.get(_NUM_ID, ""): each for each in old.findall(_NUM)}
        self._old_abstract = {each.get(_ABSTRACT_ID, ""): each for each in old.findall(_ABSTRACT)}
        self._old_kinds = _kinds(old)
        self._new_kinds = _kinds(new)
        self._now: dict[str, str] = {}
        self._claimed: set[str] = set()
        self._abstract: dict[str, str] = {}

    @staticmethod
    def set_apart(tree: Element) -> None:
        """Rewrite the ids of lists in a tree of the old document, so that none is taken for a new one."""
        for each in tree.iter(_NUM_ID):
            if each.get(w("val"), "0") != "0" and each.getparent() is not None:
                each.set(w("val"), _OLD + each.get(w("val"), ""))

    def are_same(self, old: str, new: str) -> bool:
        """Whether two ids stand for one list; the first question about a list of equal definition decides."""
        if not old.startswith(_OLD):
            return old == new
        before = old.removeprefix(_OLD)
        if before in self._now:
            return self._now[before] == new
        kind = self._old_kinds.get(before)
        if kind is None or new in self._claimed or kind != self._new_kinds.get(new):
            return False
        self._now[before] = new
        self._claimed.add(new)
        return True

    def resolve(self, *trees: Element) -> None:
        """Give the old lists that are still in the trees ids among the new ones."""
        for tree in trees:
            for each in tree.iter(_NUM_ID):
                name = each.get(w("val"), "")
                if name.startswith(_OLD):
                    each.set(w("val"), self._resolved(name.removeprefix(_OLD)))

    def _resolved(self, name: str) -> str:
        if name in self._now:
            return self._now[name]
        if name not in self._old_lists:
            return name  # a list that the old document does not define either
        number = _free(each.get(_NUM_ID, "") for each in self._new.findall(_NUM))
        added = clone(self._old_lists[name])
        added.set(_NUM_ID, number)
        reference = added.find(_ABSTRACT_ID)
        if reference is not None:
            reference.set(w("val"), self._abstract_of(reference.get(w("val"), "")))
        last = self._new.findall(_NUM)
        if last:
            last[-1].addnext(added)
        else:
            self._behind_abstract(added)
        self._now[name] = number
        return number

    def _abstract_of(self, name: str) -> str:
        """The new id of an old definition, which is brought over where it is not there."""
        if name in self._abstract or name not in self._old_abstract:
            return self._abstract.get(name, name)
        known = {_definition(each): each.get(_ABSTRACT_ID, "") for each in self._new.findall(_ABSTRACT)}
        definition = _definition(self._old_abstract[name])
        if definition not in known:
            number = _free(known.values())
            added = clone(self._old_abstract[name])
            added.set(_ABSTRACT_ID, number)
            for each in [each for each in added if each.tag in _NAMES]:
                added.remove(each)  # Word takes two definitions of one such number for the same
            self._behind_abstract(added)
            known[definition] = number
        self._abstract[name] = known[definition]
        return known[definition]

    def _behind_abstract(self, added: Element) -> None:
        abstract = self._new.findall(_ABSTRACT)
        if abstract:
            abstract[-1].addnext(added)
        elif added.tag == _ABSTRACT:
            self._new.insert(len(self._new.findall(w("numPicBullet"))), added)
        else:
            self._new.append(added)


def _free(taken: Iterable[str]) -> str:
    return str(max((int(each) for each in taken if each.isdecimal()), default=0) + 1)


def _kinds(numbering: Element) -> dict[str, tuple[bytes, bytes]]:
    """What each list is: the definition it follows and what it does otherwise."""
    abstract = {each.get(_ABSTRACT_ID, ""): _definition(each) for each in numbering.findall(_ABSTRACT)}
    kinds: dict[str, tuple[bytes, bytes]] = {}
    for each in numbering.findall(_NUM):
        reference = each.find(_ABSTRACT_ID)
        definition = abstract.get(reference.get(w("val"), ""), b"") if reference is not None else b""
        kinds[each.get(_NUM_ID, "")] = definition, b"".join(map(canonical, each.findall(w("lvlOverride"))))
    return kinds


def _definition(abstract: Element) -> bytes:
    bare = clone(abstract)
    bare.attrib.pop(_ABSTRACT_ID, "")
    for each in list(bare.iter(etree.Element)):
        for name in [name for name in each.attrib if isinstance(name, str) and name.endswith(("durableId", "}tplc"))]:
            del each.attrib[name]
    for each in [each for each in bare if each.tag in _NAMES]:
        bare.remove(each)
    return canonical(bare)
