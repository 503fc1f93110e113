"""What to try with the sample's history."""

from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.pipeline.demo import Demo
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text

_PLAN = "01-消费者权益保护应急演练计划.docx"
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


def demo_text(demo: Demo, style: Style) -> Iterator[str]:
    if not demo.outcome.ok(strict=False):
        yield from outcome_text(demo.outcome, style)
    said = words("已在“{folder}”造好 {versions}。可以试：", "made {versions} in “{folder}”. Try:")
    yield style.say(said, folder=demo.folder, versions=demo.versions)
    yield f'  cd "{demo.folder}"'
    for line, meaning in _TRY:
        yield f"  {line}    # {style.say(meaning)}"
