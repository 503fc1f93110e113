"""What a holder reads, as one document: his parts one below the other, each under its title."""

import itertools
from collections.abc import Iterator, Sequence

from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading, PageBreak, Row, SectionBreak, Table, Title
from plangen.documents.frame import document
from plangen.documents.packets.parts import PacketPart
from plangen.documents.room import lines_taken
from plangen.model.plan import Plan

_QUARTER = 14  # lines of small type, with some to spare
_LINE_HEIGHT = 5.7  # millimetres
_LINE = 40  # characters of small type across a page

CARDS = frozenset({"role-cards", "handbook"})
"""The documents whose excerpts are cards, each to be used by itself."""


def reading(plan: Plan, title: str, parts: Sequence[PacketPart]) -> tuple[Document, tuple[str, ...]]:
    """The document, and the key of the heading under which each part begins."""
    blocks: list[Block] = []
    keys = []
    lies = None
    for number, part in enumerate(parts):
        key, made, lies = _laid(part, f"part-{number}", lies)
        blocks += made
        keys.append(key)
    whole = document(plan, title, blocks, header=_header(plan, parts))
    return whole, tuple(keys)


def spread(whole: Document) -> Document:
    """The same with more on its last page: what stands last goes there together, as much as fills a quarter of it."""
    blocks = list(whole.blocks)
    lines = 0
    for at in range(len(blocks) - 1, 0, -1):
        lines += _lines(blocks[at])
        if lines >= _QUARTER:
            return replace(whole, blocks=(*blocks[:at], *_parted(blocks[at], lines - _QUARTER), *blocks[at + 1 :]))
    return whole


def _parted(block: Block, spare: int) -> Iterator[Block]:
    """A page break before a block; in a table behind as many rows as can be spared, its head again on the new page."""
    head = [row for row in block.rows if row.header] if isinstance(block, Table) else []
    rows = block.rows[len(head) :] if isinstance(block, Table) else ()
    kept = list(itertools.takewhile(lambda total: total <= spare, itertools.accumulate(map(_row_lines, rows))))
    if isinstance(block, Table) and kept and len(kept) < len(rows):
        yield replace(block, rows=(*head, *rows[: len(kept)]))
        yield PageBreak()
        yield replace(block, rows=(*head, *rows[len(kept) :]), caption="")
    else:
        yield PageBreak()
        yield block


def _lines(block: Block) -> int:
    """About how many lines of small type a block takes."""
    if isinstance(block, Table):
        return sum(map(_row_lines, block.rows)) + bool(block.caption) * 2
    return 2


def _row_lines(row: Row) -> int:
    across = sum(cell.columns for cell in row.cells)
    each = (
        lines_taken(("".join(span.text for span in spans) for spans in cell.paragraphs), _LINE * cell.columns / across)
        for cell in row.cells
    )
    return max((1, round(row.height / _LINE_HEIGHT), *each))


def _header(plan: Plan, parts: Sequence[PacketPart]) -> str:
    """The plan's title, and who alone may see it where a part says so: of several such parts the fewest."""
    marks = sorted({part.marked for part in parts if part.marked}, key=lambda mark: (len(mark), mark))
    return "　".join((plan.identity.title, "演练文件", *marks[:1]))


def _laid(part: PacketPart, key: str, lies: SectionBreak | None) -> tuple[str, list[Block], SectionBreak]:
    """A part behind one whose pages lie so: the key that it begins under, its blocks, how its last page lies."""
    assert isinstance(part.body, Document)
    held = [block for block in part.body.blocks if not isinstance(block, Title)]
    page = _page(held[0])
    blocks = held[1:] if isinstance(held[0], SectionBreak) else held
    first = blocks[0]
    made: list[Block] = [] if page == lies else [page]
    if isinstance(first, Heading) and _stands_alone(first, page):
        begins = f"{key}-{first.key}"
    else:
        begins = key
        made.append(Heading(level=1, text=part.title, key=key, numbered=False, new_page=part.new_page))
    for block in blocks:
        if isinstance(block, SectionBreak):
            page = _page(block)
        made.append(_keyed(block, key, on_its_page=_is_of_cards(part, page)))
    return begins, made, page


def _stands_alone(heading: Heading, page: SectionBreak) -> bool:
    """Whether a heading begins a page by itself."""
    return heading.new_page or bool(page.sheet)


def _is_of_cards(part: PacketPart, page: SectionBreak) -> bool:
    return part.document in CARDS or bool(page.sheet)


def _page(begins: Block) -> SectionBreak:
    """How the pages lie that begin with a block."""
    own = begins if isinstance(begins, SectionBreak) else SectionBreak()
    return SectionBreak(landscape=own.landscape, numbered=False, sheet=own.sheet)


def _keyed(block: Block, key: str, *, on_its_page: bool) -> Block:
    """A heading under a key that no other part has; only cards have a page to themselves."""
    if not isinstance(block, Heading):
        return block
    return replace(block, key=f"{key}-{block.key}", owner=UNSET, new_page=block.new_page and on_its_page)
