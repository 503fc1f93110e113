"""Chinese typography: what is wrong is found at its very place, what is right is left alone."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.checks import CHECKS, check
from plangen.checks.typography import broken_pair
from plangen.reading.source import Reading

Changed = Callable[[str], Reading]
TYPOGRAPHY = [each for each in CHECKS if each.rule.code.startswith("X2")]


def findings(changed: Changed, text: str) -> list[tuple[str, str]]:
    """Code and mark, as the place shows it, of each finding in the text."""
    reading = changed(f"# plan.yaml\npurposes:\n  - {text}\n")
    found = check(reading.plan, TYPOGRAPHY).findings
    return [(each.code, each.at.excerpt[each.at.column - 1 : each.at.end_column - 1]) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("先报告,再处置", [("X201", ",")]),
        ("先报告;再处置:立即,马上", [("X201", ";")]),  # one finding for the text
        ("处置完毕.", [("X201", ".")]),
        ("信息(包括电话)", [("X201", "(")]),
        ("IT部门(network)", [("X201", "(")]),
        ("是否完成?", [("X201", "?")]),
        ('"先报告,再处置"', [("X201", ",")]),  # in quotes of the file
        ("信息（包括电话)", [("X201", ")")]),  # either form closes the other
        ("见附件甲)处置", [("X201", ")")]),  # in its half-width form it may stand for anything
        ("见附件(终稿).docx", []),
        ("见 https://example.com/?处置", []),
        ("时间14:30，比例3.5，编号No.3，邮箱a.b@example.com，第1.2节，1.确认", []),
        ("Call the team, then wait (max. 5 min).", []),
        ("落实“以演促改要求", [("X202", "“")]),
        ("落实以演促改”要求", [("X202", "”")]),
        ("（一）报告“甲（乙”丙）", [("X202", "”")]),
        ("称为“所谓“甲”乙”", [("X202", "“")]),
        ("称为“所谓‘甲’乙”，见《关于〈通知〉的说明》", []),
        ("（一）报告；（二）处置；3）总结", []),
        ("the company’s plan", []),
        ('落实"演练"要求', [("X203", '"')]),
        ("落实'演练'要求", [("X203", "'")]),
        ("自2026.1.5起", [("X204", "2026.1.5")]),
        ("since 2026.1.5.", [("X204", "2026.1.5")]),
        ("自2026年01月05日起", [("X204", "2026年01月05日")]),
        ("自2026年1月05日起", [("X204", "2026年1月05日")]),
        ("自2026年10月20日起，版本12026.1.5，地址2026.1.5.9", []),
        ("等等...", [("X205", "...")]),
        ("等等。。。", [("X205", "。。。")]),
        ("等等…", [("X205", "…")]),
        ("IT, HR… or PR部门", []),
        ("关于……的报告", []),
        ("总指挥--总经理", [("X206", "--")]),
        ("总指挥——总经理，cold-remedy，--strict", []),
        ("报告，，处置", [("X207", "，，")]),
        ("报告。；处置", [("X207", "。；")]),
        ("报告。。处置", [("X207", "。。")]),
        ("立即报告！！是否完成？！", []),
        ("立即 报告", [("X208", " ")]),
        ("使用 IT 系统 3 小时，签字： 日期：", []),
        ("立即\u3000报告", [("X209", "\u3000")]),
        ("立即\u00a0报告", [("X209", "\u00a0")]),
        ("３小时内", [("X210", "３")]),
        ("ＩＴ部门", [("X210", "ＩＴ")]),
        ("㐀,报告", [("X201", ",")]),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str]], changed: Changed) -> None:
    assert findings(changed, text) == expected


def test_the_message_shows_the_place_and_every_mark(changed: Changed) -> None:
    plan = changed("# plan.yaml\npurposes:\n  - 接到报告后立即核实,确认后上报;不得迟报\n").plan
    (finding,) = check(plan, TYPOGRAPHY).findings
    assert finding.message("zh") == "“告后立即核实,确认后上报;”处有半角标点 , ;"
    assert finding.at.excerpt[finding.at.column - 1] == ","


def test_a_text_over_several_lines_is_found_where_it_begins(changed: Changed) -> None:
    plan = changed('# plan.yaml\npurposes:\n  - "接到报告\\n后立即核实,上报"\n').plan
    (finding,) = check(plan, TYPOGRAPHY).findings
    assert finding.at.path == "plan.purposes[1]"
    assert finding.message("zh") == "“后立即核实,上报”处有半角标点 ,"


def test_every_text_field_is_looked_at_but_no_id_and_no_choice(changed: Changed) -> None:
    for part in (
        "# timeline.yaml\norder: {text: 演练,开始}\n",
        "# scenarios/fault.yaml\nsituation: {details: [投诉,增多]}\n",
        "# scenarios/fault.yaml\nincident: {place: 门店,仓库}\n",
        "# organisation.yaml\nteam: {title: 应急,小组}\n",
    ):
        text = part.replace("演练,开始", '"演练,开始"').replace("投诉,增多", '"投诉,增多"')
        text = text.replace("门店,仓库", '"门店,仓库"').replace("应急,小组", '"应急,小组"')
        assert [each.code for each in check(changed(text).plan, TYPOGRAPHY).findings] == ["X201"]


HAN = st.text(st.sampled_from("演练处置报告消费者权益〇"), min_size=1, max_size=6)
PLAIN = st.lists(HAN, min_size=1, max_size=4).flatmap(
    lambda parts: st.lists(st.sampled_from("，。；：、？！"), min_size=len(parts), max_size=len(parts)).map(
        lambda marks: "".join(part + mark for part, mark in zip(parts, marks, strict=True))
    )
)


def wrapped(inner: st.SearchStrategy[str], pairs: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.tuples(HAN, st.sampled_from(pairs), inner, HAN).map(
        lambda each: f"{each[0]}{each[1][0]}{each[2]}{each[1][1]}{each[3]}"
    )


INNER = PLAIN | wrapped(HAN, ("‘’", "〈〉", "【】", "〔〕", "「」", "『』", "（）"))
PROPER = st.lists(wrapped(INNER, ("“”", "《》", "（）")) | INNER | HAN.map("……".__add__), min_size=1, max_size=4).map(
    "——".join
)


@settings(max_examples=60)
@given(text=PROPER)
def test_proper_chinese_is_left_alone(changed: Changed, text: str) -> None:
    assert findings(changed, text) == []


@given(text=PROPER, data=st.data())
def test_a_mark_taken_away_leaves_a_broken_pair(text: str, data: st.DataObject) -> None:
    marks = [number for number, mark in enumerate(text) if mark in "“”‘’《》〈〉（）【】〔〕「」『』"]
    if marks:
        gone = data.draw(st.sampled_from(marks))
        assert broken_pair(text[:gone] + text[gone + 1 :]) is not None
    assert broken_pair(text) is None
