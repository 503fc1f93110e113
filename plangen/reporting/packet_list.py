"""Packets: who would get one, and what was printed."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from plangen.diagnostics import Severity, words
from plangen.pipeline.check import Outcome
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style
from plangen.workspace.output import shown_folder

if TYPE_CHECKING:
    from plangen.documents.packets.holders import Packet
    from plangen.pipeline.packets.records import Packed


def report_roles(outcome: Outcome, packets: "Sequence[Packet]", *, strict: bool) -> Result:
    """The packets that there are; JSON adds `"roles"`: number, id, title, names of the copies."""
    roles = [
        {"number": each.number, "id": each.key, "title": each.title, "names": list(each.names)} for each in packets
    ]
    return Result(
        text=partial(_roles, outcome, packets), outcome=outcome, more=lambda _: {"roles": roles}, strict=strict
    )


def report_packets(packed: "Packed", *, strict: bool) -> Result:
    """The findings, then each copy; JSON adds `"packets"`: path, id, title, copy, name, pages, fingerprint, state."""
    return Result(
        text=partial(_packed, packed),
        outcome=packed.outcome,
        more=lambda _: {"packets": [*_packet_trees(packed)]},
        strict=strict,
    )


def _roles(outcome: Outcome, packets: "Sequence[Packet]", style: Style) -> Iterator[str]:
    if any(finding.severity is Severity.ERROR for finding in outcome.findings):
        yield from outcome_text(outcome, style)
    for packet in packets:
        names = style.listed(filter(None, packet.names))
        count = style.say(words("{count}份", "{count} copies"), count=len(packet.names))
        yield f"  {packet.sign}  {packet.key}  {packet.title}  {count}  {names}".rstrip()
    yield style.say(
        words(
            "打印全部：plangen packet --all；打印某个角色：plangen packet 编号或代号",
            "print all: plangen packet --all; print one: plangen packet with its number or id",
        )
    )


_NOTHING_TO_SEE = words(
    "可见范围没有让这些角色看到任何文件：在 source/audiences.yaml 的 documents 中写明给谁看，"
    "或者删去这个文件，按通常的规则",
    "the rules of visibility show these roles no document: write rules into the documents of source/audiences.yaml,"
    " or delete that file and follow the usual ones",
)


def _packed(packed: "Packed", style: Style) -> Iterator[str]:
    yield from outcome_text(packed.outcome, style)
    published = packed.published
    if not published.written and not published.unchanged:
        yield style.say(words("没有输出任何资料包", "no packet was written"))
        if not packed.outcome.count(Severity.ERROR):
            yield style.say(_NOTHING_TO_SEE)
        return
    for row in packed.rows:
        mark = words("已生成", "written") if row.path in published.written else words("无变化", "unchanged")
        pages = style.say(words("{pages} 页", "{pages} pages"), pages=row.pages)
        yield f"  {style.say(mark)}  {shown_folder(packed.folder)}/{row.path}  {pages}  {row.fingerprint}"
    yield style.say(
        words(
            "共 {copies} 份，{pages} 页，双面打印 {sheets} 张；打印清单在 {folder}",
            "{copies} copies, {pages} pages, {sheets} sheets printed on both sides; the print list is in {folder}",
        ),
        copies=len(packed.rows),
        pages=sum(row.pages for row in packed.rows),
        sheets=sum((row.pages + 1) // 2 for row in packed.rows),
        folder=shown_folder(packed.folder),
    )


def _packet_trees(packed: "Packed") -> Iterator[Mapping[str, object]]:
    written = set(packed.published.written)
    for row in packed.rows:
        yield {
            "path": str(packed.folder / row.path),
            "role": row.key,
            "title": row.title,
            "copy": row.sign,
            "name": row.name,
            "pages": row.pages,
            "fingerprint": row.fingerprint,
            "state": "written" if row.path in written else "unchanged",
        }
