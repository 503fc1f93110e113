"""How the tests of reporting make findings and read results."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from plangen.diagnostics import Finding, Place, Rule, Severity, words
from plangen.reporting.result import Result
from plangen.reporting.style import Style


@pytest.fixture(scope="session")
def lines() -> Callable[..., list[str]]:
    """What a result says in a language, line by line."""

    def said(result: Result, language: str = "zh", *, colour: bool = False) -> list[str]:
        found = list(result.text(Style(language, escape="\x1b" if colour else "")))
        assert not [line for line in found if "\n" in line]
        return found

    return said


@pytest.fixture(scope="session")
def tree() -> Callable[..., dict[str, Any]]:
    """The JSON of a result, without what each result has from its outcome."""

    def said(result: Result, language: str = "zh") -> dict[str, Any]:
        text = result.json(language)
        assert text.isascii()
        found: dict[str, Any] = json.loads(text)
        assert (found.pop("version"), found.pop("ok")) == (1, result.ok)
        for key in ("findings", "accepted", "skipped", "passed"):
            assert (found.pop(key, None) is None) is (result.outcome is None)
        return found

    return said


@pytest.fixture(scope="session")
def finding() -> Callable[..., Finding]:
    """A finding of a severity in a file."""

    def made(severity: Severity = Severity.ERROR, code: str = "S101") -> Finding:
        rule = Rule(
            code=code,
            severity=severity,
            title=words("标题", "title"),
            why=words("理由", "reason"),
            message=words("{name}不对", "{name} is wrong"),
            hint=words("改正", "mend it"),
        )
        at = Place(file="source/plan.yaml", line=3, column=5, end_column=9, path="plan.title", excerpt="abc: defg")
        return Finding(rule=rule, at=at, values={"name": "名称"})

    return made
