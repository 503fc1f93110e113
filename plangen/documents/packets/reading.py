"""What a holder reads, as one document: his parts one below the other, each under its title."""

from collections.abc import Sequence

from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading, SectionBreak, Title
from plangen.documents.frame import document
from plangen.documents.packets.parts import PacketPart
from plangen.model.plan import Plan

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


def _header(plan: Plan, parts: Sequence[PacketPart]) -> str:
    """The plan's title, and who alone may see it where a part says so: of several such parts the fewest."""
    marks = sorted({part.marked for part in parts if part.marked}, key=lambda mark: (len(mark), mark))
    return "　".join((plan.identity.title, "演练文件", *marks[:1]))


def _laid(part: PacketPart, key: str, lies: bool | None) -> tuple[str, list[Block], bool]:
    """A part behind one whose pages lie so: the key that it begins under, its blocks, how its last page lies."""
    assert isinstance(part.body, Document)
    held = [block for block in part.body.blocks if not isinstance(block, Title)]
    landscape = isinstance(held[0], SectionBreak) and held[0].landscape
    blocks = held[1:] if isinstance(held[0], SectionBreak) else held
    first = blocks[0]
    made: list[Block] = [] if landscape == lies else [SectionBreak(landscape=landscape, numbered=False)]
    if isinstance(first, Heading) and first.new_page:
        begins = f"{key}-{first.key}"
    else:
        begins = key
        made.append(Heading(level=1, text=part.title, key=key, numbered=False, new_page=part.new_page))
    for block in blocks:
        if isinstance(block, SectionBreak):
            landscape = block.landscape
        made.append(_keyed(block, key, on_its_page=part.document in CARDS))
    return begins, made, landscape


def _keyed(block: Block, key: str, *, on_its_page: bool) -> Block:
    """A heading under a key that no other part has; only cards have a page to themselves."""
    if not isinstance(block, Heading):
        return block
    return replace(block, key=f"{key}-{block.key}", owner=UNSET, new_page=block.new_page and on_its_page)
