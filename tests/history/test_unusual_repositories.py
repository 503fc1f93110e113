"""Repositories as they come: work trees, submodules, clones, line ends, links, modes, formats that are not known."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem
from plangen.history import loose
from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository, opened
from plangen.history.state import trouble

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]


def codes(of: Of, project: Path) -> list[str]:
    return [each.code for each in trouble(of(project), project)]


def test_a_work_tree_beside_the_repository_records_on_its_own_branch(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path
) -> None:
    repository("worktree", "add", "-q", str(tmp_path / "另一处"), "-b", "other")
    other = tmp_path / "另一处"
    (other / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    commit = record(of(other), other, recording())
    assert repository("rev-parse", "other").strip() == commit
    assert repository("status", "--porcelain", folder=other) == ""
    assert repository("status", "--porcelain") == ""
    assert repository("rev-parse", "main").strip() != commit
    assert repository("fsck", "--strict") == ""
    assert [each.version for each in of(project).revisions()] == ["v1.1"]


def test_a_project_that_is_a_submodule_records_in_its_own_repository(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path
) -> None:
    outer = tmp_path / "outer"
    outer.mkdir()
    repository("init", "-q", "-b", "main", folder=outer)
    repository("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(project), "plan", folder=outer)
    repository("commit", "-qm", "outer", folder=outer)
    inner = outer / "plan"
    (inner / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    record(of(inner), inner, recording())
    assert repository("status", "--porcelain", folder=inner) == ""
    assert repository("status", "--porcelain", folder=outer) == " M plan\n"
    assert repository("fsck", "--strict", folder=inner) == ""


def test_a_submodule_among_the_templates_is_named_and_stays_as_it_is(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path
) -> None:
    shutil.copytree(project, tmp_path / "other")
    repository(
        "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(tmp_path / "other"), "templates/shared"
    )
    repository("commit", "-qm", "submodule")
    assert codes(of, project) == ["G109"]
    commit = record(of(project), project, recording())
    assert repository("ls-tree", "HEAD", "templates/shared").startswith("160000 commit ")
    assert not any(name.startswith("templates/shared") for name in of(project).files(commit))


def test_a_revision_goes_to_another_clone_and_back_with_its_tag(
    project: Path, of: Of, repository: Git, recording: Make, tmp_path: Path
) -> None:
    record(of(project), project, recording())
    repository("clone", "-q", "--bare", str(project), str(tmp_path / "central"))
    repository("clone", "-q", str(tmp_path / "central"), str(tmp_path / "clone"))
    clone = tmp_path / "clone"
    assert of(clone).revisions() == of(project).revisions()
    (clone / "source/plan.yaml").write_text("title: 丙\n", encoding="utf-8")
    record(of(clone), clone, recording("v1.2"))
    repository("push", "-q", "--follow-tags", folder=clone)
    repository("pull", "-q", "--tags", str(tmp_path / "central"), "main")
    assert [each.version for each in of(project).revisions()] == ["v1.1", "v1.2"]
    assert (project / "source/plan.yaml").read_text(encoding="utf-8") == "title: 丙\n"
    assert repository("fsck", "--strict") == ""


@pytest.mark.parametrize("setting", ["true", "input"])
def test_line_ends_are_stored_as_git_is_told_to_convert_them(
    project: Path, of: Of, git: Git, recording: Make, setting: str
) -> None:
    (project / ".gitattributes").unlink()
    (project / "source/old.yaml").write_bytes(b"a: 1\r\n")
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    git("config", "core.autocrlf", setting)
    (project / "source/plan.yaml").write_bytes(b"title: x\r\n")
    (project / "source/mixed.yaml").write_bytes(b"a: 1\r\nb: \r2\n")  # no text to git, with its lone carriage return
    (project / "source/old.yaml").write_bytes(b"a: 2\r\n")  # committed with carriage returns before: stays so
    record(of(project), project, recording())
    assert git("cat-file", "-s", "HEAD:source/plan.yaml").strip() == "9"
    assert git("cat-file", "-s", "HEAD:source/old.yaml").strip() == "6"
    assert git("cat-file", "-s", "HEAD:source/mixed.yaml").strip() == "12"
    assert git("cat-file", "-s", "HEAD:templates/house.docx").strip() == "9"
    assert git("status", "--porcelain") == ""


@pytest.mark.skipif(os.name != "posix", reason="modes and links are POSIX")
def test_modes_and_links_are_recorded_as_git_would(project: Path, of: Of, repository: Git, recording: Make) -> None:
    (project / "source/plan.yaml").chmod(0o755)
    (project / "templates/link.docx").symlink_to("house.docx")
    (project / "templates/lost.docx").symlink_to("nowhere.docx")
    (project / "templates/folder").symlink_to("../source")
    commit = record(of(project), project, recording())
    assert repository("status", "--porcelain") == ""
    modes = {line.split("\t")[1]: line[:6] for line in repository("ls-tree", "-r", "HEAD").splitlines()}
    assert modes["source/plan.yaml"] == "100755"
    assert {modes[f"templates/{name}"] for name in ("link.docx", "lost.docx", "folder")} == {"120000"}
    files = of(project).files(commit)
    assert files["templates/link.docx"] == files["templates/house.docx"]
    assert "templates/lost.docx" not in files


def test_names_that_are_one_name_elsewhere_are_warned_of(project: Path, of: Of, repository: Git) -> None:
    (project / "source/PLAN.yaml").write_text("x: 1\n", encoding="utf-8")
    (project / "source/e\u0301.yaml").write_text("x: 1\n", encoding="utf-8")
    (project / "source/\u00e9.yaml").write_text("x: 1\n", encoding="utf-8")
    assert codes(of, project) == ["G112", "G112"]


def test_names_in_either_form_are_recorded_as_they_are(project: Path, of: Of, repository: Git, recording: Make) -> None:
    (project / "source/e\u0301.yaml").write_text("x: 1\n", encoding="utf-8")
    record(of(project), project, recording())
    assert "source/e\u0301.yaml" in repository("ls-files", "-z").split("\0")
    assert repository("status", "--porcelain") == ""


def test_hashes_of_another_kind_can_be_read_but_not_written(project: Path, of: Of, git: Git) -> None:
    git("init", "-q", "-b", "main", "--object-format=sha256")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    assert codes(of, project) == ["G110"]
    head = of(project).head
    assert head is not None
    assert of(project).files(head)["source/plan.yaml"] == "title: 甲\n".encode()


@pytest.mark.parametrize(
    ("setting", "said"), [("extensions.refStorage reftable", "reftable"), ("extensions.future true", "future")]
)
def test_a_format_that_is_not_known_is_refused_before_anything_is_read(
    project: Path, repository: Git, setting: str, said: str
) -> None:
    repository("config", "core.repositoryformatversion", "1")
    section, _, line = setting.replace(" ", " = ").partition(".")
    config = project / ".git/config"
    config.write_text(f"{config.read_text(encoding='utf-8')}[{section}]\n\t{line}\n", encoding="utf-8")
    found, findings = opened(project)
    assert found is None
    assert [each.code for each in findings] == ["G110"]
    assert said in findings[0].message("zh")


def test_no_permission_to_write_leaves_everything_as_it_was(
    project: Path, of: Of, repository: Git, recording: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    before = (repository("rev-parse", "HEAD"), repository("status", "--porcelain"))

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "denied", str(project / ".git/objects"))

    with monkeypatch.context() as patched:
        patched.setattr(loose, "write_pieces", refuse)
        with pytest.raises(EnvironmentProblem) as problem:
            record(of(project), project, recording())
    assert problem.value.code == "git-unwritable"
    recover(of(project), project)
    assert (repository("rev-parse", "HEAD"), repository("status", "--porcelain")) == before
    assert repository("tag") == ""


@pytest.mark.parametrize("name", ["HEAD^{tree}", "HEAD:source", "HEAD"])
@pytest.mark.parametrize("spoilt", [None, b"junk"])
def test_a_lost_or_spoilt_tree_is_said(project: Path, of: Of, repository: Git, name: str, spoilt: bytes | None) -> None:
    head, sha = repository("rev-parse", "HEAD").strip(), repository("rev-parse", name).strip()
    path = project / ".git/objects" / sha[:2] / sha[2:]
    path.unlink()
    if spoilt is not None:
        path.write_bytes(spoilt)
    with pytest.raises(EnvironmentProblem) as problem:
        of(project).files(head)
    assert problem.value.code == "git-damaged"


def test_a_lost_object_is_said(project: Path, of: Of, repository: Git) -> None:
    blob = repository("rev-parse", "HEAD:source/plan.yaml").strip()
    (project / ".git/objects" / blob[:2] / blob[2:]).unlink()
    head = of(project).head
    assert head is not None
    with pytest.raises(EnvironmentProblem) as problem:
        of(project).files(head)
    assert (problem.value.code, problem.value.values["object"]) == ("git-damaged", blob[:10])
