"""Chapter 三、应急决策与指挥: decision flow and levels, the command centre, the handbook's flows, command points."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, chapter, part, section, text
from plangen.documents.phrases import clause, listed, quoted, sentence
from plangen.documents.tables import centre_staff, decision_levels


def command_chapter(draft: Draft) -> Iterator[Block]:
    """The chapter on command: levels of decision, flow, command centre, handbook."""
    yield chapter("应急决策与指挥", "command")
    yield section("决策流程", "decision-flow")
    yield from _flow(draft)
    yield section("决策权限", "decision-levels")
    yield from _levels(draft)
    yield section("应急指挥中心", "centre")
    yield from _centre(draft)
    yield section("应急指挥手册", "handbook")
    yield from _handbook(draft)
    yield from _points(draft)


def _flow(draft: Draft) -> Iterator[Block]:
    command = draft.plan.command
    yield from bullets("应急决策按以下流程进行", [f"{each.title}：{clause(each.text)}" for each in command.flow])
    basis = listed(command.basis)
    yield from text(f"决策的依据是{basis}。" if basis else "")


def _levels(draft: Draft) -> Iterator[Block]:
    label = draft.captions.table("decision-levels")
    yield from text(f"事件按照严重程度分级，决策者和决策方式见{label}。")
    yield decision_levels(draft, f"{label}　事件等级与决策权限")


def _centre(draft: Draft) -> Iterator[Block]:
    centre = draft.plan.command.centre
    equipment = listed(centre.equipment)
    yield from text(
        f"应急指挥中心设在{clause(centre.room)}", f"，配备以下设施设备：{equipment}" if equipment else "", "。"
    )
    yield from bullets("应急指挥中心的运行要求", centre.operation)
    if centre.staff:
        label = draft.captions.table("centre-staff")
        yield from text(f"应急指挥中心的人员和职责见{label}。")
        yield centre_staff(draft, f"{label}　应急指挥中心人员")


def _handbook(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    flowing = [scenario for scenario in plan.played if scenario.flow]
    yield from text(sentence(plan.command.handbook), "各场景的指挥流程如下。" if flowing else "")
    for scenario in flowing:
        yield part(draft.scenario(scenario), f"flow-{scenario.id}")
        yield from bullets(
            "指挥流程",
            [f"{each.title}（{plan.party(each.owner)}）：{clause(each.action)}" for each in scenario.flow],
        )


def _points(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    pointed = [scenario for scenario in plan.played if scenario.points]
    if not plan.command.points and not pointed:
        return
    yield section("指挥要点", "points")
    yield from bullets("指挥人员在各场景中均应当把握以下要点", plan.command.points)
    for scenario in pointed:
        yield from bullets(f"{quoted(scenario.title)}场景的指挥要点", scenario.points)
