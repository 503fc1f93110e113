"""Every notice that can be drafted: each case, a played scenario or a real incident, with each kind that it needs."""

from collections.abc import Iterable

from msgspec import Struct

from plangen.blocks.template import Templated
from plangen.documents.notices.notices import notice
from plangen.errors import NoNotice
from plangen.model.plan import Plan
from plangen.pipeline.building.composing import identified


class Draft(Struct, frozen=True, kw_only=True):
    """One notice of one case, ready to be rendered."""

    case: str
    kind: str
    case_title: str
    kind_title: str
    job: Templated

    @property
    def name(self) -> str:
        """How the commands call it: product-quality/recall-notice."""
        return f"{self.case}/{self.kind}"


def all_drafts(plan: Plan) -> tuple[Draft, ...]:
    """The notices of all cases, scenarios in the order of the drill first.

    Raises:
        SectionMissing: where a section that notices need could not be read.
    """
    return tuple(
        Draft(
            case=case.id,
            kind=kind.id,
            case_title=case.title,
            kind_title=kind.title,
            job=identified(notice(plan, case, kind), "notices", plan),
        )
        for case in plan.cases.values()
        for kind in plan.kinds_of(case)
    )


def drafts_of(drafts: Iterable[Draft], kind: str, case: str = "") -> tuple[Draft, ...]:
    """Those of a kind, by its id or title; with `case` (its id or title) that one alone.

    Raises:
        UsageProblem: NoNotice where there is none.
    """
    every = tuple(drafts)
    wanted = tuple(
        each for each in every if kind in {each.kind, each.kind_title} and case in {"", each.case, each.case_title}
    )
    if not wanted:
        raise NoNotice(name=f"{case}/{kind}" if case else kind, known=[each.name for each in every])
    return wanted
