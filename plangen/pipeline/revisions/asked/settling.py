"""What a revision says of the findings of drills: answered, put off, withdrawn, or carried over from the last one."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.changes.change import touches
from plangen.changes.wording import Described
from plangen.checks.wording import day
from plangen.diagnostics import Finding
from plangen.model.finding import DrillFinding
from plangen.model.owed import FindingState, Owed, drills_with, full_name, owed
from plangen.model.plan import Plan
from plangen.pipeline.revisions import rules
from plangen.pipeline.revisions.proposal import Proposal, WantedRevision


class Settled(Struct, frozen=True, kw_only=True):
    """What a record is to say of findings, by the names that records use."""

    answers: tuple[str, ...] = ()
    deferred: Mapping[str, str] = {}  # reason by name
    withdrawn: Mapping[str, str] = {}


def settled(proposal: Proposal) -> Settled:
    """What is wanted, and every finding that was put off and of which nothing is said, with its reason."""
    plan, wanted = proposal.study.plan, proposal.wanted
    if not _can_ask(plan):
        return Settled(answers=wanted.answers, deferred=wanted.deferred, withdrawn=wanted.withdrawn)
    carried = {_name(wanted, each.key): each.deferrals[-1].reason for each in _carried(plan, wanted)}
    return Settled(
        answers=tuple(_recorded(plan, wanted, name) for name in wanted.answers),
        deferred={**carried, **{_recorded(plan, wanted, name): why for name, why in wanted.deferred.items()}},
        withdrawn={_recorded(plan, wanted, name): why for name, why in wanted.withdrawn.items()},
    )


def waiting(plan: Plan) -> tuple[Owed, ...]:
    """What was put off and is open; nothing where that cannot be said, which is an error of its own."""
    return tuple(each for each in owed(plan) if each.state is FindingState.DEFERRED) if _can_ask(plan) else ()


def unsaid(proposal: Proposal) -> tuple[Owed, ...]:
    """The findings that are open or were put off and that the command line does not name; none for a first revision."""
    plan, wanted = proposal.study.plan, proposal.wanted
    if proposal.last is None or proposal.by_hand is not None or not _can_ask(plan):
        return ()
    named = {each for name in _said(wanted) for each in _candidates(plan, wanted, name)}
    return tuple(each for each in owed(plan) if not each.is_closed and each.key not in named)


def _carried(plan: Plan, wanted: WantedRevision) -> Iterator[Owed]:
    """What was put off and is not spoken of."""
    named = {_meant(plan, wanted, name) for name in _said(wanted)}
    return (each for each in waiting(plan) if each.key not in named)


def about_findings(proposal: Proposal) -> Iterator[Finding]:
    """Each finding that demands a change has to be answered, put off or withdrawn; what was put off waits on."""
    plan, wanted = proposal.study.plan, proposal.wanted
    # What is recorded first is what the first drill was held with.
    if proposal.last is None or not _can_ask(plan):
        return
    drills = sorted({drill.drill for drill in plan.findings})
    if wanted.drill and wanted.drill not in drills:
        values = {"drill": day(wanted.drill), "known": [each.isoformat() for each in drills] or "—"}
        yield Finding(rule=rules.NO_DRILL, at=proposal.at, values=values)
        return
    yield from _about_names(proposal)
    yield from _about_owed(proposal)


def _about_owed(proposal: Proposal) -> Iterator[Finding]:
    plan, wanted = proposal.study.plan, proposal.wanted
    answers = {_meant(plan, wanted, name) for name in wanted.answers}
    named = {each for name in _said(wanted) for each in _candidates(plan, wanted, name)}
    for each in owed(plan):
        if not each.is_closed and each.key in answers:
            yield from _about_answer(each.finding, proposal.compared.lines if proposal.compared else ())
        elif each.state is FindingState.OPEN and each.key not in named:
            values = {"drill": day(each.drill), "title": each.finding.title, "id": _shortest(plan, wanted, each)}
            yield Finding(rule=rules.OPEN_FINDING, at=each.finding.where("id"), values=values)


def _can_ask(plan: Plan) -> bool:
    return not {"findings", "revisions"} & set(plan.missing)


def _said(wanted: WantedRevision) -> tuple[str, ...]:
    return (*wanted.answers, *wanted.deferred, *wanted.withdrawn)


def _about_names(proposal: Proposal) -> Iterator[Finding]:
    """Names that mean no finding, or more than one; findings of which two things are said."""
    plan, wanted = proposal.study.plan, proposal.wanted
    seen: set[tuple[datetime.date, str]] = set()
    for name in _said(wanted):
        found = _candidates(plan, wanted, name)
        if not found:
            values: dict[str, object] = {"id": name, "known": _known(plan, wanted) or "—"}
            yield Finding(rule=rules.UNKNOWN_FINDING, at=proposal.at, values=values)
        elif len(found) > 1:
            values = {"id": name, "names": [full_name(*each) for each in found]}
            yield Finding(rule=rules.AMBIGUOUS_FINDING, at=proposal.at, values=values)
        elif found[0] in seen:
            yield Finding(rule=rules.SAID_TWICE, at=proposal.at, values={"id": name})
        else:
            seen.add(found[0])


def _known(plan: Plan, wanted: WantedRevision) -> list[str]:
    """The names that would do: of the revision's drill, else of every drill."""
    drills = [drill for drill in plan.findings if wanted.drill in {None, drill.drill}]
    return sorted({each.id for drill in drills for each in drill.findings})


