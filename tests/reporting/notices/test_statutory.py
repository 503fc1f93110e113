"""Statutory elements and deadlines, as legal reads them."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plangen.checks.coverage import Proof, ProofState
from plangen.diagnostics import Severity, words
from plangen.documents.notices.element_sheet import Proven
from plangen.model.due import Due
from plangen.model.legal import Deadline, Element, LeftOut
from plangen.model.spec import Origin
from plangen.model.values import Id
from plangen.pipeline.check import Outcome
from plangen.pipeline.notices.lists import DeadlineList, Proved
from plangen.reporting.notices.statutory import report_deadlines, report_elements

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())


def element(title: str, duty: Any = "必须", confirmed_by: str = "王法务", **more: Any) -> Element:
    return Element(
        at=Origin(),
        id=Id("defect"),
        title=title,
        basis="某办法第八条",
        certainty="已查证",
        checked_on=datetime.date(2026, 3, 1),
        confirmed_by=confirmed_by,
        kinds=(Id("recall-notice"),),
        duty=duty,
        **more,
    )


def deadline(title: str, **more: Any) -> Deadline:
    settings: dict[str, Any] = {"amount": 24, "unit": "小时", "starts": "发现", "to": "市场监管局", **more}
    return Deadline(
        at=Origin(),
        id=Id("report"),
        title=title,
        basis="某办法第九条",
        certainty="待查证",
        confirmed_by="王法务",
        **settings,
    )


def proven(*proofs: Proof, dues: tuple[Due, ...] = ()) -> Proven:
    return Proven(notice="a/recall", case_title="产品质量", kind_title="召回公告", proofs=proofs, dues=dues)


LEFT_OUT = LeftOut(at=Origin(), element=Id("defect"), notice="recall", reason="另行告知", by="王法务")
PROOFS = (
    Proof(element=element("缺陷"), state=ProofState.COVERED, covered_by=("召回.缺陷",)),
    Proof(element=element("后果"), state=ProofState.UNFILLED, covered_by=("召回.后果",), unfilled=("召回.后果",)),
    Proof(element=element("措施", confirmed_by=""), state=ProofState.ABSENT, lacking=("召回.措施",)),
    Proof(element=element("费用", "应当"), state=ProofState.LEFT_OUT, left_out=LEFT_OUT),
    Proof(
        element=element("热线", "应当", effective_from=datetime.date(2026, 5, 1)),
        state=ProofState.NOT_YET,
        lacking=("公司.热线",),
    ),
)
START = datetime.datetime(2026, 3, 1, 9, 0)  # noqa: DTZ001  # times of a plan have no zone
DAY = datetime.date(2026, 3, 3)


def test_each_element_says_its_state_its_proof_and_its_basis(lines: Lines) -> None:
    made = report_elements(Proved(outcome=FINE, notices=(proven(*PROOFS),)), strict=False)
    assert lines(made, "zh") == [
        "a/recall  召回公告（产品质量）",
        "  ● 已载明 必须 缺陷                               召回.缺陷",
        "      某办法第八条；已查证（2026年3月1日），王法务核对",
        "  ○ 待填写 必须 后果                               待填写：召回.后果",
        "      某办法第八条；已查证（2026年3月1日），王法务核对",
        "  × 缺少 必须 措施                               缺少：“召回.措施”",
        "      某办法第八条；已查证（2026年3月1日），未经核对",
        "  — 有意不载 应当 费用                               另行告知（王法务）",
        "      某办法第八条；已查证（2026年3月1日），王法务核对",
        "  — 尚未施行 应当 热线                               依据自2026年5月1日起施行",
        "      某办法第八条；自2026年5月1日起施行；已查证（2026年3月1日），王法务核对",
        "  已载明 1，待填写 1，缺少 1，有意不载 1，尚未施行 1；1 项依据未经核对",
        "",
        "1 份通知，0 个错误，0 个警告",
    ]
    assert lines(made, "en") == [
        "a/recall  召回公告 (产品质量)",
        "  ● covered required 缺陷                               召回.缺陷",
        "      某办法第八条; looked up (2026-03-01), confirmed by 王法务",
        "  ○ to be filled in required 后果                               to be filled in: 召回.后果",
        "      某办法第八条; looked up (2026-03-01), confirmed by 王法务",
        "  × missing required 措施                               missing: '召回.措施'",
        "      某办法第八条; looked up (2026-03-01), not confirmed by legal",
        "  — left out customary 费用                               另行告知 (王法务)",
        "      某办法第八条; looked up (2026-03-01), confirmed by 王法务",
        "  — not yet in force customary 热线                               its basis takes effect on 2026-05-01",
        "      某办法第八条; in force from 2026-05-01; looked up (2026-03-01), confirmed by 王法务",
        "  covered 1, to be filled in 1, missing 1, left out 1, not yet in force 1; 1 not confirmed by legal",
        "",
        "1 notices, 0 errors, 0 warnings",
    ]


def test_titles_stand_in_one_column_however_wide(lines: Lines) -> None:
    wide = "非常长的一个要素名称" * 3
    proofs = (PROOFS[0], Proof(element=element(wide), state=ProofState.COVERED, covered_by=("召回.缺陷",)))
    said = lines(report_elements(Proved(outcome=FINE, notices=(proven(*proofs),)), strict=False))
    assert f" {wide} " in said[3]


def test_a_notice_shows_the_deadlines_that_go_with_it(lines: Lines) -> None:
    dues = (Due(deadline=deadline("报告"), start=START, ends=(DAY,)),)
    made = report_elements(Proved(outcome=FINE, notices=(proven(PROOFS[0], dues=dues),)), strict=False)
    assert lines(made, "zh")[4:6] == [
        "  法定时限（起算、对象、条件见 plangen notices deadlines）",
        "    报告                                24小时  2026年3月3日",
    ]
    assert lines(made, "en")[4:6] == [
        "  deadlines (start, addressee, conditions: plangen notices deadlines)",
        "    报告                                24小时  2026-03-03",
    ]


def test_a_notice_that_could_not_be_proved_shows_why(lines: Lines, finding: Any) -> None:
    made = report_elements(Proved(outcome=Outcome(findings=(finding(),)), notices=(proven(),)), strict=False)
    assert lines(made)[0] == "source/plan.yaml:3:5: 错误[S101] 名称不对"
    assert lines(made)[-1] == "1 份通知，1 个错误，0 个警告"
    assert made.exit_code == 1


def test_a_sheet_is_named(lines: Lines) -> None:
    made = report_elements(Proved(outcome=FINE, notices=(proven(*PROOFS),), sheet=Path("核对表.docx")), strict=False)
    assert lines(made, "zh")[-1] == "核对表已写入 核对表.docx"
    assert lines(made, "en")[-1] == "check sheet written to 核对表.docx"


def test_strictness_reaches_elements(finding: Any) -> None:
    warned = Proved(outcome=Outcome(findings=(finding(Severity.WARNING),)))
    assert [report_elements(warned, strict=strict).exit_code for strict in (False, True)] == [0, 1]


def test_the_shape_of_elements(tree: Tree) -> None:
    told = tree(report_elements(Proved(outcome=FINE, notices=(proven(*PROOFS),)), strict=False))
    (notice,) = told["notices"]
    assert {key: notice[key] for key in ("notice", "kind", "case", "proved", "deadlines")} == {
        "notice": "a/recall",
        "kind": "召回公告",
        "case": "产品质量",
        "proved": True,
        "deadlines": [],
    }
    assert notice["elements"][0] == {
        "id": "defect",
        "title": "缺陷",
        "duty": "必须",
        "basis": "某办法第八条",
        "law": None,
        "article": None,
        "text": None,
        "effective_from": None,
        "effective_to": None,
        "certainty": "已查证",
        "checked_on": "2026-03-01",
        "confirmed_by": "王法务",
        "state": "covered",
        "met": True,
        "covered_by": ["召回.缺陷"],
        "marked": None,
        "missing": [],
        "unfilled": [],
        "left_out": None,
    }
    assert notice["elements"][3]["left_out"] == {"reason": "另行告知", "by": "王法务"}
    assert notice["elements"][2]["confirmed_by"] is None
    assert [each["met"] for each in notice["elements"]] == [True, False, False, True, True]


DUES = (
    Due(deadline=deadline("报告"), start=START, ends=(datetime.datetime(2026, 3, 2, 9, 0),)),  # noqa: DTZ001  # as above
    Due(deadline=deadline("备案", amount=2, unit="工作日", condition="影响重大的"), start=START.date(), ends=(DAY,)),
    Due(deadline=deadline("停止销售", amount=None, unit="立即"), start=START),
    Due(deadline=deadline("总结"), reason=words("日期尚未填写", "the date is still to be filled in")),
    Due(deadline=deadline("通报", unit="天", amount=1, repeats=True), start=START.date(), ends=(DAY,), in_force=False),
)


def test_each_deadline_says_start_end_addressee_and_condition(lines: Lines) -> None:
    made = report_deadlines(DeadlineList(outcome=FINE, cases=(("a", "产品质量", DUES),)))
    assert lines(made, "zh") == [
        "a  产品质量",
        "    报告                                24小时  2026年3月2日9:00",
        "        发现：2026年3月1日9:00；→ 市场监管局；某办法第九条；待查证，王法务核对",
        "    备案                                2个工作日  2026年3月3日",
        (
            "        发现：2026年3月1日；→ 市场监管局；某办法第九条；待查证，王法务核对；适用条件（由法律"
            "人员判断）：影响重大的"
        ),
        "    停止销售                            立即",
        "        发现：2026年3月1日9:00；→ 市场监管局；某办法第九条；待查证，王法务核对",
        "    总结                                24小时  不能推算：日期尚未填写",
        "        发现；→ 市场监管局；某办法第九条；待查证，王法务核对",
        "    通报                                每1天  2026年3月3日",
        "        发现：2026年3月1日；→ 市场监管局；某办法第九条；待查证，王法务核对",
        "",
    ]
    assert lines(made, "en") == [
        "a  产品质量",
        "    报告                                24小时  2026-03-02 9:00",
        "        发现: 2026-03-01 9:00; → 市场监管局; 某办法第九条; to be looked up, confirmed by 王法务",
        "    备案                                2个工作日  2026-03-03",
        (
            "        发现: 2026-03-01; → 市场监管局; 某办法第九条; to be looked up, confirmed by 王法务"
            "; applies if (legal judges): 影响重大的"
        ),
        "    停止销售                            立即  at once",
        "        发现: 2026-03-01 9:00; → 市场监管局; 某办法第九条; to be looked up, confirmed by 王法务",
        "    总结                                24小时  cannot be computed: the date is still to be filled in",
        "        发现; → 市场监管局; 某办法第九条; to be looked up, confirmed by 王法务",
        "    通报                                每1天  2026-03-03",
        "        发现: 2026-03-01; → 市场监管局; 某办法第九条; to be looked up, confirmed by 王法务",
        "",
    ]


@pytest.mark.parametrize(("day", "said"), [(2, "未到期"), (3, "当日到期"), (4, "推算的期限已过，是否办理未登记")])
def test_as_of_a_day_a_deadline_is_ahead_due_or_past(lines: Lines, tree: Tree, day: int, said: str) -> None:
    due = Due(deadline=deadline("备案"), start=START.date(), ends=(DAY,))
    made = report_deadlines(
        DeadlineList(outcome=FINE, cases=(("a", "产品质量", (due,)),), as_of=datetime.date(2026, 3, day))
    )
    assert f"[{said}]" in lines(made)[1]
    assert lines(made)[-1] == f"是否到期以 2026年3月{day}日 为准；是否已经办理，程序不知道"
    assert tree(made)["as_of"] == f"2026-03-0{day}"


def test_a_case_without_deadlines_says_so(lines: Lines) -> None:
    made = report_deadlines(DeadlineList(outcome=FINE, cases=(("a", "产品质量", ()),), sheet=Path("清单.docx")))
    assert lines(made, "zh") == ["a  产品质量", "  没有列出适用的法定时限", "", "清单已写入 清单.docx"]
    assert lines(made, "en") == ["a  产品质量", "  no deadline is listed for it", "", "list written to 清单.docx"]


def test_the_shape_of_deadlines(tree: Tree) -> None:
    told = tree(report_deadlines(DeadlineList(outcome=FINE, cases=(("a", "产品质量", DUES),))), "en")
    assert (told["as_of"], told["sheet"], told["cases"][0]["id"]) == (None, None, "a")
    assert told["cases"][0]["deadlines"][0] == {
        "id": "report",
        "title": "报告",
        "to": "市场监管局",
        "limit": "24小时",
        "condition": None,
        "starts": "发现",
        "complaint": None,
        "start": "2026-03-01T09:00",
        "ends": ["2026-03-02T09:00"],
        "reason": None,
        "in_force": True,
        "last_day_off": False,
        "standing": None,
        "basis": "某办法第九条",
        "law": None,
        "article": None,
        "text": None,
        "effective_from": None,
        "effective_to": None,
        "certainty": "待查证",
        "confirmed_by": "王法务",
    }
    assert told["cases"][0]["deadlines"][3]["reason"] == "the date is still to be filled in"
    assert told["cases"][0]["deadlines"][1]["start"] == "2026-03-01"
