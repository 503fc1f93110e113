"""What stops plangen on the side of git."""

from plangen.errors import EnvironmentProblem


class GitBusy(EnvironmentProblem):
    """Another program holds the repository."""

    path: str


class GitOvertaken(EnvironmentProblem):
    """Another program committed or recorded something while a revision was being recorded."""

    version: str


class FileChanged(EnvironmentProblem):
    """What would be recorded of a file is not what was checked."""

    path: str


class GitUnwritable(EnvironmentProblem):
    """The repository cannot be written."""

    path: str


class GitFull(EnvironmentProblem):
    """The disk is full; nothing was recorded."""

    path: str


class GitUnfinished(EnvironmentProblem):
    """A revision is recorded, and what goes with it in the plan's folder is not."""

    version: str
    path: str
    why: object  # Words


class GitDamaged(EnvironmentProblem):
    """An object of the repository is missing or cannot be read."""

    object: str  # the beginning of its hash
