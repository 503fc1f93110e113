"""What can be wrong with the repository that a plan's revisions are kept in."""

from plangen.diagnostics import ERROR, WARNING, rule

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
        "标签“{version}”现在指向 {now}，后一版本记录的是 {then}",
        "the tag '{version}' points to {now}; the next revision recorded {then}",
    ),
    hint=(
        "查明谁改动了标签；恢复：git tag -f {version} {then}",
        "find out who moved it; to restore: git tag -f {version} {then}",
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
RULES = (
    *(NO_REPOSITORY, BARE, DETACHED, UNMERGED, UNFINISHED, LOCKED),
    *(NO_COMMIT, TAKEN, NESTED, OTHER_STORAGE, REWRITTEN, CLASH, HALF_DONE),
    *(ELSEWHERE, SPOILT, JOURNAL),
)
