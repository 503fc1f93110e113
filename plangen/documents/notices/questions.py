"""What a notice still lacks, as questions in plain Chinese to the people who can answer them."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.names import Known, known_names
from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.diagnostics import Place
from plangen.model.case import AnyCase, Case
from plangen.model.chinese_keys import in_chinese
from plangen.model.communication import Contact
from plangen.model.contact import CONTACT_KEYS, home_of
from plangen.model.facts import COMPANY, EXTRA, all_fact_questions, answers_of, declared, responsible
from plangen.model.incident import Incident
from plangen.model.plan import Plan
from plangen.model.spec import fields
from plangen.model.values import open_subjects

NOBODY = "牵头部门（未指定）"
_SHORT = 10  # characters: words for an open value that only name the fact
_TELLING = 0.6  # of their characters the question has not: they say something of their own


class WaitingNotice(Struct, frozen=True, kw_only=True):
    """A notice of a case, and the facts that its template names, each with whether it is needed."""

    case: AnyCase
    kind: str
    facts: Names
    asked: Mapping[str, bool]


class FactQuestion(Struct, frozen=True, kw_only=True):
    """One fact that nobody has filled in yet."""

    text: str
    case: str  # the id of the case whose notices ask for it, the first of several
    by: str  # id of the department or post; nothing where none is known
    who: str  # its title
    field: str  # 召回.备案编号
    file: str
    key: str  # incident.recall.filing
    written: str  # the same as its file writes keys: 事件事实.召回.备案编号 where they are Chinese
    optional: bool  # the notice can be written without it
    notices: Mapping[str, tuple[str, ...]]  # titles of the kinds that wait, by the title of their case


def questions(plan: Plan, notices: Sequence[WaitingNotice]) -> tuple[FactQuestion, ...]:
    """The questions of these notices: those of one person together, what is needed first, each fact once."""
    answers, asking = answers_of(plan), all_fact_questions(plan)
    found: dict[tuple[str, str], FactQuestion] = {}
    for notice in notices:
        for question in _of_notice(plan, notice, answers, asking):
            place = (question.file, question.key)
            found[place] = _merged(found[place], question) if place in found else question
    order = [*plan.parties, ""]
    return tuple(sorted(found.values(), key=lambda each: (order.index(each.by), each.optional)))


def _merged(first: FactQuestion, second: FactQuestion) -> FactQuestion:
    waiting = {case: first.notices.get(case, ()) for case in (*first.notices, *second.notices)}
    waiting |= {case: (*waiting[case], *kinds) for case, kinds in second.notices.items()}
    return replace(first, optional=first.optional and second.optional, notices=waiting)


def _of_notice(
    plan: Plan, notice: WaitingNotice, answers: Mapping[str, str], asking: Mapping[str, str]
) -> Iterator[FactQuestion]:
    scenario = plan.scenario_of(notice.case)
    owner = notice.case.owner or (scenario.owner if scenario else None) or ""
    for known in known_names(notice.facts):
        if not _is_wanted(notice, known.english):
            continue
        by = responsible(known.english, answers) or owner
        for path, label, value in _values(notice.facts, known.english.split(".")):
            subjects = _missing(value)
            if subjects is not None:
                text = label + _worded(asking.get(known.english.replace("[]", "")), subjects)
                yield _question(plan, notice, known, path=path, text=text, by=by)


def _question(plan: Plan, notice: WaitingNotice, known: Known, *, path: str, text: str, by: str) -> FactQuestion:
    at, key = written_at(plan, notice.case, path)
    return FactQuestion(
        text=text,
        case=notice.case.id,
        by=by if by in plan.parties else "",
        who=plan.party(by) if by in plan.parties else NOBODY,
        field=known.chinese,
        file=at.file,
        key=key,
        written=in_chinese(Case, key) if _is_in_chinese(notice.case, at) else key,
        optional=not notice.asked[known.english],
        notices={notice.case.title: (notice.kind,)},
    )


def _is_in_chinese(case: AnyCase, at: Place) -> bool:
    """Whether the answer goes into the file of an incident whose keys are Chinese."""
    return case.at.is_chinese and case.where("incident").file == at.file


def _is_wanted(notice: WaitingNotice, path: str) -> bool:
    """Whether the template names the fact, and the notice needs it or the case has something of its kind."""
    return path in notice.asked and (notice.asked[path] or not _is_foreign(notice, path))


def _is_foreign(notice: WaitingNotice, path: str) -> bool:
    """Whether a fact belongs to a group of which the case has nothing: the leak, where products are recalled."""
    return not notice.facts.values.get(path.partition(".")[0])


def _values(facts: Value, steps: Sequence[str], path: str = "", label: str = "") -> Iterator[tuple[str, str, Value]]:
    """What stands at a path, for each item of the lists on the way; nothing below a list that is empty itself."""
    if not isinstance(facts, Names):
        return
    name, *rest = steps
    value = facts.find(name.removesuffix("[]"))
    here = f"{path}.{name.removesuffix('[]')}".removeprefix(".")
    if value is None:
        return
    if not rest:
        yield here, label, value
    elif isinstance(value, Listing):
        for number, item in enumerate(value.items):
            said = f"第{number + 1}项{_called(item)}：" if len(value) > 1 else label
            yield from _values(item, rest, f"{here}[{number}]", said)
    else:
        yield from _values(value, rest, here, label)


def _called(item: Value) -> str:
    """How people tell one item of a list from another: by its name and model, where it has them."""
    known = [str(each) for key in ("name", "model") if isinstance(item, Names) and (each := item.find(key))]
    return f"（{'　'.join(known)}）" if known else ""


def _missing(value: Value) -> tuple[str, ...] | None:
    """What has to be filled in, in the words of the one who left it open; None where nothing has."""
    if isinstance(value, Names):
        return None
    if isinstance(value, Gap):
        return (value.subject,)
    if isinstance(value, Listing):
        sample = value.sample
        if not value.items:
            return (sample.subject if isinstance(sample, Gap) else str(sample),)
        return None if isinstance(sample, Names) else open_subjects(str(value)) or None
    return open_subjects(value) or None


def _worded(question: str | None, subjects: tuple[str, ...]) -> str:
    """The question as it is asked of a fact of this kind, with the plan's own words where they say more."""
    said = "、".join(subjects)
    if question is None:
        return f"请提供：{said}。"
    new = sum(each not in question for each in said)
    return f"{question}（{said}）" if len(said) > _SHORT and new > len(said) * _TELLING else question


