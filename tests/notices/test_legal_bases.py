"""The legal data that come with plangen: every rule with its article, and no date or duty from what nobody has read."""

import datetime
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from plangen.checks.due_wording import end_of, standing
from plangen.model.due import deadlines_of, due_after
from plangen.model.legal import Deadline, Entry
from plangen.model.plan import Plan
from plangen.model.working_days import WorkingDays
from plangen.pipeline.check import study
from plangen.pipeline.notices.lists import list_deadlines, list_elements
from plangen.pipeline.notices.status import notice_status
from plangen.reading.source import read
from plangen.reporting.notices.standings import report_status
from plangen.reporting.notices.statutory import report_deadlines, report_elements
from plangen.reporting.style import Style

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/plans/school"
LATER = datetime.date(2035, 1, 1)
_DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}-\d{2}-\d{2}")


def plan_at(root: Path, *, every_set: bool = False) -> Plan:
    """The plan of a folder; with `every_set` as if it had chosen all that come with it."""
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "source").rglob("*.yaml"))}
    if every_set:
        names = [each.name for each in read(files).plan.legal_sets]
        text = files["source/plan.yaml"].decode()
        line = next(line for line in text.splitlines() if line.startswith("legal_sets:"))
        files["source/plan.yaml"] = text.replace(line, f"legal_sets: [{', '.join(names)}]").encode()
    return read(files).plan


SAMPLE, ALL_SETS = plan_at(ROOT), plan_at(ROOT, every_set=True)


def entries(plan: Plan) -> Iterator[Entry]:
    yield from plan.elements.elements
    yield from plan.deadlines.deadlines


def deadline(key: str) -> Deadline:
    return next(each for each in ALL_SETS.deadlines.deadlines if each.id == key)


@pytest.mark.parametrize("plan", [ALL_SETS, plan_at(SCHOOL)], ids=["sample", "school"])
def test_what_was_read_has_its_article_and_day_and_what_was_not_requires_nothing(plan: Plan) -> None:
    for each in entries(plan):
        assert each.law or each.basis, each.id
        if each.law and each.was_read:
            assert each.article, each.id
            assert each.text, each.id
            assert isinstance(each.checked_on, datetime.date), each.id
    assert [each.id for each in plan.elements.elements if each.duty == "必须" and not each.was_read] == []


def test_the_sets_that_come_with_plangen_can_all_be_chosen_together() -> None:
    assert [each.name for each in ALL_SETS.chosen_sets] == ["银行保险", "消费品", "个人信息"]
    ids = [each.id for each in (*ALL_SETS.elements.elements,)]
    assert len(ids) == len(set(ids))
    limits = [each.id for each in ALL_SETS.deadlines.deadlines]
    assert len(limits) == len(set(limits))


@pytest.mark.parametrize(
    ("key", "limit", "clock", "to", "article"),
    [
        ("recall-event", "2个工作日", "发现", "所在地省级市场监督管理部门", "第八条第一款"),
        ("recall-objection-notice", "10个工作日", "接到召回通知", "通知召回的市场监督管理部门", "第十三条第一款"),
        ("recall-plan", "10个工作日", "确认缺陷", "所在地省级市场监督管理部门", "第十七条第一款"),
        ("recall-plan-notified", "10个工作日", "接到召回通知", "通知召回的市场监督管理部门", "第十七条第二款"),
        ("recall-plan-ordered", "10个工作日", "被责令召回", "国家市场监督管理总局", "第十七条第三款"),
        ("recall-publish", "3个工作日", "召回计划报告", "社会公众", "第十九条第二款"),
        ("recall-progress", "每3个月", "召回开始", "接受召回计划报告的市场监督管理部门", "第二十一条第一款"),
        ("recall-final", "15个工作日", "召回结束", "接受召回计划报告的市场监督管理部门", "第二十一条第一款"),
        ("recall-records", "不少于5年", "其他", "本单位", "第二十一条第二款"),
        ("complaint-authority", "7个工作日", "收到投诉", "投诉的消费者", "第四十六条"),
        ("complaint-mediation", "60天", "受理投诉", "投诉的消费者和本单位", "第四十六条第三款"),
        ("police", "及时", "发现", "公安机关、国家安全机关", "第十一条第二款"),
        ("pbc-summary", "10个工作日", "处置结束", "中国人民银行或者住所地分支机构", "第十七条"),
        ("bank-complaint", "15天", "收到投诉", "投诉人", "第十八条第一款"),
    ],
)
def test_a_limit_is_what_its_article_says(key: str, limit: str, clock: str, to: str, article: str) -> None:
    found = deadline(key)
    assert (found.limit, found.clock, found.to, found.article) == (limit, clock, to, article)


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("recall-plan-ordered", "2026-11-13", "2026-11-27"),
        ("recall-plan-ordered", "2026-11-16", "2026-11-30"),
        ("recall-plan", "2026-09-30", "2026-10-20"),  # ten working days beyond the holidays, 10 October worked
        ("recall-publish", "2026-11-18", "2026-11-23"),
        ("recall-event", "2026-11-16", "2026-11-18"),
        ("complaint-mediation", "2026-03-01", "2026-04-30"),
    ],
)
def test_a_limit_ends_on_the_day_that_the_law_means(key: str, start: str, end: str) -> None:
    days = WorkingDays(SAMPLE.calendars)
    assert str(due_after(deadline(key), datetime.date.fromisoformat(start), days)) == end


