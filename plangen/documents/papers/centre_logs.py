"""指挥中心记录: the hotline's calls, the decisions and the media's enquiries, to be written down by hand."""

from collections.abc import Iterator, Sequence

from plangen.blocks.document import Block, Heading, Role, SectionBreak, Title, cell, paragraph
from plangen.documents.draft import Draft, bullets, text
from plangen.documents.frame import BOX, dossier_document, form_table
from plangen.documents.tables import decision_levels
from plangen.language.sentences import clause, listed, sentence

_LINES, _MEDIA_LINES = 10, 14  # two pages of each log
_MOST_PLACES = 4  # scenarios to tick; of more the number is written in
_HEIGHT = 17.0  # millimetres of a line


@dossier_document("centre-logs")
def centre_logs(draft: Draft) -> Iterator[Block]:
    """How to write the logs, then the sheets of each on landscape pages."""
    yield Title(lines=(draft.title,))
    yield Heading(level=1, text="使用说明", key="usage")
    yield from _usage(draft)
    yield SectionBreak(landscape=True)
    yield Heading(level=1, text="热线来电记录", key="hotline-log", new_page=True)
    yield from _hotline(draft)
    yield Heading(level=1, text="指挥决策记录", key="decision-log", new_page=True)
    yield from _decisions(draft)
    yield Heading(level=1, text="媒体问询记录", key="media-log", new_page=True)
    yield from _media(draft)


def _usage(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    hotline = plan.reporting.hotline
    yield from text(f"本记录由应急指挥中心人员手工填写，时间写到分钟；信息报告热线号码为{hotline.number}。")
    yield from bullets("热线接听要求", hotline.duties)
    label = draft.captions.table("decision-levels")
    yield from text(f"填写指挥决策记录时，决策者按照{label}确定。")
    yield decision_levels(draft, f"{label}　事件等级与决策权限")


def _hotline(draft: Draft) -> Iterator[Block]:
    places = list(draft.places.values()) if len(draft.places) > 1 else ["本场景"]
    scenarios = [f"{BOX}{place}" for place in places] if len(places) <= _MOST_PLACES else ["场景（　　）"]
    named = "；".join(draft.scenario(scenario) for scenario in draft.plan.played)
    yield paragraph(f"{named}。" if named else "", role=Role.NOTE, keep_next=True)
    yield form_table(
        ("序号", "来电时间", "来电人、部门、电话", "反映内容", "初步判断", "初步分类", "传递对象和时间", "记录人"),
        (1.3, 1.8, 3.4, 6.4, 2.4, 3, 3.2, 1.8),
        [(None, None, None, cell(*scenarios, f"{BOX}其他"), cell(*_severities(draft)), None, None)] * _LINES,
        height=_HEIGHT,
        numbered=True,
    )


def _decisions(draft: Draft) -> Iterator[Block]:
    command = draft.plan.command
    deciders = dict.fromkeys(draft.plan.party(level.decides) for level in command.levels)
    basis = [f"{BOX}{clause(each)}" for each in command.basis]
    route = "—".join(each.title for each in command.flow)
    yield paragraph(sentence(f"决策流程：{route}") if route else "", role=Role.NOTE, keep_next=True)
    yield form_table(
        ("序号", "时间", "事项", "事件等级", "决策者", "决策依据", "决定内容", "指令送达对象和时间", "记录人"),
        (1.3, 1.6, 3.2, 3.3, 2.8, 3.3, 4.2, 2.8, 1.6),
        [
            (
                None,
                None,
                cell(*_severities(draft)),
                cell(*(f"{BOX}{decider}" for decider in deciders)),
                cell(*basis, f"{BOX}其他") if basis else None,
                None,
                None,
                None,
            )
        ]
        * _LINES,
        height=_HEIGHT,
        numbered=True,
    )


def _media(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    approves = [plan.party(stage.by) for stage in plan.communication.stages if stage.approves and stage.when == "全部"]
    rule = f"未经{listed(approves, '、')}审批，不得答复。" if approves else "未经审批，不得答复。"
    liaison = plan.communication.liaison
    flow = "；".join(f"{each.title}：{clause(each.text)}" for each in liaison.workflow) if liaison else ""
    who = f"媒体问询由{plan.party(liaison.post)}记录，" if liaison else ""
    yield paragraph(f"{who}{rule}答复内容以经审批的官方声明为准。", role=Role.NOTE, keep_next=True)
    if flow:
        yield paragraph(f"工作流程：{sentence(flow)}", role=Role.NOTE, keep_next=True)
    yield form_table(
        ("序号", "来电时间", "媒体名称、记者、联系方式", "问询内容", "答复内容", "审批人", "答复人和时间", "后续跟踪"),
        (1.3, 1.8, 4, 5, 5, 1.8, 2.2, 2.4),
        [],
        blank=_MEDIA_LINES,
        height=_HEIGHT,
        numbered=True,
    )


def _severities(draft: Draft) -> Sequence[str]:
    return [f"{BOX}{severity.title}" for severity in draft.plan.command.severities]
