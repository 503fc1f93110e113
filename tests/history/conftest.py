"""A project in a real repository, made and looked at with the real git."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from plangen.history.recording import Recording
from plangen.history.repository import Repository, opened

Git = Callable[..., str]
AUTHOR = "张三 <zhang@example.com>"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "演练 计划"
    for name, text in {
        "source/plan.yaml": "title: 甲\n",
        "source/scenarios/泄露.yaml": "id: leak\n",
        "templates/house.docx": "binary\r\n\x00",
        "notes.txt": "别的工作\n",
        ".gitattributes": "*.yaml text eol=lf\n*.docx binary\n",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder


@pytest.fixture
def git(project: Path) -> Git:
    """The real git, run in the project; with its own identity and none of the machine's settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}

    def run(*arguments: str, folder: Path = project) -> str:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run


@pytest.fixture
def repository(project: Path, git: Git) -> Git:
    git("init", "-q", "-b", "main")
    git("add", ".")
    git("commit", "-q", "-m", "first")
    return git


@pytest.fixture
def recording() -> Callable[..., Recording]:
    """What is to be recorded, under a version."""

    def make(version: str = "v1.1", message: str = "v1.1 演练后修订") -> Recording:
        return Recording(
            version=version,
            message=message,
            author=AUTHOR,
            time=1_767_225_600,
            offset=8 * 3600,
            record_path=f"source/revisions/{version}.yaml",
            record=f"version: {version}\n".encode(),
            written_by="0.1.0",
        )

    return make


@pytest.fixture
def of() -> Iterator[Callable[[Path], Repository]]:
    """Opens the repository around a project; all are closed in the end."""
    with ExitStack() as stack:

        def open_one(project: Path) -> Repository:
            found, findings = opened(project)
            assert findings == ()
            assert found is not None
            return stack.enter_context(found)

        yield open_one
