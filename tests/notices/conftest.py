"""A project with a real incident and a short notice of its own, so that no test hangs on the wording of the sample."""

import datetime
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from msgspec import Struct

from plangen.model.in_force import CHINA
from plangen.model.plan import Plan
from plangen.model.values import parse_time
from plangen.pipeline.check import Study, study
from plangen.pipeline.notices.approve import Approved, WantedApproval, approve_notice
from plangen.pipeline.notices.issue import Done, IssueOrder, issue_notice
from plangen.pipeline.notices.issuing.record_duty import DutyRecorded, WantedDuty, record_duty
from plangen.pipeline.notices.status import notice_status
from plangen.reporting.notices.standings import report_status
from plangen.reporting.style import Style
from plangen.workspace.conversions import CONVERSIONS
from tests.typesetter import printing_with, typesetter

ROOT = Path(__file__).parents[2]
NOTICE = "kettle-2026/stop-use"
TEMPLATE = "templates/notices/stop-use.docx"
BODY = (
    "{{ 公司.全称 }}关于停止使用{{ 事件.名称 }}的提示",
    "{{ 事件.日期 }}，本公司发现{{ 事件.经过 }}。请立即停止使用，并拨打{{ 事件.热线 }}联系本公司。",
    "{{ 事件.发布日期 }}",
)
INCIDENT = """# 事件文件：法务部填写
id: kettle-2026
title: 电热水壶召回
scenario: product-quality
notices: [stop-use, stop-text]
incident:
  name: 电热水壶
  date: 2026-03-01
  summary: 同一批次电热水壶底座异常发热
  hotline: 400-000-0000
  issued: 2026-03-02
"""

NOW = datetime.datetime(2026, 3, 31, 9, 30, tzinfo=CHINA)
"""When things are recorded."""

MINUTE = parse_time("2026-03-31 12:00")
"""When notices are issued and duties are recorded."""

NAMES = {"review": "李四", "approve": "王一", "consult": "李四"}
"""Who passes a stage: nobody passes two."""

Parts: TypeAlias = dict[str, bytes]


@pytest.fixture(autouse=True)
def no_office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid out but where a test is about pages, or issues a notice."""
    if not request.node.get_closest_marker("office"):
        monkeypatch.setenv("PLANGEN_SOFFICE", "none")


@pytest.fixture(scope="session")
def printer(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A program in the place of LibreOffice, on whose pages everything is seen: nothing is issued without pages."""
    return typesetter(tmp_path_factory.mktemp("printer"))


class Ran(Struct):
    code: int
    out: str
    err: str


def parts_of(raw_or_path: Path) -> Parts:
    with zipfile.ZipFile(raw_or_path) as package:
        return {name: package.read(name) for name in package.namelist()}


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)


