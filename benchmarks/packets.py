"""All packets of the sample against the bare conversion of their parts, and the same again with nothing changed.

Ratios of one run on one machine, of processor time with that of LibreOffice; the goals are 1.5 times what LibreOffice
takes for the same pages, and 0.3 s beyond the start of the program.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plangen.office.pdf import convert as pdf
from plangen.pipeline.building import office_program
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import WantedPackets
from plangen.reporting.progress import Silent

ROOT = Path(__file__).parents[1]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        for part in ("source", "templates"):
            shutil.copytree(ROOT / part, project / part)
        converted: list[dict[str, bytes]] = []
        honest = pdf.convert

        def noted(documents: dict[str, bytes], *arguments: Any, **named: Any) -> pdf.Converted:
            converted.append(dict(documents))
            return honest(documents, *arguments, **named)

        setattr(office_program, "convert", noted)  # noqa: B010  # not exported
        whole = _processor(lambda: packet_project(project, WantedPackets(), Silent()))
        parts = {f"{at}-{name}": raw for at, run in enumerate(converted) for name, raw in run.items()}
        bare = _processor(lambda: honest(parts, office_program.required(office_program.find_office(project)).program))
        print(f"LibreOffice alone, {len(parts)} files  {bare:6.2f} s")
        print(f"all packets from nothing      {whole:6.2f} s  {whole / bare:.2f} times (goal: 1.5)")
        start = min(_command("--help") for _ in range(3))
        again = min(_command("packet", "--all", "--project", str(project)) for _ in range(3))
        print(f"the same again                {again:6.2f} s  {again - start:.2f} s beyond start-up (goal: 0.3)")


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _processor(act: Callable[[], object]) -> float:
    """What it takes of processors, the programs that it starts included."""
    before = os.times()
    act()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def _command(*arguments: str) -> float:
    command = [sys.executable, "-m", "plangen", *arguments]
    return _seconds(lambda: subprocess.run(command, check=True, capture_output=True, cwd=ROOT))


if __name__ == "__main__":
    main()
