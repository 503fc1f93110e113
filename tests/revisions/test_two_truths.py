"""Two people record one version: both are named, the published one keeps its number, the next record says so."""

import re
from pathlib import Path

import pytest
from colleagues import Person, sharing

from plangen.pipeline.check import study
from plangen.pipeline.revisions.asked.unsaid import questions
from plangen.pipeline.revisions.log import log_project, repair_tags

pytestmark = pytest.mark.slow


@pytest.fixture
def met(tmp_path: Path) -> tuple[Person, Person]:
    """甲 has pushed his v1.1, 乙 has merged it into his own; the record is 甲's."""
    one, other = sharing(tmp_path)
    assert one.recorded("甲的改动") == "v1.1"
    one.git("push", "-q", "--follow-tags")
    assert other.recorded("乙的改动", "venue") == "v1.1"
    other.tried("fetch", "-q", "origin")
    assert not other.tried("merge", "-q", "origin/main")[0]
    other.git("checkout", "--theirs", "--", "source/revisions/v1.1.yaml")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "merged")
    return one, other


def records(person: Person) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (person.folder / "source/revisions").glob("*.yaml")}


def test_the_merged_plan_becomes_a_new_revision_that_names_the_one_given_up(met: tuple[Person, Person]) -> None:
    one, other = met
    (told,) = other.told()
    assert told.code == "G122"
    assert "plangen revise" in told.advice("zh")
    lost, kept = (person.git("rev-parse", "v1.1^{commit}").strip() for person in (other, one))
    assert all(each[:10] in told.message("zh") for each in (lost, kept))
    before, objects = records(other), other.git("for-each-ref", "--format=%(objectname)", "refs/tags").split()
    made = other.revise(note="合并")
    assert made.version == "v1.2"
    assert [each.code for each in made.outcome.findings] == ["G123"]
    assert made.commit
    assert f'was: "v1.1 ({lost}) ' in records(other)["v1.2"].decode()
    assert {name: raw for name, raw in records(other).items() if name != "v1.2"} == before
    assert other.git("rev-parse", "v1.1") == one.git("rev-parse", "v1.1")
    assert set(objects) <= set(other.git("for-each-ref", "--format=%(objectname)").split())
    assert other.codes() == []
    assert "乙的改动" in str(made.compared and made.compared.lines)
    assert "甲的改动" not in str(made.compared and made.compared.lines)


def test_everybody_else_gets_one_history_without_a_word(met: tuple[Person, Person]) -> None:
    one, other = met
    assert other.revise().commit
    other.git("push", "-q", "--follow-tags")
    one.git("pull", "-q", "--no-rebase")
    assert one.codes() == []
    assert [each.tagged.author for each in log_project(one.folder).revisions] == ["乙", "甲", "赵四"]
    assert one.recorded("以后的改动") == "v1.3"


def test_persons_and_date_are_asked_anew(met: tuple[Person, Person]) -> None:
    made = met[1].revise(author="", reviewer="", approver="", effective=None)
    assert not made.commit
    asked = {each.values["option"] for each in made.outcome.findings if each.code == "G205"}
    assert asked == {"--author", "--reviewer", "--approver", "--effective"}


def test_a_dry_run_says_the_same_and_moves_no_tag(met: tuple[Person, Person]) -> None:
    other = met[1]
    refs = other.git("show-ref")
    made = other.revise(dry_run=True)
    assert "was: " in made.text
    assert other.git("show-ref") == refs


def test_where_the_record_lies_here_that_nobody_published_it_is_said_how_to_take_the_other(
    met: tuple[Person, Person],
) -> None:
    one, other = met
    other.git("checkout", "-q", "HEAD^1", "--", "source/revisions/v1.1.yaml")
    other.git("commit", "-q", "-m", "乙的记录")
    (told,) = other.told()
    assert told.code == "G122"
    assert not other.revise().commit
    assert repair_tags(other.folder, dry_run=True).tags == {}
    commands = re.findall(r"git ((?:checkout|commit) .*?)，", told.advice("zh"))
    assert len(commands) == 2
    for command in commands:
        other.git(*command.replace('"', "").split())
    assert records(other)["v1.1"] == records(one)["v1.1"]
    assert other.revise().version == "v1.2"
    assert other.codes() == []


