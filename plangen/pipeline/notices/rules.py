"""Why an approval or an issue is refused."""

from plangen.diagnostics import Rule, Severity, words

__all__ = ["RULES"]


def _rule(code: str, *texts: tuple[str, str]) -> Rule:
    title, why, message, hint = (words(*text) for text in texts)
    return Rule(code=code, severity=Severity.ERROR, title=title, why=why, message=message, hint=hint)


NO_NOTICE = _rule(
    "A201",
    ("没有这份通知", "no such notice"),
    ("审批和发布都针对一份具体的通知", "approval and issue are of one particular notice"),
    ("没有通知“{notice}”", "there is no notice '{notice}'"),
    ("现有的通知：{known}", "the notices are {known}"),
)
AMBIGUOUS = _rule(
    "A202",
    ("通知不止一份", "more than one notice"),
    ("审批错了通知，等于没有审批", "the approval of another notice is none"),
    ("叫“{notice}”的通知不止一份", "more than one notice is called '{notice}'"),
    ("写明事件和通知种类：{known}", "name incident and kind: {known}"),
)
NO_POST = _rule(
    "A203",
    ("没有这个岗位", "no such post"),
    ("只有计划里的岗位才能审批", "only posts of the plan approve"),
    ("没有岗位“{post}”", "there is no post '{post}'"),
    ("现有的岗位：{known}", "the posts are {known}"),
)
NO_STAGE = _rule(
    "A204",
    ("没有这个环节", "no such stage"),
    ("环节由 communication.yaml 的 stages 规定", "the stages stand in communication.yaml"),
    ("没有环节“{stage}”", "there is no stage '{stage}'"),
    ("现有的环节：{known}", "the stages are {known}"),
)
NO_NAME = _rule(
    "A205",
    ("没有写姓名", "no name given"),
    ("审批记录要写明是谁", "a record says who it was"),
    ("姓名是空的", "the name is empty"),
    ("用 --name 写明姓名；不知道就不要登记", "give it with --name, or record nothing"),
)
BAD_DATE = _rule(
    "A206",
    ("日期写法有误", "malformed date"),
    ("日期决定审批的先后", "dates say what came first"),
    ("“{text}”不是日期", "'{text}' is no date"),
    ("写成 2026-03-01 或者 2026年3月1日", "write it as 2026-03-01"),
)
BEFORE_INCIDENT = _rule(
    "A207",
    ("日期早于事件", "earlier than the incident"),
    ("事件发生以前不可能有这份通知", "no notice precedes its incident"),
    ("{date}早于事件日期{incident}", "{date} is earlier than the incident, {incident}"),
    ("核对日期，或者改正事件文件里的日期", "check both dates"),
)
MISSING = _rule(
    "A208",
    ("通知还有没有填写的内容", "values of the notice are missing"),
    ("空着的内容不能审批，更不能发布", "nothing with gaps is approved or issued"),
    ("还有 {count} 项没有填写：{values}", "{count} values are missing: {values}"),
    (
        "向能回答的部门问清后写进事件文件的 incident（公司信息写进 plan.yaml）",
        "ask who knows, and write them into the incident's file (what concerns the company into plan.yaml)",
    ),
)
ODD_FILE = _rule(
    "A210",
    ("审批文件不能追加", "the approval file cannot be added to"),
    ("审批记录只追加、不改写，别人写的内容和注释不动", "records are added and never rewritten"),
    (
        "在文件末尾追加后读不出新的记录，文件没有改动",
        "a record added at its end would not be read; nothing was changed",
    ),
    (
        "把 approvals 移到文件最后，每条记录一项，以“- ”开头；或者把文件改名，由程序新建",
        "let 'approvals' be the last key, a list with '- ' items, or rename the file and let a new one be made",
    ),
)
IS_DRILL = _rule(
    "A221",
    ("演练的通知不能发布", "a drill's notice is never issued"),
    ("演练文稿流出会误导消费者", "a drill's text misleads whoever reads it"),
    ("“{case}”是演练场景", "'{case}' is a scenario of the drill"),
    (
        "演练时用 plangen notices preview 看稿；真实事件写进 source/incidents/",
        "use plangen notices preview in a drill; real incidents stand under source/incidents/",
    ),
)
NOT_PASSED = _rule(
    "A222",
    ("环节还没有完成", "a stage is not passed"),
    ("审批没有完成，不得发布", "nothing is issued before its approvals"),
    ("环节“{stage}”还没有完成，应由{who}办理", "the stage '{stage}' is open; it is for {who}"),
    ("完成后用 plangen notices approve 登记", "record it with plangen notices approve"),
)
LAPSED = _rule(
    "A223",
    ("审批已失效", "an approval has lapsed"),
    ("审批的是另一个版本", "another version was approved"),
    (
        "环节“{stage}”由{name}于{date}完成，此后有改动：{changes}",
        "'{stage}' was passed by {name} on {date}; changed since: {changes}",
    ),
    ("由同一环节重新审批", "let the stage be passed again"),
)
VOID = _rule(
    "A224",
    ("审批不算数", "an approval that does not count"),
    ("岗位或者顺序不对的审批不算数", "wrong post or order: it is none"),
    ("环节“{stage}”由{name}于{date}登记，但{reasons}", "'{stage}' by {name} on {date}: {reasons}"),
    ("由规定的岗位按顺序重新登记", "record it again, by the right post, in order"),
)
BAD_TIME = _rule(
    "A225",
    ("发布时间写法有误", "malformed time of issue"),
    ("发布时间是判断法定时限的依据", "statutory deadlines are judged by it"),
    ("“{text}”不是发布时间", "'{text}' is no time of issue"),
    ("写成 2026-03-01 14:05", "write it as 2026-03-01 14:05"),
)
TOO_EARLY = _rule(
    "A226",
    ("发布早于审批", "issued before it was approved"),
    ("审批以前不得发布", "nothing is issued before its approvals"),
    ("发布时间{time}早于环节“{stage}”的日期{date}", "{time} is before '{stage}' of {date}"),
    ("核对发布时间和审批日期", "check both"),
)
OTHER_DATE = _rule(
    "A227",
    ("落款日期与发布时间不一致", "dated another day than issued"),
    ("落款日期写在通知里，与实际发布不一致会引起争议", "the date in the notice has to be that of its issue"),
    ("通知的发布日期是{date}，发布时间是{time}", "the notice is dated {date}, the issue {time}"),
    ("改正事件文件里的 issued 并重新审批，或者改正 --time", "correct 'issued' and approve again, or correct --time"),
)
NO_CHANNEL = _rule(
    "A228",
    ("没有这个渠道", "no such channel"),
    ("只能通过计划规定的渠道发布", "only the plan's channels are used"),
    ("没有渠道“{channel}”", "there is no channel '{channel}'"),
    ("现有的渠道：{known}", "the channels are {known}"),
)
CHANGED = _rule(
    "A229",
    ("通知已经发布，此后有改动", "issued before, and changed since"),
    ("改动过的通知是更正，要说明更正什么", "a changed notice is a correction and says what it corrects"),
    ("这份通知已于{time}发布，此后有改动：{changes}", "it was issued at {time}; changed since: {changes}"),
    (
        "确需更正的，加 --correction 理由；不是更正的，恢复原来的内容",
        "issue a correction with --correction REASON, or put back what was changed",
    ),
)
TAKEN = _rule(
    "A230",
    ("文件名已被占用", "the file name is taken"),
    ("别人的文件和以前发布的文件都不能覆盖", "no file is overwritten"),
    ("“{path}”已经存在，内容不同", "'{path}' exists with other content"),
    ("把它移走或者改名，或者用 --out 放到别处", "move or rename it, or choose another folder with --out"),
)
NOTHING_TO_CORRECT = _rule(
    "A231",
    ("没有可以更正的通知", "nothing to correct"),
    ("更正针对已经发布、后来改动的通知", "a correction is of a notice that was issued and changed since"),
    ("这份通知还没有发布过，或者此后没有改动", "it was not issued before, or did not change since"),
    ("去掉 --correction", "leave out --correction"),
)
INCOMPLETE = _rule(
    "A232",
    ("只写了岗位或者姓名", "only a post or only a name"),
    ("发布人要写明岗位和姓名", "who issued it is a post and a name"),
    ("--by 和 --name 要一起写", "--by and --name go together"),
    ("补写另一项，或者两项都不写", "give both, or neither"),
)
RULES = (
    *(NO_NOTICE, AMBIGUOUS, NO_POST, NO_STAGE, NO_NAME, BAD_DATE, BEFORE_INCIDENT, MISSING, ODD_FILE),
    *(IS_DRILL, NOT_PASSED, LAPSED, VOID, BAD_TIME, TOO_EARLY, OTHER_DATE, NO_CHANNEL, CHANGED, TAKEN),
    *(NOTHING_TO_CORRECT, INCOMPLETE),
)
