"""Whether the pages of a file say what the file says: compared once for the same file and pages, then kept."""

import hashlib

import msgspec

from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Finding
from plangen.documents.catalogue import Body
from plangen.office.paper import held_together
from plangen.office.paper.held_together import HeldTogether, compared
from plangen.pipeline.building.office_program import Office

_KIND = "said"


def unlike(file: str, body: Body | None, raw: bytes, pdf: bytes, office: Office) -> tuple[Finding, ...]:
    """What is lost between a file and its PDF, and what the PDF says beyond the file; nothing where they agree.

    `file` is how findings name it; `body` what it was written from, where that is known.
    """
    return held_together.findings(compared_pages(body, raw, pdf, office).differences, file)


def compared_pages(body: Body | None, raw: bytes, pdf: bytes, office: Office) -> HeldTogether:
    """A file and its PDF held against one another."""
    on_screen = None
    if isinstance(body, Workbook):
        from plangen.office.excel.unprinted import screen_only

        on_screen = screen_only(body)
    said = msgspec.json.encode(on_screen, order="deterministic", enc_hook=sorted)
    digests = "\0".join(hashlib.sha256(each).hexdigest() for each in (raw, pdf, said))
    key = hashlib.sha256(f"{held_together.FORM}\0{digests}".encode()).hexdigest()
    held = office.kept.get(key, _KIND)
    if held is not None:
        try:
            return msgspec.json.decode(held, type=HeldTogether)
        except msgspec.DecodeError:
            pass  # damaged: compared again
    found = compared(raw, pdf, on_screen=on_screen)
    office.kept.put(key, _KIND, msgspec.json.encode(found))
    return found
