"""A source, as a mapping from path to bytes, read into a plan: every section that is sound, every finding there is."""

from collections.abc import Callable, Container, Iterable, Mapping
from itertools import chain
from typing import TypeAlias, TypeVar

from msgspec import Struct

from plangen.diagnostics import ERROR, Finding, Place, Severity, in_order, rule
from plangen.model.bounds import MOST_FILES
from plangen.model.chinese_keys import record_in
from plangen.model.plan import Plan
from plangen.model.spec import Origin, Record, fields
from plangen.model.subjects import SECTIONS, Section
from plangen.reading.homes import ROOT, Homes, belongs, same_keys, sort_out
from plangen.reading.places import Written
from plangen.reading.shape import read_record
from plangen.reading.text import decode
from plangen.reading.titled.by_title import by_keys
from plangen.reading.titled.titles import with_ids
from plangen.reading.tree import Keyed, Node, Scalar, read_tree

EMPTY_FILE = rule(
    "S105",
    ERROR,
    title=("文件没有内容", "file is empty"),
    why=("空文件多半是没有保存或内容全是注释", "an empty file was probably not saved, or it holds only comments"),
    message=("文件没有内容", "the file is empty"),
    hint=("写上内容，或删除这个文件", "write the content, or delete the file"),
)
TOO_MANY_FILES = rule(
    "S107",
    ERROR,
    title=("文件过多", "far too many files"),
    why=(
        "计划由几十个文件组成；这样多的文件多半是误放进来的，读取没有尽头",
        "a plan has some dozens of files; so many were probably put there by mistake, and reading them would take long",
    ),
    message=(
        "source/ 下有 {count} 个文件，超过 {limit} 个的上限；从这个文件起没有读取",
        "there are {count} files, more than the limit of {limit}; from this one on they were not read",
    ),
    hint=("把不属于计划的文件移出 source/", "move files that are not part of the plan out of source/"),
)

_NOWHERE = Origin()  # of a section that no file holds


R = TypeVar("R", bound=Record)


class _File(Struct, frozen=True, kw_only=True):
    """What was read of one file."""

    record: Record | None  # None after an error
    root: Node | None
    findings: list[Finding]


Known: TypeAlias = dict[tuple[str, bytes], _File]
"""What was read of files, by name and content."""


class Reading(Struct, frozen=True, kw_only=True):
    """What was read. Sections with an error are absent from the plan."""

    plan: Plan
    findings: tuple[Finding, ...]


def read(sources: Mapping[str, bytes], known: Known | None = None) -> Reading:
    """The plan in `sources`, by project-relative path such as "source/timeline.yaml", and all that is wrong with it.

    `known` holds what was read of each file: of two versions of a plan, what they share is read only once.
    """
    known = {} if known is None else known
    files = {name.removeprefix(ROOT): raw for name, raw in sorted(sources.items()) if belongs(name)}
    files, crowded = _as_many_as_can_be(files)
    homes = sort_out(files)
    found = {
        name: _read_once(section, name, files[name], known)
        for section in SECTIONS
        for name in homes.files[section.name]
    }
    records = _sound(found)
    twice = same_keys(records)
    findings = [*homes.findings, *crowded, *chain(*twice.values()), *chain(*(file.findings for file in found.values()))]
    roots = [file.root for file in found.values() if file.root is not None]
    return Reading(
        plan=_plan(homes, homes.broken | twice.keys(), records), findings=in_order(with_ids(findings, roots))
    )


def _sound(found: Mapping[str, _File]) -> dict[str, Record]:
    return {name: file.record for name, file in found.items() if file.record is not None}


def _plan(homes: Homes, unclear: Container[str], found: Mapping[str, Record]) -> Plan:
    """The plan of the sections whose files are all there, sound, and each about something else."""
    single: dict[str, Record] = {}
    many: dict[str, tuple[Record, ...]] = {}
    for section in SECTIONS:
        names = homes.files[section.name]
        records = tuple(found[name] for name in names if name in found)
        if section.name in unclear or len(records) < len(names) or (section.required and not names):
            continue
        if section.many:
            many[section.name] = records
        else:
            single[section.name] = records[0] if records else section.record(at=_NOWHERE)
    return Plan(single, many)


