"""The layout profile: page, fonts, sizes and colours as data, so that a company can have its own.

The file is `templates/layout.yaml`; it is parsed elsewhere and handed in as plain values.
"""

import typing
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from plangen.blocks.document import Tone
from plangen.diagnostics import ERROR, Finding, Place, Rule, Words, rule, words
from plangen.model.spec import Origin
from plangen.near import did_you_mean, nearest

FontName: TypeAlias = Literal["xiaobiaosong", "heiti", "kaiti", "fangsong", "songti", "latin"]

_Length: TypeAlias = Annotated[float, Meta(ge=0, le=1000)]
_Size: TypeAlias = Annotated[float, Meta(ge=4, le=100)]
_Pitch: TypeAlias = Annotated[float, Meta(ge=5, le=150)]
_Name: TypeAlias = Annotated[str, Meta(min_length=1, max_length=31, pattern=r"^[^,;\n]+$")]  # Word cuts longer names
_Colour: TypeAlias = Annotated[str, Meta(pattern=r"^[0-9A-Fa-f]{6}$")]
_Number: TypeAlias = Annotated[str, Meta(pattern=r"^[^一1]*[一1][^一1]*$")]


class Page(Struct, frozen=True, kw_only=True):
    """The sheet upright; a landscape section is the same sheet turned, its binding edge on top."""

    width_mm: _Length
    height_mm: _Length
    top_mm: _Length
    bottom_mm: _Length
    left_mm: _Length
    right_mm: _Length
    header_mm: _Length  # from the edge of the sheet
    footer_mm: _Length


class Fonts(Struct, frozen=True, kw_only=True):
    """For each kind of type the name wanted, then what may stand in for it."""

    xiaobiaosong: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    heiti: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    kaiti: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    fangsong: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    songti: Annotated[tuple[_Name, ...], Meta(min_length=1)]
    latin: Annotated[tuple[_Name, ...], Meta(min_length=1)]


class Text(Struct, frozen=True, kw_only=True):
    """One kind of text; `line_pt` is the exact line pitch, which keeps page breaks where they are under any font."""

    font: FontName
    size_pt: _Size
    line_pt: _Pitch


class Body(Struct, frozen=True, kw_only=True):
    font: FontName
    size_pt: _Size
    line_pt: _Pitch
    spacing_pt: Annotated[float, Meta(ge=-5, le=5)]  # between characters
    indent_chars: Annotated[int, Meta(ge=0, le=8)]


class HeadingLook(Struct, frozen=True, kw_only=True):
    number: _Number  # 一、 or （一） or 1. or （1）: the 一 or 1 stands for the count
    font: FontName
    size_pt: _Size


class PageNumber(Struct, frozen=True, kw_only=True):
    style: Literal["standard", "center", "none"]
    font: FontName
    size_pt: _Size
    line_pt: _Pitch


class Ruling(Struct, frozen=True, kw_only=True):
    border_pt: Annotated[float, Meta(ge=0.25, le=6)]
    cell_margin_mm: Annotated[float, Meta(ge=0, le=10)]


class Texts(Struct, frozen=True, kw_only=True):
    title: Text
    contents_title: Text
    contents: Text
    caption: Text
    note: Text
    mark: Text
    card: Text
    table: Text
    table_head: Text
    small_table: Text
    small_table_head: Text
    chart: Text
    header: Text
    cover_company: Text
    cover_title: Text
    cover_mark: Text
    cover_fact: Text
    cover_foot: Text


class Tones(Struct, frozen=True, kw_only=True):
    """RRGGBB; bars go from light to dark, so that they stay apart in grey."""

    head: _Colour
    key: _Colour
    soft: _Colour
    alert: _Colour
    bar_1: _Colour
    bar_2: _Colour
    bar_3: _Colour
    bar_4: _Colour

    def of(self, tone: Tone) -> str:
        """The colour of a tone that has one."""
        return str(getattr(self, tone.value.replace("-", "_"))).upper()


class Sheet(Struct, frozen=True, kw_only=True):
    """Spreadsheets."""

    font: _Name
    heading_font: _Name
    size_pt: _Size
    heading_size_pt: _Size
    title_size_pt: _Size
    line_pt: _Pitch
    margin_mm: Annotated[float, Meta(ge=5, le=50)]
    wide_paper: Literal["A4", "A3"] = "A4"  # of the sheets that lie: registers and the list of events


