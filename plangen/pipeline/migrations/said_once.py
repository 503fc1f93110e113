"""How the public reaches the company: repeated by every scenario, it moves to communication.yaml and is said once."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.diagnostics import INFO, rule
from plangen.editing.editor import Lifted, lifted
from plangen.editing.edits import Edit, Insert, Remove
from plangen.editing.meaning import Commented, Meaning, Said, meant_by
from plangen.model.communication import Communication, Contact
from plangen.model.contact import facts_of
from plangen.model.plan import Plan
from plangen.model.spec import fields
from plangen.pipeline.migrations.migration import Superseded

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
_SCENARIO, _INCIDENT = re.compile(r"source/scenarios/[^/]+\.yaml"), re.compile(r"source/incidents/[^/]+\.yaml")
_COMMUNICATION = "source/communication.yaml"
_KEYS = tuple(fields(Contact))
_WRITTEN = re.compile(rf"(?:^|[{{,])\s*(?:{'|'.join(_KEYS)}):".encode(), re.MULTILINE)
_TOLD = "# 各场景和突发事件的通知通用；某一场景、某一事件不同的，写在它自己的 incident 下面"


class _Moving(Struct, frozen=True, kw_only=True):
    """One field: in which scenarios it goes, and what comes in its stead."""

    key: str
    files: tuple[str, ...]
    first: Lifted  # of what goes
    comes: Commented | None = None  # None: it is there


_Written = Mapping[str, Lifted | None]
"""By file what it says of one field."""


def contact_repeated(contents: Mapping[str, bytes]) -> Superseded | None:
    """What every scenario says, and several of them alike."""
    scenarios = {path: raw for path, raw in contents.items() if _SCENARIO.fullmatch(path)}
    if _COMMUNICATION not in contents or not any(map(_WRITTEN.search, scenarios.values())):
        return None
    incidents = {path: raw for path, raw in contents.items() if _INCIDENT.fullmatch(path)}
    moves = [*_moves(contents[_COMMUNICATION], _said(scenarios), _said(incidents))]
    return _superseded(moves, contents[_COMMUNICATION]) if moves else None


def _superseded(moves: Sequence[_Moving], communication: bytes) -> Superseded:
    edits: dict[str, list[Edit]] = {}
    for move in moves:
        for file in move.files:
            edits.setdefault(file, []).append(Remove(("incident", move.key)))
    values = {"keys": [fields(Contact)[move.key].title for move in moves], "count": len(edits)}
    if comes := [*_coming(communication, moves)]:
        edits[_COMMUNICATION] = comes
    return Superseded(edits=edits, at=moves[0].first.at, values=values)


def contact_reached(plan: Plan) -> object:
    """What each case says, itself or for it the company."""
    return {name: facts_of(plan, case) for name, case in plan.cases.items()}


def _said(files: Mapping[str, bytes]) -> Mapping[str, _Written]:
    """By field what the files say."""
    paths = [("incident", key) for key in _KEYS]
    said = {path: dict(zip(_KEYS, lifted(path, raw, paths), strict=True)) for path, raw in files.items()}
    return {key: {path: each[key] for path, each in said.items()} for key in _KEYS}


def _moves(raw: bytes, scenarios: Mapping[str, _Written], incidents: Mapping[str, _Written]) -> Iterator[_Moving]:
    there = lifted(_COMMUNICATION, raw, [("contact", key) for key in _KEYS])
    for key, common in zip(_KEYS, there, strict=True):
        if _meant(common) is not None:
            yield from _gone(key, scenarios[key], _meant(common))
        # What one of them leaves out on purpose, or for now, it would say then.
        elif all(_meant(each) is not None for each in (*scenarios[key].values(), *incidents[key].values())):
            yield from _moved(key, scenarios[key])


def _gone(key: str, said: _Written, common: Meaning | None) -> Iterator[_Moving]:
    """What the company says already."""
    same = {path: each for path, each in said.items() if each is not None and _meant(each) == common}
    if same:
        yield _Moving(key=key, files=tuple(same), first=next(iter(same.values())))


def _moved(key: str, said: _Written) -> Iterator[_Moving]:
    """What most scenarios say, where it is more than one."""
    (most, count), *_ = Counter(map(_meant, said.values())).most_common(1)
    same = {path: each for path, each in said.items() if each is not None and _meant(each) == most}
    if count > 1:
        pieces = [*same.values()]
        yield _Moving(key=key, files=tuple(same), first=pieces[0], comes=_united(pieces))


def _meant(each: Lifted | None) -> Meaning | None:
    """What a field says; None where it says nothing."""
    means = meant_by(each.noted) if each is not None else None
    return None if isinstance(means, Said) and (means.blank or not means.text) else means


def _united(pieces: Sequence[Lifted]) -> Commented:
    """The value once, with every comment that one of them has."""
    noted = [each.noted for each in pieces]
    behind = list(dict.fromkeys(each.behind for each in noted if each.behind))
    above = dict.fromkeys([*(line for each in noted for line in each.above), *behind[1:]])
    return Commented(noted[0].value, tuple(above), "".join(behind[:1]))


def _coming(raw: bytes, moves: Sequence[_Moving]) -> Iterator[Edit]:
    """The company's place for them: made where it is not there, behind what stands before it usually."""
    comes = {move.key: move.comes for move in moves if move.comes is not None}
    order = list(fields(Communication))
    before = [("contact",), *((key,) for key in reversed(order[: order.index("contact")]))]
    is_there, *others = lifted(_COMMUNICATION, raw, before)
    if is_there is not None:
        yield from (Insert(path=("contact", key), value=value) for key, value in comes.items())
    elif comes:
        after = next((key for (key,), each in zip(before[1:], others, strict=True) if each is not None), None)
        yield Insert(path=("contact",), value=Commented(comes, (_TOLD,)), after=after)
