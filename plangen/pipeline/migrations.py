"""What an older plan writes where there is a better place by now: one table, a line for each change of the schema.

A migration works on files, not on the plan: what the model knows no more cannot be read into one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from plangen.diagnostics import INFO, Finding, Place, Rule, rule
from plangen.editing.editor import Lifted, lifted
from plangen.editing.edits import Edit, Insert, Remove
from plangen.editing.meaning import Meaning, Said, meant_by
from plangen.model.communication import Communication, Contact
from plangen.model.contact import facts_of
from plangen.model.plan import Plan
from plangen.model.spec import fields

SAID_ONCE = rule(
    "J201",
    INFO,
    title=("各场景重复写的联系方式可以只写一次", "what every scenario repeats can be said once"),
    why=(
        "同一个热线、地址在每个场景里各写一遍，改的时候容易漏；现在可以只写一次，各场景和突发事件通用",
        "what each scenario repeats is easily changed in one and forgotten in another; it can be said once for all",
    ),
    message=(
        "{keys} 在几个场景里写的相同（涉及 {count} 个场景）",
        "{keys}: several scenarios say the same ({count} scenarios in all)",
    ),
    hint=(
        "运行 plangen migrate，移到 communication.yaml 的 contact（先看改什么：plangen migrate --dry-run）",
        "plangen migrate moves it to 'contact' in communication.yaml (plangen migrate --dry-run shows how)",
    ),
)
RULES = (SAID_ONCE,)

_SCENARIO, _INCIDENT = re.compile(r"source/scenarios/[^/]+\.yaml"), re.compile(r"source/incidents/[^/]+\.yaml")
_COMMUNICATION = "source/communication.yaml"
_KEYS = tuple(fields(Contact))
_WRITTEN = re.compile(rf"(?:^|[{{,])\s*(?:{'|'.join(_KEYS)}):".encode(), re.MULTILINE)
_TOLD = "# 各场景和突发事件的通知通用；某一场景、某一事件不同的，写在它自己的 incident 下面"


class Superseded(Struct, frozen=True, kw_only=True):
    """What is to be moved: the changes by file, the first place, and what the finding says."""

    edits: Mapping[str, list[Edit]]
    file: str
    path: tuple[str, ...]
    values: Mapping[str, object]


class Migration(Struct, frozen=True, kw_only=True):
    """How an older way of writing is brought to the present one."""

    rule: Rule  # says what is superseded and by what
    find: Callable[[Mapping[str, bytes]], Superseded | None]  # in the files of a project; None where there is nothing
    means: Callable[[Plan], object]  # what must be the same before and after


class _Moving(Struct, frozen=True, kw_only=True):
    """One field: in which scenarios it goes, and what comes in its stead."""

    key: str
    files: tuple[str, ...]
    comes: Lifted | None  # None: it is there


def superseded(contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """A finding for each old way of writing that a project uses."""
    for migration in MIGRATIONS:
        found = migration.find(contents)
        if found is not None:
            at = Place(file=found.file, path=".".join(found.path))
            yield Finding(rule=migration.rule, at=_placed(contents, found) or at, values=found.values)


def _placed(contents: Mapping[str, bytes], found: Superseded) -> Place | None:
    piece = lifted(found.file, contents[found.file], [found.path])[0]
    return piece.at if piece else None


def _contact(contents: Mapping[str, bytes]) -> Superseded | None:
    """How the public reaches the company: said by every scenario, and by several of them alike."""
    scenarios = {path: raw for path, raw in contents.items() if _SCENARIO.fullmatch(path)}
    if _COMMUNICATION not in contents or not any(map(_WRITTEN.search, scenarios.values())):
        return None
    paths = [("incident", key) for key in _KEYS]
    cases = {path: raw for path, raw in contents.items() if path in scenarios or _INCIDENT.fullmatch(path)}
    said = {path: dict(zip(_KEYS, lifted(path, raw, paths), strict=True)) for path, raw in cases.items()}
    there = lifted(_COMMUNICATION, contents[_COMMUNICATION], [("contact", key) for key in _KEYS])
    moves = [
        move
        for key, common in zip(_KEYS, there, strict=True)
        if (move := _moving(key, common, {path: each[key] for path, each in said.items()})) is not None
    ]
    if not moves:
        return None
    edits: dict[str, list[Edit]] = {}
    for move in moves:
        for file in move.files:
            edits.setdefault(file, []).append(Remove(("incident", move.key)))
    if comes := [*_coming(contents[_COMMUNICATION], [move for move in moves if move.comes])]:
        edits[_COMMUNICATION] = comes
    files = {file for move in moves for file in move.files}
    values = {"keys": [fields(Contact)[move.key].title for move in moves], "count": len(files)}
    return Superseded(edits=edits, file=min(files), path=("incident", moves[0].key), values=values)


def _moving(key: str, common: Lifted | None, said: Mapping[str, Lifted | None]) -> _Moving | None:
    scenarios = {path: each for path, each in said.items() if _SCENARIO.fullmatch(path)}
    if _meant(common) is not None:
        same = tuple(path for path, each in scenarios.items() if _meant(each) == _meant(common))
        return _Moving(key=key, files=same, comes=None) if same else None
    if any(_meant(each) is None for each in said.values()):
        return None  # what one of them leaves out on purpose or for now, it would say then
    (most, count), *_ = Counter(map(_meant, scenarios.values())).most_common(1)
    same = tuple(path for path, each in scenarios.items() if _meant(each) == most)
    pieces = [each for path, each in scenarios.items() if each and path in same]
    return _Moving(key=key, files=same, comes=_united(pieces)) if count > 1 else None


def _meant(each: Lifted | None) -> Meaning | None:
    """What a field says; None where it says nothing."""
    means = meant_by(each.value) if each is not None else None
    return None if isinstance(means, Said) and (means.blank or not means.text) else means


def _united(pieces: list[Lifted]) -> Lifted:
    """The value once, with every comment that one of them has."""
    first = pieces[0]
    behind = list(dict.fromkeys(each.behind for each in pieces if each.behind))
    above = dict.fromkeys([*(line for each in pieces for line in each.above), *behind[1:]])
    return Lifted(value=first.value, at=first.at, above=tuple(above), behind="".join(behind[:1]))


def _coming(raw: bytes, moves: list[_Moving]) -> Iterator[Edit]:
    """The company's place for them: made where it is not there, behind what stands before it usually."""
    order = list(fields(Communication))
    before = [("contact",), *((key,) for key in reversed(order[: order.index("contact")]))]
    is_there, *others = lifted(_COMMUNICATION, raw, before)
    for move in moves:
        piece = move.comes
        assert piece is not None
        path = ("contact", move.key)
        if is_there is None and move is moves[0]:
            after = next((key for (key,), each in zip(before[1:], others, strict=True) if each is not None), None)
            told = (_TOLD, *piece.above, *filter(None, [piece.behind]))
            yield Insert(path=("contact",), value={move.key: piece.value}, after=after, above=told)
        else:
            yield Insert(path=path, value=piece.value, above=piece.above, behind=piece.behind)


def _reached(plan: Plan) -> object:
    """What each case says, whether itself or for the company."""
    return {name: facts_of(plan, case) for name, case in plan.cases.items()}


MIGRATIONS = (Migration(rule=SAID_ONCE, find=_contact, means=_reached),)
"""In the order of the changes; each one finds nothing in what it has made."""
