"""How the program ends where something stopped it: in words, with its code, promising nothing it does not know."""

import io
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

from plangen.cli.main import main, run
from plangen.cli.screen import Screen
from plangen.stopping import SIGNALS, Watch
from plangen.visible import is_seen

ROOT = Path(__file__).parents[2]


class Broken(io.StringIO):
    """A stream that nobody has thought of."""

    def write(self, text: str, /) -> NoReturn:
        raise LookupError(text)


def ending(arguments: tuple[str, ...], stdout: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> tuple[object, str]:
    """The exit code, and what stands on stderr."""
    err = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", err)
    monkeypatch.setenv("LANGUAGE", "")
    with pytest.raises(SystemExit) as done:
        main(arguments)
    return done.value.code, err.getvalue()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("plangen 自身出错了", "可能已经写好了一部分文件", "git status", "版本号")),
        ("en", ("plangen itself failed", "may have written some files", "git status", "version")),
    ],
)
def test_a_bug_is_reported_without_promising_that_nothing_was_written(
    monkeypatch: pytest.MonkeyPatch, language: str, said: tuple[str, ...]
) -> None:
    """Nobody knows how far it had come: a bug after the swap of a build leaves the new files behind."""
    code, err = ending(("explain", "--lang", language), Broken(), monkeypatch)
    assert code == 70
    assert "LookupError" in err  # what the maintainers need
    assert [each for each in said if each not in err] == []
    assert "没有改动" not in err
    assert "not changed" not in err


class Full(io.StringIO):
    """A disk without room."""

    def write(self, text: str, /) -> NoReturn:
        raise OSError(28, "No space left on device", "report.txt")


def test_what_the_system_refuses_is_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    code, err = ending(("explain", "--lang", "en"), Full(), monkeypatch)
    assert (code, err) == (3, "error: the system refused: No space left on device (report.txt)\n")


class Impatient(io.StringIO):
    """Somebody presses Ctrl-C while it writes."""

    def write(self, text: str, /) -> NoReturn:
        raise KeyboardInterrupt


def test_ctrl_c_has_its_own_code(monkeypatch: pytest.MonkeyPatch) -> None:
    code, err = ending(("explain", "--lang", "en"), Impatient(), monkeypatch)
    assert (code, err.strip()) == (130, "error: interrupted; no generated file was changed")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("explain", "T201"), 0),
        (("explain", "T999"), 2),
        (("check",), 2),
        (("verify", "x"), 2),
        (("bild",), 2),
        (("notices",), 2),
        (("text", "nothing.docx"), 2),
    ],
)
def test_outside_a_plan_the_code_says_that_the_command_was_wrong(
    plangen: Any, arguments: tuple[str, ...], code: int
) -> None:
    assert plangen(*arguments).code == code


def test_a_folder_in_a_plan_stands_for_the_plan(plangen: Any, project: Any) -> None:
    assert plangen("schema", folder=project / "source").code == 0
    assert plangen("schema", "--project", str(project / "templates")).code == 0


START = [sys.executable, "-m", "plangen"]


def shell(command: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    """What bash makes of a command; `plangen` in it is the program."""
    program = f'plangen() {{ {shlex.join(START)} "$@"; }}; set -o pipefail; {command}'
    done = subprocess.run(
        ["bash", "-c", program],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PLANGEN_LANG": "en", "PLANGEN_SOFFICE": "none", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("plangen explain T201 >&-", 0, ""),
        ("plangen explain T999 >&- 2>&-", 2, ""),
        ("plangen explain T999 2>/dev/full", 2, ""),
        ("plangen bild 2>/dev/full", 2, ""),
        ("plangen explain T201 <&-", 0, ""),
        (
            "plangen explain T201 >/dev/full",
            3,
            "error: the system refused: No space left on device (stdout)\n",
        ),
        ("plangen --help >/dev/full", 3, "error: the system refused: No space left on device (stdout)\n"),
    ],
)
def test_a_stream_that_takes_nothing_changes_no_code_and_gets_no_traceback(
    tmp_path: Path, command: str, code: int, said: str
) -> None:
    found, _, err = shell(command, tmp_path)
    assert (found, err) == (code, said)


