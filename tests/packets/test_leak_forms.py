"""However a secret is written it is found, and nothing that a holder's own papers say is taken for one.

The texts of packets are those that are composed for them; what LibreOffice makes of them is seen elsewhere.
"""

import re
import shutil
import time
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plangen.alike import normal, passage, spelled
from plangen.alike.simplified import SIMPLIFIED
from plangen.blocks.numbering import chinese_number
from plangen.diagnostics import Finding, words
from plangen.documents.packets.secret_phrases import Secrets
from plangen.documents.packets.secrets import Library, secrets
from plangen.model.plan import Plan
from plangen.model.visibility import viewer
from plangen.pipeline.check import Study, study, study_files
from plangen.pipeline.packets.composing import bodies_of, prepare
from plangen.pipeline.packets.foreseen import foreseen, kept_from
from plangen.pipeline.packets.roles import chosen
from plangen.workspace.starter import copy_starter
from tests.docs.test_small_drill import FILES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/plans/school"
WHAT = words("导调事件", "the inject")
TRADITIONAL = {simple: chr(code) for code, simple in SIMPLIFIED.items()}
MARKS = ["", "·", " ", "\n", "\r\n", "-", "\u00ad", "，", "_", "*", "\u3000"]


def wide(text: str, _draw: st.DataObject) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def narrow(text: str, _draw: st.DataObject) -> str:
    return unicodedata.normalize("NFKC", text)


def traditional(text: str, _draw: st.DataObject) -> str:
    return "".join(TRADITIONAL.get(char, char) for char in text)


def in_capitals(text: str, _draw: st.DataObject) -> str:
    return text.upper()


def marked(text: str, draw: st.DataObject) -> str:
    return "".join(char + draw.draw(st.sampled_from(MARKS)) for char in text)


def in_lines(text: str, draw: st.DataObject) -> str:
    width = draw.draw(st.integers(min_value=1, max_value=20))
    return "\r\n".join(text[at : at + width] for at in range(0, len(text), width))


def in_numerals(text: str, draw: st.DataObject) -> str:
    """Times as 十点半 or 十点三十分, shares as 百分之三十, other numbers as 三百二十, years digit by digit."""

    def at(found: re.Match[str]) -> str:
        hour, minutes = int(found[1]), int(found[2])
        told = draw.draw(st.sampled_from(["half", "minutes", "bare"]))
        if minutes == 30 and told == "half":
            return f"{chinese_number(hour)}点半"
        if minutes == 0:
            return f"{chinese_number(hour)}点"
        zero = "零" if minutes < 10 else ""
        return f"{chinese_number(hour)}点{zero}{chinese_number(minutes)}{'分' if told == 'minutes' else ''}"

    text = re.sub(r"(?<![0-9:])([0-9]{1,2})[:：]([0-9]{2})(?![0-9:])", at, text)
    text = re.sub("([0-9]{1,4})%", lambda found: f"百分之{chinese_number(int(found[1]))}", text)
    return re.sub("[1-9][0-9]*", _number, text)


def _number(found: re.Match[str]) -> str:
    digits = "".join("〇一二三四五六七八九"[int(each)] for each in found[0])
    return chinese_number(int(found[0])) if len(found[0]) <= 3 else digits


WAYS = [wide, narrow, traditional, in_capitals, marked, in_lines, in_numerals]


@cache
def sample() -> Study:
    return study(ROOT)


def told_of_injects(plan: Plan) -> list[tuple[str, str]]:
    """What each inject of a plan says and wants, long enough to be a secret."""
    found = []
    for scenario in plan.scenarios:
        for inject in plan.events(scenario.id):
            texts = (inject.content, *(each.action for each in inject.expected), *inject.points)
            found += [(inject.serial, text) for text in texts if text and len(normal(text)) >= 16]
    return found


@cache
def kept() -> Secrets:
    plan = sample().plan
    who = viewer(plan, "it-head")
    assert who is not None
    return secrets(Library(plan, bodies_of(plan)), who)


