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
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.language.outline_signs import (
    BLANK,
    BRACES,
    CAPTION,
    CELL,
    CONTROL,
    ESCAPED,
    HEADING,
    HEADING_OPTIONS,
    IN_ROLE,
    ITEM,
    KEY,
    LEVELS,
    OPENED,
    OPTION,
    PLACEHOLDER,
    ROLES,
    RULE,
    TAG,
    TYPED_NUMBER,
    WIDE,
)
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
from plangen.reading import outline_rules as rules
from plangen.reading.text import Text, decode


class SourceLine(Struct, frozen=True, kw_only=True):
    """A line of an outline, wherever it was written."""

    text: str  # without blanks at its ends
    at: Place
    cells: tuple[Place, ...] = ()  # of a row whose cells have places of their own
    more: "tuple[SourceLine, ...]" = ()  # in which a placeholder goes on


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
    lines, unended = _without_comments(text)
    outline, found = read_lines(document, file, lines)
    return outline, (*findings, *unended, *found)


def read_lines(document: str, file: str, lines: Iterable[SourceLine]) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline that these lines are."""
    reading = _LineReader()
    nodes = reading.nodes(lines)
    outline = Outline(document=document, file=file, nodes=nodes, lines=tuple(reading.tagged))
    return outline, tuple(reading.findings)


def too_long(file: str, count: int) -> Finding:
    """What is said of an outline of more lines than anybody writes."""
    return Finding(rule=rules.TOO_LONG, at=Place(file=file), values={"count": count, "limit": MOST_LINES})


def _without_comments(text: Text) -> tuple[list[SourceLine], tuple[Finding, ...]]:
    """The lines that are to be read, and a finding where a comment has no end."""
    lines: list[SourceLine] = []
    opened: int | None = None
    for number, whole in enumerate(text.lines):
        said = whole.strip(BLANK)
        if opened is not None:
            opened = None if said.endswith("-->") else opened
        elif said.startswith("<!--"):
            opened = None if said.endswith("-->") else number
        else:
            column = len(whole) - len(whole.lstrip(BLANK))
            lines.append(SourceLine(text=said, at=text.place(number, column, (number, column + len(said)))))
    return lines, () if opened is None else (Finding(rule=rules.OPEN_COMMENT, at=text.place(opened, 0)),)


class _LineReader:
    """Goes through the lines of one outline."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.tagged: list[TaggedLine] = []
        self.stack = [_Frame()]
        self.columns = 0  # of the table that is open
        self.caption: _Caption | None = None  # that waits for its table
        self.level = 0
        self.keys: dict[str, Place] = {}

    def nodes(self, source: Iterable[SourceLine]) -> tuple[OutlineNode, ...]:
        """All of it as a tree."""
        lines = list(_whole(source))
        for at, line in enumerate(lines):
            self.line(line, lines[at + 1] if at + 1 < len(lines) else None)
        self.miss_table()
        while len(self.stack) > 1:
            self.close()
        if not self.stack[0].nodes and not self.findings:
            self.found(rules.NOTHING, Place(file=self.text.file))
        return tuple(self.stack[0].nodes)

    def line(self, line: SourceLine, following: SourceLine | None) -> None:
        """The next line, with the one after it."""
        text, at = line.text, line.at
        if CONTROL.fullmatch(text):
            self.control(text, at)
        elif text.startswith("|"):
            self.row(line, following)
        elif caption := CAPTION.fullmatch(text):
            self.caption = caption[1]
            self.tag(caption[1], at)
        else:
            self.columns = 0
            if text:
                self.miss_table()
                self.put(self.block(line, at))

    def block(self, line: SourceLine, at: Place) -> OutlineNode:
        """A heading, placeholder, item, note or paragraph."""
        text = line.text
        if heading := HEADING.fullmatch(text):
            return self.heading(len(heading[1]), heading[2], at)
        if slot := PLACEHOLDER.fullmatch("".join(each.text for each in (line, *line.more))):
            for each in (line, *line.more):
                self.tag(each.text, each.at)
            return Placeholder(kind=slot[1], name=slot[2], options=_options(slot[3]), at=at)
        if text[0] in WIDE:
            self.found(rules.FULL_WIDTH, at, found=text[0], wanted=WIDE[text[0]])
        if item := ITEM.fullmatch(text):
            said = self.tag(item[2], at)
            return ListLine(text=said, ordered=item[1] == "+", at=at)
        role, said = _role(text)
        return TextLine(text=self.printed(said, at), role=role, at=at)

    def heading(self, count: int, whole: str, at: Place) -> HeadingLine:
        """A heading with what its braces say."""
        if count > LEVELS:
            self.found(rules.LEVEL, at, count=count)
        level = min(count, LEVELS)
        if level > self.level + 1:
            self.found(rules.JUMP, at, level=level, above=self.level)
        self.level = level
        braces = BRACES.search(whole)
        words = re.findall(r"(?:[^\s{}]|\{\{[^{}]*\}\})+", braces[1]) if braces else []
        text = whole[: braces.start()] if braces else whole
        if not text:
            self.found(rules.EMPTY, at)
        key = self.key(words, text, at)
        options = self.options(words, at)
        numbered = "不编号" not in options
        if numbered and (typed := TYPED_NUMBER.match(text)):
            self.found(rules.NUMBERED, at, number=typed[0])
        return HeadingLine(
            level=level,
            text=self.printed(text, at),
            key=key,
            new_page="新页" in options,
            numbered=numbered,
            kept="保留" in options,
            own="归本人" in options,
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
        if written and not KEY.fullmatch(TAG.sub("", key) or "x"):
            self.found(rules.BAD_KEY, at, word=f"#{key}")
        varies = TAG.search(key) is not None
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

    def row(self, line: SourceLine, following: SourceLine | None) -> None:
        """A row of a table, its head where |---| stands below it."""
        at, cells = line.at, _cells(line.text)
        if self.is_below_head(line):
            return
        if following is not None and RULE.fullmatch(following.text):
            weights, centred = _looks(following.text)
            if len(weights) != len(cells):
                self.found(rules.TABLE_SHAPE, following.at, count=len(weights), wanted=len(cells))
                weights = (1.0,) * len(cells)
            self.columns = len(cells)
            head = TableHead(cells=cells, weights=weights, centred=centred, caption=self.caption, at=at)
            self.caption = ""
            self.put(head)
        elif not self.columns:
            self.found(rules.TABLE_HEAD, at)
            self.caption = None  # its table is there, but for the head
        elif len(cells) != self.columns:
            self.found(rules.TABLE_SHAPE, at, count=len(cells), wanted=self.columns)
        else:
            self.put(TableLine(cells=cells, at=at))
        for each, place in zip(cells, line.cells or (at,) * len(cells), strict=False):
            self.tag(each, place)

    def is_below_head(self, line: SourceLine) -> bool:
        """Whether it only says how wide the columns of the head above it are."""
        nodes = self.stack[-1].nodes
        is_behind_head = bool(self.columns and nodes) and isinstance(nodes[-1], TableHead)
        return is_behind_head and RULE.fullmatch(line.text) is not None

    # -- loops and choices

    def control(self, text: str, at: Place) -> None:
        """A line that repeats or chooses what follows."""
        found = CONTROL.fullmatch(text)
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
        if _kind(first) == "for":
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
        return ESCAPED.sub(r"\1", text)

    def found(self, rule: Rule, at: Place, **values: object) -> None:
        self.findings.append(Finding(rule=rule, at=at, values=values))


def _whole(lines: Iterable[SourceLine]) -> Iterator[SourceLine]:
    """The lines, those in which a placeholder goes on with the one in which it begins; others stay as they are."""
    held: list[SourceLine] = []
    for line in lines:
        if held and line.text.startswith(("｜", "|")):
            held.append(line)
            if line.text.endswith("〕"):
                yield _SourceLine(held[0], tuple(held[1:]))
                held = []
            continue
        yield from held
        held = [line] if OPENED.fullmatch(line.text) else []
        yield from () if held else (line,)
    yield from held


def _where(at: Place) -> Words:
    """A place of this file as a sentence names it."""
    return at.spot or words(f"第 {at.line} 行", f"line {at.line}")


def _kind(tag: str) -> str:
    found = CONTROL.fullmatch(tag)
    return found[1] if found else ""


def _role(text: str) -> tuple[str, str]:
    """What a paragraph is, and what it says."""
    if text.startswith(">"):
        return "note", text[1:].lstrip(BLANK)
    found = IN_ROLE.fullmatch(text)
    return (ROLES[found[1]], found[2]) if found else ("", text)


def _written_key(words: Sequence[str]) -> str:
    """What stands behind # in the braces of a heading."""
    return next((word[1:] for word in words if word.startswith("#")), "")


def _options(text: str) -> Mapping[str, str]:
    """｜题：……｜横 as words with what they are given."""
    pairs = (re.split(r"[：:]", each, maxsplit=1) for each in OPTION.findall(text) if each.strip())
    return {pair[0].strip(): pair[1].strip() if len(pair) > 1 else "" for pair in pairs}


def _cells(row: str) -> tuple[str, ...]:
    pieces: list[str] = []
    here = 1  # behind the first bar
    while here <= len(row):
        found = CELL.match(row, here)
        assert found is not None  # it may be empty
        pieces.append(found[0])
        here = found.end() + 1
    if len(pieces) > 1 and not pieces[-1].strip(BLANK):
        pieces.pop()  # behind the last bar
    return tuple(ESCAPED.sub(r"\1", each.strip(BLANK)) for each in pieces)


def _looks(row: str) -> tuple[tuple[float, ...], frozenset[int]]:
    """How wide the columns are, by the number of dashes, and which are centred: :---:."""
    cells = _cells(row)
    centred = frozenset(at for at, each in enumerate(cells) if each.startswith(":") and each.endswith(":"))
    return tuple(float(each.count("-")) for each in cells), centred
