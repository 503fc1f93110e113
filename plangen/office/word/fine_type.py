"""Type of another size than tables have, for what has to stand on one page: written over the style of a small table.

A style of its own would be missing in house templates that were made before.
"""

import re

from plangen.office.ooxml.wml import half_points, twips

SIZE_PT, LINE_PT = 9, 13.5
"""The smallest type that papers have."""

_BARE = re.compile(r"<w:r>(?!<w:rPr>)")
_LOOK = re.compile(r"<w:r><w:rPr>(.*?)(<w:highlight [^>]*/>.*?|<w:u [^>]*/>.*?)?</w:rPr>")
_SET = re.compile(r"(<w:pPr>.*?)(<w:jc [^>]*/>)?</w:pPr>")


def finely(paragraphs: str) -> str:
    """The XML of paragraphs without properties of their own size, in the smallest type."""
    return sized(paragraphs, SIZE_PT, LINE_PT)


def sized(paragraphs: str, size: float, line: float) -> str:
    """The same in type of this size on lines that are so high, both in points."""
    whole = half_points(size)
    high = f'<w:sz w:val="{whole}"/><w:szCs w:val="{whole}"/>'
    pitch = f'<w:spacing w:before="0" w:after="0" w:line="{twips(line)}" w:lineRule="exact"/>'
    bare = _BARE.sub("<w:r><w:rPr></w:rPr>", paragraphs)
    made = _LOOK.sub(lambda found: f"<w:r><w:rPr>{found[1]}{high}{found[2] or ''}</w:rPr>", bare)
    return _SET.sub(lambda found: f"{found[1]}{pitch}{found[2] or ''}</w:pPr>", made)
