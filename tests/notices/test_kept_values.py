"""A lapsed approval says what was approved and what stands there now, as far as that was kept."""

import json
from typing import Any

import pytest

from plangen.pipeline.notices.kept.differing import difference
from plangen.pipeline.notices.kept.kept_values import keep_values, kept_values, short_hash

FILE, INCIDENT = "source/approvals/kettle-2026--stop-use.facts", "source/incidents/kettle-2026.yaml"


def changed(desk: Any) -> list[str]:
    return [line.strip() for line in desk.status().splitlines() if line.startswith("      改动")]


def _another_word(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        "请立即停止使用".encode(), "请尽快停止使用".encode()
    )


def test_a_lapsed_approval_says_old_and_new(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: 400-000-0199")
    assert changed(desk) == ["改动：事件.热线：400-000-0000 → 400-000-0199"]
    desk.change(_another_word)
    wording = "改动：模板文字：….经过 }}。请立即停止使用，并拨打… → ….经过 }}。请尽快停止使用，并拨打…"
    assert changed(desk) == [wording, "改动：事件.热线：400-000-0000 → 400-000-0199"]


def test_an_issue_that_is_refused_says_so_too(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: 400-000-0199")
    lapsed = [each for each in desk.said(desk.issue()) if each.startswith("A223")]
    assert lapsed == ["A223 环节“起草”由张三于2026年3月1日完成，此后有改动：事件.热线（400-000-0000 → 400-000-0199）"]


def test_an_approval_of_which_nothing_was_kept_says_the_hashes(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    (desk.root / FILE).unlink()
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: 400-000-0199")
    (said,) = changed(desk)
    assert said.startswith("改动：事件.热线（原指纹 ")
    assert said.endswith("；原来的内容没有保存）")


def test_each_value_is_kept_once_and_what_stands_there_stays(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    first = (desk.root / FILE).read_bytes()
    desk.approve("review", "legal-head")
    assert (desk.root / FILE).read_bytes() == first
    desk.edit(INCIDENT, "hotline: 400-000-0000", "hotline: 400-000-0199")
    desk.approve("draft", "legal-head")
    after = (desk.root / FILE).read_bytes()
    assert after.startswith(first)
    (line,) = after[len(first) :].decode().splitlines()
    assert json.loads(line) == {"指纹": short_hash("400-000-0199"), "事实": "incident.hotline", "内容": "400-000-0199"}


@pytest.mark.parametrize("how", ["dry", "refused"])
def test_nothing_is_kept_where_nothing_is_recorded(desk: Any, how: str) -> None:
    before = desk.files()
    desk.approve("draft", "legal-head" if how == "dry" else "general-manager", dry_run=how == "dry")
    assert desk.files() == before


@pytest.mark.parametrize(
    "odd",
    [
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"\xe6\x8c\x87\xe7\xba\xb9": "000000000000", "\xe5\x86\x85\xe5\xae\xb9": "\xe4\xbc\xaa"}\n',
        b"null\n7\n[]\n{}\n",
    ],
)
def test_lines_that_are_none_of_ours_are_passed_over_and_stay(desk: Any, odd: bytes) -> None:
    path = desk.root / FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(odd)
    assert kept_values(desk.root, "kettle-2026", "stop-use") == {}
    keep_values(desk.root, "kettle-2026", "stop-use", {"甲": "乙"})
    assert path.read_bytes().startswith(odd)
    assert kept_values(desk.root, "kettle-2026", "stop-use") == {short_hash("乙"): "乙"}


def test_an_edited_value_is_not_taken_for_what_was_approved(desk: Any) -> None:
    keep_values(desk.root, "kettle-2026", "stop-use", {"甲": "乙"})
    path = desk.root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("乙", "丙"), encoding="utf-8")
    assert kept_values(desk.root, "kettle-2026", "stop-use") == {}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("甲", "乙", ("甲", "乙")),
        (None, "乙", ("（没有填写）", "乙")),
        (["甲", "乙"], ["甲", "丙"], ("乙", "丙")),
        (["甲", "乙"], ["甲"], ("乙", "（没有填写）")),
        ([{"name": "壶", "batch": "A"}], [{"name": "壶", "batch": "B"}], ("A", "B")),
        (
            "一" * 30 + "甲" + "二" * 30,
            "一" * 30 + "乙" + "二" * 30,
            ("…一一一一一一一一甲二二二二二二二二…", "…一一一一一一一一乙二二二二二二二二…"),
        ),
        (list("甲乙丙丁"), list("一二三四"), ("甲；乙；丙；…", "一；二；三；…")),
    ],
)
def test_of_long_values_only_what_differs_is_said(old: object, new: object, said: tuple[str, str]) -> None:
    assert difference(old, new) == said
