"""`plangen check`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path, *, strict: bool, as_json: bool) -> int:
        from plangen.pipeline.check import check_project
        from plangen.reporting.json import outcome_json
        from plangen.reporting.text import outcome_text

        outcome = check_project(session.root(project))
        ok = outcome.ok(strict=strict)
        if as_json:
            session.write([outcome_json(outcome, session.language, ok=ok)])
        else:
            session.write(outcome_text(outcome, session.style()))
        return 0 if ok else 1

    return session.command(
        "check",
        run,
        session.say(
            "检查演练计划，一次列出全部问题：哪里、什么问题、怎么办。",
            "Check the plan and list everything that is wrong with it.",
        ),
        [
            session.strict_option(),
            session.json_option(),
            session.project_option(),
        ],
    )
