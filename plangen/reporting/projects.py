"""What `init`, `demo-history`, `house`, `schema` and `doctor` did for a plan and found on this machine."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from plangen.diagnostics import words
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style

if TYPE_CHECKING:  # each command waits for its own pipeline alone
    from plangen.history.founding import Hook
    from plangen.pipeline.demo import Demo
    from plangen.pipeline.doctor import Examined
    from plangen.pipeline.house import Renewed
    from plangen.pipeline.init import Initiated, Tracked

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
_HOOKED = words(
    "每次 git commit 前会运行 plangen check，有错误时不提交（{path}）",
    "git commit runs plangen check first and commits nothing with errors ({path})",
)
_OTHER_HOOK = words(
    "“{path}”已经存在，没有改动；要在提交前检查，请在其中加一行 plangen check",
    "“{path}” exists and was left alone; to check before commits, add a line to it: plangen check",
)
_PLAN = "01-消费者保护应急预案演练计划.docx"
_TRY = (
    ("plangen log", words("列出各个版本", "the revisions")),
    ("plangen diff v1.0 v1.1", words("演练后改了什么", "what changed after the drill")),
    ("plangen diff v1.0 v1.3", words("累计改了什么", "what changed in all")),
    ("plangen build plan --rev v1.0 --out then", words("生成 v1.0 的演练计划", "build the plan of v1.0")),
    ("plangen build plan --rev v1.3 --out now", words("生成 v1.3 的演练计划", "build the plan of v1.3")),
    (
        f"plangen redline then/{_PLAN} now/{_PLAN} --out redline.docx",
        words("两版计划的修订对照", "the two plans with tracked changes"),
    ),
    ("git diff v1.1 v1.2 -- templates", words("模板改了什么（需要 git）", "what changed in templates (needs git)")),
)
_UPDATED, _UNCHANGED = words("已更新", "updated"), words("无变化", "unchanged")
_STATES = {
    "ok": (words("正常", "fine"), "32"),
    "missing": (words("缺失", "missing"), "31;1"),
    "absent": (words("没有", "absent"), "33"),
}
_UNFIT_CODE = 3


def report_init(made: "Initiated", folder: Path) -> Result:
    """What a new folder holds and what to do next."""
    return Result(text=partial(_initiated, made, folder))


def report_tracking(tracked: "Tracked") -> Result:
    """How a plan that was there came into a repository; not done where a hook of somebody else's was left alone."""
    done = not tracked.findings and not (tracked.hook and tracked.hook.kept)
    return Result(text=partial(_tracked, tracked), done=done)


def report_demo(demo: "Demo") -> Result:
    """What to try with the sample's history."""
    return Result(text=partial(_demo, demo), outcome=demo.outcome)


def report_house(renewed: "Renewed") -> Result:
    """Which files were written, or that nothing changed."""
    return Result(text=partial(_house, renewed), outcome=renewed.outcome)


def report_guides(guides: Mapping[str, str]) -> Result:
    """A line for each guide: its name, its title. JSON adds `"guides"`."""
    width = max(map(len, guides), default=0)
    return Result(
        text=lambda _: (f"{name:<{width}}  {title}" for name, title in guides.items()),
        more=lambda _: {"guides": dict(guides)},
    )


def report_guide(text: str) -> Result:
    """The text of a guide. JSON adds `"text"`."""
    return Result(text=lambda _: text.splitlines(), more=lambda _: {"text": text})


def report_schemas(changed: frozenset[str], names: tuple[str, ...]) -> Result:
    """Each schema, and whether it was written."""

    def lines(style: Style) -> Iterator[str]:
        return (f"  {style.say(_UPDATED if name in changed else _UNCHANGED)}  {name}" for name in names)

    return Result(text=lines)


def report_machine(examined: "Examined") -> Result:
    """Each thing that was looked at; an unfit machine is a matter of the environment, not of the plan."""
    return Result(text=partial(_machine, examined), done=examined.ok, failure=_UNFIT_CODE)


def _initiated(made: "Initiated", folder: Path, style: Style) -> Iterator[str]:
    said = words("已在“{folder}”新建演练计划（{count} 个文件）。", "made a plan in “{folder}” ({count} files).")
    yield style.say(said, folder=folder, count=made.count)
    if made.tracked is not None:
        yield from _tracked(made.tracked, style)
    yield style.say(words("下一步：", "Next:"))
    yield f'  cd "{folder}"'
    for line in _NEXT:
        yield f"  {style.say(line)}"


def _tracked(tracked: "Tracked", style: Style) -> Iterator[str]:
    if tracked.findings:
        from plangen.pipeline.check import Outcome

        yield from outcome_text(Outcome(findings=tracked.findings), style)
        return
    if tracked.folder is None:
        yield style.say(_MADE, commit=tracked.commit[:10])
    else:
        yield style.say(_THERE, folder=tracked.folder)
    if tracked.files:
        yield style.say(words("已写入 {files}", "written: {files}"), files=tracked.files)
    yield style.say(_READABLE if tracked.readable else _NOT_READABLE)
    if tracked.hook is not None:
        yield _hook(tracked.hook, style)


def _hook(hook: "Hook", style: Style) -> str:
    return style.say(_OTHER_HOOK if hook.kept else _HOOKED, path=hook.path)


def _demo(demo: "Demo", style: Style) -> Iterator[str]:
    if not demo.outcome.ok(strict=False):
        yield from outcome_text(demo.outcome, style)
    said = words("已在“{folder}”造好 {versions}。可以试：", "made {versions} in “{folder}”. Try:")
    yield style.say(said, folder=demo.folder, versions=demo.versions)
    yield f'  cd "{demo.folder}"'
    for line, meaning in _TRY:
        yield f"  {line}    # {style.say(meaning)}"


def _house(renewed: "Renewed", style: Style) -> Iterator[str]:
    from plangen.pipeline.template_files import HOUSE

    if renewed.outcome.findings:
        yield from outcome_text(renewed.outcome, style)
    for line in renewed.files:
        yield f"  {style.say(_UPDATED)}  {line}"
    if not renewed.files and renewed.outcome.ok(strict=False):
        yield f"  {style.say(_UNCHANGED)}  {HOUSE}"


def _machine(examined: "Examined", style: Style) -> Iterator[str]:
    for aspect in examined.aspects:
        state, colour = _STATES[aspect.state]
        yield f"  {style.paint(style.say(state), colour)}  {style.say(aspect.name)}: {style.say(aspect.detail)}"
    fine = words("这台电脑可以使用 plangen", "plangen can work on this machine")
    unfit = words("请先解决标为“缺失”的项目", "first mend what is marked missing")
    yield style.say(fine if examined.ok else unfit)
