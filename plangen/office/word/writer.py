"""A document as a Word file in the look of a house template.

The text is written as XML straight from the blocks; the template's parts are kept but for its body, its headers'
words and one list per ordered enumeration.
"""

import copy
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import UNSET, Struct

from plangen.blocks.answers import ANSWER, form_name, with_answers
from plangen.blocks.breaking import broken
from plangen.blocks.document import (
    Block,
    Contents,
    Cover,
    Document,
    Heading,
    Inserted,
    Items,
    OrgChart,
    PageBreak,
    Paragraph,
    Role,
    Span,
    Table,
    TimeChart,
    Title,
)
from plangen.office.house.look import NUMBERING, SETTINGS, Look, read_look, related, tag
from plangen.office.ooxml.forms.prompts import with_placeholders
from plangen.office.ooxml.forms.sheet_code import with_code
from plangen.office.ooxml.package import Properties, certified_parts, parts_of
from plangen.office.ooxml.relations import DOCUMENT, DOCUMENT_RELATIONS
from plangen.office.ooxml.style_names import BARE_HEADINGS, HEADER_PLACE, HEADINGS, ROLES, Style
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES, most_in_characters, paragraph, part, runs, twips
from plangen.office.word.charts import org_chart, time_chart
from plangen.office.word.contents_list import bookmark, contents
from plangen.office.word.cover_page import cover
from plangen.office.word.kinsoku import with_line_breaks
from plangen.office.word.letters.letter_lines import imprint, letter_line
from plangen.office.word.letters.signatures import kept_with_next, signature
from plangen.office.word.page_runs import PageRun, sections
from plangen.office.word.pieces import place_of_piece, with_pieces
from plangen.office.word.tables import table
from plangen.office.word.turned import add_turned_footers
from plangen.office.word.writing import Writing
from plangen.visible import clean

__all__ = ["START", "bookmark", "write_document"]

START = "_Start"  # begins the names of the bookmarks where page numbers begin at 1

_BLANK = {"hdr": "word/header-blank.xml", "ftr": "word/footer-blank.xml"}
_BLANK_IDS = ("rIdBlankHeader", "rIdBlankFooter")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OF_LETTERS = frozenset({Role.SIGNED, Role.IMPRINT, Role.ATTACHED, Role.NUMBER})
_TITLE_SHARE = 0.9  # of the width of the text: a title from edge to edge does not look like one
_BESIDE_TABLE = 80  # twips
_BETWEEN_TABLES = '<w:spacing w:before="160"/>'


def write_document(document: Document, house: bytes, pages: Mapping[str, str] | None = None) -> bytes:
    """The .docx, the same bytes for the same arguments; `house_findings` vouches for the template.

    `pages` is the printed page number of each heading by its key; without it the contents list has no numbers.
    """
    parts = parts_of(house)
    look = read_look(parts)
    document = with_answers(document)
    writing = Writing(document, look, pages or {})
    divided = sections(document.blocks)
    _frame_pages(parts, divided, document.header, writing)
    body = _identified(_body(divided, writing), form_name(document.identity), writing)
    parts[DOCUMENT] = part("document", f"<w:body>{body}</w:body>")
    parts[NUMBERING] = _numbering(parts[NUMBERING], writing.used_lists)
    parts[SETTINGS] = with_line_breaks(parts[SETTINGS])
    if writing.pieces:
        parts = with_pieces(parts, writing.pieces)
    parts = with_placeholders(parts)
    if document.identity.code:
        parts = with_code(parts, document.identity.code, document.identity.fingerprint)
    return certified_parts(parts, _about(document))


def _frame_pages(parts: dict[str, bytes], divided: tuple[PageRun, ...], header: str, writing: Writing) -> None:
    """Put the document's words into the headers, and add what turned pages and pages without a number have."""
    if any(section.landscape and section.numbered for section in divided):
        writing.turned = add_turned_footers(parts, writing.look)
    for name in related(parts, "header").values():
        parts[name] = _header(parts[name], header, writing.look)
    if any(not (section.headed and section.numbered) for section in divided):
        _add_blank_parts(parts, writing.look)


def _about(document: Document) -> Properties:
    return Properties(
        title=clean(document.title),
        subject=clean(document.subject),
        author=clean(document.author),
        created=document.created,
        identity={key: clean(value) for key, value in document.identity.properties().items()},
    )


def _body(divided: tuple[PageRun, ...], writing: Writing) -> str:
    """The sections; each but the last ends with a paragraph that carries its page, the last with the body's own."""
    look = writing.look
    *earlier, last = divided
    text = look.before
    for section in earlier:
        end = _section_properties(section, writing)
        text += _blocks(section, writing) + writing.spacer(after=end)
    text += _blocks(last, writing) + look.after
    return text + writing.spacer() + _section_properties(last, writing)


