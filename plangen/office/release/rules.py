"""What may not be in a Word file that leaves the house."""

from plangen.diagnostics import ERROR, rule, words

_INSPECT = words(
    "Word：“文件—信息—检查问题—检查文档”里删除；WPS：“文件—文档加密—属性”里清空；再保存模板",
    "Word: 'File, Info, Check for Issues, Inspect Document'; WPS: 'File, Properties'; then save the template",
)

TRACKED = rule(
    "H101",
    ERROR,
    title=("文件里有修订", "tracked change in the file"),
    why=("收件人可以看到改前的文字、修改人的姓名和时间", "readers see the text before the change, its author and date"),
    message=("有未处理的{what}：{text}", "{what} that is not settled: {text}"),
    hint=(
        "Word 和 WPS 都在“审阅”里逐处接受或者拒绝修订后保存；接受哪一处由法律人员决定，程序不代为处理",
        "accept or reject each change under 'Review'; which one is for legal to decide",
    ),
)
COMMENT = rule(
    "H102",
    ERROR,
    title=("文件里有批注", "comment in the file"),
    why=("批注是内部意见，连同批注人姓名会一起发出", "comments are internal and carry their authors' names"),
    message=("有批注：{text}", "a comment: {text}"),
    hint=("Word 和 WPS 都在“审阅—删除—删除文档中的所有批注”，再保存", "delete all comments under 'Review' and save"),
)
HIDDEN = rule(
    "H103",
    ERROR,
    title=("文件里有看不见的内容", "content that does not show"),
    why=("印不出来的文字仍在文件里，收件人可以显示出来", "what is not printed is still there for readers to find"),
    message=("有{what}：{text}", "{what}: {text}"),
    hint=(
        "按 Ctrl+A 选中全文，在“字体”里取消“隐藏文字”就能看到；不需要的删除，需要保留的恢复成正常文字",
        "select all and clear 'Hidden' under 'Font' to see it; delete it, or make it ordinary text",
    ),
)
PROPERTY = rule(
    "H104",
    ERROR,
    title=("文件属性里有内部信息", "internal information in the properties"),
    why=("作者、最后修改人、单位、主管等属性会随文件公开", "author, last editor, company and manager go out as well"),
    message=("文件属性“{name}”的内容是“{text}”", "the property '{name}' says '{text}'"),
    hint=_INSPECT,
)
EXTERNAL = rule(
    "H105",
    ERROR,
    title=("文件链接到外部文件", "link to a file outside"),
    why=(
        "链接会泄露内部的文件夹、服务器和模板位置，收件人打开时还会提示链接失效",
        "links give away folders, servers and templates, and fail for those who open the file",
    ),
    message=("链接到“{text}”（{what}）", "a link to '{text}' ({what})"),
    hint=(
        (
            "断开链接：图片剪切后重新插入；超链接只用公开网址；模板在 Word 的“开发工具—文档模板”里改为 Normal，"
            "在 WPS 里把全文复制到新建的空白文档"
        ),
        "break it: insert pictures, attach no template, link to public addresses only",
    ),
)
TAG = rule(
    "H106",
    ERROR,
    title=("文件里有没有替换的标签", "leftover template tag"),
    why=("标签原样印出，说明该处没有填入事实", "a tag that is printed stands where a fact should be"),
    message=("有模板标签：{text}", "a template tag: {text}"),
    hint=(
        "标签只写在正文、表格、页眉和页脚的文字里；用 plangen notices check 查模板",
        "write tags in text, tables, headers and footers only; run plangen notices check",
    ),
)
OPEN = rule(
    "H107",
    ERROR,
    title=("文件里有没有填写的内容", "value still to be filled in"),
    why=("待填写的内容不能对外发布", "nothing may be published with a gap in it"),
    message=("有没有填写的内容：{text}", "to be filled in: {text}"),
    hint=("向能回答的部门问清后写进 source/incidents/ 的事件文件", "ask who knows, and write it into the source"),
)
EMBEDDED = rule(
    "H108",
    ERROR,
    title=("文件里嵌有别的文件", "a file within the file"),
    why=("嵌入的表格、对象和打印机设置带着完整的内部数据", "embedded sheets, objects and settings hold whole data"),
    message=("嵌有{what}：{text}", "{what} inside: {text}"),
    hint=("删除嵌入的对象；图表改成图片", "delete the object; turn charts into pictures"),
)
DATA = rule(
    "H109",
    ERROR,
    title=("文件里有附带数据", "data attached to the file"),
    why=(
        "自定义 XML、文档变量和邮件合并的数据看不见，却会随文件发出",
        "custom XML, document variables and mail-merge data do not show but go out with the file",
    ),
    message=("附带{what}：{text}", "{what}: {text}"),
    hint=_INSPECT,
)
THUMBNAIL = rule(
    "H110",
    ERROR,
    title=("文件里有缩略图", "thumbnail in the file"),
    why=("缩略图可能是修改以前的首页", "it may show the first page as it was before"),
    message=("有缩略图", "a thumbnail"),
    hint=("另存时取消“保存预览图片”", "save without 'Save Thumbnail'"),
)
REVISION_MARKS = rule(
    "H111",
    ERROR,
    title=("文件里有编辑痕迹编号", "marks of editing sessions"),
    why=(
        "编辑痕迹编号（rsid）能看出哪些文字是同一次编辑、哪些文件出自同一台电脑",
        "rsid numbers tell which passages were edited together and which files come from one machine",
    ),
    message=("有编辑痕迹编号（共 {count} 处）", "marks of editing sessions ({count})"),
    hint=(
        "在 Word 的“信任中心—个人信息选项”里取消“存储随机数以提高合并准确性”后保存",
        "clear 'Store random numbers' in Word's Trust Center and save",
    ),
)
FIELD = rule(
    "H112",
    ERROR,
    title=("域代码带出内部信息", "field code that tells internals"),
    why=(
        "作者、文件名、链接等域在收件人电脑上会更新、报错或者显示内部信息",
        "fields for authors, file names and links update, fail or give away internals at the reader's",
    ),
    message=("有域代码：{text}", "a field code: {text}"),
    hint=(
        "按 Alt+F9 能看到域代码；选中该域按 Ctrl+Shift+F9 改成普通文字，或者删除（Word 和 WPS 相同）",
        "Alt+F9 shows it; turn it into text with Ctrl+Shift+F9, or delete it (the same in Word and WPS)",
    ),
)
PATH = rule(
    "H113",
    ERROR,
    title=("文件里有内部路径", "internal path in the file"),
    why=("路径带有用户名、服务器名和文件夹结构", "paths hold user names, servers and folders"),
    message=("有内部路径：{text}", "an internal path: {text}"),
    hint=("删除这段文字或者图片说明", "delete the text or the description"),
)
PICTURE = rule(
    "H114",
    ERROR,
    title=("图片带有拍摄信息", "picture with metadata"),
    why=("图片里的拍摄信息可能有作者、设备、时间和地点", "pictures may tell who took them, with what, when and where"),
    message=("图片带有{what}", "the picture holds {what}"),
    hint=(
        "剪切图片，用“选择性粘贴”粘贴为 PNG；或者在图片文件的“属性—详细信息”里点“删除属性和个人信息”后重新插入",
        "cut it and paste it as PNG with 'Paste Special'; or remove the file's properties and insert it again",
    ),
)
DRILL = rule(
    "H115",
    ERROR,
    title=("文件里有演练或者草稿标记", "mark of a drill or draft"),
    why=(
        "演练内容当作真实通知发出，会误导消费者，公司要承担责任",
        "a drill's text taken for a real notice misleads consumers and makes the company liable",
    ),
    message=("有演练或者草稿文字：{text}", "text of a drill or draft: {text}"),
    hint=(
        "演练稿不能发布；真实事件的事实写进 source/incidents/，模板里不写演练字样",
        "a drill's notice cannot be issued; write real facts under source/incidents/",
    ),
)
RULES = (
    TRACKED,
    COMMENT,
    HIDDEN,
    PROPERTY,
    EXTERNAL,
    TAG,
    OPEN,
    EMBEDDED,
    DATA,
    THUMBNAIL,
    REVISION_MARKS,
    FIELD,
    PATH,
    PICTURE,
    DRILL,
)
