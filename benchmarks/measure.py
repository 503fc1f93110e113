"""What the commands cost, as ratios measured in one run: seconds differ between machines, ratios hardly.

.venv/bin/python benchmarks/measure.py

check    `plangen check` on the sample / an interpreter that only imports click, yaml and pydantic: at most 2
help     Office libraries that `plangen --help` imports: none
build    CPU seconds of a cold full build beyond importing its libraries: at most 1.5 on a two-core machine
growth   CPU of a build with ten times the scenarios and departments / of the sample: at most 10
redline  CPU of the redline of two plans / of building the two: at most 3; below 0.5 s, ten times the plan below 5 s
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from enlarge import enlarged

ROOT = Path(__file__).parents[1]
OFFICE = ("docx", "docxtpl", "openpyxl", "lxml", "jinja2")
ROUNDS = 9


def cpu(code: Sequence[str], folder: Path = ROOT) -> float:
    """User and system seconds of one run of the interpreter; any exit code below 2 is fine."""
    before = os.times()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package has its bytecode
    done = subprocess.run([sys.executable, *code], cwd=folder, env=environment, capture_output=True, check=False)
    after = os.times()
    if done.returncode > 1:
        sys.exit(done.stderr.decode())
    return after.children_user + after.children_system - before.children_user - before.children_system


def median(code: Sequence[str], folder: Path = ROOT, rounds: int = ROUNDS) -> float:
    cpu(code, folder)  # warm the file cache
    return statistics.median(cpu(code, folder) for _ in range(rounds))


BUILD = (
    "-c",
    """import shutil, sys
shutil.rmtree("output", ignore_errors=True)
sys.argv = ["plangen", "build"]
from plangen.cli.main import main
main()
""",
)
"""A build that finds no output of an earlier one."""


REDLINE = """
import random, shutil, time
from pathlib import Path
from redline_edits import edited
from plangen.office.redline import redline
from plangen.pipeline.build import build_project
from plangen.reporting.progress import Silent

def once():
    shutil.rmtree("output", ignore_errors=True)
    start = time.process_time()
    build_project(Path(), ("plan",), Silent())
    return time.process_time() - start

once()  # imports
built = 2 * min(once() for _ in range(3))
old = next(Path("output").glob("01-*.docx")).read_bytes()
new = edited(old, random.Random(1), 30)
redline(old, new, author="x")
start = time.process_time()
redline(old, new, author="x")
print(time.process_time() - start, built)
"""
"""Seconds for a redline of the plan in this folder after thirty random edits, and for building it twice."""


def redline_cost(folder: Path) -> tuple[float, float]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")])}
    done = subprocess.run(
        [sys.executable, "-c", REDLINE], cwd=folder, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    redlined, built = map(float, done.stdout.split())
    return redlined, built


def main() -> None:
    base = median(["-c", "import click, yaml, pydantic"])
    check = median(["-m", "plangen", "check"])
    help_code = (
        "import sys; sys.argv = ['plangen', '--help']\ntry:\n import plangen.cli.main as m; m.main()\n"
        f"except SystemExit:\n print([name for name in {json.dumps(OFFICE)} if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", help_code], cwd=ROOT, capture_output=True, check=True)
    loaded = shown.stdout.decode().splitlines()[-1]
    with tempfile.TemporaryDirectory() as parent:
        one, ten = enlarged(Path(parent), 1), enlarged(Path(parent), 10)
        imports = median(["-c", f"import click, yaml, msgspec, filelock, {', '.join(OFFICE)}"])
        single, tenfold = median(BUILD, one, 5), median(BUILD, ten, 3)
        redlines = redline_cost(one), redline_cost(ten)
    print(f"check    {check / base:.2f} × importing click, yaml, pydantic   ({check:.3f} s / {base:.3f} s)   at most 2")
    print(f"help     Office libraries imported: {loaded}   none")
    print(f"build    {single - imports:.2f} s CPU beyond imports   ({single:.2f} s - {imports:.2f} s)   at most 1.5")
    print(f"growth   {tenfold / single:.2f} × for ten times the plan   ({tenfold:.2f} s / {single:.2f} s)   at most 10")
    for name, (redlined, built), limit in zip(("redline", "tenfold"), redlines, (0.5, 5), strict=True):
        ratio = f"{redlined / built:.2f} × building both   ({redlined:.2f} s / {built:.2f} s)"
        print(f"{name}  {ratio}   at most 3, {limit} s")


if __name__ == "__main__":
    main()
