"""The pictures that may leave the house: whole, of two known kinds, with nothing in them but what is shown."""

from collections.abc import Iterator

from plangen.diagnostics import Words, words

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_PNG_TEXTS = {b"tEXt": "tEXt", b"iTXt": "iTXt", b"zTXt": "zTXt", b"eXIf": "EXIF"}
_PNG_SHOWN = frozenset(
    {
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"gAMA",
        b"cHRM",
        b"sRGB",
        b"pHYs",
        b"bKGD",
        b"sBIT",
        b"iCCP",
        b"hIST",
    }
)
_JPEG_SIGNS = ((b"Exif\0\0", "EXIF"), (b"http://ns.adobe.com/xap/", "XMP"), (b"Photoshop 3.0", "IPTC"))
_JPEG_PLAIN = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_MARK, _SCAN, _END, _APPLICATION, _REMARK = 0xFF, 0xDA, 0xD9, range(0xE0, 0xF0), 0xFE
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_BEHIND = words("图片后面附带的数据", "data behind the picture")
_UNKNOWN = words("看不到的附加数据", "data that does not show")
_BROKEN = words("不完整的数据", "incomplete data")


def ending_of(raw: bytes) -> str:
    """How the name of a picture ends by what it is; nothing for one of any other kind."""
    return "png" if raw.startswith(_PNG) else "jpeg" if raw.startswith(_JPEG) else ""


def carried(raw: bytes) -> tuple[Words, ...]:
    """What a picture carries beside what it shows, each kind once."""
    found = _in_png(raw) if raw.startswith(_PNG) else _in_jpeg(raw) if raw.startswith(_JPEG) else iter(())
    return tuple(dict.fromkeys(found))


def _in_png(raw: bytes) -> Iterator[Words]:
    here = len(_PNG)
    while here + 8 <= len(raw):
        size, kind = int.from_bytes(raw[here : here + 4], "big"), raw[here + 4 : here + 8]
        if kind in _PNG_TEXTS:
            yield words(f"附加文字（{_PNG_TEXTS[kind]}）", f"{_PNG_TEXTS[kind]} data")
        elif kind not in _PNG_SHOWN:
            yield _UNKNOWN
        here += size + 12
        if kind == b"IEND":
            if here < len(raw):
                yield _BEHIND
            return


def _in_jpeg(raw: bytes) -> Iterator[Words]:
    here = len(_JPEG)
    while here + 4 <= len(raw):
        if raw[here] != _MARK:
            yield _BROKEN
            return
        mark = raw[here + 1]
        if mark in _BARE or mark == _MARK:
            here += 1 if mark == _MARK else 2
            continue
        if mark == _END:
            break
        size = int.from_bytes(raw[here + 2 : here + 4], "big")
        yield from _in_segment(mark, raw[here + 4 : here + 2 + size])
        here += 2 + size
        if mark == _SCAN:
            here = _behind_scan(raw, here)
    if here + 2 < len(raw):
        yield _BEHIND


def _in_segment(mark: int, content: bytes) -> Iterator[Words]:
    known = [name for sign, name in _JPEG_SIGNS if content.startswith(sign)]
    if known and mark in _APPLICATION:
        yield words(f"拍摄信息（{known[0]}）", f"{known[0]} data")
    elif mark == _REMARK or (
        mark in _APPLICATION and not any(mark == at and content.startswith(sign) for at, sign in _JPEG_PLAIN)
    ):
        yield _UNKNOWN


def _behind_scan(raw: bytes, here: int) -> int:
    """Where the next mark stands behind the data of a scan."""
    while (here := raw.find(b"\xff", here)) >= 0 and here + 1 < len(raw):
        if raw[here + 1] != 0 and raw[here + 1] not in _BARE:
            return here
        here += 2
    return len(raw)


def size_of(raw: bytes) -> str:
    """How large a picture is, in dots, and how much it takes."""
    wide, high = _dots(raw)
    dots = f"{wide}×{high} " if wide and high else ""
    return f"{dots}{-(-len(raw) // 1024)} KB"


def _dots(raw: bytes) -> tuple[int, int]:
    if raw.startswith(_PNG):
        return int.from_bytes(raw[16:20], "big"), int.from_bytes(raw[20:24], "big")
    here = len(_JPEG)
    while raw.startswith(_JPEG) and here + 9 <= len(raw) and raw[here] == _MARK:
        if raw[here + 1] in _FRAMES:
            return int.from_bytes(raw[here + 7 : here + 9], "big"), int.from_bytes(raw[here + 5 : here + 7], "big")
        here += 2 + int.from_bytes(raw[here + 2 : here + 4], "big")
    return 0, 0
