"""The facts of an incident, simulated or real, from which notices are written.

Every fact may be missing: a notice then shows 【待填写：…】 with the fact's Chinese name. The Chinese titles of these
records and fields are the names that legal uses in templates ({{ 事件.名称 }}); changing one breaks their templates.
"""

import datetime
from collections.abc import Mapping
from typing import Annotated, TypeAlias

from plangen.model.spec import Ask, Record, Ref, Was
from plangen.model.values import Id, Moment, Todo

# How the public reaches the company: said once for all cases in communication.yaml, or for one case among its facts.
Hotline: TypeAlias = Annotated[str | None, "热线", Ask("供消费者拨打的热线是哪个号码？", "服务热线")]
HotlineHours: TypeAlias = Annotated[
    str | None, "服务时间", Ask("热线每天从几点到几点有人接听，节假日是否接听？", "热线服务时间")
]
Address: TypeAlias = Annotated[str | None, "联系地址", Ask("消费者来函、来访的地址是什么？", "联系地址")]
Website: TypeAlias = Annotated[str | None, "网址", Ask("消费者在哪个网址查看通知和进展？", "网址")]
Spokesperson: TypeAlias = Annotated[str | None, "发言人", Ask("由谁担任新闻发言人？", "新闻发言人")]
MediaContact: TypeAlias = Annotated[
    str | None, "媒体联系方式", Ask("媒体通过什么电话或者邮箱联系公司？", "媒体联系方式")
]


class Product(Record, frozen=True, kw_only=True):
    """产品"""

    name: Annotated[str | None, "名称", Ask("产品的名称是什么？")] = None
    brand: Annotated[str | None, "品牌", Ask("产品的品牌是什么？")] = None
    model: Annotated[str | None, "型号", Ask("产品的型号是什么？")] = None
    batch: Annotated[str | None, "批次", Ask("涉及哪个批次？")] = None
    produced: Annotated[str | None, "生产日期", "一天或一段日期", Ask("这批产品是哪一天或者哪段时间生产的？")] = None
    sold: Annotated[str | None, "销售日期", "一天或一段日期", Ask("这批产品是哪段时间销售的？")] = None
    quantity: Annotated[str | None, "数量", Ask("这批产品共有多少件，其中已经售出多少件？")] = None
    areas: Annotated[str | None, "销售区域", Ask("这批产品销往哪些地区？")] = None
    identify: Annotated[
        str | None, "识别方法", "消费者如何辨认", Ask("消费者怎样辨认自己的产品是否在召回范围内（看哪里、写着什么）？")
    ] = None


class Recall(Record, frozen=True, kw_only=True):
    """召回"""

    products: Annotated[
        tuple[Product, ...],
        "产品",
        "涉及的产品，每批一项",
        Ask("召回哪些产品？每批写明名称、品牌、型号、批次、生产日期、销售日期、数量、销售区域和识别方法。"),
    ] = ()
    defect: Annotated[str | None, "缺陷", Ask("产品存在什么缺陷，在什么情况下出现？")] = None
    consequence: Annotated[str | None, "可能后果", Ask("缺陷可能造成什么后果？")] = None
    reported: Annotated[
        str | None,
        "已知情况",
        "已接到的投诉、事故和伤害报告",
        Ask("已经接到多少投诉、事故和人身伤害报告？没有的，写明没有接到。", "已接到的投诉和事故情况"),
    ] = None
    emergency_advice: Annotated[
        str | None,
        "应急处置建议",
        "消费者应立即怎么做",
        Ask("召回之前，消费者应当立即怎么做？", "应急处置建议"),
    ] = None
    remedy: Annotated[str | None, "补救措施", "维修、更换、退货等", Ask("怎样补救：维修、更换还是退货？")] = None
    free_of_charge: Annotated[str | None, "费用说明", Ask("哪些费用由公司承担？")] = None
    participation: Annotated[str | None, "办理方式", Ask("消费者怎样办理召回，需要带什么凭证？")] = None
    begins: Annotated[datetime.date | Todo | None, "开始日期", Ask("召回从哪一天开始？")] = None
    ends: Annotated[datetime.date | Todo | None, "结束日期", Ask("召回到哪一天结束？")] = None
    rights: Annotated[str | None, "消费者权利", Ask("消费者在召回中有哪些权利？", "消费者权利")] = None
    responsible: Annotated[str | None, "负责部门", "负责实施召回的部门", Ask("由哪个部门负责实施召回？")] = None
    filing: Annotated[
        str | None,
        "备案编号",
        "只用于法律规定召回计划须备案的产品，例如汽车；消费品的召回计划是报告，没有备案编号",
        Ask("召回计划依法须备案的，备案编号是什么？只需报告的不填。"),
    ] = None
    authority: Annotated[
        str | None, "监管部门", "接受召回计划报告的部门", Ask("召回计划向哪个监管部门报告，怎样联系？")
    ] = None


