"""What `rename` and `migrate` changed, or would change, line by line."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from plangen.diagnostics import words
from plangen.reporting.listing import findings_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style

if TYPE_CHECKING:  # each command waits for its own pipeline alone
    from plangen.pipeline.changing.proving import Changed

_WRITTEN = words(
    "已改动 {count} 个文件；用 plangen check 检查，再用 plangen build 重新生成",
    "{count} files were changed; run plangen check, then plangen build",
)
_WOULD = words("将改动 {count} 个文件；这次没有写入任何文件", "{count} files would be changed; nothing was written")
_REFUSED = words("没有改动任何文件", "no file was changed")
_NOTHING = words("没有需要改动的地方", "there is nothing to change")
_COLOURS = {"+": "32", "-": "31"}


def report_change(changed: "Changed") -> Result:
    """The findings, then each file with the lines that go and come."""
    return Result(text=partial(_changed, changed), outcome=changed.outcome, more=partial(_json, changed))


def _changed(changed: "Changed", style: Style) -> Iterator[str]:
    yield from findings_text(changed.outcome.findings, style)
    refused = not changed.outcome.ok(strict=False)
    if refused:
        yield style.say(_REFUSED)
        return
    for file in changed.files:
        yield file.path
        for line in file.lines():
            yield "  " + style.paint(line, _COLOURS[line[0]]) if line[0] in _COLOURS else f"  {line}"
    if changed.files:
        yield ""
    said = _WRITTEN if changed.written else _WOULD if changed.files else _NOTHING
    yield style.say(said, count=len(changed.files))


def _json(changed: "Changed", _: str) -> Mapping[str, object]:
    files = [{"path": each.path, "changes": list(each.lines())} for each in changed.files]
    return {"written": changed.written, "files": files}
