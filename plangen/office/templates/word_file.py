"""A Word file of unknown origin, unzipped and parsed once however often it is read."""

from collections.abc import Mapping
from functools import cached_property

from lxml import etree

from plangen.diagnostics import Finding
from plangen.office.ooxml.guard import opened
from plangen.office.ooxml.parts import texts_of
from plangen.office.ooxml.trees import Parts
from plangen.office.templates.tagged import Paragraph, paragraphs


class WordFile:
    """A template, or a finished notice: `raw` is its content, None where there is no file; `file` names it in findings.

    What is read from it is shared and not to be changed.
    """

    def __init__(self, raw: bytes | None, file: str) -> None:
        self.raw = raw
        self.file = file
        self._paragraphs: dict[str, tuple[Paragraph, ...]] = {}

    @cached_property
    def _opened(self) -> tuple[Parts | None, tuple[Finding, ...]]:
        return opened(self.raw, self.file)

    @property
    def is_sound(self) -> bool:
        """Whether it can be read at all; else `findings` say why not."""
        return self._opened[0] is not None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the file as a file."""
        return self._opened[1]

    @property
    def parts(self) -> Parts:
        """Its parts; none where it is not sound."""
        return self._opened[0] or Parts({})

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The parts with text, each with its kind: document, header2, footnotes."""
        return texts_of(self.parts) if self.is_sound else {}

    def root(self, name: str) -> etree._Element:
        """The XML of a part, an empty element where there is none."""
        return self.parts.root(name)

    def paragraphs(self, name: str) -> tuple[Paragraph, ...]:
        """All paragraphs of a part with text, in the order of the document."""
        if name not in self._paragraphs:
            self._paragraphs[name] = tuple(paragraphs(self.root(name), self.file, self.texts[name]))
        return self._paragraphs[name]

    def tagged(self, name: str) -> tuple[Paragraph, ...]:
        """The paragraphs of a part with a brace in them."""
        return tuple(each for each in self.paragraphs(name) if each.has_brace)
