#!/usr/bin/env python3
"""The two commands, and what they need; only Python 3.11+ and pip have to be there.

python3 dev.py build     set up if needed, then build the sample plan into output/
python3 dev.py test      set up if needed, then run every check and test
python3 dev.py setup     only set up .venv
python3 dev.py run …     run plangen from the checkout, e.g. run check --strict
python3 dev.py lint      only format, lint, types and import contracts

With PLANGEN_NO_SKIPS=1 a skipped test is a failure (the CI sets it).
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
STAMP = VENV / "installed"
OLDEST = (3, 11)


def run(*arguments: str | Path, quiet: bool = False) -> int:
    """Run a program in the checkout; its exit code."""
    if not quiet:
        print("+", *(str(argument) for argument in arguments), flush=True)
    return subprocess.run(
        [str(argument) for argument in arguments], cwd=ROOT, check=False, capture_output=quiet
    ).returncode


def setup() -> int:
    """Make .venv and install the checkout and its tools into it; nothing to do when that has been done."""
    if sys.version_info[:2] < OLDEST:
        print(f"需要 Python 3.11 以上 / Python 3.11 or newer is needed: {sys.version.split()[0]}", file=sys.stderr)
        return 3
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == wanted and run(PYTHON, "-c", "", quiet=True) == 0:
        return 0
    shutil.rmtree(VENV, ignore_errors=True)
    pip: tuple[str | Path, ...] = (PYTHON, "-m", "pip")
    if run(sys.executable, "-m", "venv", VENV, quiet=True) != 0:
        # Debian without python3-venv has no ensurepip; its own pip can install into a venv from outside.
        shutil.rmtree(VENV, ignore_errors=True)
        if run(sys.executable, "-m", "venv", "--without-pip", VENV) != 0:
            return 3
        pip = (sys.executable, "-m", "pip", "--python", PYTHON)
    code = run(*pip, "install", "--quiet", "--disable-pip-version-check", "--editable", ".[test]")
    if code == 0:
        STAMP.write_text(wanted, encoding="ascii")
    return code


def lint() -> int:
    tools = (
        (PYTHON, "-m", "ruff", "format", "--check", "."),
        (PYTHON, "-m", "ruff", "check", "."),
        (PYTHON, "-m", "mypy"),
        (BIN / ("lint-imports.exe" if WINDOWS else "lint-imports"),),
    )
    return max([run(*tool) for tool in tools])


def test(*arguments: str) -> int:
    workers = ("-n", str(min(os.cpu_count() or 1, 8)))
    return max(lint(), run(PYTHON, "-m", "pytest", "--quiet", *workers, *arguments))


def main() -> int:
    command, *rest = sys.argv[1:] or ["help"]
    if command not in {"build", "test", "setup", "run", "lint"}:
        print(__doc__)
        return 0 if command in {"help", "-h", "--help"} else 2
    if (code := setup()) != 0:
        return code
    if command == "build":
        return run(PYTHON, "-m", "plangen", "build", "--project", ROOT, *rest)
    if command == "run":
        return subprocess.run([str(PYTHON), "-m", "plangen", *rest], check=False).returncode
    if command == "test":
        return test(*rest)
    return lint() if command == "lint" else 0


if __name__ == "__main__":
    sys.exit(main())
