"""What must not be in somebody's packet, worked out from the plan and the documents, as phrases to be looked for.

A phrase is a run of characters without white space, long enough to stand nowhere by chance; a text that is shorter,
but says something, is one by itself. What the holder may read elsewhere (the plan's own data, documents and sections
that he may see) is not a secret.

Phrases are looked for by their letters alone, so that no sign between them hides anything, and as they are written.
By letters alone a list of known names looks like any table that holds the same names one after another; such a
phrase, which nothing unknown of some length is part of, is looked for as it is written only.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register, Workbook
from plangen.diagnostics import Words, words
from plangen.documents.audience import headings
from plangen.documents.catalogue import Body
from plangen.model.dossier import REVEALING
from plangen.model.injects import Inject
from plangen.model.plan import Plan
from plangen.model.subjects import SECTIONS
from plangen.model.visibility import Viewer, may_see, may_see_inject, sight_rules, visible_sections
from plangen.model.walk import values
from plangen.visible import is_seen

LENGTH = 14
"""Characters of a phrase of the script."""

_PIECE = 24
"""Characters of a phrase of a section: documents are composed of the same few sentences, so it takes more to tell."""

SHORTEST = 8
"""Characters of a text that is a phrase by itself; fewer say nothing that could not stand elsewhere."""

_KEPT = frozenset({"script", "injects"})
"""Sections of the source that hold what players are told only in the course of the drill."""

_STOP = re.compile("[。；！？]")

_HYPHENS = frozenset("-\u2010\u2011*")  # hyphens at the end of lines, marks of our own plain text
_SIGNS = re.compile("[\\W_\u115f\u1160]+")  # all but letters and digits; two letters of Hangul are blanks

_PARTED = "\f"


class _Dropped(dict[int, int | None]):
    """For `str.translate`: a character that counts stays as it is; each is judged once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = code if _is_written(chr(code)) else None
        return self[code]


_DROPPED = _Dropped()


def normal(text: str) -> str:
    """The letters and digits of a text in one form, however they are encoded and whatever stands between them."""
    return unicodedata.normalize("NFC", _SIGNS.sub("", _plain(text)))


def spelled(text: str) -> str:
    """A text as it is written, in one form however it was broken into lines, hyphenated, marked or encoded."""
    return unicodedata.normalize("NFC", _plain(text).translate(_DROPPED))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def _is_written(char: str) -> bool:
    """Whether it counts: no white space, no hyphen, no mark upon a letter, and it can be seen."""
    kind = unicodedata.category(char)
    return not (char.isspace() or char in _HYPHENS or kind in {"Mn", "Mc", "Me", "Co"}) and is_seen(char)


class Secrets:
    """By phrase, what somebody would learn by it: phrases in letters alone, and others as they are spelled."""

    def __init__(self, phrases: Mapping[str, Words], written: Mapping[str, Words] | None = None) -> None:
        self.phrases = {**(written or {}), **phrases}
        self._by_start = tuple(map(_by_start, (phrases, written or {})))

    def told(self, text: str, *, by_letters: bool = False) -> Iterator[tuple[str, Words]]:
        """The secrets that a text tells, each with the phrase that it tells it by.

        `by_letters` is for a text put together by guess: it leaves out the phrases that only count as they are written,
        and no phrase goes over a form feed.
        """
        forms = (normal,) if by_letters else (normal, spelled)
        pieces = text.split(_PARTED) if by_letters else [text]
        seen: set[str] = set()
        for by_start, form in zip(self._by_start, forms, strict=False):
            said = _PARTED.join(map(form, pieces))
            for start in sorted(_runs(said, SHORTEST) & by_start.keys()):
                for phrase in by_start[start]:
                    if phrase in said and phrase not in seen:
                        seen.add(phrase)
                        yield phrase, self.phrases[phrase]


