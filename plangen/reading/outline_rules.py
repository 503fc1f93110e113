"""What can be wrong in the text of an outline."""

from plangen.diagnostics import ERROR, WARNING, rule

LEVEL = rule(
    "B101",
    ERROR,
    title=("标题级别过深", "a heading is too deep"),
    why=("文件的标题只有四级", "documents have four levels of headings"),
    message=("标题是第 {count} 级，标题只有四级", "the heading is of level {count}; there are four levels"),
    hint=("改为第四级或者更高的标题，或改写成一段", "make it a heading of level four or above, or a paragraph"),
)
JUMP = rule(
    "B102",
    WARNING,
    title=("标题跳级", "a heading skips a level"),
    why=("跳级的标题编号缺一级，目录也错位", "its number lacks a level, and the contents list is out of step"),
    message=(
        "这个标题是第 {level} 级，上一个标题是第 {above} 级",
        "the heading is of level {level}, the one above it of level {above}",
    ),
    hint=("标题逐级加深，每次深一级", "go down one level at a time"),
)
SAME_KEY = rule(
    "B103",
    ERROR,
    title=("标题编号重复", "two headings have one key"),
    why=(
        "可见范围、目录和修订对照都用编号认章节，重复的编号分不清",
        "rules of visibility, contents and redlines know sections by their keys",
    ),
    message=("标题编号“{key}”用了两次，第一次在{first}", "the key '{key}' is used twice, first at {first}"),
    hint=("给其中一个标题写另一个编号，例如 {#{key}-2}", "give one of them another key, such as {#{key}-2}"),
)
NO_KEY = rule(
    "B104",
    ERROR,
    title=("标题没有编号", "a heading without a key"),
    why=(
        "标题里有字段或者在循环里，文字不固定，必须另写编号才能认出这一节",
        "its words vary, so the section can be known by a key alone",
    ),
    message=("这个标题的文字不固定，没有写编号", "the words of this heading vary, and it has no key"),
    hint=(
        "在标题后面写编号，例如 {#scene-{{ 场景.编号 }}}",
        "write a key behind it, such as {#scene-{{ 场景.编号 }}}",
    ),
)
BAD_KEY = rule(
    "B105",
    ERROR,
    title=("标题的编号或者选项有误", "a key or option of a heading is wrong"),
    why=("写错的选项不起作用", "an option that is misspelt does nothing"),
    message=("标题后面花括号里的“{word}”无法识别", "'{word}' in the braces behind the heading is not known"),
    hint=(
        "花括号里先写 #编号（字母、数字、汉字和连字符），再写选项：新页、不编号、保留、归本人、文题、附件",
        "write #key (letters, digits, hyphens) first, then options: 新页, 不编号, 保留, 归本人, 文题, 附件",
    ),
)
NUMBERED = rule(
    "B106",
    WARNING,
    title=("标题里写了序号", "a heading with a number of its own"),
    why=(
        "序号由版式文件自动编排，标题里再写一个就会印出两个",
        "numbers come from the layout; one that is typed is printed beside it",
    ),
    message=("标题以序号“{number}”开头", "the heading begins with the number '{number}'"),
    hint=("删去序号；不要自动编号的，在标题后面写 {不编号}", "delete it, or write {不编号} behind the heading"),
)
TABLE_SHAPE = rule(
    "B107",
    ERROR,
    title=("表格的格数不一致", "the rows of a table differ"),
    why=("格数不一致的表格列对不上", "cells would stand in the wrong column"),
    message=("这一行有 {count} 格，表头有 {wanted} 格", "this row has {count} cells, the head has {wanted}"),
    hint=("补足或者删去多出的“|”；文字里的竖线写作 \\|", "mend the bars; one that is text is written \\|"),
)
TABLE_HEAD = rule(
    "B108",
    ERROR,
    title=("表格没有表头", "a table without a head"),
    why=("没有表头分不清各列是什么", "without a head nobody knows what the columns are"),
    message=("这一行以“|”开头，上面没有表头和 |---|---|", "the row has no head with |---|---| above it"),
    hint=(
        "第一行写各列的名称，第二行写 |---|---|；不是表格的，行首写 \\|",
        "write the titles of the columns, then |---|---|; begin with \\| what is no table",
    ),
)
FULL_WIDTH = rule(
    "B109",
    WARNING,
    title=("标记写成了全角", "a mark in full width"),
    why=("全角的标记不起作用，会原样印出来", "it does nothing there and is printed as it stands"),
    message=("行首的“{found}”是全角符号，会原样印出来", "'{found}' at the start of the line is printed as it stands"),
    hint=(
        "改成半角的“{wanted}”；确实要印的，前面加 \\",
        "write '{wanted}', or put \\ before it if it is to be printed",
    ),
)
TOO_LONG = rule(
    "B110",
    ERROR,
    title=("大纲过长", "an outline is far too long"),
    why=("这样长的大纲多半是误放进来的", "most likely something else was put here by mistake"),
    message=("大纲有 {count} 行，超过 {limit} 行的上限", "the outline has {count} lines, more than {limit}"),
    hint=("只保留这份文件的大纲", "keep the outline of this document only"),
)
OPEN_COMMENT = rule(
    "B111",
    ERROR,
    title=("注释没有结束", "a comment without an end"),
    why=("后面的内容全部被当作注释", "all that follows is taken for a comment"),
    message=("注释 <!-- 没有对应的 -->", "the comment <!-- has no -->"),
    hint=(
        "在注释末尾写 -->；要印 <!-- 的，前面加 \\",
        "write --> at its end, or put \\ before a <!-- that is to be printed",
    ),
)
EMPTY = rule(
    "B112",
    ERROR,
    title=("标题没有文字", "a heading without words"),
    why=("没有文字的标题在目录里是空行", "it is an empty line of the contents list"),
    message=("# 后面没有文字", "there are no words behind #"),
    hint=("写上标题；要印 # 的，前面加 \\", "write the heading, or put \\ before a # that is to be printed"),
)
NO_TABLE = rule(
    "B113",
    ERROR,
    title=("表题后面没有表格", "a caption without a table"),
    why=("没有表格的表题不会印出来", "a caption without a table is not printed"),
    message=("表题“{caption}”的下面不是写出来的表格", "no table is written out below the caption '{caption}'"),
    hint=(
        "把表格紧接着写在下一行；程序生成的表，题写在里面：〔表：…｜题：{caption}〕；要原样印的，前面加 \\",
        "write the table below it; a generated one has it inside: 〔表：…｜题：{caption}〕; or put \\ before it",
    ),
)
SEEMING = rule(
    "B115",
    WARNING,
    title=("看起来像生成内容，写法不对", "what looks like a placeholder and is none"),
    why=("写法不对的，当作文字原样印出来", "unless it is written as one it is printed as it stands"),
    message=("“{found}”不是生成内容的写法，会原样印出来", "'{found}' is no placeholder and is printed as it stands"),
    hint=(
        "写成 {wanted}，独占一行；选项写在下面几行的，最后一行以 〕 结尾；确实要印的，前面加 \\",
        "write {wanted} in a line of its own (options below it end in 〕), or put \\ before what is to be printed",
    ),
)
NOTHING = rule(
    "B116",
    ERROR,
    title=("大纲是空的", "an empty outline"),
    why=("空的大纲生成一份空白的文件", "an empty outline makes an empty document"),
    message=("大纲里没有内容，只有空行或者注释", "there is nothing in the outline but empty lines or comments"),
    hint=(
        "写上内容；要用默认大纲的，删去这个文件；不要这份文件的，在 templates/documents.yaml 的 left_out 里写它的编号",
        "write it, delete the file to use the shipped outline, or name it under left_out in templates/documents.yaml",
    ),
)
NOT_ALONE = rule(
    "B124",
    WARNING,
    title=("生成内容没有独占一行", "a placeholder within a text"),
    why=("不独占一行的，当作文字原样印出来", "unless it has a line of its own it is printed as it stands"),
    message=("“{found}”写在一段文字中间，会原样印出来", "'{found}' stands within a text and is printed as it stands"),
    hint=(
        "要插入内容的，另起一行单独写；要提到题号的，写 {{ 题号.{name} }}；确实要印的，前面加 \\",
        "give it a line of its own; to name its number, write {{ 题号.{name} }}; put \\ before it to print it",
    ),
)
RULES = (
    *(LEVEL, JUMP, SAME_KEY, NO_KEY, BAD_KEY, NUMBERED, TABLE_SHAPE, TABLE_HEAD, FULL_WIDTH, TOO_LONG),
    *(OPEN_COMMENT, EMPTY, NO_TABLE, SEEMING, NOTHING, NOT_ALONE),
)
