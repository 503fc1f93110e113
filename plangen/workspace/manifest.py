"""output/manifest.json: what was built, of which plan, with which bytes."""

import hashlib
import json
import re
from io import BufferedReader

import msgspec
from msgspec import Struct

from plangen.workspace.naming import is_generated_name

MANIFEST = "manifest.json"
LARGEST = 64 * 1024 * 1024
"""Bytes of a manifest; no honest one comes near."""

_VERSION = 1
_SHA256, _FINGERPRINT = re.compile("[0-9a-f]{64}"), re.compile("[0-9a-f]{12}")


class ManifestEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One generated file."""

    document: str  # the document's id in the catalogue
    title: str
    sha256: str
    fingerprint: str  # of the content, printed and hidden in the file
    copy: int = 0  # of a packet: which of its copies, from 1


class Manifest(Struct, frozen=True, kw_only=True):
    """Everything generated, by path relative to output/."""

    version: int = _VERSION
    plangen: str
    plan: str
    revision: str
    signing: str = ""  # the version and the content that were built last to go round for signature
    files: dict[str, ManifestEntry]


def digest(raw: bytes) -> str:
    """The SHA-256 of these bytes in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def digest_of(file: BufferedReader) -> str:
    """The same of an open file, whatever its size."""
    return hashlib.file_digest(file, "sha256").hexdigest()


def parse(raw: bytes) -> Manifest | None:
    """The manifest in `raw`, None where it is not one of ours (then every file there counts as the user's).

    It may come from anybody: one that names a file as no build does, or a hash that is none, is not ours.
    """
    try:
        found = msgspec.json.decode(raw, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    is_ours = found.version == _VERSION and all(_is_made(path, entry) for path, entry in found.files.items())
    return found if is_ours else None


def _is_made(path: str, entry: ManifestEntry) -> bool:
    is_hashed = _SHA256.fullmatch(entry.sha256) and _FINGERPRINT.fullmatch(entry.fingerprint)
    return bool(is_hashed) and is_generated_name(path)


def render(manifest: Manifest) -> bytes:
    """Readable JSON in a fixed order; the same manifest gives the same bytes."""
    tree: dict[str, object] = msgspec.to_builtins(manifest)
    if not manifest.signing:
        del tree["signing"]
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
