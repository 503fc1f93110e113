"""What a printed page must be: the rules of the layout proof."""

from plangen.diagnostics import ERROR, INFO, rule

SHEET = rule(
    "W201",
    ERROR,
    title=("纸张大小与版式不同", "the sheet is not that of the layout"),
    why=("纸张不对，打印时会缩放或裁切", "another sheet is scaled or cut when printed"),
    message=("纸张是 {is_mm} 毫米，版式是 {want_mm} 毫米", "the sheet is {is_mm} mm, the layout says {want_mm} mm"),
    hint=("用 plangen house 重新生成公文模板，或检查模板的页面设置", "run plangen house, or check the template's page"),
)
MARGIN = rule(
    "W202",
    ERROR,
    title=("文字超出版心", "text outside the type area"),
    why=("超出版心的文字会被装订遮住或打印不全", "text in the margin is bound in or not printed"),
    message=("“{text}”超出版心{side} {by} 毫米", "“{text}” reaches {by} mm over the {side} edge of the type area"),
    hint=("缩短文字，减少表格的列，或改用横排页", "shorten the text, use fewer columns, or a landscape page"),
)
LINES = rule(
    "W203",
    ERROR,
    title=("每页行数与版式不同", "the number of lines on a page is not that of the layout"),
    why=(
        "公文每页排 22 行；行距不固定时页码会随字体变动",
        "official pages have 22 lines; loose line pitch moves pages",
    ),
    message=("整页正文有 {lines} 行，应为 {wanted} 行", "a full page of text has {lines} lines, not {wanted}"),
    hint=("检查正文样式的固定行距", "check the exact line spacing of the text style"),
)
CHARACTERS = rule(
    "W204",
    ERROR,
    title=("每行字数与版式不同", "the number of characters in a line is not that of the layout"),
    why=("公文每行排 28 字", "official lines have 28 characters"),
    message=(
        "“{text}”一行有 {characters} 字，应为 {wanted} 字",
        "the line “{text}” has {characters} characters, not {wanted}",
    ),
    hint=("检查正文样式的字号和字距", "check size and character spacing of the text style"),
)
PITCH = rule(
    "W214",
    ERROR,
    title=("行距与版式不同", "the line pitch is not that of the layout"),
    why=("行距不是固定值时，页码会随字体变动", "without an exact pitch page numbers change with the font"),
    message=(
        "“{text}”与上一行相距 {is_pt} 磅，应为 {want_pt} 磅",
        "“{text}” stands {is_pt} pt below its line, not {want_pt} pt",
    ),
    hint=("检查正文样式的固定行距", "check the exact line spacing of the text style"),
)
NUMBER_PLACE = rule(
    "W205",
    ERROR,
    title=("页码位置不对", "a page number in the wrong place"),
    why=("双面打印时，页码应当都在外侧", "in duplex print page numbers belong on the outer side"),
    message=("页码“{text}”应在{side}", "the page number “{text}” belongs {side}"),
    hint=("检查公文模板奇偶页页脚的对齐方式", "check the alignment of the template's odd and even footers"),
)
NUMBER_LACKING = rule(
    "W206",
    ERROR,
    title=("页码缺失或不连续", "a page number is missing or out of order"),
    why=("没有连续的页码，目录和引用都对不上", "without running numbers no reference can be followed"),
    message=("这一页的页码应为 {wanted}，{found}", "this page should be numbered {wanted}; {found}"),
    hint=("检查公文模板的页脚", "check the template's footers"),
)
HEADING_FONT = rule(
    "W207",
    ERROR,
    title=("标题字体与版式不同", "a heading is not in the font of the layout"),
    why=("公文各级标题用固定的字体区分", "levels of headings are told apart by their fonts"),
    message=("标题“{text}”用的是 {font}，应为 {wanted}", "the heading “{text}” is in {font} instead of {wanted}"),
    hint=(
        "检查公文模板的标题样式；字体代替情况见 plangen doctor",
        "check the heading style; plangen doctor lists fonts",
    ),
)
HEADING_FOOT = rule(
    "W208",
    ERROR,
    title=("标题落在页末", "a heading at the foot of a page"),
    why=("标题和它的正文分在两页，读者会看漏", "a heading parted from its text is overlooked"),
    message=("标题“{text}”是这一页的最后一行", "the heading “{text}” is the last line of its page"),
    hint=("检查标题样式的“与下段同页”", "check “keep with next” of the heading style"),
)
TABLE_HEAD = rule(
    "W209",
    ERROR,
    title=("表头单独留在页末", "a table head alone at the foot of a page"),
    why=("表头和内容分在两页，看不出说的是什么", "a head parted from its rows says nothing"),
    message=("页末只有表头“{text}”", "only the table head “{text}” stands at the foot of the page"),
    hint=("检查表格样式；表格上方加一段文字也可以避开", "check the table style; a line of text above moves it as well"),
)
CLOSING = rule(
    "W210",
    ERROR,
    title=("行首是标点", "a line begins with a closing mark"),
    why=(
        "汉语排版避头尾：逗号、句号、后引号等不在行首",
        "Chinese lines never begin with a comma, full stop or closing mark",
    ),
    message=("一行以“{mark}”开头：{text}", "a line begins with “{mark}”: {text}"),
    hint=("检查段落样式的“按中文习惯控制首尾字符”", "check the East Asian line breaking of the paragraph style"),
)
OPENING = rule(
    "W211",
    ERROR,
    title=("行末是前括号或前引号", "a line ends with an opening mark"),
    why=("汉语排版避头尾：前括号、前引号不在行末", "Chinese lines never end with an opening mark"),
    message=("一行以“{mark}”结尾：{text}", "a line ends with “{mark}”: {text}"),
    hint=("检查段落样式的“按中文习惯控制首尾字符”", "check the East Asian line breaking of the paragraph style"),
)
EMPTY = rule(
    "W212",
    ERROR,
    title=("空白页", "an empty page"),
    why=("读者会以为少印了内容", "readers will think that something was not printed"),
    message=("这一页没有正文", "the page has no text"),
    hint=("检查前后的分页和分节", "check the breaks before and after it"),
)
SPARSE = rule(
    "W213",
    INFO,
    title=("一页只有几行", "a page of a few lines"),
    why=("只有几行的页不好看，也浪费纸", "a page of a few lines looks unfinished and wastes paper"),
    message=("这一页只有 {lines} 行：{text}", "the page has only {lines} lines: {text}"),
    hint=("能缩短前文就缩短，或者接受", "shorten the text before it, or accept it"),
)
RULES = (
    SHEET,
    MARGIN,
    LINES,
    CHARACTERS,
    PITCH,
    NUMBER_PLACE,
    NUMBER_LACKING,
    HEADING_FONT,
    HEADING_FOOT,
    TABLE_HEAD,
    CLOSING,
    OPENING,
    EMPTY,
    SPARSE,
)
