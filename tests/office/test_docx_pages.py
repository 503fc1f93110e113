"""What only a laid-out page can show: lines and characters on it, the side of its number, that tables fit."""

import datetime
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.blocks.document import Block, Column, Cover, Document, PageBreak, SectionBreak, Table, paragraph, row
from plangen.office.redline import redline
from plangen.office.word.writer import write_document

pytestmark = pytest.mark.office

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE_WIDTH, PAGE_HEIGHT = 595.3, 841.9
TOP, BOTTOM = 37 / 25.4 * 72, PAGE_HEIGHT - 35 / 25.4 * 72
TEXT = "为了维护消费者合法权益公司定期组织开展应急演练检验应急预案提高处置技能" * 40

Soffice = Callable[[bytes], Path]


def pages(pdf: Path) -> list[list[tuple[float, float, str]]]:
    """Left edge, top edge and text of the words of each page."""
    found = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True)
    return [
        [(float(x), float(y), text) for x, y, _, _, text in WORD.findall(page)]
        for page in found.stdout.split("<page ")[1:]
    ]


def made(house: bytes, *blocks: Block) -> bytes:
    return write_document(
        Document(
            title="计划",
            subject="演练",
            author="某公司",
            header="演练文件",
            created=datetime.date(2024, 12, 1),
            blocks=blocks,
        ),
        house,
    )


def test_a_full_page_has_22_lines_of_28_characters(house: bytes, soffice: Soffice) -> None:
    first, second, *_ = pages(soffice(made(house, paragraph(TEXT))))
    for page in (first, second):
        lines: dict[float, str] = {}
        for _, y, text in page:
            if TOP - 10 < y < BOTTOM - 5:
                lines[y] = lines.get(y, "") + text
        assert len(lines) == 22
        assert {len(line) for line in list(lines.values())[1:]} == {28}


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_below_the_type_area(
    house: bytes, soffice: Soffice
) -> None:
    found = pages(soffice(made(house, paragraph("甲"), PageBreak(), paragraph("乙"))))
    (odd, odd_y), (even, even_y) = [
        next((x, y) for x, y, text in page if text == str(number)) for number, page in enumerate(found, start=1)
    ]
    assert odd > PAGE_WIDTH / 2 > even
    assert odd_y == even_y
    assert odd_y > BOTTOM


def test_a_cover_is_one_page_without_number(house: bytes, soffice: Soffice) -> None:
    cover = Cover(
        company="某公司",
        lines=("消费者权益保护", "突发事件应急演练计划"),
        facts=tuple((f"事项{number}", "内容") for number in range(6)),
        mark="演练文件",
        foot=("办公室", "2024年12月1日"),
    )
    first, second = pages(soffice(made(house, cover, paragraph("正文"))))
    assert "—" not in [text for _, _, text in first]
    assert [text for _, y, text in second if y > BOTTOM] == ["—", "1", "—"]


def test_a_redline_of_a_filled_in_cover_is_one_page(house: bytes, soffice: Soffice) -> None:
    """Its values then stand there twice, the old and the new one, and take two lines each."""
    names = ("文件编号", "版　　本", "编制单位")
    blank, filled = (
        Cover(
            company=company,
            lines=("消费者权益保护", "应急演练计划"),
            facts=tuple((name, value) for name, value in zip(names, values, strict=True)),
            mark="演练文件",
            foot=(date,),
        )
        for company, values, date in (
            ("【待填写：公司全称】", [f"【待填写：{name}】" for name in names], "【待填写：首次编制日期】"),
            ("某某电器（中国）股份有限公司", ["XB-2026-001-003", "v1.12", "消费者权益保护办公室"], "2026年3月1日"),
        )
    )
    old, new = (made(house, cover, paragraph("正文")) for cover in (blank, filled))
    redlined = redline(old, new, author="甲").raw
    assert redlined is not None
    first, second = pages(soffice(redlined))
    assert "2026年3月1日" in "".join(text for _, _, text in first)
    assert "正文" in [text for _, _, text in second]


def test_pages_filled_to_the_last_line_are_not_followed_by_an_empty_one(house: bytes, soffice: Soffice) -> None:
    one_page = [paragraph("满") for _ in range(22)]
    found = pages(soffice(made(house, *one_page, SectionBreak(), *one_page)))
    assert len(found) == 2


def test_header_rows_stand_on_every_page_of_a_long_table(house: bytes, soffice: Soffice) -> None:
    rows = (row("序号表头", header=True), *(row(f"第{number}行") for number in range(120)))
    found = pages(soffice(made(house, Table(columns=(Column(),), rows=rows))))
    assert len(found) > 2
    assert all("序号表头" in {text for _, _, text in page} for page in found)


def test_the_right_edge_of_landscape_text_keeps_within_the_turned_sheet(house: bytes, soffice: Soffice) -> None:
    wide = Table(columns=(Column(),) * 8, rows=(row(*(f"栏{number}" for number in range(8))),))
    (page,) = pages(soffice(made(house, SectionBreak(landscape=True), wide)))
    edges = [x for x, _, text in page if text.startswith("栏")]
    assert PAGE_WIDTH * 0.8 < max(edges) < PAGE_HEIGHT - 37 / 25.4 * 72
