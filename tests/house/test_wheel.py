"""What people install is the wheel, not the checkout: built here, and used from a folder of its own."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from plangen.version import VERSION

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
Plangen: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a fresh environment: the wheel, and the libraries of this one without the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, symlinks=os.name != "nt")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    (Path(paths["purelib"]) / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    python = Path(paths["scripts"]) / Path(sys.executable).name
    base = getattr(sys, "_base_executable", sys.executable)  # an environment may be without pip, who made it is not
    command = [base, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    return python


@pytest.fixture
def plangen(installed: Path, tmp_path: Path) -> Plangen:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "PYTHON"))}
        return subprocess.run(
            [str(installed.with_name("plangen")), "--lang", "en", *arguments],
            cwd=tmp_path,
            env={**clean, "PYTHONUTF8": "1", "PLANGEN_SOFFICE": "none"},
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return run


def test_the_wheel_holds_the_program_the_sample_the_guides_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as package:
        names = {name for name in package.namelist() if not name.split("/")[0].endswith(".dist-info")}
    program = {path.relative_to(ROOT).as_posix() for path in (ROOT / "plangen").rglob("*") if path.is_file()}
    sample = {
        f"plangen/starter/{path.relative_to(ROOT).as_posix()}"
        for part in ("source", "templates", ".vscode", "docs")
        for path in (ROOT / part).rglob("*")
        if path.is_file()
    }
    assert names == {name for name in program | sample if not name.endswith(".pyc")}


def test_the_installed_program_is_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    command = [str(installed), "-c", "import plangen; print(plangen.__file__)"]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, encoding="utf-8").stdout
    assert Path(said.strip()).is_relative_to(installed.parents[1])


def test_it_says_its_version(plangen: Plangen) -> None:
    assert plangen("--version").stdout.split()[-1] == VERSION


def test_a_newcomer_comes_from_the_sample_to_the_dossier(plangen: Plangen, tmp_path: Path) -> None:
    assert plangen("init", "plan").returncode == 0
    assert (tmp_path / "plan/.vscode/settings.json").read_bytes() == (ROOT / ".vscode/settings.json").read_bytes()
    for command in (("check",), ("build",), ("notices", "check")):
        done = plangen(*command, "--project", "plan")
        assert (done.returncode, done.stderr) == (0, ""), command
    assert (tmp_path / "plan/output/01-消费者保护应急预案演练计划.docx").is_file()
    assert len(list((tmp_path / "plan/output/06-公开通知草稿").glob("*.docx"))) == 27


def test_what_it_says_is_there_in_both_languages(plangen: Plangen) -> None:
    assert "Options" in plangen("check", "--help").stdout
    assert "选项" in plangen("--lang", "zh", "check", "--help").stdout
    assert "T201" in plangen("explain", "T201").stdout


def test_the_guides_are_there_without_the_checkout(plangen: Plangen) -> None:
    listed = [line.split()[0] for line in plangen("docs").stdout.splitlines()]
    files = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/examples").glob("*.yaml"))]
    assert listed == [path.stem for path in files]
    for path in files:
        assert plangen("docs", path.stem).stdout == path.read_text(encoding="utf-8"), path.stem
