"""Bytes to text: the encodings people save, characters that do not show, and a place for every position."""

import re
from collections.abc import Container, Iterable, Mapping

from msgspec import Struct

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Words, rule
from plangen.visible import HIDDEN

MAX_BYTES = 4_000_000
MAX_LINE = 30_000  # characters: a text of the longest, with its key and quotes, has room

TOO_LARGE = rule(
    "Y101",
    ERROR,
    title=("文件过大", "file too large"),
    why=(
        "计划的源文件通常只有几十 KB；过大的文件多半是误放进来的数据，读取会很慢",
        "source files of a plan are a few dozen kB; a huge one is usually data put there by mistake",
    ),
    message=(
        "文件有 {size} 字节，超过 {limit} 字节的上限",
        "the file has {size} bytes, more than the limit of {limit}",
    ),
    hint=(
        "按主题拆分内容，或把不属于计划的数据移出 source/",
        "split it by subject, or move data that is not plan out of source/",
    ),
)
NOT_TEXT = rule(
    "Y102",
    ERROR,
    title=("不是文本文件", "not a text file"),
    why=(
        "无法识别的字节会变成乱码，内容可能已经损坏",
        "bytes that cannot be read turn into garbage; content may be damaged already",
    ),
    message=("此处的字节无法识别为文字", "the bytes here cannot be read as text"),
    hint=(
        "用文本编辑器重新打开原稿，另存为 UTF-8 编码；Word、Excel 文件不能改名充当 YAML",
        "open the original in a text editor and save it as UTF-8; renaming a Word or Excel file does not make it YAML",
    ),
)
OTHER_ENCODING = rule(
    "Y103",
    WARNING,
    title=("文件不是 UTF-8 编码", "file is not UTF-8"),
    why=(
        "GBK 等编码在其他电脑和工具上会变成乱码；已按 GB18030 读取",
        "GBK and the like turn into garbage on other machines; this time the file was read as GB18030",
    ),
    message=("文件编码是 GB18030（GBK），不是 UTF-8", "the file is encoded in GB18030 (GBK), not in UTF-8"),
    hint=("在编辑器里选择“另存为”，编码选 UTF-8", "save it again with the encoding UTF-8"),
)
INVISIBLE = rule(
    "Y104",
    ERROR,
    title=("看不见的字符", "invisible character"),
    why=(
        "从网页、Word 或聊天软件粘贴时常带进看不见的字符，会让相同的编号对不上，或打断一行",
        "text pasted from web pages, Word or chats brings characters that do not show, split lines and make ids differ",
    ),
    message=("有看不见的字符 {character}", "invisible character {character}"),
    hint=(
        "删除这个字符；找不到时把这一行重新输入一遍",
        "delete the character; if you cannot find it, type the line again",
    ),
)
TAB = rule(
    "Y105",
    ERROR,
    title=("缩进里有 Tab", "tab in indentation"),
    why=(
        "YAML 的缩进只认半角空格，Tab 的宽度各处不同",
        "YAML indents with spaces only; a tab is as wide as each program likes",
    ),
    message=("缩进里有 Tab 键", "the indentation contains a tab"),
    hint=("每一级缩进改用两个半角空格", "indent with two spaces per level instead"),
    bad="title: 应急演练计划\nscope:\n\ttext: 全公司\n",
    good="title: 应急演练计划\nscope:\n  text: 全公司\n",
)
WIDE_SPACE = rule(
    "Y106",
    ERROR,
    title=("缩进里有全角空格", "full-width space in indentation"),
    why=(
        "YAML 不把全角空格或不间断空格当作缩进，整行会被并入上一行的内容",
        "YAML does not indent by full-width or no-break spaces: the line becomes part of the text above",
    ),
    message=("缩进里有{character}", "the indentation contains {character}"),
    hint=("改用半角空格（切换到英文输入法）", "use ordinary spaces"),
    bad="title: 应急演练计划\nscope:\n　　text: 全公司\n",
    good="title: 应急演练计划\nscope:\n  text: 全公司\n",
)
LONG_LINE = rule(
    "Y107",
    ERROR,
    title=("一行过长", "line far too long"),
    why=(
        "计划里的一行通常不到 200 个字符；这样长的行多半是误贴进来的数据",
        "lines of a plan have fewer than 200 characters; such a line is usually data pasted by mistake",
    ),
    message=(
        "这一行有 {count} 个字符，超过 {limit} 个的上限",
        "the line has {count} characters, more than the limit of {limit}",
    ),
    hint=(
        "文字分成几行来写，或删去不属于计划的内容",
        "break it over several lines, or remove what is not part of the plan",
    ),
)

