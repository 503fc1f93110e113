"""Tags that docxtpl and Jinja know and templates here do not: each is refused in its own words, with what does the job.

docxtpl's own documents name them, so people write them; "cannot be read" would send them looking for a wrong bracket.
"""

import re
from collections.abc import Callable

from msgspec import Struct

from plangen.diagnostics import Words, words


class Dialect(Struct, frozen=True, kw_only=True):
    """A kind of tag that is not supported: how it looks, what is said of it, what to write instead."""

    looks: re.Pattern[str]
    problem: Words
    hint: Words
    plain: Callable[[str], str] = str  # the tag as it is written here, so that a loop that it begins is known


def dialect(text: str) -> Dialect | None:
    """Of which other dialect a tag is; None where nobody knows."""
    return next((each for each in _DIALECTS if each.looks.match(text)), None)


def is_dialect(problem: object) -> bool:
    """Whether this is said of a tag of another dialect."""
    return any(each.problem == problem for each in _DIALECTS)


_STATEMENTS = "if|elif|else|endif|for|endfor"
_DIALECTS = (
    Dialect(
        looks=re.compile(r"\{%-|\{\{-|.*-%\}$|.*-\}\}$", re.DOTALL),
        problem=words(
            "里去掉空白的减号（{%-、-%}）不支持", "has a minus sign that trims space, which is not supported"
        ),
        hint=words(
            "去掉减号；要使整段按条件出现或者重复而不留空行，写成 {%p … %} 并独占一段",
            "leave out the minus sign; {%p … %} in a paragraph of its own leaves no empty line behind",
        ),
        plain=lambda text: re.sub(r"^(\{[{%])-|-([%}]\})$", r"\1\2", text),
    ),
    Dialect(
        looks=re.compile(rf"\{{%tc\s+(?:{_STATEMENTS})\b"),
        problem=words(
            "要重复或者选择表格的列（tc），不支持", "repeats or chooses columns (tc), which is not supported"
        ),
        hint=words(
            "列数固定的，每一列各写自己的标签；项数不定的，改成一项一行，用 {%tr for … %} 和 {%tr endfor %}",
            "give each column its tag where their number is fixed; else make each item a row, with {%tr for … %}",
        ),
        plain=lambda text: text.replace("{%tc", "{%", 1),
    ),
    Dialect(
        looks=re.compile(r"\{%\s*(?:vm|hm)\s*%\}|\{%\s*(?:cellbg|colspan)\b"),
        problem=words("要合并单元格或者给单元格上色，不支持", "merges or colours cells, which is not supported"),
        hint=words(
            "在 Word 里直接合并单元格、设置底色；循环的行里要合并的内容，改写在表格前面的段落里",
            "merge and shade cells in Word; what rows of a loop should share goes into a paragraph before the table",
        ),
    ),
    Dialect(
        looks=re.compile(rf"\{{%r\s+(?:{_STATEMENTS})\b"),
        problem=words("按文字片段选择或者重复（r），不支持", "chooses or repeats runs (r), which is not supported"),
        hint=words(
            "同一段里的条件和循环写 {% if … %}、{% for … %}；整段的写 {%p … %}",
            "write {% if … %} or {% for … %} within a paragraph, {%p … %} for whole ones",
        ),
        plain=lambda text: text.replace("{%r", "{%", 1),
    ),
    Dialect(
        looks=re.compile(r"\{\{(?:r|p|tr|tc)\s"),
        problem=words(
            "要填入带格式的文字、段落或者行，不支持",
            "inserts formatted text, paragraphs or rows, which is not supported",
        ),
        hint=words(
            "写 {{ 名称 }}；字体、颜色设在标签上，填入的文字随标签的格式；逐项列出的写 {%p for … %}",
            "write {{ name }}: the text takes the look of its tag; list items with {%p for … %}",
        ),
        plain=lambda text: re.sub(r"^\{\{(?:r|p|tr|tc)\s", "{{ ", text),
    ),
    Dialect(
        looks=re.compile(rf"\{{%(?:p|tr)?(?:{_STATEMENTS})\b"),
        problem=words("的百分号后面没有空格", "lacks a space behind its percent sign"),
        hint=words(
            "在 {%、{%p 或者 {%tr 的后面空一格，例如 {%p if 名称 %}",
            "put a space behind {%, {%p or {%tr, as in {%p if name %}",
        ),
        plain=lambda text: re.sub(r"^(\{%(?:p|tr)?)(?=[a-z])", r"\1 ", text),
    ),
    Dialect(
        looks=re.compile(r"\{%\s*\w*\s*(?:set|macro|include|import|from|call|filter|raw|block|extends|do|with)\b"),
        problem=words(
            "要赋值、引入文件或者定义宏，不支持", "assigns, includes or defines something, which is not supported"
        ),
        hint=words(
            "模板只能填入、选择和重复；要用的内容写进 source/ 的事实，例如补充事实",
            "templates insert, choose and repeat; what they need belongs to the facts in source/, such as extra facts",
        ),
    ),
)
