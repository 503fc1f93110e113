"""The proof of statutory elements: one of several, all of them, passages, marks, omissions, rules of later years."""

import datetime

import pytest

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.checks.coverage import Notice, Printed, Proof, ProofState, explained, findings_of, prove
from plangen.model.legal import Elements
from plangen.reading.source import read

DAY = datetime.date(2024, 12, 10)
RECALL = {"defect": "缺陷", "remedy": "补救措施", "filing": "备案编号", "products": "产品"}


def elements(entry: str, left_out: str = "") -> Elements:
    text = (
        f"elements:\n  - {{id: defect, title: 缺陷, kinds: [recall], {entry}, basis: 召回规定, certainty: 已查证,"
        f" checked_on: 2026-03-01, confirmed_by: !todo 核对人}}\n{left_out}"
    )
    reading = read({"source/legal/elements.yaml": text.encode()})
    assert [each for each in reading.findings if each.at.file.endswith("elements.yaml")] == []
    return reading.plan.elements


def facts(**recall: Value) -> Names:
    product = Names(title="产品", values={"batch": "A1"}, chinese={"批次": "batch"})
    values: dict[str, Value] = {
        "defect": "不断电",
        "remedy": "退货",
        "filing": Gap("备案编号"),
        "products": Listing(items=(product,), sample=product),
        **recall,
    }
    group = Names(title="召回", values=values, chinese={RECALL[name]: name for name in values})
    return Names(title="", values={"recall": group}, chinese={"召回": "recall"})


def proof(
    entry: str,
    *,
    names: tuple[str, ...] = (),
    text: str = "",
    marked: dict[str, str] | None = None,
    left_out: str = "",
    date: datetime.date | None = DAY,
    known: Names | None = None,
) -> Proof:
    template = Printed(names=names, text=text, marked=marked or {}, locked={"rights": "消费者 有权退货。"})
    notice = Notice(name="kettle/recall", scenario="fault", date=date)
    (found,) = prove(elements(entry, left_out), notice, known or facts(), template)
    return found


@pytest.mark.parametrize(
    ("entry", "count"),
    [("", 1), ("scenarios: [fault], ", 1), ("scenarios: [leak], ", 0), ("scenarios: [leak, fault], ", 1)],
)
def test_an_element_may_hold_for_some_scenarios_only(entry: str, count: int) -> None:
    notice = Notice(name="kettle/recall", scenario="fault", date=DAY)
    template = Printed(names=(), text="")
    assert len(prove(elements(f"{entry}duty: 必须"), notice, facts(), template)) == count
    other = Notice(name="kettle/bulletin", scenario="fault", date=DAY)
    assert prove(elements(f"{entry}duty: 必须"), other, facts(), template) == ()


MUST = "duty: 必须, covered_by: [召回.缺陷, 召回.补救措施]"
ALL = f"{MUST}, covered_when: 全部"
BOTH = ("recall.defect", "recall.remedy")


@pytest.mark.parametrize(
    ("entry", "names", "state", "lacking"),
    [
        (MUST, BOTH, ProofState.COVERED, ()),
        (MUST, BOTH[:1], ProofState.COVERED, ("召回.补救措施",)),
        (MUST, (), ProofState.ABSENT, ("召回.缺陷", "召回.补救措施")),
        (ALL, BOTH, ProofState.COVERED, ()),
        (ALL, BOTH[:1], ProofState.ABSENT, ("召回.补救措施",)),
        ("duty: 必须, covered_by: [recall.defect]", BOTH, ProofState.COVERED, ()),
        ("duty: 必须, covered_by: [召回.产品.批次]", ("recall.products.batch",), ProofState.COVERED, ()),
        ("duty: 必须, covered_by: [召回.缺线]", BOTH, ProofState.ABSENT, ("召回.缺线",)),
        ("duty: 必须", BOTH, ProofState.ABSENT, ()),
    ],
)
def test_fields_cover_an_element(
    entry: str, names: tuple[str, ...], state: ProofState, lacking: tuple[str, ...]
) -> None:
    found = proof(entry, names=names)
    assert (found.state, found.lacking) == (state, lacking)


@pytest.mark.parametrize(
    ("entry", "state", "unfilled"),
    [
        ("duty: 必须, covered_by: [召回.备案编号]", ProofState.UNFILLED, ("召回.备案编号",)),
        ("duty: 必须, covered_by: [召回.缺陷, 召回.备案编号]", ProofState.COVERED, ()),  # one of them is enough
        (
            "duty: 必须, covered_by: [召回.缺陷, 召回.备案编号], covered_when: 全部",
            ProofState.UNFILLED,
            ("召回.备案编号",),
        ),
    ],
)
def test_a_gap_is_printed_but_open(entry: str, state: ProofState, unfilled: tuple[str, ...]) -> None:
    found = proof(entry, names=("recall.defect", "recall.filing"))
    assert (found.state, found.unfilled) == (state, unfilled)


def test_a_gap_within_a_text_is_open() -> None:
    found = proof(
        "duty: 必须, covered_by: [召回.缺陷]", names=("recall.defect",), known=facts(defect="因【待填写：原因】")
    )
    assert found.state is ProofState.UNFILLED


@pytest.mark.parametrize(
    ("passage", "text", "state"),
    [
        ("消费者有权 退货", "消费者有权退货。", ProofState.COVERED),
        ("消费者有权退货", "消费者可以退货。", ProofState.ABSENT),
        ('"locked:rights"', "消费者有权退货。", ProofState.COVERED),  # by the approved text
        ('"locked:rights"', "消费者有权换货。", ProofState.ABSENT),
        ('"locked:nothing"', "locked:nothing", ProofState.ABSENT),
    ],
)
def test_a_passage_covers_an_element(passage: str, text: str, state: ProofState) -> None:
    assert proof(f"duty: 应当, passages: [{passage}]", text=text).state is state


