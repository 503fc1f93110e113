"""The counter counts what it says it counts."""

import counting
import pytest


def functions(text: str) -> dict[str, counting.Function]:
    return {function.name: function for function in counting.read_module("a/b.py", text).functions}


@pytest.mark.parametrize(
    ("body", "branches"),
    [
        ("return 1", 1),
        ("if a: return 1", 2),
        ("if a: return 1\n    elif b: return 2\n    else: return 3", 3),
        ("for x in a:\n        while x: pass", 3),
        ("try: a()\n    except KeyError: pass\n    except ValueError: pass", 3),
        ("return 1 if a else 2", 2),
        ("return a and b and c", 3),
        ("return a and b or c", 3),
        ("return [x for x in a if x if not b]", 4),
        ("match a:\n        case 1: pass\n        case _: pass", 3),
        ("def inner():\n        if a: pass\n    return inner", 2),
        ("assert a", 1),
    ],
)
def test_branches_are_counted_plainly(body: str, branches: int) -> None:
    assert functions(f"def f(a, b, c):\n    {body}\n")["f"].branches == branches


def test_lines_of_a_function_are_from_its_head_to_its_end() -> None:
    found = functions("@x\ndef f():\n    a = 1\n\n    return a\n")["f"]
    assert (found.line, found.lines) == (2, 4)


def test_public_is_what_others_may_call() -> None:
    text = (
        'def a():\n    """Said."""\n    def inner(): pass\ndef _b(): pass\n'
        "class C:\n    def d(self): pass\n    def _e(self): pass\n    class F:\n        def g(self): pass\n"
        "class _H:\n    def i(self): pass\n"
    )
    found = functions(text)
    assert {name for name in found if found[name].is_public} == {"a", "d"}
    assert {name for name in found if found[name].has_docstring} == {"a"}


@pytest.mark.parametrize(
    ("comment", "is_reasoned"),
    [
        ("# noqa: S603  # no shell", True),
        ("# noqa: S603, S607 - no shell", True),
        ("# type: ignore[arg-type]  # the stubs are wrong", True),
        ("# noqa: S603", False),
        ("# noqa", False),
        ("# noqa  # no shell", False),
        ("# type: ignore  # the stubs are wrong", False),
        ("# type: ignore[arg-type]", False),
    ],
)
def test_an_ignore_needs_its_code_and_its_reason(comment: str, *, is_reasoned: bool) -> None:
    (ignore,) = counting.read_module("a.py", f"x = 1\ny = 2  {comment}\n").ignores
    assert ignore == f"2: {comment}"
    assert counting.reasoned(ignore) is is_reasoned


def test_names_are_borne_twice_across_modules_only_when_they_are() -> None:
    assert counting.borne_twice(["a", "b", "a", "c", "b", "a"]) == {"a": 3, "b": 2}


@pytest.mark.parametrize(
    ("graph", "cycle"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b"], "b": ["a"]}, ["a", "b"]),
        ({"a": ["b"], "b": ["c"], "c": ["d"], "d": ["b"]}, ["b", "c", "d"]),
    ],
)
def test_a_cycle_is_found_and_nothing_else(graph: dict[str, list[str]], cycle: list[str]) -> None:
    found = counting.cycle(graph)
    assert sorted(set(found)) == cycle
    assert not found or found[0] == found[-1]


def test_neighbours_are_seen_whole() -> None:
    """Two folders that import one another are a circle, though none of their modules is in one."""
    graph = {"p.a.x": ["p.b.x"], "p.a.y": [], "p.b.x": [], "p.b.y": ["p.a.y", "p.a.x"], "q.z": ["p.a"]}
    assert counting.cycle(graph) == []
    assert counting.siblings(graph, "p") == {"p.a": {"p.b"}, "p.b": {"p.a"}}
    assert counting.siblings(graph, "p.b") == {"p.b.x": set(), "p.b.y": set()}


def test_imports_inside_functions_are_seen() -> None:
    assert "plangen.cli.main" in counting.imports()["plangen.__main__"]
    assert "click" in counting.imports()["plangen.cli.main"]
