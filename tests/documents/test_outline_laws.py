"""Laws of outlines: what is typed is printed, and whatever is typed can be read, proved and made."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from plangen.blocks.text import as_text
from plangen.changes.outline_lines import outline_lines
from plangen.documents.catalogue import blocks_of
from plangen.documents.outlines.proved import outline_findings
from plangen.documents.plan import drill_plan
from plangen.model.plan import Plan
from plangen.reading.outline import read_outline
from tests.strategies import outlinish, texts

BLANK = " \t\u3000\u00a0"
# What the guide calls a sign: at the start of a line, anywhere in it, or behind a backslash.
AT_START = re.compile(
    r"#|[-+]\s|\||>|(?:表题|文题|顶格|落款)\s*[：:]|〔\s*(?:表|图|列|页|件)\s*[：:]|\{%\s*(?:p|tr)?\s*(?:if|for|el|end)"
)
ANYWHERE = re.compile(r"\{\{.*\}\}|\{%.*%\}|\{#.*#\}|\*\*|<!--|\\\\*(?:[-#+|>〔<【\[［＃｜＋－＞]|表题|文题|顶格|落款)")


def is_plain(text: str) -> bool:
    """Whether a line is a paragraph that holds no sign."""
    said = text.strip(BLANK)
    return bool(said) and not AT_START.match(said) and not ANYWHERE.search(said)


def lines() -> st.SearchStrategy[str]:
    """Lines as people type them, full of what comes near to a sign."""
    pieces = st.sampled_from(
        [
            *"#+-|>*{}[]<%\\！：:。 \u3000",
            *(
                "甲",
                "乙",
                "＃",
                "｜",
                "〔2026〕",
                "〔表：甲〕",
                "【表：甲】",
                "〔表 甲〕",
                "〔图：甲",
                "-->",
                "1.",
                "（一）",
            ),
            *("{{", "}}", "{%p", "%}", "表题", "\\\\server\\a", "<br>", "__", "&lt;", "$1"),
        ]
    )
    return st.lists(pieces | texts(), min_size=1, max_size=8).map("".join).filter(is_plain)


@given(typed=st.lists(lines(), min_size=1, max_size=4))
@example(typed=["甲-->", "\\\\server\\share", "国发〔2026〕7号，见〔表：甲〕【表：甲】"])
@example(typed=["－ 甲", "＃乙", "{丙}", "1. 丁 | 戊", "*己*"])
def test_what_is_typed_is_printed(typed: list[str], sample: Plan) -> None:
    outline, _ = read_outline("plan", "plan.md", "\n".join(typed).encode())
    text = as_text(drill_plan(sample.with_outlines({"plan": outline})))
    assert text.partition("\n\n")[2] == "\n\n".join(f"　　{each.strip(BLANK)}" for each in typed) + "\n"


@given(text=outlinish())
def test_whatever_is_typed_is_read_proved_and_made(text: str, sample: Plan) -> None:
    outline, found = read_outline("plan", "plan.md", text.encode())
    findings = (*found, *outline_findings(sample, outline, blocks_of("plan")))
    assert all(each.message(language) and each.advice(language) for each in findings for language in ("zh", "en"))
    count = text.count("\n") + 1
    assert all(each.at.line <= count for each in findings if each.at.file == "plan.md")
    as_text(drill_plan(sample.with_outlines({"plan": outline})))


@given(text=outlinish())
def test_a_text_does_not_differ_from_itself_nor_by_what_is_left_out(text: str) -> None:
    lines = text.splitlines()
    noted = [f"{line}  " for line in ("<!-- 说明 -->", *lines)]
    assert list(outline_lines(lines, lines)) == list(outline_lines(lines, noted)) == []
