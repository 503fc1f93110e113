"""The files that came back, read one by one; what each of them is told apart from what is wrong with it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.blocks.coming_back import FormShape, Returned
from plangen.diagnostics import Finding, Place
from plangen.disk.inside import read_plain
from plangen.office.returned.form_reader import read_returned
from plangen.office.returned.opening import MOST_BYTES
from plangen.office.returned.remarks import with_remarks
from plangen.pipeline.notices.sheet import goal_of
from plangen.pipeline.returned.answer_rules import NO_FILE, SAME_TWICE
from plangen.workspace.replacing import OwnFiles

_ENDINGS = frozenset({".docx", ".xlsx"})
_WORD = "检查意见"


class FormFile(Struct, frozen=True, kw_only=True):
    """A file that came back."""

    path: Path
    raw: bytes
    form: Returned | None
    findings: tuple[Finding, ...]


def read_forms(paths: Sequence[Path], shapes: Mapping[str, FormShape], wanted: str) -> tuple[FormFile, ...]:
    """The files as forms of the wanted kind, of folders those in them; one that was given twice is read once."""
    seen: dict[bytes, Path] = {}
    found = []
    for path in (each for given in paths for each in _files(given)):
        try:
            raw = read_plain(path, MOST_BYTES + 1)
        except OSError:
            found.append(
                _unread(path, b"", Finding(rule=NO_FILE, at=Place(file=str(path)), values={"path": str(path)}))
            )
            continue
        if raw in seen:
            finding = Finding(rule=SAME_TWICE, at=Place(file=str(path)), values={"other": str(seen[raw])})
            found.append(_unread(path, raw, finding))
            continue
        seen[raw] = path
        read = read_returned(raw, str(path), shapes, wanted)
        found.append(FormFile(path=path, raw=raw, form=read.form, findings=read.findings))
    return tuple(found)


def _files(path: Path) -> Sequence[Path]:
    """A file, or of a folder the Word and Excel files in it, without what programs keep there while one is open."""
    if not path.is_dir():
        return (path,)
    return sorted(
        each for each in path.iterdir() if each.suffix.lower() in _ENDINGS and not each.name.startswith(("~$", ".~"))
    )


def annotate_forms(
    root: Path, files: Sequence[FormFile], findings: Sequence[Finding], folder: Path, language: str
) -> tuple[Path, ...]:
    """A copy of each form with what was found as remarks at the cells, never over one that has other remarks."""
    own, folder = OwnFiles(root), goal_of(root, folder)
    copies = []
    for file in files:
        remarks = [each for each in findings if each.at.file == str(file.path)]
        made = with_remarks(file.raw, str(file.path), remarks, language) if remarks and file.form else None
        if made is not None:
            copies.append(own.write_next(folder / file.path.name, made, _WORD))
    return tuple(copies)


def _unread(path: Path, raw: bytes, finding: Finding) -> FormFile:
    return FormFile(path=path, raw=raw, form=None, findings=(finding,))
