"""Why an approval or an issue is refused."""

from plangen.diagnostics import ERROR, rule

NO_POST = rule(
    "A203",
    ERROR,
    title=("没有这个岗位", "no such post"),
    why=("只有计划里的岗位才能审批", "only posts of the plan approve"),
    message=("没有岗位“{post}”", "there is no post '{post}'"),
    hint=("现有的岗位：{known}", "the posts are {known}"),
)
NO_STAGE = rule(
    "A204",
    ERROR,
    title=("没有这个环节", "no such stage"),
    why=("环节由 communication.yaml 的 stages 规定", "the stages stand in communication.yaml"),
    message=("没有环节“{stage}”", "there is no stage '{stage}'"),
    hint=("现有的环节：{known}", "the stages are {known}"),
)
NO_NAME = rule(
    "A205",
    ERROR,
    title=("没有写姓名", "no name given"),
    why=("审批记录要写明是谁", "a record says who it was"),
    message=("姓名是空的", "the name is empty"),
    hint=("用 --name 写明姓名；不知道就不要登记", "give it with --name, or record nothing"),
)
BAD_DATE = rule(
    "A206",
    ERROR,
    title=("日期写法有误", "malformed date"),
    why=("日期决定审批的先后", "dates say what came first"),
    message=("“{text}”不是日期", "'{text}' is not a date"),
    hint=("写成 2026-03-01 或者 2026年3月1日", "write it as 2026-03-01"),
)
BEFORE_INCIDENT = rule(
    "A207",
    ERROR,
    title=("日期早于事件", "earlier than the incident"),
    why=("事件发生以前不可能有这份通知", "no notice precedes its incident"),
    message=("{date}早于事件日期{incident}", "{date} is earlier than the incident, {incident}"),
    hint=("核对日期，或者改正事件文件里的日期", "check both dates"),
)
MISSING = rule(
    "A208",
    ERROR,
    title=("通知还有没有填写的内容", "values of the notice are missing"),
    why=("空着的内容不能审批，更不能发布", "nothing with gaps is approved or issued"),
    message=("还有 {count} 项没有填写：{values}", "{count} values are missing: {values}"),
    hint=(
        "向能回答的部门问清后写进事件文件的 incident（公司信息写进 plan.yaml）",
        "ask who knows, and write them into the incident's file (what concerns the company into plan.yaml)",
    ),
)
ODD_FILE = rule(
    "A210",
    ERROR,
    title=("审批文件不能追加", "the approval file cannot be added to"),
    why=("审批记录只追加、不改写，别人写的内容和注释不动", "records are added and never rewritten"),
    message=(
        "在文件末尾追加后读不出新的记录，文件没有改动",
        "a record added at its end would not be read; nothing was changed",
    ),
    hint=(
        "把 approvals 移到文件最后，每条记录一项，以“- ”开头；或者把文件改名，由程序新建",
        "let 'approvals' be the last key, a list with '- ' items, or rename the file and let a new one be made",
    ),
)
IS_DRILL = rule(
    "A221",
    ERROR,
    title=("演练的通知不能发布", "a drill's notice is never issued"),
    why=("演练文稿流出会误导消费者", "a drill's text misleads those who read it"),
    message=("“{case}”是演练场景", "'{case}' is a scenario of the drill"),
    hint=(
        "演练时用 plangen notices preview 看稿；真实事件写进 source/incidents/",
        "use plangen notices preview in a drill; real incidents stand under source/incidents/",
    ),
)
NOT_PASSED = rule(
    "A222",
    ERROR,
    title=("环节还没有完成", "a stage is not passed"),
    why=("审批没有完成，不得发布", "nothing is issued before its approvals"),
    message=("环节“{stage}”还没有完成，应由{who}办理", "the stage '{stage}' is open; it is for {who}"),
    hint=("完成后用 plangen notices approve 登记", "record it with plangen notices approve"),
)
LAPSED = rule(
    "A223",
    ERROR,
    title=("审批已失效", "an approval has lapsed"),
    why=("审批的是另一个版本", "another version was approved"),
    message=(
        "环节“{stage}”由{name}于{date}完成，此后有改动：{changes}",
        "'{stage}' was passed by {name} on {date}; changed since: {changes}",
    ),
    hint=("由同一环节重新审批", "let the stage be passed again"),
)
VOID = rule(
    "A224",
    ERROR,
    title=("审批不算数", "an approval that does not count"),
    why=("岗位或者顺序不对的审批不算数", "wrong post or order: it is none"),
    message=("环节“{stage}”由{name}于{date}登记，但{reasons}", "'{stage}' by {name} on {date}: {reasons}"),
    hint=("由规定的岗位按顺序重新登记", "record it again, by the right post, in order"),
)
BAD_TIME = rule(
    "A225",
    ERROR,
    title=("时间写法有误", "malformed time"),
    why=("发布时间是判断法定时限的依据", "statutory deadlines are judged by it"),
    message=("“{text}”不是时间", "'{text}' is not a time"),
    hint=("写成 2026-03-01 14:05", "write it as 2026-03-01 14:05"),
)
TOO_EARLY = rule(
    "A226",
    ERROR,
    title=("发布早于审批", "issued before it was approved"),
    why=("审批以前不得发布", "nothing is issued before its approvals"),
    message=("发布时间{time}早于环节“{stage}”的日期{date}", "{time} is before '{stage}' of {date}"),
    hint=("核对发布时间和审批日期", "check both"),
)
OTHER_DATE = rule(
    "A227",
    ERROR,
    title=("落款日期与发布时间不一致", "dated another day than issued"),
    why=("落款日期写在通知里，与实际发布不一致会引起争议", "the date in the notice has to be that of its issue"),
    message=("通知的发布日期是{date}，发布时间是{time}", "the notice is dated {date}, the issue {time}"),
    hint=(
        "改正事件文件里的 issued 并重新审批，或者改正 --time",
        "correct 'issued' and approve again, or correct --time",
    ),
)
NO_CHANNEL = rule(
    "A228",
    ERROR,
    title=("不是这种通知的渠道", "no channel of this kind of notice"),
    why=(
        "内部材料和给本人的告知书走了公开渠道，就收不回来了；每种通知只走自己的渠道",
        "an internal paper or a personal letter that goes public cannot be called back; each kind has its own channels",
    ),
    message=("“{kind}”没有渠道“{channel}”", "'{kind}' does not go out by '{channel}'"),
    hint=("它的渠道：{known}", "its channels are {known}"),
)
CHANGED = rule(
    "A229",
    ERROR,
    title=("通知已经发布，此后有改动", "issued before, and changed since"),
    why=(
        "读者手里的通知写的是另外的内容；要告诉他们哪一份有误、改成什么",
        "readers have another text; they have to be told what was wrong in it",
    ),
    message=("这份通知已于{time}发布，此后有改动：{changes}", "it was issued at {time}; changed since: {changes}"),
    hint=(
        (
            "改动的是更正的，恢复原来的内容，用 plangen notices correct 开始更正公告；原通知不再算数的，先用"
            " plangen notices withdraw 撤回，再发布改正后的；按性质多次发布的，在 communication.yaml 写 repeats: true"
        ),
        (
            "put back what was changed and begin a correction with plangen notices correct, or withdraw the notice"
            " (plangen notices withdraw) and issue the new text; a kind that is issued again and again has"
            " repeats: true in communication.yaml"
        ),
    ),
)
TAKEN = rule(
    "A230",
    ERROR,
    title=("文件名已被占用", "the file name is taken"),
    why=("别人的文件和以前发布的文件都不能覆盖", "no file is overwritten"),
    message=("“{path}”已经存在，内容不同", "'{path}' exists with other content"),
    hint=("把它移走或者改名，再执行一次", "move or rename it and try again"),
)
NO_APPROVER = rule(
    "A233",
    ERROR,
    title=("发布流程里没有审批", "no stage that approves"),
    why=("没有人审批的通知不能对外发布", "what nobody has approved does not go out"),
    message=("“{notice}”的发布流程里没有审批环节", "no stage of '{notice}' approves it"),
    hint=(
        "在 communication.yaml 的 stages 里，给审批环节写 approves: true",
        "say approves: true of the stage that approves, in 'stages' of communication.yaml",
    ),
)
OTHER_PROGRAM = rule(
    "A285",
    ERROR,
    title=("已发布的原件要从备份恢复", "an issued file to be put back from a copy"),
    why=(
        "这份通知由另一版本的程序发布，现在的程序生成不出逐字节相同的文件；发布记录和原件都是凭据",
        "another version of plangen issued it, and this one makes other bytes of it; record and file are evidence",
    ),
    message=("{time} 发布的 {path} 不见了或者改动过", "{path}, issued at {time}, is gone or was edited"),
    hint=(
        "从备份放回原处；发布记录不要移动、不要改动。内容有变的，先改事实再重新审批",
        "put a copy back, and leave the record as it is; where the content is to change, change the facts first",
    ),
)
NEEDLESS_REASON = rule(
    "A231",
    ERROR,
    title=("不需要写理由", "a reason for nothing"),
    why=("理由说明为什么撤回以后又发布，记入发布记录", "it says why a notice goes out again after it was withdrawn"),
    message=("这份通知没有撤回过", "this notice was not withdrawn"),
    hint=(
        "去掉 --reason；更正另用 plangen notices correct",
        "leave out --reason; corrections begin with plangen notices correct",
    ),
)
INCOMPLETE = rule(
    "A232",
    ERROR,
    title=("没有写明由谁发布", "nobody is named who issues it"),
    why=("没有人发布的通知，日后没有人说得清是谁放行的", "later nobody could say who let it go out"),
    message=("发布岗位和姓名都要写明", "who issues it is a post and a name"),
    hint=("用 --by 写明岗位，用 --name 写明姓名", "give the post with --by and the name with --name"),
)
FUTURE = rule(
    "A274",
    ERROR,
    title=("时间还没有到", "a time that is to come"),
    why=("只登记已经发生的事", "only what has happened is recorded"),
    message=("{time}还没有到，现在是{now}", "{time} is to come; it is {now}"),
    hint=("核对时间；到时再登记", "check the time, or record it when it has come"),
)
RULES = (
    *(NO_POST, NO_STAGE, NO_NAME, BAD_DATE, BEFORE_INCIDENT, MISSING, ODD_FILE),
    *(IS_DRILL, NOT_PASSED, LAPSED, VOID, BAD_TIME, TOO_EARLY, OTHER_DATE, NO_CHANNEL, CHANGED, TAKEN),
    *(NEEDLESS_REASON, INCOMPLETE, FUTURE, OTHER_PROGRAM, NO_APPROVER),
)
