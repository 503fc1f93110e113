"""The JSON Schemas agree with what reading accepts, and explain themselves in Chinese."""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from hypothesis import given
from hypothesis import strategies as st

from plangen.model.chinese_keys import keys_by_title
from plangen.model.document_list import DocumentLine, DocumentList
from plangen.model.own_words import WORDING
from plangen.model.spec import Record, fields
from plangen.model.subjects import SECTIONS
from plangen.model.values import Duration, DurationRange, Id, Moment
from plangen.reading.own_words import read_wording
from plangen.reading.places import Written
from plangen.reading.schema import _property, schema_name, schemas, template_schemas
from plangen.reading.shape import read_record
from plangen.reading.text import decode
from plangen.reading.tree import read_tree

MINUTES = st.integers(min_value=1, max_value=100_000).map(Duration)

WHOLE_UNITS = st.builds(
    lambda number, unit: Duration(number * unit), st.integers(1, 23), st.sampled_from([60, 1440, 10080])
)


WORDS, _ = read_wording(WORDING, (Path(__file__).parents[2] / WORDING).read_bytes())


@cache
def every() -> Mapping[str, str]:
    return {**schemas(), **template_schemas(WORDS)}


def nodes(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from nodes(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from nodes(each)


def test_each_section_has_a_schema_named_after_it_or_after_one_of_many() -> None:
    assert list(schemas()) == [schema_name(section) for section in SECTIONS]
    assert {"timeline.schema.json", "scenario.schema.json", "revision.schema.json"} <= schemas().keys()


def test_the_text_is_the_same_every_time_and_ends_with_a_line() -> None:
    assert schemas() == schemas()
    assert all(text.endswith("}\n") and "\\u" not in text for text in every().values())


def test_a_schema_lists_the_keys_that_reading_knows_and_no_others() -> None:
    for section in SECTIONS:
        schema = json.loads(schemas()[schema_name(section)])
        known = fields(section.record)
        titles = keys_by_title(section.record) if section.chinese else {}
        assert list(schema["properties"]) == [*known, *titles]
        required = [name for name, field in known.items() if field.required]
        assert [each["anyOf"][0]["required"] for each in schema.get("allOf", [])] == [
            [name] for name in required if section.chinese
        ]
        assert schema.get("required", []) == [name for name in required if not section.chinese]
        assert schema["additionalProperties"] is False


def test_the_schema_of_incidents_completes_keys_in_both_languages_and_asks_for_one_of_them() -> None:
    schema = json.loads(schemas()["case.schema.json"])
    for title, key in (("编号", "id"), ("事件名称", "title"), ("事件", "incident"), ("事件事实", "incident")):
        assert schema["properties"][title] == schema["properties"][key]
    recall = schema["definitions"]["Recall"]["properties"]
    assert recall["缺陷"] == recall["defect"]
    needed = [[each["required"] for each in either["anyOf"]] for either in schema["allOf"]]
    assert [["id"], ["编号"]] in needed
    assert [["incident"], ["事件"], ["事件事实"]] in needed


def test_the_list_of_documents_and_the_words_have_schemas_too() -> None:
    assert list(template_schemas(WORDS)) == ["documents.schema.json", "wording.schema.json"]
    listed = json.loads(every()["documents.schema.json"])
    assert list(listed["properties"]) == list(fields(DocumentList))
    line = listed["definitions"]["DocumentLine"]
    assert list(line["properties"]) == list(fields(DocumentLine))
    assert line["required"] == ["id"]


def test_every_key_has_a_chinese_title() -> None:
    for text in every().values():
        for node in nodes(json.loads(text)):
            for name, each in node.get("properties", {}).items():
                assert re.search(r"[\u4e00-\u9fff]", each["title"]), name
                assert each["description"].startswith(each["title"])


def test_every_reference_leads_to_a_definition_and_every_definition_is_used() -> None:
    for text in every().values():
        schema = json.loads(text)
        used = {node["$ref"].removeprefix("#/definitions/") for node in nodes(schema) if "$ref" in node}
        assert used == schema.get("definitions", {}).keys()


def test_every_pattern_compiles_and_says_in_chinese_what_is_expected() -> None:
    for text in every().values():
        for node in nodes(json.loads(text)):
            if isinstance(node.get("pattern"), str):
                re.compile(node["pattern"])
                assert re.search(r"[\u4e00-\u9fff]", node["patternErrorMessage"])
                if node["type"] == "string":
                    assert all(re.search(node["pattern"], each) for each in node.get("examples", []))


def property_of(section: str, record: str, key: str) -> Any:
    schema = json.loads(schemas()[f"{section}.schema.json"])
    return (schema["definitions"][record] if record else schema)["properties"][key]


def test_text_accepts_numbers_because_the_editor_reads_a_phone_number_as_one() -> None:
    assert property_of("organisation", "Post", "phone")["type"] == ["string", "number", "null"]


def test_a_value_to_be_filled_in_passes_where_it_may_stand() -> None:
    # The editor sees `!todo 演练日期` as the text 演练日期.
    assert re.search(property_of("drill", "", "date")["pattern"], "演练日期")
    assert re.search(property_of("drill", "", "date")["pattern"], "2024-12-10")
    assert not re.search(property_of("drill", "", "date")["pattern"], "12月10日")
    assert re.search(property_of("drill", "Participants", "count")["pattern"], "参演人数")
    assert not re.search(property_of("timeline", "Phase", "start")["pattern"], "开始时间")


@given(MINUTES)
def test_a_printed_duration_passes_and_is_read_again(duration: Duration) -> None:
    assert re.search(Duration.PATTERN, str(duration))
    assert Duration.parse(str(duration)) == duration


@given(st.tuples(WHOLE_UNITS, WHOLE_UNITS).map(sorted))
def test_a_printed_range_passes_and_is_read_again(ends: list[Duration]) -> None:
    span = DurationRange(*ends)
    assert re.search(DurationRange.PATTERN, str(span))
    assert DurationRange.parse(str(span)) == span


@given(st.integers(min_value=0, max_value=20 * 1440).map(Moment))
def test_a_printed_moment_passes_and_is_read_again(moment: Moment) -> None:
    assert re.search(Moment.PATTERN, str(moment))
    assert Moment.parse(str(moment)) == moment


# Scalars: what the editor underlines, and what reading refuses


class One(Record, frozen=True, kw_only=True):
    """单项"""

    key: Annotated[Id | None, "编号"] = None
    kind: Annotated[Literal["甲类", "乙类"], "类别"] = "甲类"
    count: Annotated[int, "数量"] = 1
    flag: Annotated[bool, "标志"] = False
    day: Annotated[datetime.date | None, "日期"] = None
    limit: Annotated[Duration | None, "时限"] = None
    due: Annotated[DurationRange | None, "期限"] = None
    start: Annotated[Moment | None, "开始"] = None


def is_read(key: str, value: str) -> bool:
    text, findings = decode("f.yaml", f"{key}: {value}\n".encode())
    assert text is not None
    root, text, found = read_tree(text)
    assert root is not None
    return not (*findings, *found, *read_record(root, One, Written(text, root, "one"))[1])


def is_in_schema(key: str, value: str) -> bool:
    schema = _property(fields(One)[key])
    if "boolean" in schema["type"]:
        truths = {"true", "True", "TRUE", "false", "False", "FALSE"}  # to YAML 1.2, which editors read
        return value in truths or value in schema["enum"]
    if "enum" in schema:
        return value in schema["enum"]
    if "integer" in schema["type"]:
        return re.fullmatch("-?[0-9]+", value) is not None and int(value) >= schema["minimum"]
    return re.search(schema["pattern"], value) is not None


KINDS = {
    "key": st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True) | st.text("abAB_- 甲", min_size=1, max_size=6),
    "kind": st.sampled_from(["甲类", "乙类", "丙类", "甲", "甲类 "]),
    "count": st.integers(-20, 1_000_000).map(str) | st.sampled_from(["3人", "1.5", "x"]),
    "flag": st.sampled_from(["true", "True", "TRUE", "false", "FALSE", "yes", "no", "是", "否", "对", "1", "on"]),
}


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda key: st.tuples(st.just(key), KINDS[key])))
def test_schema_and_reading_accept_the_same_ids_choices_numbers_and_flags(both: tuple[str, str]) -> None:
    key, value = both
    plain = value.strip()
    if (plain and not plain.startswith("-")) or key == "count":
        assert is_read(key, plain) is is_in_schema(key, plain)


