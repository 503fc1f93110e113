"""The page of a layout profile in twips, and the grid of lines that Word's page set-up shows for it."""

from plangen.diagnostics import WARNING, rule, words
from plangen.office.house.layout import Layout
from plangen.office.house.look import Geometry
from plangen.office.house.styles_xml import END_LINE
from plangen.office.ooxml.wml import millimetres, twips

GRID_FULL = rule(
    "W225",
    WARNING,
    title=("行网格没有给页末留余量", "a grid of lines that leaves nothing at the foot of a page"),
    why=(
        "LibreOffice 按行网格截去版心不足一行的部分；正文恰好排满一页时，后面会多出一张空白页。",
        "LibreOffice cuts the page to whole lines of the grid; an empty page then follows one that is just full.",
    ),
    message=(
        "行距 {line_pt} 磅排满 {lines} 行后，行网格没有余量",
        "{lines} lines of {line_pt} pt leave nothing of the grid",
    ),
    hint=(
        "body 的 line_pt 减小 0.05 磅以上，例如 28.9；或者把 grid 改为 none",
        "make body.line_pt smaller, or grid: none",
    ),
)

SIDES = {
    "width": ("page.width_mm", words("纸张宽度", "paper width")),
    "height": ("page.height_mm", words("纸张高度", "paper height")),
    "top": ("page.top_mm", words("上边距", "top margin")),
    "right": ("page.right_mm", words("右边距", "right margin")),
    "bottom": ("page.bottom_mm", words("下边距", "bottom margin")),
    "left": ("page.left_mm", words("左边距", "left margin")),
    "header": ("page.header_mm", words("页眉边距", "header distance")),
    "footer": ("page.footer_mm", words("页脚边距", "footer distance")),
}
"""Where a profile says each length of a page, and what people call it."""

_GRID_UNIT = 4096  # of a point, as the grid's spacing of characters is given


def geometry(layout: Layout) -> Geometry:
    """The page in twips."""
    return Geometry(**{side: millimetres(getattr(layout.page, f"{side}_mm")) for side in SIDES})


def _pitch(layout: Layout) -> int:
    """The pitch of the grid in twips: as many lines as the text has on a page, spread over all of it."""
    height = geometry(layout).text_height
    return height // (height // twips(layout.body.line_pt))


def leaves_nothing(layout: Layout) -> bool:
    """Whether the last paragraph of a section, which is hardly a line, has no room below a full page in the grid."""
    lines = geometry(layout).text_height // twips(layout.body.line_pt)
    return lines * (_pitch(layout) - twips(layout.body.line_pt)) < END_LINE


def grid(layout: Layout) -> str:
    """The grid of lines, or of lines and characters, as Word's page set-up shows it."""
    pitch = _pitch(layout)
    if layout.grid == "none":
        return f'<w:docGrid w:linePitch="{pitch}"/>'
    if layout.grid == "lines":
        return f'<w:docGrid w:type="lines" w:linePitch="{pitch}"/>'
    body, page = layout.body, geometry(layout)
    wanted = page.text_width // twips(body.size_pt + body.spacing_pt)  # characters on a line
    space = round((page.text_width / 20 / wanted - body.size_pt) * _GRID_UNIT)
    return f'<w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{space}"/>'