_UTF_16 = Words(
    "文件像是 UTF-16 编码（Windows 记事本的“Unicode”）；在编辑器里选择“另存为”，编码选 UTF-8",
    "the file seems to be encoded in UTF-16 without its mark; save it again with the encoding UTF-8",
)
_NULS = Words(
    "文件里有空字节，不是文本，或已经损坏；用备份恢复，Word、Excel 文件不能改名充当 YAML",
    "there are zero bytes in the file: it is not text, or damaged; renaming a Word or Excel file does not make it YAML",
)
_FEW = 0.1  # of the bytes: so few zero bytes are a slip in a text

SHOWN_AT_MOST = 20  # a damaged file must not bury the findings of the others

# Patterns are compiled where a file needs them, which is seldom: start-up time counts.
# Line breaks to PyYAML, what libyaml refuses, and what does not show or only joins: control, format and
# default-ignorable characters, fillers, blanks of scripts. U+200D and U+FE0F belong to emoji and stand with them only.
_EMOJI = (
    r"\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    r"\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
UNSEEN = (
    r"(?:[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u200b\u200c\u200e\u200f"
    r"\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\ufffb\ufffe\uffff\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    rf"{HIDDEN}]|(?<![{_EMOJI}])\ufe0f(?!\u20e3)|(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}]))"
)
ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INDENT = rf" *[\t{ODD_SPACES}][ \t{ODD_SPACES}]*"
_HEAD = rf"(?:[ \t{ODD_SPACES}-]|{UNSEEN})*"  # what stands before a line's first key or value
_BLOCK_HEADER = r"([ ]*(?:-[ ]++)*+)(?:[^#\s][^#]*:[ ]+)?(?:![^\s]*[ ]+)?[|>][-+0-9]{0,2}[ ]*(?:#.*)?$"

_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16

Shift = tuple[int, int]
"""From which column of a mended line on, and by how many characters, it stands right of the original."""


class Text(Struct, frozen=True, kw_only=True):
    """A file's text as handed to the parser, with its lines as they were written."""

    file: str
    lines: tuple[str, ...]  # what is parsed: the same number of lines, here and there mended
    written: tuple[str, ...]
    shifts: Mapping[int, tuple[Shift, ...]]  # by line from 0; latest mending last

    @property
    def content(self) -> str:
        return "\n".join(self.lines)

    def place(self, line: int, column: int, end: tuple[int, int] | None = None, *, path: str = "") -> Place:
        """The place that begins at `line` and `column` of the parsed text and ends before `end`, all from 0."""
        line = min(line, len(self.written) - 1)
        excerpt = self.written[line]
        start = min(self._as_written(line, column), len(excerpt))
        stop = len(excerpt.rstrip())
        if end is not None and end[0] == line:
            stop = min(self._as_written(line, end[1]), stop)
        elif end is None:
            stop = start + 1
        return Place(
            file=self.file,
            line=line + 1,
            column=start + 1,
            end_column=max(stop, start + 1) + 1,
            path=path,
            excerpt=excerpt,
        )

    def mended(self, line: int, content: str, shift: Shift) -> "Text":
        """The same with one line replaced, so that reading can go on after a mistake."""
        return Text(
            file=self.file,
            lines=(*self.lines[:line], content, *self.lines[line + 1 :]),
            written=self.written,
            shifts={**self.shifts, line: (*self.shifts.get(line, ()), shift)},
        )

    def without(self, numbers: Container[int]) -> "Text":
        """The same with some lines emptied."""
        return Text(
            file=self.file,
            lines=tuple("" if number in numbers else line for number, line in enumerate(self.lines)),
            written=self.written,
            shifts={**self.shifts, **{number: () for number in range(len(self.lines)) if number in numbers}},
        )

    def _as_written(self, line: int, column: int) -> int:
        for start, by in reversed(self.shifts.get(line, ())):
            if column >= start + by:
                column -= by
            elif column > start:
                column = start
        return column


