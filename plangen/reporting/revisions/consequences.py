"""What a comparison wrote and whom it concerns, as text and for JSON."""

from collections.abc import Iterator, Sequence

from plangen.changes.change import Kind
from plangen.changes.wording import Described
from plangen.diagnostics import Words, words
from plangen.documents.revisions.rebriefing import Briefed, by_person
from plangen.pipeline.revisions.exchanging.exchange import Exchange
from plangen.pipeline.revisions.impact import Impact
from plangen.pipeline.revisions.redlining import RedlinedFile, Redlines
from plangen.reporting.revisions.workbooks import workbook_text, workbook_tree
from plangen.reporting.style import Style, plain

_BETWEEN = {"zh": "；", "en": "; "}  # of headings, which hold commas: 一、总则
_PAGES = words("第 {pages} 页", "pages {pages}")
_KINDS = {
    Kind.ADDED: words("新增", "new"),
    Kind.REMOVED: words("不再有", "gone"),
    Kind.CHANGED: words("修改", "changed"),
}


def impact_text(impact: Impact, style: Style) -> Iterator[str]:
    """Documents, people, packets, approvals, training: each part only where there is something to say."""
    documents = (f"{style.say(_KINDS[each.kind])}  {each.path}" for each in impact.documents)
    yield from _part(words("需要更换的文件", "documents that change"), documents, style)
    people = (line for person in by_person(impact.people) for line in _person(person, style))
    yield from _part(words("需要重新交底的人员", "people to be told"), people, style)
    exchanges = (_exchange(each, style) for each in impact.exchanges)
    yield from _part(words("资料包中需要更换的部分", "parts of packets to be exchanged"), exchanges, style)
    yield from _part(words("需要重新打印的资料包", "packets to print again"), _packets(impact, style), style)
    yield from lapsed_text(impact, style)
    yield from _part(words("需要重新进行的培训", "training to repeat"), map(plain, impact.training), style)


def lapsed_text(impact: Impact, style: Style) -> Iterator[str]:
    """The approvals that lapsed; nothing where none did."""
    lapsed = (
        f"{plain(each.title)}{style.colon}{plain(each.stage)}{style.aside(plain(each.by))}" for each in impact.lapsed
    )
    yield from _part(words("失效的审批", "approvals that lapsed"), lapsed, style)


def outdated_text(impact: Impact, style: Style) -> Iterator[str]:
    """The papers that are no longer those of the plan: documents, and packets by who holds them."""
    documents = (f"{style.say(_KINDS[each.kind])}  {each.path}" for each in impact.documents)
    yield from _part(words("已经过时的文件", "documents that are outdated"), documents, style)
    yield from _part(words("已经过时的资料包，按持有人", "packets that are outdated"), _packets(impact, style), style)


def impact_tree(impact: Impact, lines: tuple[Described, ...]) -> dict[str, object]:
    """`{"documents": […], "changes": [{"path", "documents", "roles"}], "people": […], "packets": […], …}`"""
    return {
        "documents": [
            {"id": each.id, "path": each.path, "title": each.title, "kind": each.kind.value}
            for each in impact.documents
        ],
        "changes": [
            {
                "path": line.path,
                "documents": list(impact.effects[line.number].documents),
                "roles": list(impact.effects[line.number].roles),
            }
            for line in lines
        ],
        "people": [
            {
                "role": each.key,
                "title": each.role,
                "person": each.person or None,
                "changes": list(each.changes),
                "files": list(each.files),
                "training": each.retrain,
                "gone": each.gone,
            }
            for each in impact.people
        ],
        "packets": [
            {"number": each.sign, "role": each.key, "title": each.title, "kind": each.kind.value}
            for each in impact.packets
        ],
        "exchanges": [
            {
                "document": each.document,
                "title": each.title,
                "kind": each.kind.value,
                "chapters": list(each.chapters),
                "packets": [sign for sign, _ in each.holders],
                "copies": each.copies,
                "pages": {sign: list(pages) for sign, pages in each.pages},
            }
            for each in impact.exchanges
        ],
        "lapsed": [
            {"notice": each.notice, "title": each.title, "stage": each.stage, "by": each.by} for each in impact.lapsed
        ],
        "training": list(impact.training),
    }


