"""Where the parser gives up: what the author most likely did, on which line, and how to read on after it.

The parser often stops a line late (a full-width colon is only missed when the next line comes), so the line it
names, the one before and the one where the construct began are all looked at.
"""

import re
from collections.abc import Iterator

from msgspec import Struct
from yaml import MarkedYAMLError, YAMLError

from plangen.diagnostics import Finding, Rule, Words
from plangen.reading import syntax_rules as rules
from plangen.reading.meant_keys import key_pattern
from plangen.reading.text import Text, is_odd_space
from plangen.reading.tree_rules import SEVERAL_DOCUMENTS


class Problem(Struct, frozen=True, kw_only=True):
    """What stopped the parser."""

    finding: Finding
    line: int  # from 0
    certain: bool  # not a mere consequence of a mistake that was mended further up
    mended: Text | None  # the text with the mistake corrected, where that can be guessed


class _Stop(Struct, frozen=True, kw_only=True):
    """Where the parser stopped and what it said, lines and columns from 0."""

    text: Text
    line: int
    column: int
    began: int  # the line where the construct began
    began_column: int
    said: str

    def content(self, line: int) -> str:
        return self.text.lines[line] if 0 <= line < len(self.text.lines) else ""

    def suspects(self) -> tuple[int, ...]:
        """The lines to look at: where the construct began, the last one before the stop with content, the stop."""
        before = self.line - 1
        while before > 0 and not self.content(before).strip():
            before -= 1
        return tuple(dict.fromkeys(n for n in (self.began, before, self.line) if 0 <= n < len(self.text.lines)))


class _Cause(Struct, frozen=True, kw_only=True):
    """A guess at what the author did."""

    rule: Rule
    line: int
    start: int
    end: int
    values: dict[str, object]
    hint: Words | None = None
    mended: str | None = None
    shift: tuple[int, int] = (0, 0)


_BEFORE_KEY, _WIDE_COLON, _TIGHT_COLON = r"^(\s*(?:- +)*)", r" *(：)", r"(:)(?=[^ \t/])"
_WIDE_COLON_ANY = re.compile(r"^(\s*(?:- +)*)([^\s：:#'\"-][^：:#'\"]{0,11})(：)")
_TIGHT_DASH = re.compile(r"^(\s*)(-)(?=[^ \t\-])")
_CLOSING = {"[": "]", "{": "}"}
_SEPARATOR = re.compile(r"[\[\]{},]|: ")
_WITH_BRACKETS = re.compile(r"(?:[^,\[\]{}]|\[[^\[\],{}]*\]|\{[^{},\[\]]*\})+")
_DASH_BEFORE_KEY = re.compile(r"^(\s*)(-)(?=[\[{]|[A-Za-z_][A-Za-z0-9_-]*: )")
_VALUE = re.compile(r"(\s*+(?:- ++(?=\S))*+(?:(?![\"'\[{“])[^:#]*+: ++(?=\S))?)(\S.*)")
_AFTER_QUOTE = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')\s*[^\s#,\]}:]")
_OPEN_QUOTE = re.compile(r"(?:^|: +|- +)([\"'])((?!\1).)*$")


def explain(text: Text, error: YAMLError) -> Problem:
    """What the author most likely did where the parser gave up."""
    stop = _stop(text, error)
    cause = next(filter(None, _guesses(stop)), None)
    if cause is None:
        cause = _unexplained(stop)
    certain = cause.rule not in {rules.OTHER, rules.NO_COLON, rules.INDENTATION}
    at = text.place(cause.line, cause.start, (cause.line, cause.end))
    return Problem(
        finding=Finding(rule=cause.rule, at=at, values=cause.values, hint=cause.hint),
        line=cause.line,
        certain=certain,
        mended=None if cause.mended is None else text.mended(cause.line, cause.mended, cause.shift),
    )


