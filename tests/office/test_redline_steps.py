"""A redline over several revisions: the marks of the two ends, each signed by the revision that made it."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redline_foreign import LINK, Writing
from redline_reading import said

from plangen.office.redline import Redlined, RedlineStep, accept_all, is_unedited, redline, redline_over, reject_all
from tests.office.redlines import body, docx, p, shown

Audit = Callable[[bytes, str], list[str]]
NAMES = ("旧", "新")
WHO = "甲乙丙丁戊"


def step(number: int, raw: bytes) -> RedlineStep:
    return RedlineStep(raw=raw, author=WHO[number], date=datetime(2024, 1, 1 + number, tzinfo=UTC), name=f"v1.{number}")


def over(*bodies: str) -> Redlined:
    """The redline from the first body to the last one, which keeps the laws; authors are 甲, 乙, 丙 …"""
    return checked([docx(each) for each in bodies])


def checked(raws: Sequence[bytes]) -> Redlined:
    old, *steps = raws
    made = redline_over(old, [step(number, raw) for number, raw in enumerate(steps)], NAMES)
    assert made.raw is not None
    assert is_unedited(made.raw)
    for settled, wanted in ((accept_all(made.raw).raw, steps[-1]), (reject_all(made.raw).raw, old)):
        assert settled is not None
        assert said(settled) == said(wanted)
        assert b"comment" not in part(settled, "word/document.xml")
    return made


def part(raw: bytes | None, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw or b"")) as package:
        return package.read(name) if name in package.namelist() else b""


def signed(made: Redlined) -> list[tuple[str, str, str]]:
    """Each mark around words: its kind, its author, its words."""
    marks = re.findall(r'<w:(ins|del|moveFrom|moveTo) [^>]*w:author="(.)"[^>]*[^/]>(.*?)</w:\1>', body(made))
    return [(kind, author, re.sub("<[^>]*>", "", words)) for kind, author, words in marks]


def comments(made: Redlined) -> list[str]:
    text = part(made.raw, "word/comments.xml").decode()
    return re.findall(r"<w:t>(.*?)</w:t>", text)


def test_a_word_has_the_newest_revision_that_wrote_it_and_who_first_took_the_old_one_away() -> None:
    made = over(p("在3小时内报告"), p("在5小时内报告"), p("在2小时内报告"))
    assert shown(made) == ["在[-3-]{+2+}小时内报告"]
    assert signed(made) == [("del", "甲", "3"), ("ins", "乙", "2")]
    assert comments(made) == ["此处先后经这些版本修改：v1.0（2024-01-01，甲）；v1.1（2024-01-02，乙）。"]


def test_words_of_one_mark_are_divided_among_those_who_wrote_them() -> None:
    made = over(p("共同的部分"), p("共同的部分，另加一句"), p("共同的部分，另加一句很长的话"))
    assert signed(made) == [("ins", "甲", "，另加一句"), ("ins", "乙", "很长的话")]
    assert comments(made) == []


def test_words_of_several_looks_in_one_mark_are_each_of_who_wrote_them() -> None:
    kept = "<w:p><w:r><w:t>共同的部分</w:t></w:r>{}</w:p>"
    bold, slanted = (f"<w:r><w:rPr><w:{{}}/></w:rPr><w:t>{text}</w:t></w:r>" for text in ("粗体的话", "斜体的话"))
    first = bold.format("b")
    made = over(kept.format(""), kept.format(first), kept.format(first + slanted.format("i")))
    assert signed(made) == [("ins", "甲", "粗体的话"), ("ins", "乙", "斜体的话")]


def test_a_field_that_came_stays_whole_beside_words_of_another_revision() -> None:
    """Its code and its result, of several runs, are of the revision that wrote last in it."""
    kept = "<w:p><w:r><w:t>共同的部分</w:t></w:r>{}</w:p>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    before, after = ("<w:r><w:t>，前面的话</w:t></w:r>", "<w:r><w:t>，后面的话</w:t></w:r>")
    made = over(kept.format(""), kept.format(before), kept.format(before + field.format("7") + after))
    assert signed(made) == [("ins", "甲", "，前面的话"), ("ins", "乙", " PAGE 7，后面的话")]


def remarked(made: Redlined) -> list[str]:
    """The words that each comment is about."""
    ranges = re.findall(r"<w:commentRangeStart [^>]*>(.*?)<w:commentRangeEnd ", body(made))
    return [re.sub("<[^>]*>", "", words) for words in ranges]


def test_a_comment_is_about_all_that_went_and_came_in_its_place() -> None:
    """Up to the last of the marks, which may have been divided among several revisions."""
    assert remarked(over(p("在3小时内报告"), p("在5小时内报告"), p("在2小时内报告"))) == ["32"]
    made = over(p("时限为3"), p("时限为5，另加一句"), p("时限为2，另加一句"))
    assert signed(made) == [("del", "甲", "3"), ("ins", "乙", "2"), ("ins", "甲", "，另加一句")]
    assert remarked(made) == ["32，另加一句"]


def test_no_comment_stands_in_a_note_where_word_allows_none() -> None:
    text = p("正文").replace("</w:p>", '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>')
    notes = [f'<w:footnote w:id="1">{p(f"在{hours}小时内报告")}</w:footnote>' for hours in (3, 5, 2)]
    made = checked([docx(text, notes=note) for note in notes])
    story = part(made.raw, "word/footnotes.xml").decode()
    assert re.findall(r'<w:(ins|del) [^>]*w:author="(.)"', story) == [("del", "甲"), ("ins", "乙")]
    assert (comments(made), "comment" in story) == ([], False)


def test_what_went_in_two_revisions_is_signed_by_each() -> None:
    kept = "其余的部分一直都是这样写的"
    made = over(p(f"子丑寅卯{kept}辰巳午未"), p(f"{kept}辰巳午未"), p(kept))
    assert signed(made) == [("del", "甲", "子丑寅卯"), ("del", "乙", "辰巳午未")]
    made = over(p(f"{kept}子丑寅卯辰巳午未"), p(f"{kept}子丑寅卯"), p(kept))
    assert signed(made) == [("del", "乙", "子丑寅卯"), ("del", "甲", "辰巳午未")]
    assert comments(made) == []


def test_what_was_taken_away_and_brought_back_is_no_mark() -> None:
    made = over(p("甲乙丙丁，共同的部分"), p("共同的部分"), p("甲乙丙丁，共同的部分") + p("新的一段"))
    assert signed(made) == [("ins", "乙", "新的一段")]


def test_a_revision_without_part_in_the_words_has_no_mark() -> None:
    made = over(p("在3小时内报告") + p("终"), p("在2小时内报告") + p("终"), p("在2小时内报告") + p("终。"))
    assert signed(made) == [("del", "甲", "3"), ("ins", "甲", "2"), ("ins", "乙", "。")]


def test_paragraphs_and_rows_bear_the_revision_that_brought_them() -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{}</w:tbl>"
    first = row.format(p("序号"), p("名称和数量"))
    second, third = row.format(p("一"), p("卫星电话两部")), row.format(p("二"), p("应急照明灯十盏"))
    end = p("终")
    made = over(
        table.format(first) + end,
        table.format(first + second) + end,
        table.format(first + second + third) + p("新的一段话") + end,
    )
    rows = re.findall(r'<w:trPr><w:ins [^>]*w:author="(.)"', body(made))
    assert rows == ["甲", "乙"]
    assert re.findall(r'<w:rPr><w:ins [^>]*w:author="(.)"', body(made))[-1] == "乙"
    assert [words for _, who, words in signed(made) if who == "甲"] == ["一", "卫星电话两部"]


def test_a_move_bears_the_revision_that_moved() -> None:
    one, two, three = p("第一段是这样写的"), p("第二段是那样写的"), p("终")
    made = over(one + two + three, two + one + three, two + one + three + p("后加的"))
    moved = re.findall(r'<w:move(?:From|To)(?:RangeStart)? [^>]*w:author="(.)"', body(made))
    assert moved
    assert set(moved) == {"甲"}


def test_a_look_bears_the_newest_revision_that_changed_a_look_there() -> None:
    made = over(
        p("加粗的一段") + p("居中的一段") + p("终"),
        p("加粗的一段", run="<w:b/>") + p("居中的一段") + p("终"),
        p("加粗的一段", run="<w:b/>") + p("居中的一段", look='<w:jc w:val="center"/>') + p("终"),
    )
    text = body(made)
    assert re.findall(r'<w:rPrChange [^>]*w:author="(.)"', text) == ["甲"]
    assert re.findall(r'<w:pPrChange [^>]*w:author="(.)"', text) == ["乙"]


def test_of_two_who_changed_the_look_of_one_run_the_later_signs() -> None:
    runs = "<w:p><w:r>{}<w:t>前面的话</w:t></w:r><w:r>{}<w:t>后面的话</w:t></w:r></w:p>"
    bold = "<w:rPr><w:b/></w:rPr>"
    for first, author in (
        (runs.format(bold, ""), "乙"),
        (runs.format("", bold), "乙"),
        (runs.format(bold, bold), "甲"),
    ):
        made = over(runs.format("", ""), first, runs.format(bold, bold) + p("后加的一段"))
        assert set(re.findall(r'<w:rPrChange [^>]*w:author="(.)"', body(made))) == {author}


def test_three_revisions_in_one_place_are_all_named() -> None:
    made = over(*(p(f"在{hours}小时内报告") for hours in (3, 5, 4, 2)))
    assert signed(made) == [("del", "甲", "3"), ("ins", "丙", "2")]
    (comment,) = comments(made)
    assert [name in comment for name in ("v1.0", "v1.1", "v1.2")] == [True] * 3


def test_a_step_that_cannot_be_read_or_changes_nothing_is_told_with_the_next_one() -> None:
    old, new = docx(p("在3小时内报告")), docx(p("在2小时内报告"))
    for between in (b"junk", old):
        made = redline_over(old, [step(0, between), step(1, new)], NAMES)
        assert {author for _, author, _ in signed(made)} == {"乙"}
    made = redline_over(old, [step(0, new), step(1, new)], NAMES)
    assert {author for _, author, _ in signed(made)} == {"甲"}


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(number=st.integers(0, 1 << 30))
def test_laws_over_several_revisions_of_foreign_documents(number: int) -> None:
    """Both ends come back, each mark is of one of the steps, none has the number of another one."""
    writing = Writing(random.Random(number))
    bodies = [writing.blocks()]
    for _ in range(3):
        bodies.append(writing.changed(bodies[-1]))
    raws = [docx("".join(map("".join, each)) + p("终"), links=LINK) for each in bodies]
    made = checked(raws)
    text = part(made.raw, "word/document.xml").decode()
    marks = re.findall(r'<w:\w+ w:id="(\d+)" w:author="(.)" w:date="2024-01-0(\d)', text)
    assert all(WHO[int(day) - 1] == author for _, author, day in marks)
    assert len({number for number, *_ in marks}) == len(marks)
    assert checked(raws) == made


@pytest.mark.slow
def test_redlines_over_several_revisions_are_valid(audit: Audit) -> None:
    for number in range(6):
        writing = Writing(random.Random(number))
        bodies = [writing.blocks()]
        for _ in range(3):
            bodies.append(writing.changed(bodies[-1]))
        raws = [docx("".join(map("".join, each)) + p("终"), links=LINK) for each in bodies]
        plain = redline(raws[0], raws[-1], author="甲").raw or b""
        known = {each for raw in (*raws, plain) for each in audit(raw, ".docx")}
        assert set(audit(checked(raws).raw or b"", ".docx")) - known == set()
