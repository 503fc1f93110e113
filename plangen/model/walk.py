"""Every value of a record and of the records below it, in the order of their fields.

For rules that hold wherever a kind of value stands: references, texts, values still to be filled in.
"""

from msgspec import Struct

from plangen.diagnostics import Place
from plangen.model.spec import Field, Record, fields


class Value(Struct, frozen=True, kw_only=True):
    """One written value: a field's, or one of a list's."""

    record: Record
    field: Field
    index: int | None = None  # in a list, from 0
    value: object

    @property
    def place(self) -> Place:
        """Where the value was written."""
        path = (self.field.name,) if self.index is None else (self.field.name, self.index)
        return self.record.at.place(*path)  # some records have a field called "place"


def values(record: Record) -> list[Value]:
    """The values below `record`; fields that were left out have none, records themselves are none."""
    found: list[Value] = []
    _collect(record, found)
    return found


def _collect(record: Record, found: list[Value]) -> None:
    for field in fields(type(record)).values():
        value = getattr(record, field.name)
        if isinstance(value, Record):
            _collect(value, found)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Record):
                    _collect(item, found)
                else:
                    found.append(Value(record=record, field=field, index=index, value=item))
        elif value is not None:
            found.append(Value(record=record, field=field, value=value))
