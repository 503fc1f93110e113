"""What is wrong with an outline that can be read: placeholders, columns and fields that there are not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from plangen.blocks.template import Names
from plangen.diagnostics import Finding, Place
from plangen.documents.draft import Draft
from plangen.documents.outlines.compose import own_texts
from plangen.documents.outlines.generated import Blocks
from plangen.documents.outlines.plan_names import Later, NamesOfPlan
from plangen.documents.outlines.proving import gaps, numbers_named, placeholders, sections_seen
from plangen.documents.outlines.proving.lines_with_tags import LineWithTags, at_its_tag
from plangen.documents.outlines.section_numbers import SECTIONS, number_of, section_names
from plangen.documents.outlines.structure import LABELS, OWN, own_names
from plangen.language.environment import TOO_MUCH
from plangen.language.reader import UNKNOWN, TagReader
from plangen.model.outline import PAGE, Outline, TableHead, each_node
from plangen.model.plan import Plan

RULES = (*gaps.RULES, *placeholders.RULES, *numbers_named.RULES, *sections_seen.RULES)


def outline_findings(plan: Plan, outline: Outline, blocks: Blocks) -> Iterator[Finding]:
    """Everything that is wrong with its tags and placeholders; of a plan that could not be read whole, the latter."""
    facts = _facts(plan, outline, blocks)
    if not plan.missing:
        yield from _of_tags(plan, outline, blocks, facts)
    yield from placeholders.Placeholders(outline, blocks, facts, is_whole=not plan.missing).all()
    if "audiences" not in plan.missing:
        yield from sections_seen.unseen(plan, outline)


def _of_tags(plan: Plan, outline: Outline, blocks: Blocks, facts: Names) -> Iterator[Finding]:
    """What is wrong with its tags; which numbers they name, and how much they make, where each can be read."""
    tags = TagReader(facts)
    found = [each for line in outline.lines for each in tags.paragraph(LineWithTags(line.text, line.at, line.controls))]
    found += tags.unclosed()
    if all(each.rule is UNKNOWN for each in found):
        found += numbers_named.Numbers(outline, blocks, facts).all()
    yield from map(at_its_tag, found)
    if not found:
        said = own_texts(Draft.of(plan, title=outline.document), outline, blocks)
        yield from (
            (Finding(rule=TOO_MUCH, at=said),)
            if isinstance(said, Place)
            else gaps.unlisted(plan, outline, said, blocks)
        )


def _facts(plan: Plan, outline: Outline, blocks: Blocks) -> Names:
    """What texts may name, the numbers of tables and figures as well."""
    whole = NamesOfPlan(plan).all()
    names = [each.name for each in blocks.values() if each.kind != PAGE]
    names += [each.caption for each in each_node(outline.nodes) if isinstance(each, TableHead) and each.caption]
    labels = Names(title=LABELS, values=dict.fromkeys(names, "表1"), chinese={})
    values: Mapping[str, object] = whole.values
    makers: dict[str, Callable[[], object]] = {name: partial(values.__getitem__, name) for name in values}
    sections = Names(title=SECTIONS, values=dict.fromkeys(section_names(outline.nodes), number_of((1,))), chinese={})
    own = own_names(Draft.of(plan))
    more = {LABELS: lambda: labels, SECTIONS: lambda: sections, OWN: lambda: own}
    return Names(title="", values=Later({**makers, **more}), chinese=whole.chinese)
