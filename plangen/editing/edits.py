"""The changes that can be made, each with what it means and with the stretches of text that it takes."""

import re
from collections.abc import Iterator
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Words
from plangen.editing import by_hand, meaning
from plangen.editing.cutting import Splice, comment_start, cut, dash_line, deeper
from plangen.editing.laid import Laid, Refused, shown
from plangen.editing.meaning import AsWritten, Commented, Meaning, Open, Path, Value, meant_by
from plangen.editing.spelling import block_lines, entry_lines, in_brackets, item_lines, key_text, one_line, scalar
from plangen.reading.tree import Items, Keyed, Node, Scalar


class Replace(Struct, frozen=True):
    """Another value in the place of a single one."""

    path: Path
    value: Value

    def meant(self, whole: Meaning) -> Meaning:
        meaning.at_path(whole, self.path)
        return meaning.with_value(whole, self.path, meant_by(self.value))

    def splices(self, laid: Laid, *, safe: bool) -> Iterator[Splice]:
        node = laid.node(self.path)
        if not isinstance(node, Scalar):
            raise Refused(by_hand.NOT_A_VALUE)
        start, end = laid.stretch(node)
        above = laid.above(self.path)
        flow = isinstance(above, Keyed | Items) and above.flow
        gap = " " if start == end and laid.body[start - 1 : start] not in {" ", ""} else ""
        old = re.sub(r"![^\s]*\s+", "", laid.body[start:end], count=1)
        if isinstance(self.value, str | Open | AsWritten):
            yield Splice(start, end, gap + scalar(self.value, old=old, flow=flow, safe=safe))
        elif (line := in_brackets(self.value, safe=safe) if flow else one_line(self.value, safe=safe)) is not None:
            yield Splice(start, end, gap + line)
        else:
            yield from self._in_lines(laid, node, start, end, safe=safe)

    def _in_lines(self, laid: Laid, node: Scalar, start: int, end: int, *, safe: bool) -> Iterator[Splice]:
        entry = laid.entry(self.path)
        if entry is None:
            raise Refused(by_hand.NOT_A_VALUE)
        begins = start - (laid.body[start - 1 : start] == " ")
        yield Splice(begins, end, "")
        indent = " " * (entry.key.start.column + 2)
        yield added(laid, laid.last_line(node), [*block_lines(self.value, indent, safe=safe)])

    def deed(self) -> Words:
        return Words(
            f"把 {shown(self.path)} 改为：{_as_typed(self.value)}",
            f"change {shown(self.path)} to: {_as_typed(self.value)}",
        )


class Insert(Struct, frozen=True, kw_only=True):
    """A new key with its value, as the last one or behind another."""

    path: Path
    value: Value
    after: str | None = None

    def meant(self, whole: Meaning) -> Meaning:
        return meaning.with_entry(whole, self.path, meant_by(self.value), self.after)

    def splices(self, laid: Laid, *, safe: bool) -> Iterator[Splice]:
        key, keyed = str(self.path[-1]), laid.above(self.path)
        if keyed is None:
            yield added(laid, len(laid.lines) - 1, [*entry_lines(key, self.value, "", safe=safe)])
        elif not isinstance(keyed, Keyed):
            raise Refused(by_hand.NOT_THERE)
        elif id(keyed) in laid.shared:
            raise Refused(by_hand.ANCHOR)
        elif keyed.flow:
            yield self._in_flow(laid, keyed, safe=safe)
        else:
            yield self._in_block(laid, keyed, safe=safe)

    def _in_flow(self, laid: Laid, keyed: Keyed, *, safe: bool) -> Splice:
        if isinstance(self.value, Commented) and (self.value.above or self.value.behind):
            raise Refused(by_hand.BRACKETS)
        text = f"{key_text(str(self.path[-1]))}: {in_brackets(self.value, safe=safe)}"
        before = None if self.after is None else keyed.entries[self.after].value
        return _in_flow(laid, keyed, [entry.value for entry in keyed.entries.values()], text, before)

    def _in_block(self, laid: Laid, keyed: Keyed, *, safe: bool) -> Splice:
        keys = list(keyed.entries.values())
        last = keyed.entries[self.after] if self.after is not None else keys[-1]
        column = int(keys[0].key.start.column)
        lines = [*entry_lines(str(self.path[-1]), self.value, " " * column, safe=safe)]
        firsts = [int(entry.key.start.line) for entry in keys]
        return added(laid, deeper(laid, laid.last_line(last.value), column), _spaced(laid, firsts, column, lines))

    def deed(self) -> Words:
        typed = f"{self.path[-1]}: {_as_typed(self.value)}"
        where = shown(self.path[:-1])
        return Words(
            f"在 {where} 下面写上：{typed}" if where else f"写上：{typed}",
            f"write below {where}: {typed}" if where else f"write: {typed}",
        )


