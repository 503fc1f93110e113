"""A paragraph as a sequence of atoms: Chinese by character, numbers and Latin words whole, everything else as it is."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from plangen.office.redline.align import Opcode, opcodes
from plangen.office.redline.looks import Looks
from plangen.office.redline.xml import (
    FIELD_CHARACTER,
    PARAGRAPH_LOOK,
    RUN,
    RUN_LOOK,
    SPACE,
    TEXT,
    TEXT_BOX,
    ZERO_WIDTH,
    Element,
    canonical,
    clone,
    field_balance,
    field_codes,
    runs_of_field,
    w,
)

_WORD = re.compile(
    r"[A-Za-z0-9]+(?:[-.,:/_'’@+][A-Za-z0-9]+)*%?"  # 14:30, 2026-03-01, 3.5%, v1.1, a@b.cn
    r"|[^\S\n]+"
    r"|.[\u0300-\u036f\ufe00-\ufe0f\u200d\U000e0100-\U000e01ef]*",  # a character with what modifies it
    re.DOTALL,
)
_VOLATILE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|DATE|TIME)\b")  # what they show depends on the program
_NOTES = frozenset({w("footnoteReference"), w("endnoteReference")})
_PUNCTUATION = frozenset("，。；：、！？（）《》“”…—\n\t")
_CONFETTI = 0.3  # what stays of a paragraph whose old and new text share less is left unpaired


class Atom(Struct, frozen=True, kw_only=True):
    """The smallest thing that comes or goes whole."""

    key: Hashable  # equal for what counts as the same, formatting aside
    look: Element | None = None  # w:rPr of its run
    look_key: bytes = b""
    text: str = ""
    elements: tuple[Element, ...] = ()  # instead of text
    in_run: bool = True  # whether the elements are children of a run, as opposed to children of the paragraph
    before: tuple[Element, ...] = ()  # bookmarks and their kind that stand before it


def atoms(paragraph: Element, looks: Looks) -> tuple[list[Atom], list[Element]]:
    """The atoms of a paragraph, and the bookmarks behind the last one."""
    found: list[Atom] = []
    waiting: list[Element] = []
    for piece in _pieces(paragraph, looks):
        if isinstance(piece, list):
            waiting += piece
        else:
            found.append(_preceded(piece, waiting))
            waiting = []
    return found, waiting


def changes(old: Sequence[Atom], new: Sequence[Atom]) -> list[Opcode]:
    """What to do to the old atoms to get the new ones, in pieces that people can read."""
    steps = opcodes([each.key for each in old], [each.key for each in new])
    kept = sum(_weight(old[i1:i2]) for kind, i1, i2, _, _ in steps if kind == "equal")
    longer = max(_weight(old), _weight(new))
    if longer and kept < _CONFETTI * longer and all(each.text for each in (*old, *new)):
        return [("replace", 0, len(old), 0, len(new))]
    return _calmed(steps, old)


def spelled(sequence: Iterable[Atom]) -> list[Element]:
    """The atoms as children of a paragraph again; neighbours of one look share a run."""
    content: list[Element] = []
    run: Element | None = None
    look: bytes | None = None
    for atom in _joined(sequence):
        if atom.before:
            content += atom.before
            run = None
        if not atom.in_run:
            content += atom.elements
            run = None
            continue
        if run is None or look != atom.look_key:
            run, look = etree.Element(RUN), atom.look_key
            if atom.look is not None:
                run.append(clone(atom.look))
            content.append(run)
        _say(run, atom)
    return content


def _joined(sequence: Iterable[Atom]) -> Iterator[Atom]:
    """The atoms, neighbouring words of one look as one."""
    said: list[Atom] = []
    for atom in sequence:
        if said and (not atom.text or atom.before or atom.look_key != said[0].look_key):
            yield replace(said[0], text="".join(each.text for each in said))
            said = []
        if atom.text:
            said.append(atom)
        else:
            yield atom
    if said:
        yield replace(said[0], text="".join(each.text for each in said))


def same_look(old: Sequence[Atom], new: Sequence[Atom]) -> Iterator[tuple[Atom, list[Atom]]]:
    """Equal atoms in stretches of one old and one new look: an old atom for its look, and the new ones."""
    stretch: tuple[tuple[bytes, bytes, bool], Atom, list[Atom]] | None = None
    for before, now in zip(old, new, strict=True):
        looks = before.look_key, now.look_key, now.in_run
        if stretch is not None and stretch[0] == looks:
            stretch[2].append(now)
            continue
        if stretch is not None:
            yield stretch[1:]
        stretch = looks, before, [now]
    if stretch is not None:
        yield stretch[1:]


def _pieces(paragraph: Element, looks: Looks) -> Iterator[Atom | list[Element]]:
    field: list[Element] = []
    depth = 0
    for child in paragraph:
        if depth or (child.tag == RUN and child.find(FIELD_CHARACTER) is not None):
            field.append(child)
            depth += field_balance(child)
            if depth <= 0:
                yield _field(field, looks)
                field, depth = [], 0
        else:
            yield from _piece(child, looks)
    if field:
        yield _field(field, looks)


def _piece(child: Element, looks: Looks) -> Iterator[Atom | list[Element]]:
    """What a child of a paragraph that is not part of a field gives: atoms, or a marker without width."""
    if child.tag in ZERO_WIDTH:
        yield [child]
    elif child.tag == w("fldSimple"):
        yield _field(runs_of_field(child), looks)
    elif child.tag == RUN:
        yield from _run(child, looks)
    elif child.tag != PARAGRAPH_LOOK:
        yield Atom(key=looks.inline(child), elements=(child,), in_run=False)


def _run(run: Element, looks: Looks) -> Iterator[Atom]:
    look = run.find(RUN_LOOK)
    look_key = looks.key(look)
    for child in run:
        if child.tag == TEXT:
            for word in _WORD.findall(child.text or ""):
                yield Atom(key=word, look=look, look_key=look_key, text=word)
        elif child.tag != RUN_LOOK:
            yield Atom(key=_key(child, looks), look=look, look_key=look_key, elements=(child,))


def _key(element: Element, looks: Looks) -> Hashable:
    """What an object is, aside from the words in its text boxes and notes: those are compared for themselves."""
    if element.tag in _NOTES:
        return element.tag
    if next(element.iter(TEXT_BOX), None) is None or not looks.exact:
        return looks.object(element)
    bare = clone(element)
    for box in list(bare.iter(TEXT_BOX)):
        for child in list(box):
            box.remove(child)
    return canonical(bare)


def _field(elements: list[Element], looks: Looks) -> Atom:
    codes = field_codes(elements)
    if _VOLATILE.match(codes):
        key: Hashable = ("field", *codes.split(), *sorted({looks.key(each.find(RUN_LOOK)) for each in elements}))
    else:
        key = ("field", *codes.split(), looks.field(elements))
    return Atom(key=key, elements=tuple(elements), in_run=False)


def _say(run: Element, atom: Atom) -> None:
    if not atom.text:
        run.extend(atom.elements)
        return
    last = run[-1] if len(run) else None
    if last is not None and last.tag == TEXT:
        last.text = (last.text or "") + atom.text
    else:
        said = etree.SubElement(run, TEXT, {SPACE: "preserve"})
        said.text = atom.text


def _preceded(atom: Atom, markers: list[Element]) -> Atom:
    if not markers:
        return atom
    return replace(atom, before=tuple(markers))


def _calmed(steps: list[Opcode], old: Sequence[Atom]) -> list[Opcode]:
    """Without single characters that stayed between two changes: they help the program, not the reader."""
    calm: list[Opcode] = []
    for at, (kind, i1, i2, j1, j2) in enumerate(steps):
        step = kind
        if kind == "equal" and 0 < at < len(steps) - 1 and _is_crumb(old[i1:i2]):
            step = "replace"
        if calm and step != "equal" and calm[-1][0] != "equal":
            _, first, _, start, _ = calm.pop()
            calm.append(("replace", first, i2, start, j2))
        else:
            calm.append((step, i1, i2, j1, j2))
    return calm


def _is_crumb(kept: Sequence[Atom]) -> bool:
    return len(kept) == 1 and len(kept[0].text) == 1 and kept[0].text not in _PUNCTUATION


def _weight(sequence: Iterable[Atom]) -> int:
    return sum(len(each.text) or 1 for each in sequence)
