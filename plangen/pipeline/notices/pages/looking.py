"""Notices looked at as their readers will: on the pages that LibreOffice makes of them, letter by letter.

Whatever a command names is laid out, all in one start of LibreOffice; where it is asked for everything, only pages that
were kept are looked at, so that it stays quick. What nobody has looked at is said, and never issued.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Words, words
from plangen.errors import EnvironmentProblem
from plangen.office.ooxml.trees import Parts
from plangen.office.paper import held_together
from plangen.office.paper.paper_rules import CUT, LOST
from plangen.office.paper.seen import seen_proof as seen
from plangen.office.paper.seen.missing import font_names, missing_sample, missing_shapes
from plangen.office.paper.seen.seen_proof import SeenProof, findings_of, proved, shows
from plangen.office.paper.seen.seen_rules import RULES as SEEN_RULES
from plangen.office.paper.unlikeness import Unlike
from plangen.office.readable.file import package_parts
from plangen.office.release.rules import COMMENT, TRACKED
from plangen.pipeline.building.office_program import Office, find_office
from plangen.pipeline.building.paper_text import compared_pages
from plangen.pipeline.notices.proofs import proofs_of
from plangen.pipeline.notices.readiness import Readiness, content_of
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import as_refusal
from plangen.workspace.conversions import Unchanged

ABSENT = words("没有找到 LibreOffice", "LibreOffice was not found")
_FAILED = words("LibreOffice 没有排出版面", "LibreOffice made no pages")
_NOT_KEPT = words("还没有排过版面", "they were not laid out yet")
_KIND = "seen"
_ASKED = frozenset({Unlike.LOST, Unlike.CUT, Unlike.ADDED, Unlike.MOVED})
_AGREED = 12  # characters of two texts that are one, as messages give them


class Looking(StrEnum):
    """How far a command goes to see pages."""

    MAKE = "make"  # those that are not there are made, and kept
    TRY = "try"  # made, and not kept: nothing is written
    KEPT = "kept"  # only those that are there

    @classmethod
    def of(cls, *, dry_run: bool) -> "Looking":
        """That of a command that records something, or would."""
        return cls.TRY if dry_run else cls.MAKE

    @classmethod
    def at(cls, *names: str) -> "Looking":
        """That of a command that shows what is named, or everything where nothing is."""
        return cls.MAKE if any(names) else cls.KEPT


class _Shot(Struct, frozen=True, kw_only=True):
    """A notice's file and its pages."""

    raw: bytes
    pdf: bytes
    missing: frozenset[str]


def looked(run: Run, notices: Sequence[Readiness], how: Looking) -> tuple[Readiness, ...]:
    """The same notices with what their pages show, or with why nobody has looked at them.

    Whatever a reader does not see stands among what may not leave the house, and counts for no statutory element.
    """
    office = find_office(run.project.root)
    if office is None:
        return tuple(_unlooked(each, ABSENT) for each in notices)
    return _looked(run, notices, how, office if how is Looking.MAKE else _unchanged(office, run))


def _unchanged(office: Office, run: Run) -> Office:
    return replace(office, kept=Unchanged(run.project.root))


def _looked(run: Run, notices: Sequence[Readiness], how: Looking, office: Office) -> tuple[Readiness, ...]:
    names = [f"{number}/{each.file}" for number, each in enumerate(notices)]
    raws = {name: each.raw for name, each in zip(names, notices, strict=True) if each.raw is not None}
    try:
        shots = _shots(office, raws, how)
    except EnvironmentProblem:
        return tuple(_unlooked(each, _FAILED) for each in notices)
    why = _NOT_KEPT if how is Looking.KEPT else _FAILED
    return tuple(
        _looked_at(run, each, shots[name], office) if name in shots else _unlooked(each, why)
        for name, each in zip(names, notices, strict=True)
    )


def _unlooked(ready: Readiness, why: Words) -> Readiness:
    return ready if ready.raw is None else replace(ready, unlooked=why)


def _shots(office: Office, raws: Mapping[str, bytes], how: Looking) -> Mapping[str, _Shot]:
    """The pages of each, and the shapes that missing characters have in its fonts; where kept ones do, of those."""
    samples = {name: missing_sample(font_names(Parts(package_parts(raw)))) for name, raw in raws.items()}
    keys = {name: f"{hashlib.sha256(sample).hexdigest()}.docx" for name, sample in samples.items()}
    wanted = {**raws, **{keys[name]: sample for name, sample in samples.items()}}
    pdfs = office.kept_pdfs(wanted) if how is Looking.KEPT else office.some_pdfs(wanted).pdfs
    shapes = {key: missing_shapes(pdfs[key]) for key in set(keys.values()) & pdfs.keys()}
    return {
        name: _Shot(raw=raw, pdf=pdfs[name], missing=shapes[keys[name]])
        for name, raw in raws.items()
        if name in pdfs and keys[name] in shapes
    }


def _looked_at(run: Run, ready: Readiness, shot: _Shot, office: Office) -> Readiness:
    proof = _proof(shot, office)
    held = compared_pages(None, shot.raw, shot.pdf, office)
    differences = [each for each in held.differences if each.kind in _ASKED]
    told = (*findings_of(proof, ready.file), *map(as_refusal, held_together.findings(differences, ready.file)))
    more = _beyond(told, ready.hygiene)
    hidden = [each.text for each in proof.unseen] + _hidden((*ready.hygiene, *told))
    proofs, said = proofs_of(run, ready.draft, shows(shot.raw, hidden))
    seen_less = replace(ready, hygiene=(*ready.hygiene, *more), proofs=proofs, pdf=shot.pdf)
    return replace(seen_less, content=content_of(seen_less, said))


def _proof(shot: _Shot, office: Office) -> SeenProof:
    """The proof, once for the same file, pages and shapes."""
    digests = [hashlib.sha256(each).hexdigest() for each in (shot.raw, shot.pdf)]
    said = "\0".join((seen.FORM, *digests, *sorted(shot.missing)))
    key = hashlib.sha256(said.encode()).hexdigest()
    kept = office.kept.get(key, _KIND)
    if kept is not None:
        try:
            return msgspec.json.decode(kept, type=SeenProof)
        except msgspec.DecodeError:
            pass  # damaged: proved again
    found = proved(shot.raw, shot.pdf, shot.missing)
    office.kept.put(key, _KIND, msgspec.json.encode(found))
    return found


def _beyond(told: Iterable[Finding], before: Iterable[Finding]) -> tuple[Finding, ...]:
    """What pages tell that the file alone has not told already of the same text."""
    known = [_text(each) for each in before if each.code in _TOLD]
    found: list[Finding] = []
    for each in told:
        text = _text(each)
        if not any(_is_one(text, other) for other in (*known, *map(_text, found))):
            found.append(each)
    return tuple(found)


def _is_one(text: str, other: str) -> bool:
    begins, ends = text[:_AGREED], other[:_AGREED]
    return bool(begins and ends) and (begins in other or ends in text)


def _hidden(findings: Iterable[Finding]) -> list[str]:
    """The texts that nobody sees; of a row of a table, those of its cells."""
    return [text for each in findings if each.code in _UNSEEN for text in _text(each).split("｜")]


def _text(finding: Finding) -> str:
    return "".join(str(finding.values.get("text", "")).split())


_UNSEEN = frozenset({"H103", "H158", *(each.code for each in SEEN_RULES), LOST.code, CUT.code})
_TOLD = _UNSEEN | {TRACKED.code, COMMENT.code}
"""Of whose texts pages need not tell again that nobody sees them."""
