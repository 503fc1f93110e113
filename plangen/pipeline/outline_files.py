"""The outlines of a plan: those that lie in its templates/, else those that come with plangen."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from plangen.diagnostics import ERROR, WARNING, Finding, Place, Severity, rule
from plangen.model.dossier import OUTLINED
from plangen.model.outline import FOLDER, PIECE, PIECES, Outline, PieceFile, Placeholder, TaggedLine, each_node, keys_of
from plangen.model.plan import Plan
from plangen.near import did_you_mean, nearest
from plangen.pipeline.dossier_files import dossier_of, is_template, own_documents
from plangen.workspace.project import TEMPLATES
from plangen.workspace.shipped import starter_folder

NO_DOCUMENT = rule(
    "B131",
    WARNING,
    title=("没有文件用这份大纲", "an outline that no document is made from"),
    why=("文件名写错，改了也不起作用", "with a misspelt name it does nothing"),
    message=("没有文件用这份大纲", "no document is made from this outline"),
    hint=("文件名写成文件的编号：{known}", "call it by the id of a document: {known}"),
)
TWO = rule(
    "B154",
    ERROR,
    title=("一份文件有两份大纲", "two outlines of one document"),
    why=("不知道以哪一份为准", "nobody could tell which of them counts"),
    message=("这份文件还有一份大纲 {other}", "{other} is an outline of this document as well"),
    hint=("留下一份，另一份移出 templates/outlines/", "keep one of them and move the other out of templates/outlines/"),
)
NO_OUTLINE = rule(
    "B155",
    WARNING,
    title=("不是大纲的文件", "a file that is no outline"),
    why=("放在这里不起作用", "it does nothing where it lies"),
    message=("“{name}”不能作大纲，没有读取", "'{name}' cannot be an outline and was not read"),
    hint=(
        "大纲写成文本（.md）或者 Word 文档（.docx）；别的 Word 格式另存为“Word 文档（.docx）”",
        "write outlines as text (.md) or in Word (.docx); save other kinds of Word files as 'Word document (.docx)'",
    ),
)
LINKED = rule(
    "B157",
    ERROR,
    title=("自己的 Word 模板链接到外部文件", "an own Word template linked to outside files"),
    why=(
        "生成的文件带着链接，打开时会向外取文件，也泄露内部路径",
        "documents made from it fetch what it points to when they are opened, and show internal paths",
    ),
    message=("模板链接到外部文件：{targets}", "the template is linked to outside files: {targets}"),
    hint=(
        "断开链接，图片改为嵌入，附加的模板改为 Normal.dotm；网址以 http 开头的链接可以保留",
        "break the links, embed pictures, attach Normal.dotm as the template; links to web addresses may stay",
    ),
)
RULES = (NO_DOCUMENT, TWO, NO_OUTLINE, LINKED)

_ENDING = ".md"
_WORD, _EXCEL = ".docx", ".xlsx"
_OTHERS = (".doc", ".docm", ".dotx", _EXCEL)  # of Office, and no outline
_NEAR = 0.5


@cache
def shipped() -> Mapping[str, tuple[str, bytes]]:
    """The outlines that come with plangen, by document: the name of the file, and its content.

    Raises:
        EnvironmentProblem: NoStarter where the installation is incomplete.
    """
    return dict(_outlines({f"{FOLDER}/{each.name}": each.read_bytes() for each in _files()}))


def _files() -> Iterator[Path]:
    return iter(sorted((starter_folder() / FOLDER).glob(f"*{_ENDING}")))


def own_outlines(files: Mapping[str, bytes]) -> Mapping[str, tuple[str, bytes]]:
    """The outlines among the files of a project, by document: the name of the file, and its content."""
    return dict(_outlines(files))


class _Pieces(Mapping[str, PieceFile]):
    """The pieces of Word among the files of a project, each read when it is asked for."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = {
            _called(path.removeprefix(f"{PIECES}/")[: -len(_WORD)]): path
            for path in files
            if path.rpartition("/")[0] == PIECES and path.lower().endswith(_WORD)
        }
        self._contents = files
        self._read: dict[str, tuple[tuple[str, ...] | None, tuple[Finding, ...]]] = {}

    def __getitem__(self, name: str) -> PieceFile:
        """The piece of this name; one that cannot be put in says nothing."""
        path = self._files[_called(name)]
        return PieceFile(raw=self._contents[path], lines=self._of(name)[0] or ())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _called(name) in self._files

    def __iter__(self) -> Iterator[str]:
        """The names of all of them."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._files)

    def findings(self, name: str) -> tuple[Finding, ...]:
        """What is wrong with a piece."""
        return self._of(name)[1]

    def _of(self, name: str) -> tuple[tuple[str, ...] | None, tuple[Finding, ...]]:
        if name not in self._read:
            from plangen.office.outline.piece import read_piece  # most outlines name none

            path = self._files[_called(name)]
            self._read[name] = read_piece(self._contents[path], path)
        return self._read[name]


def _called(name: str) -> str:
    """The name of a piece in one form, however a system encodes it and an input method types it."""
    return unicodedata.normalize("NFKC", name)


class _Outlines(Mapping[str, Outline]):
    """Outlines by document, each read when it is asked for: most commands ask for none.

    `files` are those of the plan, of documents of its own too.
    """

    def __init__(self, files: Mapping[str, tuple[str, bytes]], pieces: _Pieces) -> None:
        self._files = files
        self._pieces = pieces
        self._read: dict[str, Outline] = {}

    def __getitem__(self, document: str) -> Outline:
        """The outline of a document: the plan's own, else the one that comes with plangen."""
        if document not in self._read:
            file, raw = self._files.get(document) or shipped()[document]
            self._read[document], _ = _read(document, file, raw, self._pieces)
        return self._read[document]

    def __iter__(self) -> Iterator[str]:
        """The documents that have one."""
        return iter(dict.fromkeys((*OUTLINED, *self._files)))

    def __len__(self) -> int:
        """How many there are."""
        return len({*OUTLINED, *self._files})


