"""Runs that are killed, for `fuzz.py kills`: nothing is lost or half-written, and the next run leaves nothing lying."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # the tests have what kills them


def tried(count: int, seed: int) -> Iterator[str]:
    """What went wrong when acts were killed at one file operation after another, about so often in all."""
    from tests.killing import built_folder, kill_each

    del seed  # every operation in its turn: there is nothing to be drawn
    left = count
    while left > 0:
        for act in ("build", "keep", "write", "init"):
            with tempfile.TemporaryDirectory() as place:
                folder, work = Path(place, "plan"), Path(place, "work")
                folder.mkdir()
                work.mkdir()
                if act != "init":
                    built_folder(folder)
                tally = kill_each(act, folder, work)
            left -= tally.kills
            for kind in ("half", "differs", "leftovers"):
                yield from (f"{act}, {kind}: {fault}" for fault in getattr(tally, kind))
            if left <= 0:
                return