def _by_start(phrases: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for phrase in phrases:
        found.setdefault(phrase[:SHORTEST], []).append(phrase)
    return found


def _runs(said: str, length: int) -> frozenset[str]:
    """Every run of so many characters of a normal text."""
    return frozenset(said[at : at + length] for at in range(len(said) - length + 1))


class _Searched(Struct, frozen=True):
    """A text that is to be looked for."""

    written: str
    letters: str
    runs: tuple[int, ...]  # where in the letters a run begins that no sign breaks
    length: int  # of its phrases

    @classmethod
    def of(cls, text: str, length: int) -> "_Searched":
        """The text in its two forms."""
        written = spelled(text)
        runs: list[int] = []
        at = 0
        for part in _SIGNS.split(written):
            runs += range(at, at + len(part) - SHORTEST + 1)
            at += len(part)
        return cls(written, normal(text), tuple(runs), length)

    def unknown_letters(self, known: "_Known") -> Iterator[str]:
        """The phrases in letters alone that hold a run of which nothing is known."""
        size = min(self.length, len(self.letters))
        told: set[int] = set()
        for at in self.runs:
            if self.letters[at : at + SHORTEST] not in known.letters:
                told.update(range(max(0, at + SHORTEST - size), min(at, len(self.letters) - size) + 1))
        yield from (self.letters[at : at + size] for at in told)

    def unknown_writing(self, known: "_Known") -> Iterator[str]:
        """The phrases as they are written that are not known: runs of the text, or a shorter one as a whole."""
        whole = frozenset({self.written}) if len(self.written) >= SHORTEST else frozenset()
        for phrase in _runs(self.written, self.length) or whole:
            if phrase[:SHORTEST] not in known.starts or phrase not in known.written:
                yield phrase


class _Known:
    """Texts that somebody may know."""

    def __init__(self, texts: Iterable[str]) -> None:
        """`texts` as they are spelled."""
        self.written = "\n".join(texts)
        self.starts = _runs(self.written, SHORTEST)
        self.letters = _runs("\n".join(_SIGNS.sub("", each) for each in self.written.split("\n")), SHORTEST)


class _Phrases:
    """Phrases that are secrets to somebody, in their two forms."""

    def __init__(self) -> None:
        self.letters: dict[str, Words] = {}
        self.written: dict[str, Words] = {}

    def add(self, text: _Searched, what: Words, known: _Known) -> None:
        """What of a text is not known."""
        self.letters.update(dict.fromkeys(text.unknown_letters(known), what))
        self.written.update(dict.fromkeys(text.unknown_writing(known), what))

    def forget(self, text: str) -> None:
        """None that is part of `text`, which is short."""
        for phrases, said in ((self.letters, normal(text)), (self.written, spelled(text))):
            for start in range(len(said)):
                for end in range(start + SHORTEST, len(said) + 1):
                    phrases.pop(said[start:end], None)

    def update(self, other: "_Phrases") -> None:
        """These as well."""
        self.letters.update(other.letters)
        self.written.update(other.written)


class OwnTexts(Struct, frozen=True, kw_only=True):
    """The texts of an Office file of the owner's own that is filled in with facts of the plan."""

    title: str
    said: tuple[str, ...]  # once it is filled in
    fixed: tuple[str, ...]  # what stands between its tags


class Library:
    """The texts of a plan and of its documents, cut into phrases once for all packets; `own` by document."""

    def __init__(self, plan: Plan, bodies: Mapping[str, Body], own: Mapping[str, OwnTexts] | None = None) -> None:
        self.plan = plan
        documents = _documents(bodies)
        pieces = {(name, key): each for name, body in documents.items() for key, each in _by_section(body).items()}
        self.known = {place: "\n".join(map(spelled, each)) for place, each in pieces.items()}
        self.hidden = {
            (name, key): tuple(_section_texts(plan, documents[name], name, key, each))
            for (name, key), each in pieces.items()
        }
        self.headings = {name: headings(body) for name, body in documents.items()}
        self.titles = dict(_titles(documents))
        for name, texts in (own or {}).items():
            self._add(name, texts)
        self.tables = dict(_tables(bodies))
        written = _Known(map(spelled, _written(plan)))
        self.of_sections: dict[tuple[object, ...], _Phrases] = {}
        self.script = tuple((inject, _without_known(_inject_texts(inject), written)) for inject in _injects(plan))
        self.judging = _without_known(_judging_texts(plan), written)

    def _add(self, name: str, texts: OwnTexts) -> None:
        """An Office file of the owner's own, which is as one section without a heading."""
        self.known[name, ""] = "\n".join(map(spelled, texts.said))
        self.hidden[name, ""] = tuple(_Searched.of(each, _PIECE) for text in texts.fixed for each in _STOP.split(text))
        self.headings[name] = ()
        self.titles[name, ""] = texts.title


def _documents(bodies: Mapping[str, Body]) -> Mapping[str, Document]:
    return {name: body for name, body in bodies.items() if isinstance(body, Document)}


def _injects(plan: Plan) -> Iterator[Inject]:
    for scenario in plan.scenarios:
        yield from plan.events(scenario.id)


def _titles(documents: Mapping[str, Document]) -> Iterator[tuple[tuple[str, str], str]]:
    """What each section is called in findings, by document and key."""
    for name, body in documents.items():
        yield from (
            ((name, each.key), f"{body.title}“{each.text}”") for each in body.blocks if isinstance(each, Heading)
        )


def _tables(bodies: Mapping[str, Body]) -> Iterator[tuple[str, str]]:
    """All that each workbook says."""
    for name, body in bodies.items():
        if isinstance(body, Workbook):
            yield name, "\n".join(map(spelled, _cells(body)))


def secrets(library: Library, who: Viewer, told: Iterable[str] = ()) -> Secrets:
    """What somebody must not learn from a packet; `told` are texts that he is told all the same."""
    found = _Phrases()
    found.update(_of_sections(library, who))
    if not any(may_see(library.plan, who, document) for document in REVEALING):
        found.update(library.judging)
    for inject, phrases in library.script:  # last: what a phrase of it tells of is said, not where it is printed
        if not may_see_inject(library.plan, who, inject):
            found.update(phrases)
    for text in told:
        found.forget(text)
    return Secrets(found.letters, found.written)


def _without_known(texts: Iterable[tuple[str, Words]], known: _Known) -> _Phrases:
    found = _Phrases()
    for text, what in texts:
        found.add(_Searched.of(text, LENGTH), what, known)
    return found


def _judging_texts(plan: Plan) -> Iterator[tuple[str, Words]]:
    for objective in plan.script.objectives:
        what = words(f"演练目标“{objective.title}”的评估要点", f"what is observed for the objective {objective.id}")
        yield from ((point, what) for point in objective.points)
    for role in plan.script.roles:
        yield role.brief, words(f"模拟角色“{role.title}”", f"the simulated role {role.id}")


def _inject_texts(inject: Inject) -> Iterator[tuple[str, Words]]:
    content = words(f"导调事件{inject.serial}", f"the inject {inject.serial}")
    yield from ((text, content) for text in (inject.content, inject.condition, inject.note) if text)
    expected = words(f"{inject.serial}的预期行动", f"what is expected upon {inject.serial}")
    yield from ((each.action, expected) for each in inject.expected)
    points = words(f"{inject.serial}的评估要点", f"what is observed upon {inject.serial}")
    yield from ((point, points) for point in inject.points)


def _of_sections(library: Library, who: Viewer) -> _Phrases:
    """What stands in sections that he may not see and in none that he may."""
    seen: set[tuple[str, str]] = set()
    for name, every in library.headings.items():
        if may_see(library.plan, who, name):
            seen |= {(name, key) for key in ("", *visible_sections(library.plan, who, name, every))}
    tables = frozenset(name for name in library.tables if may_see(library.plan, who, name))
    same = (frozenset(seen), tables)
    if same not in library.of_sections:
        library.of_sections[same] = _hidden_from(library, seen, tables)
    return library.of_sections[same]


def _hidden_from(library: Library, seen: Collection[tuple[str, str]], tables: Collection[str]) -> _Phrases:
    texts = [text for place, text in library.known.items() if place in seen]
    known = _Known([*texts, *(library.tables[name] for name in sorted(tables))])
    found = _Phrases()
    for place, hidden in library.hidden.items():
        if place not in seen:
            what = words(library.titles.get(place, place[0]), ": ".join(place))
            for text in hidden:
                found.add(text, what, known)
    return found


def _section_texts(plan: Plan, body: Document, name: str, key: str, pieces: Iterable[str]) -> Iterator[_Searched]:
    """What tells of a section: its sentences. Where each has a section of his own, all say the same: its heading."""
    if any(rule.own for rule in sight_rules(plan) if rule.document == name):
        titles = (block.text for block in body.blocks if isinstance(block, Heading) and block.key == key)
        yield from (_Searched.of(title, max(SHORTEST, len(title))) for title in titles)
        return
    yield from (_Searched.of(each, _PIECE) for piece in pieces for each in _STOP.split(piece))


def _by_section(body: Document) -> dict[str, tuple[str, ...]]:
    """What is said in each section without those below it, by the key of its heading; "" for what stands before."""
    blocks: dict[str, list[Block]] = {"": []}
    key = ""
    for block in body.blocks:
        if isinstance(block, Heading):
            key = block.key
        blocks.setdefault(key, []).append(block)
    return {key: tuple(_pieces(body, each)) for key, each in blocks.items()}


def _pieces(body: Document, blocks: Iterable[Block]) -> Iterator[str]:
    """What hangs together: a paragraph, a cell; no phrase is made of two of them."""
    for line in as_text(replace(body, header="", blocks=tuple(blocks))).splitlines():
        yield from line.split(" | ")


def _cells(body: Workbook) -> Iterator[str]:
    for sheet in body.sheets:
        if isinstance(sheet, Register):
            yield from (sheet.title, *sheet.notes)
        rows = (
            [list(row.values.values()) for row in sheet.rows]
            if isinstance(sheet, Register)
            else [[cell.value for cell in row.cells] for row in sheet.rows]
        )
        for row in rows:
            yield from (value for value in row if isinstance(value, str))


def _written(plan: Plan) -> Iterator[str]:
    """All that the source says outside the script."""
    names = {section.name for section in SECTIONS} - _KEPT
    for name, record in plan.records():
        if name in names:
            yield from (value.value for value in values(record) if isinstance(value.value, str))
