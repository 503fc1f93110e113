"""Ids in templates: keys of sections that are made of one, and what tags compare with one."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from plangen.editing.editor import edited, texts_of
from plangen.editing.edits import Replace
from plangen.editing.laid import codec_of
from plangen.pipeline.outline_files import shipped

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_HOLE = re.compile(r"\{\{.*?\}\}")
_MADE = re.compile(r"\{#((?:\{\{.*?\}\}|[A-Za-z0-9_-])+)")  # {#scene-{{ åºæ¯ }}}
_KEY = re.compile(r"(?<=\{#)[A-Za-z0-9_-]+(?=[\s}])")
_SAID = re.compile(r"(?<=[\"'])[A-Za-z0-9_-]+(?=[\"'])")


class Keys(Struct, frozen=True):
    """Keys of sections that are made of an id, and the ids of one thing."""

    made: tuple[re.Pattern[str], ...]  # each with the old id in one of its places
    old: str
    new: str

    def renamed(self, key: str) -> str:
        """A key with the new id, where it is made of the old one."""
        for pattern in self.made:
            if found := pattern.fullmatch(key):
                return key[: found.start(1)] + self.new + key[found.end(1) :]
        return key

    def in_tags(self, text: str) -> str:
        """A text with the new id where a tag compares with the old one, or names a section that is made of it."""
        compared = re.compile(rf"([=!]=\s*[\"']){re.escape(self.old)}(?=[\"'])")

        def tag(found: re.Match[str]) -> str:
            return _SAID.sub(lambda said: self.renamed(said[0]), compared.sub(rf"\g<1>{self.new}", found[0]))

        return _TAG.sub(tag, text)


def keys_of(outlines: Iterable[bytes], old: str, new: str) -> Keys:
    """How these outlines, and those of plangen, make keys of sections from ids."""
    texts = (_text(raw)[2] for raw in (*outlines, *(raw for _, raw in shipped().values())))
    made = dict.fromkeys(key for text in texts for key in _MADE.findall(text) if "{{" in key)
    return Keys(made=tuple(each for key in made for each in _patterns(key, old)), old=old, new=new)


def _text(raw: bytes) -> tuple[bytes, str, str]:
    """What stands before a text, its encoding, and the text; nothing of what is no text."""
    try:
        mark, codec = codec_of(raw)
        return mark, codec, raw[len(mark) :].decode(codec)
    except UnicodeDecodeError:
        return b"", "utf-8", ""


def _patterns(key: str, old: str) -> Iterator[re.Pattern[str]]:
    """The key with the old id in each of its places; one that says nothing of its own could be any."""
    said = _HOLE.split(key)
    for at in range(1, len(said)) if said[0] else ():
        holes = [f"({re.escape(old)})" if number == at else "[a-z0-9-]*" for number in range(1, len(said))]
        yield re.compile("".join(map("".join, zip(map(re.escape, said), [*holes, ""], strict=True))))


def in_outline(raw: bytes, keys: Keys) -> bytes:
    """The outline with the new id in its keys and tags; as it was where it has none, or cannot be written back."""
    mark, codec, text = _text(raw)
    if mark + text.encode(codec) != raw:
        return raw
    return mark + _said(text, keys).encode(codec)


def in_words(file: str, raw: bytes, keys: Keys) -> bytes:
    """A file of words with the new id in its tags; as it was where that cannot be proved."""
    found = ((path, text, keys.in_tags(text)) for path, text in texts_of(file, raw))
    return edited(file, raw, [Replace(path, after) for path, before, after in found if after != before]).raw


def in_word_files(contents: Mapping[str, bytes], keys: Keys) -> Iterator[tuple[str, str]]:
    """The Word templates whose keys or tags say the id, each with such a line."""
    from plangen.office.readable import readable

    for path, raw in sorted(contents.items()):
        if path.startswith("templates/") and path.lower().endswith(".docx"):
            lines = (line.strip() for line in readable(raw) or ())
            yield from ((path, line) for line in lines if _said(line, keys) != line)


def _said(text: str, keys: Keys) -> str:
    return keys.in_tags(_KEY.sub(lambda key: keys.renamed(key[0]), text))