def with_outlines(plan: Plan, files: Mapping[str, bytes]) -> Plan:
    """The plan whose documents are those of these files of its project, made from their outlines."""
    dossier, _ = dossier_of(files)
    return plan.with_outlines(_Outlines({**own_outlines(files), **own_documents(files)}, _Pieces(files)), dossier)


def outlines_proved(plan: Plan, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is wrong with the outlines that are the plan's own; those that come with plangen are known to be sound."""
    yield from dossier_of(files)[1]
    pieces = _Pieces(files)
    for document, (file, raw) in own_documents(files).items():
        if is_template(file):
            yield from _template_proved(plan, document, file, raw)
        else:
            yield from _proved(plan, document, file, raw, pieces)
    yield from _no_outlines(files)
    counted = own_outlines(files)
    for document, (file, raw) in _outlines(files):
        if (other := counted[document][0]) != file:
            yield Finding(rule=TWO, at=Place(file=file), values={"other": other})
        elif document not in OUTLINED:
            hint = did_you_mean(nearest(document, OUTLINED, _NEAR))
            yield Finding(rule=NO_DOCUMENT, at=Place(file=file), values={"known": list(OUTLINED)}, hint=hint)
        elif shipped().get(document) != (file, raw):
            yield from _proved(plan, document, file, raw, pieces)


def _no_outlines(files: Iterable[str]) -> Iterator[Finding]:
    """Files in the folder of outlines that are none."""
    for path in files:
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and name.endswith(_OTHERS):
            yield Finding(rule=NO_OUTLINE, at=Place(file=path), values={"name": name})


def _proved(plan: Plan, document: str, file: str, raw: bytes, pieces: _Pieces) -> Iterator[Finding]:
    # What proves an outline takes long to import, and most plans keep those that come with plangen.
    from plangen.documents.catalogue import blocks_of
    from plangen.documents.outlines.proved import outline_findings

    outline, found = _read(document, file, raw, pieces)
    yield from found
    named = {node.name for node in each_node(outline.nodes) if isinstance(node, Placeholder) and node.kind == PIECE}
    for name in sorted(named & pieces.keys()):
        yield from pieces.findings(name)
    yield from outline_findings(plan, outline, blocks_of(document))


def _template_proved(plan: Plan, document: str, file: str, raw: bytes) -> Iterator[Finding]:
    """What is wrong with an Office file that is filled in; of a plan that could not be read whole, nothing yet."""
    from plangen.documents.own_template import facts_of
    from plangen.office.excel.template_file import ExcelFile
    from plangen.office.excel.template_fill import excel_findings
    from plangen.office.ooxml.guard import LINKED as WARNED
    from plangen.office.ooxml.guard import outside
    from plangen.office.templates.filling import Filling
    from plangen.office.templates.word_file import WordFile

    if file.endswith(_EXCEL):
        workbook = ExcelFile(raw, file)
        yield from workbook.findings if plan.missing else excel_findings(workbook, facts_of(plan, document))
        return
    template = WordFile(raw, file)
    yield from (each for each in template.findings if each.rule is not WARNED)
    if targets := outside(template.parts):
        yield Finding(rule=LINKED, at=Place(file=file), values={"targets": targets})
    if not plan.missing:
        yield from Filling(template, facts_of(plan, document)).findings


def _template(document: str, file: str, raw: bytes) -> Outline:
    """An Office file that is filled in, with the texts in it that have tags."""
    lines = tuple(TaggedLine(text=text, at=at) for text, at in _tagged(file, raw))
    return Outline(document=document, file=file, template=file.removeprefix(f"{TEMPLATES}/"), lines=lines)


def _tagged(file: str, raw: bytes) -> Iterator[tuple[str, Place]]:
    """The texts of an Office file that may hold tags."""
    if file.endswith(_EXCEL):
        from plangen.office.excel.template_file import ExcelFile
        from plangen.office.excel.template_fill import tagged_lines

        yield from tagged_lines(ExcelFile(raw, file))
        return
    from plangen.office.templates.word_file import WordFile

    word = WordFile(raw, file)
    yield from ((each.live, each.at) for part in word.texts for each in word.tagged(part))


def _read(document: str, file: str, raw: bytes, pieces: _Pieces) -> tuple[Outline, tuple[Finding, ...]]:
    """An outline that knows what the one has that comes with plangen."""
    if is_template(file):
        return _template(document, file, raw), ()
    outline, findings = read_outline_file(document, file, raw)
    outline = replace(outline, pieces=pieces)
    if document not in OUTLINED or raw == shipped()[document][1]:
        return outline, findings
    return replace(outline, common=keys_of(read_outline_file(document, *shipped()[document])[0])), findings


def is_word(file: str) -> bool:
    """Whether an outline is written in Word."""
    return file.lower().endswith(_WORD)


def read_outline_file(document: str, file: str, raw: bytes) -> tuple[Outline, tuple[Finding, ...]]:
    """The outline in a file, of Word or of text, as far as it can be read, and what is wrong with it."""
    if not is_word(file):
        from plangen.reading.outline import read_outline  # most commands read none

        return read_outline(document, file, raw)
    from plangen.office.outline.word_outline import read_word_outline
    from plangen.reading.outlines.word_lines import read_authored

    written, of_word = read_word_outline(raw, file)
    from plangen.reading.outline_rules import NOTHING

    outline, found = read_authored(document, file, written)
    is_told = any(each.severity is Severity.ERROR for each in of_word)  # why there is nothing
    return outline, (*of_word, *(each for each in found if not (is_told and each.rule is NOTHING)))


def outline_text(file: str, raw: bytes) -> tuple[str, ...] | None:
    """An outline as the lines of a text, whatever it is written in; None where it cannot be read."""
    if not is_word(file):
        from plangen.reading.text import decode

        text, _ = decode(file, raw, indented=False)
        return None if text is None else text.lines
    from plangen.office.outline.word_outline import read_word_outline
    from plangen.reading.outlines.word_lines import outline_lines_of

    written, findings = read_word_outline(raw, file)
    is_damaged = not written and any(each.severity is Severity.ERROR for each in findings)
    return None if is_damaged else tuple(line.text for line in outline_lines_of(written))


def _outlines(files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """The outlines in a folder; of one document that in text comes last, so that it is the one that is read."""
    for ending in (_WORD, _ENDING):
        for path, raw in files.items():
            folder, _, name = path.rpartition("/")
            if folder == FOLDER and name.endswith(ending):
                yield name.removesuffix(ending), (path, raw)
