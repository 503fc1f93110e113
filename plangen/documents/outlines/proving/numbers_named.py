"""Numbers of tables, figures and sections that can never be printed: the paragraph that names one would vanish.

Where a condition or a word to put instead asks for the number first, nothing vanishes.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.blocks.template import Names
from plangen.diagnostics import ERROR, Finding, Words, rule, words
from plangen.documents.outlines.generated import Blocks, BlockSpec
from plangen.documents.outlines.proving.variables import Variables, titles_of, with_item
from plangen.documents.outlines.section_numbers import SECTIONS, section_names
from plangen.documents.outlines.structure import LABELS, is_captioned
from plangen.language.printed import Fact, named, printed
from plangen.language.tags import TAG, Tag, read
from plangen.model.outline import (
    PAGE,
    Choice,
    HeadingLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    TableHead,
    TaggedLine,
    each_node,
)
from plangen.model.spec import title_of

NO_NUMBER = rule(
    "B114",
    ERROR,
    title=("提到的题号或者节号不会有", "a number that is never there"),
    why=("提到它的那一段会整段消失", "the paragraph that names it would vanish as a whole"),
    message=(
        "{tag} 在这里不会有序号，这一段不会印出来",
        "{tag} has no number here, and this paragraph would not be printed",
    ),
    hint=(
        "这一块没有放进大纲：另起一行写 {wanted}，或者删去提到它的话",
        "it is not placed in this outline: write {wanted} in a line of its own, or take out what names it",
    ),
)
RULES = (NO_NUMBER,)

_NO_CAPTION = words(
    "{wanted} 的题写空了，所以没有题号：写上题，或者删去提到它的话",
    "{wanted} has no caption and so no number: give it one, or take out what names it",
)
_NEEDS_LOOP = words(
    "只有在逐个重复“{about}”的循环里才知道是哪一个：移到循环里，或者删去提到它的话",
    "only in a loop over each {about} is it known which one is meant: move it there, or take out what names it",
)
_GROUPS = frozenset({LABELS, SECTIONS})


class _Around(Struct, frozen=True):
    """A choice or repetition that is open."""

    asked: frozenset[Fact]  # the numbers that its conditions ask for
    variables: Variables  # outside it


class Numbers:
    """Goes through the tags of an outline in which every tag can be read and every block is closed."""

    def __init__(self, outline: Outline, blocks: Blocks, facts: Names) -> None:
        self.facts = facts
        self.lines = outline.lines
        placed = {
            f"{each.kind}：{each.name}": each for each in each_node(outline.nodes) if isinstance(each, Placeholder)
        }
        self.specs = {spec.name: (spec, placed.get(whole)) for whole, spec in blocks.items() if spec.kind != PAGE}
        self.written = {each.caption for each in each_node(outline.nodes) if isinstance(each, TableHead)}
        around = dict(self.around(outline.nodes, {}))
        self.loops = {name: around.get(id(node)) for name, node in section_names(outline.nodes).items()}
        self.opened: list[_Around] = []
        self.variables: Variables = {}

    def around(self, within: Sequence[OutlineNode], variables: Variables) -> Iterator[tuple[int, Variables]]:
        """By the identity of each heading the variables of the loops around it."""
        for node in within:
            if isinstance(node, HeadingLine):
                yield id(node), variables
            elif isinstance(node, Loop):
                yield from self.around(node.body, with_item(node.tag, self.facts, variables))
                yield from self.around(node.otherwise, variables)
            elif isinstance(node, Choice):
                for _, body in node.branches:
                    yield from self.around(body, variables)

    def all(self) -> Iterator[Finding]:
        """The numbers that are named without being there."""
        for line in self.lines:
            for text in TAG.findall(line.text):
                tag = read(text)
                if tag is not None:
                    yield from self.tag(tag, line)

    def tag(self, tag: Tag, line: TaggedLine) -> Iterator[Finding]:
        """Follow one tag; what is wrong with the numbers that it prints."""
        if tag.kind == "print":
            guarded = frozenset[Fact]().union(*(each.asked for each in self.opened))
            for number in sorted(printed(tag.expression, _GROUPS) - guarded):
                yield from self.number(number, tag, line)
        elif tag.kind in {"if", "for"}:
            self.opened.append(_Around(named(tag.expression, _GROUPS), self.variables))
            if tag.kind == "for":
                self.variables = with_item(tag.text, self.facts, self.variables)
        elif tag.kind == "elif" and self.opened:
            last = self.opened[-1]
            self.opened[-1] = _Around(last.asked | named(tag.expression, _GROUPS), last.variables)
        elif tag.kind.startswith("end") and self.opened:
            self.variables = self.opened.pop().variables

    def number(self, number: Fact, tag: Tag, line: TaggedLine) -> Iterator[Finding]:
        """What is wrong with a number that is printed here; of a name that there is not the reader of tags tells."""
        group, name = number
        found: tuple[Words | None, Mapping[str, object]] | None = None
        if group == SECTIONS:
            found = self.lacks_loop(titles_of(self.loops.get(name) or {}))
        elif name not in self.written and name in self.specs:
            found = self.of_block(*self.specs[name])
        if found is not None:
            yield Finding(rule=NO_NUMBER, at=line.at, values={"tag": tag.text, **found[1]}, hint=found[0])

    def of_block(self, spec: BlockSpec, placed: Placeholder | None) -> tuple[Words | None, Mapping[str, object]] | None:
        """Why the number of a block is not there; None where it is."""
        wanted = {"wanted": f"〔{spec.kind}：{spec.name}〕"}
        if placed is None:
            return None, wanted
        if not is_captioned(spec, placed):
            return _NO_CAPTION, wanted
        return self.lacks_loop(frozenset(map(title_of, spec.about)))

    def lacks_loop(self, titles: frozenset[str]) -> tuple[Words | None, Mapping[str, object]] | None:
        """The loops that are lacking here of those over records of these kinds; None where none is."""
        lacking = sorted(titles - titles_of(self.variables))
        return (_NEEDS_LOOP, {"about": lacking}) if lacking else None
