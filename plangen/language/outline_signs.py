"""The signs of the language of outlines: how headings, items, rows, placeholders and tags are told from text."""

import re

from plangen.model.outline import KINDS, TITLE

HEADING = re.compile(r"(#+)\s*(.*)")
LEVELS = 4
BRACES = re.compile(r"\s*\{((?:#|新页|不编号|保留|归本人)(?:[^{}]|\{\{[^{}]*\}\})*)\}$")
HEADING_OPTIONS = frozenset({"新页", "不编号", "保留", "归本人"})
KEY = re.compile(r"[\w.-]+")
TYPED_NUMBER = re.compile(
    r"第[一二三四五六七八九十百\d]+[编章节条]|[（(]?[一二三四五六七八九十]+[)）、.．]|[（(]?\d+[)）、.．]"
)
TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
CONTROL = re.compile(r"\{%p?\s*(if|elif|else|endif|for|endfor)\b(?:(?!%\}).)*%\}")
PLACEHOLDER = re.compile(rf"〔({'|'.join(KINDS)})\s*[：:]\s*([^｜|〕]+?)\s*((?:[｜|][^〕]*)?)〕")
OPENED = re.compile(rf"〔(?:{'|'.join(KINDS)})\s*[：:][^〕]*")
OPTION = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\}|[^｜|])+")  # up to the next bar that is not in a tag
ITEM = re.compile(r"([-+])\s+(.*)")
CAPTION = re.compile(r"表题\s*[：:]\s*(.*)")
ROLES = {"文题": TITLE, "顶格": "plain", "落款": "signed"}
IN_ROLE = re.compile(rf"({'|'.join(ROLES)})[ \t]*[：:][ \t]*(.*)")  # wide blanks are room to write in
RULE = re.compile(r"\|(?:\s*:?-{1,}:?\s*\|)+")
CELL = re.compile(r"(?:\{\{.*?\}\}|\{%.*?%\}|\\.|[^|])*")  # up to the next bar that is neither in a tag nor escaped
ESCAPED = re.compile(rf"\\([#+\-|>〔<\\＃｜＋－＞]|(?:表题|{'|'.join(ROLES)})\s*[：:])")
WIDE = {"＃": "#", "｜": "|", "＋": "+", "－": "-", "＞": ">"}
BLANK = " \t\u3000\u00a0"
SIGNS = frozenset("#+-|><〔") | WIDE.keys()
"""What makes something else than text of a line that begins with it."""
