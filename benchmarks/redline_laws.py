"""Whether redlines keep their laws: accepting all gives the new document, rejecting all the old one.

.venv/bin/python benchmarks/redline_laws.py [how many] [seed]

Documents of the sample are edited at random, before they are written (blocks) and after (XML), and compared.
"""

import random
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from redline_blocks import Composed, composed, revised
from redline_edits import documents, edited
from redline_reading import said

from plangen.office.redline import accept_all, redline, reject_all

AUTHOR, DATE = "plangen", datetime(2026, 4, 1, tzinfo=UTC)


def broken_laws(old: bytes, new: bytes) -> list[str]:
    """Which laws the redline of two documents breaks, with the first difference."""
    redlined = redline(old, new, author=AUTHOR, date=DATE)
    assert redlined.raw is not None, [each.message("en") for each in redlined.findings]
    broken = []
    for law, settle, wanted in (("accept", accept_all, new), ("reject", reject_all, old)):
        settled = settle(redlined.raw).raw
        assert settled is not None
        found, expected = said(settled), said(wanted)
        if found != expected:
            pairs = zip(found, expected, strict=False)
            first = next(((a, b) for a, b in pairs if a != b), (f"{len(found)} blocks", f"{len(expected)} blocks"))
            broken.append(f"{law}:\n  found    {first[0]}\n  expected {first[1]}")
    return broken


def pair(number: int, made: Mapping[str, bytes], blocks: Composed) -> tuple[str, bytes, bytes]:
    """A document's name and two versions of it, the same ones for the same number."""
    chance = random.Random(number)  # noqa: S311  # no secret
    if number % 2:
        name = chance.choice(sorted(made))
        old = edited(made[name], chance, chance.randrange(6))
        return name, old, edited(chance.choice((old, made[name])), chance, chance.randrange(1, 20))
    name = chance.choice(sorted(blocks.documents))
    before = revised(blocks.documents[name], chance, chance.randrange(6))
    now = revised(before, chance, chance.randrange(1, 20))
    return name, blocks.written(before), blocks.written(now)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1  # noqa: PLR2004  # the second argument
    made, blocks = documents(), composed()
    broken = 0
    for number in range(seed, seed + count):
        name, old, new = pair(number, made, blocks)
        problems = broken_laws(old, new)
        broken += bool(problems)
        for problem in problems:
            print(f"{number} {name} {problem}")
    print(f"{count - broken} of {count} redlines keep both laws")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
