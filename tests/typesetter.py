"""A stand-in for LibreOffice that prints what a Word file says: each text on its own line, in letters that are boxes.

Tests of records and steps need pages on which everything is seen, not a program that takes seconds for them.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

VARIABLE, NONE = "PLANGEN_SOFFICE", "none"
_HERE = Path(__file__).parent
_WIDE, _HIGH, _SIZE, _LINE = 595, 842, 10, 14
_IN_LINE, _LINES, _CODES = 50, 50, 250


def typesetter(folder: Path) -> str:
    """The program, written into a folder."""
    path = folder / "soffice"
    path.write_text(
        f"#!{sys.executable}\nimport sys\n"
        "if '--version' in sys.argv:\n    print('LibreOffice 7.6.0.1')\n    raise SystemExit\n"
        f"sys.path[:0] = [{str(_HERE)!r}, {str(_HERE.parent)!r}]\nfrom typesetter import main\nmain(sys.argv[1:])\n",
        encoding="utf-8",
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@contextmanager
def printing_with(program: str) -> Iterator[None]:
    """Where no LibreOffice is to be found, this program stands in for it."""
    before = os.environ.get(VARIABLE)
    if before in {None, NONE}:
        os.environ[VARIABLE] = program
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = before


def main(arguments: Sequence[str]) -> None:
    """Convert as LibreOffice is told to on its command line."""
    folder = Path(arguments[arguments.index("--outdir") + 1])
    for source in arguments[arguments.index("--outdir") + 2 :]:
        (folder / Path(source).with_suffix(".pdf").name).write_bytes(printed(Path(source).read_bytes()))


def printed(raw: bytes) -> bytes:
    """The PDF of a Word file."""
    import io

    import pikepdf

    pages = list(_pages(raw))
    letters = sorted({letter for page in pages for _, text in page for letter in text})
    pdf = pikepdf.new()
    fonts = [boxes(pdf, letters[at : at + _CODES]) for at in range(0, len(letters), _CODES)]
    resources = pikepdf.Dictionary(Font={f"/F{number}": font for number, font in enumerate(fonts)})
    codes = {letter: divmod(at, _CODES) for at, letter in enumerate(letters)}
    for page in pages:
        content = "".join(_drawn(text, y, codes) for y, text in page).encode()
        made = pdf.add_blank_page(page_size=(_WIDE, _HIGH))
        made.obj.Resources = resources
        made.obj.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _pages(raw: bytes) -> Iterator[list[tuple[int, str]]]:
    """The lines of each page with their heights."""
    from plangen.office.ooxml.trees import Parts
    from plangen.office.paper.unknown_signs import ANY, NUMBER
    from plangen.office.paper.word_texts import word_texts
    from plangen.office.readable.file import package_parts

    texts = word_texts(Parts(package_parts(raw)))
    said = [each.text for item in texts.items for each in item.texts] + [each.text for each in texts.loose]
    lines = [text[at : at + _IN_LINE] for text in said for at in range(0, len(text), _IN_LINE)]
    section = texts.sections[0]
    count = max(1, -(-len(lines) // _LINES))
    for number in range(1, count + 1):
        is_first, is_even = number == 1 and section.has_first, section.has_even and number % 2 == 0
        name = "first" if is_first else "even" if is_even else "default"
        page = [*_stacked(getattr(section.header, name), _HIGH - 40)]
        page += _stacked(lines[(number - 1) * _LINES : number * _LINES], _HIGH - 90)
        page += _stacked(getattr(section.footer, name), 40)
        yield [(y, text.replace(NUMBER, str(number)).replace(ANY, "*")) for y, text in page]


def _stacked(lines: Iterable[str], top: int) -> Iterator[tuple[int, str]]:
    return ((top - at * _LINE, line) for at, line in enumerate(lines))


def _drawn(text: str, y: int, codes: dict[str, tuple[int, int]]) -> str:
    pieces = (
        f"BT /F{codes[each][0]} {_SIZE} Tf {30 + at * _SIZE} {y} Td <{codes[each][1] + 1:02X}> Tj ET\n"
        for at, each in enumerate(text)
    )
    return "".join(pieces)


def boxes(pdf: "object", letters: Sequence[str]) -> "object":
    """A font of boxes for these letters, by the codes from 1 on."""
    import pikepdf

    assert isinstance(pdf, pikepdf.Pdf)
    names = [f"/g{at + 1}" for at in range(len(letters))]
    glyph = pdf.make_stream(b"1000 0 0 0 900 800 d1 100 0 800 800 re f")
    pairs = "".join(f"<{at + 1:02X}> <{letter.encode('utf-16-be').hex()}>\n" for at, letter in enumerate(letters))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap end end"
    )
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type3,
            FontBBox=[0, 0, 1000, 1000],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=pikepdf.Dictionary(dict.fromkeys(names, glyph)),
            Encoding=pikepdf.Dictionary(
                Type=pikepdf.Name.Encoding, Differences=[1, *(pikepdf.Name(name) for name in names)]
            ),
            FirstChar=1,
            LastChar=len(letters),
            Widths=[1000] * len(letters),
            Resources=pikepdf.Dictionary(),
            ToUnicode=pdf.make_stream(table.encode()),
        )
    )
