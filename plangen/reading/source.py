"""A source, as a mapping from path to bytes, read into a plan: every section that is sound, every finding there is."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import ERROR, Finding, Place, Severity, in_order, rule
from plangen.model.bounds import MOST_FILES
from plangen.model.plan import SECTIONS, Plan, Section
from plangen.model.spec import Origin, Record, fields
from plangen.near import did_you_mean, nearest
from plangen.reading.places import Written
from plangen.reading.shape import read_record
from plangen.reading.text import decode
from plangen.reading.titles import with_ids
from plangen.reading.tree import Keyed, Node, Scalar, read_tree

MISSING_FILE = rule(
    "S101",
    ERROR,
    title=("缺少文件", "file is missing"),
    why=("计划由几个固定的文件组成，缺一个就不完整", "a plan consists of certain files; without one it is incomplete"),
    message=("缺少文件 {file}", "there is no file {file}"),
    hint=("新建这个文件；可从 plangen init 建立的示例中复制", "create it; a sample comes with plangen init"),
)
UNKNOWN_FILE = rule(
    "S102",
    ERROR,
    title=("不认识的文件", "unknown file"),
    why=(
        "名称不对的文件不会被读取，内容会悄悄丢失",
        "a file with another name is not read; its content would be lost silently",
    ),
    message=("source/ 下没有名为 {file} 的内容", "{file} is not part of a plan"),
    hint=("source/ 下可用的文件：{known}", "the files of a plan are {known}"),
)
OTHER_SUFFIX = rule(
    "S103",
    ERROR,
    title=("文件扩展名不是 .yaml", "suffix is not .yaml"),
    why=("扩展名统一，同一内容才不会出现两份", "with a single suffix no file can be there twice"),
    message=("文件名应为 {file}", "the file should be called {file}"),
    hint=("把文件改名为 {file}", "rename it to {file}"),
)
TWO_FILES = rule(
    "S104",
    ERROR,
    title=("同一内容有两个文件", "two files for the same content"),
    why=("只能以一份为准，另一份的修改会丢失", "only one can be used; changes to the other would be lost"),
    message=("与 {file} 内容重复", "{file} is there as well"),
    hint=("把内容合并到 {file}，删除另一个文件", "merge them into {file} and delete the other"),
)
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

ROOT = "source/"
_SHARED = frozenset(("drills",))  # folders of source/ that hold other files as well, which are not part of the plan
_NOWHERE = Origin()  # of a section that no file holds


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
    files = {name.removeprefix(ROOT): raw for name, raw in sorted(sources.items()) if _belongs(name)}
    files, crowded = _as_many_as_can_be(files)
    homes, broken, findings = _sorted_out(files)
    findings += crowded
    found = {
        name: _read_once(section, name, files[name], known) for section in SECTIONS for name in homes[section.name]
    }
    findings += _missing(homes, broken)
    findings += [finding for file in found.values() for finding in file.findings]
    roots = [file.root for file in found.values() if file.root is not None]
    return Reading(plan=_plan(homes, broken, found), findings=in_order(with_ids(findings, roots)))


def _plan(homes: Mapping[str, list[str]], broken: Container[str], found: Mapping[str, _File]) -> Plan:
    """The plan of the sections whose files are all there and sound."""
    single: dict[str, Record] = {}
    many: dict[str, tuple[Record, ...]] = {}
    for section in SECTIONS:
        names = homes[section.name]
        records = tuple(record for name in names if (record := found[name].record) is not None)
        if section.name in broken or len(records) < len(names) or (section.required and not names):
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


def _belongs(name: str) -> bool:
    if not name.startswith(ROOT) or not name.lower().endswith((".yaml", ".yml")):
        return False
    parts = name.removeprefix(ROOT).split("/")
    if parts[0] in _SHARED and _section("/".join(parts)) is None:
        return False
    return not any(part.startswith(".") for part in parts)


def _sorted_out(files: Mapping[str, bytes]) -> tuple[dict[str, list[str]], set[str], list[Finding]]:
    """The files of each section, the sections whose files are not in order, and why."""
    homes: dict[str, list[str]] = {section.name: [] for section in SECTIONS}
    broken: set[str] = set()
    findings: list[Finding] = []
    for name in files:
        proper = name.rsplit(".", 1)[0] + ".yaml"
        section = _section(proper)
        if section is None:
            meant = _meant(proper)
            findings.append(_unknown(name, meant))
            section = _section(meant) if meant else None
            if section is not None:
                broken.add(section.name)
            continue
        homes[section.name].append(name)
        if name != proper:
            broken.add(section.name)
            rule = TWO_FILES if proper in files else OTHER_SUFFIX
            findings.append(Finding(rule=rule, at=Place(file=ROOT + name), values={"file": ROOT + proper}))
    return homes, broken, findings


def _section(name: str) -> Section | None:
    return next((section for section in SECTIONS if _is_home(section.file, name)), None)


def _is_home(pattern: str, name: str) -> bool:
    """Whether a section's files are called so; a "*" stands for one name."""
    wanted, parts = pattern.split("/"), name.split("/")
    return len(wanted) == len(parts) and all(
        part == want or (want.startswith("*") and part.endswith(want[1:]))
        for want, part in zip(wanted, parts, strict=True)
    )


