"""`plangen revise`, `log` and `diff` on a copy of the sample in a repository of its own."""

import datetime
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem, UsageProblem
from plangen.history.recording import Recording, record
from plangen.history.repository import opened
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project, repair_tags
from plangen.pipeline.revisions.proposal import WantedRevision, next_version
from plangen.pipeline.revisions.revise import Revised, revise_project

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
DRILL = datetime.date(2024, 12, 10)
Git = Callable[..., str]


def wanted(**values: object) -> WantedRevision:
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
    return WantedRevision(**{**usual, **values})  # type: ignore[arg-type]  # by keyword, as written above


def first(project: Path) -> Revised:
    return revise_project(project, WantedRevision(date=datetime.date(2024, 11, 20)), NOW)


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


def unsealed(path: Path, encoding: str = "utf-8") -> tuple[str, str]:
    """A record as people wrote it, and what plangen added; in any encoding."""
    text, line, rest = path.read_bytes().decode(encoding).rpartition("after: ")
    return text, line + rest


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
    after = (project / "source/revisions/v1.0.yaml").read_bytes()
    assert after.startswith(before)
    assert re.fullmatch(
        rb'content: "[0-9a-f]{64}"\npapers: "[0-9a-f]{64}"\ntitles: "[ -~]+"\nwritten_by: "[\d.]+"\n',
        after.removeprefix(before),
    )
    assert git("rev-parse", "v1.0^{commit}").strip() == made.commit
    assert git("status", "--porcelain") == ""


