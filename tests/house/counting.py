"""The house counted: sizes, branches, docstrings, ignores and names with ast, imports with grimp.

.venv/bin/python tests/house/counting.py     what each package holds, and every name that is borne twice
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import groupby
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
IGNORE = re.compile(r"# (?:noqa|type: ignore)(?P<rest>.*)")
REASONED = re.compile(r"(?:: [A-Z]+\d+(?:, [A-Z]+\d+)*|\[[a-z-]+\])\s+[#-] \S")  # the code, then why
BRANCHES = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


@dataclass(frozen=True, kw_only=True)
class Function:
    name: str
    line: int
    lines: int
    branches: int
    is_public: bool  # in a module or a public class, without an underscore
    has_docstring: bool


@dataclass(frozen=True, kw_only=True)
class Module:
    path: str  # below plangen/, with slashes
    lines: int
    functions: tuple[Function, ...]
    classes: tuple[str, ...]
    ignores: tuple[str, ...]  # "line: the comment"

    @property
    def package(self) -> str:
        """The folder directly below plangen/ that it is in; nothing for the ground."""
        return self.path.partition("/")[0] if self.folder else ""

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


def count_branches(function: ast.AST) -> int:
    """One, and one more for each place where the function can go another way; functions inside it included."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, BRANCHES):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def read_module(path: str, text: str) -> Module:
    tree = ast.parse(text)
    numbered = enumerate(text.splitlines(), 1)
    return Module(
        path=path,
        lines=len(text.splitlines()),
        functions=tuple(_functions(tree)),
        classes=tuple(node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)),
        ignores=tuple(f"{number}: {found[0]}" for number, line in numbered if (found := IGNORE.search(line))),
    )


def _functions(tree: ast.Module) -> Iterator[Function]:
    public = {node for home in _public_homes(tree) for node in home.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(
                name=node.name,
                line=node.lineno,
                lines=(node.end_lineno or node.lineno) - node.lineno + 1,
                branches=count_branches(node),
                is_public=node in public and not node.name.startswith("_"),
                has_docstring=ast.get_docstring(node) is not None,
            )


def _public_homes(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef]:
    yield tree
    yield from (node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_"))


@cache
def modules(root: Path = ROOT / "plangen") -> tuple[Module, ...]:
    """Every module of the package, by path."""
    paths = sorted(root.rglob("*.py"))
    return tuple(read_module(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in paths)


def reasoned(ignore: str) -> bool:
    """Whether an ignore names its code and says why."""
    found = IGNORE.search(ignore)
    return found is not None and REASONED.match(found["rest"]) is not None


def borne_twice(names: Iterable[str]) -> dict[str, int]:
    """The names that come more than once, with how often they come."""
    counts = {name: len(list(group)) for name, group in groupby(sorted(names))}
    return {name: count for name, count in counts.items() if count > 1}


def class_names() -> dict[str, int]:
    return borne_twice(name for module in modules() for name in module.classes)


def file_names() -> dict[str, int]:
    return borne_twice(module.name for module in modules() if module.name != "__init__.py")


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """What each module imports, also inside functions; of libraries only the name of the top package."""
    graph = grimp.build_graph("plangen", include_external_packages=True, cache_dir=None)
    return {name: frozenset(graph.find_modules_directly_imported_by(name)) for name in graph.modules}


def cycle(graph: Mapping[str, Iterable[str]]) -> list[str]:
    """One cycle of the graph as a list that ends with its first name, or an empty list."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(name) for name in error.args[1]]
    return []


def siblings(graph: Mapping[str, Iterable[str]], package: str) -> dict[str, set[str]]:
    """The imports between the direct children of a package, whatever within them imports."""
    depth = package.count(".") + 2
    found: dict[str, set[str]] = {}
    for importer, imported in graph.items():
        child = ".".join(importer.split(".")[:depth])
        if importer.startswith(f"{package}."):
            others = {".".join(name.split(".")[:depth]) for name in imported if name.startswith(f"{package}.")}
            found.setdefault(child, set()).update(others - {child})
    return found


def main() -> None:
    print(f"{'package':12} {'files':>5} {'lines':>6} {'functions':>9} {'> 10 branches':>13} {'docstrings':>12}")
    for package, group in groupby(sorted(modules(), key=lambda module: module.package), lambda module: module.package):
        of_package = list(group)
        functions = [function for module in of_package for function in module.functions]
        public = [function for function in functions if function.is_public]
        branched = sum(function.branches > 10 for function in functions)
        told = f"{sum(function.has_docstring for function in public)}/{len(public)}"
        lines = sum(module.lines for module in of_package)
        print(f"{package or '(ground)':12} {len(of_package):5} {lines:6} {len(functions):9} {branched:13} {told:>12}")
    for title, names in (("classes", class_names()), ("files", file_names())):
        print(f"{title}: {len(names)} names borne by {sum(names.values())}")
        print("   ", ", ".join(f"{name} {count}" for name, count in names.items()))


if __name__ == "__main__":
    main()
