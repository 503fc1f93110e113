"""Why nothing is recorded among the approvals of a notice."""

from plangen.diagnostics import ERROR, rule

NO_RESULT = rule(
    "A240",
    ERROR,
    title=("没有写结果", "no result given"),
    why=("不同意、退回和同意一样要登记；没有写明的不能当作同意", "a refusal is recorded as well as an approval"),
    message=("没有写明“{stage}”的结果", "the result of '{stage}' is not given"),
    hint=(
        "用 --result 写明：同意、不同意、有条件同意或者退回；起草、复核完成可以往下办的，写同意",
        "give it with --result: approved, refused, conditional or returned; what is done and may go on is approved",
    ),
)
BAD_RESULT = rule(
    "A241",
    ERROR,
    title=("没有这种结果", "no such result"),
    why=("只有同意才能往下办，所以结果只有这几种写法", "only what is approved may go on; so there are these results"),
    message=("“{text}”不是审批结果", "'{text}' is no result"),
    hint=(
        "写同意、不同意、有条件同意或者退回",
        "write approved, refused, conditional or returned",
    ),
)
TWO_ACTS = rule(
    "A242",
    ERROR,
    title=("一次登记了几件事", "several acts at once"),
    why=("每条记录只说明一件事", "an entry records one act"),
    message=("{options} 不能一起写", "{options} do not go together"),
    hint=("分几次登记", "record one after the other"),
)
NOT_FITTING = rule(
    "A243",
    ERROR,
    title=("选项用不上", "an option that does not apply"),
    why=("用不上的内容登记下来会误导", "what does not apply would mislead whoever reads the record"),
    message=("{what} 不适用：{why}", "{what} does not apply: {why}"),
    hint=("去掉它，或者改正其他选项", "leave it out, or correct the other options"),
)
NO_CONDITIONS = rule(
    "A244",
    ERROR,
    title=("有条件同意没有写条件", "a conditional approval without conditions"),
    why=("没有写明条件，就无法知道什么时候落实了", "without its conditions nobody knows when they are met"),
    message=("没有写明所附的条件", "its conditions are not given"),
    hint=("每个条件写一次 --condition", "give each with --condition"),
)
NO_REASON = rule(
    "A245",
    ERROR,
    title=("撤回没有写理由", "a withdrawal without a reason"),
    why=("撤回审批要说明理由，原来的记录仍然保留", "the record says why; what was recorded before stays"),
    message=("没有写明撤回的理由", "the reason is not given"),
    hint=("用 --reason 写明", "give it with --reason"),
)
NO_ANSWER = rule(
    "A246",
    ERROR,
    title=("外部单位的答复没有写全", "an outside answer that is not complete"),
    why=(
        "征询的依据是对方的答复：什么时候、什么文号、答复了什么",
        "what counts is the answer: when, under which number, and what it says",
    ),
    message=("“{stage}”由{party}答复，没有写明{lacking}", "'{stage}' is answered by {party}; {lacking} is not given"),
    hint=(
        "用 --reference 写文号，用 --answer 写答复内容，--date 写答复日期；没有文号的写明答复方式，例如 电话答复",
        (
            "give the number of the letter with --reference, what it says with --answer, its date with --date; without"
            " a number say how it came, such as by telephone"
        ),
    ),
)
NO_DATE = rule(
    "A247",
    ERROR,
    title=("没有写日期", "no date given"),
    why=("日期决定审批的先后", "dates say what came first"),
    message=("没有写明日期", "the date is not given"),
    hint=("用 --date 写明，例如 2026-03-01", "give it with --date, such as 2026-03-01"),
)
NO_TIME = rule(
    "A248",
    ERROR,
    title=("口头批准没有写时刻", "an oral approval without a time"),
    why=("口头批准以后就可能发布，先后要精确到分", "the notice may go out at once; what came first is told by minutes"),
    message=("口头批准要写明日期和时刻", "an oral approval has a date and a time"),
    hint=('写成 --date "2026-03-01 14:05"', 'write --date "2026-03-01 14:05"'),
)
FUTURE = rule(
    "A249",
    ERROR,
    title=("日期在将来", "a date in the future"),
    why=("还没有发生的审批不能登记", "what has not happened yet is not recorded"),
    message=("{date}还没有到，现在是 {now}", "{date} is still to come; it is {now} now"),
    hint=("写实际的日期；审批以后再登记", "give the date on which it happened, once it has"),
)
BEFORE_FACT = rule(
    "A250",
    ERROR,
    title=("日期早于通知写明的事实", "earlier than what the notice states"),
    why=("那一天这件事还没有发生，审的不可能是这份稿", "it had not happened yet: nobody can have seen this text"),
    message=(
        "{date}早于通知写明的“{fact}”（{day}）",
        "{date} is earlier than '{fact}' ({day}), which the notice states",
    ),
    hint=(
        "核对审批日期；写错了事实的，改正事件文件以后重新起草",
        "check the date; where the fact is wrong, correct the incident's file and begin with the draft",
    ),
)
NO_PERSON = rule(
    "A251",
    ERROR,
    title=("不是姓名", "not a name"),
    why=("审批记录要写明签字的是哪一个人", "a record says which person it was"),
    message=("“{text}”不是人的姓名", "'{text}' is no person's name"),
    hint=(
        "只写签字人本人的姓名；代签的写代签人的姓名，用 --authorisation 写明授权",
        "give the name of who signed and nothing else; who signs for another says with --authorisation on what ground",
    ),
)
OTHER_PERSON = rule(
    "A252",
    ERROR,
    title=("不是责任人或者替补", "neither the holder nor a deputy"),
    why=(
        "计划写明了这个岗位由谁担任，别人签字要有授权",
        "the plan names the holder; anybody else needs authority",
    ),
    message=(
        "{name}不是{post}的责任人或者替补，可以签字的是：{known}",
        "{name} neither holds the post {post} nor stands in for it; who may sign: {known}",
    ),
    hint=(
        (
            "写实际签字人的姓名；确实由别人签字的，用 --authorisation 写明授权的依据和理由；"
            "人事有变动的，先改 organisation.yaml 的 holder"
        ),
        (
            "give the name of who signed; where it was somebody else, say with --authorisation on what ground and why;"
            " where the holder changed, correct 'holder' in organisation.yaml first"
        ),
    ),
)
SAME_PERSON = rule(
    "A253",
    ERROR,
    title=("同一人办理两个环节", "one person in two stages"),
    why=("同一人既起草又复核、审批，就没有人把关", "whoever checks his own work checks nothing"),
    message=(
        "{name}已经办理了“{other}”，不能再办“{stage}”",
        "{name} has passed '{other}' and cannot pass '{stage}' too",
    ),
    hint=(
        "由别人办理；计划允许的，在 communication.yaml 的这个环节写 same_person: true",
        "let somebody else pass it, or where the plan allows it write same_person: true at the stage",
    ),
)
NO_TARGET = rule(
    "A254",
    ERROR,
    title=("没有对应的审批", "nothing that it refers to"),
    why=("撤回、条件落实和补签都针对已经登记的审批", "each of these is about an approval that is on record"),
    message=("环节“{stage}”{why}", "'{stage}': {why}"),
    hint=("用 plangen notices status 看现在的情况", "plangen notices status says how it stands"),
)
BEFORE_TARGET = rule(
    "A255",
    ERROR,
    title=("日期早于所针对的审批", "earlier than the approval it is about"),
    why=("先有审批，后有撤回、条件落实和补签", "the approval comes first"),
    message=("{date}早于{name}的审批日期{earlier}", "{date} is earlier than the approval by {name}, {earlier}"),
    hint=("核对日期", "check both dates"),
)
STOPPED = rule(
    "A256",
    ERROR,
    title=("环节没有同意", "a stage that did not agree"),
    why=("只有同意的才能发布", "only what was approved is issued"),
    message=(
        "环节“{stage}”{how}（{who}，{date}{why}）",
        "'{stage}': {how} ({who}, {date}{why})",
    ),
    hint=(
        "照意见修改以后从起草重新登记；落实条件、补签的，用 plangen notices approve 登记",
        (
            "change what was objected to and begin with the draft; that conditions are met or a signature given is"
            " recorded with plangen notices approve"
        ),
    ),
)
RULES = (
    *(NO_RESULT, BAD_RESULT, TWO_ACTS, NOT_FITTING, NO_CONDITIONS, NO_REASON, NO_ANSWER, NO_DATE, NO_TIME),
    *(FUTURE, BEFORE_FACT, NO_PERSON, OTHER_PERSON, SAME_PERSON, NO_TARGET, BEFORE_TARGET, STOPPED),
)
