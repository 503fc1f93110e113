"""The sample with its first record filled in, in a repository of its own, made and looked at with the real git."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SIGNED = {
    "!todo 首次编制日期": "2024-11-20",
    "!todo 编制人": "张编制",
    "!todo 审核人": "李审核",
    "!todo 批准人": "王批准",
    "!todo 生效日期": "2024-12-01",
}
Git = Callable[..., str]


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
    """The real git, run in the project, which is committed; with an identity and none of the machine's settings."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}

    def run(*arguments: str, folder: Path = project, at: int | None = None) -> str:
        """What git says; `at` is when it commits, in seconds."""
        moment = {} if at is None else {"GIT_COMMITTER_DATE": f"{at} +0800"}
        done = subprocess.run(
            ["git", *arguments], cwd=folder, env=environment | moment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    run("init", "-q", "-b", "main")
    run("add", ".")
    run("commit", "-q", "-m", "first")
    return run
