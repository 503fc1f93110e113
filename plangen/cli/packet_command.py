"""`plangen packet`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(
        roles: tuple[str, ...],
        project: Path,
        copies: tuple[tuple[str, int], ...],
        out: Path | None,
        *,
        every: bool,
        strict: bool,
        as_json: bool,
    ) -> int:
        from plangen.pipeline.packets.packet import packet_project, packet_roles
        from plangen.pipeline.packets.records import Wanted
        from plangen.reporting.packets import packed_json, packed_text, roles_json, roles_text

        root = session.root(project)
        if not roles and not every:
            outcome, packets = packet_roles(root)
            ok = outcome.ok(strict=strict)
            if as_json:
                session.write([roles_json(outcome, packets, session.language, ok=ok)])
            else:
                session.write(roles_text(outcome, packets, session.style()))
            return 0 if ok else 1
        wanted = Wanted(roles=() if every else roles, copies=dict(copies), out=out)
        packed = packet_project(root, wanted, session.progress(), strict=strict)
        ok = packed.outcome.ok(strict=strict)
        if as_json:
            session.write([packed_json(packed, session.language, ok=ok)])
        else:
            session.write(packed_text(packed, session.style()))
        return 0 if ok else 1

    return session.command(
        "packet",
        run,
        session.say(
            "按角色打印资料包：每人一份 PDF，只有本人可以看、需要看的内容（需要 LibreOffice）。\n\n"
            "角色可写编号（07）、代号（quality-head）、名称或部门；不写角色也不加 --all 时，只列出有哪些资料包。"
            "输出到 output/packets/，附打印清单；发现泄密内容时不输出任何文件。",
            "Print a packet for each role: one PDF with what its holder may and needs to see (needs LibreOffice).\n\n"
            "Roles go by number, id, title or department; without roles and --all the packets are only listed. Writes"
            " output/packets/ and a print list; where a packet would leak, nothing is written.",
        ),
        [
            click.Argument(["roles"], nargs=-1, metavar=session.say("[角色]…", "[ROLE]...")),
            click.Option(
                ["--all", "every"], is_flag=True, default=False, help=session.say("全部资料包", "every packet")
            ),
            click.Option(
                ["--copies"],
                type=(str, click.IntRange(1, 999)),
                multiple=True,
                metavar=session.say("角色 份数", "ROLE N"),
                help=session.say("某个角色打印几份，可以写多次", "how many copies of a role's packet; repeatable"),
            ),
            click.Option(
                ["--out"],
                type=click.Path(path_type=Path, file_okay=False),
                default=None,
                metavar=session.say("文件夹", "DIR"),
                help=session.say("输出到别的文件夹", "write into another folder"),
            ),
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
