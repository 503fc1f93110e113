"""Whom a holder calls on the day, why, and at what number: his own people and those who play the outside world."""

from collections.abc import Iterator, Sequence

from plangen.documents.draft import Content
from plangen.documents.handbook.contacts import answering
from plangen.documents.outlines.worded import Worded
from plangen.documents.packets.concern import Position
from plangen.documents.packets.holders import Packet
from plangen.documents.phrases import NONE
from plangen.documents.reached import reached_outside
from plangen.language.sentences import clause
from plangen.model.agenda import Duty, DutyKind, duties_of
from plangen.model.duties import superiors
from plangen.model.holders import holder
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
    return [row for key, why in whys.items() if why for row in _row(plan, key, "；".join(why))]


def _row(plan: Plan, key: str, why: str) -> Iterator[Sequence[Content]]:
    """A post; of an outside party whoever answers for it in the drill."""
    if post := plan.posts.get(key):
        yield (post.title, post.holder or None, post.phone or None, why)
        return
    outside = next((each for each in plan.organisation.outside if each.id == key), None)
    for each in reached_outside(plan, outside)[:1] if outside is not None else ():
        yield (plan.party(key), each.person or NONE, each.number or None, why)


def _called(plan: Plan, packet: Packet, place: Position, words: Worded) -> Iterator[tuple[str, str]]:
    yield from _of_post(plan, packet.who.key, words)
    department = plan.departments.get(place.department)
    if department is not None:
        own = words.text("number-own")
        yield from ((each, own) for each in (*department.leading, department.collector) if each)
    found = holder(plan, packet.key)
    for duty in duties_of(plan, found) if found else ():
        if duty.hands_to:
            yield duty.hands_to, _why(duty, words)


def _why(duty: Duty, words: Worded) -> str:
    if duty.kind is DutyKind.NOTIFY:
        return clause(duty.what)
    return words.text("number-below" if duty.kind is DutyKind.COMMAND else "number-report")


def _of_post(plan: Plan, key: str, words: Worded) -> Iterator[tuple[str, str]]:
    """Whom a post answers to and who stands in for it; for who leads, all who answer to him."""
    post = plan.posts.get(key)
    if post is None:
        return
    yield from ((each.id, words.text("number-above")) for each in superiors(plan, post))
    if key in plan.organisation.team.commanders:
        leader = plan.posts.get(plan.organisation.team.leader)
        below = (each for each in plan.organisation.posts if leader in superiors(plan, each))
        yield from ((each.id, words.text("number-below")) for each in below)
    if post.deputy:
        yield post.deputy, words.text("number-deputy")
