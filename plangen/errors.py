"""What stops plangen itself, as opposed to what is wrong in the user's files (those are findings).

PlangenError
├── UsageProblem          exit 2   the command was asked for something that does not exist or would overwrite a file
├── EnvironmentProblem    exit 3   the machine: no permission, disk full, a program missing
└── Interrupted           exit 130 stopped from outside: 143 by SIGTERM, 129 by a closed terminal
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
    code: ClassVar[str] = ""
    """The kind as `--json` gives it, "no-folder" for NoFolder; a renamed kind keeps the code that it had."""

    def __init_subclass__(cls, *, code: str = "") -> None:
        cls.code = code or _INNER_CAPITAL.sub("-", cls.__name__).lower()

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


class UsageProblem(PlangenError):
    """The command was asked for something that does not exist, or that would overwrite a file."""

    exit_code = 2


class EnvironmentProblem(PlangenError):
    """The machine is in the way."""

    exit_code = 3


class Interrupted(PlangenError):
    """It was stopped from outside."""

    exit_code = 130


class InterruptedLate(Interrupted, code="interrupted"):
    """It was stopped from outside when files had been changed."""

    changed: str


class NoFolder(UsageProblem):
    """The folder that was named is not there."""

    path: str


class NoProject(UsageProblem):
    """Neither the folder nor one above it holds a plan."""

    path: str


class NotAFolder(UsageProblem):
    """A file stands where a folder was named."""

    path: str


class NotEmpty(UsageProblem):
    """A new plan was to be made in a folder that holds something."""

    path: str
    found: str


class NotAVersion(UsageProblem):
    """What was named as a version does not look like one."""

    name: str


class RecordedAlready(UsageProblem):
    """A version was to go round for signature that is recorded."""

    version: str


class NoDocument(UsageProblem):
    """No document has this id, number or title."""

    name: str
    known: Sequence[str]


class NoOutline(UsageProblem):
    """The document is not made from an outline."""

    name: str
    known: Sequence[str]


class NoSuchSection(UsageProblem):
    """No section of this key can be taken over."""

    name: str
    known: Sequence[str]


class NoChapter(UsageProblem):
    """The document has no section of this key."""

    name: str
    document: str
    known: Sequence[str]


class OutlineThere(UsageProblem):
    """The plan has an outline of its own already."""

    path: str


class OutlineInWord(UsageProblem):
    """A section is to be taken over into an outline that is written in Word."""

    path: str


class ChangeDamaged(UsageProblem):
    """What a killed process noted of a change to several files cannot be read."""

    path: str


class NoRole(UsageProblem):
    """No packet has this number, id, title or department."""

    name: str
    known: Sequence[str]


class NoNotice(UsageProblem):
    """No notice is called so."""

    name: str
    near: object  # Words: what was perhaps meant
    known: Sequence[str]


class AmbiguousNotice(UsageProblem):
    """Several notices are called so, where one is needed."""

    name: str
    known: Sequence[str]


class NoCase(UsageProblem):
    """No scenario or incident has this id or title."""

    name: str
    near: object  # Words: what was perhaps meant
    known: Sequence[str]


class NoTemplate(UsageProblem):
    """No template has this file name, and no kind of notice with a template this id or title."""

    name: str
    known: Sequence[str]


class NoRevision(UsageProblem):
    """No revision, tag, branch or commit has this name."""

    name: str
    known: Sequence[str]


class NothingRecorded(UsageProblem):
    """A version was asked for by name before any revision was recorded."""

    name: str


class TagLost(UsageProblem):
    """A version was asked for that was recorded, and its tag is not here or leads to nothing."""

    version: str
    tag: str


class NoRule(UsageProblem):
    """No rule has this code."""

    rule: str
    near: object  # Words to be added to the message: what was perhaps meant


class NoGuide(UsageProblem):
    """No guide has this name."""

    name: str
    known: Sequence[str]


class NoFile(UsageProblem):
    """The file that was named is not there."""

    path: str


class NoMoment(UsageProblem):
    """A text is neither a date nor a date with a time."""

    text: str


class NoCopy(UsageProblem):
    """What is to be verified is neither a fingerprint nor a file."""

    path: str


class NoFingerprint(UsageProblem):
    """A file that is to be verified carries no fingerprint and was not built last."""

    path: str


class UnreadPlan(UsageProblem):
    """The source has errors, so that no copy can be compared with it."""


class NotGenerated(UsageProblem):
    """A file is not one of those built into output/, or its original is gone."""

    path: str


class HouseEdited(UsageProblem):
    """The house template was edited by hand."""

    path: str


class SheetTaken(UsageProblem):
    """A sheet was to be written over another or an edited file."""

    path: str


class PageTaken(UsageProblem):
    """A page of changes was to be written over another file."""

    path: str


class RedlineTaken(UsageProblem):
    """A redline was to be written over another or an edited file."""

    path: str


class TableTaken(UsageProblem):
    """A table was to be written over another or an edited file."""

    path: str


class TableKind(UsageProblem):
    """A table of before and after was to be written as neither .docx nor .xlsx."""

    path: str


class BriefingKind(UsageProblem):
    """The list of people to be told was to be written as something else than .xlsx."""

    path: str


class AnnotateHere(UsageProblem):
    """Annotated copies were to be written among the templates."""

    path: str


class ExportInside(UsageProblem):
    """Something was to be written into the plan's own folders."""

    path: str


class OutInside(UsageProblem):
    """An older version was to be built into the plan's own folders."""

    path: str


class OutTaken(UsageProblem):
    """An older version was to be built into a folder that holds something else."""

    path: str
    found: str


class Busy(EnvironmentProblem):
    """Another build is writing to the folder."""

    path: str


class DiskFull(EnvironmentProblem):
    """The disk is full."""

    path: str


class Unwritable(EnvironmentProblem):
    """There is no permission, or another program holds a file."""

    path: str


class InTheWay(EnvironmentProblem):
    """A file stands where a folder has to be, or the other way round."""

    path: str


class LocaleTooSmall(EnvironmentProblem):
    """The locale's encoding has no letters for the names of the plan's files."""

    encoding: str


class LeadsOut(EnvironmentProblem):
    """A link stands on the way to what is to be written or removed, or it lies outside the plan's folder."""

    path: str


class SystemRefused(EnvironmentProblem, code="system"):
    """The operating system refused something else."""

    reason: str
    path: str


class NoStarter(EnvironmentProblem):
    """The installation lacks the sample."""


class PdfMissing(EnvironmentProblem):
    """LibreOffice was not found."""


class PdfHung(EnvironmentProblem):
    """LibreOffice did not finish in time and was stopped."""

    title: str
    seconds: int


class PdfFailed(EnvironmentProblem):
    """LibreOffice made no PDF of a document."""

    title: str


class StampImpossible(EnvironmentProblem):
    """LibreOffice's fonts lack a letter of what is printed at the foot of packets."""

    letter: str


class OfficeOld(EnvironmentProblem):
    """LibreOffice is older than what makes reliable pages."""

    version: str
    oldest: str
