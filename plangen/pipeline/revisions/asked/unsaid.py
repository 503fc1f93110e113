"""What somebody at a terminal is asked before a revision is recorded."""

from pathlib import Path

from msgspec import Struct

from plangen.history.repository import opened
from plangen.model.owed import Owed
from plangen.pipeline.revisions.asked.persons import filled
from plangen.pipeline.revisions.asked.settling import unsaid
from plangen.pipeline.revisions.proposal import Proposal, WantedRevision, propose


class Questions(Struct, frozen=True, kw_only=True):
    """What the command line leaves open."""

    fields: tuple[str, ...] = ()  # of WantedRevision
    findings: tuple[Owed, ...] = ()  # that are open or were put off, and of which nothing is said


def questions(root: Path, wanted: WantedRevision) -> Questions:
    """What is to be asked for the project at `root`; nothing where there is nothing to record.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    repository, _ = opened(root)
    if repository is None:
        return Questions()
    with repository:
        proposal = propose(repository, root, wanted)
    if proposal.compared and proposal.compared.same and not proposal.settles:
        return Questions()
    return Questions(fields=_open_fields(proposal), findings=unsaid(proposal))


def _open_fields(proposal: Proposal) -> tuple[str, ...]:
    """In the order in which they are asked for; of a record by hand only its blanks."""
    if proposal.by_hand is not None:
        return filled(proposal, proposal.by_hand).blank
    wanted = proposal.wanted
    reason = ("reason",) if not proposal.reason else ()
    note = ("note",) if reason and not wanted.note else ()
    persons = tuple(name for name in ("author", "reviewer", "approver") if not getattr(wanted, name))
    return (*reason, *note, *persons, *(("effective",) if wanted.effective is None else ()))
