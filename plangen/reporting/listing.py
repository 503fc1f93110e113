"""Findings as people read them: place, line, caret, hint, and a closing line that counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from plangen.diagnostics import Accepted, Finding, Place, Rule, Severity, Skipped, by_cause, words
from plangen.reporting.style import Style, plain
from plangen.visible import width

if TYPE_CHECKING:
    from plangen.pipeline.check import Outcome

SEVERITIES = {
    Severity.ERROR: words("错误", "error"),
    Severity.WARNING: words("警告", "warning"),
    Severity.INFO: words("提示", "note"),
}
_COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.INFO: "36"}
_MOST_BRIEF = 200  # lines of one kind; the rest is counted
_MOST_COUNTED = 3  # lines of one kind that is only counted where there are more
_MOST_RULES = 6  # that lack the same thing; the rest is counted
_WIDEST = 160  # columns of a source line; the rest is cut around the caret
_BEFORE, _LONGEST = 40, 110  # characters of a paragraph
_SPOKEN_OF = ("tag", "text", "name")  # the values of a finding that stand in its text

_PLACE = words("位置", "at")
_HINT = words("建议", "hint")
_ALSO = words("同一原因的另有 {count} 处", "{count} more of the same cause")
_COUNTED = words("逐条内容见 --json", "each of them: --json")
_SHARED_OUT = words("逐项见 plangen todo", "plangen todo lists them")
_MORE_RULES = words("{rules}等 {count} 项，逐项见 --json", "{rules} and others, {count} in all: --json")
_SKIPPED = words("未能检查", "not checked")
_ACCEPTED = words("例外", "accepted")


def outcome_text(outcome: "Outcome", style: Style, *, by_person: bool = False) -> Iterator[str]:
    """The lines of a check: findings in order, brief ones together, what was skipped and accepted, the count.

    `by_person`: of what many people have to clear also how much each of them.
    """
    yield from findings_text(outcome.findings, style, by_person=by_person)
    yield from _skipped(outcome.skipped, style)
    for accepted in outcome.accepted:
        yield _accepted(accepted, style)
    if outcome.skipped or outcome.accepted:
        yield ""
    yield _count(outcome, style)


def findings_text(findings: Sequence[Finding], style: Style, *, by_person: bool = False) -> Iterator[str]:
    """Findings alone, in order, those of one cause and brief ones together."""
    for first, *others in by_cause(findings):
        if not first.rule.brief:
            yield from _finding(first, style)
            yield from _also(others, _gutter(first.at), style)
            yield ""
    yield from _brief(findings, style, by_person=by_person)


def shares(findings: Iterable[Finding], style: Style) -> dict[str, list[Finding]]:
    """The findings by those who can put them right, who has most first."""
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(plain(style.say(each.by)) if each.by else "", []).append(each)
    return dict(sorted(found.items(), key=lambda share: -len(share[1])))


def around(finding: Finding) -> str:
    """The paragraph of a Word file on one line, cut around what the finding speaks of where it is long."""
    line = " ".join(finding.at.excerpt.split())
    if len(line) <= _LONGEST:
        return line
    spoken = (" ".join(str(finding.values.get(key, "")).removesuffix("…").split()) for key in _SPOKEN_OF)
    at = next((found for each in spoken if each and (found := line.find(each)) >= 0), 0)
    begin = max(0, min(at - _BEFORE, len(line) - _LONGEST))
    cut = line[begin : begin + _LONGEST]
    return ("…" if begin else "") + cut + ("…" if begin + len(cut) < len(line) else "")


def where(at: Place, style: Style) -> str:
    """A place on one line: file, line and column, or a paragraph of a Word file."""
    if at.line:
        return f"{plain(at.file)}:{at.line}:{at.column}"
    return plain(f"{at.file} › {style.say(at.spot)}" if at.spot else at.file)


def _finding(finding: Finding, style: Style) -> Iterator[str]:
    at = finding.at
    kind = style.paint(f"{style.say(SEVERITIES[finding.severity])}[{finding.code}]", _COLOURS[finding.severity])
    yield f"{where(at, style)}: {kind} {plain(finding.message(style.language))}"
    if at.excerpt and at.line:
        yield from _excerpt(at)
    elif at.excerpt:
        yield f"   | {plain(around(finding))}"
    gutter = _gutter(at)
    if at.path and not at.spot:
        yield f" {gutter} = {style.say(_PLACE)}: {plain(at.path)}"
    if advice := finding.advice(style.language):
        yield f" {gutter} = {style.say(_HINT)}: {plain(advice)}"


def _gutter(at: Place) -> str:
    """As wide as the number before the excerpt."""
    return " " * len(str(at.line)) if at.excerpt else ""


def _also(others: Sequence[Finding], gutter: str, style: Style) -> Iterator[str]:
    """Where else the same cause shows."""
    if others:
        yield f" {gutter} = {style.say(_ALSO, count=len(others))}:"
        yield from (f" {gutter}   {where(each.at, style)}" for each in others[:_MOST_BRIEF])
    if len(others) > _MOST_BRIEF:
        yield f" {gutter}   … {len(others) - _MOST_BRIEF}"


def _excerpt(at: Place) -> Iterator[str]:
    """The source line with carets under the value; columns as wide as a terminal shows them."""
    line, start = at.excerpt.replace("\t", " "), at.column - 1
    end = max(at.end_column - 1, start + 1)
    if len(line) > _WIDEST:
        first = max(0, start - _WIDEST // 2)
        line, start, end = line[first : first + _WIDEST], start - first, min(end - first, _WIDEST)
    number = str(at.line)
    before, marked = plain(line[:start]), plain(line[start:end])
    yield f" {number} | {before}{marked}{plain(line[end:])}"
    yield f" {' ' * len(number)} | {' ' * width(before)}{'^' * max(1, width(marked))}"


def _brief(findings: Iterable[Finding], style: Style, *, by_person: bool) -> Iterator[str]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule.brief:
            groups.setdefault(finding.code, []).append(finding)
    for code, group in groups.items():
        rule = group[0].rule
        kind = style.paint(f"{style.say(SEVERITIES[rule.severity])}[{code}]", _COLOURS[rule.severity])
        head = f"{kind} {style.say(rule.title)}: {len(group)}"
        if rule.shared_out:
            yield head + style.aside(style.say(_SHARED_OUT))
            yield from _shares(group, style) if by_person else ()
        else:
            yield head
            yield from _lines(group, style)
            yield f" = {style.say(_HINT)}: {style.say(rule.hint)}"
        yield ""


def _shares(group: Sequence[Finding], style: Style) -> Iterator[str]:
    for who, share in shares(group, style).items():
        yield f"  {who}: {len(share)}"


def _lines(group: Sequence[Finding], style: Style) -> Iterator[str]:
    """A line each, of very many the first, of those that are only counted none."""
    most = _MOST_BRIEF
    if group[0].rule.counted and len(group) > _MOST_COUNTED:
        most = 0
        yield f"  {style.say(_COUNTED)}"
    for finding in group[:most]:
        yield f"  {where(finding.at, style)}: {plain(finding.message(style.language))}"
    if 0 < most < len(group):
        yield f"  … {len(group) - most}"


def _skipped(skipped: Iterable[Skipped], style: Style) -> Iterator[str]:
    """What did not run: the rules that lack the same thing on one line, the others with their places."""
    lacking: dict[str, dict[str, Rule]] = {}
    placed: dict[str, list[Skipped]] = {}
    for each in skipped:
        if each.at.file:
            placed.setdefault(each.rule.code, []).append(each)
        else:
            lacking.setdefault(plain(style.say(each.reason)), {})[each.rule.code] = each.rule
    for reason, rules in lacking.items():
        yield f"{style.say(_SKIPPED)}: {reason}{style.aside(_rules_said([*rules.values()], style))}"
    for code, group in placed.items():
        yield f"{style.say(_SKIPPED)}[{code}] {style.say(group[0].rule.title)}"
        for each in group:
            yield f"  {where(each.at, style)}: {plain(style.say(each.reason))}"


def _rules_said(rules: Sequence[Rule], style: Style) -> str:
    """The rules by their titles, many of them by how many there are."""
    said = style.listed(f"{style.say(each.title)}[{each.code}]" for each in rules[:_MOST_RULES])
    return said if len(rules) <= _MOST_RULES else style.say(_MORE_RULES, rules=said, count=len(rules))


def _accepted(accepted: Accepted, style: Style) -> str:
    finding = accepted.finding
    reason = f"{accepted.reason}{style.aside(accepted.by)}"
    said = plain(finding.message(style.language))
    return f"{where(finding.at, style)}: {style.say(_ACCEPTED)}[{finding.code}] {said}: {plain(reason)}"


def _count(outcome: "Outcome", style: Style) -> str:
    return style.say(
        words(
            "{errors} 个错误，{warnings} 个警告，{notes} 条提示；"
            "{passed} 项检查通过，{skipped} 项未能检查，{accepted} 项例外",
            "{errors} errors, {warnings} warnings, {notes} notes; {passed} rules passed, {skipped} not checked,"
            " {accepted} accepted",
        ),
        errors=outcome.count(Severity.ERROR),
        warnings=outcome.count(Severity.WARNING),
        notes=outcome.count(Severity.INFO),
        passed=len(outcome.passed),
        skipped=len({skipped.rule.code for skipped in outcome.skipped}),
        accepted=len(outcome.accepted),
    )
