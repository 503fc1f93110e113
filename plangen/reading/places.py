"""Where records were read: a position in a file and the path of the value in the plan's own words."""

from plangen.diagnostics import Place
from plangen.model.spec import Origin
from plangen.reading.text import Text
from plangen.reading.tree import Items, Keyed, Node, Scalar


class Written(Origin):
    """The origin of a record in a file. Records that say the same are equal wherever they were written."""

    __slots__ = ("_index", "_key", "_node", "_parent", "_text")

    def __init__(
        self, text: Text, node: Node, key: str, *, parent: "Written | None" = None, index: int | None = None
    ) -> None:
        self._text = text
        self._node = node
        self._key = key
        self._parent = parent
        self._index = index

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0

    @property
    def path(self) -> str:
        """By keys; items of lists by their id, else counted from 1: timeline.phases[response].steps[2]."""
        above = f"{self._parent.path}." if self._parent else ""
        item = "" if self._index is None else _item(self._node, self._index)
        return f"{above}{self._key}{item}"

    def below(self, node: Node, key: str, index: int | None = None) -> "Written":
        """The origin of a record inside this one."""
        return Written(self._text, node, key, parent=self, index=index)

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, indices from 0; of the nearest part above it that was written."""
        named = self.path
        node: Node | None = self._node
        shown = _span(self._node)
        for step in path:
            key, node = _step(node, step)
            if node is not None:
                # A block collection begins with its first item: its key says better what is meant.
                shown = _span(node) if key is None or isinstance(node, Scalar) or node.flow else _span(key)
            named += f".{step}" if isinstance(step, str) else _item(node, step)
        return self._text.place(*shown, path=named)

    def key_place(self, key: str) -> Place:
        """The place of a key itself."""
        if isinstance(self._node, Keyed) and key in self._node.entries:
            return self._text.place(*_span(self._node.entries[key].key), path=f"{self.path}.{key}")
        return self.place(key)

    @property
    def is_chinese(self) -> bool:
        """Whether keys of its file are written in Chinese."""
        return self._parent.is_chinese if self._parent is not None else _has_chinese_key(self._node)

    def line(self, number: int) -> str:
        """A line of the file, from 0."""
        return self._text.lines[number]


def _has_chinese_key(node: Node) -> bool:
    return isinstance(node, Keyed) and any(not entry.key.text.isascii() for entry in node.entries.values())


_Stretch = tuple[int, int, tuple[int, int]]


def _step(node: Node | None, step: str | int) -> tuple[Scalar | None, Node | None]:
    if isinstance(node, Keyed) and step in node.entries:
        entry = node.entries[str(step)]
        return entry.key, entry.value
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
        return None, node.items[step]
    return None, None


def _item(node: Node | None, index: int) -> str:
    entry = node.entries.get("id") if isinstance(node, Keyed) else None
    if entry is not None and isinstance(entry.value, Scalar) and entry.value.text:
        return f"[{entry.value.text}]"
    return f"[{index + 1}]"


def _span(node: Node) -> _Stretch:
    return node.start.line, node.start.column, (node.end.line, node.end.column)
