"""Input as nobody should make it, and whether plangen stays upright: no crash, no hang, no finding without a place.

python3 benchmarks/fuzz.py [sources|sample|fields|office|folders|kills] [--count N] [--seed S]

sources  small plans grown from the model, half of them with slips: read, checked, composed
sample   the sample with values replaced, left out, doubled or misspelt
fields   each field of the model in each shape to 1,000, 10,000 and 100,000: at most 5 s and 500 MB, or a finding
office   Word, Excel and PDF files with damage, through every reader
folders  project folders with links, manifests, journals and names of others: nothing outside is touched
kills    runs that are ended at each operation on files: nothing is lost, half or left over

Prints what was tried and each failure, with the number that makes it again: --seed NUMBER --count 1.
"""

import argparse
import importlib.util
import itertools
import os
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

if not importlib.util.find_spec("plangen"):  # outside of the environment that `python3 dev.py setup` makes
    sys.exit(subprocess.call([str(Path(__file__).parents[1] / ".venv/bin/python"), *sys.argv]))

from bounded import Bound, bounded
from grown_fields import ROOT, SIZES, Sample, Spot, grown, sample, shapes, spots, worked
from odd_sources import changed_sample, small_plan

sys.path.insert(0, str(ROOT))  # for tests/, where what is hostile stands beside the tests that try a little of it

from plangen.checks.engine import check
from plangen.diagnostics import Finding, Severity
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.plan import SectionMissing
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read

FEW = 3  # findings of reading, with which a source still says something to the checks
BATCH = 200  # sources to a child
PLAIN = Bound(seconds=2 * BATCH)
MAKING = Bound(seconds=60, megabytes=4_000)
MOST_SHOWN = 20

Source = Callable[[Sample, int], Mapping[str, bytes]]


def problems(files: Mapping[str, bytes]) -> tuple[int, list[str]]:
    """How many findings reading has, and what should not be: exceptions, findings without words or place."""
    try:
        reading = read(files)
        plan = with_templates(reading.plan, {})
        checked = check(plan)
        found = [each for each in map(_unplaced, (*reading.findings, *checked.findings)) if each]
        if not any(each.severity is Severity.ERROR for each in (*reading.findings, *checked.findings)):
            _compose(plan)
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

        def make(spot: Spot = spot, shape: str = shape, size: int = size) -> Mapping[str, bytes]:
            return grown(base, spot, shapes(spot.field)[shape], size)

        files: Any = bounded(make, MAKING).value  # apart, so that only the work itself is measured

        def work(files: Mapping[str, bytes] = files) -> tuple[str, ...]:
            return worked(files)

        outcome = bounded(work, bound)
        if not outcome.is_within(bound):
            said = outcome.failure or f"{outcome.seconds:.1f} s, {outcome.megabytes} MB"
            yield f"{spot.name}, {shape}, {size:,}: {said}"
    print(f"{len(every):,} fields, shapes and sizes there are")


def tried_office(count: int, seed: int) -> Iterator[str]:
    """So many damaged Office files, and as many PDFs, through every reader."""
    mutants, reading = import_module("tests.office.mutants"), import_module("tests.office.reading_all")
    readers = reading.Readers()
    for name, raw in (*mutants.office_mutants(seed, count), *mutants.pdf_mutants(seed, count)):
        outcome = bounded(lambda raw=raw: readers.read(raw), Bound())  # type: ignore[misc]  # the lambda's default
        if not outcome.is_within(Bound()):
            yield f"{name}: {outcome.failure or f'{outcome.seconds:.1f} s, {outcome.megabytes} MB'}"


def tried_folders(count: int, seed: int) -> Iterator[str]:
    """So many hostile project folders."""
    hostile = import_module("tests.hostile")
    os.environ["PLANGEN_SOFFICE"] = "none"
    for project in hostile.hostile_projects(seed, count):
        with tempfile.TemporaryDirectory() as place:
            yield from (f"{project.name}: {each}" for each in hostile.attacked(project, Path(place)))


def tried_kills(count: int, _: int) -> Iterator[str]:
    """Each act killed at each of its operations on files, in turn until so many were; there is nothing to be drawn."""
    killing = import_module("tests.killing")
    left = count
    for act in itertools.cycle(killing.ACTS):
        with tempfile.TemporaryDirectory() as place:
            folder, work = Path(place, "plan"), Path(place, "work")
            work.mkdir()
            folder.mkdir()
            if act != "init":
                killing.built_folder(folder)
            tally = killing.kill_each(act, folder, work)
        left -= tally.kills
        yield from (f"{act}: {each}" for each in (*tally.half, *tally.differs, *tally.leftovers))
        if left <= 0:
            break
    print(f"{count - left:,} kills")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", default="sources", choices=TRIED)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    failures = 0
    try:
        for each in TRIED[wanted.what](wanted.count, wanted.seed):
            failures += 1
            if failures <= MOST_SHOWN:
                print(each, flush=True)
    except ModuleNotFoundError as error:
        sys.exit(f"{error.name} is not there")
    print(f"{wanted.what}: {wanted.count:,} from {wanted.seed} on, {failures} failures", flush=True)
    return 1 if failures else 0


TRIED: Mapping[str, Callable[[int, int], Iterator[str]]] = {
    "sources": partial(tried_sources, small_plan),
    "sample": partial(tried_sources, changed_sample),
    "fields": tried_fields,
    "office": tried_office,
    "folders": tried_folders,
    "kills": tried_kills,
}

if __name__ == "__main__":
    sys.exit(main())
