"""Who may see which document, section and inject. Nobody sees what no rule shows him.

A section is shown only where its document, each heading above it and its own rule allow it: rules below only narrow
those above. Nothing here knows how a document is written: a section is known by the head that it stands under.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.model.audience import CONTROLLERS, EVALUATORS, PLAYERS, PUBLIC, DocumentAudience, usual_rules
from plangen.model.holders import HolderKind, holder, holders
from plangen.model.injects import Inject
from plangen.model.plan import Plan, once
from plangen.model.script import EVALUATING
from plangen.model.timeline import ALL_DEPARTMENTS
from plangen.model.values import Id

_STAFF = (CONTROLLERS, EVALUATORS)


class SectionHead(Struct, frozen=True, kw_only=True):
    """The heading that a section stands under."""

    level: int
    key: str  # what rules name it by
    owner: str = ""  # the id of the party or the member of the drill staff whose section it is; empty: nobody's
    added: bool = False  # a chapter of the plan's owner, that no rule which comes with plangen can know of


class Viewer(Struct, frozen=True, kw_only=True):
    """Somebody who asks to see something; `key` is the id of a party or of drill staff, empty for a whole group."""

    group: str
    key: str = ""


def viewer(plan: Plan, key: str) -> Viewer | None:
    """The viewer with this id; None where no party and no member of the drill staff has it.

    An outside party that has a step to do plays; any other stands for the public and sees what is published.
    """
    staff = plan.staff.get(key)
    if staff is not None:
        return Viewer(group=EVALUATORS if staff.kind == EVALUATING else CONTROLLERS, key=key)
    if _is_of_centre(plan, key):
        return Viewer(group=PLAYERS, key=key)
    if key not in plan.parties:
        return None
    return Viewer(group=PUBLIC if key in _bystanders(plan) else PLAYERS, key=key)


@once
def sight_rules(plan: Plan) -> tuple[DocumentAudience, ...]:
    """Who may see which document: as the plan says, or, where it says nothing at all, as is usual."""
    return (
        plan.audiences.documents if plan.has("audiences") else usual_rules(plan.organisation.team.id, log_keepers(plan))
    )


def log_keepers(plan: Plan) -> tuple[Id, ...]:
    """The posts that write down calls, decisions and enquiries of the press, whether they belong to the team or not."""
    liaison = plan.communication.liaison
    posts = [plan.reporting.hotline_post, liaison.post if liaison else None]
    posts += [post for staff in plan.command.staff for post in staff.posts]
    return tuple(dict.fromkeys(post for post in posts if post))


def may_see(plan: Plan, who: Viewer, document: str, path: Sequence[SectionHead] = ()) -> bool:
    """Whether somebody may see a document, or in it a section, given by its headings from the outermost to its own."""
    own = [rule for rule in sight_rules(plan) if rule.document == document]
    if not own:
        return who.group in plan.audiences.default
    return all(_shows(plan, who, rule, path) for rule in own)


def reaches(plan: Plan, group: str, document: str) -> bool:
    """Whether anybody of a group may see a document."""
    rules = [rule for rule in sight_rules(plan) if rule.document == document]
    return all(group in rule.audience for rule in rules) if rules else group in plan.audiences.default


def visible_sections(plan: Plan, who: Viewer, document: str, heads: Iterable[SectionHead]) -> tuple[str, ...]:
    """The keys of the headings, in order, whose sections somebody may see."""
    path: list[SectionHead] = []
    seen: list[str] = []
    for head in heads:
        path = [*(above for above in path if above.level < head.level), head]
        if may_see(plan, who, document, path):
            seen.append(head.key)
    return tuple(seen)


def may_see_inject(plan: Plan, who: Viewer, inject: Inject, *, delivered: bool = False) -> bool:
    """Whether somebody may see an inject; once delivered, its receivers do, too."""
    if who.group in (inject.audience or plan.audiences.injects):
        return True
    return delivered and any(belongs_to(plan, who.key, receiver) for receiver in inject.to)


def belongs_to(plan: Plan, key: str, whole: str) -> bool:
    """Whether a party is `whole`, a part of it, or a member: a post of a department, a member of the team."""
    if key == whole:
        return True
    if whole == ALL_DEPARTMENTS:
        return any(belongs_to(plan, key, each) for each in plan.departments if each != ALL_DEPARTMENTS)
    team = plan.organisation.team
    if whole == team.id:
        return key in team.everybody or _is_of_centre(plan, key)
    post = plan.posts.get(key)
    home = post.department if post else _homes(plan).get(key)
    return home is not None and home == whole


def _shows(plan: Plan, who: Viewer, rule: DocumentAudience, path: Sequence[SectionHead]) -> bool:
    if is_unnamed(rule, path) and who.group not in _STAFF:
        return False
    return all(_allows(plan, who, audience, only) for audience, only in _narrowed(rule, who, path))


def _narrowed(
    rule: DocumentAudience, who: Viewer, path: Sequence[SectionHead]
) -> Iterator[tuple[tuple[str, ...], tuple[Id, ...]]]:
    """Groups and names that all have to allow it: the document's, those of the sections on the way, their owners'."""
    yield rule.audience, rule.only
    keys = {head.key for head in path}
    own = f"card-{who.key}"  # nobody's card is kept from himself, whoever else may hand it on
    yield from ((each.audience, each.only) for each in rule.sections if each.section in keys - {own})
    yield from ((rule.audience, (Id(head.owner),)) for head in path if rule.own and head.owner)


def is_unnamed(rule: DocumentAudience, path: Sequence[SectionHead]) -> bool:
    """Whether a section is one that the plan's owner has added and that no rule names, nor one around it."""
    first = next((head for head in path if head.added), None)
    return first is not None and first.key not in {each.section for each in rule.sections}


def _allows(plan: Plan, who: Viewer, audience: tuple[str, ...], only: tuple[Id, ...]) -> bool:
    """Names narrow the group that they belong to and leave the others alone."""
    if who.group not in audience:
        return False
    named = [key for key in only if _group(plan, key) == who.group]
    return not named or any(belongs_to(plan, who.key, key) for key in named)


@once
def _bystanders(plan: Plan) -> frozenset[str]:
    """The outside parties that have nothing to do in the drill."""
    acting = {step.owner for step in plan.steps.values()} | {each.party for each in holders(plan)}
    return frozenset(party.id for party in plan.organisation.outside) - acting


def _is_of_centre(plan: Plan, key: str) -> bool:
    """Whether somebody works in the command centre of the team without a post of his own."""
    found = holder(plan, key)
    return found is not None and found.kind in {HolderKind.CENTRE, HolderKind.HOTLINE}


@once
def _homes(plan: Plan) -> Mapping[str, str]:
    """The department that sends each response team."""
    return {team.id: team.department for team in plan.organisation.response_teams}


def _group(plan: Plan, key: str) -> str | None:
    found = viewer(plan, key)
    return found.group if found else None
