"""What somebody is asked before a revision is recorded or an incident begun, and what the answers mean."""

import datetime
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plangen.cli.console import Console
from plangen.cli.words import Phrase

if TYPE_CHECKING:
    from plangen.model.owed import Owed
    from plangen.pipeline.notices.incidents.new_incident import Offer, WantedIncident
    from plangen.pipeline.revisions.proposal import WantedRevision

REASONS = {"首次编制": "first", "演练": "drill", "法规": "law", "组织变动": "organisation", "其他": "other"}
REASON = click.Choice([*REASONS, *REASONS.values()])
_ASKED = {
    "note": Phrase("原因说明", "the reason in words"),
    "author": Phrase("编制人", "written by"),
    "reviewer": Phrase("审核人", "reviewed by"),
    "approver": Phrase("批准人", "approved by"),
}
_OF_INCIDENT = {
    "title": Phrase("事件名称，例如 电热水壶召回", "what the incident is called"),
    "date": Phrase("事件日期，例如 2026-03-01（不知道就回车）", "its day, such as 2026-03-01 (Enter if not known)"),
    "time": Phrase("事件时间，例如 9:10（不知道就回车）", "its hour, such as 9:10 (Enter if not known)"),
    "place": Phrase("事件地点（不知道就回车）", "where it happened (Enter if not known)"),
}
_WORDS = {"解决": "answers", "暂缓": "deferred", "撤销": "withdrawn"}
_ENGLISH = {"done": "answers", "defer": "deferred", "withdraw": "withdrawn"}


def ask(console: Console, root: Path, wanted: "WantedRevision", today: datetime.date) -> "WantedRevision":
    """`wanted` with answers to what it leaves open; what was put off is asked about each time."""
    from msgspec.structs import replace

    from plangen.pipeline.revisions.asked.unsaid import questions

    asked = questions(root, wanted)
    if "reason" in asked.fields:
        wanted = replace(wanted, reason=_ask_reason(console))
    texts = {name: _prompt(console, text).strip() for name, text in _ASKED.items() if name in asked.fields}
    wanted = replace(wanted, **texts)
    if wanted.drill is None and wanted.reason == "drill":
        wanted = replace(wanted, drill=_ask_day(console, Phrase("演练日期", "date of the drill"), today))
    if "effective" in asked.fields:
        wanted = replace(wanted, effective=_ask_day(console, Phrase("生效日期", "in force from"), today))
    return _ask_findings(console, wanted, asked.findings)


def ask_incident(console: Console, root: Path, wanted: "WantedIncident") -> "WantedIncident":
    """`wanted` with answers to what it leaves open; what is not known yet is left empty."""
    from msgspec.structs import replace

    from plangen.pipeline.notices.incidents.new_incident import offered

    offer = offered(root)
    if not (wanted.scenario or wanted.blank) and offer.scenarios:
        chosen = _ask_scenario(console, offer)
        wanted = replace(wanted, scenario=chosen, blank=not chosen)
    texts = {
        name: _prompt(console, text, default="", show_default=False)
        for name, text in _OF_INCIDENT.items()
        if not getattr(wanted, name)
    }
    wanted = replace(wanted, **texts)
    if wanted.great_impact is None:
        question = Phrase("影响是否重大（是、否）", "is the impact great (yes, no)")
        no = Phrase("否", "no").say(console.language)
        impact = _prompt(
            console, question, type=click.Choice(["是", "否", "yes", "no"]), show_choices=False, default=no
        )
        wanted = replace(wanted, great_impact=impact in {"是", "yes"})
    return wanted if wanted.kinds else replace(wanted, kinds=_ask_kinds(console, offer, wanted.scenario))


def _ask_scenario(console: Console, offer: "Offer") -> str:
    """The scenario that was chosen, by number, id or title; nothing where none fits."""
    for number, (id_, (title, _)) in enumerate(offer.scenarios.items(), start=1):
        console.err.write(f"  {number}  {title}  [{id_}]\n")
    question = Phrase(
        "参照哪个场景（序号、代号或名称，都不合适写 0）", "which scenario (number, id or title; 0 for none)"
    )
    said = _prompt(console, question).strip()
    numbered = dict(enumerate(offer.scenarios, start=1))
    return "" if said == "0" else str(numbered.get(int(said), said)) if said.isdecimal() else said


