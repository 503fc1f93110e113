"""What a command line asks for, looked up in the plan: notices and cases by any of their names, stage, post, date.

A notice is one kind of notice for one case, a played scenario or a real incident. All commands read its name here: the
kind by its id, its title or the file of its template, with the case (id or title) and a slash in front or without.
"""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import PurePosixPath

from msgspec import Struct

from plangen.blocks.template import Templated
from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.documents.notices.notices import notice
from plangen.errors import AmbiguousNotice, NoCase, NoNotice
from plangen.model.case import AnyCase
from plangen.model.communication import NoticeKind, Stage
from plangen.model.incident import act_facts
from plangen.model.plan import Plan
from plangen.model.scenario import Scenario
from plangen.model.values import Id, parse_date, parse_time
from plangen.near import did_you_mean, nearest
from plangen.pipeline.building.on_paper import identified
from plangen.pipeline.notices.rules import BAD_DATE, BAD_TIME, NO_NAME, NO_POST, NO_STAGE
from plangen.pipeline.template_files import notice_template
from plangen.visible import is_seen

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class NoticeDraft(Struct, frozen=True, kw_only=True, dict=True):
    """One notice of one case; its facts are put together when they are first asked for."""

    plan: Plan
    of: AnyCase
    what: NoticeKind

    @property
    def case(self) -> str:
        """The id of its case: product-quality."""
        return self.of.id

    @property
    def kind(self) -> str:
        """The id of its kind: recall-notice."""
        return self.what.id

    @property
    def case_title(self) -> str:
        """The title of its case, in Chinese."""
        return self.of.title

    @property
    def kind_title(self) -> str:
        """The title of its kind, in Chinese."""
        return self.what.title

    @property
    def name(self) -> str:
        """How the commands call it: product-quality/recall-notice."""
        return f"{self.case}/{self.kind}"

    @property
    def file(self) -> str:
        """The path of its template in the project."""
        return notice_template(self.what)

    @cached_property
    def job(self) -> Templated:
        """What goes into the template.

        Raises:
            SectionMissing: where a section that the notice needs could not be read.
        """
        return identified(notice(self.plan, self.of, self.what), "notices", self.plan)


def all_drafts(plan: Plan) -> tuple[NoticeDraft, ...]:
    """The notices of all cases, scenarios in the order of the drill first.

    Raises:
        SectionMissing: where the sections that say which notices there are could not be read.
    """
    return tuple(
        NoticeDraft(plan=plan, of=case, what=kind) for case in plan.cases.values() for kind in plan.kinds_of(case)
    )


def chosen(plan: Plan, name: str = "", case: str = "") -> tuple[NoticeDraft, ...]:
    """The notices called so, of this case where one is named, in the order of the drill; without names all of them.

    A kind without a case is the name of this notice in every case that has it, a case without a kind that of all of
    its notices.

    Raises:
        SectionMissing: as `all_drafts`.
        UsageProblem: NoCase, NoNotice.
    """
    every = all_drafts(plan)
    cases = {each.id for each in cases_called(plan, case)}
    asked = tuple(each for each in every if each.case in cases)
    found = tuple(called(asked, name)) or _of_case(asked, name)
    if found or not (name or case):
        return found
    wanted = "/".join(filter(None, (case, name)))
    raise NoNotice(name=wanted, near=_near(name, every), known=[each.name for each in every])


def begun_when_needed(plan: Plan, name: str = "", case: str = "") -> tuple[NoticeDraft, ...]:
    """An example of each kind that corrects or withdraws and that no case has, of those called so.

    It has the facts of a scenario: the one of this name, else the first that says something of its kind.

    Raises:
        SectionMissing: as `all_drafts`.
        UsageProblem: NoCase.
    """
    there = {each.kind for each in all_drafts(plan)}
    cases = [each for each in cases_called(plan, case) if isinstance(each, Scenario)]
    kinds = [kind for kind in plan.communication.notices if kind.act and kind.id not in there] if cases else []
    examples = [NoticeDraft(plan=plan, of=_telling(cases, kind), what=kind) for kind in kinds]
    return tuple(called(examples, name))


def _telling(cases: Sequence[Scenario], kind: NoticeKind) -> Scenario:
    """The first with facts for what the kind does, else the first."""
    said = (each for each in cases if each.incident and kind.act and act_facts(each.incident, kind.act) is not None)
    return next(said, cases[0])


def _of_case(drafts: Sequence[NoticeDraft], name: str) -> tuple[NoticeDraft, ...]:
    return tuple(each for each in drafts if is_called(each.of, name))


