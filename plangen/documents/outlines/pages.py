"""Pages and breaks that any outline may name."""

from collections.abc import Iterator

from plangen.blocks.attachments import ATTACHED
from plangen.blocks.document import Block, Contents, PageBreak, SectionBreak
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import page


def _contents(levels: int) -> "tuple[Block, ...]":
    return SectionBreak(numbered=False), Contents(levels=levels), SectionBreak(restart=True)


def _wide(_: Draft) -> Iterator[Block]:
    yield SectionBreak(landscape=True)


def _upright(_: Draft) -> Iterator[Block]:
    yield SectionBreak()


def _break(_: Draft) -> Iterator[Block]:
    yield PageBreak()


def _attached(_: Draft) -> Iterator[Block]:
    yield ATTACHED


PAGES = (
    page("contents", "目录", lambda _: _contents(2), meaning="一、二级标题的目录，单独成页；正文从第一页编起"),
    page("chapters", "章目录", lambda _: _contents(1), meaning="一级标题的目录，单独成页；正文从第一页编起"),
    page("all-contents", "细目录", lambda _: _contents(3), meaning="三级标题的目录，单独成页；正文从第一页编起"),
    page("break", "换页", _break, meaning="后面的内容另起一页"),
    page(
        "attached", "附件说明", _attached, meaning="正文下面的附件说明，列出标题写了“附件”的各部分；没有附件的，不出现"
    ),
    page("wide", "横排", _wide, meaning="后面的内容用横排的纸，另起一页"),
    page("upright", "竖排", _upright, meaning="后面的内容用竖排的纸，另起一页"),
)
