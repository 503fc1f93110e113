"""Generated files as they were before somebody edited them: kept beside the output, found again for a redline."""

import itertools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from plangen.workspace.conversions import Conversions
from plangen.workspace.manifest import Manifest, ManifestEntry, digest
from plangen.workspace.output import Published, old_manifest
from plangen.workspace.project import OUTPUT

_KEPT = (".docx", ".xlsx")  # what people edit, and what can be compared
_KIND = "generated"  # not .docx: nobody should come across it by searching for a document
_COPY = re.compile(r"（手工修改\d*）$")


class Generated(Struct, frozen=True, kw_only=True):
    """What a file was before it was edited."""

    raw: bytes
    is_later: bool = False  # what was generated then is gone: this is what is generated now


def remember(root: Path, published: Published, before: Manifest | None) -> None:
    """Keep what was just generated, and of each copy of an edited file which generated one it comes from."""
    output, kept = root / OUTPUT, Conversions(root)
    origins = list(_origins(kept, published.copies, before.files if before else {}))
    written = [output / path for path in published.written if path.endswith(_KEPT)]
    if origins or written:
        raws = (path.read_bytes() for path in written)
        kept.put_all(_KIND, itertools.chain(origins, ((digest(raw), raw) for raw in raws)))


def _origins(
    kept: Conversions, copies: Mapping[str, str], before: Mapping[str, ManifestEntry]
) -> Iterator[tuple[str, bytes]]:
    """By the key of each copy of an edited file, what was generated in its place before."""
    for path, copy in copies.items():
        if path in before and path.endswith(_KEPT):
            raw = _whole(kept, before[path].sha256)
            if raw is not None:
                yield _key(copy), raw


def as_generated(root: Path, file: Path) -> Generated | None:
    """What the file in the project's output was when it was generated; None where that is not known."""
    output = (root / OUTPUT).resolve()
    if not file.resolve().is_relative_to(output):
        return None
    path = file.resolve().relative_to(output).as_posix()
    kept, manifest = Conversions(root), old_manifest(output)
    entries = manifest.files if manifest else {}
    raw = _whole(kept, entries[path].sha256) if path in entries else kept.get(_key(path), _KIND)
    if raw is not None:
        return Generated(raw=raw)
    pure = PurePosixPath(path)
    now = str(pure.with_name(_COPY.sub("", pure.stem) + pure.suffix))
    if now == path or now not in entries or not (output / now).is_file():
        return None
    raw = (output / now).read_bytes()
    return Generated(raw=raw, is_later=True) if digest(raw) == entries[now].sha256 else None


def _whole(kept: Conversions, sha256: str) -> bytes | None:
    """What was generated with just this hash."""
    raw = kept.get(sha256, _KIND)
    return raw if raw is not None and digest(raw) == sha256 else None


def _key(copy: str) -> str:
    """Where the origin of a copy is kept: by the copy's name, so that it may be edited further."""
    return f"edited-{digest(copy.encode())}"
