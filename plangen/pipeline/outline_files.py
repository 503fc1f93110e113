"""The outlines of a plan: those that lie in its templates/, else those that come with plangen."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from plangen.diagnostics import WARNING, Finding, Place, rule
from plangen.model.dossier import OUTLINED
from plangen.model.outline import FOLDER, Outline, keys_of
from plangen.model.plan import Plan
from plangen.near import did_you_mean, nearest
from plangen.pipeline.dossier_files import dossier_of, own_documents
from plangen.workspace.shipped import starter_folder

NO_DOCUMENT = rule(
    "B131",
    WARNING,
    title=("没有文件用这份大纲", "an outline that no document is made from"),
    why=("文件名写错，改了也不起作用", "with a misspelt name it does nothing"),
    message=("没有文件用这份大纲", "no document is made from this outline"),
    hint=("文件名写成文件的编号：{known}", "call it by the id of a document: {known}"),
)
RULES = (NO_DOCUMENT,)

_ENDING = ".md"
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


class _Outlines(Mapping[str, Outline]):
    """Outlines by document, each read when it is asked for: most commands ask for none.

    `files` are those of the plan, of documents of its own too.
    """

    def __init__(self, files: Mapping[str, tuple[str, bytes]]) -> None:
        self._files = files
        self._read: dict[str, Outline] = {}

    def __getitem__(self, document: str) -> Outline:
        """The outline of a document: the plan's own, else the one that comes with plangen."""
        if document not in self._read:
            self._read[document], _ = _read(document, *(self._files.get(document) or shipped()[document]))
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
    return plan.with_outlines(_Outlines({**own_outlines(files), **own_documents(files)}), dossier)


def outlines_proved(plan: Plan, files: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is wrong with the outlines that are the plan's own; those that come with plangen are known to be sound."""
    yield from dossier_of(files)[1]
    for document, (file, raw) in own_documents(files).items():
        yield from _proved(plan, document, file, raw)
    for document, (file, raw) in _outlines(files):
        if document not in OUTLINED:
            hint = did_you_mean(nearest(document, OUTLINED, _NEAR))
            yield Finding(rule=NO_DOCUMENT, at=Place(file=file), values={"known": list(OUTLINED)}, hint=hint)
        elif shipped().get(document) != (file, raw):
            yield from _proved(plan, document, file, raw)


def _proved(plan: Plan, document: str, file: str, raw: bytes) -> Iterator[Finding]:
    # What proves an outline takes long to import, and most plans keep those that come with plangen.
    from plangen.documents.catalogue import blocks_of
    from plangen.documents.outlines.proved import outline_findings

    outline, found = _read(document, file, raw)
    yield from found
    yield from outline_findings(plan, outline, blocks_of(document))


def _read(document: str, file: str, raw: bytes) -> tuple[Outline, tuple[Finding, ...]]:
    """An outline that knows what the one has that comes with plangen."""
    from plangen.reading.outline import read_outline  # most commands read none

    outline, findings = read_outline(document, file, raw)
    if document not in OUTLINED or raw == shipped()[document][1]:
        return outline, findings
    return replace(outline, common=keys_of(read_outline(document, *shipped()[document])[0])), findings


def _outlines(files: Mapping[str, bytes]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for path, raw in files.items():
        folder, _, name = path.rpartition("/")
        if folder == FOLDER and name.endswith(_ENDING):
            yield name.removesuffix(_ENDING), (path, raw)
