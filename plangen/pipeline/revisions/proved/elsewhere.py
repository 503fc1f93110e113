"""Records in a folder whose repository knows nothing of them: a copy, or one whose history is lost."""

from pathlib import Path

from plangen.diagnostics import Finding, Place
from plangen.disk.inside import read_plain
from plangen.history import state_rules
from plangen.model.plan import version_key
from plangen.model.seals import is_sealed


def recorded_elsewhere(root: Path) -> tuple[Finding, ...]:
    """That the folder holds records of revisions; of a repository without any this says more than that it is empty."""
    found = sorted((root / "source/revisions").glob("*.yaml"), key=lambda path: version_key(path.stem))
    sealed = [path for path in found if is_sealed(_lying(path))]
    if not sealed:
        return ()
    values = {"version": sealed[-1].stem}
    return (Finding(rule=state_rules.ELSEWHERE_RECORDED, at=Place(file="."), values=values),)


def _lying(path: Path) -> bytes:
    try:
        return read_plain(path)
    except OSError:
        return b""
