"""Entry point: chooses the language, dispatches, and maps every ending to an exit code.

0 fine, 1 findings, 2 usage, 3 environment, 70 a bug in plangen, 130 interrupted.
"""

import gettext
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, TextIO

import click

from plangen.cli.console import Console
from plangen.cli.options import Menu, option
from plangen.cli.words import LANGUAGES, Phrase
from plangen.errors import Interrupted, PlangenError, SystemRefused
from plangen.version import VERSION

_MODULES = {  # in the order met
    **dict.fromkeys(("init", "check"), "plan"),
    "build": "documents",
    "notices": "notices",
    **dict.fromkeys(("packet", "verify"), "packets"),
    "revise": "revising",
    **dict.fromkeys(("log", "diff", "redline", "text", "demo-history"), "revisions"),
    **dict.fromkeys(("schema", "explain", "house"), "plan"),
    "proof": "documents",
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
_BUG = Phrase(
    "plangen 自身出错了。出错前可能已经写好了一部分文件，请先看一看演练计划的文件夹（例如用 git status）再继续；"
    "并把上面的内容连同版本号 {version} 发给维护人员",
    "plangen itself failed. It may have written some files before that: look at the plan's folder (with git status, for"
    " example) before you go on. Please report the text above with the version {version}",
)
_BUG_CODE = 70


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    arguments = sys.argv[1:] if arguments is None else arguments
    sys.stdout, sys.stderr = _made_tolerant(sys.stdout), _made_tolerant(sys.stderr)
    language = _language(arguments)
    _translate_click(language)
    sys.exit(_run(arguments, language))


def _run(arguments: Sequence[str], language: str) -> int:
    try:
        program = _program(language)
        code = program.main(list(arguments), prog_name="plangen", standalone_mode=False, obj=Console(language))
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return _stop(Interrupted(), language, as_json="--json" in arguments)
    except PlangenError as error:
        return _stop(error, language, as_json="--json" in arguments)
    except OSError as error:
        sys.stdout = _made_tolerant(None)  # what it still holds could not be written: do not try again at exit
        return _stop(SystemRefused(reason=error.strerror or str(error), path=error.filename or "stdout"), language)
    except Exception as error:  # noqa: BLE001  # the one place that may: a bug must end in words and a report
        return _bug(error, language)
    return code if isinstance(code, int) else 0


def _program(language: str) -> click.Group:
    """The whole command line."""
    program = PROGRAM.spoken("plangen", language)
    program.context_settings["help_option_names"] = ["-h", "--help"]
    click.version_option(VERSION, prog_name="plangen")(program)
    return program


def _stop(problem: PlangenError, language: str, *, as_json: bool = False) -> int:
    from plangen.reporting.problems import problem_json, problem_text

    if as_json:
        sys.stdout.write(problem_json(problem, language) + "\n")
    sys.stderr.write(f"{_ERROR.say(language)}: {problem_text(problem, language)}\n")
    return problem.exit_code


def _bug(error: Exception, language: str) -> int:
    import traceback

    traceback.print_exception(error)
    sys.stderr.write(_BUG.say(language).format(version=VERSION) + "\n")
    return _BUG_CODE


def _language(arguments: Sequence[str]) -> str:
    """What `--lang` says anywhere on the line, else PLANGEN_LANG, else Chinese: the users read Chinese."""
    wanted = os.environ.get("PLANGEN_LANG", "zh")
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            wanted = argument.partition("=")[2]
        elif argument == "--lang" and index + 1 < len(arguments):
            wanted = arguments[index + 1]
    return wanted if wanted in LANGUAGES else "zh"


def _translate_click(language: str) -> None:
    """Click words its own messages through gettext."""
    os.environ["LANGUAGE"] = "zh_CN" if language == "zh" else "en"
    gettext.bindtextdomain("plangen", str(Path(__file__).parent / "locale"))  # importlib.resources would cost 12 ms
    gettext.textdomain("plangen")


def _made_tolerant(stream: TextIO | None) -> TextIO:
    """A stream that takes every text: one in GBK shows "?" for what it cannot print, a closed one swallows all."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="replace")
    return stream
