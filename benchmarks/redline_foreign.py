"""Whether redlines keep their laws on documents as other programs write them: formatting of every run included.

PYTHONPATH=. .venv/bin/python benchmarks/redline_foreign.py [how many] [seed]

Words with all kinds of looks, links, controls, fields, tabs, breaks, symbols, nested tables and sections, at random.
"""

import random
import sys

from redline_laws import broken_laws

from tests.office.redlines import R, docx, p

_LOOKS = (
    *("", "", "", "<w:b/>", "<w:i/>", '<w:b w:val="0"/>', '<w:u w:val="single"/>', '<w:color w:val="FF0000"/>'),
    *('<w:rFonts w:eastAsia="黑体"/><w:b/>', '<w:sz w:val="28"/>', '<w:lang w:val="en-US"/>', "<w:vanish/>"),
)
_PARAGRAPHS = (
    *("", "", '<w:pStyle w:val="b"/>', "<w:keepNext/>", '<w:spacing w:line="360"/>', '<w:jc w:val="center"/>'),
    *("<w:rPr><w:b/></w:rPr>", '<w:ind w:firstLine="420"/><w:rPr><w:i/></w:rPr>'),
)
_WORDS = ("应急", "小组", "两小时", "3", "内报告", "，", "。", "A b", "客户服务部", "  ", "第12条")
_PIECES = (
    "<w:tab/>",
    "<w:br/>",
    '<w:sym w:font="Wingdings" w:char="F0A3"/>',
    "<w:noBreakHyphen/>",
    '<w:br w:type="page"/>',
)
_BEGIN, _MIDDLE, _END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
_CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="t"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>y</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
LINK = f'<Relationship Id="rId9" Type="{R}/hyperlink" Target="https://example.com/" TargetMode="External"/>'


