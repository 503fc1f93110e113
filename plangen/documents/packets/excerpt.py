"""A part of a document: the sections that are named, with the numbers that they have in the whole, nothing else.

What is not named is not composed, so that no page of the part can show it.
"""

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from plangen.blocks.document import Block, Contents, Cover, Document, Heading, SectionBreak, Title
from plangen.blocks.numbering import heading_counts, heading_label


def excerpt(document: Document, keys: Collection[str]) -> Document:
    """The sections with these keys on pages without numbers, for the packet has its own.

    What stands before the first heading (a title, a sentence) is kept only where the whole document is; covers,
    approvals and contents lists are left out.
    """
    is_whole = all(block.key in keys for block in document.blocks if isinstance(block, Heading))
    return replace(document, blocks=tuple(_bare(document, keys, keeps_front=is_whole and not _has_front(document))))


def _has_front(document: Document) -> bool:
    return any(isinstance(block, Contents | Cover) for block in document.blocks)


def _bare(document: Document, keys: Collection[str], *, keeps_front: bool) -> Iterator[Block]:
    counts = heading_counts(document.blocks)
    path: list[Heading] = []
    is_kept, is_turned, is_begun = keeps_front, False, False
    lies: bool | None = None  # how the page lies that was begun last
    for block in document.blocks:
        if isinstance(block, SectionBreak):
            is_turned, is_begun = block.landscape, False
            continue
        if isinstance(block, Heading):
            path = [*(each for each in path if each.level < block.level), block]
            is_kept = all(each.key in keys for each in path)
        if not is_kept or isinstance(block, Contents | Cover):
            continue
        if lies is not is_turned or not is_begun:
            yield SectionBreak(landscape=is_turned, numbered=False)
            if lies is None and not keeps_front and not (isinstance(block, Heading) and block.new_page):
                yield Title(lines=(document.title,))
            lies, is_begun = is_turned, True
        yield _as_counted(block, counts) if isinstance(block, Heading) else block


def _as_counted(heading: Heading, counts: Mapping[str, tuple[int, ...]]) -> Heading:
    """With the number that it has in the whole as part of its text."""
    number = counts.get(heading.key)
    if number is None:
        return heading
    return replace(heading, text=heading_label(number) + heading.text, numbered=False)
