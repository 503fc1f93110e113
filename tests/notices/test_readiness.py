"""What holds a notice up, and what does not: errors in the files it comes from, and in those of its approvals."""

import re
from typing import Any

import msgspec
import pytest

from plangen.diagnostics import Finding, Place, words
from plangen.model.plan import SectionMissing
from plangen.pipeline.check import Study, study, study_files
from plangen.pipeline.notices.chosen import the_one
from plangen.pipeline.notices.readiness import Readiness, dates_of, readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageState
from plangen.workspace.project import UNREADABLE

pytestmark = pytest.mark.slow

INCIDENT = "source/incidents/kettle-2026.yaml"
BROKEN = b"case: ["
ODD = b"case: nothing\nkind: nothing\nnonsense: 1\n"


@pytest.fixture(scope="module")
def project(pristine: Any) -> Study:
    """The project with the real incident, read once."""
    return study(pristine)


def ready(project: Study, files: dict[str, bytes] | None = None, notice: str = "kettle-2026/stop-use") -> Readiness:
    """The notice with these files in the project as well, or in place of its own."""
    contents = dict(sorted({**project.files.contents, **(files or {})}.items()))
    read = study_files(project.root, msgspec.structs.replace(project.files, contents=contents))
    return readiness_of(Run(read), the_one(read.plan, notice))


def changed(project: Study, file: str, old: str, new: str) -> dict[str, bytes]:
    text = project.files.contents[file].decode()
    assert old in text
    return {file: text.replace(old, new, 1).encode()}


def test_a_sound_notice_waits_for_its_first_stage_alone(project: Study) -> None:
    found = ready(project)
    assert (found.template, found.content, found.hygiene, found.missing) == ((), (), (), ())
    assert found.real
    assert not found.is_ready
    assert found.waiting is not None
    assert (found.waiting.stage.id, found.waiting.state) == ("draft", StageState.OPEN)
    assert found.raw is not None
    assert found.text is None  # it is no short notice


@pytest.mark.parametrize("raw", [ODD, BROKEN])
def test_an_issue_that_cannot_be_read_holds_a_notice_up(project: Study, raw: bytes) -> None:
    """It may be the record of this very notice, which nobody can tell."""
    file = "source/issued/another--notice.yaml"
    found = ready(project, {file: raw})
    assert {each.at.file for each in found.template} == {file}
    assert {each.severity.value for each in found.template} == {"error"}
    assert not found.is_ready


@pytest.mark.parametrize(
    ("file", "holds"),
    [
        ("source/approvals/kettle-2026--stop-use.yaml", True),
        ("source/approvals/another--notice.yaml", True),
        ("source/issued/kettle-2026--stop-use--20260302-1405.yaml", True),
        ("source/drills/2025/findings.yaml", False),
        ("source/approvals.yaml", False),
    ],
)
def test_a_record_that_the_disk_does_not_give_holds_a_notice_up_though_nothing_else_is_wrong(
    project: Study, file: str, holds: bool
) -> None:
    """Else a notice would be issued twice, or over an approval that says no."""
    lost = Finding(rule=UNREADABLE, at=Place(file=file), values={"reason": words("无权限", "no permission")})
    read = study_files(project.root, msgspec.structs.replace(project.files, findings=(lost,)))
    found = readiness_of(Run(read), the_one(read.plan, "kettle-2026/stop-use"))
    assert found.template == ((lost,) if holds else ())
    approved = msgspec.structs.replace(found, stages=())
    assert approved.is_ready is not holds


@pytest.mark.parametrize("raw", [ODD, BROKEN])
def test_approvals_that_cannot_be_read_at_all_stop_every_notice(project: Study, raw: bytes) -> None:
    with pytest.raises(SectionMissing, match="approvals"):
        ready(project, {"source/approvals/another--notice.yaml": raw})


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("source/organisation.yaml", "leader: general-manager", "leader: nobody"),
        (INCIDENT, "name: 电热水壶", "name: 电热水壶（演练）"),
        (INCIDENT, "scenario: product-quality", "scenario: product-quality\nowner: nobody"),
    ],
)
def test_an_error_in_a_file_that_the_notice_comes_from_holds_it_up(
    project: Study, file: str, old: str, new: str
) -> None:
    assert file not in {each.at.file for each in ready(project).template}
    found = ready(project, changed(project, file, old, new))
    assert file in {each.at.file for each in (*found.template, *found.content)}


@pytest.mark.parametrize("file", ["source/script.yaml", "source/resources.yaml", "source/legal/deadlines.yaml"])
def test_an_error_in_any_other_file_holds_no_notice_up(project: Study, file: str) -> None:
    own = project.files.contents.get(file, b"")
    found = ready(project, {file: own + b"\nnonsense: 1\n"})
    assert found.template == ()


def test_a_warning_holds_nothing_up(project: Study) -> None:
    assert {each.severity.value for each in project.outcome.findings} >= {"warning"}
    assert ready(project).template == ()


@pytest.mark.parametrize(
    ("facts", "dates"),
    [
        ("issued: 2026-03-02", ["2026-03-02"]),
        ("issued: !todo 发布日期", []),
        ("place: 甲市", []),
    ],
)
def test_the_dates_that_a_notice_prints_are_those_that_are_known(project: Study, facts: str, dates: list[str]) -> None:
    found = ready(project, changed(project, INCIDENT, "issued: 2026-03-02", facts))
    assert [str(each) for each in dates_of(found)] == dates


