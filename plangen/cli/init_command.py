"""`plangen init`."""

from pathlib import Path

import click

from plangen.cli.session import Session

__all__ = ["command"]


def command(session: Session) -> click.Command:
    def run(folder: Path) -> int:
        from plangen.pipeline.init import init_project

        count = init_project(folder)
        session.write(
            [
                session.say(
                    f"已在“{folder}”新建演练计划（{count} 个文件）。下一步：",
                    f"made a plan in “{folder}” ({count} files). Next:",
                ),
                f'  cd "{folder}"',
                session.say("  plangen check    # 检查计划", "  plangen check    # see what is to be filled in"),
                session.say("  plangen build    # 生成全部文件", "  plangen build    # make every document"),
            ]
        )
        return 0

    return session.command(
        "init",
        run,
        session.say(
            "新建文件夹，放入范例计划和模板。不会覆盖已有的文件。",
            "Make a new folder with the sample plan and templates. Overwrites nothing.",
        ),
        [
            click.Argument(["folder"], type=click.Path(path_type=Path), metavar=session.say("文件夹", "DIR")),
        ],
    )
