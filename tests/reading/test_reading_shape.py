"""Tree to records: everything that is wrong at once, each at its place, with advice that a layman can follow."""

import datetime
from typing import Annotated, Literal

import pytest

from plangen.diagnostics import Finding
from plangen.model.spec import Alone, Record, Usual
from plangen.model.values import Duration, DurationRange, Id, Moment, Todo
from plangen.reading.places import Written
from plangen.reading.shape import read_record
from plangen.reading.text import decode
from plangen.reading.tree import read_tree


class Inner(Record, frozen=True, kw_only=True):
    """小项"""

    id: Annotated[Id, "编号"]
    text: Annotated[str, "说明"] = "无"


class Sample(Record, frozen=True, kw_only=True):
    """样本"""

    text: Annotated[str | None, "文字"] = None
    key: Annotated[Id | None, "引用"] = None
    many: Annotated[tuple[str, ...], "若干"] = ()
    keys: Annotated[tuple[Id, ...], "若干引用"] = ()
    alone: Annotated[tuple[str, ...], "一种或几种", Alone(), Usual(("甲", "乙"))] = ()
    kind: Annotated[Literal["甲类", "乙类"], "类别"] = "甲类"
    count: Annotated[int | Todo, "数量"] = 1
    exact: Annotated[int, "确数"] = 1
    flag: Annotated[bool, "标志"] = False
    day: Annotated[datetime.date | Todo | None, "日期"] = None
    limit: Annotated[Duration | None, "时限"] = None
    due: Annotated[DurationRange | None, "期限"] = None
    start: Annotated[Moment | None, "开始"] = None
    inner: Annotated[Inner | None, "小项"] = None
    inners: Annotated[tuple[Inner, ...], "小项若干"] = ()


class Strict(Record, frozen=True, kw_only=True):
    """必填"""

    title: Annotated[str, "名称"]
    items: Annotated[tuple[str, ...], "项目"]
    inner: Annotated[Inner, "小项"]


def shaped(content: str, record: type[Record] = Sample) -> tuple[Record | None, tuple[Finding, ...]]:
    text, findings = decode("f.yaml", content.encode())
    assert text is not None
    root, text, found = read_tree(text)
    assert root is not None
    assert not (*findings, *found)
    return read_record(root, record, Written(text, root, "sample"))


def codes(content: str, record: type[Record] = Sample) -> list[str]:
    return [f"{each.code}@{each.at.line}:{each.at.column}" for each in shaped(content, record)[1]]


def sample(content: str) -> Sample:
    record, findings = shaped(content)
    assert not findings
    assert isinstance(record, Sample)
    return record


def advice(content: str, record: type[Record] = Sample) -> str:
    (finding,) = shaped(content, record)[1]
    return finding.advice("en")


def test_what_people_type_is_accepted() -> None:
    record = sample(
        "count: 12\nexact: ３\nflag: true\nkind: 乙类\n"
        "day: 2024年12月10日\nlimit: 1小时30分钟\ndue: 1至2周\nstart: 9：10\n"
    )
    assert (record.count, record.exact, record.flag) == (12, 3, True)
    assert record.day == datetime.date(2024, 12, 10)
    assert record.limit == Duration(90)
    assert record.due == DurationRange(Duration(10080), Duration(20160))
    assert record.start == Moment(550)
    assert record.kind == "乙类"
    assert (sample("flag: 是\n").flag, sample("flag: 否\n").flag) == (True, False)


@pytest.mark.parametrize("value", ["013800138000", "1.10", "yes", "2024", "=", "9:10"])
def test_text_stays_as_typed(value: str) -> None:
    assert sample(f"text: {value}\n").text == value
    assert sample(f"many: [{value}]\n").many == (value,)


@pytest.mark.parametrize(
    ("written", "read"),
    [("甲", ("甲",)), ("丙", ("丙",)), ("[甲, 丙]", ("甲", "丙")), ("!todo 甲", ("【待填写：甲】",))],
)
def test_a_list_that_may_have_one_item_is_read_with_and_without_brackets(written: str, read: tuple[str, ...]) -> None:
    assert sample(f"alone: {written}\n").alone == read


def test_what_was_left_out_or_left_blank_has_its_default() -> None:
    blank = "".join(f"{key}:\n" for key in ("text", "key", "many", "kind", "count", "flag", "day", "inner", "inners"))
    record, findings = shaped(blank)
    assert record == sample("exact: 1\n")
    assert {finding.code for finding in findings} == {"S121"}  # it may have been forgotten
    assert len(findings) == 9


def test_a_value_to_be_filled_in_stands_where_text_or_open_is_meant() -> None:
    record = sample("text: !todo 甲\nmany: [!todo 乙]\ncount: !todo 数量\nday: 【待填写：日期】\n")
    assert (record.text, record.many, record.count, record.day) == (
        "【待填写：甲】",
        ("【待填写：乙】",),
        "【待填写：数量】",
        "【待填写：日期】",
    )


