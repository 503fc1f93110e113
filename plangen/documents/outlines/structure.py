"""The structure of a document: what is repeated or chosen, what each block has to show, the numbers of tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeAlias

from msgspec import UNSET, Struct
from msgspec.structs import replace

from plangen.blocks.document import Block, Inserted, Items, OrgChart, Span, Table, TimeChart
from plangen.blocks.template import Gap, Listing, Names
from plangen.diagnostics import Place
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import Blocks, BlockSpec, BlockWords, built, chosen
from plangen.documents.outlines.plan_names import Later, NamesOfPlan
from plangen.documents.outlines.section_numbers import SECTIONS, SectionNumber, Sections, section_names
from plangen.documents.outlines.spans import Absent, as_number, plain_of
from plangen.language.environment import Budget, TooMuch
from plangen.language.filled import LoopRound, Namespace, Unfilled, holds, tag_of, value_of
from plangen.language.sentences import endings, listed
from plangen.language.tags import TAG
from plangen.model.outline import (
    LIST,
    PAGE,
    PIECE,
    Choice,
    HeadingLine,
    ListLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    TableHead,
    TableLine,
    TextLine,
    each_node,
)
from plangen.model.spec import Record

LABELS = "题号"
"""The group of the numbers that tables and figures have: {{ 题号.演练步骤 }} prints 表3."""


OWN = "本文件"
"""The group of what a document says of itself: {{ 本文件.名称 }}."""


def own_names(draft: Draft) -> Names:
    """What a document says of itself."""
    values = {"title": draft.title or Gap("名称"), "readers": draft.marked}
    return Names(title=OWN, values=values, chinese={"名称": "title", "知悉范围": "readers"})


About: TypeAlias = tuple[Record | None, ...]
"""The records that a block is made of; None for one that it may be within and is not."""

Wanted: TypeAlias = tuple[BlockSpec, About]
"""A block, and what it is about."""


class LineHere(Struct, frozen=True):
    """A line of the outline with the names that it may use."""

    node: HeadingLine | TextLine | ListLine | TableHead | TableLine
    scope: "NamesHere"
    number: str = ""  # of a table that is written out


class Shown(Struct, frozen=True):
    """What a block has to show; nothing where there is nothing."""

    blocks: tuple[Block, ...]
    is_list: bool = False


Item: TypeAlias = LineHere | Shown
NOTHING = Shown(())
"""What stands where a loop has no round and a choice no branch: a lead-in before it goes."""


_LINE = 50  # characters that each line of a piece counts for beside its own


class Overfull(TooMuch):
    """An outline makes more than any document needs."""

    def __init__(self, at: Place) -> None:
        super().__init__()
        self.at = at  # the outermost loop, or the line, by which it does


@contextmanager
def blamed(at: Place) -> Iterator[None]:
    """Where more is made than any document needs, it is this place that makes it.

    Raises:
        Overfull: where that is so.
    """
    try:
        yield
    except TooMuch as error:
        raise Overfull(at) from error


class NamesHere(Namespace):
    """The names of a place in an outline: facts, variables of loops, numbers of tables and figures."""

    def __init__(self, composing: "Structure", variables: Mapping[str, object] | None = None) -> None:
        super().__init__(composing.facts, composing.budget, variables)
        self._composing = composing

    def find(self, name: str) -> object:
        """As `Namespace.find`; numbers as well."""
        if name == LABELS:
            return self._composing.labels(self)
        if name == SECTIONS:
            return self._composing.sections(self)
        return self._composing.own if name == OWN else super().find(name)

    def with_item(self, variable: str, item: object, round_: LoopRound) -> "NamesHere":
        """The names within one round of a loop."""
        return NamesHere(self._composing, {**self.variables, variable: item, "loop": round_})

    def adds(self, key: str) -> bool:
        """Whether the section of this key, as it is written, is the owner's own."""
        return self._composing.outline.adds(key)

    def records(self) -> tuple[Record, ...]:
        """The records that the loops around it are at, the innermost loop's last."""
        return tuple(
            each.record for each in self.values() if isinstance(each, Names) and isinstance(each.record, Record)
        )

    def about(self, spec: BlockSpec) -> About | None:
        """The records that a block is about, each of its kind that of the innermost loop; None where one is lacking.

        Behind them those that it may be within, each None where there is no such loop.
        """
        found = [self._innermost(kind) for kind in spec.about]
        return None if None in found else (*found, *map(self._innermost, spec.within))

    def _innermost(self, kind: type[Record]) -> Record | None:
        return next((each for each in reversed(self.records()) if isinstance(each, kind)), None)


