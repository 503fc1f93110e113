"""`plangen packet`: print the packets, search them for leaks, publish all or nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from plangen.documents.packets.holders import Packet
from plangen.pipeline.building.office_program import find_office, required
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.packets.memory import Memory, memory_of
from plangen.pipeline.packets.roles import chosen
from plangen.workspace.output import Published, locked
from plangen.workspace.project import OUTPUT

if TYPE_CHECKING:
    from plangen.pipeline.building.composing import Progress


FOLDER = "packets"  # in output/


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for: roles by name (none: all), copies by role, where to."""

    roles: tuple[str, ...] = ()
    copies: Mapping[str, int] = {}
    out: Path | None = None


class Row(Struct, frozen=True, kw_only=True):
    """A copy that was made."""

    path: str  # relative to the folder
    key: str
    title: str
    sign: str
    name: str
    pages: int
    fingerprint: str


class Packed(Struct, frozen=True, kw_only=True):
    """What a run did; with an error among the findings it wrote nothing."""

    outcome: Outcome
    folder: Path
    published: Published = Published()
    rows: tuple[Row, ...] = ()


class Goal(Struct, frozen=True, kw_only=True):
    """Where packets go to."""

    folder: Path
    partly: bool  # only some roles were asked for
    memory: Memory


def packet_roles(root: Path) -> tuple[Outcome, tuple[Packet, ...]]:
    """Who would get a packet."""
    project = study(root)
    return project.outcome, chosen(project.plan, (), {}) if project.outcome.ok(strict=False) else ()


def packet_project(root: Path, wanted: Wanted, progress: "Progress", *, strict: bool = False) -> Packed:
    """Print the wanted packets of the project at `root` into output/packets, or wherever is said.

    Raises:
        UsageProblem: NoRole.
        EnvironmentProblem: PdfMissing, OfficeOld, PdfHung, PdfFailed, DiskFull, Unwritable, Busy.
    """
    folder = wanted.out or root / OUTPUT / FOLDER
    office = required(find_office(root))
    with locked(folder):
        project = study(root)
        if not project.outcome.ok(strict=strict):
            return Packed(outcome=project.outcome, folder=folder)
        roles = chosen(project.plan, wanted.roles, wanted.copies)
        memory = memory_of(office, project.files.contents, roles)
        if held := memory.recalled(folder):
            rows = msgspec.convert(held["rows"], tuple[Row, ...])
            same = Published(unchanged=tuple(held["files"]))
            return Packed(outcome=project.outcome, folder=folder, published=same, rows=rows)
        goal = Goal(folder=folder, partly=bool(wanted.roles), memory=memory)
        from plangen.pipeline.packets.making import made  # the Office libraries cost more than finding nothing changed

        return made(project, roles, office, goal, progress)
