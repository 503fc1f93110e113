"""A piece of Word stands in a document as it stands in its own file, and Word opens what comes of it."""

import base64
import io
import itertools
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.documents.plan import drill_plan
from plangen.office.ooxml.package import parts_of
from plangen.office.word.writer import write_document
from plangen.pipeline.check import study
from plangen.workspace.starter import copy_starter
from tests.word_outline import properties, raw_of, xml

OUTLINE, PIECES = "templates/outlines/plan.md", "templates/outlines/pieces"
TEXT = "# 目的 {#aim}\n见下图。\n〔件：组织图〕\n# 其他 {#rest}\n〔件：组织图〕\n〔件：名单〕\n结束。"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
W = qn("w:p").removesuffix("p")
Errors = Callable[..., list[str]]


def chart() -> WordDocument:
    """A merged table, a picture, lists, a link, a bookmark, a note, a style of its own."""
    document = docx.Document()
    table = document.add_table(rows=2, cols=3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 2)).text = "总指挥"
    table.cell(1, 0).text = "现场组"
    document.add_picture(io.BytesIO(PIXEL), width=Mm(20))
    mine = document.styles.add_style("我的样式", 1)
    mine.font.bold, mine.base_style = True, document.styles["Normal"]
    document.add_paragraph("有样式", style="我的样式")
    for text in ("一", "二"):
        document.add_paragraph(text, style="List Number")
    paragraph = document.add_paragraph("见")
    link = document.part.relate_to("https://example.com/", f"{REL}/hyperlink", is_external=True)
    xml(
        paragraph,
        f'<w:hyperlink xmlns:r="{REL}" r:id="{link}"><w:r><w:t>网页</w:t></w:r></w:hyperlink>'
        '<w:bookmarkStart w:id="1" w:name="here"/><w:r><w:t>此处</w:t></w:r><w:bookmarkEnd w:id="1"/>'
        '<w:hyperlink w:anchor="here"><w:r><w:t>回到</w:t></w:r></w:hyperlink>',
    )
    return document


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    root = tmp_path / "计划"
    (root / PIECES).mkdir(parents=True)
    (root / OUTLINE).write_text(TEXT, encoding="utf-8")
    put(root, "组织图", chart())
    names = docx.Document()
    names.add_table(rows=1, cols=1).cell(0, 0).text = "名单"
    put(root, "名单", names)
    return root


def put(root: Path, name: str, document: WordDocument | bytes) -> None:
    raw = document if isinstance(document, bytes) else raw_of(document)
    (root / PIECES / f"{name}.docx").write_bytes(raw)


def composed(root: Path) -> Document:
    return drill_plan(study(root).plan)


def made(root: Path) -> bytes:
    return write_document(composed(root), (root / "templates/house.docx").read_bytes())


def found(root: Path) -> list[tuple[str, str]]:
    every = study(root).outcome.findings
    return [(each.code, each.message("zh")) for each in every if each.code.startswith(("B15", "W1", "B126"))]


def test_its_words_tables_pictures_and_links_are_there(project: Path, audit: Errors) -> None:
    assert found(project) == []
    raw = made(project)
    assert audit(raw) == []
    document = docx.Document(io.BytesIO(raw))
    assert "〔件：组织图〕\n总指挥\n现场组\n有样式\n一\n二\n见网页此处回到" in as_text(composed(project))
    assert [len(each._tbl.findall(f".//{W}gridSpan")) for each in document.tables[:2]] == [1, 1]
    parts = parts_of(raw)
    assert [parts[name] for name in parts if "/piece1/media" in name] == [PIXEL]  # once, though it stands there twice
    assert len(document.inline_shapes) == 2
    relations = {key: each.target_ref for key, each in document.part.rels.items()}
    links = [relations[key] for each in document.element.iter(qn("w:hyperlink")) if (key := each.get(qn("r:id")))]
    assert links == ["https://example.com/"] * 2
    names = [each.get(qn("w:name")) for each in document.element.iter(qn("w:bookmarkStart"))]
    anchors = [
        each.get(qn("w:anchor")) for each in document.element.iter(qn("w:hyperlink")) if each.get(qn("w:anchor"))
    ]
    assert len(names) == len(set(names))
    assert len(set(anchors)) == 2
    assert set(anchors) <= set(names)


def test_styles_are_those_of_the_house_by_name_and_others_come_along(project: Path) -> None:
    document = docx.Document(io.BytesIO(made(project)))
    mine = next(each for each in document.paragraphs if each.text == "有样式")
    assert mine.style is not None
    assert (mine.style.name, mine.style.font.bold) == ("我的样式", True)
    house = docx.Document(str(project / "templates/house.docx"))
    base = mine.style.base_style
    assert base is not None
    assert base.style_id == house.styles["Normal"].style_id
    keys = [each.style_id for each in document.styles]
    assert len(keys) == len(set(keys))


