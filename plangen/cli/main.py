"""Entry point: chooses the language, dispatches, and maps every ending to an exit code.

0 fine, 1 findings, 2 usage, 3 environment, 70 a bug in plangen, 130, 143 and 129 interrupted, 141 nobody reads on.
"""

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn, TextIO, cast

import click

from plangen.account import kept_account
from plangen.cli.console import Console
from plangen.cli.options import Menu, option
from plangen.cli.screen import ReaderGone, Screen
from plangen.cli.words import LANGUAGES, Phrase
from plangen.errors import Interrupted, InterruptedLate, LocaleTooSmall, PlangenError, SystemRefused
from plangen.office.pdf.work_folder import sweep
from plangen.stopping import Stopped, Watch
from plangen.version import VERSION
from plangen.visible import visible

_MODULES = {  # in the order met
    **dict.fromkeys(("init", "check", "todo"), "plan"),
    "build": "documents",
    "notices": "notices",
    **dict.fromkeys(("packet", "verify"), "packets"),
    "revise": "revising",
    **dict.fromkeys(("log", "diff", "redline", "text", "demo-history"), "revisions"),
    **dict.fromkeys(("rename", "migrate"), "changing"),
    **dict.fromkeys(("schema", "explain", "docs", "house"), "plan"),
    **dict.fromkeys(("outline", "preview", "proof"), "documents"),
    "doctor": "plan",
}
PROGRAM = Menu(
    Phrase(
        "一套源文件，生成全部演练文件。\n\n"
        "在演练计划的文件夹里运行：plangen check 检查计划，plangen build 生成全部文件。",
        "One source, the whole dossier.\n\n"
        "Run inside a plan's folder: plangen check finds what is wrong, plangen build makes every document.",
    ),
    {name: f"plangen.cli.{module}" for name, module in _MODULES.items()},
    (
        option(
            "--lang",
            text=Phrase("界面语言，默认 zh；也可设环境变量 PLANGEN_LANG", "language, default zh; or PLANGEN_LANG"),
            type=click.Choice(LANGUAGES),
            expose_value=False,
        ),
    ),
)
_ERROR = Phrase("出错", "error")
_CHANGED = Phrase("此前已经改动", "changed before that")
_MOST_NAMED = 5
_BUG = Phrase(
    "plangen 自身出错了。出错前可能已经写好了一部分文件{changed}，请先看一看演练计划的文件夹（例如用 git status）"
    "再继续；并把上面的内容连同版本号 {version} 发给维护人员",
    "plangen itself failed. It may have written some files before that{changed}: look at the plan's folder (with git"
    " status, for example) before you go on. Please report the text above with the version {version}",
)
_BUG_CODE = 70
_READER_GONE = 141  # as of a program that SIGPIPE ended; what had to be done was done before anything was shown
_STDERR = 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, Watch()))


def run(arguments: Sequence[str], watch: Watch) -> int:
    """Run the command line; the exit code, however it ends."""
    _fill_standard_streams()
    out, err = Screen(sys.stdout, must=True), Screen(sys.stderr, must=False)
    sys.stdout, sys.stderr = cast(TextIO, out), cast(TextIO, err)
    console = Console(_language(arguments, out), out, err)
    _translate_click(console.language)
    with kept_account() as changed:
        try:
            sweep()
            code = _program(console.language).main(list(arguments), "plangen", standalone_mode=False, obj=console)
            console.out.flush()
        except (Exception, KeyboardInterrupt, Stopped) as error:  # noqa: BLE001  # the one place that may
            return _ended(error, _Run(console, watch, changed, as_json="--json" in arguments))
    return code if isinstance(code, int) else 0


class _Run(NamedTuple):
    """What is known when something ends a run."""

    console: Console
    watch: Watch
    changed: Mapping[Path, None]
    as_json: bool

    def listed(self) -> str:
        """The files that it has changed, the first few of them by name."""
        names = self.console.say("、", ", ").join(map(_shown, list(self.changed)[:_MOST_NAMED]))
        more = len(self.changed) - _MOST_NAMED
        return names + (self.console.say(f"等 {len(self.changed)} 个", f" and {more} more") if more > 0 else "")


def _shown(path: Path) -> str:
    """From the folder in which the user stands, where it lies below that."""
    with suppress(OSError, ValueError):  # it may be gone, or lie elsewhere
        return str(path.relative_to(Path.cwd()))
    return str(path)


def _ended(error: BaseException, run: _Run) -> int:
    """Say what ended the run, and let nothing that could not be written be tried again when the program ends."""
    code = _code(error, run)
    try:
        run.console.out.flush()
    except (OSError, ReaderGone):
        run.console.out.give_up()
    return code


def _code(error: BaseException, run: _Run) -> int:
    stopped = isinstance(error, (KeyboardInterrupt, click.Abort, Stopped))
    if stopped or run.watch.came:  # whatever became of it on its way
        _say(InterruptedLate(changed=run.listed()) if run.changed else Interrupted(), run)
        return run.watch.code
    if isinstance(error, ReaderGone):
        return _READER_GONE
    if isinstance(error, click.ClickException):
        error.show()
        return 2
    problem = error if isinstance(error, PlangenError) else _refusal(error)
    if problem is None:
        return _bug(error, run)
    _say(problem, run)
    if run.changed:
        run.console.err.write(f"{_CHANGED.say(run.console.language)}: {visible(run.listed())}\n")
    return problem.exit_code


def _refusal(error: BaseException) -> PlangenError | None:
    """What the system refused, unless it is a bug of ours."""
    if isinstance(error, OSError):
        return SystemRefused(reason=error.strerror or str(error), path=error.filename or "stdout")
    named = sys.getfilesystemencoding()
    if isinstance(error, UnicodeEncodeError) and named != "utf-8":
        return LocaleTooSmall(encoding=named)
    return None


def _fill_standard_streams() -> None:
    """Give each closed one a place: the next file that is opened would get its number, and messages its content."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(number)


def _program(language: str) -> click.Group:
    """The whole command line."""
    program = PROGRAM.spoken("plangen", language)
    program.context_settings["help_option_names"] = ["-h", "--help"]
    click.version_option(VERSION, prog_name="plangen")(program)
    return program


def _say(problem: PlangenError, run: _Run) -> None:
    from plangen.reporting.problems import problem_json, problem_text

    language = run.console.language
    if run.as_json:
        with suppress(OSError, ReaderGone):
            run.console.out.write(problem_json(problem, language) + "\n")
    run.console.err.write(f"{_ERROR.say(language)}: {visible(problem_text(problem, language))}\n")


def _bug(error: BaseException, run: _Run) -> int:
    import traceback

    traceback.print_exception(error)
    known = run.console.say(f"（已知的有：{run.listed()}）", f" (known: {run.listed()})") if run.changed else ""
    said = _BUG.say(run.console.language).format(version=VERSION, changed=visible(known))
    run.console.err.write(said + "\n")
    return _BUG_CODE


def _language(arguments: Sequence[str], out: Screen) -> str:
    """What `--lang` says anywhere on the line, else PLANGEN_LANG, else Chinese where it can be shown."""
    usual = "zh" if out.can_show("中") else "en"
    wanted = os.environ.get("PLANGEN_LANG", usual)
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        elif argument == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
    return wanted if wanted in LANGUAGES else usual


def _translate_click(language: str) -> None:
    """Click words its own messages through gettext."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
    gettext.bindtextdomain("plangen", str(Path(__file__).parent / "locale"))  # importlib.resources would cost 12 ms
    gettext.textdomain("plangen")
