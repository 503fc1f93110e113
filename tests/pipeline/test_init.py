"""`plangen init` makes a repository that the real git works with, uses one that is there, and touches nothing else."""

import datetime
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.errors import EnvironmentProblem
from plangen.history.founding import add_hook
from plangen.history.repository import opened
from plangen.office.ooxml.package import with_text
from plangen.pipeline.check import check_project
from plangen.pipeline.init import init_project, track_project

pytestmark = pytest.mark.slow

NOW = datetime.datetime(2026, 1, 5, 9, 0, tzinfo=datetime.timezone(datetime.timedelta(hours=8)))
NOTICE = "templates/notices/recall-notice.docx"
Git = Callable[..., str]


def environment() -> dict[str, str]:
    """The real git without the machine's settings, and `plangen` on the path."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PLANGEN"))}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONUTF8": "1"}
    clean["PATH"] = os.pathsep.join((str(Path(sys.executable).parent), clean["PATH"]))
    for role in ("AUTHOR", "COMMITTER"):
        clean |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}
    return clean


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def git(folder: Path, *arguments: str) -> str:
    done = run(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project, in a folder with a space, a quote and Chinese in its name; no name is configured for git."""
    for name in ("HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL", raising=False)
    folder = tmp_path / "甲 'b"
    init_project(folder, NOW)
    return folder


def test_a_new_project_is_committed_whole_and_git_finds_it_sound(project: Path) -> None:
    assert git(project, "status", "--porcelain") == ""
    assert git(project, "fsck", "--strict") == ""
    assert git(project, "log", "--format=%an <%ae> %aI %s|%D").strip() == (
        "plangen <> 2026-01-05T09:00:00+08:00 新建演练计划|HEAD -> main"
    )
    tracked = set(git(project, "ls-files").splitlines())
    assert tracked == set(bytes_in(project))
    (project / "output/01.docx").write_bytes(b"built")
    issued = [f"output/{folder}/公告.docx" for folder in ("个人送达", "内部下发", "正式发布")]
    for name in issued:
        (project / name).parent.mkdir()
        (project / name).write_bytes(b"issued")
    (project / "source/~$plan.yaml").write_bytes(b"lock")
    assert git(project, "status", "--porcelain", "-uall") == "".join(f"?? {name}\n" for name in issued)


def test_line_ends_and_office_files_are_as_the_attributes_say(project: Path) -> None:
    asked = git(project, "check-attr", "text", "eol", "diff", "--", "source/plan.yaml", NOTICE, "a.pdf")
    assert asked.splitlines() == [
        "source/plan.yaml: text: set",
        "source/plan.yaml: eol: lf",
        "source/plan.yaml: diff: unspecified",
        f"{NOTICE}: text: unset",
        f"{NOTICE}: eol: unspecified",
        f"{NOTICE}: diff: plangen",
        "a.pdf: text: unset",
        "a.pdf: eol: unspecified",
        "a.pdf: diff: unset",
    ]


def test_git_diff_shows_what_changed_in_a_template_and_survives_junk(project: Path) -> None:
    notice = project / NOTICE
    notice.write_bytes(with_text(notice.read_bytes(), "立即停止使用", "马上停止使用"))
    (project / "templates/notices/sms.docx").write_bytes(b"\x00junk")
    said = git(project, "diff")
    changed = [line for line in said.splitlines() if line.startswith(("+为", "-为"))]
    assert [("立即停止使用" in line, "马上停止使用" in line) for line in changed] == [(True, False), (False, True)]
    assert "[5 B, SHA-256 " in said


