"""Record a revision: one commit of exactly the project's source and templates, and an annotated tag, at one stroke.

Objects are written first; nobody sees them. Branch and tag then change together by a single rename of git's
packed-refs file: that is the moment at which the revision exists. What remains, the record in the work tree and the
index, is done again from a journal by the next run if the process dies in between (`recover`).
"""

import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from dulwich.file import FileLocked
from dulwich.index import commit_tree
from dulwich.object_store import MemoryObjectStore
from dulwich.objects import Blob, Commit, ObjectID, ShaFile, Tag
from dulwich.refs import Ref, write_packed_refs
from filelock import FileLock, Timeout
from msgspec import Struct

from plangen.diagnostics import words
from plangen.disk.inside import is_odd, may_lock, prove_inside, read_plain
from plangen.disk.whole import PREFIX, is_full, sweep, write_whole
from plangen.history.index_file import index_of, is_of_project, new_index, remove_unfinished
from plangen.history.journal import Journal, is_there, read_journal, remove_journal, set_aside, write_journal
from plangen.history.locks import release, replace_file
from plangen.history.loose import store, store_file
from plangen.history.repository import Repository, Stored
from plangen.history.revision_marks import MARK, marked
from plangen.history.troubles import GitBusy, GitFull, GitOvertaken, GitUnfinished, GitUnwritable
from plangen.history.worktree import WorktreeFile, prove, read_worktree
from plangen.model.papers import papers_file
from plangen.model.plan_files import canonical_digest, is_papers
from plangen.model.seals import seal_of

_LOCK = "plangen-revision.lock"

LEFTOVERS = f"{PREFIX}*"
"""The line that lets git pass over what a killed process left."""


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
    papers: bytes = b""  # what is noted of the revision's papers, in a file beside the record; empty: nothing
    checked: Mapping[str, bytes] | None = None  # what was read of the plan, by path; None: as it lies on the disk
    digests: Mapping[str, str] | None = None  # of every file of the plan, by path, as it was checked
    is_adopted: bool = False  # it was recorded elsewhere, and a copy goes on from it


def record(repository: Repository, root: Path, recording: Recording) -> str:
    """Make the revision; its commit. The state of the repository must have been found in order before.

    Raises:
        EnvironmentProblem: GitBusy while another program holds the repository, GitUnwritable or GitFull,
            GitUnfinished where it is recorded and the rest failed; GitOvertaken or FileChanged where it has changed
            since, or a file has.
    """
    with held(repository):
        _unlock(repository, ())
        return _record(repository, root, recording)


def recover(repository: Repository, root: Path) -> str | None:
    """Finish or undo what a killed process left; the version that was finished, None where there was nothing to do.

    Locks that the killed process held are taken away; those of other programs stay.

    Raises:
        EnvironmentProblem: GitBusy while another program holds the repository, GitUnwritable.
    """
    if not is_there(repository):
        return None
    with held(repository):
        if not is_there(repository):
            return None
        noted = read_journal(repository)
        _unlock(repository, noted.objects if noted else ())
        if noted is None:
            set_aside(repository)
            return None
        made = next((each for each in repository.revisions() if each.version == noted.version), None)
        if made is not None:
            with _unfinished(noted):
                _finish(repository, root, made.commit, noted, None)
        remove_journal(repository)
        return made.version if made else None


def _unlock(repository: Repository, objects: Iterable[str]) -> None:
    """Take away the locks that a killed process left: those that are its own, and of the objects that it noted."""
    for path in _guarded(repository):
        release(path)
    for name in objects:
        folder = repository.common / "objects" / name[:2]
        (folder / f"{name[2:]}.lock").unlink(missing_ok=True)
        sweep([folder])
    _sweep(repository)
    remove_unfinished(repository)


def _sweep(repository: Repository) -> None:
    sweep(dict.fromkeys((repository.control, repository.common, repository.common / "info")))


