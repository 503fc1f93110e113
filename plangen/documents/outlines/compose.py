"""From an outline and a plan to the blocks of a document.

First the structure is settled, and with it the numbers of tables and figures; then the texts are filled in, which may
name those numbers. A paragraph goes with what it leads up to: one that names the number of a block with nothing to
show, and one that ends in a colon before a list that is empty.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeGuard

from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.attachments import attached
from plangen.blocks.document import Block, Heading, HeadingForm, Items, Paragraph, Role, Span, Spans, Table, Title
from plangen.blocks.template import Names
from plangen.diagnostics import Place
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import Blocks
from plangen.documents.outlines.section_numbers import NumberedSection, Sections, numbers_of
from plangen.documents.outlines.spans import plain_of, spans_of
from plangen.documents.outlines.structure import Item, LineHere, NamesHere, Overfull, Shown, Structure, blamed
from plangen.documents.outlines.written import written_table
from plangen.language.environment import TooMuch
from plangen.language.sentences import clause
from plangen.model.outline import ATTACHMENT, TITLE, HeadingLine, ListLine, Outline, TableHead, TableLine, TextLine
from plangen.model.spec import Record

_STOPS = "。！？；…!?;，,：:"
_FOLLOWING = "如下："
_LEAD = "："


def composed(draft: Draft, outline: Outline, blocks: Blocks) -> Sequence[Block] | None:
    """What a document says in the order of its outline; what cannot be filled in stands as it is written.

    None where the outline makes more than any document needs.
    """
    try:
        return list(_held_together(attached(_made(draft, outline, blocks))))
    except TooMuch:
        return None


def own_texts(draft: Draft, outline: Outline, blocks: Blocks) -> Sequence[Block] | Place:
    """What an outline says itself, whatever its blocks have to show.

    Where it makes more than any document needs, the loop by which it does.
    """
    hollow = {name: replace(spec, make=_nothing) for name, spec in blocks.items()}
    try:
        return _made(draft, outline, hollow)
    except TooMuch as error:
        return error.at if isinstance(error, Overfull) else Place(file=outline.file)


def _nothing(*_: object) -> tuple[()]:
    return ()


def _made(draft: Draft, outline: Outline, blocks: Blocks) -> list[Block]:
    """The blocks in order.

    Raises:
        TooMuch: where there would be more than any document needs.
    """
    structure = Structure(draft, outline, blocks)
    items = structure.items()
    made = list(_led(items))
    if structure.names_sections:
        made = list(_led(Structure(draft, outline, blocks, _sections(items, made)).items()))
    return made


def _held_together(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks; what tells of a table stays on its page, and the lines of a signature stay together."""
    before: Block | None = None
    for block in blocks:
        if before is not None:
            yield replace(before, keep_next=True) if _is_held(before, block) else before
        before = block
    if before is not None:
        yield before


def _is_held(before: Block, block: Block) -> TypeGuard[Paragraph]:
    if not isinstance(before, Paragraph):
        return False
    if isinstance(block, Paragraph):
        return before.role is block.role is Role.SIGNED
    return before.role is Role.BODY and isinstance(block, Table)


def _sections(items: Sequence[Item], made: Sequence[Block]) -> Sections:
    """The sections that a document has, with the numbers that they bear in it."""
    numbers = numbers_of(made)
    found = [
        (line.node, line.scope.records(), plain_of(line.node.key, line.scope))
        for line in items
        if isinstance(line, LineHere) and isinstance(line.node, HeadingLine)
    ]
    return [
        NumberedSection(node=node, records=records, number=numbers[key])
        for node, records, key in found
        if key in numbers
    ]


def _led(items: Sequence[Item]) -> Iterator[Block]:
    """The blocks in order, but for lead-ins that lead up to nothing; a single item joins the words before it."""
    lead: Paragraph | None = None
    for made, is_text in _filled_in(items):
        waiting, lead = lead, _lead_of(made) if is_text else None
        shown = made if lead is None else made[:-1]
        yield from shown if waiting is None else _led_up_to(waiting, shown, is_text=is_text)
    if lead is not None:
        yield lead


def _led_up_to(lead: Paragraph, made: Sequence[Block], *, is_text: bool) -> Iterator[Block]:
    """A lead-in and what follows; neither where nothing does."""
    joined = None if is_text else _joined(lead, made)
    if joined is not None:
        yield joined
    elif is_text or made:
        yield replace(lead, keep_next=not is_text)
        yield from made


