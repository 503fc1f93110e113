"""`plangen notices elements` and `deadlines`, and what `notices check` proves, on a copy of the sample."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.checks.coverage import Proof, ProofState
from plangen.diagnostics import Finding
from plangen.errors import UsageProblem
from plangen.model.due import Standing, deadlines_of
from plangen.pipeline.check import study
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.chosen import all_drafts, begun_when_needed
from plangen.pipeline.notices.lists import list_deadlines, list_elements, moment_of
from plangen.pipeline.notices.proofs import proofs_of
from plangen.pipeline.notices.run import Run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RECALL = "templates/notices/recall-notice.docx"
LEAK = "templates/notices/leak-bulletin.docx"
ELEMENTS = "source/legal/elements.yaml"
PERSONAL = "source/legal/sets/personal-data.yaml"


def change(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert old in text
    parts["word/document.xml"] = text.replace(old, new).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def words_of(raw: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return "".join(re.findall(r"<w:t[^>]*>([^<]*)<", package.read("word/document.xml").decode()))


def findings(project: Path, *codes: str) -> list[Finding]:
    return [each for each in check_templates(project, []).outcome.findings if each.code in codes]


def proof(project: Path, notice: str, element: str) -> Proof:
    (found,) = list_elements(project, notice).notices
    return next(each for each in found.proofs if each.element.id == element)


def test_the_sample_lacks_no_element_and_says_what_is_unconfirmed(project: Path) -> None:
    assert findings(project, "L111", "L112", "L116") == []
    said = [each.message("zh") for each in findings(project, "L114")]
    assert "product-quality/recall-notice 依据的 22 项要素中，22 项未经核对" in said
    assert len(said) == len(list_elements(project).notices)


def test_no_entry_of_the_sample_claims_to_be_confirmed() -> None:
    """Nobody of any legal department has compared them yet."""
    plan = study(ROOT).plan
    entries = (*plan.elements.elements, *plan.deadlines.deadlines)
    assert [each.id for each in entries if each.confirmed] == []


def test_every_notice_of_the_sample_has_elements(project: Path) -> None:
    assert [each.notice for each in list_elements(project).notices if not each.proofs] == []


def test_a_field_that_is_taken_out_is_a_missing_element(project: Path) -> None:
    change(project / LEAK, "{{ 泄露.原因 }}", "原因正在调查")
    (found,) = findings(project, "L111")
    assert found.message("zh") == "data-leak/leak-bulletin 没有载明“事件原因”，缺少：泄露.原因、事件.原因"
    assert found.at.file == LEAK
    assert not check_templates(project, []).outcome.ok(strict=False)


def test_a_passage_that_is_edited_covers_nothing_until_it_is_marked(project: Path) -> None:
    old, new = "有关原因和责任以调查结论为准", "有关原因和责任尚待调查"
    edit(project / ELEMENTS, "      - locked:cause-open", f"      - {old}")
    path = project / "templates/notices/media-statement.docx"
    change(path, old, new)
    assert {each.message("zh").partition(" ")[0] for each in findings(project, "L112")} == {
        "product-quality/media-statement",
        "data-leak/media-statement",
        "mass-action/media-statement",
    }
    with zipfile.ZipFile(path) as package:
        document = package.read("word/document.xml").decode()
    whole = next(each for each in re.findall(r"<w:p[ >].*?</w:p>", document) if new in each)
    mark = '<w:sdtPr><w:tag w:val="element:media-liability"/></w:sdtPr>'
    change(path, whole, f"<w:sdt>{mark}<w:sdtContent>{whole}</w:sdtContent></w:sdt>")
    assert findings(project, "L112") == []
    assert proof(project, "data-leak/media-statement", "media-liability").marked.startswith(new)


def test_a_branch_that_this_case_does_not_take_does_not_count(project: Path) -> None:
    """The ways to settle a dispute are printed for the mass action alone, and asked for there alone."""
    asked = "    duty: 应当\n    passages:\n      - 协商和解"
    edit(project / ELEMENTS, f"    scenarios: [mass-action]\n{asked}", asked)
    omission = "left_out:\n  - {element: media-remedies, notice: %s/media-statement, reason: 另行说明, by: %s}\n"
    edit(project / ELEMENTS, "left_out: []\n", omission % ("data-leak", "法务部负责人"))
    assert proof(project, "mass-action/media-statement", "media-remedies").state is ProofState.COVERED
    left_out = proof(project, "data-leak/media-statement", "media-remedies")
    assert (left_out.state, left_out.left_out and left_out.left_out.reason) == (ProofState.LEFT_OUT, "另行说明")
    missing = "{}/media-statement 没有载明“消费者解决争议的途径”，缺少：“协商和解、调解、投诉、仲裁或者诉讼”"
    assert [each.message("zh") for each in findings(project, "L112")] == [missing.format("product-quality")]
    edit(project / ELEMENTS, "by: 法务部负责人}", "by: !todo 法务部负责人}")  # what nobody decided has no effect
    assert {each.message("zh") for each in findings(project, "L112")} == {
        missing.format("product-quality"),
        missing.format("data-leak"),
    }


def test_a_locked_passage_counts_with_its_approved_text_only(project: Path) -> None:
    text = "liability:\n  text: 有关原因和责任以调查结论为准，本公司将及时公布。\n  templates: [media-statement.docx]\n"
    (project / "templates/notices/locked.yaml").write_text(text, encoding="utf-8")
    edit(project / ELEMENTS, "      - locked:cause-open", "      - locked:liability")
    assert proof(project, "data-leak/media-statement", "media-liability").covered_by == ("locked:liability",)
    edit(project / "templates/notices/locked.yaml", "调查结论为准", "公安机关的结论为准")
    assert proof(project, "data-leak/media-statement", "media-liability").state is ProofState.ABSENT


def test_the_elements_of_a_template_with_errors_are_not_proved(project: Path) -> None:
    change(project / RECALL, "{{ 召回.缺陷 }}", "{{ 召回.缺限 }}")
    outcome = check_templates(project, []).outcome
    assert [(each.rule.code, each.at.file) for each in outcome.skipped] == [("L111", RECALL)]
    assert not any(each.code.startswith("L") and each.at.file == RECALL for each in outcome.findings)
    proved = list_elements(project, "recall-notice")
    assert [each.code for each in proved.outcome.findings] == ["L116"]
    assert proved.notices[0].proofs == ()


def test_elements_that_cannot_be_read_are_said(project: Path) -> None:
    (project / ELEMENTS).write_text("elements: [", encoding="utf-8")
    assert {each.code for each in list_elements(project).outcome.findings} == {"L116"}
    assert {each.code for each in findings(project, "L116")} == {"L116"}


def test_a_project_without_legal_data_proves_nothing_and_asks_for_nothing(project: Path) -> None:
    shutil.rmtree(project / "source/legal")
    edit(project / "source/plan.yaml", "legal_sets: [消费品, 个人信息]\n", "")
    proved = list_elements(project)
    assert proved.outcome.findings == ()
    assert all(not each.proofs and not each.dues for each in proved.notices)


def test_proofs_are_those_of_one_draft(project: Path) -> None:
    read = study(project)
    for draft in all_drafts(read.plan):
        proofs, found = proofs_of(Run(read), draft)
        assert all(draft.kind in each.element.kinds for each in proofs)
        assert all(draft.name in each.message("zh") for each in found)


@pytest.mark.parametrize("name", ["media-statement", "媒体声明", "data-leak/leak-bulletin", ""])
def test_notices_are_chosen_by_kind_or_case(project: Path, name: str) -> None:
    plan = study(project).plan
    every = (*all_drafts(plan), *begun_when_needed(plan))
    wanted = [each.name for each in every if name in {"", each.kind, each.kind_title, each.name}]
    assert [each.notice for each in list_elements(project, name).notices] == wanted


def test_what_is_no_notice_case_or_moment_is_a_usage_problem(project: Path) -> None:
    with pytest.raises(UsageProblem, match="no-notice"):
        list_elements(project, "nothing")
    with pytest.raises(UsageProblem, match="no-case"):
        list_deadlines(project, "nothing")
    for text in ("yesterday", "2024-13-01", "2024-12-12 25:00", "2024-12-12 9"):
        with pytest.raises(UsageProblem, match="no-moment"):
            list_deadlines(project, as_of=text)


def test_the_sheets_are_valid_word_files_and_replace_no_other(
    project: Path, audit: Callable[[bytes], list[str]]
) -> None:
    for name, make in (
        ("核对表.docx", lambda path: list_elements(project, sheet=path)),
        ("清单.docx", lambda path: list_deadlines(project, as_of="2024-12-12 9:00", sheet=path)),
    ):
        path = project / name
        assert make(path).sheet == path
        first = path.read_bytes()
        assert audit(first) == []
        make(path)
        assert path.read_bytes() == first
        path.write_bytes(b"mine")
        with pytest.raises(UsageProblem, match="sheet-taken"):
            make(path)
        assert path.read_bytes() == b"mine"


def test_the_check_sheet_says_basis_result_and_room_to_sign(project: Path) -> None:
    path = project / "核对表.docx"
    list_elements(project, "data-leak/leak-bulletin", sheet=path)
    text = words_of(path.read_bytes())
    assert "个人信息保护法第五十七条第一款第一项" in text
    assert "泄露.可能危害" in text
    assert "已查证（2026年11月30日），未经核对" in text
    assert "核对人（签字）" in text
    assert "2024年12月10日13:10" in text  # the deadlines stand below
    assert "召回.缺陷" not in text


def test_deadlines_of_a_case_are_reckoned_from_its_facts(project: Path) -> None:
    plan = study(project).plan
    dues = {str(due.deadline.id): due for due in deadlines_of(plan, plan.cases["product-quality"])}
    assert str(dues["recall-event"].end) == "2024-12-12"
    assert str(dues["recall-plan"].end) == "2024-12-24"
    assert [str(each) for each in dues["recall-progress"].ends] == ["2025-03-10", "2025-06-10"]
    assert str(dues["recall-final"].end) == "2025-07-21"
    assert dues["recall-publish"].reason is not None
    assert "csi-other" not in dues
    leak = {str(due.deadline.id): due for due in deadlines_of(plan, plan.cases["data-leak"])}
    assert (str(leak["csi-other"].end), leak["csi-other"].in_force) == ("2024-12-10 13:10:00", False)


def test_a_notice_is_told_the_deadlines_of_its_kind_and_those_of_all_kinds(project: Path) -> None:
    def dues(notice: str) -> set[str]:
        (found,) = list_elements(project, notice).notices
        return {str(due.deadline.id) for due in found.dues}

    bulletin, other = "data-leak/leak-bulletin", "product-quality/recall-notice"
    assert "pipl-persons" in dues(bulletin)
    assert "pipl-persons" not in dues(other)
    title = "    title: 告知受影响的个人\n"
    edit(project / PERSONAL, f"{title}    kinds: [leak-bulletin, leak-personal-notice]\n", title)
    assert "pipl-persons" in dues(bulletin) & dues(other)


def test_a_year_without_a_calendar_is_said(project: Path) -> None:
    (project / "source/calendars/2025.yaml").unlink()
    plan = study(project).plan
    dues = {str(due.deadline.id): due for due in deadlines_of(plan, plan.cases["product-quality"])}
    reason = dues["recall-final"].reason
    assert reason is not None
    assert reason.zh == "缺少2025年的节假日安排"
    assert str(dues["recall-plan"].end) == "2024-12-24"  # nothing else hangs on it


def test_past_is_said_as_of_a_date_only(project: Path) -> None:
    reckoned = list_deadlines(project, "data-leak", as_of="2024-12-10 13:11")
    ((_, _, dues),) = reckoned.cases
    assert reckoned.as_of is not None
    standings = {str(due.deadline.id): due.standing(reckoned.as_of) for due in dues}
    assert standings["csi-other"] is Standing.PAST
    assert standings["ndsr-flaw"] is Standing.AHEAD
    assert standings["csi-summary"] is None


@pytest.mark.parametrize(
    ("as_of", "standing"),
    [
        ("2024-12-09", Standing.AHEAD),
        ("2024-12-10", Standing.TODAY),
        ("2024-12-10 13:10", Standing.TODAY),
        ("2024-12-10 13:11", Standing.PAST),
        ("2024-12-11", Standing.PAST),
    ],
)
def test_a_limit_of_hours_is_past_with_the_minute_behind_it(as_of: str, standing: Standing) -> None:
    ((_, _, dues),) = list_deadlines(ROOT, "data-leak", as_of=as_of).cases
    due = next(each for each in dues if each.deadline.id == "csi-other")
    assert due.standing(moment_of(as_of)) is standing