class Label:
    """The number of a block, which is known once all is in order."""

    def __init__(self, composing: "Structure", key: str, shown: Callable[[], object]) -> None:
        self._composing = composing
        self._key = key
        self._shown = shown

    def __bool__(self) -> bool:
        """Whether the block stands in the outline with a number, and has anything to show."""
        return bool(self._shown())

    def __str__(self) -> str:
        """表3, or of several figures 图1和图2."""
        numbers = self._composing.numbers.get(self._key)
        if not numbers:
            raise Absent
        return listed([as_number(each) for each in numbers])


class Structure:
    """One outline being settled: loops, choices, what blocks have to show, the numbers of tables and figures."""

    def __init__(self, draft: Draft, outline: Outline, blocks: Blocks, sections: Sections | None = None) -> None:
        self.draft = draft
        self.outline = outline
        self.blocks = blocks
        self.facts = NamesOfPlan(draft.plan).all()
        self.own = own_names(draft)
        self.budget = Budget()
        self.numbers: dict[str, list[str]] = {}  # by block and what it is about
        self.known_sections = sections  # once they are known
        self.names_sections = False
        self._counts = {"表": 0, "图": 0}
        self._made: dict[str, tuple[Block, ...]] = {}
        self._captioned = captioned(outline, blocks)
        self._written = tuple(
            node.caption
            for node in each_node(outline.nodes)
            if isinstance(node, TableHead) and node.caption and not TAG.search(node.caption)
        )

    def items(self) -> list[Item]:
        """The lines that are there, in order, and what is generated, numbered.

        Raises:
            TooMuch: where the outline repeats more than any document needs.
        """
        return list(self._settled(self.outline.nodes, NamesHere(self)))

    def _settled(self, nodes: Sequence[OutlineNode], scope: NamesHere) -> Iterator[Item]:
        """The lines that are there, in order, and what is generated."""
        for node in nodes:
            if isinstance(node, Loop):
                with blamed(node.at):
                    yield from self._repeated(node, scope)
            elif isinstance(node, Choice):
                taken = next((body for tag, body in node.branches if self._holds(tag, scope)), None)
                yield from (NOTHING,) if taken is None else self._settled(taken, scope)
            elif isinstance(node, Placeholder):
                yield self._generated(node, scope)
            elif isinstance(node, TableHead) and node.caption:
                number = self._next("表", f"表：{node.caption}")
                yield LineHere(node, scope, number)
            else:
                yield LineHere(node, scope)

    def _repeated(self, node: Loop, scope: NamesHere) -> Iterator[Item]:
        try:
            rounds = list(scope.rounds(tag_of(node.tag)))
        except Unfilled:
            rounds = []
        for each in rounds:
            assert isinstance(each, NamesHere)
            yield from self._settled(node.body, each)
        if not rounds:
            yield from self._settled(node.otherwise, scope) if node.otherwise else (NOTHING,)

    @staticmethod
    def _holds(tag: str, scope: NamesHere) -> bool:
        try:
            return holds(tag, scope)
        except Unfilled:
            return False

    def _generated(self, node: Placeholder, scope: NamesHere) -> Shown:
        if node.kind == LIST:
            return Shown(tuple(self._list(node, scope)), is_list=True)
        if node.kind == PIECE:
            return Shown(tuple(self._piece(node.name)))
        spec = self.blocks.get(f"{node.kind}：{node.name}")
        if spec is None:
            return Shown(())
        about = scope.about(spec)
        if about is None:
            return Shown(())
        words = {name: plain_of(node.options.get(name, said), scope) for name, said in spec.words.items()}
        return Shown(
            self._numbered(spec, about, self.made(spec, about, node.options.get("列", ""), words), node, scope)
        )

    def _piece(self, name: str) -> Iterator[Block]:
        """The piece of Word of this name."""
        found = self.outline.pieces.get(name)
        if found is not None:
            self.budget.spend(sum(_LINE + len(line) for line in found.lines))
            yield Inserted(name=name, raw=found.raw, lines=found.lines)

    def _list(self, node: Placeholder, scope: NamesHere) -> Iterator[Block]:
        """The texts of a fact as a list."""
        try:
            value = value_of(tag_of(f"{{{{ {node.name} }}}}").expression, scope)
        except Unfilled:
            return
        texts = [str(each) for each in value.items] if isinstance(value, Listing) else [str(value)] if value else []
        if texts:
            ordered = node.options.get("式", "") != "横线"
            yield Items(items=tuple((Span(each),) for each in endings(texts)), ordered=ordered)

    def made(
        self, spec: BlockSpec, about: About, wanted: str = "", words: BlockWords | None = None
    ) -> tuple[Block, ...]:
        """What a block has to show, worked out once; its captions have no numbers yet."""
        said = (spec.words if words is None else words,) if spec.words else ()
        key = " ".join((_key(spec, about), wanted, *(text for each in said for text in each.values())))
        if key not in self._made:
            found = spec.make(self.draft, *about, *said)
            if spec.heads:
                columns, _ = chosen(spec, wanted)
                whole = None if columns is None else built(spec, list(found), columns, "")
                found = () if whole is None else (whole,)
            self._made[key] = tuple(_keyed(found, spec, about))
        return self._made[key]

    def _numbered(
        self,
        spec: BlockSpec,
        about: About,
        made: tuple[Block, ...],
        node: Placeholder,
        scope: NamesHere,
    ) -> tuple[Block, ...]:
        """The blocks with their numbers and captions."""
        if spec.kind == PAGE:
            return made
        title = plain_of(node.options.get("题", spec.caption), scope)
        if not title:
            return made
        numbered: list[Block] = []
        for each in made:
            if isinstance(each, Table | OrgChart | TimeChart):
                number = self._next(spec.kind, _key(spec, about))
                numbered.append(replace(each, caption=f"{number}　{title}{each.caption}"))
            else:
                numbered.append(each)
        return tuple(numbered)

    def _next(self, kind: str, key: str) -> str:
        self._counts[kind] += 1
        number = f"{kind}{self._counts[kind]}"
        self.numbers.setdefault(key, []).append(number)
        return number

    def labels(self, scope: NamesHere) -> Names:
        """The numbers of what an outline may name, as seen from one place."""
        makers: dict[str, Callable[[], object]] = {}
        for spec in self.blocks.values():
            if spec.kind == PAGE:
                continue
            about = scope.about(spec)
            is_there = about is not None and spec.key in self._captioned
            shown = partial(self.made, spec, about or ()) if is_there else tuple
            makers[spec.name] = partial(Label, self, _key(spec, about or ()), shown)
        for caption in self._written:
            makers[caption] = partial(Label, self, f"表：{caption}", lambda: True)
        return Names(title=LABELS, values=Later(makers), chinese={})

    def sections(self, scope: NamesHere) -> Names:
        """The numbers of the sections, as seen from one place."""
        self.names_sections = True
        records = scope.records()
        makers = {
            name: partial(SectionNumber, self.known_sections, node, records)
            for name, node in section_names(self.outline.nodes).items()
        }
        return Names(title=SECTIONS, values=Later(makers), chinese={})