def test_a_revision_says_what_changed_and_which_findings_it_answers(project: Path, git: Git) -> None:
    earlier = first(project)
    answer_all(project)
    made = revise_project(project, wanted(), NOW)
    assert codes(made) == []
    assert made.version == "v1.1"
    text, seal = unsealed(project / "source/revisions/v1.1.yaml")
    assert re.fullmatch(r'after: "v1.0 [0-9a-f]{64}"\ncontent: "[0-9a-f]{64}"\npapers: "[0-9a-f]{64}"\n', seal)
    assert text == (
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
    assert re.sub("-[0-9a-f]{8}", "-…", git("diff", "--name-only", "HEAD~1")).split() == [
        "source/organisation.yaml",
        "source/revisions/v1.1-….papers",
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
    later = wanted(reason="law", note="新法施行", drill=None, answers=(), effective=datetime.date(2025, 1, 2))
    again = revise_project(project, later, NOW)
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
    assert 'written_by: "0.1.0"\n' in made.text
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
    assert (made.version, codes(made)) == ("v1.2", ["G125"])
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


BY_HAND = """version: v1.1
date: 2024-12-20
reason: 演练后修订，处置时限改短
chapters: 全文
summary: 按演练发现的问题修改
author: 张三
reviewer: 李四
approver: 王五
effective: 2025-01-01
drill: 2024-12-10
answers: [f-01, f-02, f-03]
"""
ENCODINGS = [("gbk", "\n"), ("gb18030", "\r\n"), ("utf-8", "\r\n"), ("utf-8-sig", "\n"), ("utf-16", "\r\n")]


@pytest.mark.parametrize(("encoding", "end"), ENCODINGS)
def test_a_record_written_by_hand_is_never_encoded_again(project: Path, git: Git, encoding: str, end: str) -> None:
    """Commit and work tree hold the bytes that somebody saved, and the commit's own texts read right."""
    first(project)
    answer_all(project)
    path, raw = project / "source/revisions/v1.1.yaml", BY_HAND.replace("\n", end).encode(encoding)
    path.write_bytes(raw)
    there = len(raw)
    made = revise_project(project, WantedRevision(version="v1.1", date=datetime.date(2024, 12, 20)), NOW)
    assert made.commit
    assert path.read_bytes()[:there] == raw
    assert re.fullmatch(
        'after: "v1.0 [0-9a-f]{64}"\ncontent: "[0-9a-f]{64}"\npapers: "[0-9a-f]{64}"\nwritten_by: "[\\d.]+"\n',
        unsealed(path, encoding)[1].replace(end, "\n"),
    )
    assert git("cat-file", "-s", "HEAD:source/revisions/v1.1.yaml").strip() == str(path.stat().st_size)
    assert git("hash-object", "--no-filters", str(path)) == git("rev-parse", "HEAD:source/revisions/v1.1.yaml")
    assert git("log", "-1", "--format=%an|%s").strip() == "张三|v1.1 演练后修订，处置时限改短"
    assert "演练后修订，处置时限改短" in git("tag", "-l", "--format=%(contents)", "v1.1")
    assert git("status", "--porcelain") == ""
    assert made.text.splitlines()[:-4] == BY_HAND.splitlines()
    noted = log_project(project).revisions[0].record
    assert noted is not None
    assert noted.author == "张三"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_a_lost_tag_is_named_whatever_its_record_is_written_in(project: Path, git: Git, encoding: str) -> None:
    """What plangen wrote into a record is found in each encoding that a record may have."""
    first(project)
    answer_all(project)
    (project / "source/revisions/v1.1.yaml").write_bytes(BY_HAND.encode(encoding))
    wanted = WantedRevision(version="v1.1", date=datetime.date(2024, 12, 20))
    assert revise_project(project, wanted, NOW).commit
    tag = git("rev-parse", "v1.1")
    git("tag", "-d", "v1.1")
    assert [each.code for each in log_project(project).findings] == ["G119"]
    repair_tags(project, dry_run=False)
    assert git("rev-parse", "v1.1") == tag
    assert log_project(project).findings == ()


def test_line_ends_of_a_record_written_by_hand_are_stored_as_the_attributes_say(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    (project / ".gitattributes").write_text("*.yaml text eol=lf\n", encoding="utf-8")
    path, raw = project / "source/revisions/v1.1.yaml", BY_HAND.replace("\n", "\r\n").encode()
    path.write_bytes(raw)
    assert revise_project(project, WantedRevision(version="v1.1", date=datetime.date(2024, 12, 20)), NOW).commit
    assert path.read_bytes().startswith(raw)
    assert git("show", "HEAD:source/revisions/v1.1.yaml").encode() == path.read_bytes().replace(b"\r\n", b"\n")
    assert git("status", "--porcelain", "source") == ""


def test_a_record_that_git_ignores_is_recorded_all_the_same(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    (project / ".gitignore").write_text("v1.1.yaml\n", encoding="utf-8")
    (project / "source/revisions/v1.1.yaml").write_text(BY_HAND, encoding="utf-8")
    assert revise_project(project, WantedRevision(version="v1.1", date=datetime.date(2024, 12, 20)), NOW).commit
    assert git("show", "HEAD:source/revisions/v1.1.yaml").startswith(BY_HAND)


def test_a_record_that_cannot_be_read_as_text_is_refused_and_kept(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    path, raw = project / "source/revisions/v1.1.yaml", "version: v1.1\nreason: 演练\n".encode()[:-2] + b"\xff\n"
    path.write_bytes(raw)
    made = revise_project(project, WantedRevision(version="v1.1", date=datetime.date(2024, 12, 20)), NOW)
    assert not made.commit
    assert path.read_bytes() == raw


def everything(project: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below the project, the repository's too, with its bytes and when they were written."""
    return {
        path.relative_to(project).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in project.rglob("*")
        if path.is_file()
    }


def interrupt(project: Path) -> None:
    """Leave what a run leaves that stops half-way: a journal and objects, but no branch or tag."""
    repository, _ = opened(project)
    assert repository is not None
    lock = project / ".git/packed-refs.lock"
    lock.touch()
    with repository, pytest.raises(EnvironmentProblem, match="git-busy"):
        record(
            repository,
            project,
            Recording(
                version="v1.1",
                message="v1.1",
                author="张三 <>",
                time=0,
                offset=0,
                record_path="source/revisions/v1.1.yaml",
                record=b"version: v1.1\n",
                written_by="0.1.0",
            ),
        )
    lock.unlink()


def test_a_dry_run_writes_nothing_at_all_and_takes_no_lock_away(project: Path, git: Git) -> None:
    """Neither the journal of an interrupted run nor git's own lock, such as of a commit that is being written."""
    first(project)
    answer_all(project)
    interrupt(project)
    (project / ".git/index.lock").touch()
    before = everything(project)
    made = revise_project(project, wanted(), NOW, dry_run=True)
    assert codes(made) == ["G106", "G113"]
    assert (made.recovered, made.commit) == ("", "")
    assert everything(project) == before


def test_what_was_interrupted_is_undone_but_the_lock_of_another_program_stays(project: Path, git: Git) -> None:
    first(project)
    answer_all(project)
    interrupt(project)
    (project / ".git/index.lock").touch()
    assert codes(revise_project(project, wanted(), NOW)) == ["G106"]
    assert (project / ".git/index.lock").exists()
    (project / ".git/index.lock").unlink()
    made = revise_project(project, wanted(), NOW)
    assert (made.version, codes(made)) == ("v1.1", [])
    assert git("fsck", "--strict", "--no-dangling") == ""
