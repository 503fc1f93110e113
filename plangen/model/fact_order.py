"""Which facts of an incident may not be earlier than which, and how people speak of what other facts settle.

Data for the checks of contradictions: one place for what is compared, so that a new fact is one line here.
"""

from collections.abc import Mapping

ORDERED: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "date",
        (
            *("as_of", "issued", "gathering.as_of", "leak.authority"),
            *("clocks.defect_confirmed", "clocks.recall_filed", "clocks.closed"),
            *("recall.begins", "follow_up.as_of", "follow_up.issued", "closing.as_of", "closing.issued"),
        ),
    ),
    ("as_of", ("next_update", "issued", "follow_up.as_of", "closing.as_of")),
    ("issued", ("next_update", "follow_up.issued", "closing.issued")),
    ("clocks.defect_confirmed", ("clocks.recall_filed", "recall.begins")),
    ("recall.begins", ("recall.ends", "clocks.recall_completed")),
    ("recall.products[].produced", ("recall.products[].sold", "date")),
    ("gathering.as_of", ("gathering.reply_by",)),
    ("follow_up.as_of", ("follow_up.next_update", "follow_up.issued", "closing.as_of")),
    ("follow_up.issued", ("follow_up.next_update", "closing.issued")),
    ("closing.as_of", ("closing.issued",)),
)
"""Each fact with those that may not be earlier, by their paths below the incident; of a list each item for itself."""

LABELLED: Mapping[str, str] = {
    "recall.products.batch": r"批次(?:[号为是:]|编号)*\s*[“\"]?([A-Za-z0-9][A-Za-z0-9-]{3,})",
    "recall.products.model": r"型号(?:为|是|:)*\s*[“\"]?([A-Za-z0-9][A-Za-z0-9-]{2,})",
    "recall.filing": r"备案(?:编号|号)(?:为|是|:)*\s*[“\"]?([^\s,，。;；”\"]{4,})",
    "website": r"(?:网址|网站)(?:为|是|:)+\s*([A-Za-z0-9][\w./:-]{4,})",
}
"""What texts say of a fact behind its name; the number of the batch behind 批次."""

DATED: Mapping[str, str] = {
    "recall.begins": r"(?:自|从|于)({day})起?(?:开始|陆续)?(?:实施|开展|进行)?召回|召回(?:自|从|于)({day})(?:起|开始)",
    "recall.ends": r"召回(?:期限|时间|活动)?(?:至|到|截至|截止)({day})|召回(?:期限|时间|活动)?({day})(?:结束|截止)",
}
"""What texts say of the day of a fact; `{day}` stands for a date."""

OWN_CONTACTS = frozenset(
    {"hotline", "media_contact", "spokesperson", "address", "officer", "authority", "responsible", "reception"}
)
"""Facts whose own business it is to name a telephone: what they name is no second hotline."""

GOODS = ("产品", "商品", "货品")
"""What products are called besides by their names."""

OTHER_THINGS = (
    *("投诉", "举报", "报告", "事故", "伤害", "咨询", "来电", "诉求", "案件", "案例", "申请", "订单", "建议", "情况"),
    *("信息", "记录", "配件", "门店", "网点", "样品", "批次", "问题", "型号", "措施", "通知", "短信", "电话", "留言"),
)
"""What else is counted in a notice, in units that products are counted in as well: 3件投诉 are no products."""

OF_SEVERAL = frozenset("件个份次笔起项户人名位")
"""Units in which many things are counted: a number of them is of the products only where these are named beside it."""

PARTS = (
    *(
        "其中",
        "库存",
        "封存",
        "下架",
        "售出",
        "已售",
        "未售",
        "销往",
        "退回",
        "退货",
        "退款",
        "更换",
        "召回了",
        "已召回",
    ),
    *(
        "回收",
        "检测",
        "检验",
        "抽检",
        "抽样",
        "登记",
        "办理",
        "完成",
        "剩余",
        "尚有",
        "尚未",
        "累计",
        "每",
        "超过",
        "不足",
    ),
)
"""What a number is only part of: it need not be that of all products."""

TOTALS = ("涉及", "影响", "共", "总计", "合计", "波及")
"""What stands before the number of all."""