def is_captioned(spec: BlockSpec, node: Placeholder) -> bool:
    """Whether a block that stands in this place has a number."""
    return spec.kind != PAGE and bool(node.options.get("题", spec.caption))


def captioned(outline: Outline, blocks: Blocks) -> frozenset[str]:
    """The keys of the blocks that have a number in this outline."""
    nodes = [each for each in each_node(outline.nodes) if isinstance(each, Placeholder)]
    pairs = [(blocks.get(f"{each.kind}：{each.name}"), each) for each in nodes]
    return frozenset(spec.key for spec, node in pairs if spec is not None and is_captioned(spec, node))


def _keyed(blocks: Iterable[Block], spec: BlockSpec, about: About) -> Iterator[Block]:
    """The blocks, each table of them with what it is: the same in every build of the plan."""
    records = [str(getattr(each, "id", "") or getattr(each, "title", "")) for each in about if each is not None]
    for number, block in enumerate(blocks, start=1):
        is_table = isinstance(block, Table) and block.key is UNSET
        yield replace(block, key=" ".join((spec.key, *records, str(number)))) if is_table else block


def _key(spec: BlockSpec, about: About) -> str:
    """What a block and what it is about are known by; not every record has a key of its own."""
    return " ".join((spec.key, *(str(getattr(each, "id", "") or id(each)) for each in about if each is not None)))
