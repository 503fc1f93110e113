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
        "{where}写出了{what}的内容：“{phrase}”；资料包都不能输出",
        "{where} tells of {what}: “{phrase}”; no packet is written",
    ),
    hint=(
        (
            "在 source/ 和 templates/ 里查找这段文字，改写持有人看得到的那一处；本来可以给他看的，"
            "在 audiences.yaml 的 documents 里写明；不算泄密的，由负责人决定，写入 audiences.yaml 的 not_secret"
        ),
        (
            "look for the words in source/ and templates/ and rewrite them where the holder reads them; where he may"
            " see what they tell of, say so in the documents of audiences.yaml; where they are no secret, their owner"
            " decides and writes them into not_secret of audiences.yaml"
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
