"""Whatever in a file is not of the vocabulary: found on the finished bytes, however they were made."""

from collections.abc import Callable, Collection, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from plangen.diagnostics import Rule, Words, words
from plangen.office.ooxml.relations import (
    DOCUMENT,
    PACKAGE_RELATIONS,
    TYPES,
    Relations,
    is_list,
    list_of,
    part_of,
)
from plangen.office.ooxml.trees import NotXml, Parts
from plangen.office.release.refused import CROPPED, DRAWING, FORMS, PICTURE_KIND, SIGNS, STRANGE
from plangen.office.release.vocabulary.alternatives import forms_of
from plangen.office.release.vocabulary.characters import unseen
from plangen.office.release.vocabulary.harmless import DRAWN_AS, MC, TEXTS, A, V, W, attributes_of, is_fit, is_said
from plangen.office.release.vocabulary.old_shapes import is_description
from plangen.office.release.vocabulary.packing import CONTENT_TYPES, PICTURES
from plangen.office.release.vocabulary.pictures import ending_of

_ELEMENT, _ATTRIBUTE, _PART = words("元素", "element"), words("属性", "attribute"), words("部件", "part")
_RELATION, _TEXT = words("关系", "relation"), words("没有印出来的文字", "text that is not printed")
_PACKAGE_KINDS = frozenset({"officeDocument", "core-properties", "custom-properties"})
_DOCUMENT_KINDS = frozenset({*CONTENT_TYPES, "image", "hyperlink"} - {"officeDocument"})
_TEXT_KINDS = frozenset({"image", "hyperlink"})
_WITH_TEXTS = ("header", "footer", "footnotes", "endnotes")
_DRAWN: Mapping[str, Words] = {
    "chart": words("图表", "a chart"),
    "diagram": words("SmartArt 图形", "a SmartArt drawing"),
    "ink": words("墨迹", "ink"),
    "Canvas": words("绘图画布", "a canvas of drawings"),
    "object": words("嵌入的对象", "an embedded object"),
    "oMath": words("公式", "a formula"),
    "control": words("ActiveX 控件", "an ActiveX control"),
    "altChunk": words("嵌入的另一份文件", "another file within"),
    "subDoc": words("子文档", "a subdocument"),
}
_OTHER = words("不认识的图形", "a drawing of an unknown kind")
_WHOLE = (STRANGE, DRAWING, FORMS)
"""Rules that speak of an element with all that is in it."""
_SHOWN = 60  # characters of a text
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


class Stranger(Struct, frozen=True, kw_only=True):
    """One thing that may not go out: the part, the element in it if it is one, the rule and what is said of it."""

    rule: Rule
    part: str
    element: etree._Element | None = None
    values: Mapping[str, object]


def strangers(parts: Parts, settled: Callable[[str], bool]) -> Iterator[Stranger]:
    """All that is not of the vocabulary; `settled` says of a part, or of an element's name, that others speak of it."""
    yield from _of_package(parts, settled)
    for name in parts:
        if name.endswith(".xml") and not name.startswith(("docProps/", TYPES)) and not settled(name):
            try:
                yield from _of_tree(name, parts.root(name), settled)
            except NotXml:
                continue


def _of_package(parts: Parts, settled: Callable[[str], bool]) -> Iterator[Stranger]:
    """Parts that nothing known leads to, and relations of unknown kinds."""
    relations = Relations(parts)
    known = {TYPES, PACKAGE_RELATIONS, DOCUMENT}
    inner = [
        (owner, each, each.name in kinds)
        for owner, kinds in _owners(parts, relations)
        for each in relations.of(owner)
        if not each.external
    ]
    known |= {list_of(owner) for owner, _ in _owners(parts, relations)}
    known |= {each.target for _, each, is_known in inner if is_known}
    for owner, each, is_known in inner:
        if not is_known and not settled(each.target):
            yield _strange(list_of(owner), _RELATION, f"{each.name} {each.target}")
    yield from _idle_parts(parts, known, settled)


def _idle_parts(parts: Parts, known: Collection[str], settled: Callable[[str], bool]) -> Iterator[Stranger]:
    for name in parts:
        if name not in known and not settled(name) and not (is_list(name) and settled(part_of(name))):
            yield _strange(name, _PART, name)
        elif name.startswith("word/media/"):
            yield from _of_picture(name, parts[name])


def _owners(parts: Parts, relations: Relations) -> Iterator[tuple[str, frozenset[str]]]:
    yield "", _PACKAGE_KINDS
    yield DOCUMENT, _DOCUMENT_KINDS
    for kind in _WITH_TEXTS:
        yield from (
            (name, _TEXT_KINDS) for name in relations.related(DOCUMENT, kind).values() if list_of(name) in parts
        )


