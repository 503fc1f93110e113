"""The dossier of a plan: the documents that come with plangen as its owner wants them, and his own."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Words, rule
from plangen.model.document_list import FILE, FOLDER, DocumentLine, DocumentList
from plangen.model.dossier import DOSSIER, SHIPPED, Dossier, DossierEntry
from plangen.model.spec import Origin
from plangen.near import did_you_mean, nearest
from plangen.reading.source import read_record_file

SAME_NUMBER = rule(
    "B132",
    ERROR,
    title=("两个文件用了同一个序号", "two documents with one number"),
    why=("文件名以序号开头，序号相同就分不清先后", "files begin with it, so their order would be unclear"),
    message=("序号 {number} 用了两次：“{title}”和“{other}”", "number {number} is used twice: '{title}' and '{other}'"),
    hint=("给其中一个换一个序号", "give one of them another number"),
)
NO_DOCUMENT = rule(
    "B133",
    ERROR,
    title=("没有这个文件", "no such document"),
    why=("编号写错，这一条不起作用", "with a misspelt id this line does nothing"),
    message=("没有编号为“{name}”的文件", "there is no document with the id '{name}'"),
    hint=(
        "写程序文件的编号，或者 templates/documents/ 里自己的文件名（不写后缀）",
        "write the id of a document, or the name of a file in templates/documents/ without its ending",
    ),
)
NO_ID = rule(
    "B134",
    ERROR,
    title=("自己的文件名不能作编号", "the file's name cannot be an id"),
    why=(
        "文件名就是编号，可见范围、资料包和修订记录都用它认这份文件",
        "rules of visibility, packets and records know the document by it",
    ),
    message=("文件名“{name}”不能作编号", "the name '{name}' cannot be an id"),
    hint=(
        "文件名用小写英文字母、数字和连字符，例如 drill-order.md；名称写在 documents.yaml 里",
        "use small letters, digits and hyphens, such as drill-order.md; its title stands in documents.yaml",
    ),
)
TAKEN = rule(
    "B135",
    ERROR,
    title=("自己的文件与程序的文件同名", "a document of one's own is called as one of plangen's"),
    why=("分不清是哪一份", "nobody could tell the two apart"),
    message=("“{name}”是程序已有的文件", "'{name}' is a document that plangen has"),
    hint=(
        "换一个文件名；要改程序那份文件的文字，改 templates/outlines/{name}.md",
        "choose another name; to change the words of plangen's, edit templates/outlines/{name}.md",
    ),
)
NO_TITLE = rule(
    "B136",
    WARNING,
    title=("自己的文件没有名称", "a document of one's own without a title"),
    why=("没有名称的，文件名和页眉上印的是编号", "file name and page header show its id"),
    message=("“{name}”没有名称", "'{name}' has no title"),
    hint=(
        "在 templates/documents.yaml 的 documents 里写一条：{id: {name}, title: ……}",
        "write a line under documents in templates/documents.yaml: {id: {name}, title: …}",
    ),
)
TWO_FILES = rule(
    "B147",
    ERROR,
    title=("一份自己的文件有两个来源", "two files of one document"),
    why=("不知道以哪一个为准", "nobody could tell which of them counts"),
    message=("“{name}”还有一个文件 {other}", "{other} makes the document '{name}' as well"),
    hint=("换一个文件名，或者移走一个", "give one of them another name, or move it out"),
)
SAID_TWICE = rule(
    "B139",
    ERROR,
    title=("同一个文件写了两条", "two lines for one document"),
    why=("两条写得不一样，就不知道按哪一条", "where the two differ nobody knows which one counts"),
    message=("“{name}”已经写过一条，在第 {line} 行", "there is a line for '{name}' already, line {line}"),
    hint=("合并成一条", "merge them into one"),
)
SAME_TITLE = rule(
    "B140",
    ERROR,
    title=("名称已经是另一个文件的", "a title that belongs to another document"),
    why=(
        "按名称生成、查找文件时分不清是哪一份",
        "nobody could tell which of the two is meant where one is built or looked for by its title",
    ),
    message=("“{title}”是文件 {other} 的名称或者编号", "'{title}' is the title or the id of {other}"),
    hint=("给其中一个换一个名称", "give one of them another title"),
)
RULES = (TWO_FILES, SAME_NUMBER, NO_DOCUMENT, NO_ID, TAKEN, NO_TITLE, SAID_TWICE, SAME_TITLE)

_ENDING = ".md"
_ENDINGS = (".docx", ".xlsx", _ENDING)  # the last one of a name counts
_NOWHERE = Origin()
_SHIPPED = frozenset(entry.id for entry in DOSSIER)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def own_documents(files: Mapping[str, bytes]) -> Mapping[str, tuple[str, bytes]]:
    """The outlines and templates of the owner's own documents, by id: the name of the file, and its content."""
    paths = sorted(_made_of(files), key=lambda path: (_parted(path)[0], _ENDINGS.index(_parted(path)[1])))
    return {_parted(path)[0]: (path, files[path]) for path in paths}


