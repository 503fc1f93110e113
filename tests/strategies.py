"""What the laws of several packages draw from: YAML as people type it, texts, and plans with one thing changed."""

import copy
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from hypothesis import strategies as st

from plangen.model.values import Duration, Moment
from plangen.reading.text import UNSEEN

# Pieces that YAML gives a meaning, and those that people take for them.
_PIECES = st.sampled_from(
    [
        *"\n\n\n  \t:-#'\"[]{},&*!|>%@`?\\",
        "a",
        "b: ",
        "- ",
        "甲",
        "：",
        "，",
        "“",
        "”",
        "\u3000",
        "\u2028",
        "!todo ",
        "<<",
        "---\n",
        "\r",
    ]
)
# What outlines give a meaning, whole and in pieces.
_OUTLINE_PIECES = st.sampled_from(
    [
        *"\n\n\n\n #+-|>*\\{}〔〕：｜。",
        *("甲", "# ", "## ", "+ ", "- ", "> ", "| 甲 |", "|--|", "\n|---|---|\n", "{#a 新页}", "{#a-{{ 岗位.编号 }}}"),
        *(
            "〔表：小组组成〕",
            "\n〔页：封面〕\n",
            "〔列：演练目的〕",
            "〔表：演练步骤｜题：",
            "\n｜列：时间",
            "【表：",
            "[图:",
        ),
        *("\n{%p for 岗位 in 岗位 %}\n", "\n{%p for 阶段 in 阶段 %}\n", "\n{%p endfor %}\n", "{% if 部门|个数 == 2 %}"),
        *("\n{%tr if 题号.小组组成 %}\n", "\n{%p else %}\n", "\n{%p endif %}\n", "{% endif %}", "{% for x in 部门 %}"),
        *(
            "{{ 题号.小组组成 }}",
            "{{ 题号.演练步骤 }}",
            "{{ 节号.a }}",
            "{{ 部门|并列 }}",
            "{{ 没有 }}",
            "{{",
            "{%p",
            "%}",
        ),
        *("<!--", "-->", "<!-- 说明 -->", "\n表题：名单\n", "文题：", "落款：", "**", "<br>", "＃", "{# 说明 #}"),
    ]
)
_INSTEAD: tuple[object, ...] = (
    "",
    "甲",
    "x",
    "0",
    "9:00",
    "2026-03-10",
    "all-departments",
    "【待填写：甲】",
    [],
    {},
    ["甲"],
    {"id": "x"},
)

Tree = dict[str, Any]
"""The files of a source as plain values, by name below source/."""


def yamlish() -> st.SearchStrategy[str]:
    """Text that looks like YAML to somebody, and is full of slips."""
    return st.lists(_PIECES, max_size=40).map("".join)


def outlinish() -> st.SearchStrategy[str]:
    """Text that looks like an outline to somebody, and is full of slips."""
    return st.lists(_OUTLINE_PIECES, max_size=40).map("".join)


def texts() -> st.SearchStrategy[str]:
    """Text without characters that do not show."""
    characters = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"))
    return st.text(characters.filter(lambda each: not re.fullmatch(UNSEEN, each)), min_size=1, max_size=30)


def trees() -> st.SearchStrategy[dict[str, object]]:
    """Keys with texts, lists and keys of texts below them."""
    values: st.SearchStrategy[object] = st.recursive(
        texts(),
        lambda inner: st.lists(inner, min_size=1, max_size=4) | st.dictionaries(texts(), inner, min_size=1, max_size=4),
        max_leaves=12,
    )
    return st.dictionaries(texts(), values, min_size=1, max_size=5)


def chinese() -> st.SearchStrategy[str]:
    """Lines of Chinese with some keys and numbers between, as files of a plan have them."""
    words = st.sampled_from(
        ("title: ", "- ", "演练", "消费者权益保护", "信息收集员", "：", "，", "。", "9:10", "一", "龘")
    )
    return st.lists(st.lists(words, min_size=1, max_size=8).map("".join), min_size=1, max_size=6).map("\n".join)


def ids() -> st.SearchStrategy[str]:
    """Ids as a source has them: lower-case words with hyphens, some of them the end or the beginning of others."""
    words = st.sampled_from(("it", "head", "quality", "team", "2", "x"))
    return st.lists(words, min_size=1, max_size=3).map("-".join).filter(lambda key: key[0].isalpha())


def names() -> st.SearchStrategy[str]:
    """Titles in Chinese without punctuation and without words that join others."""
    return st.text(st.sampled_from("质量信息技术客户服务法务部门经理主任热线检验公告甲乙丙丁"), min_size=1, max_size=8)


def durations(longest: int = 60 * 24 * 7 * 8) -> st.SearchStrategy[Duration]:
    """Lengths of time from none to eight weeks, in minutes."""
    return st.builds(Duration, st.integers(0, longest))


def moments(days: int = 31) -> st.SearchStrategy[Moment]:
    """Clock times of a drill of so many days, 24:00 of the last one included."""
    return st.builds(Moment, st.integers(0, days * 24 * 60))


def plain_values(files: Mapping[str, str]) -> Tree:
    """The files as plain values: texts, lists and keys."""
    return {name: yaml.load(content, yaml.BaseLoader) for name, content in files.items()}


def as_source(value: object) -> bytes:
    """A file of plain values, as bytes."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).encode()


@st.composite
def one_change(draw: st.DrawFn, tree: Tree) -> dict[str, bytes]:
    """One file of a source, by its path, with one value left out or replaced."""
    name = draw(st.sampled_from(sorted(tree)))
    value = copy.deepcopy(tree[name])
    holder, key = draw(st.sampled_from(list(_places(value))))
    if draw(st.booleans()):
        del holder[key]
    else:
        holder[key] = copy.deepcopy(draw(st.sampled_from(_INSTEAD)))
    return {f"source/{name}": as_source(value)}


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    keys = range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
