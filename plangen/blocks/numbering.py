"""The numbers that headings carry, as text: 一、（一）1、（1）, counted as Word counts them."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import UNSET

from plangen.blocks.document import Block, Heading

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LARGEST = 10 ** len(_UNITS) - 1

LABELS = ("一、", "（一）", "1、", "（1）")
"""The numbers of headings by level as plangen's own layout has them; 一 and 1 stand for the count."""


_LIST_LEVEL = 3
"""The level of headings whose numbers the items of a list bear: a list is what would be divided further."""
_BELOW = "1）"  # the number of items below the lowest level


def list_level(level: int) -> int:
    """Which level the items of a list are on below a heading of `level`, from 3; below no heading it is 0."""
    return max(_LIST_LEVEL, level + 1)


def list_label(level: int, number: int, labels: Sequence[str] = LABELS) -> str:
    """The number in front of an item: 2、 on the third level, （2） on the fourth, 2） below all levels."""
    pattern = labels[level - 1] if level <= len(labels) else _BELOW
    return pattern.replace("一", "1").replace("1", str(number))


def heading_counts(blocks: Iterable[Block]) -> Mapping[str, tuple[int, ...]]:
    """By key of each heading with a number, its count on every level down to its own."""
    running = [0, 0, 0, 0]
    counts: dict[str, tuple[int, ...]] = {}
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        if block.counts is not UNSET:
            counts[block.key] = block.counts
        elif block.numbered:
            running[block.level - 1] += 1
            running[block.level :] = [0] * (len(running) - block.level)
            counts[block.key] = tuple(running[: block.level])
    return counts


def heading_label(counts: tuple[int, ...], labels: Sequence[str] = LABELS) -> str:
    """The number in front of a heading: 三、 for (3,), （二） for (3, 2); `labels` as a layout has them."""
    label, count = labels[len(counts) - 1], counts[-1]
    return label.replace("一", chinese_number(count)) if "一" in label else label.replace("1", str(count))


def labelled(heading: Heading) -> str:
    """The text of a heading; in a part of a document behind the number that it has in the whole."""
    return (heading_label(heading.counts) if heading.counts else "") + heading.text


def chinese_number(number: int) -> str:
    """A number from 0 to 9999 in Chinese numerals: 十二, 一百零五; a larger one in digits."""
    if number > _LARGEST:
        return str(number)
    text = ""
    for place, digit in enumerate(reversed(str(number))):
        value = int(digit)
        text = (_DIGITS[value] + _UNITS[place] if value else _DIGITS[0]) + text
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.rstrip("零") or "零"
    return text.removeprefix("一") if text.startswith("一十") else text
