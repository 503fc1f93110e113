"""An id is changed everywhere and nowhere else, all at once, or not at all."""

from pathlib import Path

import pytest

from plangen.errors import UnreadPlan
from plangen.model.renaming import RENAMABLE
from plangen.office.ooxml.package import with_text
from plangen.pipeline.changing.id_problems import BadId, IdTaken, NoKind, NoSuchId
from plangen.pipeline.changing.proving import Changed
from plangen.pipeline.changing.rename import rename_id
from plangen.pipeline.check import study
from tests.changing.conftest import contents

LACKING = {
    "branch": (
        "organisation.yaml",
        "collector: quality-collector}",
        "collector: quality-collector, branches: [{id: east, title: 城东支行, head: quality-head}]}",
    ),
    "place": ("drill.yaml", "venue:", "venues: [{id: east, title: 城东支行, departments: [quality]}]\nvenue:"),
    "session": (
        "drill.yaml",
        "hours: {start: 9:00, end: 12:00}",
        "sessions:\n  - {id: early, start: 9:00, end: 12:00}",
    ),
}
"""What the sample has none of, and how the small plan gets one."""
REMARK = " # 演练计划以外的文件才有：这份文件属于哪份计划"


def edit(path: Path, old: str, new: str, codec: str = "utf-8") -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode(codec))


def lines(changed: Changed) -> dict[str, list[str]]:
    """By file the lines that come."""
    return {each.path: [line[1:].strip() for line in each.lines() if line[0] == "+"] for each in changed.files}


def codes(changed: Changed) -> list[str]:
    return [each.code for each in changed.outcome.findings]


def there_and_back(root: Path, kind: str) -> None:
    """Of the first id of the kind; in between the check finds the same, or it would be refused."""
    plan = study(root).plan
    having = RENAMABLE[kind].records
    ids = [str(each.value) for each in plan.values if each.field.name == "id" and type(each.record) in having]
    before = contents(root)
    there = rename_id(root, kind, ids[0], "quite-another")
    assert (codes(there), there.written) == ([], True)
    assert contents(root) != before
    assert contents(root).keys() == before.keys()
    back = rename_id(root, kind, "quite-another", ids[0])
    assert (codes(back), back.written) == ([], True)
    assert contents(root) == before


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(RENAMABLE.keys() - LACKING.keys()))
def test_there_and_back_again_is_what_it_was_byte_for_byte(project: Path, kind: str) -> None:
    there_and_back(project, kind)


@pytest.mark.parametrize("kind", ["department", "step", "scenario", "notice"])
def test_so_it_is_in_a_small_plan(small: Path, kind: str) -> None:
    there_and_back(small, kind)


@pytest.mark.parametrize("kind", LACKING)
def test_so_is_what_the_sample_has_none_of(small: Path, kind: str) -> None:
    file, old, new = LACKING[kind]
    edit(small / "source" / file, old, new)
    there_and_back(small, kind)


def test_whatever_names_it_follows(project: Path) -> None:
    edit(
        project / "source/exceptions.yaml",
        "exceptions: []",
        "exceptions:\n  - {code: T201, place: 'timeline.phases[response]', reason: 午休, by: 总经理} # 暂定",
    )
    done = rename_id(project, "phase", "response", "answer")
    assert lines(done) == {
        "source/drills/2024-12-10/findings.yaml": ['revises: ["timeline.phases[answer].steps[close-source].limit"]'],
        "source/exceptions.yaml": ["- {code: T201, place: 'timeline.phases[answer]', reason: 午休, by: 总经理} # 暂定"],
        "source/injects/data-leak.yaml": ["phase: answer"],
        "source/injects/mass-action.yaml": ["phase: answer", "phase: answer"],
        "source/injects/product-quality.yaml": ["phase: answer"],
        "source/timeline.yaml": ["- id: answer"],
    }
    assert "{#response}" in (project / "templates/outlines/plan.md").read_text(encoding="utf-8")  # no phase


def test_keys_of_sections_that_are_made_of_it_follow(project: Path) -> None:
    """In the audiences, in outlines that write them out, and where a tag names or compares them."""
    edit(
        project / "source/audiences.yaml",
        "      - {section: card-hotline,",
        "      - {section: card-legal-response-team, audience: [导控人员]} # 法务\n      - {section: card-hotline,",
    )
    edit(
        project / "templates/outlines/plan.md",
        "# 目的与意义 {#purpose}",
        '# 法务 {#phase-legal-response-team}\n见{{ 节号["phase-legal-response-team"] }}。'
        '{% if 总指挥.编号 == "legal-response-team" %}甲{% endif %}\n'
        "# 目的与意义 {#purpose}",
    )
    done = rename_id(project, "team", "legal-response-team", "law-team", dry_run=True)
    found = lines(done)
    assert found["source/audiences.yaml"] == ["- {section: card-law-team, audience: [导控人员]} # 法务"]
    assert found["templates/outlines/plan.md"] == [
        "# 法务 {#phase-law-team}",
        '见{{ 节号["phase-law-team"] }}。{% if 总指挥.编号 == "law-team" %}甲{% endif %}',
    ]


