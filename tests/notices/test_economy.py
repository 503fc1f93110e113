"""What one notice costs: its template is opened once, and of all notices it alone is put together."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from plangen.documents.notices.notices import notice
from plangen.model.values import parse_time
from plangen.pipeline.check import Study, study
from plangen.pipeline.notices.chosen import all_drafts, the_one
from plangen.pipeline.notices.issue import IssueOrder, issue_notice
from plangen.pipeline.notices.preview import preview_notices
from plangen.pipeline.notices.readiness import readiness_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.status import notice_status

MOST_UNZIPPED, MOST_PARSED = 3, 60  # unzipped: the template, the house template, the finished file


class Count:
    """How often files were unzipped, XML was parsed, notices were put together."""

    def __init__(self) -> None:
        self.unzipped = self.parsed = 0
        self.composed: list[str] = []


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Count:
    found = Count()
    parse, opened, compose = etree.fromstring, zipfile.ZipFile.__init__, notice

    def parsing(*given: Any, **named: Any) -> Any:
        found.parsed += 1
        return parse(*given, **named)

    def opening(self: zipfile.ZipFile, file: Any, mode: Any = "r", *given: Any, **named: Any) -> None:
        found.unzipped += mode == "r"
        opened(self, file, mode, *given, **named)

    def composing(plan: Any, case: Any, kind: Any) -> Any:
        found.composed.append(f"{case.id}/{kind.id}")
        return compose(plan, case, kind)

    monkeypatch.setattr(etree, "fromstring", parsing)
    monkeypatch.setattr(zipfile.ZipFile, "__init__", opening)
    monkeypatch.setattr("plangen.pipeline.notices.chosen.notice", composing)
    return found


ORDER = IssueOrder(
    notice="kettle-2026/stop-use",
    time="2026-03-02 14:05",
    by="legal-head",
    name="李四",
    now=parse_time("2026-03-31 12:00"),
)
COMMANDS: dict[str, Callable[[Path], object]] = {
    "status": lambda root: notice_status(root, "kettle-2026/stop-use"),
    "preview": lambda root: preview_notices(root, "kettle-2026/stop-use"),
    "issue": lambda root: issue_notice(root, ORDER, dry_run=True),
    "status of a drill": lambda root: notice_status(root, "product-quality/recall-notice"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_one_notice_is_opened_once_and_composed_alone(desk: Any, count: Count, command: str) -> None:
    COMMANDS[command](desk.root)
    assert 0 < count.unzipped <= MOST_UNZIPPED
    assert 0 < count.parsed <= MOST_PARSED
    assert count.composed == ["product-quality/recall-notice" if "drill" in command else "kettle-2026/stop-use"]


def test_the_readiness_of_one_notice_keeps_to_the_same_budget(sample: Study, count: Count) -> None:
    readiness_of(Run(sample), the_one(sample.plan, "data-leak/leak-bulletin"))
    assert count.unzipped <= MOST_UNZIPPED
    assert count.parsed <= MOST_PARSED


def test_notices_of_one_template_open_it_once(sample: Study, count: Count) -> None:
    drafts = [each for each in all_drafts(sample.plan) if each.kind == "media-statement"]
    run = Run(sample)
    ready = [readiness_of(run, each) for each in drafts]
    assert len({each.raw for each in ready}) == len(drafts) == 3
    assert count.unzipped == 2 + len(drafts)  # the template, the house template, and each finished file for the gate
    alone = Run(sample)
    before = count.parsed
    readiness_of(alone, drafts[0])
    assert before < 3 * (count.parsed - before)


def test_nothing_is_kept_from_one_run_to_the_next(desk: Any) -> None:
    first = notice_status(desk.root, desk.notice).notices[0].ready
    desk.change(lambda parts: parts.update({"word/document.xml": parts["word/document.xml"].replace(b"400", b"401")}))
    desk.edit("source/incidents/kettle-2026.yaml", "400-000-0000", "400-000-0002")
    second = notice_status(desk.root, desk.notice).notices[0].ready
    assert first.raw != second.raw


def test_what_is_read_of_a_template_is_left_as_it_was(sample: Study) -> None:
    run = Run(sample)
    drafts = [each for each in all_drafts(sample.plan) if each.kind == "media-statement"]
    first = readiness_of(run, drafts[0]).raw
    for each in drafts:
        readiness_of(run, each)
    assert readiness_of(run, drafts[0]).raw == first == readiness_of(Run(study(sample.root)), drafts[0]).raw
