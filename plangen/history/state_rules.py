"""What there is to say of how somebody's git is set up, and of a repository that lacks what was recorded."""

from plangen.diagnostics import ERROR, INFO, WARNING, rule

OTHER_INDEX = rule(
    "G131",
    ERROR,
    title=("不支持的索引写法", "an index of another kind"),
    why=(
        "读不懂的索引不能改写，否则暂存的改动会丢失",
        "an index that cannot be read must not be written: what is staged would be lost",
    ),
    message=(
        "版本库使用“{kind}”，plangen 不能改写；查看和比较不受影响",
        "the repository uses a {kind}, which plangen cannot write; looking and comparing go on",
    ),
    hint=("运行 {advice}，再记录", "run {advice}, then record"),
)
ELSEWHERE_RECORDED = rule(
    "G132",
    ERROR,
    title=("版本不在这个版本库里", "revisions that are not in this repository"),
    why=(
        "文件夹里有修订记录，版本库里却没有：可能是复制来的文件夹，也可能丢失了历史",
        "there are records and no history of them: the folder was copied, or its history is lost",
    ),
    message=(
        "文件夹里有 {version} 等修订记录，这里的版本库却没有任何版本",
        "the folder holds records up to {version}, and the repository here no version at all",
    ),
    hint=(
        (
            "复制来的：在原来的文件夹里操作，或者用 git clone 取得带历史的版本库；"
            "历史丢失的：先把整个文件夹复制一份，再从备份恢复 .git"
        ),
        (
            "in a copy, work in the original folder or clone its repository; where the history is lost, copy the whole"
            " folder first and restore .git from a backup"
        ),
    ),
)
NOT_SIGNED = rule(
    "G133",
    INFO,
    title=("没有签名，没有运行钩子", "neither signed nor hooked"),
    why=(
        "签名程序和钩子由文件夹自己的设置指定，可能是别人的程序，plangen 一概不运行",
        "the settings of a folder name these programs, and may come from a stranger: plangen runs none of them",
    ),
    message=(
        "git 的设置要求{what}，plangen 记录版本时没有这样做",
        "the settings of git ask for {what}; plangen records without",
    ),
    hint=(
        "需要签名的，另加一个签名的标签，例如 git tag -s v1.1-signed v1.1；钩子里的检查请自己运行",
        (
            "for a signature add a signed tag of your own, such as git tag -s v1.1-signed v1.1; run yourself what the"
            " hooks check"
        ),
    ),
)
CONFLICT_COPIES = rule(
    "G134",
    WARNING,
    title=("同步软件留下的冲突副本", "conflict copies of a synchroniser"),
    why=(
        "同步软件各自改动两边的文件，版本库最容易因此损坏，两个人的修改也会丢失一份",
        "what a synchroniser changes on two sides can break a repository, and one of two changes is lost",
    ),
    message=(
        "有同步软件另存的冲突副本，没有记入版本：{files}",
        "the synchroniser kept copies aside; not recorded: {files}",
    ),
    hint=(
        (
            "source、templates 里的：与原来的文件对照、合并后删除；.git 里的：先把整个文件夹复制一份，运行 git fsck，"
            "没有问题再删除；以后用 git push、git pull 代替同步软件"
        ),
        (
            "in source and templates compare them with the originals, merge and delete them; in .git copy the whole"
            " folder, run git fsck and delete them where it finds nothing; use git push and git pull from now on"
        ),
    ),
)
RULES = (CONFLICT_COPIES, OTHER_INDEX, ELSEWHERE_RECORDED, NOT_SIGNED)
