r"""The text of an outline as nodes: a small subset of Markdown with tags and placeholders, each line by itself.

    # 组织机构 {#organisation}          a heading; # to ####, in braces its key and options
    各部门的职责见{{ 题号.部门职责 }}。      a paragraph, one a line
    + 一项                            a numbered list; - one with dashes
    | 部门 | 职责 |                    a table, with |---|---| below its head; 表题：… above it is its caption
    | # | {{ 部门.名称 }} | ____ |      a row of a form: its number, a fact, a place to write in
    > 注：……                          a note in small type
    文题：…… 顶格：…… 落款：……            a title in the middle, a line that is not indented, a signature on the right
    〔表：演练步骤｜题：……〕              what is generated; its options may stand in lines of their own, each behind ｜
    {%p for 部门 in 部门 %}            repeated or chosen, with {%p endfor %}; {%tr and {% say the same
    <!-- …… -->                       left out, also within a line and over several

A sign at the start of a line that is to be printed has a \ before it. Everything else is text as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.model.bounds import MOST_LINES
from plangen.model.outline import (
    Choice,
    HeadingLine,
    ListLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    TableHead,
    TableLine,
    TaggedLine,
    TextLine,
)
from plangen.model.outline_rows import cells_of, looks_of
from plangen.model.outline_signs import (
    CAPTION,
    HEADING_OPTIONS,
    OPENED,
    PLACEHOLDER,
    TAG,
    WIDE,
    heading_form,
    misplaced,
    options_of,
    role_of,
    unescaped,
)
from plangen.model.outline_source import Lines
from plangen.model.outline_text import HeadingText, KeptLine, heading_of, kept_lines
from plangen.reading import outline_rules as rules
from plangen.reading.text import Text, decode

_LEVELS = 4
_KEY = re.compile(r"[\w.-]+")
_TYPED_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]+[编章节条]|[（(]?[一二三四五六七八九十]+[)）、.．]|[（(]?\d+[)）、.．]"
)
_TAG = re.compile(TAG)
_CONTROL = re.compile(r"\{%(?:p|tr)?\s*(if|elif|else|endif|for|endfor)\b(?:(?!%\}).)*%\}")
_CAPTION = re.compile(rf"{CAPTION}\s*[：:]\s*(.*)")
_ITEM = re.compile(r"([-+])\s+(.*)")
_RULE = re.compile(r"\|(?:\s*:?-{1,}:?\s*\|)+")


class _SourceLine(Struct, frozen=True):
    """A line, and those in which the placeholder goes on that begins on it."""

    first: KeptLine
    more: tuple[KeptLine, ...] = ()
    is_stray: bool = False  # an option of a placeholder that never ends

    @property
    def text(self) -> str:
        """What the first of them says."""
        return self.first.text


class _Caption(Struct, frozen=True):
    text: str
    at: Place


_DEEPEST = 50  # blocks within blocks; what checks the tags takes far fewer


class _Frame(Struct, kw_only=True):
    """A loop or choice that is open, or the whole."""

    tag: str = ""
    at: Place = Place(file="")
    nodes: list[OutlineNode] = field(default_factory=list)
    branches: list[tuple[str, tuple[OutlineNode, ...]]] = field(default_factory=list)


def read_outline(document: str, file: str, raw: bytes) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline in a text file, as far as it can be read, and what is wrong with it."""
    text, findings = decode(file, raw, indented=False)
    if text is None:
        return Outline(document=document, file=file), findings
    if len(text.lines) > MOST_LINES:
        return Outline(document=document, file=file), (*findings, too_long(file, len(text.lines)))
    outline, found = read_lines(document, _lines_of(text))
    return outline, (*findings, *found)


