"""The words of documents are their owner's: they stand in outlines and `templates/wording.yaml`, not in the program.

Read: every text of `plangen/documents` that is a sentence. What explains a generated table in the lists of fields is
spoken by the program, as are findings and the sheets that it makes about its own work: questions, fields, comparisons.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import plangen

TOP = Path(plangen.__file__).parent / "documents"
OF_THE_PROGRAM = ("notices/", "revisions/", "plan/charts.py")  # the last: what those are told who cannot see a chart
_EXPLAINING = {"meaning", "words", "caption"}  # a caption is the title of a block, which an outline may rename
_NOT_PRINTED = {"rule", "Words", "words", "re.compile"}  # findings, and what is read rather than said
_ENDS = frozenset("。；：")
_CHARACTER = re.compile("[\u4e00-\u9fff]")
_LONG, _SHORT = 12, 4


def sentences(tree: ast.AST) -> Iterator[str]:
    """Texts with 。；： of a few characters, or as long as a sentence; f-strings with their fields as …."""
    passed = set(_passed(tree))
    for node in ast.walk(tree):
        text = "" if node in passed else _text(node)
        length = len(_CHARACTER.findall(text))
        if length >= _LONG or (length >= _SHORT and not _ENDS.isdisjoint(text)):
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "…" for part in node.values)
    return ""


def _passed(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):  # docstrings
            yield node.value
        elif isinstance(node, ast.keyword) and node.arg in _EXPLAINING:
            yield from ast.walk(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield from (part for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in _NOT_PRINTED:
            yield from ast.walk(node)


def test_no_sentence_of_a_document_stands_in_the_program() -> None:
    found = [
        f"{name}: {text}"
        for path in sorted(TOP.rglob("*.py"))
        if not (name := path.relative_to(TOP).as_posix()).startswith(OF_THE_PROGRAM)
        for text in sentences(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'paragraph("演练结束后交回。")',
        'said = f"由{party}告知消费者。"',
        'said = f"所需物资：{needs}"',
        'title="公司各部门信息收集员通讯录及外部联系单位"',
    ],
)
def test_a_sentence_is_noticed(code: str) -> None:
    assert list(sentences(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'f"{amount}分钟"',
        'title="消费者投诉信息表"',
        'def compose():\n    """一句说明。"""',
        'table(meaning="各部门的信息收集员、频道和群组，按计划的顺序")',
    ],
)
def test_others_are_not(code: str) -> None:
    assert not list(sentences(ast.parse(code)))
