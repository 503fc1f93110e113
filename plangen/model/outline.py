"""An outline: the titles, the order and the sentences of a document as its owner keeps them, read but not filled in.

Texts hold tags in the language of the templates ({{ 部门.名称 }}); what is generated is named by a placeholder that is
a paragraph of its own: 〔表：演练步骤〕.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import NOWHERE, Place

FOLDER = "templates/outlines"
"""Where the outlines of a plan lie, one file a document, called by its id: plan.md."""

PIECES = f"{FOLDER}/pieces"
"""Where pieces of Word lie that outlines name, each called by its name: 组织图.docx."""

TABLE, FIGURE, LIST, PAGE, PIECE = "表", "图", "列", "页", "件"
"""What a placeholder stands for: a table, a figure, a list, a page or a break, a piece of Word."""

KINDS = (TABLE, FIGURE, LIST, PAGE, PIECE)


TITLE = "title"
"""The role of a line that is the title of a document or notice."""


ATTACHMENT = "attachment"
"""What a heading is that begins an attachment; one that is the title of a letter has the role of titles."""


class HeadingLine(Struct, frozen=True, kw_only=True):
    """A heading; its number is the layout's."""

    level: int  # 1–4
    text: str
    key: str = ""  # empty: the text itself
    new_page: bool = False
    numbered: bool = True
    kept: bool = False  # even where nothing stands under it
    own: bool = False  # the section of the one whom the loop is at
    form: str = ""  # TITLE or ATTACHMENT, where it is not set as a heading
    at: Place = NOWHERE


class TextLine(Struct, frozen=True, kw_only=True):
    """A paragraph."""

    text: str
    role: str = ""  # TITLE, or one of `blocks.document.Role`; empty: body
    at: Place = NOWHERE


class ListLine(Struct, frozen=True, kw_only=True):
    """An item; neighbours are one list."""

    text: str
    ordered: bool
    at: Place = NOWHERE


class TableHead(Struct, frozen=True, kw_only=True):
    """The first row of a table that is written out; the rows that follow are its rows."""

    cells: tuple[str, ...]
    weights: tuple[float, ...]
    centred: frozenset[int] = frozenset()  # columns
    caption: str = ""
    at: Place = NOWHERE


class TableLine(Struct, frozen=True, kw_only=True):
    """A further row."""

    cells: tuple[str, ...]
    at: Place = NOWHERE


class Placeholder(Struct, frozen=True, kw_only=True):
    """A placeholder for what is generated."""

    kind: str
    name: str
    options: Mapping[str, str] = {}
    at: Place = NOWHERE


class Loop(Struct, frozen=True, kw_only=True):
    """What is repeated for each of something."""

    tag: str
    body: "tuple[OutlineNode, ...]"
    otherwise: "tuple[OutlineNode, ...]" = ()  # where there is nothing to repeat
    at: Place = NOWHERE


class Choice(Struct, frozen=True, kw_only=True):
    """The first branch whose condition holds; `else` has none."""

    branches: "tuple[tuple[str, tuple[OutlineNode, ...]], ...]"
    at: Place = NOWHERE


OutlineNode: TypeAlias = HeadingLine | TextLine | ListLine | TableHead | TableLine | Placeholder | Loop | Choice


class TaggedLine(Struct, frozen=True, kw_only=True):
    """A line with its tags, for whoever checks them; a tag of its own paragraph takes that along."""

    text: str
    at: Place
    controls: bool = False  # holds nothing but a tag that repeats or chooses the lines that follow


class PieceFile(Struct, frozen=True, kw_only=True):
    """A piece of Word that lies beside the outlines."""

    raw: bytes
    lines: tuple[str, ...] = ()  # what it says


NO_PIECES: Mapping[str, PieceFile] = MappingProxyType({})


class Outline(Struct, frozen=True, kw_only=True):
    """A whole outline."""

    document: str  # id of the document that it is for
    file: str
    nodes: tuple[OutlineNode, ...] = ()
    lines: tuple[TaggedLine, ...] = ()  # everything that may hold a tag, in order
    common: frozenset[str] | None = None  # keys of the outline that comes with plangen; None: it is that one
    template: str = ""  # an Office file below templates/ that is filled in; such a document has no nodes
    pieces: Mapping[str, PieceFile] = NO_PIECES  # by the name that a placeholder has

    def adds(self, key: str) -> bool:
        """Whether the section of a heading with this key, as it is written, is the owner's own."""
        return self.common is not None and key not in self.common


NO_OUTLINES: Mapping[str, Outline] = MappingProxyType({})


def keys_of(outline: Outline) -> frozenset[str]:
    """The keys of its headings, as they are written."""
    return frozenset(node.key for node in each_node(outline.nodes) if isinstance(node, HeadingLine))


def each_node(nodes: Sequence[OutlineNode]) -> Iterator[OutlineNode]:
    """Every node, those within loops and choices too, in the order of the file."""
    for node in nodes:
        yield node
        if isinstance(node, Loop):
            yield from each_node((*node.body, *node.otherwise))
        elif isinstance(node, Choice):
            for _, body in node.branches:
                yield from each_node(body)
