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


@pytest.mark.parametrize(("size", "is_seen"), [("4", False), ("5", True)])
def test_text_of_two_points_is_too_small_to_see(size: str, *, is_seen: bool) -> None:
    text = f'<w:p><w:r><w:rPr><w:sz w:val="{size}"/></w:rPr><w:t>小字</w:t></w:r></w:p>'
    assert unseen(text) == ([] if is_seen else ["小字"])


@pytest.mark.parametrize(("fill", "is_seen"), [("auto", False), ("FFFFFF", False), ("000000", True)])
def test_white_text_shows_on_a_dark_cell(fill: str, *, is_seen: bool) -> None:
    cell = f'<w:tc><w:tcPr><w:shd w:fill="{fill}"/></w:tcPr>{WHITE}</w:tc>'
    assert unseen(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>") == ([] if is_seen else ["白字"])
