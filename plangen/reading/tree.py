"""Text to tree: every key and value of a YAML file with its position, read in one pass over the parser's events.

Values stay text as it was typed (9:10, 0012345, 1.10, yes): what a text means is decided by the field it stands in.
Nothing recurses on the input; depth, anchors and size are bounded, so that no file can hang or crash the program.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import yaml
from msgspec import Struct

from plangen.diagnostics import Finding, Rule, Words
from plangen.model.bounds import MOST_VALUES
from plangen.model.values import todo
from plangen.near import nearest
from plangen.reading import tree_rules as rules
from plangen.reading.conflicts import settled
from plangen.reading.syntax_rules import MEANT_TODO, NO_SPACE, ODD_SPACE, TAG_MISTYPED, WIDE_COLON, WIDE_SEPARATOR
from plangen.reading.text import INVISIBLE, SHOWN_AT_MOST, UNSEEN, Text, is_odd_space, seems_to_hide

MAX_DEPTH = 40
MAX_EXPANDED = 50_000  # values reached through anchors
MAX_MENDED = 20  # mistakes explained per file before giving up on its syntax
ALIKE = 2  # characters by which the items of a list differ in length
LONG = 500_000  # characters: each mistake means reading from the start again

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the wheel has libyaml; a source build may lack it
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))
# Compiled where they are first needed, which is seldom: start-up time counts.
_WIDE = r"[\u2018-\u201d\u2014\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_FOLDED = rf"(?<={_WIDE}) (?={_WIDE})"
_SWALLOWED = r"\s*(?:- +\S|(?:- +)?([a-z_][a-z0-9_-]*)(：|:(?![/ \t]|$)))"
_TODO_TYPED = r"(?i)[!#]\s*todo|todo(?:[\s:]|$)"
_NEXT_KEY = r"[，、；](?= *[a-z_][a-z0-9_]+[:：](?!//))"
_TIGHT_DASH = re.compile(r"-(?=[^\s-])")
_NUMBER_SIGN = re.compile(r"[\s#]*+[^\s#].*?\s#\d")
_TYPED = 40  # characters: enough to see whether a value begins like a mark


class Scalar(Struct, gc=False):
    """A single value: its text as typed, without quotes; a plain one stands without quotes in the file."""

    text: str
    plain: bool
    todo: bool
    start: Any
    end: Any

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written: no text, or YAML's words for nothing."""
        return self.plain and self.text in _NOTHING and not self.todo


class Items(Struct):
    """A list."""

    items: list["Node"]
    flow: bool
    start: Any
    end: Any


class MapEntry(Struct, gc=False):
    """A key with its value."""

    key: Scalar
    value: "Node"


class Keyed(Struct):
    """Keys and values, in the order they are written."""

    entries: dict[str, MapEntry]
    flow: bool
    start: Any
    end: Any


Node = Scalar | Items | Keyed


def read_tree(text: Text, loader: Any = LOADER) -> tuple[Node | None, Text, tuple[Finding, ...]]:
    """The root of the file's tree (None: empty or unreadable), the text that the positions refer to, findings.

    A mistake that can be explained is mended in memory and reading goes on, so that later ones are found too.
    """
    text, conflicts = settled(text)
    findings: list[Finding] = [*conflicts]
    tries = MAX_MENDED if len(text.content) < LONG else 2
    while True:
        builder = _Builder(text, loader)
        try:
            root = builder.build()
        except yaml.YAMLError as error:
            from plangen.reading.syntax import explain  # needed only where something is wrong

            problem = explain(text, error)
            known = problem.line in text.shifts  # then it may be the mending that is wrong
            if _is_first(findings, text) or (problem.certain and not known):
                findings.append(problem.finding)
            tries -= 1
            if problem.mended is None or known or tries == 0:
                return None, text, (*findings, *_others(builder.findings, {problem.line, *text.shifts}))
            text = problem.mended
        else:
            return root, text, (*findings, *_others(builder.findings, set(text.shifts)))


def _is_first(findings: Sequence[Finding], text: Text) -> bool:
    """Whether nothing is reported or mended so far: what follows may be a mere consequence of that."""
    return not (findings or text.shifts)


def _others(findings: list[Finding], lines: set[int]) -> list[Finding]:
    """Without lines that were swallowed only because they are wrong in a way already reported."""
    return [f for f in findings if f.rule is not rules.SWALLOWED_LINE or f.at.line - 1 not in lines]


class _Stopped(Exception):  # a limit was met; the finding says which
    pass


