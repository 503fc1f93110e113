"""The rules of pages on which a reader does not see all that stands in the file."""

from plangen.diagnostics import ERROR, INFO, rule

UNSHOWN = rule(
    "H150",
    ERROR,
    title=("文件里有哪一页都不显示的文字", "text in the file that no page shows"),
    why=(
        "读者在纸面上看不到，打开文件却能找到：内部意见常常这样泄露出去",
        "readers do not see it on paper and yet find it in the file: internal remarks get out that way",
    ),
    message=("{what}里的“{text}”哪一页都不显示", "“{text}” in {what} shows on no page"),
    hint=(
        "不需要的，删除；需要的，移到正文里。页眉、页脚不用的，取消“首页不同”“奇偶页不同”后删除",
        "delete it, or move it into the text; delete headers and footers that no page has",
    ),
)
FAINT = rule(
    "H151",
    ERROR,
    title=("文字与底色分不清", "text that does not stand out from its ground"),
    why=(
        "文字颜色与底纹、突出显示、图片或者纸张太接近，读者看不见，复制出来却能读到",
        "text in the colour of its shading, highlight, picture or paper is not seen, yet can be copied",
    ),
    message=("第 {page} 页的“{text}”与底色分不清", "“{text}” on page {page} does not stand out from its ground"),
    hint=(
        "改文字颜色或者底色；不该发出的内容，删除",
        "change its colour or its ground; delete it if it must not go out",
    ),
)
SMALL = rule(
    "H152",
    ERROR,
    title=("文字太小", "text too small to read"),
    why=("太小的文字等于没有告知", "what is too small to read was not told"),
    message=(
        "第 {page} 页的“{text}”只有 {is_pt} 磅，不得小于 {least_pt} 磅",
        "“{text}” on page {page} has {is_pt} pt, the least is {least_pt}",
    ),
    hint=("加大字号；不需要的，删除", "make it larger, or delete it"),
)
NARROW = rule(
    "H153",
    ERROR,
    title=("文字压得太窄", "text squeezed too narrow to read"),
    why=("压成一条线的文字看不出来", "letters squeezed into strokes cannot be read"),
    message=("第 {page} 页的“{text}”压得太窄", "“{text}” on page {page} is squeezed too narrow"),
    hint=(
        "在“字体—高级—缩放”里恢复为 100%；不需要的，删除",
        "set Font, Advanced, Scale back to 100 %, or delete the text",
    ),
)
OUTSIDE = rule(
    "H154",
    ERROR,
    title=("文字在页面以外", "text outside the page"),
    why=(
        "页面以外的文字印不出来，仍在文件里",
        "what lies outside the page is not printed and is in the file all the same",
    ),
    message=("第 {page} 页的“{text}”在纸张以外", "“{text}” lies outside page {page}"),
    hint=(
        "检查缩进、文字位置、文本框和图文框的位置；不需要的，删除",
        "look at indents, raised or lowered text, text boxes and frames, or delete it",
    ),
)
COVERED = rule(
    "H155",
    ERROR,
    title=("文字被遮住或者没有墨迹", "text that is covered or leaves no ink"),
    why=(
        "图片、色块下面的文字看不见，移开就能读到",
        "what lies under a picture or a filled shape is not seen until somebody moves it",
    ),
    message=("第 {page} 页的“{text}”看不见", "“{text}” on page {page} cannot be seen"),
    hint=(
        "移开或者删除上面的图形；不该发出的文字，删除",
        "move or delete what lies over it; delete what must not go out",
    ),
)
OVERLAID = rule(
    "H156",
    ERROR,
    title=("文字叠在一起", "letters on top of one another"),
    why=("叠在一起的文字读不出来", "letters on top of one another cannot be read"),
    message=("第 {page} 页的“{text}”与别的文字叠在一起", "“{text}” on page {page} lies over other letters"),
    hint=("检查字符间距、行距和文本框的位置", "look at the spacing of letters and lines and at text boxes"),
)
MISSING = rule(
    "H157",
    ERROR,
    title=("没有字形的字符", "a character without a shape"),
    why=("字体里没有这个字，印出来是一个方框", "no font has it: a box is printed in its place"),
    message=("第 {page} 页的“{text}”（{code}）印成方框", "“{text}” ({code}) on page {page} is printed as a box"),
    hint=("换一个字，或者安装含有这个字的字体", "use another character, or install a font that has it"),
)
UNLOOKED = rule(
    "H159",
    INFO,
    title=("版面没有看过", "pages that nobody has looked at"),
    why=(
        "看不看得见要排出页面才知道；没有看过版面的通知不能发布",
        "whether text shows is known only from pages; no notice is issued whose pages were not looked at",
    ),
    message=("没有看过版面：{notices}（{reason}）", "pages not looked at: {notices} ({reason})"),
    hint=(
        "运行 plangen notices check 加上模板的名称；没有安装 LibreOffice 的，先安装",
        "run plangen notices check with the name of the template; install LibreOffice first where it is not there",
    ),
    brief=True,
)
RULES = (UNSHOWN, FAINT, SMALL, NARROW, OUTSIDE, COVERED, OVERLAID, MISSING, UNLOOKED)
