"""The drill: who takes part and with which task, on which day."""

import datetime
from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.checks.needs import resolved
from plangen.checks.sessions import TIMED
from plangen.checks.wording import day
from plangen.diagnostics import ERROR, WARNING, Finding, Place, Skipped, Words, rule
from plangen.model.duties import is_of_posts
from plangen.model.plan import Plan
from plangen.model.records import Calendar
from plangen.model.working_days import NoCalendar, WorkingDays

CROWD_ABOVE = 300  # participants of one department
MOST_LINES = 20_000  # to sign on, of all sheets together

ABSENT = rule(
    "D101",
    WARNING,
    title=("部门没有参演人员", "a department without participants"),
    why=("没有参演人员的部门得不到演练", "a department without participants is not rehearsed"),
    message=("{department}没有安排参演人员", "{department} has no participants"),
    hint=(
        "在 drill.yaml 的 participants 中写明人员、人数和任务",
        "add people, count and tasks to the participants of drill.yaml",
    ),
    bad="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [接待模拟投诉的消费者]}\n",
    good="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [接待模拟投诉的消费者]}\n"
    "  - {department: quality, people: 技术人员, count: 2, tasks: [检测模拟的产品故障]}\n",
)
HEADLESS = rule(
    "D102",
    WARNING,
    title=("参演人员未确定", "participants not settled"),
    why=("人员和人数未定，就无法通知、培训和配发物资", "until they are known nobody can be told, trained or equipped"),
    message=("{department}的参演人员或人数尚未确定", "the participants of {department} are not settled yet"),
    hint=("与该部门商定后，填写 people 和 count", "agree with the department and fill in 'people' and 'count'"),
    bad="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: !todo 参演人数, tasks: [接待模拟投诉的消费者]}\n",
    good="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [接待模拟投诉的消费者]}\n",
)
TASKLESS = rule(
    "D103",
    WARNING,
    title=("参演人员没有任务", "participants without a task"),
    why=("参演人员应当知道自己做什么", "participants have to know what to do"),
    message=("{department}的参演人员没有演练任务", "the participants of {department} have no tasks"),
    hint=("在 tasks 中写明任务", "write the tasks into 'tasks'"),
    bad="# drill.yaml\nparticipants:\n  - {department: service, people: 客服人员, count: 3}\n",
    good="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [接待模拟投诉的消费者]}\n",
)
NOBODY = rule(
    "D104",
    WARNING,
    title=("参演人数不足一人", "fewer than one participant"),
    why=("人数为零或负数等于没有安排", "with no people nothing is arranged"),
    message=("{department}的参演人数是{count}", "the number of participants of {department} is {count}"),
    hint=("填写实际人数，未定时写 !todo 参演人数", "fill in the real number, or !todo while it is open"),
    bad="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 0, tasks: [接待模拟投诉的消费者]}\n",
    good="# drill.yaml\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 3, tasks: [接待模拟投诉的消费者]}\n",
)
OUT_OF_SCOPE = rule(
    "D105",
    WARNING,
    title=("参演部门不在适用范围内", "a participating department outside the plan's scope"),
    why=("计划应当适用于参加演练的每个部门", "the plan has to apply to every department that takes part"),
    message=(
        "{department}参加演练，但不在计划的适用范围内",
        "{department} takes part but is not within the plan's scope",
    ),
    hint=("在 plan.yaml 的 scope.departments 中补充该部门", "add it to scope.departments in plan.yaml"),
    bad="# plan.yaml\nscope: {departments: [service]}\n",
    good="# plan.yaml\nscope: {departments: [service, quality]}\n",
)
NO_SCENARIO = rule(
    "D106",
    WARNING,
    title=("演练没有场景", "a drill without a scenario"),
    why=("没有场景就没有可演练的事件", "without a scenario there is nothing to rehearse"),
    message=("本次演练没有安排场景", "the drill plays no scenario"),
    hint=("在 scenarios 中写明场景编号", "write the scenarios' ids into 'scenarios'"),
    bad="# drill.yaml\nscenarios: []\n",
    good="# drill.yaml\nscenarios: [fault, leak]\n",
)
CROWD = rule(
    "D107",
    WARNING,
    title=("一个部门的参演人数过多", "a crowd of participants"),
    why=(
        "签到表每人每天一行，多打一位数字就会印出几十页",
        "the sign-in sheets have a line for each person and day; a digit too many makes dozens of pages",
    ),
    message=("{department}的参演人数为{count}", "the number of participants of {department} is {count}"),
    hint=("检查位数；人数属实时写明例外", "look at the digits; if it is right, write an exception with the reason"),
    bad=f"# drill.yaml\nparticipants:\n  - {{department: service, people: 客服人员, count: {CROWD_ABOVE + 1}}}\n",
    good=f"# drill.yaml\nparticipants:\n  - {{department: service, people: 客服人员, count: {CROWD_ABOVE}}}\n",
)
TOO_MANY_LINES = rule(
    "D108",
    ERROR,
    title=("签到表行数过多", "far too many lines to sign on"),
    why=(
        "签到表每人每天（分时段的每个时段）一行，这样多的行会耗尽内存，也没有人能用",
        "the sign-in sheets have a line for each person and day or session; so many take all memory and are of no use",
    ),
    message=(
        "参演人数合计{people}，共{times}，签到表超过{limit}行",
        "{people} participants {times} are more lines to sign on than {limit}",
    ),
    hint=("检查人数和演练的起止日期", "look at the numbers of participants and at the days of the drill"),
    bad="# drill.yaml\nhours: {start: 9:00, end: 第31天 17:00}\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 700}\n",
    good="# drill.yaml\nhours: {start: 9:00, end: 17:00}\nparticipants:\n"
    "  - {department: service, people: 客服人员, count: 70}\n",
)
NO_FORM = rule(
    "D109",
    ERROR,
    title=("演练没有形式", "a drill without a form"),
    why=("计划和须知都要写明演练采用什么形式", "the plan and the briefing say in what form the drill is held"),
    message=("没有写明演练采用什么形式", "nothing says in what form the drill is held"),
    hint=("在 form 中写明，例如 form: 桌面推演", "write it into 'form', such as form: 桌面推演"),
    bad="# drill.yaml\nform: []\n",
    good="# drill.yaml\nform: [桌面推演, 功能演练]\n",
)
FORM_TWICE = rule(
    "D110",
    WARNING,
    title=("演练形式重复", "a form of the drill named twice"),
    why=("重复的形式会在文件中出现两次，多半是误写", "it appears twice in the documents and is most likely a slip"),
    message=("演练形式“{form}”写了两遍", "the form '{form}' is named twice"),
    hint=("删除重复的一项", "delete the second one"),
    bad="# drill.yaml\nform: [桌面推演, 桌面推演]\n",
    good="# drill.yaml\nform: [桌面推演, 功能演练]\n",
)
DAY_OFF = rule(
    "D201",
    WARNING,
    title=("演练日期是休息日", "a drill on a day off"),
    why=(
        "休息日人员不到岗，来访消费者和外部单位的情况也与平时不同",
        "on a day off people are away, inside the company and outside",
    ),
    message=("演练日期{date}是{reason}", "the drill's date {date} is a day off ({reason})"),
    hint=("改到工作日；确需在休息日演练的，写明例外", "choose a working day, or write an exception with the reason"),
    bad="# drill.yaml\ndate: 2026-03-14\n",
    good="# drill.yaml\ndate: 2026-03-13\n",
)
FOREIGN_DAY = rule(
    "D202",
    WARNING,
    title=("节假日安排写错年份", "a calendar day of another year"),
    why=("日期写错年份，休息日就判断不准", "with the wrong year, days off are judged wrongly"),
    message=("{year}年节假日安排中的{date}不属于该年", "{date} does not belong to the calendar of {year}"),
    hint=("对照官方通知更正日期或年份", "correct it according to the official notice"),
    bad="# calendars/2026.yaml\nworkdays: [2025-02-14]\n",
    good="# calendars/2026.yaml\nworkdays: [2026-02-14]\n",
)
WRONG_WAY = rule(
    "D203",
    WARNING,
    title=("假期起止颠倒", "a holiday that ends before it begins"),
    why=("起止颠倒的假期不起作用", "such a holiday has no effect"),
    message=("{holiday}的最后一天{last}早于第一天{first}", "{holiday} ends on {last}, before it begins on {first}"),
    hint=("对照官方通知更正日期", "correct it according to the official notice"),
    bad="# calendars/2026.yaml\nholidays: [{title: 劳动节, first: 2026-05-05, last: 2026-05-01}]\n",
    good="# calendars/2026.yaml\nholidays: [{title: 劳动节, first: 2026-05-01, last: 2026-05-05}]\n",
)
DAY_TWICE = rule(
    "D204",
    WARNING,
    title=("同一天既放假又上班", "a day that is both off and worked"),
    why=("互相矛盾的日期无法判断是否为工作日", "nobody can say whether people work on such a day"),
    message=("{date}既是{holiday}假期，又是调休上班日", "{date} is both {holiday} and an adjusted working day"),
    hint=("对照官方通知删除其中一处", "delete one of them according to the official notice"),
    bad="# calendars/2026.yaml\n"
    "holidays: [{title: 劳动节, first: 2026-05-01, last: 2026-05-05}]\nworkdays: [2026-05-05]\n",
    good="# calendars/2026.yaml\n"
    "holidays: [{title: 劳动节, first: 2026-05-01, last: 2026-05-05}]\nworkdays: [2026-05-09]\n",
)


