"""`plangen notices status`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(notice: str, project: Path, *, as_json: bool) -> int:
        from plangen.pipeline.notices.status import notice_status
        from plangen.reporting.notices.approvals import status_json, status_text

        status = notice_status(session.root(project), notice)
        ok = status.outcome.ok(strict=False)
        if as_json:
            session.write([status_json(status, session.language, ok=ok)])
        else:
            session.write(status_text(status, session.style()))
        return 0 if ok else 1

    return session.command(
        "status",
        run,
        session.say(
            "每份通知走到哪一步：各环节由谁何时完成、是否有效、审批后改了什么、"
            "还缺什么、下一步由谁做什么、能否发布。\n\n"
            "不写通知则列出全部。",
            "Where each notice stands: stages, by whom and when, whether they hold, what changed since,"
            " what is missing, who is next, whether it can be issued. Without a notice: all of them.",
        ),
        [
            click.Argument(["notice"], required=False, default="", metavar=session.say("[通知]", "[NOTICE]")),
            session.json_option(),
            session.project_option(),
        ],
    )