class Leak(Record, frozen=True, kw_only=True):
    """泄露"""

    information: Annotated[
        tuple[str, ...], "信息种类", "例如 姓名、联系方式、购买记录", Ask("泄露了哪几种个人信息？请逐种列出。")
    ] = ()
    unaffected: Annotated[
        tuple[str, ...],
        "未涉及信息",
        "未发现泄露的信息种类，例如 支付密码",
        Ask("哪几种个人信息经核查没有泄露？请逐种列出。"),
    ] = ()
    persons: Annotated[str | None, "涉及人数", Ask("涉及多少人？")] = None
    cause: Annotated[str | None, "原因", Ask("信息是怎样泄露的？没有查清的，写明正在调查。")] = None
    harm: Annotated[
        str | None, "可能危害", "接在“您”之后，例如 可能收到诈骗电话", Ask("泄露可能给个人造成什么危害？")
    ] = None
    remedial_measures: Annotated[
        tuple[str, ...],
        "补救措施",
        "公司已经采取和将要采取的措施",
        Ask("公司已经采取和将要采取哪些补救措施？请逐条列出。"),
    ] = ()
    individual_measures: Annotated[
        tuple[str, ...],
        "个人防护措施",
        "个人可以采取的减轻危害的措施",
        Ask("个人可以采取哪些措施减轻危害？请逐条列出。", "个人防护措施"),
    ] = ()
    authority: Annotated[
        str | None,
        "报告部门",
        "已向哪些主管部门报告",
        Ask("已经向哪些主管部门报告，什么时候报告的？", "已报告的履行个人信息保护职责的部门"),
    ] = None
    officer: Annotated[
        str | None,
        "负责人",
        "个人信息保护负责人及其联系方式",
        Ask("个人信息保护负责人是谁，怎样联系？", "个人信息保护负责人"),
    ] = None


class Gathering(Record, frozen=True, kw_only=True):
    """现场"""

    as_of: Annotated[
        str | None,
        "信息截至时间",
        "现场情况说明的信息截至时间",
        Ask("现场情况截至几点？", "现场情况说明的信息截至时间"),
    ] = None
    place: Annotated[str | None, "地点", Ask("消费者聚集在什么地点？")] = None
    persons: Annotated[str | None, "到场人数", "例如 约50人", Ask("到场的消费者大约有多少人？", "到场人数")] = None
    demands: Annotated[tuple[str, ...], "主要诉求", Ask("消费者的主要诉求是什么？请逐条列出。", "主要诉求")] = ()
    reception: Annotated[str | None, "接待地点", Ask("在哪里接待消费者？")] = None
    representatives: Annotated[
        str | None,
        "代表推选",
        "请到场的人如何推选代表",
        Ask("请消费者怎样推选代表，推选几人？", "代表推选办法"),
    ] = None
    talks: Annotated[str | None, "沟通安排", Ask("什么时候、在哪里、由谁与代表沟通？")] = None
    reply_by: Annotated[str | None, "答复时间", Ask("最迟什么时候答复消费者？")] = None


