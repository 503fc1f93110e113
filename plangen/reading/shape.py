"""Tree to records: every key and value checked against what the record says of itself; all that is wrong at once."""

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from plangen.diagnostics import Finding, Place, Rule, Severity, Words
from plangen.model.bounds import LONGEST_DAYS, LONGEST_TEXT, LONGEST_VALUE
from plangen.model.chinese_keys import keys_by_title
from plangen.model.kinds import KINDS
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.values import DATE_EXPECTED, ID_PATTERN, Duration, DurationRange, Id, Moment, is_todo, parse_date
from plangen.near import MOST_SUGGESTIONS, did_you_mean, nearest
from plangen.reading import shape_rules as rules
from plangen.reading.meant_keys import as_typed, before_wide_colon, meant_key
from plangen.reading.places import Written
from plangen.reading.syntax_rules import MEANT_TODO, NO_SPACE, ODD_SPACE, WIDE_COLON
from plangen.reading.text import is_odd_space
from plangen.reading.tree import Items, Keyed, MapEntry, Node, Scalar

INT_EXPECTED = Words("整数，例如 3，不带单位", "a whole number such as 3, without a unit")
BOOL_EXPECTED = Words("true 或 false，也可以写 是 或 否", "true or false")

_SEPARATE = Words("几个编号之间用半角逗号分隔，或每行一个", "separate ids by ASCII commas, or write one per line")
_TODO_ITEM = Words(
    "换行，写成一条“- !todo 说明”，例如 - !todo 应急职责",
    "begin a new line and write an item: '- !todo', then its subject",
)
_NO_TODO_ITEM = Words(
    "这一项要列出确定的内容，不能整个留待填写；可省略时删除这一行",
    "this is a list of definite things and cannot be left open; delete the line where it may be left out",
)
_LONGEST = Duration(LONGEST_DAYS * 24 * 60)
_ID = re.compile(ID_PATTERN)
_INT = re.compile(r"[0-9]+")
_BOOL = MappingProxyType({"true": True, "false": False, "是": True, "否": False})
_TIGHT_COLON = r"([A-Za-z_][A-Za-z0-9_-]*):(?!//)"
_TODO_COMMENT = r"(?i)#\s*todo"
_TIGHT_DASH = r"-(?=[^\s-]|\u3000|\u00a0)"


def read_record(
    node: Node, record: type[Record], at: Written, *, is_chinese: bool = False
) -> tuple[Record | None, tuple[Finding, ...]]:
    """The record that the tree says, None where anything in it is wrong; everything that is wrong.

    `is_chinese`: its keys may be written by their titles, so that a title is proposed for one that is nearly it.
    """
    shape = _Shape(is_chinese=is_chinese)
    found = shape.record(node, record, at, title_of(record))
    return (None if shape.errors else found), tuple(shape.findings)