TYPED = st.text("0123456789:：-年月日天周小时分钟至到次第半两 ", min_size=1, max_size=10)


@given(
    st.sampled_from(["day", "limit", "due", "start"]),
    TYPED | st.from_regex(r"\d{1,2}(小时|分钟|天|周|:\d\d)", fullmatch=True),
)
def test_no_time_that_is_read_is_underlined_in_the_editor(key: str, value: str) -> None:
    """The converse does not hold: a pattern cannot know that 2024-02-30 is not a day."""
    plain = value.strip()
    if plain and plain[0] not in "-:" and ": " not in plain and not plain.endswith(":") and is_read(key, plain):
        assert is_in_schema(key, plain)


# Words: what the editor underlines, and what checking refuses


def words_schema() -> Any:
    return json.loads(every()["wording.schema.json"])


def test_the_schema_of_words_lists_the_texts_that_are_printed_with_what_stands_in_for_them() -> None:
    groups = words_schema()["properties"]
    assert {group: list(each["properties"]) for group, each in groups.items()} == {
        group: list(texts) for group, texts in WORDS.items()
    }
    assert not any(each["additionalProperties"] for each in (words_schema(), *groups.values()))
    assert groups["msel"]["properties"]["sheet-title"]["default"] == WORDS["msel"]["sheet-title"].texts[0]
    assert groups["approvals"]["properties"]["heads"]["title"] == "默认：环节｜岗位｜签名｜日期"


