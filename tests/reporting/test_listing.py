"""Findings as people read them: the caret under the value, brief ones together, nothing that steers a terminal."""

from msgspec.structs import replace

from plangen.diagnostics import Accepted, Finding, Place, Rule, Severity, Skipped, words
from plangen.pipeline.check import Outcome
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import outcome_tree
from plangen.reporting.style import Style, plain
from plangen.visible import width


def rule(code: str = "T101", *, brief: bool = False) -> Rule:
    return Rule(
        code=code,
        severity=Severity.WARNING,
        title=words("标题", "title"),
        why=words("理由", "reason"),
        message=words("{name}不对", "{name} is wrong"),
        hint=words("改正", "mend it"),
        brief=brief,
    )


def said(*findings: Finding, language: str = "zh", **more: object) -> list[str]:
    return list(outcome_text(Outcome(findings=findings, **more), Style(language)))  # type: ignore[arg-type]  # as given


def finding(excerpt: str, column: int, end: int, **more: object) -> Finding:
    at = Place(file="source/a.yaml", line=7, column=column, end_column=end, path="a.b", excerpt=excerpt)
    return Finding(rule=rule(), at=at, values={"name": "负责人", **more})


def test_the_caret_stands_under_the_value_in_columns_of_a_terminal() -> None:
    lines = said(finding("标题: 演练 计划", 5, 10))
    assert lines[:5] == [
        "source/a.yaml:7:5: 警告[T101] 负责人不对",
        " 7 | 标题: 演练 计划",
        "   |       ^^^^^^^^^",
        "   = 位置: a.b",
        "   = 建议: 改正",
    ]


def test_english_says_the_same() -> None:
    lines = said(finding("title: x", 8, 9), language="en")
    assert lines[0] == "source/a.yaml:7:8: warning[T101] 负责人 is wrong"
    assert lines[4] == "   = hint: mend it"


def test_a_long_line_is_cut_around_the_value() -> None:
    lines = said(finding("x" * 5000 + "VALUE" + "y" * 5000, 5001, 5006))
    assert len(lines[1]) < 200
    start = lines[2].index("^")
    assert lines[1][start : start + 5] == "VALUE"


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert plain("a\x1b[31mb\x07\ud800") == r"a\x1b[31mb\x07\ud800"
    assert "\x1b" not in "\n".join(said(finding("\x1b[2J", 1, 4, name="\x1b]0;x\x07")))


def test_brief_findings_come_together_after_the_rest() -> None:
    brief = Finding(rule=rule("X101", brief=True), at=Place(file="b", line=1, column=2), values={"name": "甲"})
    lines = said(brief, finding("a", 1, 2), brief)
    assert lines[0].startswith("source/a.yaml:7:1: 警告[T101]")
    assert lines[6:10] == ["警告[X101] 标题: 2", "  b:1:2: 甲不对", "  b:1:2: 甲不对", " = 建议: 改正"]


def test_what_did_not_run_and_what_was_accepted_is_said() -> None:
    lines = said(
        skipped=(
            Skipped(rule=rule("D201"), reason=words("缺少日历", "no calendar")),
            Skipped(rule=rule("D202"), reason=words("缺少日历", "no calendar")),
            Skipped(rule=rule("D201"), reason=words("缺少日历", "no calendar")),
            Skipped(rule=rule("C401"), reason=words("数量不明", "unknown"), at=Place(file="c", line=3, column=4)),
        ),
        accepted=(Accepted(finding=finding("a", 1, 2), reason="可以接受", by="组长"),),
    )
    assert lines == [
        "未能检查: 缺少日历（标题[D201]、标题[D202]）",
        "未能检查[C401] 标题",
        "  c:3:4: 数量不明",
        "source/a.yaml:7:1: 例外[T101] 负责人不对: 可以接受（组长）",
        "",
        "0 个错误，0 个警告，0 条提示；0 项检查通过，3 项未能检查，1 项例外",
    ]


def test_many_rules_that_lack_the_same_are_counted() -> None:
    lacking = [Skipped(rule=rule(f"T1{number:02}"), reason=words("缺少", "lacks")) for number in range(20)]
    (line, *_) = said(skipped=(*lacking, *lacking), language="en")
    assert line.startswith("not checked: lacks (title[T100], title[T101], ")
    assert line.endswith("title[T105] and others, 20 in all: --json)")
    assert "20 not checked" in said(skipped=(*lacking, *lacking), language="en")[-1]


