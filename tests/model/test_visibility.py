"""Who may see what: rules only narrow, whatever is not said is hidden."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.model.audience import CONTROLLERS, EVALUATORS, OBSERVERS, PLAYERS, PUBLIC, usual_rules
from plangen.model.dossier import DOCUMENTS, REVEALING
from plangen.model.plan import Plan
from plangen.model.values import Id
from plangen.model.visibility import (
    SectionHead,
    Viewer,
    belongs_to,
    may_see,
    may_see_inject,
    sight_rules,
    viewer,
    visible_sections,
)
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
GROUPS = (PLAYERS, CONTROLLERS, EVALUATORS, OBSERVERS, PUBLIC)


@pytest.fixture(scope="module")
def source() -> Mapping[str, bytes]:
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "source").rglob("*.yaml"))}


@pytest.fixture(scope="module")
def sample(source: Mapping[str, bytes]) -> Plan:
    return read(source).plan


def ruled(source: Mapping[str, bytes], text: str) -> Plan:
    return read({**source, "source/audiences.yaml": text.encode()}).plan


def as_viewer(plan: Plan, key: str) -> Viewer:
    found = viewer(plan, key)
    assert found is not None
    return found


def test_people_belong_to_the_group_of_what_they_do(sample: Plan) -> None:
    expected = {
        "it-head": PLAYERS,
        "quality": PLAYERS,
        "chief-controller": CONTROLLERS,
        "simulator-crowd": CONTROLLERS,
        "evaluator-it": EVALUATORS,
        "media": PUBLIC,
        "security-guards": PLAYERS,  # they keep order on the spot
    }
    assert {key: as_viewer(sample, key).group for key in expected} == expected
    assert viewer(sample, "nobody") is None


def test_without_rules_people_see_what_is_usual_and_nothing_that_tests_them(source: Mapping[str, bytes]) -> None:
    files = {name: raw for name, raw in source.items() if name != "source/audiences.yaml"}
    plan = read(files).plan
    assert {each.document for each in sight_rules(plan)} == set(DOCUMENTS)
    for document in DOCUMENTS:
        shown = [group for group in GROUPS if may_see(plan, Viewer(group=group), document)]
        assert CONTROLLERS in shown
        assert "公众" not in shown
        assert "参演人员" not in shown or document not in {*REVEALING, "notices", "sign-in", "venue-checklist"}
    assert not may_see(plan, Viewer(group="参演人员"), "drill-order")  # a document of the owner's own


def test_the_usual_rules_are_those_that_the_sample_writes_down(sample: Plan) -> None:
    usual = {each.document: each for each in usual_rules(sample.organisation.team.id)}
    assert {each.document for each in sample.audiences.documents} == set(usual)
    for written in sample.audiences.documents:
        other = usual[written.document]
        assert (set(written.audience), written.own) == (set(other.audience), other.own), written.document


def test_a_plan_that_writes_any_rule_writes_them_all(source: Mapping[str, bytes]) -> None:
    plan = read({**source, "source/audiences.yaml": "injects: [导控人员]\n".encode()}).plan
    for document in DOCUMENTS:
        assert [group for group in GROUPS if may_see(plan, Viewer(group=group), document)] == [CONTROLLERS]


def test_no_player_of_the_sample_sees_what_tests_him(sample: Plan) -> None:
    for key in (*sample.departments, *sample.posts, *(each.id for each in sample.organisation.response_teams)):
        who = as_viewer(sample, key)
        assert not any(may_see(sample, who, document) for document in (*REVEALING, "notices"))
        for listed in sample.injects:
            for inject in listed.injects:
                assert not may_see_inject(sample, who, inject)


def test_a_delivered_inject_is_seen_by_its_receivers_alone(sample: Plan) -> None:
    inject = next(inject for inject in sample.events("data-leak") if inject.id == "dl-02")  # to the IT department
    seen = [key for key in sample.posts if may_see_inject(sample, as_viewer(sample, key), inject, delivered=True)]
    assert seen == ["it-head", "it-collector"]
    assert not any(may_see_inject(sample, as_viewer(sample, key), inject) for key in seen)  # before
    both = replace(inject, to=("it", "legal"))  # whoever is one of several receivers
    assert may_see_inject(sample, as_viewer(sample, "legal-head"), both, delivered=True)
    assert not may_see_inject(sample, as_viewer(sample, "legal-head"), both)


def test_an_inject_that_says_who_may_see_it_asks_no_other_rule(sample: Plan) -> None:
    inject = sample.events("data-leak")[0]
    for audience in ((), (OBSERVERS,)):
        said = replace(inject, audience=audience)
        seen = [group for group in GROUPS if may_see_inject(sample, Viewer(group=group), said)]
        assert seen == list(audience or (CONTROLLERS, EVALUATORS))


def test_only_narrows_the_group_of_those_it_names(source: Mapping[str, bytes]) -> None:
    plan = ruled(source, "documents: [{document: plan, audience: [参演人员, 评估人员], only: [it]}]")
    expected = {"it": True, "it-head": True, "network-response-team": True, "legal-head": False, "evaluator-it": True}
    assert {key: may_see(plan, as_viewer(plan, key), "plan") for key in expected} == expected


def test_each_of_several_that_only_names_sees_it(source: Mapping[str, bytes]) -> None:
    plan = ruled(source, "documents: [{document: plan, audience: [参演人员], only: [it, legal]}]")
    expected = {"it": True, "it-head": True, "legal-head": True, "quality": False}
    assert {key: may_see(plan, as_viewer(plan, key), "plan") for key in expected} == expected


def heads(*listed: tuple[int, str]) -> list[SectionHead]:
    """Nobody's sections, by level and key."""
    return [SectionHead(level=level, key=key) for level, key in listed]


