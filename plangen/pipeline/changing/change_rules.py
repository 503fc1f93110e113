"""What the commands say that change the source."""

from plangen.diagnostics import ERROR, WARNING, rule

OTHERWISE = rule(
    "J101",
    ERROR,
    title=("改动以后检查结果不同", "the check would find other things"),
    why=(
        "改编号、换位置不改变计划的内容，检查结果应当相同；不同就说明有地方没有跟着改",
        "a new id or place changes nothing that the plan says; if the check finds other things, something was missed",
    ),
    message=(
        "这样改以后，检查会另有 {count} 个结果（已列出），原来的结果会少 {fewer} 个",
        "with this change the check would find {count} more things (listed here) and {fewer} fewer",
    ),
    hint=(
        "没有改动任何文件；先处理列出的地方，再运行一次",
        "no file was changed; see to the places listed here and try again",
    ),
)
WORD_FILE = rule(
    "J102",
    WARNING,
    title=("Word 模板里写着旧编号", "a Word template says the old id"),
    why=(
        "程序不改 Word 模板；模板里按旧编号作的判断不再成立",
        "plangen does not change Word templates; what they decide by the old id holds no more",
    ),
    message=("模板里写着编号“{old}”：{text}", "the template says the id '{old}': {text}"),
    hint=("在 Word 里把它改为“{new}”", "change it to '{new}' in Word"),
)
RULES = (OTHERWISE, WORD_FILE)
