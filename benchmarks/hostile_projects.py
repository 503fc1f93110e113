"""Plans that mean ill, for `fuzz.py folders`: whatever is run on one, nothing outside of its folder is touched."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # the tests have what makes them


def tried(count: int, seed: int) -> Iterator[str]:
    """What went wrong with so many of them: what was touched outside, what did not end in words."""
    from tests.hostile import attacked, hostile_projects

    os.environ["PLANGEN_SOFFICE"] = "none"
    for project in hostile_projects(seed, count):
        with tempfile.TemporaryDirectory() as place:
            for fault in attacked(project, Path(place)):
                yield f"{project.name} ({', '.join(project.commands)}): {fault}"
