"""Record a revision: one commit of exactly the project's source and templates, and an annotated tag, at one stroke.

Objects are written first; nobody sees them. Branch and tag then change together by a single rename of git's
packed-refs file: that is the moment at which the revision exists. What remains, the record in the work tree and the
index, is done again from a journal by whoever comes next if the process dies in between (`recover`).
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dulwich.file import FileLocked, GitFile
from dulwich.index import Index, commit_tree, index_entry_from_stat
from dulwich.objects import Blob, Commit, ObjectID, Tag
from dulwich.refs import Ref, write_packed_refs
from dulwich.repo import Repo
from filelock import FileLock, Timeout
from msgspec import Struct

from plangen.errors import GitBusy, GitUnwritable
from plangen.history.repository import FOLDERS, MARK, Repository
from plangen.history.worktree import Written, read_worktree

_JOURNAL, _LOCK = "plangen-revision.json", "plangen-revision.lock"
_LOCKS = ("packed-refs.lock", "index.lock")


class Recording(Struct, frozen=True, kw_only=True):
    """What is to be recorded."""

    version: str  # names the tag
    message: str  # of the commit and the tag, without the lines that plangen adds
    author: str  # 张三 <zhang@example.com>
    time: int  # seconds since 1970
    offset: int  # of the time zone, in seconds
    record_path: str  # of the revision's own file, relative to the project
    record: bytes
    written_by: str  # the version of plangen


def record(repository: Repository, root: Path, recording: Recording) -> str:
    """Make the revision; its commit. The state of the repository must have been found in order before.

    Raises:
        EnvironmentProblem: GitBusy while another program holds the repository, GitUnwritable.
    """
    with _held(repository):
        try:
            return _record(repository, root, recording)
        except FileLocked as error:
            raise GitBusy(path=_text(error.lockfilename)) from error
        except OSError as error:
            raise GitUnwritable(path=str(error.filename or repository.repo.controldir())) from error


def recover(repository: Repository, root: Path) -> str | None:
    """Finish or undo what a killed process left; the version that was finished, None where there was nothing to do."""
    journal = _control(repository) / _JOURNAL
    if not journal.exists():
        return None
    with _held(repository):
        if not journal.exists():
            return None
        noted = json.loads(journal.read_text(encoding="utf-8"))
        _unlock(repository)
        made = next((each for each in repository.revisions() if each.version == noted["version"]), None)
        if made is not None:
            _finish(repository, root, made.commit, (noted["record_path"], noted["record"].encode()))
        journal.unlink(missing_ok=True)
        return made.version if made else None


def _unlock(repository: Repository) -> None:
    """Take away the locks that a killed process left; while its journal is there they can only be its own."""
    common = Path(repository.repo.commondir())
    for folder in {_control(repository), common}:
        for name in _LOCKS:
            (folder / name).unlink(missing_ok=True)
    for lock in (common / "objects").glob("??/*.lock"):
        lock.unlink(missing_ok=True)


def _record(repository: Repository, root: Path, recording: Recording) -> str:
    repo = repository.repo
    branch, parent = repository.branch, repository.head
    assert branch is not None  # a detached head was refused before
    journal = _control(repository) / _JOURNAL
    noted = {"version": recording.version, "record_path": recording.record_path, "record": recording.record.decode()}
    _put(journal, json.dumps(noted, ensure_ascii=True, sort_keys=True).encode())
    files = read_worktree(repository, root, {recording.record_path: recording.record})
    commit = _commit(repository, recording, files, parent)
    tag = _tag(repository, recording, commit)
    _switch(repo, branch, {Ref(branch): commit, Ref(f"refs/tags/{recording.version}".encode()): tag})
    _finish(repository, root, commit.decode(), (recording.record_path, recording.record))
    _log(repo, branch, parent, commit, recording)
    journal.unlink(missing_ok=True)
    return commit.decode()


def _commit(repository: Repository, recording: Recording, files: Mapping[str, Written], parent: str | None) -> ObjectID:
    """The commit: the last one's files with the project's own in place of its source and templates."""
    store = repository.repo.object_store
    for each in files.values():
        if each.content is not None:
            store.add_object(Blob.from_string(each.content))
    inside = _inside(repository)
    entries = [
        (entry.path, entry.sha, entry.mode)
        for entry in (repository.entries(parent) if parent else ())
        if entry.path and entry.sha and entry.mode and not entry.path.startswith(inside)
    ]
    entries += [(f"{repository.prefix}{name}".encode(), ObjectID(each.sha), each.mode) for name, each in files.items()]
    commit = Commit()
    commit.tree = commit_tree(store, sorted(entries))
    commit.parents = [ObjectID(parent.encode())] if parent else []
    commit.author = commit.committer = recording.author.encode()
    commit.author_time = commit.commit_time = recording.time
    commit.author_timezone = commit.commit_timezone = recording.offset
    commit.encoding = b"UTF-8"
    commit.message = recording.message.encode()
    store.add_object(commit)
    return commit.id


def _tag(repository: Repository, recording: Recording, commit: ObjectID) -> ObjectID:
    tag = Tag()
    tag.name = recording.version.encode()
    tag.tagger = recording.author.encode()
    tag.tag_time, tag.tag_timezone = recording.time, recording.offset
    tag.object = (Commit, commit)
    said = f"{recording.message.rstrip()}\n\n{MARK}{recording.version}\nplangen-version: {recording.written_by}\n"
    tag.message = said.encode()
    repository.repo.object_store.add_object(tag)
    return tag.id


def _switch(repo: Repo, branch: bytes, goals: Mapping[Ref, ObjectID]) -> None:
    """Let all refs point to their goals by one rename; a loose file of the branch is packed away before."""
    name = Ref(branch)
    loose = Path(repo.commondir()) / branch.decode()
    if repo.refs.read_loose_ref(name):
        _repack(repo, {name: ObjectID(repo.refs[name])})
        loose.unlink()
    _repack(repo, goals)


def _repack(repo: Repo, goals: Mapping[Ref, ObjectID]) -> None:
    with GitFile(str(Path(repo.commondir()) / "packed-refs"), "wb") as file:
        write_packed_refs(file, {**repo.refs.get_packed_refs(), **goals})


def _finish(repository: Repository, root: Path, commit: str, record: tuple[str, bytes]) -> None:
    """Put the record into the work tree and what was committed into the index; other entries stay as they are."""
    name, raw = record
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    _put(root / name, raw)
    repo, inside = repository.repo, _inside(repository)
    fresh = Index(repo.index_path(), read=False)  # without the cached trees of the old one, which would be stale
    for path, old in repo.open_index().items():
        if not path.startswith(inside):
            fresh[path] = old
    there = read_worktree(repository, root, {})
    for entry in repository.entries(commit):
        if entry.path and entry.sha and entry.mode and entry.path.startswith(inside):
            file_name = entry.path.decode("utf-8", "surrogateescape").removeprefix(repository.prefix)
            is_same = file_name in there and there[file_name].sha == entry.sha and there[file_name].content is not None
            # Zeros make git look into the file itself: somebody has edited it since.
            status = (root / file_name).lstat() if is_same else os.stat_result((0,) * 10)
            fresh[entry.path] = index_entry_from_stat(status, entry.sha, mode=entry.mode)
    fresh.write()


def _put(path: Path, raw: bytes) -> None:
    """Write a file so that it is whole or not there; always by the same other name, so that nothing is left lying."""
    stage = path.with_name(f".plangen-{path.name}")
    stage.write_bytes(raw)
    stage.replace(path)


def _inside(repository: Repository) -> tuple[bytes, ...]:
    return tuple(f"{repository.prefix}{name}/".encode() for name in FOLDERS)


def _log(repo: Repo, branch: bytes, parent: str | None, commit: ObjectID, recording: Recording) -> None:
    """A line in the reflogs, where git keeps them; a revision is none the worse for lacking it."""
    sign, minutes = ("-" if recording.offset < 0 else "+"), abs(recording.offset) // 60
    zone = f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
    first = recording.message.partition("\n")[0]
    line = f"{parent or '0' * 40} {commit.decode()} {recording.author} {recording.time} {zone}\tcommit: {first}\n"
    for folder, log in ((repo.controldir(), "HEAD"), (repo.commondir(), branch.decode())):
        path = Path(os.fsdecode(folder)) / "logs" / log
        if path.is_file():
            with suppress(OSError), path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line)


@contextmanager
def _held(repository: Repository) -> Iterator[None]:
    """Hold the repository against other runs of plangen; the system frees it when the process ends."""
    path = _control(repository) / _LOCK
    try:
        with FileLock(path, timeout=0):
            yield
    except Timeout as error:
        raise GitBusy(path=str(path)) from error
    except PermissionError as error:
        raise GitUnwritable(path=str(path)) from error


def _control(repository: Repository) -> Path:
    return Path(repository.repo.controldir())


def _text(name: object) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
