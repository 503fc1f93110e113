"""Each kind of damage, made in a real notice as Word and people make it: the exact finding in both languages.

What each damage must yield stands in golden/template-damage.txt: code, place, the text around it, message and remedy.
"""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.blocks.template import Names, Templated
from plangen.diagnostics import Finding, Severity
from plangen.documents.notices.notices import notices
from plangen.office.templates.filling import Filling
from plangen.office.templates.locked import Passage
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed
from plangen.office.templates.word_file import WordFile
from plangen.reading.source import read
from plangen.reporting.listing import around

pytestmark = pytest.mark.slow

HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]
FILE = "templates/notices/recall-notice.docx"
GOLDEN = HERE / "golden/template-damage.txt"
LOCKED = Passage(key="consult", text="召回计划备案编号以监督部门的登记为准。", templates=("recall-notice.docx",))

CAUSE, HOTLINE, BATCH = "{{ 事件.原因 }}", "{{ 事件.热线 }}", "{{ 产品.批次 }}"
AUTHOR = 'w:id="90" w:author="王律师" w:date="2026-01-05T09:00:00Z"'
END = "<w:sectPr"
_BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps">'
    "<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
    '<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{text}'
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def run(text: str, look: str = "", kind: str = "t") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r w:rsidR="00A77B3E">{look}<w:{kind} xml:space="preserve">{text}</w:{kind}></w:r>'


def line(*runs: str) -> str:
    return f'<w:p w:rsidR="00A77B3E">{"".join(runs)}</w:p>'


def style(key: str, name: str, look: str = "") -> str:
    return f'<w:style w:type="character" w:styleId="{key}"><w:name w:val="{name}"/><w:rPr>{look}</w:rPr></w:style>'


# By name: the part, the text replaced (the first of its kind) and what stands there instead.
DAMAGES: dict[str, tuple[str, str, str]] = {
    "full-width braces": ("document", CAUSE, "｛｛ 事件.原因 ｝｝"),
    "one full-width brace, in a table": ("document", BATCH, "{{ 产品.批次 }｝"),
    "full-width percent": ("document", "{%p endfor %}", "{％p endfor ％}"),
    "full-width quotes": ("document", CAUSE, "{{ 事件.原因|default(＂待查＂) }}"),
    "Chinese quotes": ("document", CAUSE, "{{ 事件.原因|default(“待查”) }}"),
    "full-width period": ("document", BATCH, "{{ 产品。批次 }}"),
    "enumeration comma": ("document", CAUSE, "{{ 事件、原因 }}"),
    "full-width space": ("document", CAUSE, "{{\u3000事件.原因\u3000}}"),
    "invisible character": ("document", CAUSE, "{{ 事件.\u200b原因 }}"),
    "braces torn apart": ("document", CAUSE, "{ { 事件.原因 } }"),
    "single braces": ("document", CAUSE, "{事件.原因}"),
    "a brace too many": ("document", CAUSE, "{{{ 事件.原因 }}}"),
    "a brace missing": ("document", CAUSE, "{{ 事件.原因 }"),
    "space before the level": ("document", "{%p endfor %}", "{% p endfor %}"),
    "capital letters": ("document", "{%p endif %}", "{%p ENDIF %}"),
    "keyword in Chinese": ("document", "{%p if 事件.长期措施 %}", "{%p 如果 事件.长期措施 %}"),
    "loop closed as a choice": ("document", "{%p endfor %}", "{%p endif %}"),
    "loop never closed": (
        "document",
        "{%p for 措施 in 事件.权益保障措施 %}",
        "{%p for 措施 in 事件.权益保障措施 %}{%p endfor %}",
    ),
    "end without begin": ("document", END, line(run("{%p endfor %}")) + END),
    "block across a table cell": ("document", BATCH, "{%p if 事件.原因 %}"),
    "block tag beside text": ("document", "{%p if 事件.长期措施 %}", "另：{%p if 事件.长期措施 %}"),
    "misspelt field": ("document", BATCH, "{{ 产品.批号 }}"),
    "misspelt group": ("document", CAUSE, "{{ 事故.原因 }}"),
    "field without its group": ("document", HOTLINE, "{{ 热线 }}"),
    "field of another group": ("document", HOTLINE, "{{ 召回.热线 }}"),
    "a group printed": ("document", CAUSE, "{{ 事件 }}"),
    "a part of a plain fact": ("document", CAUSE, "{{ 事件.原因.日期 }}"),
    "typed with Track Changes on": ("document", END, line(f"<w:ins {AUTHOR}>{run('原因：' + CAUSE)}</w:ins>") + END),
    "half of it typed with Track Changes on": (
        "document",
        END,
        line(run("原因：{{ 事件."), f"<w:ins {AUTHOR}>{run('原因')}</w:ins>", run(" }}")) + END,
    ),
    "deleted with Track Changes on": (
        "document",
        END,
        line(f"<w:del {AUTHOR}>{run(CAUSE, kind='delText')}</w:del>") + END,
    ),
    "half of it deleted with Track Changes on": (
        "document",
        END,
        line(run("{{ 事件.原"), f"<w:del {AUTHOR}>{run('由', kind='delText')}</w:del>", run("因 }}")) + END,
    ),
    "look changed with Track Changes on": (
        "document",
        END,
        line(run("重要", f"<w:b/><w:rPrChange {AUTHOR}><w:rPr/></w:rPrChange>")) + END,
    ),
    "hidden": ("document", END, line(run(CAUSE, "<w:vanish/>")) + END),
    "hidden by a style": ("styles", "</w:styles>", style("Ghost", "Strong", "<w:vanish/>") + "</w:styles>"),
    "hidden note without a tag": ("document", END, line(run("内部备注：报价未定", "<w:vanish/>")) + END),
    "in a text box": ("document", END, _BOX.format(text=line(run("原因：" + CAUSE))) + END),
    "in a field code": ("document", END, line(run('HYPERLINK "{{ 事件.网址 }}"', kind="instrText")) + END),
    "split over paragraphs": ("document", CAUSE, "{{ 事件.</w:t></w:r></w:p><w:p><w:r><w:t>原因 }}"),
    "in a footer": ("footer1", "</w:ftr>", line(run("原因：{{ 事件.原应 }}")) + "</w:ftr>"),
    "in the other footer": ("footer2", "</w:ftr>", line(run("原因：{{ 事件.原应 }}")) + "</w:ftr>"),
    "foreign font": (
        "document",
        END,
        line(run("重要提示", '<w:rFonts w:eastAsia="华文彩云" w:ascii="Papyrus"/>')) + END,
    ),
    "foreign style": ("document", END, line(run("重要提示", '<w:rStyle w:val="花样"/>')) + END),
    "reaching for Python": ("document", CAUSE, "{{ ''.__class__ }}"),
    "a loop without end": ("document", CAUSE, "{% for x in range(10**9) %}x{% endfor %}"),
    "calling": ("document", CAUSE, "{{ '{0.__class__}'.format(事件) }}"),
    "computing": ("document", CAUSE, "{{ '%999999999d' % 1 }}"),
    "a name of Jinja's own": ("document", CAUSE, "{{ cycler }}"),
}