@pytest.mark.parametrize(("day", "in_force"), [("2024-06-30", False), ("2024-07-01", True), ("2026-03-01", True)])
def test_mediation_is_limited_since_the_regulation_and_not_since_the_measures(day: str, *, in_force: bool) -> None:
    found = deadline("complaint-mediation")
    assert found.in_force(datetime.date.fromisoformat(day)) is in_force
    assert found.not_counted == "鉴定、检测的时间"


def test_what_the_reported_plan_must_hold_is_only_asked_of_the_notice() -> None:
    """The regulation lists the contents of the plan that is reported, not of what is published."""
    duties = {each.id: each.duty for each in SAMPLE.elements.elements if each.id.startswith("recall-")}
    assert [key for key, duty in duties.items() if duty == "必须"] == ["recall-rights"]


def test_nothing_of_the_sample_says_that_a_recall_plan_is_filed() -> None:
    said = [each.grounds + each.title for each in entries(SAMPLE) if "备案" in each.grounds + each.title]
    assert said == [each for each in said if "没有规定备案" in each]


# No date from what nobody has read, on any output


def unread(root: Path) -> None:
    """As if nobody had read any of the rules."""
    for path in (root / "source/legal").rglob("*.yaml"):
        text = re.sub(r"\n    checked_on: [\d-]+", "", path.read_text("utf-8"))
        path.write_text(text.replace("certainty: 已查证", "certainty: 待查证"), encoding="utf-8")


def told(project: Path) -> Iterator[str]:
    """What every output says of the limits: on the screen, as JSON, on paper, in the status."""
    sheets = project.parent / "elements.docx", project.parent / "deadlines.docx"
    for made in (
        report_elements(list_elements(project, sheet=sheets[0]), strict=False),
        report_deadlines(list_deadlines(project, as_of="2035-01-01", sheet=sheets[1])),
        report_status(notice_status(project)),
    ):
        yield "\n".join(made.text(Style(language="zh")))
        yield str(made.more("zh"))
    for sheet in sheets:
        with zipfile.ZipFile(sheet) as package:
            yield "".join(re.findall(r"<w:t[^>]*>([^<]*)<", package.read("word/document.xml").decode()))


def due_dates(plan: Plan) -> set[str]:
    """Every end that was computed from the plan's facts, as it is printed and as JSON has it."""
    found: set[str] = set()
    for case in plan.cases.values():
        for due in deadlines_of(plan, case):
            found |= set(_DATE.findall(end_of(due).zh)) | {str(each)[:10] for each in due.ends}
    return found


def test_no_output_prints_a_date_from_a_rule_that_nobody_has_read(project: Path) -> None:
    dates = due_dates(study(project).plan)
    facts = set(_DATE.findall("".join(path.read_text("utf-8") for path in (project / "source").rglob("*.yaml"))))
    own = {date for date in dates if date not in facts}  # those that stand in no source were computed
    assert len(own) > 5
    assert all(any(date in text for date in own) for text in told(project))
    unread(project)
    assert due_dates(study(project).plan) == set()
    for text in told(project):
        assert [date for date in own if date in text] == []
    every = [due for _, _, dues in list_deadlines(project).cases for due in dues]
    assert every
    assert {end_of(due).zh for due in every} == {"条文待查证，不推算；由法律人员读到条文后填写条款和查证日期"}


def test_nothing_that_nobody_has_read_is_required(project: Path) -> None:
    """A notice without any of it lacks only what is customary, so nothing holds it back."""
    unread(project)
    shutil.copy(project / "templates/notices/media-statement.docx", project / "templates/notices/leak-bulletin.docx")
    (found,) = list_elements(project, "data-leak/leak-bulletin").notices
    assert any(each.element.duty == "必须" and each.state.value == "absent" for each in found.proofs)
    assert {each.element.held_as for each in found.proofs} == {"应当"}
    assert all(each.is_met for each in found.proofs if each.state.value == "absent")


def test_a_date_that_is_past_is_never_said_alone() -> None:
    for case in SAMPLE.cases.values():
        for due in deadlines_of(SAMPLE, case):
            said = standing(due, LATER).zh
            assert ("已过" in said) is ("是否办理未登记" in said)
            assert not ("已过" in said and due.deadline.condition) or "是否适用未判断" in said