class Append(Struct, frozen=True):
    """One more item in a list."""

    path: Path
    value: Value

    def meant(self, whole: Meaning) -> Meaning:
        return meaning.with_item(whole, self.path, meant_by(self.value))

    def splices(self, laid: Laid, *, safe: bool) -> Iterator[Splice]:
        items = laid.node(self.path)
        if not isinstance(items, Items):
            raise Refused(by_hand.NOT_THERE)
        if id(items) in laid.shared:
            raise Refused(by_hand.ANCHOR)
        if items.flow:
            yield _in_flow(laid, items, items.items, in_brackets(self.value, safe=safe), None)
            return
        column = int(items.start.column)
        lines = [*item_lines(self.value, " " * column, safe=safe)]
        firsts = [dash_line(laid, items, at) for at in range(len(items.items))]
        last = deeper(laid, laid.last_line(items.items[-1]), column)
        yield added(laid, last, _spaced(laid, firsts, column, lines))

    def deed(self) -> Words:
        return Words(
            f"在 {shown(self.path)} 末尾加一条：{_as_typed(self.value)}",
            f"add to {shown(self.path)}: {_as_typed(self.value)}",
        )


class Remove(Struct, frozen=True):
    """A key or an item goes, with the comment that is its own."""

    path: Path

    def meant(self, whole: Meaning) -> Meaning:
        return meaning.without(whole, self.path)

    def splices(self, laid: Laid, *, safe: bool) -> Iterator[Splice]:
        del safe  # nothing is written
        yield from cut(laid, self.path)

    def deed(self) -> Words:
        return Words(f"删去 {shown(self.path)}", f"delete {shown(self.path)}")


Edit: TypeAlias = Replace | Insert | Append | Remove


def added(laid: Laid, line: int, lines: list[str]) -> Splice:
    """New lines behind one that is there."""
    end = laid.line_end(max(line, 0))
    if line >= 0 and laid.bare(line) == laid.lines[line]:  # the last line of a file, without an end
        at = laid.starts[line + 1]
        return Splice(at, at, "".join(end + each for each in lines))
    at = laid.starts[line + 1] if line >= 0 else 0
    return Splice(at, at, "".join(each + end for each in lines))


def _spaced(laid: Laid, firsts: list[int], column: int, lines: list[str]) -> list[str]:
    """The lines of one more part, behind an empty line where most parts are set apart by such."""
    starts = [comment_start(laid, line, column) for line in firsts[1:]]
    apart = 2 * sum(not laid.bare(line - 1).strip() for line in starts) > len(starts)
    return ["", *lines] if apart else lines


def _in_flow(laid: Laid, whole: Keyed | Items, below: list[Node], text: str, after: Node | None) -> Splice:
    """A new part between brackets, behind the last one or another."""
    if not below:
        at = laid.offset(whole.start.line, whole.start.column)
        at = laid.body.index("{" if isinstance(whole, Keyed) else "[", at) + 1
        return Splice(at, at, text)
    last = after if after is not None else below[-1]
    if id(last) in laid.shared:
        raise Refused(by_hand.ANCHOR)
    at = laid.offset(last.end.line, last.end.column)
    comma = re.compile(r"[ \t]*,(?=\s*[}\]])").match(laid.body, at)
    return Splice(comma.end(), comma.end(), f" {text}") if comma else Splice(at, at, f", {text}")


def _as_typed(value: Value) -> str:
    return scalar(value) if isinstance(value, str | Open | AsWritten) else in_brackets(value)
