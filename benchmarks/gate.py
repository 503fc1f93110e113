"""Whether the gate of notices keeps its laws: nothing hidden passes, no good edit is refused.

.venv/bin/python benchmarks/gate.py hostile|good [how many] [seed]

Templates of the sample are edited at random places, filled in, laid out by LibreOffice and held against the gate.
Prints for each way what it was refused for, or what became of it: `dropped` where the file that would be issued does
not hold the words, `seen` where its pages plainly show them, PASSES where neither is so.
"""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.notices.edited_notices import Judged, judged, project, trials
from tests.notices.good_edits import EDITS
from tests.notices.hostile_edits import WAYS

_BATCH = 50  # notices to one start of LibreOffice


def outcome(found: Judged) -> str:
    """What became of an edit, in a word."""
    if found.findings:
        return "+".join(dict.fromkeys(each.code for each in found.findings))
    if not found.is_inside:
        return "dropped"
    return "seen" if found.is_seen else "PASSES"


def is_broken(found: Judged) -> bool:
    """Whether it breaks a law."""
    return bool(found.findings) if found.trial.is_good else found.passes


def main() -> None:
    kind = sys.argv[1] if len(sys.argv) > 1 else "hostile"
    is_good = kind == "good"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else (200 if is_good else 1000)  # noqa: PLR2004  # the second argument
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1  # noqa: PLR2004  # the third
    table: dict[str, Counter[str]] = defaultdict(Counter)
    broken, begun = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = project(Path(folder))
        every = trials(list((EDITS if is_good else WAYS).items()), count, seed, found, good=is_good)
        for at in range(0, count, _BATCH):
            for each in judged(found, every[at : at + _BATCH]):
                table[each.trial.way][outcome(each)] += 1
                if is_broken(each):
                    broken += 1
                    said = [finding.message("en") for finding in each.findings]
                    print(f"{each.trial.way}: {each.trial.notice} seed {each.trial.seed} {said}", flush=True)
            print(f"{min(at + _BATCH, count)} of {count}, {broken} broken", file=sys.stderr, flush=True)
    for way, counts in sorted(table.items()):
        print(f"{way:50} {', '.join(f'{name} {number}' for name, number in counts.most_common())}")
    print(f"{count} {kind} edits, {len(table)} ways, {broken} break the law, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
