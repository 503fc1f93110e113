"""What a paper is: clean, edited, for signature, by another program; on any day; in a clone, a copy, an archive."""

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from plangen.errors import UsageProblem
from plangen.model.papers import mark_of_copy, packet_of
from plangen.model.plan_files import canonical_digest
from plangen.pipeline.verifying import verify
from plangen.pipeline.verifying.verify import CopyState, Verified, verify_project
from plangen.reporting.copies import report_copy
from plangen.reporting.style import Style
from tests.verifying.conftest import git

pytestmark = pytest.mark.slow

Then = Callable[[str], Path]
Now = Callable[..., Path]
DAY = datetime.date(2026, 1, 5)
CHANGED, SAME = "role-cards", "complaint-form"
"""What v1.3 changed, and what has been the same since v1.0."""


def paper(folder: Path, document: str) -> str:
    """The file of a document."""
    number = {"plan": "01", SAME: "03", CHANGED: "10"}[document]
    return str(next(folder.glob(f"{number}-*")))


def said(found: Verified, language: str = "zh") -> list[str]:
    return list(report_copy(found).text(Style(language)))


def edit(
    folder: Path, file: str = "source/timeline.yaml", old: str = "集合参演人员", new: str = "集结参演人员"
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("version", "document", "day", "state", "line"),
    [
        (
            "v1.3",
            "plan",
            "2025-07-01",
            CopyState.IN_FORCE,
            "“演练计划”，v1.3：现行有效，自 2025-07-01 起生效，可以使用",
        ),
        (
            "v1.3",
            "plan",
            "2025-06-30",
            CopyState.NOT_YET,
            "“演练计划”，v1.3：已经记录，2025-07-01 起生效，在此之前不要使用",
        ),
        (
            "v1.2",
            "plan",
            "2025-06-30",
            CopyState.IN_FORCE,
            "“演练计划”，v1.2：现行有效，自 2025-03-15 起生效，可以使用",
        ),
        (
            *("v1.2", "plan", "2025-07-01", CopyState.SUPERSEDED),
            "“演练计划”，v1.2：自 2025-07-01 起由 v1.3 代替，请收回，换发 v1.3 的",
        ),
        (
            *("v1.0", SAME, "2025-07-01", CopyState.UNCHANGED),
            "“消费者投诉信息表”，v1.0：现行的是 v1.3，这一份的文字没有改变，可以继续使用，不必更换",
        ),
        (*("v1.0", SAME, "2024-11-30", CopyState.NOT_YET), "已经记录，2024-12-01 起生效，在此之前不要使用"),
        (*("v1.0", SAME, "2024-12-01", CopyState.IN_FORCE), "“消费者投诉信息表”，v1.0：现行有效，自 2024-12-01 起生效"),
        (
            *("v1.0", CHANGED, "2025-01-01", CopyState.SUPERSEDED),
            "“角色卡”，v1.0：自 2025-01-01 起由 v1.1 代替，请收回",
        ),
        (*("v1.0", CHANGED, "2024-12-31", CopyState.IN_FORCE), "“角色卡”，v1.0：现行有效"),
    ],
)
def test_a_recorded_paper_on_a_day(
    recorded: Path, then: Then, version: str, document: str, day: str, state: CopyState, line: str
) -> None:
    found = verify_project(recorded, paper(then(version), document), datetime.date.fromisoformat(day))
    assert found.state is state
    assert line in said(found)[0]
    assert found.label == version
    assert said(found)[1].startswith("编制 张编制，审核 李审核，批准 王批准，修订日期 20")
    assert found.may_be_used is (state in {CopyState.IN_FORCE, CopyState.UNCHANGED})
    typed = verify_project(recorded, f"PLANGEN {found.asked.upper()}", found.day)  # as its code says it
    assert said(typed) == said(found)


def test_an_edit_that_is_not_recorded_takes_nothing_back(folder: Path, then: Then, now: Now) -> None:
    """The recorded paper holds, the paper of the edit is a draft, papers that it does not touch are of the revision."""
    edit(folder)
    draft, untouched = now(folder, "plan"), now(folder, SAME)
    assert verify_project(folder, paper(then("v1.3"), "plan"), DAY).state is CopyState.IN_FORCE
    found = verify_project(folder, str(draft), DAY)
    assert found.state is CopyState.DRAFT
    assert said(found)[0].endswith(
        "：草稿，不是任何版本，不要作为依据；内容确定以后运行 plangen revise 记录，再重新生成"
    )
    assert said(found)[1] == "文件标注：草稿（基于 v1.3，有未记录的改动）"
    assert not found.may_be_used
    assert verify_project(folder, str(untouched), DAY).state is CopyState.IN_FORCE
    assert untouched.read_bytes() == Path(paper(then("v1.3"), SAME)).read_bytes()


