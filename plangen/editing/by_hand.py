"""What the writer says where it leaves a file to its owner."""

from plangen.diagnostics import ERROR, Words, rule

BY_HAND = rule(
    "Y201",
    ERROR,
    title=("这一处要手工改", "a place that has to be changed by hand"),
    why=(
        "程序只改能够证明读出来正是所要的地方；证明不了的，一个字都不动，以免损坏您写的内容",
        "plangen changes only what it can prove to read as meant, and else leaves every byte as it is",
    ),
    message=("程序不能在这里改写：{reason}", "plangen cannot change this place: {reason}"),
    hint=("没有改动任何文件；请手工{deed}", "no file was changed; please {deed} by hand"),
)
RULES = (BY_HAND,)

ANCHOR = Words(
    "这里用了锚点（& 和 *），改一处会改变别处", "it uses an anchor (& and *), so that other places would change"
)
BRACKETS = Words("花括号或方括号里有注释", "there are comments between its brackets")
NOT_SOUND = Words(
    "文件里有错误，先运行 plangen check 并改正", "the file has errors; run plangen check and correct them first"
)
BYTES = Words("文件的编码不能原样写回", "its encoding cannot be written back byte for byte")
NOT_THERE = Words("文件里没有这一处，或者已经有了", "the file has no such place, or has it already")
NOT_A_VALUE = Words("这里写的不是单独的一个值", "what stands here is not a single value")
UNPROVED = Words("改写以后读出来的内容与应有的不一致", "the changed file would not read as it is meant")
