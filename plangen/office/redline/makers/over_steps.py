"""The redline over several revisions: each mark has the author and date of the one that made it.

The marks are those of the two ends, so that accepting and rejecting give these. Each step is redlined for itself, and
every word that came or went is followed through the steps. A word that came bears the newest revision that wrote it,
one that went the first one that took it away; where several revisions wrote in one place a comment names them all.
"""

import datetime
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from plangen.office.ooxml.guard import unpacked
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.trees import parsed
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.redline.about import certified_again
from plangen.office.redline.engine import Redlined, first_number, redline
from plangen.office.redline.makers.signing import Remarked, Signing
from plangen.office.redline.makers.streams import streams
from plangen.office.redline.makers.word_history import ancestries, newest
from plangen.office.redline.marks import Fate, Signature, stamp
from plangen.office.redline.parts import Package, Relation, written
from plangen.office.redline.xml import PARAGRAPH, RUN, TEXT, Element, val, w

_COMMENTS = "word/comments.xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RANGES = tuple(w(f"{name}RangeStart") for name in ("moveFrom", "moveTo", "customXmlIns", "customXmlDel"))
_MARKS = tuple(map(w, Fate))


class RedlineStep(Struct, frozen=True, kw_only=True):
    """The document as a revision left it, and who made the revision."""

    raw: bytes
    author: str
    date: datetime.datetime
    name: str  # v1.1

    @property
    def signature(self) -> Signature:
        """What its marks say."""
        return Signature(author=self.author, date=stamp(self.date))


def redline_over(old: bytes, steps: Sequence[RedlineStep], names: tuple[str, str]) -> Redlined:
    """The redline of the old document against the last step, each mark by the step that made it.

    Steps that change nothing, or that cannot be compared, are told with the next one.
    """
    last = steps[-1]
    made = redline(old, last.raw, author=last.author, date=last.date, names=names)
    told = [*_told(old, steps)] if made.raw is not None and not made.summary.is_empty else []
    if made.raw is None or len({each.signature for each, _ in told}) <= 1:
        return _by_one(made, old, steps, told, names)
    parts, _ = unpacked(made.raw, names[1])
    assert parts is not None  # it was made just now
    return Redlined(raw=_signed(parts, told), summary=made.summary, findings=made.findings)


def _by_one(
    made: Redlined,
    old: bytes,
    steps: Sequence[RedlineStep],
    told: "Sequence[tuple[RedlineStep, Package]]",
    names: tuple[str, str],
) -> Redlined:
    """The redline where a single step made everything, which need not be the last one."""
    signatures = {each.signature for each, _ in told}
    if not signatures or steps[-1].signature in signatures:
        return made
    return redline(old, steps[-1].raw, author=told[0][0].author, date=told[0][0].date, names=names)


def _told(old: bytes, steps: Sequence[RedlineStep]) -> "Iterator[tuple[RedlineStep, Package]]":
    """Each step that changed something, with its own redline."""
    before = old
    for step in steps:
        made = redline(before, step.raw, author=step.author, date=step.date)
        if made.raw is None:
            continue
        before = step.raw
        parts, _ = unpacked(made.raw, step.name)
        if parts is not None and not made.summary.is_empty:
            yield step, Package(parts)


def _signed(parts: Mapping[str, bytes], told: "Sequence[tuple[RedlineStep, Package]]") -> bytes:
    package, trees = Package(parts), dict[str, Element]()
    signatures = [step.signature for step, _ in told]
    numbers = itertools.count(first_number(package))
    whole, own = streams(package, trees), [streams(each, {}) for _, each in told]
    remarked = [each for one in ancestries(whole, own) for each in Signing(one, signatures, numbers).sign()]
    _sign_styles(package, trees, told)
    for tree in trees.values():
        _sign_ranges(tree)
    if remarked:
        comments = _remark(remarked, [step for step, _ in told], numbers)
        package.add(_COMMENTS, written(comments), _TYPE)
        package.relate(DOCUMENT, Relation(kind=_KIND, target=_COMMENTS))
    for part, tree in trees.items():
        package.parts[part] = written(tree)
    return certified_again(package.sealed_parts())


def _sign_ranges(tree: Element) -> None:
    """The begins of moves and of controls, which hold no words themselves, as the mark that follows."""
    about: dict[str, str] = {}
    for each in reversed(list(tree.iter(*_MARKS, *_RANGES))):
        if each.tag in _MARKS:
            about = {name: each.get(name, "") for name in (w("author"), w("date"))}
        else:
            for name, value in about.items():
                each.set(name, value)


def _sign_styles(package: Package, trees: dict[str, Element], told: "Sequence[tuple[RedlineStep, Package]]") -> None:
    """Definitions of styles, each by the newest step that changed the same of the same style."""
    part = package.related(DOCUMENT, "styles")
    if not part:
        return
    trees[part] = parsed(package.parts[part])
    steps = [{key for key, _ in _style_changes(each)} for each in (_styles(package) for _, package in told)]
    for key, change in _style_changes(trees[part]):
        step = newest(number for number, known in enumerate(steps) if key in known)
        signature = told[-1 if step is None else step][0].signature
        change.set(w("author"), signature.author)
        change.set(w("date"), signature.date)


def _styles(package: Package) -> Element:
    part = package.related(DOCUMENT, "styles")
    return parsed(package.parts[part]) if part else etree.Element("none")


def _style_changes(styles: Element) -> Iterator[tuple[tuple[str, str, str], Element]]:
    for style in styles.iter(w("style")):
        for change in style.iter(w("pPrChange"), w("rPrChange")):
            yield (style.get(w("type"), ""), val(style, "name").lower(), str(change.tag)), change


def _remark(remarked: Iterable[Remarked], steps: Sequence[RedlineStep], numbers: Iterator[int]) -> Element:
    """The comments that name all who wrote in one place; each is anchored here."""
    comments = etree.Element(w("comments"), nsmap={"w": NAMESPACES["w"]})
    for each in remarked:
        about = steps[each.steps[-1]].signature
        number = {w("id"): str(next(numbers))}
        attributes = {**number, w("author"): about.author, w("date"): about.date, w("initials"): ""}
        comment = etree.SubElement(comments, w("comment"), attributes)
        run = etree.SubElement(etree.SubElement(comment, PARAGRAPH), RUN)
        etree.SubElement(run, TEXT).text = _remark_on([steps[step] for step in each.steps])
        each.first.addprevious(etree.Element(w("commentRangeStart"), number))
        reference = etree.Element(RUN)
        etree.SubElement(reference, w("commentReference"), number)
        each.last.addnext(reference)
        each.last.addnext(etree.Element(w("commentRangeEnd"), number))
    return comments


def _remark_on(steps: Iterable[RedlineStep]) -> str:
    named = "；".join(f"{each.name}（{each.date.date().isoformat()}，{each.author}）" for each in steps)
    return f"此处先后经这些版本修改：{named}。"
