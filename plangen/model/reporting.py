"""How information is collected and reported: range, methods, path, hotline, the parts of a report."""

from typing import Annotated, Literal

from plangen.model.spec import Record, Ref
from plangen.model.values import Id


class Range(Record, frozen=True, kw_only=True):
    """收集范围"""

    direct: Annotated[tuple[str, ...], "直接信息"] = ()
    indirect: Annotated[tuple[str, ...], "间接信息"] = ()


class Method(Record, frozen=True, kw_only=True):
    """收集方法"""

    title: Annotated[str, "方法"]
    text: Annotated[str, "做法"]
    departments: Annotated[tuple[Id, ...], "部门", "部门编号或 all-departments", Ref("party")]


class PathStep(Record, frozen=True, kw_only=True):
    """报告路径"""

    title: Annotated[str, "环节"]
    by: Annotated[str, "责任人", "例如 信息收集员、部门负责人"]
    action: Annotated[str, "要求"]
    channel: Annotated[str | None, "渠道"] = None


class Hotline(Record, frozen=True, kw_only=True):
    """信息报告热线"""

    number: Annotated[str, "号码"]
    post: Annotated[Id | None, "接听岗位", Ref("post")] = None
    operator: Annotated[str | None, "接听人员", "没有固定岗位时写姓名，未定时写 !todo"] = None
    open: Annotated[str | None, "开通时间"] = None
    duties: Annotated[tuple[str, ...], "接听要求"] = ()


class ReportKind(Record, frozen=True, kw_only=True):
    """报告种类"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称", "初报、续报、终报"]
    note: Annotated[str, "填写说明"]


class ReportField(Record, frozen=True, kw_only=True):
    """报告栏目"""

    title: Annotated[str, "栏目"]
    guidance: Annotated[str, "填写指引"]
    size: Annotated[Literal["短", "长"], "篇幅", "短：一行；长：一段"] = "短"
    key: Annotated[bool, "关键信息", "必须准确的栏目"] = False
    kinds: Annotated[tuple[Id, ...], "适用种类", "不写表示全部种类", Ref("report")] = ()


class ReportSection(Record, frozen=True, kw_only=True):
    """报告部分"""

    title: Annotated[str, "标题"]
    fields: Annotated[tuple[ReportField, ...], "栏目"]


class ReportTemplate(Record, frozen=True, kw_only=True):
    """信息报告模板"""

    title: Annotated[str, "标题格式", "例如 关于……的信息报告"]
    rule: Annotated[str, "准确性要求"]
    kinds: Annotated[tuple[ReportKind, ...], "报告种类"]
    sections: Annotated[tuple[ReportSection, ...], "报告内容"]


class Reporting(Record, frozen=True, kw_only=True):
    """信息收集与报告"""

    collector_duties: Annotated[tuple[str, ...], "信息收集员职责"] = ()
    range: Annotated[Range | None, "收集范围"] = None
    methods: Annotated[tuple[Method, ...], "收集方法"] = ()
    path: Annotated[tuple[PathStep, ...], "报告路径"] = ()
    hotline: Annotated[Hotline | None, "信息报告热线"] = None
    template: Annotated[ReportTemplate | None, "信息报告模板"] = None

    @property
    def kinds(self) -> tuple[ReportKind, ...]:
        """The kinds of report that there are."""
        return self.template.kinds if self.template else ()

    @property
    def sections(self) -> tuple[ReportSection, ...]:
        """What a report has to say."""
        return self.template.sections if self.template else ()

    @property
    def hotline_post(self) -> Id | None:
        """Who answers the hotline, where a post does."""
        return self.hotline.post if self.hotline else None
