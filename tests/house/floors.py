"""The floors of coverage, held against the report of a whole run.

.venv/bin/python tests/house/floors.py REPORT     the JSON report of `coverage`; exit code 1 below a floor
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LINES, BRANCHES, PACKAGE = 95.0, 90.0, 90.0  # per cent: of all lines, of all branches, of both in each package


@dataclass(kw_only=True)
class Covered:
    lines: int = 0
    lines_run: int = 0
    branches: int = 0
    branches_taken: int = 0

    def add(self, summary: Mapping[str, int]) -> None:
        self.lines += summary["num_statements"]
        self.lines_run += summary["covered_lines"]
        self.branches += summary["num_branches"]
        self.branches_taken += summary["covered_branches"]

    @property
    def of_lines(self) -> float:
        return 100 * self.lines_run / self.lines if self.lines else 100.0

    @property
    def of_branches(self) -> float:
        return 100 * self.branches_taken / self.branches if self.branches else 100.0


def packages(report: Mapping[str, Any]) -> dict[str, Covered]:
    """What was covered of each folder directly below plangen/, and of "plangen" as a whole."""
    found: dict[str, Covered] = defaultdict(Covered)
    for name, file in report["files"].items():
        parts = Path(name).parts
        below = parts[parts.index("plangen") + 1 :]
        found[below[0] if len(below) > 1 else "(ground)"].add(file["summary"])
        found["plangen"].add(file["summary"])
    return dict(found)


def below_floors(found: Mapping[str, Covered]) -> Iterator[str]:
    whole = found["plangen"]
    if whole.of_lines < LINES:
        yield f"lines: {whole.of_lines:.1f} %, at least {LINES:.0f} % are wanted"
    if whole.of_branches < BRANCHES:
        yield f"branches: {whole.of_branches:.1f} %, at least {BRANCHES:.0f} % are wanted"
    for name, covered in found.items():
        if name == "plangen":
            continue
        for what, share in (("lines", covered.of_lines), ("branches", covered.of_branches)):
            if share < PACKAGE:
                yield f"{what} of {name}: {share:.1f} %, at least {PACKAGE:.0f} % are wanted"


def table(found: Mapping[str, Covered]) -> Iterator[str]:
    yield f"{'package':12} {'lines':>7} {'run':>8} {'branches':>9} {'taken':>8}"
    for name in sorted(found, key=lambda name: (name == "plangen", name)):
        covered = found[name]
        yield (
            f"{name:12} {covered.lines:7} {covered.of_lines:6.1f} % {covered.branches:9} {covered.of_branches:6.1f} %"
        )


def main(report: str) -> int:
    found = packages(json.loads(Path(report).read_text(encoding="utf-8")))
    failures = list(below_floors(found))
    print(*table(found), *failures, sep="\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