def _as_many_as_can_be(files: dict[str, bytes]) -> tuple[dict[str, bytes], list[Finding]]:
    """The files as far as they are read, and what is wrong with the others."""
    if len(files) <= MOST_FILES:
        return files, []
    names = sorted(files, key=lambda name: ("/" in name, name))  # those of which there is only one first
    values = {"count": f"{len(names):,}", "limit": f"{MOST_FILES:,}"}
    too_many = Finding(rule=TOO_MANY_FILES, at=Place(file=ROOT + names[MOST_FILES]), values=values)
    return {name: files[name] for name in names[:MOST_FILES]}, [too_many]


def read_section(section: str, name: str, raw: bytes) -> Record | None:
    """The record of a single file of a section; None where it holds an error."""
    home = next(each for each in SECTIONS if each.name == section)
    return _read_file(home, name.removeprefix(ROOT), raw).record


def _read_once(section: Section, name: str, raw: bytes, known: Known) -> _File:
    if (name, raw) not in known:
        known[name, raw] = _read_file(section, name, raw)
    return known[name, raw]


def read_record_file(kind: type[R], label: str, file: str, raw: bytes) -> tuple[R | None, tuple[Finding, ...]]:
    """The record of a file outside the source, None where it holds an error; paths of findings begin with `label`."""
    read = _read_as(kind, file, raw, lambda _: label)
    return read.record if isinstance(read.record, kind) else None, in_order(read.findings)


def _read_file(section: Section, name: str, raw: bytes) -> _File:
    return _read_as(section.record, ROOT + name, raw, lambda root: _label(section, name, root))


def _read_as(kind: type[Record], file: str, raw: bytes, label: Callable[[Node], str]) -> _File:
    text, found = decode(file, raw)
    if text is None:
        return _File(record=None, root=None, findings=[*found])
    root, text, slips = read_tree(text)
    findings = [*found, *slips]
    if root is None and _has_error(findings):
        return _File(record=None, root=None, findings=findings)
    if root is None or (isinstance(root, Scalar) and root.is_blank):
        return _empty_file(kind, file, findings)
    is_chinese = record_in(file) is kind
    root, twice = by_keys(root, kind, text) if is_chinese else (root, ())
    record, found = read_record(root, kind, Written(text, root, label(root)), is_chinese=is_chinese)
    findings = _once([*findings, *twice], found)
    return _File(record=None if _has_error(findings) else record, root=root, findings=findings)


def _empty_file(kind: type[Record], file: str, findings: list[Finding]) -> _File:
    """Of a file without content: nothing is wrong where nothing is required."""
    if not any(field.required for field in fields(kind).values()):
        return _File(record=kind(at=_NOWHERE), root=None, findings=findings)
    name = next((each.name for each in SECTIONS if each.record is kind), "")
    empty = Finding(rule=EMPTY_FILE, at=Place(file=file, path=name))
    return _File(record=None, root=None, findings=[*findings, empty])


def _has_error(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _once(first: list[Finding], then: Iterable[Finding]) -> list[Finding]:
    """One mistake, one finding at its place: the first that tells of it, but an error rather than a warning."""
    errors = {_spot(finding) for finding in then if finding.severity is Severity.ERROR}
    kept = [finding for finding in first if finding.severity is Severity.ERROR or _spot(finding) not in errors]
    told = {_spot(finding) for finding in kept}
    return kept + [finding for finding in then if _spot(finding) not in told]


def _spot(finding: Finding) -> tuple[int, int]:
    return finding.at.line, finding.at.column


def _label(section: Section, name: str, root: Node) -> str:
    """How paths begin: timeline, scenarios[data-leak]; the file's name where a record of many has no id."""
    if not section.many:
        return section.name
    entry = root.entries.get("id") if isinstance(root, Keyed) else None
    stem = name.rsplit("/", 2)[-2] if section.file.count("*/") else name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    key = entry.value.text if entry is not None and isinstance(entry.value, Scalar) else stem
    return f"{section.name}[{key}]"
