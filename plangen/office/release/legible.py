"""What a reader can read: the least size, width and contrast of type; how far colours are apart."""

from msgspec import Struct


class Legibility(Struct, frozen=True, kw_only=True):
    """The least of everything; the one place where it is said."""

    size: float = 6.0  # points, of letters
    raised: float = 4.0  # points, of the number of a note
    scale: float = 0.33  # of a letter's width to that of its font
    width: float = 3.0  # points: size times scale
    contrast: float = 2.0  # between letter and ground: 1 is none, black on white has 21
    ink: float = 1.4  # the same between pixels, whose edges are softened
    share: float = 0.6  # of a letter that has to be seen
    apart: float = 0.5  # of the smaller of two letters: as much of it may lie under the other


LEGIBLE = Legibility()

_DARK = 10  # up to there sRGB is linear
_LINEAR = tuple(
    value / 255 / 12.92 if value <= _DARK else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in range(256)
)


def luminance(red: int, green: int, blue: int) -> float:
    """How light a colour is, from 0 to 1, by its parts from 0 to 255."""
    return 0.2126 * _LINEAR[red] + 0.7152 * _LINEAR[green] + 0.0722 * _LINEAR[blue]


def contrast(one: float, other: float) -> float:
    """How far two luminances are apart: from 1 to 21."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def blended(over: int, under: int, alpha: int) -> int:
    """A part of a colour that lies over another and lets it through; 255 is opaque."""
    return round((over * alpha + under * (255 - alpha)) / 255)
