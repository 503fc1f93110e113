"""A process killed at any moment of recording leaves the old state or the new one, and git finds both sound."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plangen.history.recording import Recording, record, recover
from plangen.history.repository import Repository
from plangen.workspace.leftovers import sweep_project

pytestmark = pytest.mark.slow

Git = Callable[..., str]
Make = Callable[..., Recording]
Of = Callable[[Path], Repository]

# Counts whatever changes the disk, and dies by SIGKILL at the n-th of these.
DRIVER = """
import os, signal, sys
from pathlib import Path

from plangen.history.recording import Recording, record
from plangen.history.repository import opened

project, deadly = Path(sys.argv[1]), int(sys.argv[2])
count = 0

def watch(event, arguments):
    global count
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in {"os.rename", "os.remove", "os.mkdir", "os.link", "os.truncate"}:
        count += 1
        if count == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

repository, _ = opened(project)
sys.addaudithook(watch)
record(repository, project, Recording(
    version="v1.1", message="v1.1", author="张三 <zhang@example.com>", time=1767225600, offset=28800,
    record_path="source/revisions/v1.1.yaml", record=b"version: v1.1\\n", written_by="0.1.0",
))
"""


def run(project: Path, deadly: int) -> bool:
    """Record in a process of its own that dies at an event; whether it died."""
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", DRIVER, str(project), str(deadly)], check=False)
    assert done.returncode in {0, -signal.SIGKILL}
    return done.returncode != 0


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_any_event_it_leaves_the_old_or_the_new_state(
    project: Path, repository: Git, of: Of, recording: Make, tmp_path: Path
) -> None:
    (project / "source/plan.yaml").write_text("title: 乙\n", encoding="utf-8")
    (project / "notes.txt").write_text("改了一半\n", encoding="utf-8")
    first = repository("rev-parse", "HEAD")
    dirty = repository("status", "--porcelain")
    states = set()
    for deadly in range(1, 500):
        here = tmp_path / f"copy {deadly}"
        shutil.copytree(project, here)
        died = run(here, deadly)
        tags, head = repository("tag", folder=here).split(), repository("rev-parse", "HEAD", folder=here)
        assert bool(tags) is (head != first), f"branch and tag differ when killed at event {deadly}"
        sweep_project(here)
        recover(of(here), here)
        status = repository("status", "--porcelain", folder=here)
        written = (here / "source/revisions/v1.1.yaml").exists()
        assert (written, status) == ((True, " M notes.txt\n") if tags else (False, dirty)), deadly
        states.add((died, bool(tags)))
        record(of(here), here, recording("v1.2" if tags else "v1.1"))
        assert repository("status", "--porcelain", folder=here) == " M notes.txt\n"
        assert repository("fsck", "--strict", "--no-dangling", folder=here) == ""
        assert [path for path in here.rglob("*") if path.name.startswith(".plangen-")] == []
        shutil.rmtree(here)
        if not died:
            break
    assert states == {(True, False), (True, True), (False, True)}
