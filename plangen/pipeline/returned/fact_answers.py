"""`plangen notices answers`: what departments answered is read into the files of the plan."""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.coming_back import (
    FormShape,
    Returned,
    ReturnedRow,
    RowName,
    key_digest,
    state_digest,
)
from plangen.diagnostics import Finding, Rule, Severity, in_order, words
from plangen.documents.notices.fact_homes import AnswerForm, FactHome, all_fact_homes
from plangen.documents.notices.question_sheet import QUESTIONS, UNKNOWN_YET, VERIFIED
from plangen.model.as_typed import has_boxes, ticked, typed_date, typed_text
from plangen.model.case import Case
from plangen.model.facts import answers_of, responsible
from plangen.model.plan import Plan, SectionMissing
from plangen.pipeline.changing.proving import Changed, ChangedFile, changing, differing, file_changes, studied
from plangen.pipeline.check import Outcome, Study
from plangen.pipeline.returned.answer_rules import (
    BAD_DATE,
    BOXES,
    CHANGED_SINCE,
    DIFFERENT,
    NO_ANSWER,
    NOT_TAKEN,
    OTHER_PLAN,
    TAKEN_AS,
    UNKNOWN_FACT,
    UNREADABLE,
)
from plangen.pipeline.returned.answer_values import WANTED, NotMeant, is_no_answer, meant
from plangen.pipeline.returned.form_files import FormFile, annotate_forms, read_forms
from plangen.pipeline.returned.rows import FormReader, cell_of, shortened, signed, spot_of
from plangen.pipeline.returned.stating import Stated, state_facts

SHAPES: Mapping[str, FormShape] = {QUESTIONS.id: QUESTIONS}
_STATE, _CHOICES = next((each.title, each.choices) for each in QUESTIONS.columns if each.key == "state")
_AS_IT_IS = frozenset({AnswerForm.TEXT, AnswerForm.ITEMS, AnswerForm.RECORDS})


class RowAnswer(Struct, frozen=True, kw_only=True):
    """One row that somebody filled in."""

    stated: Stated
    file: str
    row: ReturnedRow
    name: RowName

    @property
    def is_fact(self) -> bool:
        """Whether it says something of the fact, not only that there is nothing to say."""
        return self.stated.result == VERIFIED


class AnswersRead(Struct, frozen=True, kw_only=True):
    """What was read, what of it was written, what is left."""

    outcome: Outcome
    written: tuple[Stated, ...] = ()  # facts that are new, with what was there before in their homes
    known: tuple[Stated, ...] = ()  # facts that stood there already
    without: tuple[Stated, ...] = ()  # answered with nothing to write
    blank: int = 0  # rows that nobody filled in
    files: tuple[ChangedFile, ...] = ()
    copies: tuple[Path, ...] = ()
    is_written: bool = False


