"""What became of a stage: the newest decision, which of its conditions are met, whether it is still to be signed."""

import datetime
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from plangen.model.approval import AGREED, CONDITIONAL, DECIDED, MET, SIGNED, WITHDRAWN, Approval
from plangen.model.communication import Stage


class Decision(Struct, frozen=True, kw_only=True):
    """The decision that counts for one stage and one version of a notice."""

    entry: Approval  # which decided, or withdrew what had been decided
    since: datetime.date  # from when on the notice may go on, where it may
    met: tuple[Approval, ...] = ()  # that record that a condition is met
    signature: Approval | None = None  # of what was said by word of mouth

    @property
    def unmet(self) -> tuple[str, ...]:
        """The conditions that nobody has recorded as met."""
        said = {each.met for each in self.met}
        return tuple(each for each in self.entry.conditions if each not in said)

    @property
    def is_unsigned(self) -> bool:
        """Whether it was said by word of mouth and is still to be signed."""
        return self.entry.opens and bool(self.entry.oral) and self.signature is None

    def opens(self, stage: Stage) -> bool:
        """Whether the notice may go on: agreed, with conditions met, and signed where the plan waits for that."""
        is_agreed = self.entry.act == DECIDED and (
            self.entry.result == AGREED or (self.entry.result == CONDITIONAL and not self.unmet)
        )
        return is_agreed and (stage.oral or not self.is_unsigned)


def decision_of(entries: Iterable[Approval]) -> Decision | None:
    """What entries of one stage and one version come to, as they were recorded; None where nothing was decided."""
    found: Decision | None = None
    for entry in entries:
        found = _with(found, entry)
    return found


def _with(found: Decision | None, entry: Approval) -> Decision | None:
    if entry.act == DECIDED:
        since = min(found.since, entry.date) if found and _is_agreed_again(found.entry, entry) else entry.date
        return Decision(entry=entry, since=since)
    return _followed(found, entry) if found else None


def _is_agreed_again(before: Approval, entry: Approval) -> bool:
    return before.act == DECIDED and before.result == entry.result == AGREED


def _followed(found: Decision, entry: Approval) -> Decision:
    """A decision and what became of it."""
    if entry.act == WITHDRAWN:
        return Decision(entry=entry, since=entry.date)
    if entry.act == MET and entry.met in found.unmet:
        return replace(found, met=(*found.met, entry), since=max(found.since, entry.date))
    if entry.act == SIGNED and found.is_unsigned:
        return replace(found, signature=entry)
    return found
