"""需要重新交底人员名单: who has to be told again of what, and which papers are to be exchanged."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.document import Align
from plangen.blocks.identity import Identity
from plangen.blocks.workbook import Column, Kind, Register, Row, Workbook
from plangen.documents.revisions.revision_table import TableFacts
from plangen.model.plan import Plan

_TITLE = "需要重新交底人员名单"


class Briefed(Struct, frozen=True, kw_only=True):
    """One role, with who holds it."""

    key: str  # its id
    role: str
    person: str  # empty where the plan does not name anybody
    changes: tuple[str, ...]
    files: tuple[str, ...]  # to be exchanged
    retrain: bool  # what it has to do changed, not just whom it calls
    gone: bool = False  # the role is no more

    @property
    def who(self) -> str:
        """The person with the role, or the role alone while nobody is known."""
        return f"{self.person}（{self.role}）" if self.person else self.role


def by_person(briefed: Iterable[Briefed]) -> tuple[Briefed, ...]:
    """Whoever holds several roles once, with all of them; roles whose holder is not known stay apart."""
    found: dict[str, Briefed] = {}
    for each in briefed:
        key = f"{each.gone} {each.person}" if each.person else each.key
        known = found.get(key)
        found[key] = each if known is None else _together(known, each)
    return tuple(found.values())


def _together(one: Briefed, other: Briefed) -> Briefed:
    return replace(
        one,
        role=f"{one.role}、{other.role}",
        changes=tuple(dict.fromkeys((*one.changes, *other.changes))),
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        retrain=one.retrain or other.retrain,
    )


def rebriefing_list(plan: Plan, facts: TableFacts, briefed: Iterable[Briefed], training: Iterable[str]) -> Workbook:
    """The workbook of those who have to be told, a row a person, with room to sign."""
    columns = (
        Column(id="number", title="序号", width=6, kind=Kind.INTEGER),
        Column(id="who", title="人员/岗位", width=24, kind=Kind.LONG),
        Column(id="changes", title="涉及的修改", width=60, kind=Kind.LONG),
        Column(id="files", title="需要更换的文件", width=34, kind=Kind.LONG),
        Column(id="training", title="重新培训", width=10, align=Align.CENTRE),
        Column(id="signed", title="签收", width=16, entry=True),
    )
    rows = tuple(
        Row(
            key=each.key,
            values={
                "number": number,
                "who": each.who,
                "changes": "\n".join(each.changes),
                "files": "\n".join(each.files),
                "training": "需要" if each.retrain else "不需要",
            },
        )
        for number, each in enumerate(by_person(briefed), start=1)
    )
    versions = f"修订前版本：{facts.old}　修订后版本：{facts.new}"
    notes = (f"{versions}　　旧文件交回后销毁。", *(f"需要重新培训：{each}" for each in training))
    return Workbook(
        title=_TITLE,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=f"{plan.identity.title}　{_TITLE}",
        footer=versions,
        created=facts.date,
        sheets=(Register(key="people", name="名单", title=_TITLE, notes=notes, columns=columns, rows=rows, height=32),),
        identity=Identity(document="rebriefing", plan=plan.identity.title, revision=facts.new),
    )