class Layout(Struct, frozen=True, kw_only=True):
    name: str
    page: Page
    fonts: Fonts
    body: Body
    headings: Annotated[tuple[HeadingLook, ...], Meta(min_length=4, max_length=4)]
    page_number: PageNumber
    texts: Texts
    ruling: Ruling
    tones: Tones
    sheet: Sheet
    font_names: Literal["listed", "windows", "gb2312"] = "listed"
    header_rule: Literal["none", "line"] = "none"  # under the page header
    signature: Literal["plain", "sealed"] = "plain"  # whether room is left for a seal, and the date stands under it
    grid: Literal["lines", "characters", "none"] = "none"  # the document grid that Word shows


def read_layout(
    values: Mapping[str, object], *, file: str = "templates/layout.yaml", origin: Origin | None = None
) -> tuple[Layout | None, tuple[Finding, ...]]:
    """The profile, or None with all that is wrong in it; `origin` knows where the values were written."""
    reading = _Reading(file, origin)
    layout = reading.record(Layout, values, ())
    if isinstance(layout, Layout):
        reading.check_page(layout.page)
    found = tuple(reading.findings)
    return (_as_called(layout) if isinstance(layout, Layout) and not found else None), found


_CALLED: Mapping[str, Mapping[FontName, str]] = {
    "windows": {"xiaobiaosong": "宋体", "heiti": "黑体", "kaiti": "楷体", "fangsong": "仿宋", "songti": "宋体"},
    "gb2312": {"xiaobiaosong": "方正小标宋简体", "kaiti": "楷体_GB2312", "fangsong": "仿宋_GB2312"},
}
"""What the fonts of official documents are called: where every Windows has them, and where they were installed."""


def _as_called(layout: Layout) -> Layout:
    """With the wanted names at the head of the lists, what was there before behind them."""
    fonts = layout.fonts
    for kind, name in _CALLED.get(layout.font_names, {}).items():
        others = (each for each in getattr(fonts, kind) if each != name)
        fonts = msgspec.structs.replace(fonts, **{kind: (name, *others)})
    return msgspec.structs.replace(layout, fonts=fonts)


MISSING = rule(
    "W150",
    ERROR,
    title=("版式文件缺少一项", "the layout file lacks a value"),
    why=("缺少的版式不能凭空设定。", "a missing measure cannot be made up."),
    message=("版式缺少“{name}”", "the layout lacks '{name}'"),
    hint=("按样例 templates/layout.yaml 补上这一项", "add it as in the sample templates/layout.yaml"),
)
UNKNOWN = rule(
    "W151",
    ERROR,
    title=("版式文件有不认识的项", "the layout file has an unknown key"),
    why=(
        "写错的名称不起作用，版面会与预期不同。",
        "a misspelt key has no effect, and pages come out otherwise than meant.",
    ),
    message=("版式里没有“{name}”这一项", "the layout has no key '{name}'"),
    hint=("删去它，或对照样例改正名称", "delete it, or correct the name as in the sample"),
)
UNFIT = rule(
    "W152",
    ERROR,
    title=("版式的值不可用", "a layout value cannot be used"),
    why=("尺寸、字体或颜色写错时无法排版。", "with a wrong size, font or colour no page can be set."),
    message=(
        "版式“{name}”的值 {value} 不可用，应为{expected}",
        "layout value {value} of '{name}' does not fit: {expected} expected",
    ),
    hint=("改成所要求的写法；带 # 的颜色请去掉 #", "write it as expected; leave out the # of a colour"),
)
NO_ROOM = rule(
    "W153",
    ERROR,
    title=("页边距超过纸张", "the margins exceed the sheet"),
    why=("版心太小，放不下正文。", "the type area is too small for text."),
    message=(
        "{side}方向页边距合计 {margins} 毫米，纸张只有 {sheet} 毫米，版心不足 60 毫米",
        "the {side} margins are {margins} mm of {sheet} mm, which leaves less than 60 mm",
    ),
    hint=("减小页边距", "make the margins smaller"),
)
RULES = (MISSING, UNKNOWN, UNFIT, NO_ROOM)

_LEAST_MM = 60
_LONGEST_SHOWN = 40


