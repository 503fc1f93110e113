"""Where the sample plan lies that comes with plangen, apart from what copies it: a check only looks."""

from pathlib import Path

import plangen
from plangen.errors import NoStarter
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
