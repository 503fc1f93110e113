"""Where a title stands in place of an id, the hint names the id."""

from pathlib import Path

import pytest

from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
SAMPLE = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}


def hints(file: str, old: str, new: str) -> list[str]:
    text = SAMPLE[file].decode()
    assert old in text
    reading = read({**SAMPLE, file: text.replace(old, new, 1).encode()})
    return [each.advice("zh") for each in reading.findings if each.code == "S117"]


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        ("source/drill.yaml", "department: quality", "department: 质量管理部", "改为“质量管理部”的编号：quality"),
        ("source/drill.yaml", "[product-quality, ", "[消费者信息泄露, ", "改为“消费者信息泄露”的编号：data-leak"),
        ("source/communication.yaml", "by: general-manager", "by: 总经理", "改为“总经理”的编号：general-manager"),
    ],
)
def test_a_title_in_place_of_an_id_gets_the_id_as_hint(file: str, old: str, new: str, hint: str) -> None:
    assert hints(file, old, new) == [hint]


GENERAL = "这里要写部门的编号（organisation.yaml 中的 id），不是名称"


def test_what_is_no_title_or_no_reference_keeps_the_general_hint() -> None:
    assert hints("source/drill.yaml", "department: quality", "department: 质量部") == [GENERAL]
    (hint,) = hints("source/scenarios/data-leak.yaml", "id: data-leak", "id: 消费者信息泄露")
    assert "小写字母" in hint


def test_the_title_of_a_record_of_another_kind_is_no_hint() -> None:
    """A post's id in place of a department's would only be the next mistake."""
    assert hints("source/drill.yaml", "department: quality", "department: 总经理") == [GENERAL]


def test_a_title_that_two_bear_is_not_guessed() -> None:
    both = SAMPLE["source/organisation.yaml"].decode().replace("title: 法务部\n", "title: 质量管理部\n")
    assert both.count("title: 质量管理部\n") == 2
    drill = SAMPLE["source/drill.yaml"].decode().replace("department: quality", "department: 质量管理部", 1)
    sources = {**SAMPLE, "source/organisation.yaml": both.encode(), "source/drill.yaml": drill.encode()}
    assert [each.advice("zh") for each in read(sources).findings if each.code == "S117"] == [GENERAL]