def test_findings_of_one_cause_are_one_with_all_its_places() -> None:
    places = [Place(file="a.yaml", line=line, column=3) for line in (1, 4, 9)]
    one = [Finding(rule=rule("R101"), at=at, values={"name": "甲"}, cause="甲") for at in places]
    other = Finding(rule=rule("R101"), at=Place(file="a.yaml", line=5, column=1), values={"name": "乙"}, cause="乙")
    lines = said(one[0], one[1], other, one[2])
    assert lines == [
        "a.yaml:1:3: 警告[R101] 甲不对",
        "  = 建议: 改正",
        "  = 同一原因的另有 2 处:",
        "    a.yaml:4:3",
        "    a.yaml:9:3",
        "",
        "a.yaml:5:1: 警告[R101] 乙不对",
        "  = 建议: 改正",
        "",
        "0 个错误，2 个警告，0 条提示；0 项检查通过，0 项未能检查，0 项例外",
    ]
    assert len(outcome_tree(Outcome(findings=(*one, other)), "zh")["findings"]) == 4  # type: ignore[arg-type]


def test_many_places_of_one_cause_are_counted() -> None:
    one = [
        Finding(rule=rule(), at=Place(file="a", line=line, column=1), values={"name": "甲"}, cause="甲")
        for line in range(1, 1002)
    ]
    lines = said(*one)
    assert len(lines) < 300
    assert "    … 800" in lines


def test_width_counts_two_columns_for_han() -> None:
    assert width("演练 ab：") == 2 + 2 + 1 + 2 + 2


def paragraph(excerpt: str, **values: object) -> list[str]:
    """What is shown of a finding in a paragraph of a Word file."""
    at = Place(file="a.docx", excerpt=excerpt, spot=words("第 3 段", "paragraph 3"))
    return said(Finding(rule=rule(), at=at, values={"name": "", **values}))


def test_a_paragraph_is_shown_on_one_line_under_its_place() -> None:
    lines = paragraph("第一行\n  第二行")
    assert lines[:2] == ["a.docx › 第 3 段: 警告[T101] 不对", "   | 第一行 第二行"]


def test_a_long_paragraph_is_cut_around_what_is_spoken_of_and_not_a_character_earlier() -> None:
    assert paragraph("x" * 110)[1] == "   | " + "x" * 110
    assert paragraph("x" * 111)[1] == "   | " + "x" * 110 + "…"
    shown = paragraph("x" * 200 + "{{ 召回.缺陷 }}" + "y" * 200, tag="{{ 召回.缺陷 }}")[1]
    assert shown == "   | …" + "x" * 40 + "{{ 召回.缺陷 }}" + "y" * 59 + "…"
    at_the_end = paragraph("x" * 200 + "末尾", text="末尾")[1]
    assert at_the_end == "   | …" + "x" * 108 + "末尾"


def test_of_many_brief_findings_the_first_two_hundred_are_shown_and_the_rest_counted() -> None:
    def found(count: int) -> list[str]:
        brief = rule("X101", brief=True)
        places = (Place(file="b", line=number, column=1) for number in range(1, count + 1))
        return said(*(Finding(rule=brief, at=at, values={"name": "甲"}) for at in places))

    assert len([line for line in found(200) if line.startswith("  b:")]) == 200
    assert not [line for line in found(200) if line.startswith("  …")]
    assert len([line for line in found(201) if line.startswith("  b:")]) == 200
    assert [line for line in found(201) if line.startswith("  …")] == ["  … 1"]


def test_what_nobody_can_clear_one_by_one_is_only_counted_where_there_are_more_than_three() -> None:
    def lines(count: int) -> list[str]:
        counted = replace(rule("X101", brief=True), counted=True)
        places = (Place(file="b", line=line, column=1) for line in range(1, count + 1))
        return said(*(Finding(rule=counted, at=at, values={"name": "甲"}) for at in places))[:-1]

    assert lines(3) == ["警告[X101] 标题: 3", *(f"  b:{line}:1: 甲不对" for line in (1, 2, 3)), " = 建议: 改正", ""]
    assert lines(4) == ["警告[X101] 标题: 4", "  逐条内容见 --json", " = 建议: 改正", ""]
