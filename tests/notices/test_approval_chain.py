"""The approvals of a notice as a chain: what is edited, cut, put in or moved is found, with who knows it otherwise."""

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict

from plangen.checks import check
from plangen.model.approval import Approval
from plangen.model.approval_chain import chain_of, digest_of, entry_bytes, head_of, next_links
from plangen.model.approval_proof import head_on_paper, heads_noted
from plangen.model.chain import said
from plangen.model.plan_files import canonical_digest
from plangen.reading.source import read
from plangen.workspace.append import record_text

FILE = "source/approvals/fault--recall.yaml"
HEAD = "case: fault\nkind: recall\napprovals:\n"
CODES = {"A110", "A111", "A112", "A113"}


def written(values: Sequence[dict[str, Any]], unchained: int = 0) -> list[str]:
    """Entries as plangen writes them, one text each; the first ones as it wrote them before they were chained."""
    texts, entries = [], list[Approval]()
    for number, each in enumerate(values):
        entry = {"stage": "draft", "by": "service-head", "name": "张三", "date": "2026-03-01", **each}
        entry |= {"template": "t", "house": "h", "content": "c"}
        if number >= unchained:
            entry |= {"after": said(next_links(entries))} if entries else {}
            entry["digest"] = canonical_digest(entry_bytes(entry))
        lines = list(record_text(entry))
        texts.append("".join(f"  {'- ' if place == 0 else '  '}{line}\n" for place, line in enumerate(lines)))
        entries = list(plan_of("".join(texts)).approvals[0].approvals)
    return texts


def plan_of(entries: str, **files: str) -> Any:
    sources = {FILE: (HEAD + entries).encode(), **{name: text.encode() for name, text in files.items()}}
    return read(sources).plan


def found(texts: Sequence[str], **files: str) -> list[str]:
    """What a check finds of the chain, as "code number"."""
    findings = check(plan_of("".join(texts), **files)).findings
    return [f"{each.code} {each.values['number']}" for each in findings if each.code in CODES]


FOUR = [{"name": name} for name in ("张三", "李四", "王一", "赵六")]


@pytest.mark.parametrize("unchained", [0, 1, 2, 4])
def test_what_was_recorded_proves_itself(unchained: int) -> None:
    assert found(written(FOUR, unchained)) == []


def test_the_first_chained_entry_names_all_before_it() -> None:
    (record,) = plan_of("".join(written(FOUR, 2))).approvals
    first, second, third, fourth = chain_of(record.approvals)
    assert (first.links, second.links) == ((), ())
    assert third.links == (first.link, second.link)
    assert fourth.links == (third.link,)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda texts: [*texts[:3], texts[3].replace("赵六", "孙八")], ["A110 4"]),  # by its own digest
        (lambda texts: [texts[0], texts[1].replace("李四", "孙八"), *texts[2:]], ["A110 2"]),
        (lambda texts: [texts[0], *texts[2:]], ["A111 2"]),
        (lambda texts: texts[1:], ["A111 1"]),
        (lambda texts: [texts[0], texts[2], texts[1], texts[3]], ["A113 3"]),
        (lambda texts: [*texts, texts[1]], ["A112 5"]),
        (lambda texts: [*texts[:2], texts[0].replace("张三", "孙八"), *texts[2:]], ["A112 3"]),
        (lambda texts: [*texts, re.sub(r"    (after|digest): .*\n", "", texts[1])], ["A112 5"]),
    ],
    ids=["last edited", "edited", "cut", "first cut", "moved", "copied", "forged", "unchained"],
)
def test_what_was_done_by_hand_is_found(spoil: Callable[[list[str]], list[str]], expected: list[str]) -> None:
    assert found(spoil(written(FOUR))) == expected


@pytest.mark.parametrize("unchained", [1, 2, 3])
def test_what_was_recorded_before_is_proved_by_the_first_chained_entry(unchained: int) -> None:
    texts = written(FOUR, unchained)
    assert found([texts[0].replace("张三", "孙八"), *texts[1:]]) == ["A110 1"]
    assert "A111" in {each[:4] for each in found(texts[1:])}


def test_encoding_line_ends_comments_and_the_order_of_keys_do_not_count() -> None:
    text = HEAD + "".join(written(FOUR))
    moved = re.sub(r"(    by: .*\n)(    name: .*\n)", r"\2\1", text.replace("  - stage", "  # 核对过\n  - stage"))
    assert moved != text
    for raw in (moved.encode("gbk"), text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode()):
        plan = read({FILE: raw}).plan
        assert [each.code for each in check(plan).findings if each.code in CODES] == []
        assert head_of(plan.approvals[0].approvals) == digest_of(
            plan_of("".join(written(FOUR))).approvals[0].approvals[-1]
        )


