"""The documents of the dossier, in the order in which people use them. A further document is one more entry here."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.document import Document
from plangen.blocks.template import Templated
from plangen.blocks.workbook import Workbook
from plangen.diagnostics import Words, words
from plangen.model.plan import Plan

__all__ = ["CATALOGUE", "Body", "Entry", "Made"]

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
    from plangen.documents.information_report import information_report

    yield Made(title="信息报告模板", body=information_report(plan, identity))


def _complaint_form(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.complaint_form import complaint_form

    yield Made(title="消费者投诉信息表", body=complaint_form(plan, identity))


def _process_record(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.process_record import process_record

    yield Made(title="应急处置过程记录表", body=process_record(plan, identity))


def _command_handbook(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.handbook import command_handbook

    yield Made(title="应急指挥手册", body=command_handbook(plan, identity))


def _notices(plan: Plan, identity: Identity) -> Iterator[Made]:
    from plangen.documents.notices import notices

    for title, body in notices(plan, identity):
        yield Made(title=title, body=body)


CATALOGUE = (
    Entry(id="plan", number=1, name=words("演练计划", "drill plan"), make=_drill_plan),
    Entry(
        id="information-report", number=2, name=words("信息报告模板", "information report"), make=_information_report
    ),
    Entry(id="complaint-form", number=3, name=words("消费者投诉信息表", "complaint form"), make=_complaint_form),
    Entry(id="process-record", number=4, name=words("应急处置过程记录表", "process record"), make=_process_record),
    Entry(id="handbook", number=5, name=words("应急指挥手册", "command handbook"), make=_command_handbook),
    Entry(id="notices", number=6, name=words("公开通知草稿", "draft notices"), make=_notices, folder="公开通知草稿"),
)
