"""Who made a revision and from when it holds: what a record has to say, and a record by hand whose blanks are filled.

The first record comes with the starter and is full of blanks. What the command line says goes into them; every other
byte stays, in whatever encoding the file is.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import fields

from plangen.editing.editor import edited
from plangen.editing.edits import Replace
from plangen.model.records import Revision
from plangen.model.values import is_todo
from plangen.pipeline.revisions.proposal import REASONS, Proposal
from plangen.reading.source import read_section

NEEDED = {
    "author": "编制人",
    "reviewer": "审核人",
    "approver": "批准人",
    "date": "修订日期",
    "effective": "生效日期",
}
"""What every record says, with its Chinese names."""
_TITLES = {**NEEDED, "reason": "修订原因", "chapters": "修订章节", "summary": "内容摘要", "drill": "依据的演练"}
_SETTLING = {"answers": "解决的演练问题", "deferred": "暂缓的演练问题", "withdrawn": "不再处理的演练问题"}


class Filled(Struct, frozen=True, kw_only=True):
    """A record that somebody wrote by hand, with what the command line says in its blanks."""

    raw: bytes
    record: Revision | None  # as it reads; None where it cannot be read
    contrary: tuple[str, ...] = ()  # what the command line says and the record says otherwise, by Chinese name
    blank: tuple[str, ...] = ()  # fields that are still to be filled in


def filled(proposal: Proposal, by_hand: bytes) -> Filled:
    """The record by hand as it is to be recorded; itself where nothing can be filled in."""
    record = _read(proposal, by_hand)
    if record is None:
        return Filled(raw=by_hand, record=None, contrary=("内容",) if proposal.wanted.says_anything else ())
    raw, made = _filled_in(proposal, by_hand, record)
    contrary = tuple(name for name, value in _said(proposal, record).items() if getattr(made, name) != value)
    return Filled(
        raw=raw,
        record=made,
        contrary=(*(_TITLES[name] for name in contrary), *_otherwise_settled(proposal, made)),
        blank=tuple(name for name in _blank(made, NEEDED) if name not in contrary),
    )


def _filled_in(proposal: Proposal, by_hand: bytes, record: Revision) -> tuple[bytes, Revision]:
    """The record with what is said in its blanks; as it was where that would not read as it is meant."""
    said = _said(proposal, record)
    blanks = {name: said[name] for name in _blank(record, said)}
    raw = edited(proposal.path, by_hand, [Replace((name,), str(value)) for name, value in blanks.items()]).raw
    made = _read(proposal, raw)
    return (raw, made) if made and _is_meant(record, made, blanks) else (by_hand, record)


def _blank(record: Revision, names: Iterable[str]) -> list[str]:
    """Those of the fields that are still to be filled in."""
    return [name for name in names if is_todo(getattr(record, name))]


def _read(proposal: Proposal, raw: bytes) -> Revision | None:
    record = read_section("revisions", proposal.path, raw)
    return record if isinstance(record, Revision) else None


def _said(proposal: Proposal, record: Revision) -> dict[str, object]:
    """What the command line says, by the record's fields; a date only where the record has none."""
    wanted = proposal.wanted
    reason = REASONS.get(wanted.reason, wanted.reason) + (f"：{wanted.note}" if wanted.note else "")
    every = {
        "reason": reason,
        "author": wanted.author.strip(),
        "reviewer": wanted.reviewer.strip(),
        "approver": wanted.approver.strip(),
        "effective": wanted.effective,
        "chapters": wanted.chapters,
        "summary": wanted.summary,
        "drill": wanted.drill,
    }
    date: dict[str, object] = {"date": wanted.date} if is_todo(record.date) else {}
    return {**date, **{name: value for name, value in every.items() if value}}


def _otherwise_settled(proposal: Proposal, record: Revision) -> Iterator[str]:
    """What the command line says of findings and the record does not."""
    for name, title in _SETTLING.items():
        wanted = getattr(proposal.wanted, name)
        if wanted and set(wanted) != {getattr(each, "finding", each) for each in getattr(record, name)}:
            yield title


def _is_meant(record: Revision, made: Revision, values: Mapping[str, object]) -> bool:
    """Whether the record says what was wanted, and all else as before."""
    names = [each.name for each in fields(record) if each.name not in {"at", *_nested(record)}]
    return all(getattr(made, name) == values.get(name, getattr(record, name)) for name in names)


def _nested(record: Revision) -> set[str]:
    """Fields that hold records of their own, which know their places."""
    return {name for name in ("deferred", "withdrawn") if getattr(record, name)}


def lacking(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What the record has to say and nobody said, by its Chinese name, with the option for it."""
    wanted = proposal.wanted
    if proposal.by_hand is not None:
        yield from ((NEEDED[name], f"--{name}") for name in filled(proposal, proposal.by_hand).blank)
        return
    if not proposal.reason:
        yield "修订原因", "--reason"
    for name in ("author", "reviewer", "approver"):
        if not getattr(wanted, name).strip():
            yield NEEDED[name], f"--{name}"
    if wanted.reason == "drill" and wanted.drill is None:
        yield "演练日期", "--drill"
    if wanted.effective is None:
        yield "生效日期", "--effective"


def dates_of(proposal: Proposal) -> tuple[object, datetime.date | object | None]:
    """The date of the revision and the one from which it holds, as the record will say them."""
    if proposal.by_hand is None:
        return proposal.wanted.date, proposal.wanted.effective
    made = filled(proposal, proposal.by_hand).record
    return (made.date, made.effective) if made else (None, None)
