"""Rules for YAML that the parser refuses, by what its author most likely did."""

from plangen.diagnostics import ERROR, Words, rule

MEANT_TODO = Words(
    "待填写的值写半角的 !todo，后面加一个空格和说明，例如 !todo 热线电话号码；确是文字时加引号",
    "a value to be filled in is !todo in ASCII, a space and its subject; if it is text, put quotes around it",
)
ODD_SPACE = Words(
    "“{mark}”后面是全角空格或不间断空格，不是半角空格；删掉后切换到英文输入法，输入一个空格",
    "what follows '{mark}' is a full-width or no-break space; replace it by an ordinary one",
)

WIDE_COLON = rule(
    "Y131",
    ERROR,
    title=("全角冒号", "full-width colon"),
    why=(
        "YAML 只认半角冒号；全角冒号会把键和值连成一段文字",
        "YAML knows the ASCII colon only; the full-width one makes one text of key and value",
    ),
    message=("“{key}”后面是全角冒号", "a full-width colon follows '{key}'"),
    hint=("改成半角冒号加一个空格：“{key}: ”", "write an ASCII colon and a space: '{key}: '"),
    bad="title：应急演练计划\nnumber: 消保〔2024〕1号\n",
    good="title: 应急演练计划\nnumber: 消保〔2024〕1号\n",
)
NO_SPACE = rule(
    "Y132",
    ERROR,
    title=("冒号或短横后面缺空格", "no space after a colon or dash"),
    why=(
        "冒号和短横后面没有半角空格时，YAML 把它们当作文字",
        "a colon or dash that no ASCII space follows is text to YAML",
    ),
    message=("“{mark}”后面缺半角空格", "an ASCII space is missing after '{mark}'"),
    hint=("在“{mark}”后面加一个半角空格", "add a space after '{mark}'"),
    bad="title:应急演练计划\nnumber: 消保〔2024〕1号\n",
    good="title: 应急演练计划\nnumber: 消保〔2024〕1号\n",
)
SPECIAL_START = rule(
    "Y133",
    ERROR,
    title=("值以特殊符号开头", "value begins with a special character"),
    why=(
        "@ % ` * & [ { | > 等符号在值的开头有特殊含义",
        "characters such as @ % ` * & [ { | > mean something special at the start of a value",
    ),
    message=("值以“{sign}”开头", "the value begins with '{sign}'"),
    hint=('给整个值加半角引号，例如 "{sign}…"', "put quotes around the whole value"),
    bad="title: @全体 应急演练计划\n",
    good='title: "@全体 应急演练计划"\n',
)
COLON_INSIDE = rule(
    "Y134",
    ERROR,
    title=("值里有冒号加空格", "colon and space inside a value"),
    why=(
        "半角冒号加空格分隔键和值，一行只能有一处",
        "an ASCII colon and a space separate key and value; a line has only one",
    ),
    message=("值里有半角冒号加空格", "the value contains an ASCII colon and a space"),
    hint=("给整个值加半角引号，或改用全角冒号", "put quotes around the whole value"),
    bad="title: 演练: 第一次\n",
    good='title: "演练: 第一次"\n',
)
OPEN_QUOTE = rule(
    "Y135",
    ERROR,
    title=("引号没有闭合", "quote is not closed"),
    why=("后面的行都会被并入这段文字", "the lines that follow become part of the text"),
    message=("引号 {sign} 没有闭合", "the quote {sign} is not closed"),
    hint=("在值的末尾补上同样的半角引号", "add the same quote at the end of the value"),
    bad='title: "应急演练计划\nnumber: 消保〔2024〕1号\n',
    good='title: "应急演练计划"\nnumber: 消保〔2024〕1号\n',
)
OPEN_BRACKET = rule(
    "Y136",
    ERROR,
    title=("括号没有闭合", "bracket is not closed"),
    why=("后面的行都会被当作括号里的内容", "the lines that follow are taken as content of the bracket"),
    message=("括号 {sign} 没有闭合，或里面的标点不对", "the bracket {sign} is not closed, or its punctuation is wrong"),
    hint=("补上半角括号，各项之间用半角逗号", "close it; separate the items by ASCII commas"),
    bad="purposes: [检验预案, 锻炼队伍\nnumber: 消保〔2024〕1号\n",
    good="purposes: [检验预案, 锻炼队伍]\nnumber: 消保〔2024〕1号\n",
)
AFTER_QUOTE = rule(
    "Y137",
    ERROR,
    title=("引号或括号后面还有文字", "text after a closing quote or bracket"),
    why=("引号或括号闭合后，值就结束了", "a value ends with its closing quote or bracket"),
    message=("{sign} 闭合后还有文字", "text follows after the closing {sign}"),
    hint=("引号要包住整个值；里面需要引号时用中文引号“”", "put quotes around the whole value; inside, use “”"),
    bad='title: "应急"演练计划\n',
    good="title: “应急”演练计划\n",
)
QUOTED_IN_CHINESE = rule(
    "Y138",
    ERROR,
    title=("用中文引号代替半角引号", "quotes are Chinese instead of ASCII"),
    why=(
        "中文引号“”不是 YAML 的引号，保护不了里面的冒号等符号",
        "YAML does not treat “” as quotes; they do not protect what is inside",
    ),
    message=(
        "值用了中文引号“”，里面的符号仍被当作 YAML",
        "“” do not quote the value; its punctuation still counts as YAML",
    ),
    hint=("改成半角引号（切换到英文输入法）", "use ASCII quotes"),
    bad="title: “演练: 第一次”\n",
    good='title: "演练: 第一次"\n',
)
INDENTATION = rule(
    "Y139",
    ERROR,
    title=("缩进不一致", "indentation does not fit"),
    why=(
        "YAML 用缩进表示从属关系，同级的行必须对齐",
        "in YAML indentation shows what belongs to what; lines of one level must be aligned",
    ),
    message=("这一行的缩进与上文不一致", "the indentation of this line does not fit the lines above"),
    hint=(
        "与同级的行左侧对齐；下一级多缩进两个空格",
        "align it with the lines of its level; the next level has two more spaces",
    ),
    bad="scope:\n  text: 全公司\n departments: [it]\n",
    good="scope:\n  text: 全公司\n  departments: [it]\n",
)
NO_COLON = rule(
    "Y140",
    ERROR,
    title=("缺少冒号", "no colon"),
    why=("这一层每行都要写成“键: 值”", "each line of this level reads 'key: value'"),
    message=("这一行缺少半角冒号“: ”", "this line lacks an ASCII colon ': '"),
    hint=(
        "写成“键: 值”；接着上一行的文字要多缩进两个空格",
        "write 'key: value'; text that continues the line above is indented by two more spaces",
    ),
    bad="title: 应急演练计划\n第二版\nnumber: 消保〔2024〕1号\n",
    good="title: 应急演练计划第二版\nnumber: 消保〔2024〕1号\n",
)
TAG_MISTYPED = rule(
    "Y141",
    ERROR,
    title=("感叹号后面的写法不对", "not a valid tag after !"),
    why=(
        "半角 ! 开头的值是标记，只有 !todo 加空格是允许的",
        "a value that begins with ! is a tag; only !todo and a space is allowed",
    ),
    message=("“{tag}”不是有效的标记", "'{tag}' is not a valid tag"),
    hint=(
        "待填写的值写 !todo 加空格和说明；文字以 ! 开头时加引号",
        "a value to be filled in is !todo, a space and its subject; quote text that begins with !",
    ),
    bad="title: !todo计划名称\n",
    good="title: !todo 计划名称\n",
)
BACKSLASH = rule(
    "Y142",
    ERROR,
    title=("双引号里的反斜杠", "backslash in double quotes"),
    why=(
        "双引号里的反斜杠开始一个转义符，例如文件路径会被误读",
        "a backslash in double quotes begins an escape; paths are misread",
    ),
    message=("双引号里的反斜杠后面不是有效的转义", "the backslash in double quotes does not begin a valid escape"),
    hint=("改用单引号 '…'，里面的反斜杠就是文字", "use single quotes '…', where a backslash is text"),
    bad='title: "D:\\演练计划"\n',
    good="title: 'D:\\演练计划'\n",
)
WIDE_SEPARATOR = rule(
    "Y143",
    ERROR,
    title=("括号里用中文标点分隔", "full-width separator in brackets"),
    why=("括号里只有半角逗号能分隔各项", "only the ASCII comma separates items in brackets"),
    message=("括号里用“{sign}”分隔各项", "'{sign}' separates items in brackets"),
    hint=("改成半角逗号加一个空格", "write an ASCII comma and a space"),
    bad="scope: {text: 全公司，departments: []}\n",
    good="scope: {text: 全公司, departments: []}\n",
)
BRACKET_INSIDE = rule(
    "Y144",
    ERROR,
    title=("括号里的值又含有括号", "bracket inside a value in brackets"),
    why=(
        "花括号和方括号里，没有引号的值遇到括号就会断开",
        "inside braces and brackets, a bracket ends a value that has no quotes",
    ),
    message=("值里有“{sign}”，被当作另一个括号", "'{sign}' in the value is taken as a bracket of its own"),
    hint=('给整个值加半角引号，例如 "{value}"', 'put quotes around the whole value: "{value}"'),
    bad="scope: {text: 全公司[含分支机构], departments: []}\n",
    good='scope: {text: "全公司[含分支机构]", departments: []}\n',
)
CONFLICT = rule(
    "Y145",
    ERROR,
    title=("合并冲突没有解决", "an unresolved merge conflict"),
    why=(
        "git 合并两个版本时，同一处改得不一样，就把两种写法都留在文件里，要由人决定用哪一种",
        "where two versions differ git leaves both in the file; a person has to decide which one counts",
    ),
    message=(
        "合并冲突没有解决，两种写法并存：{ours}，{theirs}",
        "an unresolved merge conflict left two versions: {ours}, and {theirs}",
    ),
    hint=(
        "两种写法只保留一种，或者合成一种，再删掉 <<<<<<<、=======、>>>>>>> 开头的几行",
        "keep one of the two versions, or make one of both, and delete the lines with <<<<<<<, ======= and >>>>>>>",
    ),
    bad="<<<<<<< HEAD\ntitle: 应急演练计划\n=======\ntitle: 应急演练方案\n>>>>>>> other\n",
    good="title: 应急演练计划\n",
)
MARK_LEFT = rule(
    "Y146",
    ERROR,
    title=("合并冲突的标记没有删净", "a mark of a merge conflict was left"),
    why=("留下的标记会混进计划的文字", "a mark that is left becomes part of the plan's texts"),
    message=("这一行的“{mark}”是合并冲突留下的标记", "the '{mark}' of this line is a mark of a merge conflict"),
    hint=(
        "看一看附近的内容是否完整、有没有重复，再删掉这一行",
        "see whether what stands near is complete and there once, then delete this line",
    ),
    bad="title: 应急演练计划\n>>>>>>> other\n",
    good="title: 应急演练计划\n",
)
OTHER = rule(
    "Y149",
    ERROR,
    title=("YAML 写法有误", "YAML syntax error"),
    why=("文件读不懂时，其中的内容都无法检查", "a file that cannot be read cannot be checked"),
    message=("从这里起读不懂（{problem}）", "the file cannot be read from here on ({problem})"),
    hint=(
        "检查这一行和上一行的标点、引号和缩进",
        "look at punctuation, quotes and indentation of this line and the one before",
    ),
)
