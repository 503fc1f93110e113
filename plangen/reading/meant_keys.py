"""Which key was meant by one that a record does not know: by its name, or by its title where Chinese was typed."""

import re
from collections.abc import Container, Mapping
from functools import cache

from plangen.model.chinese_keys import all_titles, keys_by_title, record_in
from plangen.model.spec import Record, fields
from plangen.near import is_one_slip, nearest

_NEAR_TITLE = 0.6  # titles are short: one character of two is half of them
_WIDE_COLON = r"(?:- *)?([A-Za-z_][A-Za-z0-9_-]*) *："
_WIDE_COLON_IN_CHINESE = r"(?:- *)?([^\s：:]{1,12}?) *："


@cache
def key_pattern(file: str) -> str:
    """How a key of this file looks: a word, and where titles are taken one of those."""
    record = record_in(file)
    titles = sorted(all_titles(record), key=len, reverse=True) if record is not None else []
    return "|".join((r"\"?[A-Za-z_][A-Za-z0-9_-]*\"?", *titles))


def meant_key(key: str, record: type[Record], written: Container[str]) -> str | None:
    """The key that is not written yet and was probably meant; None where none is near."""
    if key.isascii():
        return nearest(key, [name for name in fields(record) if name not in written])
    free = {title: name for title, name in keys_by_title(record).items() if name not in written}
    return free.get(key.strip()) or free.get(_near_title(key.strip(), free) or "")


def as_typed(key: str | None, typed: str, record: type[Record], *, is_chinese: bool) -> str | None:
    """A key as it is proposed to somebody who typed another: in Chinese where that is taken and was typed."""
    if key is None or typed.isascii() or not is_chinese:
        return key
    return fields(record)[key].title


def before_wide_colon(text: str, record: type[Record] | None) -> str | None:
    """The key before a full-width colon, as it is typed; a Chinese word only where it is one of this record's."""
    found = re.match(_WIDE_COLON, text)
    if found is None and record is not None:
        found = re.match(_WIDE_COLON_IN_CHINESE, text)
        found = found if found is not None and found[1] in keys_by_title(record) else None
    return found[1] if found is not None else None


def _near_title(key: str, titles: Mapping[str, str]) -> str | None:
    found = nearest(key, titles, _NEAR_TITLE)
    slips = [title for title in titles if is_one_slip(key, title)]
    return found or (slips[0] if len(slips) == 1 else None)