class _Shape:
    """Converts what it can; a value that has a finding comes back as None, and the whole is given up at the end."""

    def __init__(self, *, is_chinese: bool) -> None:
        self.findings: list[Finding] = []
        self.errors = 0
        self._is_chinese = is_chinese
        self._suggestions = 0

    def report(self, rule: Rule, at: Place, hint: Words | None = None, **values: object) -> None:
        self.findings.append(Finding(rule=rule, at=at, values=values, hint=hint))
        self.errors += rule.severity is Severity.ERROR

    def record(self, node: Node, record: type[Record], at: Written, title: str) -> Record | None:
        if not isinstance(node, Keyed):
            self._no_record(node, record, at, title)
            return None
        before = self.errors
        known = fields(record)
        entries = node.entries
        meant = self._unknown(entries, record, at) if entries.keys() - known.keys() else ()
        values: dict[str, Any] = {"at": at}
        for name, field in known.items():
            entry = entries.get(name)
            if entry is not None:
                values[name] = self._field(entry.value, field, at)
            elif field.required and name not in meant:
                self._lacks(field, record, at)
        return None if self.errors > before else record(**values)

    def _lacks(self, field: Field, record: type[Record], at: Written) -> None:
        is_chinese = self._is_chinese and at.is_chinese
        key, title = (field.title, field.name) if is_chinese else (field.name, field.title)
        self.report(rules.MISSING, at.place(field.name), title=title, key=key, record=title_of(record))

    def _unknown(self, entries: Mapping[str, MapEntry], record: type[Record], at: Written) -> tuple[str, ...]:
        """Reports the unknown keys; the known ones that were meant."""
        known = fields(record)
        meant: list[str] = []
        keys = _keys(known.values(), is_chinese=self._is_chinese and at.is_chinese)
        for key, entry in entries.items():
            if key in known:
                continue
            slip = self._mistyped(entry.key, at.key_place(key), record) if _is_bare(entry) else None
            if slip is not None:
                meant.append(keys_by_title(record).get(slip, slip))
                continue
            name = self._meant(key, record, entries)
            if name:
                meant.append(name)
            near = did_you_mean(as_typed(name, key, record, is_chinese=self._is_chinese))
            self.report(rules.UNKNOWN, at.key_place(key), near, key=key, record=title_of(record), known=keys)
        return tuple(meant)

    def _meant(self, key: str, record: type[Record], written: Mapping[str, MapEntry]) -> str | None:
        self._suggestions += 1
        is_known = key.strip() in keys_by_title(record)
        return meant_key(key, record, written) if is_known or self._suggestions <= MOST_SUGGESTIONS else None

    def _no_record(self, node: Node, record: type[Record], at: Written, title: str) -> None:
        if isinstance(node, Scalar) and node.plain and self._mistyped(node, at.place(), record) is not None:
            return
        hint = None
        if isinstance(node, Items):
            hint = Words("删除短横“- ”，直接写“键: 值”", "remove the dashes and write 'key: value'")
        self.report(rules.RECORD_EXPECTED, at.place(), hint, title=title, known=_keys(fields(record).values()))

    def _mistyped(self, node: Scalar, at: Place, record: type[Record] | None = None) -> str | None:
        """Reports what made text of more, a wrong colon or a missing space: the key that was meant; None: nothing."""
        if wide := before_wide_colon(node.text, record if self._is_chinese else None):
            self.report(WIDE_COLON, at, key=wide)
            return wide
        found = re.match(_TIGHT_COLON, node.text) or re.match(_TIGHT_DASH, node.text)
        if found is None:
            return None
        odd = is_odd_space(node.text[found.end() : found.end() + 1])
        self.report(NO_SPACE, at, ODD_SPACE if odd else None, mark=found[0])
        return found[0].rstrip("-:")

    def _field(self, node: Node, field: Field, at: Written) -> Any:
        if isinstance(node, Scalar) and node.is_blank:
            return self._blank(node, field, at)
        if field.many:
            return self._items(node, field, at)
        if _is_record(field.kind):
            return self.record(node, field.kind, at.below(node, field.name), field.title)
        return self._value(node, field, at, field.name)

    def _blank(self, node: Scalar, field: Field, at: Written) -> Any:
        """The default; a key that stands alone is reported, `~` and `null` say "nothing" on purpose."""
        comment = at.line(node.end.line)[node.end.column :].lstrip()
        hint = MEANT_TODO if re.match(_TODO_COMMENT, comment) else None
        if field.required and not field.optional:
            self.report(rules.EMPTY, at.key_place(field.name), hint, title=field.title)
        elif not node.text:
            self.report(rules.LEFT_BLANK, at.key_place(field.name), hint, title=field.title, key=field.name)
        return field.default

    def _items(self, node: Node, field: Field, at: Written) -> tuple[Any, ...]:
        name = field.name
        if field.alone and isinstance(node, Scalar):
            only = self._value(node, field, at, name, 0)
            return () if only is None else (only,)
        if not isinstance(node, Items):
            self._no_list(node, field, at)
            return ()
        if len(node.items) > field.most:
            count, limit = f"{len(node.items):,}", f"{field.most:,}"
            self.report(rules.TOO_MANY, at.place(name), title=field.title, count=count, limit=limit)
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
        hint = Words("写上内容，或删除这个短横", "write it, or delete the dash")
        comment = at.line(item.start.line)[item.start.column :].lstrip()
        if re.match(_TODO_COMMENT, comment):
            hint = MEANT_TODO
        elif comment.startswith("#"):
            hint = Words(
                "# 之后都是注释；文字以 # 开头时加引号",
                "everything after # is a comment; quote text that begins with #",
            )
        self.report(rules.EMPTY, at.place(field.name, index), hint, title=field.title)
        return True

    def _no_list(self, node: Node, field: Field, at: Written) -> None:
        place = at.place(field.name)
        if isinstance(node, Scalar) and node.plain and self._mistyped(node, place) is not None:
            return
        if isinstance(node, Keyed) and node.entries and all(key.startswith("-") for key in node.entries):
            return  # said of each line: a space is missing after its dash
        self.report(rules.LIST_EXPECTED, place, _list_hint(node, field), title=field.title)

    def _value(self, node: Node, field: Field, at: Written, *path: str | int) -> Any:
        if not isinstance(node, Scalar):
            self.report(rules.VALUE_EXPECTED, at.place(*path), _unfolded(node), title=field.title)
            return None
        text = node.text.strip()
        if self._is_too_long(text, field, at, *path):
            return None
        if not text and not node.todo:
            return self._empty(field, at, *path)
        if text[:1] == "【" and is_todo(text):
            return self._open(text, field, at, *path)
        if field.choices:
            return self._choice(text, field, at, *path)
        return text if field.kind is str else self._parsed(text, field, at, *path)

    def _is_too_long(self, text: str, field: Field, at: Written, *path: str | int) -> bool:
        limit = LONGEST_TEXT if field.kind is str and not field.choices else LONGEST_VALUE
        if len(text) <= limit:
            return False
        count, most = f"{len(text):,}", f"{limit:,}"
        self.report(rules.TOO_LONG, at.place(*path), title=field.title, count=count, limit=most)
        return True

    def _empty(self, field: Field, at: Written, *path: str | int) -> Any:
        if field.required or len(path) > 1:
            self.report(rules.EMPTY, at.place(*path), title=field.title)
        return field.default

    def _open(self, text: str, field: Field, at: Written, *path: str | int) -> str:
        if not field.open and (field.kind is not str or field.choices):
            self.report(rules.TODO_NOT_HERE, at.place(*path), title=field.title)
        return text

    def _choice(self, text: str, field: Field, at: Written, *path: str | int) -> str | None:
        if text in field.choices:
            return text
        near = did_you_mean(nearest(text, field.choices))
        self.report(rules.CHOICE, at.place(*path), near, title=field.title, value=text, choices=field.choices)
        return None

    def _parsed(self, text: str, field: Field, at: Written, *path: str | int) -> Any:
        parse, rule, expected = _KINDS[field.kind]
        try:
            value = parse(text)
        except ValueError:
            hint = _id_hint(text, field) if rule is rules.BAD_ID else None
            self.report(rule, at.place(*path), hint, title=field.title, value=text, expected=expected, ref=field.ref)
            return None
        if (limit := _excess(value, field)) is not None:
            self.report(rules.TOO_BIG, at.place(*path), title=field.title, value=text, limit=limit)
            return None
        return value


