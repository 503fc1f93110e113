"""What a fact is that stands in no field because it follows from others."""

from collections.abc import Callable
from typing import Any, Protocol

from msgspec import Struct

from plangen.blocks.template import Listing, Names, Value
from plangen.model.plan import Plan
from plangen.model.spec import Record


class Makes(Protocol):
    """Makes names of records."""

    def of(self, record: Record) -> Names:
        """A record by its names."""

    def many(self, kind: type[Record], records: Any) -> Listing:
        """Records by their names."""


class Computed(Struct, frozen=True, kw_only=True):
    """A fact of records of a kind, or of the plan."""

    english: str
    chinese: str
    meaning: str
    make: Callable[[Plan, Any, Makes], Value]
    lists: type[Record] | type[str] | None = None  # what it is a list of, where it is one
