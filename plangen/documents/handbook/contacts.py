"""Whom to call: the posts and outside parties of a scenario, and of the whole handbook."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.documents.draft import Content, Draft, Rows
from plangen.documents.phrases import NONE
from plangen.documents.reached import numbers, reached_outside
from plangen.documents.tables import in_role, office
from plangen.model.organisation import Outside
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.standing_in import stand_ins


def everybody(draft: Draft) -> Rows:
    """The numbers of everybody who commands, answers or is called."""
    organisation = draft.plan.organisation
    return _rows(draft.plan, [*(each.id for each in organisation.posts), *(each.id for each in organisation.outside)])


def of_scenario(draft: Draft, scenario: Scenario) -> Rows:
    """The numbers of those who have a part in the scenario."""
    return _rows(draft.plan, _involved(draft, scenario), scenario.id)


def answering(plan: Plan, party: str) -> tuple[str, ...]:
    """Whom to call for a party: the heads of a department or of a team's, a post or an outside party itself."""
    homes: dict[str, str] = {team.id: team.department for team in plan.organisation.response_teams}
    if department := plan.departments.get(homes.get(party, party)):
        return department.leading
    if party == plan.organisation.team.id:
        return (plan.organisation.team.leader,)
    is_known = party in plan.posts or any(each.id == party for each in plan.organisation.outside)
    return (party,) if is_known else ()


def called_for(plan: Plan, parties: Iterable[str]) -> list[str]:
    """Leader, deputy and those who answer for the parties, each once; no outside party that nobody can call."""
    uncalled = {each.id for each in plan.organisation.outside if not _is_called(plan, each)}
    answers = (key for party in parties for key in answering(plan, party) if key not in uncalled)
    return list(dict.fromkeys((*plan.organisation.team.commanders, *answers)))


def _is_called(plan: Plan, outside: Outside) -> bool:
    """Whether an outside party has a number of its own, or somebody plays it."""
    return bool(outside.contact or stand_ins(plan, outside.id))


def _rows(plan: Plan, keys: Sequence[str], scenario: str = "") -> Rows:
    """One row for each post, and for each outside party that can be called."""
    return [row for key in keys for row in _row(plan, key, scenario)]


def _involved(draft: Draft, scenario: Scenario) -> list[str]:
    """Posts and outside parties of a scenario, each once: command first, then who acts and who is told."""
    plan = draft.plan
    parties = [
        *((scenario.owner,) if scenario.owner else ()),
        *(step.owner for step in scenario.flow),
        *(measure.owner for measure in scenario.measures if measure.owner),
        *(step.owner for step in plan.steps.values() if scenario.id in step.scenarios),
        *(party for each in scenario.notifications for party in (each.sender, each.receiver)),
    ]
    return called_for(plan, parties)


def _row(plan: Plan, key: str, scenario: str) -> Iterator[Sequence[Content]]:
    if post := plan.posts.get(key):
        yield (in_role(plan, post.id), post.holder or NONE, post.phone or NONE, office(plan, post.deputy))
    for outside in plan.organisation.outside:
        if outside.id == key and _is_called(plan, outside):
            found = reached_outside(plan, outside, scenario)
            yield (outside.title, [each.person or NONE for each in found], numbers(found) or NONE, NONE)
