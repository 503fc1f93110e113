"""theme1.xml of a house template: Word wants one, though no style of ours refers to it."""

from plangen.office.house.layout import Fonts
from plangen.office.ooxml.wml import attribute

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_COLOURS = {  # the Office palette; new shapes drawn by hand in Word take their colour from it
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}


def theme(fonts: Fonts) -> bytes:
    """The part as XML, with the fonts of a layout profile."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    faces = "".join(f"<a:{kind}Font>{_face(fonts)}</a:{kind}Font>" for kind in ("major", "minor"))
    return (
        f'{_HEAD}<a:theme xmlns:a="{_DRAWING}" name="plangen"><a:themeElements>'
        f'<a:clrScheme name="plangen">{colours}</a:clrScheme><a:fontScheme name="plangen">{faces}</a:fontScheme>'
        f'<a:fmtScheme name="plangen">{_formats()}</a:fmtScheme></a:themeElements></a:theme>'
    ).encode()


def _face(fonts: Fonts) -> str:
    latin, chinese = attribute(fonts.latin[0]), attribute(fonts.songti[0])
    return f'<a:latin typeface={latin}/><a:ea typeface={chinese}/><a:cs typeface=""/>'


def _formats() -> str:
    """Three of each, as the schema asks for."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        "<a:lnStyleLst>" + "".join(f"<a:ln w={width}>{fill}</a:ln>" for width in _LINES) + "</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )


_LINES = ('"6350"', '"12700"', '"19050"')
