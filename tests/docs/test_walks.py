"""What the guides show of a terminal is what happens, line by line: blocks marked `console` are run in their order.

A line that begins with `$ ` is typed; the lines below it are what is answered. A line `……` stands for any lines that
the guide leaves out, `…` within a line for what is another each time. With `--update-golden` the answers are written
anew, but for those. Between them a block marked `diff` names a file and changes lines of it, as the reader is told to.
"""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.typesetter import NONE, typesetter

ROOT = Path(__file__).parents[2]
WALKS = [path for path in sorted(ROOT.glob("docs/*.md")) if "```console" in path.read_text(encoding="utf-8")]
BLOCK = re.compile(r"^```(console|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "……"

pytestmark = pytest.mark.slow


class Terminal:
    """A folder in which commands are typed one after another, as in a terminal: `cd` stays."""

    def __init__(self, folder: Path, printer: str) -> None:
        self.folder = folder
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PLANGEN"))}
        self.environment = {
            **clean,
            "GIT_CONFIG_GLOBAL": str(folder / "gitconfig"),
            "GIT_CONFIG_SYSTEM": os.devnull,
            "PLANGEN_SOFFICE": printer,
            "PYTHONIOENCODING": "utf-8",
            "HOME": str(folder),
        }
        (folder / "gitconfig").write_text(
            "[user]\nname = 测试\nemail = test@example.com\n[core]\nquotePath = false\n[init]\ndefaultBranch = main\n"
            "[pull]\nrebase = false\n",
            encoding="utf-8",
        )

    def answer(self, line: str) -> list[str]:
        """What is printed, without empty lines at the end."""
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return []
        if ">" in words:
            at = words.index(">")
            (self.folder / words[at + 1]).write_text(self._printed(words[:at]), encoding="utf-8")
            return []
        return self._printed(words).rstrip().splitlines()

    def change(self, block: str) -> None:
        """Change the lines of a file: each line behind - is there once, and becomes the line behind + below it."""
        name, *lines = block.rstrip().split("\n")
        text = (self.folder / name).read_text(encoding="utf-8")
        for old, new in zip(lines[::2], lines[1::2], strict=True):
            assert (old[0], new[0], text.count(f"{old[1:]}\n")) == ("-", "+", 1), block
            text = text.replace(f"{old[1:]}\n", f"{new[1:]}\n")
        (self.folder / name).write_text(text, encoding="utf-8")

    def _printed(self, words: list[str]) -> str:
        program = [sys.executable, "-m", "plangen"] if words[0] == "plangen" else [words[0]]
        spoken = {} if words[0] == "plangen" else {"LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        done = subprocess.run(
            [*program, *words[1:]],
            cwd=self.folder,
            env={**self.environment, **spoken},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode("utf-8", "replace")


def typed(block: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, with the lines that the guide shows below it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, *shown = part.rstrip().split("\n")
        yield line, shown


_MARK = re.compile(r"\b[0-9a-f]{12}\b")


def is_answered(answer: list[str], shown: list[str]) -> bool:
    """Whether the lines are those that are shown, whatever stands where lines are left out."""
    pattern = "".join(r"(?:[^\n]*\n)*" if line == LEFT_OUT else _line(line) for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in answer)) is not None


def _is_partly(shown: list[str]) -> bool:
    return any("…" in line for line in shown)


def _line(shown: str) -> str:
    """A line; within it `…` stands for what is another each time, such as the name of a commit.

    The mark of a paper is another one with each word that changes in the sample.
    """
    return _MARK.sub("[0-9a-f]{12}", re.escape(f"{shown}\n")).replace("…", r"[^\n]*")


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.name)
def test_what_a_guide_shows_happens(path: Path, tmp_path: Path, update_golden: bool) -> None:
    text = path.read_text(encoding="utf-8")
    (tmp_path / "printer").mkdir()
    terminal = Terminal(tmp_path, typesetter(tmp_path / "printer") if "notices issue" in text else NONE)
    for kind, block in BLOCK.findall(text):
        if kind == "diff":
            terminal.change(block)
            continue
        fresh = ""
        for line, shown in typed(block):
            answer = terminal.answer(line)
            fresh += f"$ {line}\n" + "".join(f"{each}\n" for each in (shown if _is_partly(shown) else answer))
            if not update_golden or _is_partly(shown):
                assert is_answered(answer, shown), f"{line}\n" + "\n".join(answer)
        text = text.replace(f"```console\n{block}```", f"```console\n{fresh}```")
    if update_golden:
        path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        (["a", "b"], True),
        (["a"], False),
        (["a", "b", "c"], False),
        (["a", LEFT_OUT], True),
        ([LEFT_OUT, "b"], True),
        ([LEFT_OUT], True),
        (["b", LEFT_OUT], False),
        (["a", LEFT_OUT, "b"], True),
        ([], False),
    ],
)
def test_lines_that_are_left_out(shown: list[str], fits: bool) -> None:
    assert is_answered(["a", "b"], shown) is fits
