"""Small Word files written as text, and what they say."""

import re
from collections.abc import Iterable, Mapping

from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.templates.word_file import WordFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'


def word(paragraphs: Iterable[Iterable[str]], more: Mapping[str, str] | None = None) -> bytes:
    """A Word file of paragraphs, each given as its runs, with further parts."""
    body = "".join(f"<w:p>{''.join(map(run, runs))}</w:p>" for runs in paragraphs)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        **(more or {}),
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def word_file(*paragraphs: str) -> WordFile:
    """A template with these paragraphs of one run each."""
    return WordFile(word([[text] for text in paragraphs]), "a.docx")


def texts(raw: bytes) -> list[str]:
    """The text of each paragraph, with the line breaks in it and the hyphens that hold a code together."""
    document = parts_of(raw)["word/document.xml"].decode()
    found = re.findall(r"<w:p[ >].*?</w:p>|<w:p/>", document, re.DOTALL)
    return [_plain(each.replace("<w:br/>", "\n").replace("<w:noBreakHyphen/>", "-")) for each in found]


def _plain(xml: str) -> str:
    return re.sub("<[^>]+>", "", xml).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
