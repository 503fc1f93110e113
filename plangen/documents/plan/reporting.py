"""Chapter 二、信息收集与报告: collectors, range, methods, report path, report template, hotline."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, chapter, grid, section, text
from plangen.documents.phrases import NONE, clause, endings, listed, quoted, sentence
from plangen.documents.tables import office
from plangen.model.organisation import Department
from plangen.model.reporting import ReportField


def reporting_chapter(draft: Draft) -> Iterator[Block]:
    """The chapter on information: collectors, range, methods, the path of a report, its template."""
    yield chapter("信息收集与报告", "reporting")
    yield section("信息收集员", "collectors")
    yield from _collectors(draft)
    yield section("信息收集范围", "range")
    yield from _range(draft)
    if draft.plan.reporting.methods:
        yield section("信息收集方法", "methods")
        yield from _methods(draft)
    yield section("信息报告路径", "path")
    yield from _path(draft)
    yield section("信息报告模板", "report-template")
    yield from _template(draft)
    yield section("信息报告热线", "hotline")
    yield from _hotline(draft)


def _collectors(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("collectors")
    yield from bullets("各部门设信息收集员，信息收集员的职责", plan.reporting.collector_duties)
    rows = [
        (each.title, office(plan, each.collector), _holder(draft, each), endings(each.watches))
        for each in plan.organisation.departments
    ]
    heads = ("部门", "信息收集员岗位", "责任人", "重点关注的信息")
    yield from text(f"各部门信息收集员及其重点关注的信息见{label}。")
    yield grid(f"{label}　部门信息收集员", heads, (2.4, 3.8, 4, 5), rows)


def _holder(draft: Draft, department: Department) -> str:
    post = draft.plan.posts.get(department.collector) if department.collector else None
    return (post.holder if post else None) or NONE


def _range(draft: Draft) -> Iterator[Block]:
    span = draft.plan.reporting.range
    direct, indirect = listed(span.direct), listed(span.indirect)
    yield from text(
        "信息收集范围包括直接信息和间接信息。" if direct and indirect else "",
        f"直接信息包括{direct}。" if direct else "",
        f"间接信息包括{indirect}。" if indirect else "",
    )


def _methods(draft: Draft) -> Iterator[Block]:
    methods = [
        f"{clause(each.title)}（{listed(map(draft.plan.party, each.departments), '、')}）：{clause(each.text)}"
        for each in draft.plan.reporting.methods
    ]
    yield from bullets("信息收集采用以下方法", methods)


def _path(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    path = plan.reporting.path
    if path:
        label = draft.captions.table("path")
        rows = [
            (str(number), each.title, each.by, clause(each.action), clause(each.channel or "") or NONE)
            for number, each in enumerate(path, start=1)
        ]
        route = "—".join(each.title for each in path)
        yield from text(f"信息按照{quoted(route)}的路径报告，各环节要求见{label}。")
        heads = ("序号", "环节", "责任人", "要求", "渠道")
        yield grid(f"{label}　信息报告路径", heads, (1.2, 2, 2.8, 5, 4), rows, centred=(0, 1))
    if any(step.reports_to or step.every for phase in plan.timeline.phases for step in draft.steps(phase)):
        yield from text("演练当日各责任方的报告时限和报告对象见附录1。")


def _template(draft: Draft) -> Iterator[Block]:
    template = draft.plan.reporting.template
    titles: dict[str, str] = {kind.id: kind.title for kind in template.kinds}
    label = draft.captions.table("report-fields")
    yield from bullets(
        f"信息报告的标题统一为{quoted(template.title)}，报告种类",
        [f"{kind.title}：{clause(kind.note)}" for kind in template.kinds],
    )
    rows = [
        (part.title, _field(each), clause(each.guidance) or NONE, _kinds(each, titles))
        for part in template.sections
        for each in part.fields
    ]
    if rows:
        yield from text(f"信息报告应当包括{label}所列内容。", sentence(template.rule))
        heads = ("部分", "栏目", "填写要求", "适用种类")
        yield grid(f"{label}　信息报告内容", heads, (2.6, 4.4, 5.4, 2.4), rows)


def _field(field: ReportField) -> str:
    return field.title + ("（关键信息）" if field.key else "")


def _kinds(field: ReportField, titles: dict[str, str]) -> str:
    return "、".join(titles[key] for key in field.kinds if key in titles) or "全部"


def _hotline(draft: Draft) -> Iterator[Block]:
    hotline = draft.plan.reporting.hotline
    answered = draft.plan.party(hotline.post) if hotline.post else hotline.operator
    yield from text(
        f"信息报告热线号码为{hotline.number}",
        f"，由{answered}接听" if answered else "",
        f"，{clause(hotline.open)}。" if hotline.open else "。",
    )
    yield from bullets("热线接听要求", hotline.duties)
