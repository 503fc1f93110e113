"""States of `.git`, each against every command that opens one: words with what to do, and nothing is changed.

What users meet stands among them: files that a power cut emptied, what a synchroniser or an interrupted copy left,
settings of git that other programs know, and kinds of repository that plangen does not.
"""

import hashlib
import os
import shutil
import subprocess
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plangen.diagnostics import Finding, Severity
from plangen.errors import PlangenError
from plangen.history.recording import Recording, record
from plangen.history.repository import opened
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project, repair_tags
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.proved.history import check_history
from plangen.pipeline.revisions.rebuild import build_revision
from plangen.pipeline.revisions.revise import revise_project
from plangen.pipeline.verifying.verify import verify_project
from plangen.reporting.problems import problem_text
from plangen.reporting.progress import Silent
from tests.limits import ending

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="pipes and links are POSIX")]

Spoil = Callable[[Path], object]  # takes git's folder
DATE, NOW = date(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
GARBAGE, ZEROS, ID = b"\xff\x00 garbage \x01", b"\0" * 200, b"1" * 40 + b"\n"
OUT = "built"  # where a build goes
CUT, GONE = object(), object()
DAMAGED, LOST_OBJECT, TAG = "G115", "git-damaged", "tag-lost"


def git(*arguments: str, folder: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def put(name: str, raw: object) -> Spoil:
    """Let one of git's files hold this, be cut or be gone."""

    def spoil(folder: Path) -> None:
        path = folder / name
        if raw is CUT:
            old = path.read_bytes()
            raw_now: object = old[: len(old) * 2 // 3]
        else:
            raw_now = raw
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
        if isinstance(raw_now, bytes):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw_now)

    return spoil


def link(name: str, target: str) -> Spoil:
    return both(put(name, GONE), lambda folder: (folder / name).symlink_to(target))


def pipe(name: str) -> Spoil:
    return both(put(name, GONE), lambda folder: (folder / name).parent.mkdir(exist_ok=True), fifo(name))


def fifo(name: str) -> Spoil:
    return lambda folder: os.mkfifo(folder / name)


def an_object(name: str, raw: object) -> Spoil:
    """Spoil the object that git finds by a name."""

    def spoil(folder: Path) -> None:
        sha = git("rev-parse", name, folder=folder.parent)
        put(f"objects/{sha[:2]}/{sha[2:]}", raw)(folder)

    return spoil


def packed(ending_of_pack: str, raw: object) -> Spoil:
    """Spoil a file of the one pack that everything was packed into."""

    def spoil(folder: Path) -> None:
        git("gc", "-q", folder=folder.parent)
        path = next((folder / "objects/pack").glob(f"*.{ending_of_pack}"))
        put(f"objects/pack/{path.name}", raw)(folder)

    return spoil


def tells(*arguments: str) -> Spoil:
    """Let git itself do something."""
    return lambda folder: git(*arguments, folder=folder.parent)


def both(*spoils: Spoil) -> Spoil:
    return lambda folder: [spoil(folder) for spoil in spoils]


def split_without_base(folder: Path) -> None:
    tells("update-index", "--split-index")(folder)
    for path in folder.glob("sharedindex.*"):
        path.unlink()


def zeros_in_the_pack(folder: Path) -> None:
    """As of a disk that lost a block."""
    git("gc", "-q", folder=folder.parent)
    path = next((folder / "objects/pack").glob("*.pack"))
    raw = path.read_bytes()
    put(f"objects/pack/{path.name}", raw[:200] + b"\0" * (len(raw) - 400) + raw[-200:])(folder)


def tags_gone(folder: Path) -> None:
    put("refs/heads/main", git("rev-parse", "HEAD", folder=folder.parent).encode() + b"\n")(folder)
    put("packed-refs", GONE)(folder)


def init_again(folder: Path) -> None:
    shutil.rmtree(folder)
    git("init", "-q", "-b", "main", folder=folder.parent)


def sha256(folder: Path) -> None:
    shutil.rmtree(folder)
    git("init", "-q", "-b", "main", "--object-format=sha256", folder=folder.parent)
    git("add", ".", folder=folder.parent)
    git("commit", "-qm", "x", folder=folder.parent)


def clone(*arguments: str) -> Spoil:
    def spoil(folder: Path) -> None:
        here, there = folder.parent, folder.parent.with_name("theirs")
        here.rename(there)
        git("config", "uploadpack.allowFilter", "true", folder=there)
        git("clone", "-q", *arguments, f"file://{there}", str(here), folder=there)

    return spoil


def beside(then: Callable[[Path], object] = lambda _: None) -> Spoil:
    """A work tree beside the repository."""

    def spoil(folder: Path) -> None:
        here, there = folder.parent, folder.parent.with_name("theirs")
        here.rename(there)
        git("worktree", "add", "-q", str(here), "-b", "topic", folder=there)
        then(there)

    return spoil


def settings(raw: str) -> Spoil:
    def spoil(folder: Path) -> None:
        path = folder / "config"
        path.write_text(path.read_text(encoding="utf-8") + raw, encoding="utf-8")

    return spoil


def home(name: str, raw: object) -> Spoil:
    """The user's own settings; the tests' home is beside the project."""
    return put(f"../../home/{name}", raw)


def every(name: str, spoil: Callable[[object], Spoil], *without: object) -> dict[str, Spoil]:
    """One file in each of the states that a power cut or a disk leaves, but for those."""
    return {f"{name} {kind}": spoil(raw) for kind, raw in EMPTIED.items() if raw not in without}


def file(name: str) -> Callable[[object], Spoil]:
    return lambda raw: put(name, raw)


def of_commit(name: str) -> Callable[[object], Spoil]:
    return lambda raw: an_object(name, raw)


def of_pack(kind: str) -> Callable[[object], Spoil]:
    return lambda raw: packed(kind, raw)


def beside_git(spoil: Spoil) -> Spoil:
    """What is to happen to `.git` itself."""
    return lambda folder: spoil(folder.parent)


def folder(name: str) -> Spoil:
    return both(put(name, GONE), lambda git: (git / name).mkdir())


def extension(line: str) -> Spoil:
    return settings(f"[core]\n\trepositoryformatversion = 1\n[extensions]\n\t{line}\n")


EMPTIED = {"emptied": b"", "cut": CUT, "of bytes": GARBAGE, "of zeros": ZEROS}
FOREIGN = "objects/pack/pack-" + "0" * 40
TO_NOWHERE = put("objects/info/alternates", b"/nowhere\n")
NEVER_MADE = b'{"version":"v1.9","record_path":"source/revisions/v1.9.yaml"}'

BROKEN: dict[str, Spoil] = {
    **every("packed-refs", file("packed-refs")),
    **every("HEAD", file("HEAD")),
    **every("branch", file("refs/heads/main"), CUT),
    **every("tag", file("refs/tags/v1.0"), CUT),
    **every("config", file("config"), CUT, b""),
    **every("shallow", file("shallow"), CUT, b""),
    **every("settings of the user", lambda raw: home(".gitconfig", raw), CUT, b""),
    "settings of the user broken": home(".gitconfig", b"[core\n"),
    "settings of the user in UTF-16": home(".gitconfig", "[user]\n".encode("utf-16")),
    "settings of the user a folder": home(".gitconfig/x", b""),
    "settings elsewhere broken": home(".config/git/config", b"[core\n"),
    "packed-refs a folder": folder("packed-refs"),
    "packed-refs a pipe": pipe("packed-refs"),
    "HEAD gone": put("HEAD", GONE),
    "HEAD a pipe": pipe("HEAD"),
    "HEAD that leads to itself": put("HEAD", b"ref: HEAD\n"),
    "HEAD that leads out": put("HEAD", b"ref: refs/../../x\n"),
    "HEAD that names no ref": put("HEAD", b"ref: xyz\n"),
    "HEAD that names a tag": put("HEAD", b"ref: refs/tags/v1.0\n"),
    "HEAD without end": lambda git: os.truncate(git / "HEAD", 1 << 40),
    "branch that leads to itself": put("refs/heads/main", b"ref: refs/heads/main\n"),
    "tag that leads to itself": put("refs/tags/v1.0", b"ref: refs/tags/v1.0\n"),
    "tag a link to a device": link("refs/tags/v0", "/dev/zero"),
    "tag a pipe": pipe("refs/tags/v0"),
    "tags elsewhere": link("refs/tags", "../../../home"),
    "objects gone": put("objects", GONE),
    "objects elsewhere": link("objects", "../../home"),
    "object a pipe": pipe("objects/00/x"),
    "alternates a pipe": pipe("objects/info/alternates"),
    "config that does not parse": put("config", b"[core\nx"),
    "config with marks of a merge": put("config", b"<<<<<<< a\n[core]\n"),
    "config a link to a device": link("config", "/dev/zero"),
    "config that includes a pipe": both(pipe("pipe"), put("config", b"[include]\n\tpath = pipe\n")),
    "config that includes itself": put("config", b"[include]\n\tpath = config\n"),
    "config with a number that is none": put("config", b"[core]\n\trepositoryformatversion = x\n"),
    "config that names a device": put("config", b"[core]\n\texcludesFile = /dev/zero\n"),
    "config of a work tree that includes a device": put("config.worktree", b"[include]\n\tpath = /dev/zero\n"),
    "config without end": lambda git: os.truncate(git / "config", 1 << 40),
    "commondir to nowhere": put("commondir", b"nowhere\n"),
    "commondir a pipe": pipe("commondir"),
    "log a link": link("logs/HEAD", "../../../home/log"),
    "git's folder an empty file": beside_git(put(".git", b"")),
    "git's folder a file of bytes": beside_git(put(".git", GARBAGE)),
    "git's folder said to be nowhere": beside_git(put(".git", b"gitdir: /nowhere\n")),
    "git's folder a circle": beside_git(link(".git", ".git")),
    "git's folder with a HEAD alone": both(init_again, put("objects", GONE), put("refs", GONE)),
    "work tree whose repository is gone": beside(shutil.rmtree),
    "work tree that was forgotten": beside(lambda there: shutil.rmtree(there / ".git/worktrees")),
}
OBJECTS: dict[str, Spoil] = {
    **every("commit", of_commit("HEAD")),
    **every("tree", of_commit("HEAD:source")),
    **every("tag object", of_commit("v1.0")),
    **every("file's object", of_commit("HEAD:source/plan.yaml")),
    **every("record's object", of_commit("HEAD:source/revisions/v1.0.yaml")),
    **every("pack", of_pack("pack")),
    **every("idx", of_pack("idx")),
    "pack gone": packed("pack", GONE),
    "idx gone": packed("idx", GONE),
    "pack with a lost block": zeros_in_the_pack,
    "pack of bytes beside": both(put(f"{FOREIGN}.idx", b"x"), put(f"{FOREIGN}.pack", b"x")),
    "object of another kind": an_object("HEAD", zlib.compress(b"blob 5\0hello")),
    "alternates gone with the objects": both(packed("pack", GONE), TO_NOWHERE),
    "HEAD at a commit that is lost": put("HEAD", ID),
    "branch at a commit that is lost": put("refs/heads/main", ID),
}
UNHARMED: dict[str, Spoil] = {
    **every("journal", file("plangen-revision.json"), CUT),
    "journal of what was never made": put("plangen-revision.json", NEVER_MADE),
    "journal a folder": folder("plangen-revision.json"),
    "settings of the user with a BOM": home(".gitconfig", b"\xef\xbb\xbf[user]\n\tname = z\n"),
    "settings of the user in GBK": home(".gitconfig", b"[user]\n\tname = \xd5\xc5\n\temail = z@x\n"),
    "settings that include what is not there": home(".gitconfig", b"[include]\n\tpath = nowhere\n"),
    "branch of others emptied": put("refs/heads/other", b""),
    "branch of a server emptied": put("refs/remotes/origin/main", b""),
    "stash of bytes": put("refs/stash", GARBAGE),
    "pack half fetched": put("objects/pack/tmp_pack_x", b"x"),
    "alternates to nowhere": TO_NOWHERE,
    "config gone": put("config", GONE),
    "log of bytes": put("logs/HEAD", GARBAGE),
    "exclude of bytes": put("info/exclude", b"\xff[[[\n"),
    "attributes of bytes": put("info/attributes", b"\xff[[[\n"),
    "commit-graph of bytes": put("objects/info/commit-graph", GARBAGE),
    "info gone": put("info", GONE),
    "index gone": put("index", GONE),
    "index of version 4": tells("update-index", "--index-version", "4"),
    "said to be bare": settings("[core]\n\tbare = true\n"),
    "clone that shares objects": lambda git: clone("--reference", str(git.parent.with_name("theirs")))(git),
    "work tree beside": beside(),
}
# State, what reading commands say, and what `revise` does. Nothing: they go on.
STATES: dict[str, tuple[Spoil, str, str]] = {
    **{kind: (spoil, DAMAGED, DAMAGED) for kind, spoil in BROKEN.items()},
    **{kind: (spoil, LOST_OBJECT, LOST_OBJECT) for kind, spoil in OBJECTS.items()},
    **{kind: (spoil, "", "") for kind, spoil in UNHARMED.items()},
    **{kind: (spoil, "", DAMAGED) for kind, spoil in every("index", file("index")).items()},
    "index a folder": (folder("index"), "", DAMAGED),
    "index split, its base gone": (split_without_base, "", DAMAGED),
    "index split": (tells("update-index", "--split-index"), "", "G131"),
    "index sparse": (tells("sparse-checkout", "set", "--cone", "--sparse-index", "source", "templates"), "", "G131"),
    "index locked": (put("index.lock", b""), "", "G106"),
    "packed-refs locked": (put("packed-refs.lock", b""), "", "G106"),
    "branch locked": (put("refs/heads/main.lock", b""), "", "G106"),
    "merge under way": (put("MERGE_HEAD", ID), "", "G105"),
    "rebase under way": (folder("rebase-merge"), "", "G105"),
    "HEAD that was detached": (tells("checkout", "-q", "v1.0"), "", "G103"),
    "HEAD at a branch that is lost": (put("HEAD", b"ref: refs/heads/gone\n"), "G126", "G126"),
    "tag at an object that is lost": (put("refs/tags/v1.0", ID), TAG, "G128"),
    "tags gone": (tags_gone, TAG, "G128"),
    "packed-refs gone, the branch with it": (put("packed-refs", GONE), "G126", "G126"),
    "git's folder gone": (shutil.rmtree, "G101", "G101"),
    "git's folder made anew": (init_again, "G132", "G132"),
    "reftable": (extension("refStorage = reftable"), "G110", "G110"),
    "an extension of the future": (extension("future = true"), "G110", "G110"),
    "a format of the future": (settings("[core]\n\trepositoryformatversion = 99\n"), "G110", "G110"),
    "sha256": (sha256, TAG, "G110"),
    "shallow clone": (clone("--depth", "1"), TAG, ""),
    "shallow clone without tags": (clone("--depth", "1", "--no-tags"), TAG, "G128"),
    "clone without tags": (clone("--no-tags"), TAG, "G128"),
    "partial clone": (clone("--filter=blob:none"), LOST_OBJECT, ""),
}


def commands(project: Path) -> dict[str, Callable[[], object]]:
    wanted = WantedRevision(date=DATE, confirms_date=True)
    out = project.parent / OUT
    return {
        "check": lambda: check_history(project).findings,
        "log": lambda: log_project(project).findings,
        "repair": lambda: repair_tags(project, dry_run=True).findings,
        "diff": lambda: (found := diff_project(project)).findings + found.history,
        "diff v1.0": lambda: (found := diff_project(project, "v1.0", "v1.1")).findings + found.history,
        "build": lambda: build_revision(project, "v1.0", out, (), Silent()).built.outcome.findings,
        "verify": lambda: verify_project(project, "0" * 32, DATE).findings,
        "revise": lambda: revise_project(project, wanted, NOW, dry_run=True).outcome.findings,
    }


READING = ("check", "log", "repair", "diff", "diff v1.0", "build", "verify")


def said_by(command: Callable[[], object]) -> set[str]:
    """The codes of git's errors, or of the problem that stopped it; whatever it says can be said in both languages."""
    with ending():
        try:
            found = command()
        except PlangenError as problem:
            said = [problem_text(problem, language) for language in ("zh", "en")]
            return {problem.code} if all(said) else set()
        assert isinstance(found, tuple)
        errors = [each for each in found if isinstance(each, Finding) and each.severity is Severity.ERROR]
        assert all(each.message(language) + each.advice(language) for each in errors for language in ("zh", "en"))
        return {each.code for each in errors if each.code.startswith("G1")}


def state_of(top: Path) -> Iterator[tuple[str, object]]:
    """Every file with its bytes and times, every folder with its names."""
    for base, folders, names in os.walk(top):
        folders[:] = sorted(set(folders) - {OUT})
        yield base, tuple(folders)
        for path in (Path(base, name) for name in names):
            found = path.lstat()
            is_read = path.is_file() and not path.is_symlink() and found.st_size < 1 << 30
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if is_read else ""
            yield str(path), (found.st_mtime_ns, found.st_size, digest)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two revisions, made once."""
    project = tmp_path_factory.mktemp("states") / "计划"
    for name, text in {"source/plan.yaml": "title: 甲\n", "templates/x.txt": "甲\n", "notes/n.txt": "别的\n"}.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    git("init", "-q", "-b", "main", folder=project)
    git("add", ".", folder=project)
    git("commit", "-q", "-m", "first", folder=project)
    for number in range(2):
        version = f"v1.{number}"
        (project / "source/plan.yaml").write_text(f"title: {number}\n", encoding="utf-8")
        repository, _ = opened(project)
        assert repository is not None
        with repository:
            made = Recording(
                version=version,
                message=version,
                author="张三 <z@example.com>",
                time=1_700_000_000 + number,
                offset=0,
                record_path=f"source/revisions/{version}.yaml",
                record=f"version: {version}\nwritten_by: 0.1.0\n".encode(),
                written_by="0.1.0",
            )
            record(repository, project, made)
    return project


@pytest.fixture
def project(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(recorded, tmp_path / "计划", symlinks=True)
    (tmp_path / "home").mkdir()
    for name in [name for name in os.environ if name.startswith(("GIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return tmp_path / "计划"


@pytest.mark.parametrize("kind", STATES)
def test_every_command_says_what_is_wrong_and_changes_nothing(project: Path, kind: str, tmp_path: Path) -> None:
    spoil, reading, recording = STATES[kind]
    spoil(project / ".git")
    before = dict(state_of(tmp_path))
    said = {name: said_by(command) for name, command in commands(project).items()}
    assert sorted(dict(state_of(tmp_path)).items() ^ before.items()) == []
    assert recording in said["revise"] if recording else not said["revise"], said
    reads = [said[name] for name in READING]
    if reading == DAMAGED:
        assert all(codes == {DAMAGED} for codes in reads), said
    else:  # what is lost is said by whatever needs it
        assert set().union(*reads) == ({reading} if reading else set()), said
    assert not {"G107", "nothing-recorded", "no-revision"} & set().union(*said.values())


def test_there_are_enough_states() -> None:
    assert len(STATES) >= 100