def absent(plan: Plan) -> Found:
    present = {participants.department for participants in plan.drill.participants}
    for department in plan.organisation.departments:
        if department.id not in present:
            at = plan.drill.where("participants")
            yield Finding(rule=ABSENT, at=at, values={"department": department.title})


def headless(plan: Plan) -> Found:
    for each in plan.drill.participants:
        if isinstance(each.count, str) or "【待填写" in each.people:
            field = "count" if isinstance(each.count, str) else "people"
            yield Finding(rule=HEADLESS, at=each.where(field), values={"department": plan.party(each.department)})


def taskless(plan: Plan) -> Found:
    for each in plan.drill.participants:
        if not each.tasks and not is_of_posts(plan, each):
            at = each.where("department")
            yield Finding(rule=TASKLESS, at=at, values={"department": plan.party(each.department)})


def nobody(plan: Plan) -> Found:
    for each in plan.drill.participants:
        if isinstance(each.count, int) and each.count < 1:
            values = {"department": plan.party(each.department), "count": each.count}
            yield Finding(rule=NOBODY, at=each.where("count"), values=values)


def crowd(plan: Plan) -> Found:
    for each in plan.drill.participants:
        if isinstance(each.count, int) and each.count > CROWD_ABOVE:
            values = {"department": plan.party(each.department), "count": each.count}
            yield Finding(rule=CROWD, at=each.where("count"), values=values)