def _filled_in(items: Sequence[Item]) -> Iterator[tuple[Sequence[Block], bool]]:
    """What stands in one place, and whether it is text; neighbours of one list or table are put together."""
    items = _unbroken(items)
    at = 0
    while at < len(items):
        item = items[at]
        if isinstance(item, Shown):
            yield item.blocks, False
            at += 1
        elif isinstance(item.node, ListLine):
            group, at = _group(items, at, ListLine)
            yield list(_items(group)), False
        elif isinstance(item.node, TableHead):
            group, at = _table_group(items, at)
            yield list(written_table(group)), False
        else:
            with blamed(item.node.at):
                made = list(_line(item))
            yield made, True
            at += 1


def _unbroken(items: Sequence[Item]) -> list[Item]:
    """The items without those that show nothing in front of a list or a row: a list may be chosen item by item."""
    kept: list[Item] = []
    for item in reversed(items):
        if not (isinstance(item, Shown) and not item.blocks and kept and _goes_on(kept[-1])):
            kept.append(item)
    return kept[::-1]


def _goes_on(item: Item) -> bool:
    if isinstance(item, Shown):
        return item.is_list and bool(item.blocks)
    return isinstance(item.node, ListLine | TableLine)


def _line(line: LineHere) -> Iterator[Block]:
    node = line.node
    if isinstance(node, HeadingLine):
        yield _heading(node, line.scope)
    elif isinstance(node, TextLine):
        yield from _text(node, line.scope)


def _text(node: TextLine, scope: NamesHere) -> Iterator[Block]:
    """The paragraph or title that a line makes; none where nothing is left of it."""
    spans = spans_of(node.text, scope)
    if spans and node.role == TITLE:
        yield Title(lines=("".join(span.text for span in spans),))
    elif spans:
        yield Paragraph(spans=spans, role=Role(node.role) if node.role else Role.BODY)


def _heading(node: HeadingLine, scope: NamesHere) -> Heading:
    owners = [
        each.record.id
        for each in scope.values()
        if isinstance(each, Names) and isinstance(each.record, Record) and hasattr(each.record, "id")
    ]
    return Heading(
        level=node.level,
        text=plain_of(node.text, scope),
        key=plain_of(node.key, scope),
        numbered=node.numbered,
        new_page=node.new_page or node.form == ATTACHMENT,
        kept=node.kept,
        owner=owners[-1] if node.own and owners else UNSET,
        form=HeadingForm(node.form) if node.form else UNSET,
        added=True if scope.adds(node.key) else UNSET,
    )


def _items(lines: Sequence[LineHere]) -> Iterator[Block]:
    """One list; an item without a stop gets one: ；, and 。 behind the last."""
    found: list[tuple[Spans, bool]] = []
    for line in lines:
        assert isinstance(line.node, ListLine)
        with blamed(line.node.at):
            spans = spans_of(line.node.text, line.scope)
        if spans:
            found.append((spans, line.node.ordered))
    if found:
        last = len(found) - 1
        yield Items(
            items=tuple(_stopped(spans, "。" if at == last else "；") for at, (spans, _) in enumerate(found)),
            ordered=found[0][1],
        )


def _group(items: Sequence[Item], at: int, kind: type) -> tuple[list[LineHere], int]:
    """Neighbours of one kind, and where the next one is."""
    group: list[LineHere] = []
    for item in items[at:]:
        if not isinstance(item, LineHere) or not isinstance(item.node, kind):
            break
        group.append(item)
    return group, at + len(group)


def _table_group(items: Sequence[Item], at: int) -> tuple[list[LineHere], int]:
    rows, end = _group(items, at + 1, TableLine)
    head = items[at]
    assert isinstance(head, LineHere)
    return [head, *rows], end


def _lead_of(made: Sequence[Block]) -> Paragraph | None:
    """The paragraph that these end in, where it leads up to what follows."""
    last = made[-1] if made else None
    is_lead = isinstance(last, Paragraph) and bool(last.spans) and last.spans[-1].text.endswith(_LEAD)
    return last if is_lead and isinstance(last, Paragraph) else None


def _joined(lead: Paragraph, made: Sequence[Block]) -> Paragraph | None:
    """The lead-in with the only item of the list behind it, where that is a plain one: 职责：统一指挥。"""
    if len(made) != 1 or not isinstance(made[0], Items) or len(made[0].items) != 1:
        return None
    text = "".join(span.text for span in made[0].items[0])
    if _LEAD in text:
        return None
    *before, last = lead.spans
    bare = last.text.removesuffix(_FOLLOWING).removesuffix(_LEAD)
    return replace(lead, spans=(*before, replace(last, text=f"{bare}：{clause(text)}。")), keep_next=False)


def _stopped(spans: Spans, stop: str) -> Spans:
    *before, last = spans
    if last.text.rstrip()[-1:] in _STOPS or last.text.endswith(("。”", "！”", "？”")):
        return spans
    return (*spans, Span(stop)) if last.refers else (*before, replace(last, text=last.text + stop))
