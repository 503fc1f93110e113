"""What runs left in a project when they were killed: recognised by its name, taken away by the next one that writes."""

import os
from collections.abc import Iterator
from pathlib import Path

from plangen.disk.whole import is_leftover, sweep
from plangen.workspace.project import OUTPUT, SOURCE, TEMPLATES


def sweep_project(root: Path) -> None:
    """Take it away from the project at `root`, unless a living process works on it; links are not followed."""
    sweep(_folders(root))


def _folders(root: Path) -> Iterator[Path]:
    yield root
    for top in (SOURCE, TEMPLATES, OUTPUT, ".vscode"):
        if (root / top).is_symlink():
            continue
        for base, folders, _ in os.walk(root / top):
            folders[:] = [name for name in folders if name != ".git" and not is_leftover(name)]
            yield Path(base)
