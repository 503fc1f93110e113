"""No changed Office file or PDF makes a reader raise, and none keeps one at work without end."""

import resource
import subprocess
import sys

import pytest

from tests.office.mutants import ROOT, office_mutants

pytestmark = pytest.mark.slow

_COUNT = 50  # benchmarks/fuzz.py reads 20,000
_SECONDS, _BYTES = 150, 2 << 30  # five times what they need, and more


def test_the_same_seed_gives_the_same_files() -> None:
    assert list(office_mutants(1, 3)) == list(office_mutants(1, 3))
    assert list(office_mutants(1, 3)) != list(office_mutants(2, 3))


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are those of POSIX")
def test_changed_files_are_read_or_refused_by_every_reader() -> None:
    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))

    command = [sys.executable, "-m", "tests.office.reading_all", "20241201", str(_COUNT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, preexec_fn=limited, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr[-2000:]