def test_a_section_is_hidden_with_the_heading_above_it(source: Mapping[str, bytes]) -> None:
    text = """
documents:
  - document: plan
    audience: [参演人员, 导控人员]
    sections:
      - {section: b, audience: [导控人员]}
      - {section: b-1, audience: [参演人员, 导控人员]}
"""
    plan = ruled(source, text)
    headings = heads((1, "a"), (2, "a-1"), (1, "b"), (2, "b-1"), (3, "b-1-1"), (1, "c"))
    assert visible_sections(plan, Viewer(group=PLAYERS), "plan", headings) == ("a", "a-1", "c")
    assert visible_sections(plan, Viewer(group=CONTROLLERS), "plan", headings) == tuple(head.key for head in headings)
    assert visible_sections(plan, Viewer(group=PUBLIC), "plan", headings) == ()


def test_a_section_that_the_owner_added_is_hidden_from_players_until_a_rule_names_it(
    source: Mapping[str, bytes],
) -> None:
    headings = [
        SectionHead(level=1, key="a"),
        SectionHead(level=1, key="own", added=True),
        SectionHead(level=2, key="own-1", added=True),
        SectionHead(level=1, key="b"),
        SectionHead(level=2, key="b-1", added=True),
    ]
    shown = "documents: [{document: plan, audience: [参演人员, 导控人员, 评估人员, 观摩人员]}]"
    named = shown.replace("}]", ", sections: [{section: own, audience: [参演人员, 导控人员, 评估人员]}]}]")
    every = tuple(head.key for head in headings)
    for group in (CONTROLLERS, EVALUATORS):
        assert visible_sections(ruled(source, shown), Viewer(group=group), "plan", headings) == every
    for group in (PLAYERS, OBSERVERS):
        assert visible_sections(ruled(source, shown), Viewer(group=group), "plan", headings) == ("a", "b")
    assert visible_sections(ruled(source, named), Viewer(group=PLAYERS), "plan", headings) == ("a", "own", "own-1", "b")
    assert visible_sections(ruled(source, named), Viewer(group=OBSERVERS), "plan", headings) == ("a", "b")


def test_names_narrow_a_section_as_well(source: Mapping[str, bytes]) -> None:
    text = """
documents:
  - {document: plan, audience: [参演人员, 导控人员], sections: [{section: b, audience: [参演人员], only: [it]}]}
"""
    plan = ruled(source, text)
    headings = heads((1, "a"), (1, "b"))
    expected = {"it": ("a", "b"), "legal": ("a",), "chief-controller": ("a",)}
    assert {key: visible_sections(plan, as_viewer(plan, key), "plan", headings) for key in expected} == expected


def test_a_section_of_ones_own_within_somebody_elses_is_hidden_with_it(source: Mapping[str, bytes]) -> None:
    plan = ruled(source, "documents: [{document: role-cards, audience: [参演人员, 导控人员], own: true}]")
    headings = [SectionHead(level=1, key="card-it", owner="it"), SectionHead(level=2, key="card-legal", owner="legal")]
    expected = {"it": ("card-it",), "legal": (), "chief-controller": ("card-it", "card-legal")}
    assert {key: visible_sections(plan, as_viewer(plan, key), "role-cards", headings) for key in expected} == expected


def test_sections_of_ones_own_are_hidden_from_others_of_the_same_kind(source: Mapping[str, bytes]) -> None:
    plan = ruled(source, "documents: [{document: role-cards, audience: [参演人员, 导控人员], own: true}]")
    headings = [
        SectionHead(level=1, key="usage"),
        *(SectionHead(level=1, key=f"card-{owner}", owner=owner) for owner in ("it", "it-head", "quality")),
    ]
    expected = {
        "it": ("usage", "card-it"),
        "it-head": ("usage", "card-it", "card-it-head"),
        "general-manager": ("usage",),
        "chief-controller": ("usage", "card-it", "card-it-head", "card-quality"),
    }
    for key, seen in expected.items():
        assert visible_sections(plan, as_viewer(plan, key), "role-cards", headings) == seen