def is_template(path: str) -> bool:
    """Whether an own document is an Office file that is filled in."""
    return path.startswith(f"{FOLDER}/") and not path.endswith(_ENDING)


def _made_of(files: Iterable[str]) -> Iterator[str]:
    """The files that own documents are made from."""
    for path in files:
        key, ending = _parted(path)
        if path.rpartition("/")[0] == FOLDER and ending and _ID.fullmatch(key) and key not in _SHIPPED:
            yield path


def _parted(path: str) -> tuple[str, str]:
    """The name of a file without its ending, and its ending where a document can be made of it."""
    name = path.rpartition("/")[2]
    ending = next((each for each in _ENDINGS if name.endswith(each)), "")
    return name.removesuffix(ending), ending


def dossier_of(files: Mapping[str, bytes]) -> tuple[Dossier, tuple[Finding, ...]]:
    """The dossier that these files of a project want, and what is wrong with what they say of it."""
    own = own_documents(files)
    if FILE not in files and not any(path.startswith(f"{FOLDER}/") for path in files):
        return SHIPPED, ()
    wanted = DocumentList(at=_NOWHERE)
    findings: list[Finding] = []
    if FILE in files:
        record, found = read_record_file(DocumentList, "documents", FILE, files[FILE])
        findings += found
        wanted = record or wanted
    known = {*_SHIPPED, *own}
    lines: dict[str, DocumentLine] = {}
    findings += _said_twice(wanted, lines)
    findings += [*_unfit(files), *_twice(files), *_unknown(wanted, known), *_untitled(own, lines)]
    left_out = frozenset(wanted.left_out) & known
    entries = list(_entries(own, lines, left_out))
    findings += [*_same_numbers(entries, lines), *_same_titles(entries, lines)]
    ordered = sorted(entries, key=lambda entry: entry.number)
    return Dossier(entries=tuple(ordered), left_out=left_out), tuple(findings)


def _entries(own: Iterable[str], lines: Mapping[str, DocumentLine], left_out: frozenset[str]) -> Iterator[DossierEntry]:
    """The documents with what the owner calls them; his own come last unless he numbers them."""
    wanted = [_as_wanted(entry, lines.get(entry.id)) for entry in DOSSIER if entry.id not in left_out]
    his = list(_own_entries(own, lines, left_out))
    fixed = [entry for entry in wanted if not _yields(entry, lines)]
    taken = {entry.number for entry in (*fixed, *his)}
    for entry in wanted:
        number = entry.number
        if _yields(entry, lines):
            number = number if number not in taken else max(taken) + 1
            taken.add(number)
        yield replace(entry, number=number)
    yield from his


def _yields(entry: DossierEntry, lines: Mapping[str, DocumentLine]) -> bool:
    """Whether a document takes another number where its own is taken: nobody has numbered it."""
    line = lines.get(entry.id)
    return entry.yields and (line is None or line.number is None)


