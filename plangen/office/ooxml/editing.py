"""A Word file while it is changed: each part is parsed once and written once, those that stay keep their bytes."""

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from plangen.office.ooxml.trees import Parts, written


class Editing:
    """Begins with the parts of a sound file; `done` gives those of the changed one."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._changed: dict[str, etree._Element] = {}
        self._removed: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        known = (each for each in self._parts if each not in self._removed)
        return iter((*known, *(each for each in self._changed if each not in self._parts)))

    def __contains__(self, name: str) -> bool:
        return name in self._changed or (name in self._parts and name not in self._removed)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def root(self, name: str) -> etree._Element:
        """The XML of a part to be read, an empty element where there is none."""
        return self._changed[name] if name in self._changed else self._parts.root(name)

    def change(self, name: str) -> etree._Element:
        """The XML of a part to be changed."""
        if name not in self._changed:
            self._changed[name] = deepcopy(self._parts.root(name))
        return self._changed[name]

    def put(self, name: str, root: etree._Element) -> None:
        """Set the XML of a part, which the file need not have had."""
        self._changed[name] = root

    def remove(self, name: str) -> None:
        """Leave a part out."""
        self._changed.pop(name, None)
        self._removed.add(name)

    def as_written(self) -> Parts:
        """The parts as somebody finds them who knows nothing of how they were changed: those are parsed again."""
        changes = {name: written(root) for name, root in self._changed.items()}
        return self._parts.with_changes({**dict.fromkeys(self._removed), **changes})

    def done(self) -> Parts:
        """The parts as they are now."""
        changes = {name: written(root) for name, root in self._changed.items()}
        return self._parts.with_changes({**dict.fromkeys(self._removed), **changes}, self._changed)
