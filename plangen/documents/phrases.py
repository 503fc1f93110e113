"""Shared wording of the documents: sentences, enumerations, times and limits in formal Chinese.

Texts of the source come with or without a final stop, single or many, filled in or not; here they become clauses,
sentences and lists that read as one hand wrote them.
"""

import datetime
import re
from collections.abc import Iterable, Sequence

from plangen.model.plan import Plan, once
from plangen.model.timeline import AFTER_ORDER, AFTER_PHASE, Phase, Step
from plangen.model.values import Moment, is_todo, shown

NONE = "—"
"""Stands in a table cell where there is nothing to say."""

_STOPS = "。；，、：;,: \u3000"
_WIDEST_TITLE = 12  # characters of a title line at the cover's type size
_UNDATED = datetime.date(2000, 1, 1)  # a file needs some date; a plan without any has none to give


def clause(text: str) -> str:
    """The text without its final stop."""
    return text.strip().rstrip(_STOPS)


def sentence(text: str) -> str:
    """The text with exactly one final stop; nothing for nothing."""
    bare = clause(text)
    if not bare or bare[-1] in "！？!?…" or bare.endswith(("。”", "！”", "？”")):
        return bare
    return f"{bare}。"


def endings(items: Iterable[str]) -> tuple[str, ...]:
    """The items of a list as one sentence over several lines: each ends in ； and the last in 。"""
    bare = [clause(item) for item in items if clause(item)]
    return tuple(f"{item}；" for item in bare[:-1]) + tuple(f"{item}。" for item in bare[-1:])


def listed(items: Iterable[str], last: str = "和") -> str:
    """甲、乙和丙; parts that hold a comma of their own are parted by ；, quoted ones by nothing."""
    bare = [clause(item) for item in items if clause(item)]
    if not bare:
        return ""
    if _have_any(bare, "，；、"):
        return "；".join(bare)
    if len(bare) == 1 or _have_any(bare, "和与及") or is_todo(bare[-1]):
        last = "、"
    whole = last.join(filter(None, ("、".join(bare[:-1]), bare[-1])))
    return whole.replace("”、“", "”“").replace("》、《", "》《")


def _have_any(items: Iterable[str], marks: str) -> bool:
    return any(mark in item for item in items for mark in marks)


def quoted(text: str) -> str:
    """The text in quotation marks; marks within it become single ones."""
    return f"“{clause(text).replace('“', '‘').replace('”', '’')}”"


def book(title: str) -> str:
    """The title in book-title marks, unless it has them or is still to be filled in."""
    return title if is_todo(title) or title.startswith("《") else f"《{title}》"


def amount(quantity: int | str, unit: str) -> str:
    """3部; a quantity still to be filled in stands alone."""
    return f"{quantity}{unit}" if isinstance(quantity, int) else quantity


def people(names: str | None) -> tuple[str, ...]:
    """The people that a field names, one by one; nobody while it is to be filled in."""
    if names is None or is_todo(names):
        return ()
    return tuple(name for each in re.split("[、，,；;]", names) if (name := each.strip()))


def period(start: Moment, end: Moment) -> str:
    """9:00—9:10, 22:00—次日1:00, 次日9:00—10:00."""
    return f"{start}—{end.clock if start.day == end.day else end}"


def day_shown(plan: Plan, moment: Moment) -> str:
    """The date of a moment, as far as the date of the drill is known: 2024年12月11日 or 第2天."""
    if plan.date is None:
        return shown(plan.drill.date) if moment.day == 1 else f"第{moment.day}天"
    return shown(plan.date + datetime.timedelta(days=moment.day - 1))


def drill_time(plan: Plan) -> str:
    """When the drill takes place: 2024年12月10日9:00至17:00, or to a later day."""
    hours = plan.drill.hours
    later = hours.end.clock if hours.start.day == hours.end.day else f"{day_shown(plan, hours.end)}{hours.end.clock}"
    return f"{day_shown(plan, hours.start)}{hours.start.clock}至{later}"


def limit(plan: Plan, step: Step, phase: Phase | None = None) -> str:
    """Within what time a step is to be done and from when that counts; from `phase` by name, else 本阶段."""
    if gives_order(plan, step):
        return NONE
    here = phase_name(phase) if phase else "本阶段"
    every = f"每{step.every}报告一次" if step.every else ""
    if step.limit is None:
        return every or f"{here}内"
    within = f"{begin(plan, step, here)}后{step.limit}内"
    return f"{within}，{every}" if every else within


def gives_order(plan: Plan, step: Step) -> bool:
    """Whether the step is the start order itself, which is given at a time and takes none."""
    if step is not _opening(plan):
        return False
    return step.after == AFTER_ORDER or plan.timeline.phases[0].start == plan.timeline.order.time


def begin(plan: Plan, step: Step, here: str = "本阶段") -> str:
    """From when the step's limit counts."""
    if step.after == AFTER_PHASE:
        return f"{here}开始"
    if step.after == AFTER_ORDER:
        return "启动指令下达"
    before = plan.steps.get(step.after)
    return f"{quoted(before.title)}完成" if before else f"{here}开始"


def phase_name(phase: Phase) -> str:
    """The phase's title as a phase: 应急处置阶段."""
    return phase.title if phase.title.endswith("阶段") else f"{phase.title}阶段"


def title_lines(title: str) -> tuple[str, ...]:
    """The title in lines that break where the sense does."""
    lines: list[str] = []
    begin = 0
    while (end := _line_end(title, begin)) > begin:
        lines.append(title[begin:end])
        begin = end
    return (*lines, title[begin:])


def _line_end(title: str, begin: int) -> int:
    """Where the line that begins there ends best; where it begins, if the rest stays whole."""
    length = len(title) - begin
    if length <= _WIDEST_TITLE or (title[begin] == "【" and is_todo(title[begin:])):
        return begin
    breaks = [title.find(word, begin, begin + _WIDEST_TITLE + len(word)) for word in ("应急", "演练", "指挥")]
    fitting = [at for at in breaks if at > begin]
    return min(fitting, key=lambda at: abs(2 * (at - begin) - length), default=begin)


def edition(plan: Plan) -> str:
    """The plan and its version, or what is none yet: 应急演练计划　v1.2."""
    return "　".join(filter(None, (plan.identity.title, plan.edition.label)))


def issue_date(plan: Plan) -> datetime.date:
    """The date that the files carry: of the latest revision, else of the drill."""
    dates: Sequence[datetime.date | str] = [revision.date for revision in reversed(plan.revisions)]
    known = [date for date in dates if isinstance(date, datetime.date)]
    return known[0] if known else plan.date or _UNDATED


@once
def _opening(plan: Plan) -> Step | None:
    """The first step of the drill that the one who orders the start does at once."""
    by = plan.timeline.order.by
    steps = (step for phase in plan.timeline.phases[:1] for step in phase.steps)
    return next((step for step in steps if step.owner == by and _is_at_once(step)), None)


def _is_at_once(step: Step) -> bool:
    return step.limit is None and step.every is None and step.after in {AFTER_PHASE, AFTER_ORDER}
