"""The file of an incident as text: what is known, and under a comment with its question whatever is still open.

Keys are Chinese: those who fill it in are lawyers. What no notice needs stands as a comment, so that it holds up none.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, structs

from plangen.editing.meaning import Open
from plangen.editing.spelling import scalar
from plangen.model.communication import ExtraFact
from plangen.model.facts import CLOCKS, EXTRA, Declared, declared
from plangen.model.incident import DECLARED, Incident
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields
from plangen.pipeline.notices.incidents.wanted_facts import WantedFact

SCHEMA = "# yaml-language-server: $schema=../.schema/case.schema.json"
_INCIDENT = "incident"


class _FactLine(Struct, frozen=True):
    text: str  # from its column on
    depth: int
    live: bool  # not a comment in the place of a fact that no notice needs
    asks: bool = False  # it is a question, not the fact


class FactLines:
    """The lines of an incident's facts, in the order of its record."""

    def __init__(self, plan: Plan, wanted: Mapping[str, WantedFact], given: Mapping[str, str]) -> None:
        self._plan = plan
        self._wanted = wanted
        self._given = given

    def lines(self) -> Iterator[str]:
        """All of them, below the key of the facts."""
        for line in self._group(Incident, "", 1):
            yield "  " * line.depth + line.text

    def _group(self, record: type[Record], prefix: str, depth: int) -> Iterator[_FactLine]:
        for name, field in fields(record).items():
            if field.kind in DECLARED:
                yield from self._declared(field, prefix, depth)
            elif not _holds_records(field):
                yield from self._fact(field, f"{prefix or _INCIDENT}.{name}", depth)
            elif not field.many:
                yield from _under(field.title, [*self._group(field.kind, _below(prefix, name), depth + 1)], depth)
            else:
                yield from self._list(field, _below(prefix, name), depth)

    def _fact(self, field: Field, path: str, depth: int) -> Iterator[_FactLine]:
        """One value; a reference cannot stay open, and so stands as a comment."""
        if path in self._given:
            yield _FactLine(f"{field.title}: {scalar(self._given[path])}", depth, live=True)
        elif path in self._wanted:
            fact = self._wanted[path]
            live = fact.needed and (field.kind is str or field.open)
            yield from _asked(fact, depth, live=live)
            value = scalar(Open(fact.subject)) if live else ""
            if field.many:
                yield from _shown([f"{field.title}:", f"  - {value}".rstrip()], depth, live=live)
            else:
                yield from _shown([f"{field.title}: {value}".rstrip()], depth, live=live)

    def _list(self, field: Field, path: str, depth: int) -> Iterator[_FactLine]:
        """One item of a list, to be repeated for each."""
        below = [*self._group(field.kind, path, depth + 2)]
        if not below and path not in self._wanted:
            return
        live = any(each.live for each in below)
        if path in self._wanted:
            yield from _asked(self._wanted[path], depth, live=live)
        yield from _shown([f"{field.title}:"], depth, live=live)
        yield from _as_item(below, live=live)

    def _declared(self, field: Field, prefix: str, depth: int) -> Iterator[_FactLine]:
        """What the plan declares itself, an item for each; a moment has a date, any other fact a text or items."""
        group = CLOCKS[0] if prefix == CLOCKS[0] else EXTRA[0]
        own = {path: each for path, each in declared(self._plan).items() if path.startswith(f"{group}.")}
        wanted = {path: self._wanted[path] for path in own if path in self._wanted}
        if not wanted:
            return
        yield from _shown([f"{field.title}:"], depth, live=any(each.needed for each in wanted.values()))
        for path, fact in wanted.items():
            yield from _asked(fact, depth + 1, live=fact.needed)
            yield from _shown(_declared_item(field, own[path], fact), depth + 1, live=fact.needed)


def _declared_item(field: Field, each: Declared, fact: WantedFact) -> list[str]:
    """One item, by its name."""
    known, todo = fields(field.kind), scalar(Open(fact.subject))
    if not isinstance(each, ExtraFact):
        value = [f"{known['date'].title}: {todo}"]
    elif each.many:
        value = [f"{known['items'].title}:", f"  - {todo}"]
    else:
        value = [f"{known['text'].title}: {todo}"]
    return [f"- {known['name'].title}: {scalar(each.name)}", *(f"  {line}" for line in value)]


def comment(text: str) -> str:
    """A line that says something and is none of the facts."""
    return f"# {' '.join(text.split())}"


def key_lines(key: str, values: Sequence[tuple[str, str]]) -> Iterator[str]:
    """A list of ids, each with what it is called."""
    yield f"{key}:"
    yield from (f"  - {value}  {comment(title)}" for value, title in values)


def _holds_records(field: Field) -> bool:
    return isinstance(field.kind, type) and issubclass(field.kind, Record)


def _below(prefix: str, name: str) -> str:
    return f"{prefix}.{name}" if prefix else name


def _asked(fact: WantedFact, depth: int, *, live: bool) -> Iterator[_FactLine]:
    optional = "" if live else "可选："
    said_by = f"（{fact.who}）" if fact.who else ""
    yield _FactLine(comment(f"{optional}{fact.question}{said_by}"), depth, live=False, asks=True)


def _shown(lines: Sequence[str], depth: int, *, live: bool) -> Iterator[_FactLine]:
    for line in lines:
        yield _FactLine(line if live else f"# {line}", depth, live=live)


def _under(key: str, below: Sequence[_FactLine], depth: int) -> Iterator[_FactLine]:
    """A group under its key; as comments where none of it is needed."""
    live = any(each.live for each in below)
    if below:
        yield from _shown([f"{key}:"], depth, live=live)
        yield from below


def _as_item(below: Sequence[_FactLine], *, live: bool) -> Iterator[_FactLine]:
    """The lines of one item, a dash before the first of its keys."""
    first = next((at for at, each in enumerate(below) if not each.asks and each.live is live), 0)
    for at, each in enumerate(below):
        if at < first:
            yield structs.replace(each, depth=each.depth - 1)
        elif at == first:
            text = f"- {each.text}" if live else each.text.replace("# ", "# - ", 1)
            yield structs.replace(each, text=text, depth=each.depth - 1)
        else:
            yield each
