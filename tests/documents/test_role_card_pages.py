"""Whatever a card holds is laid out in a bounded number of sides, each with a row of its own, and nothing is lost."""

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from plangen.blocks.document import Block, Cell, Heading, Table
from plangen.documents.role_cards.card import Card, DutyRow, Matter, Part
from plangen.documents.role_cards.card_words import WORDS
from plangen.documents.role_cards.page import laid_out

SAID = {**WORDS, "未完": "本卡未完，其余内容见背面", "另面未完": "本卡未完，其余内容见下一面"}
SHORT, HIGH = "处置", "处置突发事件" * 200  # a row of HIGH is higher than a side


def card(duties: tuple[DutyRow, ...] = (), parts: tuple[Part, ...] = (), role: str = "主任") -> Card:
    facts = (("姓名", ""), ("电话", ""), ("部门", "质量部"), ("演练职务", "成员"))
    return Card(key="a", role=role, facts=facts, duties=duties, idle="无", parts=parts)


def duty(number: int, text: str, *, time: str = "9:00") -> DutyRow:
    return DutyRow(time=time, title=f"{text}［{number}］", limit="本阶段内", report="组长")


def said(cell: Cell) -> str:
    return "\n".join("".join(span.text for span in spans) for spans in cell.paragraphs)


def sides(one: Card, most: int) -> list[list[str]]:
    """The rows of each side as text; an endless card fails instead of hanging."""
    blocks: list[Block] = list(itertools.islice(laid_out(one, SAID), 2 * most))
    assert len(blocks) < 2 * most
    assert [type(block) for block in blocks] == [Table, *[Heading, Table] * (len(blocks) // 2)]
    tables = [block for block in blocks if isinstance(block, Table)]
    return [["|".join(map(said, row.cells)) for row in table.rows] for table in tables]


def is_content(row: str) -> bool:
    return not row.startswith(("时间|", "本卡未完"))


texts = st.sampled_from((SHORT, SHORT * 20, HIGH, "甲\n乙" * 30))
duties = st.lists(st.tuples(texts, st.sampled_from(("9:00", "9:10"))), max_size=60)
parts = st.lists(st.lists(texts, max_size=12), max_size=4)


@given(duties=duties, parts=parts, role=st.sampled_from(("主任", HIGH)))
def test_any_card_ends_and_loses_nothing(duties: list[tuple[str, str]], parts: list[list[str]], role: str) -> None:
    given_duties = tuple(duty(number, text, time=time) for number, (text, time) in enumerate(duties))
    given_parts = tuple(
        Part(
            about=Matter.WORK,
            title=f"职责{number}",
            lines=tuple(f"{line}［{number}-{at}］" for at, line in enumerate(lines)),
        )
        for number, lines in enumerate(parts)
    )
    pieces = sum(1 + len(line) // 250 for lines in parts for line in lines)
    found = sides(card(given_duties, given_parts, role), most=len(duties) + pieces + 3)
    whole = Counter("".join(row for side in found for row in side))
    assert whole["［"] == len(duties) + sum(map(len, parts))
    for side in found:
        assert any(is_content(row) for row in side)
    for side in found[:-1]:
        assert side[-1].startswith("本卡未完")
    assert not found[-1][-1].startswith("本卡未完")


def test_many_duties_of_one_time_are_rows_of_a_side_each() -> None:
    """They are told in one row where they are few; a row higher than a side was laid out for ever."""
    found = sides(card(tuple(duty(number, "处理第几批产品的后续工作安排") for number in range(200))), most=20)
    assert len(found) > 1
    assert all(f"［{number}］" in "".join(map("".join, found)) for number in range(200))


def test_a_duty_higher_than_a_side_stands_there_as_it_is() -> None:
    found = sides(card((duty(0, SHORT), duty(1, HIGH), duty(2, SHORT, time="9:10"))), most=4)
    assert [sum("［1］" in row for row in side) for side in found].count(1) == 1
    assert found[-1][-1].startswith("9:10")


def test_the_back_begins_with_the_head_of_the_duties() -> None:
    found = sides(card(tuple(duty(number, SHORT * 30, time=f"{number}:00") for number in range(24))), most=4)
    assert [side[0].startswith("时间|") for side in found[1:]] == [True] * (len(found) - 1)
