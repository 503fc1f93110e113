"""A template with the facts that are to fill it in: what is wrong with its tags, and what it asks for.

Damage comes first, and nothing that only follows from it. The check and the renderer ask here, so that no template is
filled in which the check calls wrong.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from plangen.blocks.template import Names
from plangen.diagnostics import Finding, Severity
from plangen.language.reader import BROKEN, is_misread, is_unbalanced
from plangen.office.ooxml import foreign as foreign_content
from plangen.office.ooxml.foreign import foreign
from plangen.office.ooxml.hidden import hidden_styles
from plangen.office.templates import check as template_check
from plangen.office.templates import damage as template_damage
from plangen.office.templates.check import checked, elsewhere
from plangen.office.templates.damage import damage, split_tags, unseen
from plangen.office.templates.names import asked_names
from plangen.office.templates.word_file import WordFile

RULES = (*foreign_content.RULES, *template_check.RULES, *template_damage.RULES)

_BROKEN = BROKEN.code
_BLOCK = re.compile(r"\b(if|elif|else|endif|for|endfor)\b", re.IGNORECASE)


class Filling:
    """One template and the facts of one document; each question about the two is answered once."""

    def __init__(self, template: WordFile, facts: Names, house: WordFile | None = None) -> None:
        self.template = template
        self.facts = facts
        self.house = house  # whose look the document has; None where it keeps its own

    @cached_property
    def checked(self) -> Mapping[str, tuple[Finding, ...]]:
        """Everything that is wrong with the tags as they stand, by part."""
        return {part: checked(self.template, part, self.facts) for part in self.template.texts}

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the tags, part by part: causes without what only follows from them."""
        return tuple(self._found())

    @cached_property
    def asked(self) -> Mapping[str, bool]:
        """The English paths of the facts that the template names, each with whether it is needed in every case."""
        return asked_names(self.template, self.facts)

    def _found(self) -> Iterator[Finding]:
        template = self.template
        if not template.is_sound:
            return
        yield from foreign(template.parts, template.file)
        hidden = hidden_styles(template.root("word/styles.xml"))
        yield from elsewhere(template)
        for part, found in self.checked.items():
            yield from _without_consequences(template, part, found, hidden)
            for paragraph in template.paragraphs(part):
                yield from unseen(paragraph, hidden)


def _without_consequences(
    template: WordFile, part: str, found: Sequence[Finding], hidden: frozenset[str]
) -> Iterator[Finding]:
    listed = template.tagged(part)
    split = list(split_tags(listed))
    causes = [finding for paragraph in listed for finding in damage(paragraph, hidden)]
    causes += [finding for finding, _ in split]
    yield from causes
    explained = _Explained([each for each in causes if each.severity is Severity.ERROR], found)
    explained.paths.update(end.at.path for _, end in split)
    yield from (each for each in found if not explained.covers(each))


class _Explained:
    """What the errors of damage say already."""

    def __init__(self, errors: Sequence[Finding], found: Sequence[Finding]) -> None:
        self.paths = {each.at.path for each in errors}
        self.tags = {_tag_of(each) for each in errors}
        damaged = (str(tag) for _, tag in self.tags)
        self.is_block = any(map(_BLOCK.search, damaged)) or any(map(is_misread, found))

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is of a tag that is damaged, or of a broken one that would be whole without the damage."""
        if _tag_of(finding) in self.tags:
            return True
        is_consequence = finding.at.path in self.paths or (self.is_block and is_unbalanced(finding))
        return finding.code == _BROKEN and is_consequence


def _tag_of(finding: Finding) -> tuple[str, object]:
    return finding.at.path, finding.values.get("tag")
