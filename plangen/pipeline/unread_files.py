"""Files below templates/ that nothing is read from though their names say that something should be."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from plangen.diagnostics import WARNING, Finding, Place, Words, rule
from plangen.model import document_list, outline
from plangen.model.dossier import DOSSIER, OUTLINED
from plangen.model.own_words import WORDING
from plangen.model.plan import Plan
from plangen.near import copied, nearest
from plangen.pipeline.template_files import HOUSE, LAYOUT, LOCKED, NOTICES, REPORT, notice_template
from plangen.workspace.project import TEMPLATES

NOT_MADE = rule(
    "B137",
    WARNING,
    title=("不能生成的文件", "nothing can be made from the file"),
    why=(
        "自己的文件写成大纲（.md），或者用 Word 模板（.docx）、Excel 模板（.xlsx）",
        "documents of one's own are outlines (.md) or templates of Word (.docx) or Excel (.xlsx)",
    ),
    message=("“{name}”不能生成文件，没有读取", "nothing can be made from '{name}', and it was not read"),
    hint=(
        "改写成大纲，或另存为 .docx、.xlsx；不用的，移出 templates/documents/",
        "write it as an outline or save it as .docx or .xlsx; or move it out of templates/documents/",
    ),
)
MISNAMED = rule(
    "B138",
    WARNING,
    title=("文件名不对，没有读取", "a template that is not read for its name"),
    why=(
        "程序按文件名和所在文件夹认文件，名称不对的，改了什么都不起作用",
        "files are known by name and folder; whatever is changed in one of another name does nothing",
    ),
    message=("这个文件不会被读取，应叫 {file}", "this file is not read; it should be called {file}"),
    hint=(
        "改名为 {file}；不用的移出 templates/",
        "rename it to {file}, or move it out of templates/ if it is not meant",
    ),
)
RULES = (NOT_MADE, MISNAMED)

_SINGLE = (document_list.FILE, WORDING, LAYOUT, LOCKED, HOUSE, REPORT)
_TEXT, _YAML, _WORD = ".md", ".yaml", ".docx"
_FAMILIES = {".txt": "", ".md": _TEXT, ".markdown": _TEXT, ".yaml": _YAML, ".yml": _YAML, ".docx": _WORD}
"""The endings that files of each kind are given; a text editor adds one that says nothing."""

_READ_FROM: Mapping[str, tuple[str, ...]] = {
    outline.FOLDER: (_TEXT, _WORD),
    outline.PIECES: (_WORD,),
    document_list.FOLDER: (_TEXT, _WORD, ".xlsx"),
}
"""What is read from each folder, by the endings of files."""


def unread_files(plan: Plan, read: Collection[str], beside: Iterable[str]) -> Iterator[Finding]:
    """A finding for each file that nothing is read from, by the name that it should have.

    Args:
        plan: whose notices say which templates they are made from.
        read: the files of the project that plangen reads, by path.
        beside: the other files of the plan.
    """
    notices = _of_notices(plan)
    unread = [path for path in chain(read, beside) if path.startswith(f"{TEMPLATES}/") and not _is_known(path)]
    meant = {path: found for path in unread if (found := _meant(path, notices))}
    yield from _misnamed(meant, read)
    for path in read:
        if path in unread and path not in meant and _folder(path) == document_list.FOLDER:
            yield Finding(rule=NOT_MADE, at=Place(file=path), values={"name": path.rpartition("/")[2]})


def _misnamed(meant: Mapping[str, str], read: Collection[str]) -> Iterator[Finding]:
    """Each of these files with the name that it was meant to have."""
    claims: dict[str, list[str]] = {}
    for path, name in sorted(meant.items()):
        claims.setdefault(name, []).append(path)
    for path, name in meant.items():
        hint = _beside(name) if name in read else _of_several(claims[name], name)
        yield Finding(rule=MISNAMED, at=Place(file=path), values={"file": name}, hint=hint)


def _is_known(path: str) -> bool:
    """Whether the file is read, or what is wrong with its name is said by those who read its folder."""
    if path in _SINGLE:
        return True
    is_read = path.endswith(_READ_FROM.get(_folder(path), ()))
    return is_read or (path.startswith(f"{NOTICES}/") and _split(path)[1] == _WORD)


def _meant(path: str, notices: Mapping[str, str]) -> str | None:
    """The file of the project that one of this name was most likely meant to be."""
    stem, family = _split(path)
    if family is None:
        return None
    single = _likely(stem, {_split(each)[0]: each for each in _SINGLE if _split(each)[1] == (family or _YAML)})
    if single or family == _YAML:
        return single
    if family == _WORD:
        return notices.get(path.rpartition("/")[2].lower()) or _meant_outline(stem, path.split("/")[1], _WORD)
    return _meant_outline(stem, path.split("/")[1], _TEXT, is_text=family == _TEXT)


def _meant_outline(stem: str, folder: str, ending: str, *, is_text: bool = False) -> str | None:
    """The outline that was meant; of a document of the owner's own where the folder says so."""
    names = {each: f"{outline.FOLDER}/{each}{ending}" for each in OUTLINED}
    titles = {entry.name.zh: names[entry.id] for entry in DOSSIER if entry.id in OUTLINED}
    is_own = bool(nearest(folder, [document_list.FOLDER.rpartition("/")[2]]))
    if is_own:
        return names.get(stem.lower()) or f"{document_list.FOLDER}/{stem}{ending}"
    is_among = bool(nearest(folder, [outline.FOLDER.rpartition("/")[2]]))
    return _likely(stem, {**names, **titles}) if is_text or is_among else None


def _likely(stem: str, names: Mapping[str, str]) -> str | None:
    """The file of these that is called so, nearly so, or that a copy is called by."""
    key = copied(stem, names) or nearest(stem, names)
    return names[key] if key else None


def _split(path: str) -> tuple[str, str | None]:
    """The name of a file without its endings, and what kind they say it is; empty: any, None: none that is known."""
    stem, family = path.rpartition("/")[2], None
    while (point := stem.rfind(".")) > 0 and stem[point:].lower() in _FAMILIES:
        family = _FAMILIES[stem[point:].lower()] or family or ""
        stem = stem[:point]
    return stem.strip(), family


def _of_notices(plan: Plan) -> Mapping[str, str]:
    """The templates of notices by their names in small letters; none where the plan's kinds could not be read."""
    kinds = plan.communication.notices if "communication" not in plan.missing else ()
    return {kind.template.lower(): notice_template(kind) for kind in kinds}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _beside(name: str) -> Words:
    return Words(
        f"另有 {name}，只读取那一个：比较后把需要的内容合并过去，再删除这个文件，或移出 templates/",
        f"{name} is there as well, and only that one is read: merge what is needed into it, then delete this file or"
        " move it out of templates/",
    )


def _of_several(claimed_by: Collection[str], name: str) -> Words | None:
    """Nothing may be renamed over another file: where several were meant for one place, only one can have it."""
    if len(claimed_by) == 1:
        return None
    zh, en = "、".join(claimed_by), ", ".join(claimed_by)
    return Words(
        f"{zh} 都像是 {name}：比较后只保留一个，改名为 {name}",
        f"{en} may all be {name}: compare them, keep one, and call it {name}",
    )
