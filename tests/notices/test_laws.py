"""Laws of templates and of what is made from them, for any texts and any way in which Word tears them into runs."""

import datetime
import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from plangen.blocks.template import Gap, Listing, Names, Short, Templated
from plangen.model.plan import Plan
from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.package import Properties, parts_of, zipped
from plangen.office.ooxml.trees import Parts
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene
from plangen.office.release.plain_text import length, short_text
from plangen.office.templates.filling import Filling
from plangen.office.templates.names import asked_names, printed, used_names
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import Study
from plangen.pipeline.notices.chosen import all_drafts, chosen
from tests.notices.word import texts, word, word_file

_LETTERS = st.characters(exclude_categories=["Cs", "Co", "Cn", "Cc", "Cf", "Zl", "Zp"], exclude_characters="{}｛｝【】")
_TEXT = st.text(_LETTERS, max_size=12)
_LINES = st.lists(st.text(_LETTERS, min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=3).map("\n".join)
_TAGS = (
    "{{ 召回.缺陷 }}",
    "{{ recall.defect }}",
    "{{ 召回.措施 }}",
    "{% if 召回.编号 %}有{% endif %}",
    "{{ 召回.编号|default('无') }}",
)


_OPEN = Gap("备案编号")


def facts(defect: str = "不断电", filing: str | Gap = _OPEN, measures: Sequence[str] = ("停售",)) -> Names:
    listed = Listing(items=tuple(measures), sample=Gap("措施"))
    recall = Names(
        title="召回",
        values={"defect": defect or Gap("缺陷"), "filing": filing, "measures": listed},
        chinese={"缺陷": "defect", "编号": "filing", "措施": "measures"},
    )
    return Names(title="", values={"recall": recall}, chinese={"召回": "recall"})


def job(context: Names, mark: str = "", short: Short | None = None) -> Templated:
    return Templated(
        template="a.docx",
        title="通知",
        subject="事件",
        author="公司",
        created=datetime.date(2026, 1, 1),
        context=context,
        mark=mark,
        short=short,
    )


@st.composite
def torn(draw: st.DrawFn, text: str) -> list[str]:
    """The text in runs, as Word leaves it after an edit."""
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)) | {0, len(text)})
    return [text[begin:end] for begin, end in pairwise(cuts)] or [text]


_CERTAIN = st.lists(st.sampled_from([*_TAGS[:4], "{{ 召回.编号 }}"])).map("".join)  # nothing instead of a fact
_PARAGRAPH = st.lists(st.one_of(_TEXT, st.sampled_from(_TAGS)), max_size=4).map("".join)


@given(before=_TEXT, value=_LINES, after=_TEXT)
def test_law_a_value_stands_in_the_notice_as_it_was_given(before: str, value: str, after: str) -> None:
    raw, found = render(job(facts(value)), word_file(f"甲{before}{{{{ 召回.缺陷 }}}}{after}乙"))
    assert found == ()
    assert raw is not None
    assert texts(raw) == [f"甲{before}{value}{after}乙"]


@given(lines=st.lists(_TEXT, min_size=1, max_size=5))
def test_law_text_without_tags_is_left_as_it_is(lines: list[str]) -> None:
    raw, _ = render(job(facts()), word_file(*lines))
    assert raw is not None
    assert texts(raw) == lines


@given(text=_PARAGRAPH, data=st.data())
def test_law_a_template_says_the_same_however_its_tags_are_torn(text: str, data: st.DataObject) -> None:
    runs = data.draw(torn(text))
    whole, pieces = word_file(text), WordFile(word([runs]), "a.docx")
    assert asked_names(pieces, facts()) == asked_names(whole, facts())
    assert printed(pieces, facts()) == printed(whole, facts())
    found = Filling(pieces, facts()).findings
    assert [(each.code, each.at) for each in found] == [
        (each.code, each.at) for each in Filling(whole, facts()).findings
    ]
    assert _said(pieces) == _said(whole)


def _said(template: WordFile) -> list[str] | None:
    raw, _ = render(job(facts()), template)
    return None if raw is None else texts(raw)


@given(text=_CERTAIN, defect=_LINES, filing=st.one_of(st.just(_OPEN), st.just("A1")))
def test_law_a_filled_template_has_no_tag_left_and_a_gap_is_seen(text: str, defect: str, filing: str | Gap) -> None:
    raw, found = render(job(facts(defect, filing)), word_file(text))
    assert raw is not None, [each.message("zh") for each in found]
    assert not re.search("[{}]", "".join(texts(raw)))
    names = printed(word_file(text), facts(defect, filing)).names
    is_open = "recall.filing" in names and isinstance(filing, Gap)
    assert ("【待填写：备案编号】" in "".join(texts(raw))) == is_open


@given(text=_PARAGRAPH, first=_LINES, second=_LINES)
def test_law_which_facts_a_template_names_hangs_on_no_value(text: str, first: str, second: str) -> None:
    template = word_file(text)
    used = used_names(template, facts(first))
    assert used == used_names(template, facts(second, "A1", ("甲", "乙")))
    assert printed(template, facts(first)).names <= used


