"""The smallest type that papers have, for what has to stand on one page: written over the style of a small table.

A style of its own would be missing in house templates that were made before.
"""

import re

SIZE_PT, LINE_PT = 9, 13.5

_SIZE = f'<w:sz w:val="{SIZE_PT * 2}"/><w:szCs w:val="{SIZE_PT * 2}"/>'
_LINE = f'<w:spacing w:before="0" w:after="0" w:line="{round(LINE_PT * 20)}" w:lineRule="exact"/>'
_BARE = re.compile(r"<w:r>(?!<w:rPr>)")
_LOOK = re.compile(r"<w:r><w:rPr>(.*?)(<w:highlight [^>]*/>.*?|<w:u [^>]*/>.*?)?</w:rPr>")
_SET = re.compile(r"(<w:pPr>.*?)(<w:jc [^>]*/>)?</w:pPr>")


def finely(paragraphs: str) -> str:
    """The XML of paragraphs without properties of their own size, in that type."""
    sized = _BARE.sub("<w:r><w:rPr></w:rPr>", paragraphs)
    sized = _LOOK.sub(lambda found: f"<w:r><w:rPr>{found[1]}{_SIZE}{found[2] or ''}</w:rPr>", sized)
    return _SET.sub(lambda found: f"{found[1]}{_LINE}{found[2] or ''}</w:pPr>", sized)
