"""The names of the styles that a house template has to offer, as Word shows them.

The writer finds them by name: a Chinese Word gives the styles other ids when it saves the template.
"""

from enum import StrEnum

from plangen.blocks.document import Role, Tone

BODY_PLACE = "【正文】"  # the paragraph of the template that the document's text replaces
UNSEALED, SEALED = 200, 400
"""How far signatures stand from the right edge by their style without a seal, and with: hundredths of a character."""
HEADER_PLACE = "【页眉】"  # the words of the template's headers that the document's header replaces


class Style(StrEnum):
    """Built-in names are those of the file format, in English whatever Word's language."""

    NORMAL = "Normal"
    TITLE = "Title"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    HEADING_4 = "heading 4"
    TOC_HEADING = "TOC Heading"
    TOC_1 = "toc 1"
    TOC_2 = "toc 2"
    TOC_3 = "toc 3"
    HEADER = "header"
    FOOTER = "footer"
    CAPTION = "caption"
    STRONG = "Strong"
    HYPERLINK = "Hyperlink"
    PLACEHOLDER = "Placeholder Text"
    BARE_HEADING_1 = "无编号标题 1"
    BARE_HEADING_2 = "无编号标题 2"
    BARE_HEADING_3 = "无编号标题 3"
    BARE_HEADING_4 = "无编号标题 4"
    BODY = "公文正文"
    LOCKED = "固定条款"
    PLAIN = "公文顶格"
    CENTRED = "公文居中"
    NOTE = "附注说明"
    SIGNED = "公文落款"
    MARK = "演练标识"
    CARD = "卡片文字"
    ORDERED = "编号条目"
    UNORDERED = "列项条目"
    TABLE = "公文表格"
    TABLE_TEXT = "表格文字"
    TABLE_HEAD = "表头文字"
    SMALL_TEXT = "小表文字"
    SMALL_HEAD = "小表表头"
    FIGURE = "图形段落"
    BOX = "图框文字"
    COVER_COMPANY = "封面单位"
    COVER_TITLE = "封面标题"
    COVER_MARK = "封面标识"
    COVER_FACT = "封面事项"
    COVER_FOOT = "封面落款"
    END = "文末段落"
    TONE_HEAD = "底色 表头"
    TONE_KEY = "底色 栏目"
    TONE_SOFT = "底色 衬底"
    TONE_ALERT = "底色 提醒"
    TONE_BAR_1 = "底色 进度一"
    TONE_BAR_2 = "底色 进度二"
    TONE_BAR_3 = "底色 进度三"
    TONE_BAR_4 = "底色 进度四"

    @property
    def default_id(self) -> str:
        """The id the style has in a template of our own: HEADING_1 is Heading1."""
        return self.name.title().replace("_", "").replace("Toc", "TOC")


HEADINGS = (Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.HEADING_4)
BARE_HEADINGS = (Style.BARE_HEADING_1, Style.BARE_HEADING_2, Style.BARE_HEADING_3, Style.BARE_HEADING_4)
TOCS = (Style.TOC_1, Style.TOC_2, Style.TOC_3)
_LIKE = {Role.NUMBER: Style.CENTRED, Role.ATTACHED: Style.BODY, Role.IMPRINT: Style.PLAIN}
ROLES = {role: _LIKE.get(role) or Style[role.name] for role in Role}
TONES = {tone: Style[f"TONE_{tone.name}"] for tone in Tone if tone is not Tone.NONE}
LIST_LEVELS = (4, 5)  # of ordered items, beside those of the style "编号条目", which are on the third


def list_name(level: int) -> str:
    """What a template calls the list of ordered items on this level."""
    return f"{Style.ORDERED} {level}"