def too_many_lines(plan: Plan) -> Found:
    drill = plan.drill
    people = sum(each.count for each in drill.participants if isinstance(each.count, int))
    days = len(drill.sessions or drill.days)
    if people * days > MOST_LINES:
        times = (
            Words(f"{days}个时段", f"in {days} sessions") if drill.sessions else Words(f"{days}天", f"on {days} days")
        )
        values = {"people": people, "times": times, "limit": MOST_LINES}
        yield Finding(rule=TOO_MANY_LINES, at=drill.where("participants"), values=values)


def out_of_scope(plan: Plan) -> Found:
    scope = plan.identity.scope
    for each in plan.drill.participants:
        if each.department in plan.departments and each.department not in scope.departments:
            at = scope.where("departments")
            yield Finding(rule=OUT_OF_SCOPE, at=at, values={"department": plan.party(each.department)})


def no_scenario(plan: Plan) -> Found:
    if not plan.drill.scenarios:
        yield Finding(rule=NO_SCENARIO, at=plan.drill.where("scenarios"))


def no_form(plan: Plan) -> Found:
    if not plan.drill.form:
        yield Finding(rule=NO_FORM, at=plan.drill.where("form"))


def form_twice(plan: Plan) -> Found:
    forms = plan.drill.form
    for index, form in enumerate(forms):
        if form in forms[:index]:
            yield Finding(rule=FORM_TWICE, at=plan.drill.where("form", index), values={"form": form})