def _blocks(section: PageRun, writing: Writing) -> str:
    writing.page = section.page(writing.look)
    pieces = [""]
    before: Block | Together | None = None
    for block in _together(section.blocks):
        text = _written(block, pieces, writing)
        pieces.append(_clear_of_tables(text, block, before, pieces, writing))
        before = block
    text = "".join(pieces)
    return _started(text, writing) if section.restart else text


def _written(block: "Block | Together", pieces: list[str], writing: Writing) -> str:
    if not isinstance(block, Together):
        return _WRITERS[type(block)](block, writing)
    if block.role is Role.SIGNED and len(pieces) > 1:
        pieces[-1] = kept_with_next(pieces[-1])
    return _lines(block, writing, is_first=len(pieces) == 1)


def _clear_of_tables(
    text: str, block: "Block | Together", before: "Block | Together | None", pieces: list[str], writing: Writing
) -> str:
    """The text, with a little room between a table and the heading above it, the note or the table below it."""
    follows_table = pieces[-1].endswith("</w:tbl>")
    if text.startswith("<w:tbl>"):
        if follows_table:
            pieces.append(writing.spacer(after=_BETWEEN_TABLES))  # Word would make one table of two
        elif isinstance(before, Heading):
            pieces[-1] = _spaced(pieces[-1], "after")
    elif follows_table and isinstance(block, Paragraph) and block.role is Role.NOTE:
        return _spaced(text, "before")
    return text


class Together(Struct, frozen=True):
    """Lines of a letter that are set with regard to one another."""

    role: Role
    lines: tuple[Paragraph, ...]


def _together(blocks: tuple[Block, ...]) -> Iterator[Block | Together]:
    """The blocks, the lines of a signature, of what is attached and of the imprint each in one."""
    for role, group in itertools.groupby(blocks, key=_role_in_letter):
        if role is None:
            yield from group
        else:
            yield Together(role, tuple(each for each in group if isinstance(each, Paragraph)))


def _role_in_letter(block: Block) -> Role | None:
    return block.role if isinstance(block, Paragraph) and block.role in _OF_LETTERS else None


def _lines(block: Together, writing: Writing, *, is_first: bool) -> str:
    if block.role is Role.SIGNED:
        return signature(block.lines, writing, is_first=is_first)
    if block.role is Role.IMPRINT:
        return imprint(block.lines, writing)
    return "".join(letter_line(each, writing, is_first=at == 0) for at, each in enumerate(block.lines))


def _spaced(text: str, side: str) -> str:
    """A paragraph that stands clear of the table on this side of it."""
    return text.replace("</w:pPr>", f'<w:spacing w:{side}="{_BESIDE_TABLE}"/></w:pPr>', 1)


def _started(text: str, writing: Writing) -> str:
    """With a bookmark in the first paragraph, whose page is numbered 1 again: printed numbers are counted from it."""
    number = next(writing.bookmarks)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{START}{number}"/><w:bookmarkEnd w:id="{number}"/>'
    return text.replace("</w:pPr>", f"</w:pPr>{mark}", 1)


def _identified(text: str, name: str, writing: Writing) -> str:
    """With a bookmark in the first paragraph that says what a form is; what has no answers has none."""
    if not name or f'w:name="{ANSWER}' not in text:
        return text
    number = next(writing.bookmarks)
    mark = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'
    return text.replace("</w:pPr>", f"</w:pPr>{mark}", 1)


def _section_properties(section: PageRun, writing: Writing) -> str:
    """The w:sectPr, with the header and footer that its pages show."""
    look = writing.look
    page = section.page(look)
    lying = ' w:orient="landscape"' if section.landscape or section.sheet else ""
    columns = f'w:num="2" w:sep="1" w:space="{page.gap}"' if page.gap else 'w:space="425"'
    start = '<w:pgNumType w:start="1"/>' if section.restart else ""
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{_frame_of(section, kind, key, writing)}"/>'
        for kind, which, key in look.references
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{lying}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{start}<w:cols {columns}/>'
        f"{'' if section.sheet else look.grid}</w:sectPr>"
    )


def _frame_of(section: PageRun, kind: str, key: str, writing: Writing) -> str:
    """The relation of the header or footer of a section, where the template has `key`."""
    if kind == "header":
        return key if section.headed else _BLANK_IDS[0]
    if not section.numbered:
        return _BLANK_IDS[1]
    return writing.turned.get(key, key) if section.landscape else key


def _title(block: Title, writing: Writing) -> str:
    return writing.paragraph(Style.TITLE, (Span("\n".join(_title_lines(block.lines, writing))),))


def _title_lines(lines: Iterable[str], writing: Writing) -> Iterator[str]:
    """The lines, those that are wider than the page in several, broken where the sense does."""
    room = _TITLE_SHARE * writing.page.text_width / twips(writing.look.sizes[Style.TITLE][0])
    for line in lines:
        yield from broken(line, room, most_in_characters)


