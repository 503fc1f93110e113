"""The script for controllers: objectives, staff, signals, stop rules, then scenario by scenario what is fed in."""

from collections.abc import Callable, Iterator, Mapping

from plangen.blocks.document import Block, Contents, Cover, Document, SectionBreak
from plangen.documents.audience import marking
from plangen.documents.draft import Draft, without_empty_headings
from plangen.documents.phrases import issue_date, title_lines
from plangen.documents.plan.front import cover
from plangen.documents.script.control import control_chapters
from plangen.documents.script.course import course_chapters
from plangen.model.plan import Plan

__all__ = ["drill_script", "restricted_cover", "restricted_document"]

_TITLE = "演练脚本"


def drill_script(plan: Plan, identity: Mapping[str, str]) -> Document:
    """The whole script, for reading; the events list is the same as a workbook, to control by."""
    return restricted_document(plan, "script", _TITLE, identity, _blocks)


def restricted_document(
    plan: Plan, key: str, title: str, identity: Mapping[str, str], blocks: Callable[[Plan, str], Iterator[Block]]
) -> Document:
    """A document of the drill whose header says who may see it; `blocks` gets that mark as well."""
    marked = marking(plan, key)
    return Document(
        title=title,
        subject=plan.identity.title,
        author=plan.identity.company,
        header="　".join(filter(None, (title, "演练文件", marked))),
        created=issue_date(plan),
        blocks=tuple(without_empty_headings(blocks(plan, marked))),
        identity=identity,
    )


def restricted_cover(plan: Plan, title: str, marked: str) -> Cover:
    """The drill plan's cover under another title, with who may see the document."""
    made = cover(plan, (*title_lines(plan.identity.title.removesuffix("应急演练计划")), title))
    readers = "、".join(group.removesuffix("人员") for group in marked.removeprefix("仅限").split("、"))
    facts = (*made.facts, ("知悉范围", f"{readers}人员")) if marked else made.facts
    return Cover(company=made.company, lines=made.lines, facts=facts, mark=made.mark, foot=made.foot)


def _blocks(plan: Plan, marked: str) -> Iterator[Block]:
    draft = Draft.of(plan)
    yield SectionBreak(numbered=False)
    yield restricted_cover(plan, _TITLE, marked)
    yield SectionBreak(numbered=False)
    yield Contents(levels=2)
    yield SectionBreak(restart=True)
    yield from control_chapters(draft, marked)
    yield from course_chapters(draft)