def test_lists_by_style_begin_anew_wherever_they_stand(project: Path) -> None:
    word = docx.Document(io.BytesIO(made(project)))
    items = [each for each in word.paragraphs if each.text in {"一", "二"}]
    assert [each.style.name for each in items if each.style is not None] == ["List Number"] * 4
    marks = [each._p.find(f"{W}pPr/{W}numPr/{W}numId") for each in items]
    numbers = [each.get(f"{W}val") for each in marks if each is not None]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_numbers_given_by_hand_begin_anew(project: Path) -> None:
    document = chart()
    key = document.styles["List Number"].element.pPr.numPr.numId.val
    for text in ("甲", "乙"):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            etree.fromstring(f'<w:numPr xmlns:w="{W[1:-1]}"><w:ilvl w:val="0"/><w:numId w:val="{key}"/></w:numPr>')
        )
    put(project, "组织图", document)
    word = docx.Document(io.BytesIO(made(project)))
    marks = [each._p.find(f"{W}pPr/{W}numPr/{W}numId") for each in word.paragraphs if each.text in {"甲", "乙"}]
    numbers = [each.get(f"{W}val") for each in marks if each is not None]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    listed = {each.get(qn("w:numId")): each for each in word.part.numbering_part.element.iter(qn("w:num"))}
    assert set(numbers) <= listed.keys()


def test_tables_that_meet_stay_two(project: Path) -> None:
    put(project, "组织图", raw_of(with_table_last()))
    body = docx.Document(io.BytesIO(made(project))).element.body
    pairs = [(one.tag, other.tag) for one, other in itertools.pairwise(body)]
    assert (qn("w:tbl"), qn("w:tbl")) not in pairs


def with_table_last() -> WordDocument:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "表"
    return document


def test_footnotes_come_along(project: Path, audit: Errors) -> None:
    document = chart()
    notes = (
        f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="7"><w:p><w:r><w:t>脚注的字</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, f"{REL}/footnotes")
    xml(document.add_paragraph("有注"), '<w:r><w:footnoteReference w:id="7"/></w:r>')
    put(project, "组织图", document)
    assert found(project) == []
    raw = made(project)
    assert audit(raw) == []
    parts = parts_of(raw)
    assert parts["word/footnotes.xml"].decode().count("脚注的字") == 2
    root = etree.fromstring(parts["word/document.xml"])
    assert [each.get(qn("w:id")) for each in root.iter(qn("w:footnoteReference"))] == ["1", "2"]


def test_the_same_pieces_make_the_same_bytes(project: Path) -> None:
    assert made(project) == made(project)


def test_a_document_without_pieces_is_as_it_was(project: Path) -> None:
    (project / OUTLINE).write_text("# 目的 {#aim}\n文字。", encoding="utf-8")
    assert b"Ignorable" not in parts_of(made(project))["word/document.xml"]


def with_chart(document: WordDocument) -> str:
    """The key of a chart whose own picture lies outside."""
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    part = Part(PackURI("/word/charts/chart1.xml"), kind, b"<c/>", document.part.package)
    part.relate_to("https://example.com/a.png", f"{REL}/image", is_external=True)
    return str(document.part.relate_to(part, f"{REL}/chart"))


def styles_of(document: WordDocument) -> str:
    return str(next(key for key, each in document.part.rels.items() if each.reltype.endswith("/styles")))


def put_first(document: WordDocument, text: str) -> None:
    document.element.body.insert(0, etree.fromstring(f'<w:x xmlns:w="{W[1:-1]}">{text}</w:x>')[0])


UNFIT: list[tuple[str, Callable[[WordDocument], object], str]] = [
    ("a heading", lambda each: each.add_heading("标题", 1), "B153"),
    ("a tag", lambda each: each.add_paragraph("{{ 部门 }}"), "B153"),
    ("a section", lambda each: each.add_section(), "B153"),
    ("changes", lambda each: xml(each.add_paragraph(), '<w:ins w:id="1" w:author="a"><w:r/></w:ins>'), "B150"),
    (
        "a linked picture",
        lambda each: each.part.relate_to("file:///c:/a.png", f"{REL}/image", is_external=True),
        "B153",
    ),
    ("a link to a file", lambda each: each.part.relate_to("c:/a", f"{REL}/hyperlink", is_external=True), "B153"),
    (
        "a chart with a linked picture",
        lambda each: xml(each.add_paragraph(), f'<c:chart xmlns:c="urn:c" xmlns:r="{REL}" r:id="{with_chart(each)}"/>'),
        "B153",
    ),
    (
        "a picture that is not there",
        lambda each: xml(each.add_paragraph(), f'<w:r xmlns:r="{REL}" r:embed="rId999"/>'),
        "B153",
    ),
    (
        "a link to its styles",
        lambda each: xml(each.add_paragraph(), f'<w:hyperlink xmlns:r="{REL}" r:id="{styles_of(each)}"/>'),
        "B153",
    ),
    ("a lost note", lambda each: xml(each.add_paragraph(), '<w:r><w:footnoteReference w:id="7"/></w:r>'), "B153"),
    ("words without a paragraph", lambda each: put_first(each, "<w:r><w:t>散</w:t></w:r>"), "B153"),
    ("an empty table", lambda each: put_first(each, "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>"), "B153"),
    (
        "a picture by its address",
        lambda each: xml(
            each.add_paragraph(),
            '<w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://a.b/c.png"/></w:pict></w:r>',
        ),
        "W119",
    ),
    ("a field", lambda each: xml(each.add_paragraph(), '<w:fldSimple w:instr="INCLUDETEXT c:/a"/>'), "W119"),
]