# What Word does to a tag by itself, and what needs no finding: the notice must come out as if nothing had happened.
HARMLESS: dict[str, tuple[str, str]] = {
    "split over runs": ("{", run("{ 事") + run("件.原", '<w:rFonts w:hint="eastAsia"/>') + run("因 }") + run("}")),
    "marked by the spelling check": (
        "{{ ",
        '<w:proofErr w:type="spellStart"/>' + run("事件.原因") + '<w:proofErr w:type="spellEnd"/>' + run(" }}"),
    ),
    "begun in a smart tag": (
        "",
        f'<w:smartTag w:uri="urn:x" w:element="date">{run("{{ 事件")}</w:smartTag>{run(".原因 }}")}',
    ),
    "ended in a content control": (
        "{{ 事件",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('.原因 }}')}</w:sdtContent></w:sdt>",
    ),
    "with the cursor's bookmark inside": (
        "{{ ",
        '<w:bookmarkStart w:id="71" w:name="_GoBack"/><w:bookmarkEnd w:id="71"/>' + run("事件.原因 }}"),
    ),
    "half a link": ("{{ 事件", f'<w:hyperlink w:anchor="_top">{run(".原")}</w:hyperlink>{run("因 }}")}'),
    "with a page break mark inside": ("{{ 事件.", "<w:r><w:lastRenderedPageBreak/></w:r>" + run("原因 }}")),
}


@pytest.fixture(scope="module")
def job() -> Templated:
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    return next(job for _, job in notices(read(files).plan) if job.template == "notices/recall-notice.docx")


@pytest.fixture(scope="module")
def facts(job: Templated) -> Names:
    return job.context


@pytest.fixture(scope="module")
def sound() -> bytes:
    return (HERE / "samples/recall-notice.docx").read_bytes()


@pytest.fixture(scope="module")
def look(facts: Names) -> Callable[..., tuple[Finding, ...]]:
    house = WordFile((ROOT / "templates/house.docx").read_bytes(), "templates/house.docx")

    def review(raw: bytes, *passages: Passage) -> tuple[Finding, ...]:
        return reviewed(Filling(WordFile(raw, FILE), facts), house, passages)

    return review


Look = Callable[..., tuple[Finding, ...]]


