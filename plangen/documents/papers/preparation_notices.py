"""培训通知与宣传通知: the notices that go out before the drill, publicity in a version for each of its channels."""

from collections.abc import Callable, Iterator

from plangen.blocks.document import Block, Heading, Paragraph, Role, Title, paragraph
from plangen.documents.draft import Draft, bullets, chapter, text
from plangen.documents.frame import dossier_document
from plangen.documents.phrases import drill_time, title_lines
from plangen.language.sentences import book, clause, listed, sentence
from plangen.model.drill import Publicity, Training
from plangen.model.plan import Plan
from plangen.model.values import todo

_DATE = "　　　　年　　月　　日"
_FORMS: tuple[tuple[str, str], ...] = (("邮件", "mail"), ("公告", "board"), ("宣传栏", "board"))
"""Words in the name of a channel, and the version that suits it; any other has the messenger's short one."""


@dossier_document("preparation-notices")
def preparation_notices(draft: Draft) -> Iterator[Block]:
    """The training notice, then a version of the publicity notice for each channel."""
    drill = draft.plan.drill
    if drill.training is None and drill.publicity is None:
        yield Title(lines=(draft.title,))
        yield from text("演练计划没有安排演练培训和演练宣传，没有需要印发的通知。")
    if drill.training:
        yield _heading("培训通知", "training-notice", new_page=False)
        yield from _training(draft, drill.training)
    if drill.publicity:
        for number, channel in enumerate(drill.publicity.channels or ("各渠道",), start=1):
            new_page = number > 1 or drill.training is not None
            yield _heading(f"宣传通知（{clause(channel)}）", f"publicity-{number}", new_page=new_page)
            yield from _version(channel)(draft, drill.publicity)


def _heading(title: str, key: str, *, new_page: bool) -> Heading:
    return Heading(level=1, text=title, key=key, numbered=False, new_page=new_page)


def _drill(draft: Draft) -> str:
    return draft.plan.identity.title.removesuffix("计划").removesuffix("方案")


def _training(draft: Draft, training: Training) -> Iterator[Block]:
    plan = draft.plan
    yield Title(lines=title_lines(f"关于开展{_drill(draft)}培训的通知"))
    yield paragraph("各参演部门：", role=Role.PLAIN)
    yield from text(f"根据{book(plan.identity.title)}，现组织参演人员开展演练培训，有关事项通知如下。")
    yield chapter("培训时间和地点", "training-time")
    yield from text(
        f"培训时间：{clause(training.time or todo('培训时间'))}；",
        f"培训地点：{clause(training.place or todo('培训地点'))}。",
    )
    yield chapter("培训对象", "training-people")
    departments = [plan.party(each.department) for each in plan.drill.participants]
    yield from text(f"{listed(dict.fromkeys(departments), '、') or '各部门'}的参演人员、信息收集员和部门负责人。")
    yield chapter("培训内容和形式", "training-contents")
    yield from bullets("培训内容", training.contents)
    yield from text(sentence(f"培训采用{listed(training.forms)}等形式") if training.forms else "")
    sessions = [
        f"{clause(each.form)}{f'（{plan.party(each.led_by)}主持）' if each.led_by else ''}：{clause(each.content)}"
        for each in training.sessions
    ]
    yield from bullets("培训安排", sessions)
    yield chapter("有关要求", "training-demands")
    yield from bullets(
        "各部门应当做好以下工作",
        (
            "部门负责人组织本部门参演人员按时参加，因故不能参加的，事先说明并安排补训",
            "参加人员培训前阅读演练计划中本部门的职责分工，培训时签到",
            "培训只讲预案、职责和流程，不涉及演练的具体情景",
        ),
    )
    yield from _signed(draft)


def _mail(draft: Draft, publicity: Publicity) -> Iterator[Block]:
    plan = draft.plan
    yield paragraph(f"邮件主题：【演练通知】公司将举行{_drill(draft)}", role=Role.PLAIN)
    yield paragraph(f"{clause(publicity.audience)}：", role=Role.PLAIN)
    yield from text(f"公司将于{drill_time(plan)}在{_where(plan)}举行{_drill(draft)}。")
    yield from text(_aims(plan))
    yield from bullets("请注意以下事项", _attentions())
    yield from _signed(draft)


def _board(draft: Draft, publicity: Publicity) -> Iterator[Block]:
    plan = draft.plan
    yield Title(lines=title_lines(f"关于举行{_drill(draft)}的公告"))
    yield paragraph(f"{clause(publicity.audience)}：", role=Role.PLAIN)
    yield from text(f"公司将举行{_drill(draft)}，现公告如下。")
    yield from text(f"演练时间：{drill_time(plan)}。")
    yield from text(f"演练地点：{_where(plan)}。")
    yield from text(_aims(plan))
    yield from bullets("请注意以下事项", _attentions())
    yield from _signed(draft)


def _message(draft: Draft, publicity: Publicity) -> Iterator[Block]:
    """Short enough for one message."""
    plan = draft.plan
    aim = clause(plan.identity.purposes[0]) if plan.identity.purposes else ""
    yield paragraph(f"发送范围：{clause(publicity.audience)}", role=Role.PLAIN)
    yield from text(
        f"【演练通知】{drill_time(plan)}，公司在{_where(plan)}举行{_drill(draft)}。",
        f"演练目的：{aim}。" if aim else "",
        "届时听到或者收到演练信息请勿惊慌、勿外传；未参演的同事照常工作。",
        f"咨询请联系{clause(plan.identity.owner)}。",
    )


def _version(channel: str) -> Callable[[Draft, Publicity], Iterator[Block]]:
    versions = {"mail": _mail, "board": _board}
    kind = next((kind for word, kind in _FORMS if word in channel), "")
    return versions.get(kind, _message)


def _attentions() -> tuple[str, ...]:
    return (
        "演练通话和消息都会说明正在演练，请勿误认",
        "未参演的同事照常工作，不围观、不外传",
        "发生真实事件或者投诉的，仍按正常流程报告",
    )


def _aims(plan: Plan) -> str:
    purposes = "；".join(clause(each) for each in plan.identity.purposes)
    return sentence(f"演练目的和意义：{purposes}") if purposes else ""


def _where(plan: Plan) -> str:
    venue = plan.drill.venue
    return clause(venue.title) + (f"及{listed(venue.areas)}" if venue.areas else "")


def _signed(draft: Draft) -> Iterator[Paragraph]:
    yield paragraph(draft.plan.identity.owner, role=Role.SIGNED, keep_next=True)
    yield paragraph(_DATE, role=Role.SIGNED)
