"""The pages of a notice that is about to be issued: whether they say what its file says."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Severity, Words, words
from plangen.errors import EnvironmentProblem
from plangen.pipeline.building.office_program import find_office
from plangen.pipeline.building.paper_text import unlike
from plangen.workspace.conversions import Unchanged

_ABSENT = words("没有找到 LibreOffice", "LibreOffice was not found")
_FAILED = words("LibreOffice 没有排出版面", "LibreOffice made no pages")


class OnPaper(Struct, frozen=True, kw_only=True):
    """What the pages of a notice do not show as its file says it; or why nobody has looked."""

    findings: tuple[Finding, ...] = ()
    pdf: bytes | None = None  # the pages, where they were made
    unlooked: Words | None = None


def on_paper(root: Path, name: str, raw: bytes, *, keeps: bool) -> OnPaper:
    """Of a finished notice, its pages kept for next time where that is allowed.

    Where LibreOffice fails nothing is found: a real incident does not wait for it.
    """
    office = find_office(root)
    if office is None:
        return OnPaper(unlooked=_ABSENT)
    if not keeps:
        office = replace(office, kept=Unchanged(root))
    try:
        pdf = office.pdfs({name: raw})[name]
    except EnvironmentProblem:
        return OnPaper(unlooked=_FAILED)
    found = unlike(name, None, raw, pdf, office)
    return OnPaper(findings=tuple(each for each in found if each.severity is Severity.ERROR), pdf=pdf)
