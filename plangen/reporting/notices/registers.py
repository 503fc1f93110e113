"""All that was issued, part by part."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import Words, words
from plangen.documents.notices.issued_register import RegisterLine, by_reach
from plangen.model.issued import Reach
from plangen.pipeline.notices.issuing.listed_issues import Registered
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_PARTS: Mapping[Reach, Words] = {
    "公开": words("公开发布", "issued to the public"),
    "个人": words("逐一送达", "handed to persons"),
    "内部": words("内部下发", "released within the house"),
}
_NONE = words("还没有发布过通知", "nothing was issued yet")
_CHANNELS, _STAGES = words("渠道", "channels"), words("环节", "stages")
_BY, _LATER, _FILES = words("发布人", "issued by"), words("其他", "also"), words("文件", "files")


def report_register(registered: Registered) -> Result:
    """The register; JSON adds `"issued"` and `"sheet"`."""
    return Result(text=partial(_register, registered), outcome=registered.outcome, more=lambda _: _tree(registered))


def _register(registered: Registered, style: Style) -> Iterator[str]:
    if registered.outcome.findings:
        yield from outcome_text(registered.outcome, style)
    for reach, lines in by_reach(registered.lines):
        yield style.paint(style.say(_PARTS[reach]), "1")
        for line in lines:
            yield from _line(line, style)
        yield ""
    if not registered.lines and not registered.outcome.findings:
        yield style.say(_NONE)
    if registered.sheet:
        yield style.say(words("登记簿已写入 {path}", "register written to {path}"), path=registered.sheet)


def _line(line: RegisterLine, style: Style) -> Iterator[str]:
    yield f"  {plain(line.number)}  {line.record.time}  {plain(line.case)}{style.colon}{plain(line.kind)}"
    said = (
        (_CHANNELS, style.listed(line.channels)),
        (_STAGES, style.semicolon.join(line.stages)),
        (_BY, line.by),
        (_LATER, style.semicolon.join(line.later)),
    )
    for label, text in said:
        if text:
            yield f"    {style.say(label)}  {plain(text)}"
    yield f"    {style.say(_FILES)}  {plain(style.semicolon.join(line.files))}"


def _tree(registered: Registered) -> Mapping[str, object]:
    lines = [
        {
            "number": each.number,
            "notice": f"{each.record.case}/{each.record.kind}",
            "case": each.case,
            "kind": each.kind,
            "reach": each.reach,
            "time": each.record.time,
            "channels": [one.channel for one in each.record.channels],
            "recipients": each.record.recipients,
            "stages": [
                {"stage": one.stage, "by": one.by, "name": one.name, "date": one.date.isoformat()}
                for one in each.record.approvals
            ],
            "by": each.record.by,
            "name": each.record.name,
            "also": list(each.later),
            "files": dict(each.record.files),
        }
        for each in registered.lines
    ]
    return {"issued": lines, "sheet": str(registered.sheet) if registered.sheet else None}
