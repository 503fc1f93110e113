"""What forbids recording a revision or building it again, and what is warned of."""

from plangen.diagnostics import ERROR, INFO, WARNING, rule, words

NO_CHANGE = rule(
    "G201",
    ERROR,
    title=("没有可以修订的内容", "nothing to revise"),
    why=("没有改动的版本只会使人以为有改动", "a revision without a change makes people look for one"),
    message=("与 {version} 相比没有任何改动", "nothing has changed since {version}"),
    hint=("先修改 source 或者 templates 里的文件", "edit files of source or templates first"),
)
OPEN_FINDING = rule(
    "G202",
    ERROR,
    title=("演练问题没有着落", "a finding that is left open"),
    why=("要求修改计划的问题，每次修订都要给出交代", "a finding that demands a change must be answered or deferred"),
    message=(
        "{drill}演练的问题“{title}”（{id}）要求修改计划，本次既没有解决也没有暂缓",
        "'{title}' ({id}) of the drill on {drill} demands a change and is neither answered nor deferred",
    ),
    hint=(
        "加 --answers {id}；确实暂缓的加 --defer {id}=理由，不再处理的加 --withdraw {id}=理由",
        "add --answers {id}, --defer {id}=REASON where it has to wait, or --withdraw {id}=REASON where it is dropped",
    ),
)
NOT_CHANGED = rule(
    "G203",
    WARNING,
    title=("声称解决的问题没有对应的修改", "an answer without a change"),
    why=("只在记录里解决的问题，下次演练还会出现", "what is answered on paper only comes back in the next drill"),
    message=("问题“{title}”要修改的位置没有改动：{places}", "nothing changed where '{title}' asks for it: {places}"),
    hint=("修改这些位置，或者更正问题的 revises", "change these places, or correct 'revises' of the finding"),
)
UNKNOWN_FINDING = rule(
    "G204",
    ERROR,
    title=("没有这个演练问题", "no such finding"),
    why=("写错编号，问题就没有着落", "with a wrong id the finding stays open"),
    message=("没有编号为“{id}”的演练问题", "there is no finding '{id}'"),
    hint=("现有的问题：{known}", "the findings are {known}"),
)
INCOMPLETE = rule(
    "G205",
    ERROR,
    title=("修订记录不完整", "an incomplete revision record"),
    why=(
        "修订记录要说明谁编制、审核、批准，何时生效",
        "a record says who wrote, reviewed and approved it, and from when",
    ),
    message=("缺少{what}", "{what} is missing"),
    hint=("加 {option}；逐项询问可以加 --interactive", "add {option}, or --interactive to be asked"),
)
TOO_EARLY = rule(
    "G206",
    ERROR,
    title=("生效日期早于修订日期", "in force before it is written"),
    why=("文件不能在修订之前生效", "a document cannot hold before it is written"),
    message=("生效日期{effective}早于修订日期{date}", "in force from {effective}, before its date {date}"),
    hint=("更正 --effective 或者 --date", "correct --effective or --date"),
)
NOT_LATER = rule(
    "G207",
    ERROR,
    title=("版本号不递增", "version not later than the last"),
    why=("版本号乱序，就分不清哪一版有效", "versions out of order do not tell which one holds"),
    message=("{version} 不大于上一版 {last}", "{version} does not come after {last}"),
    hint=("下一个版本号可以是 {free}", "the next could be {free}"),
)
BAD_VERSION = rule(
    "G208",
    ERROR,
    title=("版本号写法不对", "a version that cannot be"),
    why=("版本号要用作文件名和标签", "it names a file and a tag"),
    message=("“{version}”不能作版本号", "'{version}' cannot be a version"),
    hint=("写成 v1.1、v2.0 这样", "write it like v1.1 or v2.0"),
)
NO_DRILL = rule(
    "G209",
    ERROR,
    title=("没有这次演练", "no such drill"),
    why=("因演练而修订的，要说明是哪次演练", "a revision after a drill says which one"),
    message=("没有{drill}的演练问题清单", "there are no findings of a drill on {drill}"),
    hint=(
        "演练问题清单放在 source/drills/<日期>/findings.yaml；现有：{known}",
        "findings stand in source/drills/<date>/findings.yaml; there are {known}",
    ),
)
WRITTEN = rule(
    "G210",
    ERROR,
    title=("已经有手写的修订记录", "a record written by hand is there"),
    why=("手写的记录不能覆盖，也不能与命令行写的两样", "it must be neither overwritten nor contradicted"),
    message=(
        "{file} 已经存在，命令行写的{what}不会进入其中",
        "{file} exists; what the command line says would not be in it: {what}",
    ),
    hint=(
        "把内容写进这个文件，再不带这些选项运行 plangen revise；或者换一个 --version",
        "put it into the file and run plangen revise without these options, or choose another --version",
    ),
)
MISNAMED = rule(
    "G211",
    ERROR,
    title=("修订记录的文件名与版本号不一致", "a record whose name is another version"),
    why=("版本按文件名查找记录", "the record of a revision is found by the name of its file"),
    message=("这个文件里写的版本号不是 {version}", "the version written in this file is not {version}"),
    hint=("把 version 改为 {version}，或者改文件名", "write version: {version}, or rename the file"),
)
AMBIGUOUS_FINDING = rule(
    "G221",
    ERROR,
    title=("编号不止一次演练有", "a finding's id that several drills have"),
    why=("记到别的演练名下，真正的问题就没有着落", "recorded for another drill, the finding that was meant stays open"),
    message=("不止一次演练有编号为“{id}”的问题", "more than one drill has a finding '{id}'"),
    hint=("写明是哪一次：{names}", "say which one: {names}"),
)
SAID_TWICE = rule(
    "G222",
    ERROR,
    title=("同一个问题写了两次", "a finding of which two things are said"),
    why=("一个问题在一个版本里只能有一种交代", "a revision can say only one thing of a finding"),
    message=("“{id}”写了两次", "'{id}' is named twice"),
    hint=(
        "--answers、--defer、--withdraw 中只留一个",
        "name it with one of --answers, --defer and --withdraw, and once",
    ),
)
NOT_FIRST = rule(
    "G223",
    ERROR,
    title=("不是首次编制", "not the first edition"),
    why=(
        "首次编制只有一次，后来的版本都要说明为什么修订",
        "there is one first edition; later ones say why they are made",
    ),
    message=(
        "已经有版本 {last}，原因不能再写首次编制",
        "{last} is recorded; a later revision cannot be the first edition",
    ),
    hint=("--reason 写演练、法规、组织变动或者其他", "let --reason be drill, law, organisation or other"),
)
BEFORE_LAST = rule(
    "G224",
    ERROR,
    title=("修订日期早于上一版", "dated before the last revision"),
    why=(
        "日期倒着走，谁也说不清哪一天哪一版有效",
        "with dates that run backwards nobody can say what held on which day",
    ),
    message=("修订日期{date}早于 {last} 的{then}", "its date {date} is before that of {last}, {then}"),
    hint=("更正修订日期；确实如此的加 --confirm-date", "correct the date, or add --confirm-date where it is right"),
)
FUTURE = rule(
    "G225",
    ERROR,
    title=("修订日期在将来", "dated in the future"),
    why=(
        "还没有到的日期不会是修订的日期，多半是写错了年份",
        "nothing was revised on a day to come; mostly the year is wrong",
    ),
    message=("修订日期{date}还没有到，今天是{today}", "its date {date} is to come; today is {today}"),
    hint=(
        "更正修订日期，将来生效的写 --effective；确实如此的加 --confirm-date",
        "correct it, and write --effective for when it comes into force; add --confirm-date where it is right",
    ),
)
CLOCK = rule(
    "G226",
    ERROR,
    title=("电脑的时间可能不对", "a clock that may be wrong"),
    why=("时间不对，记录的日期和提交时间都会错", "with a wrong clock the date and the time of the commit are wrong"),
    message=(
        "电脑的时间是{today}，比记录 {last} 的时间（{then}）还早",
        "the clock says {today}, which is before {last} was recorded ({then})",
    ),
    hint=("校正电脑的时间；确实如此的加 --confirm-date", "set the clock, or add --confirm-date where it is right"),
)
OVERTAKEN = rule(
    "G228",
    WARNING,
    title=("版本还没有生效就被取代", "overtaken before it came into force"),
    why=(
        "现行有效的是已经生效的最高版本；低的版本生效日期更晚，就永远不会生效",
        "what holds is the highest version in force; a lower one that begins later never will",
    ),
    message=(
        "{old} 从{then}起生效，{version} 从{effective}起就生效：{old} 不会再生效",
        "{old} was to hold from {then}, and {version} holds from {effective}: {old} never comes into force",
    ),
    hint=(
        "确实如此的不必处理，已经发出的 {old} 文件请收回；不是的，更正 --effective",
        "if that is meant, collect what was handed out of {old}; otherwise correct --effective",
    ),
)
SEALED = rule(
    "G212",
    ERROR,
    title=("修订记录自称的链条不对", "a record that says something else of the chain"),
    why=(
        "after 和 content 由 plangen 计算，写错的会使以后的核对全都不符",
        "plangen computes after and content; wrong ones would make every later proof fail",
    ),
    message=(
        "{file} 里的 after 或者 content 与 plangen 算出的不同",
        "after or content in {file} are not what plangen computes",
    ),
    hint=("删去这两行，plangen revise 会自己填写", "delete these two lines; plangen revise writes them itself"),
)
COPY_STATES = {
    True: words("内容与记录时一致", "what lies here is what was recorded"),
    False: words("内容在记录之后改动过", "what lies here was changed since"),
}
"""Whether the content of a copy is that of its last record."""
COPY = rule(
    "G213",
    ERROR,
    title=("这里是一份拷贝", "this is a copy"),
    why=(
        "已经在别处记录过的版本，在拷贝里再记录一次，同一版本号就有两份内容",
        "recorded once more in a copy, one number would have two contents",
    ),
    message=(
        "{version} 的修订记录是在别处记录的，这里的版本库里没有它；{state}",
        "{version} was recorded elsewhere, and is not in the repository here; {state}",
    ),
    hint=(
        (
            "在原来的文件夹里修订，或者用 git clone 取得带历史的版本库；原来的版本库已经没有、内容又与记录时一致的，"
            "运行 plangen revise --adopt {version}，从这一版接着修订"
        ),
        (
            "revise in the original folder, or get its repository with git clone; where that is lost and the content"
            " is what was recorded, plangen revise --adopt {version} goes on from it"
        ),
    ),
)
COPY_HERE = rule(
    "G215",
    INFO,
    title=("没有历史的拷贝", "a copy without its history"),
    why=(
        "拷贝和压缩包里没有版本库，各个版本在原来的版本库里",
        "a copy or an archive holds no repository; the revisions are in the original one",
    ),
    message=(
        "这里是一份没有历史的拷贝：最后的修订记录是 {version}，{state}",
        "this is a copy without its history: its last record is {version}, and {state}",
    ),
    hint=(
        "只是查看的，不必处理；要接着修订：{advice}",
        "nothing to do where you only look at it; to revise it: {advice}",
    ),
)
NOT_A_COPY = rule(
    "G216",
    ERROR,
    title=("不是没有历史的拷贝", "not a copy without its history"),
    why=(
        "已经有版本的历史，接上一个版本会有两段历史",
        "where revisions are recorded already, to adopt one would begin a second history",
    ),
    message=("这里的版本库已经有版本：{known}", "the repository here has revisions already: {known}"),
    hint=(
        "不加 --adopt 运行 plangen revise；缺少标签的，plangen log 说明怎样取回",
        "run plangen revise without --adopt; where tags are missing plangen log says how to get them",
    ),
)
NOT_PROVED = rule(
    "G217",
    ERROR,
    title=("内容不能证明是这个版本", "a content that is not proved to be this version"),
    why=(
        "接上的版本必须正是记录时的内容，否则同一版本号就有两份内容",
        "what is adopted has to be what was recorded, or one number would have two contents",
    ),
    message=(
        "不能证明这里的内容就是 {version}：{reason}",
        "nothing proves that what lies here is {version}: {reason}",
    ),
    hint=(
        "取得 {version} 没有改动过的一份，接上以后再修改；或者在原来的文件夹里修订",
        "get an unchanged copy of {version}, adopt it and then edit it, or revise in the original folder",
    ),
)
APPROVAL_CHANGED = rule(
    "G214",
    ERROR,
    title=("审批记录被改动过", "an approval was changed"),
    why=(
        "审批只能追加；记录版本之后改动或者删去，就说不清当时谁批准了什么",
        "approvals are only added; changed or deleted since, nobody can tell who approved what",
    ),
    message=(
        "{file} 里在 {version} 时已有的审批记录被改动或者删去了，从第 {number} 条起",
        "approvals that stood in {file} when {version} was recorded were changed or deleted, from entry {number} on",
    ),
    hint=(
        (
            "恢复：git stash push -- {file}（现在的内容保存在 git stash 里）；改动已经提交的，再运行"
            " git checkout {tag} -- {file}，git commit -m {version} -- {file}。新的审批重新追加"
        ),
        (
            "to restore them: git stash push -- {file} keeps what is there now; where the change was committed, then"
            " git checkout {tag} -- {file}, git commit -m {version} -- {file}, and add new approvals again"
        ),
    ),
)
SIGNED_OTHER = rule(
    "G227",
    WARNING,
    title=("内容与送批稿不同", "the content is not what went round for signature"),
    why=(
        "批准的是送批稿的内容；之后再改，记录下来的就不是批准的",
        "what was signed is what was printed for it; changed since, what is recorded is not what was approved",
    ),
    message=(
        "送批稿 {version} 印出之后，计划的内容又改动过",
        "the plan was changed after it was printed for signature as {version}",
    ),
    hint=(
        "看改了什么：plangen diff；要紧的改动，重新印送批稿（plangen build --for {version}）送批之后再记录",
        "see what changed with plangen diff; where it matters, build --for {version} again and have it signed first",
    ),
)
OTHER_PROGRAM = rule(
    "G301",
    WARNING,
    title=("由另一版本的程序记录", "recorded with another version of plangen"),
    why=(
        "程序换了版本，措辞和版面可能与当时发出的文件不同",
        "another version of the program may word and set the same plan otherwise than what was handed out",
    ),
    message=(
        "{name} 由 plangen {then} 记录，现在用 {now} 生成，文件可能与当时的不同",
        "{name} was recorded with plangen {then}; {now} may not build the same files",
    ),
    hint=("要得到与当时相同的文件，请用 plangen {then} 生成", "for the same files, build it with plangen {then}"),
)
NO_REVISION = rule(
    "G302",
    INFO,
    title=("不是记录过的版本", "not a recorded revision"),
    why=("没有记录的版本，不知道当时用哪一版程序生成", "of other commits nobody knows which program built them"),
    message=(
        "{name} 没有用 plangen revise 记录过，不知道当时用哪一版程序",
        "{name} was not recorded by plangen revise",
    ),
    hint=("plangen log 列出记录过的版本", "plangen log lists the revisions"),
)
NOT_BUILDABLE = rule(
    "G303",
    ERROR,
    title=("这个版本不能用现在的程序生成", "a version that this program cannot build"),
    why=(
        "读不懂或者有错误的内容不能略过，否则生成的就不是那个版本",
        "what cannot be read must not be left out: the result would not be that version",
    ),
    message=(
        "{name} 有 {count} 处现在的程序（{now}）不能接受，涉及 {files}；各处的字段和原因见其余各条",
        "{name} has {count} places that this program ({now}) does not accept, in {files}; the other findings name them",
    ),
    hint=(
        "记录它的程序是 plangen {then}，可以安装那一版来生成；或者在新的修订中改正这些位置",
        "it was recorded with plangen {then}: build it with that version, or mend these places in a new revision",
    ),
)
RULES = (
    *(NO_CHANGE, OPEN_FINDING, NOT_CHANGED, UNKNOWN_FINDING, INCOMPLETE, TOO_EARLY, NOT_LATER, BAD_VERSION, NO_DRILL),
    *(WRITTEN, MISNAMED, SEALED, COPY, COPY_HERE, NOT_A_COPY, NOT_PROVED, APPROVAL_CHANGED, AMBIGUOUS_FINDING),
    *(SAID_TWICE, NOT_FIRST, BEFORE_LAST, FUTURE, CLOCK, OVERTAKEN, SIGNED_OTHER),
    *(OTHER_PROGRAM, NO_REVISION, NOT_BUILDABLE),
)
