"""Lists inside a loop count from one again with each item; lists that are the loop run on."""

import re
from collections.abc import Sequence

import pytest

from plangen.blocks.template import Gap, Listing, Names
from plangen.office.ooxml.package import parts_of
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from tests.notices.test_laws import job
from tests.notices.word import word

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NUMBERING = (
    f'<w:numbering xmlns:w="{_W}">'
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    "</w:numbering>"
)
_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>'
    '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Item"/></w:style></w:styles>'
)


def paragraph(text: str, number: str = "") -> str:
    """One with a number (1), of a style (Sub), or plain."""
    look = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number.isdecimal() else ""
    look = f'<w:pStyle w:val="{number}"/>' if number and not look else look
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def facts(*products: Sequence[str]) -> Names:
    def product(parts: Sequence[str]) -> Names:
        listed = Listing(items=tuple(parts), sample=Gap("部件"))
        return Names(title="产品", values={"parts": listed}, chinese={"部件": "parts"})

    listed = Listing(items=tuple(map(product, products)), sample=product(["部件"]))
    recall = Names(title="召回", values={"products": listed}, chinese={"产品": "products"})
    return Names(title="", values={"recall": recall}, chinese={"召回": "recall"})


def labels(body: str, context: Names, *, numbering: bool = True) -> list[str]:
    """The text of each numbered paragraph with the number that Word gives it."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    parts = {"word/document.xml": document, "word/styles.xml": _STYLES}
    parts |= {"word/numbering.xml": _NUMBERING} if numbering else {}
    raw, found = render(job(context), WordFile(word([], parts), "a.docx"))
    assert raw is not None, found
    made = {name: content.decode() for name, content in parts_of(raw).items()}
    assert "round" not in made["word/document.xml"]
    assert ("word/numbering.xml" in made) is numbering
    starts = dict(
        re.findall(r'<w:num w:numId="(\d+)">.*?<w:startOverride w:val="(\d+)"/>', made.get("word/numbering.xml", ""))
    )
    counts: dict[str, int] = {}
    said: list[str] = []
    for each in re.findall(r"<w:p>.*?</w:p>", made["word/document.xml"], re.DOTALL):
        number = re.search(r'<w:numId w:val="(\d+)"/>', each)
        key = number[1] if number else ("2" if "w:pStyle" in each else "")
        text = re.sub("<[^>]+>", "", each)
        if key:
            counts[key] = counts.get(key, int(starts.get(key, 3)) - 1) + 1
            text = f"{counts[key]} {text}"
        said.append(text)
    return said


_LOOP, _END = paragraph("{%p for 产品 in 召回.产品 %}"), paragraph("{%p endfor %}")
_TWO = facts(["甲", "乙"], ["丙"])


@pytest.mark.parametrize("number", ["1", "Item", "Sub"])
def test_a_list_below_each_item_begins_again_with_the_next_item(number: str) -> None:
    body = _LOOP + paragraph("产品") + paragraph("停用", number) + paragraph("退货", number) + _END
    assert labels(body, _TWO) == ["产品", "3 停用", "4 退货", "产品", "3 停用", "4 退货"]


def test_a_loop_within_the_loop_counts_its_items_and_begins_again_with_the_next_outer_one() -> None:
    inner = paragraph("{%p for 部件 in 产品.部件 %}") + paragraph("{{ 部件 }}", "1") + paragraph("{%p endfor %}")
    assert labels(_LOOP + paragraph("产品") + inner + _END, _TWO) == ["产品", "3 甲", "4 乙", "产品", "3 丙"]


def test_what_the_loop_lists_runs_on() -> None:
    body = _LOOP + paragraph("产品", "1") + paragraph("说明") + _END + paragraph("其他", "1")
    assert labels(body, _TWO) == ["3 产品", "说明", "4 产品", "说明", "5 其他"]


def test_a_list_that_goes_on_outside_the_loop_runs_on() -> None:
    body = paragraph("前文", "1") + _LOOP + paragraph("产品") + paragraph("停用", "1") + _END
    assert labels(body, _TWO) == ["3 前文", "产品", "4 停用", "产品", "5 停用"]


def test_each_list_has_its_own_number() -> None:
    body = _LOOP + paragraph("产品", "2") + paragraph("停用", "1") + paragraph("退货", "1") + _END
    assert labels(body, _TWO) == ["3 产品", "3 停用", "4 退货", "4 产品", "3 停用", "4 退货"]


def test_without_a_list_of_numbers_nothing_is_lost() -> None:
    body = _LOOP + paragraph("产品") + paragraph("停用", "1") + _END
    assert [each.split()[-1] for each in labels(body, _TWO, numbering=False)] == ["产品", "停用"] * 2
