"""output/manifest.json: what was built, of which plan, with which bytes."""

import hashlib
import json
from collections.abc import Mapping

import msgspec
from msgspec import Struct

MANIFEST = "manifest.json"


class ManifestEntry(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One generated file."""

    document: str  # the document's id in the catalogue
    title: str
    sha256: str
    fingerprint: str  # of the content, printed and hidden in the file
    copy: int = 0  # of a packet: which of its copies, from 1


class Manifest(Struct, frozen=True, kw_only=True):
    """Everything generated, by path relative to output/."""

    version: int = 1
    plangen: str
    plan: str
    revision: str
    files: dict[str, ManifestEntry]


def digest(raw: bytes) -> str:
    """The SHA-256 of these bytes in hexadecimal digits."""
    return hashlib.sha256(raw).hexdigest()


def parse(raw: bytes) -> Manifest | None:
    """The manifest in `raw`, None where it is not one of ours (then every file there counts as the user's)."""
    try:
        return msgspec.json.decode(raw, type=Manifest)
    except msgspec.DecodeError:
        return None


def render(manifest: Manifest) -> bytes:
    """Readable JSON in a fixed order; the same manifest gives the same bytes."""
    tree: Mapping[str, object] = msgspec.to_builtins(manifest)
    return (json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
