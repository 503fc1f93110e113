"""What stops plangen itself, as opposed to what is wrong in the user's files (those are findings).

PlangenError
├── UsageProblem          exit 2   the command was asked for something that does not exist or would overwrite a file
├── EnvironmentProblem    exit 3   the machine: no permission, disk full, a program missing
└── Interrupted           exit 130 stopped by the user

Each kind is a type below one of these, its data are the annotated fields; `reporting.problems` holds its words.
"""

import re
from collections.abc import Sequence
from typing import ClassVar, dataclass_transform

_INNER_CAPITAL = re.compile("(?<!^)(?=[A-Z])")


@dataclass_transform(kw_only_default=True)
class PlangenError(Exception):
    """Base of all; carries data by keyword, and never prints."""

    exit_code: ClassVar[int] = 70

    def __init__(self, **values: object) -> None:
        if values.keys() != self.fields():
            raise TypeError(self.code, sorted(values))
        super().__init__(self.code)
        self.values = values
        vars(self).update(values)

    @classmethod
    def fields(cls) -> frozenset[str]:
        """The names of the data that this kind carries."""
        return frozenset(cls.__annotations__)

    @property
    def code(self) -> str:
        """The kind as `--json` gives it: "no-folder" for NoFolder."""
        return _INNER_CAPITAL.sub("-", type(self).__name__).lower()


class UsageProblem(PlangenError):
    exit_code = 2


class EnvironmentProblem(PlangenError):
    exit_code = 3


class Interrupted(PlangenError):
    exit_code = 130


class NoFolder(UsageProblem):
    path: str


class NoProject(UsageProblem):
    path: str


class NotAFolder(UsageProblem):
    path: str


class NotEmpty(UsageProblem):
    path: str
    found: str


class NoDocument(UsageProblem):
    name: str
    known: Sequence[str]


class NoRole(UsageProblem):
    name: str
    known: Sequence[str]


class NoNotice(UsageProblem):
    name: str
    known: Sequence[str]


class NoCase(UsageProblem):
    name: str
    known: Sequence[str]


class NoTemplate(UsageProblem):
    name: str
    known: Sequence[str]


class NoRevision(UsageProblem):
    name: str
    known: Sequence[str]


class NoRule(UsageProblem):
    rule: str
    near: object  # Words: what was perhaps meant


class NoFile(UsageProblem):
    path: str


class NoMoment(UsageProblem):
    text: str


class NoCopy(UsageProblem):
    path: str


class NoFingerprint(UsageProblem):
    path: str


class UnreadPlan(UsageProblem):
    pass


class NotGenerated(UsageProblem):
    path: str


class HouseEdited(UsageProblem):
    path: str


class SheetTaken(UsageProblem):
    path: str


class PageTaken(UsageProblem):
    path: str


class RedlineTaken(UsageProblem):
    path: str


class TableTaken(UsageProblem):
    path: str


class TableKind(UsageProblem):
    path: str


class BriefingKind(UsageProblem):
    path: str


class AnnotateHere(UsageProblem):
    path: str


class OutInside(UsageProblem):
    path: str


class OutTaken(UsageProblem):
    path: str
    found: str


class Busy(EnvironmentProblem):
    path: str


class DiskFull(EnvironmentProblem):
    path: str


class Unwritable(EnvironmentProblem):
    path: str


class InTheWay(EnvironmentProblem):
    path: str


class System(EnvironmentProblem):
    reason: str
    path: str


class NoStarter(EnvironmentProblem):
    pass


class PdfMissing(EnvironmentProblem):
    pass


class PdfHung(EnvironmentProblem):
    title: str
    seconds: int


class PdfFailed(EnvironmentProblem):
    title: str


class StampImpossible(EnvironmentProblem):
    letter: str


class OfficeOld(EnvironmentProblem):
    version: str
    oldest: str


class GitBusy(EnvironmentProblem):
    path: str


class GitUnwritable(EnvironmentProblem):
    path: str


class GitDamaged(EnvironmentProblem):
    object: str
