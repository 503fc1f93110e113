"""A QR code at the foot of every page of a Word file, and the digits that it says beside it, in words that are read.

The picture reaches down to the edge of the paper, so that it lies alike on upright and on turned pages; its own white
keeps the code clear of the edge and of what stands above it.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from plangen.office.ooxml.relations import DOCUMENT, OFFICE, TYPES, Relations
from plangen.office.ooxml.trees import parsed

MODULE_MM = 0.6
"""Of a code: what a scan of 150 dots to the inch still tells apart, turned and blurred."""

FOOT_MM = 6
"""From the edge of the paper; in the middle, where a turned sheet moves least."""

_SAID = "识别码"
_MASK = 3
_DOTS = 8  # of the picture to a module
_QUIET = 4  # modules that stay white around a code
_EMU = 36_000  # to the millimetre
_PICTURE, _KEY = "word/media/plangen-code.png", "rIdPlangenCode"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_PNG = '<Default Extension="png" ContentType="image/png"/>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FRAME = 640  # height of the digits' frame in twentieths of a point, from the edge of the paper


@lru_cache(maxsize=4096)
def modules_of(text: str) -> tuple[tuple[int, ...], ...]:
    """The code as rows of dark (1) and light (0) modules.

    Always with the same mask: choosing the best one takes five times as long, and every reader knows all of them.
    """
    import segno

    made = segno.make(text, error="m", micro=False, boost_error=False, mask=_MASK)
    return tuple(tuple(row) for row in made.matrix)


def is_code_line(text: str) -> bool:
    """Whether a printed line is the one that says the digits of the sheet."""
    return re.fullmatch(rf"{_SAID}\s*[0-9a-f]+", text.strip()) is not None


def with_code(parts: Mapping[str, bytes], text: str, digits: str) -> dict[str, bytes]:
    """A Word file's parts with a code in each of its footers, and `digits` in letters; without one as they were."""
    changed = dict(parts)
    footers = sorted(set(Relations(parts).related(DOCUMENT, "footer").values()) & parts.keys()) if text else ()
    if not footers:
        return changed
    rows = modules_of(text)
    changed[_PICTURE] = _png(rows)
    for number, name in enumerate(footers, start=1):
        changed[name] = _with_drawing(parts[name], len(rows), text, digits, number)
        listed = f"word/_rels/{name.rpartition('/')[2]}.rels"
        changed[listed] = _with_relation(parts.get(listed, b""))
    types = parts[TYPES].decode()
    if 'Extension="png"' not in types:
        opened = types.index(">", types.index("<Types")) + 1
        changed[TYPES] = (types[:opened] + _PNG + types[opened:]).encode()
    return changed


def _with_relation(raw: bytes) -> bytes:
    target = _PICTURE.removeprefix("word/")
    entry = f'<Relationship Id="{_KEY}" Type="{OFFICE}/image" Target="{target}"/>'
    if not raw:
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_PACKAGE}">{entry}</Relationships>'.encode()
        )
    return raw.replace(b"</Relationships>", f"{entry}</Relationships>".encode())


def _with_drawing(raw: bytes, modules: int, text: str, digits: str, number: int) -> bytes:
    """A footer with the picture in its first paragraph, and behind that one a frame with the digits."""
    from lxml import etree

    root = parsed(raw)
    first = root.find(f"{{{_WORD}}}p")
    if first is None:
        first = etree.SubElement(root, f"{{{_WORD}}}p")
    first.append(parsed(_drawing(modules, text, number).encode()))
    first.addprevious(parsed(_digits(digits).encode()))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _drawing(modules: int, text: str, number: int) -> str:
    width, height = _sides(modules)
    across, down = (round(side * MODULE_MM * _EMU) for side in (width, height))
    return (
        f'<w:r xmlns:w="{_WORD}" xmlns:r="{OFFICE}" xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
        f' xmlns:wp="{_DRAWING}/wordprocessingDrawing"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0"'
        ' simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="page"><wp:align>bottom</wp:align></wp:positionV>'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{9000 + number}" name="QR {number}" descr="{text}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{9000 + number}" name="QR {number}" descr="{text}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{_KEY}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def _digits(digits: str) -> str:
    return (
        f'<w:p xmlns:w="{_WORD}"><w:pPr><w:framePr w:w="3200" w:h="{_FRAME}" w:hRule="exact" w:wrap="around"'
        ' w:vAnchor="page" w:hAnchor="margin" w:xAlign="left" w:yAlign="bottom"/><w:pBdr><w:top w:val="nil"/></w:pBdr>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/><w:jc w:val="left"/></w:pPr>'
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr>'
        f'<w:t xml:space="preserve">{_SAID} {digits}</w:t></w:r></w:p>'
    )


def _sides(modules: int) -> tuple[int, int]:
    """Of the picture in modules: with its white, which below reaches to the edge of the paper."""
    return modules + 2 * _QUIET, modules + _QUIET + _below()


def _below() -> int:
    return round(FOOT_MM / MODULE_MM)


def _png(rows: Sequence[Sequence[int]]) -> bytes:
    """A picture of two colours, packed without compression: the same bytes whatever packs it."""
    width, height = _sides(len(rows))
    white = [0] * width
    lines = [*[white] * _QUIET, *([*[0] * _QUIET, *row, *[0] * _QUIET] for row in rows), *[white] * _below()]
    drawn = b"".join((b"\0" + bytes(_packed(line))) * _DOTS for line in lines)
    head = struct.pack(">IIBBBBB", width * _DOTS, height * _DOTS, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(drawn, 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _packed(line: Iterable[int]) -> Iterator[int]:
    """Eight dots to a byte, a module being one byte: white is all ones."""
    return (0x00 if is_dark else 0xFF for is_dark in line)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