def gaps(plan: Plan, case: AnyCase, facts: Names) -> Iterator[tuple[str, Place, str]]:
    """Every value that is missing, by what it is called where it is: where it goes, and under which key."""
    for known in known_names(facts):
        for path, _, value in _values(facts, known.english.split(".")):
            for subject in _missing(value) or ():
                yield subject, *written_at(plan, case, path)


def written_at(plan: Plan, case: AnyCase, path: str) -> tuple[Place, str]:
    """Where the value of a fact goes: the place of the file, and the key in it."""
    group, _, rest = path.partition(".")
    if group == "company":
        return plan.identity.where(COMPANY[rest]), COMPANY[rest]
    if group == "incident":
        return _written_of_incident(plan, case, rest)
    if path in declared(plan):
        home = "extra" if group == EXTRA[0] else "clocks.others"
        return case.where("incident"), f"incident.{home}[{rest}]"
    if group in fields(Incident):
        return case.where("incident"), f"incident.{path}"
    if group == "drill":
        return plan.drill.where(), rest
    if group == "scenario":
        return (plan.scenario_of(case) or case).where(), rest
    return plan.communication.where(), path.removeprefix("release.")


def _written_of_incident(plan: Plan, case: AnyCase, name: str) -> tuple[Place, str]:
    if name in CONTACT_KEYS and isinstance(home_of(plan, case, name), Contact):
        return plan.communication.where("contact", name), f"contact.{name}"
    return case.where("incident"), f"incident.{name}"
