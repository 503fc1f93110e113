"""What stops plangen itself, as opposed to what is wrong in the user's files (those are findings).

PlangenError
├── UsageProblem          exit 2   the command was asked for something that does not exist
├── EnvironmentProblem    exit 3   the machine: no permission, disk full, a program missing
└── Interrupted           exit 130 stopped by the user
"""

from typing import ClassVar


class PlangenError(Exception):
    """Base of all; carries a code and the values that the message needs, and never prints."""

    exit_code: ClassVar[int] = 70

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class UsageProblem(PlangenError):
    exit_code = 2


class EnvironmentProblem(PlangenError):
    exit_code = 3


class Interrupted(PlangenError):
    exit_code = 130
