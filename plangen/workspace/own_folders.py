"""The folders of a plan that only its owner and the build fill: what is written beside them never goes into them.

In source/ and templates/ an export would be taken for a part of the plan and recorded with it; in output/ it could bear
the name of the real document.
"""

from collections.abc import Iterator
from pathlib import Path

from plangen.errors import ExportInside
from plangen.workspace.project import OUTPUT, SOURCE, TEMPLATES, is_project

SOURCES = (SOURCE, TEMPLATES, ".git")
EVERY = (*SOURCES, OUTPUT)


def refuse_own(path: Path, folders: tuple[str, ...] = EVERY) -> None:
    """Refuse a file or folder that lies in one of these folders of a plan, of whichever plan that is.

    Raises:
        UsageProblem: ExportInside.
    """
    if owner_of(path, folders):
        raise ExportInside(path=str(path))


def owner_of(path: Path, folders: tuple[str, ...] = EVERY) -> Path | None:
    """The folder of the plan in whose folders `path` lies, links followed; None where it lies in none."""
    return next((root for way in _ways(path) for root in way.parents if _holds(root, way, folders)), None)


def _ways(path: Path) -> Iterator[Path]:
    """Where the path leads, and where it stands."""
    yield path.resolve()
    yield path.parent.resolve() / path.name


def _holds(root: Path, path: Path, folders: tuple[str, ...]) -> bool:
    # Some systems take Source and source for one folder.
    return path.relative_to(root).parts[0].casefold() in folders and is_project(root)
