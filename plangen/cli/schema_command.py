"""`plangen schema`."""

from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(project: Path) -> int:
        from plangen.pipeline.schema import write_schemas

        changed, names = write_schemas(session.root(project))
        session.write(
            f"  {session.say('已更新', 'updated') if name in changed else session.say('无变化', 'unchanged')}  {name}"
            for name in names
        )
        return 0

    return session.command(
        "schema",
        run,
        session.say(
            "更新 source/.schema/ 里的 JSON Schema，供 VS Code 等编辑器提示栏目、检查写法。",
            "Write the JSON Schemas to source/.schema/, from which editors such as VS Code complete and check.",
        ),
        [
            session.project_option(),
        ],
    )
