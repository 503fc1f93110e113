"""What `plangen revise` recorded, would record, or missed."""

from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.pipeline.revisions.asked.adopting import Adopted
from plangen.pipeline.revisions.revise import Revised
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.revisions.comparison import change_tree, compared_text
from plangen.reporting.revisions.consequences import impact_tree, lapsed_text, outdated_text
from plangen.reporting.revisions.revision_log import waiting_text, waiting_tree
from plangen.reporting.style import Style


def report_revision(revised: Revised) -> Result:
    """What changed since the last one and what came of it; JSON adds `"revision"`, `"commit"`, `"changes"`."""
    return Result(text=partial(_revised, revised), outcome=revised.outcome, more=partial(_tree, revised))


def report_adopted(adopted: Adopted) -> Result:
    """That a copy goes on from a version, or would, or why not; JSON adds `"revision"` and `"commit"`."""
    return Result(
        text=partial(_adopted, adopted),
        outcome=adopted.outcome,
        more=lambda _: {"revision": adopted.version, "commit": adopted.commit or None},
    )


def _adopted(adopted: Adopted, style: Style) -> Iterator[str]:
    if adopted.outcome.findings:
        yield from outcome_text(adopted.outcome, style)
    done = words(
        "已接上 {version}（提交 {commit}）：内容与记录时一致，修订记录没有改动；下一版用 plangen revise 记录",
        "adopted {version} (commit {commit}): the content is what was recorded, and its record is as it was; record the"
        " next version with plangen revise",
    )
    would = words("试运行：内容与 {version} 记录时一致，可以接上", "dry run: the content is that of {version}")
    if adopted.outcome.ok(strict=False):
        yield style.say(done if adopted.commit else would, version=adopted.version, commit=adopted.commit[:10])


def _revised(revised: Revised, style: Style) -> Iterator[str]:
    if revised.recovered:
        said = words("上次中断的修订 {version} 已补完", "{version}, interrupted before, was completed")
        yield style.say(said, version=revised.recovered)
    if revised.compared:
        yield from compared_text(revised.compared, style)
        yield ""
    yield from outcome_text(revised.outcome, style)
    if revised.commit:
        said = words(
            "已记录版本 {version}（提交 {commit}，标签 {version}）；plangen build 会把它印在修订记录页上",
            "recorded {version} (commit {commit}, tag {version}); plangen build prints it on the revision page",
        )
        yield style.say(said, version=revised.version, commit=revised.commit[:10])
    elif revised.outcome.ok(strict=False):
        yield style.say(
            words("试运行：没有记录。将写入的修订记录：", "dry run: nothing recorded. The record would be:")
        )
        yield ""
        yield from revised.text.splitlines()
    yield from _consequences(revised, style)


def _consequences(revised: Revised, style: Style) -> Iterator[str]:
    """What the revision leaves for people to do; nothing where it was refused."""
    if revised.outcome.ok(strict=False):
        lines = list(_left(revised, style))
        yield from ("", *lines[:-1]) if lines else ()


def _left(revised: Revised, style: Style) -> Iterator[str]:
    """Approvals that lapsed, findings left open, papers outdated: each part with an empty line behind."""
    if revised.impact:
        yield from lapsed_text(revised.impact, style)
    if revised.waiting:
        yield from waiting_text(revised.waiting, style)
        yield ""
    if revised.impact:
        yield from outdated_text(revised.impact, style)


def _tree(revised: Revised, language: str) -> Mapping[str, object]:
    lines = revised.compared.lines if revised.compared else ()
    return {
        "revision": revised.version,
        "commit": revised.commit or None,
        "recovered": revised.recovered or None,
        "waiting": waiting_tree(revised.waiting),
        "impact": impact_tree(revised.impact, lines) if revised.impact else None,
        "changes": [change_tree(line, language) for line in lines],
    }
