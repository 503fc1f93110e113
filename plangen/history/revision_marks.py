"""What makes a commit and its tag a revision's: lines in their message, and the name of the tag."""

import re

MARK = "plangen-"
"""How these lines begin."""

_NO_REF = re.compile(r"[\x00-\x20~^:?*\[\\\x7f]|\.\.|@\{|\.(?=/)|(?:^|(?<=/))\.|\.(?=lock/)")  # what no tag may hold


def marked(message: bytes | None) -> dict[str, str]:
    """What the message of a commit or tag says of a revision, by the names of its lines."""
    lines = (message or b"").decode("utf-8", "replace").splitlines()
    parts = (line.removeprefix(MARK).partition(": ") for line in lines if line.startswith(MARK) and ": " in line)
    return {name: value for name, _, value in parts}


def tag_name(prefix: str, version: str) -> str:
    """The name of a revision's tag: of a plan below the repository's folder, with that before it."""
    return _NO_REF.sub("-", prefix) + version
