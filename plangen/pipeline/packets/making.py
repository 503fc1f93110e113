"""Packets made again: printed, searched for leaks, published all or nothing."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

import plangen.version
from plangen.alike import passage as quoted
from plangen.diagnostics import Finding, Place, Words, in_order
from plangen.documents.oversize import cut_short
from plangen.documents.packets.front import Copy
from plangen.documents.packets.holders import Packet
from plangen.documents.packets.print_list import TITLE, print_list
from plangen.documents.packets.secret_phrases import Secrets
from plangen.office.pdf.text import carried, passages
from plangen.pipeline.building.composing import Progress, written
from plangen.pipeline.building.editions import Editions
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.building.on_paper import identified
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.house import House, read_house
from plangen.pipeline.packets.composing import Ready, prepare
from plangen.pipeline.packets.foreseen import foreseen, kept_from
from plangen.pipeline.packets.memory import PackedCopy
from plangen.pipeline.packets.printing import printed_copies, printed_parts
from plangen.pipeline.packets.records import FOLDER, Goal, Packed
from plangen.pipeline.packets.rules import CARRIED, LEAK
from plangen.workspace import manifest as manifests
from plangen.workspace.naming import safe_name, unique
from plangen.workspace.output import old_manifest, publish
from plangen.workspace.project import TEMPLATES

_LIST = "print-list"


def make_packets(
    project: Study, editions: Editions, roles: tuple[Packet, ...], office: Office, goal: Goal, progress: Progress
) -> Packed:
    """Print every copy of these packets and publish them; with a leak among them nothing is published.

    Raises:
        EnvironmentProblem: as for `packet_project`.
    """
    files = project.files.contents
    house, found = read_house(project.files.under(TEMPLATES))
    if house is None:
        return Packed(outcome=_with(project.outcome, found), folder=goal.folder)
    office = office.set_in(house.layout)
    prepared = prepare(project.plan, files, roles, editions)
    hidden = kept_from(project.plan, prepared, roles, files)
    if told := foreseen(prepared, hidden, files):
        return Packed(outcome=_with(project.outcome, (*found, *told)), folder=goal.folder)
    printed = printed_parts(prepared, house, office, files)
    cut = (finding for body in prepared.bodies.values() for finding in cut_short(project.plan, body))
    problems: list[Finding] = [*found, *printed.findings, *cut]
    if not printed.pieces:
        return Packed(outcome=_with(project.outcome, problems), folder=goal.folder)
    paths = file_names(prepared.copies)
    contents: dict[str, bytes] = {}
    rows: list[PackedCopy] = []
    for copy, raw, pages in printed_copies(prepared, printed, house, office, progress):
        path = paths[copy.sign]
        problems += leaks(f"{goal.folder.name}/{path}", raw, hidden[copy.packet.key])
        contents[path] = raw
        rows.append(_row(copy, path, pages))
    outcome = _with(project.outcome, problems)
    if not outcome.ok(strict=False):
        return Packed(outcome=outcome, folder=goal.folder)
    contents[f"00-{TITLE}{'（部分）' if goal.partly else ''}.xlsx"] = _print_list(prepared, rows, house)
    return _published(prepared, outcome, contents, tuple(rows), goal)


def leaks(path: str, raw: bytes, secrets: Secrets) -> Iterator[Finding]:
    """What a packet tells that it must not: of each secret the first place, and what paper would not show."""
    for kind in carried(raw):
        yield Finding(rule=CARRIED, at=Place(file=path), values={"kind": kind})
    told: set[Words] = set()
    for passage in passages(raw):
        for phrase, what in secrets.told(passage.text, by_letters=passage.is_guessed):
            if what not in told:
                told.add(what)
                values = {"where": passage.where, "what": what, "phrase": quoted(passage.text, phrase)}
                yield Finding(rule=LEAK, at=Place(file=path, spot=passage.where), values=values)


def file_names(copies: Sequence[Copy]) -> Mapping[str, str]:
    """The file of each copy by its sign: 07-质量管理部负责人-张三.pdf; of several copies each with its number."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for copy in copies:
        many = f"-{copy.number}" if len(copy.packet.names) > 1 else ""
        name = f"-{copy.name}" if copy.name else ""
        wanted = safe_name(f"{copy.packet.sign}-{copy.packet.title}{many}{name}")
        found[copy.sign] = f"{unique(wanted, taken)}.pdf"
    return found


def _published(
    prepared: Ready, outcome: Outcome, contents: Mapping[str, bytes], rows: tuple[PackedCopy, ...], goal: Goal
) -> Packed:
    old = old_manifest(goal.folder)
    manifest = _manifest(prepared, contents, rows, old if goal.partly else None)
    published = publish(goal.folder, contents, manifest, old, root=goal.root)
    goal.memory.keep(contents, rows)
    return Packed(outcome=_with(outcome, published.findings), folder=goal.folder, published=published, rows=rows)


def _manifest(
    prepared: Ready, contents: Mapping[str, bytes], rows: Sequence[PackedCopy], old: manifests.Manifest | None
) -> manifests.Manifest:
    """The new files; where only some roles were asked for, the packets of the others stay."""
    documents = {f"{FOLDER}:{row.key}" for row in rows}
    kept = {path: entry for path, entry in old.files.items() if entry.document not in documents} if old else {}
    copies = {copy.sign: copy for copy in prepared.copies}
    made = {row.path: copies[row.sign] for row in rows}
    files = {path: _entry(made.get(path), manifests.digest(raw)) for path, raw in contents.items()}
    return manifests.Manifest(
        plangen=plangen.version.VERSION,
        plan=prepared.plan.identity.title,
        revision=prepared.plan.edition.label,
        files={**kept, **files},
    )


def _entry(copy: Copy | None, sha256: str) -> manifests.ManifestEntry:
    """What the manifest says of a copy; of the print list without one."""
    if copy is None:
        return manifests.ManifestEntry(document=_LIST, title=TITLE, sha256=sha256, fingerprint=sha256[:12])
    return manifests.ManifestEntry(
        document=f"{FOLDER}:{copy.packet.key}",
        title=copy.title,
        sha256=sha256,
        fingerprint=copy.fingerprint,
        copy=copy.number,
    )


def _row(copy: Copy, path: str, pages: int) -> PackedCopy:
    return PackedCopy(
        path=path,
        key=copy.packet.key,
        copy=copy.number,
        title=copy.packet.title,
        sign=copy.sign,
        name=copy.name,
        pages=pages,
        fingerprint=copy.fingerprint,
    )


def _print_list(prepared: Ready, rows: Sequence[PackedCopy], house: House) -> bytes:
    """The list of what was printed now."""
    pages = {row.key: row.pages for row in rows}
    listed = identified(print_list(prepared.plan, prepared.copies, pages), _LIST, prepared.plan)
    raw, _ = written(listed, house, {})
    assert raw is not None  # a workbook has no template that could be wrong
    return raw


def _with(outcome: Outcome, findings: Sequence[Finding]) -> Outcome:
    return msgspec.structs.replace(outcome, findings=in_order((*outcome.findings, *findings)))
