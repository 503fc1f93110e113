"""`plangen log`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path, *, as_json: bool) -> int:
        from plangen.pipeline.revisions.log import log_project
        from plangen.reporting.revisions.changes import logged_json, logged_text

        logged = log_project(session.root(project))
        if as_json:
            session.write([logged_json(logged, session.language)])
        else:
            session.write(logged_text(logged, session.style()))
        return 0 if logged.revisions or not logged.findings else 1

    return session.command(
        "log",
        run,
        session.say(
            "列出已经记录的版本：日期、原因、演练、解决的问题、经办人。",
            "List the revisions: date, reason, drill, findings, who.",
        ),
        [session.json_option(), session.project_option()],
    )
