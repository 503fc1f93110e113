"""The information-report form: kinds, parts and fields as the plan has them."""

from collections.abc import Callable, Mapping

from plangen.blocks.template import Listing, Names
from plangen.documents.notices.information_report import information_report
from plangen.model.plan import Plan

ReadPlan = Callable[[Mapping[str, str]], Plan]


def test_each_kind_has_the_fields_that_apply_to_it(sample: Plan) -> None:
    forms = {
        str(kind.find("名称")): labels(kind) for kind in members(information_report(sample).context, "报告", "种类")
    }
    assert list(forms) == ["初报", "续报", "终报"]
    assert "信息来源" in forms["初报"]
    assert "信息来源" not in forms["续报"]
    assert "调查结论" in forms["终报"]
    assert "调查结论" not in forms["初报"]
    assert all("影响范围" in form for form in forms.values())


def test_a_part_without_a_field_of_the_kind_is_left_out(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    kinds = "[{id: first, title: 初报, note: 半小时内报告}, {id: last, title: 终报, note: 结束后报告}]"
    reporting = small["reporting.yaml"].replace("[{id: first, title: 初报, note: 半小时内报告}]", kinds)
    context = information_report(read_plan({**small, "reporting.yaml": reporting})).context
    first, last = members(context, "报告", "种类")
    assert labels(first) == ["人数"]
    assert labels(last) == []


def test_key_fields_are_told_from_the_others(sample: Plan) -> None:
    first = members(information_report(sample).context, "报告", "种类")[0]
    fields = [field for part in members(first, "部分") for field in members(part, "栏目")]
    assert [str(each.find("栏目")) for each in fields if each.find("关键信息")] == [
        *("事件发生时间", "事件发生地点", "涉及产品或服务", "影响范围"),
    ]


def test_a_field_that_asks_for_a_time_has_marks_to_write_between(read_plan: ReadPlan, small: Mapping[str, str]) -> None:
    asked = {"发生": "年月日时分（24小时制）", "接报": "年月日时分", "地点": "写明"}
    fields = ", ".join(f"{{title: {title}, guidance: {text}}}" for title, text in asked.items())
    text = small["reporting.yaml"]
    reporting = text.replace(text[text.index("[{title: 人数") : text.rindex("}]")], f"[{fields}]")
    context = information_report(read_plan({**small, "reporting.yaml": reporting})).context
    first = members(context, "报告", "种类")[0]
    found = [field for part in members(first, "部分") for field in members(part, "栏目")]
    assert [str(each.find("填写指引")) for each in found] == ["24小时制", "", "写明"]
    assert [str(each.find("留空格式")).replace("\u3000", "") for each in found] == ["年月日时分", "年月日时分", ""]


def test_the_form_bears_no_drill_mark_because_real_incidents_use_it_too(sample: Plan) -> None:
    assert not information_report(sample).mark


def members(owner: Names, *path: str) -> list[Names]:
    value: object = owner
    for name in path:
        assert isinstance(value, Names)
        value = value.find(name)
    assert isinstance(value, Listing)
    return [item for item in value.items if isinstance(item, Names)]


def labels(kind: Names) -> list[str]:
    return [str(field.find("栏目")) for part in members(kind, "部分") for field in members(part, "栏目")]
