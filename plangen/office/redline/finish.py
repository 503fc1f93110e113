"""The last strokes on a redline: names of its namespaces, numbers of its drawings, bookmarks with both ends."""

from lxml import etree

from plangen.office.redline.xml import Element, drop, w

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_IGNORABLE = f"{_MC}Ignorable"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def merged_root(old: Element, new: Element) -> Element:
    """The new tree with the namespaces of both declared at its root, where Word looks for those it may ignore."""
    prefixes = {key: address for tree in (old, new) for key, address in tree.nsmap.items() if key}
    ignorable = {
        prefix: tree.nsmap[prefix]
        for tree in (old, new)
        for prefix in tree.get(_IGNORABLE, "").split()
        if prefix in tree.nsmap
    }
    if prefixes == new.nsmap and not ignorable:
        return new
    root = etree.Element(new.tag, {str(key): str(value) for key, value in new.attrib.items()}, nsmap=prefixes)
    root.extend(list(new))
    if ignorable:
        names = sorted({prefix for prefix, address in prefixes.items() if prefix and address in ignorable.values()})
        root.set(_IGNORABLE, " ".join(names))
    return root


def numbered_drawings(tree: Element) -> None:
    """Each drawing needs a number of its own."""
    for number, each in enumerate(tree.iter(_DRAWING), start=1):
        each.set("id", str(number))


def balanced(tree: Element) -> None:
    """Drop bookmarks that lost one of their ends with text that is no more."""
    starts = {each.get(w("id")): each for each in tree.iter(w("bookmarkStart"))}
    ends = {each.get(w("id")): each for each in tree.iter(w("bookmarkEnd"))}
    for key in starts.keys() ^ ends.keys():
        drop(starts.get(key, ends.get(key, tree)))
