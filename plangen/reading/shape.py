"""Tree to records: every key and value checked against what the record says of itself; all that is wrong at once."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import DATE_EXPECTED, ID_PATTERN, Duration, DurationRange, Id, Moment, is_todo, parse_date
from plangen.reading import shape_rules as rules
from plangen.reading.near import did_you_mean, nearest
from plangen.reading.places import Written
from plangen.reading.syntax_rules import NO_SPACE, WIDE_COLON
from plangen.reading.tree import Entry, Items, Keyed, Node, Scalar

__all__ = ["INT_EXPECTED", "read_record"]

INT_EXPECTED = words("整数，例如 3，不带单位", "a whole number such as 3, without a unit")
BOOL_EXPECTED = words("true（是）或 false（否）", "true or false")

_SEPARATE = words("几个编号之间用半角逗号分隔，或每行一个", "separate ids by ASCII commas, or write one per line")
_ID = re.compile(ID_PATTERN)
_INT = re.compile(r"[0-9]{1,9}")
_BOOL = MappingProxyType({"true": True, "false": False})
_WIDE_COLON = r"(?:- *)?([A-Za-z_][A-Za-z0-9_-]*) *："
_TIGHT_COLON = r"([A-Za-z_][A-Za-z0-9_-]*):(?!//)"
_TIGHT_DASH = r"-(?=[^\s-]|\u3000|\u00a0)"


def read_record(node: Node, record: type[Record], at: Written) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record that the tree says, None where anything in it is wrong; everything that is wrong."""
    shape = _Shape()
    found = shape.record(node, record, at, title_of(record))
    return (None if shape.findings else found), tuple(shape.findings)