def decode(file: str, raw: bytes, *, indented: bool = True) -> tuple[Text | None, tuple[Finding, ...]]:
    """The text of a file, None where it cannot be read as text; findings on encoding and characters.

    What a line begins with is looked at where it is `indented` as YAML is.
    """
    if len(raw) > MAX_BYTES:
        return None, (
            Finding(rule=TOO_LARGE, at=Place(file=file), values={"size": f"{len(raw):,}", "limit": f"{MAX_BYTES:,}"}),
        )
    findings: list[Finding] = []
    if (zeros := raw.count(0)) and not raw.startswith(_MARKS) and zeros > _FEW * len(raw):
        hint = _UTF_16 if _is_unmarked_utf16(raw) else _NULS
        return None, (Finding(rule=NOT_TEXT, at=_byte_place(file, raw, raw.index(0)), hint=hint),)
    try:
        content = _decoded(raw)
    except UnicodeDecodeError as error:
        return None, (Finding(rule=NOT_TEXT, at=_byte_place(file, raw, error.start)),)
    if content is None:
        content = raw.decode("gb18030")
        findings.append(Finding(rule=OTHER_ENCODING, at=Place(file=file)))
    lines = tuple(content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    text = Text(file=file, lines=lines, written=lines, shifts={})
    looked, found = _looked_over(text, content, indented=indented)
    return looked, (*findings, *found)


def _looked_over(text: Text, content: str, *, indented: bool) -> tuple[Text | None, tuple[Finding, ...]]:
    """The text without what does not show and without odd indents, None where a line has no end."""
    if long := tuple(_long_line(text, number) for number, line in enumerate(text.lines) if len(line) > MAX_LINE):
        return None, long
    if all(map(str.isprintable, text.lines)) and not seems_to_hide(content):  # no tab or odd space, nothing invisible
        return text, ()
    text, invisible = _without_invisible(text)
    text, indents = _without_odd_indents(text) if indented else (text, [])
    return text, (*invisible, *indents)


def _long_line(text: Text, number: int) -> Finding:
    line = text.lines[number]
    at = Place(file=text.file, line=number + 1, column=1, end_column=2, excerpt=re.sub(UNSEEN, "�", line))
    return Finding(rule=LONG_LINE, at=at, values={"count": f"{len(line):,}", "limit": f"{MAX_LINE:,}"})


def seems_to_hide(text: str) -> bool:
    """Whether it may hold what does not show though Python calls it printable."""
    return re.search(rf"[{HIDDEN}\ufe0f]", text) is not None


def is_odd_space(character: str) -> bool:
    """Whether it looks like a space but is not one to YAML."""
    return character.isspace() and character not in " \t"


def _decoded(raw: bytes) -> str | None:
    """None where only GB18030 remains; raises UnicodeDecodeError where nothing does."""
    if raw.startswith(_MARKS):
        return raw.decode("utf-16")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _is_damaged_utf8(raw):
            raise
        raw.decode("gb18030")
        return None


def encoding_of(raw: bytes) -> str:
    """How a text that `decode` reads is encoded, so that it is written again as it was."""
    if raw.startswith(_MARKS):
        return "utf-16"
    if raw.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    return "gb18030" if _decoded(raw) is None else "utf-8"


def lines_as_written(raw: bytes) -> tuple[str, ...]:
    """The lines of a text that `decode` reads, counted as there, each with its end and whatever does not show.

    An empty last line is left out.
    """
    content = raw.decode(encoding_of(raw))
    return tuple(re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", content))


def _is_unmarked_utf16(raw: bytes) -> bool:
    """Whether every other byte of what ASCII there is, is zero: keys, colons and line ends of a plan are ASCII."""
    even, odd = raw[::2].count(0), raw[1::2].count(0)
    return len(raw) % 2 == 0 and min(even, odd) == 0


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether most of it is UTF-8: GB18030 would read it too, as garbage."""
    content = raw.decode("utf-8", errors="replace")
    damaged = content.count("\ufffd")
    sound = len(re.findall("[\u2e80-\uffef]", content))  # three bytes each, which GBK text gives by chance only
    return sound > 3 * damaged


def _byte_place(file: str, raw: bytes, offset: int) -> Place:
    return _char_place(file, raw[:offset].decode("utf-8", errors="replace"), None)


def _char_place(file: str, content: str, offset: int | None) -> Place:
    before = content[:offset].replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Place(file=file, line=line, column=column, end_column=column + 1)


def _without_invisible(text: Text) -> tuple[Text, list[Finding]]:
    """Each invisible character is reported and read as a space, so that what follows it is checked too.

    Before a line's first key or value it is taken away, so that the line stays aligned with its neighbours.
    """
    pattern = re.compile(UNSEEN)
    if not pattern.search(text.content):
        return text, []
    shown = tuple(pattern.sub("�", line) for line in text.lines)  # an excerpt must stay one printable line
    lines: list[str] = []
    shifts = dict(text.shifts)
    found: list[Finding] = []
    for number, line in enumerate(text.lines):
        matches = tuple(pattern.finditer(line))
        head = re.match(_HEAD, line)
        before = head.end() if head and matches else 0
        lines.append(pattern.sub("", line[:before]) + pattern.sub(" ", line[before:]))
        gone = [(match.start() - count + 1, -1) for count, match in enumerate(matches) if match.start() < before]
        if gone:
            shifts[number] = (*shifts.get(number, ()), *gone)
        found += [_unseen(text.file, shown[number], number, match) for match in matches[: SHOWN_AT_MOST - len(found)]]
    mended = Text(file=text.file, lines=tuple(lines), written=shown, shifts=shifts)
    return mended, found


def _unseen(file: str, shown: str, line: int, match: re.Match[str]) -> Finding:
    column = match.start() + 1
    at = Place(file=file, line=line + 1, column=column, end_column=column + 1, excerpt=shown)
    return Finding(rule=INVISIBLE, at=at, values={"character": f"U+{ord(match[0]):04X}"})


def _without_odd_indents(text: Text) -> tuple[Text, list[Finding]]:
    """Tabs and full-width spaces that indent are reported and read as the spaces they look like."""
    pattern = re.compile(_INDENT)
    if not any(map(pattern.match, text.lines)):
        return text, []
    inside = _block_text_lines(text.lines)
    lines = list(text.lines)
    shifts = dict(text.shifts)
    found: list[Finding] = []
    for number, line in enumerate(text.lines):
        match = None if number in inside else pattern.match(line)
        if match is None:
            continue
        indent = "".join("  " if character in "\t\u3000" else " " for character in match[0])
        lines[number] = indent + line[match.end() :]
        shifts[number] = (*shifts.get(number, ()), (0, len(indent) - match.end()))
        if match.end() < len(line):  # else an empty line in effect; the parser would see text
            found.append(_odd_indent(text, number))
    mended = Text(file=text.file, lines=tuple(lines), written=text.written, shifts=shifts)
    return mended, found[:SHOWN_AT_MOST]


def _odd_indent(text: Text, number: int) -> Finding:
    line = text.lines[number]
    column = next(index for index, character in enumerate(line) if character != " ")
    is_wide = line[column] == "\u3000"
    character = Words("全角空格", "a full-width space") if is_wide else Words("不间断空格", "a no-break space")
    rule = TAB if line[column] == "\t" else WIDE_SPACE
    return Finding(rule=rule, at=text.place(number, column), values={"character": character})


def _block_text_lines(lines: Iterable[str]) -> frozenset[int]:
    """The lines of block texts (`|` and `>`), where such spaces are part of the text."""
    inside: set[int] = set()
    indent = -1  # of the key that the block text belongs to; -1: none is open
    for number, line in enumerate(lines):
        if indent >= 0:
            spaces = len(line) - len(line.lstrip(" "))
            if not line.strip() or spaces > indent:
                inside.add(number)
                continue
            indent = -1
        if header := re.match(_BLOCK_HEADER, line):
            indent = len(header[1])
    return frozenset(inside)
