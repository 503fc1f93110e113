"""States that a plan's history can be in, each really made on git."""

from pathlib import Path

from colleagues import Clock, Person, beginning, make_plan, sharing, three

from plangen.pipeline.revisions.log import repair_tags

APPROVED = """case: leak
kind: recall
approvals:
  - {{stage: draft, by: service, name: {who}, date: 2026-02-01, template: "{none}", house: "{none}", content: "{none}"}}
"""


def untouched(work: Path) -> Person:
    return three(work)


def no_repository(work: Path) -> Person:
    return three(work).copy(work / "c", "乙")


def copy_with_a_new_repository(work: Path) -> Person:
    person = no_repository(work)
    person.git("init", "-q", "-b", "main")
    return person


def copy_that_was_committed(work: Path) -> Person:
    person = copy_with_a_new_repository(work)
    person.git("add", ".")
    person.git("commit", "-q", "-m", "copied")
    return person


def fetched_not_merged(work: Path) -> Person:
    one, other = sharing(work)
    one.recorded("甲的改动")
    one.git("push", "-q", "--follow-tags")
    other.git("fetch", "-q", "--tags")
    return other


def detached(work: Path) -> Person:
    person = three(work)
    person.git("switch", "-q", "--detach", "v1.1")
    return person


def bisecting(work: Path) -> Person:
    person = three(work)
    person.git("bisect", "start", "v1.2", "v1.0")
    return person


def topic_from_an_older_version(work: Path) -> Person:
    person = three(work)
    person.git("switch", "-q", "-c", "topic", "v1.1")
    return person


def clone_without_tags(work: Path) -> Person:
    return three(work).clone(work / "c", "乙", "--no-tags")


def packed_refs_lost(work: Path) -> Person:
    person = three(work)
    (person.folder / ".git/packed-refs").unlink()
    return person


def branch_lost(work: Path) -> Person:
    person = three(work)
    path = person.folder / ".git/packed-refs"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "refs/heads/" not in line), encoding="utf-8")
    return person


def another_unborn_branch(work: Path) -> Person:
    person = three(work)
    person.git("switch", "-q", "--orphan", "new")
    return person


def shallow(work: Path) -> Person:
    return three(work).clone(work / "c", "乙", "--depth", "1")


def shallow_without_tags(work: Path) -> Person:
    return three(work).clone(work / "c", "乙", "--depth", "1", "--no-tags")


def shallow_with_later_work(work: Path) -> Person:
    person = three(work)
    person.edit("还没有记录的改动")
    person.git("commit", "-q", "-am", "work")
    return person.clone(work / "c", "乙", "--depth", "1")


def tag_moved(work: Path) -> Person:
    person = three(work)
    person.git("tag", "-f", "-a", "-m", "重做", "v1.1", "HEAD")
    return person


def tag_lightweight(work: Path) -> Person:
    person = three(work)
    person.git("tag", "-f", "v1.1", "v1.1^{commit}")
    return person


def tag_deleted(work: Path) -> Person:
    person = three(work)
    person.git("tag", "-d", "v1.1")
    return person


def amended(work: Path) -> Person:
    person = three(work)
    person.git("commit", "-q", "--amend", "-m", "改写的说明")
    return person


def rebased(work: Path) -> Person:
    person = three(work)
    person.git("rebase", "-q", "--force-rebase", "v1.1")
    person.git("commit", "-q", "--amend", "--no-edit", "--date", "2026-03-01T09:00:00")
    return person


def squashed(work: Path) -> Person:
    person = three(work)
    person.git("reset", "-q", "--soft", "HEAD~2")
    person.git("commit", "-q", "-m", "合并提交")
    return person


def two_truths(work: Path) -> Person:
    one, other = sharing(work)
    one.recorded("甲的改动")
    one.git("push", "-q", "--follow-tags")
    other.recorded("乙的改动", "venue")
    other.tried("fetch", "-q", "origin")
    other.tried("merge", "-q", "origin/main")
    other.git("checkout", "--theirs", "--", "source/revisions/v1.1.yaml")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "merged")
    return other


def older_history(work: Path) -> Person:
    """Recorded by a program that chained nothing and marked tags alone."""
    person = beginning(work / "p")
    path = person.folder / "source/revisions/v1.0.yaml"
    path.write_bytes(b"".join(line for line in path.read_bytes().splitlines(True) if not line.startswith(b"content:")))
    person.git("tag", "-d", "v1.0")
    person.git("commit", "-q", "-a", "--amend", "--allow-empty", "-m", "v1.0 首次编制")
    person.git("tag", "-a", "-m", "v1.0 首次编制\n\nplangen-revision: v1.0\nplangen-version: 0.1.0\n", "v1.0")
    return person


