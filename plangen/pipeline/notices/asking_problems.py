"""What `plangen notices questions` is asked for and cannot do."""

from collections.abc import Sequence

from plangen.errors import UsageProblem


class NoAsked(UsageProblem):
    """Nobody of this name is asked anything."""

    name: str
    known: Sequence[str]
