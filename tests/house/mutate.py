"""Plant small faults in plangen, one at a time in a copy of the checkout, and see which of them no test notices.

python3 dev.py mutate [PATH …]     100 faults in checks, model, pipeline and office, or in what is below the paths

A fault is dead when an assertion of a test fails, or a `pytest.raises` waits in vain; not by a crash, nor by the golden
of a whole document. Tried are first the quickest tests that run the very line, then others of their files. There is no
gate: a fault that makes no difference survives too, so survivors are to be read.
"""

import argparse
import ast
import difflib
import hashlib
import json
import os
import queue
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import nearest
import verdict
from nearest import Nearest
from planting import CHOICES, LIMITS, Fault, faults

ROOT = Path(__file__).parents[2]
AREAS = ("checks", "model", "pipeline", "office")
LEFT = shutil.ignore_patterns(".venv*", ".git", ".*_cache", ".coverage*", ".hypothesis", "dist")
FIRST, SECOND = 15.0, 60.0  # CPU seconds that the nearest tests, and then wider ones, may take as they usually do
PATIENCE, SPARE = 4, 20  # as many times as long as usual, and some seconds to begin with, before a run counts as hung


@dataclass(frozen=True, kw_only=True)
class Mutant:
    module: str  # below the checkout
    source: bytes  # its text without the fault
    fault: Fault

    def diff(self) -> str:
        """What was changed, as lines of a patch without its head."""
        old, new = (text.decode().splitlines() for text in (self.source, self.fault.planted(self.source)))
        return "\n".join(line for line in difflib.ndiff(old, new) if line[0] in "-+")


@dataclass(frozen=True, kw_only=True)
class Judged:
    mutant: Mutant
    state: str  # dead, survived, crashed: noticed by no assertion, hung, unrun: no test runs the line
    by: str = ""  # the test that noticed


def draw(modules: Mapping[str, bytes], count: int, seed: int) -> list[Mutant]:
    """So many faults, limits and choices in turn, each kind and each area as often as the other."""
    dice = random.Random(seed)
    pools: dict[tuple[str, str], list[Mutant]] = defaultdict(list)
    for module in sorted(modules):
        for fault in faults(modules[module]):
            pools[module.split("/")[1], fault.kind].append(Mutant(module=module, source=modules[module], fault=fault))
    areas = sorted({area for area, _ in pools})
    drawn: list[Mutant] = []
    for kinds, area in zip(cycle((LIMITS, CHOICES)), cycle(area for area in areas for _ in "12"), strict=False):
        left = [pools[area, kind] for kind in kinds if pools[area, kind]]
        if len(drawn) == count or not any(pools.values()):
            return drawn
        if left:
            pool = dice.choice(left)
            drawn.append(pool.pop(dice.randrange(len(pool))))
    return drawn


class Bench:
    """A copy of the checkout where one fault at a time is planted."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def judge(self, mutant: Mutant, rounds: Iterable[Sequence[str]], seconds: Mapping[str, float]) -> Judged:
        """What the rounds of tests say of the fault; a later round only runs when the earlier ones have not noticed."""
        path = self.root / mutant.module
        stat = path.stat()
        states: list[str] = []
        try:
            path.write_bytes(mutant.fault.planted(mutant.source))
            os.utime(path, (0, 0))  # no bytecode is of that time
            for tests in rounds:
                state, by = self._run(tests, SPARE + PATIENCE * sum(seconds.get(test, 1.0) for test in tests))
                if state == "dead":
                    return Judged(mutant=mutant, state=state, by=by)
                states.append(state)
        finally:
            path.write_bytes(mutant.source)
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        worst = next((state for state in ("hung", "crashed", "survived") if state in states), "unrun")
        return Judged(mutant=mutant, state=worst)

    def _run(self, tests: Sequence[str], seconds: float) -> tuple[str, str]:
        asked, said = self.root / ".asked.json", self.root / ".said.json"
        asked.write_text(json.dumps(list(tests)), encoding="utf-8")
        said.unlink(missing_ok=True)
        files = sorted({test.partition("::")[0] for test in tests})
        done = self.pytest(
            "-p", "verdict", *files, seconds=seconds, settings={verdict.ASKED: asked, verdict.VERDICT: said}
        )
        if done < 0:
            return "hung", ""
        if not said.is_file():
            return "crashed", ""
        found = json.loads(said.read_text(encoding="utf-8"))
        if found["noticed"]:
            return "dead", found["noticed"]
        return ("crashed" if found["crashed"] or not found["ran"] else "survived"), ""

    def pytest(self, *arguments: str, seconds: float, settings: Mapping[str, Path], bytecode: bool = False) -> int:
        """Run tests in the copy with a limit to the CPU time of each process; the exit code, below 0 for a hung one."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"PYTHONPATH": f"{self.root}{os.pathsep}{self.root / 'tests/house'}", "CI": "1"}
        environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # half of the start of a short run
        environment |= {name: str(path) for name, path in settings.items()}
        if not bytecode:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_CPU, (round(seconds), round(seconds) + 5))

        try:
            return subprocess.run(
                [sys.executable, "-m", "pytest", "--quiet", "-p", "xdist", *arguments],
                cwd=self.root,
                env=environment,
                capture_output=True,
                check=False,
                preexec_fn=limit,
                timeout=10 * seconds,
            ).returncode
        except subprocess.TimeoutExpired:
            return -1


