"""What keeps an answer on a returned form from being written into the plan, or is to be known of it."""

from plangen.diagnostics import ERROR, INFO, WARNING, rule

UNREADABLE = rule(
    "Q221",
    ERROR,
    title=("答复读不出来", "an answer that cannot be read"),
    why=(
        "日期、时刻和分项的内容要读成确定的值，猜测的不能写进通知",
        "dates, times and lists have to come to one certain value; a guess must not get into a notice",
    ),
    message=("“{fact}”的答复读不成{wanted}：{text}", "the answer to “{fact}” is not {wanted}: {text}"),
    hint=(
        "请答复人写明确，例如 2026年3月1日、9:20、下午3点；改好后再读一次，已写入的不受影响",
        "have it written plainly, such as 2026-03-01, 9:20, 下午3点, and read the form again; what was written stays",
    ),
)
BOXES = rule(
    "Q222",
    ERROR,
    title=("选项没有选或者选了几项", "no box ticked, or several"),
    why=(
        "每一行只能选一项，选了几项的不知道以哪项为准",
        "each row has one result; of several nobody knows which holds",
    ),
    message=("{title}里选了 {count} 项：{text}", "{count} are ticked in {title}: {text}"),
    hint=(
        "只留一项：在方框处打钩（√），其余不动；用叉（×）表示的，有人当作“是”有人当作“否”，不作数",
        "tick one box with √ and leave the others; a cross means yes to some and no to others, and does not count",
    ),
)
NO_ANSWER = rule(
    "Q223",
    WARNING,
    title=("选了“已核实”而没有答复", "verified without an answer"),
    why=("没有内容的答复不能写进通知", "an answer without words says nothing"),
    message=("“{fact}”选了“{state}”，答复栏是空的", "“{fact}” is ticked as {state}, and its answer is empty"),
    hint=("请答复人补写答复，或者改选别的一项", "have the answer written, or another box ticked"),
)
BAD_DATE = rule(
    "Q224",
    WARNING,
    title=("答复日期读不出来", "the date of an answer cannot be read"),
    why=("记录里要写明什么时候答复的", "the record says when the answer was given"),
    message=(
        "“{fact}”的答复日期“{text}”不是年、月、日俱全的日期",
        "the date “{text}” of the answer to “{fact}” is no full date",
    ),
    hint=(
        "答复照常写入，记录里没有日期；补写成 2026-03-01 后再读一次就会补上",
        "the answer is taken and its record has no date; write it as 2026-03-01 and read the form again",
    ),
)
DIFFERENT = rule(
    "Q225",
    ERROR,
    title=("对同一个问题的答复不同", "different answers to one question"),
    why=("同一项事实只能有一个说法，程序不替人挑选", "a fact has one version, and plangen does not choose it"),
    message=("“{fact}”有不同的答复：{answers}", "“{fact}” is answered differently: {answers}"),
    hint=(
        "没有写入这一项；请各答复人核对一致，再交回一份",
        "this fact was not written; have those who answered agree, and hand in one answer",
    ),
)
CHANGED_SINCE = rule(
    "Q226",
    ERROR,
    title=("发出核实单以后事实有改动", "the fact has changed since the form went out"),
    why=(
        "填写人回答时看到的不是现在的内容，直接写入会盖掉后来的改动",
        "whoever answered did not know what stands there now; writing the answer would cover a later change",
    ),
    message=(
        "“{fact}”现在是“{now}”，与发出核实单时不同；交回的答复是“{answer}”",
        "“{fact}” now says “{now}”, which it did not when the form went out; the answer is “{answer}”",
    ),
    hint=(
        "没有写入这一项；确认以哪个为准，要用交回的答复就手工改，或者重新生成核实单再问一次",
        "this fact was not written; decide which holds, then change it by hand or ask again with a new form",
    ),
)
UNKNOWN_FACT = rule(
    "Q227",
    ERROR,
    title=("问的这一项已经没有了", "what was asked is there no more"),
    why=(
        "事件改了编号、删去了那一批产品，或者计划不再声明这项事实",
        "the incident has another id, the item was deleted, or the plan no longer declares the fact",
    ),
    message=("计划里没有这一行所问的事实：{text}", "the plan has no fact that this row asks for: {text}"),
    hint=(
        "没有写入；用 plangen notices questions 重新生成核实单，看现在要问什么",
        "nothing was written of it; plangen notices questions makes a new form of what is asked now",
    ),
)
OTHER_PLAN = rule(
    "Q228",
    ERROR,
    title=("不是这个计划或者事件的表", "a form of another plan or incident"),
    why=("别的事件的答复写进来，通知就会张冠李戴", "answers of another incident would make notices say what is not so"),
    message=("这份表属于{about}，不属于本计划现有的事件", "this form is of {about}, which is not in this plan"),
    hint=(
        "到它所属的计划文件夹里读取；事件改过编号的，重新生成核实单",
        "read it in the folder of the plan that it is of; where the incident has another id now, make the form again",
    ),
)
NO_FILE = rule(
    "Q229",
    ERROR,
    title=("没有交回的文件", "there is no such file"),
    why=("文件名写错，或者不在这个文件夹里", "the name is wrong, or the file is elsewhere"),
    message=("读不到文件“{path}”", "“{path}” cannot be read"),
    hint=("核对文件名和所在的文件夹；文件夹里的全部交回文件可以一起写出", "check its name and folder"),
)
NOTHING_FILLED = rule(
    "Q230",
    WARNING,
    title=("表是空的", "an empty form"),
    why=("可能交回的是没有填写的原件", "the blank original may have been sent by mistake"),
    message=("表里没有填写任何内容", "nothing is filled in on this form"),
    hint=("请填写人把填好的那一份发来", "ask for the copy that was filled in"),
)
SAME_TWICE = rule(
    "Q231",
    INFO,
    title=("同一份文件给了两次", "the same file twice"),
    why=("内容完全相同，只读一次", "its content is the same and is read once"),
    message=("与“{other}”完全相同，只读一次", "the same as “{other}”, and read once"),
    hint=("不需要处理", "nothing has to be done"),
)
TAKEN_AS = rule(
    "Q232",
    INFO,
    title=("答复按确定的写法读取", "an answer was read in one certain form"),
    why=(
        "写法与事件文件不同，读取以后请核对一遍",
        "it was written otherwise than the file writes it; look whether it is right",
    ),
    message=("“{fact}”的“{text}”按 {value} 读取", "“{text}” for “{fact}” was read as {value}"),
    hint=("有误的请改正后再读", "correct it and read it again if it is wrong"),
)
NOT_TAKEN = rule(
    "Q246",
    ERROR,
    title=("答复写进去会成为错误", "an answer that would be an error where it goes"),
    why=("写进事件文件以后检查通不过的答复，会使整个事件的通知都办不下去", "it would stop all notices of the incident"),
    message=("“{fact}”的答复“{text}”没有写入：{reason}", "the answer “{text}” to “{fact}” was not written: {reason}"),
    hint=(
        "照上面的说明改正答复，再读一次；其余的答复已照常写入",
        "correct it as it says and read the form again; the other answers were written",
    ),
)
RULES = (
    *(UNREADABLE, BOXES, NO_ANSWER, BAD_DATE, DIFFERENT, CHANGED_SINCE, UNKNOWN_FACT, OTHER_PLAN, NO_FILE),
    *(NOTHING_FILLED, SAME_TWICE, TAKEN_AS, NOT_TAKEN),
)
