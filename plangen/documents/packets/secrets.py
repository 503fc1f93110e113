"""What must not be in somebody's packet, worked out from the plan and the documents, as phrases to be looked for.

A phrase is a run of characters without white space, long enough to stand nowhere by chance; a text that is shorter,
but says something, is one by itself. What the holder may read elsewhere (the plan's own data, documents and sections
that he may see, what the plan's owner says is no secret) is none, nor are such texts one behind the other.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from msgspec import Struct

from plangen.blocks.document import Block, Document, Heading
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Words, words
from plangen.documents.audience import headings
from plangen.documents.catalogue import Body
from plangen.documents.packets.known_texts import SHORTEST, KnownTexts, TextForms, forms
from plangen.documents.packets.secret_phrases import Phrases, Searched, SecretGroup, Secrets
from plangen.documents.packets.text_pieces import cells_of, pieces, pieces_as_printed, titles_of
from plangen.model.dossier import REVEALING
from plangen.model.injects import Inject
from plangen.model.plan import Plan
from plangen.model.subjects import SECTIONS
from plangen.model.visibility import SectionHead, Viewer, may_see, may_see_inject, sight_rules, visible_sections
from plangen.model.walk import values

LENGTH = 14
"""Characters of a phrase of the script."""

_PIECE = 24
"""Characters of a phrase of a section: documents are composed of the same few sentences, so it takes more to tell."""

_KEPT = frozenset({"script", "injects", "audiences"})
"""Sections of the source that hold what players are told only in the course of the drill, and what some may be told."""

_STOP = re.compile("[。；！？]")

_Place = tuple[str, str]
"""A document by its id, and in it the key of a heading; none for what stands before the first."""


class OwnTexts(Struct, frozen=True, kw_only=True):
    """The texts of an Office file of the owner's own that is filled in with facts of the plan."""

    title: str
    said: tuple[str, ...]  # once it is filled in
    fixed: tuple[str, ...]  # what stands between its tags


class Library:
    """The texts of a plan and of its documents, cut into phrases once for all packets; `own` by document."""

    def __init__(self, plan: Plan, bodies: Mapping[str, Body], own: Mapping[str, OwnTexts] | None = None) -> None:
        self.plan = plan
        self.known: dict[_Place, tuple[TextForms, ...]] = {}  # what a section says
        self.heads: dict[_Place, tuple[TextForms, ...]] = {}  # its headings and captions
        self.hidden: dict[_Place, tuple[Searched, ...]] = {}  # its sentences
        self.marks: dict[_Place, tuple[Searched, ...]] = {}  # what tells of it, where each has one of his own
        self.tables: dict[str, tuple[TextForms, ...]] = {}
        self.titles = {name: body.title for name, body in bodies.items()}
        self.headings: dict[str, tuple[SectionHead, ...]] = {}
        self.sections: dict[_Place, str] = {}
        self._formed = _Formed()
        for name, body in bodies.items():
            if isinstance(body, Document):
                self._add_document(name, body)
            elif isinstance(body, Workbook):
                self.tables[name] = self._formed.each(cells_of(body))
        for name, texts in (own or {}).items():
            self._add_own(name, texts)
        self.written = self._formed.each(_written(plan))
        written = KnownTexts(self.written)
        self.of_sections: dict[tuple[object, ...], _Groups] = {}
        self.script = tuple((inject, _without_known(_inject_texts(inject), written)) for inject in _injects(plan))
        self.judging = _without_known(_judging_texts(plan), written)

    def _add_document(self, name: str, body: Document) -> None:
        divided = any(rule.own for rule in sight_rules(self.plan) if rule.document == name)
        self.headings[name] = headings(body)
        self.sections |= {(name, each.key): each.text for each in body.blocks if isinstance(each, Heading)}
        for key, blocks in _by_section(body).items():
            place = name, key
            self.known[place] = self._formed.each(pieces_as_printed(body, blocks))
            self.heads[place] = self._formed.each(titles_of(blocks))
            if divided:
                self.marks[place] = tuple(_whole(blocks))
            else:
                self.hidden[place] = tuple(_sentences(pieces(blocks), _PIECE))

    def _add_own(self, name: str, texts: OwnTexts) -> None:
        """An Office file of the owner's own, which is as one section without a heading."""
        self.known[name, ""] = self._formed.each(texts.said)
        self.hidden[name, ""] = tuple(_sentences(texts.fixed, _PIECE))
        self.headings[name] = ()
        self.titles[name] = texts.title

    def title(self, place: _Place) -> Words:
        """What a section is called in findings."""
        name, heading = self.titles[place[0]], self.sections.get(place, "")
        if not heading:
            return words(f"《{name}》", f"《{name}》")
        return words(f"《{name}》的“{heading}”", f"“{heading}” in 《{name}》")


