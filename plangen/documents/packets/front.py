"""The first page of a copy: whose it is, when and where, what it holds."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Role,
    Row,
    SectionBreak,
    Table,
    Tone,
    cell,
    paragraph,
)
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.handing_out import handed_out
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import NONE, drill_time, site_named
from plangen.model.drill import MAIN
from plangen.model.plan import Plan
from plangen.model.presence import places_of

CONTENTS = "contents"
"""The key of the heading of the page."""


class ContentsLine(Struct, frozen=True, kw_only=True):
    """A line of the contents."""

    title: str
    page: int
    pages: int


class Stack(Struct, frozen=True, kw_only=True):
    """What comes behind or beside what is read: forms with their copies, on so many sheets; whole documents."""

    forms: tuple[str, ...] = ()
    sheets: int = 0
    whole: tuple[str, ...] = ()  # ids


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


def front(plan: Plan, copy: Copy, lines: Sequence[ContentsLine], stack: Stack) -> Document:
    """The page on which the packet tells whose it is, when and where he has to be, and what it holds."""
    words = _words(plan)
    return document(plan, words.text("cover-title"), _front(plan, copy, lines, stack), header=words.text("mark-name"))


def told_in_front(plan: Plan, packet: Packet) -> tuple[str, ...]:
    """What the first page says of plan and holder, so that whoever holds a copy knows it."""
    own = (packet.title, packet.home, *packet.names, "、".join(packet.functions), *_words(plan).texts("rules"))
    said = role_in_front(plan, packet)
    return (str(plan.identity.company), str(plan.identity.title), *said, *own)


def role_in_front(plan: Plan, packet: Packet) -> tuple[str, ...]:
    """What the first page says of the role, whoever holds it: when and where, and what is handed out beside."""
    return (*_whereabouts(plan, packet, _words(plan)), *_told_of_whole(plan, handed_out(plan, packet)))


def _time(plan: Plan, packet: Packet) -> str:
    return _words(plan).giving({"时间": drill_time(plan, packet.shift)}).text("time")


def _words(plan: Plan) -> Worded:
    return Worded(plan, "packet")


def _front(plan: Plan, copy: Copy, lines: Sequence[ContentsLine], stack: Stack) -> Iterator[Block]:
    words, packet = _words(plan), copy.packet
    yield SectionBreak(numbered=False)
    yield Heading(level=1, text=f"{words.text('cover-title')}　{packet.title}", key=CONTENTS, numbered=False)
    yield paragraph(str(plan.identity.title), Role.PLAIN, keep_next=True)
    yield _facts_table(tuple(_facts(plan, copy, words)), tuple(_whereabouts(plan, packet, words)))
    yield Heading(level=2, text=words.text("contents-title"), key="contents-list", numbered=False)
    rows = [(str(at), line.title, str(line.page), str(line.pages)) for at, line in enumerate(lines, start=1)]
    yield grid("", words.heads("contents-heads"), (1.4, 9, 2, 1.8), rows, centred=(0, 2, 3), compact=True)
    if stack.forms:
        counted = words.giving({"表格": stack.forms, "张数": str(stack.sheets)})
        yield paragraph(counted.text("forms"), Role.NOTE)
    yield from (paragraph(each, Role.NOTE) for each in _told_of_whole(plan, stack.whole))
    yield Heading(level=2, text=words.text("rules-title"), key="rules", numbered=False)
    others = (words.giving({"资料包": copy.others}).text("others"),) if copy.others else ()
    rules = tuple(Row(cells=(cell(each),)) for each in (*others, *words.texts("rules")))
    yield Table(columns=(Column(),), rows=rules, compact=True)


def _told_of_whole(plan: Plan, documents: Sequence[str]) -> Iterator[str]:
    if documents:
        titles = tuple(map(plan.dossier.title, documents))
        yield _words(plan).giving({"全本": titles}).text("whole")


def _facts_table(facts: Sequence[tuple[str, str]], below: Sequence[str]) -> Table:
    """Two facts to a line, the last alone where they are odd; a name that is not known is written in.

    What is said `below` has lines of its own.
    """
    pairs = [facts[at : at + 2] for at in range(0, len(facts), 2)]
    rows = (_facts_row(first, *others) for first, *others in pairs)
    whole = (Row(cells=(cell(each, columns=4),)) for each in below)
    return Table(columns=(Column(1.3), Column(4), Column(1.3), Column(4)), rows=(*rows, *whole), compact=True)


def _facts_row(first: tuple[str, str], second: tuple[str, str] | None = None) -> Row:
    (name, value) = first
    if second is None:
        return Row(cells=(_label(name), replace(_value(value), columns=3)))
    return Row(cells=(_label(name), _value(value), _label(second[0]), _value(second[1])))


def _label(text: str) -> Cell:
    return cell(text, tone=Tone.KEY, align=Align.CENTRE)


def _value(text: str) -> Cell:
    return cell(text) if text else Cell(blank=True)


def _whereabouts(plan: Plan, packet: Packet, words: Worded) -> Iterator[str]:
    yield _time(plan, packet)
    yield words.giving({"地点": _place(plan, packet)}).text("place")
    if packet.functions:
        yield words.giving({"职务": packet.functions}).text("functions")


def _place(plan: Plan, packet: Packet) -> str:
    staff = plan.staff.get(packet.who.key)
    keys = (staff.place or MAIN,) if staff else places_of(plan, packet.who.key) or (MAIN,)
    return "、".join(site_named(plan, key) for key in keys)


def _facts(plan: Plan, copy: Copy, words: Worded) -> Iterator[tuple[str, str]]:
    packet = copy.packet
    yield words.text("post-name"), packet.title
    yield words.text("person-name"), copy.name
    if packet.home and packet.home != NONE:
        yield words.text("home-name"), packet.home
    yield words.text("number-name"), copy.sign
    yield words.text("edition-name"), plan.edition.cover or plan.edition.label
    yield words.text("fingerprint-name"), copy.fingerprint