class _Shape:
    """Converts what it can; a value that has a finding comes back as None, and the whole is given up at the end."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def report(self, rule: Rule, at: Place, hint: Words | None = None, **values: object) -> None:
        self.findings.append(Finding(rule=rule, at=at, values=values, hint=hint))

    def record(self, node: Node, record: type[Record], at: Written, title: str) -> Record | None:
        if not isinstance(node, Keyed):
            self._no_record(node, record, at, title)
            return None
        before = len(self.findings)
        known = fields(record)
        entries = node.entries
        meant = self._unknown(entries, record, at) if entries.keys() - known.keys() else ()
        values: dict[str, Any] = {"at": at}
        for name, field in known.items():
            entry = entries.get(name)
            if entry is not None:
                values[name] = self._field(entry.value, field, at)
            elif field.required and name not in meant:
                self.report(rules.MISSING, at.place(name), title=field.title, key=name, record=title_of(record))
        return None if len(self.findings) > before else record(**values)

    def _unknown(self, entries: Mapping[str, Entry], record: type[Record], at: Written) -> tuple[str, ...]:
        """Reports the unknown keys; the known ones that were meant."""
        known = fields(record)
        free = {field.title: name for name, field in known.items() if name not in entries}
        meant: list[str] = []
        for key in entries:
            if key in known:
                continue
            name = free.get(key.strip()) or nearest(key, free.values())
            if name:
                meant.append(name)
            at_key = at.key_place(key)
            self.report(
                rules.UNKNOWN, at_key, did_you_mean(name), key=key, record=title_of(record), known=_keys(known.values())
            )
        return tuple(meant)

    def _no_record(self, node: Node, record: type[Record], at: Written, title: str) -> None:
        if isinstance(node, Scalar) and node.plain and self._mistyped(node, at.place()):
            return
        hint = None
        if isinstance(node, Items):
            hint = words("删除短横“- ”，直接写“键: 值”", "remove the dashes and write 'key: value'")
        self.report(rules.RECORD_EXPECTED, at.place(), hint, title=title, known=_keys(fields(record).values()))

    def _mistyped(self, node: Scalar, at: Place) -> bool:
        """Whether a text that should be more was meant so: a wrong colon or a missing space makes it text."""
        if wide := re.match(_WIDE_COLON, node.text):
            self.report(WIDE_COLON, at, key=wide[1])
        elif tight := re.match(_TIGHT_COLON, node.text):
            self.report(NO_SPACE, at, mark=f"{tight[1]}:")
        elif re.match(_TIGHT_DASH, node.text):
            self.report(NO_SPACE, at, mark="-")
        else:
            return False
        return True

    def _field(self, node: Node, field: Field, at: Written) -> Any:
        if isinstance(node, Scalar) and node.is_blank:
            if field.required and not field.optional:
                self.report(rules.EMPTY, at.key_place(field.name), title=field.title)
            return field.default
        if field.many:
            return self._items(node, field, at)
        if _is_record(field.kind):
            return self.record(node, field.kind, at.below(node, field.name), field.title)
        return self._value(node, field, at, field.name)

    def _items(self, node: Node, field: Field, at: Written) -> tuple[Any, ...]:
        name = field.name
        if not isinstance(node, Items):
            self._no_list(node, field, at)
            return ()
        if not _is_record(field.kind):
            return tuple([self._item(item, field, at, index) for index, item in enumerate(node.items)])
        return tuple(
            [
                self.record(item, field.kind, at.below(item, name, index), field.title)
                for index, item in enumerate(node.items)
                if not self._is_blank(item, field, at, index)
            ]
        )

    def _item(self, item: Node, field: Field, at: Written, index: int) -> Any:
        return None if self._is_blank(item, field, at, index) else self._value(item, field, at, field.name, index)

    def _is_blank(self, item: Node, field: Field, at: Written, index: int) -> bool:
        """Whether a list item says nothing, which is reported."""
        if not isinstance(item, Scalar) or not item.is_blank:
            return False
        hint = words("写上内容，或删除这个短横", "write it, or delete the dash")
        if at.line(item.start.line)[item.start.column :].lstrip().startswith("#"):
            hint = words(
                "# 之后都是注释；文字以 # 开头时加引号",
                "whatever follows # is a comment; quote text that begins with #",
            )
        self.report(rules.EMPTY, at.place(field.name, index), hint, title=field.title)
        return True

    def _no_list(self, node: Node, field: Field, at: Written) -> None:
        place = at.place(field.name)
        if isinstance(node, Scalar) and node.plain and self._mistyped(node, place):
            return
        hint = None
        if isinstance(node, Keyed):
            hint = words("每条前面加短横和空格“- ”，即使只有一条", "put '- ' before each item, even a single one")
        elif isinstance(node, Scalar) and node.text.startswith(("【", "［", "〔")) and not node.todo:
            hint = words(
                "改用半角方括号和逗号，或每条一行以“- ”开头",
                "use ASCII brackets and commas, or a line per item after '- '",
            )
        self.report(rules.LIST_EXPECTED, place, hint, title=field.title)

    def _value(self, node: Node, field: Field, at: Written, *path: str | int) -> Any:
        if not isinstance(node, Scalar):
            self.report(rules.VALUE_EXPECTED, at.place(*path), _unfolded(node), title=field.title)
            return None
        text = node.text.strip()
        if not text and not node.todo:
            if field.required or len(path) > 1:
                self.report(rules.EMPTY, at.place(*path), title=field.title)
            return field.default
        if text[:1] == "【" and is_todo(text):
            if not field.open and (field.kind is not str or field.choices):
                self.report(rules.TODO_NOT_HERE, at.place(*path), title=field.title)
            return text
        if field.choices:
            return self._choice(text, field, at.place(*path)) if text not in field.choices else text
        if field.kind is str:
            return text
        parse, rule, expected = _KINDS[field.kind]
        try:
            return parse(text)
        except ValueError:
            hint = _SEPARATE if rule is rules.BAD_ID and re.search("[，、]", text) else None
            self.report(rule, at.place(*path), hint, title=field.title, value=text, expected=expected)
            return None

    def _choice(self, text: str, field: Field, at: Place) -> None:
        near = did_you_mean(nearest(text, field.choices))
        self.report(rules.CHOICE, at, near, title=field.title, value=text, choices=field.choices)


@cache
def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _keys(known: Iterable[Field]) -> Words:
    return words(
        "、".join(f"{field.name}（{field.title}）" for field in known), ", ".join(field.name for field in known)
    )


def _unfolded(node: Keyed | Items) -> Words | None:
    """Why what was meant as text came out as keys or a list."""
    if node.flow:
        return words("文字以括号开头时给整个值加引号", "put quotes around text that begins with a bracket")
    if isinstance(node, Keyed):
        return words(
            "只写一个值；文字里有半角冒号加空格时给整段加引号",
            "write one value; quote text that contains an ASCII colon and a space",
        )
    return None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _id(text: str) -> Id:
    if not _ID.fullmatch(text):
        raise ValueError(text)
    return Id(text)


def _int(text: str) -> int:
    if not _INT.fullmatch(_plain(text)):
        raise ValueError(text)
    return int(_plain(text))


def _bool(text: str) -> bool:
    if text.lower() not in _BOOL:
        raise ValueError(text)
    return _BOOL[text.lower()]


_KINDS: Mapping[Any, tuple[Callable[[str], Any], Rule, Words]] = MappingProxyType(
    {
        Id: (_id, rules.BAD_ID, words("", "")),
        int: (_int, rules.FORM, INT_EXPECTED),
        bool: (_bool, rules.FORM, BOOL_EXPECTED),
        datetime.date: (parse_date, rules.FORM, DATE_EXPECTED),
        Duration: (Duration.parse, rules.FORM, Duration.EXPECTED),
        DurationRange: (DurationRange.parse, rules.FORM, DurationRange.EXPECTED),
        Moment: (Moment.parse, rules.FORM, Moment.EXPECTED),
    }
)
