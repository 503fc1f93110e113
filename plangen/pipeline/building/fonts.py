"""Which fonts of the layout profile this machine prints with, and what stands in for the others."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.diagnostics import ERROR, INFO, Finding, Place, Words, rule, words
from plangen.office.house.layout import Fonts, Layout
from plangen.office.pdf.fonts import is_font, replacements
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.template_files import LAYOUT

REPLACED = rule(
    "W196",
    INFO,
    title=("PDF 用了代替的字体", "a font is replaced in the PDFs"),
    why=(
        "PDF 用这台电脑上的字体印制；Word 文件写的仍是原来要用的字体",
        "PDFs are printed with the fonts of this machine; the Word files still name the fonts wanted",
    ),
    message=("{kind}要用“{wanted}”，PDF 里用的是 {used}", "{kind} wants “{wanted}”; the PDFs have {used}"),
    hint=(
        "需要一致时安装“{wanted}”后重新生成；代替的字体写在 layout.yaml 的 fonts 里",
        "install “{wanted}” and build again where that matters; fonts of layout.yaml lists what may stand in",
    ),
)
REFUSED = rule(
    "W197",
    ERROR,
    title=("缺少要用的字体", "a wanted font is missing"),
    why=(
        "加了 --strict-fonts：缺少版式要用的字体时不生成 PDF",
        "with --strict-fonts no PDF is made while a font of the layout is missing",
    ),
    message=("{kind}要用“{wanted}”，这台电脑上会用 {used} 代替", "{kind} wants “{wanted}”; here {used} would be used"),
    hint=("安装“{wanted}”，或者不加 --strict-fonts", "install “{wanted}”, or leave out --strict-fonts"),
)
RULES = (REPLACED, REFUSED)

KINDS = {
    "xiaobiaosong": words("标题（小标宋）", "titles (xiaobiaosong)"),
    "heiti": words("一级标题和表头（黑体）", "first headings and table heads (heiti)"),
    "kaiti": words("二级标题（楷体）", "second headings (kaiti)"),
    "fangsong": words("正文（仿宋）", "text (fangsong)"),
    "songti": words("页码和页眉（宋体）", "page numbers and headers (songti)"),
    "latin": words("西文和数字", "Latin letters and digits"),
}


class FontUse(Struct, frozen=True, kw_only=True):
    """What one kind of type is printed in."""

    kind: Words
    wanted: str
    used: str  # the wanted font, the one that stands in for it, or the PostScript name of whatever comes

    @property
    def is_wanted(self) -> bool:
        """Whether the PDF is printed in the font that the layout names."""
        return self.used == self.wanted


def fonts_in_use(layout: Layout, office: Office) -> tuple[FontUse, ...]:
    """Found by printing a sample.

    Raises:
        EnvironmentProblem: as for a conversion.
    """
    fitted = office.set_in(layout)
    printed = fitted.printed_fonts()
    table = replacements(fitted.fonts, printed)
    return tuple(_uses(layout, printed, table))


def _uses(layout: Layout, printed: dict[str, str], table: dict[str, str]) -> Iterator[FontUse]:
    for kind in Fonts.__struct_fields__:
        wanted = getattr(layout.fonts, kind)[0]
        there = is_font(wanted, printed[wanted])
        used = wanted if there else table.get(wanted, printed[wanted] or "?")
        yield FontUse(kind=KINDS[kind], wanted=wanted, used=used)


def font_findings(layout: Layout, office: Office, *, strict: bool) -> tuple[Finding, ...]:
    """One for each font that is replaced: worth knowing, or with `strict` an error."""
    rule = REFUSED if strict else REPLACED
    return tuple(
        Finding(
            rule=rule,
            at=Place(file=LAYOUT, path=f"fonts.{kind}"),
            values={"kind": use.kind, "wanted": use.wanted, "used": use.used},
            hint=Words(rule.hint.zh.format(wanted=use.wanted), rule.hint.en.format(wanted=use.wanted)),
        )
        for kind, use in zip(Fonts.__struct_fields__, fonts_in_use(layout, office), strict=True)
        if not use.is_wanted
    )
