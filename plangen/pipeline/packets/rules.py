"""The rules of packets."""

from plangen.diagnostics import ERROR, rule

LEAK = rule(
    "K101",
    ERROR,
    title=("资料包里有持有人不该看到的内容", "a packet holds what its holder must not see"),
    why=(
        "参演人员提前知道导调事件、预期行动或者评估内容，演练就失去意义；别人的角色卡和限定范围的章节也不得外泄",
        "a drill is worth nothing to players who know what comes, what is expected and how they are judged",
    ),
    message=(
        "{where}有{what}的内容：“…{phrase}…”；没有输出任何资料包",
        "{where} tells of {what}: “…{phrase}…”; no packet was written",
    ),
    hint=(
        "在 source/ 里查找这段文字：写在全体可见的章节里的，改写或者移到脚本；确实可以看的，改 audiences.yaml",
        (
            "look for the words in source/: rewrite them or move them into the script; where the holder may see them,"
            " say so in audiences.yaml"
        ),
    ),
)
CARRIED = rule(
    "K102",
    ERROR,
    title=("资料包里夹带纸面上看不到的内容", "a packet carries what paper does not show"),
    why=(
        "附件、图层、批注和脚本不会印出来，却会随文件传出去",
        "attachments, layers, annotations and scripts are not printed but go out with the file",
    ),
    message=("文件里有{kind}；没有输出任何资料包", "the file holds {kind}; no packet was written"),
    hint=(
        "检查 templates/ 里的模板是否插入了附件、图层或者批注，删除后重新生成",
        "look for attachments, layers or annotations in templates/ and remove them",
    ),
)
RULES = (LEAK, CARRIED)
