"""Where LibreOffice is on this machine."""

import shutil
from pathlib import Path

__all__ = ["office_program"]

_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def office_program() -> str | None:
    """Its path: on PATH, else where Windows and macOS usually have it."""
    return shutil.which("soffice") or next((path for path in _USUAL if Path(path).is_file()), None)
