"""The smallest type of papers: written over the small table's, in the order that Word demands."""

import re

from plangen.office.word.fine_type import LINE_PT, SIZE_PT, finely


def test_every_run_and_line_of_a_paragraph_is_set_in_it() -> None:
    look = '<w:rPr><w:rFonts w:hint="eastAsia"/><w:highlight w:val="yellow"/></w:rPr>'
    said = '<w:p><w:pPr><w:pStyle w:val="S"/><w:jc w:val="center"/></w:pPr>'
    made = finely(f"{said}<w:r><w:t>甲</w:t></w:r><w:r>{look}<w:t>乙</w:t></w:r></w:p><w:p><w:pPr></w:pPr></w:p>")
    assert SIZE_PT >= 9
    assert made.count(f'<w:sz w:val="{SIZE_PT * 2}"/>') == 2
    assert made.count(f'w:line="{round(LINE_PT * 20)}"') == 2
    assert re.search(r"<w:spacing [^>]*/><w:jc ", made)
    assert re.search(r'<w:rFonts [^>]*/><w:sz [^>]*/><w:szCs [^>]*/><w:highlight w:val="yellow"/>', made)
