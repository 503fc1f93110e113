"""Which packets have to be printed again: those whose parts say something else in the new version."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.documents.packets.holders import packets
from plangen.model.plan import Plan
from plangen.pipeline.check import Study
from plangen.pipeline.packets.composing import prepare
from plangen.pipeline.revisions.documents import labelled_as


class Reprinted(Struct, frozen=True, kw_only=True):
    """A packet of the new version that is not the old one's."""

    key: str  # of the role
    sign: str  # 07
    title: str
    kind: str  # added, changed


def reprinted(old: Study, new: Study) -> Iterator[Reprinted]:
    """In the order in which they are numbered; another version number alone is no difference."""
    before = _marks(old.plan, old)
    now = labelled_as(new.plan, old.plan)
    after = _marks(now, new)
    for packet in packets(now):
        if before.get(packet.key) != after[packet.key]:
            kind = "changed" if packet.key in before else "added"
            yield Reprinted(key=packet.key, sign=packet.sign, title=packet.title, kind=kind)


def _marks(plan: Plan, study: Study) -> dict[str, tuple[str, ...]]:
    return dict(prepare(plan, study.files.contents, packets(plan)).marks)
