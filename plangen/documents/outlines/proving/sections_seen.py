"""Sections that no rule of visibility names, and rules for sections that an outline has not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from plangen.diagnostics import ERROR, WARNING, Finding, rule
from plangen.language.tags import TAG
from plangen.model.audience import SectionAudience
from plangen.model.outline import HeadingLine, Outline, each_node, keys_of
from plangen.model.plan import Plan
from plangen.model.visibility import sight_rules

HIDDEN = rule(
    "B128",
    WARNING,
    title=("自己的章节没有可见范围", "a section of one's own that no rule of visibility names"),
    why=(
        "默认的可见范围不认识自己加的章节，为防止泄露，参演人员和观摩人员看不到它",
        "no rule that comes with plangen knows it, so players and observers do not see it",
    ),
    message=(
        "“{title}”是自己加的章节，可见范围没有写它，参演人员看不到",
        "'{title}' was added, and no rule of visibility names it: players do not see it",
    ),
    hint=(
        "在 audiences.yaml 这份文件的 sections 里写一条：{section: {key}, audience: [参演人员, …]}",
        "name it under sections of this document in audiences.yaml: {section: {key}, audience: [参演人员, …]}",
    ),
)
GONE = rule(
    "B129",
    ERROR,
    title=("可见范围写了大纲里没有的章节", "a rule of visibility for a section that is gone"),
    why=(
        "章节改了编号或者删去了，限制就不起作用，不该看的人会看到",
        "where a key was changed or taken out the rule restricts nothing",
    ),
    message=("大纲里没有编号为“{section}”的章节", "the outline has no section with the key '{section}'"),
    hint=("改用大纲里的编号，或删去这一条；大纲：{file}", "use a key of the outline {file}, or delete the rule"),
)
RULES = (HIDDEN, GONE)


def unseen(plan: Plan, outline: Outline) -> Iterator[Finding]:
    """Sections of the owner's own that no rule names, and rules for sections that are gone."""
    own = [each for each in sight_rules(plan) if each.document == outline.document]
    sections = [each for entry in own for each in entry.sections]
    for node in _added(outline) if own else ():
        if not _is_named([node.key], sections):
            yield Finding(rule=HIDDEN, at=node.at, values={"title": node.text, "key": node.key})
    yield from _gone(plan, outline, sections)


def _gone(plan: Plan, outline: Outline, sections: Sequence[SectionAudience]) -> Iterator[Finding]:
    """Rules of the plan's own for sections that the outline does not have."""
    for each in sections if plan.audiences.documents else ():
        if not _is_named(keys_of(outline), [each]):
            yield Finding(rule=GONE, at=each.where("section"), values={"section": each.section, "file": outline.file})


def _is_named(keys: Iterable[str], sections: Iterable[SectionAudience]) -> bool:
    """Whether one of the rules means a heading with one of these keys, in which a field stands for anything."""
    patterns = [".+".join(map(re.escape, TAG.split(key))) for key in keys]
    return any(re.fullmatch(pattern, each.section) for each in sections for pattern in patterns)


def _added(outline: Outline) -> Iterator[HeadingLine]:
    """The headings that the owner has added, but for those below one another."""
    around: HeadingLine | None = None
    for node in each_node(outline.nodes):
        if isinstance(node, HeadingLine) and (around is None or node.level <= around.level):
            around = node if outline.adds(node.key) else None
            yield from (node,) if around else ()
