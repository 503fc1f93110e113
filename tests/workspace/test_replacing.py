"""A file that plangen wrote and nobody touched is made again; everything else is the user's and never lost."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.errors import EnvironmentProblem, LeadsOut, PageTaken
from plangen.workspace.replacing import REGISTER, OwnFiles, free_beside, is_replaceable
from tests.limits import ending

WORD = "已修改"


@pytest.fixture
def own(tmp_path: Path) -> OwnFiles:
    root = tmp_path / "计划"
    root.mkdir()
    return OwnFiles(root)


@pytest.fixture
def page(own: OwnFiles) -> Path:
    """A file that plangen wrote into the project."""
    path = own.root / "页.html"
    own.write(path, b"one", PageTaken)
    return path


def test_what_nobody_touched_is_replaced_as_often_as_asked(own: OwnFiles, page: Path) -> None:
    for raw in (b"two", b"two", b"three", b"one"):
        own.write(page, raw, PageTaken)
        assert page.read_bytes() == raw


def test_what_was_edited_is_refused(own: OwnFiles, page: Path) -> None:
    page.write_bytes(b"one, with a remark")
    with pytest.raises(PageTaken) as problem:
        own.write(page, b"two", PageTaken)
    assert (problem.value.path, page.read_bytes()) == (str(page), b"one, with a remark")


def test_what_somebody_else_wrote_is_refused(own: OwnFiles) -> None:
    path = own.root / "信.html"
    path.write_bytes(b"private")
    with pytest.raises(PageTaken):
        own.write(path, b"one", PageTaken)
    assert path.read_bytes() == b"private"


def test_an_edit_that_was_taken_back_is_no_edit(own: OwnFiles, page: Path) -> None:
    page.write_bytes(b"edited")
    page.write_bytes(b"one")
    own.write(page, b"two", PageTaken)
    assert page.read_bytes() == b"two"


def test_what_is_there_already_needs_no_leave(own: OwnFiles) -> None:
    """The same bytes lose nothing, whoever wrote them; from then on they are plangen's."""
    path = own.root / "页.html"
    path.write_bytes(b"one")
    own.write(path, b"one", PageTaken)
    own.write(path, b"two", PageTaken)
    assert path.read_bytes() == b"two"


def test_a_copy_under_another_name_is_the_users(own: OwnFiles, page: Path) -> None:
    """Somebody who copies a page keeps it, word for word as plangen wrote it."""
    copy = page.with_name("存档.html")
    copy.write_bytes(page.read_bytes())
    with pytest.raises(PageTaken):
        own.write(copy, b"two", PageTaken)


def test_a_folder_is_refused(own: OwnFiles) -> None:
    (own.root / "页.html").mkdir()
    with pytest.raises(PageTaken):
        own.write(own.root / "页.html", b"one", PageTaken)


def test_read_only_means_that_it_may_not_be_replaced(own: OwnFiles, page: Path) -> None:
    page.chmod(0o444)
    assert not own.may_replace(page, b"two")
    assert own.may_replace(page, b"one")
    page.chmod(0o644)
    assert own.may_replace(page, b"two")


def test_without_the_register_every_file_is_the_users(own: OwnFiles, page: Path) -> None:
    (own.root / REGISTER).unlink()
    assert not own.may_replace(page, b"two")
    assert own.may_replace(page, b"one")


def test_a_spoilt_register_is_no_error(own: OwnFiles, page: Path) -> None:
    (own.root / REGISTER).write_bytes(b"\xff\x00 not a hash\n")
    assert not own.may_replace(page, b"two")


def test_the_project_may_move_with_what_was_written_into_it(own: OwnFiles, page: Path) -> None:
    moved = own.root.rename(own.root.with_name("别处"))
    OwnFiles(moved).write(moved / page.name, b"two", PageTaken)
    assert (moved / page.name).read_bytes() == b"two"


def test_files_outside_the_project_are_remembered_too(own: OwnFiles, tmp_path: Path) -> None:
    own.write(tmp_path / "页.html", b"one", PageTaken)
    own.write(tmp_path / "页.html", b"two", PageTaken)
    assert (tmp_path / "页.html").read_bytes() == b"two"


