"""Click's messages in Chinese: the compiled catalogue is the one that its source gives."""

import datetime
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parents[2] / "plangen/cli/locale/zh_CN/LC_MESSAGES"


def test_compiled_catalogue_is_current(*, update_golden: bool) -> None:
    compiled = io.BytesIO()
    with (FOLDER / "plangen.po").open(encoding="utf-8") as source:
        catalogue = read_po(source, locale="zh_CN")
    catalogue.creation_date = catalogue.revision_date = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    write_mo(compiled, catalogue)
    if update_golden:
        (FOLDER / "plangen.mo").write_bytes(compiled.getvalue())
    with (FOLDER / "plangen.mo").open("rb") as shipped:
        # The header names the release of babel that compiled it; the messages are what counts.
        assert _messages(read_mo(shipped)) == _messages(catalogue)


def _messages(catalogue: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {_forms(message.id): _forms(message.string) for message in catalogue if message.id}


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Singular and plural; one form where there is no plural."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.mark.parametrize("name", ["Usage:", "Options", "No such command {name!r}."])
def test_click_still_says_it_so(name: str) -> None:
    """A message that a new release of click words differently would silently come out in English."""
    import click

    folder = Path(click.__file__).parent
    assert any(name in path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