def test_a_value_to_be_filled_in_is_refused_elsewhere() -> None:
    content = "key: !todo 甲\nkeys: [!todo 甲]\nkind: !todo 甲\nexact: !todo 甲\nflag: !todo 甲\nlimit: !todo 甲\n"
    assert codes(content) == ["S120@1:6", "S120@2:8", "S120@3:7", "S120@4:8", "S120@5:7", "S120@6:8"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("key: A1\n", "S117@1:6"),
        ("key: customer_service\n", "S117@1:6"),
        ("keys: [a, 客服]\n", "S117@1:11"),
        ("kind: 丙类\n", "S118@1:7"),
        ("count: 3人\n", "S119@1:8"),
        ("exact: -1\n", "S119@1:8"),
        ("exact: 9999999999\n", "S122@1:8"),
        ("flag: 对\n", "S119@1:7"),
        ("day: 2024-02-30\n", "S119@1:6"),
        ("limit: 5\n", "S119@1:8"),
        ("due: 2至1周\n", "S119@1:6"),
        ("start: 25:00\n", "S119@1:8"),
        ("text: [甲]\n", "S115@1:7"),
        ("text:\n  甲: 乙\n", "S115@1:1"),
        ("many: 甲\n", "S114@1:7"),
        ("many: !todo 甲\n", "S114@1:7"),
        ("alone: {甲: 乙}\n", "S114@1:8"),
        ("alone: ''\n", "S116@1:8"),
        ("many: {甲: 乙}\n", "S114@1:7"),
        ("many:\n  - 甲\n  -\n", "S116@3:4"),
        ("many: ['']\n", "S116@1:8"),
        ("inner: 甲\n", "S113@1:8"),
        ("inner:\n  - id: a\n", "S113@2:3"),
        ("inners: [a]\n", "S113@1:10"),
        ("inners:\n  - id: a\n  -\n", "S116@3:4"),
    ],
)
def test_each_wrong_value_is_one_finding_at_its_place(content: str, expected: str) -> None:
    assert codes(content) == [expected]


def test_missing_and_blank_are_told_apart() -> None:
    assert codes("inner: {}\n", Strict) == ["S111@1:1", "S111@1:1", "S111@1:8"]
    assert codes("title:\nitems: ~\ninner:\n", Strict) == ["S116@1:1", "S116@2:1", "S116@3:1"]
    assert codes("title: ''\nitems: []\ninner: {id: a}\n", Strict) == ["S116@1:8"]


def test_a_misspelt_key_is_one_finding_that_names_the_right_one() -> None:
    assert codes("titel: 甲\nitems: []\ninner: {id: a}\n", Strict) == ["S112@1:1"]
    assert advice("titel: 甲\nitems: []\ninner: {id: a}\n", Strict) == "did you mean 'title'?"


def test_a_chinese_title_in_place_of_a_key_is_understood() -> None:
    assert advice("名称: 甲\nitems: []\ninner: {id: a}\n", Strict) == "did you mean 'title'?"


def test_a_key_that_is_near_nothing_lists_the_keys() -> None:
    assert codes("zzz: 甲\ntitle: 甲\nitems: []\ninner: {id: a}\n", Strict) == ["S112@1:1"]
    assert "title, items, inner" in advice("zzz: 甲\ntitle: 甲\nitems: []\ninner: {id: a}\n", Strict)


def test_the_cause_is_named_where_a_slip_made_text_of_more() -> None:
    assert codes("inner: id：a\n") == ["Y131@1:8"]
    assert codes("inners:\n  - id:a\n") == ["Y132@2:5"]
    assert codes("many:\n  -\u3000甲\n") == ["Y132@2:3"]


def test_the_advice_fits_the_slip() -> None:
    assert "#" in advice("many:\n  - #1组\n")
    assert "ASCII brackets" in advice("many: 【甲，乙】\n")
    assert "'- '" in advice("many: {甲: 乙}\n")
    assert "bracket" in advice("text: [紧急]\n")
    assert "colon" in advice("many:\n  - 目的: 提高能力\n")
    assert "甲类" in advice("kind: 丙\n")
    assert "9:10" in advice("start: 9点\n")


def test_everything_wrong_is_reported_at_once_and_nothing_is_returned() -> None:
    content = "key: A\nlimit: x\ninners:\n  - {id: B, txet: 甲}\n  - {}\nmany: 甲\n"
    record, findings = shaped(content)
    assert record is None
    assert sorted(each.code for each in findings) == ["S111", "S112", "S114", "S117", "S117", "S119"]


def test_records_that_say_the_same_are_equal_wherever_they_stand() -> None:
    assert sample("inner: {id: a}\n") == sample("# 注释\ninner:\n  id: a\n  text: 无\n")
    assert sample("inner: {id: a}\n") != sample("inner: {id: b}\n")


def test_a_blank_item_that_says_todo_is_told_how_to_leave_it_open() -> None:
    assert "!todo" in advice("many:\n  - # TODO 职责\n")
    assert "delete the dash" in advice("many:\n  -\n")


def test_a_value_of_spaces_is_nothing_written() -> None:
    record, findings = shaped("text: '  '\n")
    assert findings == ()  # it may be left out
    assert record == sample("exact: 1\n")
    assert codes("title: '  '\nitems: []\ninner: {id: a}\n", Strict) == ["S116@1:8"]


def test_a_list_in_place_of_keys_and_a_list_in_place_of_a_list_of_lists() -> None:
    assert codes("many: [[甲]]\n") == ["S115@1:8"]
    assert "dashes" in advice("inner:\n  - id: a\n")
