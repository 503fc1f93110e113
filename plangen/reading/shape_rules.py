"""Rules for values that are not what their field asks for."""

from plangen.diagnostics import ERROR, WARNING, rule

MISSING = rule(
    "S111",
    ERROR,
    title=("缺少必填项", "required key is missing"),
    why=("文件要用到这一项，缺了就生成不出来", "the documents need this content"),
    message=("{record}缺少“{key}”（{title}）", "'{key}' ({title}) is missing"),
    hint=("补上“{key}: ”；内容未定时写 !todo 加说明", "add '{key}: '; write !todo and a subject while it is not known"),
    bad="# plan.yaml\nscope:\n  departments: []\n",
    good="# plan.yaml\nscope:\n  text: 公司各部门\n  departments: []\n",
)
UNKNOWN = rule(
    "S112",
    ERROR,
    title=("不认识的键", "unknown key"),
    why=("写错的键不会被读取，内容会悄悄丢失", "a mistyped key is not read; its content would be lost silently"),
    message=("{record}没有“{key}”这一项", "there is no key '{key}' here"),
    hint=("可用的键：{known}", "the keys here are {known}"),
    bad="# plan.yaml\nscope:\n  txet: 公司各部门\n  text: 公司各部门\n  departments: []\n",
    good="# plan.yaml\nscope:\n  text: 公司各部门\n  departments: []\n",
)
RECORD_EXPECTED = rule(
    "S113",
    ERROR,
    title=("这里应是一组“键: 值”", "keys with values expected"),
    why=(
        "这一项由几个小项组成，不能写成一段文字或一个列表",
        "this has parts of its own; it cannot be a text or a list",
    ),
    message=("“{title}”应写成一组“键: 值”", "keys with values are expected here ({title})"),
    hint=(
        "换行并缩进两个空格，逐行写：{known}",
        "begin a new line, indent by two spaces, and write line by line: {known}",
    ),
    bad="# plan.yaml\nscope: 公司各部门\n",
    good="# plan.yaml\nscope:\n  text: 公司各部门\n  departments: []\n",
)
LIST_EXPECTED = rule(
    "S114",
    ERROR,
    title=("这里应是列表", "list expected"),
    why=("这一项可以有多条，即使只有一条也写成列表", "there can be several of these; a single one is a list too"),
    message=("“{title}”应写成列表", "a list is expected here ({title})"),
    hint=("换行，每条一行，以短横加空格“- ”开头", "begin a new line; one item per line, each after '- '"),
    bad="# plan.yaml\npurposes: 检验预案\n",
    good="# plan.yaml\npurposes:\n  - 检验预案\n",
)
VALUE_EXPECTED = rule(
    "S115",
    ERROR,
    title=("这里应是单个值", "single value expected"),
    why=("列表或一组键放在这里，打印不出来", "a list or keys cannot be printed here"),
    message=("“{title}”应是单个值", "a single value is expected here ({title})"),
    hint=("只写一个值", "write one value"),
    bad="# plan.yaml\ntitle:\n  - 演练计划\n",
    good="# plan.yaml\ntitle: 演练计划\n",
)
EMPTY = rule(
    "S116",
    ERROR,
    title=("内容为空", "nothing written"),
    why=(
        "空白会原样进入文件，看的人不知道是没有还是忘了写",
        "a blank goes into the documents, and nobody knows whether it was forgotten",
    ),
    message=("“{title}”没有写内容", "nothing is written here ({title})"),
    hint=(
        "写上内容；未定时写 !todo 加说明；不需要时删除这一行",
        "write the value, or !todo and a subject, or delete the line",
    ),
    bad="# plan.yaml\ntitle:\n",
    good="# plan.yaml\ntitle: 演练计划\n",
)
BAD_ID = rule(
    "S117",
    ERROR,
    title=("编号写法不对", "malformed id"),
    why=("编号供各处引用，写法统一才能对上", "ids are referred to from elsewhere; one way of writing makes them match"),
    message=("“{value}”不能作编号", "'{value}' is not a valid id"),
    hint=(
        "以小写字母开头，只用小写字母、数字和半角连字符，例如 customer-service",
        "begin with a lower-case letter; use lower-case letters, digits and hyphens, as in customer-service",
    ),
    bad="# drill.yaml\nscenarios: [数据泄露]\n",
    good="# drill.yaml\nscenarios: [data-leak]\n",
)
CHOICE = rule(
    "S118",
    ERROR,
    title=("不在可选范围内", "not one of the choices"),
    why=("这一项只有固定的几种写法，程序按写法处理", "this has fixed values, which decide what is done"),
    message=("“{title}”不能是“{value}”", "'{value}' is not possible here ({title})"),
    hint=("可选：{choices}", "choose one of {choices}"),
    bad="# script.yaml\nstaff: [{id: lead, kind: 主持, title: 总导调}]\n",
    good="# script.yaml\nstaff: [{id: lead, kind: 导调, title: 总导调}]\n",
)
FORM = rule(
    "S119",
    ERROR,
    title=("数值、时间或日期写法不对", "malformed number, time or date"),
    why=("时间和数量要参与计算和核对", "times and quantities are used in calculations"),
    message=("“{title}”写成了“{value}”", "'{value}' cannot be read ({title})"),
    hint=("应为{expected}", "write {expected}"),
    bad="# drill.yaml\ndate: 12月10日\n",
    good="# drill.yaml\ndate: 2024-12-10\n",
)
TODO_NOT_HERE = rule(
    "S120",
    ERROR,
    title=("这里不能留待填写", "cannot be left to be filled in"),
    why=(
        "编号、时限等要参与核对，未定时文件无法生成",
        "ids, limits and the like are used in calculations; nothing can be built without them",
    ),
    message=("“{title}”不能写成待填写", "this cannot be left to be filled in ({title})"),
    hint=(
        "写上确定的值；这一项可省略时删除这一行",
        "write a definite value, or delete the line where it may be left out",
    ),
    bad="# drill.yaml\nhours:\n  start: !todo 开始时间\n  end: 17:00\n",
    good="# drill.yaml\nhours:\n  start: 9:00\n  end: 17:00\n",
)
LEFT_BLANK = rule(
    "S121",
    WARNING,
    title=("键后面没有填写", "key without a value"),
    why=(
        "只写了键而没有内容，多半是忘了填；文件里会当作没有这一项",
        "a key without a value was probably forgotten; the documents go without it",
    ),
    message=("“{key}”（{title}）没有填写", "'{key}' ({title}) is left blank"),
    hint=(
        "写上内容，未定时写 !todo 加说明；不需要时删除这一行",
        "write the value, or !todo and a subject, or delete the line",
    ),
    bad="# plan.yaml\napprovals:\n",
    good="# plan.yaml\napprovals:\n  - title: 编制\n",
)
TOO_BIG = rule(
    "S122",
    ERROR,
    title=("数值过大", "number far too large"),
    why=(
        "演练的人数、数量和时限不会这样大，多半是多打了几位",
        "no drill has numbers or limits that large; probably a digit was typed once too often",
    ),
    message=("“{title}”写成了“{value}”，过大", "'{value}' is too large ({title})"),
    hint=("最大为{limit}；检查位数和单位", "the largest value allowed is {limit}; look at the digits and the unit"),
    bad="# drill.yaml\nparticipants:\n  - {department: quality, people: 技术人员, count: 30000000}\n",
    good="# drill.yaml\nparticipants:\n  - {department: quality, people: 技术人员, count: 30}\n",
)
TOO_LONG = rule(
    "S123",
    ERROR,
    title=("文字过长", "text far too long"),
    why=(
        "一项只写一段话或一个值；这样长的文字放不进表格和卡片，多半是误贴进来的",
        "an item is a passage or a value; such a length fits no table and no card and was probably pasted by mistake",
    ),
    message=(
        "“{title}”有 {count} 个字符，超过 {limit} 个的上限",
        "there are {count} characters here, more than the limit of {limit} ({title})",
    ),
    hint=("缩短文字，或分成几项来写", "shorten it, or write several items"),
)
TOO_MANY = rule(
    "S124",
    ERROR,
    title=("列表过长", "list far too long"),
    why=(
        "没有演练会用到这样长的列表，多半是误贴进来的数据，处理起来没有尽头",
        "no drill needs such a list; it was probably pasted by mistake, and working on it would take without end",
    ),
    message=(
        "“{title}”有 {count} 条，超过 {limit} 条的上限",
        "there are {count} items here, more than the limit of {limit} ({title})",
    ),
    hint=("删去不属于计划的内容", "remove what is not part of the plan"),
)
