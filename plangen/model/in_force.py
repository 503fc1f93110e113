"""Which revision of a plan holds on a day."""

import datetime
from collections.abc import Iterable

from plangen.model.plan import version_key
from plangen.model.records import Revision

CHINA = datetime.timezone(datetime.timedelta(hours=8))
"""Where days begin and end."""


def in_force(records: Iterable[Revision], day: datetime.date) -> Revision | None:
    """The highest version that had come into force by that day: a lower one never comes back."""
    begun = [each for each in records if (first := begins(each)) is not None and first <= day]
    return max(begun, key=lambda each: version_key(each.version), default=None)


def begins(record: Revision) -> datetime.date | None:
    """The day from which a revision holds; where it says none its own date counts."""
    days = (each for each in (record.effective, record.date) if isinstance(each, datetime.date))
    return next(days, None)
