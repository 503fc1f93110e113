"""What goes out because somebody said so by name: `--accept "TEXT=REASON"`, with an approval or with the issue.

It holds for the version that was approved or issued and for no other, as the record that it stands in does.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.alike import normal
from plangen.checks.incidents import DRILL_WORDS
from plangen.diagnostics import ERROR, Finding, Place, Words, rule, words
from plangen.model.acceptance import Acceptance
from plangen.model.spec import Origin
from plangen.office.release.confirmations import ALT_SHOWN, PICTURE_SHOWN, UNFIT
from plangen.office.release.refused import CLOUD
from plangen.pipeline.notices.chosen import one_line

NOT_THERE = rule(
    "H140",
    ERROR,
    title=("确认的内容不在通知里", "accepted text that is not there"),
    why=("写错了的确认不起作用，该看的没有看", "a mistyped acceptance lets nothing through, and nobody looked"),
    message=("通知里没有要确认的“{text}”", "there is no '{text}' in the notice to be accepted"),
    hint=("照问题里写明的字样抄写；可以确认的有：{known}", "copy it as the problem says it; to be accepted: {known}"),
)
MALFORMED = rule(
    "H141",
    ERROR,
    title=("确认的写法有误", "malformed acceptance"),
    why=("逐条确认要写明确认什么、为什么", "an acceptance says what is accepted, and why"),
    message=("“{text}”没有写明{what}", "'{text}' lacks {what}"),
    hint=('写成 --accept "字样=理由"，每一条写一次 --accept', 'write --accept "TEXT=REASON", once for each'),
)
RULES = (NOT_THERE, MALFORMED)

_ACCEPTABLE = (UNFIT, ALT_SHOWN, PICTURE_SHOWN, CLOUD)
_TO_BE_SEEN = (*_ACCEPTABLE, DRILL_WORDS)


class Accepting(Struct, frozen=True, kw_only=True):
    """What was typed, and what is wrong with how it was."""

    given: tuple[Acceptance, ...] = ()
    findings: tuple[Finding, ...] = ()


def accept_typed(texts: Iterable[str]) -> Accepting:
    """What the options of the command line accept."""
    given: list[Acceptance] = []
    findings: list[Finding] = []
    for text in dict.fromkeys(texts):
        what, sign, reason = text.replace("＝", "=").rpartition("=") if "=" not in text else text.rpartition("=")
        what, reason = one_line(what), one_line(reason)
        if sign and what and reason:
            given.append(Acceptance(at=Origin(), text=what, reason=reason))
        else:
            values = {"text": text, "what": _lacking(what, reason, has_sign=bool(sign))}
            findings.append(Finding(rule=MALFORMED, at=Place(file="--accept"), values=values))
    return Accepting(given=tuple(given), findings=tuple(findings))


def listed(accepted: Iterable[Acceptance]) -> list[dict[str, str]] | None:
    """How a record writes them; None where there are none."""
    return [{"text": each.text, "reason": each.reason} for each in accepted] or None


def is_acceptable(finding: Finding) -> bool:
    """Whether what it tells of may go out when somebody says so."""
    return finding.code in {each.code for each in _TO_BE_SEEN}


def remaining(findings: Iterable[Finding], accepted: Iterable[Acceptance]) -> tuple[Finding, ...]:
    """What is still in the way when these were accepted."""
    known = {_form(each.text) for each in accepted}
    return tuple(each for each in findings if not (is_acceptable(each) and _form(_text(each)) in known))


def unmet(accepting: Accepting, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is wrong with what was typed: how it was written, and what nothing in the notice has to do with."""
    yield from accepting.findings
    known = list(dict.fromkeys(_text(each) for each in findings if is_acceptable(each)))
    forms = {_form(each) for each in known}
    for each in accepting.given:
        if _form(each.text) not in forms:
            values = {"text": each.text, "known": known or "—"}
            yield Finding(rule=NOT_THERE, at=Place(file="--accept"), values=values)


def _text(finding: Finding) -> str:
    return str(finding.values.get("text", ""))


def _form(text: str) -> str:
    """A text as it is compared: its letters and digits, its signs where it has no others."""
    return normal(text) or " ".join(text.split())


def _lacking(what: str, reason: str, *, has_sign: bool) -> Words:
    if has_sign and what and not reason:
        return words("理由", "the reason")
    if has_sign and reason and not what:
        return words("确认什么", "what is accepted")
    return words("确认什么和理由（中间用 = 隔开）", "what is accepted and why, with = between them")
