"""`plangen rename`: another id for one thing, wherever the plan names it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from plangen.checks.needs import sharing
from plangen.diagnostics import Finding, Place, in_order
from plangen.editing.editor import paths_at
from plangen.editing.edits import Edit, Replace
from plangen.errors import UnreadPlan
from plangen.model.audience import SectionAudience
from plangen.model.document_list import FOLDER
from plangen.model.outline import FOLDER as OUTLINES
from plangen.model.own_words import WORDING
from plangen.model.plan import Plan
from plangen.model.renaming import RENAMABLE, Renamable, renamed
from plangen.model.values import ID_PATTERN
from plangen.model.walk import Value
from plangen.pipeline.changing.change_rules import WORD_FILE
from plangen.pipeline.changing.id_problems import BadId, IdTaken, NoKind, NoSuchId
from plangen.pipeline.changing.mentions import Keys, in_outline, in_word_files, in_words, keys_of
from plangen.pipeline.changing.proving import (
    Changed,
    changing,
    differing,
    file_changes,
    otherwise,
    studied,
    with_edits,
)
from plangen.pipeline.check import Outcome, Study

_PAST = ("source/revisions/", "source/approvals/", "source/issued/", "source/duties/")
_OUTLINES = (f"{FOLDER}/", f"{OUTLINES}/")

_Wanted = dict[str, dict[tuple[int, int], str]]
"""By file and place (line and column from 1) what is to be written there."""


class Renaming(Struct, frozen=True, kw_only=True):
    """What is to be called otherwise."""

    kind: Renamable
    old: str
    new: str

    def same(self, text: str) -> str:
        """A text with the new id wherever it says the old one."""
        return re.sub(rf"(?<![a-z0-9-]){re.escape(self.old)}(?![a-z0-9-])", self.new, text)


def rename_id(root: Path, kind: str, old: str, new: str, *, dry_run: bool = False) -> Changed:
    """Give what is called `old` the id `new` in every file of the project at `root`, or say what is against it.

    Raises:
        UsageProblem: NoKind, NoSuchId, IdTaken, BadId, UnreadPlan.
        EnvironmentProblem: Busy, Unwritable, DiskFull, InTheWay, LeadsOut.
    """
    if kind not in RENAMABLE:
        raise NoKind(kind=kind, known=list(RENAMABLE))
    if not re.fullmatch(ID_PATTERN, new):
        raise BadId(id=new)
    wanted = Renaming(kind=RENAMABLE[kind], old=old, new=new)
    return changing(root, lambda project: _renamed(project, wanted), dry_run=dry_run)


def _renamed(project: Study, wanted: Renaming) -> Changed:
    if project.plan.missing:
        raise UnreadPlan
    at = _declared(project.plan, wanted)
    contents, keys = project.files.contents, _keys(project, wanted)
    made, findings = with_edits(contents, _edits(project, wanted, keys))
    if findings:
        return Changed(outcome=Outcome(findings=in_order(findings)))
    made.update(_templates(contents, keys))
    against = otherwise(*differing(project, studied(project, made), wanted.same), at)
    in_word = () if against else _in_word(contents, wanted, keys)
    return Changed(outcome=Outcome(findings=(*against, *in_word)), files=file_changes(contents, made))


def _keys(project: Study, wanted: Renaming) -> Keys | None:
    """Keys of sections that are made of ids; None where an id may be of another kind, which a template does not say."""
    same = (each for each in _ids(project.plan) if each.value == wanted.old)
    if any(type(each.record) not in wanted.kind.records for each in same):
        return None
    outlines = (raw for path, raw in project.files.contents.items() if _is_outline(path))
    return keys_of(outlines, wanted.old, wanted.new)


def _declared(plan: Plan, wanted: Renaming) -> Place:
    """Where the thing has its id; the new one must be free where ids are shared."""
    ids = {str(each.value): each for each in _ids(plan) if type(each.record) in wanted.kind.records}
    found = ids.get(wanted.old)
    if found is None:
        raise NoSuchId(kind=wanted.kind.name, id=wanted.old, known=sorted(ids) or "—")
    taken = next((each for each in sharing(plan, found.record) if each.id == wanted.new), None)
    if taken is not None:
        raise IdTaken(id=wanted.new, title=taken.title)
    return found.place


def _ids(plan: Plan) -> Iterator[Value]:
    return (each for each in plan.values if each.field.name == "id")


def _edits(project: Study, wanted: Renaming, keys: Keys | None) -> Mapping[str, list[Edit]]:
    """By file what is written otherwise: ids, references, places, sections in the audiences."""
    places: _Wanted = {}
    for value in project.plan.values:
        said = renamed(value, wanted.kind, wanted.old, wanted.new)
        if keys is not None and type(value.record) is SectionAudience and value.field.name == "section":
            said = keys.renamed(str(value.value))
        if said not in {None, value.value} and not value.place.file.startswith(_PAST):
            places.setdefault(value.place.file, {})[value.place.line, value.place.column] = str(said)
    return _at_places(project.files.contents, places)


def _at_places(contents: Mapping[str, bytes], wanted: _Wanted) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for file, places in wanted.items():
        paths = paths_at(file, contents[file], places)
        found[file] = [Replace(path, said) for path, said in zip(paths, places.values(), strict=True) if path]
    return found


def _templates(contents: Mapping[str, bytes], keys: Keys | None) -> Iterator[tuple[str, bytes]]:
    """Outlines and words of forms whose keys and tags say the id."""
    if keys is None:
        return
    for path, raw in contents.items():
        made = raw
        if _is_outline(path):
            made = in_outline(raw, keys)
        elif path == WORDING:
            made = in_words(path, raw, keys)
        if made != raw:
            yield path, made


def _is_outline(path: str) -> bool:
    return path.startswith(_OUTLINES) and path.lower().endswith(".md")


def _in_word(contents: Mapping[str, bytes], wanted: Renaming, keys: Keys | None) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            rule=WORD_FILE,
            at=Place(file=path),
            values={"old": wanted.old, "new": wanted.new, "text": line},
        )
        for path, line in (in_word_files(contents, keys) if keys is not None else ())
    )
