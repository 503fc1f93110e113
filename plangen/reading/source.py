"""A source, as a mapping from path to bytes, read into a plan: every section that is sound, every finding there is."""

from collections.abc import Mapping

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Rule, Severity, in_order, words
from plangen.model.plan import SECTIONS, Plan, Section
from plangen.model.records import Exceptions
from plangen.model.spec import Origin, Record
from plangen.reading.near import did_you_mean, nearest
from plangen.reading.places import Written
from plangen.reading.shape import read_record
from plangen.reading.text import decode
from plangen.reading.tree import Keyed, Node, Scalar, read_tree

__all__ = ["RULES", "Reading", "read"]

MISSING_FILE = Rule(
    code="S101",
    severity=Severity.ERROR,
    title=words("缺少文件", "file is missing"),
    why=words("计划由几个固定的文件组成，缺一个就不完整", "a plan consists of certain files; without one it is incomplete"),
    message=words("缺少文件 {file}", "there is no file {file}"),
    hint=words("新建这个文件；可从 plangen init 建立的示例中复制", "create it; a sample comes with plangen init"),
)
UNKNOWN_FILE = Rule(
    code="S102",
    severity=Severity.ERROR,
    title=words("不认识的文件", "unknown file"),
    why=words("名称不对的文件不会被读取，内容会悄悄丢失", "a file with another name is not read; its content would be lost silently"),
    message=words("source/ 下没有名为 {file} 的内容", "{file} is no part of a plan"),
    hint=words("source/ 下可用的文件：{known}", "the files of a plan are {known}"),
)
OTHER_SUFFIX = Rule(
    code="S103",
    severity=Severity.ERROR,
    title=words("文件扩展名不是 .yaml", "suffix is not .yaml"),
    why=words("扩展名统一，同一内容才不会出现两份", "with one suffix nothing can be there twice"),
    message=words("文件名应为 {file}", "the file should be called {file}"),
    hint=words("把文件改名为 {file}", "rename it to {file}"),
)
TWO_FILES = Rule(
    code="S104",
    severity=Severity.ERROR,
    title=words("同一内容有两个文件", "two files for the same"),
    why=words("只能以一份为准，另一份的修改会丢失", "only one can hold; changes to the other would be lost"),
    message=words("与 {file} 内容重复", "{file} is there as well"),
    hint=words("把内容合并到 {file}，删除另一个文件", "merge them into {file} and delete the other"),
)
EMPTY_FILE = Rule(
    code="S105",
    severity=Severity.ERROR,
    title=words("文件没有内容", "file is empty"),
    why=words("空文件多半是没有保存或内容全是注释", "an empty file was not saved, or is all comments"),
    message=words("文件没有内容", "the file is empty"),
    hint=words("写上内容，或删除这个文件", "write it, or delete the file"),
)
RULES = (MISSING_FILE, UNKNOWN_FILE, OTHER_SUFFIX, TWO_FILES, EMPTY_FILE)

ROOT = "source/"
_OTHER_USES = frozenset(("incidents", "drills"))  # folders of source/ that are no part of the plan
_BY_FILE = {section.file: section for section in SECTIONS}


class Reading(Struct, frozen=True, kw_only=True):
    """What was read. Sections with an error are absent from the plan."""

    plan: Plan
    findings: tuple[Finding, ...]


def read(sources: Mapping[str, bytes]) -> Reading:
    """The plan in `sources`, by project-relative path such as "source/timeline.yaml", and all that is wrong with it."""
    names = sorted(name for name in sources if _belongs(name))
    homes, findings = _sorted_out(names)
    single: dict[str, Record] = {}
    many: dict[str, tuple[Record, ...]] = {}
    for section in SECTIONS:
        records = [_read_file(name, sources[name], section, findings) for name in homes[section.name]]
        sound = tuple(record for record in records if record is not None)
        if len(sound) < len(records) or section.name in _absent(findings):
            continue
        if section.many:
            many[section.name] = sound
        elif sound:
            single[section.name] = sound[0]
        elif section.record is Exceptions:
            single[section.name] = Exceptions(at=Origin())
    return Reading(plan=Plan(single, many), findings=in_order(findings))


def _belongs(name: str) -> bool:
    if not name.startswith(ROOT) or not name.lower().endswith((".yaml", ".yml")):
        return False
    parts = name.removeprefix(ROOT).split("/")
    return parts[0] not in _OTHER_USES and not any(part.startswith(".") for part in parts)
