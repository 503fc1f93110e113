"""`plangen schema`: the JSON Schemas of the source and of the texts beside the templates, for editors."""

from pathlib import Path

from plangen.pipeline.wording_files import shipped_wording
from plangen.reading.schema import schemas, template_schemas
from plangen.workspace.atomic import write_atomically
from plangen.workspace.project import SOURCE

FOLDER = f"{SOURCE}/.schema"


def write_schemas(root: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """Write every schema; returns the names that changed, and all names, relative to the project."""
    every = {**schemas(), **template_schemas(shipped_wording())}
    texts = {f"{FOLDER}/{name}": text for name, text in every.items()}
    changed = frozenset(
        name for name, text in texts.items() if write_atomically(root / name, text.encode(), within=root)
    )
    return changed, tuple(texts)
