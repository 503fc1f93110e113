"""What `plangen init` made, as text."""

from collections.abc import Iterator
from pathlib import Path

from plangen.diagnostics import words
from plangen.pipeline.check import Outcome
from plangen.pipeline.init import Initiated, Tracked
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text

_NEXT = (
    words("plangen check    # 检查计划", "plangen check    # see what is to be filled in"),
    words("plangen build    # 生成全部文件", "plangen build    # make every document"),
)
_MADE = words(
    "已建立版本库，第一次提交 {commit} 包含 source、templates 和设置文件；用 plangen revise 记录版本",
    "made a repository; its first commit {commit} holds source, templates and settings. Record versions with"
    " plangen revise",
)
_THERE = words(
    "已经在版本库“{folder}”里，没有另建；用 plangen revise 记录版本",
    "it is in the repository “{folder}” already; none was made. Record versions with plangen revise",
)
_READABLE = words(
    "git diff 会把 Word、Excel 文件显示成文字", "git diff shows Word and Excel files as text in this repository"
)
_NOT_READABLE = words(
    "要让 git diff 把 Word、Excel 文件显示成文字：plangen init --attributes 文件夹",
    "to have git diff show Word and Excel files as text: plangen init --attributes DIR",
)


def initiated_text(made: Initiated, folder: Path, style: Style) -> Iterator[str]:
    said = words("已在“{folder}”新建演练计划（{count} 个文件）。", "made a plan in “{folder}” ({count} files).")
    yield style.say(said, folder=folder, count=made.count)
    if made.tracked is not None:
        yield from tracked_text(made.tracked, style)
    yield style.say(words("下一步：", "Next:"))
    yield f'  cd "{folder}"'
    for line in _NEXT:
        yield f"  {style.say(line)}"


def tracked_text(tracked: Tracked, style: Style) -> Iterator[str]:
    if tracked.findings:
        yield from outcome_text(Outcome(findings=tracked.findings), style)
        return
    if tracked.folder is None:
        yield style.say(_MADE, commit=tracked.commit[:10])
    else:
        yield style.say(_THERE, folder=tracked.folder)
    if tracked.files:
        yield style.say(words("已写入 {files}", "written: {files}"), files=tracked.files)
    yield style.say(_READABLE if tracked.readable else _NOT_READABLE)
    if tracked.hook is None:
        return
    if tracked.hook.kept:
        said = words(
            "“{path}”已经存在，没有改动；要在提交前检查，请在其中加一行 plangen check",
            "“{path}” exists and was left alone; to check before commits, add a line to it: plangen check",
        )
    else:
        said = words(
            "每次 git commit 前会运行 plangen check，有错误时不提交（{path}）",
            "git commit runs plangen check first and commits nothing with errors ({path})",
        )
    yield style.say(said, path=tracked.hook.path)
