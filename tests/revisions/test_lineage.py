"""Records, tags and history of a plan say the same, or it is said who says what, with advice that destroys nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from plangen.diagnostics import Finding, words
from plangen.errors import EnvironmentProblem
from plangen.history.recording import Recording, held, record, retag
from plangen.history.repository import Repository, opened
from plangen.pipeline.revisions.proved.kept_approvals import changed_approvals
from plangen.pipeline.revisions.proved.lineage import changed_here, forbidding, lineage_of

Git = Callable[..., str]

RECORD = """version: {version}
date: 2024-11-20
reason: 其他
summary: 修改
author: {author}
reviewer: 乙
approver: 丙
effective: 2024-12-01
content: "{number}"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "计划"
    for name in ("source/plan.yaml", "source/timeline.yaml", "templates/house.docx"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("甲\n", encoding="utf-8")
    return folder


@contextmanager
def of(project: Path) -> Iterator[Repository]:
    repository, findings = opened(project)
    assert findings == ()
    assert repository is not None
    with repository:
        yield repository


def revise(project: Path, version: str, author: str = "甲", at: int = 0) -> str:
    """Record a version without asking whether it may be recorded."""
    text = RECORD.format(version=version, author=author, number="0" * 64)
    recording = Recording(
        version=version,
        message=f"{version} 其他",
        author=f"{author} <a@example.com>",
        time=1_700_000_000 + at,
        offset=28800,
        record_path=f"source/revisions/{version}.yaml",
        record=text.encode(),
        written_by="0.1.0",
    )
    with of(project) as repository:
        return record(repository, project, recording)


def change(project: Path, text: str, name: str = "plan.yaml") -> None:
    (project / "source" / name).write_text(f"{text}\n", encoding="utf-8")


def three(project: Path) -> list[str]:
    made = []
    for number in range(3):
        change(project, f"第 {number} 版")
        made.append(revise(project, f"v1.{number}", at=number))
    return made


def seen(project: Path) -> list[Finding]:
    with of(project) as repository:
        lineage = lineage_of(repository)
        return [*lineage.findings, *changed_here(repository, lineage, project)]


def codes(project: Path) -> list[tuple[str, object]]:
    return [(each.code, each.values.get("version")) for each in seen(project)]


def refused(project: Path) -> list[str]:
    """The codes of what forbids another revision."""
    with of(project) as repository:
        lineage = lineage_of(repository)
        every = (*lineage.findings, *changed_here(repository, lineage, project), *forbidding(repository, lineage))
        return [each.code for each in every if each.severity == "error"]


def repair(project: Path) -> None:
    with of(project) as repository:
        retag(repository, lineage_of(repository).repairs)


def test_a_history_that_nobody_touched_gives_no_word(project: Path, git: Git) -> None:
    three(project)
    git("commit", "-q", "--allow-empty", "-m", "别的工作")
    change(project, "没有记录的改动")
    assert codes(project) == []
    assert refused(project) == []


def test_a_missing_tag_is_named_and_made_again_as_the_same_object(project: Path, git: Git) -> None:
    three(project)
    before = git("show-ref", "--tags")
    for version in ("v1.0", "v1.1", "v1.2"):
        git("tag", "-d", version)
        assert codes(project) == [("G119", version)]
        assert refused(project) == ["G128"]
        repair(project)
        assert git("show-ref", "--tags") == before
        assert codes(project) == []


@pytest.mark.parametrize("options", [(), ("-a", "-m", "手工重做")])
@pytest.mark.parametrize("version", ["v1.0", "v1.1", "v1.2"])
def test_a_moved_tag_is_put_right_and_what_was_there_is_kept(
    project: Path, git: Git, version: str, options: tuple[str, ...]
) -> None:
    three(project)
    right = git("rev-parse", version).strip()
    git("commit", "-q", "--allow-empty", "-m", "later")
    git("tag", "-f", *options, version, "HEAD")
    moved = git("rev-parse", version).strip()
    assert codes(project) == [("G111", version)]
    assert refused(project) == ["G128"]
    repair(project)
    assert git("rev-parse", version).strip() == right
    assert moved in git("show-ref")
    assert codes(project) == []


def test_a_repair_that_was_killed_leaves_no_lock_that_stops_the_next_one(project: Path, git: Git) -> None:
    three(project)
    git("tag", "-d", "v1.1")
    lock, ours = (project / ".git" / name for name in ("packed-refs.lock", "plangen-packed-refs.lock"))
    ours.write_bytes(b"")
    lock.hardlink_to(ours)
    repair(project)
    assert codes(project) == []
    assert not lock.exists()
    git("tag", "-d", "v1.1")
    lock.write_bytes(b"")  # of another program
    with pytest.raises(EnvironmentProblem, match="git-busy"):
        repair(project)
    assert lock.exists()


def test_a_revision_whose_tag_is_lost_is_known_by_its_commit_though_its_record_no_longer_says_so(
    project: Path, git: Git
) -> None:
    last = three(project)[-1]
    record = project / "source/revisions/v1.2.yaml"
    record.write_text(re.sub("content: .*\n", "", record.read_text(encoding="utf-8")), encoding="utf-8")
    git("commit", "-qam", "去掉一行")
    git("tag", "-d", "v1.2")
    assert codes(project) == [("G119", "v1.2")]
    with of(project) as repository:
        assert lineage_of(repository).repairs == {"v1.2": last}


def test_a_commit_that_brought_a_record_by_hand_is_not_the_one_that_recorded_it(project: Path, git: Git) -> None:
    """Of such a record plangen says that it made it; the commit that did so would say it as well."""
    three(project)
    git("switch", "-q", "-c", "topic", git("rev-list", "--max-parents=0", "HEAD").strip())
    for version in ("v1.0", "v1.1"):
        git("checkout", version, "--", "source")
        git("commit", "-qm", "手工")
        git("tag", "-d", version)
    assert codes(project) == [("G119", "v1.0"), ("G119", "v1.1"), ("G120", "v1.2")]
    with of(project) as repository:
        assert lineage_of(repository).repairs == {}


def test_of_a_tag_that_somebody_made_by_hand_it_is_said_where_it_should_stand(project: Path, git: Git) -> None:
    right = three(project)[1]
    git("tag", "-d", "v1.1")
    git("tag", "v1.1", "HEAD")
    (finding,) = seen(project)
    assert (finding.code, finding.values["version"], finding.values["then"]) == ("G111", "v1.1", right[:10])


@pytest.mark.parametrize("seconds", [0, 1])
def test_a_record_of_an_older_program_belongs_to_the_commit_that_brought_it_as_the_newest(
    project: Path, git: Git, seconds: int
) -> None:
    """Such a record says nothing of its content, nor does its commit that it is a revision.

    Several commits may be of one second, as after a rebase.
    """
    (project / "source/revisions").mkdir()
    brought: dict[str, str] = {}
    for number, versions in enumerate((("v1.0",), ("v1.1", "v1.2"), ("v1.3",), ("v1.4",))):
        for version in versions:
            text = RECORD.format(version=version, author="甲", number="").replace('content: ""\n', "")
            change(project, text, f"revisions/{version}.yaml")
        git("add", ".")
        git("commit", "-qm", "修订", at=1_700_000_000 + seconds * number)
        brought |= dict.fromkeys(versions, git("rev-parse", "HEAD").strip())
    with of(project) as repository:
        assert lineage_of(repository).repairs == {key: brought[key] for key in ("v1.0", "v1.2", "v1.3")}


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_whether_a_merge_succeeds_is_judged_from_the_nearest_commit_that_both_sides_have(
    project: Path, git: Git, seconds: int
) -> None:
    """Whatever clocks say: all of one second, or each commit before the one that it follows."""
    three(project)
    for number in range(5):
        change(project, f"共同的第 {number} 次改动", "timeline.yaml")
        git("commit", "-qam", "共同", at=1_700_000_009 + seconds * number)
    git("branch", "topic")
    change(project, "主线的改动", "timeline.yaml")
    revise(project, "v1.3", at=9)
    git("switch", "-q", "topic")
    change(project, "别的文件")
    git("commit", "-qam", "topic", at=1_700_000_009)
    with of(project) as repository:
        (found,) = forbidding(repository, lineage_of(repository))
        assert (found.code, found.values["advice"]) == ("G121", words("git merge v1.3", "git merge v1.3"))


def test_a_history_that_has_no_commit_in_common_with_a_revision_is_left_to_somebody_who_knows_git(
    project: Path, git: Git
) -> None:
    three(project)
    git("checkout", "-q", "--orphan", "other")
    change(project, "从头另写")
    git("add", ".")
    git("commit", "-qm", "other")
    with of(project) as repository:
        told = list(forbidding(repository, lineage_of(repository)))
    assert told
    assert all("meets conflicts: solve them with somebody who knows git" in each.advice("en") for each in told)


def test_a_clone_without_tags_knows_which_numbers_are_taken(project: Path, git: Git, tmp_path: Path) -> None:
    three(project)
    git("clone", "-q", "--no-tags", str(project), str(tmp_path / "c"))
    with of(tmp_path / "c") as repository:
        assert lineage_of(repository).known == ("v1.0", "v1.1", "v1.2")
    assert refused(tmp_path / "c") == ["G128"] * 3


def test_a_shallow_clone_is_never_accused(project: Path, git: Git, tmp_path: Path) -> None:
    three(project)
    git("commit", "-q", "--allow-empty", "-m", "later")
    git("clone", "-q", "--depth", "1", f"file://{project}", str(tmp_path / "c"))
    found = seen(tmp_path / "c")
    assert [(each.code, each.values.get("version")) for each in found] == [("G119", "v1.2"), ("G125", None)]
    assert all("--unshallow" in each.advice("en") for each in found)
    git("fetch", "-q", "--depth", "1", "origin", "tag", "v1.1", folder=tmp_path / "c")  # stands by itself
    assert codes(tmp_path / "c") == [("G119", "v1.2"), ("G125", None)]
    git("fetch", "-q", "--unshallow", "--tags", folder=tmp_path / "c")
    assert codes(tmp_path / "c") == []


def test_on_an_older_version_log_says_where_one_stands_and_revise_refuses(project: Path, git: Git) -> None:
    three(project)
    git("switch", "-q", "-c", "topic", "v1.1")
    assert codes(project) == [("G120", "v1.2")]
    (finding,) = seen(project)
    assert finding.values["advice"] == words("git merge v1.2", "git merge v1.2")  # nowhere to pull from
    assert refused(project) == ["G121"]
    change(project, "旧版本上的工作", "timeline.yaml")
    git("commit", "-qam", "work")
    assert refused(project) == ["G121"]
    git("merge", "-q", "v1.2")
    assert codes(project) == []


def test_amended_after_the_tag_the_advice_succeeds_and_drops_nothing(project: Path, git: Git) -> None:
    three(project)
    git("commit", "-q", "--amend", "-m", "改写过的说明")
    refs = git("show-ref")
    found = seen(project)
    assert [each.code for each in found] == ["G124"]
    assert refused(project) == ["G128"]
    command = re.search(r"git (merge -s ours v1\.2)", found[0].advice("zh"))
    assert command
    git(*command[1].split(), "-m", "接上")
    assert codes(project) == []
    assert [line for line in refs.splitlines() if "tags" in line] == git("show-ref", "--tags").splitlines()


def test_rebased_after_the_tag_a_merge_is_advised_only_where_it_succeeds(project: Path, git: Git) -> None:
    three(project)
    git("commit", "-q", "--amend", "-m", "改写过的说明")
    change(project, "再改", "timeline.yaml")
    git("commit", "-qam", "other file")
    assert "git merge v1.2" in seen(project)[0].advice("en")
    assert "conflicts" not in seen(project)[0].advice("en")
    change(project, "同一文件又改")
    git("commit", "-qam", "same file")
    assert "conflicts" in seen(project)[0].advice("en")
    git("reset", "-q", "--hard", "v1.1")
    change(project, "另一种改法")
    git("add", ".")
    git("commit", "-qm", "parted")
    with of(project) as repository:
        assert ["conflicts" in each.advice("en") for each in forbidding(repository, lineage_of(repository))] == [True]


def two_clones(project: Path, git: Git, tmp_path: Path) -> Path:
    """Both record v1.2, the other one pulls and keeps the first one's record."""
    for number in range(2):
        change(project, f"第 {number} 版")
        revise(project, f"v1.{number}", at=number)
    other = tmp_path / "另一份"
    git("clone", "-q", str(project), str(other))
    change(project, "甲的改动")
    revise(project, "v1.2", at=5)
    change(other, "乙的改动", "timeline.yaml")
    revise(other, "v1.2", "乙", at=6)
    git("fetch", "-q", "--no-tags", "origin", folder=other)
    git("merge", "-q", "-s", "ours", "--no-commit", "origin/main", folder=other)
    git("checkout", "origin/main", "--", "source", folder=other)
    git("commit", "-qm", "merged", folder=other)
    return other


def test_one_version_recorded_twice_is_named_with_both_and_refused(project: Path, git: Git, tmp_path: Path) -> None:
    other = two_clones(project, git, tmp_path)
    found = seen(other)
    assert [each.code for each in found] == ["G122"]
    said = found[0].message("zh")
    assert "甲（提交" in said
    assert "乙（提交" in said
    assert refused(other) == ["G122"]
    lost = git("rev-parse", "v1.2", folder=other).strip()
    repair(other)
    assert git("rev-parse", "v1.2", folder=other) == git("rev-parse", "v1.2")
    assert lost in git("show-ref", folder=other)
    assert codes(other) == [("G123", "v1.2")]
    assert refused(other) == []


def test_the_one_whose_version_was_kept_is_told_of_the_other(project: Path, git: Git, tmp_path: Path) -> None:
    other = two_clones(project, git, tmp_path)
    git("pull", "-q", "--no-tags", str(other), "main")
    assert codes(project) == [("G123", "v1.2")]


def test_a_record_that_was_changed_in_meaning_is_named_with_its_witness(project: Path, git: Git) -> None:
    three(project)
    for version in ("v1.1", "v1.2"):
        path = project / f"source/revisions/{version}.yaml"
        before = path.read_bytes()
        path.write_bytes(before.replace("丙".encode(), "赵假冒".encode()))
        assert codes(project) == [("G401", version)]
        assert refused(project) == ["G401"]
        command = re.search(r"git (stash push -- source/revisions/\S+\.yaml)", seen(project)[0].advice("en"))
        assert command
        git(*command[1].split())
        assert path.read_bytes() == before
        assert "赵假冒" in git("show", f"stash@{{0}}:source/revisions/{version}.yaml")


def test_a_forged_record_that_was_committed_is_named(project: Path, git: Git) -> None:
    three(project)
    path = project / "source/revisions/v1.1.yaml"
    path.write_bytes(path.read_bytes().replace("丙".encode(), "赵假冒".encode()))
    git("commit", "-qam", "更正")
    assert codes(project) == [("G401", "v1.1")]
    git("checkout", "v1.1", "--", "source/revisions/v1.1.yaml")
    git("commit", "-qam", "restored")
    assert codes(project) == []


def test_a_record_that_is_gone_is_named(project: Path, git: Git) -> None:
    three(project)
    (project / "source/revisions/v1.1.yaml").unlink()
    assert codes(project) == [("G402", "v1.1")]
    git("commit", "-qam", "gone")
    assert codes(project) == [("G402", "v1.1")]


@pytest.mark.parametrize(
    "spelt",
    [
        lambda raw: raw.decode().encode("gb18030"),
        lambda raw: raw + "# 说明\n".encode(),
        lambda raw: raw.replace(b"\n", b"\r\n") + b"\r\n",
    ],
)
def test_a_record_that_is_only_spelt_otherwise_is_a_hint(
    project: Path, git: Git, spelt: Callable[[bytes], bytes]
) -> None:
    three(project)
    path = project / "source/revisions/v1.1.yaml"
    path.write_bytes(spelt(path.read_bytes()))
    assert codes(project) == [("G127", "v1.1")]
    assert refused(project) == []


APPROVALS = """case: leak
kind: recall
approvals:
  - {stage: draft, by: legal, name: 张三, date: 2024-11-01, template: a, house: b, content: c}
"""
LATER = "  - {stage: final, by: boss, name: 王五, date: 2024-11-02, template: a, house: b, content: c}\n"


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (APPROVALS, []),
        (APPROVALS + LATER, []),
        (APPROVALS + "# 说明\n", []),
        (APPROVALS.replace("张三", "赵假冒"), ["G214"]),
        (APPROVALS.partition("approvals")[0], ["G214"]),
        (None, ["G214"]),
    ],
)
def test_approvals_that_stood_at_the_last_revision_stand_still(
    project: Path, git: Git, now: str | None, found: list[str]
) -> None:
    path = project / "source/approvals/leak--recall.yaml"
    path.parent.mkdir()
    path.write_text(APPROVALS, encoding="utf-8")
    revise(project, "v1.0")
    path.unlink()
    if now is not None:
        path.write_text(now, encoding="utf-8")
    with of(project) as repository:
        told = tuple(changed_approvals(repository, lineage_of(repository), project))
        assert [each.code for each in told] == found
        assert {each.values["number"] for each in told} <= {1}


