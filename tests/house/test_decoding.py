"""Nothing that was decoded with losses is written again: each place that does so is listed, with what becomes of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "plangen"
LOSSY = {"replace", "ignore", "backslashreplace", "surrogateescape"}

SHOWN_OR_COMPARED = {
    "reading/text.py": "a file that fits no encoding is an error; what is left of it is only shown",
    "history/repository.py": "names and messages of git's, shown and compared",
    "history/ancestry.py": "names and messages of git's, shown and compared",
    "history/revision_marks.py": "the lines of a message that say which revision it is",
    "history/recording.py": "file names in messages; those of the tree are carried as bytes and come back as they were",
    "history/state.py": "file names in findings",
    "history/index_file.py": "file names that come back as they were",
    "history/soundness.py": "how the settings call a way of keeping refs, shown",
    "history/worktree.py": "file names that come back as they were",
    "pipeline/revisions/proved/lineage.py": "the name of a branch, shown",
    "model/papers.py": "notes of papers: one that fits no encoding says nothing",
    "model/seals.py": "the lines of a record that plangen wrote in ASCII",
    "pipeline/revisions/source_changes.py": "names of files that differ, shown",
    "office/house/make.py": "looks for a digest",
    "office/pdf/text.py": "looks for phrases",
    "office/paper/printed_pieces.py": "letters of a page, compared with those of a file",
    "office/readable/read_sheets.py": "parts of a sheet, compared with those of another",
    "pipeline/verifying/as_issued.py": "a text, compared with the one that was issued",
    "workspace/replacing.py": "looks for digests",
}


def lossy(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            given = [*node.args, *(each.value for each in node.keywords if each.arg == "errors")]
            if node.func.attr in {"decode", "read_text", "open"} and any(
                isinstance(each, ast.Constant) and each.value in LOSSY for each in given
            ):
                yield node.lineno


def test_only_listed_places_decode_with_losses() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if any(lossy(path))}
    assert found == set(SHOWN_OR_COMPARED)
