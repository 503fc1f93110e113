r"""The signs of an outline within its texts: placeholders, what looks like one, the \ before what is to be printed."""

import re
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from plangen.model.outline import ATTACHMENT, KINDS, TITLE

ROLES: Mapping[str, str] = {
    "文题": TITLE,
    "顶格": "plain",
    "落款": "signed",
    "发文字号": "number",
    "版记": "imprint",
}
"""What a paragraph is, by the word that it begins with."""

HEADING_FORMS: Mapping[str, str] = {"文题": TITLE, "附件": ATTACHMENT}
"""How a heading is set that is none to look at, by the word in its braces."""

HEADING_OPTIONS = frozenset({"新页", "不编号", "保留", "归本人", *HEADING_FORMS})
"""What may stand in the braces of a heading beside its key."""


def heading_form(options: Collection[str]) -> str:
    """How a heading is set whose braces hold these words; nothing of a usual one."""
    return next((form for word, form in HEADING_FORMS.items() if word in options), "")


CAPTION = "表题"
"""The word that the caption of a table begins with."""

WIDE: Mapping[str, str] = {"＃": "#", "｜": "|", "＋": "+", "－": "-", "＞": ">"}
"""Signs of lines by their full-width forms, which are text."""

TAG = r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}"
"""A tag, whatever it says. None begins inside another, so that a line of open braces is not searched from each."""

_KIND = "|".join(KINDS)
_COLON = r"\s*[：:]"
_ALIKE = rf"[【\[［]\s*(?:{_KIND}){_COLON}"  # what other brackets begin with, taken for those of a placeholder
_IN_CELLS = rf"[〔<]|{_ALIKE}"
_IN_LINES = rf"[#+\-|>{''.join(WIDE)}]|(?:{'|'.join((CAPTION, *ROLES))}){_COLON}|{_IN_CELLS}"
_ESCAPED_IN_CELL = re.compile(rf"(?<!\\)\\(\\*(?:{_IN_CELLS}))")
_ESCAPED = re.compile(rf"(?<!\\)\\(\\*(?:{_IN_LINES}))")

PLACEHOLDER = re.compile(rf"〔({_KIND}){_COLON}\s*([^｜|〔〕]+?)\s*((?:[｜|][^〕]*)?)〕")
"""A whole placeholder: its kind, its name, its options."""

OPENED = re.compile(rf"〔(?:{_KIND}){_COLON}[^〕]*")
"""The line on which one begins that ends on another."""

_OPTION = re.compile(rf"(?:{TAG}|[^｜|])+")  # up to the next bar that is not in a tag
_IN_ROLE = re.compile(rf"({'|'.join(ROLES)})[ \t]*[：:][ \t]*(.*)")  # wide blanks are room to write in
_NOTE = ">"
_SEEMING = re.compile(
    rf"(?<!\\)(?:[〔【\[［]\s*(?P<kind>{_KIND}){_COLON}(?P<said>[^〔〕【】\[\]［］]*)(?P<end>[〕】\]］]?)"
    rf"|〔\s*(?P<other>{_KIND})[;； \t\u3000]+(?P<name>[^\d〔〕][^〔〕]*)〕)"
)
_STOPS = re.compile(r"[。，；、！？,;!?]")


class Misplaced(Struct, frozen=True, kw_only=True):
    """What stands in a text and was meant to be a placeholder."""

    found: str
    name: str = ""  # of one that is whole
    wanted: str = ""  # what one that is not would have to be


def unescaped(text: str, *, in_cell: bool = False) -> str:
    r"""The text without the \ before signs that are to be printed; in cells the signs of lines are none."""
    return (_ESCAPED_IN_CELL if in_cell else _ESCAPED).sub(r"\1", text)


def role_of(line: str) -> tuple[str, str]:
    """What a paragraph is, and what it says."""
    if line.startswith(_NOTE):
        return "note", line[1:].lstrip()
    found = _IN_ROLE.fullmatch(line)
    return (ROLES[found[1]], found[2]) if found else ("", line)


def options_of(text: str) -> Mapping[str, str]:
    """｜题：……｜横 as words with what they are given."""
    pairs = (re.split(r"[：:]", each, maxsplit=1) for each in _OPTION.findall(text) if each.strip())
    return {pair[0].strip(): pair[1].strip() if len(pair) > 1 else "" for pair in pairs}


def misplaced(text: str) -> Iterator[Misplaced]:
    """The placeholders in a text that is printed as it stands, and what looks like one, in order."""
    here, last = 0, text.rfind("〕")
    while found := _SEEMING.search(text, here):
        whole = PLACEHOLDER.match(text, found.start()) if found.start() < last else None
        if whole is not None:
            yield Misplaced(found=whole[0], name=whole[2])
        else:
            said = found[0] if found["other"] or found["end"] else _begin_of(found[0])
            yield Misplaced(found=said, wanted=_meant(found))
        here = (whole or found).end()


def _meant(found: re.Match[str]) -> str:
    """The placeholder as it would have to be written."""
    if found["other"]:
        return f"〔{found['other']}：{found['name'].strip()}〕"
    said = found["said"] if found["end"] else _begin_of(found["said"])
    return f"〔{found['kind']}：{said.strip() or '……'}〕"


def _begin_of(text: str) -> str:
    """Where nothing says how far it goes: up to the first stop."""
    return _STOPS.split(text, maxsplit=1)[0].rstrip()
