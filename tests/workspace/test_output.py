"""Publishing keeps what is the user's, is all or nothing, and leaves whole files whenever it is stopped."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem, InTheWay, LeadsOut
from plangen.workspace.manifest import MANIFEST, Manifest, ManifestEntry, digest, parse
from plangen.workspace.naming import safe_name
from plangen.workspace.output import Published, locked, old_manifest, publish
from tests.limits import ending


def manifest(contents: dict[str, bytes]) -> Manifest:
    return Manifest(
        plangen="1",
        plan="p",
        revision="v1",
        files={
            path: ManifestEntry(document="d", title=path, sha256=digest(raw), fingerprint="f" * 12)
            for path, raw in contents.items()
        },
    )


def put(output: Path, contents: dict[str, bytes]) -> Published:
    return publish(output, contents, manifest(contents), old_manifest(output), root=output)


def state(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in sorted(output.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def test_new_files_arrive_with_their_manifest(tmp_path: Path) -> None:
    done = put(tmp_path, {"01-甲.docx": b"a", "06-乙/01-乙.docx": b"b"})
    assert done.written == ("01-甲.docx", "06-乙/01-乙.docx")
    assert state(tmp_path) == {"01-甲.docx": b"a", "06-乙/01-乙.docx": b"b"}
    kept = parse((tmp_path / MANIFEST).read_bytes())
    assert kept is not None
    assert kept.files["01-甲.docx"].sha256 == digest(b"a")


def test_unchanged_files_are_not_touched(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"1", "02-b.docx": b"1"})
    os.utime(tmp_path / "01-a.docx", (1, 1))
    done = put(tmp_path, {"01-a.docx": b"1", "02-b.docx": b"2"})
    assert (done.written, done.unchanged) == (("02-b.docx",), ("01-a.docx",))
    assert (tmp_path / "01-a.docx").stat().st_mtime == 1


def test_an_edited_file_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    put(tmp_path, {"01-甲.docx": b"1"})
    (tmp_path / "01-甲.docx").write_bytes(b"edited")
    done = put(tmp_path, {"01-甲.docx": b"2"})
    assert state(tmp_path) == {"01-甲.docx": b"2", "01-甲（手工修改）.docx": b"edited"}
    assert [finding.code for finding in done.findings] == ["F203"]


def test_a_second_edit_does_not_replace_the_first_one_kept(tmp_path: Path) -> None:
    for edit in (b"first", b"second"):
        put(tmp_path, {"01-a.docx": edit[:1]})
        (tmp_path / "01-a.docx").write_bytes(edit)
    put(tmp_path, {"01-a.docx": b"new"})
    assert state(tmp_path) == {
        "01-a.docx": b"new",
        "01-a（手工修改）.docx": b"first",
        "01-a（手工修改2）.docx": b"second",
    }


def test_a_file_that_was_there_before_the_first_build_is_kept(tmp_path: Path) -> None:
    (tmp_path / "01-a.docx").write_bytes(b"the user's")
    put(tmp_path, {"01-a.docx": b"new"})
    assert state(tmp_path)["01-a（手工修改）.docx"] == b"the user's"


def test_files_no_longer_generated_go_and_edited_ones_stay_as_copies(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"1", "02-b.docx": b"1", "03-c.docx": b"1"})
    (tmp_path / "02-b.docx").write_bytes(b"edited")
    done = put(tmp_path, {"03-c.docx": b"1"})
    assert done.removed == ("01-a.docx", "02-b.docx")
    assert [finding.code for finding in done.findings] == ["F203"]
    assert state(tmp_path) == {"02-b（手工修改）.docx": b"edited", "03-c.docx": b"1"}


def test_a_broken_manifest_means_that_every_file_is_the_users(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"1"})
    (tmp_path / MANIFEST).write_bytes(b"{")
    put(tmp_path, {"01-a.docx": b"2"})
    assert state(tmp_path) == {"01-a.docx": b"2", "01-a（手工修改）.docx": b"1", "manifest（损坏）.json": b"{"}


@pytest.mark.parametrize("lock", ["~$01-甲.docx", "~$.docx", ".~lock.01-甲.docx#"])
def test_a_file_open_in_a_word_processor_stops_the_build(tmp_path: Path, lock: str) -> None:
    put(tmp_path, {"01-甲.docx": b"1", "02-b.docx": b"1"})
    (tmp_path / lock).write_bytes(b"")
    done = put(tmp_path, {"01-甲.docx": b"2", "02-b.docx": b"2"})
    expected = [] if lock == "~$.docx" else ["F201"]
    assert [finding.code for finding in done.findings] == expected
    if expected:
        assert state(tmp_path)["02-b.docx"] == b"1"


def test_words_lock_of_a_long_name_is_recognised(tmp_path: Path) -> None:
    put(tmp_path, {"01-长长的名字.docx": b"1"})
    (tmp_path / "~$-长长的名字.docx").write_bytes(b"")
    assert [finding.code for finding in put(tmp_path, {"01-长长的名字.docx": b"2"}).findings] == ["F201"]


def test_a_read_only_file_stops_the_build(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"1", "02-b.docx": b"1"})
    (tmp_path / "01-a.docx").chmod(0o444)
    done = put(tmp_path, {"01-a.docx": b"2", "02-b.docx": b"2"})
    assert [finding.code for finding in done.findings] == ["F202"]
    assert state(tmp_path) == {"01-a.docx": b"1", "02-b.docx": b"1"}


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    """A real one: a file-size limit set by the system for a process of its own."""
    put(tmp_path, {"01-a.docx": b"old", "02-b.docx": b"old"})
    script = f"""
