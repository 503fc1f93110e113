"""Section 演练准备: content, time and place, participants, training, publicity, equipment, communication, forms."""

from collections.abc import Iterator

from plangen.blocks.document import Block
from plangen.documents.draft import Draft, bullets, grid, part, section, text
from plangen.documents.phrases import NONE, amount, clause, drill_time, endings, listed, quoted, sentence
from plangen.model.drill import Session, Training
from plangen.model.resources import Item

_EQUIPMENT = ("设备", "通讯")


def preparation_section(draft: Draft) -> Iterator[Block]:
    """The section on what is made ready: time and place, people, training, publicity, equipment, forms."""
    yield section("演练准备", "preparation")
    yield part("演练内容", "content")
    yield from _content(draft)
    yield part("演练时间和地点", "time-and-place")
    yield from _time_and_place(draft)
    yield from _participants(draft)
    yield from _training(draft)
    yield from _publicity(draft)
    yield from _equipment(draft)
    yield from _communication(draft)
    yield part("记录表格", "forms")
    yield from _forms(draft)


def _content(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    yield from bullets(
        f"本次演练采用{plan.drill.form}形式，设置以下{len(plan.played)}个场景",
        [draft.scenario(each) for each in plan.played],
    )


def _time_and_place(draft: Draft) -> Iterator[Block]:
    venue = draft.plan.drill.venue
    areas = listed(venue.areas)
    yield from text(
        f"演练时间为{drill_time(draft.plan)}。", sentence(f"演练地点为{venue.title}" + (f"及{areas}" if areas else ""))
    )


def _participants(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    if not plan.drill.participants:
        return
    label = draft.captions.table("participants")
    rows = [
        (plan.party(each.department), each.people, amount(each.count, "人"), endings(each.tasks))
        for each in plan.drill.participants
    ]
    counts = [each.count for each in plan.drill.participants]
    known = [count for count in counts if isinstance(count, int)]
    yield part("参演人员", "participants")
    yield from text(
        f"各部门指定参演人员并明确演练任务，见{label}。",
        f"参演人员共{sum(known)}人。" if len(known) == len(counts) else "",
    )
    yield grid(f"{label}　参演人员及任务", ("部门", "参演人员", "人数", "演练任务"), (2.4, 3, 3, 6), rows, centred=(2,))


def _training(draft: Draft) -> Iterator[Block]:
    training = draft.plan.drill.training
    if training is None:
        return
    yield part("演练培训", "training")
    yield from bullets("演练前组织参演人员培训，培训内容", training.contents)
    yield from _forms_of(draft, training)


def _forms_of(draft: Draft, training: Training) -> Iterator[Block]:
    forms = listed(training.forms)
    lead = f"培训采用{forms}等形式" if len(training.forms) > 1 else f"培训采用{forms}形式" if forms else ""
    sessions = [_session(draft, each) for each in training.sessions]
    if sessions:
        yield from bullets(f"{lead}，培训安排" if lead else "培训安排", sessions)
    else:
        yield from text(sentence(lead))


def _session(draft: Draft, session: Session) -> str:
    leader = f"，由{draft.plan.party(session.led_by)}主持" if session.led_by else ""
    return f"{clause(session.form)}{leader}：{clause(session.content)}"


def _publicity(draft: Draft) -> Iterator[Block]:
    publicity = draft.plan.drill.publicity
    if publicity is None:
        return
    channels, contents = listed(publicity.channels), listed(publicity.contents)
    yield part("演练宣传", "publicity")
    yield from text(
        f"演练前面向{clause(publicity.audience)}开展宣传",
        f"，宣传渠道包括{channels}" if channels else "",
        f"，宣传内容包括{contents}" if contents else "",
        "。",
    )


def _equipment(draft: Draft) -> Iterator[Block]:
    plan = draft.plan
    items = [item for item in plan.resources.items if item.category in _EQUIPMENT or item.precheck]
    if not items:
        return
    label = draft.captions.table("equipment")
    rows = [_item(draft, item) for item in items]
    heads = ("设备", "用途", "演练前检查", "适用场景", "保管部门")
    yield part("设备准备", "equipment")
    yield from text(f"演练设备应当在演练前备齐，并按照{label}的要求检查。")
    yield grid(f"{label}　演练设备及检查要求", heads, (2.4, 3.6, 4.2, 2.4, 2.6), rows)


def _item(draft: Draft, item: Item) -> tuple[str, ...]:
    return (
        item.title,
        clause(item.purpose or "") or NONE,
        clause(item.precheck or "") or NONE,
        draft.scenarios(item.scenarios) or "全部",
        draft.plan.party(item.keeper) if item.keeper else NONE,
    )


def _communication(draft: Draft) -> Iterator[Block]:
    resources = draft.plan.resources
    if not resources.communication and not resources.channels:
        return
    yield part("通讯准备", "channels")
    yield from bullets("通讯保障应当符合以下要求", resources.communication)
    if resources.channels:
        label = draft.captions.table("channels")
        rows = [(draft.plan.party(each.department), each.kind, each.name) for each in resources.channels]
        yield from text(f"各部门的通讯频道和群组见{label}。")
        yield grid(f"{label}　部门通讯渠道", ("部门", "方式", "频道或群组名称"), (3, 5, 6), rows)


def _forms(draft: Draft) -> Iterator[Block]:
    forms = draft.plan.forms
    needed = listed(column.title for column in forms.complaint if column.required)
    complaint = f"消费者投诉信息表，用于记录投诉，至少包括{needed}" if needed else "消费者投诉信息表，用于记录投诉"
    results = f"，结果分为{listed(map(quoted, forms.process.results))}" if forms.process.results else ""
    process = f"应急处置过程记录表，用于记录各部门采取的措施及其起止时间{results}"
    yield from bullets("演练使用以下记录表格", [complaint, process])
    yield from text(sentence(f"填写应急处置过程记录表时，{clause(forms.process.note)}") if forms.process.note else "")
