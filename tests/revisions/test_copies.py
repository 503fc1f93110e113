"""A copy without the repository that it came from says which version it is, and goes on from it if that is proved."""

import json
from pathlib import Path

import pytest
from colleagues import Person, beginning

from plangen.cli.main import run
from plangen.diagnostics import Finding
from plangen.pipeline.revisions.asked.adopting import Adopted, adopt_version
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project, repair_tags
from plangen.pipeline.revisions.proved.history import check_history
from plangen.stopping import Watch

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Person:
    person = beginning(tmp_path_factory.mktemp("original") / "计划")
    person.recorded("第二版")
    person.recorded("第三版")
    return person


@pytest.fixture
def copy(original: Person, tmp_path: Path) -> Person:
    """A copy of v1.2 without the repository."""
    return original.copy(tmp_path / "拷贝", "丙")


def adopted(person: Person, version: str = "v1.2", *, dry_run: bool = False) -> Adopted:
    return adopt_version(person.folder, version, person.clock.tick(), dry_run=dry_run)


def done(*arguments: str) -> int:
    """The exit code of a command in the folder where one is."""
    return run(list(arguments), Watch())


def shown(person: Person) -> list[list[Finding]]:
    """What log, diff and check --history say."""
    diff = diff_project(person.folder)
    checked = check_history(person.folder).findings
    return [[*log_project(person.folder).findings], [*diff.findings, *diff.history], [*checked]]


@pytest.mark.parametrize("begun", [(), ("init",), ("init", "commit")])
def test_a_copy_says_which_version_it_is_and_whether_it_was_changed_since(copy: Person, begun: tuple[str, ...]) -> None:
    if "init" in begun:
        copy.git("init", "-q", "-b", "main")
    if "commit" in begun:
        copy.git("add", ".")
        copy.git("commit", "-q", "-m", "copied")
    for found in shown(copy):
        assert [each.code for each in found] == ["G215"]
        assert "最后的修订记录是 v1.2，内容与记录时一致" in found[0].message("zh")
        assert "plangen revise --adopt v1.2" in found[0].advice("zh")
        assert ("plangen init --git ." in found[0].advice("en")) == (not begun)
    copy.edit("改动")
    if "commit" in begun:
        copy.git("commit", "-q", "-am", "edited")
    assert all("内容在记录之后改动过" in found[0].message("zh") for found in shown(copy))
    assert not any("--adopt" in found[0].advice("zh") for found in shown(copy))


def test_a_copy_is_no_error_for_the_commands_that_look(
    copy: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.folder)
    assert [done(*command.split()) for command in ("log", "diff", "check", "check --history")] == [0] * 4
    capsys.readouterr()
    assert done("diff", "v1.0", "v1.1") != 0
    assert "G101" in capsys.readouterr().out


@pytest.mark.parametrize("begun", [("init",), ("init", "commit")])
def test_it_goes_on_from_a_version_whose_content_proves_itself(
    original: Person, copy: Person, begun: tuple[str, ...]
) -> None:
    copy.git("init", "-q", "-b", "main")
    if "commit" in begun:
        copy.git("add", ".")
        copy.git("commit", "-q", "-m", "copied")
    files = {path: path.read_bytes() for path in copy.folder.rglob("source/**/*") if path.is_file()}
    assert adopted(copy, dry_run=True).commit == ""
    assert copy.git("tag") == ""
    made = adopted(copy)
    assert made.commit
    assert {path: path.read_bytes() for path in files} == files
    assert copy.codes() == []
    assert copy.git("tag").split() == ["v1.2"]
    assert "plangen-adopted: yes" in copy.git("show", "v1.2")
    (noted,) = log_project(copy.folder).revisions
    assert noted.tagged.is_adopted
    assert copy.recorded("第四版") == "v1.3"
    assert copy.codes() == []
    assert repair_tags(copy.folder, dry_run=True).tags == {}


def test_met_with_the_original_it_is_one_version_with_one_content(original: Person, copy: Person) -> None:
    copy.git("init", "-q", "-b", "main")
    assert adopted(copy).commit
    copy.recorded("第四版")
    copy.git("fetch", "-q", f"file://{original.folder}", "main:refs/remotes/origin/main", "v1.0", "v1.1")
    copy.git("fetch", "-q", f"file://{original.folder}", "refs/tags/v1.0:refs/tags/v1.0")
    copy.git("fetch", "-q", f"file://{original.folder}", "refs/tags/v1.1:refs/tags/v1.1")
    copy.git("merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "met", "origin/main")
    assert copy.codes() == []


def test_what_is_not_proved_is_not_adopted(original: Person, copy: Person) -> None:
    copy.git("init", "-q", "-b", "main")
    for version in ("v1.1", "v9.9"):
        assert [each.code for each in adopted(copy, version).outcome.findings] == ["G217"]
    copy.edit("改动")
    assert [each.code for each in adopted(copy).outcome.findings] == ["G217"]
    assert copy.git("for-each-ref") == ""


def test_a_forged_earlier_record_keeps_a_copy_from_being_adopted(copy: Person) -> None:
    copy.git("init", "-q", "-b", "main")
    path = copy.folder / "source/revisions/v1.0.yaml"
    path.write_bytes(path.read_bytes().replace("王一".encode(), "赵假冒".encode()))
    assert {each.code for each in adopted(copy).outcome.findings} == {"G401", "G217"}


def test_where_revisions_are_recorded_nothing_is_adopted(original: Person, tmp_path: Path) -> None:
    assert [each.code for each in adopted(original).outcome.findings] == ["G216"]
    clone = original.clone(tmp_path / "c", "丙", "--no-tags")
    assert [each.code for each in adopted(clone).outcome.findings] == ["G216"]


def test_a_copy_never_records_a_number_again(copy: Person) -> None:
    copy.git("init", "-q", "-b", "main")
    copy.git("add", ".")
    copy.git("commit", "-q", "-m", "copied")
    copy.edit("改动")
    made = copy.revise()
    assert not made.commit
    assert "G213" in [each.code for each in made.outcome.findings]
    assert "--adopt v1.2" in str([each.advice("zh") for each in made.outcome.findings])
    assert repair_tags(copy.folder, dry_run=False).tags == {}
    assert copy.git("tag") == ""


def test_the_command_says_what_came_of_it(
    copy: Person, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy.folder)
    assert done("revise", "--adopt", "v1.2") == 1
    assert "G101" in capsys.readouterr().out
    assert done("revise") == 1
    said = capsys.readouterr().out
    assert "G101" in said
    assert "plangen revise --adopt v1.2" in said
    copy.git("init", "-q", "-b", "main")
    assert done("revise", "--adopt", "v1.2", "--dry-run") == 0
    assert "可以接上" in capsys.readouterr().out
    assert done("revise", "--adopt", "v1.2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["revision"] == "v1.2"
    assert done("log") == 0
    assert "接自一份拷贝" in capsys.readouterr().out
