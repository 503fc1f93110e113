"""Rules for YAML that parses but does not say what its author means, or says it by features that plans do not use."""

from plangen.diagnostics import ERROR, INFO, WARNING, Words, rule

SEVERAL_DOCUMENTS = rule(
    "Y111",
    ERROR,
    title=("一个文件里有多份文档", "several documents in one file"),
    why=("`---` 之后的内容会被当作另一份文档而丢失", "what follows `---` is another document and would be lost"),
    message=("从这里开始是另一份文档", "another document begins here"),
    hint=(
        "删除 --- 或 ...；需要分隔时用 # 开头的注释行",
        "delete --- or ...; separate parts by lines that begin with #",
    ),
    bad="title: 应急演练计划\n---\nnumber: 消保〔2024〕1号\n",
    good="title: 应急演练计划\n# 编号\nnumber: 消保〔2024〕1号\n",
)
TAG = rule(
    "Y112",
    ERROR,
    title=("感叹号开头的标记", "tag that is not !todo"),
    why=(
        "值以半角 ! 开头时，YAML 把它当作类型标记而不是文字",
        "YAML takes a value that begins with ! as a type, not as text",
    ),
    message=("不能使用标记 {tag}", "the tag {tag} is not known"),
    hint=(
        '文字以 ! 开头时加引号，例如 "!注意"；待填写的值写 !todo 加空格和说明',
        "put quotes around text that begins with !; to leave a value open, write !todo, a space and its subject",
    ),
    bad="title: !important 应急演练计划\n",
    good='title: "!important 应急演练计划"\n',
)
TODO_IS_TEXT = Words(
    "!todo 后面写一句话，例如 !todo 热线电话号码", "!todo is followed by a few words, such as !todo hotline number"
)
TODO_WITHOUT_SUBJECT = rule(
    "Y113",
    ERROR,
    title=("!todo 没有说明", "!todo without a subject"),
    why=(
        "文件里会显示【待填写：…】，填写的人要知道填什么",
        "documents show a blank; the person who fills it in must know what belongs there",
    ),
    message=("!todo 后面没有写待填写的内容", "!todo does not say what has to be filled in"),
    hint=("写明填什么，例如 !todo 热线电话号码", "say what is missing, such as !todo hotline number"),
    bad="title: !todo\n",
    good="title: !todo 计划名称\n",
)
DUPLICATE_KEY = rule(
    "Y114",
    ERROR,
    title=("同一个键写了两次", "key written twice"),
    why=("两处内容只能保留一处，另一处会悄悄丢失", "only one of the two can be kept; the other would be lost silently"),
    message=("“{key}”重复，第 {line} 行已经写过", "'{key}' is written twice; line {line} has it already"),
    hint=("合并两处内容，或删除其中一处", "merge the two, or delete one"),
    bad="title: 应急演练计划\ntitle: 演练计划\n",
    good="title: 应急演练计划\n",
)
MERGE_KEY = rule(
    "Y115",
    ERROR,
    title=("合并键 <<", "merge key <<"),
    why=(
        "合并进来的内容看不见来自哪里，改一处会牵动别处",
        "merged content does not show where it comes from; one change would affect other places",
    ),
    message=("不能使用合并键 <<", "the merge key << is not allowed"),
    hint=("把需要的各项直接写出来", "write the keys out"),
    bad="scope: &scope\n  text: 全公司\nvenue:\n  <<: *scope\n",
    good="scope:\n  text: 全公司\n",
)
UNKNOWN_ANCHOR = rule(
    "Y116",
    ERROR,
    title=("星号开头的值", "alias without an anchor"),
    why=(
        "值以 * 开头时，YAML 去找同名的锚点，而不把它当文字",
        "YAML takes a value that begins with * as the name of an anchor, not as text",
    ),
    message=("没有名为“{name}”的锚点", "there is no anchor '{name}'"),
    hint=('文字以 * 开头时加引号，例如 "*{name}"', "put quotes around text that begins with *"),
    bad="title: *plan\n",
    good='title: "*plan"\n',
)
RECURSIVE_ANCHOR = rule(
    "Y117",
    ERROR,
    title=("锚点包含自己", "anchor that contains itself"),
    why=("这样的内容没有尽头", "such content never ends"),
    message=("锚点“{name}”里又引用了自己", "the anchor '{name}' refers to itself"),
    hint=("把内容直接写出来，不用 * 引用", "write the content out instead of using *"),
    bad="scope: &scope\n  text: *scope\n",
    good="scope:\n  text: 全公司\n",
)
UNUSED_ANCHOR = rule(
    "Y118",
    ERROR,
    title=("& 开头的值", "value that begins with &"),
    why=(
        "值以 & 开头时，YAML 把第一个词当作锚点名称，这个词会从文件里消失",
        "YAML takes the first word after & as the name of an anchor; it vanishes from the text",
    ),
    message=("“&{name}”被当作锚点，不会出现在文字里", "'&{name}' is taken as an anchor and will not be in the text"),
    hint=(
        "文字以 & 开头时给整个值加引号；不需要锚点时删除它",
        "put quotes around the whole value, or delete the anchor",
    ),
    bad="title: &RD 演练计划\n",
    good='title: "&RD 演练计划"\n',
)
TOO_DEEP = rule(
    "Y119",
    ERROR,
    title=("层级过深", "nested too deeply"),
    why=(
        "计划最多只有几层；这样的文件不是计划，或括号没有闭合",
        "a plan has a few levels; this file is not a plan, or a bracket is not closed",
    ),
    message=("嵌套超过 {limit} 层", "more than {limit} levels deep"),
    hint=("检查这里的括号和缩进", "look at the brackets and the indentation here"),
)
TOO_MUCH = rule(
    "Y120",
    ERROR,
    title=("引用展开过大", "references expand too far"),
    why=("层层引用的内容展开后会耗尽内存", "references to references grow until memory runs out"),
    message=("用 * 引用的内容展开后超过 {limit} 个值", "what * refers to expands to more than {limit} values"),
    hint=("把内容直接写出来，不用 * 引用", "write the content out instead of using *"),
)
KEY_IS_NO_TEXT = rule(
    "Y121",
    ERROR,
    title=("键不是文字", "key that is not text"),
    why=(
        "值以 { 或 [ 开头时，YAML 把它当作括号写法，例如模板标记 {{ }} 会这样被误读",
        "a value that begins with { or [ is taken as a collection, as happens to {{ }}",
    ),
    message=("这里的括号被当成了键", "brackets stand here in place of a key"),
    hint=("文字以花括号或方括号开头时，给整个值加引号", "put quotes around text that begins with a bracket or brace"),
    bad="title: {{ plan }}\n",
    good='title: "{{ plan }}"\n',
)
CHINESE_QUOTES = rule(
    "Y122",
    WARNING,
    title=("整个值放在中文引号里", "whole value in Chinese quotes"),
    why=("中文引号“”不是 YAML 的引号，会原样印在文件里", "YAML does not treat “” as quotes; they will be printed"),
    message=("中文引号会原样印出：{value}", "the Chinese quotes will be printed: {value}"),
    hint=(
        "删除中文引号；确实要印出时，在外面再加半角引号",
        "delete them; to have them printed, put ASCII quotes around the whole value",
    ),
    bad="title: “应急演练计划”\n",
    good="title: 应急演练计划\n",
)
WIDE_COMMA = rule(
    "Y123",
    WARNING,
    title=("方括号列表里有中文逗号", "full-width comma in a bracketed list"),
    why=(
        "方括号里只有半角逗号能分隔各项，写中文逗号时几项会变成一项",
        "only the ASCII comma separates items in brackets; others make one item of several",
    ),
    message=("“{value}”是一项，不会被中文标点分开", "'{value}' is one item; full-width punctuation does not separate"),
    hint=(
        "分隔各项用半角逗号；确实是一项时给它加引号",
        "separate by ASCII commas; if it is one item, put quotes around it",
    ),
    bad="purposes: [检验预案，锻炼队伍]\n",
    good="purposes: [检验预案, 锻炼队伍]\n",
)
LOST_COMMENT = rule(
    "Y124",
    WARNING,
    title=("# 之后的文字丢失", "text after # is lost"),
    why=(
        "空格加 # 之后都是注释，不会印在文件里",
        "everything after a space and # is a comment and will not be printed",
    ),
    message=("“{text}”被当作注释", "'{text}' is taken as a comment"),
    hint=(
        "属于内容时给整个值加引号；确是注释时在 # 后加一个空格",
        "put quotes around the whole value; if it is a comment, write a space after #",
    ),
    bad="title: 应急演练计划 #1组\n",
    good='title: "应急演练计划 #1组"\n',
)
TOO_MANY_VALUES = rule(
    "Y127",
    ERROR,
    title=("文件里的值过多", "far too many values in a file"),
    why=(
        "计划的一个文件最多有几千个值；这样多的多半是误放进来的数据，处理起来没有尽头",
        "a file of a plan has a few thousand values; so many are usually data put there by mistake",
    ),
    message=("从这里起超过 {limit} 个值的上限", "from here on there are more values than the limit of {limit}"),
    hint=("把不属于计划的数据移出 source/", "move data that is not plan out of source/"),
)
SWALLOWED_LINE = rule(
    "Y125",
    ERROR,
    title=("一行并入了上文", "line swallowed by the text above"),
    why=(
        "缩进或标点不对时，列表项或键会变成上一行文字的一部分",
        "with wrong indentation or punctuation a list item or key becomes part of the text above",
    ),
    message=("这一行被并入了第 {line} 行的文字", "this line became part of the text of line {line}"),
    hint=(
        "与同级的行对齐，冒号用半角并在后面加空格；确是文字时给整段加引号",
        "align it with its neighbours and use ASCII ': '; if it is text, put quotes around all of it",
    ),
    bad="purposes:\n- 检验预案\n - 锻炼队伍\n",
    good="purposes:\n- 检验预案\n- 锻炼队伍\n",
)
ONE_OF_SEVERAL = rule(
    "Y126",
    INFO,
    title=("方括号列表里只有一项", "bracketed list of one item"),
    why=(
        "方括号里只有半角逗号能分隔各项，用顿号隔开的几项只算一项",
        "only the ASCII comma separates items in brackets; enumeration commas leave one item",
    ),
    message=("“{value}”只算一项", "'{value}' is a single item"),
    hint=(
        "是几项时把顿号改成半角逗号加空格；确实是一项时给它加引号",
        "write ASCII commas if it is several; if it is one, put quotes around it",
    ),
    bad="purposes: [检验预案、锻炼队伍]\n",
    good="purposes: [检验预案, 锻炼队伍]\n",
)
