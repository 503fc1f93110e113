"""The file of a correction or withdrawal as it is first written, and the id that it gets."""

import datetime
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from plangen.model.case import Case
from plangen.model.communication import NoticeKind
from plangen.model.incident import ACT_GROUPS, Incident
from plangen.model.inherited import root_of
from plangen.model.issued import Act, Issued
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields
from plangen.model.values import Id, is_time, parse_time
from plangen.pipeline.notices.chosen import NoticeDraft, one_line
from plangen.workspace.append import record_text
from plangen.workspace.project import SOURCE

Fact: TypeAlias = str | Sequence[Mapping[str, str]] | None
"""What is said of a fact: nothing for one that may stay away, an empty text for one that is still to be said."""

_LETTERS: Mapping[Act, str] = {"更正": "c", "撤回": "w"}
_COMMANDS: Mapping[Act, str] = {"更正": "correct", "撤回": "withdraw"}


class Begin(Struct, frozen=True, kw_only=True):
    """What a correction or withdrawal says when it begins."""

    act: Act
    origin: NoticeDraft
    issue: Issued
    kind: NoticeKind
    title: str  # of the notice that it concerns
    dated: datetime.date | None
    channels: tuple[str, ...]
    facts: Mapping[str, Fact]


class CaseFile(Struct, frozen=True, kw_only=True):
    """A file to write, and what is left open in it."""

    path: str
    raw: bytes
    open: tuple[str, ...]


class _Bare(Struct, frozen=True):
    """What stands in YAML without quotes."""

    text: str

    def __str__(self) -> str:
        return self.text


def case_id(plan: Plan, begin: Begin, *, taken: Callable[[str], bool]) -> Id:
    """The first free one: kettle-2026-c1, -c2 for corrections of one incident, -w1 for withdrawals."""
    return next(name for name, _ in _free(plan, begin, taken))


def case_file(plan: Plan, begin: Begin, number: Id) -> CaseFile:
    """The file of this id."""
    origin = begin.origin.of
    assert isinstance(origin, Case)
    group, last = ACT_GROUPS[begin.act], number.rpartition("-")[2][1:]
    open_facts: list[str] = []
    incident = {
        "issued": begin.dated or _open(Incident, "issued", open_facts),
        "original": {
            "title": begin.title,
            "issued": parse_time(begin.issue.time).date() if is_time(begin.issue.time) else None,
            "channels": begin.channels,
        },
        group: _stated(_kind_of(group), begin.facts, open_facts),
    }
    values = {
        "id": number,
        "title": one_line(f"{root_of(origin, plan.cases).title}{begin.act}{last}"),
        "scenario": origin.scenario,
        "owner": origin.owner,
        "severity": origin.severity,
        "great_impact": _Bare("true") if origin.great_impact else None,
        "concerns": {"case": begin.issue.case, "kind": begin.issue.kind, "time": begin.issue.time},
        "notices": (begin.kind.id,),
        "incident": incident,
    }
    lines = (*_head(begin), *record_text(values))
    raw = "".join(f"{line}\n" for line in lines).encode()
    return CaseFile(path=_path(number), raw=raw, open=tuple(open_facts))


def _free(plan: Plan, begin: Begin, taken: Callable[[str], bool]) -> Iterator[tuple[Id, str]]:
    """Ids that nothing has or had: records of a case whose file was deleted keep their id."""
    used = {*(each.id for each in plan.scenarios), *(each.id for each in plan.incidents)}
    used |= {*(each.case for each in plan.approvals), *(each.case for each in plan.issued)}
    root = root_of(begin.origin.of, plan.cases).id
    for number in itertools.count(1):
        name = Id(f"{root}-{_LETTERS[begin.act]}{number}")
        if name not in used and not taken(_path(name)):
            yield name, _path(name)


def _path(number: Id) -> str:
    return f"{SOURCE}/incidents/{number}.yaml"


def _head(begin: Begin) -> tuple[str, ...]:
    origin = begin.origin
    what = one_line(f"{origin.case_title}：{origin.kind_title}（{begin.issue.time} 发布）")
    return (
        "# yaml-language-server: $schema=../.schema/case.schema.json",
        f"# {begin.act}：{what}。由 plangen notices {_COMMANDS[begin.act]} 写入，以后照事件文件填写。",
        f"# 这里没有写的事实（名称、热线、地址等）取自 {begin.issue.case}。",
    )


def _stated(kind: type[Record], facts: Mapping[str, Fact], open_facts: list[str]) -> dict[str, object]:
    """The facts of a group, with what is still to be said left open."""
    made: dict[str, object] = {}
    for key, fact in facts.items():
        if isinstance(fact, str):
            made[key] = fact or _open(kind, key, open_facts)
        elif fact is not None:
            below = fields(kind)[key].kind
            made[key] = tuple(_stated(below, each, open_facts) for each in fact)
    return made


def _open(kind: type[Record], key: str, open_facts: list[str]) -> _Bare:
    """`!todo` with the words by which the fact is asked for."""
    field = fields(kind)[key]
    subject = field.ask.subject if field.ask and field.ask.subject else field.title
    open_facts.append(subject)
    return _Bare(f"!todo {subject}")


def _kind_of(group: str) -> type[Record]:
    kind: type[Record] = fields(Incident)[group].kind
    return kind
