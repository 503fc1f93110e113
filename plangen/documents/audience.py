"""What a document says of who may see it, and whether the rules name sections that it has."""

from collections.abc import Iterable, Iterator

from plangen.blocks.document import Document, Heading
from plangen.diagnostics import ERROR, Finding, Words, rule, words
from plangen.model.audience import PLAYERS, PUBLIC
from plangen.model.outline import keys_of
from plangen.model.plan import Plan
from plangen.model.visibility import SectionHead, sight_rules

UNKNOWN_SECTION = rule(
    "V201",
    ERROR,
    title=("可见范围写了没有的章节", "a rule for a section that the document does not have"),
    why=(
        "章节编号写错，限制就不起作用，不该看的人会看到",
        "a mistyped key restricts nothing, and people see what they should not",
    ),
    message=("“{document}”没有编号为“{section}”的章节", "'{document}' has no section with the key '{section}'"),
    hint=("可用的编号：{known}", "the keys are {known}"),
)
RULES = (UNKNOWN_SECTION,)


def marking(plan: Plan, document: str) -> str:
    """仅限导控人员、评估人员, of a document that reveals something or is the owner's own and is not for players."""
    groups = _shown_to(plan, document)
    if not groups or PLAYERS in groups or PUBLIC in groups or not _may_be_marked(plan, document):
        return ""
    return f"仅限{'、'.join(groups)}"


def _shown_to(plan: Plan, document: str) -> list[str]:
    """The groups that every rule of the document names, in the order of the first."""
    shown = [entry.audience for entry in sight_rules(plan) if entry.document == document]
    first: tuple[str, ...] = shown[0] if shown else plan.audiences.default
    return [group for group in first if all(group in each for each in shown)]


def _may_be_marked(plan: Plan, document: str) -> bool:
    """Whether it could be for fewer than all: it tells of injects, or nobody but its owner knows of what."""
    return any(entry.id == document and (entry.reveals or entry.own) for entry in plan.dossier.entries)


def headings(document: Document) -> tuple[SectionHead, ...]:
    """The headings in order, as `visible_sections` asks for them."""
    return tuple(
        SectionHead(level=block.level, key=block.key, owner=block.owner or "", added=block.added is True)
        for block in document.blocks
        if isinstance(block, Heading)
    )


def unknown_sections(plan: Plan, document: str, title: str, bodies: Iterable[object]) -> Iterator[Finding]:
    """A finding for each section that the rules of a document name and none of its files has.

    A heading that the outline has by this key, and that stands for nothing of this plan, is known all the same.
    """
    known = [head.key for body in bodies if isinstance(body, Document) for head in headings(body)]
    outline = plan.outlines.get(document)
    possible = {*known, *(keys_of(outline) if outline else ())}
    said: tuple[str | Words, ...] = tuple(known) or (words("这个文件没有章节", "this document has none"),)
    for entry in plan.audiences.documents:
        for section in entry.sections if entry.document == document else ():
            if section.section not in possible:
                values = {"document": title, "section": section.section, "known": said}
                yield Finding(rule=UNKNOWN_SECTION, at=section.where("section"), values=values)
