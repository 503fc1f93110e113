"""What is laid down beforehand: rows of the tables on reports and evaluation."""

from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE
from plangen.language.sentences import clause
from plangen.model.reporting import ReportField


def report_fields(draft: Draft) -> Rows:
    """What a report has to say, part by part."""
    reporting = draft.plan.reporting
    titles: dict[str, str] = {kind.id: kind.title for kind in reporting.kinds}
    return [
        (part.title, _field(each), clause(each.guidance) or NONE, _kinds(each, titles))
        for part in reporting.sections
        for each in part.fields
    ]


def _field(field: ReportField) -> str:
    return field.title + ("（关键信息）" if field.key else "")


def _kinds(field: ReportField, titles: dict[str, str]) -> str:
    return "、".join(titles[key] for key in field.kinds if key in titles) or "全部"


def criteria(draft: Draft) -> Rows:
    """By what the drill is evaluated."""
    return [(each.title, clause(each.text)) for each in draft.plan.evaluation.criteria]


def grades(draft: Draft) -> Rows:
    """The grades that an evaluation gives."""
    return [(each.title, clause(each.text)) for each in draft.plan.evaluation.grades]
