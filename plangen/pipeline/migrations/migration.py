"""What a migration is: what it finds in the files of a project, and what must mean the same afterwards.

It works on files, not on the plan: what the model knows no more cannot be read into one.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from plangen.diagnostics import Place, Rule
from plangen.editing.edits import Edit
from plangen.model.plan import Plan


class Superseded(Struct, frozen=True, kw_only=True):
    """What is to be moved: the changes by file, the first place, and what the finding says."""

    edits: Mapping[str, list[Edit]]
    at: Place
    values: Mapping[str, object]


class Migration(Struct, frozen=True, kw_only=True):
    """How an older way of writing is brought to the present one."""

    rule: Rule  # says what is superseded and by what
    find: Callable[[Mapping[str, bytes]], Superseded | None]  # in the files of a project; None where there is nothing
    means: Callable[[Plan], object]  # what must be the same before and after
