"""Organisation charts as native drawings: boxes and lines that can be edited in Word and stay sharp in print."""

from plangen.blocks.document import OrgChart, Span
from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import attribute, clean, run
from plangen.office.word.chart_layout import Box, Chart, Line, Measure, charts
from plangen.office.word.writing import Writing

_EMU = 12700  # to the point
_INSET = 25400  # within a box, at its sides; the layout leaves room for twice as much
_CAPTION_ROOM = 40.0  # points
_EDGE = 1.0  # half a line's width and more around the drawing
_STROKE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln>'
_GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


def org_chart(block: OrgChart, writing: Writing) -> str:
    """The drawing, or several one under the other, and the caption below."""
    page = writing.page
    size, pitch = writing.look.sizes[Style.BOX]
    room = Measure(
        size=size, pitch=pitch, width=page.text_width / 20 - 2 * _EDGE, height=page.text_height / 20 - _CAPTION_ROOM
    )
    drawings = charts(block.root, room)
    texts = [
        writing.paragraph(Style.FIGURE, (), before="<w:keepNext/>").replace(
            "</w:p>", f"{_drawing(chart, block, index, len(drawings), writing)}</w:p>"
        )
        for index, chart in enumerate(drawings, start=1)
    ]
    caption = writing.paragraph(Style.CAPTION, (Span(block.caption),)) if block.caption else ""
    return "".join(texts) + caption


def _drawing(chart: Chart, block: OrgChart, index: int, count: int, writing: Writing) -> str:
    """A run with the drawing; a program that cannot draw shows the chart's text."""
    width, height = round((chart.width + 2 * _EDGE) * _EMU), round((chart.height + 2 * _EDGE) * _EMU)
    name = block.caption or "组织架构图"
    numbered = f"{name}（{index}/{count}）" if count > 1 else name
    number = next(writing.drawings)
    shapes = "".join(_line(line, next(writing.drawings)) for line in chart.lines) + "".join(
        _box(box, next(writing.drawings), writing) for box in chart.boxes
    )
    extent = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    inner = f'<a:chOff x="0" y="0"/><a:chExt cx="{width}" cy="{height}"/>'
    drawing = (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name={attribute(numbered)}'
        f' descr={attribute(block.alt)}/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp>'
        f"<wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>{extent}{inner}</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    fallback = run(block.alt).removeprefix("<w:r>").removesuffix("</w:r>")
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{drawing}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def _box(box: Box, number: int, writing: Writing) -> str:
    name = attribute("框 " + clean(box.lines[0] if box.lines else ""))
    strong = len(box.lines) > 1
    texts = "".join(
        writing.paragraph(Style.BOX, (Span(line, strong=strong and index == 0),))
        for index, line in enumerate(box.lines)
    )
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name={name}/><wps:cNvSpPr/><wps:spPr>'
        f"{_frame(box.x, box.y, box.width, box.height)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{_STROKE}</wps:spPr><wps:txbx><w:txbxContent>{texts or writing.paragraph(Style.BOX, ())}</w:txbxContent>"
        f'</wps:txbx><wps:bodyPr wrap="square" lIns="{_INSET}" tIns="{_INSET}" rIns="{_INSET}" bIns="{_INSET}"'
        ' anchor="ctr"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )


def _line(line: Line, number: int) -> str:
    left, top = min(line.x1, line.x2), min(line.y1, line.y2)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="线 {number}"/><wps:cNvCnPr/><wps:spPr>'
        f"{_frame(left, top, abs(line.x2 - line.x1), abs(line.y2 - line.y1))}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{_STROKE}</wps:spPr><wps:bodyPr/></wps:wsp>'
    )


def _frame(x: float, y: float, width: float, height: float) -> str:
    left, top = round((x + _EDGE) * _EMU), round((y + _EDGE) * _EMU)
    return (
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{round(width * _EMU)}" cy="{round(height * _EMU)}"/></a:xfrm>'
    )