def _stop(text: Text, error: YAMLError) -> _Stop:
    if not isinstance(error, MarkedYAMLError):
        return _Stop(text=text, line=0, column=0, began=0, began_column=0, said=str(error))
    mark = error.problem_mark or error.context_mark
    began = error.context_mark or mark
    return _Stop(
        text=text,
        line=mark.line if mark else 0,
        column=mark.column if mark else 0,
        began=began.line if began else 0,
        began_column=began.column if began else 0,
        said=f"{error.context or ''}: {error.problem or ''}",
    )


def _guesses(stop: _Stop) -> Iterator[_Cause | None]:
    for line in stop.suspects():
        yield _tight(stop, line, _DASH_BEFORE_KEY)
    for by_line in (_wide_colon, _tag, _special_start, _chinese_quotes, _unclosed_before, _after_quote, _colon_inside):
        for line in stop.suspects():
            yield by_line(stop, line)
    for line in stop.suspects():
        yield _tight(stop, line, re.compile(_key(stop) + _TIGHT_COLON))
        yield _tight(stop, line, _TIGHT_DASH)
    yield from (cause(stop) for cause in _BY_STOP)


def _key(stop: _Stop) -> str:
    return f"{_BEFORE_KEY}({key_pattern(stop.text.file)})"


def _wide_colon(stop: _Stop, line: int, pattern: re.Pattern[str] | None = None) -> _Cause | None:
    content = stop.content(line)
    found = (pattern or re.compile(_key(stop) + _WIDE_COLON)).match(content)
    if not found:
        return None
    start, end = found.span(3)
    return _Cause(
        rule=rules.WIDE_COLON,
        line=line,
        start=start,
        end=end,
        values={"key": found[2].strip('"')},
        mended=f"{content[:start]}: {content[end:]}",
        shift=(end, 1),
    )


def _tight(stop: _Stop, line: int, pattern: re.Pattern[str]) -> _Cause | None:
    content = stop.content(line)
    found = pattern.match(content)
    if not found:
        return None
    end = found.end()
    mark = found[2] + (":" if pattern.pattern.endswith(_TIGHT_COLON) else "")
    odd = is_odd_space(content[end : end + 1])
    return _Cause(
        rule=rules.NO_SPACE,
        line=line,
        start=end - 1,
        end=end,
        values={"mark": mark},
        hint=rules.ODD_SPACE if odd else None,
        mended=f"{content[:end]} {content[end + odd :]}",
        shift=(end, 1 - odd),
    )


def _value(content: str) -> re.Match[str] | None:
    """What stands before the line's value, and the value."""
    return _VALUE.match(content.rstrip())


def _quoted(rule: Rule, line: int, content: str, **values: object) -> _Cause | None:
    """The line's value is the matter; reading goes on as if it stood in quotes."""
    found = _value(content)
    if not found:
        return None
    start, end = found.span(2)
    value = found[2].replace("'", "''")
    return _Cause(
        rule=rule, line=line, start=start, end=end, values=values, mended=f"{found[1]}'{value}'", shift=(start, 1)
    )


def _tag(stop: _Stop, line: int) -> _Cause | None:
    found = _value(stop.content(line))
    if line != stop.line or not found or not found[2].startswith("!") or not re.search(" a tag|tag handle", stop.said):
        return None
    tag, content = found[2].split()[0], stop.content(line)
    if not tag.startswith("!todo"):
        return _quoted(rules.TAG_MISTYPED, line, content, tag=tag)
    start = found.start(2)
    end = start + len("!todo")
    return _Cause(
        rule=rules.TAG_MISTYPED,
        line=line,
        start=start,
        end=start + len(tag),
        values={"tag": tag},
        mended=f"{content[:end]} {content[end:]}",
        shift=(end, 1),
    )


def _special_start(stop: _Stop, line: int) -> _Cause | None:
    """@ and the like, where the parser stopped on that very value or right after its bracket."""
    content = stop.content(line)
    found = _value(content)
    if not found or line != stop.line or "flow" in stop.said:
        return None
    sign, past = found[2][0], stop.column - found.start(2)
    if past < 0 or not _stops_at(sign, past, stop.said):
        return None
    return _quoted(rules.SPECIAL_START, line, content, sign=sign)


