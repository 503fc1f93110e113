"""All that is said passes one place, where what would steer a terminal is spelled."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import plangen
from plangen.pipeline.explain import all_rules

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


def of_one_office(tree: ast.AST) -> Iterator[str]:
    """What is said to people of every plan and names an office that not each of them has."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Words", "words"}:
            yield from (
                each.value
                for each in ast.walk(node)
                if isinstance(each, ast.Constant) and isinstance(each.value, str) and "法务" in each.value
            )


def test_what_is_said_takes_no_legal_department_for_granted() -> None:
    found = {
        f"{path.relative_to(TOP).as_posix()}: {text}"
        for path in sorted(TOP.rglob("*.py"))
        for text in of_one_office(ast.parse(path.read_text(encoding="utf-8")))
    }
    found |= {
        f"{rule.code}: {text}"
        for rule in all_rules()
        for text in (rule.title.zh, rule.why.zh, rule.message.zh, rule.hint.zh)
        if "法务" in text
    }
    assert found == set()


def test_a_legal_department_is_noticed() -> None:
    assert list(of_one_office(ast.parse('hint = words("改后由法务重新审批", "ask legal again")')))