def read_answers(
    root: Path,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    annotate: Path | None = None,
    language: str = "zh",
) -> AnswersRead:
    """Read returned forms into the project at `root`.

    What is certain is written, all at once; what is not is a finding each, and keeps nothing else back.

    Raises:
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    found: list[AnswersRead] = []
    files = read_forms(paths, SHAPES, QUESTIONS.id)

    def change(project: Study) -> Changed:
        answered = _answered(project, files)
        found.append(answered)
        return Changed(outcome=Outcome(findings=()), files=answered.files)

    done = changing(root, change, dry_run=dry_run)
    answered = replace(found[0], is_written=done.written)
    if annotate is None:
        return answered
    copies = annotate_forms(root, files, answered.outcome.findings, annotate, language)
    return replace(answered, copies=copies)


def _answered(project: Study, files: Sequence[FormFile]) -> AnswersRead:
    plan = project.plan
    try:
        reader = _AnswerReader(plan)
    except SectionMissing:
        return AnswersRead(outcome=project.outcome)
    findings = [each for file in files for each in file.findings]
    answers = [each for file in files if file.form for each in reader.answers(file.form)]
    chosen, against = _chosen(answers)
    new, known, changed = _new(chosen)
    findings += [*reader.findings, *against, *changed]
    return replace(_tried(project, new, known, findings), blank=reader.blank)


def _tried(
    project: Study, new: Sequence[RowAnswer], known: Sequence[RowAnswer], findings: Sequence[Finding]
) -> AnswersRead:
    """What the files would be; nothing is written that the check would call an error."""
    stated = [*(each.stated for each in new), *_only_recorded(project.plan, known)]
    made = state_facts(project.files.contents, stated, _records(project.plan))
    more, _ = differing(project, studied(project, made.files)) if made.files else ([], 0)
    if refused := _refused(new, more):
        return _tried(project, *_without(refused, new, known, findings))
    read = AnswersRead(
        outcome=Outcome(findings=in_order((*findings, *made.findings, *more))),
        known=_stated(known, is_fact=True),
        without=_stated(known, is_fact=False),
    )
    if any(each.severity is Severity.ERROR for each in more):
        return read
    facts = tuple(each for each in made.stated if each.value is not None)
    return replace(read, written=facts, files=file_changes(project.files.contents, made.files))


def _without(
    refused: Sequence[tuple[RowAnswer, Finding]],
    new: Sequence[RowAnswer],
    known: Sequence[RowAnswer],
    findings: Sequence[Finding],
) -> tuple[list[RowAnswer], Sequence[RowAnswer], list[Finding]]:
    """The answers that are left, with a finding for each that is refused."""
    gone = {id(answer) for answer, _ in refused}
    told = [*findings, *(_not_taken(answer, why) for answer, why in refused)]
    return [each for each in new if id(each) not in gone], known, told


def _refused(new: Sequence[RowAnswer], more: Sequence[Finding]) -> list[tuple[RowAnswer, Finding]]:
    """The answers that would be errors where they go, each with the first of them: they keep no other back."""
    errors = [each for each in more if each.severity is Severity.ERROR]
    found = ((answer, next((each for each in errors if _is_of(answer, each)), None)) for answer in new)
    return [(answer, why) for answer, why in found if why is not None]


def _is_of(answer: RowAnswer, finding: Finding) -> bool:
    """Whether a finding is of what an answer says; paths of findings count items from one."""
    home = answer.stated.home
    own = re.sub(r"\[(\d+)\]", lambda found: f"[{int(found[1]) + 1}]", home.key)
    path = re.sub(r"^\w+\[[^\]]*\]\.", "", finding.at.path)
    return finding.at.file == home.file and f"{path}.".startswith((f"{own}.", f"{own}["))


def _not_taken(answer: RowAnswer, why: Finding) -> Finding:
    reason = words(_whole(why, "zh"), _whole(why, "en"))
    return _at(NOT_TAKEN, answer, fact=answer.stated.home.title, text=shortened(answer.stated.said), reason=reason)


def _whole(finding: Finding, language: str) -> str:
    """What is wrong with what to do."""
    said, hint = finding.message(language), finding.hint.say(language) if finding.hint else ""
    if not hint:
        return said
    return f"{said}（{hint}）" if language == "zh" else f"{said} ({hint})"


def _stated(answers: Sequence[RowAnswer], *, is_fact: bool) -> tuple[Stated, ...]:
    return tuple(each.stated for each in answers if each.is_fact is is_fact)


def _records(plan: Plan) -> Mapping[str, str]:
    """In which file it is kept who answered what, by case; of cases of a drill nothing is."""
    real = (case for case in plan.cases.values() if isinstance(case, Case))
    return {str(case.id): case.where("incident").file for case in real}


def _only_recorded(plan: Plan, known: Sequence[RowAnswer]) -> Iterator[Stated]:
    """Answers that change no fact: who gave them, on what grounds, is kept all the same, once."""
    for each in known:
        case = plan.cases[each.stated.home.case]
        if isinstance(case, Case) and not _is_recorded(case, each.stated):
            yield replace(each.stated, value=None)


class _AnswerReader(FormReader):
    """Reads forms row by row."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(plan.identity.title)
        self.of = plan
        self.homes = {key_digest(key): home for key, home in all_fact_homes(plan).items()}
        self.units = answers_of(plan)

    def answers(self, form: Returned) -> Iterator[RowAnswer]:
        """The rows of a form that are filled in and certain."""
        keys = {name.key for row in form.rows if (name := RowName.read(row.name))}
        if self.is_foreign(form) or keys.isdisjoint(self.homes):
            self.find(OTHER_PLAN, form, about=form.about.get("plan") or "—")
            return
        for row, name in self.filled(form, _is_filled):
            home = self.homes.get(name.key)
            if home is None:
                self.find(UNKNOWN_FACT, form, row, text=shortened(cell_of(row, "asked").text))
                continue
            result = self._result(form, row, home)
            for stated in self._stated(form, row, home, result) if result else ():
                yield RowAnswer(stated=stated, file=form.file, row=row, name=name)

    def _stated(self, form: Returned, row: ReturnedRow, home: FactHome, result: str) -> Iterator[Stated]:
        """What a row states, where that is certain."""
        answer = cell_of(row, "answer")
        frame = Stated(
            home=home,
            said="",
            value=None,
            answer=answer.text.strip() or result,
            result=result,
            unit=self._unit(home),
            name=cell_of(row, "who").text or signed(form, QUESTIONS, 0),
            date=self._date(form, row, home),
            basis=typed_text(cell_of(row, "basis").text),
        )
        if result != VERIFIED:
            yield frame
            return
        try:
            found = meant(home, answer)
        except NotMeant as unclear:
            values = {"fact": home.title, "wanted": WANTED[home.how], "text": shortened(unclear.text)}
            self.find(UNREADABLE, form, row, "answer", **values)
            return
        if home.how not in _AS_IT_IS and found.said != answer.text:
            self.find(TAKEN_AS, form, row, "answer", fact=home.title, text=shortened(answer.text), value=found.said)
        yield replace(frame, said=found.said, value=found.value)

    def _result(self, form: Returned, row: ReturnedRow, home: FactHome) -> str:
        """Whether the answer is a fact, and if not, why there is none; nothing where that is not certain."""
        state, answer = cell_of(row, "state"), cell_of(row, "answer")
        said = ticked(state.text, _CHOICES)
        if len(said) > 1 or _is_unread(state.text, said):
            self.find(BOXES, form, row, "state", title=f"“{_STATE}”", count=len(said), text=shortened(state.text))
            return ""
        if said and said[0] != VERIFIED:
            return said[0]
        if not answer.text and said:
            self.find(NO_ANSWER, form, row, "answer", fact=home.title, state=said[0])
        return (is_no_answer(answer.text) or VERIFIED) if answer.text else ""

    def _date(self, form: Returned, row: ReturnedRow, home: FactHome) -> datetime.date | None:
        cell = cell_of(row, "on")
        text = cell.text or signed(form, QUESTIONS, 1)
        try:
            return typed_date(text, cell.number if cell.text else None) if text else None
        except ValueError:
            self.find(BAD_DATE, form, row, "on", fact=home.title, text=shortened(text))
            return None

    def _unit(self, home: FactHome) -> str:
        """The department or post that was asked."""
        fact = home.key.removeprefix("contact.").removeprefix("incident.")
        path = fact if "." in fact or "[" in fact else f"incident.{fact}"
        case = self.of.cases[home.case]
        scenario = self.of.scenario_of(case)
        by = responsible(path.partition("[")[0], self.units)
        by = by or str(case.owner or (scenario.owner if scenario else "") or "")
        return self.of.party(by) if by in self.of.parties else ""


