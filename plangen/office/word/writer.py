"""A document as a Word file in the look of a house template.

The text is written as XML straight from the blocks; the template's parts are kept but for its body, its headers'
words and one list per ordered enumeration.
"""

import copy
import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.answers import ANSWER, form_name, with_answers
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
    SectionBreak,
    Span,
    Table,
    TimeChart,
    Title,
)
from plangen.office.house.look import NUMBERING, SETTINGS, Geometry, Look, read_look, related, tag
from plangen.office.ooxml.package import Properties, certified_parts, parts_of
from plangen.office.ooxml.prompts import with_placeholders
from plangen.office.ooxml.relations import DOCUMENT, DOCUMENT_RELATIONS
from plangen.office.ooxml.sheet_code import with_code
from plangen.office.ooxml.style_names import BARE_HEADINGS, HEADER_PLACE, HEADINGS, ROLES, TOCS, Style
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES, paragraph, part, run, runs
from plangen.office.word.charts import org_chart, time_chart
from plangen.office.word.kinsoku import with_line_breaks
from plangen.office.word.pieces import place_of_piece, with_pieces
from plangen.office.word.tables import cover, table
from plangen.office.word.writing import Writing
from plangen.visible import clean

START = "_Start"  # begins the names of the bookmarks where page numbers begin at 1

_BLANK = {"hdr": "word/header-blank.xml", "ftr": "word/footer-blank.xml"}
_BLANK_IDS = ("rIdBlankHeader", "rIdBlankFooter")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BESIDE_TABLE = 80  # twips
_BETWEEN_TABLES = '<w:spacing w:before="160"/>'


class _Section(Struct, frozen=True, kw_only=True):
    """Blocks on pages of one kind."""

    blocks: tuple[Block, ...] = ()
    landscape: bool = False
    numbered: bool = True
    restart: bool = False
    headed: bool = True  # the page header is shown

    def page(self, look: Look) -> Geometry:
        return look.page.turned() if self.landscape else look.page


def write_document(document: Document, house: bytes, pages: Mapping[str, str] | None = None) -> bytes:
    """The .docx, the same bytes for the same arguments; `house_findings` vouches for the template.

    `pages` is the printed page number of each heading by its key; without it the contents list has no numbers.
    """
    parts = parts_of(house)
    look = read_look(parts)
    document = with_answers(document)
    writing = Writing(document, look, pages or {})
    divided = _sections(document.blocks)
    body = _identified(_body(divided, writing), form_name(document.identity), writing)
    parts[DOCUMENT] = part("document", f"<w:body>{body}</w:body>")
    parts[NUMBERING] = _numbering(parts[NUMBERING], look, writing.used_lists)
    parts[SETTINGS] = with_line_breaks(parts[SETTINGS])
    for name in related(parts, "header").values():
        parts[name] = _header(parts[name], document.header, look)
    if any(not (section.headed and section.numbered) for section in divided):
        _add_blank_parts(parts, look)
    if writing.pieces:
        parts = with_pieces(parts, writing.pieces)
    parts = with_placeholders(parts)
    if document.identity.code:
        parts = with_code(parts, document.identity.code, document.identity.fingerprint)
    about = Properties(
        title=clean(document.title),
        subject=clean(document.subject),
        author=clean(document.author),
        created=document.created,
        identity={key: clean(value) for key, value in document.identity.properties().items()},
    )
    return certified_parts(parts, about)


def bookmark(key: str) -> str:
    """The name Word gives to headings of a contents list, from the heading's key: the same in every revision."""
    return "_Toc" + hashlib.sha256(key.encode(errors="replace")).hexdigest()[:12]


def _body(divided: tuple[_Section, ...], writing: Writing) -> str:
    """The sections; each but the last ends with a paragraph that carries its page, the last with the body's own."""
    look = writing.look
    *earlier, last = divided
    text = look.before
    for section in earlier:
        end = _section_properties(section, look, _BLANK_IDS)
        text += _blocks(section, writing) + writing.spacer(after=end)
    text += _blocks(last, writing) + look.after
    return text + writing.spacer() + _section_properties(last, look, _BLANK_IDS)


def _blocks(section: _Section, writing: Writing) -> str:
    writing.page = section.page(writing.look)
    pieces = [""]
    before: Block | None = None
    for block in section.blocks:
        text = _WRITERS[type(block)](block, writing)
        if text.startswith("<w:tbl>"):
            if pieces[-1].endswith("</w:tbl>"):
                pieces.append(writing.spacer(after=_BETWEEN_TABLES))  # Word would make one table of two
            elif isinstance(before, Heading):
                pieces[-1] = _spaced(pieces[-1], "after")
        elif pieces[-1].endswith("</w:tbl>") and isinstance(block, Paragraph) and block.role is Role.NOTE:
            text = _spaced(text, "before")
        pieces.append(text)
        before = block
    text = "".join(pieces)
    return _started(text, writing) if section.restart else text


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


def _sections(blocks: tuple[Block, ...]) -> tuple[_Section, ...]:
    """The blocks cut into sections; always at least one, and none of them empty but the only one.

    A cover is a section by itself, without page number; what follows it begins at page 1.
    """
    found = [section for section in _cut(blocks) if section.blocks]
    return tuple(found) or (_Section(),)