def day_off(plan: Plan) -> Found:
    drill = plan.drill
    if plan.date is None:
        yield Skipped(
            rule=DAY_OFF, reason=Words("演练日期尚未填写", "the date is still to be filled in"), at=drill.where("date")
        )
        return
    days = WorkingDays(plan.calendars)
    for number in drill.days:
        date = plan.date + datetime.timedelta(days=number - 1)
        try:
            days.require(date)
        except NoCalendar as missing:
            yield Skipped(rule=DAY_OFF, reason=missing.reason, at=drill.where("date"))
            return
        if why := _why_off(date, plan.calendars):
            yield Finding(rule=DAY_OFF, at=drill.where("date"), values={"date": day(date), "reason": why})


_WEEKEND = {5: Words("星期六", "Saturday"), 6: Words("星期日", "Sunday")}


def _why_off(date: datetime.date, calendars: tuple[Calendar, ...]) -> Words | None:
    """Every calendar is asked: a New Year's holiday may begin in the December before."""
    for calendar in calendars:
        for holiday in calendar.holidays:
            if holiday.first <= date <= holiday.last:
                return Words(f"{holiday.title}假期", f"holiday: {holiday.title}")
    if any(date in calendar.workdays for calendar in calendars):
        return None
    return _WEEKEND.get(date.weekday())


def foreign_day(plan: Plan) -> Found:
    for calendar in plan.calendars:
        days = [*_days(calendar)]
        foreign = [(at, date) for at, date in days if not _belongs(date, calendar.year)]
        if len(days) > 1 and len(foreign) == len(days):  # then it is the year that is wrong
            values = {"year": calendar.year, "date": Words("全部日期", "any of the dates")}
            yield Finding(rule=FOREIGN_DAY, at=calendar.where("year"), values=values)
            continue
        for at, date in foreign:
            yield Finding(rule=FOREIGN_DAY, at=at, values={"year": calendar.year, "date": day(date)})


def _days(calendar: Calendar) -> Iterator[tuple[Place, datetime.date]]:
    """Every date of a calendar and where it stands."""
    for holiday in calendar.holidays:
        yield holiday.where("first"), holiday.first
        yield holiday.where("last"), holiday.last
    yield from ((calendar.where("workdays", index), date) for index, date in enumerate(calendar.workdays))


def _belongs(date: datetime.date, year: int) -> bool:
    # The notice for 2023 began its New Year's holiday on 31 December 2022.
    return date.year == year or (date.year, date.month) == (year - 1, 12)


def wrong_way(plan: Plan) -> Found:
    for calendar in plan.calendars:
        for holiday in calendar.holidays:
            if holiday.last < holiday.first:
                values = {"holiday": holiday.title, "first": day(holiday.first), "last": day(holiday.last)}
                yield Finding(rule=WRONG_WAY, at=holiday.where("last"), values=values)


def day_twice(plan: Plan) -> Found:
    for calendar in plan.calendars:
        for index, date in enumerate(calendar.workdays):
            for holiday in _on(date, calendar):
                at = calendar.where("workdays", index)
                yield Finding(rule=DAY_TWICE, at=at, values={"date": day(date), "holiday": holiday})


def _on(date: datetime.date, calendar: Calendar) -> Iterator[str]:
    return (holiday.title for holiday in calendar.holidays if holiday.first <= date <= holiday.last)


CHECKS = (
    Check(rule=ABSENT, run=absent, needs=(resolved("department"),)),
    Check(rule=HEADLESS, run=headless),
    Check(rule=TASKLESS, run=taskless),
    Check(rule=NOBODY, run=nobody),
    Check(rule=CROWD, run=crowd),
    Check(rule=TOO_MANY_LINES, run=too_many_lines, needs=TIMED),
    Check(rule=OUT_OF_SCOPE, run=out_of_scope, needs=(resolved("department"),)),
    Check(rule=NO_SCENARIO, run=no_scenario),
    Check(rule=NO_FORM, run=no_form),
    Check(rule=FORM_TWICE, run=form_twice),
    Check(rule=DAY_OFF, run=day_off, needs=TIMED),
    Check(rule=FOREIGN_DAY, run=foreign_day),
    Check(rule=WRONG_WAY, run=wrong_way),
    Check(rule=DAY_TWICE, run=day_twice),
)
