"""Which file is which section: by its name, and where several would be the same one, only the proper one is read."""

from collections.abc import Container, Iterable, Iterator, Mapping

from msgspec import Struct

from plangen.diagnostics import ERROR, INFO, Finding, Place, Words, rule
from plangen.model.spec import Record
from plangen.model.subjects import SECTIONS, Section
from plangen.near import copied, did_you_mean, nearest

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
    message=("另有 {file}，只读取那一个文件", "{file} is there as well, and only that one is read"),
    hint=(
        "比较两个文件，把需要的内容合并到 {file}，再删除这个文件，或把它移出 source/",
        "compare the two, merge what is needed into {file}, then delete this file or move it out of source/",
    ),
)
SAME_KEY = rule(
    "S106",
    ERROR,
    title=("两个文件写的是同一项", "two files for the same thing"),
    why=(
        "无法判断以哪一份为准；例如同一年的两份节假日安排，会使法定期限算错",
        "nobody can tell which one counts; two calendars of one year, for instance, move legal deadlines",
    ),
    message=("“{key}”已经写在 {file} 里", "{file} is about '{key}' already"),
    hint=(
        "比较两个文件：多余的副本删除或移出 source/；本来就是另一项的，更正这里的 {field}",
        "compare the two: delete the copy or move it out of source/; if it is about something else, correct '{field}'",
    ),
    bad="# calendars/2026-copy.yaml\nyear: 2026\nsource: 甲\nconfirmed_by: 乙\nholidays: []\n"
    "# calendars/2026.yaml\nyear: 2026\nsource: 甲\nconfirmed_by: 乙\nholidays: []\n",
    good="# calendars/2026-copy.yaml\nyear: 2025\nsource: 甲\nconfirmed_by: 乙\nholidays: []\n"
    "# calendars/2026.yaml\nyear: 2026\nsource: 甲\nconfirmed_by: 乙\nholidays: []\n",
)
DONE_WITHOUT = rule(
    "S125",
    INFO,
    title=("没有写的部分", "parts that the plan does without"),
    why=(
        "小型演练用不到的部分可以不写，文件里就没有这些内容；误删的文件也只能从这里看出来",
        "a small drill does without what it does not need; a file that was deleted by mistake shows only here",
    ),
    message=(
        "这个计划没有 {files}，文件里没有这些内容",
        "the plan does without {files}, and its documents say nothing of them",
    ),
    hint=(
        "不需要的不必写；需要的，新建文件，可从 plangen init 建立的示例中复制",
        "leave them out where nothing is needed; else create the file; a sample comes with plangen init",
    ),
)

ROOT = "source/"
_SHARED = frozenset(("drills",))  # folders of source/ that hold other files as well, which are not part of the plan
_SINGLE = tuple(section.file for section in SECTIONS if not section.many)


class Homes(Struct, frozen=True, kw_only=True):
    """The files of each section, the sections whose files are not in order, and why."""

    files: Mapping[str, list[str]]
    broken: set[str]
    findings: list[Finding]


def belongs(name: str) -> bool:
    """Whether a file of the project is meant to be part of the plan."""
    if not name.startswith(ROOT) or not name.lower().endswith((".yaml", ".yml")):
        return False
    parts = name.removeprefix(ROOT).split("/")
    if parts[0] in _SHARED and _section("/".join(parts)) is None:
        return False
    return not any(part.startswith(".") for part in parts)


def sort_out(files: Iterable[str]) -> Homes:
    """The files by their section, named below source/. One that stands beside a proper file is left out."""
    names = frozenset(files)
    claims = _claims(names)
    homes: dict[str, list[str]] = {section.name: [] for section in SECTIONS}
    broken: set[str] = set()
    findings: list[Finding] = []
    for name in sorted(names):
        section = _section(name)
        if section is not None:
            homes[section.name].append(name)
            continue
        meant = _meant(name)
        if meant in names:
            findings.append(Finding(rule=TWO_FILES, at=Place(file=ROOT + name), values={"file": ROOT + str(meant)}))
            continue
        copied = _copied_folder(name, meant, names)
        findings.append(_misnamed(name, meant, copied or _too_many(meant, claims)))
        section = _section(meant) if meant else None
        if section is not None and copied is None:
            broken.add(section.name)
            if meant == _with_suffix(name):
                homes[section.name].append(name)
    findings += _missing(homes, broken)
    return Homes(files=homes, broken=broken, findings=findings)


def same_keys(records: Mapping[str, Record]) -> dict[str, list[Finding]]:
    """By section what is written in two files; `records` are those that could be read, by file."""
    found = {section.name: list(_same_keys(section, records)) for section in SECTIONS if section.key}
    return {name: findings for name, findings in found.items() if findings}


