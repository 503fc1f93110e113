"""What the plan gives somebody to do stands on his card, and the papers that go with it know of him."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from plangen.blocks.document import Cell, Table
from plangen.blocks.text import as_text
from plangen.documents.attending import without_post
from plangen.documents.draft import Draft
from plangen.documents.evaluator.watched import tasks
from plangen.documents.papers.contact_list import contact_list
from plangen.documents.papers.sign_in import sign_in
from plangen.documents.role_cards import cards_of
from plangen.documents.role_cards.card import Card, DutyRow, Matter
from plangen.documents.role_cards.card_words import WORDS
from plangen.documents.role_cards.page import laid_out
from plangen.model.agenda import DutyKind, duties_of
from plangen.model.forms_filled import DECISION_LOG, HOTLINE_LOG, MEDIA_LOG, forms_of
from plangen.model.holders import Holder, HolderKind, holders
from plangen.model.plan import Plan
from plangen.model.press import may_speak, speakers
from plangen.model.script import EVALUATING
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read

ReadPlan = Callable[[Mapping[str, str]], Plan]

SCHOOL = Path(__file__).parents[1] / "plans/school"
NO_STEPS = "没有给本"
NAMES = {"information-report": "信息报告", "supplies": "物资领用、归还登记"}
LOGS = {HOTLINE_LOG: "热线来电记录", DECISION_LOG: "指挥决策记录", MEDIA_LOG: "媒体问询记录"}
"""What cards call forms that have another name than their document."""


@pytest.fixture(scope="module")
def school() -> Plan:
    files = {str(path.relative_to(SCHOOL)): path.read_bytes() for path in SCHOOL.rglob("*") if path.is_file()}
    return with_templates(read(files).plan, files)


@pytest.fixture(params=["sample", "school", "small"])
def plan(request: pytest.FixtureRequest, read_plan: ReadPlan, small: Mapping[str, str]) -> Plan:
    if request.param == "small":
        return read_plan(small)
    given: Plan = request.getfixturevalue(request.param)
    return given


def carded(plan: Plan) -> Iterator[tuple[Holder, Card]]:
    """Everybody who has a card, with it."""
    made = {card.key: card for card in cards_of(plan)}
    yield from ((each, made[each.key]) for each in holders(plan) if each.key in made)


def said(card: Card, about: Matter | None = None) -> str:
    rows = [f"{each.title}{each.action}" for each in card.duties] if about is None else []
    return "\n".join((*rows, *(line for part in card.parts if about in {None, part.about} for line in part.lines)))


def test_everybody_but_the_drill_staff_has_a_card(plan: Plan) -> None:
    players = [each.key for each in holders(plan) if each.kind is not HolderKind.STAFF]
    assert [each.key for each, _ in carded(plan)] == players


def test_nobody_with_a_duty_reads_that_he_has_none(plan: Plan) -> None:
    for holder, card in carded(plan):
        assert bool(card.duties) is bool(duties_of(plan, holder)), holder.key
        assert NO_STEPS not in card.idle or not duties_of(plan, holder), holder.key


def test_every_step_of_a_holder_stands_on_his_card_with_whom_he_gives_it_to(plan: Plan) -> None:
    for holder, card in carded(plan):
        for duty in duties_of(plan, holder):
            if duty.kind is DutyKind.STEP:
                rows = [each for each in card.duties if each.title == duty.title]
                assert rows, (holder.key, duty.title)
                assert plan.party(duty.hands_to) in {each.report for each in rows} or not duty.hands_to


def test_the_media_flow_the_orders_and_the_work_of_teams_centre_and_hotline_stand_on_the_card(plan: Plan) -> None:
    told = (DutyKind.MEDIA, DutyKind.RESPONSE, DutyKind.CENTRE, DutyKind.HOTLINE, DutyKind.TASK, DutyKind.WAIT)
    for holder, card in carded(plan):
        text = said(card)
        for duty in duties_of(plan, holder):
            if duty.kind in told:
                assert duty.what.rstrip("。；") in text, (holder.key, duty.what)


def test_who_commands_reads_of_every_scenario(plan: Plan) -> None:
    by_key = {holder.key: card for holder, card in carded(plan)}
    for post in plan.organisation.team.commanders:
        text = said(by_key[post])
        for scenario in plan.played if len(plan.played) > 1 else ():
            assert scenario.brief in text
            assert all(order.title in text for order in scenario.flow)


def test_who_decides_what_is_said_as_the_levels_say_it(plan: Plan) -> None:
    for holder, card in carded(plan):
        if holder.party in plan.organisation.team.everybody and plan.command.levels:
            text = said(card, Matter.DECISIONS)
            for level in plan.command.levels:
                assert all(plan.title("severity", key) in text for key in level.severities)
                if level.decides not in {holder.party, plan.organisation.team.id, "concerned-head"}:
                    assert f"报{plan.party(level.decides)}决定" in text


def test_a_card_names_the_forms_that_its_holder_fills_in_and_no_others(plan: Plan) -> None:
    titles = plan.dossier.titles()
    for holder, card in carded(plan):
        text = said(card, Matter.FORMS)
        forms = forms_of(plan, holder)
        named = {LOGS.get(form.part) or NAMES.get(form.document) or titles[form.document] for form in forms}
        assert [each for each in named if each not in text] == [], holder.key
        every = {
            *LOGS.values(),
            *NAMES.values(),
            *(titles[each] for each in ("complaint-form", "roster", "handbook") if each in titles),
        }
        assert [each for each in every - named if each in text] == [], holder.key


def test_nobody_is_told_to_answer_the_press_and_forbidden_to(plan: Plan) -> None:
    for holder, card in carded(plan):
        forbids = "不得自行答复媒体" in said(card, Matter.PROHIBITIONS)
        assert forbids is bool(speakers(plan) and not may_speak(plan, holder)), holder.key


def test_everybody_signs_in_and_hears_of_the_start(plan: Plan) -> None:
    signed, told = as_text(sign_in(plan)), as_text(contact_list(plan))
    for holder in holders(plan):
        title = without_post(holder)
        if title:
            assert title in signed, holder.key
            assert f"| {title} |" in told, holder.key


def test_an_inject_gives_nothing_away_but_that_something_may_come(sample: Plan) -> None:
    """The media officer is needed at 10:20 and 11:25 and reads of the phase only, in the words of the outline."""
    card = next(card for holder, card in carded(sample) if holder.key == "media-liaison-officer")
    waiting = [each for each in card.duties if each.title.startswith("随时待命")]
    assert [each.time for each in waiting] == ["10:00—14:00"]
    for scenario in sample.played:
        for inject in sample.events(scenario.id):
            assert inject.title not in said(card)
            assert inject.content not in said(card)


def test_who_only_waits_reads_for_what(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    organisation = small["organisation.yaml"].replace(
        "posts:\n", "posts:\n  - {id: assistant, title: 厂长助理, waits: 接到厂长通知后到现场接替联络}\n", 1
    )
    plan = read_plan({**small, "organisation.yaml": organisation})
    card = next(card for holder, card in carded(plan) if holder.key == "assistant")
    assert [(each.time, each.title, each.action) for each in card.duties] == [
        ("全程", "待命", "接到厂长通知后到现场接替联络")
    ]


def test_a_collector_gives_to_his_head_what_the_path_leads_through_him(sample: Plan) -> None:
    by_key = {holder.key: card for holder, card in carded(sample)}
    card = by_key["quality-collector"]
    row = next(each for each in card.duties if each.title == "质量初步调查")
    assert (row.time, row.limit, row.report) == ("9:10—9:25", "15分钟内", "质量管理部负责人")
    assert "收集（质量管理部信息收集员）—审核、报告（质量管理部负责人" in said(card, Matter.REPORTS)


def test_guards_obey_the_head_of_the_leading_department(sample: Plan) -> None:
    by_key = {holder.key: card for holder, card in carded(sample)}
    assert {each.report for each in by_key["security-guards"].duties} == {"客户服务部负责人"}
    assert "现场指挥：客户服务部负责人" in said(by_key["security-guards"], Matter.CONTACTS)


def test_a_card_has_no_column_in_which_nothing_is_said() -> None:
    """Where nothing has a limit and nobody is reported to, only time and work are left."""
    row = DutyRow(time="9:00", title="讨论", limit="本阶段内", report="—")
    heads = {
        limit + report: first_row(replace(row, limit=limit, report=report))
        for limit in ("本阶段内", "5分钟内")
        for report in ("—", "组长")
    }
    assert heads == {
        "本阶段内—": ["时间", "做什么"],
        "本阶段内组长": ["时间", "做什么", "报告对象"],
        "5分钟内—": ["时间", "做什么", "时限"],
        "5分钟内组长": ["时间", "做什么", "时限", "报告对象"],
    }


def first_row(duty: DutyRow) -> list[str]:
    (table,) = laid_out(Card(key="a", role="甲", duties=(duty,)), WORDS)
    assert isinstance(table, Table)
    return [as_said(cell) for cell in table.rows[0].cells]


def as_said(cell: Cell) -> str:
    return "".join(span.text for spans in cell.paragraphs for span in spans)


def test_an_evaluator_reads_what_those_whom_he_watches_do_when(sample: Plan) -> None:
    draft = Draft.of(sample)
    rows = {str(staff.id): tasks(draft, staff) for staff in sample.script.staff if staff.kind == EVALUATING}
    quality = {str(row[2]): list(row) for row in rows["evaluator-quality"]}
    assert quality["质量初步调查（场景一）"][:2] == ["9:10—9:25", "质量管理部"]
    assert quality["质量初步调查（场景一）"][4] == "应急小组"
    assert not any("讨论决策" in title for title in quality)  # of the team, whom another one watches
    assert [row[2] for row in rows["evaluator-command"]][:3] == ["下达启动指令", "听取报告", "讨论决策"]
    assert "与主要媒体取得联系" in [row[2] for row in rows["evaluator-communication"]]
