"""Why a correction or a withdrawal cannot begin."""

from plangen.diagnostics import ERROR, rule

NOT_ISSUED = rule(
    "A291",
    ERROR,
    title=("没有发布过的通知", "never issued"),
    why=("没有发布过的通知没有读者，直接改就可以", "what never went out has no readers; it is simply changed"),
    message=("“{notice}”没有发布过", "{notice} was never issued"),
    hint=(
        "不需要更正或者撤回：改正事件文件以后照常审批、发布",
        "nothing to set right: change the incident's file, then let it be approved and issued as usual",
    ),
)
OPEN = rule(
    "A293",
    ERROR,
    title=("更正或者撤回已经开始", "begun already"),
    why=("同一次发布同时有两份更正，读者不知道以哪一份为准", "two at a time would contradict each other"),
    message=(
        "“{notice}”（{time}发布）已经有一份没有发布的更正或者撤回：{name}（{file}）",
        "{notice}, issued at {time}, is being set right already: {name} ({file})",
    ),
    hint=(
        "用 plangen notices status {name} 看进度，把这一份办完；不再需要的，先删除这个文件",
        "see plangen notices status {name} and finish that one, or delete its file if it is no longer wanted",
    ),
)
NO_KIND = rule(
    "A294",
    ERROR,
    title=("没有用于更正或者撤回的通知种类", "no kind of notice for it"),
    why=("更正、撤回公告要有自己的模板和法定要素", "such a notice has a template and elements of its own"),
    message=(
        "communication.yaml 的 notices 里没有 act 是“{act}”、发布范围是“{reach}”的通知种类",
        "no kind of notice in communication.yaml has this 'act' and 'reach': {act}, {reach}",
    ),
    hint=(
        (
            "在 notices 里加一行 "
            "- {id: {id}, title: {title}, template: {id}.docx, audience: 对象, act: {act}, reach: {reach}}，"
            "把模板放进 templates/notices/；随附的样例里有 {id}.docx（plangen init 一个新文件夹，从中复制）。"
            "按性质多次发布的（repeats: true），也可以改正以后重新审批，再次发布"
        ),
        (
            "add - {id: {id}, title: {title}, template: {id}.docx, audience: 对象, act: {act}, reach: {reach}}"
            " to 'notices' and put the template into templates/notices/; the sample that plangen init makes has"
            " {id}.docx. A kind that is issued again and again (repeats: true) may be put right, approved and issued"
            " once more"
        ),
    ),
)
IS_WITHDRAWAL = rule(
    "A295",
    ERROR,
    title=("撤回公告不能撤回", "a withdrawal cannot be withdrawn"),
    why=("撤回公告撤回以后，原通知是否有效说不清", "nobody could tell whether the first notice holds"),
    message=("“{notice}”本身是撤回公告", "{notice} is itself a withdrawal"),
    hint=(
        "写错了的，用 plangen notices correct 更正；原通知仍要发布的，重新审批，用 plangen notices issue --reason 发布",
        "correct it if it is wrong; to let the first notice hold again, have it approved and issue it with --reason",
    ),
)
UNPAIRED = rule(
    "A296",
    ERROR,
    title=("有误内容和正确内容不成对", "what was wrong and what is right do not pair"),
    why=("每处更正都要写明原来怎样写、现在怎样写", "each point says what stood there and what should"),
    message=(
        "--wrong 写了 {wrong} 处，--right 写了 {right} 处",
        "there are {wrong} of --wrong and {right} of --right",
    ),
    hint=(
        "按先后次序成对写；还不知道正确内容的，两个都不写，以后填进事件文件",
        "give them in pairs, in order; leave out both of what is not known yet and fill it in later",
    ),
)
CASE_GONE = rule(
    "I135",
    ERROR,
    title=("原通知的事件文件不在", "the incident of the notice is gone"),
    why=("更正、撤回公告的事实取自原来的事件", "what sets it right takes its facts from the incident"),
    message=(
        "有 {notice} 的发布记录（{file}），但计划里没有这份通知",
        "{notice} was issued (see {file}), but the plan has no such notice any more",
    ),
    hint=(
        "从备份或者历史版本恢复 source/incidents/ 里的事件文件和它的 notices",
        "restore the incident's file under source/incidents/ and the kinds that it names",
    ),
)
NO_SUCH_ISSUE = rule(
    "I136",
    ERROR,
    title=("没有这一次发布", "no such issue"),
    why=("更正、撤回针对某一次发布", "each issue is set right by itself"),
    message=("“{notice}”没有在“{time}”发布过", "{notice} was not issued at '{time}'"),
    hint=("发布过的时间：{known}", "it was issued at {known}"),
)
RULES = (
    *(NOT_ISSUED, OPEN, NO_KIND, IS_WITHDRAWAL, UNPAIRED),
    *(CASE_GONE, NO_SUCH_ISSUE),
)