def foreign_tag(work: Path) -> Person:
    person = three(work)
    person.git("tag", "v1.3", "v1.0^{commit}")
    return person


def record_spelt_otherwise(work: Path) -> Person:
    person = three(work)
    path = person.folder / "source/revisions/v1.1.yaml"
    path.write_bytes(path.read_bytes() + "# 说明\n".encode())
    return person


def record_changed(work: Path) -> Person:
    person = three(work)
    path = person.folder / "source/revisions/v1.1.yaml"
    path.write_bytes(path.read_bytes().replace("王批准".encode(), "赵假冒".encode()))
    return person


def approval_changed(work: Path) -> Person:
    person = beginning(work / "p")
    path = person.folder / "source/approvals/leak--recall.yaml"
    path.parent.mkdir()
    path.write_text(APPROVED.format(who="张三", none="0" * 64), encoding="utf-8")
    person.recorded("第二版")
    path.write_text(APPROVED.format(who="赵假冒", none="0" * 64), encoding="utf-8")
    return person


def approval_gone(work: Path) -> Person:
    person = approval_changed(work)
    (person.folder / "source/approvals/leak--recall.yaml").unlink()
    return person


def record_deleted(work: Path) -> Person:
    person = three(work)
    person.git("rm", "-q", "source/revisions/v1.1.yaml")
    person.git("commit", "-q", "-m", "gone")
    return person


def interrupted_merge(work: Path) -> Person:
    one, other = sharing(work)
    one.recorded("甲的改动")
    one.git("push", "-q", "--follow-tags")
    other.edit("乙的改动", "venue")
    other.git("commit", "-q", "-am", "work")
    other.git("fetch", "-q")
    other.git("merge", "-q", "--no-commit", "origin/main")
    return other


def two_truths_of_which_the_wrong_one_lies_here(work: Path) -> Person:
    person = two_truths(work)
    person.git("checkout", "-q", "HEAD^1", "--", "source/revisions/v1.1.yaml")
    person.git("commit", "-q", "-m", "乙的记录")
    return person


def two_truths_that_nobody_published(work: Path) -> Person:
    one, other = sharing(work)
    one.recorded("甲的改动")
    other.recorded("乙的改动", "venue")
    other.git("fetch", "-q", "--no-tags", str(one.folder), "main")
    other.tried("merge", "-q", "FETCH_HEAD")
    other.git("checkout", "--theirs", "--", "source/revisions/v1.1.yaml")
    other.git("add", "-A")
    other.git("commit", "-q", "-m", "merged")
    return other


def record_changed_and_committed(work: Path) -> Person:
    person = record_changed(work)
    person.git("commit", "-q", "-am", "更正")
    return person


def approval_changed_and_committed(work: Path) -> Person:
    person = approval_changed(work)
    person.git("commit", "-q", "-am", "更正")
    return person


def plan_in_a_subfolder_with_a_changed_record(work: Path) -> Person:
    whole = Person(name="甲", folder=work / "全部", clock=Clock())
    whole.folder.mkdir()
    whole.git("init", "-q", "-b", "main")
    person = Person(name="甲", folder=whole.folder / "a", clock=whole.clock)
    make_plan(person.folder)
    person.git("add", ".")
    person.git("commit", "-q", "-m", "begin")
    person.first()
    person.recorded("第二版")
    path = person.folder / "source/revisions/v1.0.yaml"
    path.write_bytes(path.read_bytes().replace("王一".encode(), "赵假冒".encode()))
    person.git("commit", "-q", "-am", "更正")
    return person


def two_truths_agreed_on(work: Path) -> Person:
    person = two_truths_that_nobody_published(work)
    repair_tags(person.folder, dry_run=False)
    return person


def folder_without_a_record_of_ours(work: Path) -> Person:
    person = Person(name="甲", folder=work / "p", clock=Clock())
    make_plan(person.folder)
    return person


def nothing_recorded(work: Path) -> Person:
    person = folder_without_a_record_of_ours(work)
    person.git("init", "-q", "-b", "main")
    return person


def detached_at_the_end(work: Path) -> Person:
    person = three(work)
    person.git("switch", "-q", "--detach", "HEAD")
    person.edit("改动")
    return person


def interrupted_revision(work: Path) -> Person:
    """What a revision noted before it was killed is there, and nothing that it had recorded."""
    person = three(work)
    person.edit("改动")
    noted = '{"version":"v1.3","record_path":"source/revisions/v1.3.yaml","objects":[],"replaces":""}'
    (person.folder / ".git/plangen-revision.json").write_text(noted, encoding="utf-8")
    return person


def damaged_journal(work: Path) -> Person:
    person = interrupted_revision(work)
    (person.folder / ".git/plangen-revision.json").write_text("{", encoding="utf-8")
    return person
