"""An outline of one's own: copied, compared with the one that comes with plangen, taken over section by section."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Severity, in_order
from plangen.errors import NoOutline, NoSuchSection, OutlineInWord, OutlineThere
from plangen.model.dossier import DOSSIER, DossierEntry
from plangen.model.outline import (
    Choice,
    HeadingLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    each_node,
    keys_of,
)
from plangen.pipeline.building.build import chosen
from plangen.pipeline.check import Outcome, study
from plangen.pipeline.outline_files import is_word, own_outlines, read_outline_file, shipped
from plangen.pipeline.outlining.opened import OutlineBlock, blocks_named, outlined_entry
from plangen.reading.outline_rules import NOTHING, OPEN_COMMENT
from plangen.reading.text import encoding_of, lines_as_written
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import read_files


class Lacking(Struct, frozen=True, kw_only=True):
    """A section of the shipped outline that the plan's own has not."""

    key: str
    title: str
    lines: tuple[str, ...]
    after: str  # the key of the section that stands before it and is there; empty: it comes first


class ComparedOutline(Struct, frozen=True, kw_only=True):
    """What the outline that comes with plangen has and the plan's own has not."""

    entry: DossierEntry
    file: str
    outcome: Outcome = Outcome(findings=())  # with an error the plan's own could not be read, and nothing was compared
    lacking: tuple[Lacking, ...] = ()
    blocks: tuple[OutlineBlock, ...] = ()  # that neither it nor a lacking section names
    taken: tuple[str, ...] = ()  # the keys of what was taken over just now


def copy_outline(root: Path, name: str) -> str:
    """Put the outline that comes with plangen into the plan's templates/, to be edited; its path.

    Raises:
        UsageProblem: NoDocument, NoOutline; OutlineThere where the plan has one.
        EnvironmentProblem: Unwritable, DiskFull, LeadsOut.
    """
    entry = _shipped_entry(root, name)
    file, raw = shipped()[entry.id]
    own = own_outlines(read_files(root).contents).get(entry.id)
    if own is not None or (root / file).exists():
        raise OutlineThere(path=file if own is None else own[0])
    write_atomically(root / file, raw, within=root)
    return file


def compare_outline(root: Path, name: str, keys: Sequence[str] = ()) -> ComparedOutline:
    """What the shipped outline has and the plan's own lacks; the sections of these keys are taken over.

    Where the plan's own cannot be read, only what is wrong with it.

    Raises:
        UsageProblem: NoDocument, NoOutline, NoSuchSection; OutlineInWord where one is to be taken over into such a one.
        EnvironmentProblem: Unwritable, DiskFull, LeadsOut.
    """
    entry = _shipped_entry(root, name)
    files = study(root).files
    file, raw = own_outlines(files.contents).get(entry.id, shipped()[entry.id])
    outline, found = read_outline_file(entry.id, file, raw)
    unread = [*_about(file, files.findings), *_unread(outline, found)]
    if unread:
        return ComparedOutline(entry=entry, file=file, outcome=Outcome(findings=in_order(unread)))
    own, theirs = _Sections(outline, _text_of(file, raw)), _Sections(*_shipped_outline(entry.id))
    lacking = tuple(theirs.lacking_in(own))
    _refuse_others(keys, [each.key for each in lacking], file)
    wanted = [each for each in lacking if each.key in keys]
    if wanted:
        write_atomically(root / file, own.with_sections(wanted), within=root)
    return ComparedOutline(
        entry=entry,
        file=file,
        lacking=tuple(each for each in lacking if each.key not in keys),
        blocks=tuple(_unnamed(own.outline, theirs.outline)),
        taken=tuple(each.key for each in wanted),
    )


def _shipped_entry(root: Path, name: str) -> DossierEntry:
    """The document called so, for which an outline comes with plangen."""
    dossier = study(root).plan.dossier
    entry = outlined_entry(chosen((name,), dossier)[0], dossier)
    if entry.own:
        raise NoOutline(name=entry.name.zh, known=[each.name.zh for each in DOSSIER if each.outlined])
    return entry


def _shipped_outline(document: str) -> tuple[Outline, bytes]:
    """The outline that comes with plangen, with its text."""
    file, raw = shipped()[document]
    return read_outline_file(document, file, raw)[0], raw


