"""`plangen init`."""

import datetime
from pathlib import Path

import click

from plangen.cli.session import Session


def command(session: Session) -> click.Command:
    def run(folder: Path, *, git: bool | None, hook: bool, attributes: bool) -> int:
        from plangen.pipeline.init import init_project, track_project
        from plangen.reporting.init import initiated_text, tracked_text

        if git is False and (hook or attributes):
            said = session.say("--no-git 时没有可以设置的版本库", "with --no-git there is no repository to set up")
            raise click.UsageError(said)
        now = datetime.datetime.now().astimezone()
        if git or (git is None and (hook or attributes)):  # a project that is there already
            tracked = track_project(folder, now, hook=hook, add=attributes)
            session.write(tracked_text(tracked, session.style()))
            return 1 if tracked.findings or (tracked.hook and tracked.hook.kept) else 0
        made = init_project(folder, now, git=git is None)
        session.write(initiated_text(made, folder, session.style()))
        return 0

    return session.command(
        "init",
        run,
        session.say(
            "新建文件夹，放入范例计划和模板，并建立保存各个版本的版本库。不会覆盖已有的文件。\n\n"
            "已有的演练计划用 plangen init --git 文件夹 建立版本库；已经在版本库里的不再另建。",
            "Make a new folder with the sample plan and templates, and a repository that keeps its versions."
            " Overwrites nothing.\n\nFor a plan that is there already: plangen init --git DIR.",
        ),
        [
            click.Argument(["folder"], type=click.Path(path_type=Path), metavar=session.say("文件夹", "DIR")),
            click.Option(
                ["--git/--no-git"],
                default=None,
                help=session.say(
                    "给已有的演练计划建立版本库／新建时不建版本库",
                    "make a repository for a plan that is there / make none for a new one",
                ),
            ),
            click.Option(
                ["--hook"],
                is_flag=True,
                default=False,
                help=session.say(
                    "已有的演练计划：每次 git commit 前检查计划",
                    "for a plan that is there: check it before each commit",
                ),
            ),
            click.Option(
                ["--attributes"],
                is_flag=True,
                default=False,
                help=session.say(
                    "已有的演练计划：在 .gitignore、.gitattributes 末尾补上缺少的行，让 git diff 显示 Word 文件的文字",
                    "for a plan that is there: add lacking lines to .gitignore and .gitattributes, show Word files"
                    " as text in git diff",
                ),
            ),
        ],
    )