@cache
def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _keys(known: Iterable[Field], *, is_chinese: bool = False) -> Words:
    if is_chinese:
        return Words("、".join(each.title for each in known), ", ".join(each.title for each in known))
    return Words(
        "、".join(f"{field.name}（{field.title}）" for field in known), ", ".join(field.name for field in known)
    )


def _is_bare(entry: MapEntry) -> bool:
    """Whether a key stands alone, as {title：甲} between braces does."""
    return isinstance(entry.value, Scalar) and entry.value.is_blank and entry.key.plain


def _list_hint(node: Node, field: Field) -> Words | None:
    """What was probably done instead of writing a list."""
    if isinstance(node, Keyed):
        return Words("每条前面加短横和空格“- ”，即使只有一条", "put '- ' before each item, even a single one")
    if not isinstance(node, Scalar):
        return None
    if node.todo:
        return _TODO_ITEM if field.kind is str and not field.choices else _NO_TODO_ITEM
    if node.text.startswith(("【", "［", "〔")):
        return Words(
            "改用半角方括号和逗号，或每条一行以“- ”开头",
            "use ASCII brackets and commas, or a line per item after '- '",
        )
    return None


def _unfolded(node: Keyed | Items) -> Words | None:
    """Why what was meant as text came out as keys or a list."""
    if node.flow:
        return Words("文字以括号开头时给整个值加引号", "put quotes around text that begins with a bracket")
    if isinstance(node, Keyed):
        return Words(
            "只写一个值；文字里有半角冒号加空格时给整段加引号",
            "write one value; quote text that contains an ASCII colon and a space",
        )
    return None


def _id_hint(text: str, field: Field) -> Words | None:
    if re.search("[，、；,;]", text):
        return _SEPARATE
    if not field.ref:
        return None
    kind = KINDS[field.ref]
    return Words(
        f"这里要写{kind.name.zh}的编号（{kind.file} 中的 id），不是名称",
        f"this is the id of a {kind.name.en}, as in {kind.file}, not its title",
    )


def _excess(value: object, field: Field) -> str | None:
    """The limit that the value is beyond."""
    if isinstance(value, DurationRange):
        value = value.high
    if isinstance(value, Duration):
        return str(_LONGEST) if value > _LONGEST else None
    return f"{field.most:,}" if isinstance(value, int) and value > field.most else None


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
        Id: (_id, rules.BAD_ID, Words("", "")),
        int: (_int, rules.FORM, INT_EXPECTED),
        bool: (_bool, rules.FORM, BOOL_EXPECTED),
        datetime.date: (parse_date, rules.FORM, DATE_EXPECTED),
        Duration: (Duration.parse, rules.FORM, Duration.EXPECTED),
        DurationRange: (DurationRange.parse, rules.FORM, DurationRange.EXPECTED),
        Moment: (Moment.parse, rules.FORM, Moment.EXPECTED),
    }
)
