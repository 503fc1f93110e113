"""A file as it lies there: its lines with their ends, its tree, and where in the text everything in the tree stands."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Severity, Words
from plangen.editing import by_hand
from plangen.editing.meaning import Path
from plangen.reading.text import Text, decode, encoding_of, lines_as_written
from plangen.reading.tree import Items, Keyed, MapEntry, Node, Scalar, read_tree

_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BOM = b"\xef\xbb\xbf"


class Refused(Exception):
    """Why a place is left to the file's owner."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Laid(Struct, frozen=True, kw_only=True):
    """A file that reads without an error and can be written back byte for byte."""

    file: str
    mark: bytes  # what stands before the text
    codec: str
    lines: tuple[str, ...]  # each with its end
    starts: tuple[int, ...]  # offsets of the lines, and of the end
    text: Text
    root: Node | None
    shared: frozenset[int]  # what an anchor makes stand in several places, by identity
    said: tuple[str, ...]  # the codes that reading it gives

    @property
    def body(self) -> str:
        """The whole text, as it is written."""
        return "".join(self.lines)

    def offset(self, line: int, column: int) -> int:
        """Where a position stands in the text."""
        return self.starts[min(line, len(self.lines))] + column

    def bare(self, line: int) -> str:
        """A line without its end; nothing behind the last one."""
        return self.lines[line].rstrip("\r\n") if line < len(self.lines) else ""

    def line_end(self, line: int) -> str:
        """How lines around this one end."""
        near = (*self.lines[max(line - 1, 0) : line + 2], *self.lines)
        return next((each[len(each.rstrip("\r\n")) :] for each in near if each[-1:] in {"\r", "\n"}), "\n")

    def node(self, path: Path) -> Node:
        """What stands at a path.

        Raises:
            Refused: where nothing does.
        """
        node = self.root
        for step in path:
            if isinstance(node, Keyed) and step in node.entries:
                node = node.entries[str(step)].value
            elif isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.items):
                node = node.items[step]
            else:
                raise Refused(by_hand.NOT_THERE)
        if node is None:
            raise Refused(by_hand.NOT_THERE)
        return node

    def above(self, path: Path) -> Node | None:
        """What a path's last step is taken in; None in a file without content.

        Raises:
            Refused: where nothing is.
        """
        return self.node(path[:-1]) if len(path) > 1 else self.root

    def entry(self, path: Path) -> MapEntry | None:
        """The key at a path; None for an item of a list."""
        above = self.above(path)
        return above.entries.get(str(path[-1])) if isinstance(above, Keyed) else None

    def place(self, path: Path) -> Place:
        """The place of what stands there, or of the nearest part above it."""
        for length in range(len(path), 0, -1):
            try:
                entry = self.entry(path[:length])
                node = entry.key if entry is not None else self.node(path[:length])
            except Refused:
                continue
            return self.text.place(
                node.start.line, node.start.column, (node.end.line, node.end.column), path=shown(path)
            )
        return Place(file=self.file, path=shown(path))

    def last_line(self, node: Node) -> int:
        """The last line of what a node says.

        Raises:
            Refused: where an anchor makes it stand elsewhere too.
        """
        if id(node) in self.shared:
            raise Refused(by_hand.ANCHOR)
        if isinstance(node, Scalar):
            return self._last_of_text(node)
        if node.flow:
            return int(node.end.line)
        below = [entry.value for entry in node.entries.values()] if isinstance(node, Keyed) else node.items
        keys = [entry.key for entry in node.entries.values()] if isinstance(node, Keyed) else []
        return max((self.last_line(each) for each in (*below, *keys)), default=int(node.start.line))

    def _last_of_text(self, node: Scalar) -> int:
        start, end = int(node.start.line), int(node.end.line)
        if node.end.column == 0 and end > start:
            end -= 1
        while end > start and not self.bare(end).strip():
            end -= 1
        return end

    def stretch(self, node: Scalar) -> tuple[int, int]:
        """The offsets between which a single value stands; a text of several lines ends with its last one."""
        start = self.offset(node.start.line, node.start.column)
        if node.end.column == 0 and node.end.line > node.start.line:
            last = self._last_of_text(node)
            return start, self.offset(last, len(self.bare(last)))
        return start, self.offset(node.end.line, node.end.column)


def lay(file: str, raw: bytes) -> Laid:
    """The file as it lies there.

    Raises:
        Refused: where it has errors, or could not be written back.
    """
    text, found = decode(file, raw)
    if text is None:
        raise Refused(by_hand.NOT_SOUND)
    root, parsed, slips = read_tree(text)
    findings: tuple[Finding, ...] = (*found, *slips)
    if parsed.shifts or any(each.severity is Severity.ERROR for each in findings):
        raise Refused(by_hand.NOT_SOUND)
    mark, codec = codec_of(raw)
    lines = lines_as_written(raw)
    if mark + "".join(lines).encode(codec) != raw:
        raise Refused(by_hand.BYTES)
    return Laid(
        file=file,
        mark=mark,
        codec=codec,
        lines=lines,
        starts=(0, *accumulate(map(len, lines))),
        text=parsed,
        root=root if not (isinstance(root, Scalar) and root.is_blank) else None,
        shared=frozenset(_shared(root)),
        said=tuple(sorted(each.code for each in findings)),
    )


def codec_of(raw: bytes) -> tuple[bytes, str]:
    """What stands before the text, and how the text is encoded."""
    encoding = encoding_of(raw)
    if encoding == "utf-16":
        return raw[:2], _MARKS[raw[:2]]
    return (_BOM, "utf-8") if encoding == "utf-8-sig" else (b"", encoding)


def scalars(root: Node | None) -> Iterator[tuple[Path, Scalar]]:
    """Every single value with its path; what an anchor repeats comes at each of its places."""
    stack: list[tuple[Path, Node]] = [((), root)] if root is not None else []
    while stack:
        path, node = stack.pop()
        if isinstance(node, Scalar):
            yield path, node
        elif isinstance(node, Keyed):
            stack += [((*path, key), entry.value) for key, entry in reversed(node.entries.items())]
        else:
            stack += [((*path, at), item) for at, item in reversed([*enumerate(node.items)])]


def shown(path: Path) -> str:
    """A path as people read it: notices[2].title."""
    said = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return said.removeprefix(".")


def _below(node: Node) -> Sequence[Node]:
    if isinstance(node, Keyed):
        return [entry.value for entry in node.entries.values()]
    return node.items if isinstance(node, Items) else []


def _shared(root: Node | None) -> Iterator[int]:
    """What is met twice, and is not looked into again."""
    seen: set[int] = set()
    stack = [root] if root is not None else []
    while stack:
        node = stack.pop()
        if id(node) in seen:
            yield id(node)
            continue
        seen.add(id(node))
        stack += _below(node)
