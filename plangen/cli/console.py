"""What a command talks through: its language, its streams, the one place where results are shown."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from plangen.cli.words import Phrase

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Progress
    from plangen.reporting.result import Result
    from plangen.reporting.style import Style


class Console:
    """One run of the program, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, zh: str, en: str) -> str:
        """The text in the language of this run."""
        return Phrase(zh, en).say(self.language)

    def root(self, project: Path) -> Path:
        """The plan's folder, from a folder in it.

        Raises:
            UsageProblem: NoFolder, NoProject.
        """
        from plangen.workspace.project import find_root

        return find_root(project)

    def report(self, result: "Result", *, as_json: bool = False) -> int:
        """Show a result on stdout, as its lines come; its exit code."""
        lines = [result.json(self.language)] if as_json else result.text(self._style())
        for line in lines:
            sys.stdout.write(line + "\n")
        return result.exit_code

    def progress(self) -> "Progress":
        """Progress on stderr where somebody is watching it."""
        from plangen.reporting.progress import ProgressLine, Silent

        return ProgressLine(sys.stderr) if sys.stderr.isatty() else Silent()

    def _style(self) -> "Style":
        from plangen.reporting.style import Style

        return Style(self.language, colour=_wants_colour(sys.stdout))


def _wants_colour(stream: TextIO) -> bool:
    """NO_COLOR, then FORCE_COLOR, then whether somebody is watching."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
