"""Why a file that came back is not read: it is no form, not sound, or cannot be known again."""

from plangen.diagnostics import ERROR, WARNING, rule

PROTECTED = rule(
    "Q201",
    ERROR,
    title=("交回的文件有密码", "a returned file has a password"),
    why=("有打开密码的文件无法读取", "a file with a password cannot be read"),
    message=("文件设置了打开密码，没有读取", "the file has a password and was not read"),
    hint=(
        "请填写人在 Word、Excel 或 WPS 里取消打开密码，保存后再交",
        "have the password removed in Word, Excel or WPS, save the file and hand it in again",
    ),
)
OTHER_KIND = rule(
    "Q202",
    ERROR,
    title=("交回的文件不是 .docx 或 .xlsx", "a returned file is neither .docx nor .xlsx"),
    why=(
        "旧格式和别的格式不保存表里的编号，读出来的答复对不上是哪一行",
        "older and other formats do not keep the names of rows; answers could not be told apart",
    ),
    message=("文件{what}，没有读取", "the file {what}; it was not read"),
    hint=(
        "用 Word、Excel 或 WPS 打开，另存为 .docx 或者 .xlsx 再交；扫描件、照片请照原表重新填写",
        "open it in Word, Excel or WPS and save it as .docx or .xlsx; type what is on a scan into the form itself",
    ),
)
DAMAGED = rule(
    "Q203",
    ERROR,
    title=("交回的文件损坏", "a returned file is damaged"),
    why=("损坏的文件读不全，可能漏掉答复", "a damaged file may hold answers that cannot be read"),
    message=("文件已经损坏：{problem}", "the file is damaged: {problem}"),
    hint=(
        "用 Word、Excel 或 WPS 打开，另存一份再交；打不开的，请填写人重新发送",
        "open it in Word, Excel or WPS and save it again; if that fails, have it sent again",
    ),
)
TOO_MUCH = rule(
    "Q204",
    ERROR,
    title=("交回的文件大得异常", "a returned file is unusually large"),
    why=(
        "表格只有几页；大得异常的文件会耗尽内存，也可能是有意构造的",
        "a form has a few pages; a file of such size exhausts memory and may have been built to do so",
    ),
    message=("文件里的内容太多：{what}", "there is too much in the file: {what}"),
    hint=(
        "删除图片、附件和多余的行列，只交填好的表；证据另行报送",
        "delete pictures, attachments and rows that are not of the form, and hand in the form alone",
    ),
)
NOT_A_FORM = rule(
    "Q205",
    ERROR,
    title=("认不出是哪一份表", "a file that is not known as a form"),
    why=(
        "答复按表里看不见的编号读取；内容抄到新文件里以后，编号就没有了",
        "answers are found by names that nobody sees; a copy of the words into a new file has none",
    ),
    message=("认不出这是哪一份表", "this file is not known as one of the forms"),
    hint=(
        "请填写人填在原来的文件里，不要把内容抄到新文件；原来的文件用生成它的命令可以再生成一份",
        "have the form itself filled in, not a copy of its words; the command that made it makes it again",
    ),
)
OTHER_FORM = rule(
    "Q206",
    ERROR,
    title=("交回的是另一份表", "another form than the command reads"),
    why=("每一种表由读它的命令读取", "each form is read by a command of its own"),
    message=("这是另一份表（{form}），这个命令不读", "this is another form ({form}), which this command does not read"),
    hint=(
        "核实单用 plangen notices answers 读取，法定要素核对表用 plangen notices confirm 读取",
        "plangen notices answers reads the sheets of questions, plangen notices confirm the check sheets of elements",
    ),
)
STRANGE_ROW = rule(
    "Q207",
    WARNING,
    title=("表里有原来没有的行", "a row that the form did not have"),
    why=("自己加的行没有编号，不知道答复的是什么", "a row that was added has no name; what it answers is not known"),
    message=("原来没有这一行，没有读取：{text}", "the form did not have this row, and it was not read: {text}"),
    hint=(
        "把内容写进对应问题的答复栏；表里没有问到的，由起草人写进事件文件",
        "write it as the answer to the question that it belongs to; what was not asked goes into the incident's file",
    ),
)
OTHER_SHEET = rule(
    "Q208",
    WARNING,
    title=("文件里有不属于表的工作表", "a sheet that is not of the form"),
    why=("程序只读原来的表，写在别处的内容不会读取", "what stands elsewhere in the file is not read"),
    message=("没有读取工作表：{names}", "these sheets were not read: {names}"),
    hint=("需要的内容写进原来的表", "write what is needed into the form itself"),
)
REMARKS = rule(
    "Q209",
    WARNING,
    title=("填写人写了批注", "people left comments"),
    why=("批注里的话不作为答复读取，可能有要紧的说明", "comments are not read as answers, and may say what matters"),
    message=("文件里有 {count} 条批注，没有读取", "the file holds {count} comments, which were not read"),
    hint=("打开文件看一看批注；属于答复的写进答复栏", "look at them, and write into the form what belongs there"),
)
MERGED = rule(
    "Q210",
    ERROR,
    title=("填写的格子被合并", "cells to fill in were merged"),
    why=(
        "合并以后不能确定内容属于哪一行、哪一栏",
        "once cells are merged nobody can say which row or column their text belongs to",
    ),
    message=("这里的格子被合并，没有读取：{text}", "cells were merged here, and this was not read: {text}"),
    hint=("取消合并，内容写回各自的格子再交", "split the cells again, and write each text into its own"),
)
WORDS_CHANGED = rule(
    "Q211",
    ERROR,
    title=("行里的文字与编号对不上", "a row whose words do not belong to its name"),
    why=(
        "排序时编号没有跟着走，或者改动了表里原有的文字；按编号读取会张冠李戴",
        "rows were sorted without their names, or the printed words were changed; answers would go to the wrong place",
    ),
    message=(
        "这一行原有的文字被改动，没有读取：{text}",
        "the printed words of this row were changed; not read: {text}",
    ),
    hint=(
        "不要改动问题栏；在原来的文件里重新填写这一行",
        "leave the printed words as they are, and fill in this row of the original form again",
    ),
)
RULES = (
    *(PROTECTED, OTHER_KIND, DAMAGED, TOO_MUCH, NOT_A_FORM, OTHER_FORM, STRANGE_ROW, OTHER_SHEET, REMARKS, MERGED),
    WORDS_CHANGED,
)