def test_another_projects_file_is_not_ours(own: OwnFiles, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    OwnFiles(tmp_path / "other").write(tmp_path / "页.html", b"one", PageTaken)
    assert not own.may_replace(tmp_path / "页.html", b"two")


def test_a_project_that_cannot_be_written_to_costs_only_the_memory(own: OwnFiles, tmp_path: Path) -> None:
    (own.root / "output").write_bytes(b"in the way")
    own.write(tmp_path / "页.html", b"one", PageTaken)
    assert (tmp_path / "页.html").read_bytes() == b"one"
    assert not own.may_replace(tmp_path / "页.html", b"two")


def test_what_was_edited_is_kept_aside_under_a_name_that_says_so(own: OwnFiles, page: Path) -> None:
    assert own.write_aside(page, b"two", WORD) is None
    page.write_bytes(b"mine")
    assert own.write_aside(page, b"three", WORD) == page.with_name(f"页（{WORD}）.html")
    page.write_bytes(b"mine again")
    assert own.write_aside(page, b"three", WORD) == page.with_name(f"页（{WORD}2）.html")
    kept = sorted(path.read_bytes() for path in own.root.glob("*.html"))
    assert kept == [b"mine", b"mine again", b"three"]


def test_a_numbered_copy_takes_the_first_name_that_loses_nothing(own: OwnFiles) -> None:
    plain = own.root / "甲.docx"
    first = own.write_next(plain, b"one", "意见")
    assert own.write_next(plain, b"two", "意见") == first
    first.write_bytes(b"two, with an answer")
    second = own.write_next(plain, b"three", "意见")
    assert [path.name for path in (first, second)] == ["甲（意见）.docx", "甲（意见2）.docx"]
    assert (first.read_bytes(), second.read_bytes()) == (b"two, with an answer", b"three")


def test_a_folder_that_cannot_be_made_is_a_problem_of_the_machine(own: OwnFiles) -> None:
    (own.root / "甲").write_bytes(b"in the way")
    with pytest.raises(EnvironmentProblem):
        own.write(own.root / "甲/页.html", b"one", PageTaken)


def test_free_names_are_numbered_from_two(tmp_path: Path) -> None:
    (tmp_path / "甲（改）.docx").touch()
    (tmp_path / "甲（改2）.docx").touch()
    assert free_beside(tmp_path / "甲.docx", "改").name == "甲（改3）.docx"
    assert free_beside(tmp_path / "乙.docx", "改").name == "乙（改）.docx"


@pytest.mark.parametrize(
    ("old", "ours", "may"), [(None, False, True), (b"new", False, True), (b"x", True, True), (b"x", False, False)]
)
def test_what_may_be_replaced(tmp_path: Path, old: bytes | None, ours: bool, may: bool) -> None:
    if old is not None:
        (tmp_path / "file").write_bytes(old)
    assert is_replaceable(tmp_path / "file", b"new", lambda _: ours) is may


STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "aside", "edit", "delete"]), st.sampled_from([b"a", b"b", b"c"])), max_size=8
)


@given(STEPS)
def test_nothing_that_somebody_wrote_is_ever_lost(steps: list[tuple[str, bytes]]) -> None:
    """Law: what a person saved is there afterwards, at its place or kept beside it, until a person removes it."""
    with tempfile.TemporaryDirectory() as folder:
        own, path = OwnFiles(Path(folder)), Path(folder, "页.html")
        owed: set[bytes] = set()
        for step, raw in steps:
            if step == "edit":
                owed.discard(path.read_bytes() if path.exists() else b"")
                path.write_bytes(b"mine: " + raw)
                owed.add(b"mine: " + raw)
            elif step == "delete":
                owed.discard(path.read_bytes() if path.exists() else b"")
                path.unlink(missing_ok=True)
            elif step == "aside":
                own.write_aside(path, raw, WORD)
                assert path.read_bytes() == raw
            else:
                is_mine = path.exists() and path.read_bytes().startswith(b"mine")
                try:
                    own.write(path, raw, PageTaken)
                    assert not is_mine
                except PageTaken:
                    assert is_mine
            assert owed <= {each.read_bytes() for each in Path(folder).glob("*.html")}


@pytest.fixture
def away(tmp_path: Path) -> Path:
    (tmp_path / "away").mkdir()
    (tmp_path / "away/mine").write_bytes(b"mine")
    return tmp_path / "away"


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


WRITING: dict[str, Callable[[OwnFiles, Path], object]] = {
    "write": lambda own, path: own.write(path, b"x", PageTaken),
    "write aside": lambda own, path: own.write_aside(path, b"x", WORD),
    "write next": lambda own, path: own.write_next(path, b"x", WORD),
}


@pytest.mark.parametrize("way", WRITING)
def test_a_link_within_the_project_is_not_written_through(own: OwnFiles, away: Path, way: str) -> None:
    (own.root / "preview").symlink_to(away)
    with pytest.raises(LeadsOut):
        WRITING[way](own, own.root / "preview/mine")
    assert held(away) == {"mine": b"mine"}


def test_a_register_that_is_a_link_is_neither_read_nor_written(own: OwnFiles, away: Path) -> None:
    (own.root / "output").mkdir()
    (own.root / REGISTER).symlink_to(away / "mine")
    own.write(own.root / "页.html", b"one", PageTaken)
    assert held(away) == {"mine": b"mine"}


@pytest.mark.parametrize("name", ["页.html", REGISTER])
def test_a_pipe_hangs_nothing(own: OwnFiles, name: str) -> None:
    (own.root / name).parent.mkdir(exist_ok=True)
    os.mkfifo(own.root / name)
    with ending():
        if name == REGISTER:
            own.write(own.root / "页.html", b"one", PageTaken)
            assert not own.may_replace(own.root / "页.html", b"two")
        else:
            with pytest.raises(PageTaken):
                own.write(own.root / name, b"one", PageTaken)


def test_a_link_to_a_file_is_the_users(own: OwnFiles, away: Path) -> None:
    (own.root / "页.html").symlink_to(away / "mine")
    with pytest.raises(PageTaken):
        own.write(own.root / "页.html", b"mine", PageTaken)
    assert free_beside(own.root / "页.html", "改").name == "页（改）.html"
    (own.root / "页（改）.html").symlink_to("nowhere")
    assert free_beside(own.root / "页.html", "改").name == "页（改2）.html"
