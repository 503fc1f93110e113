"""What has an id and a title: departments, scenarios, stages and so on."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from plangen.model.values import Id


class Titled(Protocol):
    """What has an id and a title."""

    @property
    def id(self) -> Id:
        """What others refer to it by."""

    @property
    def title(self) -> str:
        """In Chinese."""


def titles_by_id(records: Iterable[Titled]) -> Mapping[str, str]:
    """The titles of these by their ids."""
    return {each.id: each.title for each in records}
