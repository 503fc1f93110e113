"""Whether a file may be replaced: only as it was written here, since an edit by hand must not be lost."""

import io
import zipfile
from pathlib import Path

_PROPERTIES = "docProps/core.xml"  # every program that saves a file writes its own


def is_replaceable(path: Path, raw: bytes) -> bool:
    """Whether nothing stands at `path`, or a Word file of the same title that nobody has saved since."""
    if not path.exists():
        return True
    try:
        return _properties(path.read_bytes()) == _properties(raw)
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _properties(raw: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(_PROPERTIES)
