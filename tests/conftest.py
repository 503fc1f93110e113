"""What all tests share: goldens are only rewritten on request, and in CI a skipped test is a failure."""

import os
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings
from openxml_audit import OpenXmlValidator

# One profile for all laws: a slow machine is no counter-example, and a failure prints how to see it again.
settings.register_profile("plangen", deadline=None, print_blob=True, derandomize=bool(os.environ.get("CI")))
settings.load_profile("plangen")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write goldens anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--update-golden") and os.environ.get("CI"):
        msg = "--update-golden is refused in CI"
        raise pytest.UsageError(msg)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if os.environ.get("PLANGEN_NO_SKIPS") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be skipped: {report.longrepr}"
    return report


@pytest.fixture
def audit(tmp_path: Path) -> Callable[..., list[str]]:
    """Errors that the schemas of the Open XML SDK find in a file of this ending."""

    def errors(data: bytes, ending: str = ".docx") -> list[str]:
        path = tmp_path / f"audited{ending}"
        path.write_bytes(data)
        return [f"{each.part_uri}: {each.description}" for each in OpenXmlValidator().validate(path).errors]

    return errors
