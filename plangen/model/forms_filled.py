"""Which forms everybody has to fill in or review, by the document and the part of it."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.model.duties import collectors, heads
from plangen.model.holders import Holder, HolderKind
from plangen.model.plan import Plan
from plangen.model.script import CONTROLLING, EVALUATING

HOTLINE_LOG, DECISION_LOG, MEDIA_LOG = "hotline-log", "decision-log", "media-log"
"""The parts of the command-centre logs, by the keys of their headings."""


class Form(Struct, frozen=True, kw_only=True):
    """A form of the dossier that somebody writes in."""

    document: str  # by id
    part: str = ""  # a sheet or section of it by key; nothing: the whole, or whichever is his
    reviews: bool = False  # others write it, he looks through it


def forms_of(plan: Plan, holder: Holder) -> tuple[Form, ...]:
    """The forms that the holder fills in, as far as the plan has the documents; all but staff of the drill sign in."""
    known = {entry.id for entry in plan.dossier.entries} - plan.dossier.left_out
    return tuple(dict.fromkeys(form for form in _forms(plan, holder) if form.document in known))


def _forms(plan: Plan, holder: Holder) -> Iterator[Form]:
    yield Form(document="sign-in")
    if holder.kind is HolderKind.STAFF:
        yield from _of_staff(plan, holder)
        return
    if holder.kind is HolderKind.POST:
        yield from _of_post(plan, holder.party)
    if holder.kind is HolderKind.PARTICIPANTS:
        yield from _of_department(plan, holder.department)
    if holder.kind is HolderKind.TEAM:
        yield Form(document="roster", part=f"team-{holder.party}")
        if plan.resources.items or plan.resources.allocation:
            yield Form(document="supplies")
    yield from _logs(plan, holder)


def _of_post(plan: Plan, post: str) -> Iterator[Form]:
    departments = dict.fromkeys((*heads(plan).get(post, ()), *collectors(plan).get(post, ())))
    if departments and plan.reporting.template:
        yield Form(document="information-report", reviews=post not in collectors(plan))
    for department in departments:
        yield from _of_department(plan, department)
    team = plan.organisation.team
    if post in team.commanders:
        yield Form(document="handbook")
        yield Form(document="process-record", part=team.id)


def _of_department(plan: Plan, department: str) -> Iterator[Form]:
    if plan.forms.complaint_by == department:
        yield Form(document="complaint-form")
    yield Form(document="process-record", part=department)


def _logs(plan: Plan, holder: Holder) -> Iterator[Form]:
    if holder.kind is HolderKind.HOTLINE or (holder.party and holder.party == plan.reporting.hotline_post):
        yield Form(document="centre-logs", part=HOTLINE_LOG)
    if holder.kind is HolderKind.CENTRE or holder.party in _keepers(plan):
        yield Form(document="centre-logs", part=DECISION_LOG)
    liaison = plan.communication.liaison
    if liaison and holder.party == liaison.post:
        yield Form(document="centre-logs", part=MEDIA_LOG)


def _keepers(plan: Plan) -> tuple[str, ...]:
    """The posts that write down decisions: those of the command centre, where it has nobody else the commanders."""
    commanders = plan.organisation.team.commanders
    staff = plan.command.staff
    if any(not each.posts for each in staff):
        return ()
    others = tuple(post for each in staff for post in each.posts if post not in commanders)
    return others or commanders


def _of_staff(plan: Plan, holder: Holder) -> Iterator[Form]:
    staff = plan.staff[holder.key]
    if staff.kind == CONTROLLING:
        yield Form(document="msel")
    if staff.kind == EVALUATING:
        yield Form(document="evaluator-guide")
