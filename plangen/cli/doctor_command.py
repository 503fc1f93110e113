"""`plangen doctor`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path) -> int:
        from plangen.pipeline.doctor import examine
        from plangen.reporting.doctor import doctor_text

        report = examine(project)
        session.write(doctor_text(report, session.style()))
        return 0 if report.ok else 3

    return session.command(
        "doctor",
        run,
        session.say(
            "检查这台电脑：Python、所需的库、项目文件夹、LibreOffice、字体。",
            "Examine this machine: Python, libraries, project folder, LibreOffice, fonts.",
        ),
        [
            session.project_option(),
        ],
    )