def _record(repository: Repository, root: Path, recording: Recording) -> str:
    branch, parent = repository.branch, repository.head
    assert branch is not None  # a detached head was refused before
    new = {recording.record_path: recording.record}
    if recording.papers:
        new[papers_file(recording.version, canonical_digest(recording.papers))] = recording.papers
    files = read_worktree(repository, root, new, recording.checked)
    if recording.digests is not None:
        prove(files, recording.digests, new)
    commit, tag, fresh = _made(repository, recording, files, parent)
    bulky = _bulky(repository, files)
    noted = Journal(
        version=recording.version,
        record_path=recording.record_path,
        objects=(*(each.id.decode() for each in fresh), *(sha.decode() for sha in bulky)),
        replaces=_replaced(recording),
    )
    write_journal(repository, noted)
    _ignore_leftovers(repository)
    for sha, path in bulky.items():
        store_file(repository, path, sha)
    _store(repository, fresh)
    try:
        _switch(repository, branch, parent, commit, (recording.version, tag))
    except GitOvertaken:
        remove_journal(repository)
        raise
    with _unfinished(noted):
        _finish(repository, root, commit.decode(), noted, recording.record)
        _log(repository, branch, parent, commit, recording)
        remove_journal(repository)
    return commit.decode()


@contextmanager
def _unfinished(noted: Journal) -> Iterator[None]:
    """From here on the revision is recorded, whatever goes wrong with the rest."""
    try:
        yield
    except (OSError, GitBusy) as error:
        why = words("磁盘已满", "the disk is full") if is_full(error) else words("无法写入", "writing failed")
        raise GitUnfinished(version=noted.version, path=noted.record_path, why=why) from error


def _replaced(recording: Recording) -> str:
    """The digest of the record that somebody wrote by hand, as it was checked."""
    raw = (recording.checked or {}).get(recording.record_path)
    return "" if raw is None else canonical_digest(raw)


def _bulky(repository: Repository, files: Mapping[str, WorktreeFile]) -> dict[bytes, Path]:
    """The large files that the repository lacks, by the names of their objects."""
    there = repository.repo.object_store
    return {each.sha: each.path for each in files.values() if each.path and ObjectID(each.sha) not in there}


def _store(repository: Repository, objects: Iterable[ShaFile]) -> None:
    for each in objects:
        store(repository, each.id.decode(), each.as_legacy_object())


def _ignore_leftovers(repository: Repository) -> None:
    """Let git not show, in this repository, what a killed process leaves; none is the worse where that fails."""
    path = repository.common / "info/exclude"
    with suppress(OSError):
        old = read_plain(path) if path.exists() else b""
        if LEFTOVERS.encode() not in old.splitlines():
            gap = b"" if old.endswith(b"\n") or not old else b"\n"
            write_whole(path, old + gap + f"{LEFTOVERS}\n".encode())


def _made(
    repository: Repository, recording: Recording, files: Mapping[str, WorktreeFile], parent: str | None
) -> tuple[ObjectID, ObjectID, list[ShaFile]]:
    """The commit and the tag, and every object that the repository lacks for them; nothing is written yet."""
    made = MemoryObjectStore()
    for each in files.values():
        if each.content is not None:
            made.add_object(Blob.from_string(each.content))
    commit = _commit(recording, commit_tree(made, _tree_entries(repository, files, parent)), parent)
    record_in = files[recording.record_path].content or b""
    commit.message = _said(repository, recording, canonical_digest(record_in)).encode()
    tag = _tag_of(commit, repository.tag_name(recording.version))
    made.add_object(commit)
    made.add_object(tag)
    store = repository.repo.object_store
    return commit.id, tag.id, [made[ObjectID(name)] for name in sorted(made) if name not in store]


def _tree_entries(
    repository: Repository, files: Mapping[str, WorktreeFile], parent: str | None
) -> list[tuple[bytes, ObjectID, int]]:
    """The last commit's files with the project's own in place of its source and templates."""
    others = (
        each for each in (repository.entries(parent) if parent else ()) if not is_of_project(repository, each.path)
    )
    mine = (
        Stored(path=f"{repository.prefix}{name}".encode("utf-8", "surrogateescape"), sha=each.sha, mode=each.mode)
        for name, each in files.items()
    )
    return sorted((each.path, ObjectID(each.sha), each.mode) for each in (*others, *mine))


