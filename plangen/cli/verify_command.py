"""`plangen verify`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(what: str, project: Path, *, as_json: bool) -> int:
        from plangen.pipeline.verify import State, verify_project
        from plangen.reporting.revisions.verified import verified_json, verified_text

        verified = verify_project(session.root(project), what)
        session.write([verified_json(verified)] if as_json else verified_text(verified, session.style()))
        return 0 if verified.state is State.CURRENT else 1

    return session.command(
        "verify",
        run,
        session.say(
            "核对一份打印件或者文件：属于哪个文件、哪个版本，是否现行有效。\n\n"
            "写页脚上的12位识别码（或者扫描二维码得到的文字），或者文件名；过期、被改动或者查不到时退出码为 1。",
            "Tell which document and revision a printed copy or a file is, and whether it is current.\n\n"
            "Give the 12 digits from the foot of a page (or what the QR code says), or a file.",
        ),
        [
            click.Argument(["what"], metavar=session.say("识别码或文件", "FINGERPRINT|FILE")),
            session.json_option(),
            session.project_option(),
        ],
    )
