"""`plangen packet`: print the packets, search them for leaks, publish all or nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

from plangen.documents.packets.holders import Packet
from plangen.pipeline.building.editions import editions_of
from plangen.pipeline.building.office_program import find_office, required
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.packets.memory import memory_of
from plangen.pipeline.packets.records import FOLDER, Goal, Packed, WantedPackets
from plangen.pipeline.packets.roles import chosen
from plangen.workspace.output import Published, locked
from plangen.workspace.own_folders import SOURCES, refuse_own
from plangen.workspace.project import OUTPUT

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Progress


def packet_roles(root: Path) -> tuple[Outcome, tuple[Packet, ...]]:
    """What was found in the project, and unless that is an error every packet that it has, in their order."""
    project = study(root)
    return project.outcome, chosen(project.plan, (), {}) if project.outcome.ok(strict=False) else ()


def packet_project(root: Path, wanted: WantedPackets, progress: "Progress", *, strict: bool = False) -> Packed:
    """Print the wanted packets of the project at `root` into output/packets, or wherever is said.

    Raises:
        UsageProblem: NoRole, ExportInside.
        EnvironmentProblem: PdfMissing, OfficeOld, PdfHung, PdfFailed, StampImpossible, DiskFull, Unwritable, Busy.
    """
    if wanted.out:
        refuse_own(wanted.out, SOURCES)
    folder = wanted.out or root / OUTPUT / FOLDER
    office = required(find_office(root))
    with locked(folder, root=root):
        project = study(root)
        if not project.outcome.ok(strict=strict):
            return Packed(outcome=project.outcome, folder=folder)
        roles = chosen(project.plan, wanted.roles, wanted.copies)
        editions = editions_of(project)
        memory = memory_of(office, editions, roles, full=wanted.full)
        if held := memory.recalled(folder):
            same = Published(unchanged=tuple(held.files))
            return Packed(outcome=project.outcome, folder=folder, published=same, rows=held.rows)
        goal = Goal(root=root, folder=folder, partly=bool(wanted.roles), full=wanted.full, memory=memory)
        # The Office libraries cost more than finding that nothing changed.
        from plangen.pipeline.packets.making import make_packets

        return make_packets(project, editions, roles, office, goal, progress)
