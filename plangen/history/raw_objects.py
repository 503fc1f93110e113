"""Objects of git's, looked into without being taken apart: the records of many revisions are found in no time."""

import re
import zlib
from pathlib import Path

_MODE = re.compile(rb"[0-7]{5,6}$")


def read_loose(common: Path, sha: bytes) -> tuple[bytes, bytes] | None:
    """The kind and the bytes of an object that is a file of its own; None where it is none.

    Raises:
        OSError, ValueError, zlib.error: where it cannot be read.
    """
    name = sha.decode("ascii")
    try:
        packed = (common / "objects" / name[:2] / name[2:]).read_bytes()
    except FileNotFoundError:
        return None
    header, _, raw = zlib.decompress(packed).partition(b"\0")
    kind, _, size = header.partition(b" ")
    if int(size) != len(raw):
        raise ValueError(name)
    return kind, raw


def sha_in_tree(raw: bytes, name: bytes, size: int = 20) -> bytes | None:
    """The name of an entry's object, in hexadecimal digits, in a tree as it is stored; None: it has no such entry.

    The folder of a plan's records has as many entries as there are revisions, and is looked into for each of them.
    An entry is a mode, a space, a name, a zero and `size` bytes.
    """
    mark = b" " + name + b"\0"
    at = raw.find(mark)
    while at >= 0:
        start = at + len(mark)
        if _MODE.search(raw, max(0, at - 6), at) and len(raw) >= start + size:
            return raw[start : start + size].hex().encode()
        at = raw.find(mark, at + 1)
    return None
