"""Chapter 五、信息发布与沟通: contents, flow, responsibilities, the media liaison officer, the notices."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Align, Block, Cell, Table, cell
from plangen.documents.draft import Content, Draft, bullets, chapter, grid, section, text
from plangen.documents.phrases import NONE, clause, limit, listed
from plangen.documents.tables import in_role
from plangen.model.communication import Liaison, Stage
from plangen.model.timeline import Phase, Step

_ALWAYS = "全部"


def communication_chapter(draft: Draft) -> Iterator[Block]:
    """The chapter on what is published: contents, stages, channels, responsible posts, notices."""
    communication = draft.plan.communication
    yield chapter("信息发布与沟通", "communication")
    if communication.contents:
        yield section("发布内容", "contents")
        yield from bullets(
            "对外发布的信息应当包括以下内容", [f"{each.title}：{clause(each.text)}" for each in communication.contents]
        )
    yield section("发布流程和渠道", "release")
    yield from _release(draft)
    yield section("发布职责", "responsible")
    yield from _responsible(draft)
    if communication.liaison:
        yield section(draft.plan.party(communication.liaison.post), "liaison")
        yield from _liaison(draft.plan.party(communication.liaison.post), communication.liaison)
    if communication.notices:
        yield section("公开通知", "notices")
        yield from _notices(draft)


def _release(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    release, stages = plan.communication.release, plan.communication.stages
    if stages:
        label = draft.captions.table("stages")
        gates = any(each.approves for each in stages)
        rule = "，应当审批或征询而未完成的，不得发布" if gates else ""
        yield from text(f"信息发布按照{label}的流程依次进行{rule}。")
        yield _stages(draft, f"{label}　信息发布流程")
    channels = listed(release.channels)
    found = next((each for each in _located(draft, release.step) if each[1].limit), None)
    yield from text(
        f"发布渠道包括{channels}。" if channels else "",
        f"演练中，{plan.party(found[1].owner)}应当在{_latest(draft, *found)}完成信息发布。" if found else "",
    )


def _located(draft: Draft, key: str) -> Iterator[tuple[Phase, Step]]:
    return ((phase, step) for phase in draft.plan.timeline.phases for step in phase.steps if step.id == key)


def _latest(draft: Draft, phase: Phase, step: Step) -> str:
    window = draft.windows.get(step.id)
    return limit(draft.plan, step, phase) + (f"（{window.due}前）" if window else "")


def _stages(draft: Draft, caption: str) -> Table:
    """The stages; what none of them has, an occasion or a limit, has no column."""
    stages = draft.plan.communication.stages
    columns: list[tuple[str, float, list[Content]]] = [
        ("环节", 2.4, [each.title for each in stages]),
        ("责任方", 3.4, [in_role(draft.plan, each.by) for each in stages]),
        ("要求", 6, [clause(each.action) for each in stages]),
    ]
    columns += _further(stages)
    columns.append(("须审批或征询", 2.8, [_approval(each) for each in stages]))
    heads, weights, contents = zip(*columns, strict=True)
    return grid(caption, heads, weights, list(zip(*contents, strict=True)), centred=range(3, len(columns)))


def _further(stages: Sequence[Stage]) -> Iterator[tuple[str, float, list[Content]]]:
    """The columns that some stage needs."""
    if any(each.when != _ALWAYS and not each.approves for each in stages):
        yield "适用情形", 2, [each.when for each in stages]
    if any(each.limit for each in stages):
        yield "时限", 1.8, [f"{each.limit}内" if each.limit else NONE for each in stages]


def _approval(stage: Stage) -> Cell:
    said = "是" if stage.when == _ALWAYS else stage.when
    return cell(said, align=Align.CENTRE) if stage.approves else Cell()


def _responsible(draft: Draft) -> Iterator[Block]:
    communication = draft.plan.communication
    for lead, who in (("责任岗位", communication.responsible), ("配合岗位", communication.supporting)):
        duties = listed(who.duties, "、")
        owing = f"，其职责是{duties}" if duties else ""
        yield from text(f"信息发布的{lead}为{draft.plan.party(who.post)}{owing}。")


def _liaison(officer: str, liaison: Liaison) -> Iterator[Block]:
    yield from bullets(f"{officer}的职责", [f"{each.title}：{clause(each.text)}" for each in liaison.duties])
    yield from bullets(f"{officer}的工作流程", [f"{each.title}：{clause(each.text)}" for each in liaison.workflow])


def _notices(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    label = draft.captions.table("notices")
    rows = [
        (
            each.title,
            each.audience,
            [draft.scenario(scenario) for scenario in plan.played if each.id in scenario.notices],
        )
        for each in plan.communication.notices
    ]
    yield from text(f"各场景需要起草的公开通知见{label}。")
    yield grid(f"{label}　公开通知种类", ("通知名称", "对象", "使用场景"), (5, 3.4, 6.6), rows)
