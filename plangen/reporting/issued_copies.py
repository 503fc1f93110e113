"""What a file has to do with a notice that was issued."""

from collections.abc import Iterator, Mapping

from plangen.diagnostics import words
from plangen.pipeline.verifying.as_issued import DifferingPassage, IssuedAnswer
from plangen.reporting.style import Style, plain

_WHOLE = words(
    "{number}  {case}：{kind}，{time} 由{by}发布，没有改动",
    "{number}  {case}: {kind}, issued at {time} by {by}, unchanged",
)
_CHANGED = words(
    "{number}  {case}：{kind}，{time} 由{by}发布；这个文件不是当时发布的，内容改动过，不要使用",
    "{number}  {case}: {kind}, issued at {time} by {by}; this file is not what was issued, do not use it",
)
_NOBODY = words("（没有写明的人）", "somebody who is not named")
_PLACE = words("原第{number}段", "paragraph {number} of the original")
_OLD, _NEW = words("发布时", "issued"), words("这个文件", "this file")
_NOTHING = words("（没有）", "(nothing)")
_MORE = words("另有 {count} 处不同", "{count} more")
_SAME_WORDS = words(
    "文字没有差别，文件不是逐字节相同：可能重新保存过，或者改了格式、属性",
    "the same words in other bytes: saved again, or changed in its look or properties",
)
_NOT_COMPARED = words(
    "当时的文件不在原处，按现在的内容也不能重新生成，不能说明改了哪里",
    "what was issued is not where it belongs and cannot be made again, so that nothing can be said of what differs",
)
_CORRECTED = words(
    "已于 {time} 由 {by} 更正，不要再单独使用", "corrected at {time} by {by}; not to be used alone any more"
)
_WITHDRAWN = words("已于 {time} 由 {by} 撤回，不要再使用", "withdrawn at {time} by {by}; do not use it any more")
_LATER = words("此后又于 {time} 发布", "issued again at {time}")
_LONGEST = 200  # characters of a paragraph


def issued_text(issued: IssuedAnswer, style: Style) -> Iterator[str]:
    """Which issue it is of, whether it is as it was issued, what differs, what came afterwards."""
    values = {
        "number": issued.number,
        "case": issued.case,
        "kind": issued.kind,
        "time": issued.record.time,
        "by": issued.by or style.say(_NOBODY),
    }
    yield plain(style.say(_WHOLE if issued.is_whole else _CHANGED, **values))
    if not issued.is_whole:
        yield from _differences(issued, style)
    for each in issued.corrected_by:
        yield "  " + style.say(_CORRECTED, time=each.time, by=plain(f"{each.case}/{each.kind}"))
    if issued.withdrawn_by:
        each = issued.withdrawn_by
        yield "  " + style.say(_WITHDRAWN, time=each.time, by=plain(f"{each.case}/{each.kind}"))
    for later in issued.later:
        if later not in issued.corrected_by:
            yield "  " + style.say(_LATER, time=later.time)


def issued_tree(issued: IssuedAnswer) -> Mapping[str, object]:
    """The same for JSON."""
    record = issued.record
    return {
        "notice": f"{record.case}/{record.kind}",
        "number": issued.number,
        "time": record.time,
        "by": record.by,
        "name": record.name,
        "reach": record.reaches,
        "file": issued.name,
        "sha256": record.files[issued.name],
        "unchanged": issued.is_whole,
        "compared": issued.compared,
        "passages": [
            {"paragraph": each.number, "issued": list(each.old), "here": list(each.new)} for each in issued.passages
        ],
        "corrected": [each.time for each in issued.corrected_by],
        "withdrawn": issued.withdrawn_by.time if issued.withdrawn_by else None,
        "later": [each.time for each in issued.later],
    }


def _differences(issued: IssuedAnswer, style: Style) -> Iterator[str]:
    if not issued.compared:
        yield "  " + style.say(_NOT_COMPARED)
    elif not issued.passages:
        yield "  " + style.say(_SAME_WORDS)
    for passage in issued.passages:
        yield from _passage(passage, style)
    if issued.more:
        yield "  " + style.say(_MORE, count=issued.more)


def _passage(passage: DifferingPassage, style: Style) -> Iterator[str]:
    yield "  " + style.say(_PLACE, number=passage.number)
    for label, lines in ((_OLD, passage.old), (_NEW, passage.new)):
        for line in lines or (style.say(_NOTHING),):
            yield f"    {style.say(label)}{style.colon}{plain(line[:_LONGEST])}"
