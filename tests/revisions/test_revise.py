"""`plangen revise`, `log` and `diff` on a copy of the sample in a repository of its own."""

import datetime
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import UsageProblem
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proposal import Wanted, next_version
from plangen.pipeline.revisions.revise import Revised, revise_project

ROOT = Path(__file__).parents[2]
NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
DRILL = datetime.date(2024, 12, 10)
Git = Callable[..., str]

SIGNED = {
    "!todo 首次编制日期": "2024-11-20",
    "!todo 编制人": "张编制",
    "!todo 审核人": "李审核",
    "!todo 批准人": "王批准",
    "!todo 生效日期": "2024-12-01",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "计划"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    record = folder / "source/revisions/v1.0.yaml"
    text = record.read_text(encoding="utf-8")
    for old, new in SIGNED.items():
        text = text.replace(old, new)
    record.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def git(project: Path) -> Git:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}

    def run(*arguments: str, folder: Path = project) -> str:
        done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    run("init", "-q", "-b", "main")
    run("add", ".")
    run("commit", "-q", "-m", "first")
    return run


def wanted(**values: object) -> Wanted:
    usual: dict[str, object] = {
        "reason": "drill",
        "drill": DRILL,
        "answers": ("f-01", "f-02", "f-03"),
        "author": "张三",
        "reviewer": "李四",
        "approver": "王五",
        "date": datetime.date(2024, 12, 20),
        "effective": datetime.date(2025, 1, 1),
    }
    return Wanted(**{**usual, **values})  # type: ignore[arg-type]  # by keyword, as written above


def first(project: Path) -> Revised:
    return revise_project(project, Wanted(date=datetime.date(2024, 11, 20)), NOW)


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / "source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def compared(project: Path) -> Compared:
    """The last revision and the folder, side by side."""
    found = diff_project(project).compared
    assert found is not None
    return found


def codes(revised: Revised) -> list[str]:
    return [each.code for each in revised.outcome.findings]


def answer_all(project: Path) -> None:
    edit(project, "timeline.yaml", "limit: 3小时", "limit: 2小时")
    edit(project, "timeline.yaml", "初步调查问题产品的批次", "先口头报告、后补书面材料，初步调查问题产品的批次")
    edit(
        project,
        "organisation.yaml",
        "title: 媒体沟通专员, holder",
        "title: 媒体沟通专员, department: marketing, holder",
    )


def test_a_record_written_by_hand_is_the_first_revision_as_it_stands(project: Path, git: Git) -> None:
    before = (project / "source/revisions/v1.0.yaml").read_bytes()
    made = first(project)
    assert (made.version, codes(made)) == ("v1.0", [])
    assert (project / "source/revisions/v1.0.yaml").read_bytes() == before
    assert git("rev-parse", "v1.0^{commit}").strip() == made.commit
    assert git("status", "--porcelain") == ""


def test_a_revision_says_what_changed_and_which_findings_it_answers(project: Path, git: Git) -> None:
    earlier = first(project)
    answer_all(project)
    made = revise_project(project, wanted(), NOW)
    assert codes(made) == []
    assert made.version == "v1.1"
    assert (project / "source/revisions/v1.1.yaml").read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../.schema/revision.schema.json\n"
        "# 修订记录：由 plangen revise 写入，与同名标签一起构成一个版本。\n"
        "\n"
        'version: "v1.1"\n'
        'date: "2024-12-20"\n'
        'reason: "演练"\n'
        'chapters: "组织机构、演练流程"\n'
        'summary: "明确“媒体沟通专员”的所属部门为“市场营销部”；修改“信息收集与报告”中“质量初步调查”的行动要求；'
        '将“应急处置”中“封堵泄露源头”的时限由3小时改为2小时"\n'
        'author: "张三"\n'
        'reviewer: "李四"\n'
        'approver: "王五"\n'
        'effective: "2025-01-01"\n'
        'drill: "2024-12-10"\n'
        'answers: ["f-01", "f-02", "f-03"]\n'
        f'follows: "{earlier.commit}"\n'
        'written_by: "0.1.0"\n'
    )
    assert git("log", "-1", "--format=%an|%s|%aI").strip() == "张三|v1.1 演练|2024-12-20T09:00:00+08:00"
    assert git("diff", "--name-only", "HEAD~1").split() == [
        "source/organisation.yaml",
        "source/revisions/v1.1.yaml",
        "source/timeline.yaml",
    ]
    assert git("fsck", "--strict") == ""


