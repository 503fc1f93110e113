"""The one writer of YAML that somebody wrote: comments, order, layout, line ends and encoding stay.

After a change the text is read again and has to mean just what was meant; else nothing is given back but a finding.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from plangen.diagnostics import Finding, Place, Words
from plangen.editing import by_hand
from plangen.editing.cutting import comment_start, deeper
from plangen.editing.edits import Edit, Replace
from plangen.editing.laid import Laid, Refused, lay, scalars
from plangen.editing.meaning import AsWritten, Commented, Meaning, Open, Path, Said, Value, meaning_of
from plangen.editing.spoken import as_written, edit_as_written
from plangen.reading.tree import Items, Keyed, MapEntry, Node, Scalar


class Edited(Struct, frozen=True, kw_only=True):
    """The file with the changes made; as it was where one of them cannot be made, with what to do by hand."""

    raw: bytes
    findings: tuple[Finding, ...] = ()


class Lifted(Struct, frozen=True, kw_only=True):
    """A value with the comments that are its own, to be written elsewhere, and where it stands."""

    noted: Commented
    at: Place


def edited(file: str, raw: bytes, edits: Sequence[Edit]) -> Edited:
    """The file with the edits made one after another, or a finding for the first that cannot be made."""
    now = raw
    for each in _groups(edits):
        group = _spoken(file, now, each)
        try:
            now = _made(file, now, group)
        except Refused as refused:
            return Edited(raw=raw, findings=tuple(_by_hand(file, now, group, refused)))
    return Edited(raw=now)


def _spoken(file: str, raw: bytes, edits: list[Edit]) -> list[Edit]:
    """The edits in the words in which the file writes its keys."""
    try:
        laid = lay(file, raw)
    except Refused:
        return edits
    return [edit_as_written(laid, edit) for edit in edits]


def lifted(file: str, raw: bytes, paths: Sequence[Path]) -> list[Lifted | None]:
    """What stands at each path, with its comments; None where nothing does, or it cannot be taken along."""
    try:
        laid = lay(file, raw)
    except Refused:
        return [None for _ in paths]
    return [_lifted(laid, as_written(laid, path)) for path in paths]


def _lifted(laid: Laid, path: Path) -> Lifted | None:
    try:
        node, entry = laid.node(path), laid.entry(path)
        last = laid.last_line(node)
    except Refused:
        return None
    value, above, at = _value(laid, node), laid.above(path), laid.place(path)
    if entry is None or (isinstance(above, Keyed) and above.flow):
        return Lifted(noted=Commented(value), at=at)
    return Lifted(noted=Commented(value, _above(laid, entry, node, last), _behind(laid, node)), at=at)


def _above(laid: Laid, entry: MapEntry, node: Node, last: int) -> tuple[str, ...]:
    """The lines of comment that go with a key."""
    line, column = int(entry.key.start.line), int(entry.key.start.column)
    is_first = bool(laid.bare(line)[:column].strip())
    first = line if is_first else comment_start(laid, line, column)
    inside = range(line + 1, deeper(laid, last, column) + 1) if isinstance(node, Scalar) else ()
    comments = [laid.bare(each).strip() for each in (*range(first, line), *inside)]
    return tuple(each for each in comments if each[:1] == "#")


def paths_at(file: str, raw: bytes, places: Iterable[tuple[int, int]]) -> list[Path | None]:
    """The paths of the values that begin at lines and columns, both from 1; None for one where none does."""
    found = {(node.start.line + 1, node.start.column + 1): path for path, node in _scalars(file, raw)}
    return [found.get(place) for place in places]


def texts_of(file: str, raw: bytes) -> Iterator[tuple[Path, str]]:
    """Every single value with its path; nothing where the file has errors."""
    yield from ((path, node.text) for path, node in _scalars(file, raw))


def _scalars(file: str, raw: bytes) -> list[tuple[Path, Scalar]]:
    try:
        return list(scalars(lay(file, raw).root))
    except Refused:
        return []


def _behind(laid: Laid, node: Node) -> str:
    """The comment on the line on which a single value ends."""
    if not isinstance(node, Scalar) or node.end.column == 0:
        return ""
    rest = laid.bare(node.end.line)[node.end.column :].strip()
    return rest if rest[:1] == "#" else ""


def _value(laid: Laid, node: Node) -> Value:
    if isinstance(node, Keyed):
        return {key: _value(laid, entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Items):
        return [_value(laid, item) for item in node.items]
    means = Said(node.text, node.todo, node.is_blank)
    if node.start.line == node.end.line and not node.is_blank:
        source = laid.bare(node.start.line)[node.start.column : node.end.column]
        return AsWritten(source, means)
    return Open(node.text.removeprefix("【待填写：").removesuffix("】")) if node.todo else node.text


def _groups(edits: Sequence[Edit]) -> list[list[Edit]]:
    """Values that are replaced side by side are so at once: none of them moves another's path."""
    groups: list[list[Edit]] = []
    for edit in edits:
        if groups and isinstance(edit, Replace) and isinstance(groups[-1][-1], Replace):
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return groups


def _made(file: str, raw: bytes, edits: Sequence[Edit]) -> bytes:
    laid = lay(file, raw)
    wanted: Meaning = meaning_of(laid.root)
    try:
        for edit in edits:
            wanted = edit.meant(wanted)
    except LookupError:
        raise Refused(by_hand.NOT_THERE) from None
    for safe in (False, True):
        made = _spliced(laid, edits, safe=safe)
        if _reads_as(file, made, wanted, laid):
            return made
    raise Refused(by_hand.ANCHOR if laid.shared else by_hand.UNPROVED)


def _spliced(laid: Laid, edits: Sequence[Edit], *, safe: bool) -> bytes:
    splices = {splice for edit in edits for splice in edit.splices(laid, safe=safe)}
    body, before = laid.body, len(laid.body) + 1
    for splice in sorted(splices, key=lambda each: (each.start, each.end), reverse=True):
        if splice.end > before:
            raise Refused(by_hand.UNPROVED)
        body = body[: splice.start] + splice.text + body[splice.end :]
        before = splice.start
    return laid.mark + _encoded(laid, body)


def _encoded(laid: Laid, body: str) -> bytes:
    try:
        return body.encode(laid.codec)
    except UnicodeEncodeError:
        raise Refused(by_hand.BYTES) from None


def _reads_as(file: str, raw: bytes, wanted: Meaning, before: Laid) -> bool:
    """Whether the file reads as it is meant, and as well as before."""
    try:
        laid = lay(file, raw)
    except Refused:
        return False
    return meaning_of(laid.root) == wanted and laid.said == before.said and laid.codec == before.codec


def _by_hand(file: str, raw: bytes, edits: Sequence[Edit], refused: Refused) -> list[Finding]:
    """For those of the edits that cannot be made alone; for the first where only together they cannot."""
    reasons = [(edit, _reason(file, raw, edit)) for edit in edits]
    said = [(edit, reason) for edit, reason in reasons if reason is not None] or [(edits[0], refused.reason)]
    return [
        Finding(rule=by_hand.BY_HAND, at=_place(file, raw, edit), values={"reason": reason, "deed": edit.deed()})
        for edit, reason in said
    ]


def _reason(file: str, raw: bytes, edit: Edit) -> Words | None:
    try:
        _made(file, raw, [edit])
    except Refused as refused:
        return refused.reason
    return None


def _place(file: str, raw: bytes, edit: Edit) -> Place:
    try:
        return lay(file, raw).place(edit.path)
    except Refused:
        return Place(file=file)