@pytest.mark.parametrize(
    ("old", "new", "missing", "file"),
    [
        ("hotline: 400-000-0000", "hotline: !todo 热线号码", ("热线号码",), INCIDENT),
        ("hotline: 400-000-0000", "place: 甲市", ("消费者服务热线",), "source/communication.yaml"),
        ("summary: 同一批次电热水壶底座异常发热", "summary: !todo 经过", ("经过",), INCIDENT),
    ],
)
def test_each_value_to_be_filled_in_is_missing_content_where_it_goes(
    project: Study, old: str, new: str, missing: tuple[str, ...], file: str
) -> None:
    found = ready(project, changed(project, INCIDENT, old, new))
    assert found.missing == missing
    assert [each.code for each in found.content] == ["A208"]
    assert found.content[0].at.file == file
    assert found.hygiene == ()  # said once, as what is missing


def test_what_is_missing_is_said_for_each_file_that_it_goes_into(project: Study) -> None:
    """The name of the company stands in plan.yaml, and no lawyer finds it among the facts of an incident."""
    files = {
        **changed(project, INCIDENT, "hotline: 400-000-0000", "hotline: !todo 热线号码"),
        **changed(project, "source/plan.yaml", "company: 暖阳电器有限公司", "company: !todo 公司全称"),
    }
    found = ready(project, files)
    assert [(each.at.file, each.at.path, each.values["values"]) for each in found.content] == [
        ("source/plan.yaml", "plan.company", ["公司全称"]),
        (INCIDENT, "incidents[kettle-2026].incident", ["热线号码"]),
    ]
    assert found.content[0].advice("zh") == "向能回答的部门问清后写进 source/plan.yaml 的 company"


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("issued: 2026-03-02", "issued: 2026-02-28", {"I103"}),
        ("summary: 同一批次", "summary: 请拨打400-111-2222，同一批次", {"I104"}),
        ("issued: 2026-03-02", "issued: 2026-03-01", set()),
    ],
)
def test_facts_that_contradict_each_other_hold_the_notice_up(
    project: Study, old: str, new: str, codes: set[str]
) -> None:
    found = ready(project, changed(project, INCIDENT, old, new))
    assert {each.code for each in found.content} == codes
    assert {each.severity.value for each in found.content} <= {"error"}
    assert found.is_ready is False  # nobody has approved it either


def test_a_contradiction_that_the_plan_lives_with_holds_nothing_up(project: Study) -> None:
    lived = b"exceptions:\n  - {code: I103, place: 'incidents[kettle-2026].incident.issued', reason: a, by: b}\n"
    files = {
        **changed(project, INCIDENT, "issued: 2026-03-02", "issued: 2026-02-28"),
        "source/exceptions.yaml": lived,
    }
    assert ready(project, files).content == ()


def test_words_of_the_drill_are_content_of_a_real_incident_alone(project: Study) -> None:
    found = ready(project, changed(project, INCIDENT, "name: 电热水壶", "name: 电热水壶（演练）"))
    assert {each.code for each in found.content} == {"I101"}
    assert {each.code for each in found.hygiene} == {"H115"}
    drill = ready(project, notice="product-quality/recall-notice")
    assert not drill.real
    assert {each.code for each in (*drill.content, *drill.hygiene)} & {"I101", "H115"} == set()


def test_a_template_that_is_not_there_leaves_nothing_but_its_finding(project: Study) -> None:
    contents = {name: raw for name, raw in project.files.contents.items() if name != "templates/notices/stop-use.docx"}
    read = study_files(project.root, msgspec.structs.replace(project.files, contents=contents))
    found = readiness_of(Run(read), the_one(read.plan, "kettle-2026/stop-use"))
    assert {each.code for each in found.template} == {"W101", "W192"}
    assert (found.raw, found.version, found.missing) == (None, None, ())


def test_a_locked_passage_that_was_edited_holds_the_notice_up(project: Study) -> None:
    locked = "promise:\n  text: 本公司承诺免费更换。\n  templates: [stop-use.docx]\n".encode()
    found = ready(project, {"templates/notices/locked.yaml": locked})
    assert {each.code for each in found.template} == {"W132"}
    other = re.sub(rb"stop-use", b"recall-notice", locked)
    assert ready(project, {"templates/notices/locked.yaml": other}).template == ()


@pytest.mark.parametrize(("longest", "codes"), [(59, set()), (58, {"W171"})])
def test_a_short_text_may_be_as_long_as_its_limit_and_no_longer(project: Study, longest: int, codes: set[str]) -> None:
    communication = changed(project, "source/communication.yaml", "longest: 60}", f"longest: {longest}}}")
    found = ready(project, communication, "kettle-2026/stop-text")
    assert found.text is not None
    assert len(found.text.decode().rstrip("\n")) == 59
    assert {each.code for each in found.content} == codes
    assert all(each.severity == "error" for each in found.content)  # what a draft is warned of cannot be sent


def test_the_fingerprint_of_the_file_is_that_of_its_version(project: Study) -> None:
    found = ready(project)
    assert found.version is not None
    other = ready(project, changed(project, INCIDENT, "400-000-0000", "400-000-0001"))
    assert other.version is not None
    assert found.version.fingerprint != other.version.fingerprint
    assert (found.version.template, found.version.house) == (other.version.template, other.version.house)