def redlines_text(redlines: Redlines, style: Style) -> Iterator[str]:
    """Each file with what changed in it; the cells of workbooks, which have no tracked changes."""
    if not redlines.files:
        yield style.say(words("没有文件需要修订对照", "no document differs"))
    for each in redlines.files:
        yield f"{_done(each, style)}  {plain(each.path)}"
        yield from (f"    {line}" for line in workbook_text(each.cells, style))


def redlines_tree(redlines: Redlines) -> list[dict[str, object]]:
    """Each file with its redline and the cells that differ, for JSON."""
    return [
        {
            "path": each.path,
            "title": each.title,
            "kind": each.kind.value,
            "file": str(each.file) if each.file else None,
            "cells": [
                {"sheet": cell.sheet, "cell": cell.cell, "before": cell.before, "after": cell.after}
                for cell in each.cells.cells
            ],
            "others": workbook_tree(each.cells),
        }
        for each in redlines.files
    ]


def _done(each: RedlinedFile, style: Style) -> str:
    if each.file:
        return style.say(words("已写修订标记", "redlined"))
    if each.kind is not Kind.CHANGED:
        return style.say(_KINDS[each.kind])
    return style.say(words("Excel 没有修订标记，改动如下", "Excel has no tracked changes; what differs is"))


def _person(person: Briefed, style: Style) -> Iterator[str]:
    gone = style.say(words("（不再设置，收回旧文件）", " (no more; take the old papers back)")) if person.gone else ""
    yield f"{plain(person.who)}{gone}"
    for change in person.changes:
        yield f"  - {plain(change)}"
    if person.files:
        yield f"  {style.say(words('更换：', 'exchange: '))}{plain(style.listed(person.files))}"


def _exchange(each: Exchange, style: Style) -> str:
    """修改  演练计划（资源保障）：36 份，持有人 01 总经理（第 25 页）；02 副总经理、03 客户服务部负责人（第 21 页）"""
    said = words("{kind}  {part}：{copies} 份，持有人 {holders}", "{kind}  {part}: {copies} copies, of {holders}")
    holders: dict[tuple[int, ...], list[str]] = {}
    for sign, title in each.holders:
        holders.setdefault(dict(each.pages).get(sign, ()), []).append(f"{sign} {plain(title)}")
    grouped = (f"{style.listed(names)}{style.aside(_pages(pages, style))}" for pages, names in holders.items())
    part = f"{plain(each.title)}{style.aside(plain(_BETWEEN[style.language].join(each.chapters)))}"
    listed = _BETWEEN[style.language].join(grouped)
    return style.say(said, kind=style.say(_KINDS[each.kind]), part=part, copies=each.copies, holders=listed)


def _pages(pages: Sequence[int], style: Style) -> str:
    """第 12、15—17 页; nothing where they were not laid out."""
    runs = [[pages[0], pages[0]]] if pages else []
    for page in pages[1:]:
        if page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    said = style.listed(f"{first}—{last}" if last > first else str(first) for first, last in runs)
    return style.say(_PAGES, pages=said) if said else ""


def _packets(impact: Impact, style: Style) -> Iterator[str]:
    """Which they are, and the command that prints them."""
    if impact.packets:
        yield style.listed(f"{each.sign} {plain(each.title)}" for each in impact.packets)
        yield f"plangen packet {' '.join(each.sign for each in impact.packets)}"


def _part(title: Words, lines: Iterator[str], style: Style) -> Iterator[str]:
    every = list(lines)
    if every:
        yield style.paint(style.say(title), "1")
        yield from (f"  {line}" for line in every)
        yield ""
