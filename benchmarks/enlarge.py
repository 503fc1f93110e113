"""The sample plan many times over: its departments, posts, scenarios and steps, each with ids of their own."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
_ID = re.compile(r"[a-z]+(?:-[a-z]+)*")


class _Loader(yaml.SafeLoader):
    """Everything stays text, as plangen reads it."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # the name is PyYAML's


def _filled(_loader: _Loader, node: yaml.ScalarNode) -> str:
    return f"【待填写：{node.value}】"


_Loader.add_constructor("!todo", _filled)


def loaded(raw: bytes) -> Any:
    """A file of a source as plain values, every value as text."""
    return yaml.load(raw.decode(), _Loader)  # noqa: S506  # a SafeLoader


def enlarged(parent: Path, copies: int, *, apart: bool = False) -> Path:
    """A project in a new folder below `parent`, `copies` times the sample.

    With `apart` the steps that concern several departments or scenarios stay as they are: what all have to do stands on
    every card and in every chapter, so that many of those make the documents themselves grow faster than the plan.
    """
    folder = parent / f"times-{copies}"
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    source = folder / "source"
    trees = {path: loaded(path.read_bytes()) for path in source.rglob("*.yaml")}
    organisation, drill = trees[source / "organisation.yaml"], trees[source / "drill.yaml"]
    phases = trees[source / "timeline.yaml"]["phases"]
    scenarios = {path: tree for path, tree in trees.items() if path.parent.name == "scenarios"}
    own = [post for post in organisation["posts"] if "department" in post]
    records = [*scenarios.values(), *organisation["departments"], *own, *(s for p in phases for s in p["steps"])]
    names = {record["id"] for record in records}
    shared = [post for post in organisation["posts"] if post not in own]
    organisation["departments"] = _times(organisation["departments"], names, copies)
    organisation["posts"] = [*_times(own, names, copies), *shared]
    drill["participants"] = _times(drill["participants"], names, copies)
    drill["scenarios"] = _times(drill["scenarios"], names, copies)
    for phase in phases:
        single = [step for step in phase["steps"] if not apart or (step["owner"] in names and "scenarios" in step)]
        shared = [step for step in phase["steps"] if step not in single]
        phase["steps"] = [*_times(single, names, copies), *shared]
    for path, tree in trees.items():
        written = _times([tree], names, copies) if path in scenarios else [tree]
        for number, each in enumerate(written):
            text = yaml.safe_dump(each, allow_unicode=True, sort_keys=False)
            path.with_name(f"{path.stem}{_suffix(number)}.yaml").write_text(text, encoding="utf-8")
    return folder


def _suffix(number: int) -> str:
    return f"-x{number}" if number else ""


def _times(records: Iterable[Any], names: set[str], copies: int) -> list[Any]:
    kept = list(records)
    return [_renamed(record, names, _suffix(number)) for number in range(copies) for record in kept]


def _renamed(tree: Any, names: set[str], suffix: str) -> Any:
    if isinstance(tree, dict):
        return {key: _renamed(value, names, suffix) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_renamed(value, names, suffix) for value in tree]
    return f"{tree}{suffix}" if isinstance(tree, str) and _ID.fullmatch(tree) and tree in names else tree
