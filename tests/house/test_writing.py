"""Whatever changes the disk stands in few modules, each of which proves where it writes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import plangen

TOP = Path(plangen.__file__).parent

# What changes a file system: methods of paths and files, functions of modules. `replace` of texts has other arguments.
CHANGES = {
    *("write_bytes", "write_text", "unlink", "rename", "rmdir", "mkdir", "touch", "chmod", "symlink_to", "hardlink_to"),
    *("rmtree", "copytree", "copyfile", "copy2", "utime", "makedirs", "removedirs"),
    *("mkstemp", "mkdtemp", "TemporaryDirectory", "NamedTemporaryFile", "FileLock"),
}
OF_MODULES = {"os": {"remove", "link", "truncate", "symlink"}, "shutil": {"move", "copy"}}  # names that others have too
WRITERS = {
    "disk/whole.py": "whole files, folders of stages, leftovers: what everybody else writes by",
    "workspace/output.py": "publication, each goal proved",
    "workspace/conversions.py": "the cache, each file proved and of a name of its own",
    "workspace/replacing.py": "files that a command is told to write, each proved",
    "workspace/together.py": "its own note of files that change together",
    "workspace/starter.py": "a new plan, in a stage",
    "history/locks.py": "git's files under git's locks; the repository was looked through when it was opened",
    "history/journal.py": "its own file among git's",
    "history/recording.py": "git's refs; the same",
    "history/index_file.py": "a new index beside git's, before that is replaced under its lock",
    "history/founding.py": "a new repository, in a stage; the hook",
    "pipeline/house.py": "a link in place of the house template, which gets another name",
    "pipeline/demo.py": "a new temporary folder",
    "office/pdf/convert.py": "the temporary folder of LibreOffice",
    "office/pdf/work_folder.py": "that folder itself, and those that killed runs left: marked, and of this user",
}


def changing(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            is_replace = name == "replace" and len(node.args) == 1 and not node.keywords
            owner = node.func.value if isinstance(node.func, ast.Attribute) else None
            is_replace = is_replace and not (isinstance(owner, ast.Name) and owner.id == "structs")
            is_of_module = isinstance(owner, ast.Name) and name in OF_MODULES.get(owner.id, ())
            if is_of_module or name in CHANGES or is_replace or (name in {"open", "fdopen"} and opens_to_write(node)):
                yield node


def opens_to_write(call: ast.Call) -> bool:
    modes = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in modes)


def test_only_these_modules_change_the_disk() -> None:
    found = {
        path.relative_to(TOP).as_posix()
        for path in sorted(TOP.rglob("*.py"))
        if any(changing(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found - {"cli/main.py"} == WRITERS.keys()  # the entry point opens the null device


@pytest.mark.parametrize(
    "code",
    [
        "path.write_bytes(b'')",
        "shutil.rmtree(path)",
        "path.replace(goal)",
        "path.open('ab')",
        "open(path, 'w')",
        "os.fdopen(handle, 'wb')",
        "tempfile.mkdtemp()",
    ],
)
def test_such_a_call_is_noticed(code: str) -> None:
    assert list(changing(ast.parse(code)))


@pytest.mark.parametrize("code", ["text.replace('a', 'b')", "path.open('rb')", "path.read_bytes()", "pikepdf.open(x)"])
def test_reading_is_not(code: str) -> None:
    assert not list(changing(ast.parse(code)))
