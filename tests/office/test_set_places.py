"""What a file sets off the page is found by its numbers: LibreOffice pushes it back where Word leaves it outside."""

import pytest
from lxml import etree

from plangen.office.ooxml.page_setup import SectionPage
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.set_places import off_page

VML = "urn:schemas-microsoft-com:vml"
SPACES = " ".join(f'xmlns:{key}="{uri}"' for key, uri in NAMESPACES.items() if key != "v") + f' xmlns:v="{VML}"'
PAGE = SectionPage(
    width=11906.0, height=16838.0, sides={"left": 1600.0, "right": 1500.0, "top": 2000.0, "bottom": 1900.0}
)
EMU = 635  # to a twip


def is_off(paragraph: str) -> bool:
    root = etree.fromstring(f"<w:body {SPACES}>{paragraph}</w:body>")
    return any(list(off_page(each, PAGE)) for each in root.iter(f"{{{NAMESPACES['w']}}}p"))


def frame(**said: object) -> str:
    look = " ".join(f'w:{name}="{value}"' for name, value in said.items())
    return f"<w:p><w:pPr><w:framePr {look}/></w:pPr><w:r><w:t>字</w:t></w:r></w:p>"


def floating(**said: object) -> str:
    look = " ".join(f'w:{name}="{value}"' for name, value in said.items())
    return f"<w:tbl><w:tblPr><w:tblpPr {look}/></w:tblPr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"


def anchor(x: int, y: int, across: str = "page", down: str = "page", wide: int = 2000, high: int = 500) -> str:
    return (
        f'<w:p><w:r><w:drawing><wp:anchor><wp:positionH relativeFrom="{across}"><wp:posOffset>{x * EMU}</wp:posOffset>'
        f'</wp:positionH><wp:positionV relativeFrom="{down}"><wp:posOffset>{y * EMU}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide * EMU}" cy="{high * EMU}"/></wp:anchor></w:drawing></w:r></w:p>'
    )


def old(style: str) -> str:
    return f'<w:p><w:r><w:pict><v:rect style="{style}"/></w:pict></w:r></w:p>'


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        (frame(hAnchor="page", vAnchor="page", x=900, y=900, w=3000), False),
        (frame(hAnchor="page", vAnchor="page", x=30000, y=900, w=3000), True),
        (frame(hAnchor="page", vAnchor="page", x=9000, y=900, w=3000), False),
        (frame(hAnchor="page", vAnchor="page", x=9100, y=900, w=3000), True),
        (frame(hAnchor="page", vAnchor="page", x=900, y=-9000), True),
        (frame(hAnchor="margin", vAnchor="text", x=-1600, y=100), False),
        (frame(hAnchor="margin", vAnchor="text", x=-1800, y=100), True),
        (frame(hAnchor="margin", vAnchor="text", x=0, y=-2200), True),
        (floating(horzAnchor="page", vertAnchor="page", tblpX=900, tblpY=900), False),
        (floating(horzAnchor="page", vertAnchor="page", tblpX=30000, tblpY=900), True),
        (anchor(9900, 500), False),
        (anchor(10100, 500), True),
        (anchor(500, 16338), False),
        (anchor(500, 17000), True),
        (anchor(-1500, 0, "margin", "paragraph"), False),
        (anchor(-1900, 0, "margin", "paragraph"), True),
        (old("position:absolute;margin-left:20pt;margin-top:10pt;width:100pt;height:40pt"), False),
        (old("position:absolute;margin-left:3000pt;margin-top:0;width:100pt;height:40pt"), True),
        (old("margin-left:3000pt;width:100pt;height:40pt"), False),  # in the line
        (old("position:absolute;margin-left:3000pt;mso-position-horizontal:center;width:9pt"), False),
    ],
)
def test_a_place_off_every_page_is_found(paragraph: str, *, wanted: bool) -> None:
    assert is_off(paragraph) is wanted