class _Builder:
    """Hangs each value on the collection that is open; what is wrong with one goes to `findings`."""

    def __init__(self, text: Text, loader: Any) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._loader = loader
        self._root: Node | None = None
        self._open: list[Items | Keyed] = []
        self._keys: list[Scalar | None] = []  # per open collection: the key that waits for its value
        self._names: list[str | None] = []  # per open collection: its anchor
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._unused: dict[str, Any] = {}
        self._recursive: set[str] = set()
        self._made = 0
        self._expanded = 0
        self._sizes: list[int] = []  # per open collection: how much had been made before it
        self._documents = 0
        self._numbered = frozenset(n for n, line in enumerate(text.lines) if "#" in line and _NUMBER_SIGN.match(line))

    def build(self) -> Node | None:
        handlers = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        loader = self._loader(self._text.content)
        try:
            while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):  # half the calls of yaml.parse
                handler = handlers.get(type(event))
                if handler is not None:
                    handler(event)
        except _Stopped:
            return None
        finally:
            loader.dispose()
        for name, event in self._unused.items():
            self._report(rules.UNUSED_ANCHOR, event, name=name)
        return self._root

    def _report(self, rule: Rule, event: Any, hint: Words | None = None, **values: object) -> None:
        start, end = event.start_mark, event.end_mark
        at = self._text.place(start.line, start.column, (end.line, end.column))
        self.findings.append(Finding(rule=rule, at=at, values=values, hint=hint))

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            self._report(rules.SEVERAL_DOCUMENTS, event)
            raise _Stopped

    def _start(self, event: Any) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._report(rules.TOO_DEEP, event, limit=MAX_DEPTH)
            raise _Stopped
        if event.tag is not None:
            self._report(rules.TAG, event, rules.TODO_IS_TEXT if event.tag == "!todo" else None, tag=event.tag)
        flow = bool(event.flow_style)
        made: Items | Keyed
        if isinstance(event, yaml.MappingStartEvent):
            made = Keyed({}, flow, event.start_mark, event.end_mark)
        else:
            made = Items([], flow, event.start_mark, event.end_mark)
        self._sizes.append(self._made)
        self._open.append(made)
        self._keys.append(None)
        self._names.append(event.anchor)

    def _end(self, event: Any) -> None:
        made = self._open.pop()
        made.end = event.end_mark
        self._keys.pop()
        name = self._names.pop()
        size = self._made - self._sizes.pop() + 1
        if isinstance(made, Items) and made.flow and len(made.items) == 1:
            self._look_at_the_only_one(made.items[0])
        self._put(made)
        if name:
            self._anchors[name] = made, size
            if name not in self._recursive:
                self._unused[name] = _Span(made.start, made.start)

    def _scalar(self, event: Any) -> None:
        style, value, tag, start, end = event.style, event.value, event.tag, event.start_mark, event.end_mark
        plain = not style
        if tag is not None:
            value = self._tagged(event)
        elif plain and value:
            self._look_at_plain(event)
        elif style == '"':
            self._look_at_escapes(event)
        if end.line > start.line and style != "|" and " " in value:
            value = re.sub(_FOLDED, "", value)  # YAML joins lines by a space, which Chinese text does not have
        made = Scalar(value, plain, tag == "!todo", start, end)
        self._put(made)
        if event.anchor:
            self._anchors[event.anchor] = made, 1
            self._unused[event.anchor] = event

    def _tagged(self, event: Any) -> str:
        subject: str = event.value.strip()
        if event.tag != "!todo":
            meant = nearest(event.tag[1:] or subject[:4], ("todo",)) is not None
            self._report(
                rules.TAG, event, MEANT_TODO if meant else None, tag=event.tag.replace("tag:yaml.org,2002:", "!!")
            )
            return subject
        if not subject:
            self._report(rules.TODO_WITHOUT_SUBJECT, event)
        return todo(subject.replace("】", "〕")) if subject else ""

    def _look_at_plain(self, event: Any) -> None:
        value, start, end = event.value, event.start_mark, event.end_mark
        first = value[0]
        if first == "“" and value[-1] == "”" and "“" not in value[1:]:
            self._report(rules.CHINESE_QUOTES, event, value=value)
        if first in "！＃TtＴｔ" and re.match(_TODO_TYPED, unicodedata.normalize("NFKC", value[:_TYPED])):
            self._report(TAG_MISTYPED, event, MEANT_TODO, tag=value.split()[0])
        if self._open and self._open[-1].flow:
            self._look_for_separators(event)
        if end.line > start.line:
            self._look_at_lines(start.line, end.line)
        elif end.line in self._numbered:
            self._look_for_comment(end.line, end.column)

    def _look_for_comment(self, line: int, column: int) -> None:
        """A number sign after a value, which was probably meant as part of it: 演练计划 #1组."""
        content = self._text.lines[line]
        found = re.compile(r"\s+(#\d.*)").match(content, column)
        if found:
            at = self._text.place(line, found.start(1), (line, len(content)))
            self.findings.append(Finding(rule=rules.LOST_COMMENT, at=at, values={"text": found[1].rstrip()}))

    def _look_for_separators(self, event: Any) -> None:
        """Full-width punctuation in brackets, where it separates nothing."""
        value = event.value
        if isinstance(self._open[-1], Items):
            if "，" in value:
                self._report(rules.WIDE_COMMA, event, value=value)
        elif found := re.search(_NEXT_KEY, value):
            self._report(WIDE_SEPARATOR, event, sign=found[0])

    def _look_at_the_only_one(self, item: Node) -> None:
        if not isinstance(item, Scalar) or not item.plain or item.todo or "、" not in item.text:
            return
        lengths = [len(part) for part in item.text.split("、")]
        if max(lengths) - min(lengths) <= ALIKE:  # 整理、分析、汇总各类报告 is a sentence, not a list
            self._report(rules.ONE_OF_SEVERAL, _Span(item.start, item.end), value=item.text)

    def _look_at_escapes(self, event: Any) -> None:
        """What no file may contain, may not be written as an escape either: Word takes no such character."""
        if event.value.isprintable() and not seems_to_hide(event.value):
            return
        for character in dict.fromkeys(re.findall(rf"{UNSEEN}|\r", event.value)):
            self._report(INVISIBLE, event, character=f"U+{ord(character):04X}")

    def _look_at_lines(self, first: int, last: int) -> None:
        """Lines that continue a text though they look like an item or a key of their own."""
        for number in range(first + 1, min(last, first + SHOWN_AT_MOST) + 1):
            line = self._text.lines[number]
            found = re.match(_SWALLOWED, line)
            if not found:
                continue
            if found[2]:
                at = self._text.place(number, found.start(2), (number, found.end(2)))
                rule, values = (
                    (WIDE_COLON, {"key": found[1]}) if found[2] == "：" else (NO_SPACE, {"mark": f"{found[1]}:"})
                )
                hint = ODD_SPACE if rule is NO_SPACE and is_odd_space(line[found.end(2) : found.end(2) + 1]) else None
                self.findings.append(Finding(rule=rule, at=at, values=values, hint=hint))
            else:
                at = self._text.place(number, len(line) - len(line.lstrip()), (number, len(line)))
                self.findings.append(Finding(rule=rules.SWALLOWED_LINE, at=at, values={"line": first + 1}))

    def _alias(self, event: Any) -> None:
        name = event.anchor
        if name in self._anchors:
            node, size = self._anchors[name]
            self._unused.pop(name, None)
            self._made += size
            self._expanded += size
            if self._expanded > MAX_EXPANDED:
                self._report(rules.TOO_MUCH, event, limit=MAX_EXPANDED)
                raise _Stopped
            self._put(node)
            return
        if name in self._names:
            self._recursive.add(name)
            self._report(rules.RECURSIVE_ANCHOR, event, name=name)
        else:
            self._report(rules.UNKNOWN_ANCHOR, event, name=name)
        self._put(Scalar(f"*{name}", False, False, event.start_mark, event.end_mark))

    def _put(self, node: Node) -> None:
        self._made += 1
        if self._made > MOST_VALUES:
            self._report(rules.TOO_MANY_VALUES, _Span(node.start, node.end), limit=f"{MOST_VALUES:,}")
            raise _Stopped
        if not self._open:
            self._root = node
            return
        top = self._open[-1]
        if isinstance(top, Items):
            top.items.append(node)
            return
        key = self._keys[-1]
        if key is not None:
            self._keys[-1] = None
            self._put_entry(top.entries, key, node)
        elif isinstance(node, Scalar):
            self._keys[-1] = node
        else:
            self._report(rules.KEY_IS_NO_TEXT, _Span(node.start, node.end))
            self._keys[-1] = Scalar("", False, False, node.start, node.end)

    def _put_entry(self, entries: dict[str, MapEntry], key: Scalar, value: Node) -> None:
        name = key.text
        span = _Span(key.start, key.end)
        if key.plain and _TIGHT_DASH.match(name):
            dash = self._text.place(key.start.line, key.start.column)
            self.findings.append(Finding(rule=NO_SPACE, at=dash, values={"mark": "-"}))
            entries[name] = MapEntry(key, value)
        elif name == "<<" and key.plain:
            self._report(rules.MERGE_KEY, span)
        elif name in entries:
            self._report(rules.DUPLICATE_KEY, span, key=name, line=entries[name].key.start.line + 1)
        else:
            entries[name] = MapEntry(key, value)


class _Span(Struct):
    """A stretch of the text, where no event is at hand."""

    start_mark: Any
    end_mark: Any
