"""A part of a document: the sections that are named, with the numbers that they have in the whole, nothing else.

What is not named is not composed, so that no page of the part can show it.
"""

from collections.abc import Collection, Iterator, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from plangen.blocks.document import Block, Contents, Cover, Document, Heading, SectionBreak, Title
from plangen.blocks.numbering import heading_counts


def excerpt(document: Document, keys: Collection[str]) -> Document:
    """The sections with these keys on pages without numbers, for the packet has its own.

    What stands before the first heading (a title, a sentence) is kept only where the whole document is; covers,
    approvals and contents lists are left out.
    """
    is_whole = all(block.key in keys for block in document.blocks if isinstance(block, Heading))
    return replace(document, blocks=tuple(_bare(document, keys, keeps_front=is_whole and not _has_front(document))))


def undivided(document: Document) -> Document:
    """The same of a document without headings: all of it but covers and contents lists."""
    return replace(document, blocks=tuple(_bare(document, (), keeps_front=True)))


def _has_front(document: Document) -> bool:
    return any(isinstance(block, Contents | Cover) for block in document.blocks)


def _bare(document: Document, keys: Collection[str], *, keeps_front: bool) -> Iterator[Block]:
    """The kept blocks, each stretch of pages that lie alike behind a section break, the title where none stands."""
    counts = heading_counts(document.blocks)
    begun: int | None = None
    for stretch, lies, block in _kept(document, keys, keeps_front=keeps_front):
        if stretch != begun:
            yield replace(lies, numbered=False, restart=False)
            if begun is None and not keeps_front and not _begins_by_itself(block):
                yield Title(lines=(document.title,))
            begun = stretch
        yield _as_counted(block, counts) if isinstance(block, Heading) else block


def _begins_by_itself(block: Block) -> bool:
    """Whether no title is wanted above a block: it begins a page, or is a title itself."""
    return isinstance(block, Heading) and (block.new_page or block.form is not UNSET)


def _kept(document: Document, keys: Collection[str], *, keeps_front: bool) -> Iterator[tuple[int, SectionBreak, Block]]:
    """The blocks of the wanted sections, with the number of their stretch of pages and how that lies."""
    path: list[Heading] = []
    is_kept, stretch, lies = keeps_front, 0, SectionBreak()
    for block in document.blocks:
        if isinstance(block, SectionBreak):
            stretch, lies = stretch + 1, block
            continue
        if isinstance(block, Heading):
            path = [*(each for each in path if each.level < block.level), block]
            is_kept = all(each.key in keys for each in path)
        if is_kept and not isinstance(block, Contents | Cover):
            yield stretch, lies, block


def _as_counted(heading: Heading, counts: Mapping[str, tuple[int, ...]]) -> Heading:
    """With the number that it has in the whole."""
    number = counts.get(heading.key)
    return heading if number is None else replace(heading, counts=number, numbered=False)