def _commit(recording: Recording, tree: ObjectID, parent: str | None) -> Commit:
    commit = Commit()
    commit.tree = tree
    commit.parents = [ObjectID(parent.encode())] if parent else []
    commit.author = commit.committer = recording.author.encode()
    commit.author_time = commit.commit_time = recording.time
    commit.author_timezone = commit.commit_timezone = recording.offset
    commit.encoding = b"UTF-8"
    return commit


def _said(repository: Repository, recording: Recording, head: str) -> str:
    """The message of commit and tag, with what makes them a revision's: a tag follows from its commit alone."""
    values = {
        "revision": recording.version,
        "version": recording.written_by,
        "folder": repository.prefix.rstrip("/") or ".",
        "head": head,
        **({"adopted": "yes"} if recording.is_adopted else {}),
    }
    lines = "".join(f"{MARK}{name}: {value}\n" for name, value in values.items())
    return f"{recording.message.rstrip()}\n\n{lines}"


def _tag_of(commit: Commit, name: str) -> Tag:
    """The annotated tag of a revision's commit: made again it is the same object."""
    tag = Tag()
    tag.name = name.encode()
    tag.tagger = commit.author
    tag.tag_time, tag.tag_timezone = commit.commit_time, commit.commit_timezone
    tag.object = (Commit, commit.id)
    tag.message = commit.message
    return tag


def retag(repository: Repository, commits: Mapping[str, str]) -> None:
    """Let each version's tag stand at its commit; a ref that was there under its name is kept under refs/plangen.

    Raises:
        EnvironmentProblem: GitBusy while another program holds the repository, GitUnwritable.
    """
    refs, goals, loose = repository.repo.refs, dict[Ref, ObjectID](), list[Path]()
    with held(repository):
        _unlock(repository, ())
        for version, name in commits.items():
            commit = repository.repo[ObjectID(name.encode())]
            assert isinstance(commit, Commit)
            tag = _tag_again(repository, version, commit)
            _store(repository, [each for each in (tag,) if each.id not in repository.repo.object_store])
            ref = Ref(f"refs/tags/{repository.tag_name(version)}".encode())
            if ref in refs and refs[ref] in repository.repo.object_store:
                kept = refs[ref]
                goals[Ref(f"refs/plangen/{repository.tag_name(version)}-{kept.decode()[:10]}".encode())] = kept
            if refs.read_loose_ref(ref):
                loose.append(repository.common / ref.decode())
            goals[ref] = tag.id
        if goals:
            _repack(repository, goals, lambda: None)
        for path in loose:
            prove_inside(repository.common, path).unlink()


def _tag_again(repository: Repository, version: str, commit: Commit) -> Tag:
    """The tag as it was made with the commit; older programs added its lines to the tag alone."""
    tag = _tag_of(commit, repository.tag_name(version))
    if marked(commit.message).get("revision") != version:
        record = repository.content_at(commit.id.decode(), f"source/revisions/{version}.yaml") or b""
        said = f"{MARK}revision: {version}\n{MARK}version: {seal_of(record).get('written_by', '')}\n"
        tag.message = commit.message.rstrip() + f"\n\n{said}".encode()
    return tag


def _switch(
    repository: Repository, branch: bytes, parent: str | None, commit: ObjectID, made: tuple[str, ObjectID]
) -> None:
    """Let branch and tag point to their goals by one rename; a loose file of the branch is packed away before."""
    name, repo, version = Ref(branch), repository.repo, made[0]
    _still(repository, parent, version)
    if repo.refs.read_loose_ref(name):
        _repack(repository, {name: ObjectID(repo.refs[name])}, lambda: _still(repository, parent, version))
        (repository.common / branch.decode()).unlink()
    tag = Ref(f"refs/tags/{repository.tag_name(version)}".encode())
    _repack(repository, {name: commit, tag: made[1]}, lambda: _still(repository, parent, version))


