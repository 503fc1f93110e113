"""Whom to call: the posts and outside parties of a scenario, and of the whole handbook."""

from collections.abc import Iterator, Sequence

import msgspec

from plangen.blocks.document import Block, Heading, Table
from plangen.documents.draft import Content, Draft, grid, text
from plangen.documents.phrases import NONE
from plangen.documents.tables import in_role, office
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario


def all_contacts(draft: Draft) -> Iterator[Block]:
    """The chapter with the numbers of everybody who commands, answers or is called."""
    organisation = draft.plan.organisation
    keys = [*(post.id for post in organisation.posts), *(each.id for each in organisation.outside)]
    label = draft.captions.table("contacts")
    yield Heading(level=1, text="附录　联系方式一览表", key="contacts", numbered=False, new_page=True)
    yield from text(f"全部岗位和外部单位的联系方式见{label}。", keep_next=True)
    yield contact_table(draft, keys, f"{label}　联系方式")


def contact_table(draft: Draft, keys: Sequence[str], caption: str, *, compact: bool = False) -> Table:
    """One row for each post, and for each outside party that can be called; `compact` within a chapter."""
    rows = [row for key in keys for row in _rows(draft.plan, key)]
    heads = ("岗位或单位", "责任人", "联系方式", "替补岗位")
    return msgspec.structs.replace(grid(caption, heads, (4.2, 4, 4.4, 3), rows), compact=compact)


def involved(draft: Draft, scenario: Scenario) -> list[str]:
    """Posts and outside parties of a scenario, each once: command first, then who acts and who is told."""
    plan = draft.plan
    team = plan.organisation.team
    parties = [
        *((scenario.owner,) if scenario.owner else ()),
        *(step.owner for step in scenario.flow),
        *(measure.owner for measure in scenario.measures if measure.owner),
        *(step.owner for step in plan.steps.values() if scenario.id in step.scenarios),
        *(party for each in scenario.notifications for party in (each.sender, each.receiver)),
    ]
    answers = [answering(plan, party) for party in parties]
    return list(dict.fromkeys((team.leader, team.deputy_leader, *filter(None, answers))))


def answering(plan: Plan, party: str) -> str | None:
    """Whom to call for a party: the head of a department or of a team's, a post or an outside party itself."""
    homes: dict[str, str] = {team.id: team.department for team in plan.organisation.response_teams}
    if department := plan.departments.get(homes.get(party, party)):
        return department.head
    if party == plan.organisation.team.id:
        return plan.organisation.team.leader
    return party if party in plan.posts or any(each.id == party for each in plan.organisation.outside) else None


def _rows(plan: Plan, key: str) -> Iterator[Sequence[Content]]:
    if post := plan.posts.get(key):
        yield (in_role(plan, post.id), post.holder or NONE, post.phone or NONE, office(plan, post.deputy))
    for outside in plan.organisation.outside:
        if outside.id == key and outside.contact:
            yield (outside.title, NONE, outside.contact, NONE)
