"""What `plangen verify` is asked about: digits from a page, or a file."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from plangen.errors import NoCopy, NoFingerprint
from plangen.model.papers import mark_typed
from plangen.office.readable.fingerprint import said_in
from plangen.pipeline.packets.records import FOLDER
from plangen.workspace.manifest import Manifest, ManifestEntry, digest
from plangen.workspace.output import old_manifest
from plangen.workspace.project import OUTPUT

_HEAD = re.compile(r"[0-9A-Fa-f]{32,64}")
_FOLDER_NUMBER = re.compile(r"^\d+-")


class Questioned(Struct, frozen=True, kw_only=True):
    """One of the digits, and of a file what it says of itself."""

    mark: str = ""
    head: str = ""  # the digits of a record, from a page of revisions
    raw: bytes | None = None  # of the file
    plan: str = ""  # the title of the plan, as the file says
    label: str = ""  # the edition, as the file says
    document: str = ""  # its id, as the file says


def asked(root: Path, what: str) -> Questioned:
    """What is meant.

    Raises:
        UsageProblem: NoCopy where it is neither digits nor a file; NoFingerprint where a file has none.
    """
    path = Path(what)
    if path.is_file():
        raw = path.read_bytes()
        said = said_in(raw)
        mark = said.get("fingerprint", "") or _by_hash(root, digest(raw))
        if not mark:
            raise NoFingerprint(path=what)
        return Questioned(
            mark=mark,
            raw=raw,
            plan=said.get("plan", ""),
            label=said.get("revision", ""),
            document=said.get("document", ""),
        )
    if typed := mark_typed(what):
        return Questioned(mark=typed)
    if _HEAD.fullmatch(digits := "".join(unicodedata.normalize("NFKC", what).split())):
        return Questioned(head=digits.lower())
    raise NoCopy(path=what)


def built_with(root: Path, mark: str) -> tuple[ManifestEntry, Manifest] | None:
    """What was built last under this mark, with what the manifest says of it all."""
    return next(((entry, manifest) for entry, manifest in _built(root) if entry.fingerprint == mark), None)


def hashes_of(root: Path, mark: str) -> set[str]:
    """The hashes of the files that were built last under this mark."""
    return {entry.sha256 for entry, _ in _built(root) if entry.fingerprint == mark}


def _by_hash(root: Path, sha256: str) -> str:
    """The mark of a file that does not say it itself, such as a PDF beside its document."""
    return next((entry.fingerprint for entry, _ in _built(root) if entry.sha256 == sha256), "")


def _built(root: Path) -> Iterator[tuple[ManifestEntry, Manifest]]:
    for folder in (root / OUTPUT, root / OUTPUT / FOLDER):
        manifest = old_manifest(folder)
        files: Mapping[str, ManifestEntry] = manifest.files if manifest else {}
        for entry in files.values():
            assert manifest is not None
            yield entry, manifest
