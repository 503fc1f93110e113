"""Which approval of a stage counts: of this version, by the right post, in order, and of several the latest."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plangen.model.approval import Approval, Approvals
from plangen.model.approval_proof import record_of
from plangen.model.plan import Plan
from plangen.model.spec import Origin
from plangen.model.values import Id
from plangen.pipeline.check import Study
from plangen.pipeline.notices.chosen import NoticeDraft, the_one
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageStanding, StageState, as_refusal, standings
from plangen.pipeline.notices.versions import NoticeVersion, version_of

NOTICE = "product-quality/recall-notice"
POSTS = {"draft": "legal-head", "review": "legal-head", "consult": "legal-head", "approve": "general-manager"}
DAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def draft(sample: Study) -> NoticeDraft:
    return the_one(sample.plan, NOTICE)


@pytest.fixture(scope="module")
def version(sample: Study, draft: NoticeDraft) -> NoticeVersion:
    found = version_of(Run(sample), draft)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def stages(draft: NoticeDraft) -> tuple[str, ...]:
    return tuple(each.stage.id for each in standings(draft, None))


def approval(version: NoticeVersion, stage: str, *, days: int = 0, name: str = "张三", by: str = "") -> Approval:
    return Approval(
        at=Origin(),
        stage=Id(stage),
        by=Id(by or POSTS[stage]),
        name=name,
        date=DAY + datetime.timedelta(days=days),
        template=version.template,
        wording=version.wording,
        house=version.house,
        content=version.content,
        facts=version.facts,
    )


def of(draft: NoticeDraft, entries: Sequence[Approval], version: NoticeVersion | None) -> dict[str, StageStanding]:
    """The stages of the notice with these approvals on record."""
    record = Approvals(at=Origin(), case=Id(draft.case), kind=Id(draft.kind), approvals=tuple(entries))
    plan = draft.plan
    single = {name: each for name, each in plan.records() if name not in _MANY}
    many = {name: tuple(each for key, each in plan.records() if key == name) for name in _MANY}
    plan = Plan(single, {**many, "approvals": (record,)})
    return {each.stage.id: each for each in standings(replace(draft, plan=plan), version)}


_MANY = ("scenarios", "injects", "revisions", "calendars", "incidents", "approvals", "issued", "findings")


def valid(standing: dict[str, StageStanding]) -> set[str]:
    return {key for key, each in standing.items() if each.state is StageState.VALID}


def test_without_approvals_every_stage_is_open(
    draft: NoticeDraft, version: NoticeVersion, stages: tuple[str, ...]
) -> None:
    assert {each.state for each in of(draft, (), version).values()} == {StageState.OPEN}
    assert set(stages) <= set(POSTS)


def test_of_several_approvals_that_count_the_latest_is_named(draft: NoticeDraft, version: NoticeVersion) -> None:
    entries = [approval(version, "draft", name=name, days=days) for name, days in (("甲", 0), ("乙", 2), ("丙", 1))]
    found = of(draft, entries, version)["draft"]
    assert (found.state, found.entry) == (StageState.VALID, entries[2])  # recorded last, whatever its date


def test_one_of_an_older_version_recorded_later_does_not_take_its_place(
    draft: NoticeDraft, version: NoticeVersion
) -> None:
    entries = [approval(version, "draft", name="甲"), approval(replace(version, house="x"), "draft", name="乙")]
    assert of(draft, entries, version)["draft"].entry == entries[0]


def test_an_approval_that_never_counted_gives_way_to_an_earlier_one_that_does(
    draft: NoticeDraft, version: NoticeVersion
) -> None:
    entries = [approval(version, "draft", name="甲"), approval(version, "draft", name="乙", by="it-head")]
    found = of(draft, entries, version)["draft"]
    assert (found.state, found.entry, found.reasons) == (StageState.VALID, entries[0], ())


def test_of_several_that_never_counted_the_latest_is_named_with_its_reason(
    draft: NoticeDraft, version: NoticeVersion
) -> None:
    entries = [approval(version, "draft", name=name, by=by) for name, by in (("甲", "it-head"), ("乙", "quality-head"))]
    found = of(draft, entries, version)["draft"]
    assert (found.state, found.entry) == (StageState.VOID, entries[1])
    assert [each.code for each in found.reasons] == ["A103"]


def test_of_several_of_other_versions_the_latest_has_lapsed(draft: NoticeDraft, version: NoticeVersion) -> None:
    old, newer = replace(version, content="a", facts=()), replace(version, template="b" * 64)
    entries = [approval(old, "draft", name="甲"), approval(newer, "draft", name="乙")]
    found = of(draft, entries, version)["draft"]
    assert (found.state, found.entry) == (StageState.LAPSED, entries[1])
    assert [each.what.zh for each in found.changes] == ["模板重新保存过或者改了格式，文字没有变"]


def test_a_void_one_of_this_version_is_told_before_a_lapsed_one(draft: NoticeDraft, version: NoticeVersion) -> None:
    entries = [approval(version, "draft", by="it-head"), approval(replace(version, house="x"), "draft")]
    assert of(draft, entries, version)["draft"].state is StageState.VOID


def test_without_a_version_whatever_was_approved_has_lapsed(draft: NoticeDraft, version: NoticeVersion) -> None:
    found = of(draft, [approval(version, "draft")], None)["draft"]
    assert (found.state, found.changes) == (StageState.LAPSED, ())


@pytest.mark.parametrize(("days", "state"), [(-1, StageState.VOID), (0, StageState.VALID), (1, StageState.VALID)])
def test_a_stage_may_be_dated_on_the_day_of_the_one_before_and_no_earlier(
    draft: NoticeDraft, version: NoticeVersion, days: int, state: StageState
) -> None:
    entries = [approval(version, "draft"), approval(version, "review", days=days)]
    assert of(draft, entries, version)["review"].state is state


def test_a_stage_counts_only_behind_the_one_before(draft: NoticeDraft, version: NoticeVersion) -> None:
    entries = [approval(version, "review"), approval(version, "draft")]
    found = of(draft, entries, version)
    assert (found["draft"].state, found["review"].state) == (StageState.VALID, StageState.VOID)


def test_the_record_of_a_notice_is_its_own(draft: NoticeDraft, version: NoticeVersion, sample: Study) -> None:
    assert record_of(sample.plan, draft.case, draft.kind) is None
    other = the_one(sample.plan, "product-quality/media-statement")
    assert of(other, [approval(version, "draft")], version)["draft"].state is StageState.VALID
    assert valid({each.stage.id: each for each in standings(draft, version)}) == set()


def test_a_warning_that_refuses_is_an_error(draft: NoticeDraft, version: NoticeVersion) -> None:
    (reason,) = of(draft, [approval(version, "draft", by="it-head")], version)["draft"].reasons
    assert as_refusal(reason).severity == "error"
    assert replace(as_refusal(reason), rule=reason.rule) == reason


_ENTRY = st.tuples(
    st.sampled_from(sorted(POSTS)),
    st.integers(0, 2),
    st.sampled_from(["general-manager", "legal-head", "it-head"]),
    st.booleans(),
)
_ENTRIES = st.lists(_ENTRY, max_size=7)
Typed = list[tuple[str, int, str, bool]]


def entries_of(version: NoticeVersion, typed: Typed) -> list[Approval]:
    other = replace(version, house="0" * 64)
    return [
        approval(version if current else other, stage, days=days, by=by, name=f"第{number}人")
        for number, (stage, days, by, current) in enumerate(typed)
    ]


@given(typed=_ENTRIES, data=st.data())
def test_law_taking_an_approval_away_makes_no_stage_valid(
    draft: NoticeDraft, version: NoticeVersion, typed: Typed, data: st.DataObject
) -> None:
    entries = entries_of(version, [*typed, ("draft", 0, "legal-head", True)])
    gone = data.draw(st.integers(0, len(entries) - 1))
    rest = [each for number, each in enumerate(entries) if number != gone]
    assert valid(of(draft, rest, version)) <= valid(of(draft, entries, version))


@given(typed=_ENTRIES)
def test_law_approvals_of_other_versions_decide_nothing(
    draft: NoticeDraft, version: NoticeVersion, typed: Typed
) -> None:
    entries = entries_of(version, typed)
    current = [each for each in entries if each.house == version.house]
    with_all, with_own = of(draft, entries, version), of(draft, current, version)
    assert valid(with_all) == valid(with_own)
    assert all(with_all[key].entry == each.entry for key, each in with_own.items() if each.state is not StageState.OPEN)


@given(typed=_ENTRIES, data=st.data())
def test_law_the_order_of_approvals_of_different_days_within_a_stage_decides_nothing(
    draft: NoticeDraft, version: NoticeVersion, typed: Typed, data: st.DataObject
) -> None:
    """Which entry is named hangs on the order; whether the stage is passed does not."""
    entries = entries_of(version, [each for each in typed if each[0] == "draft"])
    shuffled = data.draw(st.permutations(entries))
    assert valid(of(draft, entries, version)) == valid(of(draft, shuffled, version))


@given(typed=_ENTRIES)
def test_law_what_counts_is_of_this_version_by_a_right_post(
    draft: NoticeDraft, version: NoticeVersion, typed: Typed
) -> None:
    found = of(draft, entries_of(version, typed), version)
    for each in found.values():
        if each.state is StageState.VALID:
            assert each.entry is not None
            assert (each.entry.house, each.reasons, each.changes) == (version.house, (), ())
            assert each.entry.by != "it-head"


def redated(plan: Plan, date: datetime.date) -> Plan:
    """The plan with one more revision, which changes nothing but the date that its files bear."""
    newest = replace(plan.revisions[-1], version="v9.0", date=date)
    return plan.with_records("revisions", (*plan.revisions, newest))


def test_a_revision_alone_lapses_no_approval_of_a_drills_notice(
    sample: Study, draft: NoticeDraft, version: NoticeVersion
) -> None:
    """The date of a drill's file is that of the last revision, and nobody sees it on paper."""
    plan = redated(sample.plan, DAY)
    later = the_one(plan, NOTICE)
    now = version_of(Run(replace(sample, plan=plan)), later)
    assert later.job.created == DAY != draft.job.created
    assert "document.dated" not in {each.split()[0] for each in version.facts}
    assert now == replace(version, formerly=now.formerly if now else frozenset())
    assert valid(of(later, [approval(version, "draft")], now)) == {"draft"}


def test_an_approval_from_when_that_date_counted_holds_as_well(sample: Study, version: NoticeVersion) -> None:
    """As long as it is the date of a revision on record, and nothing else changed."""
    plan = redated(sample.plan, DAY)
    draft = the_one(plan, NOTICE)
    now = version_of(Run(replace(sample, plan=plan)), draft)
    assert now is not None
    (then,) = now.formerly - version.formerly
    old = replace(approval(version, "draft"), content=then, facts=(*version.facts, "document.dated 0123456789ab"))
    assert valid(of(draft, [old], now)) == {"draft"}
    lapsed = of(draft, [replace(old, content="0" * 64)], now)["draft"]
    assert (lapsed.state, [each.what.zh for each in lapsed.changes]) == (StageState.LAPSED, ["通知内容"])
