"""What the commands share: language, common options, where the project is, how to write out."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Progress
    from plangen.reporting.style import Style


LANGUAGES = ("zh", "en")


def say(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en


class Session:
    """One run of the program, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, zh: str, en: str) -> str:
        return say(self.language, zh, en)

    def command(
        self, name: str, run: Callable[..., int], text: str, parameters: list[click.Parameter]
    ) -> click.Command:
        """A command whose callback returns the exit code."""
        return click.Command(
            name,
            callback=run,
            help=text,
            params=[*parameters, self.language_option()],
            options_metavar=self.say("[选项]", "[OPTIONS]"),
        )

    def language_option(self) -> click.Option:
        return click.Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            default=self.language,
            expose_value=False,
            help=self.say("界面语言", "language"),
        )

    def project_option(self) -> click.Option:
        return click.Option(
            ["--project", "project"],
            type=click.Path(path_type=Path),
            default=Path(),
            metavar=self.say("文件夹", "DIR"),
            help=self.say("演练计划所在的文件夹，默认当前文件夹", "the plan's folder, default: the current one"),
        )

    def strict_option(self) -> click.Option:
        return click.Option(
            ["--strict"],
            is_flag=True,
            default=False,
            help=self.say("有警告或有检查未能进行时也算不通过", "warnings and rules that could not run fail as well"),
        )

    def json_option(self) -> click.Option:
        return click.Option(
            ["--json", "as_json"],
            is_flag=True,
            default=False,
            help=self.say("以 JSON 输出结果（版本 1）", "print the result as JSON (version 1)"),
        )

    def root(self, project: Path) -> Path:
        from plangen.workspace.project import find_root

        return find_root(project)

    def style(self) -> "Style":
        from plangen.reporting.style import Style

        return Style(self.language, colour=_wants_colour(sys.stdout))

    def progress(self) -> "Progress":
        from plangen.reporting.progress import Line, Silent

        return Line(sys.stderr) if sys.stderr.isatty() else Silent()

    def write(self, lines: Iterable[str]) -> None:
        """Lines to stdout, as they come."""
        for line in lines:
            sys.stdout.write(line + "\n")


class Lazy(click.Group):
    """A group that imports a command only when it is asked for: `--help` must not wait for the Office libraries.

    Args:
        modules: the module of each command, in the order in which they are listed; each has `command(session)`.
    """

    def __init__(self, name: str, session: Session, *, modules: Mapping[str, str], text: str) -> None:
        super().__init__(
            name,
            help=text,
            options_metavar=session.say("[选项]", "[OPTIONS]"),
            subcommand_metavar=session.say("命令 …", "COMMAND ..."),
        )
        self._session = session
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the signature is click's
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        if cmd_name not in self._modules:
            return None
        command = import_module(self._modules[cmd_name]).command(self._session)
        assert isinstance(command, click.Command)
        return command


def _wants_colour(stream: TextIO) -> bool:
    """NO_COLOR, then FORCE_COLOR, then whether somebody is watching."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