def _about(file: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What is said of this file."""
    return (each for each in findings if each.at.file == file)


def _unread(outline: Outline, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Why nothing of the outline could be read, or nothing from some line on: nobody knows then what it lacks.

    One that is empty lacks everything.
    """
    for each in findings:
        is_unread = not outline.nodes and each.rule is not NOTHING
        if each.severity is Severity.ERROR and (is_unread or each.rule is OPEN_COMMENT):
            yield each


def _text_of(file: str, raw: bytes) -> bytes:
    """The text of an outline, which one in Word has not."""
    return b"" if is_word(file) else raw


def _refuse_others(keys: Sequence[str], known: Sequence[str], file: str) -> None:
    """Only what is lacking can be taken over, and nothing into an outline in Word."""
    if keys and is_word(file):
        raise OutlineInWord(path=file)
    for key in keys:
        if key not in known:
            raise NoSuchSection(name=key, known=known)


def _unnamed(own: Outline, theirs: Outline) -> Iterator[OutlineBlock]:
    """The blocks that neither outline has generated."""
    nodes = each_node((*own.nodes, *theirs.nodes))
    named = {f"〔{node.kind}：{node.name}〕" for node in nodes if isinstance(node, Placeholder)}
    return (each for each in blocks_named(own) if each.placeholder not in named)


class _Cut(Struct, frozen=True, kw_only=True):
    """A section with the lines that it takes."""

    heading: HeadingLine
    keys: tuple[str, ...]  # of every heading in it, in order
    start: int  # its first line, from 0
    end: int  # the line behind its last


class _Sections:
    """An outline cut into sections: each from its heading to the next, loops and choices around it kept whole."""

    def __init__(self, outline: Outline, raw: bytes) -> None:
        self.outline = outline
        self._encoding = encoding_of(raw)
        self._lines = lines_as_written(raw)
        self.pieces = tuple(self._cut())

    def _cut(self) -> Iterator[_Cut]:
        """The sections in order."""
        starts = list(_headings(self.outline.nodes))
        ends = [start for _, start in starts[1:]] + [len(self._lines)] * bool(starts)
        for (headings, start), end in zip(starts, ends, strict=True):
            yield _Cut(heading=headings[0], keys=tuple(each.key for each in headings), start=start, end=end)

    def lacking_in(self, other: "_Sections") -> Iterator[Lacking]:
        """The sections of which the other one has nothing, wherever it has it."""
        there = keys_of(other.outline)
        before = ""
        for each in self.pieces:
            if known := [key for key in each.keys if key in there]:
                before = known[-1]
            else:
                lines = self._lines[each.start : each.end]
                yield Lacking(key=each.heading.key, title=each.heading.text, lines=lines, after=before)

    def with_sections(self, wanted: Sequence[Lacking]) -> bytes:
        """The text with these sections behind those that they follow."""
        ends = {key: each.end for each in self.pieces for key in each.keys}
        first = self.pieces[0].start if self.pieces else len(self._lines)
        added: dict[int, list[str]] = {}
        for each in wanted:
            added.setdefault(ends.get(each.after, first), []).extend(each.lines)
        lines: list[str] = []
        for number, line in enumerate([*self._lines, ""]):
            if number in added:
                lines += _apart(lines, added[number], self.line_end)
            lines.append(line)
        return "".join(lines).encode(self._encoding)

    @property
    def line_end(self) -> str:
        """How the lines of the file end."""
        return "\r\n" if self._lines and self._lines[0].endswith("\r\n") else "\n"


def _apart(before: Sequence[str], lines: Sequence[str], line_end: str) -> list[str]:
    """Lines that come behind others, each with this end."""
    ended = [line.rstrip("\r\n") + line_end for line in lines]
    return ended if not before or before[-1].endswith(("\n", "\r")) else [line_end, *ended]


def _headings(nodes: Sequence[OutlineNode]) -> Iterator[tuple[list[HeadingLine], int]]:
    """Each heading with the line on which its section begins, from 0.

    A loop or choice with headings in it is one section, from its own line on, known by the first of them.
    """
    for node in nodes:
        if isinstance(node, HeadingLine):
            yield [node], node.at.line - 1
        elif isinstance(node, Loop | Choice):
            inner = [each for each in each_node((node,)) if isinstance(each, HeadingLine)]
            if inner:
                yield inner, node.at.line - 1