class Advice(Record, frozen=True, kw_only=True):
    """提示"""

    risks: Annotated[
        tuple[str, ...],
        "衍生风险",
        "由事件引起的其他风险，例如 冒充客服诈骗",
        Ask("事件可能引起哪些其他风险，例如冒充客服诈骗？请逐条列出。", "事件的衍生风险"),
    ] = ()
    items: Annotated[
        tuple[str, ...],
        "防范建议",
        "召回的应急处置建议、泄露的个人防护措施之外的建议",
        Ask("建议消费者怎样防范？请逐条列出。", "风险防范建议"),
    ] = ()


class Question(Record, frozen=True, kw_only=True):
    """问答"""

    question: Annotated[str | None, "问题", "来电的人会怎么问，不加引号", Ask("消费者会怎样问？")] = None
    answer: Annotated[
        str | None, "答复", "只写已经核实、可以对外说的内容", Ask("怎样答复？只写已经核实、可以对外说的内容。")
    ] = None


class Transfer(Record, frozen=True, kw_only=True):
    """转接"""

    matter: Annotated[str | None, "情形", "什么样的来电", Ask("什么样的来电需要转接？", "需要转接的情形")] = None
    to: Annotated[Id | None, "转接部门", Ref("party"), Ask("这样的来电转给哪个部门？", "转接部门")] = None
    within: Annotated[
        str | None,
        "回复时限",
        "例如 24小时内",
        Ask("接到转来的问题以后，最迟多长时间回复？", "转接后的回复时限"),
    ] = None


class Answering(Record, frozen=True, kw_only=True):
    """答问"""

    questions: Annotated[
        tuple[Question, ...],
        "补充问答",
        "口径模板已有问题之外的问答",
        Ask("消费者还会问哪些问题，怎样答复？请逐条写明问题和已经核实的答复。", "热线补充问答"),
    ] = ()
    withheld: Annotated[
        tuple[str, ...], "不得答复事项", Ask("哪些事项现在不能对外答复？请逐条列出。", "热线不得答复的事项")
    ] = ()
    transfers: Annotated[
        tuple[Transfer, ...], "转接安排", Ask("哪些来电转给其他部门？请逐条写明情形、转接部门和回复时限。")
    ] = ()


class FollowUp(Record, frozen=True, kw_only=True):
    """后续"""

    as_of: Annotated[str | None, "信息截至时间", Ask("后续通报的情况截至哪一天几点？", "后续通报的信息截至时间")] = None
    progress: Annotated[
        tuple[str, ...],
        "进展情况",
        "调查、处置、整改的进展",
        Ask("上次通报以来，调查、处置、整改有哪些进展？请逐条列出。"),
    ] = ()
    confirmed: Annotated[
        tuple[str, ...], "新查明事实", "上次通报以后查明的事实", Ask("上次通报以来，又查明了哪些事实？请逐条列出。")
    ] = ()
    remaining: Annotated[tuple[str, ...], "未查明事项", Ask("还有哪些事项没有查明？请逐条列出。")] = ()
    next_steps: Annotated[tuple[str, ...], "下一步安排", Ask("下一步怎样安排？请逐条列出。")] = ()
    next_update: Annotated[str | None, "下次通报时间", Ask("再下一次在什么时候通报？", "下次通报时间")] = None
    issued: Annotated[datetime.date | Todo | None, "发布日期", Ask("后续通报在哪一天发布？", "后续通报的发布日期")] = (
        None
    )


class Closing(Record, frozen=True, kw_only=True):
    """办结"""

    as_of: Annotated[str | None, "信息截至时间", Ask("处置结果截至哪一天？", "处置结果通报的信息截至时间")] = None
    conclusion: Annotated[str | None, "调查结论", Ask("调查的结论是什么？", "调查结论")] = None
    results: Annotated[
        tuple[str, ...],
        "处置结果",
        Ask("处置的结果如何，各项完成多少？请逐条列出。", "处置结果"),
    ] = ()
    compensation: Annotated[str | None, "赔偿安排", Ask("怎样赔偿，到什么时候为止可以申请？", "赔偿安排")] = None
    corrections: Annotated[tuple[str, ...], "整改情况", Ask("已经完成哪些整改？请逐条列出。", "整改情况")] = ()
    services: Annotated[
        tuple[str, ...],
        "后续服务",
        "还没有办理的人以后怎么办",
        Ask("尚未办理的消费者以后怎样办理？请逐条列出。", "处置结束后的服务安排"),
    ] = ()
    issued: Annotated[
        datetime.date | Todo | None, "发布日期", Ask("处置结果在哪一天公布？", "处置结果通报的发布日期")
    ] = None


