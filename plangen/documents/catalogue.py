"""The documents of the dossier, in the order in which people use them. A further document is one more entry here."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Words, words
from plangen.model.plan import Plan
from plangen.model.script import EVALUATING

Body: TypeAlias = Document | Workbook | Templated
Identity: TypeAlias = Mapping[str, str]


class Made(Struct, frozen=True, kw_only=True):
    """One file of a document."""

    title: str  # names the file; made safe for every system by whoever writes it
    body: Body


class Entry(Struct, frozen=True, kw_only=True):
    """One document of the dossier; `folder` where it consists of several files."""

    id: str
    number: int
    name: Words
    make: Callable[[Plan, Identity], Iterator[Made]]
    folder: str = ""


def _drill_plan(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.plan import drill_plan

    yield Made(title=plan.identity.title, body=drill_plan(plan, identity))


def _information_report(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.notices.information_report import information_report

    yield Made(title="信息报告模板", body=information_report(plan, identity))


def _complaint_form(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.workbooks.complaint_form import complaint_form

    yield Made(title="消费者投诉信息表", body=complaint_form(plan, identity))


def _process_record(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.workbooks.process_record import process_record

    yield Made(title="应急处置过程记录表", body=process_record(plan, identity))


def _command_handbook(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.handbook import command_handbook

    yield Made(title="应急指挥手册", body=command_handbook(plan, identity))


def _notices(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.notices.notices import notices

    for title, body in notices(plan, identity):
        yield Made(title=title, body=body)


def _script(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.script import drill_script

    if plan.script.staff or plan.injects:
        yield Made(title="演练脚本", body=drill_script(plan, identity))


def _events_list(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.workbooks.msel import events_list

    if any(plan.events(scenario.id) for scenario in plan.played):
        yield Made(title="演练主要事件清单", body=events_list(plan, identity))


def _evaluator_guide(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.evaluator import evaluator_guide

    if any(staff.kind == EVALUATING for staff in plan.script.staff):
        yield Made(title="评估手册", body=evaluator_guide(plan, identity))


def _role_cards(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.role_cards import role_cards

    yield Made(title="角色卡", body=role_cards(plan, identity))


def _contacts(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.contact_list import contact_list

    yield Made(title="通讯录与通知树", body=contact_list(plan, identity))


def _sign_in(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.sign_in import sign_in

    yield Made(title="签到表", body=sign_in(plan, identity))


def _centre_logs(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.centre_logs import centre_logs

    yield Made(title="指挥中心记录", body=centre_logs(plan, identity))


def _roster(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.roster import roster

    yield Made(title="应急处置队伍名册", body=roster(plan, identity))


def _supplies(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.supplies import supplies

    yield Made(title="物资清单与配发方案", body=supplies(plan, identity))


def _briefing(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.briefing import briefing

    yield Made(title="参演人员须知", body=briefing(plan, identity))


def _preparation_notices(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.preparation_notices import preparation_notices

    yield Made(title="培训通知与宣传通知", body=preparation_notices(plan, identity))


def _venue_checklist(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.papers.venue_checklist import venue_checklist

    yield Made(title="场地与物资检查表", body=venue_checklist(plan, identity))


CATALOGUE = (
    Entry(id="plan", number=1, name=words("演练计划", "drill plan"), make=_drill_plan),
    Entry(
        id="information-report", number=2, name=words("信息报告模板", "information report"), make=_information_report
    ),
    Entry(id="complaint-form", number=3, name=words("消费者投诉信息表", "complaint form"), make=_complaint_form),
    Entry(id="process-record", number=4, name=words("应急处置过程记录表", "process record"), make=_process_record),
    Entry(id="handbook", number=5, name=words("应急指挥手册", "command handbook"), make=_command_handbook),
    Entry(id="notices", number=6, name=words("公开通知草稿", "draft notices"), make=_notices, folder="公开通知草稿"),
    Entry(id="script", number=7, name=words("演练脚本", "script"), make=_script),
    Entry(id="msel", number=8, name=words("演练主要事件清单", "master scenario events list"), make=_events_list),
    Entry(id="evaluator-guide", number=9, name=words("评估手册", "evaluator's guide"), make=_evaluator_guide),
    Entry(id="role-cards", number=10, name=words("角色卡", "role cards"), make=_role_cards),
    Entry(id="contacts", number=11, name=words("通讯录与通知树", "contacts and call tree"), make=_contacts),
    Entry(id="sign-in", number=12, name=words("签到表", "sign-in sheets"), make=_sign_in),
    Entry(id="centre-logs", number=13, name=words("指挥中心记录", "command-centre logs"), make=_centre_logs),
    Entry(id="roster", number=14, name=words("应急处置队伍名册", "response-team roster"), make=_roster),
    Entry(id="supplies", number=15, name=words("物资清单与配发方案", "supplies and allocation"), make=_supplies),
    Entry(id="briefing", number=16, name=words("参演人员须知", "player briefing"), make=_briefing),
    Entry(
        id="preparation-notices",
        number=17,
        name=words("培训通知与宣传通知", "training and publicity notices"),
        make=_preparation_notices,
    ),
    Entry(id="venue-checklist", number=18, name=words("场地与物资检查表", "venue checklist"), make=_venue_checklist),
)
