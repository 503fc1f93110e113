"""What was issued of a notice, and what became of each issue."""

from collections.abc import Iterator, Mapping, Sequence

from plangen.diagnostics import Words, words
from plangen.model.issue_history import CORRECTION, WITHDRAWAL, Begun, IssueFate
from plangen.model.issued import Act, Issued, NoticeIssue
from plangen.reporting.style import Style, plain

_UNDER_WAY: Mapping[Act, Words] = {
    "更正": words("正在更正", "being corrected"),
    "撤回": words("正在撤回", "being withdrawn"),
}
_CONCERNS: Mapping[Act, Words] = {
    "更正": words("更正的是 {of}（{time} 发布）", "corrects {of}, issued at {time}"),
    "撤回": words("撤回的是 {of}（{time} 发布）", "withdraws {of}, issued at {time}"),
}
_SET_RIGHT: Mapping[Act, Words] = {
    "更正": words("已于 {time} 由 {by} 更正", "corrected at {time} by {by}"),
    "撤回": words("已于 {time} 由 {by} 撤回，不再有效", "withdrawn at {time} by {by}: it holds no more"),
}


def issue_lines(fates: Sequence[IssueFate], begun: Sequence[Begun], style: Style, *, counted: bool) -> Iterator[str]:
    """Each issue of a notice with what set it right, then what is on its way; `counted` says which issue it is."""
    for fate in fates:
        yield from _issue(fate, style, counted=counted)
    for each in begun:
        label = _UNDER_WAY[each.kind.act or CORRECTION]
        yield f"  {style.say(label)}  {plain(each.name)}{style.aside(each.case.where('id').file)}"


def issue_tree(fate: IssueFate) -> dict[str, object]:
    """One issue of a notice, with what became of it."""
    issue, concerns = fate.issue, fate.issue.concerns
    return {
        "number": fate.number,
        "time": issue.time,
        "file": issue.file,
        "sha256": issue.sha256,
        "corrects": issue.corrects,
        "reason": issue.reason,
        "act": issue.act,
        "concerns": {"notice": f"{concerns.case}/{concerns.kind}", "time": concerns.time} if concerns else None,
        "corrected_by": [_named_issue(each) for each in fate.corrected],
        "withdrawn_by": _named_issue(fate.withdrawn) if fate.withdrawn else None,
        "superseded_by": _named_issue(fate.superseded) if fate.superseded else None,
    }


def _named_issue(issue: Issued) -> dict[str, object]:
    return {"notice": f"{issue.case}/{issue.kind}", "time": issue.time}


def _issue(fate: IssueFate, style: Style, *, counted: bool) -> Iterator[str]:
    issue = fate.issue
    what = words("已更正", "corrected") if issue.corrects else words("已发布", "issued")
    number = style.say(words("第{number}次", "issue {number}"), number=fate.number) if counted else ""
    aside = style.aside(style.semicolon.join(filter(None, (number, plain(issue.reason or "")))))
    yield f"  {style.say(what)}  {issue.time}  {plain(issue.file)}{aside}"
    if issue.concerns:
        said = _CONCERNS[issue.act or CORRECTION]
        yield "      " + style.say(said, of=_of(issue.concerns), time=plain(issue.concerns.time))
    for each in fate.corrected:
        if each.act:
            yield "      " + style.say(_SET_RIGHT[CORRECTION], time=each.time, by=_of(each))
    if fate.withdrawn is not None:
        yield "      " + style.say(_SET_RIGHT[WITHDRAWAL], time=fate.withdrawn.time, by=_of(fate.withdrawn))


def _of(issue: Issued | NoticeIssue) -> str:
    return plain(f"{issue.case}/{issue.kind}")
