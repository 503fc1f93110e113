"""A document cut into sections: blocks on pages of one kind, a cover by itself, no page left empty by idle breaks."""

import itertools
from collections.abc import Iterator

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from plangen.blocks.document import Block, Cover, Heading, PageBreak, SectionBreak, SheetPaper
from plangen.office.house.look import Geometry, Look


class PageRun(Struct, frozen=True, kw_only=True):
    """Blocks on pages of one kind."""

    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    numbered: bool = True
    restart: bool = False
    headed: bool = True  # the page header is shown
    sheet: SheetPaper | UnsetType = UNSET

    def page(self, look: Look) -> Geometry:
        """The page on which they stand, upright or turned, or a single sheet."""
        if isinstance(self.sheet, SheetPaper):
            return look.page.sheet(self.sheet)
        return look.page.turned() if self.landscape else look.page


def sections(blocks: tuple[Block, ...]) -> tuple[PageRun, ...]:
    """The blocks cut into sections; always at least one, and none of them empty but the only one.

    A cover is a section by itself, without page number; what follows it begins at page 1.
    """
    found = [section for section in _cut(blocks) if section.blocks]
    return tuple(found) or (PageRun(),)


def _cut(blocks: tuple[Block, ...]) -> Iterator[PageRun]:
    current, held = PageRun(), list[Block]()
    for block in blocks:
        if isinstance(block, SectionBreak):
            yield replace(current, blocks=_without_idle_breaks(held))
            held = []
            current = PageRun(
                landscape=block.landscape, numbered=block.numbered, restart=block.restart, sheet=block.sheet
            )
        elif isinstance(block, Cover):
            yield replace(current, blocks=_without_idle_breaks(held))
            held = []
            yield PageRun(blocks=(block,), numbered=False, headed=not block.mark)  # its mark says what the header says
            current = replace(current, restart=True)
        else:
            held.append(block)
    yield replace(current, blocks=_without_idle_breaks(held))


def _without_idle_breaks(blocks: list[Block]) -> tuple[Block, ...]:
    """Without page breaks that would leave an empty page: at either end, or before a heading that breaks by itself."""
    while blocks and isinstance(blocks[0], PageBreak):
        blocks = blocks[1:]
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks = blocks[:-1]
    return tuple(
        block
        for block, after in itertools.zip_longest(blocks, blocks[1:])
        if not (isinstance(block, PageBreak) and isinstance(after, Heading) and after.new_page)
    )
