"""Everything that can be said of a template without building anything: for `plangen notices check`."""

from collections.abc import Iterable, Iterator, Sequence

from plangen.blocks.names import Known, known_names
from plangen.blocks.template import Names
from plangen.diagnostics import INFO, Finding, Place, Severity, rule
from plangen.office.ooxml.editing import Editing
from plangen.office.templates import house_style as template_house
from plangen.office.templates import locked as template_locked
from plangen.office.templates.filling import Filling
from plangen.office.templates.house_style import differences, traces
from plangen.office.templates.locked import Passage, tampered
from plangen.office.templates.mark import stamp
from plangen.office.templates.marked import unmarked
from plangen.office.templates.names import used_names
from plangen.office.templates.word_file import WordFile

UNUSED = rule(
    "W127",
    INFO,
    title=("模板没有用到的事实", "facts that a template does not use"),
    why=("填写了却没有写进通知的事实，可能是漏写", "what is known and not said may have been forgotten"),
    message=("已经填写、模板没有用到的事实：{names}", "facts that are known and not used: {names}"),
    hint=("确认不需要；需要的，在模板里加上相应的字段", "see whether the notice needs them"),
    counted=True,
)
RULES = (*template_house.RULES, *template_locked.RULES, UNUSED)

_FACTS = (  # the groups that hold an incident's own facts
    *("incident", "recall", "leak", "gathering"),
    *("advice", "answering", "follow_up", "closing", "extra"),
)
_SAMPLE = "演练文稿　非真实发布"
_DEADLINES = "clocks."  # from these deadlines are worked out; a notice need not say them


def reviewed(filling: Filling, house: WordFile, passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """Everything that is wrong in one template; a tag that was damaged is not reported as broken as well."""
    template = filling.template
    if not template.is_sound:
        return template.findings
    return (
        *template.findings,
        *filling.findings,
        *_unmarkable(template),
        *differences(template, house),
        *traces(template),
        *tampered(template, passages),
    )


def _unmarkable(template: WordFile) -> Iterator[Finding]:
    """Why a template could not carry the drill mark on every page, whatever is filled in."""
    file = Editing(template.parts)
    stamp(file, _SAMPLE)
    yield from unmarked(file.as_written(), _SAMPLE, template.file)


def unusable(filling: Filling, passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """What keeps a template from being used: all of its errors, and none of the remarks on its look and its traces."""
    template = filling.template
    found = (*template.findings, *filling.findings, *tampered(template, passages)) if template.is_sound else ()
    return tuple(each for each in found or template.findings if each.severity is Severity.ERROR)


def unused(template: WordFile, facts: Iterable[Names]) -> tuple[Finding, ...]:
    """The facts of the groups that a template draws on that some case knows and the template never says."""
    names = {each.english: each.chinese for every in facts for each in _unused(template, every)}
    values = {"names": list(names.values())}
    return (Finding(rule=UNUSED, at=Place(file=template.file), values=values),) if names else ()


def _unused(template: WordFile, facts: Names) -> Iterator[Known]:
    used = used_names(template, facts)
    groups = {name.partition(".")[0] for name in used if "." in name} & set(_FACTS)
    for known in known_names(facts):
        group, _, rest = known.english.partition(".")
        is_said = known.english in used or known.english.startswith(_DEADLINES)
        if group in groups and known.value and not is_said and "[]" not in rest:
            yield known
