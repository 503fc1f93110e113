"""Who signed: a person's name, one that the plan names for the post or that has authority, and no other stage's."""

from collections.abc import Iterator, Sequence

from plangen.diagnostics import Finding, Place
from plangen.model.approval import MET, SIGNED, Approval
from plangen.model.communication import Stage
from plangen.model.plan import Plan
from plangen.model.values import Id
from plangen.model.who_signs import is_name, name_form, signers
from plangen.pipeline.notices.approving import approval_rules as rules
from plangen.pipeline.notices.standing import StageStanding, StageState

_AT = Place(file="--name")


def against_name(plan: Plan, name: str) -> Iterator[Finding]:
    """What is no person's name."""
    if not is_name(plan, name):
        yield Finding(rule=rules.NO_PERSON, at=_AT, values={"text": name})


def against_signer(plan: Plan, entry: Approval, oral: Approval | None) -> Iterator[Finding]:
    """Somebody whom neither the plan nor an authority lets sign; only who said `oral` by word of mouth signs it."""
    if not entry.authorisation:
        known = (oral.name,) if entry.act == SIGNED and oral else signers(plan, entry.by)
        yield from _not_among(plan, entry.by, entry.name, known)


def against_stranger(plan: Plan, post: Id, name: str) -> Iterator[Finding]:
    """Somebody who is named for a post and whom the plan does not name for it; nothing where it names nobody."""
    yield from _not_among(plan, post, name, signers(plan, post))


def _not_among(plan: Plan, post: Id, name: str, known: Sequence[str]) -> Iterator[Finding]:
    if known and name_form(name) not in map(name_form, known):
        values = {"name": name, "post": plan.party(post), "known": list(known)}
        yield Finding(rule=rules.OTHER_PERSON, at=_AT, values=values)


def is_unnamed(plan: Plan, entry: Approval) -> bool:
    """Whether the plan names nobody with whom the name of an entry could be compared."""
    return entry.act not in {MET, SIGNED} and not signers(plan, entry.by)


def against_two_stages(
    plan: Plan, stage: Stage, entry: Approval, standings: tuple[StageStanding, ...]
) -> Iterator[Finding]:
    """Somebody who passed another stage of this version; whoever notes what others answered passes none."""
    if not entry.opens or _may_be_another(plan, stage):
        return
    for other in standings:
        passed = other.entry if other.state in _PASSED and other.stage.id != stage.id else None
        if passed and not _may_be_another(plan, other.stage) and name_form(passed.name) == name_form(entry.name):
            values = {"name": entry.name, "other": other.stage.title, "stage": stage.title}
            yield Finding(rule=rules.SAME_PERSON, at=_AT, values=values)


_PASSED = {StageState.VALID, StageState.UNSIGNED}


def _may_be_another(plan: Plan, stage: Stage) -> bool:
    """Whether who passes a stage may pass another one too."""
    return stage.same_person or stage.by in {each.id for each in plan.organisation.outside}
