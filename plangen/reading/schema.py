"""The JSON Schemas of what owners write, for editors: completion, Chinese explanations, mistakes underlined.

Draft-07, which yaml-language-server supports best; its extensions (patternErrorMessage, errorMessage) are ignored by
other validators. The editor reads YAML 1.2, where an unquoted 013800138000 is a number: text accepts numbers, too.
"""

import datetime
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from plangen.diagnostics import Words
from plangen.model.chinese_keys import keys_by_title
from plangen.model.document_list import FILE, DocumentList
from plangen.model.own_words import WORDING, WordedText, Wording, is_fixed
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.subjects import SECTIONS, Section
from plangen.model.values import (
    DATE_EXPECTED,
    DATE_PATTERN,
    ID_PATTERN,
    Duration,
    DurationRange,
    Id,
    Moment,
)
from plangen.reading.shape import INT_EXPECTED

_Schema = dict[str, Any]

_DRAFT = "http://json-schema.org/draft-07/schema#"
_SCALAR = ["string", "number", "boolean"]  # whatever an unquoted word is to the editor, it is printed as it is typed

_EMPTY = "不能为空；未定时写 !todo 加说明"
_ID_EXPECTED = Words(
    "编号：小写字母开头，只用小写字母、数字和连字符，例如 customer-service", "an id such as customer-service"
)
_SUBJECT = r"^\D+$"  # what the editor sees of `!todo 演练日期`: the subject, without the tag
_PATTERNS: Mapping[Any, tuple[str, Words, tuple[str, ...]]] = MappingProxyType(
    {
        Id: (f"^{ID_PATTERN}$", _ID_EXPECTED, ()),
        datetime.date: (DATE_PATTERN, DATE_EXPECTED, ("2024-12-10",)),
        Duration: (Duration.PATTERN, Duration.EXPECTED, ("5分钟", "2小时", "1周")),
        DurationRange: (DurationRange.PATTERN, DurationRange.EXPECTED, ("1至2周", "3天")),
        Moment: (Moment.PATTERN, Moment.EXPECTED, ("9:10", "次日 1:00", "第2天 9:00")),
    }
)


def schemas() -> Mapping[str, str]:
    """JSON text of the source by file name, such as "timeline.schema.json"; the same on every machine."""
    return {schema_name(section): _text(_document(section.record, chinese=section.chinese)) for section in SECTIONS}


def template_schemas(shipped: Wording) -> Mapping[str, str]:
    """The same of the list of documents, and of the words that those of plangen stand in for."""
    return {
        f"{PurePosixPath(FILE).stem}.schema.json": _text(_document(DocumentList)),
        f"{PurePosixPath(WORDING).stem}.schema.json": _text(_wording(shipped)),
    }


def _text(schema: _Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def schema_name(section: Section) -> str:
    """The schema of a section's files; where there are many, it is named after one: scenario.schema.json."""
    return f"{section.record.__name__.lower() if section.many else section.name}.schema.json"


def _document(record: type[Record], *, chinese: bool = False) -> _Schema:
    """The schema of a file; `chinese`: its keys may be written by their titles."""
    definitions: dict[str, _Schema] = {}
    for each in _records(record):
        if each is not record:
            definitions[each.__name__] = _record(each, chinese=chinese)
    return {
        "$schema": _DRAFT,
        **_record(record, chinese=chinese),
        **({"definitions": definitions} if definitions else {}),
    }


def _records(record: type[Record]) -> Iterable[type[Record]]:
    """A record class and all below it, each once, in the order they are met."""
    found: dict[type[Record], None] = {}
    waiting = [record]
    while waiting:
        each = waiting.pop(0)
        if each not in found:
            found[each] = None
            waiting += [field.kind for field in fields(each).values() if _is_record(field.kind)]
    return found


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _record(record: type[Record], *, chinese: bool) -> _Schema:
    known = fields(record)
    required = [name for name, field in known.items() if field.required]
    made: _Schema = {
        "title": title_of(record),
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(field) for name, field in known.items()},
    }
    if chinese:
        return {**made, "properties": {**made["properties"], **_by_title(record)}, **_in_either(record, required)}
    return {**made, **({"required": required} if required else {})}


def _by_title(record: type[Record]) -> Mapping[str, _Schema]:
    """The same properties by their Chinese names."""
    known = fields(record)
    return {title: _property(known[name]) for title, name in keys_by_title(record).items()}


