"""Rules for what goes out only after somebody looked at it and said so: words of drafts, pictures, their texts."""

from plangen.diagnostics import ERROR, rule

UNFIT = rule(
    "H130",
    ERROR,
    title=("文字像是草稿、演练或者内部资料", "text that sounds like a draft, a drill or internal papers"),
    why=(
        "草稿、演练、内部资料的字样和占位的符号混进正式通知，会误导公众，也显得没有核对",
        "words of drafts, drills and internal papers, and signs in place of facts, mislead the public",
    ),
    message=("有{what}的字样：{text}", "{what}: {text}"),
    hint=(
        '删去或者改正；确实要这样写的，登记审批或者发布时逐条确认：--accept "{text}=理由"',
        'remove or correct it; what is meant is accepted one by one: --accept "{text}=REASON"',
    ),
)
PICTURE_SHOWN = rule(
    "H131",
    ERROR,
    title=("图片要有人看过", "a picture that somebody has to look at"),
    why=(
        "图片里的文字程序读不出来，由审批人或者发布人看过再放行",
        "words within a picture cannot be read by the program: somebody has to look at it",
    ),
    message=("图片 {text}（{name}，{size}）还没有人确认", "nobody has accepted the picture {text} ({name}, {size})"),
    hint=('看过后登记：--accept "{text}=理由"', 'look at it, then: --accept "{text}=REASON"'),
)
ALT_SHOWN = rule(
    "H132",
    ERROR,
    title=("替代文字要有人看过", "an alternative text that somebody has to look at"),
    why=(
        "图片和表格的替代文字不印出来，但收件人能看到，读屏软件会读出来",
        "alternative texts are not printed, but readers see them and screen readers read them aloud",
    ),
    message=("替代文字还没有人确认：{text}", "nobody has accepted the alternative text: {text}"),
    hint=(
        (
            "不需要的，在“设置图片格式—可选文字”（WPS：“设置对象格式—可选文字”）里删去；"
            '要保留的登记：--accept "{text}=理由"'
        ),
        "remove it under 'Alt Text' of the picture's or table's properties, or keep it with --accept \"{text}=REASON\"",
    ),
)
RULES = (UNFIT, PICTURE_SHOWN, ALT_SHOWN)