def test_words_of_forms_that_compare_it_follow(project: Path) -> None:
    edit(
        project / "templates/wording.yaml",
        "  plan: 所属计划",
        "  plan: \"{% if 应急小组.组长.编号 == 'general-manager' %}所属{% endif %}计划\"",
    )
    done = rename_id(project, "post", "general-manager", "boss", dry_run=True)
    assert lines(done)["templates/wording.yaml"] == [
        "plan: \"{% if 应急小组.组长.编号 == 'boss' %}所属{% endif %}计划\"" + REMARK
    ]


def test_word_templates_are_left_alone_and_told_of(project: Path) -> None:
    path = project / "templates/notices/on-site-statement.docx"
    path.write_bytes(with_text(path.read_bytes(), "现场", '{% if 场景.编号 == "data-leak" %}现场{% endif %}'))
    before = path.read_bytes()
    done = rename_id(project, "scenario", "data-leak", "leak")
    assert set(codes(done)) == {"J102"}
    assert done.outcome.findings[0].at.file == "templates/notices/on-site-statement.docx"
    assert done.written
    assert path.read_bytes() == before


@pytest.mark.parametrize(("codec", "end"), [("gb18030", "\n"), ("utf-8-sig", "\r\n")])
def test_encodings_and_line_ends_stay(project: Path, codec: str, end: str) -> None:
    path = project / "source/organisation.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", end).encode(codec))
    assert rename_id(project, "outside", "police", "law").written
    assert path.read_bytes() == text.replace("id: police", "id: law").replace("\n", end).encode(codec)


def test_what_was_approved_keeps_its_names(project: Path) -> None:
    """The approvals name the notice: with another id they would stand for nothing, so it is refused."""
    folder = project / "source/approvals"
    folder.mkdir()
    record = folder / "product-quality--sms.yaml"
    record.write_text("case: product-quality\nkind: sms\napprovals: []\n", encoding="utf-8")
    before = contents(project)
    done = rename_id(project, "notice", "sms", "text")
    assert codes(done)[0] == "J101"
    assert len(codes(done)) > 1
    assert not done.written
    assert contents(project) == before


def test_what_the_writer_cannot_change_stops_all_of_it(small: Path) -> None:
    """One list stands in two places; its owner is told where and what to do."""
    path = small / "source/organisation.yaml"
    edit(path, "members: [service-head, quality-head]", "members: &both [service-head, quality-head]")
    edit(path, "posts: [service-head, quality-head], reason", "posts: *both, reason")
    before = contents(small)
    done = rename_id(small, "post", "service-head", "front-head")
    (finding,) = done.outcome.findings
    assert (finding.code, finding.at.file, finding.at.line, finding.at.column) == (
        "Y201",
        "source/organisation.yaml",
        6,
        19,
    )
    assert "锚点" in finding.message("zh")
    assert finding.advice("zh").startswith("没有改动任何文件；请手工把 ")
    assert finding.advice("zh").endswith(" 改为：front-head")
    assert contents(small) == before


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("posts", "manager", "boss"), NoKind),
        (("post", "nobody", "boss"), NoSuchId),
        (("post", "manager", "Boss"), BadId),
        (("post", "manager", "a--b"), BadId),
        (("post", "manager", "manager"), IdTaken),
        (("post", "manager", "regulator"), IdTaken),
    ],
)
def test_what_cannot_be_is_said(small: Path, arguments: tuple[str, str, str], problem: type[Exception]) -> None:
    before = contents(small)
    with pytest.raises(problem):
        rename_id(small, *arguments)
    assert contents(small) == before


def test_a_reserved_word_is_no_id(small: Path) -> None:
    done = rename_id(small, "post", "manager", "concerned-head")
    assert (codes(done), done.written) == (["J101", "R103"], False)


def test_what_cannot_be_read_cannot_be_renamed(small: Path) -> None:
    edit(small / "source/timeline.yaml", "phases:", "phasen:")
    with pytest.raises(UnreadPlan):
        rename_id(small, "post", "manager", "boss")


def test_a_dry_run_writes_nothing(small: Path) -> None:
    before = contents(small)
    done = rename_id(small, "post", "manager", "boss", dry_run=True)
    assert done.files
    assert not done.written
    assert contents(small) == before
    assert not (small / "output").exists()
