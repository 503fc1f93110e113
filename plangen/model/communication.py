"""Release and communication: what is said, who drafts and approves, through which channels, who is responsible."""

from typing import Annotated, Literal

from plangen.model.incident import Address, Hotline, HotlineHours, MediaContact, Spokesperson, Website
from plangen.model.spec import Record, Ref
from plangen.model.values import Duration, Id


class Content(Record, frozen=True, kw_only=True):
    """发布内容"""

    title: Annotated[str, "项目"]
    text: Annotated[str, "要求"]


class Stage(Record, frozen=True, kw_only=True):
    """发布流程环节"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "环节"]
    by: Annotated[Id, "责任方", Ref("party")]
    action: Annotated[str, "要求"]
    when: Annotated[
        Literal["全部", "影响重大时", "另有规定时"], "适用情形", "另有规定时：只用于 routes 里写明的发布，例如夜间审批"
    ] = "全部"
    approves: Annotated[bool, "审批环节", "发布前必须完成的审批或征询"] = False
    oral: Annotated[
        bool, "口头批准可以先行", "时限很短、来不及签字的，口头批准以后就可以往下办，事后补签；不写则要等补签"
    ] = False
    same_person: Annotated[
        bool, "可以由同一人办理", "true 表示办理过本通知其他环节的人，也可以办理本环节；不写则不可以"
    ] = False
    limit: Annotated[Duration | None, "时限", "该环节最长用时"] = None


class Release(Record, frozen=True, kw_only=True):
    """对外发布"""

    step: Annotated[Id, "发布步骤", "timeline.yaml 中对外发布的步骤", Ref("step")]
    channels: Annotated[tuple[str, ...], "发布渠道"]


class Route(Record, frozen=True, kw_only=True):
    """另行规定的发布"""

    scenarios: Annotated[tuple[Id, ...], "适用场景", "不写则不限", Ref("scenario")] = ()
    notices: Annotated[tuple[Id, ...], "通知种类", "不写则不限", Ref("notice")] = ()
    step: Annotated[Id | None, "发布步骤", "不写则为 release 的发布步骤", Ref("step")] = None
    stages: Annotated[
        tuple[Id, ...], "发布流程", "stages 里的编号，按先后次序；不写则为通用的发布流程", Ref("stage")
    ] = ()


class Responsible(Record, frozen=True, kw_only=True):
    """发布职责"""

    post: Annotated[Id, "岗位", Ref("post")]
    duties: Annotated[tuple[str, ...], "职责"] = ()


class WorkStep(Record, frozen=True, kw_only=True):
    """工作流程步骤"""

    title: Annotated[str, "步骤"]
    text: Annotated[str, "要求"]


class Liaison(Record, frozen=True, kw_only=True):
    """媒体沟通专员"""

    post: Annotated[Id, "岗位", Ref("post")]
    duties: Annotated[tuple[Content, ...], "职责"]
    workflow: Annotated[tuple[WorkStep, ...], "工作流程"]


class Contact(Record, frozen=True, kw_only=True):
    """公开联系方式"""

    hotline: Hotline = None
    hours: HotlineHours = None
    address: Address = None
    website: Website = None
    spokesperson: Spokesperson = None
    media_contact: MediaContact = None


class NoticeKind(Record, frozen=True, kw_only=True):
    """通知种类"""

    id: Annotated[Id, "编号"]
    title: Annotated[str, "名称"]
    template: Annotated[str, "模板", "templates/notices/ 下的文件名，例如 recall-notice.docx"]
    audience: Annotated[str, "对象"]
    form: Annotated[Literal["文件", "纯文字", "短信"], "形式", "纯文字和短信另生成 .txt，供复制到发送平台"] = "文件"
    longest: Annotated[int | None, "字数上限", "文字和短信的最长字数，标点、空格、换行和【公司简称】都计算在内"] = None


class ExtraFact(Record, frozen=True, kw_only=True):
    """补充事实"""

    name: Annotated[
        str, "名称", "模板里写 补充.名称 或者 事件.补充.名称，例如 受影响业务；只用汉字、字母、数字和下划线"
    ]
    title: Annotated[str | None, "称呼", "没有填写时印在【待填写：…】里；不写则用名称"] = None
    meaning: Annotated[str | None, "含义", "印入字段表"] = None
    ask: Annotated[str | None, "提问", "没有填写时怎样问，例如 哪些业务受到影响？"] = None
    by: Annotated[Id | None, "答复方", "由哪个部门或者岗位答复；answers 里写明的，以 answers 为准", Ref("party")] = None
    many: Annotated[bool, "逐项列出", "true 表示是一个列表，在事件文件里写 items"] = False


class Answer(Record, frozen=True, kw_only=True):
    """答复分工"""

    facts: Annotated[
        tuple[str, ...],
        "事实",
        "字段名，例如 召回.缺陷；只写组名表示整组：公司、事件、召回、泄露、现场、补充",
        Ref("fact"),
    ]
    by: Annotated[Id, "答复方", "由哪个部门或者岗位答复", Ref("party")]


class OwnQuestion(Record, frozen=True, kw_only=True):
    """提问"""

    fact: Annotated[str, "事实", "字段名，例如 事件.影响范围；不能是整组", Ref("fact")]
    ask: Annotated[str, "问法", "一句完整的问话，例如 影响到多少笔交易、多少客户？"]


class Communication(Record, frozen=True, kw_only=True):
    """信息发布与沟通"""

    contents: Annotated[tuple[Content, ...], "发布内容"] = ()
    stages: Annotated[tuple[Stage, ...], "发布流程"] = ()
    release: Annotated[Release | None, "对外发布"] = None
    routes: Annotated[
        tuple[Route, ...],
        "另行规定的发布",
        "某些场景、某些通知与通用的发布步骤、发布流程不同；几条都适用的，以先写的为准",
    ] = ()
    responsible: Annotated[Responsible | None, "责任岗位"] = None
    supporting: Annotated[Responsible | None, "配合岗位"] = None
    liaison: Annotated[Liaison | None, "媒体沟通专员"] = None
    press: Annotated[
        tuple[Id, ...],
        "媒体应答方",
        "谁可以答复媒体，部门或者岗位的编号；其他人遇到媒体询问，转给写在最前面的一个。不写的，是媒体沟通专员和配合岗位",
        Ref("party"),
    ] = ()
    contact: Annotated[
        Contact | None, "公开联系方式", "各场景和突发事件通用的热线、地址、发言人等；某一事件不同的，写在该事件的事实里"
    ] = None
    notices: Annotated[tuple[NoticeKind, ...], "通知种类"] = ()
    facts: Annotated[
        tuple[ExtraFact, ...], "补充事实", "本计划自己的事实，各场景和事件在 incident 的 extra 里填写"
    ] = ()
    answers: Annotated[tuple[Answer, ...], "答复分工", "通知缺少的事实由谁答复；没有写明的，由事件的牵头部门答复"] = ()
    questions: Annotated[
        tuple[OwnQuestion, ...], "提问", "怎样问通知缺少的事实，印入核实单；没有写明的用程序的问法"
    ] = ()

    @property
    def responsible_post(self) -> Id | None:
        """Who answers for what is published."""
        return self.responsible.post if self.responsible else None

    @property
    def supporting_post(self) -> Id | None:
        """Who helps to publish."""
        return self.supporting.post if self.supporting else None

    @property
    def release_step(self) -> Id | None:
        """The step in which it is published."""
        return self.release.step if self.release else None

    @property
    def channels(self) -> tuple[str, ...]:
        """Through what it is published."""
        return self.release.channels if self.release else ()