def learn(bench: Bench, workers: int) -> Nearest:
    """Which tests run which lines: from the last time, or by running all but those that need LibreOffice now."""
    texts = [path.read_bytes() for part in ("plangen", "tests") for path in sorted((bench.root / part).rglob("*.py"))]
    kept = Path(sys.prefix) / "nearest" / f"{hashlib.sha256(b''.join(texts)).hexdigest()[:16]}.json"
    if kept.is_file():
        return nearest.load(kept)
    print("learning which tests run which lines …", flush=True)
    raw = bench.root / ".nearest"
    raw.mkdir()
    asked = ("-m", "not office", "--ignore", "tests/house", "-n", str(workers), "--dist", "loadscope")
    if bench.pytest(*asked, "-p", "nearest", seconds=3600, settings={nearest.FOLDER: raw}) != 0:
        print("some tests fail without any fault: they are left out", flush=True)
    known = nearest.read(raw, bench.root)
    shutil.rmtree(kept.parent, ignore_errors=True)
    kept.parent.mkdir()
    nearest.write(known, kept)
    return known


def prepared(folder: Path, workers: int) -> list[Bench]:
    """As many copies of the checkout, compiled, so that each run only compiles what has the fault."""
    first = Bench(folder / "0")
    shutil.copytree(ROOT, first.root, ignore=LEFT)
    subprocess.run([sys.executable, "-m", "compileall", "-q", "plangen"], cwd=first.root, check=True)
    first.pytest("--collect-only", seconds=300, settings={}, bytecode=True)
    others = [folder / str(number) for number in range(1, workers)]
    for other in others:
        shutil.copytree(first.root, other)
    return [first, *map(Bench, others)]


def named_after(module: str, source: bytes, line: int) -> tuple[str, ...]:
    """What tests of the line may have in their names: the module, the function, the codes of rules that it names."""
    tree = ast.parse(source)
    codes: dict[str, str] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(args=[ast.Constant(value=str() as code), *_])):
                codes[name] = code
    around = [node for node in tree.body if node.lineno <= line <= (node.end_lineno or 0)]
    functions = [node.name.strip("_") for node in around if isinstance(node, ast.FunctionDef)]
    names = [each.id for node in around for each in ast.walk(node) if isinstance(each, ast.Name)]
    found = [f"test_{Path(module).stem}", *functions, *(codes[name] for name in names if name in codes)]
    return tuple(dict.fromkeys(found))


def lines_that_tell(source: bytes, line: int) -> tuple[int, ...]:
    """Where a fault of the line shows: there, but of a constant of the module where functions and classes name it.

    The line of a constant runs on import, in whichever test happens to be the first.
    """
    tree = ast.parse(source)
    names: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.lineno <= line <= (node.end_lineno or 0):
            names = {each.id for target in node.targets for each in ast.walk(target) if isinstance(each, ast.Name)}
    users = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))
    named = (each for node in users for each in ast.walk(node) if isinstance(each, ast.Name) and each.id in names)
    return tuple(sorted({each.lineno for each in named})) or (line,)


def rounds_of(mutant: Mutant, known: Nearest) -> Iterator[list[str]]:
    """First the nearest tests, then the others that run the line or stand beside one that does.

    Those named after what has the fault come before all others.
    """
    names = named_after(mutant.module, mutant.source, mutant.fault.line)
    near = {
        test for line in lines_that_tell(mutant.source, mutant.fault.line) for test in known.tests(mutant.module, line)
    }
    ranked = nearest.ranked(mutant.module, near, known.seconds)
    tests = sorted(ranked, key=lambda test: -sum(name in test for name in names))
    first = list(_within(tests, FIRST, known))
    files = {test.partition("::")[0] for test in tests}
    beside = [test for test in known.seconds if test.partition("::")[0] in files]
    wider = dict.fromkeys([*tests, *nearest.ranked(mutant.module, beside, known.seconds)])
    second = list(_within([test for test in wider if test not in first], SECOND, known))
    yield from (tests for tests in (first, second) if tests)


def _within(tests: Iterable[str], seconds: float, known: Nearest) -> Iterator[str]:
    """The first tests that take so long together, at least one."""
    spent = 0.0
    for test in tests:
        spent += known.seconds.get(test, 1.0)
        if spent > seconds:
            return
        yield test


def report(judged: Iterable[Judged]) -> Iterator[str]:
    """All that are not dead, each with its place and what was changed, and how many there are of each kind."""
    counts: Counter[str] = Counter()
    for each in judged:
        counts[each.state] += 1
        if each.state != "dead":
            place = f"{each.mutant.module}:{each.mutant.fault.line}"
            yield f"\n{each.state}: {place} ({each.mutant.fault.kind})"
            yield each.mutant.diff()
    yield "\n" + ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))


def modules_below(root: Path, paths: Sequence[str]) -> dict[str, bytes]:
    """The text of each module that may get a fault."""
    places = [root / path if (root / path).exists() else root / "plangen" / path for path in paths or AREAS]
    files = [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a module or folder, such as plangen/office or checks")
    parser.add_argument("--count", type=int, default=100, help="how many faults (100)")
    parser.add_argument("--seed", type=int, default=random.randrange(10_000), help="draws the same faults again")
    parser.add_argument("--workers", type=int, default=min(os.cpu_count() or 1, 8))
    asked = parser.parse_args()
    drawn = draw(modules_below(ROOT, asked.paths), asked.count, asked.seed)
    print(f"{len(drawn)} faults, --seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="plangen-mutants-") as folder:
        benches: queue.SimpleQueue[Bench] = queue.SimpleQueue()
        copies = prepared(Path(folder), asked.workers)
        known = learn(copies[0], asked.workers)
        for bench in copies:
            benches.put(bench)

        def judge(mutant: Mutant) -> Judged:
            bench = benches.get()
            try:
                return bench.judge(mutant, rounds_of(mutant, known), known.seconds)
            finally:
                benches.put(bench)

        with ThreadPoolExecutor(asked.workers) as pool:
            for line in report(pool.map(judge, drawn)):
                print(line, flush=True)


if __name__ == "__main__":
    main()
