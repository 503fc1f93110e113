"""Rules for what is not known to be harmless, and for addresses that lead into the house."""

from plangen.diagnostics import ERROR, rule

STRANGE = rule(
    "H120",
    ERROR,
    title=("文件里有不认识的内容", "something unknown in the file"),
    why=(
        "正式文件只带出已知无害的内容；不认识的内容可能藏有文字或者数据，不同的软件显示也不同",
        "only what is known to be harmless goes out; the unknown may hide text, and programs show it differently",
    ),
    message=("有不认识的{what}：{text}", "an unknown {what}: {text}"),
    hint=(
        (
            "在模板里删去这一处，改用普通文字、表格或者图片；找不到的，选中这一段，"
            "在 Word 里用“选择性粘贴—只保留文本”、在 WPS 里用“只粘贴文本”重新贴入"
        ),
        "delete it and use plain text, a table or a picture; if it cannot be found, paste the passage as text only",
    ),
)
DRAWING = rule(
    "H121",
    ERROR,
    title=("文件里有图表、对象或者别的图形", "chart, object or other drawing in the file"),
    why=(
        "图表和对象带着背后的数据，墨迹、公式等各个软件显示不同",
        "charts and objects hold the data behind them; ink and formulas look different everywhere",
    ),
    message=("有{what}", "{what} in the file"),
    hint=(
        "改成图片：在 Word 或 WPS 里选中后剪切，用“选择性粘贴”粘贴为 PNG 图片；文字改写在正文里",
        "make it a picture: cut it and paste it as PNG with 'Paste Special' in Word or WPS; its words go into the text",
    ),
)
CROPPED = rule(
    "H122",
    ERROR,
    title=("图片裁剪掉的部分还在文件里", "a picture keeps what was cropped"),
    why=("收件人可以把裁剪掉的部分恢复出来", "readers can bring back what was cut off"),
    message=("图片裁剪过，裁掉的部分还在文件里：{text}", "a cropped picture still holds what was cut off: {text}"),
    hint=(
        (
            "Word：选中图片，“图片格式—压缩图片”，勾选“删除图片的剪裁区域”；"
            "WPS：选中图片，“图片工具—压缩图片”，勾选“删除图片的剪裁区域”；再保存"
        ),
        "select it, 'Picture Format, Compress Pictures', tick 'Delete cropped areas' (WPS: 'Picture Tools'), and save",
    ),
)
FORMS = rule(
    "H123",
    ERROR,
    title=("同一图形的两种形式内容不同", "two forms of a drawing that differ"),
    why=(
        "文本框存有新旧两种形式，旧版软件显示另一种，看到的文字就不同",
        "a text box is kept in two forms; old programs show the other one and thus other words",
    ),
    message=("新旧两种形式写的不同：{text}", "its two forms say different things: {text}"),
    hint=(
        "删去这个文本框或者图形，重新画一个，或者把文字移到正文",
        "delete the box or drawing and draw it again, or move its words into the text",
    ),
)
SIGNS = rule(
    "H124",
    ERROR,
    title=("文件里有看不见的字符", "characters that do not show"),
    why=(
        "看不见的字符会改变文字的方向和次序，或者藏带信息",
        "characters that do not show change the order of text, or hide something",
    ),
    message=("有看不见的字符 {signs}：{text}", "characters that do not show, {signs}: {text}"),
    hint=("删去这一段，不要从网页或者聊天工具粘贴，重新输入", "delete the passage and type it again"),
)
PICTURE_KIND = rule(
    "H125",
    ERROR,
    title=("图片不是 PNG 或者 JPEG", "picture of another kind than PNG or JPEG"),
    why=(
        "矢量图等格式可能带有看不见的文字和数据，各个软件显示也不同",
        "vector pictures and others may hold text and data that do not show, and look different in each program",
    ),
    message=("图片不是 PNG 或者 JPEG：{text}", "the picture is neither PNG nor JPEG: {text}"),
    hint=(
        "在 Word 或 WPS 里剪切图片，用“选择性粘贴”粘贴为 PNG 图片",
        "cut the picture and paste it as PNG with 'Paste Special' in Word or WPS",
    ),
)
ADDRESS = rule(
    "H126",
    ERROR,
    title=("文件里有内部网址", "address inside the house"),
    why=(
        "内部网址外人打不开，还泄露内部的服务器和系统",
        "nobody outside can open it, and it tells of servers and systems inside",
    ),
    message=("有内部网址（{what}）：{text}", "an internal address ({what}): {text}"),
    hint=(
        "改成公开网址，或者删去链接：Word 和 WPS 都可以右键点链接，“取消超链接”",
        "use a public address, or remove the link: right-click it and choose 'Remove Hyperlink'",
    ),
)
CLOUD = rule(
    "H127",
    ERROR,
    title=("链接到在线文档", "link to a document in the cloud"),
    why=(
        "在线文档往往只对内部开放，外人打不开，或者能看到修改过程",
        "documents in the cloud are mostly open to colleagues only, or show how they were edited",
    ),
    message=("链接到在线文档：{text}", "a link to a document in the cloud: {text}"),
    hint=(
        '改成公开网址；确实对公众开放的，用 --accept "{text}=理由" 逐条确认',
        'use a public address; one that is open to everybody is accepted with --accept "{text}=REASON"',
    ),
)
RULES = (STRANGE, DRAWING, CROPPED, FORMS, SIGNS, PICTURE_KIND, ADDRESS, CLOUD)
