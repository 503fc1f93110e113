"""Reviews of templates and previews of notices."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from plangen.diagnostics import Severity
from plangen.pipeline.check import Outcome
from plangen.pipeline.notices.check import Reviewed
from plangen.pipeline.notices.preview import Previewed
from plangen.reporting.notices.drafts import report_preview, report_review

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())
REVIEWED = Reviewed(outcome=FINE, templates=("a.docx", "b.docx"), copies=(Path("批注/a.docx"),))


def test_a_review_says_which_templates_and_which_copies(lines: Lines, tree: Tree) -> None:
    made = report_review(REVIEWED, strict=False)
    assert lines(made, "zh")[1:] == ["检查了 2 个模板：a.docx、b.docx", "带批注的副本：批注/a.docx"]
    assert lines(made, "en")[1:] == ["2 templates checked: a.docx, b.docx", "copy with comments: 批注/a.docx"]
    assert tree(made) == {"templates": ["a.docx", "b.docx"], "copies": ["批注/a.docx"]}


def test_a_review_of_nothing_names_no_templates(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_review(Reviewed(outcome=Outcome(findings=(finding(),))), strict=False)
    assert not [line for line in lines(made) if line.startswith("检查了")]
    assert (tree(made), made.exit_code) == ({"templates": [], "copies": []}, 1)


def test_a_strict_review_fails_on_warnings(finding: Any) -> None:
    warned = Reviewed(outcome=Outcome(findings=(finding(Severity.WARNING),)))
    assert [report_review(warned, strict=strict).exit_code for strict in (False, True)] == [0, 1]


def test_a_preview_names_its_files_and_what_it_kept(lines: Lines) -> None:
    made = report_preview(Previewed(outcome=FINE, files=(Path("草稿.docx"),), kept=(Path("草稿（原）.docx"),)))
    assert lines(made, "zh") == [
        "改动过的草稿另存为：草稿（原）.docx",
        "  已生成  草稿.docx",
    ]
    assert lines(made, "en") == [
        "an edited draft was kept as 草稿（原）.docx",
        "  written  草稿.docx",
    ]


def test_a_preview_with_errors_says_that_nothing_was_written(lines: Lines, finding: Any) -> None:
    made = report_preview(Previewed(outcome=Outcome(findings=(finding(),))))
    assert lines(made, "zh")[-1] == "没有生成任何文件"
    assert lines(made, "en")[-1] == "nothing was written"
    assert made.exit_code == 1
