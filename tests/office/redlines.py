"""Small Word files for tests of the redline, and a redline as a reader sees it, the marks spelled out."""

import io
import re
import zipfile
from datetime import UTC, datetime
from functools import partial

from redline_laws import broken_laws

from plangen.office.redline import Redlined, redline

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
MAIN = f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
)


def docx(body: str, *, styles: str = STYLES, notes: str = "", links: str = "") -> bytes:
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS.format(MAIN),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{notes}</w:footnotes>',
        "word/_rels/document.xml.rels": RELATIONS.format(
            f'<Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId2" Type="{R}/footnotes" Target="footnotes.xml"/>{links}'
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def p(text: str, look: str = "", run: str = "") -> str:
    run = f"<w:rPr>{run}</w:rPr>" if run else ""
    words = f"<w:r>{run}<w:t>{text}</w:t></w:r>" if text else ""
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{words}</w:p>"


def compared(old: str, new: str) -> Redlined:
    """The redline of two bodies, which keeps the laws."""
    before, now = docx(old), docx(new)
    assert broken_laws(before, now) == []
    return redline(before, now, author="甲", date=datetime(2026, 4, 1, tzinfo=UTC))


def body(redlined: Redlined) -> str:
    assert redlined.raw is not None
    with zipfile.ZipFile(io.BytesIO(redlined.raw)) as package:
        text = package.read("word/document.xml").decode()
    return text[text.index("<w:body>") + 8 : text.index("</w:body>")]


def signed(sign: str, found: re.Match[str]) -> str:
    return sign.format(re.sub("<[^>]*>", "", found[1])).replace("<", "\1")


def shown(redlined: Redlined) -> list[str]:
    """Each paragraph as text: [-went-], {+came+}, <-moved away->, <+moved here+>, ¶ marks, in order."""
    signs = {"del": "[-{}-]", "ins": "{{+{}+}}", "moveFrom": "<-{}->", "moveTo": "<+{}+>"}
    lines = []
    for each in re.findall(r"<w:p>.*?</w:p>|<w:p/>", body(redlined)):
        look, _, rest = each.partition("</w:pPr>") if "<w:pPr>" in each else ("", "", each)
        for name, sign in signs.items():
            rest = re.sub(
                rf"<w:{name} [^>]*[^/]>(.*?)</w:{name}>",
                partial(signed, sign),
                rest,
            )
        mark = next((sign.format("¶") for name, sign in signs.items() if f"<w:{name} " in look.split("Change")[0]), "")
        lines.append(re.sub("<[^>]*>", "", rest).replace("\1", "<") + mark)
    return lines
