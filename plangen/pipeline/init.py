"""`plangen init`: a new folder with the sample plan and templates."""

from pathlib import Path

from plangen.workspace.starter import copy_starter

__all__ = ["init_project"]


def init_project(folder: Path) -> int:
    """Make the project; returns how many files it has."""
    return copy_starter(folder)
