"""A whole source: which file is which section, and everything that is wrong in one run."""

import pytest

from plangen.model.plan import SectionMissing
from plangen.model.subjects import SECTIONS
from plangen.reading.places import Written
from plangen.reading.source import Reading, read, read_section

PLAN = """\
title: 演练计划
number: 一号
company: 公司
short_name: 公司
contingency_plan: 预案
owner: 消保办
purposes: [检验预案]
scope: {text: 全公司, departments: []}
"""
REQUIRED = [section.file for section in SECTIONS if section.required]


def reading(**files: str) -> Reading:
    return read({f"source/{name.replace('__', '/')}.yaml": content.encode() for name, content in files.items()})


def codes(found: Reading, *, without: str = "S101") -> list[str]:
    return [
        f"{each.code} {each.at.file.removeprefix('source/')}:{each.at.line}:{each.at.column}"
        for each in found.findings
        if each.code != without
    ]


def test_every_required_file_that_is_missing_is_named() -> None:
    assert [each.at.file for each in read({}).findings] == sorted(f"source/{name}" for name in REQUIRED)
    assert {each.code for each in read({}).findings} == {"S101"}


def test_a_sound_section_is_in_the_plan_though_others_are_missing() -> None:
    plan = reading(plan=PLAN).plan
    assert plan.identity.title == "演练计划"
    with pytest.raises(SectionMissing):
        _ = plan.timeline


def test_without_exceptions_there_are_none() -> None:
    assert reading(plan=PLAN).plan.exceptions.exceptions == ()
    assert reading(exceptions="# 尚无例外\n").plan.exceptions.exceptions == ()


def test_errors_of_several_files_are_reported_in_file_order() -> None:
    found = reading(
        timeline="order：{}\nphases: []\n",
        plan=PLAN.replace("title", "titel", 1).replace("owner: 消保办", "owner:"),
        command="levels: @x\nlevels: 1\n",
        drill="date: 演习\n" * 2,
    )
    lines = [line for line in codes(found) if not line.startswith("S111")]
    assert lines == [
        "Y133 command.yaml:1:9",
        "Y114 command.yaml:2:1",
        "S119 drill.yaml:1:7",
        "Y114 drill.yaml:2:1",
        "S112 plan.yaml:1:1",
        "S116 plan.yaml:6:1",
        "Y131 timeline.yaml:1:6",
    ]


def test_a_section_with_an_error_is_absent() -> None:
    with pytest.raises(SectionMissing):
        _ = reading(plan=PLAN + "extra: 1\n").plan.identity


def test_a_section_with_a_warning_is_there() -> None:
    found = read({"source/plan.yaml": PLAN.encode("gbk")})
    assert codes(found) == ["Y103 plan.yaml:0:0"]
    assert found.plan.identity.title == "演练计划"


def test_one_bad_file_of_many_leaves_the_section_out() -> None:
    good = "id: {}\ntitle: 泄露\nseverity: serious\nsituation: {{summary: 泄露}}\n"
    both = reading(scenarios__b=good.format("b"), scenarios__a=good.format("a"))
    assert [scenario.id for scenario in both.plan.scenarios] == ["a", "b"]
    with pytest.raises(SectionMissing):
        _ = reading(scenarios__b=good.format("b"), scenarios__a=good.format("A")).plan.scenarios


def test_a_mistyped_file_name_is_one_finding_that_names_the_right_one() -> None:
    for wrong, right in (
        ("timelin.yaml", "timeline.yaml"),
        ("Plan.yaml", "plan.yaml"),
        ("scenario/a.yaml", "scenarios/a.yaml"),
    ):
        found = read({f"source/{wrong}": b"a: 1\n"})
        (finding,) = (each for each in found.findings if each.code != "S101")
        assert (finding.code, finding.at.file) == ("S102", f"source/{wrong}")
        assert finding.advice("en") == f"did you mean '{right}'?"
        section = right.split("/", maxsplit=1)[0].removesuffix(".yaml")
        assert section not in {each.at.path for each in found.findings if each.code == "S101"}


def test_a_file_that_is_near_nothing_lists_the_files() -> None:
    found = read({"source/zzz.yaml": b"a: 1\n", "source/scenarios/old/a.yaml": b"a: 1\n"})
    assert codes(found) == ["S102 scenarios/old/a.yaml:0:0", "S102 zzz.yaml:0:0"]
    assert "timeline.yaml" in found.findings[-1].advice("en")


def test_the_short_suffix_is_refused_and_the_content_still_checked() -> None:
    found = read({"source/plan.yml": (PLAN + "extra: 1\n").encode()})
    assert codes(found) == ["S103 plan.yml:0:0", "S112 plan.yml:9:1"]
    assert "source/plan.yaml" not in {each.at.file for each in found.findings}


def test_two_files_for_one_section_name_each_other() -> None:
    found = read({"source/plan.yml": PLAN.encode(), "source/plan.yaml": PLAN.encode()})
    assert codes(found) == ["S104 plan.yml:0:0"]
    (finding,) = (each for each in found.findings if each.code == "S104")
    assert "source/plan.yaml" in finding.message("en")
    assert found.plan.identity.title == "演练计划"  # of plan.yaml


@pytest.mark.parametrize("content", ["", "\n", "# 只有注释\n", "---\n", "~\n"])
def test_an_empty_file_is_one_finding(content: str) -> None:
    assert codes(reading(plan=content)) == ["S105 plan.yaml:0:0"]


def test_other_files_and_folders_are_left_alone() -> None:
    others = (
        "source/.schema/plan.yaml",
        "source/.hidden.yaml",
        "source/drills/2024/record.yaml",
        "source/README.md",
        "templates/plan.yaml",
    )
    assert codes(read(dict.fromkeys(others, b"\xff"))) == []


def test_the_order_of_the_mapping_does_not_matter() -> None:
    files = {"source/plan.yaml": b"a: 1\n", "source/drill.yaml": b"b: 1\n", "source/zzz.yaml": b""}
    assert read(files).findings == read(dict(reversed(files.items()))).findings


def test_a_single_file_is_read_without_the_rest_of_the_plan() -> None:
    record = read_section("plan", "source/plan.yaml", PLAN.encode())
    assert record is not None
    assert record.at.place("title").line == 1
    assert read_section("plan", "source/plan.yaml", b"title: @x\n") is None


def test_the_key_of_a_value_has_a_place_of_its_own() -> None:
    record = read_section("plan", "source/plan.yaml", PLAN.encode())
    assert record is not None
    assert isinstance(record.at, Written)
    assert (record.at.key_place("number").column, record.at.place("number").column) == (1, 9)
    assert record.at.key_place("nothing").path == "plan.nothing"
