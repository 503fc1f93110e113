"""The house template reaches the notices: its styles are theirs, and a change that shows in none of them voids none."""

import hashlib
import re
from typing import Any

import pytest

from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.package import parts_of as texts_of
from plangen.office.ooxml.trees import Parts
from plangen.office.templates.dressed import dress, touching
from plangen.pipeline.notices.status import notice_status
from tests.notices.word import W


def styles(*listed: str) -> str:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault></w:docDefaults>"
    return f'<w:styles xmlns:w="{W}">{defaults}{"".join(listed)}</w:styles>'


def style(key: str, name: str, look: str, base: str = "", number: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    listed = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{based}'
        f"<w:pPr><w:keepNext/>{listed}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


RED, BLUE = '<w:color w:val="FF0000"/>', '<w:color w:val="0000FF"/>'


def dressed(template: str, house: str) -> str:
    file = Editing(Parts({"word/styles.xml": template.encode()}))
    dress(file, Parts({"word/styles.xml": house.encode()}))
    return file.done()["word/styles.xml"].decode()


def test_a_style_of_the_same_name_looks_as_in_the_house_and_keeps_its_identifier_and_list() -> None:
    template = styles(style("a1", "Normal", ""), style("a3", "Heading 1", RED, base="a1", number="9"))
    house = styles(style("N", "Normal", ""), style("H", "heading 1", BLUE, base="N", number="1"))
    said = dressed(template, house)
    assert BLUE in said
    assert RED not in said
    assert 'w:styleId="a3"' in said
    assert '<w:name w:val="Heading 1"/><w:basedOn w:val="a1"/>' in said
    assert '<w:numId w:val="9"/>' in said


def test_a_style_that_the_house_lacks_stays_and_so_does_one_whose_base_the_template_lacks() -> None:
    template = styles(style("a1", "说明", RED), style("a2", "正文", RED))
    house = styles(style("N", "Normal", ""), style("B", "正文", BLUE, base="N"))
    assert dressed(template, house) == template


def test_the_same_look_leaves_every_byte() -> None:
    template = styles(style("a1", "Normal", RED))
    spaced = template.replace("><", ">\n <")
    assert dressed(template, spaced) == template


def test_defaults_are_those_of_the_house() -> None:
    template = styles(style("a1", "Normal", ""))
    assert "w:val='24'" in dressed(template, template.replace("w:val='21'", "w:val='24'")).replace('"', "'")


def body(*keys: str) -> dict[str, bytes]:
    paragraphs = "".join(f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr></w:p>' for key in keys)
    return {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{paragraphs}</w:body></w:document>'.encode()}


@pytest.mark.parametrize(("changed", "touches"), [("Normal", True), ("正文", True), ("标题", False)])
def test_a_change_of_the_house_touches_what_uses_the_style_or_one_that_is_based_on_it(
    changed: str, *, touches: bool
) -> None:
    looks = dict.fromkeys(("Normal", "正文", "标题"), RED)

    def house(looks: dict[str, str]) -> Parts:
        listed = [style(name, name, look, base="" if name == "Normal" else "Normal") for name, look in looks.items()]
        return Parts({"word/styles.xml": styles(*listed).encode()})

    template = Parts({**body("正文"), "word/styles.xml": styles(style("正文", "正文", "")).encode()})
    roots = {name: template.root(name) for name in template}
    before, after = touching(roots, house(looks)), touching(roots, house({**looks, changed: BLUE}))
    assert (before != after) is touches


def repaint(desk: Any, name: str) -> None:
    """Give a style of the house another colour."""

    def painted(parts: dict[str, bytes]) -> None:
        said = parts["word/styles.xml"].decode()
        begin, mark, rest = said.partition(f'<w:name w:val="{name}"/>')
        assert mark
        parts["word/styles.xml"] = (begin + mark + rest.replace("<w:rPr>", f"<w:rPr>{BLUE}", 1)).encode()

    desk.change(painted, "templates/house.docx")


def test_a_change_of_the_house_shows_in_the_notice_and_voids_its_approvals(desk: Any) -> None:
    desk.approve_all()
    repaint(desk, "公文正文")
    assert set(desk.states().values()) == {"lapsed"}
    assert "改动：公文模板（house.docx）里这份通知用到的样式" in desk.status()
    raw = notice_status(desk.root, desk.notice).notices[0].ready.raw
    assert raw is not None
    assert BLUE in texts_of(raw)["word/styles.xml"].decode()


def test_a_change_that_the_notice_does_not_show_voids_nothing(desk: Any) -> None:
    desk.approve_all()
    repaint(desk, "表格文字")
    desk.change(lambda parts: parts.update({"word/extra.xml": b"<a/>"}), "templates/house.docx")
    assert set(desk.states().values()) == {"valid"}


def test_approvals_that_name_the_whole_house_template_hold_while_it_stays_and_later_ones_join_them(desk: Any) -> None:
    desk.approve("draft", "legal-head")
    whole = hashlib.sha256((desk.root / "templates/house.docx").read_bytes()).hexdigest()
    kept = [line for line in desk.read(desk.record).splitlines() if not re.match(r" +(recorded|digest|rules)", line)]
    before = "".join(f"{re.sub(r'house: .*', f'house: {whole}', line)}\n" for line in kept if "      - " not in line)
    (desk.root / desk.record).write_text(before, encoding="utf-8")
    desk.approve("review", "legal-head")
    assert re.findall(r"house: \"?(\w+)", desk.read(desk.record)) == [whole, whole]
    assert [desk.states()[each] for each in ("draft", "review")] == ["valid", "valid"]
    desk.change(lambda parts: parts.update({"word/extra.xml": b"<a/>"}), "templates/house.docx")
    assert desk.states()["draft"] == "lapsed"