def _in_either(record: type[Record], required: Iterable[str]) -> _Schema:
    """What has to be there, by one of its names."""
    titles = keys_by_title(record).items()
    names = {key: [key, *(title for title, name in titles if name == key)] for key in required}
    either = [{"anyOf": [{"required": [name]} for name in each]} for each in names.values()]
    return {"allOf": either} if either else {}


def _property(field: Field) -> _Schema:
    """A field's schema, headed by its title and note."""
    described = {"title": field.title, "description": f"{field.title}：{field.note}" if field.note else field.title}
    one = _one(field)
    if field.alone:
        return {**described, **_one_or_several(field, one)}
    if field.many:
        items = {"type": "array" if field.required else ["array", "null"], "items": one}
        return {**described, **items}
    if "$ref" in one:
        # Draft-07 ignores what stands beside $ref, so the title needs a frame around it.
        frame = {"allOf": [one]} if field.required else {"anyOf": [one, {"type": "null"}]}
        return {**described, **frame}
    if not field.required:
        one = _or_nothing(one)
        if field.default not in {None, ""}:
            one["default"] = field.default
    return {**described, **one}


def _one_or_several(field: Field, one: _Schema) -> _Schema:
    """A list, or its only item."""
    several: _Schema = {"type": "array", "items": one}
    return {"anyOf": [one, several, *(() if field.required else ({"type": "null"},))]}


def _or_nothing(one: _Schema) -> _Schema:
    """The same, or nothing after the colon, which means that the field was left out."""
    kinds = one["type"] if isinstance(one["type"], list) else [one["type"]]
    made = {**one, "type": [*kinds, "null"]}
    if "enum" in one:
        made["enum"] = [*one["enum"], None]
    return made


def _one(field: Field) -> _Schema:
    kind = field.kind
    if _is_record(kind):
        return {"$ref": f"#/definitions/{kind.__name__}"}
    if field.choices:
        return {"type": "string", "enum": list(field.choices)}
    if kind is bool:
        return {"type": ["boolean", "string"], "enum": [True, False, "是", "否"]}
    if kind is int:
        return _number(field)
    if kind is str:
        made = {"type": ["string", "number"], "pattern": r"\S", "patternErrorMessage": _EMPTY}
        return {**made, "examples": list(field.usual)} if field.usual else made
    pattern, expected, examples = _PATTERNS[kind]
    if field.open:
        pattern = f"(?:{pattern})|(?:{_SUBJECT})"
    made = {"type": "string", "pattern": pattern, "patternErrorMessage": f"应为{_expected(expected, field)}"}
    return {**made, "examples": list(examples)} if examples else made


def _number(field: Field) -> _Schema:
    if not field.open:
        return {"type": "integer", "minimum": 0, "examples": [3]}
    return {
        "type": ["integer", "string"],
        "minimum": 0,
        "pattern": _SUBJECT,
        "patternErrorMessage": f"应为{_expected(INT_EXPECTED, field)}",
        "examples": [3],
    }


def _expected(expected: Words, field: Field) -> str:
    return f"{expected.zh}；未定时写 !todo {field.title}" if field.open else expected.zh


def _wording(shipped: Wording) -> _Schema:
    """Groups of texts, all of which may be left out; each is explained by the one that stands in for it."""
    groups = {
        group: {
            "title": "用语",
            "description": f"用语：{group}",
            **_texts({key: _worded(key, each) for key, each in texts.items()}),
        }
        for group, texts in shipped.items()
    }
    return {"$schema": _DRAFT, "title": "用语", **_texts(groups)}


def _texts(properties: Mapping[str, _Schema]) -> _Schema:
    return {"type": ["object", "null"], "additionalProperties": False, "properties": properties}


def _worded(key: str, text: WordedText) -> _Schema:
    """A text or a list of texts; names cannot be blank, and of heads there are as many as columns."""
    title = f"默认：{'｜'.join(text.texts)}"
    described: _Schema = {"title": title, "description": title}
    fixed = {"pattern": r"\S", "patternErrorMessage": "不能空白"} if is_fixed(key) else {}
    if not text.is_list:
        return {**described, "type": [*_SCALAR, "null"], **fixed, "default": text.texts[0]}
    count = {"minItems": len(text.texts), "maxItems": len(text.texts)} if is_fixed(key) else {}
    items = {"type": _SCALAR, **fixed} if is_fixed(key) else {"type": [*_SCALAR, "null"]}
    return {**described, "type": ["array", "null"], "items": items, **count, "default": list(text.texts)}
