"""After the drill: summary, evaluation, rectification, revision of the contingency plan."""

from typing import Annotated

from plangen.model.spec import Record, Ref
from plangen.model.values import DurationRange, Id


class Criterion(Record, frozen=True, kw_only=True):
    """评估标准"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "项目"]
    text: Annotated[str, "评估内容"]


class Round(Record, frozen=True, kw_only=True):
    """评估方式"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "方式", "自评、互评、综合评定"]
    by: Annotated[Id, "评估人", Ref("party")]
    text: Annotated[str, "做法"]


class Grade(Record, frozen=True, kw_only=True):
    """评估等次"""

    title: Annotated[str, "等次"]
    text: Annotated[str, "标准"]


class Evaluation(Record, frozen=True, kw_only=True):
    """演练评估"""

    summary: Annotated[tuple[str, ...], "总结内容", "各部门书面总结应包括什么"] = ()
    criteria: Annotated[tuple[Criterion, ...], "评估标准"] = ()
    rounds: Annotated[tuple[Round, ...], "评估方式", "按先后次序"] = ()
    grades: Annotated[tuple[Grade, ...], "评估等次", "由高到低"] = ()


class Rectification(Record, frozen=True, kw_only=True):
    """整改要求"""

    due: Annotated[DurationRange, "整改期限", "演练结束后多久完成，例如 1至2周"]
    tracked_by: Annotated[Id, "跟踪督办", Ref("party")]
    text: Annotated[str, "要求"]
    examples: Annotated[tuple[str, ...], "举例"] = ()


class Revising(Record, frozen=True, kw_only=True):
    """预案修订"""

    due: Annotated[DurationRange, "修订期限", "演练结束后多久完成，例如 1至2天"]
    by: Annotated[Id | None, "修订责任方", Ref("party")] = None
    basis: Annotated[tuple[str, ...], "修订依据"]
    examples: Annotated[tuple[str, ...], "举例"] = ()


class Improvement(Record, frozen=True, kw_only=True):
    """整改与修订"""

    rectification: Annotated[Rectification | None, "整改要求"] = None
    revision: Annotated[Revising | None, "预案修订"] = None
