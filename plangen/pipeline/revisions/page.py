"""Writing a page of changes where it was asked for, never over a page of somebody else's."""

from pathlib import Path

from plangen.errors import PageTaken
from plangen.workspace.atomic import write_atomically

_OURS = b'<meta name="generator" content="plangen">'


def write_page(path: Path, text: str) -> None:
    """Write a page.

    Raises:
        UsageProblem: PageTaken where another file is there.
        EnvironmentProblem: Unwritable.
    """
    if path.exists() and (not path.is_file() or _OURS not in path.read_bytes()[:2000]):
        raise PageTaken(path=str(path))
    write_atomically(path, text.encode())
