"""`plangen house`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path, *, force: bool) -> int:
        from plangen.pipeline.house import renew_house
        from plangen.reporting.text import outcome_text

        renewed = renew_house(session.root(project), force=force)
        if renewed.outcome.findings:
            session.write(outcome_text(renewed.outcome, session.style()))
        for line in renewed.files:
            session.write([f"  {session.say('已更新', 'updated')}  {line}"])
        if not renewed.files and renewed.outcome.ok(strict=False):
            session.write([f"  {session.say('无变化', 'unchanged')}  templates/house.docx"])
        return 0 if renewed.outcome.ok(strict=False) else 1

    return session.command(
        "house",
        run,
        session.say(
            "按 layout.yaml 重新生成公文模板 house.docx。手工修改过的模板不会被覆盖，除非加 --force。",
            "Make templates/house.docx anew from templates/layout.yaml."
            " One edited by hand is kept unless --force is given.",
        ),
        [
            click.Option(
                ["--force"],
                is_flag=True,
                default=False,
                help=session.say(
                    "覆盖手工修改过的模板（原文件另存）", "overwrite a template edited by hand (it is kept aside)"
                ),
            ),
            session.project_option(),
        ],
    )
