"""Random histories of people on real git keep the laws of `benchmarks/histories.py`, which runs many more."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_random_histories_keep_all_laws() -> None:
    """In a process of its own, since it forks: some revisions are killed, some made by two at once."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "benchmarks/histories.py", "--count", "20", "--steps", "8", "--seed", "2000"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "20 of 20 histories keep all laws" in done.stdout
