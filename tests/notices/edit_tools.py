"""What the makers of edits have in common: a Word file as trees, random places in its text, new parts."""

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

from lxml import etree
from lxml.etree import _Element as Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
W = f"{{{NAMESPACES['w']}}}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = NAMESPACES["r"]
_LOCKED = "Locked"  # the style of passages that nobody may edit
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_HEAD = "<x " + " ".join(f'xmlns:{key}="{uri}"' for key, uri in NAMESPACES.items()) + ">"


def xml(text: str) -> list[Element]:
    """Elements from their text, in the namespaces that Word files use."""
    return list(etree.fromstring(f"{_HEAD}{text}</x>"))


class Opened:
    """A Word file being edited at random places."""

    def __init__(self, raw: bytes, chance: random.Random) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.chance = chance
        self._roots: dict[str, Element] = {}

    def root(self, name: str = "word/document.xml") -> Element:
        """The XML of a part, which may be changed."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.parts[name])
        return self._roots[name]

    @property
    def body(self) -> Element:
        found = self.root().find(f"{W}body")
        assert found is not None
        return found

    def paragraph(self, *, in_cells: bool = True) -> Element:
        """A paragraph that prints words and holds no tag of a template, taken at random."""
        every = [each for each in self.body.iter(f"{W}p") if _is_plain(each)]
        outside = [each for each in every if each.getparent() is self.body]
        return self.chance.choice(every if in_cells and every else outside or list(self.body.iter(f"{W}p")))

    def run(self, look: str, text: str) -> None:
        """A run with this look at the end of a random paragraph."""
        self.into(f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")

    def into(self, content: str) -> None:
        """These elements at the end of a random paragraph."""
        self.paragraph().extend(xml(content))

    def block(self, content: str) -> None:
        """These elements behind a random paragraph of the text itself."""
        self.behind(self.paragraph(in_cells=False), content)

    def behind(self, paragraph: Element, content: str) -> None:
        for each in reversed(xml(content)):
            paragraph.addnext(each)

    def style(self, content: str) -> None:
        """A style of its own."""
        self.root("word/styles.xml").extend(xml(content))

    def part(self, name: str, kind: str, content: str | bytes, *, owner: str = "word/document.xml") -> str:
        """A new part related to another; the key of the relation. `kind` is the ending of its type."""
        raw = content if isinstance(content, bytes) else f"{_HEAD}{content}</x>".encode()
        if isinstance(content, str):
            raw = etree.tostring(etree.fromstring(raw)[0])
        self.parts[name] = raw
        is_picture = name.endswith(".png")
        mime = "image/png" if is_picture else _KIND.format(kind)
        etree.SubElement(
            self.root("[Content_Types].xml"), f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": mime}
        )
        return self.relation(f"{_OFFICE}/{'image' if is_picture else kind}", name.removeprefix("word/"), owner)

    def relation(self, kind: str, target: str, owner: str = "word/document.xml", *, external: bool = False) -> str:
        folder, _, name = owner.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.parts:
            self.parts[path] = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        rels = self.root(path)
        key = f"rIdE{len(rels) + 1}"
        mode = {"TargetMode": "External"} if external else {}
        etree.SubElement(rels, f"{{{_RELATIONS}}}Relationship", {"Id": key, "Type": kind, "Target": target, **mode})
        return key

    def related(self, kind: str) -> bool:
        """Whether the document has a part of this kind already."""
        path = "word/_rels/document.xml.rels"
        return f'{_OFFICE}/{kind}"'.encode() in etree.tostring(self.root(path))

    def done(self) -> bytes:
        parts = {**self.parts, **{name: etree.tostring(root) for name, root in self._roots.items()}}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
        return out.getvalue()


def _is_plain(paragraph: Element) -> bool:
    text = "".join(each.text or "" for each in paragraph.iter(f"{W}t"))
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    is_locked = style is not None and style.get(f"{W}val") == _LOCKED
    return bool(text.strip()) and "{" not in text and "}" not in text and not is_locked


Edit: TypeAlias = Callable[[Opened, str], None]


def edited(raw: bytes, edit: Edit, chance: random.Random, text: str) -> bytes:
    """The file with an edit at random places; `text` is what it puts in."""
    opened = Opened(raw, chance)
    edit(opened, text)
    return opened.done()


def marker(chance: random.Random, letters: Sequence[str] = "暂缓赔付责任隐瞒预算谈判底线销毁样品推诿记录") -> str:
    """Words that stand nowhere else, as somebody would want to smuggle them."""
    return "".join(chance.choice(letters) for _ in range(8))


_PIXEL = (
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)
WHITE_PIXEL = bytes.fromhex(_PIXEL)


def anchored(inner: str, x: int, y: int, wide: int, high: int, *, behind: int = 0, more: str = "") -> str:
    """A drawing in a place of its own, in points from the corner of the page."""
    emu = 12700
    return (
        f'<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251659264"'
        f' behindDoc="{behind}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{x * emu}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{y * emu}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide * emu}" cy="{high * emu}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{7000 + x % 97}" name="Shape"{more}/><wp:cNvGraphicFramePr/>{inner}</wp:anchor></w:drawing>'
        "</w:r>"
    )


def shape(content: str, wide: int, high: int, fill: str = "<a:noFill/>") -> str:
    """A box of DrawingML with text."""
    emu = 12700
    box = f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>" if content else ""
    return (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0"'
        f' y="0"/><a:ext cx="{wide * emu}" cy="{high * emu}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"{fill}<a:ln><a:noFill/></a:ln></wps:spPr>{box}<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
    )


def picture(key: str, wide: int, high: int) -> str:
    """A picture of DrawingML."""
    emu = 12700
    return (
        f'<a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{key}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide * emu}" cy="{high * emu}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def words_of(text: str, look: str = "", style: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{style}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>"
