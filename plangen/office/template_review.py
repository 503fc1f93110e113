"""Everything that can be said of a template without building anything: for `plangen notices check`."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from plangen.blocks.names import known_names
from plangen.blocks.template import Names
from plangen.diagnostics import Finding, Place, Rule, Severity, words
from plangen.office import template_damage, template_house, template_locked
from plangen.office.guard import parsed, unpacked
from plangen.office.template_check import checked, is_unbalanced
from plangen.office.template_damage import damage, split_tags
from plangen.office.template_house import differences, traces
from plangen.office.template_locked import Passage, tampered
from plangen.office.template_parts import texts_of
from plangen.office.template_tags import paragraphs
from plangen.office.template_use import used_names

__all__ = ["RULES", "reviewed", "unused"]

UNUSED = Rule(
    code="W127",
    severity=Severity.INFO,
    title=words("模板没有用到的事实", "facts that a template does not use"),
    why=words("填写了却没有写进通知的事实，可能是漏写", "what is known and not said may have been forgotten"),
    message=words("已经填写、模板没有用到的事实：{names}", "facts that are known and not used: {names}"),
    hint=words("确认不需要；需要的，在模板里加上相应的字段", "see whether the notice needs them"),
)
RULES = (*template_damage.RULES, *template_house.RULES, *template_locked.RULES, UNUSED)

_BROKEN = "W111"
_BLOCK = re.compile(r"\b(if|elif|else|endif|for|endfor)\b")
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
    found: list[Finding] = []
    for name, kind in texts_of(parts).items():
        found += _tags(parsed(parts[name]), facts, file, kind)
    found += [*differences(parts, house, file), *traces(parts, file), *tampered(parts, passages, file)]
    return tuple(found)


def _tags(root: etree._Element, facts: Names, file: str, kind: str) -> Iterator[Finding]:
    """What is wrong with the tags of a part, causes without their consequences."""
    listed = list(paragraphs(root, file, kind))
    split = list(split_tags(listed))
    causes = [*(each for paragraph in listed for each in damage(paragraph)), *(finding for finding, _ in split)]
    explained = {each.at.path for each in causes if each.severity is Severity.ERROR}
    explained |= {end.at.path for _, end in split}
    is_block = any(_BLOCK.search(str(each.values.get("tag"))) for each in causes if each.severity is Severity.ERROR)
    yield from causes
    for each in checked(root, facts, file, kind):
        is_consequence = each.at.path in explained or (is_block and is_unbalanced(each))
        if each.code != _BROKEN or not is_consequence:
            yield each


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
