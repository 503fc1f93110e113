"""A new repository around a project, and what people who use git want in it."""

import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dulwich.index import Index, commit_tree, index_entry_from_stat
from dulwich.objects import Blob, Commit, ObjectID
from dulwich.refs import Ref
from dulwich.repo import Repo
from msgspec import Struct

from plangen.account import note_changed
from plangen.disk.inside import is_link, is_odd, read_plain
from plangen.disk.whole import staging, write_whole
from plangen.errors import InTheWay
from plangen.history.locks import replace_file
from plangen.history.loose import store_file
from plangen.history.recording import LEFTOVERS
from plangen.history.repository import Repository
from plangen.history.settings import OWN_HOOK, hooks_folder
from plangen.history.troubles import GitUnwritable
from plangen.history.worktree import read_worktree

IGNORED = (
    *("output/*", "!output/正式发布/", "!output/个人送达/", "!output/内部下发/"),
    *("~$*", ".~lock.*", ".DS_Store", LEFTOVERS),
)
"""Lines of .gitignore: what a build makes again, but for what was issued, and what Office and systems leave lying."""

ATTRIBUTES = (
    *("*.yaml text eol=lf", "*.yml text eol=lf"),
    *("*.docx -text diff=plangen", "*.xlsx -text diff=plangen", "*.pdf binary"),
)
"""Lines of .gitattributes: one kind of line ends for texts, none for files of Office, which diff shows as text."""

_ROOT_FILES = (".gitignore", ".gitattributes")
_EDITOR = ".vscode"
_TEXTCONV = "plangen text --textconv"
_NOBODY = "plangen <>"


class Hook(Struct, frozen=True, kw_only=True):
    """The pre-commit hook."""

    path: Path
    kept: bool  # somebody's own hook is there, or one that somebody edited, and was left alone


def found(root: Path, *, time: int, offset: int, owner: tuple[str, str] | None = None) -> str:
    """Make a repository of the project at `root`; its first commit holds the project's files and nothing else.

    `owner`, a name and an address, is who commits to it whatever git is configured with elsewhere.

    Raises:
        EnvironmentProblem: GitUnwritable.
    """
    try:
        with staging(root) as stage:
            Repo.init(str(stage), default_branch=b"main").close()
            (stage / ".git").replace(root / ".git")
            note_changed(root / ".git")
    except OSError as error:
        raise GitUnwritable(path=str(root / ".git")) from error
    with Repository(Repo(str(root)), "") as repository:
        if owner:
            _set(repository, (b"user",), {b"name": owner[0], b"email": owner[1]})
        make_diff_readable(repository)
        return _first_commit(repository, root, time=time, offset=offset)


def add_lines(root: Path, *, also_to_old: bool) -> tuple[str, ...]:
    """Make .gitignore and .gitattributes, or with `also_to_old` add what lacks in them; the files that were written.

    Raises:
        EnvironmentProblem: GitUnwritable.
    """
    wanted = dict(zip(_ROOT_FILES, (IGNORED, ATTRIBUTES), strict=True))
    meant = {name: lines for name, lines in wanted.items() if also_to_old or not (root / name).exists()}
    return tuple(name for name, lines in meant.items() if _add_lines(root / name, lines))


def _add_lines(path: Path, wanted: Iterable[str]) -> bool:
    """Put what lacks at the end of a file, every byte before it as it was; whether anything did."""
    old = _old(path)
    lacking = [line for line in wanted if line.encode() not in old.splitlines()]
    if not lacking:
        return False
    gap = b"" if old.endswith(b"\n") or not old else b"\n"
    try:
        write_whole(path, old + gap + "".join(f"{line}\n" for line in lacking).encode())
    except OSError as error:
        raise GitUnwritable(path=str(path)) from error
    return True


def _old(path: Path) -> bytes:
    if is_odd(path) or is_link(path):
        raise InTheWay(path=str(path))
    return path.read_bytes() if path.exists() else b""


def is_diff_readable(repository: Repository) -> bool:
    """Whether git is told how to show Office files as text."""
    try:
        return bool(repository.repo.get_config_stack().get((b"diff", b"plangen"), b"textconv"))
    except KeyError:
        return False


