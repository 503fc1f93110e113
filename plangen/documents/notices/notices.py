"""The public notices: one for each case and each kind of notice that it needs.

Wording and order are the templates'; here they get their facts. Notices of a scenario are drafts for the drill and
carry its mark on every page; those of a real incident hold its own facts and none of the drill's.
"""

import datetime
from collections.abc import Mapping

from plangen.blocks.identity import Identity
from plangen.blocks.template import Listing, Names, Short, Templated, Value
from plangen.documents.notices.declared import incident_names
from plangen.documents.notices.naming import group, names_of, titles_of
from plangen.documents.owner import company, terms
from plangen.documents.phrases import issue_date
from plangen.language.sentences import clause
from plangen.model.case import AnyCase, Case
from plangen.model.communication import Content, NoticeKind, Responsible, Stage
from plangen.model.contact import facts_of
from plangen.model.drill import Drill
from plangen.model.incident import Advice, Answering, Closing, FollowUp, Gathering, Incident, Leak, Recall
from plangen.model.plan import Plan, once
from plangen.model.routes import flow_of
from plangen.model.scenario import Scenario, Situation
from plangen.model.script import CALL
from plangen.model.set_right import Correction, OriginalNotice, Withdrawal
from plangen.model.spec import Record, title_of

DRILL_MARK = "演练文稿　非真实发布"

_GROUPS: Mapping[str, type[Record]] = {
    "recall": Recall,
    "leak": Leak,
    "gathering": Gathering,
    "advice": Advice,
    "answering": Answering,
    "follow_up": FollowUp,
    "closing": Closing,
    "original": OriginalNotice,
    "correction": Correction,
    "withdrawal": Withdrawal,
}
"""The groups of an incident's facts that templates name by themselves: 召回.缺陷."""

_CALL = "演练、演练、演练"  # where the plan has no signal for it
_BRIEFLY = "（演练）"  # before the title of a document


def notices(plan: Plan) -> tuple[tuple[str, Templated], ...]:
    """The drafts with the titles of their files, in the order of the drill; ids of unknown kinds are left out."""
    return tuple(
        (f"{scenario.title}-{kind.title}", notice(plan, scenario, kind))
        for scenario in plan.played
        for kind in plan.kinds_of(scenario)
    )


def notice(plan: Plan, case: AnyCase, kind: NoticeKind) -> Templated:
    """One notice; marked as the drill's unless the case is a real incident."""
    real = isinstance(case, Case)
    return Templated(
        template=f"notices/{kind.template}",
        title=kind.title if real else f"{kind.title}（{case.title}）",
        subject=case.title if real else f"公开通知草稿　{DRILL_MARK}",
        author=plan.identity.company,
        created=own_date(case) or issue_date(plan),
        identity=Identity(incident=case.id if real else "", scenario="" if real else case.id, notice=kind.id),
        context=_facts(plan, case, kind),
        short=None if kind.form == "文件" else Short(longest=kind.longest, is_message=kind.form == "短信"),
        mark="" if real else DRILL_MARK,
        page_mark=kind.page_mark,
        call="" if real else call_of(plan, kind),
    )


def call_of(plan: Plan, kind: NoticeKind) -> str:
    """With what the text of a drill's notice begins: the words of the plan's signal, briefly before a title."""
    words = clause(next((each.words for each in plan.script.signals if CALL in each.title), "")) or _CALL
    return {"文件": _BRIEFLY, "短信": f"{words}。"}.get(kind.form, words)


def own_date(case: AnyCase) -> datetime.date | None:
    """The day of a real incident's notice, else of the incident; None where neither is known, and in a drill."""
    days = (case.incident.issued, case.incident.date) if isinstance(case, Case) else ()
    return next((day for day in days if isinstance(day, datetime.date)), None)


def _facts(plan: Plan, case: AnyCase, kind: NoticeKind) -> Names:
    titles = titles_of(plan)
    incident = facts_of(plan, case)
    own = incident_names(plan, incident)
    return group(
        "",
        (
            ("company", "公司", company(plan)),
            ("terms", "用语", terms(plan)),
            ("drill", "演练", names_of(Drill, None, titles) if isinstance(case, Case) else _drill(plan)),
            ("scenario", "场景", _scenario(plan, case, own)),
            ("incident", "事件", own),
            *((key, title_of(kind), names_of(kind, _said(incident, key), titles)) for key, kind in _GROUPS.items()),
            ("clocks", "时间节点", own.values["clocks"]),
            *((("extra", "补充", own.values["extra"]),) if "extra" in own.values else ()),
            ("notice", "通知", names_of(NoticeKind, kind, titles)),
            ("release", "发布", _release(plan, case, kind)),
        ),
    )


def _said(incident: Incident | None, key: str) -> Record | None:
    found: Record | None = getattr(incident, key, None)
    return found


def _scenario(plan: Plan, case: AnyCase, incident: Names) -> Names:
    """The scenario; for a real incident what the plan orders, under the incident's own title and facts."""
    titles = titles_of(plan)
    scenario = names_of(Scenario, plan.scenario_of(case), titles)
    if isinstance(case, Scenario):
        values = {**scenario.values, "short": clause(case.brief), "incident": incident}
        return Names(title=scenario.title, values=values, chinese=scenario.chinese)
    own = {
        "id": case.id,
        "title": case.title,
        "short": case.title,
        "owner": titles("department", case.owner) if case.owner else scenario.values["owner"],
        "severity": titles("severity", case.severity)
        if case.severity
        else names_of(Scenario, None, titles).values["severity"],
        "situation": names_of(Situation, None, titles),
        "incident": incident,
    }
    return Names(title=scenario.title, values={**scenario.values, **own}, chinese=scenario.chinese)


@once
def _drill(plan: Plan) -> Names:
    return names_of(Drill, plan.drill, titles_of(plan))


def _release(plan: Plan, case: AnyCase, kind: NoticeKind) -> Names:
    titles = titles_of(plan)
    communication = plan.communication
    scenario = plan.scenario_of(case)
    flow = flow_of(plan, scenario.id if scenario else "", kind.id)
    stages: tuple[Value, ...] = tuple(names_of(Stage, each, titles) for each in flow.stages)
    contents: tuple[Value, ...] = tuple(names_of(Content, each, titles) for each in communication.contents)
    return group(
        "发布",
        (
            ("channels", "渠道", Listing(items=communication.channels, sample="")),
            ("responsible", "责任", names_of(Responsible, communication.responsible, titles)),
            ("supporting", "配合", names_of(Responsible, communication.supporting, titles)),
            ("stages", "流程", Listing(items=stages, sample=names_of(Stage, None, titles))),
            ("contents", "内容", Listing(items=contents, sample=names_of(Content, None, titles))),
        ),
    )
