"""A rule as text, for `plangen explain` and the rule reference."""

from collections.abc import Iterator

from plangen.diagnostics import Rule, Severity, words
from plangen.reporting.style import Style

_SEVERITIES = {
    Severity.ERROR: words("错误", "error"),
    Severity.WARNING: words("警告", "warning"),
    Severity.INFO: words("提示", "note"),
}
_WHY, _WHAT = words("为什么", "why"), words("怎么办", "what to do")
_BAD, _GOOD = words("有问题的写法", "bad"), words("正确的写法", "good")


def rule_line(rule: Rule, style: Style) -> str:
    return f"{rule.code}  {style.say(_SEVERITIES[rule.severity])}  {style.say(rule.title)}"


def rule_text(rule: Rule, style: Style) -> Iterator[str]:
    yield style.paint(rule_line(rule, style), "1")
    yield ""
    yield f"{style.say(_WHY)}: {style.say(rule.why)}"
    yield f"{style.say(_WHAT)}: {_general(rule, style)}"
    for label, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield ""
            yield f"{style.say(label)}:"
            yield from (f"    {line}" for line in example.strip().splitlines())


def rule_markdown(rule: Rule, style: Style) -> Iterator[str]:
    yield f"## {rule.code} {style.say(rule.title)}"
    yield ""
    yield f"**{style.say(_SEVERITIES[rule.severity])}** · {style.say(rule.why)}"
    yield ""
    yield f"{style.say(_WHAT)}: {_general(rule, style)}"
    yield ""
    for label, example in ((_BAD, rule.bad), (_GOOD, rule.good)):
        if example:
            yield f"{style.say(label)}:"
            yield ""
            yield "```yaml"
            yield from example.strip().splitlines()
            yield "```"
            yield ""


def _general(rule: Rule, style: Style) -> str:
    """The hint with "…" for what only an occurrence knows."""
    text = rule.hint.zh if style.language == "zh" else rule.hint.en
    return text.format_map(_Dots())


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
