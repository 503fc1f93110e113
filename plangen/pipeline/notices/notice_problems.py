"""What stops commands about notices, beside the problems of all commands."""

from collections.abc import Sequence

from plangen.errors import EnvironmentProblem, UsageProblem


class NoAsked(UsageProblem):
    """Nobody of this name is asked anything."""

    name: str
    known: Sequence[str]


class PagesMissing(EnvironmentProblem):
    """A notice is not issued: nobody has looked at its pages, for this reason."""

    reason: object
