"""Whom a change concerns: each part only where there is something to say, each person once."""

from collections.abc import Callable
from typing import Any

import pytest

from plangen.documents.revisions.rebriefing import Briefed
from plangen.pipeline.revisions.impact import Impact, Lapsed
from plangen.reporting.revisions.consequences import impact_text
from plangen.reporting.style import Style

LAPSED = Lapsed(notice="a/recall", title="召回公告", stage="复核", by="法务部负责人")


def briefed(role: str, person: str = "", **more: Any) -> Briefed:
    settings: dict[str, Any] = {"changes": ("时限 3小时 → 2小时",), "files": ("角色卡", "手册"), "retrain": True}
    return Briefed(key=role, role=role, person=person, **{**settings, **more})


def said(language: str = "zh", **parts: Any) -> list[str]:
    return list(impact_text(Impact(**parts), Style(language)))


def test_where_nobody_is_concerned_nothing_is_said() -> None:
    assert said() == []


def test_people_are_told_what_changed_and_what_they_exchange() -> None:
    people = (briefed("组长", "张三"), briefed("观察员", files=()))
    assert said("zh", people=people) == [
        "需要重新交底的人员",
        "  张三（组长）",
        "    - 时限 3小时 → 2小时",
        "    更换：角色卡、手册",
        "  观察员",
        "    - 时限 3小时 → 2小时",
        "",
    ]
    assert said("en", people=people) == [
        "people to be told",
        "  张三（组长）",
        "    - 时限 3小时 → 2小时",
        "    exchange: 角色卡, 手册",
        "  观察员",
        "    - 时限 3小时 → 2小时",
        "",
    ]


def test_who_holds_two_roles_is_told_once() -> None:
    lines = said(people=(briefed("组长", "张三"), briefed("值班", "张三")))
    assert len([line for line in lines if "张三" in line]) == 1


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "（不再设置，收回旧文件）"), ("en", " (no more; take the old papers back)")]
)
def test_of_a_role_that_is_no_more_the_papers_are_taken_back(language: str, text: str) -> None:
    assert said(language, people=(briefed("观察员", gone=True),))[1] == f"  观察员{text}"


def test_lapsed_approvals_and_training_are_named() -> None:
    assert said("zh", lapsed=(LAPSED,), training=("急救",)) == [
        "失效的审批",
        "  召回公告：复核（法务部负责人）",
        "",
        "需要重新进行的培训",
        "  急救",
        "",
    ]
    assert said("en", lapsed=(LAPSED,), training=("急救",)) == [
        "approvals that lapsed",
        "  召回公告: 复核 (法务部负责人)",
        "",
        "training to repeat",
        "  急救",
        "",
    ]


def test_every_part_ends_with_an_empty_line() -> None:
    made: Callable[..., list[str]] = said
    for part in ({"lapsed": (LAPSED,)}, {"training": ("急救",)}, {"people": (briefed("组长"),)}):
        assert made(**part)[-1] == ""
        assert made(**part).count("") == 1
