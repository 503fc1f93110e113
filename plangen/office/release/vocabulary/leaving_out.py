"""What is taken out of parts before they are copied: notes and headers that no page shows, settings of editing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from plangen.office.release.vocabulary.harmless import W, attributes_of, is_fit, is_marked

_SPEAKING = frozenset(f"{W}{name}" for name in ("docVars", "mailMerge", "attachedTemplate"))
"""Settings that hold data: people decide about them."""


def drop_idle_headers(document: etree._Element, settings: etree._Element) -> None:
    """Take out headers of first or even pages where no page is a first or even one."""
    has_even = is_marked(settings.find(f"{W}evenAndOddHeaders"))
    has_first = any(map(is_marked, document.iter(f"{W}titlePg")))
    used = {"default", *(["even"] if has_even else []), *(["first"] if has_first else [])}
    _drop(
        each
        for each in document.iter(f"{W}headerReference", f"{W}footerReference")
        if each.get(f"{W}type", "default") not in used
    )


def keep_asked(notes: etree._Element, asked: Sequence[str]) -> Mapping[str, str]:
    """Keep the notes that are asked for, numbered in that order; by their old numbers the new ones."""
    own = [each for each in notes if each.get(f"{W}type", "normal") == "normal"]
    there = {each.get(f"{W}id", "") for each in own}
    order = dict.fromkeys(key for key in asked if key in there)
    numbers = {key: str(at) for at, key in enumerate(order, start=1)}
    _drop(each for each in own if each.get(f"{W}id", "") not in numbers)
    for each in own:
        each.set(f"{W}id", numbers.get(each.get(f"{W}id", ""), ""))
    return numbers


def drop_settings(settings: etree._Element, idle: Iterable[str]) -> tuple[etree._Element, ...]:
    """Take out what does not change how pages look, and the `idle` ones; given back is what holds data."""
    gone = set(idle)
    _drop(
        each
        for each in settings
        if each.tag in gone or (attributes_of(str(each.tag)) is None and not _holds_data(each))
    )
    _drop(each for compat in settings.iter(f"{W}compat") for each in compat if not _is_usual(each))
    return tuple(each for each in settings if each.tag in _SPEAKING)


def _holds_data(setting: etree._Element) -> bool:
    return setting.tag in _SPEAKING and (len(setting) > 0 or setting.tag != f"{W}docVars")


def _is_usual(setting: etree._Element) -> bool:
    known = attributes_of(str(setting.tag))
    said = [(str(key), str(value)) for key, value in setting.items()]
    return known is not None and all(is_fit(known[key], value) for key, value in said if key in known)


def _drop(elements: Iterator[etree._Element]) -> None:
    for each in list(elements):
        parent = each.getparent()
        if parent is not None:
            parent.remove(each)
