"""`plangen demo-history`: the sample with four revisions, for people who try out log, diff, build --rev and redline."""

import datetime
import tempfile
from pathlib import Path

from msgspec import Struct

from plangen.history.founding import add_lines, found
from plangen.model.in_force import CHINA
from plangen.office.ooxml.package import with_text
from plangen.pipeline.check import Outcome
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from plangen.workspace.atomic import write_atomically
from plangen.workspace.starter import copy_starter

_OWNER = ("演示", "demo@example.com")
_AUTHOR, _REVIEWER, _APPROVER = "张编制", "李审核", "王批准"
_DRILL = datetime.date(2024, 12, 10)


class Demo(Struct, frozen=True, kw_only=True):
    """Where it was made, and the revisions; fewer with findings where the sample does not allow one."""

    folder: Path
    versions: tuple[str, ...]
    outcome: Outcome


class _Edit(Struct, frozen=True):
    """A passage of a file in other words."""

    file: str
    old: str
    new: str


class _Step(Struct, frozen=True, kw_only=True):
    """Edits, and the revision that records them."""

    wanted: WantedRevision
    edits: tuple[_Edit, ...]


_RECORD, _TIMELINE, _POSTS = "source/revisions/v1.0.yaml", "source/timeline.yaml", "source/organisation.yaml"
_STEPS = (
    _Step(
        wanted=WantedRevision(date=datetime.date(2024, 11, 20)),
        edits=(
            _Edit(_RECORD, "!todo 首次编制日期", "2024-11-20"),
            _Edit(_RECORD, "!todo 生效日期", "2024-12-01"),
            _Edit(_RECORD, "!todo 编制人", _AUTHOR),
            _Edit(_RECORD, "!todo 审核人", _REVIEWER),
            _Edit(_RECORD, "!todo 批准人", _APPROVER),
        ),
    ),
    _Step(
        wanted=WantedRevision(
            reason="drill",
            note="根据演练问题清单修订",
            drill=_DRILL,
            answers=("f-01", "f-02"),
            deferred={"f-03": "待市场营销部负责人到任后一并明确"},
            date=datetime.date(2024, 12, 20),
            effective=datetime.date(2025, 1, 1),
            author=_AUTHOR,
            reviewer=_REVIEWER,
            approver=_APPROVER,
        ),
        edits=(
            _Edit(
                _TIMELINE,
                "action: 初步调查问题产品的批次和生产环节，将结果整理成报告并上报",
                "action: 初步调查问题产品的批次和生产环节，先口头报告结果，后补书面材料",
            ),
            _Edit(
                _TIMELINE,
                "limit: 3小时\n        needs: [{item: computers}]",
                "limit: 2小时\n        needs: [{item: computers}]",
            ),
        ),
    ),
    _Step(
        wanted=WantedRevision(
            reason="law",
            note="法务部对照现行法律法规复核召回公告和发布内容",
            date=datetime.date(2025, 3, 3),
            effective=datetime.date(2025, 3, 15),
            author=_AUTHOR,
            reviewer=_REVIEWER,
            approver=_APPROVER,
        ),
        edits=(
            _Edit("templates/notices/recall-notice.docx", "立即停止使用", "立即停止使用并妥善保存"),
            _Edit(
                "source/communication.yaml",
                "  - {title: 进展情况, text: 调查、整改等进展，定期更新}\n",
                "  - {title: 进展情况, text: 调查、整改等进展，定期更新}\n"
                "  - {title: 咨询和投诉途径, text: 热线号码、服务时间、办理地点}\n",
            ),
        ),
    ),
    _Step(
        wanted=WantedRevision(
            reason="organisation",
            note="明确媒体沟通专员的归属，调整舆情工作分工",
            answers=("f-03",),
            date=datetime.date(2025, 6, 10),
            effective=datetime.date(2025, 7, 1),
            author=_AUTHOR,
            reviewer=_REVIEWER,
            approver=_APPROVER,
        ),
        edits=(
            _Edit(_POSTS, "title: 媒体沟通专员, holder", "title: 媒体沟通专员, department: marketing, holder"),
            _Edit(
                "source/communication.yaml",
                "duties: [提供发布渠道, 监测舆情]",
                "duties: [提供发布渠道, 监测舆情, 领导媒体沟通专员的工作]",
            ),
        ),
    ),
)


def demo_history(folder: Path | None) -> Demo:
    """Make the sample's history in `folder`, by default a new temporary one; the same every time, to the commit ids.

    Raises:
        UsageProblem: NotEmpty, NotAFolder.
        EnvironmentProblem: Unwritable, NoStarter, GitUnwritable.
    """
    root = (folder or Path(tempfile.mkdtemp(prefix="plangen-demo-"))).resolve()
    copy_starter(root)
    add_lines(root, also_to_old=True)
    start = datetime.datetime(2024, 11, 18, 9, tzinfo=CHINA)
    found(root, time=int(start.timestamp()), offset=8 * 3600, owner=_OWNER)
    versions: list[str] = []
    outcome = Outcome(findings=())
    for step in _STEPS:
        for edit in step.edits:
            _make(root, edit)
        now = datetime.datetime.combine(step.wanted.date, datetime.time(9), CHINA)
        revised = revise_project(root, step.wanted, now)
        outcome = revised.outcome
        if not revised.commit:
            break
        versions.append(revised.version)
    return Demo(folder=root, versions=tuple(versions), outcome=outcome)


def _make(root: Path, edit: _Edit) -> None:
    path = root / edit.file
    raw = path.read_bytes()
    if edit.file.endswith(".docx"):
        write_atomically(path, with_text(raw, edit.old, edit.new), within=root)
        return
    text = raw.decode()
    if edit.old not in text:
        raise ValueError(edit.old)
    write_atomically(path, text.replace(edit.old, edit.new).encode(), within=root)