def _own_entries(
    own: Iterable[str], lines: Mapping[str, DocumentLine], left_out: frozenset[str]
) -> Iterator[DossierEntry]:
    """The owner's own documents, those without a number behind the last one."""
    last = max((line.number or 0 for line in lines.values()), default=0)
    following = max(last, *(entry.number for entry in DOSSIER if not entry.yields)) + 1
    for key in own:
        if key not in left_out:
            line = lines.get(key)
            in_packets = line is None or line.packets
            entry = DossierEntry(
                id=key, number=following, name=Words(key, key), outlined=True, own=True, in_packets=in_packets
            )
            following += line is None or line.number is None
            yield _as_wanted(entry, line)


def _as_wanted(entry: DossierEntry, line: DocumentLine | None) -> DossierEntry:
    if line is None:
        return entry
    if line.title:
        entry = replace(entry, name=Words(line.title, line.title), served=False)
    if line.returns is not None:
        entry = replace(entry, returns=line.returns)
    return replace(entry, number=line.number if isinstance(line.number, int) else entry.number)


def _unfit(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Outlines in the folder of own documents that no document can be called by."""
    for path in files:
        key, ending = _parted(path)
        if path.rpartition("/")[0] != FOLDER or not ending:
            continue
        if not _ID.fullmatch(key):
            yield Finding(rule=NO_ID, at=Place(file=path), values={"name": key})
        elif key in _SHIPPED:
            yield Finding(rule=TAKEN, at=Place(file=path), values={"name": key})


def _twice(files: Mapping[str, bytes]) -> Iterator[Finding]:
    """Files beside another one of the same document."""
    counted = own_documents(files)
    for path in _made_of(files):
        name = _parted(path)[0]
        if (other := counted[name][0]) != path:
            yield Finding(rule=TWO_FILES, at=Place(file=path), values={"name": name, "other": other})


def _said_twice(wanted: DocumentList, lines: dict[str, DocumentLine]) -> Iterator[Finding]:
    """Puts the lines into `lines` by the document that they speak of; a second one for the same is wrong."""
    for line in wanted.documents:
        first = lines.setdefault(line.id, line)
        if first is not line:
            values = {"name": line.id, "line": first.where("id").line}
            yield Finding(rule=SAID_TWICE, at=line.where("id"), values=values)


def _unknown(wanted: DocumentList, known: Iterable[str]) -> Iterator[Finding]:
    names = [(line.id, line.where("id")) for line in wanted.documents]
    names += [(each, wanted.where("left_out", at)) for at, each in enumerate(wanted.left_out)]
    for name, at in names:
        if name not in known:
            hint = did_you_mean(nearest(name, known))
            yield Finding(rule=NO_DOCUMENT, at=at, values={"name": name}, hint=hint)


def _untitled(own: Mapping[str, tuple[str, bytes]], lines: Mapping[str, DocumentLine]) -> Iterator[Finding]:
    for key, (path, _) in own.items():
        if key not in lines or not lines[key].title:
            yield Finding(rule=NO_TITLE, at=Place(file=path), values={"name": key})


def _same_numbers(entries: Iterable[DossierEntry], lines: Mapping[str, DocumentLine]) -> Iterator[Finding]:
    taken: dict[int, DossierEntry] = {}
    for entry in entries:
        other = taken.setdefault(entry.number, entry)
        if other is not entry:
            line = lines.get(entry.id) or lines.get(other.id)
            at = line.where("number") if line else Place(file=FILE)
            values = {"number": entry.number, "title": entry.name.zh, "other": other.name.zh}
            yield Finding(rule=SAME_NUMBER, at=at, values=values)


def _same_titles(entries: Iterable[DossierEntry], lines: Mapping[str, DocumentLine]) -> Iterator[Finding]:
    """Titles that are given to a document and are another one's title or id."""
    known = {entry.id: entry for entry in entries}
    named = {entry.name.zh: key for key, entry in known.items() if key not in lines or not lines[key].title}
    for key, line in lines.items():
        if key in known and line.title:
            other = line.title if line.title in known else named.setdefault(line.title, key)
            if other != key:
                values = {"title": line.title, "other": other}
                yield Finding(rule=SAME_TITLE, at=line.where("title"), values=values)