def _of_picture(name: str, raw: bytes) -> Iterator[Stranger]:
    if ending_of(raw) not in PICTURES or ending_of(raw) != name.rpartition(".")[2].lower().replace("jpg", "jpeg"):
        yield Stranger(rule=PICTURE_KIND, part=name, values={"text": name.rpartition("/")[2]})


def _of_tree(part: str, element: etree._Element, settled: Callable[[str], bool]) -> Iterator[Stranger]:
    """What of an element and all in it is not known; of an unknown one nothing but itself."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        found = tuple(_of_element(part, each))
        if any(one.element is each and one.values.get("what") is not _ATTRIBUTE for one in found if one.rule in _WHOLE):
            if not settled(str(each.tag)):
                yield from found
            continue
        yield from found
        if each.tag != f"{V}shapetype":
            waiting.extend(reversed(list(each.iterchildren("*"))))


def _of_element(part: str, each: etree._Element) -> Iterator[Stranger]:
    tag = str(each.tag)
    known = attributes_of(tag)
    if tag == f"{MC}AlternateContent":
        yield Stranger(rule=FORMS, part=part, element=each, values={"text": _both(each)})
    elif (what := _drawn(each)) is not None:
        yield Stranger(rule=DRAWING, part=part, element=each, values={"what": what})
    elif known is not None:
        yield from _of_attributes(part, each, known)
        yield from _of_content(part, each, tag)
    elif not (tag == f"{V}shapetype" and is_description(each)):
        yield _strange(part, _ELEMENT, _called(each), each)


def _both(each: etree._Element) -> str:
    """What its forms say, beside each other."""
    said = ("".join(str(text.text or "") for text in form.iter(f"{W}t")) for form in forms_of(each))
    return " / ".join(said)[:_SHOWN] or "¶"


def _of_content(part: str, each: etree._Element, tag: str) -> Iterator[Stranger]:
    if not is_said(tag, each.text or ""):
        yield from _of_text(part, each, each.text or "")
    if (each.tail or "").strip():
        yield _strange(part, _TEXT, str(each.tail).strip()[:_SHOWN], each.getparent())
    if tag == f"{A}srcRect" and any(value not in {"", "0"} for value in each.attrib.values()):
        yield Stranger(rule=CROPPED, part=part, element=each, values={"text": _nearest_name(each)})


def _of_attributes(part: str, each: etree._Element, known: Mapping[str, str]) -> Iterator[Stranger]:
    for key, value in ((str(key), str(value)) for key, value in each.attrib.items()):
        if key in known and is_fit(known[key], value):
            continue
        if key in known and known[key] in {"text", "code"}:
            yield from _of_text(part, each, value)
        else:
            yield _strange(part, _ATTRIBUTE, f"{_called(each)} {etree.QName(key).localname}={value[:40]}", each)


def _of_text(part: str, each: etree._Element, text: str) -> Iterator[Stranger]:
    signs = unseen(text)
    if signs:
        values = {"signs": list(signs), "text": "".join(sign for sign in text if not unseen(sign))[:_SHOWN] or "¶"}
        yield Stranger(rule=SIGNS, part=part, element=each, values=values)
    elif each.tag not in TEXTS:
        yield _strange(part, _TEXT, text.strip()[:_SHOWN], each)


def _drawn(each: etree._Element) -> Words | None:
    """What a drawing of an unknown kind is; None for all else."""
    name, space = etree.QName(each).localname, etree.QName(each).namespace or ""
    if each.tag == f"{A}graphicData":
        uri = each.get("uri", "")
        if uri in DRAWN_AS and [child.tag for child in each.iterchildren("*")] == [DRAWN_AS[uri]]:
            return None
        return next((said for key, said in _DRAWN.items() if key in uri), _OTHER)
    if space == _MATH:
        return _DRAWN["oMath"]
    return _DRAWN.get(name) if space == W[1:-1] else None


def _nearest_name(each: etree._Element) -> str:
    """By which picture a thing is: its key in the part."""
    around = each.getparent()
    blip = None if around is None else around.find(f"{A}blip")
    return "" if blip is None else str(next(iter(blip.attrib.values()), ""))


def _strange(part: str, what: Words, text: str, element: etree._Element | None = None) -> Stranger:
    return Stranger(rule=STRANGE, part=part, element=element, values={"what": what, "text": text})


def _called(each: etree._Element) -> str:
    name = etree.QName(each)
    return f"{(name.namespace or '').rstrip('/').rpartition('/')[2]}:{name.localname}"
