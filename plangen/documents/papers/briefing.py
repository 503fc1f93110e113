"""参演人员须知: what every participant is told before the drill, and nothing that he meets only in it."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Title
from plangen.documents.draft import Draft, bullets, chapter, grid, text
from plangen.documents.frame import dossier_document
from plangen.documents.phrases import drill_time, period
from plangen.language.sentences import clause, listed, quoted, sentence
from plangen.model.drill import Conduct
from plangen.model.spec import Origin
from plangen.model.values import todo

_TABLETOP = "桌面推演"
_CALL, _USUAL_CALL = (
    "用语",
    "演练演练",
)  # the signal with which every message begins, and what it is unless the plan says
_STOPS = ("人员受伤或者突发疾病", "发生真实的突发事件或者消费者投诉", "演练影响正常经营、信息系统运行或者公众秩序")


@dossier_document("briefing")
def briefing(draft: Draft) -> Iterator[Block]:
    """Of the scenarios only their titles, of the timeline only the phases: the rest is learnt in the drill."""
    conduct = draft.plan.drill.conduct or Conduct(at=Origin())
    yield Title(lines=(draft.title,))
    yield from text("全体参演人员应当在演练前阅读本须知；有不清楚的，演练前向演练协调人询问。")
    yield chapter("演练目的", "aim")
    yield from bullets("本次演练的目的", draft.plan.identity.purposes)
    yield chapter("时间、地点和安排", "time-and-place")
    yield from _time_and_place(draft)
    yield chapter("演练规则", "rules")
    yield from _rules(draft, conduct)
    yield chapter("通信要求", "communication")
    yield from _communication(draft)
    yield chapter("模拟内容", "simulated")
    yield from _simulated(conduct)
    yield chapter("安全要求", "safety")
    yield from _safety(conduct)
    yield chapter("演练中止", "stop")
    yield from _stop(draft)
    yield chapter("演练结束", "end")
    yield from _end(draft)


def _time_and_place(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    venue = plan.drill.venue
    areas = listed(venue.areas)
    yield from text(
        f"演练采用{plan.drill.form}形式，时间为{drill_time(plan)}，",
        sentence(f"地点为{clause(venue.title)}" + (f"及{areas}" if areas else "")),
        sentence(f"演练场景包括{listed([each.title for each in plan.played], '、')}") if plan.played else "",
        "具体情景在演练中逐步给出。",
    )
    if plan.timeline.phases:
        label = draft.captions.table("phases")
        rows = [(period(each.start, each.end), each.title, clause(each.purpose)) for each in plan.timeline.phases]
        yield grid(f"{label}　演练安排", ("时间", "阶段", "任务"), (4, 3.6, 8), rows, centred=(0,))


def _rules(draft: Draft, conduct: Conduct) -> Iterator[Block]:
    plan = draft.plan
    on_paper = plan.drill.form == _TABLETOP
    yield from bullets(
        "参演人员应当遵守以下规则",
        (
            "按时到达指定地点，在签到表上签到；中途离开须经本部门负责人同意",
            "携带本人角色卡，按照角色卡和上级指令行动，把演练当作真实事件对待",
            "各项处置在会议桌上推演，说明打算采取的行动，不实际操作设备和系统"
            if on_paper
            else "只按照演练安排行动；可能影响正常经营和信息系统运行的操作，须经导控人员同意",
            "服从导控人员的安排；导控人员、评估人员和观摩人员不参与处置，不得向其打听后续情景",
            "不得提前打听或者传播情景内容；演练文件不得外传，演练结束后交回",
            "如实填写记录表格，时间写到分钟；演练中使用虚构的姓名和电话",
            *conduct.rules,
        ),
    )


def _communication(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    call = quoted(next((each.words for each in plan.script.signals if _CALL in each.title), _USUAL_CALL))
    yield from bullets(
        "演练期间的通信应当符合以下要求",
        (
            f"每次通话的开头和结尾都说{call}，每条消息、每封邮件都以{call}开头，防止他人误认为真实事件",
            "误接到演练信息的人员询问时，说明正在演练",
            f"向{plan.organisation.team.title}报告使用信息报告热线{plan.reporting.hotline.number}和本部门指定的频道或者群组",
            *plan.resources.communication,
            "未经批准，不得通过任何渠道对外发布与演练有关的信息",
        ),
    )


def _simulated(conduct: Conduct) -> Iterator[Block]:
    simulated = listed(conduct.simulated)
    yield from text(
        f"演练中，{simulated}均为模拟。" if simulated else "演练中出现的事件均为模拟。",
        "演练文件中的单位、人员、数量等情景信息仅用于演练；情景没有说明的，按照实际情况处理。",
    )


def _safety(conduct: Conduct) -> Iterator[Block]:
    yield from bullets(
        "演练以安全为先，参演人员应当遵守以下要求",
        (
            "不得奔跑、推搡，不得采取危及自身和他人安全的行动",
            "身体不适的，立即告知本部门负责人并退出演练",
            "使用设备和防护用品遵守操作规程，发现安全隐患立即报告",
            *conduct.safety,
        ),
    )


def _stop(draft: Draft) -> Iterator[Block]:
    """The signals that all must know, without what those who run the drill do on them."""
    script = draft.plan.script
    if script.signals:
        label = draft.captions.table("signals")
        rows = [(each.title, clause(each.words), each.by) for each in script.signals]
        yield from text(f"全体参演人员应当记住{label}的信号。")
        yield grid(f"{label}　演练信号", ("用途", "信号用语", "发出人"), (4, 7, 4), rows)
    else:
        yield from text(f"演练中止信号为{todo('演练中止信号')}。")
    yield from text("收到中止信号，立即停止一切演练行动，在原地等待指令；没有恢复的信号，不得继续演练。")
    yield from bullets(
        "出现以下情形，演练让位于真实情况，发现的人立即报告导控人员", [each.title for each in script.stops] or _STOPS
    )


def _end(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    yield from text(
        "宣布演练结束后，参演人员在签到表上签退，交回角色卡、演练文件和领用的物资；",
        f"所在部门按照要求完成书面总结。本须知由{clause(plan.identity.owner)}解释。",
    )
