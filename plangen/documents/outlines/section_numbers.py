"""How texts refer to a section: {{ 节号.usage }} prints 第一部分, in loops the section of what the loop is at.

A section is called by its key, less what a loop puts in it: {#scenario-{{ 场景.编号 }}} by scenario.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Block, Heading
from plangen.blocks.numbering import chinese_number, heading_counts
from plangen.documents.draft import without_empty_headings
from plangen.documents.outlines.spans import Absent
from plangen.language.sentences import quoted
from plangen.language.tags import TAG
from plangen.model.outline import HeadingLine, OutlineNode, each_node
from plangen.model.spec import Record

SECTIONS = "节号"
"""The group of the numbers that sections have."""


_FRAMES = ("（{}）", "{}", "（{}）")
"""What stands around the numbers of lower levels."""


class NumberedSection(Struct, frozen=True, kw_only=True):
    """A section of a document."""

    node: HeadingLine
    records: tuple[Record, ...]  # that the loops around its heading are at
    number: str


Sections: TypeAlias = Sequence[NumberedSection]


class SectionNumber:
    """The number of a section, which is known once the whole document is."""

    def __init__(self, sections: Sections | None, node: HeadingLine, records: Sequence[Record]) -> None:
        self._unknown = sections is None
        here = {id(each) for each in records}
        found = (each for each in sections or () if each.node is node and here.issuperset(map(id, each.records)))
        self._number = next((each.number for each in found), "")

    def __bool__(self) -> bool:
        """Whether the document has the section."""
        return self._unknown or bool(self._number)

    def __str__(self) -> str:
        """第一部分（二）, or of a section without a number its title."""
        if not self:
            raise Absent
        return self._number or number_of((1,))


def section_names(nodes: Sequence[OutlineNode]) -> Mapping[str, HeadingLine]:
    """The headings by what texts call them; of one name the first, one whose key holds no tag before others."""
    headings = [each for each in each_node(nodes) if isinstance(each, HeadingLine)]
    found: dict[str, HeadingLine] = {}
    for each in sorted(headings, key=lambda node: TAG.search(node.key) is not None):
        found.setdefault(TAG.sub("", each.key).strip("-"), each)
    return found


def numbers_of(blocks: Iterable[Block]) -> Mapping[str, str]:
    """How texts refer to each section that a document has, by its key."""
    shown = list(without_empty_headings(blocks))
    counts = heading_counts(shown)
    headings = (each for each in shown if isinstance(each, Heading))
    return {each.key: number_of(counts[each.key]) if each.numbered else quoted(each.text) for each in headings}


def number_of(counts: Sequence[int]) -> str:
    """第四部分 for (4,), 第四部分（二）3 for (4, 2, 3)."""
    part, *below = counts
    said = [chinese_number(each) if at == 0 else str(each) for at, each in enumerate(below)]
    return f"第{chinese_number(part)}部分" + "".join(map(str.format, _FRAMES, said))
