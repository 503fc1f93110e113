"""What outlines say, what they could have, and which fields their texts may name."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.blocks.names import known_names
from plangen.blocks.template import Gap, Listing, Names
from plangen.diagnostics import Place, in_order
from plangen.documents.catalogue import blocks_of
from plangen.documents.outlines.computed import meanings
from plangen.documents.outlines.plan_names import NamesOfPlan
from plangen.errors import NoOutline
from plangen.language.following import Asking
from plangen.language.tags import TAG, read
from plangen.model.dossier import Dossier, DossierEntry
from plangen.model.outline import (
    LIST,
    Choice,
    HeadingLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    each_node,
)
from plangen.model.spec import Record, fields, title_of
from plangen.model.subjects import SECTIONS
from plangen.pipeline.building.build import chosen
from plangen.pipeline.check import Outcome, Study, study
from plangen.pipeline.dossier_files import own_documents
from plangen.pipeline.outline_files import own_outlines, shipped

_LONGEST = 24  # characters of a value that is shown


class TreeLine(Struct, frozen=True, kw_only=True):
    """A line of the outline as a tree: a heading with its key, or what is generated under it."""

    depth: int
    text: str
    key: str = ""  # of a heading
    at: Place
    loop: str = ""  # what it is repeated for


class OutlineBlock(Struct, frozen=True, kw_only=True):
    """Something that the document can have generated."""

    placeholder: str  # 〔表：演练步骤〕
    meaning: str
    columns: tuple[str, ...] = ()
    options: tuple[str, ...] = ()  # by which it says other words
    loop: str = ""  # over what it has to stand
    used: bool


class OutlineField(Struct, frozen=True, kw_only=True):
    """A field that the texts of an outline may name."""

    name: str  # 应急小组.组长, within a loop 部门[].名称
    meaning: str
    value: str = ""  # what it says now
    used: bool


class Outlined(Struct, frozen=True, kw_only=True):
    """One outline, laid open."""

    entry: DossierEntry
    file: str
    is_own: bool  # lies in the plan's templates/
    is_changed: bool  # says something else than the one that comes with plangen
    is_template: bool  # an Office file that is filled in
    tree: tuple[TreeLine, ...]
    blocks: tuple[OutlineBlock, ...]
    fields: tuple[OutlineField, ...]


class Outlining(Struct, frozen=True, kw_only=True):
    """The outlines of a plan."""

    outcome: Outcome
    outlines: tuple[Outlined, ...]
    is_list: bool = False  # nobody asked for one of them


def lay_open(root: Path, names: Sequence[str]) -> Outlining:
    """The outlines of the documents called so, all when none is named; nothing is written.

    Raises:
        UsageProblem: NoDocument, NoOutline.
    """
    found = study(root)
    dossier = found.plan.dossier
    every = [each for each in dossier.entries if each.outlined]
    entries = [outlined_entry(each, dossier) for each in chosen(names, dossier)] if names else every
    opened = tuple(_opened(found, entry) for entry in entries)
    own = {each.file for each in opened if each.is_own}
    findings = in_order(each for each in found.outcome.findings if each.at.file in own)
    return Outlining(outcome=Outcome(findings=findings), outlines=opened, is_list=not names)


def outlined_entry(entry: DossierEntry, dossier: Dossier) -> DossierEntry:
    """The entry itself.

    Raises:
        UsageProblem: NoOutline where the document is made otherwise.
    """
    if not entry.outlined:
        raise NoOutline(name=entry.name.zh, known=[each.name.zh for each in dossier.entries if each.outlined])
    return entry


def outline_file(found: Study, entry: DossierEntry) -> tuple[str, bytes]:
    """The file that the document is made from, the plan's own or the one that comes with plangen, and its content."""
    own = {**own_outlines(found.files.contents), **own_documents(found.files.contents)}
    return own.get(entry.id) or shipped()[entry.id]


def _opened(found: Study, entry: DossierEntry) -> Outlined:
    file, raw = outline_file(found, entry)
    outline = found.plan.outlines[entry.id]
    return Outlined(
        entry=entry,
        file=file,
        is_own=file in found.files.contents,
        is_changed=(file, raw) != shipped().get(entry.id),
        is_template=bool(outline.template),
        tree=tuple(_tree(outline.nodes, 0, "")),
        blocks=tuple(blocks_named(outline)),
        fields=() if found.plan.missing else tuple(_fields(found, outline)),
    )


def _tree(nodes: Sequence[OutlineNode], depth: int, loop: str) -> Iterator[TreeLine]:
    """Headings by their levels, and what is generated under each."""
    below = depth
    for node in nodes:
        if isinstance(node, HeadingLine):
            below = node.level
            yield TreeLine(depth=node.level - 1, text=node.text, key=node.key, at=node.at, loop=loop)
        elif isinstance(node, Placeholder):
            yield TreeLine(depth=below, text=f"〔{node.kind}：{node.name}〕", at=node.at, loop=loop)
        elif isinstance(node, Loop):
            tag = read(node.tag)
            yield from _tree((*node.body, *node.otherwise), below, tag.variable if tag else "")
        elif isinstance(node, Choice):
            for _, body in node.branches:
                yield from _tree(body, below, loop)


def blocks_named(outline: Outline) -> Iterator[OutlineBlock]:
    """Everything that the document can have generated, with whether this outline names it."""
    named = {f"{each.kind}：{each.name}" for each in each_node(outline.nodes) if isinstance(each, Placeholder)}
    for name, spec in ({} if outline.template else blocks_of(outline.document)).items():
        yield OutlineBlock(
            placeholder=f"〔{name}〕",
            meaning=spec.meaning,
            columns=tuple(head.name for head in spec.heads),
            options=tuple(spec.words),
            loop="、".join(map(title_of, spec.about)),
            used=name in named,
        )


def _fields(found: Study, outline: Outline) -> Iterator[OutlineField]:
    """Every field by its shortest name, with what it says now."""
    facts = NamesOfPlan(found.plan).all()
    sections = {each.name for each in SECTIONS}
    used = _used(outline, facts)
    told = _notes()
    for known in known_names(facts):
        if known.english.partition(".")[0] in sections:
            continue  # reached by the title of the field alone
        value = known.value
        is_group = isinstance(value, Listing) and isinstance(value.sample, Names)
        yield OutlineField(
            name=known.chinese,
            meaning=told.get((known.group.title, known.chinese.rpartition(".")[2]), ""),
            value="" if is_group or isinstance(value, Gap) else _shortened(str(value)) if value else "",
            used=known.english in used,
        )


def _used(outline: Outline, facts: Names) -> set[str]:
    """The English paths that the tags and lists of an outline name."""
    asking = Asking(facts)
    lists = [node.name for node in each_node(outline.nodes) if isinstance(node, Placeholder) and node.kind == LIST]
    texts = [*(line.text for line in outline.lines), *(f"{{{{ {name} }}}}" for name in lists)]
    tags = map(read, itertools.chain.from_iterable(map(TAG.findall, texts)))
    return {path for tag in tags if tag is not None for path, _ in asking.named(tag)}


def _notes() -> Mapping[tuple[str, str], str]:
    """What the fields of each kind of record mean, by the titles of both."""
    found: dict[tuple[str, str], str] = dict(meanings())
    kinds: list[type[Record]] = [section.record for section in SECTIONS]
    for kind in kinds:
        for field in fields(kind).values():
            found[title_of(kind), field.title] = field.note
            if isinstance(field.kind, type) and issubclass(field.kind, Record) and field.kind not in kinds:
                kinds.append(field.kind)
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
