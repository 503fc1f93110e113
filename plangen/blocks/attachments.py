"""Attachments of a letter: each begins a page with its number, and below the text stands what is attached.

What stands there is taken from the attachments themselves, so that number and name are the same in both places.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from plangen.blocks.document import Block, Heading, HeadingForm, Paragraph, Role, Span

ATTACHMENT = "附件"

ATTACHED = Paragraph(spans=(), role=Role.ATTACHED)
"""Where what is attached is to be listed."""


def attached(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with their attachments numbered, and listed where that is wanted; one alone has no number."""
    made = list(blocks)
    found = [each for each in made if isinstance(each, Heading) and each.form is HeadingForm.ATTACHMENT]
    numbers = {each.key: str(at) if len(found) > 1 else "" for at, each in enumerate(found, start=1)}
    for block in made:
        if block == ATTACHED:
            yield from _listed(found)
        elif isinstance(block, Heading) and block.key in numbers:
            yield replace(block, label=f"{ATTACHMENT}{numbers[block.key]}")
        else:
            yield block


def _listed(found: Sequence[Heading]) -> Iterator[Block]:
    """附件：1. 名称, one below the other; names have no stop behind them."""
    for at, each in enumerate(found, start=1):
        number = f"{at}. " if len(found) > 1 else ""
        yield Paragraph(spans=(Span(("附件：" if at == 1 else "") + number + each.text),), role=Role.ATTACHED)