def _candidates(plan: Plan, wanted: WantedRevision, name: str) -> Sequence[tuple[datetime.date, str]]:
    """The findings that a name may mean: of the revision's own drill, else those that are open, else any."""
    date, slash, finding = name.rpartition("/")
    having = drills_with(finding, plan.findings)
    if slash:
        having = [each for each in having if each.isoformat() == date]
    elif wanted.drill in having:
        having = [each for each in having if each == wanted.drill]
    else:
        having = _waiting(plan, wanted, finding) or (having if wanted.drill is None else [])
    return [(each, finding) for each in having]


def _waiting(plan: Plan, wanted: WantedRevision, finding: str) -> list[datetime.date]:
    """The drills whose finding of this id is open; in a revision after a drill, was put off before."""
    every = [each for each in owed(plan) if each.finding.id == finding and not each.is_closed]
    return [each.drill for each in every if wanted.drill is None or each.state is FindingState.DEFERRED]


def _meant(plan: Plan, wanted: WantedRevision, name: str) -> tuple[datetime.date, str] | None:
    """The finding that a name means; None where it means none or several."""
    found = _candidates(plan, wanted, name)
    return found[0] if len(found) == 1 else None


def _recorded(plan: Plan, wanted: WantedRevision, name: str) -> str:
    """The name as the record has it, so that it means the same for ever."""
    found = _meant(plan, wanted, name)
    return _name(wanted, found) if found else name


def _name(wanted: WantedRevision, finding: tuple[datetime.date, str]) -> str:
    return finding[1] if finding[0] == wanted.drill else full_name(*finding)


def _shortest(plan: Plan, wanted: WantedRevision, each: Owed) -> str:
    """The shortest name that means this finding on the command line."""
    return each.finding.id if len(_candidates(plan, wanted, each.finding.id)) == 1 else each.name


def _about_answer(finding: DrillFinding, lines: Sequence[Described]) -> Iterator[Finding]:
    """A warning where none of the places that a finding names has changed."""
    if finding.revises and not any(touches(line.path, place) for place in finding.revises for line in lines):
        values: Mapping[str, object] = {"title": finding.title, "places": list(finding.revises)}
        yield Finding(rule=rules.NOT_CHANGED, at=finding.where("revises"), values=values)
