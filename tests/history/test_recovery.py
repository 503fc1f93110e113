"""What a killed process left is finished byte for byte, and nothing that somebody did since is lost."""

import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.history.founding import add_hook, found
from plangen.history.journal import is_there
from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble

pytestmark = pytest.mark.slow

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]
PATH = "source/revisions/v1.1.yaml"


def project_in(folder: str) -> Path:
    """A small project in a repository of its own, made without git."""
    root = Path(folder, "计划")
    (root / "source").mkdir(parents=True)
    (root / "source/plan.yaml").write_text("title: 甲\n", encoding="utf-8")
    found(root, time=0, offset=0, owner=("张三", "z@example.com"))
    return root


def recording_of(raw: bytes) -> Recording:
    return Recording(
        version="v1.1",
        message="v1.1",
        author="a <>",
        time=0,
        offset=0,
        record_path=PATH,
        record=raw,
        written_by="0.1.0",
    )


def interrupt(root: Path) -> None:
    """Let the state be that of a process which died when branch and tag had changed, and before the rest."""
    journal = {"version": "v1.1", "record_path": PATH, "objects": ["0" * 40]}
    (root / ".git/plangen-revision.json").write_text(json.dumps(journal), encoding="utf-8")


@given(st.binary(max_size=60))
def test_the_record_is_restored_byte_for_byte(raw: bytes) -> None:
    """Law: whatever its bytes are, such as those of another encoding."""
    with tempfile.TemporaryDirectory() as folder:
        root = project_in(folder)
        repository, _ = opened(root)
        assert repository is not None
        with repository:
            commit = record(repository, root, recording_of(raw))
            (root / PATH).unlink()
            interrupt(root)
            assert is_there(repository)
            assert recover(repository, root) == "v1.1"
            assert not is_there(repository)
            assert (root / PATH).read_bytes() == repository.files(commit)[PATH] == raw
            assert recover(repository, root) is None


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_a_record_that_somebody_wrote_since_stays(raw: bytes, mine: bytes) -> None:
    """Law: recovery fills a gap, it replaces nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = project_in(folder)
        repository, _ = opened(root)
        assert repository is not None
        with repository:
            record(repository, root, recording_of(raw))
            (root / PATH).write_bytes(mine)
            interrupt(root)
            assert recover(repository, root) == "v1.1"
            assert (root / PATH).read_bytes() == mine


def test_an_interrupted_revision_is_warned_of_until_it_is_recovered(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    record(of(project), project, recording())
    interrupt(project)
    assert [each.code for each in trouble(of(project), project)] == ["G113"]
    recover(of(project), project)
    assert trouble(of(project), project) == ()


def test_a_lock_of_the_killed_process_is_no_trouble_but_one_of_git_is(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    interrupt(project)
    ours = project / ".git/plangen-index.lock"
    ours.touch()
    (project / ".git/index.lock").hardlink_to(ours)
    assert [each.code for each in trouble(of(project), project)] == ["G113"]
    assert recover(of(project), project) is None  # the revision was never made
    assert not (project / ".git/index.lock").exists()
    (project / ".git/index.lock").touch()
    assert [each.code for each in trouble(of(project), project)] == ["G106"]


def test_locks_of_objects_that_others_write_stay(project: Path, of: Of, repository: Git, recording: Make) -> None:
    interrupt(project)
    mine, theirs = (
        project / ".git/objects" / name for name in ("00/" + "0" * 38 + ".lock", "11/" + "1" * 38 + ".lock")
    )
    for lock in (mine, theirs):
        lock.parent.mkdir(exist_ok=True)
        lock.touch()
    recover(of(project), project)
    assert (mine.exists(), theirs.exists()) == (False, True)


def test_a_file_name_that_is_no_utf8_is_recorded_as_it_is(
    project: Path, of: Of, repository: Git, recording: Make
) -> None:
    name = b"\xd1\xdd\xc1\xb7.yaml"  # 演练 in GBK
    try:
        (project / "source" / name.decode("utf-8", "surrogateescape")).write_bytes(b"a: 1\n")
    except OSError:
        pytest.skip("this file system has names in UTF-8 alone")
    record(of(project), project, recording())
    assert repository("status", "--porcelain") == ""
    assert repository("fsck", "--strict") == ""


@pytest.mark.parametrize(
    ("name", "leads"),
    [
        ("v1.1^", "HEAD~1"),
        ("HEAD^1", "HEAD~1"),
        ("HEAD~1^0", "HEAD~1"),
        ("HEAD^^", "HEAD~2"),
        ("HEAD~2", "HEAD~2"),
        ("~1", "HEAD~1"),
    ],
)
def test_ancestors_are_named_as_git_names_them(
    project: Path, of: Of, repository: Git, recording: Make, name: str, leads: str
) -> None:
    repository("commit", "-q", "--allow-empty", "-m", "second")
    record(of(project), project, recording())
    assert of(project).commit(name) == repository("rev-parse", leads).strip()


@pytest.mark.parametrize("name", ["HEAD~9", "HEAD^2", "nothing", "HEAD:source", "HEAD~x", "v1.1^{tree}"])
def test_what_leads_to_no_commit_is_said(project: Path, of: Of, repository: Git, recording: Make, name: str) -> None:
    from plangen.errors import NoRevision

    record(of(project), project, recording())
    with pytest.raises(NoRevision) as problem:
        of(project).commit(name)
    assert problem.value.known == ["v1.1"]


def test_before_the_first_revision_a_version_has_its_own_words(project: Path, of: Of, repository: Git) -> None:
    from plangen.errors import NothingRecorded

    with pytest.raises(NothingRecorded):
        of(project).commit("v1.0")


def test_a_tag_is_asked_for_by_name(project: Path, of: Of, repository: Git) -> None:
    repository("tag", "v1.0")
    repository("pack-refs", "--all")
    repository("tag", "v2")
    assert [of(project).has_tag(name) for name in ("v1.0", "v2", "v1", "main")] == [True, True, False, False]


def test_a_hook_that_somebody_edited_is_left_alone(project: Path, of: Of, repository: Git) -> None:
    path = add_hook(of(project)).path
    before = path.read_bytes()
    assert not add_hook(of(project)).kept
    path.write_bytes(before + b"echo mine\n")
    assert add_hook(of(project)).kept
    assert path.read_bytes() == before + b"echo mine\n"


@pytest.mark.parametrize("mine", [b"version: v1.1\n", b"version: v1.1 # edited since\n"])
def test_a_record_by_hand_gives_way_to_itself_sealed_unless_it_was_edited_since(tmp_path: Path, mine: bytes) -> None:
    by_hand, made = b"version: v1.1\n", b'version: v1.1\ncontent: "0"\n'
    root = project_in(str(tmp_path))
    repository, _ = opened(root)
    assert repository is not None
    with repository:
        record(repository, root, recording_of(made))
        (root / PATH).write_bytes(mine)
        interrupt(root)
        journal = json.loads((root / ".git/plangen-revision.json").read_text(encoding="utf-8"))
        journal["replaces"] = hashlib.sha256(by_hand).hexdigest()
        (root / ".git/plangen-revision.json").write_text(json.dumps(journal), encoding="utf-8")
        assert recover(repository, root) == "v1.1"
        assert (root / PATH).read_bytes() == (made if mine == by_hand else mine)