class _Formed(dict[str, TextForms]):
    """The forms of texts, each worked out once."""

    def __missing__(self, text: str) -> TextForms:
        self[text] = forms(text)
        return self[text]

    def each(self, texts: Iterable[str]) -> tuple[TextForms, ...]:
        """Those of all texts that say something, in their order."""
        return tuple(self[text] for text in texts if text)


def _by_section(body: Document) -> dict[str, list[Block]]:
    """The blocks of each section without those below it, by the key of its heading; "" for what stands before."""
    blocks: dict[str, list[Block]] = {"": []}
    key = ""
    for block in body.blocks:
        if isinstance(block, Heading):
            key = block.key
        blocks.setdefault(key, []).append(block)
    return blocks


def _sentences(texts: Iterable[str], length: int) -> Iterator[Searched]:
    return (Searched.of(each, length) for text in texts for each in _STOP.split(text))


def _whole(blocks: Iterable[Block]) -> Iterator[Searched]:
    """What tells of a section where each has one of his own: all say the same, so it is told by its heading."""
    titles = (block.text for block in blocks if isinstance(block, Heading))
    return (Searched.of(title, max(SHORTEST, len(title))) for title in titles)


def secrets(library: Library, who: Viewer, told: Iterable[str] = ()) -> Secrets:
    """What somebody must not learn from a packet; `told` are texts that he is told all the same."""
    seen = frozenset(_seen(library, who))
    tables = frozenset(name for name in library.tables if may_see(library.plan, who, name))
    shown = sorted({name for name, _ in seen} | tables)
    free = _Formed().each((*told, *_granted(library.plan, who), *(library.titles[name] for name in shown)))
    heads = (each for place, every in library.heads.items() if place in seen for each in every)
    script = _of_script(library, who)
    # What tells of an inject is said first, not where it is printed.
    of_script = SecretGroup.of(script.letters, script.written, (*library.written, *heads, *free))
    return Secrets.of((of_script, *(make(free) for make in _of_sections(library, seen, tables))))


def _granted(plan: Plan, who: Viewer) -> Iterator[str]:
    """What the plan's owner says is no secret to him."""
    return (each.text for each in plan.audiences.not_secret if not each.audience or who.group in each.audience)


def _seen(library: Library, who: Viewer) -> Iterator[_Place]:
    """The sections that somebody may see."""
    for name, every in library.headings.items():
        if may_see(library.plan, who, name):
            yield from ((name, key) for key in ("", *visible_sections(library.plan, who, name, every)))


def _of_script(library: Library, who: Viewer) -> Phrases:
    """What stands in the script for others."""
    found = Phrases()
    if not any(may_see(library.plan, who, document) for document in REVEALING):
        found.update(library.judging)
    for inject, phrases in library.script:
        if not may_see_inject(library.plan, who, inject):
            found.update(phrases)
    return found


def _without_known(texts: Iterable[tuple[str, Words]], known: KnownTexts) -> Phrases:
    found = Phrases()
    for text, what in texts:
        found.add(Searched.of(text, LENGTH), what, known)
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


def _injects(plan: Plan) -> Iterator[Inject]:
    for scenario in plan.scenarios:
        yield from plan.events(scenario.id)


_Groups = tuple[Callable[[tuple[TextForms, ...]], SecretGroup], ...]
"""Each waits for the texts that somebody is told all the same."""


def _of_sections(library: Library, seen: frozenset[_Place], tables: frozenset[str]) -> _Groups:
    """What stands in sections that he may not see and in none that he may."""
    same = (seen, tables)
    if same not in library.of_sections:
        library.of_sections[same] = _hidden_from(library, seen, tables)
    return library.of_sections[same]


def _hidden_from(library: Library, seen: Collection[_Place], tables: Collection[str]) -> _Groups:
    texts = [each for place, every in library.known.items() if place in seen for each in every]
    texts += [each for name in sorted(tables) for each in library.tables[name]]
    known = KnownTexts(texts)
    sentences, marks = Phrases(), Phrases()
    for found, every in ((sentences, library.hidden), (marks, library.marks)):
        for place, hidden in every.items():
            if place not in seen:
                for text in hidden:
                    found.add(text, library.title(place), known)
    # The mark of a section is made of words that stand everywhere: only one behind the other they tell of it.
    return (_waiting(marks, [_in_one(texts)]), _waiting(sentences, texts))


def _in_one(texts: Iterable[TextForms]) -> TextForms:
    every = tuple(texts)
    return TextForms("".join(each.written for each in every), "".join(each.letters for each in every))


def _waiting(phrases: Phrases, texts: Iterable[TextForms]) -> Callable[[tuple[TextForms, ...]], SecretGroup]:
    known = tuple(texts)
    return lambda free: SecretGroup.of(phrases.letters, phrases.written, (*known, *free))


def _written(plan: Plan) -> Iterator[str]:
    """All that the source says outside the script and the rules of visibility."""
    names = {section.name for section in SECTIONS} - _KEPT
    for name, record in plan.records():
        if name in names:
            yield from (value.value for value in values(record) if isinstance(value.value, str))
