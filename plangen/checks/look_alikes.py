"""Names that look the same and are not: a full-width letter, a Cyrillic one, a radical in place of a character."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from plangen.checks.check import Check, Found, unread
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.plan import Plan
from plangen.model.values import is_todo
from plangen.model.walk import Value

LOOK_ALIKE = rule(
    "X211",
    WARNING,
    title=("看起来相同的名称", "names that look the same"),
    why=(
        "看起来相同而字符不同的名称，查找、核对和统计时会被当作两个",
        "searching, comparing and counting take names of different characters for two, though nobody sees why",
    ),
    message=(
        "“{name}”与“{other}”看起来相同，但字符不同（{where}）",
        "'{name}' and '{other}' look the same, but their characters differ ({where})",
    ),
    hint=("统一写法，把这一处重新输入一遍", "write both alike: type this one again"),
    bad="# organisation.yaml\noutside:\n  - {id: a, title: A市监管局}\n  - {id: b, title: Ａ市监管局}\n",
    good="# organisation.yaml\noutside:\n  - {id: a, title: A市监管局}\n  - {id: b, title: B市监管局}\n",
)

_NAMES = frozenset({"title", "name", "company", "short_name", "holder", "people"})
_SEPARATORS = "[、，,；;]"
_OTHER_SHAPES = ("<circle>", "<super>", "<sub>", "<fraction>", "<square>")
_TWINS: Mapping[int, int] = MappingProxyType(
    str.maketrans("АВЕЅІЈКМНОРСТХаеіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο○◯", "ABESIJKMHOPCTXaeijopcyxABEZHIKMNOPTYXo〇〇")
)
"""Cyrillic and Greek letters, and circles, by what they look like."""


def look_alikes(plan: Plan) -> Found:
    first: dict[str, str] = {}
    told: set[str] = set()
    for value, name in _names(plan):
        other = first.setdefault(_seen(name), name)
        if other != name and name not in told:
            told.add(name)
            values = {"name": name, "other": other, "where": _difference(name, other)}
            yield Finding(rule=LOOK_ALIKE, at=value.place, values=values)
    yield from unread(plan, LOOK_ALIKE)


def _names(plan: Plan) -> Iterator[tuple[Value, str]]:
    for value in plan.values:
        if value.field.name in _NAMES and isinstance(value.value, str) and not is_todo(value.value):
            for part in re.split(_SEPARATORS, value.value):
                if name := part.strip():
                    yield value, name


def _seen(name: str) -> str:
    """The name as it looks: of letters of one shape always the same, no spaces."""
    if name.isascii():
        return name.replace(" ", "")
    plain = "".join(map(_plain, unicodedata.normalize("NFC", name)))
    return "".join(plain.translate(_TWINS).split())


def _plain(character: str) -> str:
    """The character of which this one is another form; ① and ² look like none."""
    is_another = unicodedata.decomposition(character).startswith(_OTHER_SHAPES)
    return character if is_another else unicodedata.normalize("NFKC", character)


def _difference(name: str, other: str) -> Words:
    """The first characters that are not the same, by their numbers."""
    pairs = zip(f"{name}\0", f"{other}\0", strict=False)
    one, two = next((one, two) for one, two in pairs if one != two)
    return Words(f"{_number(one)}和{_number(two)}", f"{_number(one)} and {_number(two)}")


def _number(character: str) -> str:
    return "–" if character == "\0" else f"U+{ord(character):04X}"


CHECKS = (Check(rule=LOOK_ALIKE, run=look_alikes),)
