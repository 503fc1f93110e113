"""`packet` and `verify`: what each holder gets on paper, and what a paper is."""

import datetime
from pathlib import Path

import click

from plangen.cli.console import Console
from plangen.cli.options import (
    DATE,
    DIR,
    JSON,
    PROJECT,
    STRICT,
    argument,
    command,
    flag,
    option,
    path_option,
    read_day,
    today,
)
from plangen.cli.words import Phrase


@command(
    Phrase(
        "按角色打印资料包：每人一份 PDF，只有本人可以看、需要看的内容（需要 LibreOffice）。\n\n"
        "角色可写编号（07）、代号（quality-head）、名称或部门；不写角色也不加 --all 时，只列出有哪些资料包。"
        "输出到 output/packets/，附打印清单；发现泄密内容时不输出任何文件。",
        "Print a packet for each role: one PDF with what its holder may and needs to see (needs LibreOffice).\n\n"
        "Roles go by number, id, title or department; without roles and --all the packets are only listed. Writes"
        " output/packets/ and a print list; where a packet would leak, nothing is written.",
    ),
    argument("roles", Phrase("[角色]…", "[ROLE]..."), nargs=-1),
    flag("--all", "every", text=Phrase("全部资料包", "every packet")),
    flag(
        "--full",
        "full",
        text=Phrase(
            "附上本人可以看的全部文件（外部人员没有通讯录）", "add the whole documents that the holder may see"
        ),
    ),
    option(
        "--copies",
        text=Phrase("某个角色打印几份，可以写多次", "how many copies of a role's packet; repeatable"),
        metavar=Phrase("角色 份数", "ROLE N"),
        type=(str, click.IntRange(1, 999)),
        multiple=True,
    ),
    path_option("--out", text=Phrase("输出到别的文件夹", "write into another folder"), metavar=DIR, file_okay=False),
    STRICT,
    JSON,
    PROJECT,
)
def packet(
    console: Console,
    roles: tuple[str, ...],
    project: Path,
    *,
    copies: tuple[tuple[str, int], ...],
    out: Path | None,
    every: bool,
    full: bool,
    strict: bool,
    as_json: bool,
) -> int:
    from plangen.pipeline.packets.packet import packet_project, packet_roles
    from plangen.pipeline.packets.records import WantedPackets
    from plangen.reporting.packet_list import report_packets, report_roles

    root = console.root(project)
    if not roles and not every:
        return console.report(report_roles(*packet_roles(root), strict=strict), as_json=as_json)
    wanted = WantedPackets(roles=() if every else roles, copies=dict(copies), out=out, full=full)
    packed = packet_project(root, wanted, console.progress(), strict=strict)
    return console.report(report_packets(packed, strict=strict), as_json=as_json)


@command(
    Phrase(
        "核对一份打印件或者文件：属于哪个文件、哪个版本，是否现行有效。\n\n"
        "写页脚上的12位识别码（或者扫描二维码得到的文字）、修订记录页上的校验码，或者文件名；"
        "不能使用、被改动或者查不到时退出码为 1。",
        "Tell which document and revision a printed copy or a file is, and whether it may be used.\n\n"
        "Give the 12 digits from the foot of a page (or what the QR code says), the digits beside a revision, or a"
        " file.",
    ),
    argument("what", Phrase("识别码或文件", "FINGERPRINT|FILE")),
    option(
        "--on",
        text=Phrase("这一天是否有效，默认今天", "whether it holds on this day, default: today"),
        metavar=DATE,
        callback=read_day,
        default=None,
    ),
    JSON,
    PROJECT,
)
def verify(console: Console, what: str, project: Path, *, on: datetime.date | None, as_json: bool) -> int:
    from plangen.pipeline.verifying.verify import verify_project
    from plangen.reporting.copies import report_copy

    return console.report(report_copy(verify_project(console.root(project), what, on or today())), as_json=as_json)
