"""A limit that counts from an event is told to players in their own words, to controllers by the clock."""

from collections.abc import Callable, Mapping

import pytest

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Formula, Grid, Register, Workbook
from plangen.documents.catalogue import bodies
from plangen.documents.workbooks.process_record import process_record
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan
from tests.documents.test_control_documents import SCRIPT

ReadPlan = Callable[[Mapping[str, str]], Plan]
FOR_STAFF = {"script", "msel", "evaluator-guide", "day-sheet"}
SAID = "家长到场后25分钟内"
EVENT = "since: {inject: sm-1, event: 家长到场时}; limit: 25分钟"
PLAYERS_TOO = "\n  - {document: process-record, audience: [参演人员, 导控人员]}\n"


def waiting(small: Mapping[str, str], since: str = EVENT) -> dict[str, str]:
    """The small plan whose lab examines samples from an event on, which comes in its script at 13:45."""
    script = SCRIPT["injects/spoiled-milk.yaml"].replace("title: 家长来电", "title: 暗号事件")
    scenario = small["scenarios/spoiled-milk.yaml"].replace(
        "within: 40分钟, since: 封存留样", "within: 25分钟, since: 家长到场"
    )
    lines = "".join(f"        {line}\n" for line in since.split("; "))
    timeline = small["timeline.yaml"].replace("        limit: 40分钟\n", lines)
    return {
        **small,
        **SCRIPT,
        "injects/spoiled-milk.yaml": script,
        "scenarios/spoiled-milk.yaml": scenario,
        "timeline.yaml": timeline,
    }


def told(plan: Plan) -> dict[str, str]:
    """What each document says."""
    found: dict[str, str] = {}
    for name, body in ((entry.id, body) for entry in DOSSIER if not entry.folder for _, body in bodies(entry, plan)):
        if isinstance(body, Document):
            found[name] = as_text(body)
        elif isinstance(body, Workbook):
            sheets = (sheet for sheet in body.sheets if isinstance(sheet, Register))
            found[name] = "\n".join(str(value) for each in sheets for row in each.rows for value in row.values.values())
    return found


def test_players_read_what_they_see_and_neither_the_time_nor_the_name_of_the_inject(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    found = told(read_plan(waiting(small)))
    for name in ("plan", "handbook", "role-cards"):
        assert SAID in found[name]
    for name in found.keys() - FOR_STAFF - {"process-record"}:
        assert "13:45" not in found[name], name
        assert "14:10" not in found[name], name
    for name in found.keys() - FOR_STAFF:
        assert "暗号事件" not in found[name], name


def test_controllers_and_evaluators_read_by_when_the_step_must_be_done(
    read_plan: ReadPlan, small: Mapping[str, str]
) -> None:
    found = told(read_plan(waiting(small)))
    for name in FOR_STAFF:
        assert "检验室：开始检验留样（14:10前）" in found[name]


def test_an_event_without_a_time_is_told_in_words_to_everybody(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    found = told(read_plan(waiting(small, "since: {event: 家长到场}; limit: 25分钟")))
    for name in FOR_STAFF:
        assert f"检验室：开始检验留样（{SAID}）" in found[name]


def test_a_notification_that_repeats_the_limit_is_told_with_it(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    handbook = told(read_plan(waiting(small)))["handbook"]
    assert f"{SAID}　检验室：检验留样；报告应急指挥组：初检结果" in handbook


def test_a_step_without_limit_says_what_it_waits_for(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    found = told(read_plan(waiting(small, "since: {event: 家长到场}")))
    assert "家长到场后" in found["plan"]
    assert "家长到场后" in found["role-cards"]


@pytest.mark.parametrize(
    ("audiences", "said", "minutes"),
    [("", ("13:45", "14:10"), 13 * 60 + 45), (PLAYERS_TOO, ("家长到场", "—"), None)],
)
def test_the_process_record_knows_the_clock_only_where_players_do_not_get_it(
    read_plan: ReadPlan,
    small: Mapping[str, str],
    audiences: str,
    said: tuple[str, str],
    minutes: int | None,
) -> None:
    text = f"default: [导控人员]\ninjects: [导控人员]\ndocuments: {audiences or '[]'}\n"
    record = process_record(read_plan({**waiting(small), "audiences.yaml": text}))
    sheet = next(each for each in record.sheets if isinstance(each, Register) and each.key == "lab")
    row = next(each for each in sheet.rows if each.key == "test").values
    assert (row["start"], row["limit"], row["_start"]) == (said[0], SAID, minutes)
    due = row["due"]
    assert isinstance(due, Formula)
    assert due.text.endswith(f',"{said[1]}")')
    shown = [
        cell.value for sheet in record.sheets if isinstance(sheet, Grid) for line in sheet.rows for cell in line.cells
    ]
    assert "家长到场" in shown
    assert not {"13:45", "sm-1"} & set(map(str, shown))
