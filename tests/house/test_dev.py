"""What `dev.py` makes of its options and of pyproject.toml."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("allowed", "pin"),
    [
        ("click>=8.4,<9", "click==8.4"),
        ("jinja2>=3.1.6,<4", "jinja2==3.1.6"),
        ("lxml>=5.3", "lxml==5.3"),
        ("tomli>=2,<3; python_version < '3.11'", "tomli==2; python_version < '3.11'"),
    ],
)
def test_the_lowest_version_is_the_one_that_the_range_begins_with(dev: ModuleType, allowed: str, pin: str) -> None:
    assert dev.lowest([allowed]) == (pin,)


def test_every_library_has_a_lowest_version(dev: ModuleType) -> None:
    pins = dev.lowest(dev.project()["project"]["dependencies"])
    assert [pin for pin in pins if "==" not in pin] == []


def test_every_python_that_is_claimed_is_tried() -> None:
    """The oldest runs everything, the CI tries the others."""
    claims = {
        line.rpartition(":: ")[2].rstrip('",')
        for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if "Programming Language :: Python :: 3." in line
    }
    tried = (ROOT / ".ci/run").read_text(encoding="utf-8").partition("for version in ")[2].partition(";")[0].split()
    assert claims == {"3.11", *tried}


def test_an_option_is_taken_once_and_the_rest_is_left_for_pytest(dev: ModuleType) -> None:
    options = ["-k", "x", "--quick", "tests/model"]
    assert dev.taken(options, "--quick")
    assert options == ["-k", "x", "tests/model"]
    assert not dev.taken(options, "--quick")
