"""The parts of a redline: values bound to data, numbers of pictures and controls, nothing left of the other version."""

import re

import pytest
from redline_laws import broken_laws

from plangen.office.ooxml.package import parts_of, zipped
from plangen.office.redline import accept_all, redline, reject_all
from tests.office.redlines import MAIN, RELATIONS, R, W, docx, p

pytestmark = pytest.mark.slow

STORE = "{11111111-2222-3333-4444-555555555555}"
TITLE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
BINDING = '<w:dataBinding w:xpath="/r/no" w:storeItemID="{}"/>'
INLINE = (
    '<w:p><w:sdt><w:sdtPr><w:id w:val="77"/>{look}<w:text/></w:sdtPr><w:sdtContent><w:r><w:t>{text}</w:t></w:r>'
    "</w:sdtContent></w:sdt></w:p>"
)
BLOCK = (
    '<w:sdt><w:sdtPr><w:id w:val="77"/>{look}</w:sdtPr><w:sdtContent>'
    "<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PICTURE = (
    f'<w:p><w:r><w:drawing><d:inline xmlns:d="{DRAWING}"><d:docPr id="1" name="图"/>'
    '<a:blip xmlns:a="urn:a" r:embed="rId9"/></d:inline></w:drawing></w:r></w:p>'
)
SECTION = '<w:sectPr><w:footerReference w:type="default" r:id="rId8"/></w:sectPr>'


def with_parts(raw: bytes, added: dict[str, str], relations: dict[str, str]) -> bytes:
    """The file with further parts, and relationships of some of its parts."""
    parts = parts_of(raw)
    for part, each in relations.items():
        name = f"word/_rels/{part}.xml.rels"
        parts[name] = parts.get(name, RELATIONS.format("").encode()).replace(b"</Rel", each.encode() + b"</Rel")
    return zipped({**parts, **{name: text.encode() for name, text in added.items()}})


