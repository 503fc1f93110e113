"""The drill mark: a line on top of every page and light letters across it, put in from outside.

It is not part of any template, so that no edit of a template can lose it, and nothing of it is left when a notice is
made for real use.
"""

from copy import deepcopy
from functools import lru_cache

from lxml import etree

from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.page_setup import KEY, KIND, KINDS, REFERENCE, SECTION, headers_shown, sections_of
from plangen.office.ooxml.relations import DOCUMENT, DOCUMENT_RELATIONS, OFFICE, TYPES, Relations
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES, attribute, part
from plangen.visible import clean

SIZE_PT, LINE_PT = 12, 16
"""Size of type and height of the line that says the mark."""

_W = f"{{{NAMESPACES['w']}}}"
_SETTINGS = "word/settings.xml"
_HEADER_RELATION = f"{OFFICE}/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"

# All that a style could do to the line is said of the line itself, so that no style can hide it.
_PARAGRAPH = (
    '<w:keepNext w:val="0"/><w:keepLines w:val="0"/><w:pageBreakBefore w:val="0"/><w:pBdr><w:top w:val="nil"/>'
    '<w:left w:val="nil"/><w:bottom w:val="nil"/><w:right w:val="nil"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/><w:bidi w:val="0"/><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:beforeLines="0" w:beforeAutospacing="0" w:after="0" w:afterLines="0"'
    f' w:afterAutospacing="0" w:line="{LINE_PT * 20}" w:lineRule="exact"/>'
    '<w:ind w:left="0" w:leftChars="0" w:right="0" w:rightChars="0" w:firstLine="0" w:firstLineChars="0"/>'
    '<w:contextualSpacing w:val="0"/><w:jc w:val="center"/><w:textAlignment w:val="auto"/>'
)
_LOOK = (
    '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:hint="eastAsia"/><w:strike w:val="0"/>'
    '<w:dstrike w:val="0"/><w:outline w:val="0"/><w:shadow w:val="0"/><w:emboss w:val="0"/><w:imprint w:val="0"/>'
    '<w:vanish w:val="0"/><w:webHidden w:val="0"/><w:color w:val="C00000"/><w:spacing w:val="0"/><w:w w:val="100"/>'
    f'<w:position w:val="0"/><w:sz w:val="{SIZE_PT * 2}"/><w:szCs w:val="{SIZE_PT * 2}"/><w:highlight w:val="none"/>'
    '<w:effect w:val="none"/><w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/><w:vertAlign w:val="baseline"/>'
    '<w:rtl w:val="0"/><w:cs w:val="0"/><w:specVanish w:val="0"/>'
)
_VML = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
# Word's own watermark: text along a line, behind the page, turned to run up from the lower left.
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
    ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
)
_WIDTH_PT = 480


def stamp(file: Editing, mark: str, *, across: bool = True) -> None:
    """Put the mark into every header of a Word file, making headers where a page would have none.

    `across`: light letters across each page as well.
    """
    headers = dict.fromkeys(Relations(file).related(DOCUMENT, "header").values())
    for number, name in enumerate(headers):
        file.change(name).insert(0, line(mark, number, across=across))
    body = file.change(DOCUMENT).find(f"{_W}body")
    assert body is not None  # `guard` vouches for it
    first = next(sections_of(body), None)
    section = etree.SubElement(body, SECTION) if first is None else first
    # Later sections without a header of a kind take over that of the section before, so the first one is enough.
    own = {each.get(KIND, "default") for each in section.findall(REFERENCE)}
    shown = {kind for _, kind, _ in headers_shown(body, file.root(_SETTINGS))}
    lacking = [kind for kind in KINDS if kind in shown - own]
    for number, kind in enumerate(lacking, start=len(headers)):
        key = _put_header(file, deepcopy(_header(mark, number, across)))
        section.insert(0, etree.Element(REFERENCE, {KIND: kind, KEY: key}))


def _put_header(file: Editing, header: etree._Element) -> str:
    """Make a header part of the file; the key by which the document refers to it."""
    name = next(f"word/mark{n}.xml" for n in range(1, len(file) + 2) if f"word/mark{n}.xml" not in file)
    file.put(name, header)
    _declare(file.change(TYPES), name)
    return _relate(_relations(file), name.removeprefix("word/"))


def _relations(file: Editing) -> etree._Element:
    """The list of what the document refers to."""
    if DOCUMENT_RELATIONS not in file:
        file.put(DOCUMENT_RELATIONS, parsed(f'<Relationships xmlns="{_package("relationships")}"/>'.encode()))
    return file.change(DOCUMENT_RELATIONS)


def line(mark: str, number: int, *, across: bool = True) -> etree._Element:
    """The paragraph that carries the mark, in a header that holds nothing else.

    Its look is its own, since a template's styles may be anybody's.
    """
    return deepcopy(_header(mark, number, across))[0]


@lru_cache(maxsize=8)
def _header(mark: str, number: int, across: bool) -> etree._Element:
    text = clean(mark)
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{_WIDTH_PT}pt;height:{_WIDTH_PT // max(len(text), 4)}pt;"
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = (
        f'<v:shape id="plangen-mark-{number}" o:spid="_x0000_s{2049 + number}" type="#_x0000_t136" style="{style}"'
        f' alt={attribute(mark)} o:allowincell="f" fillcolor="#e0e0e0" stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string={attribute(mark)}/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape>'
    )
    letters = f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict {_VML}>{_SHAPE_TYPE}{shape}</w:pict></w:r>" if across else ""
    content = (
        f'<w:p><w:pPr>{_PARAGRAPH}</w:pPr>{letters}<w:r><w:rPr>{_LOOK}</w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
    )
    made = parsed(part("hdr", content))
    made[0][-1][-1].text = text
    return made


def _relate(rels: etree._Element, target: str) -> str:
    taken = {each.get("Id") for each in rels}
    key = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
    attributes = {"Id": key, "Type": _HEADER_RELATION, "Target": target}
    etree.SubElement(rels, f"{{{_package('relationships')}}}Relationship", attributes)
    return key


def _declare(types: etree._Element, name: str) -> None:
    attributes = {"PartName": f"/{name}", "ContentType": _HEADER_TYPE}
    etree.SubElement(types, f"{{{_package('content-types')}}}Override", attributes)


def _package(kind: str) -> str:
    return f"http://schemas.openxmlformats.org/package/2006/{kind}"
