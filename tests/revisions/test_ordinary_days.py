"""Twenty ordinary days of people who share a plan: none of them gives an error, and the plan can always be built."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from colleagues import Clock, Person, beginning, make_plan, put_findings, sharing

from plangen.diagnostics import Finding, Severity
from plangen.history.founding import add_hook
from plangen.history.repository import opened
from plangen.pipeline.building.build import build_project
from plangen.pipeline.check import check_project
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project
from plangen.pipeline.revisions.proved.history import check_history
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow


def published(work: Path) -> tuple[Person, Person]:
    """甲 has pushed v1.1, which 乙 has not."""
    one, other = sharing(work)
    one.recorded("甲的改动")
    one.git("push", "-q", "--follow-tags")
    return one, other


def fetched_before_pulling(work: Path) -> Person:
    other = published(work)[1]
    other.git("fetch", "-q", "--tags")
    return other


def topic_branch(work: Path) -> Person:
    one = beginning(work / "p")
    one.git("switch", "-q", "-c", "topic")
    one.edit("还没有定的改动")
    one.git("commit", "-q", "-am", "work")
    return one


def detached_look(work: Path) -> Person:
    one = beginning(work / "p")
    one.recorded("改动")
    one.git("switch", "-q", "--detach", "v1.0")
    return one


def squash_merge(work: Path) -> Person:
    one = beginning(work / "p")
    one.git("switch", "-q", "-c", "topic")
    for number in range(2):
        one.edit(f"改动 {number}")
        one.git("commit", "-q", "-am", f"work {number}")
    one.git("switch", "-q", "main")
    one.git("merge", "-q", "--squash", "topic")
    one.git("commit", "-q", "-m", "squashed")
    return one


def pull_with_rebase(work: Path) -> Person:
    other = published(work)[1]
    other.edit("乙的改动", "venue")
    other.git("commit", "-q", "-am", "work")
    other.git("pull", "-q", "--rebase")
    return other


def amended_before_the_tag(work: Path) -> Person:
    one = beginning(work / "p")
    one.edit("改动")
    one.git("commit", "-q", "-am", "wrok")
    one.git("commit", "-q", "--amend", "-m", "work")
    made = one.revise()
    assert made.commit
    return one


def clone_with_autocrlf(work: Path) -> Person:
    one = beginning(work / "p")
    one.git("rm", "-q", ".gitattributes")
    one.git("commit", "-q", "-m", "without attributes")
    one.recorded("改动")
    other = one.clone(work / "c", "乙", "-c", "core.autocrlf=true")
    assert b"\r\n" in (other.folder / "source/revisions/v1.1.yaml").read_bytes()
    return other


def archive(work: Path) -> Person:
    one = beginning(work / "p")
    one.recorded("改动")
    one.git("archive", "-o", str(work / "p.zip"), "HEAD")
    shutil.unpack_archive(work / "p.zip", work / "z")
    return Person(name="乙", folder=work / "z", clock=one.clock)


def copied_folder(work: Path) -> Person:
    one = beginning(work / "p")
    one.recorded("改动")
    return one.copy(work / "c", "乙")


def shallow_clone(work: Path) -> Person:
    one = beginning(work / "p")
    one.recorded("改动")
    one.edit("再改")
    one.git("commit", "-q", "-am", "work")
    return one.clone(work / "c", "乙", "--depth", "1")


def hook_during_a_merge(work: Path) -> Person:
    other = published(work)[1]
    repository, _ = opened(other.folder)
    assert repository is not None
    with repository:
        add_hook(repository)
    other.edit("乙的改动", "venue")
    other.git("commit", "-q", "-am", "work")
    other.git("fetch", "-q")
    other.git("merge", "-q", "--no-commit", "origin/main")
    assert not [each.code for each in check_history(other.folder).findings if each.severity is Severity.ERROR]
    other.git("commit", "-q", "-m", "merged")
    return other


def plan_in_a_subfolder(work: Path) -> Person:
    return subfolder(work, "甲公司")[0]


def two_plans(work: Path) -> Person:
    return subfolder(work, "甲公司", "乙公司")[1]


def subfolder(work: Path, *names: str) -> list[Person]:
    work = work / "全部"
    people = [Person(name="甲", folder=work / name, clock=Clock()) for name in names]
    for each in people:
        make_plan(each.folder)
    people[0].git("init", "-q", "-b", "main", folder=work)
    people[0].git("add", ".", folder=work)
    people[0].git("commit", "-q", "-m", "begin", folder=work)
    for each in people:
        assert each.first().commit
        each.recorded(f"{each.folder.name}的改动")
    return people


def worktree(work: Path) -> Person:
    one = beginning(work / "p")
    one.git("worktree", "add", "-q", "-b", "topic", str(work / "w"))
    other = Person(name="乙", folder=work / "w", clock=one.clock)
    other.edit("改动")
    return other


def submodule(work: Path) -> Person:
    one = beginning(work / "p")
    whole = Person(name="乙", folder=work / "whole", clock=one.clock)
    whole.folder.mkdir()
    whole.git("init", "-q", "-b", "main")
    whole.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(one.folder), "计划")
    inner = Person(name="乙", folder=whole.folder / "计划", clock=one.clock)
    inner.recorded("改动")
    return inner


APPROVAL = """case: leak
kind: recall
approvals:
  - stage: draft
    by: service
    name: 张三
    date: 2026-03-02
    template: "{none}"
    house: "{none}"
    content: "{none}"
