"""No type of dulwich leaves plangen.history: everybody else asks it questions."""

import ast
import importlib
import inspect
import pkgutil
import typing
from pathlib import Path

import pytest

import plangen
import plangen.history

ROOT = Path(plangen.__file__).parent
OTHERS = [path for path in sorted(ROOT.rglob("*.py")) if "history" not in path.relative_to(ROOT).parts]
MODULES = [f"plangen.history.{each.name}" for each in pkgutil.iter_modules(plangen.history.__path__)]


def test_nobody_else_imports_dulwich_or_reaches_for_its_repository() -> None:
    found = []
    for path in OTHERS:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            else:
                names = []
            if any(name.partition(".")[0] == "dulwich" for name in names):
                found.append((path.name, node.lineno if isinstance(node, ast.stmt) else 0))
            if isinstance(node, ast.Attribute) and node.attr == "repo":
                found.append((path.name, node.lineno))
    assert found == []


def annotations(module: str) -> list[tuple[str, str]]:
    """The types that the public functions and methods of a module take and give, in words."""
    found = []
    public = {name: each for name, each in vars(importlib.import_module(module)).items() if not name.startswith("_")}
    for name, each in public.items():
        if getattr(each, "__module__", "") != module:
            continue
        members = {name: each}
        if inspect.isclass(each):
            members = {key: value for key, value in vars(each).items() if not key.startswith("_")}
        for key, member in members.items():
            function = member.fget if isinstance(member, property) else member
            if inspect.isfunction(function):
                found.append((f"{name}.{key}", repr(typing.get_type_hints(function))))
    return found


@pytest.mark.parametrize("module", MODULES)
def test_public_functions_take_and_give_no_type_of_dulwich(module: str) -> None:
    assert [name for name, said in annotations(module) if "dulwich" in said] == []


def test_the_annotations_are_really_looked_at() -> None:
    """The test above would pass as well if it found nothing to look at."""
    said = dict(annotations("plangen.history.repository"))
    assert "Repository.files" in said
    assert "Stored" in said["Repository.entries"]
