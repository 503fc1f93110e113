"""Papers are clear where they are printed or copied in grey: colour is never alone, and letters stand out from it."""

import datetime
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from plangen.blocks.document import (
    Cell,
    Column,
    Document,
    Row,
    SectionBreak,
    SheetPaper,
    Table,
    Tone,
    cell,
)
from plangen.office.excel.styles import OPEN_FILL, TONES
from plangen.office.word.writer import write_document

ROOT = Path(__file__).parents[2]
READABLE = 4.5  # WCAG AA, of the letters of a mark on its ground
BLACK = "000000"


def grey(colour: str) -> float:
    """What of a colour is left in grey: its luminance, as copiers and printers reckon it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    high, low = sorted((grey(first), grey(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tone", TONES)
def test_a_mark_of_a_register_is_read_in_grey(tone: object) -> None:
    fill, letters = next(pair for each, pair in TONES.items() if each is tone)
    assert contrast(fill, letters) >= READABLE


def test_a_value_to_fill_in_is_read_in_grey() -> None:
    assert contrast(OPEN_FILL, BLACK) >= READABLE


@pytest.mark.office
def test_every_tone_and_mark_of_a_page_is_read_in_grey(house: bytes, tmp_path: Path) -> None:
    """Printed by LibreOffice and turned grey: in each cell the letters are far darker than its ground."""
    tones = [each for each in Tone if each is not Tone.NONE]
    rows = [Row(cells=(_of(tone),)) for tone in tones] + [Row(cells=(cell("【待填写：姓名】"),))]
    table = Table(columns=(Column(),), rows=tuple(rows), size=18)
    document = Document(
        title="灰",
        subject="",
        author="",
        header="演练文件",
        created=_day(),
        blocks=(SectionBreak(sheet=SheetPaper.A4), table),
    )
    shades = _grounds(_printed(write_document(document, house), tmp_path / "grey.docx"), len(rows))
    assert len(shades) == len(rows)
    assert min(ground - ink for ground, ink in shades) >= 120  # of 255
    bars = [ground for (ground, _), tone in zip(shades, [*tones, Tone.NONE], strict=True) if tone.startswith("bar")]
    assert bars == sorted(bars, reverse=True)
    assert len(set(bars)) == len(bars)


def _of(tone: Tone) -> Cell:
    return cell("演练演练演练", tone=tone)


def _day() -> datetime.date:
    return datetime.date(2026, 3, 10)


def _printed(raw: bytes, source: Path) -> bytes:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("needs LibreOffice")
    source.write_bytes(raw)
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(source.parent), str(source)]
    home = {**os.environ, "HOME": str(source.parent)}
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=home)
    return source.with_suffix(".pdf").read_bytes()


def _grounds(raw: bytes, count: int) -> list[tuple[int, int]]:
    """The lightest and the darkest grey around the letters of each line below the header."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(raw)
    try:
        page = pdf[0]
        text = page.get_textpage()
        rects = [text.get_rect(at) for at in range(text.count_rects())]
        bitmap = page.render(scale=2, grayscale=True)
        high, data, stride = page.get_height(), bytes(bitmap.buffer), bitmap.stride
        found = []
        for left, bottom, right, top in rects[1:]:
            lines = range(round((high - top) * 2), round((high - bottom) * 2))
            pixels = [data[line * stride + at] for line in lines for at in range(round(left * 2), round(right * 2))]
            found.append((max(pixels), min(pixels)))
        return found[:count]
    finally:
        pdf.close()
