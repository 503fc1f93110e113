"""A small sound plan, and how tests change it: YAML parts headed "# file.yaml", merged over the plan's files."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from plangen.checks import check
from plangen.reading.source import Reading, read

BASE = Path(__file__).parent / "base"
Changed = Callable[[str], Reading]


@pytest.fixture(scope="session")
def sound() -> Mapping[str, str]:
    """The files of the sound plan, by name below source/."""
    return {path.relative_to(BASE).as_posix(): path.read_text("utf-8") for path in sorted(BASE.rglob("*.yaml"))}


@pytest.fixture(scope="session")
def changed(sound: Mapping[str, str]) -> Changed:
    """Read the sound plan with parts changed: mappings merge, lists and values replace."""

    @cache
    def change(text: str) -> Reading:
        files = dict(sound)
        for name, part in re.findall(r"^# (\S+\.yaml)\n(.*?)(?=^# \S+\.yaml\n|\Z)", text, re.DOTALL | re.MULTILINE):
            files[name] = merged(files[name], part) if name in files else part
        return read({f"source/{name}": content.encode() for name, content in files.items()})

    return change


def merged(below: str, above: str) -> str:
    """Nodes are merged, not values, so that every value stays as it was typed."""
    nodes = [yaml.compose(text, Loader=yaml.BaseLoader) for text in (below, above)]
    return yaml.serialize(_merged(*nodes), Dumper=yaml.BaseDumper, allow_unicode=True, width=1000)


def _merged(below: yaml.Node | None, above: yaml.Node | None) -> yaml.Node:
    assert above is not None
    if not isinstance(below, yaml.MappingNode) or not isinstance(above, yaml.MappingNode):
        return above
    entries = {key.value: (key, value) for key, value in below.value}
    for key, value in above.value:
        entries[key.value] = (key, _merged(entries[key.value][1], value) if key.value in entries else value)
    return yaml.MappingNode(below.tag, list(entries.values()), flow_style=False)


@pytest.fixture(scope="session")
def found(changed: Changed) -> Callable[..., list[str]]:
    """The findings of the changed plan with one of the codes, as "code path", by place."""

    def find(text: str, *codes: str) -> list[str]:
        return [f"{each.code} {each.at.path}" for each in check(changed(text).plan).findings if each.code in codes]

    return find
