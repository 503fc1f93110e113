"""What a redline has to tell beside the changes themselves."""

from plangen.diagnostics import INFO, WARNING, rule

TRACKED = rule(
    "Q101",
    WARNING,
    title=("对比的文件里已有修订", "a compared file already holds tracked changes"),
    why=(
        "旧的修订和两个文件之间的差异混在一起就分不清了，因此对比前先按“全部接受”处理",
        "changes tracked earlier cannot be told from the differences, so they are taken as accepted",
    ),
    message=(
        "文件里已有 {count} 处修订，对比时按全部接受处理；文件本身没有改动",
        "the file holds {count} tracked changes, which were taken as accepted; the file itself was not changed",
    ),
    hint=(
        "如果有的修订不应接受，先在 Word 或 WPS 中逐条处理并保存，再重新对比",
        "if some should not be accepted, settle them in Word or WPS, save, and compare again",
    ),
)
COMMENTS = rule(
    "Q102",
    INFO,
    title=("对比的文件里有批注", "a compared file holds comments"),
    why=(
        "批注不是文件的内容，两个版本的批注混在一起会误导读者",
        "comments are not content of the document, and those of two versions together would mislead",
    ),
    message=(
        "文件里有 {count} 条批注，没有带入对比稿；文件本身没有改动",
        "the file holds {count} comments, which are not in the redline; the file itself was not changed",
    ),
    hint=("批注请在原文件中查看", "read the comments in the file itself"),
)
UNTRACKED = rule(
    "Q103",
    INFO,
    title=("样式定义不同，无法标成修订", "style definitions differ and cannot be tracked"),
    why=(
        "Word 的修订不能记录样式的全部定义；拒绝修订后，用到这些样式的文字可能与旧文件的外观略有不同",
        "Word cannot track all of a style's definition; text of these styles may look different after rejecting",
    ),
    message=(
        "两个文件的样式定义不同：{names}；对比稿采用新文件的定义",
        "the definitions of styles differ: {names}; the redline has those of the new file",
    ),
    hint=(
        "文字和格式的修订不受影响；要核对外观时请打开旧文件",
        "changes of text and formatting are not affected; open the old file to see how it looked",
    ),
)
FOREIGN = rule(
    "Q104",
    INFO,
    title=("两个文件由不同的程序保存", "two files saved by different programs"),
    why=(
        "另一个程序保存时会改写全文的格式设置；全部标出来，真正的修改就看不见了",
        "another program writes all formatting again on saving; with all of it marked, real changes would be lost",
    ),
    message=(
        "两个文件由不同的程序保存，只标出看得见的格式修改（样式、加粗、倾斜、下划线、颜色、对齐、底纹、纵向合并的单元格、纸张）",
        (
            "saved by different programs: of the formatting only what shows is marked (styles, bold, italic, underline,"
            " colour, alignment, shading, merged cells, paper size)"
        ),
    ),
    hint=("文字的修改全部标出，不受影响", "every change of the text is marked as usual"),
)
UNBOUND = rule(
    "Q107",
    INFO,
    title=("有改动的内容控件不再与数据关联", "content controls with changes are no longer bound to data"),
    why=(
        "与数据关联的内容控件打开时按数据重新填写；拒绝修订后会显示新值，接受、拒绝就不可靠了",
        "a bound control is filled in again from its data on opening, so that rejecting would show the new value",
    ),
    message=(
        "有改动的 {count} 个内容控件在对比稿中不再与数据关联，按修订显示；文件本身没有改动",
        "{count} content controls with changes are not bound to data in the redline; the file itself was not changed",
    ),
    hint=(
        "定稿请用新文件，不要用接受修订后的对比稿",
        "use the new file itself as the final one, not the redline with its changes accepted",
    ),
)
MACROS_LEFT = rule(
    "Q108",
    INFO,
    title=("对比的文件带宏", "a compared file holds macros"),
    why=(
        "宏不是文件的文字内容，带宏的对比稿会让收件人的电脑报警",
        "macros are not content of the document, and a redline with macros would alarm whoever gets it",
    ),
    message=(
        "文件带有宏，没有带入对比稿，宏的改动也不对比；文件本身没有改动",
        "the file holds macros, which are neither compared nor in the redline; the file itself was not changed",
    ),
    hint=(
        "需要核对宏时，请在 Word 的“开发工具”里查看两个原文件",
        "look at macros in the two files themselves, under 'Developer' in Word",
    ),
)
RULES = (TRACKED, COMMENTS, UNTRACKED, FOREIGN, UNBOUND, MACROS_LEFT)
