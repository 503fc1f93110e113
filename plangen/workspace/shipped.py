"""What comes with plangen beside the program, apart from what copies it: the sample plan and the guides."""

from collections.abc import Mapping
from pathlib import Path

import plangen
from plangen.errors import NoGuide, NoStarter
from plangen.workspace.project import SOURCE


def starter_folder() -> Path:
    """Where the sample lies: inside an installed package, else beside the package in a checkout.

    Raises:
        EnvironmentProblem: NoStarter where it is in neither.
    """
    package = Path(plangen.__file__).parent
    for folder in (package / "starter", package.parent):
        if (folder / SOURCE / "plan.yaml").is_file():
            return folder
    raise NoStarter


def guides() -> Mapping[str, str]:
    """The title of each guide and of each example by its name: plan-owner, outlines, small-drill …

    Raises:
        EnvironmentProblem: NoStarter.
    """
    return {path.stem: _title(path.read_text(encoding="utf-8")) for path in _guide_files()}


def guide(name: str) -> str:
    """The text of a guide or an example by its name or the name of its file.

    Raises:
        UsageProblem: NoGuide.
        EnvironmentProblem: NoStarter.
    """
    files = {path.stem: path for path in _guide_files()}
    path = files.get(name.removesuffix(".md").removesuffix(".yaml"))
    if path is None:
        raise NoGuide(name=name, known=tuple(files))
    return path.read_text(encoding="utf-8")


def _guide_files() -> list[Path]:
    folder = starter_folder() / "docs"
    return [*sorted(folder.glob("*.md")), *sorted((folder / "examples").glob("*.yaml"))]


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ")
