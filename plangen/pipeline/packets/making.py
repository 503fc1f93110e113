"""Packets made anew: printed, searched for leaks, published all or nothing."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

import msgspec

import plangen.version
from plangen.diagnostics import Finding, in_order
from plangen.documents.packets.front import Copy
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.print_list import TITLE, print_list
from plangen.documents.packets.secrets import Library, secrets
from plangen.model.plan import Plan
from plangen.pipeline.building.composing import Progress, identified, written
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.packets.composing import Ready, ready
from plangen.pipeline.packets.leaks import leaks
from plangen.pipeline.packets.packet import FOLDER, Goal, Packed, Row
from plangen.pipeline.packets.printing import printed_copies, printed_parts
from plangen.workspace import manifest as manifests
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.output import old_manifest, publish
from plangen.workspace.project import TEMPLATES

_LIST = "print-list"


def made(project: Study, roles: tuple[Packet, ...], office: Office, goal: Goal, progress: Progress) -> Packed:
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
    project: Study, outcome: Outcome, contents: Mapping[str, bytes], rows: tuple[Row, ...], goal: Goal
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
    by_path = {row.path: row for row in rows}
    files = {
        path: manifests.Entry(
            document=f"{FOLDER}:{by_path[path].key}" if path in by_path else _LIST,
            title=f"资料包{by_path[path].sign}　{by_path[path].title}" if path in by_path else TITLE,
            sha256=manifests.digest(raw),
            fingerprint=by_path[path].fingerprint if path in by_path else manifests.digest(raw)[:12],
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
    listed = identified(print_list(prepared.plan, prepared.copies, pages), _LIST, prepared.plan)
    raw, _ = written(listed, house, {})
    assert raw is not None  # a workbook has no template that could be wrong
    return raw, str(PurePosixPath(f"00-{TITLE}{'（部分）' if partly else ''}.xlsx"))


def _with(outcome: Outcome, findings: Sequence[Finding]) -> Outcome:
    return msgspec.structs.replace(outcome, findings=in_order((*outcome.findings, *findings)))
