"""Small faults to be planted in a module: its limits off by one, the other one of two taken.

A fault is an edit of the text, so that all else stays as it was typed.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

LIMITS = ("number", "comparison", "extreme", "end", "quantifier")
CHOICES = ("and-or", "branch", "swap", "equality", "flag", "result")

_COMPARISONS = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
_EQUALITIES = {ast.Eq: "!=", ast.NotEq: "==", ast.Is: "is not", ast.IsNot: "is", ast.In: "not in", ast.NotIn: "in"}
_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
_SIGNS |= {ast.Is: "is", ast.IsNot: "is not", ast.In: "in", ast.NotIn: "not in"}
_OTHERS = {"min": "max", "max": "min", "any": "all", "all": "any"}
_EMPTY = {
    "str": '""',
    "bytes": 'b""',
    "int": "0",
    "list": "[]",
    "dict": "{}",
    "set": "set()",
    "frozenset": "frozenset()",
}
_EMPTY |= {"Sequence": "()", "Collection": "()", "Mapping": "{}"}
_DECLARING = {"rule", "Rule", "Words", "TypeVar", "cast"}  # texts and types, nothing that runs
_UNREAD = {"annotation", "returns", "decorator_list", "bases", "type_params"}


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    kind: str
    line: int
    start: int  # in bytes from the beginning of the module
    end: int
    text: str  # what stands there instead

    def planted(self, source: bytes) -> bytes:
        return source[: self.start] + self.text.encode() + source[self.end :]


def faults(source: bytes) -> list[Fault]:
    """Every fault that can be planted, by place."""
    return sorted(_Planter(source).faults(), key=lambda fault: (fault.start, fault.end, fault.kind))


class _Planter:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._tree = ast.parse(source)
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))

    def faults(self) -> Iterator[Fault]:
        for node in _running(self._tree):
            yield from self._limits(node)
            yield from self._choices(node)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._results(node)

    def _limits(self, node: ast.AST) -> Iterator[Fault]:
        match node:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                yield self._fault("number", node, repr(number + 1))
            case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _COMPARISONS:
                yield self._between("comparison", left, right, _SIGNS[type(operator)], _COMPARISONS[type(operator)])
            case ast.Call(func=ast.Name(id="min" | "max" as name) as function):
                yield self._fault("extreme", function, _OTHERS[name])
            case ast.Call(func=ast.Name(id="any" | "all" as name) as function):
                yield self._fault("quantifier", function, _OTHERS[name])
            case ast.Subscript(slice=ast.Constant(value=0) as index):
                yield self._fault("end", index, "-1")
            case ast.Subscript(slice=ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=1)) as index):
                yield self._fault("end", index, "0")

    def _choices(self, node: ast.AST) -> Iterator[Fault]:
        match node:
            case ast.BoolOp(op=operator, values=[left, right]):
                old, new = ("and", "or") if isinstance(operator, ast.And) else ("or", "and")
                yield self._between("and-or", left, right, old, new)
            case ast.IfExp(test=test, body=body, orelse=other):
                yield self._fault(
                    "swap", node, f"({self._text(other)}) if {self._text(test)} else ({self._text(body)})"
                )
            case ast.If(test=test) | ast.While(test=test):
                yield self._fault("branch", test, f"not ({self._text(test)})")
            case ast.Compare(left=left, ops=[operator], comparators=[right]) if type(operator) in _EQUALITIES:
                yield self._between("equality", left, right, _SIGNS[type(operator)], _EQUALITIES[type(operator)])
            case ast.Call(func=function, keywords=keywords) if ast.unparse(function) != "zip":
                # `strict` of a zip only guards against mistakes of the program itself: no input sets it off
                for keyword in keywords:
                    match keyword:
                        case ast.keyword(arg=str(), value=ast.Constant(value=bool() as flag) as value):
                            yield self._fault("flag", value, str(not flag))

    def _results(self, function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Fault]:
        """Another result of the kind that the function promises."""
        promised = ast.unparse(function.returns) if function.returns else ""
        for node in _own(function):
            if isinstance(node, ast.Return) and node.value:
                old = self._text(node.value)
                new = _other_result(promised, old)
                if new not in {"", old}:
                    yield self._fault("result", node.value, new)

    def _fault(self, kind: str, node: ast.expr, text: str) -> Fault:
        start, end = self._span(node)
        return Fault(kind=kind, line=node.lineno, start=start, end=end, text=text)

    def _between(self, kind: str, left: ast.expr, right: ast.expr, old: str, new: str) -> Fault:
        """The operator between two operands; brackets may stand around either."""
        start, end = self._span(left)[1], self._span(right)[0]
        at = start + self._source[start:end].index(old.encode())
        line = self._source.count(b"\n", 0, at) + 1
        return Fault(kind=kind, line=line, start=at, end=at + len(old), text=new)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def _text(self, node: ast.expr) -> str:
        start, end = self._span(node)
        return self._source[start:end].decode()


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that say what happens: not annotations, assertions, declarations and what only types need."""
    for name, value in ast.iter_fields(node):
        if isinstance(node, ast.ClassDef) and name == "keywords":  # frozen=True and the like: what a record is
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in _UNREAD and not _is_declaration(child):
                yield child
                if not (isinstance(child, ast.Subscript) and _is_index(child.slice)):
                    yield from _running(child)
                else:
                    yield from _running(child.value)


def _is_declaration(node: ast.AST) -> bool:
    match node:
        case ast.Assert() | ast.JoinedStr():  # Python 3.11 does not know where the parts of an f-string stand
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in _DECLARING
        case ast.AnnAssign(annotation=ast.Name(id=name)):
            return name == "TypeAlias"
        case ast.ClassDef(bases=bases):
            return any("Enum" in ast.unparse(base) for base in bases)
    return False


def _is_index(node: ast.AST) -> bool:
    """A position; a fault of a number there would be a crash, first and last are exchanged instead."""
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function without those of functions inside it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _own(child)


def _other_result(promised: str, old: str) -> str:
    if promised == "bool":
        return {"True": "False", "False": "True"}.get(old, f"not ({old})")
    if promised.endswith("| None"):
        return "None"
    if promised.startswith("tuple[") and promised.endswith(", ...]"):
        return "()"
    return _EMPTY.get(promised.partition("[")[0], "")
