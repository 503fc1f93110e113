"""The styles of two documents made one set: what is called the same is the same style."""

from collections.abc import Callable, Iterator, Mapping

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


class Styles:
    """Old styles in terms of the new ones."""

    def __init__(self, old: Element, new: Element) -> None:
        self._old = old
        self._new = new
        self.names = dict(self._matched())
        renamed(old, self.names)
        for style in old.findall(_STYLE):
            style.set(w("styleId"), self.names.get(style.get(w("styleId"), ""), style.get(w("styleId"), "")))

    def merge(self, marks: Marks, same_lists: Callable[[str, str], bool]) -> tuple[str, ...]:
        """Add what only the old document has and track what is defined anew; the names of what cannot be tracked."""
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
        by_name = {_name(each): each.get(w("styleId"), "") for each in self._new.findall(_STYLE)}
        taken = set(by_name.values())
        for each in self._old.findall(_STYLE):
            before = each.get(w("styleId"), "")
            now = by_name.get(_name(each), "")
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


def renamed(tree: Element, names: Mapping[str, str]) -> None:
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
