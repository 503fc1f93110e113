"""Templates that would lose their drill mark, were it set where it seems to belong: each made from a sound one."""

import re
from collections.abc import Callable, Mapping

from tests.office.packages import DOCUMENT, DOCUMENT_RELS, RELATIONS, RELS, TYPES, WORD

Parts = dict[str, bytes]
Change = Callable[[Parts], None]
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SETTINGS, STYLES = "word/settings.xml", "word/styles.xml"
HEADER = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>甲公司</w:t></w:r></w:p></w:hdr>'.encode()
_RECTANGLE = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' behindDoc="{behind}" simplePos="0" relativeHeight="9" locked="0" layoutInCell="1" allowOverlap="1" distT="0"'
    ' distB="0" distL="0" distR="0"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0'
    '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="{by}"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="7560000" cy="{high}"/><wp:wrapNone/><wp:docPr id="9" name="x"/><a:graphic'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData'
    ' uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr/><wps:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="7560000" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData>'
    "</a:graphic></wp:anchor></w:drawing></w:r>"
)
_VML = (
    '<w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" style="{style}" fillcolor="white"'
    ' stroked="f"/></w:pict></w:r>'
)


def _rectangle(left: int, wide: int) -> str:
    """A rectangle over the header, so many EMU from the left edge of the page."""
    said = _RECTANGLE.format(behind=0, by="page", down=400000, high=500000)
    said = said.replace("<wp:posOffset>0<", f"<wp:posOffset>{left}<", 1).replace('cx="7560000"', f'cx="{wide}"')
    return f"<w:p>{said}</w:p>"


def within(part: str, old: str, new: str) -> Change:
    """A passage of a part in other words; it has to be there."""

    def change(parts: Parts) -> None:
        text = parts[part].decode()
        assert old in text, old
        parts[part] = text.replace(old, new, 1).encode()

    return change


def body(xml: str) -> Change:
    """Further paragraphs at the begin of the text."""
    return within(DOCUMENT, "<w:body>", f"<w:body>{xml}")


def section(xml: str) -> Change:
    """Something more at the begin of the body's own section."""

    def change(parts: Parts) -> None:
        head, found, rest = parts[DOCUMENT].decode().rpartition("<w:sectPr>")
        assert found
        parts[DOCUMENT] = f"{head}<w:sectPr>{xml}{rest}".encode()

    return change


def margins(**sides: str) -> Change:
    """Other margins of the last section."""

    def change(parts: Parts) -> None:
        text = parts[DOCUMENT].decode()
        for side, said in sides.items():
            text, count = re.subn(rf'(<w:pgMar [^>]*w:{side}=")[^"]*', rf"\g<1>{said}", text)
            assert count
        parts[DOCUMENT] = text.encode()

    return change


def normal(run: str = "", paragraph: str = "") -> Change:
    """Something more in the style of all text that names none."""

    def change(parts: Parts) -> None:
        text = parts[STYLES].decode()
        at = text.index('w:default="1"')
        end = text.index("</w:style>", at)
        style = text[at:end]
        style = style.replace("</w:pPr>", f"{paragraph}</w:pPr>", 1).replace("</w:rPr>", f"{run}</w:rPr>", 1)
        parts[STYLES] = (text[:at] + style + text[end:]).encode()

    return change


def header(target: str, name: str = "word/header7.xml", kind: str = "default", xml: bytes = HEADER) -> Change:
    """A header of its own, referred to in this way."""
    said = (
        target if target.startswith("<") else f'<Relationship Id="rIdH" Type="{RELATIONS}/header" Target="{target}"/>'
    )

    def change(parts: Parts) -> None:
        parts[name] = xml
        within(TYPES, "</Types>", f'<Override PartName="/{name}" ContentType="{WORD}.header+xml"/></Types>')(parts)
        within(DOCUMENT_RELS, "</Relationships>", f"{said}</Relationships>")(parts)
        section(f'<w:headerReference w:type="{kind}" r:id="rIdH"/>')(parts)

    return change


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(parts: Parts) -> None:
        for each in changes:
            each(parts)

    return change


def elsewhere(name: str, *, typed: bool = True) -> Change:
    """Another document that the package says is the one."""

    def change(parts: Parts) -> None:
        parts[name] = f'<w:document xmlns:w="{W}"><w:body><w:p/><w:sectPr/></w:body></w:document>'.encode()
        if typed:
            entry = f'<Override PartName="/{name}" ContentType="{WORD}.document.main+xml"/></Types>'
            within(TYPES, "</Types>", entry)(parts)
        within(RELS, 'Target="word/document.xml"', f'Target="{name}"')(parts)

    return change


def second_document(parts: Parts) -> None:
    """Two documents that the package names."""
    elsewhere("word/other.xml")(parts)
    entry = f'<Relationship Id="rIdB" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>'
    within(RELS, "</Relationships>", entry)(parts)


