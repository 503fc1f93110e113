"""All that is said passes one place, where what would steer a terminal is spelled."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import plangen

TOP = Path(plangen.__file__).parent
_STREAMS, _SPEAKING = {"stdout", "stderr", "__stdout__", "__stderr__"}, {"print", "echo", "secho"}


def speaking(tree: ast.AST) -> Iterator[ast.AST]:
    """Whatever writes to a stream of the process by itself."""
    for node in ast.walk(tree):
        is_stream = isinstance(node, ast.Attribute) and node.attr in _STREAMS and isinstance(node.value, ast.Name)
        if (
            is_stream
            and isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id == "sys"
        ):
            yield node
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            is_click = (
                isinstance(node.func, ast.Name) or getattr(getattr(node.func, "value", None), "id", "") == "click"
            )
            if name in _SPEAKING and is_click:
                yield node


def test_only_the_entry_point_touches_the_streams() -> None:
    """`cli.main` puts the screens in their place; `__main__` speaks while nothing is loaded yet."""
    found = {
        path.relative_to(TOP).as_posix()
        for path in sorted(TOP.rglob("*.py"))
        if any(speaking(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert found == {"__main__.py", "cli/main.py"}


@pytest.mark.parametrize(
    "code", ["print(x)", "sys.stdout.write(x)", "click.echo(x)", "traceback.print(file=sys.stderr)"]
)
def test_such_a_line_is_noticed(code: str) -> None:
    assert list(speaking(ast.parse(code)))


@pytest.mark.parametrize("code", ["console.out.write(x)", "style(x)", "process.stdout.close()"])
def test_others_are_not(code: str) -> None:
    assert not list(speaking(ast.parse(code)))