def test_a_repository_above_is_used_and_nothing_is_nested(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    made = init_project(tmp_path / "计划", NOW)
    assert made.tracked is not None
    assert (made.tracked.folder, made.tracked.commit) == (tmp_path.resolve(), "")
    assert made.tracked.files == (".gitignore", ".gitattributes")
    assert made.tracked.readable
    assert not (tmp_path / "计划/.git").exists()
    assert run(tmp_path, "rev-parse", "HEAD").returncode != 0  # nothing was committed unasked


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert init_project(tmp_path / "计划", NOW, git=False).tracked is None
    assert [path.name for path in (tmp_path / "计划").glob(".git*")] == []


def test_a_project_that_is_there_gets_a_repository_and_no_file_of_it_changes(project: Path) -> None:
    shutil.rmtree(project / ".git")
    (project / ".gitignore").write_bytes(b"mine")
    (project / ".gitattributes").unlink()
    (project / "笔记.txt").write_text("私人", encoding="utf-8")
    before = bytes_in(project)
    made = track_project(project / "source", NOW)
    after = bytes_in(project)
    assert after.pop(".gitattributes")
    assert after == before
    assert (made.files, made.readable) == ((".gitattributes",), True)
    assert git(project, "fsck", "--strict") == ""
    assert "?? 笔记.txt" in git(project, "status", "--porcelain").splitlines()
    again = track_project(project, NOW, add=True)
    assert (again.commit, again.folder, again.files) == ("", project.resolve(), (".gitignore",))
    assert (project / ".gitignore").read_bytes().startswith(b"mine\noutput/*\n")
    assert track_project(project, NOW, add=True).files == ()


def test_the_hook_stops_a_commit_with_errors_and_lets_others_through(project: Path) -> None:
    made = track_project(project, NOW, hook=True)
    assert made.hook is not None
    assert not made.hook.kept
    edit(project / "source/timeline.yaml", "limit: 3小时", "limit: 2小时")
    git(project, "commit", "-qam", "fine")
    edit(project / "source/timeline.yaml", "owner: it", "owner: nobody")
    refused = run(project, "commit", "-qam", "broken")
    assert refused.returncode != 0
    assert "R101" in refused.stderr
    assert git(project, "log", "-1", "--format=%s").strip() == "fine"
    git(project, "commit", "-qam", "broken", "--no-verify")


def test_the_hook_of_a_project_below_its_repository_checks_that_project(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    init_project(tmp_path / "甲 'b", NOW)
    track_project(tmp_path / "甲 'b", NOW, hook=True)
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "fine")
    edit(tmp_path / "甲 'b/source/timeline.yaml", "owner: it", "owner: nobody")
    assert run(tmp_path, "commit", "-qam", "broken").returncode != 0


def test_a_hook_of_somebody_else_is_left_alone(project: Path) -> None:
    hook = project / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    repository, _ = opened(project)
    assert repository is not None
    with repository:
        assert add_hook(repository).kept
    assert hook.read_text(encoding="utf-8") == "#!/bin/sh\nexit 0\n"


def test_hooks_kept_elsewhere_are_respected(project: Path) -> None:
    git(project, "config", "core.hooksPath", "hooks")
    made = track_project(project, NOW, hook=True)
    assert made.hook is not None
    assert made.hook.path == project.resolve() / "hooks/pre-commit"
    edit(project / "source/timeline.yaml", "owner: it", "owner: nobody")
    assert run(project, "commit", "-qam", "broken").returncode != 0


def test_edits_of_two_people_that_merge_but_break_a_reference_are_found(project: Path) -> None:
    git(project, "switch", "-qc", "other")
    # One removes what nothing uses any more …
    edit(project / "source/resources.yaml", "  - {id: satellite-phones,", "  # - {id: satellite-phones,")
    git(project, "commit", "-qam", "no satellite phones")
    assert not [each for each in check_project(project).findings if each.code == "R101"]
    git(project, "switch", "-q", "main")
    # … while the other begins to use it.
    edit(project / "source/timeline.yaml", "needs: [{item: computers}]", "needs: [{item: satellite-phones}]")
    git(project, "commit", "-qam", "uses satellite phones")
    assert not [each for each in check_project(project).findings if each.code == "R101"]
    git(project, "merge", "-q", "other", "-m", "merged")
    found = [each for each in check_project(project).findings if each.code == "R101"]
    assert [each.at.file for each in found] == ["source/timeline.yaml"]
    assert "satellite-phones" in found[0].message("zh")


def test_no_permission_is_said_and_leaves_no_half_repository(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(project / ".git")
    before = bytes_in(project)

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "denied", str(project))

    monkeypatch.setattr("plangen.history.founding.Repo.init", refuse)
    with pytest.raises(EnvironmentProblem) as problem:
        track_project(project, NOW)
    assert problem.value.code == "git-unwritable"
    assert bytes_in(project) == before
    assert not (project / ".git").exists()
