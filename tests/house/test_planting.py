"""A fault is what it says: one limit off by one, or the other one of two."""

import ast

import planting
import pytest


def planted(text: str) -> list[str]:
    """The text with each fault, as "kind: text"."""
    source = text.encode()
    return [f"{fault.kind}: {fault.planted(source).decode()}" for fault in planting.faults(source)]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("x = 59", ["number: x = 60"]),
        ("a < b", ["comparison: a <= b"]),
        ("a <= b", ["comparison: a < b"]),
        ("a > b", ["comparison: a >= b"]),
        ("(a) >= (b)", ["comparison: (a) > (b)"]),
        ("min(a, b)", ["extreme: max(a, b)"]),
        ("max(a)", ["extreme: min(a)"]),
        ("any(a)", ["quantifier: all(a)"]),
        ("all(a)", ["quantifier: any(a)"]),
        ("a[0]", ["end: a[-1]"]),
        ("a[-1]", ["end: a[0]"]),
        ("a[1:]", ["number: a[2:]"]),
        ("a and b", ["and-or: a or b"]),
        ("a or b", ["and-or: a and b"]),
        ("a if b else c", ["swap: (c) if b else (a)"]),
        ("if a: pass", ["branch: if not (a): pass"]),
        ("a == b", ["equality: a != b"]),
        ("a is not None", ["equality: a is None"]),
        ("a not in b", ["equality: a in b"]),
        ("f(strict=True)", ["flag: f(strict=False)"]),
        ("zip(a, b, strict=True)", []),
        ("'中文' and b", ["and-or: '中文' or b"]),
    ],
)
def test_what_stands_there_becomes_its_neighbour(text: str, faults: list[str]) -> None:
    assert planted(text) == faults


@pytest.mark.parametrize(
    ("promised", "old", "new"),
    [
        ("bool", "x", "not (x)"),
        ("bool", "True", "False"),
        ("str", "x", '""'),
        ("int", "x", "0"),
        ("Plan | None", "x", "None"),
        ("tuple[str, ...]", "x", "()"),
        ("dict[str, int]", "x", "{}"),
    ],
)
def test_a_function_gives_another_result_of_its_kind(promised: str, old: str, new: str) -> None:
    assert planted(f"def f() -> {promised}:\n    return {old}") == [f"result: def f() -> {promised}:\n    return {new}"]


@pytest.mark.parametrize(
    "text",
    [
        '"""At most 59."""',
        "x: Annotated[int, 59]",
        "def f(x: Literal[1] = ...) -> Literal[2]: ...",
        "assert a < b",
        "rule('T1', ERROR, above=59)",
        "Names: TypeAlias = Literal[1]",
        "class Kind(Enum):\n    A = 1",
        "class Plan(Struct, frozen=True): ...",
        "f'{a or b}'",
        "a[2]",
        "def f() -> Plan:\n    return plan",
        "def f() -> tuple[int, int]:\n    return pair",
        "def f() -> None:\n    return None",
    ],
)
def test_nothing_is_planted_in_what_only_declares(text: str) -> None:
    assert planted(text) == []


def test_a_result_belongs_to_its_own_function() -> None:
    text = "def f() -> bool:\n    def g() -> Plan:\n        return p\n    return g"
    assert planted(text) == [f"result: {text[:-1]}not (g)"]


def test_every_planted_module_still_reads_and_differs() -> None:
    source = (
        b"def f(x: int, y: int = 3) -> bool:\n    if x < y and not any(z > 1 for z in (x, y)):\n        return x == 2\n"
    )
    source += b"    return (x if y else 0) > max(x, y)\n"
    before = ast.dump(ast.parse(source))
    found = planting.faults(source)
    assert {fault.kind for fault in found} == {*planting.LIMITS, *planting.CHOICES} - {"end", "flag"}
    assert all(ast.dump(ast.parse(fault.planted(source))) != before for fault in found)