@cache
def secret_texts() -> list[tuple[str, str]]:
    return [(serial, text) for serial, text in told_of_injects(sample().plan) if any(kept().told(text))]


@settings(max_examples=300, deadline=None)
@given(draw=st.data())
def test_each_secret_of_the_sample_is_found_in_each_way_of_writing(draw: st.DataObject) -> None:
    serial, text = draw.draw(st.sampled_from(secret_texts()))
    way = draw.draw(st.sampled_from(WAYS))
    written = f"参演人员须知。{way(text, draw)}。请相互转告"
    assert serial in " ".join(what.zh for _, what in kept().told(written)), (way.__name__, written)


LETTERS = st.sampled_from("甲乙丙丁戊东西南北门口集合广播队伍会议電話ABcd")
PIECES = st.one_of(
    LETTERS,
    LETTERS,
    LETTERS,
    st.integers(min_value=1, max_value=999).map(str),
    st.builds(lambda hour, minute: f"{hour}:{minute:02d}", st.integers(0, 23), st.integers(0, 59)),
    st.integers(min_value=1, max_value=99).map(lambda number: f"{number}%"),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=12, max_size=24), st.sampled_from(WAYS), st.data())
def test_any_phrase_is_found_in_each_way_of_writing(pieces: list[str], way: object, draw: st.DataObject) -> None:
    """Between two letters, for numbers side by side may be read as one."""
    text = "甲" + "乙".join(pieces) + "丙"
    assert callable(way)
    written = way(text, draw)
    hidden = Secrets({normal(text): WHAT}, {spelled(text): WHAT})
    assert [what for _, what in hidden.told(f"前文，{written}。后文")][:1] == [WHAT]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10:30", "十点半"),
        ("１０：３０", "十点三十分"),
        ("9:05", "九点零五"),
        ("09:05", "九点零五分"),
        ("10:00", "十点整"),
        ("9:45", "九点三刻"),
        ("320", "三百二十"),
        ("32000", "三万二千"),
        ("2", "两"),
        ("2024", "二〇二四"),
        ("35%", "百分之三十五"),
        ("3.5", "三点五"),
        ("資料庫", "资料库"),
        ("發佈", "发布"),
        ("１２３ＡＢＣ", "123abc"),
    ],
)
def test_two_ways_of_writing_are_one_text(one: str, other: str) -> None:
    assert normal(one) == normal(other)
    assert spelled(one) == spelled(other)


@given(st.integers(min_value=0, max_value=9999))
def test_every_number_is_the_same_in_numerals(number: int) -> None:
    assert normal(chinese_number(number)) == str(number)


def test_what_is_quoted_stands_in_the_text_as_it_is_written() -> None:
    text = "第一行。於十點半在二號門\n集合的全体人員，不得外传"
    phrase = normal("十点半在2号门集合")
    assert passage(text, phrase) == "十點半在二號門集合"
    assert passage("没有", phrase) == phrase


def changed(found: Study, files: Mapping[str, bytes]) -> Study:
    contents = {**found.files.contents, **files}
    return study_files(found.root, msgspec.structs.replace(found.files, contents=contents))


def alarms(found: Study) -> tuple[Finding, ...]:
    roles, files = chosen(found.plan, (), {}), found.files.contents
    ready = prepare(found.plan, files, roles)
    return foreseen(ready, kept_from(found.plan, ready, roles, files), files)


def small_drill(root: Path) -> Study:
    folder = root / "推演"
    copy_starter(folder)
    shutil.rmtree(folder / "source")
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return study(folder)


def test_nothing_in_the_packets_of_sample_school_and_small_drill_is_an_alarm(tmp_path: Path) -> None:
    """The small drill has no rules of visibility: the usual ones hold, and its holders' own cards are no secrets."""
    small = small_drill(tmp_path)
    assert not small.plan.has("audiences")
    for found in (sample(), study(SCHOOL), small):
        assert alarms(found) == ()
        assert chosen(found.plan, (), {})


