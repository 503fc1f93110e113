"""What is still to be filled in, by those who can."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.todo import ToDo
from plangen.reporting.listing import shares, where
from plangen.reporting.result import Result
from plangen.reporting.style import Style, plain

_TOTAL = words("共 {count} 项待填写或者核对", "{count} to be filled in or confirmed")
_NOTHING = words("没有待填写的内容", "nothing is left to be filled in")
_UNREAD = words("没有看：{reason}", "not looked at: {reason}")
_ERRORS = words("另有 {count} 个错误，用 plangen check 查看", "there are {count} errors besides; see plangen check")


def report_to_do(listed: ToDo) -> Result:
    """By those who can answer: each place, and what is to be filled in there. Never a failure.

    JSON adds `"people"`: who, and their items (file, line, column, path, message), and `"unread"`.
    """
    return Result(text=partial(_text, listed), more=partial(_tree, listed))


def _text(listed: ToDo, style: Style) -> Iterator[str]:
    for who, items in shares(listed.items, style).items():
        yield style.paint(f"{who}{style.aside(str(len(items)))}", "1")
        for each in items:
            yield f"  {where(each.at, style)}: {plain(each.message(style.language))}"
        yield ""
    for reason in dict.fromkeys(style.say(each.reason) for each in listed.unread):
        yield style.say(_UNREAD, reason=plain(reason))
    if listed.errors:
        yield style.say(_ERRORS, count=listed.errors)
    yield style.say(_TOTAL, count=len(listed.items)) if listed.items else style.say(_NOTHING)


def _tree(listed: ToDo, language: str) -> Mapping[str, object]:
    people = [
        {
            "who": who,
            "items": [
                {
                    "code": each.code,
                    "file": each.at.file,
                    "line": each.at.line or None,
                    "column": each.at.column or None,
                    "path": each.at.path or None,
                    "message": each.message(language),
                }
                for each in items
            ],
        }
        for who, items in shares(listed.items, Style(language)).items()
    ]
    return {"people": people, "unread": list(dict.fromkeys(each.reason.say(language) for each in listed.unread))}
