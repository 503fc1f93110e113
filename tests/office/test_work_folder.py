"""What LibreOffice works with never outlives its run for long: it goes with the run, or at the next start."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plangen.office.pdf.work_folder import sweep, work_folder

pytestmark = pytest.mark.slow

unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")
ROOT = Path(__file__).parents[2]

# Starts a conversion with a stand-in for LibreOffice, as a build does.
_RUN = """
import sys
from plangen.stopping import Stopped, Watch
watch = Watch()
watch.start()
from plangen.office.pdf.convert import pdfs
try:
    pdfs({"secret.docx": b"secret"}, sys.argv[1])
except Stopped:
    sys.exit(watch.code)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of its own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def converting(tmp_path: Path, temporary: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process whose LibreOffice hangs with a helper of its own, which tells that it lives."""
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\necho $TMPDIR > '{tmp_path}/scratch'\n"
        f"(while true; do date +%s%N > '{tmp_path}/alive'; sleep 0.05; done) & wait\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _RUN, str(program)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as process:
        while not (tmp_path / "alive").exists():
            assert process.poll() is None
            time.sleep(0.02)
        yield process
        process.kill()
    sweep()


def is_alive(folder: Path) -> bool:
    """Whether the stand-in's helper still writes."""
    sign = folder / "alive"
    last = sign.read_text(encoding="utf-8")
    time.sleep(0.3)
    return sign.read_text(encoding="utf-8") != last


@unix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_program_with_its_group_and_takes_the_folder_away(
    converting: subprocess.Popen[bytes], temporary: Path, tmp_path: Path, number: int
) -> None:
    converting.send_signal(number)
    converting.send_signal(number)  # impatient
    _, err = converting.communicate()
    assert (converting.returncode, err) == (128 + number, b"")
    assert list(temporary.iterdir()) == []
    assert not is_alive(tmp_path)


@unix
def test_what_a_killed_run_left_goes_at_the_next_start_with_its_program(
    converting: subprocess.Popen[bytes], temporary: Path, tmp_path: Path
) -> None:
    converting.kill()
    converting.wait()
    assert is_alive(tmp_path)
    (left,) = temporary.iterdir()
    assert b"secret" in b"".join(path.read_bytes() for path in left.glob("*.docx"))
    subprocess.run(
        [sys.executable, "-m", "plangen", "explain", "T201"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    assert list(temporary.iterdir()) == []
    assert not sys.platform.startswith("linux") or not is_alive(tmp_path)


@unix
def test_what_a_living_process_works_with_stays(
    converting: subprocess.Popen[bytes], temporary: Path, tmp_path: Path
) -> None:
    sweep()
    assert len(list(temporary.iterdir())) == 1
    assert is_alive(tmp_path)
    assert converting.poll() is None


@unix
def test_what_the_program_lays_down_itself_lies_in_the_folder(
    converting: subprocess.Popen[bytes], temporary: Path, tmp_path: Path
) -> None:
    assert converting.poll() is None
    assert (tmp_path / "scratch").read_text(encoding="utf-8").startswith(f"{temporary}/plangen-")


def test_the_folder_is_there_for_its_user_alone_and_goes(temporary: Path) -> None:
    with work_folder() as folder:
        assert folder.parent == temporary
        assert sys.platform == "win32" or folder.stat().st_mode & 0o077 == 0
        (folder / "a").write_bytes(b"a")
    assert list(temporary.iterdir()) == []


def test_only_what_is_proved_ours_is_taken_away(temporary: Path, tmp_path: Path) -> None:
    """A folder that is only called so, a link, a file, a mark that is none: all of them stay."""
    for name in ("plangen-notes", "plangen-marked/in-use", "other/in-use"):
        (temporary / name).mkdir(parents=True)
    (temporary / "plangen-file").write_text("mine")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "in-use").write_text("")
    (temporary / "plangen-link").symlink_to(elsewhere)
    (temporary / "plangen-mark").mkdir()
    (temporary / "plangen-mark/in-use").symlink_to(elsewhere / "in-use")
    before = sorted(temporary.rglob("*"))
    sweep()
    assert sorted(temporary.rglob("*")) == before
    assert (elsewhere / "in-use").is_file()


@unix
def test_a_process_that_only_speaks_of_the_folder_is_not_ended(temporary: Path) -> None:
    """Somebody may look at what was left; only what was started to convert there is ended."""
    left = temporary / "plangen-left"
    left.mkdir()
    (left / "in-use").write_text("")
    command = [sys.executable, "-c", "import time; time.sleep(60)", str(left)]
    with subprocess.Popen(command, start_new_session=True) as other:
        sweep()
        assert not left.exists()
        assert other.poll() is None
        other.kill()
