"""Checks, builds, builds of older versions, proofs: what people and programs are told."""

from collections.abc import Callable
from typing import Any

import pytest

from plangen.diagnostics import Severity, words
from plangen.pipeline.building.build import Built
from plangen.pipeline.building.proof import Measured, Proofs
from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.rebuild import Rebuilt
from plangen.pipeline.revisions.versions import PlanVersion
from plangen.reporting.builds import report_build, report_check, report_proof, report_rebuild
from plangen.workspace.manifest import Manifest, ManifestEntry
from plangen.workspace.output import Published
from plangen.workspace.project import Files

Lines = Callable[..., list[str]]
Tree = Callable[..., dict[str, Any]]
FINE = Outcome(findings=())


def manifest(*paths: str) -> Manifest:
    """A manifest of these files; each takes its first two characters for its document."""
    entries = (ManifestEntry(document=path[:2], title=path, sha256=f"sha of {path}", fingerprint="f") for path in paths)
    return Manifest(plangen="0.1.0", plan="计划", revision="v1.0", files=dict(zip(paths, entries, strict=True)))


def built(outcome: Outcome = FINE, **published: Any) -> Built:
    paths = (*published.get("written", ()), *published.get("unchanged", ()))
    return Built(outcome=outcome, published=Published(**published), manifest=manifest(*paths))


def version(**more: Any) -> PlanVersion:
    files = Files(contents={}, findings=())
    return PlanVersion(name=words("v1.0", "v1.0"), files=files, commit="0123456789abcdef", time=0, **more)


def test_a_check_counts_at_the_end(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_check(Outcome(findings=(finding(Severity.WARNING),)), strict=False)
    assert lines(made, "zh") == [
        "source/plan.yaml:3:5: 警告[S101] 名称不对",
        " 3 | abc: defg",
        "   |     ^^^^",
        "   = 位置: plan.title",
        "   = 建议: 改正",
        "",
        "0 个错误，1 个警告，0 条提示；0 项检查通过，0 项未能检查，0 项例外",
    ]
    assert lines(made, "en") == [
        "source/plan.yaml:3:5: warning[S101] 名称 is wrong",
        " 3 | abc: defg",
        "   |     ^^^^",
        "   = at: plan.title",
        "   = hint: mend it",
        "",
        "0 errors, 1 warnings, 0 notes; 0 rules passed, 0 not checked, 0 accepted",
    ]
    assert tree(made) == {}
    assert made.exit_code == 0


def test_strictness_reaches_check_build_and_proof(finding: Any) -> None:
    outcome = Outcome(findings=(finding(Severity.WARNING),))
    codes = [
        [
            report_check(outcome, strict=strict).exit_code,
            report_build(built(outcome), strict=strict).exit_code,
            report_rebuild(Rebuilt(built=built(outcome)), "旧版", strict=strict).exit_code,
            report_proof(Proofs(outcome=outcome), strict=strict).exit_code,
        ]
        for strict in (False, True)
    ]
    assert codes == [[0, 0, 0, 0], [1, 1, 1, 1]]


def test_a_build_lists_what_is_new_unchanged_and_gone(lines: Lines, tree: Tree) -> None:
    made = report_build(
        built(written=("02-乙.docx",), unchanged=("01-甲.docx",), removed=("03-丙.docx",)), strict=False
    )
    assert lines(made, "zh") == [
        "0 个错误，0 个警告，0 条提示；0 项检查通过，0 项未能检查，0 项例外",
        "  已生成  output/02-乙.docx",
        "  无变化  output/01-甲.docx",
        "  已删除  output/03-丙.docx",
        "共 2 个文件，其中 1 个有更新",
    ]
    assert lines(made, "en") == [
        "0 errors, 0 warnings, 0 notes; 0 rules passed, 0 not checked, 0 accepted",
        "  written  output/02-乙.docx",
        "  unchanged  output/01-甲.docx",
        "  removed  output/03-丙.docx",
        "2 files, 1 of them new or changed",
    ]
    assert tree(made) == {
        "files": [
            {
                "path": "output/01-甲.docx",
                "document": "01",
                "sha256": "sha of 01-甲.docx",
                "state": "unchanged",
            },
            {
                "path": "output/02-乙.docx",
                "document": "02",
                "sha256": "sha of 02-乙.docx",
                "state": "written",
            },
        ],
    }


def test_a_build_that_found_an_error_says_that_nothing_was_written(lines: Lines, tree: Tree, finding: Any) -> None:
    made = report_build(Built(outcome=Outcome(findings=(finding(),))), strict=False)
    assert lines(made, "zh")[-1] == "没有生成任何文件"
    assert lines(made, "en")[-1] == "nothing was written"
    assert tree(made) == {"files": []}
    assert made.exit_code == 1


def test_a_build_that_may_not_replace_a_file_says_so(lines: Lines, finding: Any) -> None:
    """The manifest was there already; the publication refused."""
    error = finding(Severity.ERROR, "F201")
    made = report_build(built(Outcome(findings=(error,)), findings=(error,)), strict=False)
    assert lines(made, "zh")[-1] == "没有生成任何文件"


def test_a_warning_of_the_publication_hides_no_file(lines: Lines, finding: Any) -> None:
    warning = finding(Severity.WARNING, "F203")
    made = report_build(built(written=("01-甲.docx",), findings=(warning,)), strict=False)
    assert lines(made, "zh")[-2:] == [
        "  已生成  output/01-甲.docx",
        "共 1 个文件，其中 1 个有更新",
    ]


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        (
            {"written_by": "0.1.0"},
            "版本 v1.0，提交 0123456789；由 plangen 0.1.0 记录",
            "version v1.0, commit 0123456789; recorded with plangen 0.1.0",
        ),
        ({}, "版本 v1.0，提交 0123456789", "version v1.0, commit 0123456789"),
    ],
)
def test_an_older_version_says_first_which_it_is(lines: Lines, more: dict[str, str], zh: str, en: str) -> None:
    made = report_rebuild(Rebuilt(built=built(written=("01-甲.docx",)), version=version(**more)), "旧版", strict=False)
    assert lines(made, "zh")[0] == zh
    assert lines(made, "en")[0] == en
    assert lines(made, "zh")[2] == "  已生成  旧版/01-甲.docx"


def test_the_shape_of_an_older_version(tree: Tree) -> None:
    made = Rebuilt(built=built(written=("01-甲.docx",)), version=version(written_by="0.1.0"))
    assert tree(report_rebuild(made, "旧版", strict=False)) == {
        "files": [
            {
                "path": "旧版/01-甲.docx",
                "document": "01",
                "sha256": "sha of 01-甲.docx",
                "state": "written",
            },
        ],
        "revision": {
            "name": "v1.0",
            "commit": "0123456789abcdef",
            "plangen": "0.1.0",
        },
    }
    assert tree(report_rebuild(Rebuilt(built=built()), "旧版", strict=False)) == {"files": [], "revision": None}


def test_a_proof_lists_what_it_measured(lines: Lines, tree: Tree) -> None:
    measured = (Measured(file="01-甲.docx", title="甲", pages=12),)
    made = report_proof(Proofs(outcome=FINE, measured=measured), strict=False)
    assert lines(made, "zh")[1:] == ["  01-甲.docx  12 页"]
    assert lines(made, "en")[1:] == ["  01-甲.docx  12 pages"]
    assert tree(made) == {"documents": [{"file": "01-甲.docx", "title": "甲", "pages": 12}]}
