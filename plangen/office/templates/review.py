"""Everything that can be said of a template without building anything: for `plangen notices check`."""

from collections.abc import Iterable, Mapping

from plangen.blocks.names import known_names
from plangen.blocks.template import Names
from plangen.diagnostics import INFO, Finding, Place, rule
from plangen.office.ooxml.guard import unpacked
from plangen.office.templates import house_style as template_house
from plangen.office.templates import locked as template_locked
from plangen.office.templates.findings import tag_findings
from plangen.office.templates.house_style import differences, traces
from plangen.office.templates.locked import Passage, tampered
from plangen.office.templates.use import used_names

UNUSED = rule(
    "W127",
    INFO,
    title=("模板没有用到的事实", "facts that a template does not use"),
    why=("填写了却没有写进通知的事实，可能是漏写", "what is known and not said may have been forgotten"),
    message=("已经填写、模板没有用到的事实：{names}", "facts that are known and not used: {names}"),
    hint=("确认不需要；需要的，在模板里加上相应的字段", "see whether the notice needs them"),
)
RULES = (*template_house.RULES, *template_locked.RULES, UNUSED)

_FACTS = (  # the groups that hold an incident's own facts
    *("incident", "recall", "leak", "gathering"),
    *("advice", "answering", "follow_up", "closing"),
)
_RECKONING = "clocks."  # from these deadlines are reckoned; a notice need not say them


def reviewed(
    raw: bytes | None, facts: Names, file: str, house: Mapping[str, bytes], passages: tuple[Passage, ...]
) -> tuple[Finding, ...]:
    """Everything that is wrong in one template; a tag that was damaged is not reported as broken as well."""
    parts, findings = unpacked(raw, file)
    if parts is None:
        return findings
    found: list[Finding] = [*findings, *tag_findings(parts, facts, file)]
    found += [*differences(parts, house, file), *traces(parts, file), *tampered(parts, passages, file)]
    return tuple(found)


def unused(raw: bytes | None, facts: Iterable[Names], file: str) -> tuple[Finding, ...]:
    """The facts of the groups that a template draws on that some case knows and the template never says."""
    parts, _ = unpacked(raw, file)
    names: dict[str, str] = {}
    for each in facts if parts is not None else ():
        used = used_names(parts or {}, each)
        groups = {name.partition(".")[0] for name in used if "." in name} & set(_FACTS)
        for known in known_names(each):
            group, _, rest = known.english.partition(".")
            is_said = known.english in used or known.english.startswith(_RECKONING)
            if group in groups and known.value and not is_said and "[]" not in rest:
                names[known.english] = known.chinese
    values = {"names": list(names.values())}
    return (Finding(rule=UNUSED, at=Place(file=file), values=values),) if names else ()
