"""Cover and contents of a copy."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.blocks.document import Block, Cover, Document, Heading, Role, SectionBreak, paragraph
from plangen.documents.draft import grid
from plangen.documents.frame import document
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import drill_time, title_lines
from plangen.language.sentences import listed
from plangen.model.plan import Plan

CONTENTS = "contents"
"""The key of the heading under which the contents stand."""

_RULES = "本资料包仅限本人使用，不得转借、复印、拍照或者外传；演练结束后连同填写的表格一并交回。"


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
    return (str(plan.identity.company), *title_lines(plan.identity.title), _time(plan), *own, _RULES)


def _time(plan: Plan) -> str:
    return f"演练时间：{drill_time(plan)}"


def _front(plan: Plan, copy: Copy, lines: Sequence[ContentsLine]) -> Iterator[Block]:
    yield SectionBreak(numbered=False)
    yield Cover(
        company=plan.identity.company,
        lines=(*title_lines(plan.identity.title), "资料包"),
        facts=tuple(_facts(plan, copy)),
        mark="演练文件　限本人使用",
        foot=(_time(plan),),
    )
    yield SectionBreak(numbered=False)
    yield Heading(level=1, text="目　录", key=CONTENTS, numbered=False)
    packet = copy.packet
    if packet.functions:
        yield paragraph(f"演练职务：{'、'.join(packet.functions)}", Role.PLAIN, keep_next=True)
    rows = [(str(at), line.title, str(line.page), str(line.pages)) for at, line in enumerate(lines, start=1)]
    yield grid("", ("序号", "内容", "起始页", "页数"), (1.4, 9, 2, 1.8), rows, centred=(0, 2, 3))
    yield Heading(level=2, text="使用规定", key="rules", numbered=False)
    if copy.others:
        yield paragraph(f"持有人另有资料包：{listed(copy.others)}。", Role.PLAIN, keep_next=True)
    yield paragraph(_RULES, Role.PLAIN)


def _facts(plan: Plan, copy: Copy) -> Iterator[tuple[str, str]]:
    packet = copy.packet
    yield "岗位", packet.title
    yield "姓名", copy.name
    if packet.home:
        yield "部门", packet.home
    yield "编号", copy.sign
    yield "版本", plan.edition.cover or plan.edition.label
    yield "识别码", copy.fingerprint
