"""Texts that name somebody by an old title or a misspelt one are found; nothing else is taken for one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.checks import check
from plangen.model.noted_titles import former_titles, read_titles, titles_of, titles_text, titles_to_note
from plangen.reading.source import Reading, read

Changed = Callable[[str], Reading]
ROOT = Path(__file__).parents[2]
NOTED = '# revisions/v1.0.yaml\ntitles: "department quality 品质部"\n'


def sample(**edits: tuple[str, str]) -> Reading:
    """The sample whose first record notes what things are called; then texts of files are replaced."""
    raw = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "source").rglob("*.yaml"))}
    titles = titles_text(titles_of(read(raw).plan)).replace("\n", "\\n")
    raw["source/revisions/v1.0.yaml"] += f'titles: "{titles}"\n'.encode()
    for name, (old, new) in edits.items():
        path = f"source/{name}.yaml"
        assert old in raw[path].decode()
        raw[path] = raw[path].decode().replace(old, new).encode()
    return read(raw)


def said(reading: Reading, code: str) -> list[str]:
    return [f"{each.at.path}: {each.message('zh')}" for each in check(reading.plan).findings if each.code == code]


def test_the_sample_has_no_old_title_and_no_misspelt_one() -> None:
    assert said(sample(), "R108") == []
    assert said(sample(), "R109") == []


@pytest.mark.parametrize(
    ("old", "new", "title"),
    [
        ("title: IT部门\n", "title: 信息科技部\n", "IT部门"),
        ("title: 法务部\n", "title: 法律合规部\n", "法务部"),
        ("title: 质量管理部\n", "title: 品质管理部\n", "质量管理部"),
        ("title: 应急小组\n", "title: 应急领导小组\n", "应急小组"),
        ("title: 媒体沟通专员,", "title: 新闻发言人,", "媒体沟通专员"),
    ],
)
def test_every_text_with_the_old_title_is_found_after_a_renaming(old: str, new: str, title: str) -> None:
    """Counted in the text of the files, where neither remarks nor records of the past count."""
    reading = sample(organisation=(old, new))
    found = {each.split(":")[0] for each in said(reading, "R108")}
    past = ("revisions", "findings", "exceptions", "calendars")
    places = {
        each.place.path
        for each in reading.plan.values
        if isinstance(each.value, str) and title in each.value and not each.place.path.startswith(past)
    }
    assert found == places
    assert len(places) >= (1 if title == "媒体沟通专员" else 10)


def test_an_old_title_is_named_with_the_present_one(changed: Changed) -> None:
    reading = changed(f"{NOTED}# scenarios/leak.yaml\npoints: [由品质部协助]\n")
    assert said(reading, "R108") == ["scenarios[leak].points[1]: “指挥要点”仍写“品质部”，现在的名称是“质量管理部”"]


def test_what_is_gone_is_said_to_be_gone(changed: Changed) -> None:
    noted = NOTED.replace("quality 品质部", "sales 销售部")
    reading = changed(f"{noted}# forms.yaml\ncomplaint: [{{id: no, title: 处, kind: 选项, choices: [销售部]}}]\n")
    assert said(reading, "R108") == ["forms.complaint[no].choices[1]: “选项”仍写“销售部”，现在没有这个名称了"]


@pytest.mark.parametrize(
    "text",
    [
        "由原品质部协助",  # says itself that it is called otherwise now
        "由质量管理部协助",
        "提高品质",
    ],
)
def test_what_names_nobody_by_an_old_title(changed: Changed, text: str) -> None:
    assert said(changed(f"{NOTED}# scenarios/leak.yaml\npoints: [{text}]\n"), "R108") == []


def test_a_present_title_around_the_old_one_is_no_old_one(changed: Changed) -> None:
    noted = NOTED.replace("品质部", "管理部")
    assert said(changed(f"{noted}# scenarios/leak.yaml\npoints: [由质量管理部协助]\n"), "R108") == []
    assert len(said(changed(f"{noted}# scenarios/leak.yaml\npoints: [由管理部协助]\n"), "R108")) == 1


def test_a_short_old_title_counts_where_it_stands_alone(changed: Changed) -> None:
    noted = NOTED.replace("品质部", "品质")
    text = f"{noted}# scenarios/leak.yaml\npoints: [提高品质, 品质]\n"
    assert [each.split(":")[0] for each in said(changed(text), "R108")] == ["scenarios[leak].points[2]"]


def test_a_longer_old_title_is_told_instead_of_the_one_within_it(changed: Changed) -> None:
    noted = '# revisions/v1.0.yaml\ntitles: "department quality 品质部\\npost quality-head 品质部经理"\n'
    text = f"{noted}# scenarios/leak.yaml\npoints: [由品质部经理协助, 由品质部和品质部经理协助]\n"
    assert [each.split("：")[-1] for each in said(changed(text), "R108")] == [
        "scenarios[leak].points[1]: “指挥要点”仍写“品质部经理”，现在的名称是“质量管理部负责人”",
        "scenarios[leak].points[2]: “指挥要点”仍写“品质部”，现在的名称是“质量管理部”",
        "scenarios[leak].points[2]: “指挥要点”仍写“品质部经理”，现在的名称是“质量管理部负责人”",
    ]


def test_a_title_that_has_gone_to_somebody_else_is_no_old_one(changed: Changed) -> None:
    noted = NOTED.replace("品质部", "客户服务部")
    assert former_titles(changed(noted).plan) == ()


def test_a_record_notes_only_what_no_record_before_it_notes(changed: Changed) -> None:
    every = titles_to_note(changed("").plan)
    assert read_titles(every) == titles_of(changed("").plan)
    again = every.replace("\n", "\\n")
    assert titles_to_note(changed(f'# revisions/v1.0.yaml\ntitles: "{again}"\n').plan) == ""
    part = changed(f"{NOTED}# scenarios/leak.yaml\ntitle: 泄密\n").plan
    assert ("scenario", "leak") in read_titles(titles_to_note(part))


@pytest.mark.parametrize(
    ("text", "almost"),
    [
        ("由质量管控部协助", "质量管控部"),
        ("由质量理部协助", "质量理部"),
        ("由质量管理理部协助", "质量管理理部"),
        ("由质量理管部协助", "质量理管部"),
        ("由质量管理处协助", "质量管理处"),
        ("报应急组", "应急组"),
        ("由质量管理部处理", ""),
        ("由质量管理部门处理", ""),
        ("由质量管理处理", ""),
        ("由安全管理部协助", ""),
        ("由商务部、质监部、市场部协助", ""),
        ("成立应急工作小组", ""),
    ],
)
def test_a_name_that_is_one_slip_away(changed: Changed, text: str, almost: str) -> None:
    found = said(changed(f"# scenarios/leak.yaml\npoints: [{text}]\n"), "R109")
    assert [each.split("“")[2].split("”")[0] for each in found] == ([almost] if almost else [])
