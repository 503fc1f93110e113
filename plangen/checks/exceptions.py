"""Reasoned exceptions: findings that the plan's owners live with, each with its reason and who allowed it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from plangen.checks.check import skipped_for
from plangen.diagnostics import WARNING, Accepted, Finding, Rule, Severity, Skipped, Words, rule
from plangen.model.plan import Plan, SectionMissing
from plangen.model.records import Reasoned

NO_MATCH = rule(
    "X301",
    WARNING,
    title=("例外没有对应的检查结果", "an exception that matches nothing"),
    why=(
        "问题已经消除的例外应当删除，否则以后的同类问题会被放过",
        "once its finding is gone it would let later ones pass unseen",
    ),
    message=("例外 {code} 在“{place}”没有对应的检查结果", "no finding {code} is at '{place}'"),
    hint=("删除该例外，或按检查结果更正位置", "delete it, or correct its place"),
    bad="# exceptions.yaml\nexceptions:\n  - {code: T104, place: timeline.phases, reason: 午休, by: 总经理}\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 13:00}\n# exceptions.yaml\nexceptions:\n"
    "  - {code: T104, place: timeline.phases, reason: 午休, by: 总经理}\n",
)
UNKNOWN = rule(
    "X302",
    WARNING,
    title=("例外的规则代码不存在", "an exception to an unknown rule"),
    why=("代码写错的例外不起作用", "an exception with a wrong code has no effect"),
    message=("检查规则中没有代码 {code}", "no check has the code {code}"),
    hint=("照抄检查结果方括号里的代码", "copy the code from the brackets of the finding"),
    bad="# exceptions.yaml\nexceptions:\n  - {code: T999, place: timeline, reason: 午休, by: 总经理}\n",
    good="# exceptions.yaml\nexceptions:\n  - {code: T104, place: timeline, reason: 午休, by: 总经理}\n",
)
ERROR_EXCEPTED = rule(
    "X303",
    WARNING,
    title=("错误不能作为例外", "an exception to an error"),
    why=(
        "有错误的计划生成不了文件，只能更正",
        "no documents are made from a plan with errors; they have to be corrected",
    ),
    message=("{code}（{title}）是错误，不能作为例外", "{code} ({title}) is an error and allows no exception"),
    hint=("更正错误，并删除该例外", "correct the error and delete the exception"),
    bad="# exceptions.yaml\nexceptions:\n  - {code: R101, place: timeline, reason: 暂不更正, by: 总经理}\n",
    good="# exceptions.yaml\nexceptions:\n  - {code: T104, place: timeline, reason: 午休, by: 总经理}\n",
)
RULES = (NO_MATCH, UNKNOWN, ERROR_EXCEPTED)


class Sorted(Struct, frozen=True, kw_only=True):
    """The findings after the exceptions were applied."""

    findings: tuple[Finding, ...]  # those that stand, and those about the exceptions themselves
    accepted: tuple[Accepted, ...]
    skipped: tuple[Skipped, ...]


def sort_out(plan: Plan, findings: Sequence[Finding], known: Mapping[str, Rule], undecided: Collection[str]) -> Sorted:
    """Part the findings that an exception covers from those that stand.

    `known` are the rules that may be named, by code; `undecided` the codes that were not checked to the end, so that
    it cannot be said that an exception to them matches nothing.
    """
    try:
        exceptions = plan.exceptions.exceptions
    except SectionMissing as missing:
        skipped = tuple(skipped_for(rule, missing.section) for rule in RULES)
        return Sorted(findings=tuple(findings), accepted=(), skipped=skipped)
    sound = [each for each in exceptions if each.code in known and known[each.code].severity is not Severity.ERROR]
    standing, accepted = _parted(findings, sound)
    idle = _idle(sound, findings)
    return Sorted(
        findings=(
            *standing,
            *_unsound(exceptions, known),
            *(_finding(NO_MATCH, each, known) for each in idle if each.code not in undecided),
        ),
        accepted=tuple(accepted),
        skipped=tuple(_undecided(each) for each in idle if each.code in undecided),
    )


def _parted(findings: Iterable[Finding], exceptions: Sequence[Reasoned]) -> tuple[list[Finding], list[Accepted]]:
    """The findings that stand, and those that are accepted for the reason of the first exception that covers them."""
    standing: list[Finding] = []
    accepted: list[Accepted] = []
    for finding in findings:
        first = next((each for each in exceptions if _covers(each, finding)), None)
        if first is None:
            standing.append(finding)
        else:
            accepted.append(Accepted(finding=finding, reason=first.reason, by=first.by))
    return standing, accepted


def _idle(exceptions: Iterable[Reasoned], findings: Sequence[Finding]) -> list[Reasoned]:
    """The exceptions that cover nothing."""
    return [each for each in exceptions if not any(_covers(each, finding) for finding in findings)]


def _covers(exception: Reasoned, finding: Finding) -> bool:
    """Whether the exception's place is the finding's, or a part of the plan around it."""
    path, place = finding.at.path, exception.place
    if exception.code != finding.code or not path.startswith(place):
        return False
    return path[len(place) : len(place) + 1] in {"", ".", "["}


def _unsound(exceptions: Iterable[Reasoned], known: Mapping[str, Rule]) -> Iterator[Finding]:
    for each in exceptions:
        if each.code not in known:
            yield _finding(UNKNOWN, each, known)
        elif known[each.code].severity is Severity.ERROR:
            yield _finding(ERROR_EXCEPTED, each, known)


def _finding(rule: Rule, exception: Reasoned, known: Mapping[str, Rule]) -> Finding:
    title = known[exception.code].title if exception.code in known else ""
    values = {"code": exception.code, "place": exception.place, "title": title}
    return Finding(rule=rule, at=exception.at.place("code"), values=values)


def _undecided(exception: Reasoned) -> Skipped:
    reason = Words(f"{exception.code} 没有检查完", f"{exception.code} was not checked to the end")
    return Skipped(rule=NO_MATCH, reason=reason, at=exception.at.place("code"))
