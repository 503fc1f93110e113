"""Why a record of a statutory duty is refused."""

from plangen.diagnostics import ERROR, rule

NO_DUTY = rule(
    "A275",
    ERROR,
    title=("没有这个法定事项", "no such duty"),
    why=("只登记本事件法定时限清单里的事项", "only duties of the incident's list are recorded"),
    message=("没有法定事项“{duty}”", "there is no duty '{duty}'"),
    hint=("本事件的事项：{known}", "the duties of the incident are {known}"),
)
NOTHING_SAID = rule(
    "A276",
    ERROR,
    title=("没有写明登记什么", "nothing to record"),
    why=("一条登记要说明是否适用，或者何时办理", "an entry says whether a duty applies, or when it was met"),
    message=("既没有判断是否适用，也没有办理时间", "neither whether it applies nor when it was met"),
    hint=("写 --applies 是|否，或者 --met 时间", "give --applies or --met"),
)
NO_REASON = rule(
    "A277",
    ERROR,
    title=("没有写明为什么不适用", "no reason why it does not apply"),
    why=("日后要能说明当时为什么没有办理", "later somebody will ask why it was not done"),
    message=("判断为不适用，没有写理由", "it is judged not to apply, without a reason"),
    hint=("用 --reason 写明，例如 涉及人数没有达到规定", "give it with --reason"),
)
UNJUDGED_MET = rule(
    "A278",
    ERROR,
    title=("还没有判断为适用", "not judged to apply"),
    why=("先由法律人员判断是否适用，再登记办理", "legal judges first whether a duty applies"),
    message=("登记了办理时间，而这一事项现在是：{applies}", "it was met, and is recorded as: {applies}"),
    hint=("同时写 --applies 是；确实不适用的，不登记办理", "add --applies, or record nothing as met"),
)
BAD_ANSWER = rule(
    "A279",
    ERROR,
    title=("是否适用写法有误", "malformed judgement"),
    why=("是否适用只有三种回答", "there are three answers"),
    message=("“{text}”不是回答", "'{text}' is no answer"),
    hint=("写 是、否 或者 未判断", "write yes, no or unknown"),
)
NO_WAY = rule(
    "A286",
    ERROR,
    title=("没有写明怎样办理", "no way in which it was met"),
    why=("记录要说明向谁、用什么方式办理", "the record says to whom and how"),
    message=("登记了办理时间，没有写怎样办理", "it was met, without saying how"),
    hint=("用 --how 写明，例如 通过网上系统填报", "give it with --how"),
)
ODD_RECORD = rule(
    "A287",
    ERROR,
    title=("办理记录不能追加", "the record of duties cannot be added to"),
    why=("记录只追加、不改写，别人写的内容和注释不动", "records are added and never rewritten"),
    message=(
        "在文件末尾追加后读不出新的记录，文件没有改动",
        "a record added at its end would not be read; nothing was changed",
    ),
    hint=(
        "把 entries 移到文件最后，每条记录一项，以“- ”开头；或者把文件改名，由程序新建",
        "let 'entries' be the last key, a list with '- ' items, or rename the file and let a new one be made",
    ),
)
OF_A_DRILL = rule(
    "A289",
    ERROR,
    title=("演练场景没有要办理的法定事项", "a drill meets no statutory duty"),
    why=("演练里的报告不是真的报告", "what a drill reports was not reported"),
    message=("“{case}”是演练场景", "'{case}' is a scenario of the drill"),
    hint=("真实事件写进 source/incidents/，对它登记", "real incidents stand under source/incidents/"),
)
RULES = (NO_DUTY, NOTHING_SAID, NO_REASON, UNJUDGED_MET, BAD_ANSWER, NO_WAY, ODD_RECORD, OF_A_DRILL)