def _meant(name: str) -> str | None:
    """The name that was probably meant: timeline.yaml for Timeline.yaml, scenarios/a.yaml for scenario/a.yaml."""
    single = [section.file for section in SECTIONS if not section.many]
    in_its_folder = next((each for each in single if each.endswith(f"/{name}")), None)
    beside = (each for each in single if ("/" in each) == ("/" in name))
    return in_its_folder or nearest(name, beside) or _meant_folder(name)


def _meant_folder(name: str) -> str | None:
    folder, slash, file = name.partition("/")
    near = nearest(folder, (section.file.partition("/")[0] for section in SECTIONS if section.many)) if slash else None
    return f"{near}/{file}" if near and near != folder else None


def _unknown(name: str, meant: str | None) -> Finding:
    return Finding(
        rule=UNKNOWN_FILE,
        at=Place(file=ROOT + name),
        values={"file": name, "known": tuple(section.file for section in SECTIONS)},
        hint=did_you_mean(meant),
    )


def _missing(homes: Mapping[str, list[str]], broken: Container[str]) -> Iterator[Finding]:
    for section in SECTIONS:
        if section.required and not homes[section.name] and section.name not in broken:
            file = ROOT + section.file
            yield Finding(rule=MISSING_FILE, at=Place(file=file, path=section.name), values={"file": file})


def _read_once(section: Section, name: str, raw: bytes, known: Known) -> _File:
    if (name, raw) not in known:
        known[name, raw] = _read_file(section, name, raw)
    return known[name, raw]


def _read_file(section: Section, name: str, raw: bytes) -> _File:
    text, found = decode(ROOT + name, raw)
    if text is None:
        return _File(record=None, root=None, findings=[*found])
    root, text, slips = read_tree(text)
    findings = [*found, *slips]
    if root is None and _has_error(findings):
        return _File(record=None, root=None, findings=findings)
    if root is None or (isinstance(root, Scalar) and root.is_blank):
        return _empty_file(section, name, findings)
    record, found = read_record(root, section.record, Written(text, root, _label(section, name, root)))
    findings = _once(findings, found)
    return _File(record=None if _has_error(findings) else record, root=root, findings=findings)


def _empty_file(section: Section, name: str, findings: list[Finding]) -> _File:
    """Of a file without content: nothing is wrong where nothing is required."""
    if not any(field.required for field in fields(section.record).values()):
        return _File(record=section.record(at=_NOWHERE), root=None, findings=findings)
    empty = Finding(rule=EMPTY_FILE, at=Place(file=ROOT + name, path=section.name))
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
