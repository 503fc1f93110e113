"""Why the file of an incident is not made."""

from plangen.diagnostics import ERROR, rule

TAKEN = rule(
    "I110",
    ERROR,
    title=("编号或者名称已经用了", "the id or the title is taken"),
    why=(
        "已有的事件文件不能覆盖；命令按编号和名称找事件，两个事件不能相同",
        "no file is overwritten; commands take incidents by id and title, so no two may share them",
    ),
    message=("“{id}”已经用了（{where}）", "'{id}' is taken ({where})"),
    hint=(
        "换一个，例如 {free}；要接着填写的，打开已有的文件",
        "take another, such as {free}; or go on with the file",
    ),
)
BAD_ID = rule(
    "I111",
    ERROR,
    title=("不能作事件编号", "no id of an incident"),
    why=("编号用在文件名和命令里", "it becomes a file's name and is typed in commands"),
    message=("“{id}”不能作编号", "'{id}' is no id"),
    hint=(
        "小写字母开头，只用小写字母、数字和连字符，例如 {free}；不写则由程序拟定",
        "small letters, digits and hyphens, such as {free}; without one plangen proposes it",
    ),
)
NO_SCENARIO = rule(
    "I112",
    ERROR,
    title=("没有这个场景", "no such scenario"),
    why=("通知种类取自参照的场景", "the kinds of notices come from the scenario"),
    message=("没有场景“{name}”", "there is no scenario '{name}'"),
    hint=("{near}现有的场景：{known}；都不合适的写 --blank", "{near}the scenarios are {known}; or use --blank"),
)
NO_KIND = rule(
    "I113",
    ERROR,
    title=("没有这种通知", "no such kind of notice"),
    why=("通知种类由 communication.yaml 规定", "the kinds stand in communication.yaml"),
    message=("没有通知种类“{name}”", "there is no kind '{name}'"),
    hint=("{near}现有的种类：{known}", "{near}the kinds are {known}"),
)
BAD_VALUE = rule(
    "I114",
    ERROR,
    title=("日期或者时间写法有误", "malformed date or time"),
    why=("法定时限从这里起算", "statutory deadlines are counted from it"),
    message=("“{text}”不能读作{what}", "'{text}' is not {what}"),
    hint=("写成 {example}；还不知道的不写", "write it as {example}, or leave it out while it is not known"),
)
LACKING = rule(
    "I115",
    ERROR,
    title=("建立事件文件还缺的内容", "what an incident's file cannot do without"),
    why=("没有名称、没有通知种类的事件写不出通知", "no notice comes of an incident without a title and a kind"),
    message=("没有写明{what}", "{what} is not given"),
    hint=("加上 {needs}；在终端里运行时会逐项询问", "add {needs}; at a terminal plangen asks for it"),
)
RULES = (TAKEN, BAD_ID, NO_SCENARIO, NO_KIND, BAD_VALUE, LACKING)