def _heading(block: Heading, writing: Writing) -> str:
    writing.level = block.level
    before = "<w:pageBreakBefore/>" if block.new_page else ""
    if block.form is not UNSET:
        return _title_of_section(block, writing, before)
    label = "" if block.numbered else writing.label(block)  # Word puts down what it counts
    style = (HEADINGS if block.numbered else BARE_HEADINGS)[block.level - 1]
    return paragraph(writing.look.id(style), _marked(block, label + block.text, writing), before=before)


def _title_of_section(block: Heading, writing: Writing, before: str) -> str:
    """A heading that is set as the title of a letter, or of an attachment below its number."""
    said = "\n".join(_title_lines((block.text,), writing))
    level = f'<w:outlineLvl w:val="{block.level - 1}"/>'  # contents lists know it by that
    if not block.label:
        return paragraph(writing.look.id(Style.TITLE), _marked(block, said, writing), before=before, after=level)
    above = f'<w:spacing w:before="{twips(writing.look.sizes[Style.PLAIN][1])}"/>'
    number = writing.paragraph(Style.PLAIN, (Span(block.label, strong=True),), before=f"<w:keepNext/>{before}")
    return number + paragraph(writing.look.id(Style.TITLE), _marked(block, said, writing), after=above + level)


def _marked(block: Heading, said: str, writing: Writing) -> str:
    """The words of a heading within their bookmark."""
    number, name = next(writing.bookmarks), bookmark(block.key)
    text = runs((Span(said),), writing.look.strong)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{text}<w:bookmarkEnd w:id="{number}"/>'


def _paragraph(block: Paragraph, writing: Writing) -> str:
    return writing.paragraph(ROLES[block.role], block.spans, before="<w:keepNext/>" if block.keep_next else "")


def _items(block: Items, writing: Writing) -> str:
    if not block.ordered:
        return "".join(writing.paragraph(Style.UNORDERED, spans) for spans in block.items)
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{writing.new_list()}"/></w:numPr>'
    return "".join(writing.paragraph(Style.ORDERED, spans, before=number) for spans in block.items)


def _page_break(block: PageBreak, writing: Writing) -> str:
    if block.column:
        return writing.spacer(content='<w:r><w:br w:type="column"/></w:r>')
    return writing.spacer(before="<w:pageBreakBefore/>")


def _piece(block: Inserted, writing: Writing) -> str:
    writing.pieces.append(block.raw)
    return place_of_piece(len(writing.pieces) - 1)


_WRITERS: Mapping[type[Block], Callable[[Any, Writing], str]] = {
    Title: _title,
    Heading: _heading,
    Paragraph: _paragraph,
    Items: _items,
    Table: table,
    OrgChart: org_chart,
    TimeChart: time_chart,
    Contents: contents,
    Cover: cover,
    PageBreak: _page_break,
    Inserted: _piece,
}


def _numbering(data: bytes, used: Mapping[int, str]) -> bytes:
    """numbering.xml with a list for each ordered enumeration, so that each begins at one."""
    if not used:
        return data
    root = parsed(data)
    last = next(iter(root.findall(tag("w:num"))[-1:]), None)
    for number, abstract in reversed(list(used.items())):
        added = etree.fromstring(
            f'<w:num xmlns:w="{NAMESPACES["w"]}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        )
        root.append(added) if last is None else last.addnext(added)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _header(data: bytes, header: str, look: Look) -> bytes:
    """A header part with the document's words in the template's place for them."""
    root = parsed(data)
    for place in [each for each in root.iter(tag("w:r")) if HEADER_PLACE in _words(each)]:
        look_of_run = place.find(tag("w:rPr"))
        for added in parsed(part("p", runs((Span(_words(place).replace(HEADER_PLACE, header)),), look.strong))):
            if look_of_run is not None and added.find(tag("w:rPr")) is None:
                added.insert(0, copy.deepcopy(look_of_run))
            place.addprevious(added)
        _remove(place)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _words(run: etree._Element) -> str:
    return "".join(each.text or "" for each in run.findall(tag("w:t")))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _add_blank_parts(parts: dict[str, bytes], look: Look) -> None:
    """An empty header and footer for pages without: a section that names none inherits the one before."""
    types, relations = parts[_TYPES].decode(), parts[DOCUMENT_RELATIONS].decode()
    for (root, name), key, style in zip(_BLANK.items(), _BLANK_IDS, (Style.HEADER, Style.FOOTER), strict=True):
        kind = {"hdr": "header", "ftr": "footer"}[root]
        bare = '<w:pBdr><w:top w:val="nil"/><w:bottom w:val="nil"/></w:pBdr>'
        parts[name] = part(root, paragraph(look.id(style), "", before=bare))
        override = f'<Override PartName="/{name}" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        types = types.replace("</Types>", override + "</Types>")
        target = name.removeprefix("word/")
        relation = f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        relations = relations.replace("</Relationships>", relation + "</Relationships>")
    parts[_TYPES], parts[DOCUMENT_RELATIONS] = types.encode(), relations.encode()