def paragraph(text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine")
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    plan = folder / "source/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("company: !todo 公司全称", "company: 暖阳电器有限公司"), encoding="utf-8")
    communication = folder / "source/communication.yaml"
    kind = (
        "  - {id: stop-use, title: 停止使用提示, template: stop-use.docx, audience: 消费者}\n"
        "  - {id: stop-text, title: 停用短信, template: stop-text.docx, audience: 消费者, form: 短信, longest: 60}\n"
    )
    text = communication.read_text(encoding="utf-8")
    assert "\nnotices:\n" in text
    communication.write_text(text.replace("\nnotices:\n", f"\nnotices:\n{kind}", 1), encoding="utf-8")
    (folder / "source/incidents").mkdir()
    (folder / "source/incidents/kettle-2026.yaml").write_text(INCIDENT, encoding="utf-8")
    for file, body in ((TEMPLATE, BODY), ("templates/notices/stop-text.docx", BODY[1:2])):
        parts = parts_of(folder / "templates/house.docx")
        head, _, rest = parts["word/document.xml"].decode().partition("<w:body>")
        section = rest[rest.rindex("<w:sectPr") :]
        parts["word/document.xml"] = (head + "<w:body>" + "".join(map(paragraph, body)) + section).encode()
        write_parts(folder / file, parts)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the sample that a test may change."""
    folder = tmp_path / "演练 计划"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def sample() -> Study:
    """The sample, read once for tests that change nothing."""
    return study(ROOT)


@pytest.fixture
def plan(sample: Study) -> Plan:
    return sample.plan


_APPROVED: dict[bytes, tuple[bytes, bytes]] = {}  # the approvals of a project, by all of its files


class Desk:
    """A project on the desk of legal: what people do with it, and what they see."""

    notice, template = NOTICE, TEMPLATE
    record = "source/approvals/kettle-2026--stop-use.yaml"
    kept = "source/approvals/kettle-2026--stop-use.facts"

    def __init__(self, root: Path, printer: str) -> None:
        self.root = root
        self.printer = printer

    def edit(self, file: str, old: str, new: str) -> None:
        text = self.read(file)
        assert old in text
        (self.root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def parts(self, file: str) -> Parts:
        return parts_of(self.root / file)

    def change(self, edit: Callable[[Parts], None], file: str = TEMPLATE) -> None:
        """Change the parts of the template."""
        parts = parts_of(self.root / file)
        edit(parts)
        write_parts(self.root / file, parts)

    def approve(self, stage: str, by: str, date: str = "2026-03-01", **more: Any) -> Approved:
        """An approval, agreed to by somebody of the stage's own unless it is said otherwise."""
        dry_run, now = more.pop("dry_run", False), more.pop("now", NOW)
        later = {"met", "withdraw", "signed"} & more.keys()
        given = {"notice": NOTICE, "name": NAMES.get(stage, "张三"), "date": date, **more}
        given |= {} if later or "result" in given else {"result": "同意"}
        return approve_notice(self.root, WantedApproval(stage=stage, by=by, **given), now, dry_run=dry_run)

    def approve_all(self) -> None:
        """Every stage of a notice without great impact; what was made before for the same files is taken from there."""
        key = hashlib.sha256(repr(self.files()).encode()).digest()
        if key not in _APPROVED:
            self._approve_all()
            _APPROVED[key] = ((self.root / self.record).read_bytes(), (self.root / self.kept).read_bytes())
        (self.root / self.record).parent.mkdir(exist_ok=True)
        for path, raw in zip((self.record, self.kept), _APPROVED[key], strict=True):
            (self.root / path).write_bytes(raw)

    def _approve_all(self) -> None:
        for stage, by in (("draft", "legal-head"), ("review", "legal-head"), ("approve", "general-manager")):
            approved = self.approve(stage, by)
            assert approved.written, self.said(approved)

    def issue(self, time: str = "2026-03-02 14:05", **more: Any) -> Done:
        folder, dry_run = more.pop("folder", None), more.pop("dry_run", False)
        given = {"notice": NOTICE, "time": time, "by": "legal-head", "name": "李四", "now": MINUTE}
        with printing_with(self.printer):
            return issue_notice(self.root, IssueOrder(**{**given, **more}), folder=folder, dry_run=dry_run)

    def duty(self, which: str, **more: Any) -> DutyRecorded:
        dry_run = more.pop("dry_run", False)
        given = {"case": "kettle-2026", "by": "legal-head", "name": "李四", "now": MINUTE}
        return record_duty(self.root, WantedDuty(**{**given, "duty": which, **more}), dry_run=dry_run)

    def states(self, notice: str = NOTICE) -> dict[str, str]:
        (status,) = notice_status(self.root, notice).notices
        return {each.stage.id: each.state.value for each in status.ready.stages}

    def status(self, language: str = "zh") -> str:
        return "\n".join(report_status(notice_status(self.root, NOTICE)).text(Style(language)))

    def said(self, result: Approved | Done | DutyRecorded) -> list[str]:
        return [f"{each.code} {each.message('zh')}" for each in result.outcome.findings]

    def files(self) -> dict[str, bytes]:
        """Everything in the project but the lock of the output, and what conversions keep for the next time."""
        kept = self.root / CONVERSIONS
        files = (path for path in sorted(self.root.rglob("*")) if path.is_file() and path.name != ".lock")
        every = (path for path in files if not path.is_relative_to(kept))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in every}

    def plangen(self, *arguments: str) -> Ran:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR"))}
        clean["PLANGEN_SOFFICE"] = self.printer if arguments[:1] == ("issue",) else "none"
        done = subprocess.run(
            [sys.executable, "-m", "plangen", "notices", *arguments],
            cwd=self.root,
            env={**clean, "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def desk(pristine: Path, tmp_path: Path, printer: str) -> Desk:
    folder = tmp_path / "演练 计划"
    shutil.copytree(pristine, folder)
    return Desk(folder, printer)
