"""Pages and breaks that any outline may name."""

from collections.abc import Iterator

from msgspec.structs import replace

from plangen.blocks.attachments import ATTACHED
from plangen.blocks.document import Align, Block, Column, Contents, PageBreak, Row, SectionBreak, Table, Tone, cell
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords, page
from plangen.model.standing_in import emergency_calls


def _contents(levels: int) -> "tuple[Block, ...]":
    return SectionBreak(numbered=False), Contents(levels=levels), SectionBreak(restart=True)


def _wide(_: Draft) -> Iterator[Block]:
    yield SectionBreak(landscape=True)


def _upright(_: Draft) -> Iterator[Block]:
    yield SectionBreak()


def _break(_: Draft) -> Iterator[Block]:
    yield PageBreak()


def _emergency(draft: Draft, words: BlockWords) -> Iterator[Block]:
    """A box: what to do first, and below it whom to call when something really happens."""
    calls = "　".join(f"{each.title}：{each.number}" for each in emergency_calls(draft.plan))
    first, *others = (Row(cells=(cell(each),)) for each in (words["说明"], f"**{calls}**") if each)
    title = cell(words["真实险情"], tone=Tone.ALERT, align=Align.CENTRE, rows=1 + len(others))
    yield Table(columns=(Column(3), Column(12)), rows=(replace(first, cells=(title, *first.cells)), *others))


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
    page(
        "emergency",
        "真实险情",
        _emergency,
        meaning="一个框：真的发生险情时怎样做、拨打哪里；真实险情是它的叫法，说明写在号码上面",
        words={"真实险情": "真实险情", "说明": ""},
    ),
)