class _Reading:
    """Collects the findings of one profile."""

    def __init__(self, file: str, origin: Origin | None) -> None:
        self.file = file
        self.origin = origin
        self.findings: list[Finding] = []

    def record(self, kind: type[Struct], values: object, path: tuple[str | int, ...]) -> Struct | None:
        if not isinstance(values, Mapping):
            self.unfit(path, values, words("若干“名称: 值”", "a set of 'name: value'"))
            return None
        known = {each.name: each for each in msgspec.structs.fields(kind)}
        for key in values:
            if key not in known:
                self.unknown((*path, str(key)), str(key), tuple(known))
        got = {name: self.field(each, values, (*path, name)) for name, each in known.items()}
        return None if None in got.values() else kind(**got)

    def field(
        self, field: msgspec.structs.FieldInfo, values: Mapping[object, object], path: tuple[str | int, ...]
    ) -> object:
        """The value of a field; what is usual of one that may be left out."""
        if field.name in values:
            return self.value(field.type, values[field.name], path)
        if field.required:
            self.add(MISSING, path, name=_dotted(path))
            return None
        return field.default

    def value(self, annotation: Any, value: object, path: tuple[str | int, ...]) -> object:
        if isinstance(annotation, type) and issubclass(annotation, Struct):
            return self.record(annotation, value, path)
        kind, meta = _kind(annotation)
        if typing.get_origin(kind) is tuple and isinstance(value, list | tuple):
            return self.values(typing.get_args(kind)[0], value, path, meta)
        if kind is str and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)  # a colour of digits alone
        try:
            converted: object = msgspec.convert(value, annotation, strict=True)
        except msgspec.ValidationError:
            self.unfit(path, value, _expected(kind, meta))
            return None
        return converted

    def values(
        self, item: Any, value: list[object] | tuple[object, ...], path: tuple[str | int, ...], meta: Meta
    ) -> object:
        if len(value) < (meta.min_length or 0) or len(value) > (meta.max_length or len(value)):
            self.unfit(path, value, words(f"{meta.min_length} 项", f"{meta.min_length} items"))
            return None
        got = tuple(self.value(item, each, (*path, index)) for index, each in enumerate(value))
        return None if None in got else got

    def check_page(self, page: Page) -> None:
        for side, margins, sheet in (
            (words("左右", "left and right"), page.left_mm + page.right_mm, page.width_mm),
            (words("上下", "top and bottom"), page.top_mm + page.bottom_mm, page.height_mm),
        ):
            if sheet - margins < _LEAST_MM:
                self.add(NO_ROOM, ("page",), side=side, margins=f"{margins:g}", sheet=f"{sheet:g}")

    def unknown(self, path: tuple[str | int, ...], key: str, known: tuple[str, ...]) -> None:
        self.add(UNKNOWN, path, did_you_mean(nearest(key, known)), name=_dotted(path))

    def unfit(self, path: tuple[str | int, ...], value: object, expected: Words) -> None:
        shown = str(value)
        cut = shown[:_LONGEST_SHOWN] + ("…" if len(shown) > _LONGEST_SHOWN else "")
        self.add(UNFIT, path, name=_dotted(path), value=cut, expected=expected)

    def add(self, rule: Rule, path: tuple[str | int, ...], hint: Words | None = None, **values: object) -> None:
        place = self.origin.place(*path) if self.origin else Place(file=self.file, path=_dotted(path))
        self.findings.append(Finding(rule=rule, at=place, values=values, hint=hint))


def _kind(annotation: Any) -> tuple[Any, Meta]:
    """What an annotation says of a value: its type, and its limits."""
    if typing.get_origin(annotation) is not Annotated:
        return annotation, Meta()
    kind, *notes = typing.get_args(annotation)
    return kind, next((note for note in notes if isinstance(note, Meta)), Meta())


def _dotted(path: tuple[str | int, ...]) -> str:
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def _expected(kind: Any, meta: Meta) -> Words:
    """What a leaf value has to be, in words."""
    if typing.get_origin(kind) is Literal:
        choices = "、".join(typing.get_args(kind))
        return words(f"以下之一：{choices}", f"one of {choices.replace('、', ', ')}")
    if kind in {int, float}:
        return words(f"{meta.ge} 到 {meta.le} 的数", f"a number from {meta.ge} to {meta.le}")
    if meta.pattern == _pattern(_Colour):
        return words("六位颜色代码，例如 D9E2EC", "a colour of six digits such as D9E2EC")
    if meta.pattern == _pattern(_Number):
        return words("一、（一）1. 之类的序号样式", "a pattern such as 一、 or （一） or 1.")
    if kind is str:
        return words("文字", "text")
    return words("一个列表", "a list")


def _pattern(annotation: Any) -> str | None:
    meta = typing.get_args(annotation)[1]
    assert isinstance(meta, Meta)
    return meta.pattern