class ClockTime(Record, frozen=True, kw_only=True):
    """起算时间"""

    name: Annotated[str, "名称", "legal/deadlines.yaml 的 clocks 里声明的名称，例如 服务恢复", Ref("own_clock")]
    date: Annotated[datetime.date | Todo | None, "日期"] = None
    time: Annotated[Moment | Todo | None, "时间", "按小时计算的时限需要"] = None


class Extra(Record, frozen=True, kw_only=True):
    """补充事实的内容"""

    name: Annotated[str, "名称", "communication.yaml 的 facts 里声明的名称，例如 受影响业务", Ref("extra")]
    text: Annotated[str | None, "内容"] = None
    items: Annotated[tuple[str, ...], "各项", "声明为逐项列出的事实写在这里"] = ()


class Suspension(Record, frozen=True, kw_only=True):
    """不计入的时间"""

    first: Annotated[datetime.date, "开始日期"]
    last: Annotated[datetime.date, "结束日期", "含当日"]
    reason: Annotated[str, "原因", "例如 送检"]


class ComplaintTimes(Record, frozen=True, kw_only=True):
    """投诉的时间"""

    title: Annotated[str, "名称", "认得出是哪一件即可，例如 12315第0031号；不写投诉人的姓名和电话"]
    received: Annotated[datetime.date | Todo | None, "收到日期"] = None
    accepted: Annotated[datetime.date | Todo | None, "受理日期", "有关部门决定受理之日"] = None
    suspended: Annotated[tuple[Suspension, ...], "不计入的时间", "例如鉴定、检测的起止日期"] = ()


DECLARED: tuple[type[Record], ...] = (ClockTime, Extra, ComplaintTimes, Suspension)
"""What templates do not reach by its fields: what a plan declares itself they reach by the names that it gave, and
what only deadlines are computed from by none."""


class Clocks(Record, frozen=True, kw_only=True):
    """时间节点"""

    defect_confirmed: Annotated[
        datetime.date | Todo | None,
        "缺陷确认日期",
        "本单位经调查分析认为产品存在缺陷之日",
        Ask("在哪一天经调查分析认为产品存在缺陷？"),
    ] = None
    recall_notified: Annotated[
        datetime.date | Todo | None,
        "接到召回通知日期",
        "监管部门通知实施召回的，为接到通知之日",
        Ask("在哪一天接到监管部门的召回通知？没有接到的不填。"),
    ] = None
    recall_ordered: Annotated[
        datetime.date | Todo | None,
        "被责令召回日期",
        "被责令实施召回的，为被责令之日",
        Ask("在哪一天被责令实施召回？没有被责令的不填。"),
    ] = None
    recall_filed: Annotated[
        datetime.date | Todo | None,
        "召回计划报告日期",
        "向监管部门报告召回计划之日",
        Ask("在哪一天向监管部门报告召回计划？"),
        Was(("召回计划备案日期",)),
    ] = None
    recall_completed: Annotated[
        datetime.date | Todo | None, "召回实施完毕日期", "不写则按召回的结束日期推算", Ask("召回在哪一天实施完毕？")
    ] = None
    closed: Annotated[datetime.date | Todo | None, "处置结束日期", Ask("事件在哪一天处置结束？")] = None
    complaints: Annotated[tuple[ComplaintTimes, ...], "投诉", "按每件投诉分别起算的时限，各从哪一天起算"] = ()
    suspended: Annotated[
        tuple[Suspension, ...], "不计入的时间", "只影响写明有时间不计入的时限，例如鉴定、检测的起止日期"
    ] = ()
    others: Annotated[tuple[ClockTime, ...], "其他", "legal/deadlines.yaml 里声明的起算，各在什么时候"] = ()


