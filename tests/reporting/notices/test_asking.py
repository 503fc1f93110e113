"""Fields and open questions, as legal and the departments read them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from plangen.documents.notices.field_list import TemplateField
from plangen.documents.notices.questions import FactQuestion
from plangen.pipeline.check import Outcome
from plangen.pipeline.notices.lists import Asked, Listed
from plangen.reporting.notices.asking import report_fields, report_questions

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())
CASES = {"product-quality": "产品质量", "data-leak": "信息泄露"}


def field(name: str, english: str, *, many: bool = False, **filled: bool) -> TemplateField:
    cases = {case.replace("_", "-"): value for case, value in filled.items()}
    return TemplateField(
        name=name,
        english=english,
        many=many,
        meaning="说明",
        example="举例",
        templates=("recall-notice.docx", "sms.docx"),
        filled=cases,
    )


def question(text: str, who: str = "质量管理部", *, optional: bool = False, **notices: tuple[str, ...]) -> FactQuestion:
    waiting: Mapping[str, tuple[str, ...]] = notices or {"产品质量": ("产品召回公告",)}
    return FactQuestion(
        text=text,
        case="a",
        by="quality" if who else "",
        who=who,
        field="召回.缺陷",
        file="source/scenarios/a.yaml",
        key="incident.recall.defect",
        written="incident.recall.defect",
        optional=optional,
        notices=waiting,
    )


FIELDS = (
    field("事件.名称", "incident.name", product_quality=True, data_leak=False),
    field("事件.措施[]", "incident.measures[]", many=True, product_quality=False, data_leak=True),
    field("召回.缺陷", "recall.defect", product_quality=True),
)
LISTED = Listed(outcome=FINE, fields=FIELDS, cases=CASES, sheet=Path("字段表.docx"))
SHOWN = Listed(outcome=FINE, fields=FIELDS, cases=CASES)


def test_fields_stand_in_groups_with_a_mark_for_each_case(lines: Lines) -> None:
    assert lines(report_fields(SHOWN), "zh") == [
        "1 product-quality  产品质量",
        "2 data-leak  信息泄露",
        "",
        "事件",
        "  {{ 事件.名称 }}                    incident.name                        ●○",
        "      含义：说明；举例：举例；用于：recall-notice.docx、sms.docx",
        "  {{ 事件.措施[] }}                  incident.measures[]                  ○●",
        "      含义：说明；逐项：{%p for 措施[] in 事件.措施[] %}；举例：举例；用于：recall-notice.docx、sms.docx",
        "",
        "召回",
        "  {{ 召回.缺陷 }}                    recall.defect                        ●○",
        "      含义：说明；举例：举例；用于：recall-notice.docx、sms.docx",
        "",
        "共 3 个字段；●已填写 ○未填写，按上列顺序",
    ]
    assert lines(report_fields(SHOWN), "en") == [
        "1 product-quality  产品质量",
        "2 data-leak  信息泄露",
        "",
        "事件",
        "  {{ 事件.名称 }}                    incident.name                        ●○",
        "      meaning: 说明; example: 举例; used in: recall-notice.docx, sms.docx",
        "  {{ 事件.措施[] }}                  incident.measures[]                  ○●",
        (
            "      meaning: 说明; each: {%p for 措施[] in 事件.措施[] %}; example: 举例; used in: recall"
            "-notice.docx, sms.docx"
        ),
        "",
        "召回",
        "  {{ 召回.缺陷 }}                    recall.defect                        ●○",
        "      meaning: 说明; example: 举例; used in: recall-notice.docx, sms.docx",
        "",
        "3 fields; ● filled ○ missing, in that order",
    ]
    assert lines(report_fields(LISTED)) == ["字段表已写入 字段表.docx，共 3 个字段"]
    assert lines(report_fields(LISTED), "en") == ["field sheet written to 字段表.docx: 3 fields"]


def test_a_case_that_does_not_know_a_field_has_not_filled_it(tree: Tree) -> None:
    told = tree(report_fields(LISTED))["fields"]
    assert told[2]["filled"] == {"product-quality": True}


def test_the_shape_of_fields(tree: Tree) -> None:
    told = tree(report_fields(LISTED))
    assert told["cases"] == [
        {
            "id": "product-quality",
            "title": "产品质量",
        },
        {
            "id": "data-leak",
            "title": "信息泄露",
        },
    ]
    assert told["fields"][0] == {
        "name": "事件.名称",
        "english": "incident.name",
        "tag": "{{ 事件.名称 }}",
        "loop": None,
        "list": False,
        "meaning": "说明",
        "example": "举例",
        "templates": [
            "recall-notice.docx",
            "sms.docx",
        ],
        "filled": {
            "product-quality": True,
            "data-leak": False,
        },
    }
    assert told["sheet"] == "字段表.docx"
    assert tree(report_fields(Listed(outcome=FINE))) == {"cases": [], "fields": [], "sheet": None}


def test_findings_come_before_the_fields(lines: Lines, finding: Any) -> None:
    made = report_fields(Listed(outcome=Outcome(findings=(finding(),)), fields=FIELDS, cases=CASES))
    assert lines(made)[0] == "source/plan.yaml:3:5: 错误[S101] 名称不对"
    assert made.exit_code == 1


def asked(*questions: FactQuestion, cases: tuple[str, ...] = ("a",), **more: Any) -> Asked:
    drafts: Any = tuple(SimpleNamespace(case=case, name=f"{case}/recall") for case in cases)
    return Asked(outcome=FINE, notices=drafts, questions=questions, **more)


def test_questions_stand_by_those_who_answer_and_are_counted(lines: Lines) -> None:
    made = report_questions(
        asked(question("有什么缺陷？"), question("多少台？", optional=True), question("何时？", "法务部"))
    )
    assert lines(made, "zh") == [
        "质量管理部（2 项）",
        "  1. 有什么缺陷？",
        "     等待答复：产品召回公告",
        "     填入：source/scenarios/a.yaml 的 incident.recall.defect（召回.缺陷）",
        "  2. （可选）多少台？",
        "     等待答复：产品召回公告",
        "     填入：source/scenarios/a.yaml 的 incident.recall.defect（召回.缺陷）",
        "",
        "法务部（1 项）",
        "  3. 何时？",
        "     等待答复：产品召回公告",
        "     填入：source/scenarios/a.yaml 的 incident.recall.defect（召回.缺陷）",
        "",
        "1 份通知，3 个问题，其中 2 个不答复就不能发布，1 个可选",
    ]
    assert lines(made, "en") == [
        "质量管理部 (2)",
        "  1. 有什么缺陷？",
        "     waiting: 产品召回公告",
        "     goes to: source/scenarios/a.yaml, incident.recall.defect (召回.缺陷)",
        "  2. (optional) 多少台？",
        "     waiting: 产品召回公告",
        "     goes to: source/scenarios/a.yaml, incident.recall.defect (召回.缺陷)",
        "",
        "法务部 (1)",
        "  3. 何时？",
        "     waiting: 产品召回公告",
        "     goes to: source/scenarios/a.yaml, incident.recall.defect (召回.缺陷)",
        "",
        "1 notices, 3 questions: 2 have to be answered, 1 are optional",
    ]


def test_of_several_cases_each_notice_says_whose_it_is(lines: Lines) -> None:
    several = asked(question("有什么缺陷？", 产品质量=("召回公告", "短信"), 信息泄露=("告知书",)), cases=("a", "b"))
    assert lines(report_questions(several))[2] == "     等待答复：产品质量：召回公告、短信；信息泄露：告知书"
    alone = asked(question("有什么缺陷？", 产品质量=("召回公告", "短信")))
    assert lines(report_questions(alone))[2] == "     等待答复：召回公告、短信"


def test_without_a_question_the_notices_are_counted(lines: Lines) -> None:
    made = report_questions(asked(sheets=(Path("核实单.docx"),)))
    assert lines(made, "zh") == [
        "1 份通知，0 个问题，其中 0 个不答复就不能发布，0 个可选",
        "核实单已写入 核实单.docx",
        "填好交回后，用 plangen notices answers 文件 读入",
    ]
    assert lines(made, "en") == [
        "1 notices, 0 questions: 0 have to be answered, 0 are optional",
        "question sheets written to 核实单.docx",
        "read them again with plangen notices answers FILES",
    ]


def test_the_shape_of_questions(tree: Tree) -> None:
    told = tree(report_questions(asked(question("有什么缺陷？"), question("谁？", ""))))
    assert told["notices"] == ["a/recall"]
    assert told["questions"][0] == {
        "question": "有什么缺陷？",
        "by": "quality",
        "who": "质量管理部",
        "field": "召回.缺陷",
        "optional": False,
        "file": "source/scenarios/a.yaml",
        "key": "incident.recall.defect",
        "notices": {
            "产品质量": ["产品召回公告"],
        },
    }
    assert told["questions"][1]["by"] is None
    assert told["sheet"] is None
