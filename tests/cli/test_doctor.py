"""`plangen doctor`: it looks at everything that plangen needs, and says what is missing."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from plangen.pipeline.doctor import examine, examine_libraries

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"[\w.-]+")


def declared(table: Any) -> list[str]:
    return [found[0] for each in table if (found := NAME.match(each))]


def test_every_dependency_of_the_package_is_looked_at() -> None:
    """A dependency added to pyproject.toml is examined without a second list."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    examined = {aspect.name.en for aspect in examine(ROOT).aspects}
    assert set(declared(project["dependencies"])) - examined == set()
    only_for_tests = set(declared(project["optional-dependencies"]["test"])) - set(declared(project["dependencies"]))
    assert not only_for_tests & examined


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package that needs click and two libraries that are not there."""
    folder = tmp_path / "sample_tool-1.0.dist-info"
    folder.mkdir()
    needs = ("click>=8", "no-such-library<2,>=1", 'other.missing; python_version >= "3"', 'pytest>=8; extra == "test"')
    head = ("Metadata-Version: 2.1", "Name: sample-tool", "Version: 1.0")
    lines = (*head, *(f"Requires-Dist: {each}" for each in needs))
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "sample-tool"


def test_a_missing_library_is_missing_and_extras_are_left_out(package: str) -> None:
    aspects = examine_libraries(package)
    assert [(aspect.name.zh, aspect.state) for aspect in aspects] == [
        ("click", "ok"),
        ("no-such-library", "missing"),
        ("other.missing", "missing"),
    ]
    assert aspects[1].detail.zh == "没有安装；请重新安装 plangen"
    assert aspects[1].detail.en == "not installed; reinstall plangen"


def test_a_package_that_is_not_installed_is_itself_missing() -> None:
    (aspect,) = examine_libraries("no-such-package")
    assert (aspect.name.en, aspect.state) == ("no-such-package", "missing")


def test_the_libraries_that_are_there_are_told_with_their_versions() -> None:
    aspects = examine_libraries()
    assert len(aspects) > 10
    assert all(aspect.state == "ok" and re.match(r"\d+\.", aspect.detail.en) for aspect in aspects)


def test_outside_a_plan_the_machine_may_still_be_fit(plangen: Any) -> None:
    code, out, _ = plangen("doctor", "--lang", "en")
    assert code == 0
    assert "none here; make one with plangen init" in out
    assert out.rstrip().endswith("plangen can work on this machine")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_how_to_install_libreoffice_is_said_for_three_systems(plangen: Any, language: str) -> None:
    """In the same words as by the commands that cannot do without it."""
    from plangen.errors import PdfMissing
    from plangen.pipeline.building.installing import INSTALL
    from plangen.reporting.problems import problem_text

    install = INSTALL.say(language)
    assert all(each in install for each in ("winget", "brew", "apt"))
    assert install in plangen("doctor", "--lang", language).out
    assert install in problem_text(PdfMissing(), language)
