"""Word templates and files with macros can be compared, while documents are made of plain documents alone."""

import pytest

from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.redline import redline, reject_all
from tests.office.redlines import R, W, docx, p

MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
WITH_MACROS = {
    "dotm": b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "docm": b"application/vnd.ms-word.document.macroEnabled.main+xml",
}
TYPES, LINKS = "[Content_Types].xml", "word/_rels/document.xml.rels"


def of_type(raw: bytes, kind: bytes) -> bytes:
    parts = parts_of(raw)
    return zipped({**parts, TYPES: parts[TYPES].replace(MAIN, kind)})


def with_macros(raw: bytes, kind: bytes) -> bytes:
    """The file with a project of macros, as Word stores it: its type stands with its ending."""
    parts = parts_of(of_type(raw, kind))
    default = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    data = b'<Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/>'
    link = f'<Relationship Id="rId7" Type="{R}/vbaProject" Target="vbaProject.bin"/></Relationships>'.encode()
    inner = parts[LINKS].replace(b"</Relationships>", link)
    own = f'<Relationship Id="rId1" Type="{R}/wordVbaData" Target="vbaData.xml"/></Relationships>'.encode()
    return zipped(
        {
            **parts,
            TYPES: parts[TYPES].replace(b"</Types>", data + default),
            LINKS: inner,
            "word/vbaProject.bin": b"macro",
            "word/vbaData.xml": f'<w:x xmlns:w="{W}"/>'.encode(),
            "word/_rels/vbaProject.bin.rels": inner[: inner.index(b"<Relationship ")] + own,
        }
    )


OLD, NEW = docx(p("旧的正文") + p("终")), docx(p("新的正文") + p("终"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (of_type(OLD, TEMPLATE), of_type(NEW, TEMPLATE)),
        (OLD, of_type(NEW, TEMPLATE)),
        (of_type(OLD, TEMPLATE), NEW),
    ],
)
def test_templates_are_compared_as_the_documents_that_they_hold(old: bytes, new: bytes) -> None:
    plain = redline(OLD, NEW, author="甲")
    made = redline(old, new, author="甲")
    assert (made.summary, made.findings) == (plain.summary, ())
    assert made.raw is not None
    parts = parts_of(made.raw)
    assert MAIN in parts[TYPES]
    assert TEMPLATE not in parts[TYPES]
    assert parts["word/document.xml"] == parts_of(plain.raw or b"")["word/document.xml"]


@pytest.mark.parametrize("kind", list(WITH_MACROS))
def test_macros_are_left_out_and_that_is_said(kind: str) -> None:
    made = redline(OLD, with_macros(NEW, WITH_MACROS[kind]), author="甲", names=("旧.docx", f"新.{kind}"))
    assert [(each.code, each.at.file) for each in made.findings] == [("Q108", f"新.{kind}")]
    assert made.raw is not None
    for raw in (made.raw, reject_all(made.raw).raw or b""):
        parts = parts_of(raw)
        assert not [name for name in parts if "vba" in name]
        assert b"macro" not in parts[TYPES] + parts[LINKS]
        assert b"vba" not in parts[TYPES] + parts[LINKS]


@pytest.mark.parametrize(
    ("raw", "code"),
    [(of_type(NEW, TEMPLATE), "W105"), (with_macros(NEW, WITH_MACROS["dotm"]), "W106"), (of_type(NEW, b"x/y"), "W105")],
)
def test_documents_are_not_made_of_them(raw: bytes, code: str) -> None:
    parts, findings = unpacked(raw, "模板.docx")
    assert parts is None
    assert [each.code for each in findings] == [code]


@pytest.mark.parametrize(("kind", "code"), [(b"application/vnd.ms-office.activeX+xml", "W106"), (b"x/y", "W105")])
def test_what_is_no_document_at_all_is_still_refused(kind: bytes, code: str) -> None:
    made = redline(OLD, of_type(NEW, kind), author="甲")
    assert (made.raw, [each.code for each in made.findings]) == (None, [code])
