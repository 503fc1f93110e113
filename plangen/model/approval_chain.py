"""The approvals of a notice as a chain: what an entry says as bytes, how the next one and others name it.

An entry is known by a digest of what it says, however its file is written: encoding, line ends, comments and the order
of its keys do not count. Entries from before they were chained name nothing; the first one that does names them all.
"""

import datetime
import json
from collections.abc import Mapping, Sequence

from msgspec.structs import asdict

from plangen.model.approval import Approval
from plangen.model.chain import ChainEntry, Link, links_after, said
from plangen.model.plan_files import canonical_digest
from plangen.model.spec import Record, fields

_EMPTY: tuple[object, ...] = (None, (), [])


def entry_bytes(values: Mapping[str, object]) -> bytes:
    """What an entry says, by key, as the bytes that its digest is taken of; its own digest is no part of them."""
    usual = {name: each.default for name, each in fields(Approval).items() if not each.required}
    kept = {
        key: _plain(value)
        for key, value in values.items()
        if key not in {"at", "digest"} and value not in _EMPTY and value != usual.get(key)
    }
    return json.dumps(kept, sort_keys=True, separators=(",", ":")).encode()


def digest_of(entry: Approval) -> str:
    """The digest by which the next entry names this one."""
    return canonical_digest(entry_bytes(asdict(entry)))


def chain_of(entries: Sequence[Approval]) -> tuple[ChainEntry, ...]:
    """The entries of a notice as a chain, each called by its number."""
    return tuple(_chained(number, each) for number, each in enumerate(entries, 1))


def next_links(entries: Sequence[Approval]) -> tuple[Link, ...]:
    """What the next entry has to name: the last one, or all where that is not chained to those before it."""
    chain = chain_of(entries)
    return links_after(chain, (each.name for each in chain if each.after))


def head_of(entries: Sequence[Approval]) -> str:
    """One digest for all of them: the last one's, or where that is not chained to those before it, of all together."""
    links = next_links(entries)
    return links[0].head if len(links) == 1 else canonical_digest(said(links).encode())


def links_said(text: str | None) -> tuple[Link, ...]:
    """The entries that a text names."""
    return ChainEntry(name="", raw=b"", after=text or "").links


def _chained(position: int, entry: Approval) -> ChainEntry:
    """The entry, numbered behind the one that it names; the first that was ever recorded names none."""
    named = [int(each.name) for each in links_said(entry.after) if each.name.isdecimal()]
    name = str(max(named) + 1 if named else 1 if entry.digest else position)
    return ChainEntry(name=name, raw=entry_bytes(asdict(entry)), after=entry.after or "")


def _plain(value: object) -> object:
    if isinstance(value, Record):
        kept = {key: each for key, each in asdict(value).items() if each not in _EMPTY}
        return {key: _plain(each) for key, each in kept.items() if key != "at"}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime.date) else value
