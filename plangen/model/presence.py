"""Where people are in the drill: at the main venue, or at another where their department takes part."""

from collections.abc import Mapping

from plangen.model.drill import MAIN, Site
from plangen.model.plan import Plan, once


@once
def sites(plan: Plan) -> Mapping[str, Site]:
    """The venues beside the main one, by id."""
    return {each.id: each for each in plan.drill.venues}


def place_of_party(plan: Plan, party: str) -> str:
    """The id of the place where a party takes part: that of its department, else the main venue."""
    post = plan.posts.get(party)
    team = next((each for each in plan.organisation.response_teams if each.id == party), None)
    department = post.department if post else team.department if team else party
    return next((each.id for each in plan.drill.venues if department in each.departments), MAIN)