@pytest.mark.parametrize(("change", "code"), [each[1:] for each in UNFIT], ids=[each[0] for each in UNFIT])
def test_what_cannot_be_put_in_is_an_error(project: Path, change: Callable[[WordDocument], object], code: str) -> None:
    document = chart()
    change(document)
    put(project, "组织图", document)
    assert [each for each, _ in found(project)] == [code]


def test_no_name_of_who_changed_something_and_no_place_of_another_piece_comes_along(project: Path) -> None:
    document = docx.Document()
    xml(document.add_paragraph(), '<w:r><w:rPr><w:rPrChange w:id="2" w:author="张三"/></w:rPr><w:t>文</w:t></w:r>')
    put_first(document, '<w:customXml w:uri="urn:plangen:piece" w:element="0"><w:p/></w:customXml>')
    put(project, "名单", document)
    assert found(project) == []
    said = parts_of(made(project))["word/document.xml"].decode()
    assert "张三" not in said
    assert "urn:plangen" not in said


def test_bookmarks_keep_apart_however_long_and_doubled_their_names_are(project: Path, audit: Errors) -> None:
    document = docx.Document()
    marks = "".join(
        f'<w:bookmarkStart w:id="{number}" w:name="{"a" * 39}{at}"/>' for at, number in enumerate((0, 0, 1))
    )
    xml(document.add_paragraph(), f'{marks}<w:bookmarkEnd w:id="0"/><w:bookmarkEnd w:id="1"/>')
    put(project, "名单", document)
    raw = made(project)
    assert audit(raw) == []
    names = [each.get(qn("w:name")) for each in docx.Document(io.BytesIO(raw)).element.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))


def test_styles_based_on_thousands_of_others_and_lists_that_are_not_there_do_no_harm(
    project: Path, audit: Errors
) -> None:
    document = docx.Document()
    for number in range(2000):
        style = document.styles.add_style(f"样式{number}", 1)
        style.element.find(qn("w:name")).addnext(
            etree.fromstring(f'<w:basedOn xmlns:w="{W[1:-1]}" w:val="样式{number + 1}"/>')
        )
    document.add_paragraph("文", style="样式0")
    properties(document.add_paragraph("项"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    put(project, "名单", document)
    assert audit(made(project)) == []


def test_a_piece_is_found_however_its_name_is_encoded_and_typed(project: Path) -> None:
    (project / PIECES / "名单.docx").rename(project / PIECES / unicodedata.normalize("NFD", "é1.docx"))
    (project / OUTLINE).write_text("# 目的 {#aim}\n〔件：é１〕", encoding="utf-8")
    assert found(project) == []
    assert "〔件：é１〕\n名单" in as_text(composed(project))


def test_a_long_piece_is_not_put_in_without_end(project: Path) -> None:
    document = docx.Document()
    for _ in range(2000):
        document.add_paragraph("长" * 100)
    put(project, "名单", document)
    (project / OUTLINE).write_text("# 目的 {#aim}\n" + "〔件：名单〕\n" * 50, encoding="utf-8")
    assert "W115" in [each.code for each in study(project).outcome.findings]


def test_a_misspelt_or_damaged_piece_is_an_error(project: Path) -> None:
    put(project, "名单", b"no zip")
    (project / OUTLINE).write_text("〔件：组织〕\n〔件：名单〕\n〔件：组织图｜题：甲〕", encoding="utf-8")
    assert [code for code, _ in found(project)] == ["W103", "B156", "B126"]


def test_an_empty_piece_is_an_error(project: Path) -> None:
    empty = docx.Document()
    empty.element.body.remove(empty.element.body[0]) if len(empty.element.body) > 1 else None
    put(project, "名单", empty)
    assert [code for code, _ in found(project)] == ["B153"]


@pytest.mark.office
def test_libreoffice_prints_what_it_says(project: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(made(project))
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is needed")
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert (tmp_path / "a.pdf").stat().st_size > 1000