def texts(found: Study) -> Iterator[tuple[str, str]]:
    for path, raw in found.files.contents.items():
        if path.endswith(".yaml"):
            yield path, raw.decode()


def titled(found: Study, titles: list[str]) -> Study:
    """The sample with other titles of its scenarios, and heads who are no members of the team."""
    files: dict[str, bytes] = {}
    for (path, text), title in zip(
        ((path, text) for path, text in texts(found) if path.startswith("source/scenarios/")), titles, strict=True
    ):
        files[path] = re.sub("^title: .*$", f"title: {title}", text, count=1, flags=re.MULTILINE).encode()
    organisation = found.files.contents["source/organisation.yaml"].decode()
    members = "members: [customer-service-head, quality-head, marketing-head, legal-head, it-head]"
    assert members in organisation
    files["source/organisation.yaml"] = organisation.replace(members, "members: [legal-head]").encode()
    return changed(found, files)


@pytest.mark.parametrize("length", [1, 8, 20, 24, 100])
def test_a_title_of_any_length_is_no_secret(length: int) -> None:
    """Captions of what a holder may not see are made of it, and what he may see says the rest right behind it."""
    titles = [
        ("第三营业部夜间系统中断后重复扣款引发的群体性维权场景之联合处置" * 4)[at : at + length] for at in (0, 3, 5)
    ]
    found = titled(sample(), titles)
    assert [each.message("zh") for each in alarms(found)] == []


@settings(max_examples=3, deadline=None)
@given(
    st.lists(
        st.text("上下左右东西一二三十点半12客户产品演练指挥流程的", min_size=1, max_size=100), min_size=3, max_size=3
    )
)
def test_no_titles_are_secrets(titles: list[str]) -> None:
    found = titled(sample(), [f"“{title}”" for title in titles])
    assert [each.message("zh") for each in alarms(found)] == []


LEAKED = "告警单：今日 2:10 至 4:40，一个陌生地址使用维护账号反复读取客户信息数据库"


def leaking(found: Study, more: str = "") -> Study:
    """The sample with a secret in what the briefing says of a stop, which players and observers have with them."""
    outlines = found.files.contents["templates/outlines/briefing.md"].decode()
    before = "\n# 演练结束 {#end}\n"
    assert before in outlines
    audiences = found.files.contents["source/audiences.yaml"].decode()
    return changed(
        found,
        {
            "templates/outlines/briefing.md": outlines.replace(before, f"\n{LEAKED}。\n{before}").encode(),
            "source/audiences.yaml": (audiences + more).encode(),
        },
    )


def test_a_leak_is_told_with_document_section_and_words_before_anything_is_printed() -> None:
    found = alarms(leaking(sample()))
    assert {each.code for each in found} == {"K101"}
    told = found[0].message("zh")
    assert re.match("《参演人员须知》的“演练中止”写出了导调事件DL-02的内容：“.+”；资料包都不能输出", told), told
    quoted = re.search("内容：“(.+)”；", told)
    assert quoted
    assert quoted[1] in LEAKED.replace(" ", "")


def test_what_its_owner_says_is_no_secret_is_none_for_those_he_names() -> None:
    entry = '\nnot_secret:\n  - {text: "' + LEAKED + '", reason: 已向各部门通报, by: 总经理%s}\n'
    assert alarms(leaking(sample(), entry % "")) == ()
    some = alarms(leaking(sample(), entry % ", audience: [观摩人员]"))
    assert some
    assert len(some) < len(alarms(leaking(sample())))


def test_looking_grows_with_the_text_and_no_faster() -> None:
    text = "各部门收到指令后立即行动，十点三十分以前报告情况。" * 2_000

    def taken(many: int) -> float:
        start = time.process_time()
        assert list(kept().told(text * many)) == []
        return time.process_time() - start

    taken(1)
    assert taken(8) < 8 * 3 * max(taken(1), 0.02)