import resource, signal, sys
sys.path.insert(0, {str(Path(__file__).parents[2])!r}); sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from test_output import put
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
put(Path({str(tmp_path)!r}), {{"01-a.docx": b"new", "02-b.docx": b"n" * 20_000}})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=False)
    assert "plangen.errors.Unwritable" in done.stderr
    assert state(tmp_path) == {"01-a.docx": b"old", "02-b.docx": b"old"}


def test_a_move_that_fails_takes_back_those_before_it(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"old", "06-z/02-b.docx": b"old"})
    (tmp_path / "06-z/02-b.docx").unlink()
    (tmp_path / "06-z").rmdir()
    (tmp_path / "06-z").write_bytes(b"a file where a folder has to be")
    with pytest.raises(EnvironmentProblem) as caught:
        put(tmp_path, {"01-a.docx": b"new", "06-z/02-b.docx": b"new"})
    assert caught.value.code == "in-the-way"
    assert str(caught.value.values["path"]).endswith("06-z")
    assert state(tmp_path) == {"01-a.docx": b"old", "06-z": b"a file where a folder has to be"}


def test_the_error_number_of_a_full_disk_is_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentProblem) as caught:
        put(tmp_path, {"01-a.docx": b"new"})
    assert caught.value.code == "disk-full"


KILLED = """
import os, signal, sys
sys.path.insert(0, {root!r}); sys.path.insert(0, {here!r})
from pathlib import Path
from test_output import put
count = 0
real = Path.replace
def counting(self, target):
    global count
    count += 1
    if count == {stop}:
        os.kill(os.getpid(), signal.{kind})
    return real(self, target)
Path.replace = counting
put(Path({folder!r}), {{"01-a.docx": b"new", "02-b.docx": b"new", "03-c.docx": b"new"}})
"""