def test_a_lost_branch_is_named_as_lost_and_never_begun_again(project: Path, git: Git) -> None:
    last = three(project)[-1]
    git("symbolic-ref", "HEAD", "refs/heads/lost")
    found = seen(project)
    assert [each.code for each in found] == ["G126"]
    assert f"git branch lost {last[:10]}" in found[0].advice("en")
    assert "G126" in refused(project)


def test_two_plans_in_one_repository_have_each_its_own_revisions(project: Path, git: Git, tmp_path: Path) -> None:
    one, other = project / "甲 计划", project / "乙"
    for folder in (one, other):
        (folder / "source").mkdir(parents=True)
        change(folder, "内容")
    git("tag", "v1.0")
    revise(one, "v1.0")
    revise(other, "v1.0", "乙", at=1)
    for folder, author in ((one, "甲"), (other, "乙")):
        with of(folder) as repository:
            assert [(each.version, each.author) for each in repository.revisions()] == [("v1.0", author)]
            assert repository.commit("v1.0") == repository.revisions()[0].commit
        assert codes(folder) == []
    assert git("tag").split() == ["v1.0", "乙/v1.0", "甲-计划/v1.0"]


def test_of_two_at_once_one_is_recorded_and_the_other_told(project: Path, git: Git) -> None:
    three(project)
    with of(project) as first, of(project) as second:
        with held(first), pytest.raises(EnvironmentProblem, match="git-busy"), held(second):
            pass
        with held(second):
            assert second.is_held
    with pytest.raises(EnvironmentProblem, match="git-overtaken"):
        revise(project, "v1.2", "乙", at=9)
    assert git("log", "-1", "--format=%an").strip() == "甲"
    assert git("fsck", "--strict", "--no-dangling") == ""
    assert codes(project) == []


def test_what_is_recorded_is_what_was_checked(project: Path, git: Git) -> None:
    text = RECORD.format(version="v1.0", author="甲", number="0" * 64)
    checked = {"source/plan.yaml": "检查过的\n".encode(), "source/timeline.yaml": "甲\n".encode()}
    recording = Recording(
        version="v1.0",
        message="v1.0",
        author="甲 <>",
        time=0,
        offset=0,
        record_path="source/revisions/v1.0.yaml",
        record=text.encode(),
        written_by="0.1.0",
        checked={**checked, "templates/house.docx": "甲\n".encode()},
    )
    change(project, "检查之后的改动")
    change(project, "检查之后的文件", "newer.yaml")
    with of(project) as repository:
        with pytest.raises(EnvironmentProblem, match="file-changed"):
            record(repository, project, replace(recording, digests={"source/plan.yaml": "0" * 64}))
        assert git("tag") == ""
        record(repository, project, recording)
    assert git("show", "HEAD:source/plan.yaml") == "检查过的\n"
    assert "newer" not in git("ls-tree", "-r", "--name-only", "HEAD")
