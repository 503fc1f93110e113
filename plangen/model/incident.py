"""The facts of an incident, simulated or real, from which notices are written.

Every fact may be missing: a notice then shows 【待填写：…】 with the fact's Chinese name. The Chinese titles of these
records and fields are the names that legal uses in templates ({{ 事件.名称 }}); changing one breaks their templates.
"""

import datetime
from typing import Annotated

from plangen.model.spec import Record, Ref
from plangen.model.values import Id, Moment, Todo


class Product(Record, frozen=True, kw_only=True):
    """产品"""

    name: Annotated[str | None, "名称"] = None
    brand: Annotated[str | None, "品牌"] = None
    model: Annotated[str | None, "型号"] = None
    batch: Annotated[str | None, "批次"] = None
    produced: Annotated[str | None, "生产日期", "一天或一段日期"] = None
    sold: Annotated[str | None, "销售日期", "一天或一段日期"] = None
    quantity: Annotated[str | None, "数量"] = None
    areas: Annotated[str | None, "销售区域"] = None
    identify: Annotated[str | None, "识别方法", "消费者如何辨认"] = None


class Recall(Record, frozen=True, kw_only=True):
    """召回"""

    products: Annotated[tuple[Product, ...], "产品", "涉及的产品，每批一项"] = ()
    defect: Annotated[str | None, "缺陷"] = None
    consequence: Annotated[str | None, "可能后果"] = None
    reported: Annotated[str | None, "已知情况", "已接到的投诉、事故和伤害报告"] = None
    emergency_advice: Annotated[str | None, "应急处置建议", "消费者应立即怎么做"] = None
    remedy: Annotated[str | None, "补救措施", "维修、更换、退货等"] = None
    free_of_charge: Annotated[str | None, "费用说明"] = None
    participation: Annotated[str | None, "办理方式"] = None
    begins: Annotated[datetime.date | Todo | None, "开始日期"] = None
    ends: Annotated[datetime.date | Todo | None, "结束日期"] = None
    rights: Annotated[str | None, "消费者权利"] = None
    responsible: Annotated[str | None, "负责部门", "负责实施召回的部门"] = None
    filing: Annotated[str | None, "备案编号"] = None
    authority: Annotated[str | None, "监管部门"] = None


class Leak(Record, frozen=True, kw_only=True):
    """泄露"""

    information: Annotated[tuple[str, ...], "信息种类", "例如 姓名、联系方式、购买记录"] = ()
    unaffected: Annotated[tuple[str, ...], "未涉及信息", "未发现泄露的信息种类，例如 支付密码"] = ()
    persons: Annotated[str | None, "涉及人数"] = None
    cause: Annotated[str | None, "原因"] = None
    harm: Annotated[str | None, "可能危害", "接在“您”之后，例如 可能收到诈骗电话"] = None
    remedial_measures: Annotated[tuple[str, ...], "补救措施", "公司已经采取和将要采取的措施"] = ()
    individual_measures: Annotated[tuple[str, ...], "个人防护措施", "个人可以采取的减轻危害的措施"] = ()
    authority: Annotated[str | None, "报告部门", "已向哪些主管部门报告"] = None
    officer: Annotated[str | None, "负责人", "个人信息保护负责人及其联系方式"] = None


class Gathering(Record, frozen=True, kw_only=True):
    """现场"""

    as_of: Annotated[str | None, "信息截至时间", "现场情况说明的信息截至时间"] = None
    place: Annotated[str | None, "地点"] = None
    persons: Annotated[str | None, "到场人数", "例如 约50人"] = None
    demands: Annotated[tuple[str, ...], "主要诉求"] = ()
    reception: Annotated[str | None, "接待地点"] = None
    representatives: Annotated[str | None, "代表推选", "请消费者如何推选代表"] = None
    talks: Annotated[str | None, "沟通安排"] = None
    reply_by: Annotated[str | None, "答复时间"] = None


class Advice(Record, frozen=True, kw_only=True):
    """提示"""

    risks: Annotated[tuple[str, ...], "衍生风险", "由事件引起的其他风险，例如 冒充客服诈骗"] = ()
    items: Annotated[tuple[str, ...], "防范建议", "召回的应急处置建议、泄露的个人防护措施之外的建议"] = ()


class Question(Record, frozen=True, kw_only=True):
    """问答"""

    question: Annotated[str | None, "问题", "消费者会怎么问，不加引号"] = None
    answer: Annotated[str | None, "答复", "只写已经核实、可以对外说的内容"] = None


class Transfer(Record, frozen=True, kw_only=True):
    """转接"""

    matter: Annotated[str | None, "情形", "什么样的来电"] = None
    to: Annotated[Id | None, "转接部门", Ref("party")] = None
    within: Annotated[str | None, "回复时限", "例如 24小时内"] = None


