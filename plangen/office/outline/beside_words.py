"""What an outline that is written in Word holds beside its words, and what becomes of that."""

from collections.abc import Mapping

from plangen.diagnostics import Words, words
from plangen.office.outline.word_styles import W

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

CONTENTS = words("目录（要目录的，写 〔页：目录〕）", "a contents list (write 〔页：目录〕 to have one)")
MERGED = words("合并的单元格", "cells that are merged")
NESTED = words("表格中的表格", "a table within a table")

LOST: Mapping[str, Words] = {
    f"{W}drawing": words("图片或者图形", "a picture or drawing"),
    f"{W}pict": words("图片、图形或者文本框", "a picture, drawing or text box"),
    f"{W}object": words("嵌入的对象", "an embedded object"),
    f"{_MC}AlternateContent": words("文本框或者图形", "a text box or drawing"),
    f"{W}footnoteReference": words("脚注", "a footnote"),
    f"{W}endnoteReference": words("尾注", "an endnote"),
    f"{W}sym": words("符号字体的字符", "a character of a symbol font"),
    f"{W}altChunk": words("嵌入的文件", "an embedded file"),
    f"{_M}oMath": words("公式", "a formula"),
    f"{_M}oMathPara": words("公式", "a formula"),
}
"""By element what would be missing."""

CONTROL = words("内容控件，只取其中的文字", "a content control, of which only the text is taken")
LINK = words("超链接，只取文字", "a link, of which only the text is taken")
FIELD = words("域，只取现在显示的文字", "a field, of which only the text is taken that it shows now")
RAISED = words("上标、下标或者删除线", "raised, lowered or struck out letters")
CENTRED = words(
    "居中的段落，按正文排（文件的题目用样式“标题”，或者写 文题：）",
    "a paragraph in the middle, set as text (a title has the style 'Title', or begins with 文题：)",
)
DEEPER = words("多级清单的下级，按同一级编排", "an item of a deeper level, set like the others")
SECTION = words(
    "分节符（横排的页，写 〔页：横排〕 和 〔页：竖排〕）", "a section break (write 〔页：横排〕 for pages in landscape)"
)
HIDDEN = words("隐藏文字", "hidden text")
HEADERS = words("页眉、页脚里的文字", "text in page headers or footers")
