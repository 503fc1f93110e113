"""What a correction or a withdrawal says of its incident: what it states itself, else what the incident states."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from plangen.model.case import AnyCase, Case
from plangen.model.incident import Incident
from plangen.model.spec import fields

OF_THE_NOTICE = frozenset(
    {"as_of", "next_update", "issued", "follow_up", "closing", "original", "correction", "withdrawal"}
)
"""Facts of one notice and not of the incident: nobody takes them from another one."""


def whole_cases(every: Iterable[AnyCase]) -> Mapping[str, AnyCase]:
    """The cases by id, the first of each, with what they inherit."""
    found: dict[str, AnyCase] = {}
    for case in every:
        found.setdefault(case.id, case)
    return {key: whole(case, found) for key, case in found.items()}


def whole(case: AnyCase, cases: Mapping[str, AnyCase]) -> AnyCase:
    """The case with the facts of the incident that it concerns, where it has none of its own; most concern none."""
    seen = {case.id}
    found = case
    origin = _concerned(case, cases)
    while origin is not None and origin.id not in seen and isinstance(found, Case):
        seen.add(origin.id)
        found = _completed(found, origin)
        origin = _concerned(origin, cases)
    return found


def sets_right(case: AnyCase) -> bool:
    """Whether a case is there to correct or withdraw a notice of another one."""
    return isinstance(case, Case) and case.concerns is not None


def root_of(case: AnyCase, cases: Mapping[str, AnyCase]) -> AnyCase:
    """The incident that a case is about in the end; of a correction's correction the incident itself."""
    seen = {case.id}
    found, origin = case, _concerned(case, cases)
    while origin is not None and origin.id not in seen:
        seen.add(origin.id)
        found, origin = origin, _concerned(origin, cases)
    return found


def _concerned(case: AnyCase, cases: Mapping[str, AnyCase]) -> Case | None:
    """The incident that it names; never a scenario, whose facts are invented."""
    found = cases.get(case.concerns.case) if isinstance(case, Case) and case.concerns else None
    return found if isinstance(found, Case) else None


def _completed(case: Case, origin: Case) -> Case:
    taken = {
        key: getattr(origin.incident, key)
        for key in fields(Incident)
        if key not in OF_THE_NOTICE and not getattr(case.incident, key)
    }
    return replace(case, incident=replace(case.incident, **taken))