ISSUED = "source/issued/fault--recall--20260303-1405.yaml"
REVISION = "source/revisions/v1.0.yaml"


def issued(head: str) -> dict[str, str]:
    marks = "sha256: x\ntemplate: t\nhouse: h\ncontent: c\n"
    return {ISSUED: f"case: fault\nkind: recall\ntime: 2026-03-03 14:05\nfile: a.docx\n{marks}approvals_head: {head}\n"}


def revised(heads: str) -> dict[str, str]:
    persons = "author: 甲\nreviewer: 乙\napprover: 丙\neffective: 2026-03-04\n"
    return {REVISION: f"version: v1.0\ndate: 2026-03-04\nreason: 其他\nsummary: 记录\n{persons}approvals: {heads}\n"}


@pytest.mark.parametrize("witness", [issued, revised], ids=["issue", "revision"])
def test_an_end_that_was_cut_or_a_chain_made_anew_is_known_to_whoever_noted_its_head(witness: Any) -> None:
    texts = written(FOUR)
    plan = plan_of("".join(texts))
    noted = heads_noted(plan) if witness is revised else said(next_links(plan.approvals[0].approvals))
    files = witness(noted)
    assert found(texts, **files) == []
    assert found(written([*FOUR, {"name": "钱七"}]), **files) == []  # more may follow
    assert found(texts[:3], **files) == ["A111 4"]
    assert found(written([*FOUR[:3], {"name": "孙八"}]), **files) == ["A110 4"]
    assert [
        f"{each.code} {each.at.file}"
        for each in check(read({k: v.encode() for k, v in files.items()}).plan).findings
        if each.code in CODES
    ] == [f"A111 {FILE}"]


def test_a_revision_notes_only_what_none_before_it_noted() -> None:
    texts = "".join(written(FOUR))
    plan = plan_of(texts, **revised(heads_noted(plan_of(texts))))
    assert heads_noted(plan) == ""
    more = "".join(written([*FOUR, {"name": "钱七"}]))
    assert re.fullmatch(
        r"fault/recall/5 [0-9a-f]{64}", heads_noted(plan_of(more, **revised(heads_noted(plan_of(texts)))))
    )


def test_the_head_on_paper_is_of_the_last_entry_in_groups_of_four() -> None:
    texts = written(FOUR)
    (record,) = plan_of("".join(texts)).approvals
    paper = head_on_paper(plan_of("".join(texts)), "fault", "recall")
    assert re.fullmatch(r"([0-9a-f]{4} ){7}[0-9a-f]{4}", paper)
    assert digest_of(record.approvals[-1]).startswith(paper.replace(" ", ""))
    assert head_on_paper(plan_of("".join(texts)), "fault", "bulletin") == ""


_SPOILED = st.lists(st.integers(0, 3), min_size=0, max_size=4, unique=True)


@settings(max_examples=100, deadline=None)
@given(kept=_SPOILED)
def test_law_any_other_selection_or_order_is_found_where_the_head_is_noted(kept: list[int]) -> None:
    texts = _TEXTS
    files = issued(said(next_links(plan_of("".join(texts)).approvals[0].approvals)))
    chosen = [texts[each] for each in kept]
    if not chosen:
        return
    assert bool(found(chosen, **files)) is (kept != [0, 1, 2, 3])


@settings(max_examples=100, deadline=None)
@given(field=st.sampled_from(["stage", "by", "name", "date", "result", "recorded", "template"]), at=st.integers(0, 3))
def test_law_a_changed_field_is_found(field: str, at: int) -> None:
    values = {"result": "退回", "recorded": "2026-03-01 10:00"}
    texts = _with(values)
    other = {"date": "2026-03-02", "result": '"同意"'}.get(field, "other")
    spoiled = re.sub(rf"(^ +(?:- )?{field}: ).*$", rf"\g<1>{other}", texts[at], count=1, flags=re.MULTILINE)
    assert spoiled != texts[at]
    assert f"A110 {at + 1}" in found([*texts[:at], spoiled, *texts[at + 1 :]])


_TEXTS = written(FOUR)


def _with(values: dict[str, Any]) -> list[str]:
    key = tuple(values.items())
    if key not in _KEPT:
        _KEPT[key] = written([{**each, **values} for each in FOUR])
    return _KEPT[key]


_KEPT: dict[tuple[tuple[str, Any], ...], list[str]] = {}


def test_a_field_that_a_later_program_adds_changes_no_digest_where_it_is_empty() -> None:
    (entry, *_) = plan_of(_TEXTS[0]).approvals[0].approvals
    values = asdict(entry)
    assert entry_bytes(values) == entry_bytes({**values, "accepted": (), "later": None})
