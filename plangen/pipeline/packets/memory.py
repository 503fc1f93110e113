"""What a run made of the same source before: where all of it still stands there, nothing has to be made again."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

import plangen
from plangen.disk.inside import read_plain
from plangen.documents.packets.holders import Packet
from plangen.pipeline.building.editions import Editions
from plangen.pipeline.building.office_program import Office
from plangen.version import VERSION
from plangen.workspace.conversions import Conversions
from plangen.workspace.manifest import MANIFEST, digest
from plangen.workspace.naming import is_generated_name

_KIND = "packets"


class PackedCopy(Struct, frozen=True, kw_only=True):
    """A copy that was made."""

    path: str  # relative to the folder
    key: str
    copy: int  # which one of its packet, from 1
    title: str
    sign: str
    name: str
    pages: int
    fingerprint: str


class Held(Struct, frozen=True, kw_only=True):
    """What a run published: the hash of each file by its path in the folder, and the rows of the list."""

    files: dict[str, str]
    rows: tuple[PackedCopy, ...]


class Memory(Struct, frozen=True, kw_only=True):
    """The result that is kept under `key`: the hash of each file and the rows of the list."""

    key: str
    kept: Conversions

    def recalled(self, folder: Path) -> Held | None:
        """The kept result, where each of its files stands unchanged in the folder."""
        raw = self.kept.get(self.key, _KIND)
        if raw is None or not (folder / MANIFEST).is_file():
            return None
        try:
            held = msgspec.json.decode(raw, type=Held)
        except (msgspec.DecodeError, UnicodeDecodeError):  # it may come from anybody
            return None
        is_whole = all(is_generated_name(path) for path in held.files) and held.files
        same = is_whole and all(_hash(folder / path) == sha256 for path, sha256 in held.files.items())
        return held if same else None

    def keep(self, contents: Mapping[str, bytes], rows: Sequence[PackedCopy]) -> None:
        """Note what was published, for the next run."""
        held = Held(files={path: digest(raw) for path, raw in contents.items()}, rows=tuple(rows))
        self.kept.put(self.key, _KIND, msgspec.json.encode(held))


def memory_of(office: Office, editions: Editions, roles: Sequence[Packet], *, full: bool = False) -> Memory:
    """For this source, these packets, this LibreOffice and this very program."""
    said = hashlib.sha256(f"{VERSION}\0{_program()}\0{office.identity}\0".encode())
    said.update(msgspec.json.encode(roles))
    said.update(f"{editions.origin}\0{editions.draft is None}\0{full}\0".encode())
    for path, raw in sorted(editions.files.items()):
        said.update(f"{path}\0{digest(raw)}\0".encode())
    return Memory(key=said.hexdigest(), kept=office.kept)


def _program() -> str:
    """Tells the program from one that was changed since."""
    folder = Path(plangen.__file__).parent
    states = (path.stat() for path in sorted(folder.rglob("*.py")))
    return digest("".join(f"{found.st_size} {found.st_mtime_ns}\n" for found in states).encode())


def _hash(path: Path) -> str | None:
    try:
        return digest(read_plain(path))
    except OSError:
        return None
