"""What `plangen rename` is asked for and cannot do."""

from collections.abc import Sequence

from plangen.errors import UsageProblem


class NoKind(UsageProblem):
    """No kind of thing that can be renamed is called so."""

    kind: str
    known: Sequence[str]


class NoSuchId(UsageProblem):
    """Nothing of that kind has this id."""

    kind: object
    id: str
    known: Sequence[str]


class IdTaken(UsageProblem):
    """The new id is in use."""

    id: str
    title: str


class BadId(UsageProblem):
    """The new id does not look like one."""

    id: str
