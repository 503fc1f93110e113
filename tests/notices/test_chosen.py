"""A notice's name is read in one way, whatever the command: by kind, by case and kind, by title, by template."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.errors import AmbiguousNotice, NoCase, NoNotice
from plangen.model.in_force import CHINA
from plangen.model.plan import Plan
from plangen.pipeline.check import study
from plangen.pipeline.notices.approve import WantedApproval, approve_notice
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.chosen import all_drafts, cases_called, chosen, the_one
from plangen.pipeline.notices.issue import IssueOrder, issue_notice
from plangen.pipeline.notices.lists import ask_questions, list_elements
from plangen.pipeline.notices.preview import preview_notices
from plangen.pipeline.notices.status import notice_status

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOTICE = "kettle-2026/stop-use"
FORMS = (
    NOTICE,
    "stop-use",
    "停止使用提示",
    "kettle-2026/停止使用提示",
    "电热水壶召回/stop-use",
    "电热水壶召回/停止使用提示",
    "stop-use.docx",
    "templates/notices/stop-use.docx",
    r"templates\notices\stop-use.docx",
    "kettle-2026/stop-use.docx",
)
"""All names of one notice that only one case has."""


def _previewed(root: Path, name: str) -> list[str]:
    return [path.name for path in preview_notices(root, name).files]


def _elements(root: Path, name: str) -> list[str]:
    return [each.notice for each in list_elements(root, name).notices]


def _asked(root: Path, name: str) -> list[str]:
    return [each.name for each in ask_questions(root, kind=name).notices]


def _status(root: Path, name: str) -> list[str]:
    return [each.ready.draft.name for each in notice_status(root, name).notices]


def _approved(root: Path, name: str) -> list[str]:
    wanted = WantedApproval(notice=name, stage="draft", by="legal-head", name="张三", date="2026-03-01")
    draft = approve_notice(root, wanted, datetime.datetime(2026, 3, 1, 9, tzinfo=CHINA), dry_run=True).draft
    return [draft.name] if draft else []


def _issued(root: Path, name: str) -> list[str]:
    done = issue_notice(root, IssueOrder(notice=name, time="2026-03-02 14:05"), dry_run=True)
    return [str(each.at.file) for each in done.outcome.findings if each.code == "A222"][:1]


LISTING: dict[str, Callable[[Path, str], list[str]]] = {
    "preview": _previewed,
    "elements": _elements,
    "questions": _asked,
    "status": _status,
}
RECORDING: dict[str, Callable[[Path, str], list[str]]] = {"approve": _approved, "issue": _issued}
COMMANDS = {**LISTING, **RECORDING}


def test_a_notice_has_many_names(desk: Any) -> None:
    plan = study(desk.root).plan
    assert [the_one(plan, name).name for name in FORMS] == [NOTICE] * len(FORMS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", [NOTICE, "停止使用提示", "stop-use.docx"])
def test_every_form_of_a_name_is_read_by_every_command(desk: Any, command: str, name: str) -> None:
    expected = "草稿-kettle-2026-停止使用提示.docx" if command == "preview" else NOTICE
    assert COMMANDS[command](desk.root, name) == [expected]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_wrong_name_is_the_same_problem_for_every_command(desk: Any, command: str) -> None:
    known = [each.name for each in all_drafts(study(desk.root).plan)]
    name = "data-leak/recall-notice"
    with pytest.raises(NoNotice) as caught:
        COMMANDS[command](desk.root, name)
    assert caught.value.values == {"name": name, "near": caught.value.near, "known": known}
    assert caught.value.exit_code == 2
    assert not (desk.root / "source/approvals").exists()


@pytest.mark.parametrize("command", LISTING)
def test_a_kind_alone_means_every_case_that_has_it_where_notices_are_listed(desk: Any, command: str) -> None:
    plan = study(desk.root).plan
    wanted = [each for each in all_drafts(plan) if each.kind == "media-statement"]
    assert len(wanted) == 3
    if command == "preview":
        expected = [f"草稿-{each.case}-媒体声明.docx" for each in wanted]
    else:
        expected = [each.name for each in wanted]
    assert LISTING[command](desk.root, "媒体声明") == expected


@pytest.mark.parametrize("command", RECORDING)
def test_a_kind_of_several_cases_is_refused_where_one_notice_is_needed(desk: Any, command: str) -> None:
    with pytest.raises(AmbiguousNotice) as caught:
        RECORDING[command](desk.root, "媒体声明")
    assert [each.partition("/")[0] for each in caught.value.known] == ["product-quality", "data-leak", "mass-action"]
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("command", RECORDING)
def test_no_name_at_all_names_no_notice(desk: Any, command: str) -> None:
    with pytest.raises(NoNotice):
        RECORDING[command](desk.root, "")


def test_a_mistyped_name_is_answered_with_the_near_one(plan: Plan) -> None:
    for typed, meant in (("recal-notice", "recall-notice"), ("data-leak/leak-bulletn", "data-leak/leak-bulletin")):
        with pytest.raises(NoNotice) as caught:
            the_one(plan, typed)
        assert f"“{meant}”" in str(getattr(caught.value.near, "zh", ""))
    with pytest.raises(NoNotice) as caught:
        the_one(plan, "完全不同的东西")
    assert getattr(caught.value.near, "zh", "x") == ""


def test_an_id_goes_before_the_file_of_another_kind(project: Path) -> None:
    """A kind may be written from the template that is named after another one."""
    path = project / "source/communication.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("template: sms.docx", "template: recall-notice.docx", 1), encoding="utf-8")
    plan = study(project).plan
    assert {each.kind for each in chosen(plan, "recall-notice")} == {"recall-notice"}
    assert {each.kind for each in chosen(plan, "recall-notice.docx")} == {"recall-notice", "sms"}


def test_a_case_narrows_what_a_name_fits(plan: Plan) -> None:
    for case in ("data-leak", "消费者信息泄露"):
        assert [each.name for each in chosen(plan, "媒体声明", case)] == ["data-leak/media-statement"]
        assert {each.case for each in chosen(plan, case=case)} == {"data-leak"}
    assert chosen(plan, "data-leak/media-statement", "data-leak") == chosen(plan, "媒体声明", "data-leak")
    with pytest.raises(NoNotice, match="no-notice"):
        chosen(plan, "data-leak/media-statement", "mass-action")
    with pytest.raises(NoCase):
        chosen(plan, "媒体声明", "nothing")
    assert chosen(plan) == all_drafts(plan)


def test_a_case_is_called_by_id_or_title(plan: Plan) -> None:
    assert [each.id for each in cases_called(plan, "")] == list(plan.cases)
    assert cases_called(plan, "data-leak") == cases_called(plan, "消费者信息泄露") == (plan.cases["data-leak"],)
    with pytest.raises(NoCase) as caught:
        cases_called(plan, "leak")
    assert caught.value.known == list(plan.cases)


@pytest.mark.parametrize(
    "name", ["data-leak/leak-bulletin", "消费者信息泄露/个人信息安全事件通报", "leak-bulletin.docx"]
)
def test_a_template_is_checked_under_every_name_of_its_notice(project: Path, name: str) -> None:
    assert check_templates(project, [name]).templates == ("templates/notices/leak-bulletin.docx",)


@pytest.mark.parametrize(
    "arguments",
    [
        ("preview", "kettle-2026/nothing"),
        ("elements", "kettle-2026/nothing", "--json"),
        ("questions", "--notice", "kettle-2026/nothing", "--json"),
        ("status", "kettle-2026/nothing", "--json"),
        ("issue", "kettle-2026/nothing", "--time", "2026-03-02 14:05", "--json"),
    ],
)
def test_the_command_line_answers_a_wrong_name_with_exit_2_and_the_known_names(
    desk: Any, arguments: tuple[str, ...]
) -> None:
    done = desk.plangen(*arguments)
    assert done.code == 2
    assert done.err.startswith("出错: 没有通知“kettle-2026/nothing”")
    assert "product-quality/recall-notice" in done.err
    if "--json" in arguments:
        tree = json.loads(done.out)
        assert (tree["version"], tree["ok"], tree["findings"], tree["problem"]["code"]) == (1, False, [], "no-notice")


@pytest.mark.parametrize("command", ["preview", "questions"])
def test_a_notice_of_one_case_can_be_named_where_only_kinds_could(desk: Any, command: str) -> None:
    options = ("--notice",) if command == "questions" else ()
    done = desk.plangen(command, *options, "data-leak/leak-bulletin")
    assert (done.code, done.err) == (0, "")
