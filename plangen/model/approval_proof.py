"""Who knows what the approvals of a notice say, and which entries are no longer what they were.

Witnesses of an entry are its own digest, the entry after it, the record of an issue and that of a revision. None of
them can be asked of git: a copy of the folder proves as much.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from plangen.diagnostics import Place, Words, words
from plangen.model.approval import Approval, Approvals
from plangen.model.approval_chain import chain_of, digest_of, head_of, links_said, next_links
from plangen.model.bounds import LONGEST_TEXT
from plangen.model.chain import ChainEntry, Link, said
from plangen.model.edition import grouped
from plangen.model.issued import Issued
from plangen.model.plan import Plan
from plangen.model.records import Revision


class DamageKind(StrEnum):
    """What is wrong with an entry."""

    CHANGED = "changed"
    MISSING = "missing"
    FOREIGN = "foreign"  # it was never recorded in this chain
    MOVED = "moved"


class Damage(Struct, frozen=True, kw_only=True):
    """An entry that is not what it was."""

    kind: DamageKind
    number: str
    at: Place
    file: str
    witness: Words  # who says so
    entry: Approval | None = None  # as it stands there


class _Witness(Struct, frozen=True, kw_only=True):
    called: Words
    link: Link


def record_of(plan: Plan, case: str, kind: str) -> Approvals | None:
    """The approvals of a notice; None where nobody approved anything yet."""
    return next((each for each in plan.approvals if (each.case, each.kind) == (case, kind)), None)


def approvals_file(case: str, kind: str) -> str:
    """Where the approvals of a notice lie in the project."""
    return f"source/approvals/{case}--{kind}.yaml"


def head_said(plan: Plan, case: str, kind: str) -> str:
    """The approvals of a notice as they stand, for whoever witnesses them; nothing where there are none."""
    record = record_of(plan, case, kind)
    return said(next_links(record.approvals)) if record else ""


def head_on_paper(plan: Plan, case: str, kind: str) -> str:
    """The same as people compare it on paper, in groups of four."""
    record = record_of(plan, case, kind)
    return grouped(head_of(record.approvals)) if record and record.approvals else ""


def heads_noted(plan: Plan) -> str:
    """How the approvals of all notices stand, as far as no earlier revision noted it, for the record of the next one.

    What goes beyond the bound of a text is left out: the files themselves are in the commit.
    """
    every = () if "approvals" in plan.missing else plan.approvals
    known = {link for each in _revisions(plan) for link in links_said(each.approvals)}
    links = (
        Link(f"{each.case}/{each.kind}/{link.name}", link.head)
        for each in sorted(every, key=lambda each: (each.case, each.kind))
        for link in next_links(each.approvals)
    )
    fitting, room = list[Link](), LONGEST_TEXT
    for link in links:
        room -= 0 if link in known else len(said((link,))) + 2
        if link not in known and room >= 0:
            fitting.append(link)
    return said(fitting)


def notices_known(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The notices, by case and kind, that have approvals, or whose approvals somebody witnesses."""
    here = [(str(each.case), str(each.kind)) for each in plan.approvals]
    issued = [(str(each.case), str(each.kind)) for each in _issues(plan) if each.approvals_head]
    noted = [_notice(link.name) for each in _revisions(plan) for link in links_said(each.approvals)]
    return tuple(dict.fromkeys((*here, *issued, *((case, kind) for case, kind, _ in noted))))


def damages(plan: Plan, case: str, kind: str) -> tuple[Damage, ...]:
    """Every entry of a notice that is not what it was, once, in their order."""
    return _Attested(plan, case, kind).damages()


