"""What a layout proof showed, as text and as JSON."""

from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.pipeline.building.proof import Proofs
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text


def proof_text(proofs: Proofs, style: Style) -> Iterator[str]:
    """The findings by page, then the documents that were measured."""
    yield from outcome_text(proofs.outcome, style)
    for each in proofs.measured:
        yield f"  {each.file}  " + style.say(words("{pages} 页", "{pages} pages"), pages=each.pages)


def proof_json(proofs: Proofs, language: str, *, ok: bool) -> str:
    """As for a check, and `"documents"`: file, title, pages."""
    documents = [{"file": each.file, "title": each.title, "pages": each.pages} for each in proofs.measured]
    return dump({**outcome_tree(proofs.outcome, language, ok=ok), "documents": documents})
