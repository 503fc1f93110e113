"""The title that stands on a finished notice."""

from plangen.office.ooxml.style_names import Style
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.called import style_names, style_of
from plangen.office.templates.word_file import WordFile

_W = f"{{{NAMESPACES['w']}}}"


def title_on(word: WordFile) -> str:
    """The words of its first paragraph in the style of a title, in one line; nothing where there is none."""
    if not word.is_sound:
        return ""
    named = style_names(word.root("word/styles.xml"))
    for paragraph in word.root("word/document.xml").iter(f"{_W}p"):
        if style_of(paragraph, named) == Style.TITLE.lower():
            said = "".join(each.text or "" for each in paragraph.iter(f"{_W}t"))
            if said.strip():
                return " ".join(said.split())
    return ""