def the_one(plan: Plan, name: str) -> NoticeDraft:
    """The one notice called so, for what can be done to a single notice only.

    Raises:
        SectionMissing: as `all_drafts`.
        UsageProblem: NoNotice; AmbiguousNotice where several are called so.
    """
    found = chosen(plan, name)
    if not name:
        raise NoNotice(name=name, near=words("", ""), known=[each.name for each in found])
    if len(found) > 1:
        raise AmbiguousNotice(name=name, known=[each.name for each in found])
    return found[0]


def cases_called(plan: Plan, name: str) -> tuple[AnyCase, ...]:
    """The cases of this id, title or short title; without a name all of them.

    Raises:
        UsageProblem: NoCase.
    """
    every = tuple(plan.cases.values())
    found = tuple(each for each in every if not name or is_called(each, name))
    if name and not found:
        names = [known for each in every for known in (each.id, each.title)]
        raise NoCase(name=name, near=_meant(name, names), known=[each.id for each in every])
    return found


def is_called(case: AnyCase, name: str) -> bool:
    """Whether a case has this id, title or short title."""
    return name in {case.id, case.title, getattr(case, "short", None)}


def called(drafts: Sequence[NoticeDraft], name: str) -> Sequence[NoticeDraft]:
    """Those that a name fits, none where it fits none; an id or a title goes before the file that kinds may share."""
    by_title = [each for each in drafts if _fits(each, name, {each.kind, each.kind_title})]
    return by_title or [each for each in drafts if _fits(each, name, files_called(each.file))]


def files_called(path: str) -> set[str]:
    """What a file of the project is called: by its path, its name, or its name without the ending."""
    pure = PurePosixPath(path)
    return {path, pure.name, pure.stem}


def _fits(draft: NoticeDraft, name: str, kinds: set[str]) -> bool:
    cases = (draft.case, draft.case_title)
    return not name or slashed(name) in {*kinds, *(f"{case}/{kind}" for case in cases for kind in kinds)}


def slashed(name: str) -> str:
    """A name as it is written everywhere but on Windows."""
    return name.replace("\\", "/")


def _near(name: str, drafts: Sequence[NoticeDraft]) -> Words:
    """What was perhaps meant, as words that follow the name."""
    names = (known for each in drafts for known in (each.name, each.kind, each.kind_title, each.case, each.case_title))
    return _meant(name, [*dict.fromkeys(names)])


def _meant(name: str, known: Sequence[str]) -> Words:
    hint = did_you_mean(nearest(name, known))
    return words(f"（{hint.zh}）", f" ({hint.en})") if hint else words("", "")


class Lookup:
    """Looks up what was typed beside the notice, and collects everything that is wrong with it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.findings: list[Finding] = []

    def refuse(self, rule: Rule, option: str, **values: object) -> None:
        """Note what is wrong with an option of the command line."""
        self.findings.append(Finding(rule=rule, at=Place(file=option), values=values))

    def stage(self, name: str, own: Sequence[Stage] = ()) -> Stage | None:
        """The stage of this id or title, one of the notice's own before others of the same title.

        None, and a finding, where the plan has no such stage.
        """
        stages = self._plan.communication.stages
        found = next((each for each in (*own, *stages) if name in {each.id, each.title}), None)
        if found is None:
            known = [f"{each.id}（{each.title}）" for each in stages]
            self.refuse(NO_STAGE, "--stage", stage=name, known=known)
        return found

    def post(self, name: str) -> Id | None:
        """The id of the post of this id or title; None, and a finding, where the plan has no such post."""
        posts = self._plan.posts
        found = next((post.id for post in posts.values() if name in {post.id, post.title}), None)
        if found is None:
            known = [f"{key}（{post.title}）" for key, post in posts.items()]
            self.refuse(NO_POST, "--by", post=name, known=known)
        return found

    def date(self, text: str, option: str = "--date") -> datetime.date | None:
        """The day, written as 2026-03-01 or 2026年3月1日; None, and a finding, for any other text."""
        try:
            return parse_date(text)
        except ValueError:
            self.refuse(BAD_DATE, option, text=text)
            return None

    def time(self, text: str, option: str) -> datetime.datetime | None:
        """The minute, written as 2026-03-01 14:05; None, and a finding, for any other text."""
        try:
            return parse_time(text)
        except ValueError:
            self.refuse(BAD_TIME, option, text=text)
            return None

    def name(self, text: str) -> str:
        """A person's name in one line; nothing, and a finding, where nothing is left of it."""
        found = one_line(text)
        if not found:
            self.refuse(NO_NAME, "--name")
        return found


def one_line(text: str) -> str:
    """A name as people mean it: in one line, without characters that do not show."""
    return " ".join(several_lines(text).split())


def several_lines(text: str) -> str:
    """The text without characters that do not show; line breaks stay."""
    plain = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    return "".join(each for each in plain if each == "\n" or _may_stand(each)).strip()


def _may_stand(char: str) -> bool:
    return unicodedata.category(char) not in _UNSEEN and is_seen(char)