def edited(raw: bytes, part: str, old: str, new: str) -> bytes:
    """The file with the first `old` in a part's XML replaced."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[f"word/{part}.xml"].decode()
    assert old in text
    parts[f"word/{part}.xml"] = text.replace(old, new, 1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def damaged(raw: bytes, name: str) -> bytes:
    spoilt = edited(raw, *DAMAGES[name])
    if name == "hidden by a style":
        return edited(spoilt, "document", END, line(run(CAUSE, '<w:rStyle w:val="Ghost"/>')) + END)
    return spoilt


def told(name: str, found: tuple[Finding, ...]) -> str:
    lines = [f"== {name}"]
    for each in found:
        spot = each.at.spot
        lines.append(
            f"{each.code} {each.severity} {each.at.file} | {spot.zh if spot else '—'} | {spot.en if spot else '—'}"
        )
        lines += [f"  text {around(each)}"] if each.at.excerpt else []
        for language in ("zh", "en"):
            lines += [f"  {language}   {each.message(language)}", f"       {each.advice(language)}"]
    return "\n".join(lines) + "\n"


def test_the_sample_is_sound(look: Look, sound: bytes) -> None:
    assert look(sound) == ()


def test_each_damage_has_its_exact_finding(look: Look, sound: bytes, *, update_golden: bool) -> None:
    text = "\n".join(told(name, look(damaged(sound, name))) for name in DAMAGES)
    if update_golden:
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DAMAGES)
def test_no_damage_passes_unseen_and_each_has_a_place(look: Look, sound: bytes, name: str) -> None:
    found = look(damaged(sound, name))
    assert found
    assert all(
        each.at.spot and each.at.file == FILE for each in found if each.code != "W130"
    )  # names: of the whole file
    assert all(each.at.excerpt for each in found if each.code != "W130")


@pytest.mark.parametrize("name", DAMAGES)
def test_what_the_check_calls_an_error_is_never_filled_in(look: Look, job: Templated, sound: bytes, name: str) -> None:
    raw = damaged(sound, name)
    filled, found = render(job, WordFile(raw, FILE))
    errors = {each.code for each in look(raw) if each.severity is Severity.ERROR}
    assert (filled is None) == bool(errors)
    assert {each.code for each in found if each.severity is Severity.ERROR} == errors


@pytest.mark.parametrize("name", HARMLESS)
def test_what_word_does_to_a_tag_by_itself_is_no_damage(look: Look, job: Templated, sound: bytes, name: str) -> None:
    begin, rest = HARMLESS[name]
    raw = edited(sound, "document", END, line(run(f"甲{begin}"), rest, run("乙")) + END)
    assert look(raw) == ()
    filled, found = render(job, WordFile(raw, FILE))
    assert found == ()
    assert filled is not None
    with zipfile.ZipFile(io.BytesIO(filled)) as package:
        text = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    assert re.search("甲经初步排查，[^{}]*乙", text)


def test_the_field_in_a_footer_is_told_from_the_same_in_another(look: Look, sound: bytes) -> None:
    """Places in different footers are different places, though both are called 页脚."""
    both = damaged(damaged(sound, "in a footer"), "in the other footer")
    assert [(each.code, each.at.path[:8]) for each in look(both)] == [("W112", "footer1["), ("W112", "footer2[")]


def test_a_locked_passage_edited_shows_what_was_changed(look: Look, sound: bytes) -> None:
    kept = edited(sound, "document", END, line(run(LOCKED.text)) + END)
    assert look(kept, LOCKED) == ()
    (found,) = look(edited(kept, "document", "的登记为准", "通知为准"), LOCKED)
    assert (found.code, found.at.excerpt) == ("W131", "召回计划备案编号以监督部门通知为准。")
    assert found.message("zh") == "固定条款“consult”与核准文本不同：“的登记”→“通知”"
    assert found.advice("zh").startswith("恢复为核准文本“召回计划备案编号以监督部门的登记为准。”")
    assert found.message("en") == "the passage 'consult' differs: “的登记”→“通知”"


def test_a_table_in_a_cell_does_not_shift_the_rows_behind_it(look: Look, sound: bytes) -> None:
    inner = "<w:tbl><w:tblPr/><w:tblGrid/>" + f"<w:tr><w:tc>{line(run('内'))}</w:tc></w:tr>" * 3 + "</w:tbl>"
    wrong = line(run("{{ 甲 }}"))
    rows = f"<w:tr><w:tc>{inner}{line()}</w:tc></w:tr><w:tr><w:tc>{line()}</w:tc><w:tc>{wrong}</w:tc></w:tr>"
    raw = edited(sound, "document", END, f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{line()}{END}")
    (found,) = look(raw)
    assert found.at.spot is not None
    assert (found.at.spot.zh, found.at.spot.en) == ("表 2 第 2 行第 2 格", "table 2, row 2, cell 2")


def test_a_long_paragraph_is_cut_around_the_finding(look: Look, sound: bytes) -> None:
    text = "前文。" * 400 + "{{ 事件.原应 }}" + "后文。" * 400
    (found,) = look(edited(sound, "document", END, line(run(text)) + END))
    shown = around(found)
    assert "{{ 事件.原应 }}" in shown
    assert len(shown) < 120
    assert shown.startswith("…")
    assert shown.endswith("…")
