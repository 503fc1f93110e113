"""Which facts the file of an incident has to hold: what its notices print, and the dates that deadlines start from."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from plangen.blocks.names import Known, known_names
from plangen.blocks.template import Gap, Listing
from plangen.model.case import Case
from plangen.model.communication import Contact
from plangen.model.contact import CONTACT_KEYS, home_of
from plangen.model.due import dates_of, deadlines_of
from plangen.model.facts import CLOCKS, all_fact_questions, answers_of, declared, responsible
from plangen.model.incident import Clocks, Incident
from plangen.model.plan import Plan
from plangen.model.spec import fields
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.run import Run

_INCIDENT = "incident"
_FIRST = ("date", "time")  # deadlines are counted from them, whatever the notices print


class WantedFact(Struct, frozen=True, kw_only=True):
    """One fact, how it is asked for, and of whom."""

    subject: str
    question: str
    who: str
    needed: bool  # no notice can do without it


def wanted_facts(run: Run, case: Case) -> Mapping[str, WantedFact]:
    """The facts by their English paths, recall.products.batch; what the plan says of the company is none of them."""
    plan, asking = run.plan, _Asking(run.plan, case)
    found = _of_notices(run, case)
    titles = {f"{_INCIDENT}.{name}": fields(Incident)[name].title for name in _FIRST}
    titles |= dict(_clocks(plan, case))
    first = {path: asking.of(path, title, needed=True) for path, title in titles.items()}
    return {**first, **{path: fact for path, fact in found.items() if _is_of(plan, case, path, found)}}


def _of_notices(run: Run, case: Case) -> Mapping[str, WantedFact]:
    """What the notices print; a fact that one of them needs is needed."""
    found: dict[str, WantedFact] = {}
    drafts = [NoticeDraft(plan=run.plan, of=case, what=kind) for kind in run.plan.kinds_of(case)]
    for draft in drafts:
        for path, fact in _of_notice(run, draft) if run.template(draft.file).is_sound else ():
            found[path] = found[path] if path in found and found[path].needed else fact
    return found


def _is_of(plan: Plan, case: Case, path: str, found: Mapping[str, WantedFact]) -> bool:
    """Whether the case has to do with the group of a fact: it is needed, or the scenario has such facts as well."""
    group = path.partition(".")[0]
    scenario = plan.scenario_of(case)
    known = scenario.incident if scenario is not None else None
    is_needed = any(fact.needed for each, fact in found.items() if each.partition(".")[0] == group)
    return group == _INCIDENT or is_needed or bool(getattr(known, group, None))


def _of_notice(run: Run, draft: NoticeDraft) -> Iterator[tuple[str, WantedFact]]:
    asked, asking = run.filling(draft).asked, _Asking(run.plan, draft.of)
    for known in known_names(draft.job.context):
        path = known.english.replace("[]", "")
        if known.english in asked and _stands_in_the_file(run.plan, draft, path):
            yield path, asking.of(path, _subject(known), needed=asked[known.english])


def _subject(known: Known) -> str:
    value = known.value.sample if isinstance(known.value, Listing) else known.value
    return value.subject if isinstance(value, Gap) else known.chinese.rpartition(".")[2]


def _stands_in_the_file(plan: Plan, draft: NoticeDraft, path: str) -> bool:
    """Whether the fact is the incident's own: not the company's, nor how the public reaches it where all share that."""
    group, _, name = path.partition(".")
    if path in declared(plan):
        return True
    if group != _INCIDENT:
        return group in fields(Incident)
    return name in fields(Incident) and not (
        name in CONTACT_KEYS and isinstance(home_of(plan, draft.of, name), Contact)
    )


def _clocks(plan: Plan, case: Case) -> Iterator[tuple[str, str]]:
    """The dates of their own from which deadlines of the case are counted, with their titles."""
    known = {field.title: f"{CLOCKS[0]}.{name}" for name, field in fields(Clocks).items()}
    own = {each.partition(".")[2]: each for each in declared(plan) if each.startswith(f"{CLOCKS[0]}.")}
    for due in deadlines_of(plan, case):
        clock = due.deadline.starts
        if clock in own:
            yield own[clock], clock
        yield from ((known[title], title) for title in dates_of(clock)[-1:] if title in known)


class _Asking:
    """How each fact of a case is asked for."""

    def __init__(self, plan: Plan, case: Case | object) -> None:
        self._plan = plan
        self._questions, self._answers = all_fact_questions(plan), answers_of(plan)
        scenario = plan.scenario_of(case) if isinstance(case, Case) else None
        self._owner = (case.owner if isinstance(case, Case) else None) or (scenario.owner if scenario else None) or ""

    def of(self, path: str, subject: str, *, needed: bool) -> WantedFact:
        """The fact at a path."""
        by = responsible(path, self._answers) or self._owner
        who = self._plan.party(by) if by in self._plan.parties else ""
        question = self._questions.get(path) or f"请提供：{subject}。"
        return WantedFact(subject=self._plan.terms.said(subject), question=question, who=who, needed=needed)
