"""The three kinds of old drawings that go out, always described in the same words: pictures, boxes, letters."""

from copy import deepcopy
from functools import cache

from lxml import etree

from plangen.office.release.vocabulary.harmless import V

_O = "urn:schemas-microsoft-com:office:office"
_DECLARED = f'xmlns:v="{V[1:-1]}" xmlns:o="{_O}"'
_KINDS = {
    "#_x0000_t75": (
        (
            'id="_x0000_t75" coordsize="21600,21600" o:spt="75" o:preferrelative="t" path="m@4@5l@4@11@9@11@9@5xe"'
            ' filled="f" stroked="f"'
        ),
        (
            '<v:stroke joinstyle="miter"/><v:formulas><v:f eqn="if lineDrawn pixelLineWidth 0"/><v:f eqn="sum @0 1 0"/>'
            '<v:f eqn="sum 0 0 @1"/><v:f eqn="prod @2 1 2"/><v:f eqn="prod @3 21600 pixelWidth"/>'
            '<v:f eqn="prod @3 21600 pixelHeight"/><v:f eqn="sum @0 0 1"/><v:f eqn="prod @6 1 2"/>'
            '<v:f eqn="prod @7 21600 pixelWidth"/><v:f eqn="sum @8 21600 0"/><v:f eqn="prod @7 21600 pixelHeight"/>'
            '<v:f eqn="sum @10 21600 0"/></v:formulas>'
            '<v:path o:extrusionok="f" gradientshapeok="t" o:connecttype="rect"/>'
        ),
    ),
    "#_x0000_t136": (
        ('id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"'),
        (
            '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
            '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
            '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>'
            '<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
            '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"'
            ' o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/>'
        ),
    ),
    "#_x0000_t202": (
        ('id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"'),
        ('<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'),
    ),
}


def description(kind: str) -> etree._Element | None:
    """How an old drawing of this kind is described; None for any other kind."""
    return deepcopy(_parsed(kind)) if kind in _KINDS else None


@cache
def _parsed(kind: str) -> etree._Element:
    attributes, content = _KINDS[kind]
    return etree.fromstring(f"<v:shapetype {_DECLARED} {attributes}>{content}</v:shapetype>")


def is_description(element: etree._Element) -> bool:
    """Whether a description is one of ours, word for word."""
    own = description(f"#{element.get('id', '')}")
    return own is not None and _form(own) == _form(element)


def _form(element: etree._Element) -> object:
    return element.tag, sorted(element.attrib.items()), [_form(each) for each in element]
