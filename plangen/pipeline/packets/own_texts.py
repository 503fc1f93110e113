"""What documents of the owner's own say, as packets are searched for it."""

from collections.abc import Iterator, Mapping

from plangen.blocks.template import OfPlan
from plangen.documents.catalogue import Body
from plangen.documents.packets.secrets import Library, OwnTexts
from plangen.language.tags import TAG
from plangen.model.plan import Plan
from plangen.pipeline.building.on_paper import identified_bodies
from plangen.pipeline.building.own_files import words_of_template
from plangen.pipeline.template_files import template_path


def library_of(plan: Plan, bodies: Mapping[str, Body], files: Mapping[str, bytes]) -> Library:
    """The texts of a plan, of the documents in its packets and of the owner's own, be they in packets or not."""
    own = {entry.id: body for entry in plan.dossier.entries if entry.own for _, body in identified_bodies(entry, plan)}
    return Library(plan, {**own, **bodies}, texts_of_own(own, files))


def texts_of_own(bodies: Mapping[str, Body], files: Mapping[str, bytes]) -> Mapping[str, OwnTexts]:
    """The texts of those documents that are sound Office files, by id."""
    found: dict[str, OwnTexts] = {}
    for name, body in bodies.items():
        if isinstance(body, OfPlan):
            raw = files.get(template_path(body), b"")
            said = tuple(_said(body, raw))
            fixed = tuple(piece for text in _paragraphs(body, raw) for piece in TAG.split(text) if piece.strip())
            found[name] = OwnTexts(title=body.title, said=said, fixed=fixed)
    return found


def _said(body: OfPlan, raw: bytes) -> Iterator[str]:
    """What such a file says once it is filled in, text by text."""
    if body.template.endswith(".xlsx"):
        for text in words_of_template(body, raw).values():
            yield from text.splitlines()
        return
    from plangen.office.templates.render import render
    from plangen.office.templates.word_file import WordFile

    made, _ = render(body, WordFile(raw, body.template))
    yield from () if made is None else _paragraphs(body, made)


def _paragraphs(body: OfPlan, raw: bytes) -> Iterator[str]:
    """The paragraphs or cells of the file."""
    if body.template.endswith(".xlsx"):
        from plangen.office.excel.template_file import ExcelFile

        sheets = ExcelFile(raw, body.template).sheets
        yield from (cell.text for sheet in sheets for row in sheet.rows for cell in row.cells)
        return
    from plangen.office.templates.word_file import WordFile

    word = WordFile(raw, body.template)
    yield from (each.live for part in word.texts for each in word.paragraphs(part))
