"""What must not be in somebody's packet, worked out from the plan and the documents, as phrases to be looked for.

A phrase is a run of characters without white space, long enough to stand nowhere by chance; a text that is shorter,
but says something, is one by itself. What the holder may read elsewhere (the plan's own data, documents and sections
that he may see) is not a secret.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from plangen.blocks.document import Block, Document, Heading
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Register, Workbook
from plangen.diagnostics import Words, words
from plangen.documents.audience import headings
from plangen.documents.catalogue import Body
from plangen.model.dossier import REVEALING
from plangen.model.injects import Inject
from plangen.model.plan import SECTIONS, Plan
from plangen.model.visibility import Viewer, may_see, may_see_inject, visible_sections
from plangen.model.walk import values

LENGTH = 14
"""Characters of a phrase of the script."""

_PIECE = 24
"""Characters of a phrase of a section: documents are composed of the same few sentences, so it takes more to tell."""

SHORTEST = 8
"""Characters of a text that is a phrase by itself; fewer say nothing that could not stand elsewhere."""

_KEPT = frozenset({"script", "injects"})
"""Sections of the source that hold what players are told only in the course of the drill."""

_STOP = re.compile("[。；！？]")

_DROPPED = frozenset("-\u00ad\u2010\u2011*")  # hyphens at the end of lines, marks of our own plain text


def normal(text: str) -> str:
    """One form of a text however it was broken into lines, hyphenated or encoded."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(
        char
        for char in plain
        if not char.isspace() and char not in _DROPPED and unicodedata.category(char) not in {"Cf", "Cc", "Co"}
    )


class Secrets:
    """By phrase, what somebody would learn by it."""

    def __init__(self, phrases: Mapping[str, Words]) -> None:
        self.phrases = phrases
        self._by_start: dict[str, list[str]] = {}
        for phrase in phrases:
            self._by_start.setdefault(phrase[:SHORTEST], []).append(phrase)

    def told(self, text: str) -> Iterator[tuple[str, Words]]:
        """The secrets that a text tells, each with the phrase that it tells it by."""
        said = normal(text)
        for start in sorted(_runs(said, SHORTEST) & self._by_start.keys()):
            for phrase in self._by_start[start]:
                if phrase in said:
                    yield phrase, self.phrases[phrase]


class _Known:
    """Texts that somebody may know, in their normal form."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.whole = "\n".join(texts)
        self.starts = _runs(self.whole, SHORTEST)


def _runs(said: str, length: int) -> frozenset[str]:
    """Every run of so many characters of a normal text."""
    return frozenset(said[at : at + length] for at in range(len(said) - length + 1))


def _phrases(said: str, length: int) -> frozenset[str]:
    """The phrases that a normal text is looked for by: runs of it, or a shorter one as a whole."""
    return _runs(said, length) or (frozenset({said}) if len(said) >= SHORTEST else frozenset())


def _unknown(phrases: Iterable[str], known: _Known) -> tuple[str, ...]:
    starts, whole = known.starts, known.whole
    return tuple(phrase for phrase in phrases if phrase[:SHORTEST] not in starts or phrase not in whole)


class Library:
    """The texts of a plan and of its documents, cut into phrases once for all packets."""

    def __init__(self, plan: Plan, bodies: Mapping[str, Body]) -> None:
        self.plan = plan
        documents = {name: body for name, body in bodies.items() if isinstance(body, Document)}
        pieces = {(name, key): each for name, body in documents.items() for key, each in _by_section(body).items()}
        self.known = {place: "\n".join(map(normal, each)) for place, each in pieces.items()}
        self.hidden = {
            (name, key): _section_phrases(plan, documents[name], name, key, each)
            for (name, key), each in pieces.items()
        }
        self.headings = {name: headings(body) for name, body in documents.items()}
        self.titles = dict(_titles(documents))
        self.tables = dict(_tables(bodies))
        written = _Known(map(normal, _written(plan)))
        self.of_sections: dict[tuple[object, ...], Mapping[str, Words]] = {}
        self.script = tuple(
            (inject, tuple(_without_known(_inject_texts(inject), written)))
            for scenario in plan.scenarios
            for inject in plan.events(scenario.id)
        )
        self.judging = dict(_without_known(_judging_texts(plan), written))


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
            yield name, "\n".join(map(normal, _cells(body)))


def secrets(library: Library, who: Viewer) -> Secrets:
    """What somebody must not learn from a packet."""
    phrases: dict[str, Words] = {}
    for inject, texts in library.script:
        if not may_see_inject(library.plan, who, inject):
            phrases.update(texts)
    if not any(may_see(library.plan, who, document) for document in REVEALING):
        phrases.update(library.judging)
    phrases.update(_of_sections(library, who))
    return Secrets(phrases)


def _without_known(texts: Iterable[tuple[str, Words]], known: _Known) -> Iterator[tuple[str, Words]]:
    for text, what in texts:
        yield from ((phrase, what) for phrase in _unknown(_phrases(normal(text), LENGTH), known))


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


def _of_sections(library: Library, who: Viewer) -> Mapping[str, Words]:
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


def _hidden_from(library: Library, seen: Collection[tuple[str, str]], tables: Collection[str]) -> Mapping[str, Words]:
    texts = [text for place, text in library.known.items() if place in seen]
    known = _Known([*texts, *(library.tables[name] for name in sorted(tables))])
    found: dict[str, Words] = {}
    for place, phrases in library.hidden.items():
        if place not in seen:
            what = words(library.titles.get(place, place[0]), ": ".join(place))
            found.update(dict.fromkeys(_unknown(phrases, known), what))
    return found


def _section_phrases(plan: Plan, body: Document, name: str, key: str, pieces: Iterable[str]) -> frozenset[str]:
    """What tells of a section: its sentences. Where each has a section of his own, all say the same: its heading."""
    if any(rule.own for rule in plan.audiences.documents if rule.document == name):
        return _heading_phrases(body, key)
    sentences = (each for piece in pieces for each in _STOP.split(piece))
    return frozenset().union(*(_phrases(normal(each), _PIECE) for each in sentences))


def _heading_phrases(body: Document, key: str) -> frozenset[str]:
    titles = (normal(block.text) for block in body.blocks if isinstance(block, Heading) and block.key == key)
    return frozenset(said for said in titles if len(said) >= SHORTEST)


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
