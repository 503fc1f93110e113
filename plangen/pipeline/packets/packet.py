"""`plangen packet`: print the packets, search them for leaks, publish all or nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

import plangen.version
from plangen.diagnostics import Finding, in_order
from plangen.documents.packets.front import Copy
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.print_list import TITLE, print_list
from plangen.documents.packets.secrets import Library, secrets
from plangen.model.plan import Plan
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.composing import Progress, written
from plangen.pipeline.house import House, read_house
from plangen.pipeline.office_program import Office, find_office, required
from plangen.pipeline.packets.composing import Ready, chosen, ready
from plangen.pipeline.packets.leaks import leaks
from plangen.pipeline.packets.memory import Memory, memory_of
from plangen.pipeline.packets.printing import printed_copies, printed_parts
from plangen.workspace import manifest as manifests
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.output import Published, locked, old_manifest, publish
from plangen.workspace.project import OUTPUT, TEMPLATES

__all__ = ["FOLDER", "Packed", "Row", "Wanted", "packet_project", "packet_roles"]

FOLDER = "packets"  # in output/
_LIST = "print-list"


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


def packet_roles(root: Path) -> tuple[Outcome, tuple[Packet, ...]]:
    """Who would get a packet."""
    project = study(root)
    return project.outcome, chosen(project.plan, (), {}) if project.outcome.ok(strict=False) else ()


def packet_project(root: Path, wanted: Wanted, progress: Progress, *, strict: bool = False) -> Packed:
    """Print the wanted packets of the project at `root` into output/packets, or wherever is said.

    Raises:
        UsageProblem: "no-role".
        EnvironmentProblem: "pdf-missing", "office-old", "pdf-hung", "pdf-failed", "disk-full", "unwritable", "busy".
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
        return _made(project, roles, office, _Goal(folder=folder, partly=bool(wanted.roles), memory=memory), progress)


class _Goal(Struct, frozen=True, kw_only=True):
    folder: Path
    partly: bool  # only some roles were asked for
    memory: Memory


def _made(project: Study, roles: tuple[Packet, ...], office: Office, goal: _Goal, progress: Progress) -> Packed:
    files = project.files.contents
    house, found = read_house(project.files.under(TEMPLATES))
    if house is None:
        return Packed(outcome=_with(project.outcome, found), folder=goal.folder)
    office = office.set_in(house.layout)
    prepared = ready(project.plan, files, roles)
    printed = printed_parts(prepared, house, office, files)
    if not printed.pieces:
        return Packed(outcome=_with(project.outcome, (*found, *printed.findings)), folder=goal.folder)
    library = Library(project.plan, prepared.bodies)
    hidden = {packet.key: secrets(library, packet.who) for packet in roles}
    names = _names(prepared.copies)
    contents: dict[str, bytes] = {}
    rows: list[Row] = []
    problems: list[Finding] = [*found, *printed.findings]
    for copy, raw, pages in printed_copies(prepared, printed, house, office, progress):
        path = names[id(copy)]
        problems += leaks(f"{goal.folder.name}/{path}", raw, hidden[copy.packet.key])
        contents[path] = raw
        rows.append(_row(copy, path, pages))
    outcome = _with(project.outcome, problems)
    if not outcome.ok(strict=False):
        return Packed(outcome=outcome, folder=goal.folder)
    listed, path = _print_list(prepared, rows, house, partly=goal.partly)
    contents[path] = listed
    return _published(project, outcome, contents, tuple(rows), goal)


def _published(
    project: Study, outcome: Outcome, contents: Mapping[str, bytes], rows: tuple[Row, ...], goal: _Goal
) -> Packed:
    old = old_manifest(goal.folder)
    manifest = _manifest(project.plan, contents, rows, old if goal.partly else None)
    published = publish(goal.folder, contents, manifest, old)
    goal.memory.keep(contents, rows)
    return Packed(outcome=_with(outcome, published.findings), folder=goal.folder, published=published, rows=rows)


def _manifest(
    plan: Plan, contents: Mapping[str, bytes], rows: Sequence[Row], old: manifests.Manifest | None
) -> manifests.Manifest:
    """The new files; where only some roles were asked for, the packets of the others stay."""
    keys = {f"{FOLDER}:{row.key}" for row in rows}
    kept = {path: entry for path, entry in old.files.items() if entry.document not in keys} if old else {}
    made = {row.path: row for row in rows}
    files = {
        path: manifests.Entry(
            document=f"{FOLDER}:{made[path].key}" if path in made else _LIST,
            title=f"资料包{made[path].sign}　{made[path].title}" if path in made else TITLE,
            sha256=manifests.digest(raw),
            fingerprint=made[path].fingerprint if path in made else manifests.digest(raw)[:12],
            inputs={},
        )
        for path, raw in contents.items()
    }
    return manifests.Manifest(
        plangen=plangen.version.VERSION,
        plan=plan.identity.title,
        revision=plan.version,
        files={**kept, **files},
    )


def _names(copies: Sequence[Copy]) -> Mapping[int, str]:
    """07-质量管理部负责人-张三.pdf; of several copies each with its number."""
    taken: set[str] = set()
    found: dict[int, str] = {}
    for copy in copies:
        many = f"-{copy.number}" if len(copy.packet.names) > 1 else ""
        name = f"-{copy.name}" if copy.name else ""
        wanted = safe_name(f"{copy.packet.sign}-{copy.packet.title}{many}{name}")
        found[id(copy)] = f"{unique(wanted, taken)}.pdf"
    return found


def _row(copy: Copy, path: str, pages: int) -> Row:
    return Row(
        path=path,
        key=copy.packet.key,
        title=copy.packet.title,
        sign=copy.sign,
        name=copy.name,
        pages=pages,
        fingerprint=copy.fingerprint,
    )


def _print_list(prepared: Ready, rows: Sequence[Row], house: House, *, partly: bool) -> tuple[bytes, str]:
    """The list of what was printed now; one of some roles stands beside that of all."""
    pages = {row.key: row.pages for row in rows}
    identity = {"document": _LIST, "plan": prepared.plan.identity.title, "revision": prepared.plan.version}
    raw, _ = written(print_list(prepared.plan, prepared.copies, pages, identity), house, {})
    assert raw is not None  # a workbook has no template that could be wrong
    return raw, str(PurePosixPath(f"00-{TITLE}{'（部分）' if partly else ''}.xlsx"))


def _with(outcome: Outcome, findings: Sequence[Finding]) -> Outcome:
    return msgspec.structs.replace(outcome, findings=in_order((*outcome.findings, *findings)))
