"""The numbers of tables and figures as fields: Word counts them anew, and what refers to a number follows it.

A field holds its text, so that nothing has to be brought up to date before it can be read. Where Word would count
to other numbers than those that are printed, as in a part of a document with the numbers of the whole, they are text.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from plangen.blocks.document import Block, OrgChart, Table, TimeChart
from plangen.office.ooxml.wml import run

_NUMBERED = re.compile("(?P<kind>表|图)(?P<number>[1-9]\\d*)(?=\u3000)")
_BEGIN, _END = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
_ARABIC = r"\* ARABIC"
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'


class Caption(Struct, frozen=True):
    """The number of a table or figure: 表3."""

    kind: str
    number: int
    bookmark: str


def numbered(caption: str) -> tuple[str, str]:
    """The number that a caption begins with, and the rest: 表3 and what it is called."""
    found = _NUMBERED.match(caption)
    return (found[0], caption[found.end() :]) if found else ("", caption)


def fields_of(blocks: Iterable[Block]) -> Mapping[str, Caption]:
    """The captions by their numbers, of each kind where they run on from one."""
    found: dict[str, list[Caption]] = {}
    for block in blocks:
        if isinstance(block, Table | OrgChart | TimeChart) and (label := _NUMBERED.match(block.caption)):
            kind = found.setdefault(label["kind"], [])
            kind.append(Caption(label["kind"], int(label["number"]), _bookmark(label[0])))
    running = (each for each in found.values() if [one.number for one in each] == list(range(1, len(each) + 1)))
    return {f"{one.kind}{one.number}": one for each in running for one in each}


def counted(caption: Caption, number: int) -> str:
    """The number of a caption within its bookmark; `number` is that of the bookmark."""
    field = _field(f"SEQ {caption.kind} {_ARABIC}", run(str(caption.number)))
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{caption.bookmark}"/>{run(caption.kind)}'
        f"{field}"
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def reference(caption: Caption, shown: str) -> str:
    """What a text shows of the number, as a field that leads to the caption."""
    return _field(f"REF {caption.bookmark} \\h", shown)


def _field(code: str, shown: str) -> str:
    return f'{_BEGIN}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{_SEPARATE}{shown}{_END}'


def _bookmark(label: str) -> str:
    """A name that Word hides from its list of bookmarks; by the number, so that only a new number is a change."""
    return "_Ref" + hashlib.sha256(label.encode()).hexdigest()[:12]
