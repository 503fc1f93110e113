"""Whom a holder calls on the day, why, and at what number: his own people and those who play the outside world."""

from collections.abc import Iterator, Sequence

from plangen.documents.draft import Content
from plangen.documents.handbook.contacts import answering
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.concern import Position
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import NONE
from plangen.language.sentences import clause
from plangen.model.duties import in_name_of, steps_of, superiors
from plangen.model.plan import Plan
from plangen.model.values import is_todo


def number_of(plan: Plan, party: str) -> str:
    """The numbers that are called for a party, as far as they are known."""
    posts = [plan.posts[key] for key in answering(plan, party) if key in plan.posts]
    return "、".join(post.phone for post in posts if post.phone and not is_todo(post.phone))


def number_rows(plan: Plan, packet: Packet, place: Position, words: Worded) -> list[Sequence[Content]]:
    """A row for everybody whom the holder calls, with all that he calls him for."""
    whys: dict[str, list[str]] = {}
    for party, why in _called(plan, packet, place, words):
        for key in answering(plan, party):
            if key != packet.who.key and why not in whys.setdefault(key, []):
                whys[key].append(why)
    return [row for key, why in whys.items() if why for row in _row(plan, key, why)]


def _row(plan: Plan, key: str, whys: list[str]) -> Iterator[Sequence[Content]]:
    why = "；".join(whys)
    if post := plan.posts.get(key):
        yield (post.title, post.holder or None, post.phone or None, why)
        return
    for role in plan.script.roles:
        if role.stands_for == key and (staff := plan.staff.get(role.played_by)):
            known = staff.phone and not is_todo(staff.phone)
            yield (plan.party(key), NONE, staff.phone if known else None, why)
            return


def _called(plan: Plan, packet: Packet, place: Position, words: Worded) -> Iterator[tuple[str, str]]:
    post = plan.posts.get(packet.who.key)
    parties = {packet.who.key, *(in_name_of(plan, post) if post else ()), place.department} - {""}
    if not place.commands:
        parties -= {plan.organisation.team.id}
    above = [each.id for each in superiors(plan, post)] if post else []
    yield from ((each, words.text("number-above")) for each in above)
    department = plan.departments.get(place.department)
    if department:
        own = (*department.leading, *((department.collector,) if department.collector else ()))
        yield from ((each, words.text("number-own")) for each in own)
    for _, step in steps_of(plan, sorted(parties)):
        if step.reports_to:
            yield step.reports_to, words.text("number-report")
    if post and post.id in plan.organisation.team.commanders:
        yield from (
            (each.id, words.text("number-below")) for each in plan.organisation.posts if _is_below(plan, each.id)
        )
    if post:
        yield from _notified(plan, frozenset(parties))
    if post and post.deputy:
        yield post.deputy, words.text("number-deputy")


def _is_below(plan: Plan, key: str) -> bool:
    leader = plan.organisation.team.leader
    return any(each.id == leader for each in superiors(plan, plan.posts[key]))


def _notified(plan: Plan, parties: frozenset[str]) -> Iterator[tuple[str, str]]:
    for scenario in plan.played:
        for each in scenario.notifications:
            if each.sender in parties:
                yield each.receiver, clause(each.content)
