"""The drill mark: a line on top of every page and light letters across it, put in from outside.

It is not part of any template, so that no edit of a template can lose it, and nothing of it is left when a notice is
made for real use.
"""

from lxml import etree

from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES, attribute, clean, part

_W, _R = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['r']}}}"
_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_RELS, _TYPES = "word/_rels/document.xml.rels", "[Content_Types].xml"
_HEADER_RELATION = f"{NAMESPACES['r']}/header"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_OFF = frozenset({"0", "false", "off"})

_FONTS = '<w:rFonts w:ascii="黑体" w:hAnsi="黑体" w:eastAsia="黑体" w:hint="eastAsia"/>'
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


def stamp(file: Editing, mark: str) -> None:
    """Put the mark into every header of a Word file, making headers where a page would have none."""
    rels = _relations(file)
    headers = [_target(each) for each in rels if each.get("Type") == _HEADER_RELATION]
    for number, name in enumerate(name for name in headers if name in file):
        file.change(name).insert(0, _line(mark, number))
    section = _first_section(file.change(_DOCUMENT))
    # Later sections without a header of a kind take over that of the section before, so the first one is enough.
    shown = {each.get(f"{_W}type") for each in section.findall(f"{_W}headerReference")}
    lacking = [kind for kind in _kinds(file) if kind not in shown]
    for number, kind in enumerate(lacking, start=len(headers)):
        key = _put_header(file, _new_header(mark, number))
        section.insert(0, etree.Element(f"{_W}headerReference", {f"{_W}type": kind, f"{_R}id": key}))


def _put_header(file: Editing, header: etree._Element) -> str:
    """Make a header part of the file; the key by which the document refers to it."""
    name = next(f"word/mark{n}.xml" for n in range(1, len(file) + 2) if f"word/mark{n}.xml" not in file)
    file.put(name, header)
    _declare(file.change(_TYPES), name)
    return _relate(file.change(_RELS), name.removeprefix("word/"))


def _relations(file: Editing) -> etree._Element:
    """The list of what the document refers to."""
    if _RELS not in file:
        file.put(_RELS, parsed(f'<Relationships xmlns="{_package("relationships")}"/>'.encode()))
    return file.change(_RELS)


def _first_section(document: etree._Element) -> etree._Element:
    section = next(document.iter(f"{_W}sectPr"), None)
    if section is not None:
        return section
    body = document.find(f"{_W}body")
    return etree.SubElement(document if body is None else body, f"{_W}sectPr")


def _kinds(file: Editing) -> list[str]:
    """The kinds of header that pages of this document show."""
    kinds = ["default"]
    if any(_is_on(each) for each in file.root(_DOCUMENT).iter(f"{_W}titlePg")):
        kinds.append("first")
    if any(_is_on(each) for each in file.root(_SETTINGS).iter(f"{_W}evenAndOddHeaders")):
        kinds.append("even")
    return kinds


def _is_on(element: etree._Element) -> bool:
    return element.get(f"{_W}val", "1") not in _OFF


def _target(relation: etree._Element) -> str:
    target = str(relation.get("Target", ""))
    return target.removeprefix("/") if target.startswith("/") else f"word/{target}"


def _new_header(mark: str, number: int) -> etree._Element:
    header = parsed(part("hdr", ""))
    header.append(_line(mark, number))
    return header


def _line(mark: str, number: int) -> etree._Element:
    """The paragraph that carries the mark; its look is its own, since a template's styles may be anybody's."""
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
    look = f'{_FONTS}<w:color w:val="C00000"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    content = (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/><w:ind w:left="0" w:right="0"'
        ' w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:rPr><w:noProof/></w:rPr><w:pict {_VML}>{_SHAPE_TYPE}{shape}</w:pict></w:r>"
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve"/></w:r></w:p>'
    )
    line = parsed(part("hdr", content))[0]
    line[-1][-1].text = text
    return line


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
