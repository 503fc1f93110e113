"""A line of an outline, or a text by key, as the reader of tags wants it."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, Words, words
from plangen.language.tags import TAG

_ALONE = words(
    "必须独占一行，不写在段落、清单或者格子里；在文字中间写 {% … %}",
    "needs a line of its own outside paragraphs, lists and cells; within a text write {% … %}",
)


class LineWithTags(Struct, frozen=True):
    """A line of an outline, for whoever reads its tags."""

    text: str
    at: Place
    controls: bool = False  # as a line of an outline does that repeats or chooses others

    @property
    def tags(self) -> Sequence[str]:
        """The tags that are carried out."""
        return tuple(each for each in TAG.findall(self.text) if not each.startswith("{#"))

    @property
    def titles(self) -> Sequence[str]:
        """It has no title."""
        return ()

    @property
    def rest(self) -> str:
        """What stands outside the tags."""
        return TAG.sub("", self.text)

    def home(self, level: str) -> object:
        """Lines that repeat or choose whole lines belong to the file, other tags to their line."""
        return "" if level else (self.at.line, self.at.spot, self.at.path)

    def stands_alone(self, _tag: str, _level: str) -> bool:
        """Whether it is a line that holds nothing else, and neither an item nor a cell."""
        return self.controls

    @property
    def alone(self) -> Words:
        """What is said of a tag that is to take lines with it and stands within a text."""
        return _ALONE


def at_its_tag(finding: Finding) -> Finding:
    """The finding where its tag stands."""
    return replace(finding, at=finding.at.within(str(finding.values.get("tag", ""))))