def _stops_at(sign: str, past: int, said: str) -> bool:
    """Whether this sign in front of a value is what the parser stopped at, so many characters after it."""
    if past <= 1 and sign in "@`%*&,]}-?":
        return True
    return (sign in "|>" and "block scalar" in said) or (sign in "*&[{%" and past > 0)


def _chinese_quotes(stop: _Stop, line: int) -> _Cause | None:
    found = _value(stop.content(line))
    if not found or line != stop.line or found[2][0] not in "“”" or stop.column < found.start(2):
        return None
    return _quoted(rules.QUOTED_IN_CHINESE, line, stop.content(line))


def _unclosed_before(stop: _Stop, line: int) -> _Cause | None:
    """The parser stopped after a quote without a partner on its line: one further up was never closed."""
    before = stop.content(line)[: stop.column].rstrip()
    sign = before[-1:]
    if line != stop.line or sign not in {'"', "'"} or before.count(sign) % 2 == 0:
        return None
    for number in range(line - 1, -1, -1):
        found = _OPEN_QUOTE.search(stop.content(number))
        if found and found[1] == sign:
            return _open_quote(stop, number, found.start(1))
    return None


def _unclosed_to_end(stop: _Stop) -> _Cause | None:
    if "quoted scalar" not in stop.said or "end of stream" not in stop.said:
        return None
    return _open_quote(stop, stop.began, stop.began_column)


def _open_quote(stop: _Stop, line: int, start: int) -> _Cause:
    content = stop.content(line)
    sign = content[start : start + 1]
    value = content[start + 1 :].rstrip().replace("'", "''")
    return _Cause(
        rule=rules.OPEN_QUOTE,
        line=line,
        start=start,
        end=len(content),
        values={"sign": sign},
        mended=f"{content[:start]}'{value}'",
    )


def _after_quote(stop: _Stop, line: int) -> _Cause | None:
    content = stop.content(line)
    found = _value(content)
    if not found or line != stop.line or stop.column <= found.start(2) or not _AFTER_QUOTE.match(found[2]):
        return None
    return _quoted(rules.AFTER_QUOTE, line, content, sign=found[2][0])


def _colon_inside(stop: _Stop, line: int) -> _Cause | None:
    content = stop.content(line)
    found = _value(content)
    if "mapping values are not allowed" not in stop.said or line != stop.line or not found:
        return None
    if not found[1].strip() or stop.column < found.start(2):
        return None
    return _quoted(rules.COLON_INSIDE, line, content)


def _backslash(stop: _Stop) -> _Cause | None:
    if "escape" not in stop.said and "hexdec" not in stop.said:
        return None
    content = stop.content(stop.line)
    start = max(content.rfind("\\", 0, stop.column + 1), 0)
    return _Cause(rule=rules.BACKSLASH, line=stop.line, start=start, end=start + 2, values={})


def _wide_separator(stop: _Stop) -> _Cause | None:
    content = stop.content(stop.line)
    found = re.search(r"[，、；](?= *[A-Za-z_][A-Za-z0-9_-]*[:：])", content)
    if "parsing a flow" not in stop.said or not found:
        return None
    start, end = found.span()
    return _Cause(
        rule=rules.WIDE_SEPARATOR,
        line=stop.line,
        start=start,
        end=end,
        values={"sign": found[0]},
        mended=f"{content[:start]}, {content[end:]}",
        shift=(end, 1),
    )


def _ended_before(stop: _Stop) -> _Cause | None:
    """Content after a line of three dots."""
    if "<document start>" not in stop.said:
        return None
    line = next((n for n in range(stop.line - 1, -1, -1) if stop.content(n).startswith("...")), None)
    return None if line is None else _Cause(rule=SEVERAL_DOCUMENTS, line=line, start=0, end=3, values={})


