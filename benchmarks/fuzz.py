"""Input as nobody should make it, and whether plangen stays upright: no crash, no hang, no finding without a place.

.venv/bin/python benchmarks/fuzz.py [sources|sample|fields|office|folders|kills] [--count N] [--seed S]

sources  small plans grown from the model, half of them with slips: read, checked, composed
sample   the sample with values replaced, left out, doubled or misspelt
fields   each field of the model in each shape to 1,000, 10,000 and 100,000: at most 5 s and 500 MB, or a finding
office   Word, Excel and PDF files with damage, through every reader
folders  project folders with links, manifests, journals and names of others: nothing outside is touched
kills    runs that are ended at each operation on files: nothing is lost, half or left over

Prints what was tried and each failure, with the number that makes it again: --seed NUMBER --count 1.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module, util
from typing import Any

from bounded import Bound, bounded
from grown_fields import SIZES, Sample, Spot, grown, sample, shapes, spots, worked
from odd_sources import changed_sample, small_plan

from plangen.checks.engine import check
from plangen.diagnostics import Finding, Severity
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import SectionMissing
from plangen.reading.source import read

FEW = 3  # findings of reading, with which a source still says something to the checks
BATCH = 200  # sources to a child
PLAIN = Bound(seconds=2 * BATCH)
MOST_SHOWN = 20

# Modules of this folder, each with a function `tried(count, seed)` that yields what went wrong, by the name to call.
ELSEWHERE = {"office": "office_mutants", "folders": "hostile_projects", "kills": "killed_runs"}
Source = Callable[[Sample, int], Mapping[str, bytes]]


def problems(files: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """How many findings reading has, and what should not be: exceptions, findings without words or place."""
    try:
        reading = read(files)
        checked = check(reading.plan)
        found = [each for each in map(_unplaced, (*reading.findings, *checked.findings)) if each]
        if not any(each.severity is Severity.ERROR for each in (*reading.findings, *checked.findings)):
            _compose(reading.plan)
        return len(reading.findings), found
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return 0, [f"{type(error).__name__}: {str(error)[:100]} ({last.filename.split('/plangen/')[-1]}:{last.lineno})"]


def _compose(plan: Any) -> None:
    for entry in DOSSIER:
        try:
            for _ in bodies(entry, plan):
                pass
        except SectionMissing:  # the build says so, and makes the others
            continue


def _unplaced(finding: Finding) -> str:
    at = finding.at
    is_placed = at.file.startswith("source/") and (not at.line or 1 <= at.column < at.end_column)
    said = all(finding.message(language) and finding.advice(language) for language in ("zh", "en"))
    return "" if is_placed and said else f"{finding.code} has no place or words: {at.file}:{at.line}:{at.column}"


def tried_sources(make: Source, count: int, seed: int) -> Iterator[str]:
    """So many sources from that number on."""
    base = sample()
    sizes: Counter[bool] = Counter()
    for first in range(seed, seed + count, BATCH):
        numbers = range(first, min(first + BATCH, seed + count))

        def work(numbers: range = numbers) -> list[tuple[int, int, list[str]]]:
            return [(number, *problems(make(base, number))) for number in numbers]

        outcome = bounded(work, PLAIN)
        if outcome.failure:
            yield f"one of {numbers[0]} to {numbers[-1]}: {outcome.failure}"
        for number, findings, wrong in outcome.value or []:  # type: ignore[attr-defined]  # a list, where all is well
            sizes[findings <= FEW] += 1
            yield from (f"{number}: {each}" for each in wrong)
    print(f"read with at most {FEW} findings: {sizes[True]:,} of {sizes.total():,}")


def tried_fields(count: int, seed: int) -> Iterator[str]:
    """Every field in every shape to every size, or about so many of them, spread evenly; the seed says which."""
    base, bound = sample(), Bound()
    every = [(spot, shape, size) for spot in spots() for shape in shapes(spot.field) for size in SIZES]
    for spot, shape, size in every[seed :: max(1, len(every) // count)]:

        def work(spot: Spot = spot, shape: str = shape, size: int = size) -> tuple[str, ...]:
            return worked(grown(base, spot, shapes(spot.field)[shape], size))

        outcome = bounded(work, bound)
        if not outcome.is_within(bound):
            said = outcome.failure or f"{outcome.seconds:.1f} s, {outcome.megabytes} MB"
            yield f"{spot.name}, {shape}, {size:,}: {said}"
    print(f"{len(every):,} fields, shapes and sizes there are")


def tried_elsewhere(name: str, count: int, seed: int) -> Iterator[str]:
    module = ELSEWHERE[name]
    if util.find_spec(module) is None:
        sys.exit(f"benchmarks/{module}.py is not there")
    yield from import_module(module).tried(count, seed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="sources", choices=["sources", "sample", "fields", *ELSEWHERE])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    began = time.process_time()
    if wanted.what == "fields":
        found = tried_fields(wanted.count, wanted.seed)
    elif wanted.what in ELSEWHERE:
        found = tried_elsewhere(wanted.what, wanted.count, wanted.seed)
    else:
        make = small_plan if wanted.what == "sources" else changed_sample
        found = tried_sources(make, wanted.count, wanted.seed)
    failures = 0
    for each in found:
        failures += 1
        if failures <= MOST_SHOWN:
            print(each, flush=True)
    print(f"{wanted.what}: {wanted.count:,} from {wanted.seed} on, {failures} failures", flush=True)
    print(f"{time.process_time() - began:.1f} s of this process, which starts the others")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
