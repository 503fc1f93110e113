"""What a colour says of a cell or a bar is said by words as well: in grey nothing is lost."""

from collections.abc import Iterator

from plangen.blocks.document import Cell, Document, Table, TimeChart, Tone
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import Plan

_SAYS = {Tone.ALERT, Tone.BAR_1, Tone.BAR_2, Tone.BAR_3, Tone.BAR_4}


def documents(plan: Plan) -> Iterator[Document]:
    for entry in DOSSIER:
        yield from (body for _, body in bodies(entry, plan) if isinstance(body, Document))


def _says(cell: Cell) -> bool:
    return any(span.text.strip() for spans in cell.paragraphs for span in spans)


def test_no_colour_stands_without_words(sample: Plan) -> None:
    blocks = [(document.title, block) for document in documents(sample) for block in document.blocks]
    cells = [
        (title, cell) for title, block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells
    ]
    toned = [(title, cell) for title, cell in cells if cell.tone in _SAYS]
    assert toned
    assert [title for title, cell in toned if not _says(cell)] == []
    bars = [(title, bar) for title, block in blocks if isinstance(block, TimeChart) for bar in block.bars]
    assert [title for title, bar in bars if not (bar.label or bar.text)] == []
