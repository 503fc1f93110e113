"""Commands, options and arguments: declared once, in both languages, and made for click in the one that is wanted.

A command is a function of a console and of its options that returns the exit code:

    @command(Phrase("…", "…"), STRICT, JSON, PROJECT)
    def check(console: Console, project: Path, *, strict: bool, as_json: bool) -> int: ...
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import click

from plangen.cli.help_page import HelpContext, first_sentence
from plangen.cli.words import LANGUAGES, Phrase

_OPTIONS = Phrase("[选项]", "[OPTIONS]")
_COMMAND = Phrase("命令 …", "COMMAND ...")


class Parameter(NamedTuple):
    """An option or an argument; among its settings those that people read are phrases."""

    kind: type[click.Option] | type[click.Argument]
    names: Sequence[str]
    settings: Mapping[str, Any]

    def spoken(self, language: str) -> click.Parameter:
        """The parameter as click wants it, in one language."""
        return self.kind(list(self.names), **{key: _spoken(value, language) for key, value in self.settings.items()})


def _spoken(value: Any, language: str) -> Any:
    return value.say(language) if isinstance(value, Phrase) else value


class Declaration(NamedTuple):
    """A command: what it runs, what its help says, what it takes."""

    run: Callable[..., int]
    text: Phrase
    parameters: Sequence[Parameter]

    def spoken(self, name: str, language: str) -> click.Command:
        """The command as click wants it; called with the context's object, which is the console."""
        said = self.text.say(language)
        return _Told(
            name,
            callback=click.pass_obj(self.run),
            help=said,
            short_help=first_sentence(said),
            params=[each.spoken(language) for each in (*self.parameters, LANGUAGE)],
            options_metavar=_OPTIONS.say(language),
        )


class Menu(NamedTuple):
    """A group of commands: in which module each stands, in the order in which they are listed."""

    text: Phrase
    modules: Mapping[str, str]
    parameters: Sequence[Parameter] = ()

    def spoken(self, name: str, language: str) -> click.Group:
        """The group as click wants it."""
        return Lazy(
            self,
            language,
            name=name,
            help=self.text.say(language),
            short_help=first_sentence(self.text.say(language)),
            params=[each.spoken(language) for each in self.parameters or (LANGUAGE,)],
            options_metavar=_OPTIONS.say(language),
            subcommand_metavar=_COMMAND.say(language),
        )


class _Told(click.Command):
    context_class = HelpContext


class Lazy(click.Group):
    """A group that imports a command only when it is asked for: `--help` must not wait for the Office libraries."""

    context_class = HelpContext

    def __init__(self, menu: Menu, language: str, **settings: Any) -> None:
        super().__init__(**settings)
        self._menu, self._language = menu, language

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order of the menu."""
        return list(self._menu.modules)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None where there is none."""
        if cmd_name not in self._menu.modules:
            return None
        declared = getattr(import_module(self._menu.modules[cmd_name]), cmd_name.replace("-", "_"))
        assert isinstance(declared, Declaration | Menu)
        return declared.spoken(cmd_name, self._language)


def command(text: Phrase, *parameters: Parameter) -> Callable[[Callable[..., int]], Declaration]:
    """Declares a function to be a command with these parameters, in the order in which help lists them."""
    return lambda run: Declaration(run, text, parameters)


def argument(name: str, metavar: Phrase, **settings: Any) -> Parameter:
    """What is named without an option."""
    return Parameter(click.Argument, [name], {"metavar": metavar, **settings})


def option(*names: str, text: Phrase, metavar: Phrase | None = None, **settings: Any) -> Parameter:
    """An option with a value, or with `is_flag` one without."""
    shown = {"metavar": metavar} if metavar else {}
    return Parameter(click.Option, names, {"help": text, **shown, **settings})


def flag(*names: str, text: Phrase) -> Parameter:
    """An option that is there or not."""
    return option(*names, text=text, is_flag=True, default=False)


def path_option(*names: str, text: Phrase, metavar: Phrase, **allowed: bool) -> Parameter:
    """An option that names a file or a folder; `file_okay=False` or `dir_okay=False` rules one of them out."""
    return option(*names, text=text, metavar=metavar, type=click.Path(path_type=Path, **allowed))


def read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> datetime.date | None:
    """A date as people write it."""
    from plangen.model.values import parse_date

    try:
        return parse_date(value) if value else None
    except ValueError:
        said = ctx.obj.say(f"“{value}”不是日期，写成 2026-03-01", f"'{value}' is not a date; write 2026-03-01")
        raise click.BadParameter(said, ctx, param) from None


def today() -> datetime.date:
    """Where the plans are in force."""
    return now().date()


def now() -> datetime.datetime:
    """The time where the plans are in force."""
    from plangen.model.in_force import CHINA

    return datetime.datetime.now(CHINA)


TEXT, DATE, DIR = Phrase("文字", "TEXT"), Phrase("日期", "DATE"), Phrase("文件夹", "DIR")
FILE, DOCX, NAME = Phrase("文件", "FILE"), Phrase("文件.docx", "FILE.docx"), Phrase("姓名", "NAME")

LANGUAGE = option("--lang", text=Phrase("界面语言", "language"), type=click.Choice(LANGUAGES), expose_value=False)
PROJECT = option(
    "--project",
    text=Phrase("演练计划所在的文件夹，默认当前文件夹", "the plan's folder, default: the current one"),
    metavar=DIR,
    type=click.Path(path_type=Path),
    default=Path(),
)
STRICT = flag(
    "--strict", text=Phrase("有警告或有检查未能进行时也算不通过", "warnings and rules that could not run fail as well")
)
JSON = flag("--json", "as_json", text=Phrase("以 JSON 输出结果（版本 1）", "print the result as JSON (version 1)"))
