"""Which fonts LibreOffice really prints with: a page is set in each wanted one, and the PDF says what was used."""

import re
from collections.abc import Mapping, Sequence

from plangen.office.ooxml.package import zipped
from plangen.office.ooxml.wml import attribute, part
from plangen.office.pdf.text import pages

_TEXT, _DIGITS = "永Ag", "00"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

# PostScript names, as a PDF gives them, of fonts that go by a Chinese name; of others the name itself is asked for.
_POSTSCRIPT: Mapping[str, tuple[str, ...]] = {
    "方正小标宋简体": ("FZXBSJW", "FZXiaoBiaoSong"),
    "方正小标宋_GBK": ("FZXBSK", "FZXiaoBiaoSong"),
    "华文中宋": ("STZhongsong",),
    "宋体": ("SimSun", "NSimSun"),
    "新宋体": ("NSimSun",),
    "黑体": ("SimHei",),
    "思源黑体": ("SourceHanSans", "NotoSansCJK"),
    "思源宋体": ("SourceHanSerif", "NotoSerifCJK"),
    "楷体": ("KaiTi", "SimKai"),
    "楷体_GB2312": ("KaiTiGB2312",),
    "华文楷体": ("STKaiti",),
    "仿宋": ("FangSong", "SimFang"),
    "仿宋_GB2312": ("FangSongGB2312",),
    "华文仿宋": ("STFangsong",),
    "Times New Roman": ("TimesNewRoman",),
    "Noto Serif CJK SC": ("NotoSerifCJK",),  # one file for all regions; the PDF names its first one
    "Noto Sans CJK SC": ("NotoSansCJK",),
    "FandolFang": ("FandolFang",),
    "FandolKai": ("FandolKai",),
    "AR PL UKai CN": ("UKaiCN", "ARPLUKai"),
    "AR PL KaitiM GB": ("GBZenKai", "ARPLKaitiMGB", "gkai00mp"),
}


def font_sample(fonts: Sequence[str]) -> bytes:
    """A Word file with a page in each font."""
    body = "".join(
        f"<w:p><w:pPr>{'<w:pageBreakBefore/>' if number else ''}</w:pPr><w:r><w:rPr><w:rFonts w:ascii={name} "
        f"w:hAnsi={name} w:eastAsia={name} w:cs={name}/></w:rPr><w:t>{_TEXT}{_DIGITS}</w:t></w:r></w:p>"
        for number, name in enumerate(map(attribute, fonts))
    )
    return word_sample(body)


def word_sample(body: str) -> bytes:
    """A Word file of nothing but these paragraphs."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": (
                f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
                '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
                f'ContentType="{word}"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type='
                f'"{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
            ).encode(),
            "word/document.xml": part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        }
    )


def printed_fonts(fonts: Sequence[str], sample: bytes) -> dict[str, str]:
    """The PostScript name of what each font was printed in, from the sample's PDF; the Chinese letter decides."""
    found = {}
    for name, page in zip(fonts, pages(sample), strict=True):
        letters = {glyph.text: glyph.font for glyph in page.glyphs}
        found[name] = letters.get("A" if name.startswith(("Times", "Liberation", "Nimbus")) else _TEXT[0], "")
    return found


def digit_widths(fonts: Sequence[str], sample: bytes) -> dict[str, float]:
    """How wide a digit of each font is, as a share of its size, from the sample's PDF."""
    found = {}
    for name, page in zip(fonts, pages(sample), strict=True):
        digits = [glyph for glyph in page.glyphs if glyph.text == _DIGITS[0]]
        if len(digits) == len(_DIGITS) and digits[0].size:
            found[name] = round((digits[1].x - digits[0].x) / digits[0].size, 4)
    return found


def is_font(name: str, printed: str) -> bool:
    """Whether a PDF font of this PostScript name is the font that a document asked for by `name`."""
    return any(_bare(printed).startswith(_bare(each)) for each in _POSTSCRIPT.get(name, (name,)) if _bare(each))


def replacements(lists: Sequence[Sequence[str]], printed: Mapping[str, str]) -> dict[str, str]:
    """For each font that is not there, the first of its list that is."""
    table: dict[str, str] = {}
    for names in lists:
        there = next((name for name in names if is_font(name, printed.get(name, ""))), None)
        if there is not None:
            table |= {name: there for name in names if not is_font(name, printed.get(name, "")) and name not in table}
    return table


def _bare(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.casefold())
