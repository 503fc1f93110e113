"""No file keeps the reader busy: what once took seconds for a line, and its kin, ends at the longest line there is."""

import pytest
from bounded import Bound, bounded

from plangen.model.bounds import LONGEST_TEXT
from plangen.reading.outline import read_outline
from plangen.reading.source import read
from plangen.reading.text import MAX_LINE

ROOM = MAX_LINE - 100
BOUND = Bound(seconds=1)  # the child is ended at five times that; each of these takes a tenth of it

# Each is a file; the first six are known to have taken time that grows with the square of their length.
LINES = {
    "number signs": "a: 1\n#" + "=" * ROOM + "#\n",
    "a long line before a number sign": "a: " + "x" * ROOM + "#\n",
    "spaces in a value that does not parse": "a: 'b' c" + " " * ROOM + "d\n",
    "spaces before a bracket": "a: {b: c" + " " * ROOM + "[d]}\n",
    "dashes in a file with a tab": "\ta: 1\n" + "- " * (ROOM // 2) + "\n",
    "spaces in a range": "due: '1" + " " * ROOM + "x'\n",
    "combining marks": "due: " + "1\u0301\u0327" * (ROOM // 3) + "\n",
    "spaces before a comment": "a: x #1" + " " * ROOM + "x\n",
    "colons": "a" + ": a" * (ROOM // 3) + "\n",
    "commas between braces": "a: {b: " + "，" * ROOM + "}\n",
    "quotes": "a: " + "\"'" * (ROOM // 2) + "\n",
    "open quotes on many lines": ('a: "' + "x" * 40 + "\n") * 600,
    "open brackets": "a: [" + "b: [" * 30 + " " * ROOM + "\n",
    "dashes without a space": "-a\n" * (ROOM // 3),
    "tabs": "\t" * ROOM + "a: 1\n",
    "unclosed open values": "purposes: [" + "【待填写：" * (LONGEST_TEXT // 5) + "]\n",
    "keys nobody knows": "".join(f"k{number}: 1\n" for number in range(10_000)),
    "keys with a full-width colon": "".join(f"k{number}：1\n" for number in range(10_000)),
    "marks after emoji": "title: 甲" + "\ufe0f\u200d" * (ROOM // 2) + "\n",
}


PIECES = (
    *("〔表：", "〔表：a｜", "〔表 a", "〔表；a", "〔    表", "【表：", "[表:a", "〕", "<!--", "<!-- -->", "-->"),
    *("\\", "\\\\#", "\\〔", "{{", "}}", "{%p if ", "{%p if a %}", "{#a ", "表题：", "|", "| - ", " ", " {"),
)


@pytest.mark.parametrize("before", ["", "甲", "# ", "| ", "〔表：a｜", "# {#"])
def test_an_outline_is_read_to_its_end(before: str) -> None:
    lines = [f"{before}{piece * (ROOM // len(piece))}甲" for piece in PIECES]
    outcome = bounded(lambda: [read_outline("plan", "a.md", each.encode())[0].file for each in lines], BOUND)
    assert outcome.failure == ""
    assert outcome.value == ["a.md"] * len(PIECES)


@pytest.mark.parametrize("line", LINES)
def test_a_file_is_read_to_its_end(line: str) -> None:
    names = ("plan", "improvement", "timeline")
    outcome = bounded(lambda: [each.code for each in read(_sources(LINES[line], names)).findings], BOUND)
    assert outcome.failure == ""
    assert outcome.value


def _sources(content: str, names: tuple[str, ...]) -> dict[str, bytes]:
    return {f"source/{name}.yaml": content.encode() for name in names}
