"""The numbers that headings carry, as text: 一、（一）1、（1）, counted as Word counts them."""

from collections.abc import Iterable, Mapping

from plangen.blocks.document import Block, Heading

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LARGEST = 10 ** len(_UNITS) - 1
_LABELS = ("{}、", "（{}）", "{}、", "（{}）")
_CHINESE_LEVELS = 2


def heading_counts(blocks: Iterable[Block]) -> Mapping[str, tuple[int, ...]]:
    """By key of each numbered heading, its count on every level down to its own."""
    running = [0, 0, 0, 0]
    counts: dict[str, tuple[int, ...]] = {}
    for block in blocks:
        if isinstance(block, Heading) and block.numbered:
            running[block.level - 1] += 1
            running[block.level :] = [0] * (len(running) - block.level)
            counts[block.key] = tuple(running[: block.level])
    return counts


def heading_label(counts: tuple[int, ...]) -> str:
    """The number in front of a heading: 三、 for (3,), （二） for (3, 2)."""
    level = len(counts)
    number = chinese_number(counts[-1]) if level <= _CHINESE_LEVELS else str(counts[-1])
    return _LABELS[level - 1].format(number)


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
