"""Outlines in words: the tree of one, what it could have, what it lacks."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from plangen.diagnostics import words
from plangen.reporting.listing import findings_text, outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, padded, plain

if TYPE_CHECKING:
    from plangen.pipeline.outlining.chapter import Chapter
    from plangen.pipeline.outlining.opened import OutlineBlock, Outlined, OutlineField, Outlining, TreeLine
    from plangen.pipeline.outlining.taking_over import ComparedOutline, Lacking

_NAME_COLUMNS = 36
_HOW_TO_TAKE = words(
    "取用一节：plangen outline {name} --compare --take 编号",
    "take one over: plangen outline {name} --compare --take KEY",
)
_USED, _UNUSED = "●", "○"


def report_outlines(made: "Outlining", *, with_fields: bool) -> Result:
    """Of one outline its tree, blocks and fields; of several a line each. JSON adds `"outlines"`."""
    return Result(
        text=partial(_text, made, with_fields),
        outcome=made.outcome,
        more=lambda language: {"outlines": [_outline_tree(each, language) for each in made.outlines]},
    )


def report_comparison(made: "ComparedOutline") -> Result:
    """The sections and blocks that the shipped outline has and the plan's own lacks. JSON adds `"lacking"` …"""
    return Result(text=partial(_comparison, made), outcome=made.outcome, more=lambda _: _comparison_tree(made))


def report_chapter(made: "Chapter") -> Result:
    """The text, behind it what is said of its outline. JSON adds `"document"`, `"section"` and `"text"`."""
    return Result(
        text=partial(_chapter, made),
        outcome=made.outcome,
        more=lambda _: {"document": made.entry.id, "section": made.key or None, "text": made.text or None},
    )


def report_copy(path: str) -> Result:
    """Where the outline lies now. JSON adds `"written"`."""
    said = words("已写入 {path}，可以修改", "{path} was written; edit it")
    return Result(text=lambda style: (style.say(said, path=path),), more=lambda _: {"written": path})


def _chapter(made: "Chapter", style: Style) -> Iterator[str]:
    yield from map(plain, made.text.splitlines())
    if made.outcome.findings:
        yield ""
        yield from outcome_text(made.outcome, style)


def _text(made: "Outlining", with_fields: bool, style: Style) -> Iterator[str]:  # bound by name above
    if made.outcome.findings:
        yield from findings_text(made.outcome.findings, style)
    if made.is_list:
        yield from _list(made, style)
        return
    for outline in made.outlines:
        yield from _outline(outline, with_fields=with_fields, style=style)


def _list(made: "Outlining", style: Style) -> Iterator[str]:
    for each in made.outlines:
        number = sum(1 for line in each.tree if line.key)
        name = padded(each.entry.name.say(style.language), _NAME_COLUMNS)
        yield f"{each.entry.number:>2} {name} {_state(each, style)}"
        yield style.say(
            words("     {file}，{number} 个标题", "     {file}, {number} headings"), file=each.file, number=number
        )
    yield ""
    yield style.say(
        words(
            "看一份：plangen outline 文件名；自己改：plangen outline 文件名 --copy", "see one: plangen outline DOCUMENT"
        )
    )


def _state(outline: "Outlined", style: Style) -> str:
    if not outline.is_own:
        return style.say(words("默认大纲", "as it comes with plangen"))
    if outline.is_template:
        return style.say(words("自己的模板", "a template of the plan's own"))
    if outline.entry.own:
        return style.say(words("自己的文件", "a document of the plan's own"))
    if outline.is_changed:
        return style.say(words("自己的大纲，有改动", "the plan's own, changed"))
    return style.say(words("自己的大纲，与默认相同", "the plan's own, unchanged"))


def _outline(outline: "Outlined", *, with_fields: bool, style: Style) -> Iterator[str]:
    yield style.paint(f"{outline.entry.name.say(style.language)}  {plain(outline.file)}", "1")
    yield _state(outline, style)
    yield ""
    yield from (_tree_line(line, style) for line in outline.tree)
    if outline.blocks:
        yield ""
        yield style.paint(style.say(words("可用的内容（●已用 ○未用）", "what it can have (● used, ○ not)")), "1")
        yield from (line for each in outline.blocks for line in _block(each, style))
    yield from _fields(outline.fields, with_fields=with_fields, style=style)