def test_where_neither_is_published_people_are_asked_and_either_can_be_kept(tmp_path: Path) -> None:
    one, other = sharing(tmp_path)
    one.recorded("甲的改动")
    other.recorded("乙的改动", "venue")
    other.git("fetch", "-q", "--no-tags", str(one.folder), "main")
    other.tried("merge", "-q", "FETCH_HEAD")
    other.git("checkout", "--theirs", "--", "source/revisions/v1.1.yaml")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "merged")
    (told,) = other.told()
    assert told.code == "G122"
    assert "先商定" in told.advice("zh")
    refused = other.revise()
    assert not refused.commit
    assert "G122" in [each.code for each in refused.outcome.findings]
    repair_tags(other.folder, dry_run=False)
    assert other.codes() == ["G123"]
    assert other.revise().commit
    assert other.codes() == []


def test_whoever_went_on_from_the_one_that_was_given_up_is_no_witness_against_the_other(tmp_path: Path) -> None:
    """乙 has recorded v1.2 behind his own v1.1, and 甲's v1.1 keeps the number."""
    one, other = sharing(tmp_path)
    one.recorded("甲的改动")
    one.git("push", "-q", "--follow-tags")
    other.recorded("乙的改动", "venue")
    other.recorded("乙的又一处改动", "venue")
    other.tried("fetch", "-q", "origin")
    other.tried("merge", "-q", "origin/main")
    other.git("checkout", "--theirs", "--", "source/revisions/v1.1.yaml")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "merged")
    assert other.codes() == ["G122", "G401"]
    assert other.revise().version == "v1.3"
    assert other.codes() == []
    path = other.folder / "source/revisions/v1.1.yaml"
    path.write_bytes(path.read_bytes().replace("王批准".encode(), "赵假冒".encode()))
    assert other.codes() == ["G401"]


def test_where_nothing_of_the_other_is_left_the_record_still_says_what_it_was(met: tuple[Person, Person]) -> None:
    other = met[1]
    other.git("checkout", "origin/main", "--", "source")
    other.git("commit", "-q", "-m", "甲的内容")
    assert "author" in questions(other.folder, other.wanted(author="")).fields
    made = other.revise()
    assert made.commit
    record = records(other)["v1.2"].decode()
    assert "写明v1.1同号而未保留的另一份，内容没有改变" in record
    assert "was: " in record
    assert other.codes() == []
    assert [each.code for each in other.revise().outcome.findings] == ["G201"]


def test_of_three_that_met_the_record_names_both_that_were_given_up(met: tuple[Person, Person], tmp_path: Path) -> None:
    other = met[1]
    third = other.clone(tmp_path / "丙", "丙", origin=tmp_path / "总库")
    third.git("tag", "-d", "v1.1")
    third.git("reset", "-q", "--hard", "v1.0")
    third.recorded("丙的改动")
    other.git("fetch", "-q", "--no-tags", str(third.folder), "main")
    other.tried("merge", "-q", "-s", "ours", "-m", "third", "FETCH_HEAD")
    lost = [person.git("rev-parse", "v1.1^{commit}").strip() for person in (other, third)]
    assert other.codes() == ["G122"]
    assert other.revise().commit
    assert all(each in records(other)["v1.2"].decode() for each in lost)
    assert other.codes() == []


def test_a_record_that_mixes_both_is_named_with_both(met: tuple[Person, Person]) -> None:
    other = met[1]
    path = other.folder / "source/revisions/v1.1.yaml"
    path.write_bytes(path.read_bytes().replace("甲".encode(), "甲、乙".encode()))
    other.git("commit", "-q", "-a", "-m", "mixed")
    assert "G122" in other.codes()
    assert not other.revise().commit


def test_what_was_is_said_of_is_the_plans_own_record(met: tuple[Person, Person]) -> None:
    other = met[1]
    assert other.revise().commit
    record = study(other.folder).plan.revisions[-1]
    assert record.was
    assert record.was.startswith("v1.1 (")