def related(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"/>'


def bound_to(store: str, control: str, text: str, *, value: str = "") -> bytes:
    """A document with one control, and a store that has its value."""
    properties = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    raw = docx(p("编号：") + control.format(look=BINDING.format(store), text=text) + p("终"))
    made = with_parts(
        raw,
        {
            "customXml/item1.xml": f"<r><no>{value or text}</no></r>",
            "customXml/itemProps1.xml": f'<s:datastoreItem xmlns:s="{properties}" s:itemID="{STORE.lower()}"/>',
        },
        {"document": related("rId7", "customXml", "../customXml/item1.xml")},
    )
    own = RELATIONS.format(related("rId1", "customXmlProps", "itemProps1.xml"))
    return zipped({**parts_of(made), "customXml/_rels/item1.xml.rels": own.encode()})


def made(old: bytes, new: bytes) -> dict[str, bytes]:
    raw = redline(old, new, author="甲").raw
    assert raw is not None
    return parts_of(raw)


def settled(old: bytes, new: bytes, *, accept: bool) -> dict[str, bytes]:
    raw = redline(old, new, author="甲").raw
    assert raw is not None
    final = (accept_all if accept else reject_all)(raw).raw
    assert final is not None
    return parts_of(final)


def holding(parts: dict[str, bytes], text: str) -> list[str]:
    """The parts with this text, letters apart by marks included."""
    return [name for name, raw in parts.items() if text in re.sub("<[^>]*>", "", raw.decode(errors="replace"))]


@pytest.mark.parametrize("control", [INLINE, BLOCK])
def test_a_control_whose_value_changed_is_no_longer_bound(control: str) -> None:
    """Word fills in a bound control from its store on opening, and the store has but one value."""
    old, new = bound_to(STORE, control, "甲-001"), bound_to(STORE, control, "乙-002")
    assert broken_laws(old, new) == []
    redlined = redline(old, new, author="甲")
    assert [(each.code, each.values) for each in redlined.findings] == [("Q107", {"count": 1})]
    rejected = settled(old, new, accept=False)
    assert b"dataBinding" not in rejected["word/document.xml"]
    assert (holding(rejected, "甲-001"), holding(rejected, "乙-002")) == (["word/document.xml"], [])


def test_a_control_that_stayed_keeps_its_binding_and_its_store() -> None:
    old = bound_to(STORE, INLINE, "甲-001")
    new = bound_to(STORE, INLINE + p("新增一段"), "甲-001")
    parts = made(old, new)
    assert b"dataBinding" in parts["word/document.xml"]
    assert "customXml/item1.xml" in parts
    assert redline(old, new, author="甲").findings == ()


def test_a_store_stays_as_long_as_one_control_is_bound_to_it() -> None:
    """Of two controls with a value each the one that changed loses its binding."""
    second = INLINE.replace("77", "78").format(look=BINDING.format(STORE).replace("/no", "/name"), text="甲公司")
    old, new = (
        bound_to(STORE, INLINE + second.replace("{", "{{").replace("}", "}}"), text) for text in ("甲-001", "乙-002")
    )
    parts = made(old, new)
    bound = re.findall(r'dataBinding w:xpath="/r/(\w+)"', parts["word/document.xml"].decode())
    assert (bound, "customXml/item1.xml" in parts) == (["name"], True)


def test_a_store_that_no_control_was_ever_bound_to_stays() -> None:
    unbound = INLINE.replace("{look}", "").replace("{text}", "甲-001")
    old, new = (bound_to(STORE, unbound.replace("{", "{{").replace("}", "}}"), text) for text in ("甲", "乙"))
    assert "customXml/item1.xml" in made(old, new)


def test_a_control_that_shows_the_title_of_the_file_says_it_itself() -> None:
    """A redline has a title of its own, and is never called as the document is."""
    raw = bound_to(TITLE, INLINE, "应急计划")
    assert b"dataBinding" not in made(raw, raw)["word/document.xml"]
    assert redline(raw, raw, author="甲").findings == ()


def framed(place: str, story: str, picture: str, body: str = "") -> bytes:
    """A document with a header or footer, which may hold a picture."""
    root = "hdr" if place == "header" else "ftr"
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{place}+xml"
    raw = docx(body + p("终") + SECTION.replace("footer", place))
    parts = with_parts(
        raw,
        {
            f"word/{place}1.xml": f'<w:{root} xmlns:w="{W}" xmlns:r="{R}">{story}</w:{root}>',
            "word/media/image1.png": picture,
        },
        {
            "document": related("rId8", place, f"{place}1.xml") + related("rId9", "image", "media/image1.png"),
            f"{place}1": related("rId9", "image", "media/image1.png"),
        },
    )
    named = f'<Override PartName="/word/{place}1.xml" ContentType="{kind}"/></Types>'.encode()
    return zipped(
        {**parts_of(parts), "[Content_Types].xml": parts_of(parts)["[Content_Types].xml"].replace(b"</Types>", named)}
    )


@pytest.mark.parametrize("place", ["header", "footer"])
def test_pictures_and_controls_have_numbers_of_their_own_in_all_parts(place: str) -> None:
    story = p("公司{0}") + PICTURE + INLINE.replace("{look}", "").replace("{text}", "{0}")
    old, new = (framed(place, story.format(text), text, PICTURE + p(text)) for text in ("旧", "新"))
    parts = made(old, new)
    pictures = [each for raw in parts.values() for each in re.findall(rb'docPr id="(\d+)"', raw)]
    controls = [each for raw in parts.values() for each in re.findall(rb'<w:sdtPr><w:id w:val="(\d+)"', raw)]
    assert (len(pictures), len(set(pictures))) == (4, 4)
    assert (len(controls), len(set(controls))) == (2, 2)
    assert broken_laws(old, new) == []


@pytest.mark.parametrize("place", ["header", "footer"])
@pytest.mark.parametrize("accept", [True, False])
def test_nothing_of_the_other_version_stays(place: str, *, accept: bool) -> None:
    """Neither its words, nor its picture, nor the header that it had."""
    old, new = (framed(place, p(f"内部资料{text}版") + PICTURE, f"图{text}", PICTURE) for text in ("旧", "新"))
    gone, stays = ("旧", "新") if accept else ("新", "旧")
    parts = settled(old, new, accept=accept)
    assert holding(parts, f"内部资料{gone}版") == holding(parts, f"图{gone}") == []
    assert len(holding(parts, f"内部资料{stays}版")) == len(holding(parts, f"图{stays}")) == 1


@pytest.mark.parametrize(("old", "new", "left"), [("旧", "新", 1), ("", "新", 0)])
def test_a_header_stands_in_the_file_once(old: str, new: str, left: int) -> None:
    """The redline itself holds no second header with the new words, and after rejecting none at all of them."""
    before = framed("header", p(old) if old else "<w:p/>", "图")
    now = framed("header", p(new), "图")
    parts = made(before, now)
    assert len(holding(parts, new)) == 1
    rejected = settled(before, now, accept=False)
    assert (len(holding(rejected, old or "旧")), holding(rejected, new)) == (left, [])


def test_comments_and_the_picture_of_the_first_page_are_not_in_a_redline() -> None:
    noted = with_parts(
        docx(p("正文") + p("终")),
        {"word/comments.xml": f'<w:comments xmlns:w="{W}"/>', "docProps/t.jpg": "图"},
        {"document": related("rId7", "comments", "comments.xml")},
    )
    thumbnail = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    named = RELATIONS.format(MAIN + f'<Relationship Id="rId2" Type="{thumbnail}" Target="docProps/t.jpg"/>')
    types = parts_of(noted)["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument'
        b'.wordprocessingml.comments+xml"/><Default Extension="jpg" ContentType="image/jpeg"/></Types>',
    )
    new = zipped({**parts_of(noted), "_rels/.rels": named.encode(), "[Content_Types].xml": types})
    parts = made(docx(p("正文") + p("终")), new)
    assert parts.keys() & {"word/comments.xml", "docProps/t.jpg"} == set()
