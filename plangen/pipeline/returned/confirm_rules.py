"""What keeps a row of a check sheet from counting as confirmed."""

from plangen.diagnostics import ERROR, WARNING, rule

CHANGED_ENTRY = rule(
    "Q241",
    ERROR,
    title=("条目在打印以后改动过", "an entry that was changed since it was printed"),
    why=(
        "核对的是打印时的内容；后来改过的，等于没有人核对",
        "counsel confirmed what was printed; what was changed afterwards nobody has confirmed",
    ),
    message=(
        "“{title}”（{id}）在打印以后改动过，这一行没有登记",
        "“{title}” ({id}) was changed since it was printed; not recorded",
    ),
    hint=(
        "用 plangen notices elements --sheet 重新生成核对表，请核对人核对现在的内容",
        "make the sheet again with plangen notices elements --sheet, and have counsel check what it says now",
    ),
)
GONE_ENTRY = rule(
    "Q242",
    ERROR,
    title=("条目已经没有了", "an entry that is there no more"),
    why=("条目删去或者改了编号", "the entry was deleted or has another id"),
    message=("法定要素和时限里没有这一条：{text}", "there is no such entry among elements and deadlines: {text}"),
    hint=("重新生成核对表，看现在有哪些条目", "make the sheet again and see which entries there are"),
)
NOBODY = rule(
    "Q243",
    ERROR,
    title=("没有写核对人或者日期", "no name or date of who confirmed"),
    why=("登记要写明谁在哪一天对照原文核对的", "the record says who compared the text, and on which day"),
    message=("“{title}”选了“{state}”，没有{missing}", "“{title}” is ticked as {state} without {missing}"),
    hint=(
        "在这一行写明核对人和日期，或者写在表头的签字栏，再读一次",
        "write name and date in the row, or in the head of its table, and read the sheet again",
    ),
)
NO_REASON = rule(
    "Q244",
    WARNING,
    title=("不一致而没有写明", "a difference that is not told"),
    why=("不写明哪里不一致，维护的人不知道改什么", "whoever keeps the entries does not know what to correct"),
    message=("“{title}”选了“{state}”，备注栏是空的", "“{title}” is ticked as {state}, and its remark is empty"),
    hint=("请核对人写明原文怎样规定", "have counsel write what the text says"),
)
CONFIRMED_ALREADY = rule(
    "Q245",
    WARNING,
    title=("已有更晚的核对", "a later confirmation is on record"),
    why=("较早的核对不能盖掉较晚的", "an earlier confirmation does not replace a later one"),
    message=(
        "“{title}”已由{name}于{date}核对，交回的是{own}的，没有登记",
        "“{title}” was confirmed by {name} on {date}; the sheet is of {own} and was not recorded",
    ),
    hint=("不需要处理；要以交回的为准，手工改", "nothing has to be done; to go by the sheet, change the file by hand"),
)
RULES = (CHANGED_ENTRY, GONE_ENTRY, NOBODY, NO_REASON, CONFIRMED_ALREADY)