@pytest.mark.parametrize(
    ("command", "code"), [("explain", 141), ("explain --help", 141), ("explain T999 2>&1", 2), ("explain T999", 2)]
)
def test_a_reader_that_has_gone_is_told_by_the_code_that_shells_give(tmp_path: Path, command: str, code: int) -> None:
    """As `head` is, but surely gone: a reader that closes late may yet have taken all."""
    nobody, written = os.pipe()
    os.close(nobody)
    with os.fdopen(written, "wb") as stream:
        done = subprocess.run(
            ["bash", "-c", f"{shlex.quote(sys.executable)} -m plangen {command}"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PLANGEN_LANG": "en"},
            stdout=stream,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


def test_a_locale_without_the_letters_ends_in_words(tmp_path: Path) -> None:
    """Names of files are Chinese; a locale of plain ASCII cannot write them, and says what to do."""
    posix = {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    assert shell("plangen init plan --no-git", tmp_path, **posix)[0] == 0
    code, _, err = shell("cd plan && plangen build sign-in", tmp_path, **posix)
    assert (code, err.count("\n")) == (3, 1)
    assert "PYTHONUTF8=1" in err
    assert shell("plangen explain T999", tmp_path, **posix, PLANGEN_LANG="")[2].startswith("error: ")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_run_that_is_stopped_says_so_with_the_code_of_the_signal(
    monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    class Stopping(io.StringIO):
        def write(self, text: str, /) -> int:
            signal.raise_signal(number)
            return len(text)

    watch = Watch()
    before = {each: signal.getsignal(each) for each in SIGNALS}
    err = io.StringIO()
    monkeypatch.setattr(sys, "unraisablehook", sys.unraisablehook)
    monkeypatch.setattr(sys, "stdout", Stopping())
    monkeypatch.setattr(sys, "stderr", err)
    try:
        watch.start()
        assert run(("explain", "--lang", "en"), watch) == code
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    assert err.getvalue().startswith("error: interrupted")


def test_a_signal_that_a_library_turns_into_an_error_is_no_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch()
    watch.came = signal.SIGTERM
    err = io.StringIO()
    monkeypatch.setattr(sys, "stdout", Broken())
    monkeypatch.setattr(sys, "stderr", err)
    assert run(("explain", "--lang", "en"), watch) == 143
    assert "LookupError" not in err.getvalue()


NASTY = "a\x1b]0;pwned\x07\x1b[31m\u202eb\nc\x9b2J"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--project", NASTY),
        ("build", NASTY),
        ("build", "--rev", NASTY),
        ("explain", NASTY),
        ("text", NASTY),
        ("verify", NASTY),
        ("diff", NASTY, NASTY),
        ("redline", NASTY, NASTY),
        ("notices", "check", NASTY),
        ("notices", "status", NASTY),
        ("packet", NASTY),
        (NASTY,),
        (f"--{NASTY}",),
        ("init", NASTY, "--hook"),
    ],
    ids=lambda arguments: " ".join(arguments).partition("a\x1b")[0] or "name",
)
def test_no_name_and_no_argument_steers_the_terminal(plangen: Any, project: Path, arguments: tuple[str, ...]) -> None:
    for folder in ("scenarios", "injects", "calendars"):
        (project / f"source/{folder}/{NASTY}.yaml").write_text("id: [", encoding="utf-8")
    (project / f"source/{NASTY}.yaml").write_text("x", encoding="utf-8")
    for language in ("zh", "en"):
        _, out, err = plangen(*arguments, folder=project, environment={"PLANGEN_LANG": language, "FORCE_COLOR": "1"})
        said = re.sub(r"\x1b\[[\d;]*m", "", out) + err
        assert not [char for char in said if char not in "\n\t" and not is_seen(char)]
        assert "\x1b[31mb" not in out


def test_json_holds_names_as_they_are(plangen: Any, project: Path) -> None:
    (project / f"source/scenarios/{NASTY}.yaml").write_text("id: [", encoding="utf-8")
    found = json.loads(plangen("check", "--json", folder=project).out)
    assert f"source/scenarios/{NASTY}.yaml" in {finding["file"] for finding in found["findings"]}


def test_a_bug_shows_what_is_in_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    class Steering(io.StringIO):
        def write(self, text: str, /) -> NoReturn:
            raise LookupError(NASTY)

    code, err = ending(("explain",), Steering(), monkeypatch)
    assert code == 70
    assert "\x1b" not in err
    assert r"\x1b]0;pwned" in err


@pytest.mark.parametrize(("terminal", "coloured"), [("xterm", True), ("dumb", False), (None, True)])
def test_a_terminal_that_knows_only_to_print_gets_no_colour_and_no_progress(
    plangen: Any, project: Path, monkeypatch: pytest.MonkeyPatch, terminal: str | None, coloured: bool
) -> None:
    monkeypatch.setattr(Screen, "isatty", lambda _self: True)
    monkeypatch.delenv("TERM", raising=False)
    environment = {"TERM": terminal} if terminal else {}
    assert ("\x1b[" in plangen("check", folder=project, environment=environment).out) is coloured
    assert ("\x1b[" in plangen("build", "sign-in", folder=project, environment=environment).err) is coloured


class Ending(io.StringIO):
    """Something goes wrong when the result is to be shown: all has been done by then."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str, /) -> NoReturn:
        raise self.error


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            LookupError(),
            70,
            r"It may have written some files before that \(known: .*output/12-签到表\.docx.*\): look at",
        ),
        (
            KeyboardInterrupt(),
            130,
            r"error: interrupted; changed before that: .*output/12-签到表\.docx.*\. Each file is whole",
        ),
        (
            OSError(28, "No space left"),
            3,
            r"refused: No space left \(stdout\)\nchanged before that: .*output/12-签到表\.docx",
        ),
    ],
)
def test_what_was_changed_before_the_end_is_said(
    project: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    monkeypatch.chdir(project)
    found, err = ending(("build", "sign-in", "--lang", "en"), Ending(error), monkeypatch)
    assert found == code
    assert re.search(said, err, re.DOTALL), err


def test_many_changed_files_are_counted(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANGEN_SOFFICE", "none")
    monkeypatch.chdir(project)
    _, err = ending(("build", "2", "3", "8", "11", "12", "--lang", "en"), Ending(KeyboardInterrupt()), monkeypatch)
    count = len([path for path in (project / "output").iterdir() if path.is_file() and not path.name.startswith(".")])
    assert count > 5
    assert f" and {count - 5} more. Each file" in err
