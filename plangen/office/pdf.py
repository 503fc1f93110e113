"""Word files as PDF, by LibreOffice: the one place that starts a program."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from plangen.errors import EnvironmentProblem

__all__ = ["TIMEOUT", "pdf"]

TIMEOUT = 120  # seconds; the first start with a new profile takes up to twenty on a slow machine


def pdf(raw: bytes, title: str, program: str, *, timeout: float = TIMEOUT) -> bytes:
    """The file as PDF. Runs with a profile of its own, so that an open LibreOffice is not disturbed.

    Raises:
        EnvironmentProblem: "pdf-hung" or "pdf-failed".
    """
    with tempfile.TemporaryDirectory(prefix="plangen-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "notice.docx"
        source.write_bytes(raw)
        command = [
            program,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(source)),
        ]
        try:
            _run(command, timeout)
        except subprocess.TimeoutExpired as error:
            raise EnvironmentProblem("pdf-hung", title=title, seconds=timeout) from error
        except OSError as error:
            raise EnvironmentProblem("pdf-failed", title=title) from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise EnvironmentProblem("pdf-failed", title=title)
        return made.read_bytes()


def _run(command: list[str], timeout: float) -> None:
    """Run to the end; what hangs is ended with the processes that it started."""
    process = subprocess.Popen(  # noqa: S603  # a list, no shell; the program is LibreOffice
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(timeout)
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        command = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603  # as above
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
