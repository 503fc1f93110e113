"""What goes into a document whose wording is a Word template of its own: the template's path and the facts by name.

Every fact answers to its English and its Chinese name, so that legal may write {{ 召回.开始日期 }} as well as
{{ recall.begins }}. A missing fact prints 【待填写：召回开始日期】 and counts as absent in {%p if … %}.
"""

import datetime
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from msgspec import Struct

from plangen.blocks.identity import Identity


class Gap(Struct, frozen=True, gc=False):
    """A fact that is not known yet."""

    subject: str  # what has to be filled in

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"【待填写：{self.subject}】"


def is_gap(text: str) -> bool:
    """Whether a text as a whole says that a fact is not known yet."""
    return text.startswith("【待填写：") and text.endswith("】") and text.count("【") == 1


class Listing(Struct, frozen=True, kw_only=True):
    """Facts of a kind, in order. An empty one counts as absent, and repeats once with what has to be filled in."""

    items: "tuple[Value, ...]"
    sample: "Value"  # an item with every fact missing; says which names an item has

    def __bool__(self) -> bool:
        return bool(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> "Iterator[Value]":
        return iter(self.items or (self.sample,))

    def __str__(self) -> str:
        return "、".join(str(item) for item in self)


class Names(Struct, frozen=True, kw_only=True):
    """A group of facts. A template names one of them; some groups have a text that stands for the whole."""

    title: str  # in Chinese
    values: "Mapping[str, Value]"  # by English name
    chinese: Mapping[str, str]  # the English name by the Chinese one
    text: str = ""  # what is printed of it: the title of a department
    record: object = None  # what its facts were taken from
    is_elsewhere: bool = False  # referred to: its facts are listed where it stands itself

    def find(self, name: str) -> "Value | None":
        """The fact of this name in either language."""
        return self.values.get(self.chinese.get(name, name))

    def known(self) -> tuple[str, ...]:
        """All names in both languages, Chinese first."""
        return (*self.chinese, *self.values)

    def __bool__(self) -> bool:
        return bool(self.text) or any(self.values.values())

    def __str__(self) -> str:
        return self.text or self.title


Value: TypeAlias = str | Gap | Listing | Names


class Short(Struct, frozen=True, kw_only=True):
    """A text that is pasted elsewhere, so that it is wanted without the look as well."""

    longest: int | None = None  # characters
    is_message: bool = False  # sent to phones, in parts


class Templated(Struct, frozen=True, kw_only=True):
    """A document to be made from a whole template."""

    template: str  # path below templates/
    title: str
    subject: str
    author: str  # the company or office, never a person
    created: datetime.date  # from the plan, never from a clock
    identity: Identity = Identity()
    context: Names
    short: Short | None = None
    mark: str = ""  # stamped on every page, e.g. 演练文稿　非真实发布; empty: none
    page_mark: str = ""  # a line on top of every page, also of what is issued, e.g. 内部使用，不对外提供
    call: str = ""  # with what its text begins, e.g. 演练、演练、演练。; empty: with its own words


class OfPlan(Templated, frozen=True, kw_only=True):
    """One whose facts are those of the whole plan: what it says is known once it is filled in."""
