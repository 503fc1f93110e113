"""What departments, posts, teams and scenarios are called, as a revision notes it: texts may lag behind a renaming."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.model.plan import Plan, SectionMissing
from plangen.model.records import Revision

Thing: TypeAlias = tuple[str, str]
"""The kind and the id of what has a title."""

_GROUPS: Mapping[str, str] = {
    "department": "departments",
    "post": "posts",
    "force": "response_teams",
}
_TEAM, _SCENARIO = "team", "scenario"


class Former(Struct, frozen=True, kw_only=True):
    """A title that something had in a recorded revision and has no more."""

    title: str
    kind: str
    now: str | None  # what it is called now; None where it is gone
    id: str


def titles_of(plan: Plan) -> Mapping[Thing, str]:
    """The titles of departments, posts, teams and scenarios, of what could be read."""
    return dict(_titles_of(plan))


def _titles_of(plan: Plan) -> Iterator[tuple[Thing, str]]:
    if "organisation" not in plan.missing:
        organisation = plan.organisation
        yield (_TEAM, organisation.team.id), _on_one_line(organisation.team.title)
        for kind, group in _GROUPS.items():
            for each in getattr(organisation, group):
                yield (kind, each.id), _on_one_line(each.title)
    if "scenarios" not in plan.missing:
        for scenario in plan.scenarios:
            yield (_SCENARIO, scenario.id), _on_one_line(scenario.title)


def _on_one_line(title: str) -> str:
    return " ".join(title.split())


def titles_text(titles: Mapping[Thing, str]) -> str:
    """The titles as a record notes them: a line each, kind, id, title."""
    return "\n".join(f"{kind} {name} {title}" for (kind, name), title in titles.items())


def read_titles(text: str) -> Mapping[Thing, str]:
    """What such a text notes; lines of another form say nothing."""
    lines = (line.split(" ", 2) for line in text.split("\n"))
    return {(line[0], line[1]): line[2] for line in lines if len(line) == len(("kind", "id", "title"))}


def former_titles(plan: Plan) -> tuple[Former, ...]:
    """Every title that a recorded revision notes and that nothing has now, the longest first.

    Raises:
        SectionMissing: where a section that this needs could not be read.
    """
    for section in ("organisation", "scenarios", "revisions"):
        if section in plan.missing:
            raise SectionMissing(section)
    now = titles_of(plan)
    names = {*now.values(), *plan.parties.values()}
    found = {
        (thing, title): Former(title=title, kind=thing[0], now=now.get(thing), id=thing[1])
        for thing, title in _noted(plan.revisions)
        if title not in names
    }
    return tuple(sorted(found.values(), key=lambda each: (-len(each.title), each.title, each.now is None)))


def titles_to_note(plan: Plan) -> str:
    """What the next record has to note: the titles that no record before it notes, as text."""
    known = set(_noted(() if "revisions" in plan.missing else plan.revisions))
    return titles_text({thing: title for thing, title in titles_of(plan).items() if (thing, title) not in known})


def _noted(revisions: Iterable[Revision]) -> Iterator[tuple[Thing, str]]:
    for revision in revisions:
        yield from read_titles(revision.titles or "").items()