def _section_properties(section: _Section, look: Look, blank: tuple[str, str]) -> str:
    """The w:sectPr; `blank` are the relationship ids of the empty header and footer."""
    page = section.page(look)
    lying = ' w:orient="landscape"' if section.landscape else ""
    start = '<w:pgNumType w:start="1"/>' if section.restart else ""
    blank_header = blank[0] if not section.headed else ""
    blank_footer = blank[1] if not section.numbered else ""
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{(blank_header if kind == "header" else blank_footer) or key}"/>'
        for kind, which, key in look.references
    )
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/><w:pgSz w:w="{page.width}" w:h="{page.height}"{lying}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.right}" w:bottom="{page.bottom}" w:left="{page.left}"'
        f' w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>{start}<w:cols w:space="425"/></w:sectPr>'
    )


def _cut(blocks: tuple[Block, ...]) -> Iterator[_Section]:
    current, held = _Section(), list[Block]()
    for block in blocks:
        if isinstance(block, SectionBreak):
            yield replace(current, blocks=_without_idle_breaks(held))
            held = []
            current = _Section(landscape=block.landscape, numbered=block.numbered, restart=block.restart)
        elif isinstance(block, Cover):
            yield replace(current, blocks=_without_idle_breaks(held))
            held = []
            yield _Section(blocks=(block,), numbered=False, headed=not block.mark)  # its mark says what the header says
            current = replace(current, restart=True)
        else:
            held.append(block)
    yield replace(current, blocks=_without_idle_breaks(held))


def _without_idle_breaks(blocks: list[Block]) -> tuple[Block, ...]:
    """Without page breaks that would leave an empty page: at either end, or before a heading that breaks by itself."""
    while blocks and isinstance(blocks[0], PageBreak):
        blocks = blocks[1:]
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks = blocks[:-1]
    return tuple(
        block
        for block, after in itertools.zip_longest(blocks, blocks[1:])
        if not (isinstance(block, PageBreak) and isinstance(after, Heading) and after.new_page)
    )


def _title(block: Title, writing: Writing) -> str:
    return writing.paragraph(Style.TITLE, (Span("\n".join(block.lines)),))


def _heading(block: Heading, writing: Writing) -> str:
    number, name = next(writing.bookmarks), bookmark(block.key)
    label = "" if block.numbered else writing.label(block)  # Word puts down what it counts
    text = runs((Span(label + block.text),), writing.look.strong)
    marked = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{text}<w:bookmarkEnd w:id="{number}"/>'
    before = "<w:pageBreakBefore/>" if block.new_page else ""
    style = (HEADINGS if block.numbered else BARE_HEADINGS)[block.level - 1]
    return paragraph(writing.look.id(style), marked, before=before)


def _paragraph(block: Paragraph, writing: Writing) -> str:
    return writing.paragraph(ROLES[block.role], block.spans, before="<w:keepNext/>" if block.keep_next else "")


def _items(block: Items, writing: Writing) -> str:
    if not block.ordered:
        return "".join(writing.paragraph(Style.UNORDERED, spans) for spans in block.items)
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{writing.new_list()}"/></w:numPr>'
    return "".join(writing.paragraph(Style.ORDERED, spans, before=number) for spans in block.items)


def _contents(block: Contents, writing: Writing) -> str:
    """The field with its result ready: nothing has to be updated before it can be read."""
    levels = min(block.levels, len(TOCS))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    headings = [each for each in writing.blocks if isinstance(each, Heading) and each.level <= levels]
    entries = [
        paragraph(
            writing.look.id(TOCS[each.level - 1]),
            f'{begin if index == 0 else ""}<w:hyperlink w:anchor="{bookmark(each.key)}" w:history="1">'
            f"{runs((Span(writing.label(each) + each.text),), writing.look.strong)}{_page(each, writing)}"
            "</w:hyperlink>",
        )
        for index, each in enumerate(headings)
    ]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    title = writing.paragraph(Style.TOC_HEADING, (Span(block.title),))
    return title + "".join(entries) + writing.spacer(content=end if entries else begin + end)


def _page(heading: Heading, writing: Writing) -> str:
    """Tab and page number of an entry: a field with its result, which Word brings up to date on request."""
    number = writing.pages.get(heading.key)
    if number is None:
        return ""
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {bookmark(heading.key)} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(number)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _page_break(_block: PageBreak, writing: Writing) -> str:
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
    Contents: _contents,
    Cover: cover,
    PageBreak: _page_break,
    Inserted: _piece,
}


def _numbering(data: bytes, look: Look, used: list[int]) -> bytes:
    """numbering.xml with a list for each ordered enumeration, so that each begins at one."""
    if not used:
        return data
    root = parsed(data)
    last = next(iter(root.findall(tag("w:num"))[-1:]), None)
    for number in reversed(used):
        added = etree.fromstring(
            f'<w:num xmlns:w="{NAMESPACES["w"]}" w:numId="{number}"><w:abstractNumId w:val="{look.ordered_list}"/>'
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