def test_what_was_built_beside_a_draft_says_nothing_of_it(folder: Path, now: Now) -> None:
    """Of packets only those that changed are drafts; the manifest calls all of them by the revision."""
    edit(folder)
    mark = verify_project(folder, str(now(folder, "plan")), DAY).asked
    manifest = folder / "output/manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("草稿（基于 v1.3，有未记录的改动）", "v1.3"), encoding="utf-8")
    found = verify_project(folder, mark, DAY)
    assert (found.state, found.label) == (CopyState.DRAFT, "")


def test_a_draft_says_so_on_its_cover_and_on_every_page(folder: Path, now: Now) -> None:
    edit(folder)
    label = "草稿（基于 v1.3，有未记录的改动）"
    document = Document(str(now(folder, "plan")))
    cells = [cell.text for table in document.tables[:1] for row in table.rows for cell in row.cells]
    assert label in cells
    assert any("未定稿" in cell for cell in cells)
    assert all(label in section.header.paragraphs[0].text for section in document.sections[1:])
    assert label not in Document(str(now(folder, "information-report"))).element.xml  # it has stages of its own


@pytest.mark.parametrize("path", ["source/approvals/x.yaml", "source/plan.yaml.bak", ".gitignore", "source/.cache"])
def test_what_is_no_content_makes_no_draft(folder: Path, then: Then, now: Now, path: str) -> None:
    """Approvals given since, what editors leave: the papers stay those of the revision, byte for byte."""
    (folder / path).parent.mkdir(exist_ok=True)
    text = "case: a\nkind: b\napprovals: []\n" if path.endswith("x.yaml") else "x"
    (folder / path).write_text(text, encoding="utf-8")
    assert now(folder, "plan").read_bytes() == Path(paper(then("v1.3"), "plan")).read_bytes()


@pytest.mark.parametrize(("path", "is_draft"), [("source/备注.txt", False), ("source/drill.yaml", True)])
def test_only_papers_whose_words_change_are_drafts(folder: Path, now: Now, path: str, is_draft: bool) -> None:
    """A note beside the plan is content and changes no word."""
    if is_draft:
        edit(folder, path, "会议室周边办公区域", "会议室周边的办公区域")
    else:
        (folder / path).write_text("给王总看", encoding="utf-8")
    assert verify_project(folder, str(now(folder, "briefing")), DAY).state is (
        CopyState.DRAFT if is_draft else CopyState.IN_FORCE
    )


def test_a_paper_for_signature_is_of_no_revision_until_it_is_recorded(folder: Path, now: Now) -> None:
    edit(folder)
    signed = now(folder, "plan", "v1.4")
    cover = [cell.text for row in Document(str(signed)).tables[0].rows for cell in row.cells]
    assert "送批稿 v1.4" in cover
    assert any(len("".join(cell.split())) == 32 for cell in cover)
    found = verify_project(folder, str(signed), DAY)
    assert found.state is CopyState.FOR_SIGNATURE
    assert "送批稿 v1.4，供签批用" in said(found)[0]
    with pytest.raises(UsageProblem, match="recorded-already"):
        now(folder, "plan", "v1.3")
    with pytest.raises(UsageProblem, match="not-a-version"):
        now(folder, "plan", "第四版")


def test_before_the_first_revision_nothing_is_a_draft_on_paper(tmp_path: Path, now: Now) -> None:
    for part in ("source", "templates"):
        shutil.copytree(Path(__file__).parents[2] / part, tmp_path / part)
    path = now(tmp_path, "plan")
    assert "草稿" not in Document(str(path)).element.xml
    found = verify_project(tmp_path, str(path), DAY)
    assert (found.state, found.latest) == (CopyState.DRAFT, "")


def test_what_was_printed_and_thrown_away_is_known_while_the_plan_is_the_same(folder: Path, now: Now) -> None:
    """A draft of which no file is left is found by putting the plan together."""
    edit(folder)
    mark = verify_project(folder, str(now(folder, "role-cards")), DAY).asked
    shutil.rmtree(folder / "output")
    assert verify_project(folder, mark, DAY).state is CopyState.DRAFT
    edit(folder, old="集结参演人员", new="集齐参演人员")
    assert verify_project(folder, mark, DAY).state is CopyState.UNKNOWN


@pytest.mark.parametrize("how", ["clone", "copy", "archive", "without tags", "shallow"])
def test_papers_are_known_wherever_the_plan_goes(recorded: Path, then: Then, tmp_path: Path, how: str) -> None:
    goal = tmp_path / "anderswo"
    if how == "clone":
        git(tmp_path, "clone", "-q", str(recorded), str(goal))
    elif how == "without tags":
        git(tmp_path, "clone", "-q", "--no-tags", str(recorded), str(goal))
    elif how == "shallow":
        git(tmp_path, "clone", "-q", "--depth", "1", recorded.as_uri(), str(goal))
    else:
        shutil.copytree(recorded, goal, ignore=shutil.ignore_patterns(".git", "output"))
    for version, state in (("v1.3", CopyState.IN_FORCE), ("v1.2", CopyState.SUPERSEDED)):
        assert verify_project(goal, paper(then(version), "plan"), DAY).state is state
    assert verify_project(goal, paper(then("v1.0"), SAME), DAY).state is CopyState.UNCHANGED


