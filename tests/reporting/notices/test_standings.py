"""Where notices stand: one passage each, with what lapsed, what is missing and who is next."""

import datetime
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from plangen.diagnostics import Place, Severity, words
from plangen.model.approval import Approval
from plangen.model.communication import Stage
from plangen.model.due import Due
from plangen.model.issue_history import IssueFate
from plangen.model.issued import Issued, NoticeIssue
from plangen.model.legal import Deadline
from plangen.model.spec import Origin
from plangen.model.values import Id
from plangen.pipeline.check import Outcome
from plangen.pipeline.notices.standing import StageStanding, StageState
from plangen.pipeline.notices.status import Status
from plangen.reporting.notices.standings import report_status

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())


class Plan:
    """As much of a plan as a status asks for."""

    met = ()

    def party(self, key: str) -> str:
        return {"legal-head": "法务部负责人"}.get(key, key)


def entry(note: str | None = None) -> Approval:
    return Approval(
        at=Origin(),
        stage=Id("review"),
        by=Id("legal-head"),
        name="张三",
        date=datetime.date(2026, 3, 1),
        note=note,
        template="t",
        house="h",
        content="c",
    )


def change(old: str, new: str) -> Any:
    return SimpleNamespace(what=words("召回.缺陷", "recall.defect"), old=old, new=new, was=None, now=None)


def standing(state: StageState, **more: Any) -> StageStanding:
    return StageStanding(
        stage=Stage(at=Origin(), id=Id("review"), title="复核", by=Id("legal"), action="复核"), state=state, **more
    )


def notice(*stages: StageStanding, real: bool = True, can_issue: bool = False, **more: Any) -> Any:
    ready: dict[str, Any] = dict.fromkeys(("missing", "template", "content", "hygiene", "proofs"), ())
    ready |= {key: more.pop(key) for key in tuple(more) if key in ready}
    what = SimpleNamespace(repeats=more.pop("repeats", False))
    draft = SimpleNamespace(name="a/recall", case="a", case_title="水壶事件", kind_title="召回公告", what=what)
    around: dict[str, Any] = {"fates": (), "begun": (), "since": (), "dues": (), "files": (), "spoilt": (), **more}
    return SimpleNamespace(
        ready=SimpleNamespace(draft=draft, real=real, stages=stages, unlooked=None, raw=b"", **ready),
        next_step=words("总经理办理“审批”", "stage '审批' by 总经理"),
        can_issue=can_issue,
        **around,
    )


def status(*notices: Any, outcome: Outcome = FINE) -> Any:
    plan: Any = Plan()
    return report_status(Status(outcome=outcome, plan=plan, notices=notices))


def test_a_notice_stands_with_its_stages_and_what_comes_next(lines: Lines) -> None:
    made = status(notice(standing(StageState.VALID, entry=entry("同意\n见附件")), standing(StageState.OPEN)))
    assert lines(made, "zh") == [
        "水壶事件：召回公告  [a/recall  真实事件]",
        "  复核  有效  法务部负责人 张三 2026-03-01（同意 见附件）",
        "  复核  未办",
        "  没有填写的内容  无",
        "  能否发布  不能",
        "  下一步  总经理办理“审批”",
    ]
    assert lines(made, "en") == [
        "水壶事件: 召回公告  [a/recall  real incident]",
        "  复核  valid  法务部负责人 张三 2026-03-01 (同意 见附件)",
        "  复核  open",
        "  values missing  none",
        "  can be issued  no",
        "  next  stage '审批' by 总经理",
    ]


def test_a_lapsed_stage_says_what_changed_by_hashes(lines: Lines) -> None:
    changes = (change("1a", "2b"), change("", "2b"), change("1a", ""))
    made = status(notice(standing(StageState.LAPSED, entry=entry(), changes=changes)))
    assert lines(made, "zh")[1:5] == [
        "  复核  已失效  法务部负责人 张三 2026-03-01",
        "      改动：召回.缺陷（原指纹 1a，现指纹 2b；原来的内容没有保存）",
        "      改动：召回.缺陷（新增，指纹 2b）",
        "      改动：召回.缺陷（不再使用，原指纹 1a）",
    ]
    assert lines(made, "en")[1:5] == [
        "  复核  lapsed  法务部负责人 张三 2026-03-01",
        "      changed: recall.defect (hash was 1a, is 2b; the old content was not kept)",
        "      changed: recall.defect (new, hash 2b)",
        "      changed: recall.defect (no longer used, hash was 1a)",
    ]


def test_a_void_stage_says_why_it_does_not_count(lines: Lines, finding: Any) -> None:
    made = status(notice(standing(StageState.VOID, entry=entry(), reasons=(finding(),))))
    assert lines(made, "zh")[1:3] == [
        "  复核  不算数  法务部负责人 张三 2026-03-01",
        "      名称不对",
    ]


def issue(time: str, file: str, **more: Any) -> Issued:
    given: dict[str, Any] = {"case": Id("a"), "kind": Id("recall"), "sha256": "0", **more}
    return Issued(at=Origin(), time=time, file=file, template="t", house="h", content="c", **given)