@pytest.mark.parametrize("name", ["defect", "缺陷"])
def test_a_marked_passage_covers_an_element_by_id_or_title(name: str) -> None:
    found = proof(ALL, marked={name: "壶体异常发热"})
    assert (found.state, found.marked) == (ProofState.COVERED, "壶体异常发热")
    assert explained(found).zh == "“壶体异常发热”"


OMISSION = "left_out: [{{element: defect, notice: {}, reason: {}, by: 赵法务}}]\n"


@pytest.mark.parametrize(
    ("notice", "reason", "state"),
    [
        ("recall", "尚未查明", ProofState.LEFT_OUT),
        ("kettle/recall", "尚未查明", ProofState.LEFT_OUT),
        ("other/recall", "尚未查明", ProofState.ABSENT),
        ("bulletin", "尚未查明", ProofState.ABSENT),
        ("recall", "!todo 理由", ProofState.ABSENT),
    ],
)
def test_an_omission_needs_a_reason_and_the_notice(notice: str, reason: str, state: ProofState) -> None:
    assert proof(MUST, left_out=OMISSION.format(notice, reason)).state is state


def test_what_is_printed_is_covered_whatever_the_omission_says() -> None:
    assert proof(MUST, names=BOTH, left_out=OMISSION.format("recall", "尚未查明")).state is ProofState.COVERED


@pytest.mark.parametrize(
    ("begins", "date", "state"),
    [
        ("2025-01-01", DAY, ProofState.NOT_YET),
        ("2024-12-10", DAY, ProofState.ABSENT),
        ("2025-01-01", None, ProofState.ABSENT),  # an open date excuses nothing
        ("!todo 日期", DAY, ProofState.ABSENT),
    ],
)
def test_a_rule_of_later_years_requires_nothing(begins: str, date: datetime.date | None, state: ProofState) -> None:
    assert proof(f"{MUST}, effective_from: {begins}", date=date).state is state


@pytest.mark.parametrize(
    ("entry", "codes"),
    [(MUST, ["L111", "L114"]), (MUST.replace("必须", "应当"), ["L112", "L114"])],
)
def test_what_is_missing_is_an_error_or_a_warning_and_the_unconfirmed_are_counted(entry: str, codes: list[str]) -> None:
    found = list(findings_of("kettle/recall", "templates/notices/recall.docx", [proof(entry)]))
    assert [each.code for each in found] == codes
    assert found[0].message("zh") == "kettle/recall 没有载明“缺陷”，缺少：召回.缺陷、召回.补救措施"
    assert "要素：缺陷" in found[0].advice("zh")
    assert "element:defect" in found[0].advice("en")
    assert found[1].message("zh") == "kettle/recall 依据的 1 项要素中，1 项未经核对"


@pytest.mark.parametrize(
    ("found", "zh", "en"),
    [
        (proof(MUST, names=BOTH), "召回.缺陷、召回.补救措施", "召回.缺陷, 召回.补救措施"),
        (proof("duty: 应当, passages: [有权退货]", text="有权退货"), "“有权退货”", "'有权退货'"),
        (
            proof('duty: 应当, passages: ["locked:rights"]', text="消费者有权退货。"),
            "固定条款“rights”",
            "locked passage 'rights'",
        ),
        (proof(MUST, names=()), "缺少：召回.缺陷、召回.补救措施", "missing: 召回.缺陷, 召回.补救措施"),
        (proof("duty: 必须"), "缺少：标记为该要素的文字", "missing: a passage marked as it"),
        (proof(MUST, left_out=OMISSION.format("recall", "尚未查明")), "尚未查明（赵法务）", "尚未查明 (赵法务)"),
        (
            proof(f"{MUST}, effective_from: 2025-01-01"),
            "依据自2025年1月1日起施行",
            "its basis takes effect on 2025-01-01",
        ),
    ],
)
def test_what_became_of_an_element_is_explained(found: Proof, zh: str, en: str) -> None:
    assert (explained(found).zh, explained(found).en) == (zh, en)


def test_open_facts_and_later_rules_are_told() -> None:
    later = [proof(f"{MUST}, effective_from: 2025-01-01")]
    unfilled = [proof("duty: 必须, covered_by: [召回.备案编号]", names=("recall.filing",))]
    said = [each.message("zh") for each in (*findings_of("a/b", "t", later), *findings_of("a/b", "t", unfilled))]
    assert said[0] == "a/b 的“缺陷”：依据自2025年1月1日起施行"
    assert said[2] == "a/b 的“缺陷”待填写：召回.备案编号"


@pytest.mark.parametrize(
    ("found", "met"),
    [
        (proof(MUST, names=BOTH), True),
        (proof(MUST), False),
        (proof(MUST.replace("必须", "应当")), True),
        (proof("duty: 应当, covered_by: [召回.备案编号]", names=("recall.filing",)), False),
        (proof(MUST, left_out=OMISSION.format("recall", "尚未查明")), True),
    ],
)
def test_a_notice_may_go_out_or_not(found: Proof, *, met: bool) -> None:
    assert found.is_met is met


@pytest.mark.parametrize(("length", "shown"), [(40, "字" * 40), (41, "字" * 39 + "…")])
def test_a_passage_is_shown_up_to_forty_characters(length: int, shown: str) -> None:
    passage = "字" * length
    found = proof(f"duty: 必须, passages: [{passage}]", text=passage)
    assert explained(found).zh == f"“{shown}”"


def test_a_passage_marked_by_id_comes_before_one_marked_by_title() -> None:
    found = proof("duty: 必须", marked={"缺陷": "按名称", "defect": "按编号"})
    assert found.marked == "按编号"