def _same_keys(section: Section, records: Mapping[str, Record]) -> Iterator[Finding]:
    by_key: dict[tuple[object, ...], list[str]] = {}
    for name, record in records.items():
        if isinstance(record, section.record):
            by_key.setdefault(tuple(getattr(record, field) for field in section.key), []).append(name)
    for key, names in by_key.items():
        shown = " ".join(str(part) for part in key)
        first = min(names, key=lambda name: (_stem(name) not in {str(part) for part in key}, len(name), name))
        for name in names:
            if name != first:
                yield Finding(
                    rule=SAME_KEY,
                    at=records[name].where(section.key[-1]),
                    values={"key": shown, "file": ROOT + first, "field": ", ".join(section.key)},
                )


def _stem(name: str) -> str:
    """What a file of many is called by: its own name, or that of its folder where all files are called alike."""
    section = _section(name)
    parts = name.rsplit("/", 2)
    return parts[-2] if section is not None and section.file.count("*/") else parts[-1].rsplit(".", 1)[0]


def _claims(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """By the proper name those that were probably meant for it: of several, renaming would overwrite one another."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(names):
        if _section(name) is None and (meant := _meant(name)):
            found[meant] = (*found.get(meant, ()), name)
    return found


def _section(name: str) -> Section | None:
    return next((section for section in SECTIONS if _is_home(section.file, name)), None)


def _is_home(pattern: str, name: str) -> bool:
    """Whether a section's files are called so; a "*" stands for one name."""
    wanted, parts = pattern.split("/"), name.split("/")
    return len(wanted) == len(parts) and all(
        part == want or (want.startswith("*") and part.endswith(want[1:]))
        for want, part in zip(wanted, parts, strict=True)
    )


def _with_suffix(name: str) -> str:
    return name.rsplit(".", 1)[0] + ".yaml"


def _meant(name: str) -> str | None:
    """The name that was probably meant: timeline.yaml for Timeline.yaml, scenarios/a.yaml for scenario/a.yaml."""
    proper = _with_suffix(name)
    if _section(proper) is not None:
        return proper
    in_its_folder = next((each for each in _SINGLE if each.endswith(f"/{proper}")), None)
    beside = [each for each in _SINGLE if ("/" in each) == ("/" in proper)]
    return in_its_folder or _copied(proper, beside) or nearest(proper, beside) or _meant_folder(proper)


def _copied(name: str, known: Iterable[str]) -> str | None:
    """The file whose name a copy begins with."""
    stems = {each.removesuffix(".yaml"): each for each in known}
    stem = copied(name, stems)
    return stems[stem] if stem else None


def _meant_folder(name: str) -> str | None:
    folder, slash, file = name.partition("/")
    folders = [section.file.partition("/")[0] for section in SECTIONS if section.many]
    near = (_copied(folder, folders) or nearest(folder, folders)) if slash else None
    return f"{near}/{file}" if near and near != folder else None


def _copied_folder(name: str, meant: str | None, names: Iterable[str]) -> Words | None:
    """What to do with a file in a folder that is a copy of one whose own files are there."""
    folder, proper = (each.partition("/")[0] for each in (name, meant or ""))
    if folder == proper or not _copied(folder, [proper]) or not any(each.startswith(f"{proper}/") for each in names):
        return None
    return Words(
        f"{folder}/ 像是 {proper}/ 的副本：比较后删除，或移出 source/",
        f"{folder}/ looks like a copy of {proper}/: compare them, then delete it or move it out of source/",
    )


def _too_many(meant: str | None, claims: Mapping[str, tuple[str, ...]]) -> Words | None:
    """Nothing may be renamed over another file: where several were meant for one place, only one can have it."""
    claimed_by = claims.get(meant or "", ())
    if len(claimed_by) <= 1:
        return None
    names_zh, names_en = "、".join(claimed_by), ", ".join(claimed_by)
    return Words(
        f"{names_zh} 都像是 {meant}：比较后只保留一个，改名为 {meant}",
        f"{names_en} may all be {meant}: compare them, keep one, and call it {meant}",
    )


def _misnamed(name: str, meant: str | None, hint: Words | None) -> Finding:
    if meant is not None and meant == _with_suffix(name):
        return Finding(rule=OTHER_SUFFIX, at=Place(file=ROOT + name), values={"file": ROOT + meant}, hint=hint)
    return Finding(
        rule=UNKNOWN_FILE,
        at=Place(file=ROOT + name),
        values={"file": name, "known": tuple(section.file for section in SECTIONS)},
        hint=hint or did_you_mean(meant),
    )


def _missing(homes: Mapping[str, list[str]], broken: Container[str]) -> Iterator[Finding]:
    """What a plan must have and this one has not; of one that has it all, what it does without."""
    absent = [section for section in SECTIONS if not homes[section.name] and section.name not in broken]
    needed = [section for section in absent if section.required]
    without = [section.file for section in absent if section.usual]
    if needed:
        yield from map(_lacking, needed)
    elif without:
        yield Finding(rule=DONE_WITHOUT, at=Place(file=ROOT), values={"files": without})


def _lacking(section: Section) -> Finding:
    file = ROOT + section.file
    return Finding(rule=MISSING_FILE, at=Place(file=file, path=section.name), values={"file": file})
