"""The pages for contributors, and the promises of safety, name only what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "plangen"
PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md")
TO_BE_WRITTEN = {"plangen/documents/papers/day_schedule.py"}  # by whoever follows the example


def quoted(page: str) -> Iterator[str]:
    yield from re.findall(r"`([^`\n]+)`", (ROOT / page).read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_and_folder_named_is_there(page: str) -> None:
    named = {name for name in quoted(page) if re.fullmatch(r"[\w./-]+(?:\.py|\.md|\.yaml|/)", name)} - TO_BE_WRITTEN
    assert len(named) > 5
    assert [name for name in sorted(named) if not any(is_there(base, name) for base in places())] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_module_named_by_its_dots_is_there(page: str) -> None:
    packages = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    dotted = {name for name in quoted(page) if re.fullmatch(r"[a-z_]+(?:\.[a-z_]+)+", name)}
    modules = {name for name in dotted if name.split(".")[0] in packages}
    assert [name for name in sorted(modules) if not is_module(name)] == []


def places() -> tuple[Path, ...]:
    return (ROOT, PACKAGE, *(path for path in PACKAGE.rglob("*") if path.is_dir()), ROOT / "templates/notices")


def is_there(base: Path, name: str) -> bool:
    return (base / name).exists()


def is_module(name: str) -> bool:
    path = PACKAGE.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
