"""Whatever is advised is done here, on the very state that it was advised for: it works, and takes nothing away."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import history_states as states
import pytest
from colleagues import Person

from plangen.cli.main import run
from plangen.diagnostics import Finding, Severity
from plangen.stopping import Watch

pytestmark = pytest.mark.slow

State = Callable[[Path], Person]
_COMMAND = re.compile(r"(?:git|plangen) [ -~]+")  # up to the next word that is no ASCII
_MOST = 4  # pieces of advice in a row

ADVISED: dict[State, int] = {
    states.no_repository: 1,
    states.copy_with_a_new_repository: 1,
    states.copy_that_was_committed: 1,
    states.fetched_not_merged: 2,
    states.topic_from_an_older_version: 1,
    states.clone_without_tags: 1,
    states.packed_refs_lost: 1,
    states.branch_lost: 1,
    states.shallow: 1,
    states.shallow_without_tags: 1,
    states.shallow_with_later_work: 1,
    states.tag_moved: 1,
    states.tag_lightweight: 1,
    states.tag_deleted: 1,
    states.amended: 1,
    states.rebased: 1,
    states.squashed: 1,
    states.two_truths: 1,
    states.two_truths_of_which_the_wrong_one_lies_here: 1,
    states.two_truths_that_nobody_published: 2,
    states.record_spelt_otherwise: 1,
    states.record_changed: 1,
    states.record_changed_and_committed: 1,
    states.approval_changed: 1,
    states.approval_gone: 1,
    states.approval_changed_and_committed: 1,
    states.record_deleted: 1,
    states.plan_in_a_subfolder_with_a_changed_record: 1,
}
"""By state, in how many ways the first advice can be followed."""


def ways(advice: str) -> list[list[str]]:
    """The commands of an advice, by the ways that it leaves open."""
    kept = re.split(r"；(?=保留)|。(?=保留)|(?:，|；)?或者 ?", advice.replace("先商定保留哪一份。", ""))
    found = [[each.strip().rstrip(",;") for each in _COMMAND.findall(part)] for part in kept]
    return [each for each in found if each]


def urgent(person: Person) -> Finding | None:
    """The gravest of what is said."""
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return min(person.told(), key=lambda each: order.index(each.severity), default=None)


def done(person: Person, command: str) -> None:
    """Do as it says; a commit may find that there is nothing to do, and a copy of its own has nobody to fetch from."""
    program, *arguments = shlex.split(command)
    if program == "git":
        worked, said = person.tried(*arguments)
        assert worked or "nothing to commit" in said or "no changes added" in said, (command, said)
    elif arguments[0] == "revise" and "--adopt" not in arguments:
        made = person.revise()
        assert made.commit, [(each.code, each.message("en")) for each in made.outcome.findings]
    else:
        assert run([*arguments], Watch()) == 0, command


def followed(person: Person, way: int) -> Iterator[str]:
    """Follow the advice, and the next, until nothing is to be done; the codes on the way."""
    for number in range(_MOST):
        found = urgent(person)
        if found is None:
            return
        yield found.code
        possible = ways(found.advice("zh"))
        for command in possible[way if number == 0 else 0]:
            done(person, command)
    assert person.told() == []


@pytest.mark.parametrize(
    ("state", "way"),
    [(state, way) for state, several in ADVISED.items() for way in range(several)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_advice_works_and_takes_nothing_away(
    state: State,
    way: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    person = state(tmp_path)
    monkeypatch.chdir(person.folder)
    found = urgent(person)
    assert found is not None
    assert len(ways(found.advice("zh"))) == ADVISED[state]
    commits, files = held(person), lying(person)
    assert list(followed(person, way))
    assert all(reachable(person, each) for each in commits)
    now = lying(person).values()
    assert [name for name, raw in files.items() if raw not in now and not kept(person, name, raw)] == []


def held(person: Person) -> list[str]:
    """What branches and tags stand at."""
    return person.tried("for-each-ref", "--format=%(objectname)")[1].split() if is_begun(person) else []


def is_begun(person: Person) -> bool:
    return person.tried("rev-parse", "--git-dir")[0]


def reachable(person: Person, name: str) -> bool:
    """Whether an object is still held by a branch or tag."""
    refs = person.git("for-each-ref", "--format=%(objectname)").split()
    return name in refs or person.git("for-each-ref", "--contains", name) != ""


def lying(person: Person) -> dict[str, bytes]:
    found = (path for path in person.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(person.folder).as_posix(): path.read_bytes() for path in found}


def kept(person: Person, name: str, raw: bytes) -> bool:
    """Whether git holds these bytes, in the stash or in a commit that a ref holds."""
    copy = person.folder.parent / "bytes"
    copy.write_bytes(raw)
    blob = person.git("hash-object", f"--path={name}", str(copy)).strip()
    return blob in person.git("rev-list", "--objects", "--all")
