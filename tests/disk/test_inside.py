"""What is written, moved or removed lies below the folder that the user named, and no link leads to it."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.disk.inside import is_inside, is_odd, prove_inside, read_plain, territory
from plangen.errors import LeadsOut
from tests.limits import ending


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "away").mkdir()
    (tmp_path / "plan/source").mkdir(parents=True)
    return tmp_path / "plan"


@pytest.mark.parametrize("path", ["a", "source/a", "new/folder/a", "source/..a", "a..b/c"])
def test_what_lies_below_may_be_written(root: Path, path: str) -> None:
    assert prove_inside(root, root / path) == root / path


@pytest.mark.parametrize("path", ["", ".", "..", "../away/a", "source/../../away/a", "source/../a", "/etc/passwd"])
def test_what_lies_elsewhere_or_says_so_may_not(root: Path, path: str) -> None:
    with pytest.raises(LeadsOut):
        prove_inside(root, root / path)


@pytest.mark.parametrize("link", ["output", "source/deep"])
@pytest.mark.parametrize("target", ["../away", "/", ".", "source", "nowhere"])
def test_no_folder_on_the_way_may_be_a_link_wherever_it_leads(root: Path, link: str, target: str) -> None:
    (root / link).symlink_to(target)
    with pytest.raises(LeadsOut) as problem:
        prove_inside(root, root / link / "sub" / "a")
    assert problem.value.values["path"] == str(root / link)


def test_the_file_itself_may_be_a_link_for_it_is_replaced(root: Path, tmp_path: Path) -> None:
    (root / "a").symlink_to(tmp_path / "away/a")
    assert is_inside(root, root / "a")


def test_the_way_to_the_folder_that_the_user_named_is_the_users(root: Path, tmp_path: Path) -> None:
    (tmp_path / "desk").symlink_to(root)
    assert is_inside(tmp_path / "desk", tmp_path / "desk/source/a")


def test_what_is_in_the_plan_is_proved_from_its_root_and_the_rest_from_where_it_lies(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert territory(root, root / "output/a") == root
    assert territory(root, tmp_path / "away/a") == tmp_path / "away"
    assert territory(root, root / "../away/a") == root / "../away"
    assert territory(root, root) == tmp_path
    monkeypatch.chdir(root)
    assert territory(root, Path("output/a")) == root
    assert territory(root, Path("../away/a")) == Path("../away")


def test_only_ordinary_files_are_read(root: Path) -> None:
    (root / "file").write_bytes(b"x")
    (root / "link").symlink_to("file")
    os.mkfifo(root / "pipe")
    assert read_plain(root / "file") == b"x"
    with ending():
        for name in ("link", "pipe", "source", "nothing"):
            with pytest.raises(OSError, match=name):
                read_plain(root / name)
    assert [is_odd(root / name) for name in ("file", "link", "pipe", "source", "nothing")] == [
        *(False, False, True, True, False)
    ]


PARTS = st.lists(st.sampled_from(["a", "b", "..", ".", "link", "loop", "c"]), min_size=1, max_size=6)


@given(PARTS)
def test_whatever_passes_is_really_inside(parts: list[str]) -> None:
    """Law: the parent of what passes, with all links followed, lies in the folder."""
    with tempfile.TemporaryDirectory() as base:
        root, away = Path(base, "plan"), Path(base, "away")
        (root / "a/b").mkdir(parents=True)
        away.mkdir()
        (root / "link").symlink_to(away)
        (root / "a/link").symlink_to("../../away")
        (root / "a/loop").symlink_to("..")
        path = Path(os.path.join(root, *parts))  # noqa: PTH118  # Path would drop the dots
        if is_inside(root, path):
            assert path.parent.resolve().is_relative_to(root.resolve())