def read_lines(document: str, lines: Lines) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline that these lines are."""
    reading = _LineReader(lines)
    nodes = reading.nodes()
    outline = Outline(document=document, file=lines.file, nodes=nodes, lines=tuple(reading.tagged))
    return outline, tuple(reading.findings)


def too_long(file: str, count: int) -> Finding:
    """What is said of an outline of more lines than anybody writes."""
    return Finding(rule=rules.TOO_LONG, at=Place(file=file), values={"count": count, "limit": MOST_LINES})


def _lines_of(text: Text) -> Lines:
    """The lines of a text file."""
    kept = kept_lines(text.lines)
    opened = None if kept.open_comment is None else text.place(*kept.open_comment)
    return Lines(
        file=text.file,
        kept=kept.lines,
        place=lambda line: text.place(line.number, line.column, (line.number, line.end)),
        open_comment=opened,
    )


class _LineReader:
    """Goes through the lines of one text."""

    def __init__(self, source: Lines) -> None:
        self.source = source
        self.findings: list[Finding] = []
        self.tagged: list[TaggedLine] = []
        self.stack = [_Frame()]
        self.columns = 0  # of the table that is open
        self.caption: _Caption | None = None  # that waits for its table
        self.level = 0
        self.keys: dict[str, Place] = {}

    def nodes(self) -> tuple[OutlineNode, ...]:
        """All of it as a tree."""
        if self.source.open_comment is not None:
            self.found(rules.OPEN_COMMENT, self.source.open_comment)
        lines = list(_whole(self.source.kept))
        for at, line in enumerate(lines):
            self.line(line, lines[at + 1] if at + 1 < len(lines) else None)
        self.miss_table()
        while len(self.stack) > 1:
            self.close()
        if not self.stack[0].nodes and not self.findings:
            self.found(rules.NOTHING, Place(file=self.source.file))
        return tuple(self.stack[0].nodes)

    def line(self, line: _SourceLine, following: _SourceLine | None) -> None:
        """The next line, with the one after it."""
        text, at = line.text, self.source.place(line.first)
        if _CONTROL.fullmatch(text):
            self.control(text, at)
        elif text.startswith("|"):
            self.row(line, following)
        elif caption := _CAPTION.fullmatch(text):
            self.miss_table()
            self.columns = 0
            self.caption = _Caption(self.printed(caption[1], at), at)
        else:
            self.columns = 0
            if text:
                self.miss_table()
                self.put(self.block(line, at))

    def miss_table(self) -> None:
        """Say that a caption has no table, where one is waiting."""
        if self.caption is not None:
            self.found(rules.NO_TABLE, self.caption.at, caption=self.caption.text or "……")
            self.caption = None

    def block(self, line: _SourceLine, at: Place) -> OutlineNode:
        """A heading, placeholder, item, note or paragraph."""
        text = line.text
        if heading := heading_of(text):
            return self.heading(heading, at)
        if slot := PLACEHOLDER.fullmatch("".join(each.text for each in (line.first, *line.more))):
            for each in (line.first, *line.more):
                self.tag(each.text, self.source.place(each))
            return Placeholder(kind=slot[1], name=slot[2], options=options_of(slot[3]), at=at)
        if text[0] in WIDE and not line.is_stray:
            self.found(rules.FULL_WIDTH, at, found=text[0], wanted=WIDE[text[0]])
        if item := _ITEM.fullmatch(text):
            said = self.printed(item[2], at)
            return ListLine(text=said, ordered=item[1] == "+", at=at)
        role, said = role_of(text)
        return TextLine(text=self.printed(said, at), role=role, at=at)

    def heading(self, heading: HeadingText, at: Place) -> HeadingLine:
        """A heading with what its braces say."""
        count, text = len(heading.signs), heading.words
        if count > _LEVELS:
            self.found(rules.LEVEL, at, count=count)
        level = min(count, _LEVELS)
        if level > self.level + 1:
            self.found(rules.JUMP, at, level=level, above=self.level)
        self.level = level
        words = re.findall(r"(?:[^\s{}]|\{\{[^{}]*\}\})+", heading.braces)
        if not text:
            self.found(rules.EMPTY, at)
        key = self.key(words, text, at)
        options = self.options(words, at)
        form = heading_form(options)
        numbered = not form and "不编号" not in options
        if numbered and (typed := _TYPED_NUMBER.match(text)):
            self.found(rules.NUMBERED, at, number=typed[0])
        return HeadingLine(
            level=level,
            text=self.printed(text, at),
            key=key,
            new_page="新页" in options,
            numbered=numbered,
            kept="保留" in options,
            own="归本人" in options,
            form=form,
            at=at,
        )

    def options(self, words: Sequence[str], at: Place) -> frozenset[str]:
        """What stands in the braces of a heading beside its key."""
        found = frozenset(word for word in words if not word.startswith("#"))
        for word in sorted(found - HEADING_OPTIONS):
            self.found(rules.BAD_KEY, at, word=word)
        return found

    def key(self, words: Sequence[str], text: str, at: Place) -> str:
        """What a section is known by: what is written behind the heading, else its words."""
        written = _written_key(words)
        key = written or text
        if written and not _KEY.fullmatch(_TAG.sub("", key) or "x"):
            self.found(rules.BAD_KEY, at, word=f"#{key}")
        varies = _TAG.search(key) is not None
        if varies and written:  # the words of the heading are read anyhow
            self.tag(key, at)
        if not written if varies else self.is_repeated():
            self.found(rules.NO_KEY, at)
        elif not varies:
            self.once(key, at)
        return key

    def is_repeated(self) -> bool:
        """Whether a loop is open."""
        return any(_kind(frame.tag) == "for" for frame in self.stack)

    def once(self, key: str, at: Place) -> None:
        """Note a key that is the same wherever it is printed."""
        if key in self.keys:
            self.found(rules.SAME_KEY, at, key=key, first=_where(self.keys[key]))
        else:
            self.keys[key] = at

    def row(self, line: _SourceLine, following: _SourceLine | None) -> None:
        """A row of a table, its head where |---| stands below it."""
        at = self.source.place(line.first)
        if self.columns and self.is_rule(line) and self.is_behind_head():
            return
        cells = tuple(self.cells(line, at))
        if following is not None and self.is_rule(following):
            self.head(cells, following, at)
        elif not self.columns:
            self.found(rules.TABLE_HEAD, at)
            self.caption = None  # its table is there, but for the head
        elif len(cells) != self.columns:
            self.found(rules.TABLE_SHAPE, at, count=len(cells), wanted=self.columns)
        else:
            self.put(TableLine(cells=cells, at=at))

    def cells(self, line: _SourceLine, at: Place) -> Iterator[str]:
        """The cells of a row as they are to be printed."""
        known = self.source.rows.get(line.first.number)
        texts = cells_of(line.text) if known is None else known.cells
        for number, text in enumerate(texts):
            yield self.printed(text, at if known is None else known.places[number], in_cell=True)

    def is_rule(self, line: _SourceLine) -> bool:
        """Whether it says how wide the columns are: |---|---|."""
        return line.first.number not in self.source.rows and _RULE.fullmatch(line.text) is not None

    def head(self, cells: tuple[str, ...], rule: _SourceLine, at: Place) -> None:
        """The head of a table, with the caption that waits for it; the rule below it says how wide the columns are."""
        weights, centred = looks_of(rule.text)
        if len(weights) != len(cells):
            self.found(rules.TABLE_SHAPE, self.source.place(rule.first), count=len(weights), wanted=len(cells))
            weights = (1.0,) * len(cells)
        self.columns = len(cells)
        caption = "" if self.caption is None else self.caption.text
        self.put(TableHead(cells=cells, weights=weights, centred=centred, caption=caption, at=at))
        self.caption = None

    def is_behind_head(self) -> bool:
        return bool(self.stack[-1].nodes) and isinstance(self.stack[-1].nodes[-1], TableHead)

    # -- loops and choices

    def control(self, text: str, at: Place) -> None:
        """A line that repeats or chooses what follows."""
        found = _CONTROL.fullmatch(text)
        assert found is not None
        kind = found[1]
        tag = re.sub(r"^\{%(?:p|tr)?\s*", "{%p ", text)
        self.tagged.append(TaggedLine(text=tag, at=at, controls=True))
        frame = self.stack[-1]
        if kind in {"for", "if"}:
            self.stack.append(_Frame(tag=tag, at=at))
        elif kind in {"elif", "else"}:
            if frame.tag:
                frame.branches.append((frame.tag, tuple(frame.nodes)))
                frame.tag, frame.nodes = tag, []
        elif len(self.stack) > 1:
            self.close()

    def close(self) -> None:
        frame = self.stack.pop()
        branches = (*frame.branches, (frame.tag, tuple(frame.nodes)))
        first, body = branches[0]
        if len(self.stack) > _DEEPEST:
            self.stack[-1].nodes += [node for _, nodes in branches for node in nodes]
        elif _kind(first) == "for":
            otherwise = tuple(node for _, nodes in branches[1:] for node in nodes)
            self.put(Loop(tag=first, body=body, otherwise=otherwise, at=frame.at))
        else:
            self.put(Choice(branches=branches, at=frame.at))

    # -- helpers

    def put(self, node: OutlineNode) -> None:
        self.stack[-1].nodes.append(node)

    def printed(self, text: str, at: Place, *, in_cell: bool = False) -> str:
        """The text as it is to be printed; told where it holds what was meant to be a placeholder."""
        for each in misplaced(text):
            rule = rules.NOT_ALONE if each.name else rules.SEEMING
            self.found(rule, at.within(each.found), found=each.found, name=each.name, wanted=each.wanted)
        self.tag(text, at)
        return unescaped(text, in_cell=in_cell)

    def tag(self, text: str, at: Place) -> None:
        """Note a text that may hold tags."""
        if "{" in text or "｛" in text or "}" in text:
            self.tagged.append(TaggedLine(text=text, at=at))

    def found(self, rule: Rule, at: Place, **values: object) -> None:
        self.findings.append(Finding(rule=rule, at=at, values=values))


def _whole(lines: Iterable[KeptLine]) -> Iterator[_SourceLine]:
    """The lines, those in which a placeholder goes on with the one in which it begins; others stay as they are."""
    held: list[KeptLine] = []
    for line in lines:
        if held and line.text.startswith(("｜", "|")):
            held.append(line)
            if line.text.endswith("〕"):
                yield _SourceLine(held[0], tuple(held[1:]))
                held = []
            continue
        yield from _open(held)
        held = [line] if OPENED.fullmatch(line.text) else []
        yield from () if held else (_SourceLine(line),)
    yield from _open(held)


def _open(held: Sequence[KeptLine]) -> Iterator[_SourceLine]:
    """The lines of a placeholder that never ends."""
    yield from (_SourceLine(each, is_stray=at > 0) for at, each in enumerate(held))


def is_control(text: str) -> bool:
    """Whether a line repeats or chooses what follows."""
    return _CONTROL.fullmatch(text) is not None


def _where(at: Place) -> Words:
    """A place of this file as a sentence names it."""
    return at.spot or words(f"第 {at.line} 行", f"line {at.line}")


def _kind(tag: str) -> str:
    found = _CONTROL.fullmatch(tag)
    return found[1] if found else ""


def _written_key(words: Sequence[str]) -> str:
    """What stands behind # in the braces of a heading."""
    return next((word[1:] for word in words if word.startswith("#")), "")
