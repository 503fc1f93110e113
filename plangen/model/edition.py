"""Editions: what the papers of a plan call themselves, a recorded revision or something that none records yet."""

import re
from collections.abc import Mapping

from msgspec import Struct

DRAFT = "草稿（基于 {version}，有未记录的改动）"
FOR_SIGNATURE = "送批稿 {version}"
PRINTED_AGAIN = "{version}，由 plangen {program} 重新生成"
IN_OTHER_WORDS = "{version}，由 plangen {program} 按默认大纲重新生成"
"""Of a revision without outlines of its own: the words are those of the program that prints it."""


_VERSION = re.compile(r"v?\d+(?:\.\d+)*")


class Edition(Struct, frozen=True, kw_only=True):
    """What stands on papers beside what they say."""

    label: str  # on covers and at the foot: v1.3, or what is no revision
    version: str  # in forms and notices, which have stages of their own
    cover: str = ""  # in place of the label on covers, where there is more to say
    header: str = ""  # on every page, of what must not be taken for a revision
    foot: str | None = None  # on covers in place of the day of the last revision
    code: str = ""  # on covers of what goes round for signature: what its content is told by
    heads: Mapping[str, str] = {}  # by version the digest of its record, for the page of revisions


BARE = Edition(label="", version="", foot="")
"""Of papers without labels: what is left is what they say."""


def is_version(name: str) -> bool:
    """Whether something may be the number of a revision: v1.0."""
    return _VERSION.fullmatch(name) is not None


def draft_of(version: str, heads: Mapping[str, str]) -> Edition:
    """What differs from the last revision and is no other."""
    label = DRAFT.format(version=version)
    return Edition(label=label, version=version, header=label, foot="未定稿", heads=heads)


def for_signature(version: str, content: str, heads: Mapping[str, str]) -> Edition:
    """What goes round to be signed before it is recorded as this version."""
    label = FOR_SIGNATURE.format(version=version)
    return Edition(label=label, version=version, header=label, foot="待批准", code=content, heads=heads)


def recorded(version: str, heads: Mapping[str, str], again_by: str = "", *, worded: bool = True) -> Edition:
    """A revision; `again_by` is the program that prints it, where another recorded it.

    `worded` says whether it holds the words of its documents, as outlines.
    """
    said = PRINTED_AGAIN if worded else IN_OTHER_WORDS
    cover = said.format(version=version, program=again_by) if again_by else ""
    return Edition(label=version, version=version, cover=cover, heads=heads)


def grouped(digest: str) -> str:
    """The first 32 digits of a digest as people compare them: in groups of four."""
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))