def _tree_line(line: "TreeLine", style: Style) -> str:
    loop = style.say(words("  逐个{each}", "  each {each}"), each=line.loop) if line.loop else ""
    key = f"  {{#{line.key}}}" if line.key and line.key != line.text else ""
    place = str(line.at.line) if line.at.spot is None else line.at.spot.say(style.language)
    return f"{place:>4}  {'　' * line.depth}{plain(line.text)}{plain(key)}{plain(loop)}"


def _fields(fields: "Sequence[OutlineField]", *, with_fields: bool, style: Style) -> Iterator[str]:
    """Those that are used, or all of them."""
    shown = [each for each in fields if with_fields or each.used]
    title = (
        words("字段（●已用 ○未用）", "fields (● used, ○ not)") if with_fields else words("用到的字段", "fields used")
    )
    if shown:
        yield from ("", style.paint(style.say(title), "1"))
        yield from map(_field, shown)
    if fields and not with_fields:
        said = words("全部 {count} 个字段：加 --fields", "all {count} fields: add --fields")
        yield from ("", style.say(said, count=len(fields)))


def _block(block: "OutlineBlock", style: Style) -> Iterator[str]:
    mark = _USED if block.used else _UNUSED
    yield f"  {mark} {padded(block.placeholder, _NAME_COLUMNS)} {plain(block.meaning)}"
    details = (
        (words("列", "columns"), style.listed(block.columns)),
        (words("选项", "options"), style.listed(block.options)),
        (words("放在逐个重复的循环里", "within a loop over"), block.loop),
    )
    if said := style.semicolon.join(f"{style.say(label)}{style.colon}{plain(text)}" for label, text in details if text):
        yield f"      {said}"


def _field(field: "OutlineField") -> str:
    mark = _USED if field.used else _UNUSED
    told = "　".join(filter(None, (field.meaning, f"〔{field.value}〕" if field.value else "")))
    return f"  {mark} {padded(field.name, _NAME_COLUMNS)} {plain(told)}".rstrip()


def _outline_tree(outline: "Outlined", language: str) -> Mapping[str, object]:
    return {
        "document": outline.entry.id,
        "title": outline.entry.name.say(language),
        "file": outline.file,
        "own": outline.is_own,
        "changed": outline.is_changed,
        "tree": [
            {
                "depth": each.depth,
                "text": each.text,
                "key": each.key or None,
                "line": each.at.line or None,
                "place": each.at.spot.say(language) if each.at.spot else None,
                "loop": each.loop or None,
            }
            for each in outline.tree
        ],
        "blocks": [_block_tree(each) for each in outline.blocks],
        "fields": [
            {"name": each.name, "meaning": each.meaning or None, "value": each.value or None, "used": each.used}
            for each in outline.fields
        ],
    }


def _block_tree(block: "OutlineBlock") -> Mapping[str, object]:
    return {
        "placeholder": block.placeholder,
        "meaning": block.meaning,
        "columns": list(block.columns),
        "options": list(block.options),
        "loop": block.loop or None,
        "used": block.used,
    }


def _comparison(made: "ComparedOutline", style: Style) -> Iterator[str]:
    if made.outcome.findings:
        yield from outcome_text(made.outcome, style)
        return
    for key in made.taken:
        yield style.say(words("已取用 {key}，写入 {file}", "{key} was taken over into {file}"), key=key, file=made.file)
    yield from (line for each in made.lacking for line in _lacking(each, style))
    if made.blocks:
        yield style.say(words("两份大纲都没有用的内容：", "what neither outline has generated:"))
        yield from (line for each in made.blocks for line in _block(each, style))
    if made.lacking:
        yield style.say(_HOW_TO_TAKE, name=made.entry.name.say(style.language))
    elif not made.taken:
        yield style.say(words("默认大纲里的章节都有了", "every section of the shipped outline is there"))


def _lacking(section: "Lacking", style: Style) -> Iterator[str]:
    after = style.say(words("在 {after} 之后", "behind {after}"), after=section.after) if section.after else ""
    yield style.paint(f"{{#{section.key}}}  {plain(section.title)}  {after}".rstrip(), "1")
    yield from (f"    {plain(line.rstrip())}" for line in section.lines if line.strip())
    yield ""


def _comparison_tree(made: "ComparedOutline") -> Mapping[str, object]:
    return {
        "document": made.entry.id,
        "file": made.file,
        "lacking": [
            {"key": each.key, "title": each.title, "after": each.after or None, "text": "".join(each.lines)}
            for each in made.lacking
        ],
        "blocks": [_block_tree(each) for each in made.blocks],
        "taken": list(made.taken),
    }
