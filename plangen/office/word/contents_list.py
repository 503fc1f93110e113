"""The contents list of a Word document: a field with its result ready, no page of which is left with a line or two."""

import hashlib
import math
from collections.abc import Sequence

from msgspec import Struct

from plangen.blocks.document import Contents, Heading, Span
from plangen.office.ooxml.style_names import TOCS, Style
from plangen.office.ooxml.wml import most_in_characters, paragraph, run, runs, twips
from plangen.office.word.writing import Writing

_FEW = 5  # lines; a page with no more looks forgotten
_TIGHTEST = 0.8  # of the usual pitch
_ABOVE = 400  # twips beside the line of the title: what stands below it and ends the list, with some to spare
_SPARE = 60  # twips of a page that its grid of lines may leave over
_NUMBER = 3.0  # characters at the end of a line that its page number and some dots take
_LEVEL = 2.0  # characters by which each level is set in


def bookmark(key: str) -> str:
    """The name Word gives to headings of a contents list, from the heading's key: the same in every revision."""
    return "_Toc" + hashlib.sha256(key.encode(errors="replace")).hexdigest()[:12]


def contents(block: Contents, writing: Writing) -> str:
    """The list under its title: nothing has to be updated before it can be read, and all of it may be."""
    levels = min(block.levels, len(TOCS))
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{levels}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    headings = [each for each in writing.blocks if isinstance(each, Heading) and each.level <= levels]
    fit = _fit(headings, writing)
    entries = [
        paragraph(
            writing.look.id(TOCS[each.level - 1]),
            f'{begin if index == 0 else ""}<w:hyperlink w:anchor="{bookmark(each.key)}" w:history="1">'
            f"{runs((Span(_said(each, writing)),), writing.look.strong)}{_page(each, writing)}"
            "</w:hyperlink>",
            before="<w:pageBreakBefore/>" if index == fit.begins else "",
            after=f'<w:spacing w:line="{fit.pitch}" w:lineRule="exact"/>' if fit.pitch else "",
        )
        for index, each in enumerate(headings)
    ]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    title = writing.paragraph(Style.TOC_HEADING, (Span(block.title),))
    return title + "".join(entries) + writing.spacer(content=end if entries else begin + end)


class _Fit(Struct, frozen=True, kw_only=True):
    """How a list is kept from ending on a page of its own with a few lines."""

    pitch: int = 0  # of its lines in twips, where it is not the usual one
    begins: int = -1  # the entry with which its last page begins, where that has to be told


def _fit(headings: Sequence[Heading], writing: Writing) -> _Fit:
    look, height = writing.look, writing.page.text_height - _SPARE
    size, usual = look.sizes[TOCS[0]]
    room = writing.page.text_width / twips(size)
    lines = [
        math.ceil((most_in_characters(_said(each, writing)) + _NUMBER) / (room - _LEVEL * (each.level - 1)))
        for each in headings
    ]
    above = twips(look.sizes[Style.TOC_HEADING][1]) + _ABOVE

    def pages(pitch: int) -> tuple[int, int]:
        """How many pages the lines take, and how many stand on the last one."""
        first, other, count = (height - above) // pitch, height // pitch, sum(lines)
        if count <= first:
            return 1, count
        full, rest = divmod(count - first, other)
        return (full + 2, rest) if rest else (full + 1, other)

    taken, last = pages(twips(usual))
    if taken == 1 or last > _FEW:
        return _Fit()
    for pitch in range(twips(usual), round(twips(usual) * _TIGHTEST), -2):
        if pages(pitch)[0] < taken:
            return _Fit(pitch=pitch)
    return _Fit(begins=_chapter_before(headings, len(headings) - _FEW))


def _chapter_before(headings: Sequence[Heading], index: int) -> int:
    """The last heading of the first level that is not behind this one."""
    return next((at for at in range(index, 0, -1) if headings[at].level == 1), index)


def _said(heading: Heading, writing: Writing) -> str:
    return writing.label(heading) + heading.text


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
