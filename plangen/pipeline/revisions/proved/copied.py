"""A plan without the history that it came from: a copy, or an archive. Its content tells which revision it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plangen.diagnostics import Finding, Place, words
from plangen.history.repository import Repository
from plangen.history.rules import NO_COMMIT, NO_REPOSITORY
from plangen.history.state_rules import ELSEWHERE_RECORDED
from plangen.model.plan import version_key
from plangen.model.plan_files import canonical_digest, content_of, is_of_plan
from plangen.model.records import Revision
from plangen.pipeline.check import study_files
from plangen.pipeline.record_chain import record_file
from plangen.pipeline.revisions import rules
from plangen.reading.source import read_section
from plangen.workspace.project import digest_files, read_files

_NO_HISTORY = {NO_REPOSITORY.code, NO_COMMIT.code, ELSEWHERE_RECORDED.code}


class Copied(Struct, frozen=True, kw_only=True):
    """The last revision that a copy has a record of."""

    version: str
    is_unchanged: bool  # all that was recorded with it is as it was


def told_instead(root: Path, found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """What there is to say of a copy in place of the finding that there is no history; else that finding."""
    copied = _copied_folder(root) if {each.code for each in found} <= _NO_HISTORY else None
    if copied is None:
        return found
    return (told_of_copy(copied, has_repository=NO_REPOSITORY not in {each.rule for each in found}),)


def _copied_folder(root: Path) -> Copied | None:
    """What the folder says of itself, as it lies there; None where no record in it was made by plangen."""
    files = read_files(root)
    plan = study_files(root, files).plan
    return _copied(() if "revisions" in plan.missing else plan.revisions, digest_files(root, files))


def copied_commit(repository: Repository, records: Mapping[str, bytes]) -> Copied | None:
    """The same of what is checked out.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    read = (read_section("revisions", record_file(name), raw) for name, raw in records.items())
    made = [each for each in read if isinstance(each, Revision)]
    if not any(each.content for each in made) or repository.head is None:
        return None
    files = repository.files(repository.head)
    return _copied(made, {name: canonical_digest(raw) for name, raw in files.items() if is_of_plan(name)})


def _copied(records: Sequence[Revision], digests: Mapping[str, str]) -> Copied | None:
    if not records:
        return None
    last = max(records, key=lambda each: version_key(each.version))
    if not last.content:
        return None
    return Copied(version=last.version, is_unchanged=last.content == content_of(digests, last.version))


def told_of_copy(copied: Copied, *, has_repository: bool) -> Finding:
    """What is said of a copy wherever its history is asked for: nothing is wrong with it."""
    version = copied.version
    begin = "" if has_repository else "plangen init --git . , "
    go_on = words(
        f"{begin.replace(' , ', '，')}plangen revise --adopt {version}", f"{begin}plangen revise --adopt {version}"
    )
    first = words(
        "在原来的文件夹里修订，或者先取得没有改动过的一份", "revise in the original folder, or get a copy as it was"
    )
    return Finding(
        rule=rules.COPY_HERE,
        at=Place(file="."),
        values={
            "version": version,
            "state": rules.COPY_STATES[copied.is_unchanged],
            "advice": go_on if copied.is_unchanged else first,
        },
    )
