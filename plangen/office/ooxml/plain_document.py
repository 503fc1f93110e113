"""A template or a file with macros as the plain document that it holds, to be read and compared, never to be passed on.

What is made from somebody's file must not carry macros, and is no template; of what the file says nothing is lost.
"""

from collections.abc import Collection, Mapping

from lxml.etree import _Element as Element

from plangen.office.ooxml.relations import TYPES, Relations, is_list, list_of, part_of
from plangen.office.ooxml.trees import NotXml, parsed, written

_CONTENT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    }
)
_MACROS = (
    "application/vnd.ms-office.vbaProject",
    "application/vnd.ms-word.vbaData",
    "application/vnd.ms-word.attachedToolbars",
    "application/vnd.ms-word.keyMapCustomizations",
)
"""How the types of parts begin that hold macros, and what calls them; controls in the text are not among them."""


def as_document(parts: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The parts of the .docx that a .dotx, .dotm or .docm would be without its macros; of any other file its own."""
    try:
        types = parsed(parts[TYPES])
        relations = Relations(parts)
        macros = {name for name in parts if relations.content_type(name).startswith(_MACROS)}
        lists = {name: _without(parts[name], part_of(name), relations, macros) for name in filter(is_list, parts)}
    except (NotXml, KeyError):
        return parts
    _say_document(types, macros)
    gone = macros | set(map(list_of, macros))
    return {name: lists.get(name, raw) for name, raw in parts.items() if name not in gone} | {TYPES: written(types)}


def _say_document(types: Element, macros: Collection[str]) -> None:
    """Let the list of types speak of a plain document."""
    for each in list(types):
        said, named = each.get("ContentType", ""), each.get("PartName", "").removeprefix("/")
        if said in _MAIN:
            each.set("ContentType", _DOCUMENT)
        elif named in macros or (each.tag == f"{_CONTENT}Default" and said.startswith(_MACROS)):
            types.remove(each)


def _without(raw: bytes, part: str, relations: Relations, gone: Collection[str]) -> bytes:
    """A list of relations without those that lead to parts which are gone."""
    keys = {each.key for each in relations.of(part) if each.target in gone and not each.external}
    if not keys:
        return raw
    root = parsed(raw)
    for each in [each for each in root if each.get("Id") in keys]:
        root.remove(each)
    return written(root)
