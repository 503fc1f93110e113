"""Values in the words of both languages, for messages: lengths of time, clock times, step titles."""

import datetime
from collections.abc import Iterable

from plangen.diagnostics import Words
from plangen.model.legal import Entry
from plangen.model.timeline import Step
from plangen.model.values import Duration, Moment, shown


def length(duration: Duration) -> Words:
    """2小时30分钟 / 2 h 30 min."""
    weeks, rest = divmod(duration.minutes, 7 * 24 * 60)
    days, rest = divmod(rest, 24 * 60)
    hours, minutes = divmod(rest, 60)
    units = ((weeks, "wk"), (days, "d"), (hours, "h"), (minutes, "min"))
    parts = [f"{amount} {unit}" for amount, unit in units if amount]
    return Words(str(duration), " ".join(parts) or "0 min")


def clock(moment: Moment) -> Words:
    """次日1:00 / 1:00 on day 2."""
    return Words(str(moment), moment.clock if moment.day == 1 else f"{moment.clock} on day {moment.day}")


def day(date: datetime.date) -> Words:
    """2026年3月10日 / 2026-03-10."""
    return Words(shown(date), date.isoformat())


def quoted(titles: Iterable[str]) -> Words:
    """“甲”“乙” / 'A', 'B'."""
    named = tuple(titles)
    return Words("".join(f"“{title}”" for title in named), ", ".join(f"'{title}'" for title in named))


def with_limits(steps: Iterable[Step]) -> Words:
    """“检验”（4小时）→“复检”（2小时） / '检验' (4 h) → '复检' (2 h)."""
    limited = [(step.title, length(step.limit)) for step in steps if step.limit]
    return Words(
        "→".join(f"“{title}”（{limit.zh}）" for title, limit in limited),
        " → ".join(f"'{title}' ({limit.en})" for title, limit in limited),
    )


_CERTAINTIES = {
    "已查证": Words("已查证", "looked up"),
    "部分查证": Words("部分查证", "looked up in part"),
    "待查证": Words("待查证", "to be looked up"),
}


def in_force(entry: Entry) -> Words | None:
    """自2020年1月1日起施行，至2026年4月14日失效; None where the entry says neither."""
    first, last = (
        day(each) if isinstance(each, datetime.date) else None for each in (entry.effective_from, entry.effective_to)
    )
    zh = "，".join((*((f"自{first.zh}起施行",) if first else ()), *((f"有效至{last.zh}",) if last else ())))
    en = ", ".join((*((f"in force from {first.en}",) if first else ()), *((f"until {last.en}",) if last else ())))
    return Words(zh, en) if zh else None


def rests_on(entry: Entry) -> tuple[Words, ...]:
    """What an entry rests on, a line each: articles, the rule in own words, in force from and to, how it was read."""
    cited = "、".join(filter(None, (entry.citation, *entry.also)))
    said = (Words(text, text) for text in (cited, entry.text, entry.basis, entry.address) if text)
    period = in_force(entry)
    return (*said, *((period,) if period else ()), verified(entry))


def unconfirmed(entries: Iterable[Entry]) -> Words | None:
    """How many of the entries legal has not confirmed, and how many nobody has read; None where all are confirmed."""
    every = tuple(entries)
    open_ones = [each for each in every if not each.confirmed]
    if not open_ones:
        return None
    unread = sum(not each.was_read for each in open_ones)
    zh = f"{len(every)}项中有{len(open_ones)}项没有经法律人员核对" + (f"，其中{unread}项条文待查证" if unread else "")
    en = f"{len(open_ones)} of {len(every)} not confirmed by legal" + (
        f", {unread} of them never read" if unread else ""
    )
    return Words(zh, en)


def verified(entry: Entry) -> Words:
    """部分查证（2026年3月1日），未经核对: how far the basis of an entry of legal's data can be relied on."""
    certainty, on = _CERTAINTIES[entry.certainty], entry.checked_on
    dated = day(on) if isinstance(on, datetime.date) else None
    looked_up = Words(f"{certainty.zh}（{dated.zh}）", f"{certainty.en} ({dated.en})") if dated else certainty
    if not entry.confirmed:
        return Words(f"{looked_up.zh}，未经核对", f"{looked_up.en}, not confirmed by legal")
    return Words(f"{looked_up.zh}，{entry.confirmed_by}核对", f"{looked_up.en}, confirmed by {entry.confirmed_by}")
