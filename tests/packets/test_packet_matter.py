"""What somebody has to do, fill in, know and call stands in his packet; proved of the sample and of a school's plan."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plangen.alike import normal
from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.documents.packets.concern import position_of
from plangen.documents.packets.handing_out import is_outside, whole_documents
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import PacketPart, parts
from plangen.documents.packets.wanted import wanted
from plangen.language.sentences import clause
from plangen.model.agenda import Duty, DutyKind, duties_of
from plangen.model.audience import CONTROLLERS, EVALUATORS, OBSERVERS, PLAYERS
from plangen.model.duties import superiors
from plangen.model.forms_filled import forms_of
from plangen.model.holders import holder, holders
from plangen.model.injects import Inject
from plangen.model.outline import keys_of
from plangen.model.plan import Plan
from plangen.model.script import SIMULATING
from plangen.pipeline.check import study
from plangen.pipeline.outline_files import shipped
from plangen.pipeline.packets.composing import bodies_of
from plangen.pipeline.wording_files import with_templates
from plangen.reading.outline import read_outline
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
PLANS = {"sample": ROOT, "school": ROOT / "tests/plans/school"}
_OPEN_NUMBER = r"(phone|contact|number): !todo [^,}\n]*"
ELSEWHERE = frozenset({"sign-in", "handbook", "evaluator-guide"})  # on the desk; what is read and written on


def numbered(folder: Path) -> Plan:
    """The plan of a folder in which every number is known and told from every other."""
    known = study(folder).files
    sources = dict(known.under("source"))
    count = iter(range(1000, 9000))
    for name, raw in sources.items():
        text = re.sub(
            r"(phone|contact|number): !todo [^,}\n]*", lambda found: f'{found[1]}: "0571-{next(count)}"', raw.decode()
        )
        sources[name] = text.encode()
    return with_templates(read(sources).plan, known.under("templates"))


@pytest.fixture(scope="module", params=PLANS)
def plan(request: pytest.FixtureRequest) -> Plan:
    return numbered(PLANS[request.param])


@pytest.fixture(scope="module")
def held(plan: Plan) -> Mapping[str, tuple[PacketPart, ...]]:
    bodies = bodies_of(plan)
    return {packet.key: parts(plan, packet, bodies) for packet in packets(plan)}


def said(held: tuple[PacketPart, ...]) -> str:
    return normal("".join(as_text(part.body) for part in held if isinstance(part.body, Document)))


def played(plan: Plan) -> Iterator[Packet]:
    return (packet for packet in packets(plan) if packet.who.group == PLAYERS)


def test_everybody_with_a_place_in_the_drill_has_a_packet(plan: Plan) -> None:
    assert {each.key for each in holders(plan)} <= {packet.key for packet in packets(plan)}


def test_each_duty_stands_in_the_packet_of_who_has_it(plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]) -> None:
    missing = [
        f"{packet.title}: {duty.kind} {duty.title} {text}"
        for packet in packets(plan)
        if (found := holder(plan, packet.key))
        for duty in duties_of(plan, found)
        for text in told(plan, packet, duty)
        if normal(clause(text)) not in said(held[packet.key])
    ]
    assert missing == []


def told(plan: Plan, packet: Packet, duty: Duty) -> Iterator[str]:
    """What must be told of a duty: what to do; of what players only wait for, nothing."""
    is_secret = packet.who.group == PLAYERS and duty.kind is DutyKind.INJECT
    if duty.what and not is_secret:
        yield duty.what


def test_each_form_of_a_holder_is_in_his_stack(plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]) -> None:
    bodies = bodies_of(plan)
    missing = [
        f"{packet.title}: {form.document} {form.part}"
        for packet in packets(plan)
        if (found := holder(plan, packet.key))
        for form in forms_of(plan, found)
        if form.document in bodies.keys() - ELSEWHERE and not form.reviews and acts(plan, packet)
        if form.document not in {part.document for part in held[packet.key] if part.is_form}
    ]
    assert missing == []


def acts(plan: Plan, packet: Packet) -> bool:
    """Whether a member of the drill staff has something to feed in; who has not, has no list to keep."""
    return packet.who.group != CONTROLLERS or bool(position_of(plan, packet).scenarios)


def test_rules_signals_and_stops_are_in_every_packet(plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]) -> None:
    signals = [each.words for each in plan.script.signals]
    safety = plan.drill.conduct.safety if plan.drill.conduct else ()
    rules = plan.drill.conduct.rules if plan.drill.conduct else ()
    for packet in packets(plan):
        text = said(held[packet.key])
        own = (*signals, *safety, *(each.title for each in plan.script.stops if packet.who.group == PLAYERS))
        own += rules if packet.who.group == PLAYERS else ()
        assert [each for each in own if normal(clause(each)) not in text] == [], packet.title


def test_a_post_finds_the_numbers_of_whom_it_calls(plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]) -> None:
    for packet in played(plan):
        post = plan.posts.get(packet.who.key)
        if post is None:
            continue
        wanted = [each.phone for each in superiors(plan, post) if each.phone]
        wanted += [plan.reporting.hotline.number] if plan.reporting.hotline else []
        department = plan.departments.get(post.department or "")
        keys = (*department.leading, department.collector) if department else ()
        wanted += [plan.posts[key].phone or "" for key in keys if key and key != post.id]
        text = said(held[packet.key])
        assert [each for each in wanted if normal(each) not in text] == [], packet.title


def test_outsiders_get_no_list_of_numbers_with_whole_documents_either(plan: Plan) -> None:
    bodies = bodies_of(plan)
    outside = [packet for packet in played(plan) if is_outside(plan, packet)]
    assert outside
    for packet in outside:
        for full in (False, True):
            text = said(parts(plan, packet, bodies, full=full))
            known = [post.title for post in plan.organisation.posts if post.phone and normal(post.phone) in text]
            assert len(known) <= 2, known  # whom he obeys, and who stands in for him


def test_simulators_get_their_own_calls_controllers_their_own_scenarios(
    plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]
) -> None:
    for packet in packets(plan):
        staff = plan.staff.get(packet.who.key)
        if staff is None or packet.who.group != CONTROLLERS:
            continue
        text = said(held[packet.key])
        for inject in every(plan):
            is_his = fed_in_by(plan, inject, staff.id)
            if staff.kind == SIMULATING:
                assert (normal(clause(inject.content)) in text) == is_his, (packet.title, inject.serial)
            elif staff.scenarios and not is_his:
                own = {each.id for key in staff.scenarios for each in plan.events(key)}
                assert (normal(clause(inject.content)) in text) == (inject.id in own), (packet.title, inject.serial)


def every(plan: Plan) -> Iterator[Inject]:
    return (inject for scenario in plan.played for inject in plan.events(scenario.id))


def fed_in_by(plan: Plan, inject: Inject, staff: str) -> bool:
    role = plan.roles.get(inject.role or "")
    return inject.by == staff or (role is not None and role.played_by == staff)


def test_who_looks_on_is_told_to_carry_no_card(plan: Plan, held: Mapping[str, tuple[PacketPart, ...]]) -> None:
    cards = plan.dossier.title("role-cards")
    for packet in packets(plan):
        if packet.who.group in {OBSERVERS, EVALUATORS, CONTROLLERS}:
            assert f"携带本人{cards}" not in said(held[packet.key]), packet.title


def test_full_packets_hold_the_whole_documents_that_their_holders_may_see(plan: Plan) -> None:
    bodies = bodies_of(plan)
    for packet in packets(plan):
        found = {part.document for part in parts(plan, packet, bodies, full=True)}
        assert set(whole_documents(plan, packet)) & bodies.keys() <= found, packet.title


def test_the_sections_that_packets_ask_for_are_those_of_the_outlines() -> None:
    plan = numbered(ROOT)
    known = {name: keys_of(read_outline(name, *shipped()[name])[0]) for name in shipped()}
    for packet in packets(plan):
        for want in wanted(plan, packet, position_of(plan, packet)):
            for section in want.sections if want.document in known else ():
                assert any(matches(section, key) for key in known[want.document]), (want.document, section)


def matches(section: str, key: str) -> bool:
    """Whether a key of an outline, with its tags, can be this section."""
    pattern = re.sub(r"\\\{\\\{.*?\\\}\\\}", ".+", re.escape(key).replace(r"\ ", " "))
    return re.fullmatch(pattern, section) is not None
