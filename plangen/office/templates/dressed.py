"""A template in the look of the house: what the house template says of a style holds for every template that has it.

A style keeps its identifier and its list in the template; all else of it comes from the house, and so do the defaults.
Styles that the house does not have stay as the template's owner made them.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.trees import Parts
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.house_style import built_in

_W = f"{{{NAMESPACES['w']}}}"
STYLES = "word/styles.xml"
_DEFAULTS, _STYLE, _NUMBER = f"{_W}docDefaults", f"{_W}style", f"{_W}pPr/{_W}numPr"
_OWN = tuple(f"{_W}{name}" for name in ("name", "aliases"))
_NAMING = tuple(f"{_W}{name}" for name in ("basedOn", "next", "link"))
_NAMED = tuple(f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle"))


def dress(file: Editing, house: Parts) -> None:
    """Let the styles of a file be those of the house; a file that has them so already keeps its bytes."""
    if STYLES not in file or STYLES not in house:
        return
    ours, theirs = _StylesByName(file.root(STYLES)), _StylesByName(house.root(STYLES))
    changed = {key: new for key, new in _dressed(ours, theirs) if _said(new) != _said(ours.by_id[key])}
    defaults = theirs.root.find(_DEFAULTS)
    is_other = defaults is not None and _said(defaults) != _said(ours.root.find(_DEFAULTS))
    if changed or is_other:
        _put(file.change(STYLES), changed, defaults if is_other else None)


def touching(template: Mapping[str, etree._Element], house: Parts) -> bytes:
    """What of the house shows in a template with these parts: the styles that its texts name, and the defaults."""
    if STYLES not in house:
        return b""
    ours, theirs = _StylesByName(template.get(STYLES, etree.Element("none"))), _StylesByName(house.root(STYLES))
    named = {each.get(f"{_W}val", "") for root in template.values() for each in root.iter(*_NAMED)}
    waiting = [theirs.by_name[name] for key in sorted(named) if (name := ours.name_of(key)) in theirs.by_name]
    waiting += [each for each in theirs.by_id.values() if each.get(f"{_W}default") == "1"]
    shown = _with_bases(waiting, theirs)
    return b"\n".join([_said(theirs.root.find(_DEFAULTS)), *(_said(shown[key]) for key in sorted(shown))])


def _with_bases(waiting: "list[etree._Element]", styles: "_StylesByName") -> "dict[str, etree._Element]":
    """These styles and all that they are based on, by identifier."""
    found: dict[str, etree._Element] = {}
    while waiting:
        style = waiting.pop()
        key = style.get(f"{_W}styleId", "")
        if key not in found:
            found[key] = style
            base = styles.by_id.get(_value(style, f"{_W}basedOn"))
            waiting += [] if base is None else [base]
    return found


class _StylesByName:
    """The styles of a file."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.by_id = {each.get(f"{_W}styleId", ""): each for each in root.iter(_STYLE)}
        self.by_name = {self.name_of(key): each for key, each in self.by_id.items()}

    def name_of(self, key: str) -> str:
        """The name by which files know the same style, with its type; the identifier differs from file to file."""
        style = self.by_id.get(key)
        return "" if style is None else f"{style.get(f'{_W}type', '')} {built_in(_value(style, f'{_W}name'))}"


def _dressed(ours: _StylesByName, theirs: _StylesByName) -> Iterator[tuple[str, etree._Element]]:
    """The styles that both have, as they are to be, by the identifier that they have here."""
    here = {name: each.get(f"{_W}styleId", "") for name, each in ours.by_name.items()}
    for key, own in ours.by_id.items():
        model = theirs.by_name.get(ours.name_of(key))
        if model is not None and _bases(model, theirs) <= here.keys():
            yield key, _style(own, model, {each: here.get(theirs.name_of(each), "") for each in theirs.by_id})


def _bases(style: etree._Element, styles: _StylesByName) -> set[str]:
    """The names of the styles that it is based on; where one of them is missing in a file it would look otherwise."""
    base = _value(style, f"{_W}basedOn")
    return {styles.name_of(base)} if base else set()


def _style(own: etree._Element, model: etree._Element, ids: Mapping[str, str]) -> etree._Element:
    new = deepcopy(model)
    new.attrib.clear()
    new.attrib.update(own.attrib)
    for number, name in enumerate(_OWN):
        for each in new.findall(name):
            new.remove(each)
        for each in reversed(own.findall(name)):
            new.insert(number, deepcopy(each))
    for each in [each for each in new if each.tag in _NAMING]:
        each.set(f"{_W}val", ids.get(each.get(f"{_W}val", ""), ""))
        if not each.get(f"{_W}val"):
            new.remove(each)
    _keep_number(new, own.find(_NUMBER))
    return new


def _keep_number(style: etree._Element, own: etree._Element | None) -> None:
    """Its list is one of its own file."""
    number = style.find(_NUMBER)
    if number is None:
        return
    parent = number.getparent()
    assert parent is not None
    if own is not None:
        parent.replace(number, deepcopy(own))
    else:
        parent.remove(number)


def _put(root: etree._Element, changed: Mapping[str, etree._Element], defaults: etree._Element | None) -> None:
    for style in list(root.iter(_STYLE)):
        if (new := changed.get(style.get(f"{_W}styleId", ""))) is not None:
            new.tail = style.tail
            root.replace(style, new)
    if defaults is not None:
        old = root.find(_DEFAULTS)
        if old is not None:
            root.remove(old)
        root.insert(0, deepcopy(defaults))


def _said(element: etree._Element | None) -> bytes:
    """What an element says, whatever prefixes and spaces it is written with."""
    if element is None:
        return b""
    bare = deepcopy(element)
    bare.tail = None
    for each in bare.iter("*"):
        each.text = (each.text or "").strip() or None
        each.tail = None
    return etree.tostring(bare, method="c14n", exclusive=True)


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{_W}val", "")
