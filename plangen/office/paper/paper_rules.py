"""The rules of paper that says something else than its Office file."""

from plangen.diagnostics import ERROR, WARNING, rule

LOST = rule(
    "W216",
    ERROR,
    title=("文件里有、纸面上没有", "something in the file that no page shows"),
    why=(
        "拿到纸的人不知道少了什么：漏一行表格，就少一项任务、一处评定",
        "whoever holds the paper cannot know what is missing: a row less is a task less",
    ),
    message=("{spot}的“{text}”没有印出来{page}", "“{text}” ({spot}) is not printed{page}"),
    hint=(
        "在 Word 或 Excel 里打开文件，看这一处的段落和表格设置：与下段同页、隐藏、打印区域、固定行高",
        "open the file and look at that place: kept with next, hidden, print area, fixed row height",
    ),
)
CUT = rule(
    "W217",
    ERROR,
    title=("纸面上的文字被截断", "text that paper shows only a part of"),
    why=("被截断的文字读起来像是完整的，意思可能相反", "cut text reads as if it were whole, and may mean the opposite"),
    message=("{spot}的“{text}”没有印全{page}{seen}", "“{text}” ({spot}) is not printed whole{page}{seen}"),
    hint=(
        "让这一行随内容增高，加宽这一列，或者缩短文字",
        "let the row grow with its content, widen the column, or shorten the text",
    ),
)
ADDED = rule(
    "W218",
    WARNING,
    title=("纸面上有、文件里没有", "something on a page that the file does not say"),
    why=(
        "印出来的字不在文件里，多半是编号、域或者公式由排版程序另算了",
        "mostly a number, a field or a formula that the program which lays out pages reckons otherwise",
    ),
    message=("第 {number} 页印有“{text}”，文件里没有", "page {number} shows “{text}”, which the file does not say"),
    hint=("检查这一页上的自动编号、域和公式", "look at automatic numbers, fields and formulas of that page"),
)
MOVED = rule(
    "W219",
    WARNING,
    title=("纸面与文件的次序或者页码不同", "another order or page number on paper than in the file"),
    why=("次序不同，同一张纸会被读成另一个意思", "in another order the same words may be read in another sense"),
    message=("{spot}的“{text}”印在了别处{page}", "“{text}” ({spot}) is printed elsewhere{page}"),
    hint=("检查文本框、浮动表格和页码的起始值", "look at text boxes, floating tables and where page numbers begin"),
)
HEADLESS = rule(
    "W220",
    WARNING,
    title=("续页上没有重复表头", "a table that goes on without its head"),
    why=(
        "表格续到下一页而没有表头，看不出各栏是什么",
        "on the page that a table goes on to, nobody sees what its columns are",
    ),
    message=(
        "第 {number} 页续表，没有重复表头“{text}”",
        "page {number} goes on with a table without its head “{text}”",
    ),
    hint=(
        "在 Word 里看这张表的“重复标题行”；或者在表前换页，让它在一页上放得下",
        "see whether the head of that table is set to repeat, or begin a page before it so that it fits on one",
    ),
)
RULES = (LOST, CUT, ADDED, MOVED, HEADLESS)
