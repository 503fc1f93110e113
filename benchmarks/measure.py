"""What the commands cost, as ratios measured in one run: seconds differ between machines, ratios hardly.

.venv/bin/python benchmarks/measure.py

check    `plangen check` on the sample / an interpreter that only imports click, yaml and pydantic: at most 2
help     Office libraries that `plangen --help` imports: none
build    CPU seconds of a cold full build beyond importing its libraries: at most 1.5 on a two-core machine
pdf      seconds for twelve documents in one call of LibreOffice / twelve times the seconds for one: at most 0.5
rebuild  seconds of a build with PDFs and nothing changed beyond those of a build without: at most 0.5
growth   CPU of a build with ten times the scenarios and departments / of the sample: at most 10
pages    CPU of checking and filling in a template of 200 pages / of 20 pages: at most 12
cell     the same, all pages in one table cell: at most 12
diff     CPU of comparing two versions of the plan / of reading one: at most 1.5; below 0.15 s beyond start-up
impact   CPU of telling whom a change of a limit concerns / of building everything: at most 1
redline  CPU of the redline of two plans / of building the two: at most 3; below 0.5 s, ten times the plan below 5 s
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
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


PAGES = (
    "-c",
    """from pathlib import Path
from plangen.pipeline.notices.check import check_templates
from plangen.pipeline.notices.preview import preview_notices
assert check_templates(Path(), ["recall-notice"]).outcome.ok(strict=False)
assert preview_notices(Path(), "recall-notice", case="product-quality").files
""",
)
"""A check and a preview of the recall notice."""


def with_pages(folder: Path, pages: int, *, in_cell: bool) -> Path:
    """The project with so many more pages in its recall notice, 20 paragraphs with two tags each."""
    path = folder / "templates/notices/recall-notice.docx"
    with zipfile.ZipFile(ROOT / path.relative_to(folder)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    line = (
        "<w:p><w:r><w:t>热线{{ 事件.热线 }}，</w:t></w:r><w:r><w:t>地址{{ 事件.</w:t></w:r>"
        "<w:r><w:t>联系地址 }}。</w:t></w:r></w:p>"
    )
    more = line * (pages * 20)
    if in_cell:
        more = f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{more}</w:tc></w:tr></w:tbl>"
    parts["word/document.xml"] = parts["word/document.xml"].replace("<w:sectPr", more + "<w:sectPr", 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return folder


REDLINE = """
import random, shutil, time
from pathlib import Path
from redline_edits import edited
from plangen.office.redline import redline
from plangen.pipeline.building.build import build_project
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


DIFF = """
import time
from pathlib import Path
from msgspec.structs import replace
from plangen.pipeline.check import study
from plangen.pipeline.building.composing import composed
from plangen.model.dossier import DOSSIER
from plangen.pipeline.revisions.diff import compare_versions
from plangen.pipeline.revisions.telling import tell
from plangen.pipeline.revisions.versions import working
from plangen.reading.source import read
from plangen.reporting.progress import Silent

def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start

def best(work):
    work()
    return min(seconds(work) for _ in range(3))

old = working(Path())
path = "source/timeline.yaml"
text = old.files.contents[path].replace("limit: 3小时".encode(), "limit: 2小时".encode(), 1)
new = replace(old, files=replace(old.files, contents={**old.files.contents, path: text}))
compared = compare_versions(old, new)
assert len(compared.lines) == 1
print(
    best(lambda: compare_versions(old, new)),
    best(lambda: read(old.files.under("source"))),
    best(lambda: tell(compared, Path(), None)),
    best(lambda: composed(study(Path()), DOSSIER, Silent(), None)),
)
"""
"""Seconds for a comparison, for reading one source, for the impact of one change, and for composing everything."""


def diff_cost(folder: Path) -> tuple[float, float, float, float]:
    done = subprocess.run(
        [sys.executable, "-c", DIFF],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    compared, reading, told, built = map(float, done.stdout.split())
    return compared, reading, told, built


PRINT = """
import sys, time
from pathlib import Path
from plangen.office.pdf.convert import pdfs
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
        paged = {}
        for in_cell in (False, True):
            short = median(PAGES, with_pages(one, 20, in_cell=in_cell), 3)
            paged[in_cell] = (median(PAGES, with_pages(one, 200, in_cell=in_cell), 3), short)
        redlines = redline_cost(one), redline_cost(ten)
        compared, reading, told, built = diff_cost(one)
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
    for name, (long, short) in zip(("pages", "cell "), paged.values(), strict=True):
        print(f"{name}    {long / short:.2f} × for ten times the pages   ({long:.2f} s / {short:.2f} s)   at most 12")
    print(f"diff     {compared / reading:.2f} × reading one version   ({compared:.3f} s)   at most 1.5, 0.15 s")
    print(f"impact   {told / built:.2f} × building everything   ({told:.2f} s / {built:.2f} s)   at most 1")
    for name, (redlined, built), limit in zip(("redline", "tenfold"), redlines, (0.5, 5), strict=True):
        said = f"{redlined / built:.2f} × building both   ({redlined:.2f} s / {built:.2f} s)"
        print(f"{name}  {said}   at most 3, {limit} s")


if __name__ == "__main__":
    main()