def test_findings_that_demand_a_change_must_be_answered_or_deferred(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    head = git("rev-parse", "HEAD")
    refused = revise_project(project, wanted(answers=("f-01",)), NOW)
    assert codes(refused) == ["G202", "G202"]
    assert not refused.commit
    assert git("rev-parse", "HEAD") == head
    assert not (project / "source/revisions/v1.1.yaml").exists()
    made = revise_project(project, wanted(answers=("f-01",), deferred={"f-02": "等采购", "f-03": "等任命"}), NOW)
    assert codes(made) == []
    edit(project, "plan.yaml", "title: ", "title: 年度")
    again = revise_project(project, wanted(reason="law", note="新法施行", drill=None, answers=()), NOW)
    assert codes(again) == []  # what an earlier revision deferred stays deferred


def test_everything_that_is_wrong_comes_at_once(project: Path, git: Git) -> None:
    first(project)
    head = git("rev-parse", "HEAD")
    bad = wanted(
        version="v0.9", answers=("f-09",), author=" ", reviewer="", effective=datetime.date(2024, 12, 1), reason=""
    )
    refused = revise_project(project, bad, NOW)
    assert sorted(codes(refused)) == ["G201", "G202", "G202", "G202", "G204", "G205", "G205", "G205", "G206", "G207"]
    for language in ("zh", "en"):
        assert all(each.message(language) and each.advice(language) for each in refused.outcome.findings)
    assert git("rev-parse", "HEAD") == head


def test_an_answer_without_a_change_is_a_warning(project: Path, git: Git) -> None:
    first(project)
    edit(project, "timeline.yaml", "limit: 3小时", "limit: 2小时")
    made = revise_project(project, wanted(deferred={"f-03": "等任命"}, answers=("f-01", "f-02")), NOW)
    assert codes(made) == ["G203"]
    assert made.commit


def test_errors_in_the_source_forbid_a_revision(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    edit(project, "timeline.yaml", "owner: it", "owner: nobody")
    refused = revise_project(project, wanted(), NOW)
    assert "R101" in codes(refused)
    assert not refused.commit


def test_a_dry_run_records_nothing(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    before = (git("rev-parse", "HEAD"), git("status", "--porcelain"))
    made = revise_project(project, wanted(), NOW, dry_run=True)
    assert made.text.endswith('written_by: "0.1.0"\n')
    assert (git("rev-parse", "HEAD"), git("status", "--porcelain")) == before


@pytest.mark.parametrize("version", ["v1.0", "1.1 beta", "../x", "v1..2"])
def test_versions_that_cannot_be(project: Path, git: Git, version: str) -> None:
    first(project)
    answer_all(project)
    made = revise_project(project, wanted(version=version), NOW)
    assert {"G108", "G208"} & set(codes(made))
    assert not made.commit


def test_names_with_signs_of_yaml_stay_as_typed(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    name = '张"三": {<a@b>} #\n甲'
    made = revise_project(project, wanted(author=name, note="：- !todo %"), NOW)
    assert codes(made) == []
    record = log_project(project).revisions[0].record
    assert record is not None
    assert (record.author, record.reason) == (name, "演练：：- !todo %")
    assert git("fsck", "--strict") == ""


def test_the_state_of_the_repository_is_looked_at(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    (project / ".git/index.lock").touch()
    (project / ".git/MERGE_HEAD").write_text("0" * 40 + "\n", encoding="ascii")
    assert codes(revise_project(project, wanted(), NOW)) == ["G105", "G106"]
    (project / ".git/index.lock").unlink()
    (project / ".git/MERGE_HEAD").unlink()
    git("checkout", "-q", "--detach")
    assert codes(revise_project(project, wanted(), NOW)) == ["G103"]
    git("checkout", "-q", "main")
    (project / "source/inner").mkdir()
    git("init", "-q", folder=project / "source/inner")
    assert codes(revise_project(project, wanted(), NOW)) == ["G109"]


def test_unmerged_files_are_named(project: Path, git: Git) -> None:
    first(project)
    git("checkout", "-q", "-b", "other")
    edit(project, "timeline.yaml", "limit: 3小时", "limit: 90分钟")
    git("commit", "-qam", "other")
    git("checkout", "-q", "main")
    edit(project, "timeline.yaml", "limit: 3小时", "limit: 2小时")
    git("commit", "-qam", "mine")
    with pytest.raises(AssertionError):
        git("merge", "other")
    found = revise_project(project, wanted(), NOW)
    assert {"G104", "G105"} <= set(codes(found))


def test_without_a_repository_there_is_a_finding_and_nothing_else(project: Path) -> None:
    assert codes(revise_project(project, wanted(), NOW)) == ["G101"]
    assert [each.code for each in diff_project(project).findings] == ["G101"]
    assert [each.code for each in log_project(project).findings] == ["G101"]
    assert not (project / ".git").exists()


def test_a_bare_repository_is_named(project: Path, git: Git) -> None:
    git("init", "-q", "--bare", "bare.git")
    assert [each.code for each in diff_project(project / "bare.git").findings] == ["G102"]


def test_a_repository_without_a_commit(project: Path, git: Git) -> None:
    shutil.rmtree(project / ".git")
    git("init", "-q", "-b", "main")
    assert [each.code for each in diff_project(project).findings] == ["G107"]
    assert first(project).commit
    assert git("fsck", "--strict") == ""


def test_a_shallow_clone_can_be_compared_and_revised(project: Path, git: Git, tmp_path: Path) -> None:
    first(project)
    answer_all(project)
    revise_project(project, wanted(), NOW)
    git("clone", "-q", "--depth", "1", f"file://{project}", str(tmp_path / "clone"))
    clone = tmp_path / "clone"
    assert compared(clone).same
    edit(clone, "plan.yaml", "title: ", "title: 年度")
    made = revise_project(
        clone, wanted(reason="other", drill=None, answers=(), effective=datetime.date(2025, 1, 2)), NOW
    )
    assert (made.version, codes(made)) == ("v1.2", [])
    assert git("fsck", "--strict", folder=clone) == ""


def test_a_rewritten_tag_is_noticed(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    revise_project(project, wanted(), NOW)
    message = git("tag", "-l", "--format=%(contents)", "v1.0")
    git("tag", "-f", "-a", "v1.0", "HEAD", "-m", message)
    assert [each.code for each in log_project(project).findings] == ["G111"]


def test_diff_compares_the_last_revision_with_the_folder(project: Path, git: Git) -> None:
    first(project)
    assert compared(project).same
    answer_all(project)
    (project / "templates/notices/recall-notice.docx").write_bytes(b"junk")
    found = compared(project)
    assert [line.words.zh for line in found.lines] == [
        "组织机构 › 媒体沟通专员：增加所属部门：市场营销部",
        "演练流程 › 信息收集与报告 › 质量初步调查：行动要求 {+先口头报告、后补书面材料，+}初步调查问题产品的批…",
        "演练流程 › 应急处置 › 封堵泄露源头：时限 3小时 → 2小时",
    ]
    assert [(each.path, each.kind) for each in found.templates] == [("templates/notices/recall-notice.docx", "changed")]
    with pytest.raises(UsageProblem):
        diff_project(project, "v9")


def test_a_section_that_cannot_be_read_is_said_and_the_rest_compared(project: Path, git: Git) -> None:
    first(project)
    edit(project, "timeline.yaml", "limit: 3小时", "limit: 2小时")
    edit(project, "evaluation.yaml", "criteria:", "criterea:")
    found = compared(project)
    assert found.new.unread == ("evaluation",)
    assert [each.at.file for each in found.new.errors] == ["source/evaluation.yaml"]
    assert [line.path for line in found.lines] == ["timeline.phases[response].steps[close-source].limit"]


def test_next_versions() -> None:
    assert next_version([]) == "v1.0"
    assert next_version(["v1.9", "v1.10"]) == "v1.11"
    assert next_version(["v2"]) == "v2.1"


def test_junk_among_the_templates_is_not_recorded(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    (project / "templates/notices/sms.docx").write_bytes(b"\x00junk")
    refused = revise_project(project, wanted(), NOW)
    found = [each for each in refused.outcome.findings if each.at.file == "templates/notices/sms.docx"]
    assert [each.code[0] for each in found] == ["W"]
    assert not refused.commit
    assert git("tag").split() == ["v1.0"]
