"""Where in a finished file something stands, as findings of the gate say it: part, paragraph, text."""

from lxml import etree

from plangen.diagnostics import Place, words
from plangen.office.templates.tagged import Paragraph, W
from plangen.office.templates.word_file import WordFile

_SHOWN = 60  # characters of a text


class PartPlaces:
    """The places of the elements of one part."""

    def __init__(self, word: WordFile, part: str) -> None:
        self._word, self._part = word, part
        found = enumerate(word.paragraphs(part), start=1) if part in word.texts else ()
        self._known = {each.element: place_of(each, word.file, part, number) for number, each in found}

    def of(self, element: etree._Element | None) -> Place:
        """That of the paragraph around an element, or of the first one in it; of the part where it has none."""
        around = () if element is None else (element, *element.iterancestors(), *element.iter(f"{W}p"))
        return next((self._known[each] for each in around if each in self._known), whole(self._word, self._part))


def place_of(paragraph: Paragraph, file: str, name: str, number: int) -> Place:
    """A paragraph of a part."""
    spot = paragraph.at.spot or words("", "")
    said = words(f"{spot.zh}（{name}）", f"{spot.en} ({name})")
    return Place(file=file, path=f"{name}[{number:04}]", spot=said, excerpt=paragraph.text[:_SHOWN])


def whole(word: WordFile, name: str) -> Place:
    """A part as a whole."""
    return Place(file=word.file, path=f"{name}[9998]", spot=words(name, name))