def make_diff_readable(repository: Repository) -> None:
    """Tell git, in this repository alone, to show Office files through `plangen text`.

    Raises:
        EnvironmentProblem: GitUnwritable.
    """
    _set(repository, (b"diff", b"plangen"), {b"textconv": _TEXTCONV})


def _set(repository: Repository, section: tuple[bytes, ...], values: Mapping[bytes, str]) -> None:
    config = repository.repo.get_config()
    for name, value in values.items():
        config.set(section, name, value.encode())
    with io.BytesIO() as file:
        config.write_to_file(file)
        raw = file.getvalue()
    try:
        replace_file(repository.common / "config", lambda: raw)
    except OSError as error:
        raise GitUnwritable(path=str(config.path)) from error


def add_hook(repository: Repository) -> Hook:
    """Let git run `plangen check` before each commit, unless there is a hook of somebody else's, or one edited since.

    Raises:
        EnvironmentProblem: GitUnwritable.
    """
    path = hooks_folder(repository) / "pre-commit"
    raw = "".join(f"{line}\n" for line in _hook(repository.prefix)).encode()
    if not _is_own(repository, path) or not _is_free_for(path, raw):
        return Hook(path=path, kept=True)
    try:
        write_whole(path, raw)
        path.chmod(0o755)
    except OSError as error:
        raise GitUnwritable(path=str(path)) from error
    return Hook(path=path, kept=False)


def _is_own(repository: Repository, path: Path) -> bool:
    """Whether the folder of hooks is this repository's own, and no other's that it shares."""
    own = (repository.common.resolve(), repository.folder)
    return any(path.parent.resolve().is_relative_to(each) for each in own)


def _is_free_for(path: Path, raw: bytes) -> bool:
    """Whether nothing stands there, or just that hook."""
    try:
        return read_plain(path) == raw
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False


def _hook(prefix: str) -> Iterator[str]:
    folder = prefix.replace("'", "'\\''")
    yield "#!/bin/sh"
    yield f"{OWN_HOOK} 提交前检查计划，有错误时不提交；跳过一次：git commit --no-verify"
    yield "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE"
    if folder:
        yield f"cd '{folder}' || exit 1"
    yield "if ! command -v plangen >/dev/null 2>&1; then"
    yield "  echo '找不到 plangen，没有检查，也没有提交；跳过一次：git commit --no-verify' >&2"
    yield "  exit 1"
    yield "fi"
    yield "said=$(plangen check) && exit 0"
    yield "printf '%s\\n' \"$said\" >&2"
    yield "exit 1"


def _first_commit(repository: Repository, root: Path, *, time: int, offset: int) -> str:
    repo, branch = repository.repo, repository.branch
    assert branch is not None  # the repository is new
    index, entries = Index(repo.index_path(), read=False), []
    for name, each in read_worktree(repository, root, dict(_other_files(root))).items():
        if each.path:
            store_file(repository, each.path, each.sha)
        elif each.content is not None:
            repo.object_store.add_object(Blob.from_string(each.content))
        else:
            continue
        path, sha = name.encode("utf-8", "surrogateescape"), ObjectID(each.sha)
        entries.append((path, sha, each.mode))
        index[path] = index_entry_from_stat((root / name).lstat(), sha, mode=each.mode)
    commit = Commit()
    commit.tree = commit_tree(repo.object_store, entries)
    commit.author = commit.committer = (repository.author() or _NOBODY).encode()
    commit.author_time = commit.commit_time = time
    commit.author_timezone = commit.commit_timezone = offset
    commit.encoding = b"UTF-8"
    commit.message = "新建演练计划\n".encode()
    repo.object_store.add_object(commit)
    index.write()
    repo.refs[Ref(branch)] = commit.id
    return commit.id.decode()


def _other_files(root: Path) -> Iterator[tuple[str, bytes]]:
    """The project's files beside source and templates."""
    for path in (*(root / name for name in _ROOT_FILES), *sorted((root / _EDITOR).glob("*"))):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(root).as_posix(), path.read_bytes()