def link(time: str) -> NoticeIssue:
    return NoticeIssue(at=Origin(), case=Id("a"), kind=Id("recall"), time=time)


FIRST = issue("2026-03-02 14:05", "公告.docx")
CORRECTED = issue("2026-03-03 09:00", "更正.docx", case=Id("a-c1"), act="更正", concerns=link(FIRST.time))
WITHDRAWN = issue("2026-03-04 09:00", "撤回.docx", case=Id("a-w1"), act="撤回", concerns=link(FIRST.time))


def test_a_record_of_former_days_is_a_correction_by_itself(lines: Lines) -> None:
    """When a correction was the same notice once more; what changed since stands below."""
    then = issue("2026-03-03 09:00", "更正.docx", corrects=FIRST.time, reason="笔误")
    fates = (IssueFate(issue=FIRST, number=1, corrected=(then,), superseded=then), IssueFate(issue=then, number=2))
    made = status(notice(fates=fates, since=(change("1a", "2b"),)))
    assert lines(made, "zh")[1:5] == [
        "  已发布  2026-03-02 14:05  公告.docx",
        "  已更正  2026-03-03 09:00  更正.docx（笔误）",
        "  发布后有改动",
        "      改动：召回.缺陷（原指纹 1a，现指纹 2b；原来的内容没有保存）",
    ]
    assert lines(made, "en")[1:5] == [
        "  issued  2026-03-02 14:05  公告.docx",
        "  corrected  2026-03-03 09:00  更正.docx (笔误)",
        "  changed since it was issued",
        "      changed: recall.defect (hash was 1a, is 2b; the old content was not kept)",
    ]


def test_an_issue_stands_with_what_set_it_right(lines: Lines) -> None:
    on_its_way = SimpleNamespace(
        name="a-w2/withdrawal",
        kind=SimpleNamespace(act="撤回"),
        case=SimpleNamespace(where=lambda _: Place(file="source/incidents/a-w2.yaml")),
    )
    fates = (IssueFate(issue=FIRST, number=1, corrected=(CORRECTED,), withdrawn=WITHDRAWN),)
    made = status(notice(fates=fates, begun=(on_its_way,)))
    assert lines(made, "zh")[1:5] == [
        "  已发布  2026-03-02 14:05  公告.docx",
        "      已于 2026-03-03 09:00 由 a-c1/recall 更正",
        "      已于 2026-03-04 09:00 由 a-w1/recall 撤回，不再有效",
        "  正在撤回  a-w2/withdrawal（source/incidents/a-w2.yaml）",
    ]
    assert lines(made, "en")[2:5] == [
        "      corrected at 2026-03-03 09:00 by a-c1/recall",
        "      withdrawn at 2026-03-04 09:00 by a-w1/recall: it holds no more",
        "  being withdrawn  a-w2/withdrawal (source/incidents/a-w2.yaml)",
    ]


def test_a_correction_says_what_it_corrects(lines: Lines) -> None:
    made = status(notice(fates=(IssueFate(issue=CORRECTED, number=1),)))
    assert lines(made, "zh")[2] == "      更正的是 a/recall（2026-03-02 14:05 发布）"
    assert lines(made, "en")[2] == "      corrects a/recall, issued at 2026-03-02 14:05"


def test_of_a_kind_that_is_issued_again_and_again_each_issue_has_its_number(lines: Lines) -> None:
    made = status(notice(fates=(IssueFate(issue=FIRST, number=1),), repeats=True))
    assert lines(made, "zh")[1] == "  已发布  2026-03-02 14:05  公告.docx（第1次）"


def test_missing_values_are_counted_and_named(lines: Lines) -> None:
    made = status(notice(missing=("召回.热线", "召回.网址")))
    assert lines(made, "zh")[1] == "  没有填写的内容  2（召回.热线、召回.网址）"
    assert lines(made, "en")[1] == "  values missing  2 (召回.热线, 召回.网址)"


def test_problems_are_listed_once(lines: Lines, finding: Any) -> None:
    """What says only that a value is missing stands above and is not said again."""
    made = status(notice(missing=("召回.热线",), content=(finding(code="A208"), finding(code="L111"))))
    assert [line for line in lines(made) if line.startswith("  问题")] == ["  问题[L111]  名称不对"]


def test_elements_are_counted_where_there_are_any(lines: Lines) -> None:
    proofs = tuple(
        SimpleNamespace(
            is_met=met, element=SimpleNamespace(id=Id("e"), title="缺陷", confirmed=confirmed, was_read=read)
        )
        for met, confirmed, read in ((True, True, True), (True, False, True), (False, False, False))
    )
    made = status(notice(proofs=proofs))
    assert lines(made, "zh")[2:4] == [
        "  法定要素  2/3 已载明或者有意不载",
        "  法律依据  3项中有2项没有经法律人员核对，其中1项条文待查证；发布前由法律人员对照原文核对",
    ]
    assert lines(made, "en")[2:4] == [
        "  elements  2 of 3 there or left out on purpose",
        (
            "  legal bases  2 of 3 not confirmed by legal, 1 of them never read; legal compares them with the law"
            " before the release"
        ),
    ]
    assert not [line for line in lines(status(notice())) if "法定要素" in line]