def test_a_copy_of_last_year_does_not_know_the_new_paper(recorded: Path, then: Then, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", str(recorded), "old")
    git(tmp_path / "old", "reset", "-q", "--hard", "v1.2")
    git(tmp_path / "old", "tag", "-d", "v1.3")
    found = verify_project(tmp_path / "old", paper(then("v1.3"), "plan"), DAY)
    assert found.state is CopyState.UNKNOWN_REVISION
    first, *rest = said(found)
    assert "文件写明是 v1.3，这里没有这个版本；先取得同事记录的版本（git pull）再核对" in first
    assert rest[-1] == "这里最新的版本：v1.2"
    git(tmp_path / "old", "fetch", "-q", "--tags")
    found = verify_project(tmp_path / "old", paper(then("v1.3"), "plan"), DAY)
    assert found.state is CopyState.IN_FORCE  # fetched, though not merged yet
    typed = verify_project(tmp_path / "old", "0" * 12, DAY)
    assert typed.state is CopyState.UNKNOWN
    assert said(typed)[1].startswith("这里最新的版本：v1.3，最近一次取得同事的版本：20")


def test_a_paper_that_no_record_knows_is_called_as_the_plan_calls_it(
    recorded: Path, then: Then, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", str(recorded), "old")
    git(tmp_path / "old", "reset", "-q", "--hard", "v1.2")
    git(tmp_path / "old", "tag", "-d", "v1.3")
    names = "documents: [{id: plan, title: 演练方案}]\n"
    (tmp_path / "old/templates/documents.yaml").write_text(names, encoding="utf-8")
    found = verify_project(tmp_path / "old", paper(then("v1.3"), "plan"), DAY)
    assert (found.state, found.title) == (CopyState.UNKNOWN_REVISION, "演练方案")


def test_of_another_plan(folder: Path, tmp_path: Path, then: Then) -> None:
    other = tmp_path / "别的"
    for part in ("source", "templates"):
        shutil.copytree(Path(__file__).parents[2] / part, other / part)
    edit(other, "source/plan.yaml", "title: 消费者保护应急预案演练计划", "title: 网络安全应急演练计划")
    found = verify_project(other, paper(then("v1.3"), "plan"), DAY)
    assert found.state is CopyState.OTHER_PLAN
    assert "属于“消费者保护应急预案演练计划”" in said(found)[0]
    assert verify_project(other, found.asked, DAY).state is CopyState.UNKNOWN  # digits say nothing of a plan


def test_an_edited_file_is_told_and_one_that_was_only_saved_again_is_not(
    folder: Path, then: Then, tmp_path: Path
) -> None:
    path = tmp_path / "份.docx"
    document = Document(paper(then("v1.3"), "plan"))
    document.save(str(path))
    assert path.read_bytes() != Path(paper(then("v1.3"), "plan")).read_bytes()
    assert verify_project(folder, str(path), DAY).may_be_used
    document.paragraphs[-1].add_run("另加一句")
    document.save(str(path))
    found = verify_project(folder, str(path), DAY)
    assert (found.state, found.is_edited, found.may_be_used) == (CopyState.IN_FORCE, True, False)
    assert said(found)[1] == "文件在生成之后改动过，与记录的内容不一致，不要使用；重新生成"


def test_a_later_program_says_so_and_is_known(
    folder: Path, now: Now, then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plangen.pipeline.building.editions.VERSION", "9.0")
    path = now(folder, "plan")
    cells = [cell.text for row in Document(str(path)).tables[0].rows for cell in row.cells]
    assert "v1.3，由 plangen 9.0 重新生成" in cells
    found = verify_project(folder, str(path), DAY)
    assert (found.state, found.version) == (CopyState.IN_FORCE, "v1.3")
    assert said(found)[-1] == "文件标注：v1.3，由 plangen 9.0 重新生成"
    (folder / "source/备注.txt").write_text("x", encoding="utf-8")
    assert verify_project(folder, str(now(folder, "plan")), DAY).state is CopyState.DRAFT  # words cannot be compared


def test_a_revision_without_outlines_says_whose_words_it_has(
    folder: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plangen.pipeline.building.editions.VERSION", "9.0")
    monkeypatch.setattr("plangen.pipeline.building.editions.own_outlines", lambda _: {})
    path = now(folder, "plan")
    assert said(verify_project(folder, str(path), DAY))[-1] == "文件标注：v1.3，由 plangen 9.0 按默认大纲重新生成"


def test_digits_of_a_record_are_compared_with_what_lies_here(folder: Path, recorded: Path) -> None:
    head = canonical_digest((folder / "source/revisions/v1.2.yaml").read_bytes())
    shown = " ".join(head[at : at + 4] for at in range(0, 32, 4))
    found = verify_project(folder, shown, DAY)
    assert (found.state, found.version) == (CopyState.RECORD, "v1.2")
    assert said(found)[0] == f"{shown}  与 v1.2 的修订记录一致：记录之后没有改动过"
    wrong = ("0" if head[0] != "0" else "1") + head[1:32]
    assert verify_project(folder, wrong, DAY).state is CopyState.NO_RECORD
    for slip in ("0" * 31, "0" * 65, "0" * 13, "g" * 12, "没有.docx"):
        with pytest.raises(UsageProblem, match="no-copy"):
            verify_project(folder, slip, DAY)


def test_a_record_that_was_forged_does_not_make_its_paper(folder: Path, then: Then) -> None:
    """In a copy without git the record behind it is the witness, with git the tag is."""
    edit(folder, "source/revisions/v1.2.yaml", "王批准", "赵假冒")
    for without in (False, True):
        if without:
            shutil.rmtree(folder / ".git")
        found = verify_project(folder, paper(then("v1.2"), "plan"), DAY)
        assert (found.state, found.version) == (CopyState.SUPERSEDED, "v1.2")
        assert [each.code for each in found.findings] == ["G401"]
        assert report_copy(found).exit_code == 1
    assert "G401" in "\n".join(said(found))


def test_two_contents_of_one_version_are_not_established(recorded: Path, tmp_path: Path, now: Now) -> None:
    from plangen.pipeline.revisions.proposal import WantedRevision
    from plangen.pipeline.revisions.revise import revise_project

    marks = {}
    for name, new in (("甲", "集结参演人员"), ("乙", "集齐参演人员")):
        git(tmp_path, "clone", "-q", str(recorded), name)
        edit(tmp_path / name, new=new)
        wanted = WantedRevision(
            reason="other",
            author=name,
            reviewer=name,
            approver=name,
            date=datetime.date(2025, 8, 1),
            effective=datetime.date(2025, 8, 2),
        )
        at = datetime.datetime(2025, 8, 1, 12, tzinfo=datetime.UTC)
        assert revise_project(tmp_path / name, wanted, at).commit
        marks[name] = verify_project(tmp_path / name, str(now(tmp_path / name)), DAY).asked
    here = tmp_path / "乙"
    git(here, "fetch", "-q", str(tmp_path / "甲"), "main")
    git(here, "merge", "-q", "-s", "ours", "-m", "merge", "FETCH_HEAD")
    kept, other = (verify_project(here, marks[name], DAY) for name in ("乙", "甲"))
    assert (kept.state, other.state) == (CopyState.IN_FORCE, CopyState.NOT_ESTABLISHED)
    assert "这个版本号记录过两次（" in said(other)[0]
    assert [each.partition("（")[0] for each in other.others] == ["甲", "乙"]
    assert "甲（" in said(other)[0]
    assert "乙（" in said(other)[0]


def test_a_copy_of_a_packet_is_known_by_its_number(recorded: Path) -> None:
    head = canonical_digest((recorded / "source/revisions/v1.3.yaml").read_bytes())
    for number in (1, 999):
        found = verify_project(recorded, mark_of_copy(head, packet_of("general-manager"), number), DAY)
        assert (found.state, found.title) == (CopyState.IN_FORCE, f"资料包01 总经理，第 {number} 份")
    assert (
        verify_project(recorded, mark_of_copy(head, packet_of("general-manager"), 1000), DAY).state is CopyState.UNKNOWN
    )


def test_nothing_is_built_for_a_paper_that_a_record_knows(
    recorded: Path, then: Then, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = verify_project(recorded, paper(then("v1.0"), "plan"), DAY).asked
    monkeypatch.setattr(verify, "study_files", None)
    assert verify_project(recorded, mark, DAY).state is CopyState.SUPERSEDED


def test_every_state_has_its_sentence_in_both_languages() -> None:
    of_issues = {CopyState.ISSUED, CopyState.NOT_AS_ISSUED}  # worded by what was issued
    for state in set(CopyState) - of_issues:
        for language in ("zh", "en"):
            found = Verified(state=state, asked="0" * 12, day=DAY)
            assert len(said(found, language)[0]) > 12
    gone = Verified(state=CopyState.SUPERSEDED, asked="0" * 12, day=DAY, is_gone=True)
    assert said(gone)[0].endswith("里没有这一份了，请收回")