class Answering(Record, frozen=True, kw_only=True):
    """答问"""

    questions: Annotated[tuple[Question, ...], "补充问答", "口径模板已有问题之外的问答"] = ()
    withheld: Annotated[tuple[str, ...], "不得答复事项"] = ()
    transfers: Annotated[tuple[Transfer, ...], "转接安排"] = ()


class FollowUp(Record, frozen=True, kw_only=True):
    """后续"""

    as_of: Annotated[str | None, "信息截至时间"] = None
    progress: Annotated[tuple[str, ...], "进展情况", "调查、处置、整改的进展"] = ()
    confirmed: Annotated[tuple[str, ...], "新查明事实", "上次通报以后查明的事实"] = ()
    remaining: Annotated[tuple[str, ...], "未查明事项"] = ()
    next_steps: Annotated[tuple[str, ...], "下一步安排"] = ()
    next_update: Annotated[str | None, "下次通报时间"] = None
    issued: Annotated[datetime.date | Todo | None, "发布日期"] = None


class Closing(Record, frozen=True, kw_only=True):
    """办结"""

    as_of: Annotated[str | None, "信息截至时间"] = None
    conclusion: Annotated[str | None, "调查结论"] = None
    results: Annotated[tuple[str, ...], "处置结果"] = ()
    compensation: Annotated[str | None, "赔偿安排"] = None
    corrections: Annotated[tuple[str, ...], "整改情况"] = ()
    services: Annotated[tuple[str, ...], "后续服务", "尚未办理的消费者以后怎么办"] = ()
    issued: Annotated[datetime.date | Todo | None, "发布日期"] = None


class Clocks(Record, frozen=True, kw_only=True):
    """时间节点"""

    defect_confirmed: Annotated[
        datetime.date | Todo | None, "缺陷确认日期", "确认产品存在缺陷之日；监管部门通知或者责令召回的，为收到通知之日"
    ] = None
    recall_filed: Annotated[datetime.date | Todo | None, "召回计划备案日期", "向监管部门报送召回计划之日"] = None
    recall_completed: Annotated[datetime.date | Todo | None, "召回实施完毕日期", "不写则按召回的结束日期推算"] = None
    closed: Annotated[datetime.date | Todo | None, "处置结束日期"] = None


class Incident(Record, frozen=True, kw_only=True):
    """事件"""

    name: Annotated[str | None, "名称"] = None
    date: Annotated[datetime.date | Todo | None, "日期"] = None
    time: Annotated[Moment | Todo | None, "时间"] = None
    place: Annotated[str | None, "地点"] = None
    summary: Annotated[str | None, "经过"] = None
    gist: Annotated[str | None, "简述", "一句话，供短信和网站、即时通讯短文使用"] = None
    request: Annotated[str | None, "简要提示", "一句话，接在“请”之后，例如 立即停止使用"] = None
    cause: Annotated[str | None, "原因"] = None
    impact: Annotated[str | None, "影响范围"] = None
    confirmed: Annotated[tuple[str, ...], "已确认事实"] = ()
    investigating: Annotated[tuple[str, ...], "调查中事项"] = ()
    measures: Annotated[tuple[str, ...], "已采取措施"] = ()
    long_term: Annotated[tuple[str, ...], "长期措施"] = ()
    safeguards: Annotated[tuple[str, ...], "权益保障措施"] = ()
    hotline: Annotated[str | None, "热线"] = None
    hours: Annotated[str | None, "服务时间"] = None
    address: Annotated[str | None, "联系地址"] = None
    website: Annotated[str | None, "网址"] = None
    spokesperson: Annotated[str | None, "发言人"] = None
    media_contact: Annotated[str | None, "媒体联系方式"] = None
    as_of: Annotated[str | None, "信息截至时间"] = None
    next_update: Annotated[str | None, "下次通报时间"] = None
    issued: Annotated[datetime.date | Todo | None, "发布日期"] = None
    recall: Annotated[Recall | None, "召回"] = None
    leak: Annotated[Leak | None, "泄露"] = None
    gathering: Annotated[Gathering | None, "现场"] = None
    advice: Annotated[Advice | None, "提示", "消费者风险提示所需的事实"] = None
    answering: Annotated[Answering | None, "答问", "热线答问口径所需的事实"] = None
    follow_up: Annotated[FollowUp | None, "后续", "后续情况通报所需的事实"] = None
    closing: Annotated[Closing | None, "办结", "处置结果通报所需的事实"] = None
    clocks: Annotated[Clocks | None, "时间节点", "推算法定时限用，见 legal/deadlines.yaml"] = None