class _Attested:
    """One notice's approvals before their witnesses."""

    def __init__(self, plan: Plan, case: str, kind: str) -> None:
        record = record_of(plan, case, kind)
        self._record = record
        self._entries = record.approvals if record else ()
        self._chain = chain_of(self._entries)
        self._foreign = self._found_foreign()
        self._outside = tuple(_outside(plan, case, kind))
        self._file = record.where("case").file if record else approvals_file(case, kind)

    def damages(self) -> tuple[Damage, ...]:
        found: dict[tuple[str, bool], Damage] = {}
        for each in (*self._unlike(), *self._strange(), *self._moved(), *self._edited()):
            found.setdefault((each.number, each.kind is DamageKind.MISSING), each)
        return tuple(sorted(found.values(), key=lambda each: int(each.number)))

    def _unlike(self) -> Iterator[Damage]:
        """What witnesses know otherwise, or know and is not there."""
        own = (_Witness(called=_entry(each.name), link=link) for each in self._chain for link in each.links)
        heads = {each.name: each.head for each in reversed(self._chain)}
        for witness in (*own, *self._outside):
            name = witness.link.name
            if name in heads and heads[name] != witness.link.head:
                yield self._damage(DamageKind.CHANGED, name, witness.called)
            elif name not in heads and name.isdecimal():
                yield self._damage(DamageKind.MISSING, name, witness.called)

    def _strange(self) -> Iterator[Damage]:
        """What is no part of the chain."""
        yield from (self._damage(DamageKind.FOREIGN, str(at), called, at) for at, called in self._foreign.items())

    def _found_foreign(self) -> Mapping[int, Words]:
        """What stands behind chained entries and names none, or has the number of another, by its place from 1.

        With each the entry that the chain had come to.
        """
        began, seen, found = "", set[str](), dict[int, Words]()
        for position, (entry, link) in enumerate(zip(self._entries, self._chain, strict=True), 1):
            if (began and not link.after and not entry.digest) or link.name in seen:
                found[position] = _entry(began or link.name)
            elif link.after or entry.digest:
                began = link.name
            seen.add(link.name)
        return found

    def _moved(self) -> Iterator[Damage]:
        """What does not stand behind the entry that it names, although that is there."""
        places = {each.name: position for position, each in self._own()}
        for position, each in self._own():
            before = places.get(str(int(each.name) - 1)) if each.after else None
            if before is not None and before > position:
                yield self._damage(DamageKind.MOVED, each.name, _entry(self._chain[before - 1].name), position)

    def _edited(self) -> Iterator[Damage]:
        """What its own digest knows otherwise."""
        for position, link in self._own():
            entry = self._entries[position - 1]
            if entry.digest and entry.digest != digest_of(entry):
                itself = words("它自己的校验码", "its own digest")
                yield self._damage(DamageKind.CHANGED, link.name, itself, position)

    def _own(self) -> Iterator[tuple[int, ChainEntry]]:
        """The entries that are part of the chain, each with its place from 1."""
        return ((at, each) for at, each in enumerate(self._chain, 1) if at not in self._foreign)

    def _damage(self, kind: DamageKind, name: str, witness: Words, position: int = 0) -> Damage:
        at = position or next((place for place, each in enumerate(self._chain, 1) if each.name == name), 0)
        entry = self._entries[at - 1] if at and kind is not DamageKind.MISSING else None
        place = entry.where() if entry else self._record.where("approvals") if self._record else Place(file=self._file)
        return Damage(kind=kind, number=name, at=place, file=self._file, witness=witness, entry=entry)


def _entry(name: str) -> Words:
    return words(f"第 {name} 条记录", f"entry {name}")


def _outside(plan: Plan, case: str, kind: str) -> Iterator[_Witness]:
    """Who else noted how the approvals of a notice stood."""
    for issue in _issues(plan):
        if (issue.case, issue.kind) == (case, kind):
            called = words(f"{issue.time} 的发布记录", f"the record of the issue of {issue.time}")
            yield from (_Witness(called=called, link=link) for link in links_said(issue.approvals_head))
    for revision in _revisions(plan):
        called = words(f"{revision.version} 的修订记录", f"the record of {revision.version}")
        for link in links_said(revision.approvals):
            owner, what, number = _notice(link.name)
            if (owner, what) == (case, kind):
                yield _Witness(called=called, link=Link(number, link.head))


def _notice(name: str) -> tuple[str, str, str]:
    """Case, kind and number of an entry as a revision names it."""
    case, _, rest = name.partition("/")
    kind, _, number = rest.partition("/")
    return case, kind, number


def _issues(plan: Plan) -> Sequence[Issued]:
    return () if "issued" in plan.missing else plan.issued


def _revisions(plan: Plan) -> Sequence[Revision]:
    return () if "revisions" in plan.missing else plan.revisions
