"""The information-report form: one for each kind of report, with the parts and fields that this kind has."""

from plangen.blocks.answers import answer_name
from plangen.blocks.template import Gap, Listing, Names, Templated, Value
from plangen.documents.notices.naming import group, names_of, titles_of
from plangen.documents.owner import company, terms
from plangen.documents.phrases import issue_date
from plangen.language.sentences import clause
from plangen.model.organisation import Team
from plangen.model.plan import Plan
from plangen.model.reporting import Hotline, PathStep, ReportField, ReportKind, ReportSection

_TIME = "年月日时分"
_KIND = 24  # characters; what answers of its head are called follows
_TIME_MARKS = "　　　　年　　月　　日　　时　　分"


def information_report(plan: Plan) -> Templated:
    """The blank forms of all kinds of report, to be filled in during the drill and in a real incident."""
    return Templated(
        template="information-report.docx",
        title=plan.dossier.title("information-report"),
        subject=f"{plan.identity.title}　信息报告",
        author=plan.identity.company,
        created=issue_date(plan),
        context=_facts(plan),
    )


def _facts(plan: Plan) -> Names:
    titles = titles_of(plan)
    reporting = plan.reporting
    plan_names = (("title", "名称", plan.identity.title), ("version", "版本", plan.edition.version))
    template = reporting.template
    kinds: tuple[Value, ...] = tuple(_kind(plan, kind) for kind in reporting.kinds)
    steps: tuple[Value, ...] = tuple(names_of(PathStep, step, titles) for step in reporting.path)
    report = (
        ("title", "标题", template.title if template else Gap("报告标题")),
        ("rule", "准确性要求", clause(template.rule) if template else ""),
        ("kinds", "种类", Listing(items=kinds, sample=_kind(plan, None))),
        ("path", "路径", Listing(items=steps, sample=names_of(PathStep, None, titles))),
    )
    return group(
        "",
        (
            ("plan", "计划", group("计划", plan_names)),
            ("company", "公司", company(plan)),
            ("terms", "用语", terms(plan)),
            ("team", "应急小组", names_of(Team, plan.organisation.team, titles)),
            ("report", "报告", group("报告", report)),
            ("hotline", "热线", names_of(Hotline, plan.reporting.hotline, titles)),
        ),
    )


def _kind(plan: Plan, kind: ReportKind | None) -> Names:
    """A kind of report with its own parts; parts without a field of this kind are left out."""
    parts = [(each, _fields(plan, each, kind)) for each in plan.reporting.sections] if kind else []
    sections: tuple[Value, ...] = tuple(_part(each.title, members, each) for each, members in parts if members)
    named = names_of(ReportKind, kind, titles_of(plan))
    mark = answer_name(kind.id, longest=_KIND) if kind else ""
    listing = Listing(items=sections, sample=_part(Gap("报告部分标题"), ()))
    return Names(
        title=named.title,
        values={**named.values, "sections": listing, "mark": mark},
        chinese={**named.chinese, "部分": "sections", "标识": "mark"},
    )


def _part(title: str | Gap, members: tuple[Value, ...], section: ReportSection | None = None) -> Names:
    """A part with its fields; its title is not shown above the one field that says the same."""
    sample = _field(names_of(ReportField, None, lambda _, key: key), "", "")
    listing = Listing(items=members, sample=sample)
    names = {each.values["title"] for each in members if isinstance(each, Names)}
    shown = section is None or names != {section.title}
    return group(
        "报告部分",
        (("title", "标题", title), ("shown", "显示标题", title if shown else ""), ("fields", "栏目", listing)),
    )


def _fields(plan: Plan, section: ReportSection, kind: ReportKind) -> tuple[Value, ...]:
    titles = titles_of(plan)
    return tuple(
        _field(names_of(ReportField, field, titles), field.guidance, answer_name(kind.id, section.title, field.title))
        for field in section.fields
        if not field.kinds or kind.id in field.kinds
    )


def _field(named: Names, guidance: str, mark: str) -> Names:
    """A field with the marks between which a time is written, where its guidance asks for 年月日时分."""
    is_time = guidance.startswith(_TIME)
    rest: dict[str, Value] = {"guidance": clause(guidance).removeprefix(_TIME).strip("（）")} if is_time else {}
    return Names(
        title=named.title,
        values={**named.values, **rest, "blank": _TIME_MARKS if is_time else "", "mark": mark},
        chinese={**named.chinese, "留空格式": "blank", "标识": "mark"},
    )
