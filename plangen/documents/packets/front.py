"""Cover and contents of a copy."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.blocks.document import Block, Cover, Document, Heading, Role, SectionBreak, paragraph
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import drill_time
from plangen.model.plan import Plan

CONTENTS = "contents"
"""The key of the heading under which the contents stand."""


class ContentsLine(Struct, frozen=True, kw_only=True):
    """A line of the contents."""

    title: str
    page: int
    pages: int


class Copy(Struct, frozen=True, kw_only=True):
    """One copy of a packet; `number` counts from 1."""

    packet: Packet
    number: int
    fingerprint: str
    others: tuple[str, ...] = ()  # further packets of the same person

    @property
    def name(self) -> str:
        """Whose copy it is; nothing where that is not known."""
        return self.packet.names[self.number - 1]

    @property
    def sign(self) -> str:
        """What the copy is called on paper: 07-2/3."""
        return f"{self.packet.sign}-{self.number}/{len(self.packet.names)}"

    @property
    def title(self) -> str:
        """What the copy is called in lists and by its file."""
        return copy_title(self.packet, self.sign)


def copy_title(packet: Packet, sign: str) -> str:
    """What a copy of a packet is called: 资料包07-2/3　质量管理部负责人."""
    return f"资料包{sign}　{packet.title}"


def front(plan: Plan, copy: Copy, lines: Sequence[ContentsLine]) -> Document:
    """The cover, and on a page of its own the contents."""
    header = f"{plan.identity.title}　演练文件"
    return document(plan, "资料包封面与目录", _front(plan, copy, lines), header=header)


def told_in_front(plan: Plan, packet: Packet) -> tuple[str, ...]:
    """What cover and contents say of plan and holder, so that whoever holds a copy knows it."""
    own = (packet.title, packet.home, *packet.names, "、".join(packet.functions))
    return (str(plan.identity.company), plan.identity.title, _time(plan, packet), *own)


def _time(plan: Plan, packet: Packet) -> str:
    return _words(plan).giving({"时间": drill_time(plan, packet.shift)}).text("time")


def _words(plan: Plan) -> Worded:
    return Worded(plan, "packet")


def _front(plan: Plan, copy: Copy, lines: Sequence[ContentsLine]) -> Iterator[Block]:
    words = _words(plan)
    yield SectionBreak(numbered=False)
    yield Cover(
        company=plan.identity.company,
        lines=(plan.identity.title, words.text("cover-title")),
        facts=tuple(_facts(plan, copy, words)),
        mark=words.text("mark-name"),
        foot=(_time(plan, copy.packet),),
    )
    yield SectionBreak(numbered=False)
    yield Heading(level=1, text=words.text("contents-title"), key=CONTENTS, numbered=False)
    packet = copy.packet
    if packet.functions:
        yield paragraph(words.giving({"职务": packet.functions}).text("functions"), Role.PLAIN, keep_next=True)
    rows = [(str(at), line.title, str(line.page), str(line.pages)) for at, line in enumerate(lines, start=1)]
    yield grid("", words.heads("contents-heads"), (1.4, 9, 2, 1.8), rows, centred=(0, 2, 3))
    yield Heading(level=2, text=words.text("rules-title"), key="rules", numbered=False)
    if copy.others:
        yield paragraph(words.giving({"资料包": copy.others}).text("others"), Role.PLAIN, keep_next=True)
    yield from (paragraph(each, Role.PLAIN) for each in words.texts("rules"))


def _facts(plan: Plan, copy: Copy, words: Worded) -> Iterator[tuple[str, str]]:
    packet = copy.packet
    yield words.text("post-name"), packet.title
    yield words.text("person-name"), copy.name
    if packet.home:
        yield words.text("home-name"), packet.home
    yield words.text("number-name"), copy.sign
    yield words.text("edition-name"), plan.edition.cover or plan.edition.label
    yield words.text("fingerprint-name"), copy.fingerprint
