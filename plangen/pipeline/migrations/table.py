"""What an older plan writes where there is a better place by now: a line for each change of the schema."""

from collections.abc import Iterator, Mapping

from plangen.diagnostics import Finding
from plangen.pipeline.migrations.migration import Migration
from plangen.pipeline.migrations.said_once import SAID_ONCE, contact_reached, contact_repeated

MIGRATIONS = (Migration(rule=SAID_ONCE, find=contact_repeated, means=contact_reached),)
"""In the order of the changes; each one finds nothing in what it has made."""
RULES = tuple(each.rule for each in MIGRATIONS)


def superseded(contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """A finding for each old way of writing that a project uses."""
    for migration in MIGRATIONS:
        found = migration.find(contents)
        if found is not None:
            yield Finding(rule=migration.rule, at=found.at, values=found.values)
