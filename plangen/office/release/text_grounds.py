"""The colours of text and of what lies behind it, as a Word file says them."""

from collections.abc import Callable, Iterable, Mapping

from lxml.etree import _Element as Element
from msgspec import Struct

from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.legible import contrast, luminance

_W, _A = f"{{{NAMESPACES['w']}}}", f"{{{NAMESPACES['a']}}}"
_HEX = 6
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_SCHEME = {
    "background1": "lt1",
    "light1": "lt1",
    "text1": "dk1",
    "dark1": "dk1",
    "background2": "lt2",
    "light2": "lt2",
    "text2": "dk2",
    "dark2": "dk2",
    "hyperlink": "hlink",
    "followedHyperlink": "folHlink",
}
_USUAL = {"lt1": _WHITE, "dk1": _BLACK}
_HIGHLIGHTS = {
    "black": _BLACK,
    "white": _WHITE,
    "blue": (0, 0, 255),
    "cyan": (0, 255, 255),
    "green": (0, 255, 0),
    "magenta": (255, 0, 255),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "darkBlue": (0, 0, 128),
    "darkCyan": (0, 128, 128),
    "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128),
    "darkRed": (128, 0, 0),
    "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128),
    "lightGray": (192, 192, 192),
}

Colour = tuple[int, int, int]


class Ground(Struct, frozen=True):
    """What lies behind a text: a colour; without one something that only the page shows."""

    colour: Colour | None


class Theme:
    """The colours that a file gives names to."""

    def __init__(self, theme: Element | None) -> None:
        scheme = theme.find(f"{_A}themeElements/{_A}clrScheme") if theme is not None else None
        self._colours = dict(_USUAL)
        for each in scheme if scheme is not None else ():
            said = next((one.get("lastClr", "") or one.get("val", "") for one in each), "")
            if (colour := _hex(said)) is not None:
                self._colours[str(each.tag).removeprefix(_A)] = colour

    def of(self, element: Element, value: str, prefix: str) -> Colour | None:
        """The colour that an element says: by its name in the theme, else in digits; None where it says none."""
        name = element.get(f"{_W}{prefix}", "")
        colour = self._colours.get(_SCHEME.get(name, name))
        if colour is None:
            return _hex(element.get(f"{_W}{value}", ""))
        stem = prefix.removesuffix("Color")
        tint, shade = (_share(element.get(f"{_W}{stem}{kind}", "")) for kind in ("Tint", "Shade"))
        red, green, blue = (round((part * tint + 255 * (1 - tint)) * shade) for part in colour)
        return red, green, blue

    def text(self, colour: Element | None) -> Colour | None:
        """The colour of a text; None where Word chooses it by the ground."""
        return None if colour is None else self.of(colour, "val", "themeColor")

    def shading(self, shading: Element | None) -> Ground | None:
        """What a shading lays behind a text; None where it lets through what is behind itself."""
        if shading is None:
            return None
        pattern = shading.get(f"{_W}val", "clear")
        fill = self.of(shading, "fill", "themeFill")
        if pattern in {"clear", "nil", ""}:
            return None if fill is None else Ground(fill)
        front = self.of(shading, "color", "themeColor") or _BLACK
        if pattern == "solid":
            return Ground(front)
        if not pattern.startswith("pct") or not pattern[3:].isdigit():
            return Ground(None)
        back, share = fill or _WHITE, int(pattern[3:]) / 100
        red, green, blue = (round(one * share + other * (1 - share)) for one, other in zip(front, back, strict=True))
        return Ground((red, green, blue))


def highlighted(highlight: Element | None) -> Ground | None:
    """What a highlight lays behind a text."""
    name = "none" if highlight is None else highlight.get(f"{_W}val", "none")
    return None if name == "none" else Ground(_HIGHLIGHTS.get(name))


def first(grounds: Iterable[Callable[[], Ground | None]]) -> Ground:
    """The nearest ground; paper where there is none."""
    return next((found for each in grounds if (found := each()) is not None), Ground(_WHITE))


def apart(text: Colour, ground: Colour) -> float:
    """The contrast of two colours."""
    return contrast(luminance(*text), luminance(*ground))


def _hex(text: str) -> Colour | None:
    if len(text) != _HEX:
        return _NAMED.get(text.upper())
    try:
        return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)
    except ValueError:
        return None


def _share(text: str) -> float:
    try:
        return int(text, 16) / 255 if text else 1.0
    except ValueError:
        return 1.0


_NAMED: Mapping[str, Colour] = {"WHITE": _WHITE}