def _still(repository: Repository, parent: str | None, version: str) -> None:
    """The branch is where it was when the revision was made, and no tag is there: nothing is ever put in its place.

    Nobody is about to move the branch either.
    """
    lock = repository.common / f"{(repository.branch or b'HEAD').decode()}.lock"
    if lock.exists():
        raise GitBusy(path=str(lock))
    if repository.head != parent or repository.has_tag(version):
        raise GitOvertaken(version=version)


def _repack(repository: Repository, goals: Mapping[Ref, ObjectID], prove: Callable[[], None]) -> None:
    def packed() -> bytes:
        prove()
        with io.BytesIO() as file:
            write_packed_refs(file, {**repository.repo.refs.get_packed_refs(), **goals})
            return file.getvalue()

    replace_file(_guarded(repository)[0], packed)


def _finish(repository: Repository, root: Path, commit: str, noted: Journal, record: bytes | None) -> None:
    """Put the record into the work tree, unless somebody wrote one since, and what was committed into the index."""
    stored = {entry.path: entry for entry in repository.entries(commit) if is_of_project(repository, entry.path)}
    made = stored.get(f"{repository.prefix}{noted.record_path}".encode())
    if made is not None and _is_free(root / noted.record_path, noted):
        write_whole(prove_inside(root, root / noted.record_path), record or repository.content(made.sha))
    for path, beside in stored.items():
        name = path.decode("utf-8", "surrogateescape").removeprefix(repository.prefix)
        if is_papers(name) and not os.path.lexists(root / name):
            write_whole(prove_inside(root, root / name), repository.content(beside.sha))
    replace_file(_guarded(repository)[1], lambda: new_index(repository, root, commit, stored))


def _is_free(path: Path, noted: Journal) -> bool:
    """Whether nothing lies there, or what the record was made from."""
    if not os.path.lexists(path):
        return True
    return bool(noted.replaces) and not is_odd(path) and canonical_digest(read_plain(path)) == noted.replaces


def _log(repository: Repository, branch: bytes, parent: str | None, commit: ObjectID, recording: Recording) -> None:
    """A line in the reflogs, where git keeps them; a revision is none the worse for lacking it."""
    sign, minutes = ("-" if recording.offset < 0 else "+"), abs(recording.offset) // 60
    zone = f"{sign}{minutes // 60:02d}{minutes % 60:02d}"
    first = recording.message.partition("\n")[0]
    line = f"{parent or '0' * 40} {commit.decode()} {recording.author} {recording.time} {zone}\tcommit: {first}\n"
    for path in (repository.control / "logs/HEAD", repository.common / "logs" / branch.decode()):
        if path.is_file():
            with suppress(OSError), path.open("a", encoding="utf-8", newline="\n") as file:
                file.write(line)


@contextmanager
def held(repository: Repository) -> Iterator[None]:
    """Hold the repository against other runs of plangen, once; the system frees it when the process ends.

    Raises:
        EnvironmentProblem: GitBusy while another program holds it, GitUnwritable.
    """
    if repository.is_held:
        yield
        return
    path = repository.control / _LOCK
    if not may_lock(path):
        raise GitUnwritable(path=str(path))
    try:
        with FileLock(path, timeout=0):
            repository.is_held = True
            yield
    except Timeout as error:
        raise GitBusy(path=str(path)) from error
    except FileLocked as error:
        raise GitBusy(path=_text(error.lockfilename)) from error
    except OSError as error:
        kind = GitFull if is_full(error) else GitUnwritable
        raise kind(path=str(error.filename or repository.control)) from error
    finally:
        repository.is_held = False


def _guarded(repository: Repository) -> tuple[Path, Path]:
    """The files of git's that are replaced under its locks: packed refs, index."""
    return repository.common / "packed-refs", index_of(repository)


def _text(name: object) -> str:
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
