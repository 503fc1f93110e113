"""How the program ends where something stopped it: in words, with its code, promising nothing it does not know."""

import io
import sys
from typing import Any, NoReturn

import pytest

from plangen.cli.main import main


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
    if sys.stdout is not stdout:
        sys.stdout.close()  # what took its place
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
