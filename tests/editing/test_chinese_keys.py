"""A file whose keys are Chinese is changed in its own words, whichever names the path is given in."""

import difflib

import pytest

from plangen.editing.editor import edited, lifted
from plangen.editing.edits import Append, Edit, Insert, Remove, Replace
from plangen.editing.meaning import Open
from plangen.reading.source import read

FILE = "source/incidents/kettle.yaml"
CHINESE = """# 事件文件
编号: kettle
事件名称: 电热水壶召回
参照场景: fault
事件:
  名称: 电热水壶  # 对外的称呼
  召回:
    产品:
      - 名称: 电热水壶
        批次: SL-1
    缺陷: !todo 缺陷
  热线: 400-000-0000
"""


def changed(*edits: Edit, text: str = CHINESE, file: str = FILE) -> list[str]:
    done = edited(file, text.encode(), edits)
    assert not done.findings, [each.message("zh") for each in done.findings]
    lines = difflib.unified_diff(text.splitlines(), done.raw.decode().splitlines(), n=0, lineterm="")
    return [each for each in lines if each[0] in "+-" and each[:3] not in {"+++", "---"}]


@pytest.mark.parametrize(
    "path", [("incident", "recall", "defect"), ("事件", "召回", "缺陷"), ("事件", "recall", "缺陷")]
)
def test_a_value_is_replaced_by_either_name(path: tuple[str, ...]) -> None:
    assert changed(Replace(path, "底座发热")) == ["-    缺陷: !todo 缺陷", "+    缺陷: 底座发热"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Insert(path=("incident", "gist"), value="底座发热", after="name"), ["+  简述: 底座发热"]),
        (
            Insert(path=("incident", "leak"), value={"persons": "3人", "information": ["姓名", "电话"]}),
            ["+  泄露:", "+    涉及人数: 3人", "+    信息种类: [姓名, 电话]"],
        ),
        (
            Append(("incident", "recall", "products"), {"name": "水壶", "batch": Open("批次")}),
            ["+      - 名称: 水壶", "+        批次: !todo 批次"],
        ),
        (Remove(("incident", "hotline")), ["-  热线: 400-000-0000"]),
        (Insert(path=("owner",), value="legal", after="scenario"), ["+牵头部门: legal"]),
    ],
)
def test_what_is_added_or_taken_away_is_so_in_the_words_of_the_file(edit: Edit, expected: list[str]) -> None:
    assert changed(edit) == expected


def test_a_file_in_english_stays_english() -> None:
    text = "id: kettle\ntitle: 甲\nscenario: fault\nincident:\n  name: 甲\n"
    assert changed(Insert(path=("incident", "简述"), value="乙"), text=text) == ["+  gist: 乙"]


def test_other_files_are_changed_by_the_names_that_are_given() -> None:
    assert changed(Insert(path=("gist",), value="乙"), text="名称: 甲\n", file="source/plan.yaml") == ["+gist: 乙"]


def test_a_key_that_is_there_under_its_other_name_is_not_written_twice() -> None:
    done = edited(FILE, CHINESE.encode(), [Insert(path=("incident", "hotline"), value="400-000-0001")])
    assert done.raw == CHINESE.encode()
    (only,) = done.findings
    assert "事件 下面写上：热线: 400-000-0001" in only.advice("zh")


def test_edits_one_after_another_see_what_the_first_has_made() -> None:
    first = Insert(path=("incident", "leak"), value={"persons": "3人"})
    assert changed(first, Insert(path=("incident", "leak", "cause"), value="误发")) == [
        "+  泄露:",
        "+    涉及人数: 3人",
        "+    原因: 误发",
    ]


def test_a_value_is_lifted_with_its_comment_by_either_name() -> None:
    (one, other) = lifted(FILE, CHINESE.encode(), [("incident", "name"), ("事件", "名称")])
    assert one is not None
    assert other is not None
    assert one.noted == other.noted
    assert one.noted.behind == "# 对外的称呼"


def test_what_is_written_is_read_as_it_was_meant() -> None:
    done = edited(FILE, CHINESE.encode(), [Replace(("incident", "name"), "水壶")])
    (case,) = read({FILE: done.raw}).plan.incidents
    assert case.incident.name == "水壶"
