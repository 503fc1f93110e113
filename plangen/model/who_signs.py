"""Who may sign for a post: whoever holds it, and those who stand in for him. Names are compared in one form."""

import re
import unicodedata

from plangen.model.plan import Plan
from plangen.model.values import is_todo

_NAME = re.compile(r"(?:[^\W\d_]|[ .'·•‧’-])+")  # letters of any script, and what stands between them
_BETWEEN = re.compile(r"[ .'·•‧’-]+")
_SHORTEST = 2  # letters


def name_form(name: str) -> str:
    """A name as names are compared: whatever its spaces, width and capitals."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", name)).casefold()


def is_name(plan: Plan, text: str) -> bool:
    """Whether a text can be somebody's name: letters, and not what a post or a party is called."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    form = name_form(plain)
    said = plan.organisation
    called = (*(each.title for each in said.posts), *(each.title for each in said.departments))
    titles = {name_form(each) for each in (*called, *(each.title for each in said.outside))}
    return _NAME.fullmatch(plain) is not None and len(form) >= _SHORTEST and form not in titles


def signers(plan: Plan, post: str) -> tuple[str, ...]:
    """The names of whoever holds a post and of those who stand in for him; none where the plan names no holder."""
    holder = plan.posts[post].holder if post in plan.posts else None
    if not holder or is_todo(holder):
        return ()
    names = (plan.posts[each].holder for each in _standing_in(plan, post))
    return tuple(dict.fromkeys((holder, *(each for each in names if each and not is_todo(each)))))


def _standing_in(plan: Plan, post: str) -> tuple[str, ...]:
    """The posts that stand in for one, each for the one before; the deputy leader stands in for the leader."""
    team = plan.organisation.team
    found = [post]
    for each in found:
        deputies = (plan.posts[each].deputy, team.deputy_leader if each == team.leader else None)
        found += [deputy for deputy in deputies if deputy and deputy in plan.posts and deputy not in found]
    return tuple(found[1:])
