"""The rules that say who may see which document, section and inject; `visibility` applies them."""

from typing import Annotated, Literal, TypeAlias

from plangen.model.spec import Origin, Record, Ref
from plangen.model.values import Id

Group: TypeAlias = Literal["参演人员", "导控人员", "评估人员", "观摩人员", "公众"]

PLAYERS: Group
CONTROLLERS: Group
EVALUATORS: Group
OBSERVERS: Group
PUBLIC: Group
PLAYERS, CONTROLLERS, EVALUATORS, OBSERVERS, PUBLIC = "参演人员", "导控人员", "评估人员", "观摩人员", "公众"

_NOWHERE = Origin()


class SectionAudience(Record, frozen=True, kw_only=True):
    """章节可见范围"""

    section: Annotated[str, "章节", "标题的编号，见检查结果或 docs"]
    audience: Annotated[tuple[Group, ...], "可见范围"]
    only: Annotated[
        tuple[Id, ...],
        "限定人员",
        "所列人员所属的类别中，只有所列人员可见；岗位所属的部门、小组也可以写",
        Ref("person"),
    ] = ()


class DocumentAudience(Record, frozen=True, kw_only=True):
    """文件可见范围"""

    document: Annotated[Id, "文件", "文件的编号，例如 plan、handbook、script", Ref("document")]
    audience: Annotated[tuple[Group, ...], "可见范围"]
    only: Annotated[tuple[Id, ...], "限定人员", "所列人员所属的类别中，只有所列人员可见", Ref("person")] = ()
    own: Annotated[
        bool,
        "各看各的",
        "true 表示属于某个部门、岗位、队伍或导控人员的章节（例如角色卡、观察记录表），同类人员中只有本人可见",
    ] = False
    sections: Annotated[tuple[SectionAudience, ...], "章节", "只能在文件的可见范围内再缩小"] = ()


class NotSecret(Record, frozen=True, kw_only=True):
    """不算泄密的文字"""

    text: Annotated[str, "文字", "照抄检查结果里的，或者写完整的一句"]
    audience: Annotated[tuple[Group, ...], "可见范围", "不写则所有人"] = ()
    reason: Annotated[str, "理由"]
    by: Annotated[str, "批准人"]


class Audiences(Record, frozen=True, kw_only=True):
    """可见范围"""

    default: Annotated[tuple[Group, ...], "默认可见范围", "没有写明的文件"] = ("导控人员",)
    injects: Annotated[tuple[Group, ...], "导调事件投放前可见范围"] = ("导控人员", "评估人员")
    documents: Annotated[tuple[DocumentAudience, ...], "文件"] = ()
    not_secret: Annotated[
        tuple[NotSecret, ...], "不算泄密的文字", "资料包里可以有的文字，虽然它们也写在不给看的章节或者导调事件里"
    ] = ()


def usual_rules(team: Id, keepers: tuple[Id, ...] = ()) -> tuple[DocumentAudience, ...]:
    """The rules of a plan that writes none: what reveals or judges stays hidden.

    `team` is its emergency team, `keepers` are those who keep the logs of the command centre beside it.
    """
    acting: tuple[Group, ...] = (PLAYERS, CONTROLLERS, EVALUATORS)
    everybody: tuple[Group, ...] = (*acting, OBSERVERS)
    played: tuple[Group, ...] = (PLAYERS, CONTROLLERS)
    judged = _section("evaluation", acting, only=(team,))
    return (
        _rule("plan", everybody, sections=(judged, _section("appendix-posts", acting))),
        *(_rule(each, acting) for each in ("information-report", "complaint-form", "process-record", "roster")),
        *(_rule(each, acting, only=(team,)) for each in ("handbook", "command-sheet")),
        _rule("centre-logs", acting, only=tuple(dict.fromkeys((team, *keepers)))),
        *(_rule(each, everybody) for each in ("briefing", "preparation-notices")),
        _rule("contacts", played, sections=(_section("real-contacts", (CONTROLLERS,)),)),
        _rule("supplies", played),
        _rule("role-cards", acting, own=True),
        *(_rule(each, (CONTROLLERS,)) for each in ("script", "sign-in", "venue-checklist", "day-sheet")),
        *(_rule(each, (CONTROLLERS, EVALUATORS)) for each in ("notices", "msel")),
        _rule("evaluator-guide", (CONTROLLERS, EVALUATORS), own=True),
    )


def _rule(
    document: str,
    audience: tuple[Group, ...],
    *,
    only: tuple[Id, ...] = (),
    own: bool = False,
    sections: tuple[SectionAudience, ...] = (),
) -> DocumentAudience:
    return DocumentAudience(
        document=Id(document), audience=audience, only=only, own=own, sections=sections, at=_NOWHERE
    )


def _section(section: str, audience: tuple[Group, ...], only: tuple[Id, ...] = ()) -> SectionAudience:
    return SectionAudience(section=section, audience=audience, only=only, at=_NOWHERE)
