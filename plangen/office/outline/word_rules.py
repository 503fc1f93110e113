"""What can be wrong with an outline that is written in Word."""

from plangen.diagnostics import ERROR, WARNING, rule

UNSETTLED = rule(
    "B150",
    ERROR,
    title=("Word 大纲里有未处理的修订", "tracked changes in an outline"),
    why=(
        "没有接受也没有拒绝的修订，分不清哪些字算数",
        "nobody can tell which words count while changes are neither accepted nor rejected",
    ),
    message=(
        "从这里起有没有处理的修订（共 {count} 处）",
        "tracked changes that are not settled, the first of them here ({count})",
    ),
    hint=(
        "在 Word 的“审阅”里接受或者拒绝全部修订，保存",
        "accept or reject all changes under 'Review' in Word, then save",
    ),
)
LOST = rule(
    "B151",
    ERROR,
    title=("Word 大纲里有带不过去的内容", "something in an outline that would be lost"),
    why=(
        "大纲只取标题、文字、清单和表格，其他内容不会出现在生成的文件里",
        "headings, text, lists and plain tables are taken from an outline, nothing else",
    ),
    message=("这里有{what}，不会出现在生成的文件里", "{what} stands here and would be missing in what is made"),
    hint=(
        "把它放进单独的 Word 文件 templates/outlines/pieces/名称.docx，在这里写 〔件：名称〕；不需要的，删去",
        "put it into a file of its own, templates/outlines/pieces/NAME.docx, and write 〔件：NAME〕 here; or delete it",
    ),
)
CHANGED = rule(
    "B152",
    WARNING,
    title=("Word 大纲里有不沿用的内容", "something in an outline that is not kept"),
    why=(
        "文件的样子由版式文件决定，大纲里的链接、域和控件也不沿用",
        "the layout decides how documents look, and links, fields and controls of an outline are not kept",
    ),
    message=("{what}，不沿用", "{what}; that is not kept"),
    hint=(
        "确认照这样生成就可以；确实要保留的，改用 〔件：名称〕",
        "see whether that will do; what has to be kept goes into a piece, 〔件：NAME〕",
    ),
)
UNFIT = rule(
    "B153",
    ERROR,
    title=("插入的 Word 文件里有不能插入的内容", "something in a piece of Word that cannot be put in"),
    why=(
        "插入的文件原样放进生成的文件，不填写字段，也不带标题、页面和外部链接",
        "a piece is put in as it is: not filled in, without headings, pages of its own and outside files",
    ),
    message=("插入的文件里有{what}", "the piece has {what}"),
    hint=(
        "只留下文字、表格和图片；标题、字段和横排的页写在大纲里",
        "keep words, tables and pictures in it; headings, fields and pages in landscape belong into the outline",
    ),
)
RULES = (UNSETTLED, LOST, CHANGED, UNFIT)
