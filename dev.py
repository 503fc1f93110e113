#!/usr/bin/env python3
"""The two commands, and what they need; only Python 3.11+ and pip have to be there.

python3 dev.py build     set up if needed, then build the sample plan into output/
python3 dev.py test …    set up if needed, then run every check and test; what follows goes to pytest, but for
    --quick              the daily round: all checks, and the tests that need neither LibreOffice nor much time
    --coverage           measure lines and branches meanwhile, and fail below the floors (twice the time)
    --lowest             only the quick tests, with the oldest libraries that pyproject.toml allows (.venv-lowest)
    --python PROGRAM     only the quick tests, with another Python (.venv-3.13 and the like)
python3 dev.py mutate …  plant 100 small faults in plangen and see which of them no test notices; more with --help
python3 dev.py setup     only set up .venv
python3 dev.py run …     run plangen from the checkout, e.g. run check --strict
python3 dev.py lint      only format, lint, types and import contracts

With PLANGEN_NO_SKIPS=1 a skipped test is a failure (the CI sets it).
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
OLDEST = (3, 11)
QUICK = ("-m", "not office and not slow", "--hypothesis-profile", "quick")
WORKERS = ("-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadscope")


def run(*arguments: str | Path, quiet: bool = False) -> int:
    """Run a program in the checkout; its exit code."""
    if not quiet:
        print("+", *(str(argument) for argument in arguments), flush=True)
    return subprocess.run(
        [str(argument) for argument in arguments], cwd=ROOT, check=False, capture_output=quiet
    ).returncode


class Environment:
    """A virtual environment beside the checkout, with the checkout and its tools in it."""

    def __init__(self, name: str = ".venv", program: str = sys.executable, pins: tuple[str, ...] = ()) -> None:
        self.folder = ROOT / name
        self.bin = self.folder / ("Scripts" if WINDOWS else "bin")
        self.python = self.bin / ("python.exe" if WINDOWS else "python")
        self._program = program
        self._pins = pins

    def setup(self) -> int:
        """Make it and install everything; nothing to do when that has been done."""
        stamp = self.folder / "installed"
        installed = {name: project()[name] for name in ("build-system", "project")}
        digest = hashlib.sha256(f"{installed} {self._pins} {version_of(self._program)}".encode()).hexdigest()
        if (
            stamp.is_file()
            and stamp.read_text(encoding="ascii") == digest
            and run(self.python, "-c", "", quiet=True) == 0
        ):
            return 0
        shutil.rmtree(self.folder, ignore_errors=True)
        pip: tuple[str | Path, ...] = (self.python, "-m", "pip")
        if run(self._program, "-m", "venv", self.folder, quiet=True) != 0:
            # Debian without python3-venv has no ensurepip; its own pip can install into a venv from outside.
            shutil.rmtree(self.folder, ignore_errors=True)
            if run(self._program, "-m", "venv", "--without-pip", self.folder) != 0:
                return 3
            pip = (self._program, "-m", "pip", "--python", self.python)
        install = (*pip, "install", "--quiet", "--disable-pip-version-check")
        code = run(*install, "--editable", ".[test]")
        if (
            code == 0 and self._pins
        ):  # afterwards: a tool of the tests may ask for a newer library than the program does
            code = run(*install, *self._pins)
        if code == 0:
            stamp.write_text(digest, encoding="ascii")
        return code

    def pytest(self, *arguments: str) -> int:
        return run(self.python, "-m", "pytest", "--quiet", *WORKERS, *arguments)


def version_of(program: str) -> str:
    """What an interpreter says of its version."""
    if program == sys.executable:
        return sys.version
    command = [program, "-c", "import sys; print(sys.version)"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def project() -> dict[str, Any]:
    """What pyproject.toml says."""
    import tomllib  # an older Python has to come as far as saying that it is too old

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lowest(dependencies: list[str]) -> tuple[str, ...]:
    """The libraries, each at exactly the lowest version that is allowed."""
    return tuple(re.sub(r">=([^,;]+)[^;]*", r"==\1", each) for each in dependencies)


def lint(venv: Environment) -> int:
    tools = (
        (venv.python, "-m", "ruff", "format", "--check", "."),
        (venv.python, "-m", "ruff", "check", "."),
        (venv.python, "-m", "mypy"),
        (venv.bin / ("lint-imports.exe" if WINDOWS else "lint-imports"),),
    )
    return max([run(*tool) for tool in tools])


def test(venv: Environment, options: list[str]) -> int:
    """All checks and tests, or what the options leave of them."""
    if taken(options, "--lowest"):
        pins = lowest(project()["project"]["dependencies"])
        return elsewhere(Environment(".venv-lowest", pins=pins), options)
    if "--python" in options:
        program = options.pop(options.index("--python") + 1)
        options.remove("--python")
        return elsewhere(Environment(f".venv-{'.'.join(version_of(program).split('.')[:2])}", program), options)
    if taken(options, "--quick"):
        return max(lint(venv), venv.pytest(*QUICK, *options))
    if taken(options, "--coverage"):
        return max(lint(venv), covered(venv, options))
    return max(lint(venv), venv.pytest(*options))


def taken(options: list[str], name: str) -> bool:
    """Whether the option is there; it is taken away."""
    found = name in options
    options[:] = [option for option in options if option != name]
    return found


def elsewhere(venv: Environment, options: list[str]) -> int:
    """The quick tests in another environment."""
    return venv.setup() or venv.pytest(*QUICK, *options)


def covered(venv: Environment, options: list[str]) -> int:
    """The tests under coverage, workers and started processes included, and the floors."""
    coverage = (venv.python, "-m", "coverage")
    report = ROOT / ".coverage.json"
    run(*coverage, "erase")
    tested = run(*coverage, "run", "-m", "pytest", "--quiet", *WORKERS, *options)
    told = run(*coverage, "combine", "--quiet") or run(*coverage, "json", "--quiet", "-o", report)
    return max(tested, told or run(venv.python, ROOT / "tests/house/floors.py", report))


def main() -> int:
    command, *rest = sys.argv[1:] or ["help"]
    if command not in {"build", "test", "setup", "run", "lint", "mutate"}:
        print(__doc__)
        return 0 if command in {"help", "-h", "--help"} else 2
    if sys.version_info[:2] < OLDEST:
        print(f"需要 Python 3.11 以上 / Python 3.11 or newer is needed: {sys.version.split()[0]}", file=sys.stderr)
        return 3
    # Some machines forbid bytecode: every process that a test starts would compile all of plangen again.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    venv = Environment()
    if (code := venv.setup()) != 0:
        return code
    if command == "build":
        return run(venv.python, "-m", "plangen", "build", "--project", ROOT, *rest)
    if command == "run":
        return subprocess.run([str(venv.python), "-m", "plangen", *rest], check=False).returncode
    if command == "mutate":
        return run(venv.python, ROOT / "tests/house/mutate.py", *rest)
    if command == "test":
        return test(venv, rest)
    return lint(venv) if command == "lint" else 0


if __name__ == "__main__":
    sys.exit(main())
