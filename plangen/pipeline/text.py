"""`plangen text`: an Office file as lines."""

import hashlib
from pathlib import Path

from plangen.errors import NoFile
from plangen.office.ooxml.guard import LIMIT
from plangen.office.readable import readable


def lines_of(path: Path) -> tuple[list[str] | None, str]:
    """The lines of a file, None where they cannot be read, and one line that stands for it then.

    Raises:
        UsageProblem: NoFile.
    """
    if not path.is_file():
        raise NoFile(path=str(path))
    size = path.stat().st_size
    if size > LIMIT:
        return None, f"[{size} B]"
    raw = path.read_bytes()
    return readable(raw), f"[{size} B, SHA-256 {hashlib.sha256(raw).hexdigest()[:16]}]"
