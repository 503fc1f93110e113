"""Everything that reads an Office or PDF file of unknown origin, one after another, as the commands do.

As a program: the seed and how many files of each kind; says what raised, of which file.
"""

import sys
import traceback
from datetime import date

import yaml

from plangen.blocks.template import Names, Templated
from plangen.office.house.layout import read_layout
from plangen.office.house.make import house_findings
from plangen.office.ooxml.guard import in_plain_form
from plangen.office.ooxml.package import Properties
from plangen.office.readable import cells, readable
from plangen.office.readable.fingerprint import fingerprint_in
from plangen.office.redline import is_unedited, redline
from plangen.office.release.final import released
from plangen.office.release.gate import hygiene
from plangen.office.templates.comments import annotated
from plangen.office.templates.filling import Filling
from plangen.office.templates.render import render
from plangen.office.templates.review import reviewed
from plangen.office.templates.word_file import WordFile
from plangen.office.word.writer import write_document
from tests.office.mutants import DOCUMENT, ROOT, office_mutants, originals, pdf_mutants

_DAY = date(2024, 12, 1)
_ABOUT = Properties(title="", subject="", author="", created=_DAY, identity={})
_FACTS = Names(title="", values={}, chinese={})
_JOB = Templated(template="a.docx", title="", subject="", author="", created=_DAY, context=_FACTS, mark="演练")


class Readers:
    """The readers with what they need beside the file: the house template, another file to compare with."""

    def __init__(self) -> None:
        layout, _ = read_layout(yaml.safe_load((ROOT / "templates" / "layout.yaml").read_text("utf-8")))
        assert layout is not None
        self.layout, self.good = layout, originals()["document"]
        self.house = WordFile(originals()["house"], "house.docx")

    def read(self, raw: bytes) -> None:
        """Read it in every way, and write of it what can be written."""
        word = WordFile(raw, "a.docx")
        found = reviewed(Filling(word, _FACTS), self.house, ())
        if word.is_sound:
            annotated(word, found, "en")
            released(word.parts, _ABOUT)
        render(_JOB, word)
        hygiene(word, "甲公司")
        readable(raw)
        cells(raw)
        fingerprint_in(raw)
        is_unedited(raw)
        redline(raw, self.good, author="甲")
        redline(self.good, raw, author="甲")
        if not any(each.severity == "error" for each in house_findings(raw, self.layout, "house.docx")):
            write_document(DOCUMENT, in_plain_form(raw))


def main(seed: int, count: int) -> int:
    """Read so many changed files of both kinds; how many of them made a reader raise."""
    readers, wrong = Readers(), 0
    for name, raw in (*office_mutants(seed, count), *pdf_mutants(seed, count)):
        try:
            readers.read(raw)
        except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
            wrong += 1
            sys.stdout.write(f"{name} {traceback.format_exc()}\n")
    return wrong


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
