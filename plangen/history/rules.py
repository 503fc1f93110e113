"""What can be wrong with the repository that a plan's revisions are kept in."""

from plangen.diagnostics import ERROR, INFO, WARNING, rule

NO_REPOSITORY = rule(
    "G101",
    ERROR,
    title=("没有版本库", "no repository"),
    why=("修订记录和比较都靠版本库保存各个版本", "revisions are kept in a git repository"),
    message=("这个文件夹不在版本库里", "this folder is in no git repository"),
    hint=(
        "运行 plangen init --git . 建立版本库；原有文件不会改动",
        "make one with plangen init --git . ; no file is changed",
    ),
)
BARE = rule(
    "G102",
    ERROR,
    title=("裸版本库", "bare repository"),
    why=("裸版本库没有工作文件，无从修订", "a bare repository has no files to revise"),
    message=("这是没有工作文件的版本库（裸库）", "this is a bare repository, without a work tree"),
    hint=("先克隆到一个普通文件夹，再在那里操作", "clone it into an ordinary folder and work there"),
)
DETACHED = rule(
    "G103",
    ERROR,
    title=("不在任何分支上", "detached head"),
    why=("不在分支上的提交以后很难找回", "a commit that no branch holds is easily lost"),
    message=("当前检出的是一个旧版本，不在任何分支上", "an old version is checked out; no branch is"),
    hint=("先切换到分支，例如 git switch main", "switch to a branch first, such as git switch main"),
)
UNMERGED = rule(
    "G104",
    ERROR,
    title=("合并还没有完成", "unmerged files"),
    why=("没有解决的冲突会进入正式版本", "conflicts would become part of a revision"),
    message=("有尚未解决冲突的文件：{files}", "files with unresolved conflicts: {files}"),
    hint=("解决冲突并提交后再修订", "resolve them and commit, then revise"),
)
UNFINISHED = rule(
    "G105",
    ERROR,
    title=("版本库里有未完成的操作", "an operation is under way"),
    why=("合并、变基等进行到一半时，提交会打乱它", "a commit in the middle of a merge or rebase disturbs it"),
    message=("版本库正在进行“{operation}”", "a {operation} is under way"),
    hint=("先完成或者取消它", "finish or abort it first"),
)
LOCKED = rule(
    "G106",
    ERROR,
    title=("版本库被占用", "the repository is locked"),
    why=("另一个程序正在改动版本库", "another program is changing the repository"),
    message=("锁文件 {file} 还在", "the lock file {file} is there"),
    hint=(
        "等其他程序结束；确认没有程序在用时删除这个文件",
        "wait for the other program; delete the file when none is running",
    ),
)
NO_COMMIT = rule(
    "G107",
    ERROR,
    title=("版本库还没有任何提交", "no commit yet"),
    why=("没有提交就没有可以比较的版本", "without a commit there is nothing to compare with"),
    message=("版本库里还没有任何版本", "the repository holds no version yet"),
    hint=("用 plangen revise 记录第一个版本", "record the first one with plangen revise"),
)
TAKEN = rule(
    "G108",
    ERROR,
    title=("版本号已经用过", "version already used"),
    why=("已经发布的版本不能改变", "what was published under a version must not change"),
    message=("标签“{version}”已经存在", "the tag '{version}' exists"),
    hint=("换一个版本号，例如 {free}", "choose another version, such as {free}"),
)
NESTED = rule(
    "G109",
    ERROR,
    title=("文件夹里套着另一个版本库", "a repository inside the project"),
    why=("里层版本库的文件不会进入外层的版本", "the files of an inner repository are not recorded by the outer one"),
    message=("“{folder}”自己是一个版本库（或者子模块）", "'{folder}' is a repository (or submodule) of its own"),
    hint=("把里面的文件移出来，删除其中的 .git", "move its files out and delete its .git"),
)
OTHER_STORAGE = rule(
    "G110",
    ERROR,
    title=("不支持的版本库格式", "unsupported repository format"),
    why=("不认识的格式可能写坏", "a format that is not known could be damaged"),
    message=("版本库使用“{format}”格式，plangen 不能使用", "the repository uses '{format}', which plangen cannot use"),
    hint=("用 git 转换成普通格式，或者重新克隆", "convert it with git, or clone it again"),
)
REWRITTEN = rule(
    "G111",
    WARNING,
    title=("版本标签被改动过", "a revision's tag was rewritten"),
    why=("标签指向别处，按它生成的就不是当时批准的版本", "what is built from it is not what was approved"),
    message=(
        "标签“{tag}”不是记录 {version} 时的那一个；记录 {version} 的提交是 {then}",
        "the tag '{tag}' is not the one that was made with {version}, which the commit {then} recorded",
    ),
    hint=(
        "查明谁改动了标签；恢复：plangen log --repair（现在的标签另存在 refs/plangen 里，不会丢失）",
        "find out who moved it; to restore it: plangen log --repair (what is there now is kept under refs/plangen)",
    ),
)
CLASH = rule(
    "G112",
    WARNING,
    title=("文件名只有大小写或写法不同", "names that differ only in case or form"),
    why=(
        "在 Windows 和 macOS 上两个文件会变成一个，其中一个丢失",
        "on Windows and macOS the two are one file, and one of them is lost",
    ),
    message=(
        "“{name}”与“{other}”在有的系统上是同一个文件名",
        "'{name}' and '{other}' are the same name on some systems",
    ),
    hint=("给其中一个改名", "rename one of them"),
)
HALF_DONE = rule(
    "G113",
    WARNING,
    title=("上次修订没有完成", "a revision was interrupted"),
    why=("中断的修订可能只写了一半，先补完或者撤销再看结果", "what was interrupted may be half there"),
    message=("上次的修订中途停止，还没有补完或者撤销", "a revision was interrupted and is neither finished nor undone"),
    hint=(
        "试运行不改动任何内容；去掉 --dry-run 运行 plangen revise，会先补完或者撤销它",
        "a dry run changes nothing; without --dry-run, plangen revise first finishes or undoes it",
    ),
)
ELSEWHERE = rule(
    "G114",
    ERROR,
    title=("版本库在别处", "the repository is somewhere else"),
    why=(
        "指向别处的 .git 会让修订记录进另一个版本库",
        "a .git that leads elsewhere would let a revision be recorded in another repository",
    ),
    message=(
        ".git 指向“{folder}”，而那个版本库没有说明“{here}”是它的工作文件夹，没有使用它",
        ".git leads to '{folder}', which does not say that '{here}' is its work tree; it was not used",
    ),
    hint=(
        (
            '确实是它的工作文件夹时：git -C "{folder}" config core.worktree "{here}"；'
            "不是时删除这里的 .git，再运行 plangen init --git ."
        ),
        (
            'if it is: git -C "{folder}" config core.worktree "{here}"; if not, delete the .git here and run'
            " plangen init --git ."
        ),
    ),
)
SPOILT = rule(
    "G115",
    ERROR,
    title=("版本库损坏", "the repository is damaged"),
    why=(
        "损坏的版本库可能给出错误的版本，继续记录会丢失更多",
        "a damaged repository may give wrong versions, and to record more could lose more",
    ),
    message=("“{file}”损坏，或者不是普通文件", "'{file}' is damaged, or no ordinary file"),
    hint=(
        "先把整个文件夹复制一份，再从备份恢复，或者重新克隆；git fsck 可以查明损坏的地方",
        "copy the whole folder first; then restore it from a backup or clone it again. git fsck shows what is damaged",
    ),
)
JOURNAL = rule(
    "G116",
    WARNING,
    title=("上次修订留下的记录损坏", "what a revision noted is damaged"),
    why=(
        "中断的修订靠这份记录补完或者撤销；损坏的记录不可信，没有按它改动任何文件",
        "an interrupted revision is finished by it; as it cannot be trusted, nothing was done on its word",
    ),
    message=(
        "“{file}”损坏，没有按它做任何事；正式运行时把它改名为“{copy}”，放在一边",
        "'{file}' is damaged, and nothing was done on its word; a run that records renames it to '{copy}'",
    ),
    hint=(
        "用 plangen log 看看上次要记录的版本是否已经在了",
        "look with plangen log whether the version that was to be recorded is there",
    ),
)
IGNORED = rule(
    "G117",
    WARNING,
    title=("计划的文件被 git 忽略", "a file of the plan that git ignores"),
    why=(
        "检查和生成都用到这个文件；版本里没有它，以后就生成不出同样的文件",
        "it is checked and printed; a revision without it could not be built again",
    ),
    message=(
        "文件属于计划，却被 .gitignore（或 git 的其他设置）忽略；记录版本时照样记入",
        "it belongs to the plan, though .gitignore or another setting of git ignores it; it is recorded all the same",
    ),
    hint=(
        "要记入：把它从 .gitignore 里去掉，就不再提示；不该记入：移到 source 和 templates 之外",
        "take it off .gitignore, or, if it is not to be recorded, move it out of source and templates",
    ),
)
LEFT_OUT = rule(
    "G118",
    INFO,
    title=("没有记入版本的残留文件", "leftovers that are not recorded"),
    why=(
        "编辑器和系统留下的备份、临时文件不是计划的内容",
        "backups and temporary files of editors and systems are no part of the plan",
    ),
    message=(
        "编辑器或者系统留下的文件不读取，也不记入版本：{files}",
        "left by an editor or the system; neither read nor recorded: {files}",
    ),
    hint=(
        "不需要的可以删除；确实是计划内容的，换一个普通的文件名",
        "delete what nobody needs; give an ordinary name to what belongs to the plan",
    ),
)
TAG_MISSING = rule(
    "G119",
    WARNING,
    title=("版本的标签不在这里", "a revision without its tag"),
    why=(
        "没有标签就分不清哪些版本号已经用过，也找不回当时的文件",
        "without tags nobody knows which versions are taken, nor finds their files",
    ),
    message=(
        "{version} 有修订记录，这里却没有标签“{tag}”",
        "there is a record of {version}, but no tag '{tag}' here",
    ),
    hint=(
        "运行 git fetch --tags{more}；别处也没有这个标签时，运行 plangen log --repair 重新加上",
        "run git fetch --tags{more}; if nobody has it any more, plangen log --repair makes it again",
    ),
)
NOT_MERGED = rule(
    "G120",
    INFO,
    title=("版本不在当前的文件里", "a revision that is not part of what lies here"),
    why=(
        "从旧版本继续修订，会丢掉后来的修订",
        "revised from here, what was recorded since would be dropped",
    ),
    message=(
        "{version}（{author}记录）还没有并入这里的文件",
        "{version}, recorded by {author}, is not merged here",
    ),
    hint=(
        "要从它继续：{advice}；只是查看旧版本的，不必理会",
        "to go on from it: {advice}; nothing to do where you only look at an older version",
    ),
)
BEHIND = rule(
    "G121",
    ERROR,
    title=("不能从旧版本修订", "no revision from an older one"),
    why=(
        "新版本里会没有那些已经记录的修订",
        "the new revision would lack what was recorded before it",
    ),
    message=(
        "{version}（{author}记录）不在当前分支里，从这里修订会丢掉它",
        "{version}, recorded by {author}, is not part of this branch; a revision from here would drop it",
    ),
    hint=("先并入再修订：{advice}", "merge it first: {advice}"),
)
TWO_TRUTHS = rule(
    "G122",
    ERROR,
    title=("同一版本号记录了两次", "one version recorded twice"),
    why=(
        "同一个版本号有两份不同的内容，凭版本号就说不清哪份文件有效",
        "with two contents under one number nobody can tell by it which paper holds",
    ),
    message=(
        "{version} 记录了两次：{one}和{other}",
        "{version} was recorded twice: {one} and {other}",
    ),
    hint=("这样解决：{advice}", "to settle it: {advice}"),
)
TWICE = rule(
    "G123",
    WARNING,
    title=("历史里有两个同号的版本", "two revisions of one number in the history"),
    why=(
        "按没有保留的那一份印出的文件不能再用",
        "what was printed of the one that was given up does not hold",
    ),
    message=(
        "{version} 曾经记录过两次：保留{one}，另一份是{other}",
        "{version} was recorded twice: {one}, which is kept, and {other}",
    ),
    hint=(
        "收回按{other}印出的文件；合并后的内容用 plangen revise 记录为新的版本，记录里会写明另一份",
        "collect what was printed of {other}; record the merged plan with plangen revise, which then names it",
    ),
)
UNPROVED = rule(
    "G128",
    ERROR,
    title=("已有的版本还没有核对清楚", "earlier revisions are not proved"),
    why=(
        "标签缺少或者改动过时，新版本可能重复用号，或者接在错误的版本后面",
        "with tags missing or moved a number could be used twice, or a revision follow the wrong one",
    ),
    message=(
        "{version} 的标签“{tag}”缺少、改动过，或者不在当前分支里；先改正再修订",
        "the tag '{tag}' of {version} is missing, was moved, or is not in this branch; put it right before you revise",
    ),
    hint=("plangen log 说明怎样恢复", "plangen log says how to restore it"),
)
CUT_OFF = rule(
    "G124",
    WARNING,
    title=("版本的提交不在当前分支里", "a revision's commit is not in this branch"),
    why=(
        "记录之后又改写过提交（amend、rebase、squash），分支和标签各走各的",
        "commits were rewritten after it was recorded (amend, rebase, squash): branch and tag have parted",
    ),
    message=(
        "这里有 {version} 的修订记录，标签“{tag}”指向的提交 {commit} 却不在当前分支里",
        "the record of {version} is here, but the commit {commit} of its tag '{tag}' is not in this branch",
    ),
    hint=("接上：{advice}", "to join them: {advice}"),
)
CUT_SHORT = rule(
    "G125",
    INFO,
    title=("浅克隆", "a shallow clone"),
    why=(
        "只有最近的历史，更早的无从核对",
        "only the latest history is here; what went before cannot be proved",
    ),
    message=(
        "这是浅克隆，部分版本在这里无法核对",
        "this clone is shallow: some revisions cannot be proved here",
    ),
    hint=("取全历史：git fetch --unshallow --tags", "fetch the rest with git fetch --unshallow --tags"),
)
LOST = rule(
    "G126",
    ERROR,
    title=("分支丢失", "the branch is lost"),
    why=(
        "当前分支没有任何提交，版本却还在；在这里记录会另起一段历史",
        "the branch holds no commit though revisions are there; to record here would begin another history",
    ),
    message=(
        "当前分支“{branch}”没有任何提交，而{what}还在",
        "the branch '{branch}' holds no commit, while {what} is there",
    ),
    hint=(
        "先把整个文件夹复制一份；分支文件丢失的，运行 git branch {short} {goal}，再用 git status 核对",
        "copy the whole folder first; where the branch was lost run git branch {short} {goal} and look at git status",
    ),
)
SAME_MEANING = rule(
    "G127",
    INFO,
    title=("修订记录的写法与版本库里的不同", "a record written otherwise than in the repository"),
    why=(
        "编码、换行或者注释不同，不影响内容",
        "encoding, line ends or comments differ; what it says does not",
    ),
    message=(
        "{version} 的修订记录与版本库里的只有写法不同",
        "the record of {version} differs from the one in the repository in nothing but spelling",
    ),
    hint=(
        "不必处理；恢复原样：git stash push -- {file}",
        "nothing to do; for the original: git stash push -- {file}",
    ),
)
RULES = (
    *(NO_REPOSITORY, BARE, DETACHED, UNMERGED, UNFINISHED, LOCKED),
    *(NO_COMMIT, TAKEN, NESTED, OTHER_STORAGE, REWRITTEN, CLASH, HALF_DONE),
    *(ELSEWHERE, SPOILT, JOURNAL, IGNORED, LEFT_OUT),
    *(TAG_MISSING, NOT_MERGED, BEHIND, TWO_TRUTHS, TWICE, UNPROVED, CUT_OFF, CUT_SHORT, LOST, SAME_MEANING),
)
