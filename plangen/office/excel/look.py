"""How spreadsheets look: the part of the layout profile that they use, and the colours of conditions."""

from msgspec import Struct

from plangen.blocks.document import Tone as DocumentTone
from plangen.blocks.workbook import Tone
from plangen.office.house.layout import Layout

OPEN_FILL = "FFFF00"  # 【待填写：…】, as in the Word documents
TONES = {
    Tone.GOOD: ("E2EFDA", "375623"),
    Tone.BAD: ("F8CBAD", "9C0006"),
    Tone.MISSING: ("FFF2CC", "7F6000"),
    Tone.NEUTRAL: ("DDEBF7", "1F3864"),
}
"""Fill and type of each tone, apart also in grey."""


class SheetLook(Struct, frozen=True, kw_only=True):
    """Fonts, sizes in points, margins, and the fills of headings (RRGGBB)."""

    font: str = "宋体"
    heading_font: str = "黑体"
    size: float = 10.5
    heading_size: float = 10.5
    title_size: float = 16
    line: float = 15  # the pitch of wrapped lines
    margin: float = 15  # in millimetres
    head: str = "D9E2EC"
    label: str = "F0F3F6"

    @classmethod
    def of(cls, layout: Layout) -> "SheetLook":
        """The look that a layout profile gives to spreadsheets."""
        sheet = layout.sheet
        return cls(
            font=sheet.font,
            heading_font=sheet.heading_font,
            size=sheet.size_pt,
            heading_size=sheet.heading_size_pt,
            title_size=sheet.title_size_pt,
            line=sheet.line_pt,
            margin=sheet.margin_mm,
            head=layout.tones.of(DocumentTone.HEAD),
            label=layout.tones.of(DocumentTone.KEY),
        )
