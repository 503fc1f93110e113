"""What a command talks through: its language, its streams, the one place where results are shown."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from plangen.cli.screen import Screen, is_steered, wants_colour
from plangen.cli.words import Phrase
from plangen.visible import visible

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Progress
    from plangen.reporting.result import Result
    from plangen.reporting.style import Style


class Console:
    """One run of the program, in one language."""

    def __init__(self, language: str, out: Screen, err: Screen) -> None:
        self.language = language
        self.out, self.err = out, err

    def say(self, zh: str, en: str) -> str:
        """The text in the language of this run."""
        return Phrase(zh, en).say(self.language)

    def is_watched(self) -> bool:
        """Whether somebody sits at a terminal who can be asked."""
        return sys.stdin is not None and sys.stdin.isatty() and self.err.isatty()

    def root(self, project: Path) -> Path:
        """The plan's folder, from a folder in it; a change of several files that was cut short is finished first.

        Raises:
            UsageProblem: NoFolder, NoProject, ChangeDamaged.
        """
        from plangen.workspace.project import find_root
        from plangen.workspace.together import finish

        root = find_root(project)
        finish(root)
        return root

    def report(self, result: "Result", *, as_json: bool = False) -> int:
        """Show a result on stdout, as its lines come; its exit code."""
        if as_json:
            self.out.write(result.json(self.language) + "\n")
        else:
            for line in result.text(self._style()):
                self.out.write(visible(line, "\t") + "\n")  # a line is one, whatever the names in it hold
        return result.exit_code

    def progress(self) -> "Progress":
        """Progress on stderr where somebody is watching it."""
        from plangen.reporting.progress import ProgressLine, Silent

        return ProgressLine(self.err, self.err.escape) if is_steered(self.err, os.environ) else Silent()

    def _style(self) -> "Style":
        from plangen.reporting.style import Style

        return Style(self.language, escape=self.out.escape if wants_colour(self.out, os.environ) else "")
