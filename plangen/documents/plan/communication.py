"""Chapter 五、信息发布与沟通: contents, flow, responsibilities, the media liaison officer, the notices."""

from collections.abc import Iterator

from plangen.blocks.document import Block, Table
from plangen.documents.draft import Draft, bullets, chapter, grid, section, text
from plangen.documents.phrases import NONE, clause, limit, listed, quoted
from plangen.documents.tables import in_role
from plangen.model.communication import Liaison
from plangen.model.timeline import Phase, Step

__all__ = ["communication_chapter"]


def communication_chapter(draft: Draft) -> Iterator[Block]:
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
        yield from text(f"信息发布按照{label}的流程进行。", keep_next=True)
        yield _stages(draft, f"{label}　信息发布流程")
    channels = listed(release.channels)
    found = _located(draft, release.step)
    yield from text(
        f"发布渠道包括{channels}。" if channels else "",
        f"演练中，{plan.party(found[1].owner)}应当在{limit(plan, found[1], found[0])}完成{quoted(found[1].title)}工作。"
        if found and found[1].limit
        else "",
    )


def _located(draft: Draft, key: str) -> tuple[Phase, Step] | None:
    return next(((phase, step) for phase in draft.plan.timeline.phases for step in phase.steps if step.id == key), None)


def _stages(draft: Draft, caption: str) -> Table:
    rows = [
        (
            each.title,
            in_role(draft.plan, each.by),
            clause(each.action),
            each.when,
            f"{each.limit}内" if each.limit else NONE,
            "是" if each.approves else "否",
        )
        for each in draft.plan.communication.stages
    ]
    heads = ("环节", "责任方", "要求", "适用情形", "时限", "发布前必经")
    return grid(caption, heads, (2.4, 3, 5.4, 2, 1.6, 1.6), rows, centred=(3, 4, 5))


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
    yield from text(f"各场景需要起草的公开通知见{label}。", keep_next=True)
    yield grid(f"{label}　公开通知种类", ("通知名称", "对象", "使用场景"), (5, 3.4, 6.6), rows)
