"""English results speak English: no Chinese punctuation between what comes from the plan, no idiom of our own."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

import plangen.reporting as package
from plangen.diagnostics import Words
from plangen.reporting.problems import PROBLEMS

ROOT = Path(__file__).parents[2]
PLACE = re.compile(r"\{(\w*)\}")
HAN_PUNCTUATION = re.compile("[，。；：、（）！？]")
IDIOM = re.compile(r"\b(anew|reckon\w*|whoever)\b|(?<!there )\bis no (?!longer)\w+", re.IGNORECASE)


def texts(value: Any) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)


MODULES = [import_module(each.name) for each in walk_packages(package.__path__, f"{package.__name__}.")]
TABLES = [(module.__name__, text) for module in MODULES for value in vars(module).values() for text in texts(value)]


def test_tables_of_words_are_found() -> None:
    assert len(TABLES) > len(PROBLEMS)


@pytest.mark.parametrize(("module", "text"), TABLES, ids=lambda each: each if isinstance(each, str) else "")
def test_both_languages_have_the_same_places_and_their_own_punctuation(module: str, text: Words) -> None:
    assert sorted(set(PLACE.findall(text.zh))) == sorted(set(PLACE.findall(text.en)))
    assert not HAN_PUNCTUATION.search(text.en)
    assert not IDIOM.search(text.en)


SOURCES = sorted([*(ROOT / "plangen/reporting").rglob("*.py"), *(ROOT / "plangen/cli").rglob("*.py")])
CALL = re.compile(r'(?:words|Phrase)\(\s*((?:f?"(?:[^"\\]|\\.)*"\s*)+),\s*((?:f?"(?:[^"\\]|\\.)*"\s*)+),?\s*\)')


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_english_text_reads_as_english(path: Path) -> None:
    """Those within functions, too."""
    for zh, en in CALL.findall(path.read_text(encoding="utf-8")):
        assert re.search("[一-鿿]", zh) or zh == en, en
        assert not HAN_PUNCTUATION.search(en.replace("output/正式发布/", "")), en
        assert not IDIOM.search(en), en