class Writing:
    """A document written at random; the parts of an earlier one are kept, changed, left out or joined by others."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def run(self) -> str:
        look = self.chance.choice(_LOOKS)
        text = "".join(self.chance.choices(_WORDS, k=self.chance.randrange(1, 4)))
        piece = self.chance.choice(_PIECES) if self.chance.randrange(6) == 0 else ""
        inner = f'{piece}<w:t xml:space="preserve">{text}</w:t>'
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{inner}</w:r>"

    def inline(self) -> str:
        runs = "".join(self.run() for _ in range(self.chance.randrange(1, 3)))
        code = '<w:r><w:instrText xml:space="preserve"> REF x </w:instrText></w:r>'
        return self.chance.choice(
            (
                *(runs,) * 8,
                f'<w:hyperlink r:id="rId9">{runs}</w:hyperlink>',
                _CONTROL.format(runs),
                f'<w:fldSimple w:instr=" REF x ">{runs}</w:fldSimple>',
                f"{_BEGIN}{code}{_MIDDLE}{runs}{_END}",
                f'<w:bookmarkStart w:id="1" w:name="n"/>{runs}<w:bookmarkEnd w:id="1"/>',
                f'<w:bdo w:val="ltr">{runs}</w:bdo>',
                f'<w:dir w:val="rtl">{runs}</w:dir>',
                f'<w:customXml w:uri="u" w:element="e"><w:customXmlPr/>{runs}</w:customXml>',
                f'<w:hyperlink w:anchor="n">{_BEGIN}{code}{_MIDDLE}{runs}{_END}</w:hyperlink>',
                _CONTROL.format(_CONTROL.format(runs)),
                f'<m:oMath xmlns:m="{_MATHS}"><m:r><m:t>x</m:t></m:r></m:oMath>{runs}',
                _RUBY.format(runs),
            )
        )

    def paragraph(self) -> list[str]:
        look = self.chance.choice(_PARAGRAPHS)
        pieces = [self.inline() for _ in range(self.chance.randrange(5))]
        return [f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}", *pieces, "</w:p>"]

    def table(self, depth: int = 0) -> list[str]:
        columns = self.chance.randrange(1, 4)
        rows: list[str] = []
        for _ in range(self.chance.randrange(1, 4)):
            cells = [f"<w:tc>{self.cell(depth)}</w:tc>" for _ in range(columns)]
            height = '<w:trPr><w:trHeight w:val="400"/></w:trPr>' if self.chance.randrange(3) == 0 else ""
            row = f"<w:tr>{height}{''.join(cells)}</w:tr>"
            if self.chance.randrange(6) == 0:
                row = _CONTROL.format(row)
                if rows and self.chance.randrange(2):
                    row = _CONTROL.format(rows.pop() + row)
            rows.append(row)
        look = self.chance.choice(("", '<w:jc w:val="center"/>', '<w:tblLook w:val="04A0"/>'))
        return [
            f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>" + "<w:gridCol/>" * columns + "</w:tblGrid>",
            *rows,
            "</w:tbl>",
        ]

    def cell(self, depth: int) -> str:
        inner = "".join(self.table(depth + 1)) if depth == 0 and self.chance.randrange(8) == 0 else ""
        paragraphs = "".join("".join(self.paragraph()) for _ in range(self.chance.randrange(1, 3)))
        return inner + (_CONTROL.format(paragraphs) if self.chance.randrange(8) == 0 else paragraphs)

    def block(self) -> list[str]:
        what = self.chance.randrange(12)
        if what < 2:  # noqa: PLR2004  # of the kinds of block
            return self.table()
        if what == 2:  # noqa: PLR2004  # as above
            inner = "".join(self.paragraph()) + "".join(self.paragraph())
            return [f'<w:sdt><w:sdtPr><w:tag w:val="s"/></w:sdtPr><w:sdtContent>{inner}', "</w:sdtContent></w:sdt>"]
        if what == 3:  # noqa: PLR2004  # as above
            return ['<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>', self.run(), "</w:p>"]
        return self.paragraph()

    def blocks(self) -> list[list[str]]:
        return [self.block() for _ in range(self.chance.randrange(1, 9))]

    def changed(self, blocks: list[list[str]]) -> list[list[str]]:
        now = [list(each) for each in blocks]
        for _ in range(self.chance.randrange(1, 6)):
            at = self.chance.randrange(len(now) + 1)
            what = self.chance.randrange(4)
            if what == 0 or at == len(now):
                now.insert(at, self.block())
            elif what == 1 and len(now) > 1:
                del now[at]
            elif now[at][0].startswith("<w:p>") and len(now[at]) > 2:  # noqa: PLR2004  # begin and end
                self._edit(now[at])
            elif now[at][0].startswith("<w:tbl>"):
                self._edit_rows(now[at])
        return now

    def _edit_rows(self, pieces: list[str]) -> None:
        at = self.chance.randrange(1, len(pieces) - 1)
        was, look = self.chance.choice(_LOOKS[3:]), self.chance.choice(_LOOKS[3:])
        changed = pieces[at].replace(was, look) if "<w:tbl>" not in pieces[at] else pieces[at]
        if self.chance.randrange(3) == 0 and len(pieces) > 3:  # noqa: PLR2004  # begin, end and another row
            del pieces[at]
        else:
            pieces.insert(at, changed.replace("应急", "紧急"))
            del pieces[at + self.chance.randrange(2)]

    def _edit(self, pieces: list[str]) -> None:
        at = self.chance.randrange(1, len(pieces) - 1)
        look = f"<w:rPr>{self.chance.choice(_LOOKS)}</w:rPr>"
        pieces[at] = self.chance.choice((self.inline(), "", pieces[at].replace("<w:r><w:t", f"<w:r>{look}<w:t")))


def foreign_pair(number: int) -> tuple[bytes, bytes]:
    """Two versions of a document, the same ones for the same number."""
    writing = Writing(random.Random(number))  # noqa: S311  # no secret
    old = writing.blocks()
    new = writing.changed(old)
    end = _CONTROL.format(p("终")) if number % 5 == 0 else p("终")
    before, now = (docx("".join(map("".join, blocks)) + end, links=LINK) for blocks in (old, new))
    return before, now


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004  # the second argument
    broken = 0
    for number in range(seed, seed + count):
        problems = broken_laws(*foreign_pair(number))
        broken += bool(problems)
        for problem in problems:
            print(f"{number} {problem}")
    print(f"{count - broken} of {count} redlines keep both laws")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