def _ask_kinds(console: Console, offer: "Offer", scenario: str) -> tuple[str, ...]:
    """The kinds of notices; those of the scenario where nothing is typed."""
    own = next((kinds for id_, (title, kinds) in offer.scenarios.items() if scenario in {id_, title}), ())
    listed = "、".join(own or offer.kinds.values())
    console.err.write(f"  {listed}\n")
    question = (
        Phrase(
            "要发布其中哪些通知（顿号隔开，直接回车为全部）", "which of these notices (by commas; all of them: Enter)"
        )
        if own
        else Phrase("要发布哪些通知（顿号隔开）", "which notices (by commas)")
    )
    said = _prompt(console, question, default="", show_default=False)
    return tuple(filter(None, (each.strip() for each in re.split("[、，,；;]", said))))


def ask_result(console: Console) -> str:
    """How a stage of a notice ended; there is no usual answer."""
    from plangen.model.approval import RESULTS

    names = [*RESULTS, *RESULTS.values()]
    question = Phrase(f"结果（{'、'.join(RESULTS)}）", f"result ({', '.join(RESULTS.values())})")
    return _prompt(console, question, type=click.Choice(names), show_choices=False)


def _ask_findings(console: Console, wanted: "WantedRevision", findings: "Sequence[Owed]") -> "WantedRevision":
    """With what is said of each finding; what is left out stays put off, or is refused where it never was."""
    from msgspec.structs import replace

    said: dict[str, dict[str, str]] = {name: {} for name in _WORDS.values()}
    for each in findings:
        default = Phrase("暂缓", "defer") if each.deferrals else None
        field, why = _ask_finding(console, each, default)
        said[field][each.name] = why or (each.deferrals[-1].reason if each.deferrals else "")
    return replace(
        wanted,
        answers=(*wanted.answers, *said["answers"]),
        deferred={**wanted.deferred, **said["deferred"]},
        withdrawn={**wanted.withdrawn, **said["withdrawn"]},
    )


def _ask_finding(console: Console, each: "Owed", default: Phrase | None) -> tuple[str, str]:
    """What becomes of a finding, and why."""
    since = each.deferrals[0].record.version if each.deferrals else ""
    put_off = Phrase(
        f"，从 {since} 起暂缓 {len(each.deferrals)} 次，理由：{each.deferrals[-1].reason}" if since else "",
        f", put off {len(each.deferrals)} times since {since}: {each.deferrals[-1].reason}" if since else "",
    )
    question = Phrase(
        f"演练问题“{each.finding.title}”（{each.name}{put_off.zh}）：写“解决”、“暂缓 理由”或者“撤销 理由”",
        f"finding '{each.finding.title}' ({each.name}{put_off.en}): 'done', 'defer REASON' or 'withdraw REASON'",
    )
    answer: tuple[str, str] = click.prompt(
        question.say(console.language),
        value_proc=_read_answer(console, has_reason=bool(each.deferrals)),
        default=default.say(console.language) if default else None,
        err=True,
    )
    return answer


def _read_answer(console: Console, *, has_reason: bool) -> Callable[[str], tuple[str, str]]:
    def read(value: str) -> tuple[str, str]:
        word, _, why = value.strip().replace("　", " ").partition(" ")
        field = {**_WORDS, **_ENGLISH}.get(word, "")
        needs = field == "withdrawn" or (field == "deferred" and not has_reason)
        if not field or (needs and not why.strip()):
            said = console.say(
                "写“解决”、“暂缓 理由”或者“撤销 理由”", "write 'done', 'defer REASON' or 'withdraw REASON'"
            )
            raise click.UsageError(said)
        return field, why.strip()

    return read


def _ask_reason(console: Console) -> str:
    question = Phrase("修订原因（演练、法规、组织变动、其他）", "reason (drill, law, organisation, other)")
    said = _prompt(console, question, type=REASON, show_choices=False)
    return REASONS.get(said, said)


def _ask_day(console: Console, question: Phrase, today: datetime.date) -> datetime.date:
    day: datetime.date = click.prompt(
        question.say(console.language), value_proc=_asked_day(console), default=today.isoformat(), err=True
    )
    return day


def _asked_day(console: Console) -> Callable[[str], datetime.date]:
    def read(value: str) -> datetime.date:
        from plangen.model.values import parse_date

        try:
            return parse_date(value)
        except ValueError:
            raise click.UsageError(console.say("写成 2026-03-01 这样的日期", "write a date like 2026-03-01")) from None

    return read


def _prompt(console: Console, question: Phrase, **settings: Any) -> str:
    return str(click.prompt(question.say(console.language), err=True, **settings))