@given(text=_PARAGRAPH, mark=st.sampled_from(["", "演练文稿　非真实发布", "草稿"]))
def test_law_the_mark_is_there_or_not_and_changes_nothing_else(text: str, mark: str) -> None:
    raw, _ = render(job(facts(), mark), word_file(text))
    bare, _ = render(job(facts()), word_file(text))
    assert raw is not None
    assert bare is not None
    assert texts(raw) == texts(bare)
    headers = [content.decode() for name, content in parts_of(raw).items() if name.startswith("word/mark")]
    assert [mark in each for each in headers] == ([True] if mark else [])


PROPERTIES = Properties(title="通知", subject="", author="公司", created=datetime.date(2026, 1, 1), identity={})


@given(lines=st.lists(_TEXT, min_size=1, max_size=4), rsid=st.booleans(), styles=st.sets(st.sampled_from("abc")))
def test_law_release_keeps_every_visible_word_and_is_done_once_and_for_all(
    lines: list[str], rsid: bool, styles: set[str]
) -> None:
    declared = "".join(f'<w:style w:styleId="{each}" w:customStyle="1"/>' for each in sorted(styles))
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    raw = word([[line] for line in lines], {"word/styles.xml": f"<w:styles {w}>{declared}</w:styles>"})
    if rsid:
        parts = parts_of(raw)
        raw = zipped({**parts, "word/document.xml": parts["word/document.xml"].replace(b"<w:p>", b'<w:p w:rsidR="1">')})
    once = released(Parts(parts_of(raw)), PROPERTIES)
    assert texts(once) == lines
    assert released(Parts(parts_of(once)), PROPERTIES) == once
    assert b"rsid" not in parts_of(once)["word/document.xml"]
    assert b"w:style " not in parts_of(once)["word/styles.xml"]  # no text uses one of them


@given(before=_TEXT, after=_TEXT, data=st.data())
@pytest.mark.parametrize(
    ("sign", "code"),
    [("【待填写：热线】", "H107"), ("{{ 事件.热线 }}", "H106"), ("演练模拟", "H115"), (r"C:\Users\li", "H113")],
)
def test_law_the_gate_finds_what_may_not_leave_however_it_is_torn(
    sign: str, code: str, before: str, after: str, data: st.DataObject
) -> None:
    runs = data.draw(torn(f"{before}　{sign}　{after}"))
    clean = released(Parts(parts_of(word([[f"{before}　　{after}"]]))), PROPERTIES)
    dirty = released(Parts(parts_of(word([runs]))), PROPERTIES)
    there = {each.code for each in hygiene(WordFile(dirty, "a.docx"), "公司")}
    assert there - {each.code for each in hygiene(WordFile(clean, "a.docx"), "公司")} == {code}


@given(lines=st.lists(st.text(_LETTERS, min_size=1, max_size=10).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_law_a_short_text_is_the_lines_of_its_notice(lines: list[str]) -> None:
    limit = length("\n".join(lines))
    for longest, too_long in ((limit, False), (limit - 1, True)):
        short = Short(longest=longest, is_message=True)
        text, found = short_text(job(facts(), short=short), word_file(*lines), "a.docx")
        assert text.decode() == "\n".join(lines) + "\n"
        assert ("W171" in {each.code for each in found}) == too_long


@given(
    changed=st.sets(st.sampled_from(["a.xml", "b.xml", "c.xml"])), removed=st.sets(st.sampled_from(["a.xml", "d.xml"]))
)
def test_law_an_edited_file_keeps_the_bytes_of_what_was_not_edited(changed: set[str], removed: set[str]) -> None:
    parts = Parts({f"{name}.xml": f"<{name}  />".encode() for name in "abcd"})
    file = Editing(parts)
    for name in sorted(changed):
        file.change(name).set("x", "1")
    for name in sorted(removed):
        file.remove(name)
    done = file.done()
    assert list(done) == [name for name in parts if name not in removed]
    assert set(file) == set(done)
    assert len(file) == len(done)
    for name in done:
        assert (done[name] == parts[name]) == (name not in changed)
        assert (done.root(name).get("x") == "1") == (name in changed)
        assert parts.root(name).get("x") is None  # the file that was opened is as it was
        assert etree.tostring(done.root(name)) == etree.tostring(etree.fromstring(done[name]))


@given(number=st.integers(0, 99), by_title=st.booleans(), form=st.integers(0, 4))
def test_law_every_name_of_a_notice_leads_to_it_and_to_no_other(
    sample: Study, number: int, by_title: bool, form: int
) -> None:
    every = all_drafts(sample.plan)
    draft = every[number % len(every)]
    file = draft.what.template
    kind = (draft.kind, draft.kind_title, file, file.removesuffix(".docx"), draft.file)[form]
    found = [each.name for each in chosen(sample.plan, f"{draft.case_title if by_title else draft.case}/{kind}")]
    assert found == [each.name for each in every if each.case == draft.case and each.file == draft.file]


def test_law_a_case_narrows_what_a_kind_alone_means(sample: Study) -> None:
    plan = sample.plan
    for kind in plan.notices:
        every = [each.name for each in chosen(plan, kind)] if _is_used(plan, kind) else []
        cases = dict.fromkeys(each.partition("/")[0] for each in every)
        assert [each.name for case in cases for each in chosen(plan, kind, case)] == every


def _is_used(plan: Plan, kind: str) -> bool:
    return any(each.kind == kind for each in all_drafts(plan))
