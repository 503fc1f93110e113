"""Ids in templates: keys of sections that are made of one, and what tags compare with one."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from plangen.editing.editor import edited, texts_of
from plangen.editing.edits import Replace
from plangen.editing.laid import codec_of
from plangen.pipeline.outline_files import shipped

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_HEAD = re.compile(rb"\{#([A-Za-z0-9_-]+-)\{\{")  # {#scene-{{ 场景.编号 }}}


def key_heads(outlines: Iterable[bytes]) -> frozenset[str]:
    """What keys of sections begin with that are made of an id, "scene-", in these outlines and those of plangen."""
    every = (*outlines, *(raw for _, raw in shipped().values()))
    return frozenset(head.decode("ascii") for raw in every for head in _HEAD.findall(raw))


def in_outline(raw: bytes, old: str, new: str, heads: Collection[str]) -> bytes:
    """The outline with the new id in its keys and tags; as it was where it has none, or cannot be written back."""
    mark, codec = codec_of(raw)
    text = raw[len(mark) :].decode(codec)
    if mark + text.encode(codec) != raw:
        return raw
    keyed = re.sub(rf"(\{{#(?:{_either(heads)})){re.escape(old)}(?=[\s}}])", rf"\g<1>{new}", text)
    return mark + tagged(keyed, old, new, heads).encode(codec)


def in_words(file: str, raw: bytes, old: str, new: str, heads: Collection[str]) -> bytes:
    """A file of words with the new id in its tags; as it was where that cannot be proved."""
    found = ((path, text, tagged(text, old, new, heads)) for path, text in texts_of(file, raw))
    return edited(file, raw, [Replace(path, after) for path, before, after in found if after != before]).raw


def tagged(text: str, old: str, new: str, heads: Collection[str] = ()) -> str:
    """The text with the new id where a tag compares with the old one, or names a section that is made of it."""
    compared = re.compile(rf"([=!]=\s*[\"']){re.escape(old)}(?=[\"'])")
    named = re.compile(rf"([\"'](?:{_either(heads)})){re.escape(old)}(?=[\"'])")
    return _TAG.sub(lambda tag: named.sub(rf"\g<1>{new}", compared.sub(rf"\g<1>{new}", tag[0])), text)


def in_word_files(contents: Mapping[str, bytes], old: str, new: str) -> Iterator[tuple[str, str]]:
    """The Word templates whose tags compare with the id, each with such a line."""
    from plangen.office.readable import readable

    for path, raw in sorted(contents.items()):
        if path.startswith("templates/") and path.lower().endswith(".docx"):
            lines = (line.strip() for line in readable(raw) or ())
            yield from ((path, line) for line in lines if tagged(line, old, new) != line)


def _either(heads: Collection[str]) -> str:
    return "|".join(map(re.escape, sorted(heads))) or "(?!)"
