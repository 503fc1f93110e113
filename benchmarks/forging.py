"""Forgeries of a plan's history, made with git's own plumbing and without a line of plangen.

Whoever may write everything can write all of this; the question is which witness speaks up.
"""

import hashlib
import os
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "某人",
    "GIT_AUTHOR_EMAIL": "x@example.com",
    "GIT_COMMITTER_NAME": "某人",
    "GIT_COMMITTER_EMAIL": "x@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
_OLD, _NEW = "王批准", "赵假冒"


def git(folder: Path, *arguments: str, standing: bytes | None = None, **environment: str) -> str:
    """What git says."""
    done = subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments],  # noqa: S607  # as people have it
        cwd=folder,
        input=standing,
        env={**os.environ, **_WHO, **environment},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def record_alone(folder: Path) -> None:
    """Another approver in v1.1, committed as if nothing were."""
    _put(folder, "v1.1", _forged(folder, "v1.1"))
    git(folder, "commit", "-q", "-a", "-m", "整理")


def record_and_tag(folder: Path) -> None:
    """The same, with the tag made again at the commit that holds it, its marks reckoned anew."""
    record_alone(folder)
    message = git(folder, "for-each-ref", "--format=%(contents)", "refs/tags/v1.1")
    head = hashlib.sha256(_path(folder, "v1.1").read_bytes()).hexdigest()
    git(folder, "tag", "-f", "-a", "-m", re.sub(r"(plangen-head: )\w+", rf"\g<1>{head}", message), "v1.1", "HEAD")


def tail_deleted(folder: Path) -> None:
    """v1.2 taken out: its record deleted in a commit, its tag as well."""
    git(folder, "rm", "-q", "source/revisions/v1.2.yaml")
    git(folder, "commit", "-q", "-m", "整理")
    git(folder, "tag", "-d", "v1.2")


def tail_cut(folder: Path) -> None:
    """v1.2 taken out without a trace in the history: the branch ends before it."""
    git(folder, "reset", "-q", "--hard", "v1.1")
    git(folder, "tag", "-d", "v1.2")


def two_swapped(folder: Path) -> None:
    """v1.1 and v1.2 say what the other one said, each under its own number."""
    one, other = (_path(folder, name).read_bytes() for name in ("v1.1", "v1.2"))
    _put(folder, "v1.1", other.replace(b'version: "v1.2"', b'version: "v1.1"'))
    _put(folder, "v1.2", one.replace(b'version: "v1.1"', b'version: "v1.2"'))
    git(folder, "commit", "-q", "-a", "-m", "整理")


def all_recomputed(folder: Path) -> None:
    """Every commit and tag from v1.1 on made anew, with all digests right: only what was printed is left to speak."""
    commits = {name: git(folder, "rev-parse", f"{name}^{{commit}}").strip() for name in ("v1.0", "v1.1", "v1.2")}
    parent, before, forged = commits["v1.0"], "v1.0", dict[str, bytes]()
    for name in ("v1.1", "v1.2"):
        git(folder, "read-tree", commits[name])
        git(folder, "checkout-index", "-q", "-a", "-f")
        for old, raw in forged.items():
            _put(folder, old, raw)
        raw = _forged(folder, name)
        raw = re.sub(
            rb'after: "[^"]*"', f'after: "{before} {_digest(_path(folder, before).read_bytes())}"'.encode(), raw
        )
        raw = re.sub(rb'follows: "\w+"', f'follows: "{parent}"'.encode(), raw)
        raw = re.sub(rb'content: "\w+"', f'content: "{_content(folder, name)}"'.encode(), raw)
        _put(folder, name, raw)
        forged[name] = raw
        git(folder, "add", "-A")
        tree = git(folder, "write-tree").strip()
        message = git(folder, "log", "-1", "--format=%B", commits[name])
        message = re.sub(r"(plangen-head: )\w+", rf"\g<1>{_digest(raw)}", message)
        parent = _commit(folder, tree, parent, message, commits[name])
        _tag(folder, name, parent, message, commits[name])
        before = name
    git(folder, "reset", "-q", "--hard", parent)


def _commit(folder: Path, tree: str, parent: str, message: str, like: str) -> str:
    dates = git(folder, "log", "-1", "--format=%aI%n%an%n%ae", like).splitlines()
    names = {f"GIT_{role}_NAME": dates[1] for role in ("AUTHOR", "COMMITTER")}
    names |= {f"GIT_{role}_EMAIL": dates[2] for role in ("AUTHOR", "COMMITTER")}
    names |= {f"GIT_{role}_DATE": dates[0] for role in ("AUTHOR", "COMMITTER")}
    return git(folder, "commit-tree", tree, "-p", parent, standing=message.strip().encode() + b"\n", **names).strip()


def _tag(folder: Path, name: str, commit: str, message: str, like: str) -> None:
    when = git(folder, "log", "-1", "--format=%an <%ae> %ad", "--date=raw", like).strip()
    text = f"object {commit}\ntype commit\ntag {name}\ntagger {when}\n\n{message.strip()}\n"
    made = git(folder, "hash-object", "-t", "tag", "-w", "--stdin", standing=text.encode()).strip()
    git(folder, "update-ref", f"refs/tags/{name}", made)


def _path(folder: Path, name: str) -> Path:
    return folder / f"source/revisions/{name}.yaml"


def _put(folder: Path, name: str, raw: bytes) -> None:
    _path(folder, name).write_bytes(raw)


def _forged(folder: Path, name: str) -> bytes:
    raw = _path(folder, name).read_bytes()
    assert _OLD.encode() in raw
    return raw.replace(_OLD.encode(), _NEW.encode())


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _content(folder: Path, name: str) -> str:
    """The digest of everything that a revision holds, but for its own record."""
    found = [path for top in ("source", "templates") for path in (folder / top).rglob("*") if path.is_file()]
    lines = sorted((path.relative_to(folder).as_posix(), _digest(path.read_bytes())) for path in found)
    own = f"source/revisions/{name}.yaml"
    return _digest("".join(f"{path}, {digest}\n" for path, digest in lines if path != own).encode())


FORGERIES: Mapping[str, Callable[[Path], None]] = {
    forge.__name__: forge
    for forge in (record_alone, record_and_tag, tail_deleted, tail_cut, two_swapped, all_recomputed)
}
