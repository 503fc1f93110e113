"""Names that look the same are found wherever they differ; names that look different are left alone."""

import re
from collections.abc import Callable

import pytest

from plangen.checks import check
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]


def found(changed: Changed, *names: str) -> list[str]:
    parties = "\n".join(f"  - {{id: x{number}, title: {name}}}" for number, name in enumerate(names))
    findings = check(changed(f"# organisation.yaml\noutside:\n{parties}\n").plan).findings
    return [each.message("en") for each in findings if each.code == "X211"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A市监管局", "Ａ市监管局"),  # full width
        ("A市监管局", "А市监管局"),  # Cyrillic
        ("A市监管局", "Α市监管局"),  # Greek
        ("人民医院", "⼈民医院"),  # a radical
        ("二〇所", "二○所"),  # a circle
        ("监管局（东）", "监管局(东)"),
        ("监管 局", "监管局"),
    ],
)
def test_what_looks_the_same_is_said_once_with_the_characters_that_differ(
    one: str, other: str, changed: Changed
) -> None:
    (message,) = found(changed, one, other, other, "别的单位")
    assert re.search(rf"'{re.escape(other)}' and '{re.escape(one)}' look the same.*U\+[0-9A-F]{{4}}", message)


@pytest.mark.parametrize(
    ("one", "other"), [("A市", "B市"), ("甲局", "甲局"), ("a组", "A组"), ("ab", "a b c"), ("①号点", "1号点")]
)
def test_what_is_the_same_or_looks_different_is_not(one: str, other: str, changed: Changed) -> None:
    assert found(changed, one, other) == []


def test_people_of_one_field_are_looked_at_one_by_one(changed: Changed) -> None:
    posts = "- {id: p1, title: 员工甲, holder: 'A1、王一'}\n  - {id: p2, title: 员工乙, holder: '李二，Ａ1'}"
    findings = check(changed(f"# organisation.yaml\nposts:\n  {posts}\n").plan).findings
    assert [each.values["name"] for each in findings if each.code == "X211"] == ["Ａ1"]
