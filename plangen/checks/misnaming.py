"""Texts that name a department, post, team or scenario as it is not called: by an old title, or misspelt."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from plangen.checks.check import Check, Found
from plangen.checks.needs import distinct
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.noted_titles import Former, former_titles
from plangen.model.plan import Plan
from plangen.model.plan_files import is_working_record
from plangen.model.records import DayOff, Reasoned, Revision
from plangen.model.values import is_todo
from plangen.model.walk import Value
from plangen.near import did_you_mean, is_one_slip

T = TypeVar("T")

STALE = rule(
    "R108",
    WARNING,
    title=("仍写着旧名称", "a text with an old title"),
    why=(
        "部门、岗位、场景改了名称，文字里还写旧的，文件里就有两个名称，读的人不知道是不是同一个",
        "after a renaming, texts that keep the old title leave the documents with two names for one thing",
    ),
    message=("“{field}”仍写“{old}”，{now}", "'{field}' still says '{old}', {now}"),
    hint=(
        "改成现在的名称；确实另有所指的，写入 exceptions.yaml",
        "write the present title; where something else is meant, add an exception to exceptions.yaml",
    ),
    brief=True,
    bad='# revisions/v1.0.yaml\ntitles: "department quality 品质管理部"\n'
    "# scenarios/leak.yaml\npoints: [由品质管理部协助]\n",
    good='# revisions/v1.0.yaml\ntitles: "department quality 品质管理部"\n'
    "# scenarios/leak.yaml\npoints: [由质量管理部协助]\n",
)
ALMOST = rule(
    "R109",
    WARNING,
    title=("与部门、队伍的名称只差一个字", "a name that is almost that of a department"),
    why=(
        "名称写错一个字，读的人不知道指的是谁",
        "with a letter wrong in a name, readers do not know who is meant",
    ),
    message=(
        "“{field}”里的“{said}”与“{title}”只差一个字，计划里没有“{said}”",
        "'{said}' in '{field}' differs by one character from '{title}'; the plan knows no '{said}'",
    ),
    hint=(
        "照 organisation.yaml 里的名称改正；确实另有所指的，写入 exceptions.yaml",
        "correct it after organisation.yaml; where something else is meant, add an exception to exceptions.yaml",
    ),
    bad="# scenarios/leak.yaml\npoints: [由质量管控部协助]\n",
    good="# scenarios/leak.yaml\npoints: [由质量管理部协助]\n",
)

_SHORT = 2  # a title of two characters is a common word within others; it counts where it stands alone
_SUFFIX = re.compile(
    r"部门|部(?![门署分位件队下])|中心|办公室|处(?![置理罚分境在于方])|科(?![技学普研])|组(?![织长员成合建件])"
)
_FORMERLY = "原旧"
_MANY_LETTERS, _FEW_LETTERS = 5, 4  # of names in which one may be wrong, and in which one may be too many or too few
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|〔[^〕]*〕|<!--.*?-->")


class Naming(Struct, frozen=True, kw_only=True):
    """An old title within a text."""

    former: Former
    start: int

    @property
    def values(self) -> Mapping[str, object]:
        """What a finding says of it, but for where it stands."""
        now = self.former.now
        said = (
            Words("现在没有这个名称了", "which is gone")
            if now is None
            else Words(f"现在的名称是“{now}”", f"which is now called '{now}'")
        )
        return {"old": self.former.title, "now": said}


class OldTitles:
    """The old titles of a plan, looked for in texts.

    Args:
        plan: whose records note what things were called.

    Raises:
        SectionMissing: where a section that this needs could not be read.
    """

    def __init__(self, plan: Plan) -> None:
        self.formers = former_titles(plan)
        names = _present(plan)
        self._masks = {
            former: _either([*names.get(former.kind, ()), *names["outside"], former.now or ""], former.title)
            for former in self.formers
        }

    def in_text(self, text: str) -> Iterator[Naming]:
        """Each old title that the text says, once; the longest of those in one place."""
        taken: list[tuple[int, int]] = []
        for former in self.formers:
            start = self._start(former, text, taken)
            if start is not None:
                yield Naming(former=former, start=start)

    def _start(self, former: Former, text: str, taken: list[tuple[int, int]]) -> int | None:
        old = former.title
        if len(old) <= _SHORT:
            return 0 if text.strip() == old else None
        if old not in text:
            return None
        masks = self._masks[former]
        covered = [each.span() for each in (*_TAGS.finditer(text), *(masks.finditer(text) if masks else ()))]
        first = None
        for found in re.finditer(re.escape(old), text):
            span = found.span()
            if _is_free(span, (*covered, *taken)) and text[: span[0]][-1:] not in tuple(_FORMERLY):
                first = span[0] if first is None else first
                taken.append(span)
        return first


def _is_free(span: tuple[int, int], covered: Iterable[tuple[int, int]]) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in covered)


def _present(plan: Plan) -> Mapping[str, Sequence[str]]:
    """The present titles by kind: one that holds an old title of another thing of its kind is no stale name."""
    organisation = plan.organisation
    return {
        "department": [each.title for each in organisation.departments],
        "post": [each.title for each in organisation.posts],
        "force": [each.title for each in organisation.response_teams],
        "scenario": [each.title for each in plan.scenarios],
        "outside": [each.title for each in organisation.outside],
    }


def _either(names: Iterable[str], old: str) -> re.Pattern[str] | None:
    """What finds the names that hold the old title, None where none does."""
    longer = sorted({name for name in names if old in name}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longer))) if longer else None


def stale(plan: Plan) -> Found:
    old = OldTitles(plan)
    if not old.formers:
        return
    for value, naming in _said(plan, old.in_text):
        yield Finding(rule=STALE, at=value.place, values={"field": value.field.title, **naming.values})


def almost(plan: Plan) -> Found:
    organisation = plan.organisation
    parties = [organisation.team.title, *(each.title for each in organisation.departments)]
    parties += (each.title for each in organisation.response_teams)
    titles = tuple(dict.fromkeys(each for each in parties if len(each) >= _FEW_LETTERS))
    known = _known_names(plan)

    def first(text: str) -> Iterator[tuple[str, str]]:
        return islice(_almost_named(text, titles, known), 1)

    for value, (said, title) in _said(plan, first):
        values = {"field": value.field.title, "said": said, "title": title}
        yield Finding(rule=ALMOST, at=value.place, values=values, hint=did_you_mean(title))


def _known_names(plan: Plan) -> re.Pattern[str]:
    """What finds everything that the plan calls by a name."""
    names = {*plan.parties.values(), *(each.title for each in plan.scenarios)}
    if "script" not in plan.missing:
        names |= {each.title for each in plan.script.staff} | {each.title for each in plan.script.roles}
    return re.compile("|".join(map(re.escape, sorted(filter(None, names), key=len, reverse=True))) or r"(?!)")


def _almost_named(text: str, titles: tuple[str, ...], known: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """What the text says that is but a slip away from a title, with the title."""
    for end in (each.end() for each in _SUFFIX.finditer(text)):
        for title in () if text.endswith(titles, 0, end) else titles:  # mostly one of them stands there as it is
            for size in (len(title), len(title) - 1, len(title) + 1):
                said = text[max(0, end - size) : end]
                if _is_slip(said, title) and _is_free((end - len(said), end), _covered(text, known)):
                    yield said, title


def _covered(text: str, known: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a text says what the plan calls by that name, and where its tags are."""
    return (each.span() for pattern in (known, _TAGS) for each in pattern.finditer(text))