def _bracket(stop: _Stop) -> _Cause | None:
    if "parsing a flow" not in stop.said:
        return None
    line, start = stop.began, stop.began_column
    if stop.content(line)[start : start + 1] not in _CLOSING:  # libyaml names the end of the text
        line, start = _last_bracket(stop)
    content = stop.content(line)
    sign = content[start : start + 1]
    mended = None if _CLOSING[sign] in content[start:] else content + _CLOSING[sign]
    return _Cause(rule=rules.OPEN_BRACKET, line=line, start=start, end=start + 1, values={"sign": sign}, mended=mended)


def _last_bracket(stop: _Stop) -> tuple[int, int]:
    for line in range(stop.line, -1, -1):
        before = stop.content(line)[: stop.column] if line == stop.line else stop.content(line)
        column = max(before.rfind("["), before.rfind("{"))
        if column >= 0:
            return line, column
    raise AssertionError(stop.said)  # no flow collection begins without a bracket


def _bracket_inside(stop: _Stop) -> _Cause | None:
    """timeline.phases[response] without quotes between braces."""
    content = stop.content(stop.line)
    if "parsing a flow" not in stop.said or content[stop.column : stop.column + 1] not in _CLOSING:
        return None
    begin = _begun(content[: stop.column])
    whole = None if begin is None else _WITH_BRACKETS.match(content, begin)
    if whole is None:
        return None
    start, end = whole.span()
    value = whole[0].rstrip()
    quoted = value.replace("'", "''")
    return _Cause(
        rule=rules.BRACKET_INSIDE,
        line=stop.line,
        start=start,
        end=start + len(value),
        values={"sign": content[stop.column], "value": value},
        mended=f"{content[:start]}'{quoted}'{content[end:]}",
        shift=(start, 1),
    )


def _begun(before: str) -> int | None:
    """Where the value without quotes begins that reaches to the end of this text."""
    last = max((found.end() for found in _SEPARATOR.finditer(before)), default=0)
    value = before[last:].lstrip(" ")
    return None if value[:1] in {"", '"', "'"} or before[last - 1 : last] in {"]", "}"} else len(before) - len(value)


def _no_colon(stop: _Stop) -> _Cause | None:
    if "could not find expected ':'" not in stop.said:
        return None
    content = stop.content(stop.began)
    if cause := _wide_colon(stop, stop.began, _WIDE_COLON_ANY):
        return cause
    return _Cause(rule=rules.NO_COLON, line=stop.began, start=stop.began_column, end=len(content), values={})


def _indentation(stop: _Stop) -> _Cause | None:
    said = ("expected key", "<block end>", "'-' indicator", "mapping values are not allowed", "<document start>")
    content = stop.content(stop.line)
    indent = len(content) - len(content.lstrip())
    if not any(part in stop.said for part in said) or not content.strip():
        return None
    if stop.column > indent and "mapping values" not in stop.said:
        return None
    return _Cause(rule=rules.INDENTATION, line=stop.line, start=indent, end=len(content), values={})


def _unexplained(stop: _Stop) -> _Cause:
    said = stop.said.split(": ", 1)[-1]
    problem = _PROBLEMS.get(said, Words("写法不符合 YAML 的规定", said))
    return _Cause(rule=rules.OTHER, line=stop.line, start=stop.column, end=stop.column + 1, values={"problem": problem})


_BY_STOP = (
    _unclosed_to_end,
    _backslash,
    _wide_separator,
    _bracket_inside,
    _bracket,
    _no_colon,
    _ended_before,
    _indentation,
)
_PROBLEMS = {
    "did not find expected <document start>": Words("前面的内容已经结束", "what stands above has already ended"),
    "did not find expected key": Words("这里不该有内容", "nothing is expected here"),
    "found character that cannot start any token": Words("值不能以这个字符开头", "no value begins with this character"),
}
