"""How the drill is run: use of the script, objectives, drill staff, simulated roles, signals, rules to stop by."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, chapter, grid, section, text
from plangen.documents.phrases import NONE
from plangen.language.sentences import endings, quoted, sentence
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff


def control_chapters(draft: Draft) -> Iterator[Block]:
    """The chapters for those who control: objectives, staff and roles, signals, rules for stopping."""
    plan = draft.plan
    yield chapter("使用说明", "usage")
    yield from text(
        f"本脚本供导控人员组织实施{quoted(plan.identity.title)}使用。",
        f"本脚本{draft.marked}阅读，演练结束以前不得向参演人员透露。" if draft.marked else "",
        "导调事件另有可以排序、筛选和填写的主要事件清单，两者内容一致。",
    )
    yield from bullets("导调要求", plan.script.rules)
    yield chapter("演练目标", "objectives")
    yield from _objectives(draft)
    yield chapter("导控人员与模拟角色", "staff")
    yield from _staff(draft)
    yield from _roles(draft)
    yield chapter("导控信号与通信", "signals")
    yield from _signals(draft)
    yield chapter("意外中止", "stops")
    yield from _stops(draft)


def criteria(plan: Plan, keys: tuple[str, ...]) -> str:
    """The titles of evaluation criteria: 响应速度、处置效果."""
    titles: dict[str, str] = {each.id: each.title for each in plan.evaluation.criteria}
    return "、".join(titles[key] for key in keys if key in titles) or NONE


def scenarios_of(draft: Draft, staff: DrillStaff) -> str:
    """场景一、场景二; 全部 where nothing narrows it."""
    return draft.scenarios(staff.scenarios) or "全部"


def _objectives(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if not plan.script.objectives:
        return
    label = draft.captions.table("objectives")
    rows = [
        (
            str(number),
            each.title,
            sentence(each.text),
            criteria(plan, each.criteria),
            [
                "、".join(inject.serial for inject in plan.events(scenario.id) if each.id in inject.objectives)
                for scenario in plan.played
            ],
        )
        for number, each in enumerate(plan.script.objectives, start=1)
    ]
    yield from text(f"演练目标、评估标准和检验各目标的导调事件见{label}。", keep_next=True)
    heads = ("序号", "目标", "要求", "评估标准", "检验的导调事件")
    yield grid(f"{label}　演练目标", heads, (1.5, 3, 5.6, 2.8, 6), rows, centred=(0,))


def _staff(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if not plan.script.staff:
        return
    label = draft.captions.table("staff")
    rows = [
        (
            (f"**{each.title}**", f"（{each.kind}）"),
            (each.name or NONE, each.phone or NONE),
            _home(plan, each),
            scenarios_of(draft, each),
            endings(each.duties),
        )
        for each in plan.script.staff
    ]
    yield section("导控人员", "drill-staff")
    yield from text(
        f"导控人员的分工和联系方式见{label}。导控人员不参加演练处置，评估人员不评估本人所在部门。", keep_next=True
    )
    heads = ("职务和类别", "姓名和联系电话", "所在部门", "负责场景", "职责")
    yield grid(f"{label}　导控人员", heads, (2.9, 3.6, 3, 2.3, 6.7), rows)


def _home(plan: Plan, staff: DrillStaff) -> str:
    if staff.department is None:
        return "外请" if staff.name else NONE
    return plan.party(staff.department)


def _roles(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if not plan.script.roles:
        return
    label = draft.captions.table("roles")
    rows = [
        (
            each.title,
            plan.person(each.played_by),
            plan.party(each.stands_for) if each.stands_for else NONE,
            sentence(each.brief) or NONE,
        )
        for each in plan.script.roles
    ]
    yield section("模拟角色", "roles")
    yield from text(f"模拟角色见{label}，一律使用虚构的姓名、电话和账号。", keep_next=True)
    yield grid(f"{label}　模拟角色", ("角色", "扮演人员", "代表", "角色说明"), (3, 3.4, 3, 7), rows, compact=True)


def _signals(draft: Draft) -> Iterator[Block]:
    script = draft.plan.script
    if script.signals:
        label = draft.captions.table("signals")
        rows = [(each.title, quoted(each.words), each.by, sentence(each.response)) for each in script.signals]
        yield section("导控信号", "signal-words")
        yield from text(f"全体人员应当熟记{label}的信号用语。", keep_next=True)
        yield grid(
            f"{label}　导控信号", ("用途", "信号用语", "发出人", "收到后的动作"), (2.4, 5, 2.6, 6), rows, compact=True
        )
    if script.communication:
        yield section("导控通信", "communication")
        yield from bullets("导控通信的要求", script.communication)


def _stops(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if not plan.script.stops:
        return
    label = draft.captions.table("stops")
    rows = [
        (
            (f"**{each.title}**", f"（{each.kind}）"),
            sentence(each.condition),
            (plan.person(each.decides), quoted(each.signal)),
            [f"{number}. {step}" for number, step in enumerate(endings(each.procedure), start=1)],
            sentence(each.resumption),
        )
        for each in plan.script.stops
    ]
    yield from text(
        f"出现{label}所列情形的，演练立即让位于真实情况。任何人发现真实险情都可以发出信号，由决定人确认。",
        keep_next=True,
    )
    heads = ("情形", "中止条件", "决定人和信号", "处理程序", "恢复条件")
    yield grid(f"{label}　意外中止规则", heads, (2.8, 4.6, 3.6, 7.4, 4.6), rows)
