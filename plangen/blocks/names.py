"""The paths by which templates reach facts: recall.products[].name, in Chinese 召回.产品[].名称."""

from collections.abc import Iterator

from msgspec import Struct

from plangen.blocks.template import Listing, Names, Value

_EACH = "[]"


class Known(Struct, frozen=True, kw_only=True):
    """One name that leads to a fact, or to a list of facts."""

    english: str
    chinese: str
    group: Names  # whose name the last one is
    value: Value

    @property
    def key(self) -> str:
        """The last part of the English name."""
        return self.english.rpartition(".")[2]


def known_names(facts: Names) -> Iterator[Known]:
    """Every name that leads to a fact, once: what stands in a group of its own is not listed below another group."""
    for name, value in facts.values.items():
        if isinstance(value, Names) and not value.is_elsewhere:
            yield from _below(facts, value, name, _chinese(facts, name))
        else:
            yield Known(english=name, chinese=_chinese(facts, name), group=facts, value=value)


def step(facts: Names, path: str, owner: Names, name: str) -> str:
    """The English path of a fact of `owner`, itself at `path`; incident.recall is said shorter as recall."""
    english = owner.chinese.get(name, name)
    value = owner.values.get(english)
    return english if not path or _is_own_group(facts, english, value) else f"{path}.{english}"


def _below(facts: Names, group: Names, english: str, chinese: str) -> Iterator[Known]:
    for name, value in group.values.items():
        if _is_own_group(facts, name, value):
            continue
        path, said = f"{english}.{name}", f"{chinese}.{_chinese(group, name)}"
        if isinstance(value, Names) and not value.is_elsewhere:
            yield from _below(facts, value, path, said)
            continue
        yield Known(english=path, chinese=said, group=group, value=value)
        if isinstance(value, Listing) and isinstance(value.sample, Names) and not value.sample.is_elsewhere:
            yield from _below(facts, value.sample, path + _EACH, said + _EACH)


def _is_own_group(facts: Names, name: str, value: Value | None) -> bool:
    own = facts.values.get(name)
    return isinstance(value, Names) and isinstance(own, Names) and own.title == value.title


def _chinese(group: Names, english: str) -> str:
    return next((chinese for chinese, name in group.chinese.items() if name == english), english)
