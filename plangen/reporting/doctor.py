"""What `plangen doctor` found, as text."""

from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.pipeline.doctor import Examined
from plangen.reporting.style import Style

_STATES = {
    "ok": (words("正常", "fine"), "32"),
    "missing": (words("缺失", "missing"), "31;1"),
    "absent": (words("没有", "absent"), "33"),
}


def doctor_text(report: Examined, style: Style) -> Iterator[str]:
    for item in report.items:
        state, colour = _STATES[item.state]
        yield f"  {style.paint(style.say(state), colour)}  {style.say(item.name)}: {style.say(item.detail)}"
    fine = words("这台电脑可以使用 plangen", "plangen can work on this machine")
    unfit = words("请先解决标为“缺失”的项目", "first mend what is marked missing")
    yield style.say(fine if report.ok else unfit)