def interrupted(folder: Path, stop: int, kind: str) -> int:
    code = KILLED.format(
        root=str(Path(__file__).parents[2]), here=str(Path(__file__).parent), folder=str(folder), stop=stop, kind=kind
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_killed_at_any_move_every_file_is_whole_and_the_next_build_mends(tmp_path: Path, stop: int) -> None:
    put(tmp_path, {"01-a.docx": b"old", "02-b.docx": b"old", "03-c.docx": b"old"})
    assert interrupted(tmp_path, stop, "SIGKILL") == -signal.SIGKILL
    names = ("01-a.docx", "02-b.docx", "03-c.docx")
    assert all((tmp_path / name).read_bytes() in {b"old", b"new"} for name in names)
    done = put(tmp_path, dict.fromkeys(names, b"newest"))
    assert done.findings == ()  # nothing is taken for an edit by hand
    assert state(tmp_path) == dict.fromkeys(names, b"newest")


def test_ctrl_c_during_the_moves_waits_until_they_are_done(tmp_path: Path) -> None:
    put(tmp_path, {"01-a.docx": b"old", "02-b.docx": b"old", "03-c.docx": b"old"})
    assert interrupted(tmp_path, 2, "SIGINT") != 0
    assert set(state(tmp_path).values()) == {b"new"}


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    def second() -> None:
        with locked(tmp_path, root=tmp_path):
            pass

    assert refused(second, tmp_path) == "busy"
    second()  # free again


def refused(action: Callable[[], None], folder: Path) -> str:
    """The code of the problem that `action` meets while another process holds the folder."""
    holder = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from pathlib import Path
from plangen.workspace.output import locked
from tests.limits import ending
with locked(Path({str(folder)!r}), root=Path({str(folder)!r})):
    print("held", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen([sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(EnvironmentProblem) as caught:
            action()
        process.communicate()
    return caught.value.code


def hostile(output: Path, path: str, raw: bytes) -> None:
    """Let the manifest of the folder say that plangen made a file there with these bytes."""
    entry = {"document": "d", "title": "t", "sha256": digest(raw), "fingerprint": "0" * 12}
    said = json.loads((output / MANIFEST).read_bytes())
    said["files"][path] = entry
    (output / MANIFEST).write_text(json.dumps(said), encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder that was built into, and beside it one that is none of ours."""
    (tmp_path / "away").mkdir()
    (tmp_path / "away/01-mine.docx").write_bytes(b"mine")
    (tmp_path / "plan").mkdir()
    put(tmp_path / "plan", {"01-a.docx": b"1"})
    return tmp_path / "plan"


def away(output: Path) -> dict[str, bytes]:
    return state(output.with_name("away"))


@pytest.mark.parametrize(
    "path",
    [
        "../away/01-mine.docx",
        "01-x/../../away/01-mine.docx",
        "正式发布/01-mine.docx",
        "packets/../01-mine.docx",
        "01-x/02-y/03-z.docx",
        ".cache/01-mine.docx",
        "mine.docx",
        "01-mine.sh",
        "01-\\..\\mine.docx",
        "C:01-mine.docx",
        "01-a\x00.docx",
        "/01-mine.docx",
        "",
        "01-.docx ",
        f"01-{'长' * 90}.docx",
        "01-\ud800.docx",
    ],
)
def test_a_manifest_that_names_what_no_build_makes_is_put_aside_and_not_believed(output: Path, path: str) -> None:
    hostile(output, path, b"mine")
    before = (output / MANIFEST).read_bytes()
    done = put(output, {"02-b.docx": b"2"})
    assert [finding.code for finding in done.findings] == ["F204"]
    assert (done.removed, dict(done.copies)) == ((), {})
    assert away(output) == {"01-mine.docx": b"mine"}
    assert state(output) == {"01-a.docx": b"1", "02-b.docx": b"2", "manifest（损坏）.json": before}
    assert put(output, {"02-b.docx": b"3"}).findings == ()  # the next one knows its files again


def test_an_absolute_path_in_a_manifest_is_not_believed(output: Path) -> None:
    mine = output.with_name("away") / "01-mine.docx"
    hostile(output, str(mine), b"mine")
    assert [finding.code for finding in put(output, {"02-b.docx": b"2"}).findings] == ["F204"]
    assert mine.read_bytes() == b"mine"


@pytest.mark.parametrize("damage", [b'{"version": 2, "plangen": "", "plan": "", "revision": "", "files": {}}', b"[[["])
def test_a_damaged_manifest_is_put_aside_once(output: Path, damage: bytes) -> None:
    for _ in range(2):
        (output / MANIFEST).write_bytes(damage)
        assert [finding.code for finding in put(output, {"01-a.docx": b"1"}).findings] == ["F204"]
    assert state(output) == {"01-a.docx": b"1", "manifest（损坏）.json": damage}


def test_a_hash_that_is_none_makes_a_manifest_none_of_ours() -> None:
    for entry in ({"sha256": "0" * 63}, {"sha256": "G" * 64}, {"fingerprint": "../../../x"}):
        raw = {"document": "d", "title": "t", "sha256": "0" * 64, "fingerprint": "0" * 12} | entry
        said = {"plangen": "", "plan": "", "revision": "", "files": {"01-a.docx": raw}}
        assert parse(json.dumps(said).encode()) is None


def test_a_folder_of_the_output_that_is_a_link_is_refused(output: Path) -> None:
    (output / "06-乙").symlink_to(output.with_name("away"))
    for contents in ({"06-乙/01-mine.docx": b"2"}, {}):
        hostile(output, "06-乙/01-mine.docx", b"mine")
        with pytest.raises(LeadsOut) as problem:
            put(output, contents)
        assert problem.value.values["path"] == str(output / "06-乙")
    assert away(output) == {"01-mine.docx": b"mine"}


@pytest.mark.parametrize("target", ["../away", ".", "nowhere"])
def test_an_output_that_is_a_link_is_refused_wherever_it_leads(output: Path, target: str) -> None:
    """The plan's own output/ is where the plan is; only a folder that the user names may be anywhere."""
    link = output / "output"
    link.symlink_to(target)
    with pytest.raises(LeadsOut), locked(link, root=output):
        pass
    with pytest.raises(LeadsOut):
        publish(link, {"01-a.docx": b"1"}, manifest({"01-a.docx": b"1"}), None, root=output)
    assert away(output) == {"01-mine.docx": b"mine"}


def test_a_folder_that_the_user_names_may_be_reached_through_a_link(output: Path, tmp_path: Path) -> None:
    (tmp_path / "drive").symlink_to(tmp_path / "away")
    contents = {"02-b.docx": b"2"}
    with locked(tmp_path / "drive", root=output):
        publish(tmp_path / "drive", contents, manifest(contents), None, root=output)
    assert away(output) == {"01-mine.docx": b"mine", "02-b.docx": b"2", ".lock": b""}


def test_a_stage_that_is_a_link_is_taken_away_and_not_followed(output: Path) -> None:
    away_manifest = output.with_name("away") / MANIFEST
    away_manifest.write_bytes((output / MANIFEST).read_bytes())
    (output / ".new").symlink_to("../away")
    put(output, {"01-a.docx": b"2"})
    assert away(output) == {"01-mine.docx": b"mine"}
    assert away_manifest.exists()
    assert not (output / ".new").is_symlink()


def test_a_link_in_place_of_a_file_is_kept_as_a_link(output: Path) -> None:
    """What it leads to is neither written nor copied into the folder."""
    (output / "01-a.docx").unlink()
    (output / "01-a.docx").symlink_to("../away/01-mine.docx")
    done = put(output, {"01-a.docx": b"2"})
    assert done.copies == {"01-a.docx": "01-a（手工修改）.docx"}
    assert (output / "01-a（手工修改）.docx").readlink() == Path("../away/01-mine.docx")
    assert (output / "01-a.docx").read_bytes() == b"2"
    assert away(output) == {"01-mine.docx": b"mine"}


@pytest.mark.parametrize("name", [MANIFEST, "01-a.docx", "06-乙"])
def test_a_pipe_in_place_of_a_file_is_named_and_nothing_hangs(output: Path, name: str) -> None:
    (output / name).unlink(missing_ok=True)
    os.mkfifo(output / name)
    with ending(), pytest.raises(InTheWay) as problem:
        put(output, {"01-a.docx": b"2", "06-乙/01-b.docx": b"2"})
    assert str(output / name) in str(problem.value.values["path"])


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "text"])
def test_a_lock_that_is_none_of_ours_is_named(output: Path, kind: str) -> None:
    lock, mine = output / ".lock", output.with_name("away") / "01-mine.docx"
    makers: dict[str, Callable[[], object]] = {
        "pipe": lambda: os.mkfifo(lock),
        "link": lambda: lock.symlink_to(mine),
        "folder": lock.mkdir,
        "text": lambda: lock.hardlink_to(mine),
    }
    makers[kind]()
    with ending(), pytest.raises(InTheWay) as problem, locked(output, root=output):
        pass
    assert problem.value.values["path"] == str(lock)
    assert mine.read_bytes() == b"mine"


def test_an_edit_that_a_killed_run_kept_is_kept_once(output: Path) -> None:
    (output / "01-a.docx").write_bytes(b"edited")
    (output / "01-a（手工修改）.docx").write_bytes(b"edited")
    assert put(output, {"01-a.docx": b"2"}).copies == {"01-a.docx": "01-a（手工修改）.docx"}
    assert state(output) == {"01-a.docx": b"2", "01-a（手工修改）.docx": b"edited"}


@pytest.mark.parametrize("letter", ["长", "𠮷", "a"])
def test_the_copy_of_a_file_with_the_longest_name_has_a_name_that_fits(output: Path, letter: str) -> None:
    name = f"01-{safe_name(letter * 300)}.docx"
    for raw in (b"1", b"2", b"3"):
        put(output, {name: raw})
        (output / name).write_bytes(b"edited " + raw)
    copies = [path for path in output.glob("01-*") if path.name != name]
    assert sorted(path.read_bytes() for path in copies if "手工修改" in path.name) == [b"edited 1", b"edited 2"]
    assert all(len(os.fsencode(path.name)) <= 255 for path in output.iterdir())


def test_leftovers_go_when_the_folder_is_held(output: Path) -> None:
    left = [output / "source/approvals/.plangen-abcd_123", output / ".plangen-abcd_124", output / ".plangen-x"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    with locked(output / "output", root=output):
        assert [path.exists() for path in left] == [False, False, True]


def test_a_manifest_without_end_is_put_aside_unread(output: Path) -> None:
    os.truncate(output / MANIFEST, 200 * 1024 * 1024)
    assert [finding.code for finding in put(output, {"01-a.docx": b"1"}).findings] == ["F204"]
    assert (output / "manifest（损坏）.json").stat().st_size == 200 * 1024 * 1024
