"""Revisions in bulk: 300 MB of pictures under source/, the log of 1,000 revisions, and `revise` against a cold build.

Ratios of one run on one machine. The goals: at most 200 MB more for the pictures, 5 times the log of 10 revisions, and
twice a cold build. What takes memory runs in a process of its own.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from plangen.history.founding import found
from plangen.history.recording import Recording, record
from plangen.history.repository import opened

ROOT = Path(__file__).parents[1]
PICTURES, SIZE = 30, 10 * 1024 * 1024
RECORD = """version: {version}
date: 2024-11-20
reason: 演练
summary: 甲
author: 甲
reviewer: 乙
approver: 丙
effective: 2024-12-01
written_by: 0.1.0
"""
SIGNED = ("--author", "甲", "--reviewer", "乙", "--approver", "丙", "--effective", "2040-01-01")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        for part in ("source", "templates"):
            shutil.copytree(ROOT / part, project / part)
        found(project, time=1_600_000_000, offset=0, owner=("甲", "a@example.com"))
        cold, _ = _command("build", "--project", str(project))
        seconds, before = _command("revise", *SIGNED, "--project", str(project))
        print(f"revise {seconds:.2f} s CPU, {seconds / cold:.2f} times a cold build (goal: 2)")
        for number in range(PICTURES):
            (project / f"source/{number}.png").write_bytes(b"\x89PNG\0" + os.urandom(SIZE))
        plan = project / "source/timeline.yaml"
        plan.write_text(plan.read_text(encoding="utf-8").replace("初步", "大致", 1), encoding="utf-8")
        late = ("--reason", "law", "--defer", "f-01=x", "--defer", "f-02=x", "--defer", "f-03=x")
        seconds, after = _command("revise", *late, *SIGNED, "--project", str(project))
        print(f"300 MB of pictures {seconds:.2f} s CPU, {after - before} MB more (goal: 200)")
        few, many = (_log_of(Path(name) / str(count), count) for count in (10, 1000))
        print(f"log of 1,000 revisions {many:.2f} s CPU, {many / few:.2f} times that of 10 (goal: 5)")


def _log_of(project: Path, count: int) -> float:
    """CPU seconds of `plangen log` over so many revisions."""
    (project / "source").mkdir(parents=True)
    (project / "source/plan.yaml").write_text("title: 甲\n", encoding="utf-8")
    (project / "templates").mkdir()
    found(project, time=1_600_000_000, offset=0, owner=("甲", "a@example.com"))
    repository, _ = opened(project)
    assert repository is not None
    with repository:
        for number in range(count):
            version = f"v1.{number}"
            recording = Recording(
                version=version,
                message=version,
                author="甲 <a@example.com>",
                time=1_600_000_001 + number,
                offset=0,
                record_path=f"source/revisions/{version}.yaml",
                record=RECORD.format(version=version).encode(),
                written_by="0.1.0",
            )
            record(repository, project, recording)
    return min(_command("log", "--project", str(project))[0] for _ in range(3))


def _command(*arguments: str) -> tuple[float, int]:
    """CPU seconds and megabytes that a command takes in a process of its own."""
    return _measured(lambda: subprocess.call([sys.executable, "-m", "plangen", *arguments], cwd=ROOT, stdout=-3))


def _measured(act: Callable[[], object]) -> tuple[float, int]:
    """The same of what `act` starts: a child counts its own children alone."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        act()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        os.write(writing, f"{used.ru_utime + used.ru_stime} {used.ru_maxrss // 1024}".encode())
        os._exit(0)
    os.wait()
    seconds, megabytes = os.read(reading, 100).split()
    return float(seconds), int(megabytes)


if __name__ == "__main__":
    main()
