"""The words for what stops plangen itself (see `plangen.errors`)."""

from collections.abc import Mapping

from plangen import errors
from plangen.diagnostics import Words, words
from plangen.errors import PlangenError
from plangen.history import troubles
from plangen.pipeline.building.installing import INSTALL, UPGRADE
from plangen.pipeline.changing import id_problems
from plangen.pipeline.notices import notice_problems
from plangen.pipeline.notices.acts import former
from plangen.reporting.result import VERSION, dump

PROBLEMS: Mapping[type[PlangenError], Words] = {
    errors.Busy: words(
        "另一个 plangen build 正在写入“{path}”，请等它结束后再试",
        "another plangen build is writing to “{path}”; wait for it and try again",
    ),
    errors.DiskFull: words(
        "磁盘空间不足，没有改动“{path}”里的任何文件；清出空间后再试",
        "the disk is full; nothing in “{path}” was changed. Make room and try again",
    ),
    errors.Unwritable: words(
        "无法写入“{path}”，没有改动任何文件；检查文件夹权限，关闭占用其中文件的程序后再试",
        "“{path}” cannot be written; nothing was changed. Check its permissions, close programs that hold its files",
    ),
    errors.NoFolder: words("没有文件夹“{path}”", "there is no folder “{path}”"),
    errors.NoProject: words(
        "“{path}”及其上级文件夹里没有演练计划（没有 source 文件夹）；"
        "用 plangen init 文件夹 新建一个，或用 --project 指定",
        "there is no plan in “{path}” or above it (no source folder); make one with plangen init DIR, or name it with"
        " --project",
    ),
    errors.RecordedAlready: words(
        "{version} 已经记录，不能再送批；要送批的是下一个版本，写它的版本号，例如 --for v1.4",
        "{version} is recorded already; name the version that it is to become, such as --for v1.4",
    ),
    errors.NotAVersion: words(
        "“{name}”不是版本号，写成 v1.4 这样",
        "“{name}” is not a version; write it like v1.4",
    ),
    errors.NoDocument: words("没有叫“{name}”的文件；可选：{known}", "there is no document “{name}”; known: {known}"),
    errors.NoOutline: words(
        "“{name}”不是用大纲生成的；用大纲生成的有：{known}",
        "“{name}” is not made from an outline; those that are: {known}",
    ),
    errors.NoSuchSection: words(
        "没有编号为“{name}”的章节可以取用；可取用的：{known}",
        "there is no section “{name}” to take over; there are: {known}",
    ),
    errors.OutlineInWord: words(
        "{path} 是 Word 大纲，程序不改动它；不带 --take 运行 --compare，把列出的章节抄进去，标题用相应的标题样式",
        "{path} is written in Word and is left alone; run --compare without --take and copy the sections into it",
    ),
    errors.NoChapter: words(
        "“{document}”没有编号为“{name}”的章节；有：{known}",
        "“{document}” has no section “{name}”; there are: {known}",
    ),
    errors.OutlineThere: words(
        "已有大纲 {path}，没有覆盖；与默认大纲的差别用 plangen outline --compare 查看",
        "there is an outline {path}, and it was left alone; plangen outline --compare shows what it lacks",
    ),
    id_problems.NoKind: words("没有叫“{kind}”的一类；可选：{known}", "there is no kind “{kind}”; known: {known}"),
    id_problems.NoSuchId: words(
        "没有编号为“{id}”的{kind}；有：{known}",
        "no {kind} has the id “{id}”; there are: {known}",
    ),
    id_problems.IdTaken: words(
        "编号“{id}”已用于“{title}”，换一个", "the id “{id}” already names “{title}”; choose another"
    ),
    id_problems.BadId: words(
        "“{id}”不能作编号：只用小写字母、数字和连字符，以字母开头，例如 customer-service",
        "“{id}” cannot be an id: use lower-case letters, digits and hyphens, a letter first, as in customer-service",
    ),
    errors.ChangeDamaged: words(
        "上一次改动几个文件时中断，记录 {path} 读不出来；用 git status 核对 source 和 templates，再删除这个记录",
        "a change of several files was cut short and its note {path} cannot be read; look at source and templates with"
        " git status, then delete the note",
    ),
    former.CorrectionGone: words(
        "issue 不再有 --correction：更正是一份单独的公告，用 plangen notices correct {notice} 开始，审批以后发布；"
        "原通知不再算数的，用 plangen notices withdraw {notice} --reason 理由。没有发布任何文件",
        "issue has no --correction any more: a correction is a notice of its own, begun with plangen notices correct"
        " {notice}, approved and issued; what no longer holds is withdrawn with plangen notices withdraw {notice}"
        " --reason REASON. Nothing was issued",
    ),
    errors.NoRole: words("没有叫“{name}”的资料包；可选：{known}", "there is no packet “{name}”; known: {known}"),
    errors.NoCopy: words(
        "“{path}”不是12位识别码，也没有这个文件；识别码在每页页脚，由数字和 a 到 f 的字母组成",
        "“{path}” is neither a file nor a fingerprint: 12 digits, 0 to 9 and a to f, at the foot of every page",
    ),
    errors.NoFingerprint: words(
        "“{path}”没有识别码，也不是最近生成的文件；请写出页脚上的12位识别码",
        "“{path}” carries no fingerprint and is not one of the files built last; type the 12 digits from the foot of a"
        " page",
    ),
    errors.UnreadPlan: words(
        "源文件有错误，无法核对；先运行 plangen check 并改正",
        "the source has errors and nothing can be compared; run plangen check and correct them first",
    ),
    errors.NoRule: words("没有代码为“{rule}”的规则{near}", "there is no rule with the code “{rule}”{near}"),
    errors.NoGuide: words("没有名为“{name}”的指南；有：{known}", "there is no guide “{name}”; there are {known}"),
    errors.NotEmpty: words(
        "“{path}”里已经有 {found}，没有改动任何文件；请换一个空文件夹",
        "“{path}” already holds {found}; nothing was changed. Choose an empty folder",
    ),
    errors.NotAFolder: words("“{path}”不是文件夹", "“{path}” is not a folder"),
    errors.NoStarter: words(
        "安装不完整：找不到随附的范例；请重新安装 plangen",
        "the installation is incomplete: no starter data; reinstall plangen",
    ),
    errors.InTheWay: words(
        "“{path}”挡住了要写的文件（同名的文件夹或文件），没有改动任何文件；请把它移走或改名后再试",
        "“{path}” is in the way of a file to be written; nothing was changed. Move or rename it and try again",
    ),
    errors.LocaleTooSmall: words(
        "当前系统语言环境（{encoding}）写不出所需的文件名；先执行 export PYTHONUTF8=1（或设 LC_ALL=C.UTF-8）再试",
        "this locale ({encoding}) has no letters for some file names. Run export PYTHONUTF8=1 (or set LC_ALL to"
        " C.UTF-8) and try again",
    ),
    errors.LeadsOut: words(
        "“{path}”是一个链接，或者在演练计划的文件夹之外；为了不动到别处的文件，没有在那里写入、移动或者删除任何文件。"
        "请删除这个链接，换成真正的文件夹后再试",
        "“{path}” is a link, or lies outside the plan's folder; so that no file elsewhere is touched, nothing was"
        " written, moved or removed there. Delete the link, put a real folder in its place, and try again",
    ),
    errors.SystemRefused: words("系统拒绝了操作：{reason}（{path}）", "the system refused: {reason} ({path})"),
    errors.Interrupted: words("已中断，没有改动任何已生成的文件", "interrupted; no generated file was changed"),
    errors.InterruptedLate: words(
        "已中断；此前已经改动：{changed}。每个文件都是完整的，再运行一次即可",
        "interrupted; changed before that: {changed}. Each file is whole; run it again",
    ),
    errors.HouseEdited: words(
        "“{path}”手工修改过，没有覆盖；确认要按 layout.yaml 重新生成时加 --force（原文件会另存）",
        "“{path}” was edited by hand and was not overwritten; add --force to make it again (the old one is kept)",
    ),
    notice_problems.PagesMissing: words(
        f"{{reason}}：没有看过版面的通知不能发布，没有写任何文件。安装或者重新安装 LibreOffice 后再发布：{INSTALL.zh}",
        "{reason}: no notice is issued whose pages were not looked at; nothing was written. Install LibreOffice, or"
        f" install it again, and issue then: {INSTALL.en}",
    ),
    errors.PdfMissing: words(
        f"没有找到 LibreOffice，不能转 PDF。安装：{INSTALL.zh}",
        f"LibreOffice was not found, and PDF needs it. Install it: {INSTALL.en}",
    ),
    errors.PdfHung: words(
        "LibreOffice 在 {seconds} 秒内没有转完“{title}”等文件，已停止；请重试，只要 PDF 也可以在 Word 中打开文件另存。"
        f"反复如此时重新安装：{INSTALL.zh}",
        "LibreOffice did not finish “{title}” and others in {seconds} seconds and was stopped. Try again, or save the"
        f" file as PDF in Word. If it happens again, reinstall it: {INSTALL.en}",
    ),
    errors.PdfFailed: words(
        f"LibreOffice 没有转出“{{title}}”的 PDF。重新安装：{INSTALL.zh}",
        f"LibreOffice made no PDF of “{{title}}”. Reinstall it: {INSTALL.en}",
    ),
    errors.StampImpossible: words(
        "页脚的版本、编号和识别码印不出来：LibreOffice 用的字体没有给出“{letter}”字，没有输出任何资料包。"
        "请安装含有这个字的字体（例如思源宋体），或者升级 LibreOffice 后再试",
        "the foot of the pages with revision, number and fingerprint cannot be printed: LibreOffice's fonts do not give"
        " the letter “{letter}”; no packet was written. Install a font that has it (such as Source Han Serif), or"
        " upgrade LibreOffice, and try again",
    ),
    errors.OfficeOld: words(
        f"LibreOffice {{version}} 过旧，排出的版面不可靠，需要 {{oldest}} 以上。升级：{UPGRADE.zh}",
        "LibreOffice {version} is too old for reliable pages; {oldest} or newer is needed."
        f" Upgrade it: {UPGRADE.en}",
    ),
    errors.NoNotice: words(
        "没有通知“{name}”{near}；可选：{known}", "there is no notice “{name}”{near}; known: {known}"
    ),
    errors.AmbiguousNotice: words(
        "叫“{name}”的通知不止一份，请写明事件和通知种类：{known}",
        "more than one notice is called “{name}”; name case and kind: {known}",
    ),
    notice_problems.NoAsked: words(
        "没有要问“{name}”的问题；要问的部门和岗位：{known}",
        "there is no question to “{name}”; those who are asked: {known}",
    ),
    errors.NoTemplate: words("没有模板“{name}”；可选：{known}", "there is no template “{name}”; known: {known}"),
    errors.SheetTaken: words(
        "“{path}”已经存在，而且不是同一种表或者改动过，没有覆盖；请换一个文件名",
        "“{path}” exists and is another kind of sheet or was edited; it was not overwritten. Choose another name",
    ),
    errors.NoCase: words(
        "没有场景或者事件“{name}”{near}；可选：{known}",
        "there is no scenario or incident “{name}”{near}; known: {known}",
    ),
    errors.NoMoment: words(
        '“{text}”不是日期；写成 2024-12-12 或者 "2024-12-12 15:00"',
        '“{text}” is not a date; write 2024-12-12 or "2024-12-12 15:00"',
    ),
    errors.AnnotateHere: words(
        "“{path}”在 templates 文件夹里，批注副本会被当作模板；请换一个文件夹",
        "“{path}” lies inside the templates folder, where copies would be taken for templates; choose another folder",
    ),
    errors.PageTaken: words(
        "“{path}”已经存在，而且不是 plangen 写的网页，没有覆盖；请换一个文件名",
        "“{path}” exists and is not a page written by plangen; it was not overwritten. Choose another name",
    ),
    errors.NoRevision: words(
        "没有版本“{name}”；已记录的版本：{known}", "there is no version “{name}”; the revisions are {known}"
    ),
    errors.TagLost: words(
        "{version} 记录过，它的标签“{tag}”却不在这里，或者已经损坏；运行 git fetch --tags（浅克隆先运行"
        " git fetch --unshallow），别处也没有时运行 plangen log --repair",
        "{version} was recorded, but its tag “{tag}” is not here or is damaged. Run git fetch --tags (in a shallow"
        " clone git fetch --unshallow first); if nobody has it any more, plangen log --repair",
    ),
    errors.NothingRecorded: words(
        "没有“{name}”：这里还没有记录过版本。先用 plangen revise 记录第一个版本；"
        "别处已经记录过的（克隆、复制来的文件夹），先运行 git fetch --tags",
        "there is no “{name}”: no revision was recorded here yet. Record the first one with plangen revise; where"
        " that was done elsewhere (a clone, a copy of the folder), run git fetch --tags first",
    ),
    errors.ExportInside: words(
        "“{path}”在演练计划自己的文件夹里，放进去会被当作计划的一部分或者正式文件，没有写入；请换一个文件夹",
        "“{path}” lies in a folder of the plan itself, where it would be taken for a part of the plan or for a"
        " document of it; nothing was written. Choose another folder",
    ),
    errors.OutInside: words(
        "“{path}”是演练计划自己的文件夹，旧版本不能放进去；请用 --out 另写一个文件夹",
        "“{path}” belongs to the plan itself and cannot hold an older version; choose another folder with --out",
    ),
    errors.OutTaken: words(
        "“{path}”里已经有 {found}，而且不是 plangen 生成的，没有改动任何文件；请换一个空文件夹",
        "“{path}” already holds {found}, which plangen did not build; nothing was changed. Choose an empty folder",
    ),
    troubles.GitBusy: words(
        "版本库正被占用（{path}），没有记录；等其他程序结束后再试",
        "the repository is in use ({path}); nothing was recorded. Wait for the other program and try again",
    ),
    troubles.GitOvertaken: words(
        "记录 {version} 时，另一个程序也在版本库里提交或者记录了内容；没有记录任何版本。看过 plangen log 后再运行一次",
        "while {version} was being recorded another program committed or recorded something; nothing was recorded."
        " Look at plangen log and run it again",
    ),
    troubles.FileChanged: words(
        "“{path}”要记录的内容与检查时不同：检查之后又改动过，或者 .gitattributes 让 git 改写它；"
        "没有记录任何版本，再运行一次",
        "“{path}” is not what was checked: it was changed since, or .gitattributes makes git rewrite it."
        " Nothing was recorded; run it again",
    ),
    troubles.GitDamaged: words(
        "版本库不完整：缺少内容 {object}。重新完整克隆，或者用 git fsck 查明原因",
        "the repository is incomplete: {object} is missing. Clone it again in full, or find out why with git fsck",
    ),
    troubles.GitUnwritable: words(
        "无法写入版本库（{path}），没有记录任何版本；检查权限和磁盘空间",
        "the repository cannot be written ({path}); no version was recorded. Check permissions and disk space",
    ),
    troubles.GitFull: words(
        "磁盘已满（写入“{path}”时），没有记录任何版本，原有的文件和版本都没有改动；清出空间后再运行一次。"
        "已经写入版本库的部分不属于任何版本，不必清理",
        "the disk is full (at “{path}”); no version was recorded, and no file or version is changed. Make room and run"
        " it again. What was written into the repository by now belongs to no version and need not be cleared away",
    ),
    troubles.GitUnfinished: words(
        "版本 {version} 已经记录在版本库里，但是{why}，“{path}”或者 git 的索引还没有写成；清出磁盘空间或者改正权限后，"
        "再运行一次 plangen revise，会先补完它",
        "the revision {version} is recorded in the repository, but {why}: “{path}” or git's index could not be written."
        " Make room or correct the permissions; the next plangen revise finishes it first",
    ),
    errors.NoFile: words("没有文件“{path}”", "there is no file “{path}”"),
    errors.NotGenerated: words(
        "“{path}”不是 plangen 在 output/ 里生成的文件，或者当时生成的内容已经找不到；"
        "两份都有时用 plangen redline 旧文件 新文件",
        "“{path}” is not a file that plangen built in output/, or what was built then is gone; if you have both, use"
        " plangen redline OLD NEW",
    ),
    errors.RedlineTaken: words(
        "“{path}”已经存在，而且不是没有改过的修订对照，没有覆盖；请用 --out 换一个文件名",
        "“{path}” exists and is not an unedited redline; it was not overwritten. Choose another name with --out",
    ),
    errors.TableKind: words(
        "“{path}”不是 .docx 或 .xlsx；修订对照表只有这两种格式",
        "“{path}” is neither .docx nor .xlsx; tables are written in these two formats",
    ),
    errors.BriefingKind: words(
        "“{path}”不是 .xlsx；--impact 后面只能写 .xlsx 文件名，版本写在它前面",
        "“{path}” is not an .xlsx file; only the name of an .xlsx file can follow --impact, versions go before it",
    ),
    errors.TableTaken: words(
        "“{path}”已经存在，而且不是没有改过的同类表格，没有覆盖；请换一个文件名",
        "“{path}” exists and is not an unedited table of this kind; it was not overwritten. Choose another name",
    ),
}


def problem_text(problem: PlangenError, language: str) -> str:
    """What stopped plangen, on one line."""
    return PROBLEMS[type(problem)].say(language, problem.values)


def problem_json(problem: PlangenError, language: str) -> str:
    """`{"version": 1, "ok": false, "findings": [], "problem": {"code", "message"}}`"""
    said = {"code": problem.code, "message": problem_text(problem, language)}
    return dump({"version": VERSION, "ok": False, "findings": [], "problem": said})
