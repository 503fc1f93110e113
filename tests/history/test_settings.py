"""Programs that somebody's git would run are never run; where git is told to run them, that it was not done is said."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.history.founding import add_hook
from plangen.history.recording import Recording, record
from plangen.history.repository import Repository
from plangen.history.state import trouble
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import log_project, repair_tags

pytestmark = pytest.mark.skipif(os.name != "posix", reason="hooks are programs of POSIX here")

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]

# What names a program in the settings of a repository, each with `PROGRAM` in its place.
SETTINGS = {
    "gpg.program": "PROGRAM",
    "gpg.ssh.program": "PROGRAM",
    "gpg.ssh.defaultKeyCommand": "PROGRAM",
    "core.fsmonitor": "PROGRAM",
    "core.sshCommand": "PROGRAM",
    "core.editor": "PROGRAM",
    "core.pager": "PROGRAM",
    "filter.x.clean": "PROGRAM",
    "filter.x.process": "PROGRAM",
    "filter.x.required": "true",
    "diff.x.textconv": "PROGRAM",
    "diff.external": "PROGRAM",
    "merge.x.driver": "PROGRAM",
    "credential.helper": "PROGRAM",
    "alias.commit": "!PROGRAM",
}
HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction", "post-index-change")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program that leaves a trace."""
    path = tmp_path / "program"
    path.write_text(f"#!/bin/sh\necho run >> '{tmp_path}/trace'\nexit 1\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("where", [".git/hooks", "their hooks"])
def test_no_program_that_the_folder_names_is_run(
    project: Path, of: Of, repository: Git, recording: Make, program: Path, tmp_path: Path, where: str
) -> None:
    repository("config", "commit.gpgsign", "true")
    repository("config", "tag.gpgsign", "true")
    (project / ".gitattributes").write_text("* filter=x diff=x merge=x\n", encoding="utf-8")
    for name, value in SETTINGS.items():
        repository("config", name, value.replace("PROGRAM", str(program)))
    if where != ".git/hooks":
        repository("config", "core.hooksPath", str(project / where))
    (project / where).mkdir(exist_ok=True)
    for name in HOOKS:
        (project / where / name).symlink_to(program)
    said = [each for each in trouble(of(project), project) if each.code == "G133"]
    record(of(project), project, recording())
    diff_project(project, "v1.1", "HEAD")
    log_project(project)
    repair_tags(project, dry_run=False)
    assert not (tmp_path / "trace").exists()
    assert len(said) == 1
    assert said[0].message("zh").startswith("git 的设置要求签名、运行 pre-commit 钩子、")


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("commit.gpgsign=true", True),
        ("tag.gpgsign=1", True),
        ("commit.gpgsign=false", False),
        ("commit.gpgsign=0", False),
    ],
)
def test_that_nothing_was_signed_is_said_where_git_would_sign(
    project: Path, of: Of, repository: Git, setting: str, said: bool
) -> None:
    repository("config", *setting.split("="))
    assert ("G133" in {each.code for each in trouble(of(project), project)}) is said


def test_samples_of_hooks_and_the_hook_of_plangen_are_none_that_were_left_out(
    project: Path, of: Of, repository: Git
) -> None:
    hooks = project / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "commit-msg").write_text("not to be run\n", encoding="utf-8")
    (hooks / "pre-commit.sample").write_text("#!/bin/sh\n", encoding="utf-8")
    (hooks / "pre-commit.sample").chmod(0o755)
    add_hook(of(project))
    assert trouble(of(project), project) == ()
    (hooks / "commit-msg").chmod(0o755)
    assert [each.code for each in trouble(of(project), project)] == ["G133"]


@pytest.mark.parametrize("said", ["true", "false"])
def test_whether_files_are_programs_is_looked_at_unless_git_is_told_not_to(
    project: Path, of: Of, repository: Git, recording: Make, said: str
) -> None:
    """Shares and Windows show every file as a program; git is told so by core.fileMode."""
    (project / "source/tool.yaml").write_text("a: 1\n", encoding="utf-8")
    (project / "source/tool.yaml").chmod(0o755)
    repository("add", "source/tool.yaml")
    repository("commit", "-qm", "a program")
    repository("config", "core.fileMode", said)
    (project / "source/tool.yaml").chmod(0o644)
    (project / "source/plan.yaml").chmod(0o755)
    (project / "source/new.yaml").write_text("a: 1\n", encoding="utf-8")
    (project / "source/new.yaml").chmod(0o755)
    record(of(project), project, recording())
    modes = {line.split("\t")[1]: line[:6] for line in repository("ls-tree", "-r", "HEAD").splitlines()}
    looked = {"tool": "100644", "plan": "100755", "new": "100755"}
    kept = {"tool": "100755", "plan": "100644", "new": "100644"}
    expected = looked if said == "true" else kept
    assert {name: modes[f"source/{name}.yaml"] for name in expected} == expected
    assert repository("status", "--porcelain") == ""