"""


def approvals_after_the_revision(work: Path) -> Person:
    one = beginning(work / "p")
    path = one.folder / "source/approvals/leak--recall.yaml"
    path.parent.mkdir()
    path.write_text(APPROVAL.format(none="0" * 64), encoding="utf-8")
    return one


def forms_of_a_drill_coming_in(work: Path) -> Person:
    one = beginning(work / "p")
    put_findings(one.folder)
    returned = one.folder / "source/drills/2026-02-10/returned"
    returned.mkdir()
    (returned / "客户服务部.xlsx").write_bytes(b"PK\0")
    return one


INCIDENT = """id: kettle
title: 电水壶批次问题
scenario: fault
incident: {name: 电水壶, date: 2026-03-01}
notices: [recall]
"""


def new_incident(work: Path) -> Person:
    one = beginning(work / "p")
    path = one.folder / "source/incidents/kettle.yaml"
    path.parent.mkdir()
    path.write_text(INCIDENT, encoding="utf-8")
    return one


def legal_template_in_work(work: Path) -> Person:
    one = beginning(work / "p")
    notices = one.folder / "templates/notices"
    shutil.copy(notices / "recall.docx", notices / "recall-新稿.docx")
    return one


def conflict_copy(work: Path) -> Person:
    one = beginning(work / "p")
    source = one.folder / "source"
    shutil.copy(source / "plan.yaml", source / "plan（乙 的冲突副本 2026-03-01）.yaml")
    return one


DAYS: Mapping[str, Callable[[Path], Person]] = {
    day.__name__: day
    for day in (
        *(fetched_before_pulling, topic_branch, detached_look, squash_merge, pull_with_rebase, amended_before_the_tag),
        *(clone_with_autocrlf, archive, copied_folder, shallow_clone, hook_during_a_merge, plan_in_a_subfolder),
        *(two_plans, worktree, submodule, approvals_after_the_revision, forms_of_a_drill_coming_in, new_incident),
        *(legal_template_in_work, conflict_copy),
    )
}


@pytest.mark.parametrize("day", DAYS)
def test_an_ordinary_day_gives_no_error(day: str, tmp_path: Path) -> None:
    folder = DAYS[day](tmp_path).folder
    diff = diff_project(folder)
    said = {
        "check": check_project(folder).findings,
        "check --history": check_history(folder).findings,
        "log": log_project(folder).findings,
        "diff": (*diff.findings, *diff.history),
        "build": build_project(folder, ("complaint-form",), Silent()).outcome.findings,
    }
    assert {command: errors(found) for command, found in said.items() if errors(found)} == {}
    assert list((folder / "output").rglob("*.xlsx"))


def errors(found: tuple[Finding, ...]) -> list[str]:
    return [f"{each.code} {each.at.file}: {each.message('en')}" for each in found if each.severity is Severity.ERROR]


def test_there_are_twenty() -> None:
    assert len(DAYS) == 20
