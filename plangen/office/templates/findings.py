"""What is wrong with the tags of a template: damage first, and nothing that only follows from it.

The check and the renderer ask here, so that no template is filled in which the check calls wrong.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from plangen.blocks.template import Names
from plangen.diagnostics import Finding, Severity
from plangen.office.ooxml.guard import parsed
from plangen.office.ooxml.parts import texts_of
from plangen.office.templates import check as template_check
from plangen.office.templates import damage as template_damage
from plangen.office.templates.check import checked, elsewhere, is_misread, is_unbalanced
from plangen.office.templates.damage import damage, hidden_styles, split_tags, unseen
from plangen.office.templates.tags import paragraphs

RULES = (*template_check.RULES, *template_damage.RULES)

_BROKEN = template_check.BROKEN.code
_BLOCK = re.compile(r"\b(if|elif|else|endif|for|endfor)\b", re.IGNORECASE)


def tag_findings(parts: Mapping[str, bytes], facts: Names, file: str) -> Iterator[Finding]:
    """Everything that is wrong with the tags of a file, part by part."""
    hidden = hidden_styles(parsed(parts.get("word/styles.xml", b"<none/>")))
    texts = texts_of(parts)
    yield from elsewhere(parts, texts, file)
    for name, part in texts.items():
        root = parsed(parts[name])
        yield from _of_part(root, facts, hidden, file, part)
        for paragraph in paragraphs(root, file, part, every=True):
            yield from unseen(paragraph, hidden)


def _of_part(root: etree._Element, facts: Names, hidden: frozenset[str], file: str, part: str) -> Iterator[Finding]:
    """What is wrong with the tags of a part, causes without their consequences."""
    listed = list(paragraphs(root, file, part))
    split = list(split_tags(listed))
    causes = [*(each for paragraph in listed for each in damage(paragraph, hidden)), *(finding for finding, _ in split)]
    explained = {each.at.path for each in causes if each.severity is Severity.ERROR}
    explained |= {end.at.path for _, end in split}
    found = checked(root, facts, file, part)
    errors = [each for each in causes if each.severity is Severity.ERROR]
    is_block = any(_BLOCK.search(str(each.values.get("tag"))) for each in errors) or any(map(is_misread, found))
    damaged = {(each.at.path, each.values.get("tag")) for each in errors}
    yield from causes
    for each in found:
        is_consequence = each.at.path in explained or (is_block and is_unbalanced(each))
        if (each.at.path, each.values.get("tag")) not in damaged and (each.code != _BROKEN or not is_consequence):
            yield each