def _chosen(answers: Sequence[RowAnswer]) -> tuple[list[RowAnswer], list[Finding]]:
    """One answer for each fact; a finding where those who answered do not agree."""
    groups: dict[str, list[RowAnswer]] = {}
    for each in answers:
        groups.setdefault(each.stated.home.row_key, []).append(each)
    chosen: list[RowAnswer] = []
    findings: list[Finding] = []
    for group in groups.values():
        known = [each for each in group if each.stated.result != UNKNOWN_YET] or group[:1]
        if len({(each.stated.result, each.stated.said) for each in known}) > 1:
            findings += [_different(each, known) for each in known]
        else:
            chosen.append(known[0])
    return chosen, findings


def _different(answer: RowAnswer, group: Sequence[RowAnswer]) -> Finding:
    said = dict.fromkeys(f"{shortened(each.stated.answer)}（{_who(each)}）" for each in group)
    return _at(DIFFERENT, answer, fact=answer.stated.home.title, answers=list(said))


def _who(answer: RowAnswer) -> str:
    return " ".join(filter(None, (Path(answer.file).name, answer.stated.name)))


def _new(chosen: Sequence[RowAnswer]) -> tuple[list[RowAnswer], list[RowAnswer], list[Finding]]:
    """The answers that say something new of a fact that nobody changed meanwhile, and those that need no writing."""
    new: list[RowAnswer] = []
    known: list[RowAnswer] = []
    findings: list[Finding] = []
    for each in chosen:
        home = each.stated.home
        if not each.is_fact or each.stated.said == home.value:
            known.append(each)
        elif each.name.state != state_digest(home.state):
            values = {"fact": home.title, "now": shortened(home.value), "answer": shortened(each.stated.said)}
            findings.append(_at(CHANGED_SINCE, each, **values))
        else:
            new.append(each)
    return new, known, findings


def _is_recorded(case: Case, stated: Stated) -> bool:
    """Whether just this is on record already: the same form read again adds nothing."""
    told = (stated.home.title, stated.answer, stated.result, stated.name or None, stated.date, stated.basis or None)
    return any(
        told == (each.fact, each.answer, each.result, each.name, each.date, each.basis) for each in case.answered
    )


def _is_filled(row: ReturnedRow) -> bool:
    """Whether somebody wrote something: boxes alone say nothing until one is ticked."""
    state = cell_of(row, "state").text
    said = ticked(state, _CHOICES)
    return bool(said) or _is_unread(state, said) or any(cell_of(row, key).text for key in ("answer", "basis"))


def _is_unread(state: str, said: Sequence[str]) -> bool:
    """Whether something is written where a box is to be ticked that is none of the choices."""
    return bool(state) and not said and not has_boxes(state)


def _at(rule: Rule, answer: RowAnswer, /, **values: object) -> Finding:
    return Finding(rule=rule, at=spot_of(answer.file, answer.row, "answer"), values=values)