def fits(schema: Any, value: object) -> bool:
    """Whether a validator of the keywords that the schema of words uses would pass the value."""
    kinds = {str: "string", int: "number", bool: "boolean", list: "array", type(None): "null"}
    if kinds[type(value)] not in schema["type"]:
        return False
    if isinstance(value, list):
        count = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return count and all(fits(schema["items"], each) for each in value)
    return not isinstance(value, str) or re.search(schema.get("pattern", ""), value) is not None


TYPED_WORDS = st.sampled_from(["甲", "", " ", 3, True, None])


@given(
    st.sampled_from([(group, key) for group, texts in WORDS.items() for key in texts]),
    TYPED_WORDS | st.lists(TYPED_WORDS, max_size=6),
)
def test_schema_and_reading_accept_the_same_words(where: tuple[str, str], value: object) -> None:
    group, key = where
    text = json.dumps({group: {key: value}}, ensure_ascii=False)
    wording, findings = read_wording(WORDING, text.encode())
    read = wording[group].get(key)
    is_fit = not findings and (read is None or read.stands_for(WORDS[group][key], key))
    assert fits(words_schema()["properties"][group]["properties"][key], value) is is_fit


def test_a_list_whose_only_item_may_stand_alone_is_offered_both_ways_with_what_is_usual() -> None:
    form = json.loads(schemas()["drill.schema.json"])["properties"]["form"]
    alone, several = form["anyOf"]
    assert alone["type"] == ["string", "number"]
    assert {"桌面推演", "功能演练"} <= set(alone["examples"])
    assert (several["type"], several["items"]) == ("array", alone)
