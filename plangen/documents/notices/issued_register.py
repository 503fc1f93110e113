"""The register of all that was issued: for the public, for persons and for the house, each on a sheet of its own."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from plangen.blocks.identity import Identity
from plangen.blocks.workbook import Column, Kind, Register, Row, Workbook
from plangen.documents.phrases import NONE, issue_date
from plangen.model.issued import Issued, Reach
from plangen.model.plan import Plan

TITLE = "发布登记簿"
SECTIONS: dict[Reach, str] = {"公开": "公开发布", "个人": "逐一送达", "内部": "内部下发"}
"""Whom a notice is for, as the register calls its parts."""

_COLUMNS = (
    ("number", "编号", 12),
    ("time", "时间", 11),
    ("case", "事件", 12),
    ("kind", "通知", 12),
    ("channels", "渠道", 12),
    ("stages", "环节、办理人和日期", 22),
    ("by", "发布人", 9),
    ("later", "更正、撤回和待办", 12),
    ("files", "文件和指纹（SHA-256 前12位）", 20),
)
_NOTE = "编号按年度连续，不重复使用；指纹用于核对文件，plangen verify 文件 可以查出是否改动过。"


class RegisterLine(Struct, frozen=True, kw_only=True):
    """One issue, in the words of the register."""

    record: Issued
    number: str
    case: str
    kind: str
    channels: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()  # each with who passed it and when
    by: str = ""
    later: tuple[str, ...] = ()  # what it corrects, what corrected it, what is still open
    files: tuple[str, ...] = ()  # each with the beginning of its hash, and what became of it

    @property
    def reach(self) -> Reach:
        """Whom it was for."""
        return self.record.reaches


def issued_register(plan: Plan, lines: Sequence[RegisterLine]) -> Workbook:
    """The register as a workbook; of a plan that issued nothing one empty sheet."""
    return Workbook(
        title=TITLE,
        subject=plan.identity.title,
        author=plan.identity.company,
        header=TITLE,
        footer=plan.identity.company,
        created=issue_date(plan),
        sheets=tuple(_sheets(lines)),
        identity=Identity(document="issued-register", plan=plan.identity.title),
    )


def by_reach(lines: Sequence[RegisterLine]) -> Iterator[tuple[Reach, tuple[RegisterLine, ...]]]:
    """The parts of the register that have lines."""
    for reach in SECTIONS:
        if own := tuple(each for each in lines if each.reach == reach):
            yield reach, own


def _sheets(lines: Sequence[RegisterLine]) -> Iterator[Register]:
    parts = tuple(by_reach(lines)) or (("公开", ()),)
    for reach, own in parts:
        yield Register(
            key=f"issued-{list(SECTIONS).index(reach) + 1}",
            name=SECTIONS[reach],
            title=f"{TITLE}（{SECTIONS[reach]}）",
            notes=(_NOTE,),
            columns=tuple(Column(id=key, title=title, width=width, kind=Kind.LONG) for key, title, width in _COLUMNS),
            rows=tuple(_row(each) for each in own),
            held=1,
        )


def _row(line: RegisterLine) -> Row:
    values = {
        "number": line.number,
        "time": line.record.time,
        "case": line.case,
        "kind": line.kind,
        "channels": "\n".join(line.channels) or NONE,
        "stages": "\n".join(line.stages) or NONE,
        "by": line.by or NONE,
        "later": "\n".join(line.later) or NONE,
        "files": "\n".join(line.files),
    }
    return Row(key=line.number, values=values)
