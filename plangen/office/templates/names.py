"""Which facts a sound template names, and what it really prints of given ones: names, the text around, marked passages.

A name that is only asked for ({% if 召回 %}) or stands in a branch that these facts leave out is not printed; neither
is hidden or deleted text. Where a branch hangs on the repetition itself, or on items that differ, it counts as taken.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree
from msgspec import Struct

from plangen.blocks.names import known_names
from plangen.blocks.template import Gap, Listing, Names, Templated, Value
from plangen.language.following import Asking, Walk
from plangen.language.tags import read
from plangen.office.ooxml.hidden import is_hidden
from plangen.office.templates.tagged import W, text_of
from plangen.office.templates.word_file import WordFile

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})")
_MARK = re.compile(r"(?:element|要素)[:：]\s*(\S.*?)\s*")
_UNPRINTED = frozenset({f"{W}del", f"{W}moveFrom"})
_FACT = "…"  # stands for it in a marked passage
_FILLED_IN = "\0"  # stands in the text where a fact is put in: no passage reaches across it


class Contents(Struct, frozen=True, kw_only=True):
    """What comes out of a template with certain facts."""

    names: frozenset[str]  # English names of the facts, with what a loop repeats: recall.products.batch
    text: str  # the template's own words, without any space
    marked: Mapping[str, str]  # the text of content controls called element:… or 要素：…, by what follows


def used_names(template: WordFile, facts: Names) -> frozenset[str]:
    """The English paths of the facts that a sound template names; unknown names are left out."""
    return frozenset(asked_names(template, facts))


def asked_names(template: WordFile, facts: Names) -> dict[str, bool]:
    """The English paths of the facts that a template names, each with whether the notice needs it in every case.

    What stands between if and endif, or has something to print instead, is not needed.
    """
    found: dict[str, bool] = {}
    for part in template.texts:
        asking = Asking(facts)
        tags = (read(each) for paragraph in template.tagged(part) for each in paragraph.tags)
        for path, needed in (named for tag in tags if tag is not None for named in asking.named(tag)):
            found[path] = needed or found.get(path, False)
    return found


def printed(template: WordFile, facts: Names) -> Contents:
    """What the template prints of these facts."""
    found = _Printing()
    for part in template.texts:
        walk = Walk(facts)
        for piece in _pieces(template.root(part)):
            found.take(piece, walk)
        found.text.append("\n")
    return Contents(
        names=frozenset(found.names),
        text=re.sub(r"[^\S\n]+", "", "".join(found.text)),
        marked={mark: said.strip() for mark, said in found.marked.items() if said.strip()},
    )


class _Piece(Struct, frozen=True):
    """A tag, or text between tags, with the elements that its content controls are named after."""

    text: str
    marks: tuple[str, ...] = ()


def _pieces(root: etree._Element) -> Iterator[_Piece]:
    """Tags and the texts between them, paragraph by paragraph."""
    for paragraph in root.iter(f"{W}p"):
        texts = [each for each in paragraph.iter(f"{W}t") if _is_printed(each, paragraph)]
        owners = [each for each in texts for _ in each.text or ""]  # of each character
        here = 0
        for piece in filter(None, _TAG.split(text_of(texts))):
            own = owners[here : here + len(piece)]
            here += len(piece)
            yield from (_Piece(piece, _marks(own[0])),) if _TAG.fullmatch(piece) else _by_marks(piece, own)
        yield _Piece("\n")


def _by_marks(piece: str, owners: list[etree._Element]) -> Iterator[_Piece]:
    """The piece cut where content controls begin and end."""
    begin = 0
    for at in range(1, len(piece) + 1):
        if at == len(piece) or (owners[at] is not owners[begin] and _marks(owners[at]) != _marks(owners[begin])):
            yield _Piece(piece[begin:at], _marks(owners[begin]))
            begin = at


def _is_printed(text: etree._Element, paragraph: etree._Element) -> bool:
    around = list(text.iterancestors())
    if next((each for each in around if each.tag == f"{W}p"), None) is not paragraph:
        return False  # of a text box inside the paragraph, which has paragraphs of its own
    return not is_hidden(text) and not any(each.tag in _UNPRINTED for each in around)


def _marks(text: etree._Element) -> tuple[str, ...]:
    """What the content controls around a text are called by tag or title: 要素：缺陷 gives 缺陷."""
    found = []
    for control in text.iterancestors(f"{W}sdt"):
        for name in ("tag", "alias"):
            value = control.find(f"{W}sdtPr/{W}{name}")
            if value is not None and (mark := _MARK.fullmatch(value.get(f"{W}val", ""))):
                found.append(mark[1])
    return tuple(dict.fromkeys(found))


class _Printing:
    """Gathers what comes out, piece by piece."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.text: list[str] = []
        self.marked: dict[str, str] = {}

    def take(self, piece: _Piece, walk: "Walk") -> None:
        """The next piece: a tag prints a fact or nothing, text itself where the branch that it stands in is taken."""
        if _TAG.fullmatch(piece.text):
            tag = None if piece.text.startswith("{#") else read(piece.text)
            names = walk.take(tag) if tag is not None else set()
            self.names |= names
            said = _FILLED_IN if names else ""
        else:
            said = piece.text if walk.active else ""
        self.text.append(said)
        for mark in piece.marks if said else ():
            self.marked[mark] = self.marked.get(mark, "") + said.replace(_FACT, "").replace(_FILLED_IN, _FACT)


def said_facts(job: Templated, template: WordFile) -> dict[str, object]:
    """What a notice says beside its template: its title, and the facts that the template names."""
    used = {name.partition("[")[0] for name in used_names(template, job.context)}
    known = {each.english: each.value for each in known_names(job.context) if "[]" not in each.english}
    said: dict[str, object] = {
        "document.title": job.title,
        "document.company": job.author,
        "document.mark": job.mark,
        **({"document.page_mark": job.page_mark} if job.page_mark else {}),
    }
    for name in sorted(used & known.keys()):
        said[name] = _plain(known[name])
    return said


def _plain(value: Value) -> object:
    """A fact as JSON has it; what is missing is null, whatever it would be asked for as."""
    if isinstance(value, Gap):
        return None
    if isinstance(value, Listing):
        return [_plain(item) for item in value.items]
    if isinstance(value, Names):
        return {name: _plain(each) for name, each in value.values.items()}
    return value
