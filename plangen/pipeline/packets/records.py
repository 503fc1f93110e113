"""What goes into a run of `plangen packet`, and what comes out of it."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from plangen.pipeline.check import Outcome
from plangen.pipeline.packets.memory import Memory, PackedCopy
from plangen.workspace.output import Published

FOLDER = "packets"  # in output/
MOST_COPIES = 999
"""Copies of one packet that can be asked for."""


class WantedPackets(Struct, frozen=True, kw_only=True):
    """What was asked for: roles by name (none: all), copies by role, where to, whole documents or not."""

    roles: tuple[str, ...] = ()
    copies: Mapping[str, int] = {}
    out: Path | None = None
    full: bool = False  # with the whole documents that each holder may see


class Packed(Struct, frozen=True, kw_only=True):
    """What a run did; with an error among the findings it wrote nothing."""

    outcome: Outcome
    folder: Path
    published: Published = Published()
    rows: tuple[PackedCopy, ...] = ()


class Goal(Struct, frozen=True, kw_only=True):
    """Where packets go to."""

    root: Path  # of the project
    folder: Path
    partly: bool  # only some roles were asked for
    full: bool  # with whole documents
    memory: Memory