@pytest.mark.parametrize(("condition", "end"), [("影响重大的", "（影响重大的）"), (None, "")])
def test_deadlines_stand_with_their_condition(lines: Lines, condition: str | None, end: str) -> None:
    deadline = Deadline(
        at=Origin(),
        id=Id("report"),
        title="报告",
        basis="某办法",
        certainty="待查证",
        confirmed_by="",
        starts="发现",
        amount=1,
        unit="天",
        to="市场监管局",
        condition=condition,
    )
    made = status(notice(dues=(Due(deadline=deadline, ends=(datetime.date(2026, 3, 3),)),)))
    assert lines(made)[1] == f"  法定时限  报告：2026年3月3日{end}；未判断是否适用"


@pytest.mark.parametrize(("can", "zh", "en"), [(True, "能", "yes"), (False, "不能", "no")])
def test_whether_it_can_be_issued_is_said(lines: Lines, zh: str, en: str, *, can: bool) -> None:
    made = status(notice(can_issue=can))
    assert lines(made, "zh")[-2] == f"  能否发布  {zh}"
    assert lines(made, "en")[-2] == f"  can be issued  {en}"


def test_a_drill_is_no_incident(lines: Lines) -> None:
    assert lines(status(notice(real=False)), "zh")[0] == "水壶事件：召回公告  [a/recall  演练]"
    assert lines(status(notice(real=False)), "en")[0] == "水壶事件: 召回公告  [a/recall  drill]"


def test_notices_stand_apart(lines: Lines) -> None:
    assert lines(status(notice(), notice())).count("") == 1


def test_findings_come_first_and_a_plan_that_cannot_be_read_shows_them_alone(lines: Lines, finding: Any) -> None:
    wrong = Outcome(findings=(finding(Severity.WARNING),))
    assert lines(status(notice(), outcome=wrong))[0].startswith("source/plan.yaml:3:5: 警告")
    unread = report_status(Status(outcome=Outcome(findings=(finding(),))))
    assert lines(unread)[-1].startswith("1 个错误")
    assert unread.exit_code == 1


def test_the_shape_of_a_status(tree: Tree, finding: Any) -> None:
    stage = standing(StageState.LAPSED, entry=entry("同意"), changes=(change("1a", ""),), reasons=(finding(),))
    (told,) = tree(status(notice(stage, standing(StageState.OPEN), missing=("x",))), "en")["notices"]
    assert told["stages"] == [
        {
            "stage": "review",
            "title": "复核",
            "state": "lapsed",
            "by": "legal-head",
            "post": "法务部负责人",
            "name": "张三",
            "date": "2026-03-01",
            "time": None,
            "act": "决定",
            "result": "同意",
            "conditions": [],
            "unmet": [],
            "oral": None,
            "unsigned": False,
            "recorded": None,
            "note": "同意",
            "changes": [{"what": "recall.defect", "old": "1a", "new": None, "was": None, "now": None}],
            "reasons": ["名称 is wrong"],
        },
        {
            "stage": "review",
            "title": "复核",
            "state": "open",
            "by": None,
            "post": None,
            "name": None,
            "date": None,
            "time": None,
            "act": None,
            "result": None,
            "conditions": [],
            "unmet": [],
            "oral": None,
            "unsigned": False,
            "recorded": None,
            "note": None,
            "changes": [],
            "reasons": [],
        },
    ]
    assert {key: value for key, value in told.items() if key != "stages"} == {
        "notice": "a/recall",
        "case": "水壶事件",
        "kind": "召回公告",
        "real": True,
        "issued": [],
        "begun": [],
        "files": [],
        "since": [],
        "missing": ["x"],
        "elements": [],
        "deadlines": [],
        "problems": [],
        "can_issue": False,
        "pages_looked_at": True,
        "next": "stage '审批' by 总经理",
    }


def test_the_shape_of_what_was_issued(tree: Tree) -> None:
    fates = (IssueFate(issue=FIRST, number=1, corrected=(CORRECTED,), withdrawn=WITHDRAWN),)
    told = [
        each
        for made in (fates, (IssueFate(issue=WITHDRAWN, number=1),))
        for each in tree(status(notice(fates=made)))["notices"]
    ]
    assert [each["issued"] for each in told] == [
        [
            {
                "number": 1,
                "time": "2026-03-02 14:05",
                "file": "公告.docx",
                "sha256": "0",
                "corrects": None,
                "reason": None,
                "act": None,
                "concerns": None,
                "corrected_by": [{"notice": "a-c1/recall", "time": "2026-03-03 09:00"}],
                "withdrawn_by": {"notice": "a-w1/recall", "time": "2026-03-04 09:00"},
                "superseded_by": None,
            }
        ],
        [
            {
                "number": 1,
                "time": "2026-03-04 09:00",
                "file": "撤回.docx",
                "sha256": "0",
                "corrects": None,
                "reason": None,
                "act": "撤回",
                "concerns": {"notice": "a/recall", "time": "2026-03-02 14:05"},
                "corrected_by": [],
                "withdrawn_by": None,
                "superseded_by": None,
            }
        ],
    ]
