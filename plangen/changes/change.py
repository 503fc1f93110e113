"""Changes: values that say where a plan differs from another, what stood there and what stands there now.

A path leads from a section down to a value: a field, and within a list one item. Items are counted by their place in
the old list where they were there before, else by their place in the new one; `item` names them for people.
"""

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from plangen.diagnostics import Words, words


class Kind(StrEnum):
    """What became of a value, a template, a document; of the latter two only the first three."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"  # another id for the same thing

    @classmethod
    def of(cls, before: object, after: object) -> "Kind":
        """What became of something that was `before` and is `after`; None stands for what is not there."""
        if before is None:
            return cls.ADDED
        return cls.REMOVED if after is None else cls.CHANGED

    @property
    def words(self) -> Words:
        """What people call it: 增加, added."""
        return _WORDS[self]


_WORDS = {
    Kind.ADDED: words("增加", "added"),
    Kind.REMOVED: words("删除", "removed"),
    Kind.CHANGED: words("修改", "changed"),
    Kind.MOVED: words("移动", "moved"),
    Kind.RENAMED: words("改编号", "renamed"),
}


class FieldStep(Struct, frozen=True, kw_only=True):
    """One step down: to a field, or to an item of the list that the field holds."""

    field: str  # the key in YAML; the name of a section at the top
    index: int | None = None  # of an item, from 0
    item: str = ""  # the item's id, or its number from 1


Path: TypeAlias = tuple[FieldStep, ...]


class Change(Struct, frozen=True, kw_only=True):
    """One difference."""

    kind: Kind
    path: Path
    before: object = None  # a value or a whole record; None where there was none
    after: object = None
    position: int | None = None  # in the new list: of what was added to it or moved within it
    goal: Path = ()  # where an item went that left its list for another one
    inner: "tuple[Change, ...]" = ()  # what else changed in an item that went elsewhere
    follows: bool = False  # only because of a rename: a reference to the new id


def written(path: Path) -> str:
    """The path as findings write it: timeline.phases[response].steps[seal].limit."""
    return ".".join(f"{step.field}[{step.item}]" if step.item else step.field for step in path)


def touches(changed: str, place: str) -> bool:
    """Whether a change, by its path, is at a place, below it, or of something that holds it."""
    return any(
        one == other or one.startswith((f"{other}.", f"{other}["))
        for one, other in ((changed, place), (place, changed))
    )
