"""What the commands cost, as ratios measured in one run: seconds differ between machines, ratios hardly.

.venv/bin/python benchmarks/measure.py

check    `plangen check` on the sample / an interpreter that only imports click, yaml and pydantic: at most 2
help     Office libraries that `plangen --help` imports: none
build    CPU seconds of a cold full build beyond importing its libraries: at most 1.5 on a two-core machine
pdf      seconds for twelve documents in one call of LibreOffice / twelve times the seconds for one: at most 0.5
rebuild  seconds of a build with PDFs and nothing changed beyond those of a build without: at most 0.5
growth   CPU of a build with ten times the scenarios and departments / of the sample: at most 10
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from enlarge import enlarged

ROOT = Path(__file__).parents[1]
OFFICE = ("docx", "docxtpl", "openpyxl", "lxml", "jinja2")
ROUNDS = 9


def cpu(code: Sequence[str], folder: Path = ROOT) -> float:
    """User and system seconds of one run of the interpreter; any exit code below 2 is fine."""
    before = os.times()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PLANGEN_SOFFICE": "none"}
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


PRINT = """
import sys, time
from pathlib import Path
from plangen.office.pdf import pdfs
raws = [path.read_bytes() for path in sorted(Path(sys.argv[1], "templates").rglob("*.docx"))]
many = {f"{number}.docx": raws[number % len(raws)] for number in range(12)}
program = sys.argv[2]
def seconds(documents):
    began = time.perf_counter()
    pdfs(documents, program)
    return time.perf_counter() - began
seconds({"0.docx": raws[0]})
print(min(seconds({"0.docx": raws[0]}) for _ in range(3)), min(seconds(many) for _ in range(2)))
"""


def printing(program: str) -> tuple[float, float]:
    """Seconds for one document and for twelve in one call."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT, str(ROOT), program],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    one, twelve = map(float, done.stdout.split())
    return one, twelve


def rebuilding(folder: Path) -> float:
    """Seconds that --pdf adds to a build with nothing changed."""

    def run(*options: str) -> float:
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "plangen", "build", *options],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
        )
        return time.perf_counter() - began

    run("--pdf")
    printed = min(run("--pdf") for _ in range(3))
    run()
    return printed - min(run() for _ in range(3))


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
        program = shutil.which("soffice")
        again = rebuilding(one) if program else 0.0
    print(f"check    {check / base:.2f} × importing click, yaml, pydantic   ({check:.3f} s / {base:.3f} s)   at most 2")
    print(f"help     Office libraries imported: {loaded}   none")
    print(f"build    {single - imports:.2f} s CPU beyond imports   ({single:.2f} s - {imports:.2f} s)   at most 1.5")
    if program:
        alone, twelve = printing(program)
        ratio = twelve / alone / 12
        print(f"pdf      {ratio:.2f} × twelve single calls   ({twelve:.2f} s / 12 × {alone:.2f} s)   at most 0.5")
        print(f"rebuild  {again:.2f} s more with PDFs when nothing changed   at most 0.5")
    print(f"growth   {tenfold / single:.2f} × for ten times the plan   ({tenfold:.2f} s / {single:.2f} s)   at most 10")


if __name__ == "__main__":
    main()