KNOWN_FROM: Mapping[str, str] = {"recall.filing": "recall_filed"}
"""Facts that nobody can know before one of the moments of `Clocks`, which need not be printed itself."""


class Incident(Record, frozen=True, kw_only=True):
    """事件"""

    name: Annotated[str | None, "名称", Ask("对外怎样称呼这起事件？")] = None
    date: Annotated[datetime.date | Todo | None, "日期", Ask("事件发生在哪一天？")] = None
    time: Annotated[Moment | Todo | None, "时间", Ask("事件发生在几点几分？")] = None
    place: Annotated[str | None, "地点", Ask("事件发生在什么地方，涉及哪些区域？")] = None
    summary: Annotated[str | None, "经过", Ask("事件是怎样发生的？请用两三句话写明经过，只写已经核实的情况。")] = None
    gist: Annotated[
        str | None,
        "简述",
        "一句话，供短信和网站、即时通讯短文使用",
        Ask("怎样用一句话说明这起事件（短信和短文用，不超过四十字）？"),
    ] = None
    request: Annotated[
        str | None,
        "简要提示",
        "一句话，接在“请”之后，例如 立即停止使用",
        Ask("请消费者怎样做？用一句话说明，接在“请”之后。"),
    ] = None
    cause: Annotated[str | None, "原因", Ask("已经查明的原因是什么？没有查清的，写明正在调查，不作推测。")] = None
    impact: Annotated[str | None, "影响范围", Ask("影响范围有多大（涉及多少人、哪些业务和地区）？")] = None
    confirmed: Annotated[tuple[str, ...], "已确认事实", Ask("哪些事实已经核实、可以对外公布？请逐条列出。")] = ()
    investigating: Annotated[tuple[str, ...], "调查中事项", Ask("哪些事项还在调查？请逐条列出。")] = ()
    measures: Annotated[tuple[str, ...], "已采取措施", Ask("公司已经采取了哪些措施？请逐条列出。")] = ()
    long_term: Annotated[tuple[str, ...], "长期措施", Ask("为防止再次发生，公司将采取哪些长期措施？请逐条列出。")] = ()
    safeguards: Annotated[
        tuple[str, ...], "权益保障措施", Ask("怎样保障消费者的权益（费用、赔偿、咨询等）？请逐条列出。")
    ] = ()
    hotline: Hotline = None
    hours: HotlineHours = None
    address: Address = None
    website: Website = None
    spokesperson: Spokesperson = None
    media_contact: MediaContact = None
    as_of: Annotated[str | None, "信息截至时间", Ask("通知中的情况截至哪一天几点？", "信息截至时间")] = None
    next_update: Annotated[str | None, "下次通报时间", Ask("下一次在什么时候通报进展？", "下次通报时间")] = None
    issued: Annotated[datetime.date | Todo | None, "发布日期", Ask("通知在哪一天发布？", "发布日期")] = None
    recall: Annotated[Recall | None, "召回"] = None
    leak: Annotated[Leak | None, "泄露"] = None
    gathering: Annotated[Gathering | None, "现场"] = None
    advice: Annotated[Advice | None, "提示", "消费者风险提示所需的事实"] = None
    answering: Annotated[Answering | None, "答问", "热线答问口径所需的事实"] = None
    follow_up: Annotated[FollowUp | None, "后续", "后续情况通报所需的事实"] = None
    closing: Annotated[Closing | None, "办结", "处置结果通报所需的事实"] = None
    clocks: Annotated[Clocks | None, "时间节点", "推算法定时限用，见 legal/deadlines.yaml"] = None
    extra: Annotated[tuple[Extra, ...], "补充", "communication.yaml 的 facts 里声明的事实，模板里写 补充.名称"] = ()