def test_a_department_that_is_named_as_all_of_them_ends_no_search(sample: Plan) -> None:
    """The name is reserved, which another rule says (R103); who belongs to whom is asked all the same."""
    organisation = sample.organisation
    named = replace(organisation.departments[0], id=Id("all-departments"))
    plan = Plan({**sample.single, "organisation": replace(organisation, departments=(named,))}, sample.many)
    assert not belongs_to(plan, "general-manager", "all-departments")


def test_membership(sample: Plan) -> None:
    assert belongs_to(sample, "it-head", "emergency-team")
    assert belongs_to(sample, "it-head", "all-departments")
    assert not belongs_to(sample, "it-collector", "emergency-team")
    assert not belongs_to(sample, "it", "it-head")
    assert not belongs_to(sample, "general-manager", "all-departments")


def test_leader_deputy_and_members_are_the_team(sample: Plan) -> None:
    team = replace(sample.organisation.team, leader=Id("a"), deputy_leader=Id("b"), members=(Id("c"), Id("d")))
    plan = Plan({**sample.single, "organisation": replace(sample.organisation, team=team)}, sample.many)
    assert [key for key in "abcde" if belongs_to(plan, key, team.id)] == list("abcd")


sections = st.lists(st.tuples(st.integers(1, 4), st.sampled_from("abcdef")), max_size=8)
rules = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.lists(st.sampled_from(GROUPS), max_size=3, unique=True)), max_size=4
)


@given(headings=sections, said=rules, more=rules, group=st.sampled_from(GROUPS))
def test_a_further_rule_never_shows_more(
    source: Mapping[str, bytes],
    headings: list[tuple[int, str]],
    said: list[tuple[str, list[str]]],
    more: list[tuple[str, list[str]]],
    group: str,
) -> None:
    def seen(section_rules: list[tuple[str, list[str]]]) -> set[str]:
        lines = "".join(f"    - {{section: {key}, audience: [{', '.join(to)}]}}\n" for key, to in section_rules)
        text = "documents:\n- document: plan\n  audience: [参演人员, 导控人员, 评估人员]\n"
        plan = ruled(only_organisation(source), text + ("  sections:\n" + lines if lines else ""))
        return set(visible_sections(plan, Viewer(group=group), "plan", heads(*headings)))

    assert seen([*said, *more]) <= seen(said)


def only_organisation(source: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return {name: source[name] for name in ("source/organisation.yaml", "source/script.yaml", "source/timeline.yaml")}


def test_whose_a_section_is_does_not_hang_on_how_its_key_is_spelt(source: Mapping[str, bytes]) -> None:
    """Keys end in the ids of others: a post "head" beside "it-head", a second card of "quality" beside "quality-2"."""
    organisation = source["source/organisation.yaml"].decode()
    assert "\nposts:\n" in organisation
    posts = "\nposts:\n  - {id: head, title: 主任, department: quality-2}\n"
    departments = "\ndepartments:\n  - {id: quality-2, title: 质量二部, head: head, duties: [检验]}\n"
    changed = organisation.replace("\nposts:\n", posts).replace("\ndepartments:\n", departments)
    plan = ruled(
        {**source, "source/organisation.yaml": changed.encode()},
        "documents: [{document: role-cards, audience: [参演人员], own: true}]",
    )
    owners = {
        "card-it-head": "it-head",
        "card-head": "head",
        "card-quality-2": "quality",
        "card-quality-2-2": "quality-2",
    }
    headings = [SectionHead(level=1, key=key, owner=owner) for key, owner in owners.items()]
    seen = {key: visible_sections(plan, as_viewer(plan, key), "role-cards", headings) for key in owners.values()}
    assert seen == {
        "it-head": ("card-it-head",),
        "head": ("card-head", "card-quality-2-2"),  # the head of the department hands out its cards
        "quality": ("card-quality-2",),
        "quality-2": ("card-quality-2-2",),
    }


def test_of_two_rules_for_one_document_both_have_to_show_it(source: Mapping[str, bytes]) -> None:
    for first, second in (("参演人员, 导控人员", "导控人员"), ("导控人员", "参演人员, 导控人员")):
        rules = f"documents: [{{document: plan, audience: [{first}]}}, {{document: plan, audience: [{second}]}}]\n"
        plan = ruled(source, f"default: [导控人员]\n{rules}")
        assert not may_see(plan, Viewer(group=PLAYERS), "plan")
        assert may_see(plan, Viewer(group=CONTROLLERS), "plan")