def _is_slip(said: str, title: str) -> bool:
    """Whether somebody most likely meant the title: names that begin otherwise are of others (商务部, 法务部)."""
    if said[:1] != title[:1]:
        return False
    least = _MANY_LETTERS if len(said) == len(title) and sorted(said) != sorted(title) else _FEW_LETTERS
    return len(title) >= least and is_one_slip(said, title)


def _said(plan: Plan, find: Callable[[str], Iterable[T]]) -> Iterator[tuple[Value, T]]:
    """What is found in texts that speak of the present; what was recorded of the past keeps the names of its time."""
    for value in (*plan.texts, *_open_values(plan)):
        if not isinstance(value.record, Revision | Reasoned | DayOff):
            for found in find(str(value.value)):
                if not is_working_record(value.place.file):  # places take longer to work out than most texts to read
                    yield value, found


def _open_values(plan: Plan) -> Iterator[Value]:
    """What is still to be filled in where no text stands: numbers, dates, references."""
    texts = {id(value) for value in plan.texts}
    return (value for value in plan.values if is_todo(value.value) and id(value) not in texts)


STALE_CHECK = Check(rule=STALE, run=stale, needs=(distinct("party", "scenario"),))
CHECKS = (
    STALE_CHECK,
    Check(rule=ALMOST, run=almost),
)
