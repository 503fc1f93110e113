"""The laws of the house: how large a folder, a module and a function may be, what must be told, who imports whom."""

from collections import Counter
from collections.abc import Iterator

import counting
import pytest

FILES_OF_A_FOLDER, LINES_OF_A_MODULE, LINES_OF_A_FUNCTION, BRANCHES, IGNORES = 18, 400, 50, 10, 8
ONE_SUBJECT_A_FILE = {"checks", "model"}  # as many files as the plan has subjects
TOLD = {"pipeline", "documents", "office"}  # whose public functions say what the caller gets

# Each library has one home, so that it could be replaced there.
HOMES = {
    "click": "cli",
    "docxtpl": "office",
    "dulwich": "history",
    "jinja2": "language",
    "lxml": "office",
    "openpyxl": "office",
    "pikepdf": "office",
    "pypdfium2": "office",
    "segno": "office",
    "yaml": "reading",
}


def functions() -> Iterator[tuple[counting.Module, counting.Function]]:
    for module in counting.modules():
        for function in module.functions:
            yield module, function


def place(module: counting.Module, function: counting.Function) -> str:
    return f"plangen/{module.path}:{function.line} {function.name}"


def own_imports() -> dict[str, set[str]]:
    """The imports of plangen's modules among themselves."""
    return {
        name: {other for other in imported if other.split(".")[0] == "plangen"}
        for name, imported in counting.imports().items()
        if name.split(".")[0] == "plangen"
    }


def test_a_folder_is_seen_at_one_glance() -> None:
    modules = [module for module in counting.modules() if module.name != "__init__.py"]
    counts = Counter(module.folder for module in modules if module.folder not in ONE_SUBJECT_A_FILE)
    assert {folder: count for folder, count in counts.items() if count > FILES_OF_A_FOLDER} == {}


def test_a_module_is_read_in_one_sitting() -> None:
    assert [module.path for module in counting.modules() if module.lines > LINES_OF_A_MODULE] == []


def test_a_function_fits_on_a_screen() -> None:
    assert [place(*each) for each in functions() if each[1].lines > LINES_OF_A_FUNCTION] == []


def test_a_function_goes_few_ways() -> None:
    found = [f"{place(*each)}: {each[1].branches}" for each in functions() if each[1].branches > BRANCHES]
    assert found == []


def test_public_functions_say_what_the_caller_gets() -> None:
    found = [
        place(module, function)
        for module, function in functions()
        if module.package in TOLD and function.is_public and not function.has_docstring
    ]
    assert found == []


def test_ignores_are_few_and_give_their_reason() -> None:
    found = [f"plangen/{module.path}:{ignore}" for module in counting.modules() for ignore in module.ignores]
    assert [ignore for ignore in found if not counting.reasoned(ignore)] == []
    assert len(found) <= IGNORES, found


def test_no_imports_go_in_a_circle() -> None:
    """Imports inside functions count: they hide a circle, they do not break it."""
    assert counting.cycle(own_imports()) == []


def test_neighbours_import_one_another_in_one_direction() -> None:
    """Folders and modules of one folder, taken whole, form no circle either."""
    graph = own_imports()
    folders = {name.rpartition(".")[0] for name in graph} - {""}
    circles = {folder: counting.cycle(counting.siblings(graph, folder)) for folder in sorted(folders)}
    assert {folder: circle for folder, circle in circles.items() if circle} == {}


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_known_in_its_home_alone(library: str) -> None:
    importers = {name for name, imported in counting.imports().items() if library in imported}
    strangers = {name for name in importers if name.split(".")[1] != HOMES[library]}
    assert importers, f"{library} is not used"
    assert strangers == set()