def moved_settings(parts: Parts) -> None:
    """Odd and even pages told apart in settings that stand elsewhere."""
    parts["word/settings9.xml"] = parts[SETTINGS].replace(b"<w:zoom", b"<w:evenAndOddHeaders/><w:zoom")
    parts[SETTINGS] = f'<w:settings xmlns:w="{W}"/>'.encode()
    within(DOCUMENT_RELS, 'Target="settings.xml"', 'Target="settings9.xml"')(parts)
    entry = f'<Override PartName="/word/settings9.xml" ContentType="{WORD}.settings+xml"/></Types>'
    within(TYPES, "</Types>", entry)(parts)


def in_utf16(part: str) -> Change:
    """A part in two bytes a character."""

    def change(parts: Parts) -> None:
        parts[part] = parts[part].decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")

    return change


def _renamed(old: str, new: str) -> Change:
    """A part under another name."""

    def change(parts: Parts) -> None:
        parts[new] = parts.pop(old)

    return change


def _choice(inner: str) -> str:
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="wps"><w:p/></mc:Choice>'
        f"<mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>"
    )


_ENDED = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
_EMU = 12700
VARIANTS: Mapping[str, Change] = {
    # how a header is referred to
    "a point": header("./header7.xml"),
    "two points": header("../word/header7.xml"),
    "points within": header("x/../header7.xml"),
    "another folder": header("../hdr/header7.xml", "hdr/header7.xml"),
    "absolute": header("/word/header7.xml"),
    "absolute with points": header("/word/./x/../header7.xml"),
    "a fragment": header("header7.xml#x"),
    "a query": header("header7.xml?x"),
    "percent": header("header%37.xml"),
    "percent in the name": header("header%377.xml", "word/header%377.xml"),
    "another case": header("HEADER7.XML"),
    "another ending": header("header7.dat", "word/header7.dat"),
    "a name of Chinese letters": header("页眉.xml", "word/页眉.xml"),
    "no target": header("nothing.xml"),
    "outside": header(f'<Relationship Id="rIdH" Type="{RELATIONS}/header" Target="http://x/y" TargetMode="External"/>'),
    "of the strict kind": header(
        '<Relationship Id="rIdH" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/header"'
        ' Target="header7.xml"/>'
    ),
    "referred to as a footer": header(f'<Relationship Id="rIdH" Type="{RELATIONS}/footer" Target="header7.xml"/>'),
    "relations in capitals": both(header("header7.xml"), _renamed(DOCUMENT_RELS, DOCUMENT_RELS.upper())),
    "relations of another case": both(header("header7.xml"), _renamed(DOCUMENT_RELS, DOCUMENT_RELS.title())),
    "relations of relations": both(header("header7.xml"), _renamed(DOCUMENT_RELS, "word/_rels/Document.xml.rels")),
    "one id twice": both(
        header("header7.xml"),
        within(
            DOCUMENT_RELS,
            "</Relationships>",
            f'<Relationship Id="rIdH" Type="{RELATIONS}/image" Target="styles.xml"/></Relationships>',
        ),
    ),
    "a header that is none": header("header7.xml", xml=f'<w:ftr xmlns:w="{W}"><w:p/></w:ftr>'.encode()),
    "an empty header": header("header7.xml", xml=f'<w:hdr xmlns:w="{W}"/>'.encode()),
    "a header in UTF-16": header(
        "header7.xml", xml=('<?xml version="1.0" encoding="UTF-16"?>' + HEADER.decode()).encode("utf-16")
    ),
    "a first header": both(header("header7.xml", kind="first"), section("<w:titlePg/>")),
    "a first header without a reference": section("<w:titlePg/>"),
    "an even header": both(
        header("header7.xml", kind="even"), within(SETTINGS, "<w:zoom", "<w:evenAndOddHeaders/><w:zoom")
    ),
    "a header of an unknown kind": header("header7.xml", kind="odd"),
    "two headers of a kind": both(header("header7.xml"), section('<w:headerReference w:type="default" r:id="rIdH"/>')),
    "a reference that leads nowhere": section('<w:headerReference w:type="default" r:id="rIdX"/>'),
    # where the document and its settings stand
    "another document": elsewhere("word/other.xml"),
    "another document of no type": elsewhere("word/other.xml", typed=False),
    "two documents": second_document,
    "settings elsewhere": moved_settings,
    "a document in UTF-16": in_utf16(DOCUMENT),
    "styles in UTF-16": in_utf16(STYLES),
    # what is no section
    "a section in a fallback": body(_choice(_ENDED)),
    "a section in run properties": body("<w:p><w:r><w:rPr><w:sectPr/></w:rPr><w:t>a</w:t></w:r></w:p>"),
    "a section in a control's properties": body(
        '<w:customXml w:element="x"><w:customXmlPr><w:sectPr/></w:customXmlPr><w:p/></w:customXml>'
    ),
    "a section in a cell": body(f"<w:tbl><w:tr><w:tc>{_ENDED}</w:tc></w:tr></w:tbl>"),
    "a section in a text box": body(
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"{_ENDED}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "two sections at the end": within(DOCUMENT, "</w:body>", "<w:sectPr/></w:body>"),
    "several sections": body(_ENDED * 3),
    "a section in a content control": body(f"<w:sdt><w:sdtContent>{_ENDED}</w:sdtContent></w:sdt>"),
    "a later section with a first page": body(f"{_ENDED}<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>"),
    "a section before a tracked change": section("<w:sectPrChange w:id='1' w:author='a'><w:sectPr/></w:sectPrChange>"),
    "vertical text": section('<w:textDirection w:val="tbRl"/>'),
    # the look
    "hidden by the default style": normal("<w:vanish/>"),
    "hidden for good": normal("<w:specVanish/>"),
    "white by the default style": normal('<w:color w:val="FFFFFF"/>'),
    "red on red": normal(paragraph='<w:shd w:val="clear" w:fill="C00000"/>'),
    "highlighted": normal('<w:highlight w:val="darkRed"/>'),
    "raised off the page": normal('<w:position w:val="3000"/>'),
    "narrow": normal('<w:w w:val="1"/>'),
    "indented off the page": normal(paragraph='<w:ind w:leftChars="9000" w:hanging="300"/>'),
    "strictly indented": normal(paragraph='<w:ind w:start="30000"/>'),
    "in a frame off the page": normal(paragraph='<w:framePr w:w="100" w:x="30000" w:y="30000" w:hAnchor="page"/>'),
    "numbered": normal(paragraph='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    "pushed down": normal(paragraph='<w:spacing w:beforeLines="9000"/>'),
    "a transparent fill": normal(
        '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w14:noFill/></w14:textFill>'
    ),
    "combined letters": normal('<w:eastAsianLayout w:id="1" w:combine="1"/>'),
    "hidden by the defaults of the file": within(STYLES, "<w:rPrDefault><w:rPr>", "<w:rPrDefault><w:rPr><w:vanish/>"),
    "content to be ignored": within(DOCUMENT, "<w:document ", '<w:document mc:Ignorable="w" '),
    "a header to be ignored": header(
        "header7.xml", xml=HEADER.replace(b"<w:hdr ", f'<w:hdr xmlns:mc="{MC}" mc:Ignorable="w" '.encode())
    ),
    # paper and margins
    "header below the page": margins(header="31000"),
    "header above the page": margins(header="-31000"),
    "header in no number": margins(header="x"),
    "margin beyond the page": margins(left="15000"),
    "negative margin": margins(right="-9000"),
    "text over the header": margins(top="-600"),
    "two pages in one": section('<w:pgMar w:top="1" w:left="1" w:right="1" w:header="-9000"/>'),
    "a first page and none": both(section('<w:titlePg w:val="0"/>'), section("<w:titlePg/>")),
    "a tiny page": both(within(DOCUMENT, 'w:w="11906"', 'w:w="900"')),
    "a page of no size": both(within(DOCUMENT, 'w:w="11906"', 'w:w="nan"')),
    # what lies in front
    "a rectangle on the page": body(f"<w:p>{_RECTANGLE.format(behind=0, by='page', down=0, high=10692000)}</w:p>"),
    "a rectangle on the header": body(f"<w:p>{_RECTANGLE.format(behind=0, by='page', down=700000, high=500000)}</w:p>"),
    "a rectangle beside the mark": body(_rectangle(5400000, 2000000)),
    "a rectangle that reaches the mark": body(_rectangle(4000000, 3000000)),
    "a rectangle from nowhere": body(_rectangle(5400000, 2000000).replace(">5400000<", ">x<")),
    "a rectangle above the text": body(
        f"<w:p>{_RECTANGLE.format(behind=0, by='paragraph', down=-60 * _EMU, high=900000)}</w:p>"
    ),
    "a rectangle behind the text": body(f"<w:p>{_RECTANGLE.format(behind=1, by='page', down=0, high=10692000)}</w:p>"),
    "a rectangle of old": body(
        f"<w:p>{_VML.format(style='position:absolute;margin-left:-90pt;margin-top:-120pt;width:600pt;height:200pt')}</w:p>"
    ),
    "a rectangle in the header": header(
        "header7.xml",
        xml=HEADER.replace(
            b"<w:p>",
            f"<w:p>{_VML.format(style='position:absolute;margin-top:-40pt;width:600pt;height:200pt;z-index:9')}".encode(),
        ),
    ),
    "a frame on the header": body(
        '<w:p><w:pPr><w:framePr w:w="11000" w:h="1200" w:hRule="exact" w:wrap="around" w:vAnchor="page"'
        ' w:hAnchor="page" w:x="1" w:y="1100"/><w:shd w:val="clear" w:fill="FFFFFF"/></w:pPr></w:p>'
    ),
    "a floating table on the header": body(
        '<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="1" w:tblpY="1100"/>'
        '<w:tblW w:w="11000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="11000"/></w:tblGrid><w:tr><w:tc>'
        '<w:tcPr><w:shd w:val="clear" w:fill="FFFFFF"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    ),
}
"""By name; each leaves every page marked or is refused."""
