"""Text that a reader cannot see is found: white text counts as seen only on something dark."""

import pytest
from lxml import etree

from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.sight import Sight

VML = "urn:schemas-microsoft-com:vml"
SPACES = " ".join(f'xmlns:{key}="{uri}"' for key, uri in NAMESPACES.items() if key != "v") + f' xmlns:v="{VML}"'
WHITE = '<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白字</w:t></w:r></w:p>'
SHAPE = "<wps:wsp><wps:spPr>{fill}</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp>"


def unseen(body: str) -> list[str]:
    """The texts that do not show in the paragraphs of this body."""
    sight = Sight(etree.fromstring(f"<w:styles {SPACES}/>"))
    root = etree.fromstring(f"<w:body {SPACES}>{body}</w:body>")
    return [text for each in root.iter(f"{{{NAMESPACES['w']}}}p") for _, text in sight.unseen(each)]


@pytest.mark.parametrize(
    ("around", "is_seen"),
    [
        ("{text}", False),
        (SHAPE.replace("{fill}", ""), False),
        (SHAPE.replace("{fill}", "<a:solidFill/>"), True),
        ("<v:rect>{text}</v:rect>", False),
        ('<v:rect fillcolor="FFFFFF">{text}</v:rect>', False),
        ('<v:rect fillcolor="none">{text}</v:rect>', False),
        ('<v:shape fillcolor="navy">{text}</v:shape>', True),
    ],
)
def test_white_text_shows_only_on_a_filled_shape(around: str, *, is_seen: bool) -> None:
    assert unseen(around.replace("{text}", WHITE)) == ([] if is_seen else ["白字"])


@pytest.mark.parametrize(("size", "is_seen"), [("11", False), ("12", True), ("5.5pt", False), ("6pt", True)])
def test_text_below_six_points_is_too_small_to_see(size: str, *, is_seen: bool) -> None:
    text = f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>小字</w:t></w:r></w:p>'
    assert unseen(text) == ([] if is_seen else ["小字"])


@pytest.mark.parametrize(("fill", "is_seen"), [("auto", False), ("FFFFFF", False), ("000000", True)])
def test_white_text_shows_on_a_dark_cell(fill: str, *, is_seen: bool) -> None:
    cell = f'<w:tc><w:tcPr><w:shd w:fill="{fill}"/></w:tcPr>{WHITE}</w:tc>'
    assert unseen(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == ([] if is_seen else ["白字"])


def run(look: str, text: str = "字") -> str:
    return f"<w:p><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("look", "is_seen"),
    [
        ('<w:color w:val="B6B6B6"/>', True),
        ('<w:color w:val="B8B8B8"/>', False),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>', True),
        ('<w:color w:val="303030"/><w:shd w:val="clear" w:fill="1F3864"/>', False),
        ('<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="FFFFFF"/>', False),
        ('<w:color w:val="000000"/><w:shd w:val="pct10" w:color="000000" w:fill="FFFFFF"/>', True),
        ('<w:color w:val="C00000"/><w:highlight w:val="yellow"/>', True),
        ('<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', False),
        ('<w:highlight w:val="black"/>', False),  # automatic colour stays black on a highlight
        ('<w:highlight w:val="darkGray"/>', True),
        ('<w:shd w:val="clear" w:fill="000000"/>', True),  # and turns white on a shading
        ('<w:color w:val="000000" w:themeColor="background1"/>', False),
        ('<w:color w:val="000000" w:themeColor="background1" w:themeShade="80"/>', True),
        ('<w:color w:val="000000" w:themeColor="text1" w:themeTint="19"/>', False),
    ],
)
def test_text_is_seen_that_stands_out_from_its_ground(look: str, *, is_seen: bool) -> None:
    """By the colours that the file says, whatever another program draws."""
    assert unseen(run(look)) == ([] if is_seen else ["字"])


@pytest.mark.parametrize(
    ("look", "is_seen"),
    [
        ('<w:w w:val="33"/>', True),
        ('<w:w w:val="32"/>', False),
        ('<w:sz w:val="32"/><w:spacing w:val="-160"/>', True),
        ('<w:sz w:val="32"/><w:spacing w:val="-161"/>', False),
        ('<w:fitText w:val="60"/>', True),
        ('<w:fitText w:val="59"/>', False),
    ],
)
def test_text_is_seen_that_is_not_squeezed(look: str, *, is_seen: bool) -> None:
    assert unseen(run(look)) == ([] if is_seen else ["字"])


def test_a_hidden_end_of_a_paragraph_is_found() -> None:
    hidden = "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>字</w:t></w:r></w:p>"
    assert unseen(hidden) == ["字"]
    assert unseen(hidden.replace("<w:vanish/>", '<w:vanish w:val="0"/>')) == []
