"""What became of a new incident: where its file is, what is still open in it, what to type next."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.notices.incidents.new_incident import MadeIncident
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_NOT_MADE = words("没有建立事件文件", "no file was made")
_MADE = words(
    "已建立 {file}：事件编号 {id}，{count} 项事实待核实", "made {file}: incident {id}, {count} facts still open"
)
_WOULD_BE = words(
    "可以建立 {file}：事件编号 {id}，{count} 项事实待核实；只作检查，没有写文件",
    "can be made: {file}, incident {id}, {count} facts still open; nothing was written",
)
_NEXT = words(
    "下一步：plangen notices questions {id}（逐项列出要问谁；加 --sheet 核实单.docx 另写核实单）",
    "next: plangen notices questions {id} (whom to ask what; with --sheet FILE.docx also as sheets)",
)


def report_incident(made: MadeIncident) -> Result:
    """The file, or with a dry run its text, and the next command; or everything that is against it.

    JSON adds `"incident"`, `"file"`, `"open"`, `"written"`, `"text"`, `"next"`.
    """
    return Result(
        text=unless_stopped(made.outcome, partial(_made, made), _NOT_MADE),
        outcome=made.outcome,
        more=lambda _: _made_tree(made),
    )


def _made(made: MadeIncident, style: Style) -> Iterator[str]:
    assert made.case is not None
    if not made.written:
        yield from map(plain, made.text.splitlines())
        yield ""
    said = _MADE if made.written else _WOULD_BE
    yield style.say(said, file=made.file, id=made.case.id, count=made.waiting)
    if made.written:
        yield style.say(_NEXT, id=made.case.id)


def _made_tree(made: MadeIncident) -> Mapping[str, object]:
    id_ = made.case.id if made.case else None
    return {
        "incident": id_,
        "file": made.file or None,
        "open": made.waiting,
        "written": made.written,
        "text": made.text or None,
        "next": f"plangen notices questions {id_}" if id_ else None,
    }
