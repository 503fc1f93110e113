"""Whatever is advised is done here, on the very state that it was advised for: it works, and takes nothing away."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import history_states as states
import pytest
from colleagues import Person

from plangen.cli.main import run
from plangen.diagnostics import Finding, Severity
from plangen.history import rules as git_rules
from plangen.pipeline import record_chain
from plangen.pipeline.revisions import rules
from plangen.stopping import Watch

pytestmark = pytest.mark.slow

State = Callable[[Path], Person]
_COMMAND = re.compile(r"(?:git|plangen) [ -~]+")  # up to the next word that is no ASCII
_MOST = 4  # pieces of advice in a row

ADVISED: tuple[tuple[State, str, int], ...] = (
    (states.no_repository, "G215", 1),
    (states.folder_without_a_record_of_ours, "G101", 1),
    (states.copy_with_a_new_repository, "G215", 1),
    (states.copy_with_a_new_repository, "G213", 1),
    (states.copy_that_was_committed, "G215", 1),
    (states.nothing_recorded, "G107", 1),
    (states.fetched_not_merged, "G120", 2),
    (states.fetched_not_merged, "G121", 1),
    (states.topic_from_an_older_version, "G120", 1),
    (states.topic_from_an_older_version, "G121", 1),
    (states.detached_at_the_end, "G103", 1),
    (states.interrupted_revision, "G113", 1),
    (states.damaged_journal, "G116", 1),
    (states.clone_without_tags, "G119", 1),
    (states.clone_without_tags, "G128", 1),
    (states.packed_refs_lost, "G126", 1),
    (states.branch_lost, "G126", 1),
    (states.shallow, "G125", 1),
    (states.shallow_without_tags, "G119", 1),
    (states.shallow_with_later_work, "G119", 1),
    (states.tag_moved, "G111", 1),
    (states.tag_lightweight, "G111", 1),
    (states.tag_deleted, "G119", 1),
    (states.amended, "G124", 1),
    (states.rebased, "G124", 1),
    (states.squashed, "G124", 1),
    (states.two_truths, "G122", 1),
    (states.two_truths_of_which_the_wrong_one_lies_here, "G122", 1),
    (states.two_truths_that_nobody_published, "G122", 2),
    (states.two_truths_agreed_on, "G123", 1),
    (states.record_spelt_otherwise, "G127", 1),
    (states.record_changed, "G401", 1),
    (states.record_changed_and_committed, "G401", 1),
    (states.approval_changed, "G214", 1),
    (states.approval_gone, "G214", 1),
    (states.approval_changed_and_committed, "G214", 1),
    (states.record_deleted, "G402", 1),
    (states.plan_in_a_subfolder_with_a_changed_record, "G401", 1),
)
"""States with the code of what is said of them, and in how many ways its advice can be followed."""

ELSEWHERE = {
    "G114": "tests/history/test_damaged.py does as it advises",
    "G115": "only shows what is damaged; tests/history/test_damaged.py",
    "G210": "about options of the command line; tests/revisions/test_revise.py",
    "G212": "about two lines of a record; tests/revisions/test_records_proved.py",
    "G216": "names revise and log, which its state allows; tests/revisions/test_copies.py",
    "G227": "names diff, which is no change, and build; tests/verifying/test_signing.py",
    "G302": "names log, which is no change",
    "G404": "tests/verifying/test_notes.py does as it advises",
}
"""Rules whose advice names a command and is no matter of a state, with where it is tried."""


def ways(advice: str) -> list[list[str]]:
    """The commands of an advice, by the ways that it leaves open."""
    kept = re.split(r"；(?=保留)|。(?=保留)|(?:，|；)?或者 ?", advice.replace("先商定保留哪一份。", ""))
    found = [[each.strip().rstrip(",;") for each in _COMMAND.findall(part)] for part in kept]
    return [some for each in found if (some := [command for command in each if command != "git clone"])]


def finding(person: Person, code: str) -> Finding:
    """What is said under a code: by those who look at the history, else by `revise` of a plan that was edited."""
    told = person.told()
    if code not in {each.code for each in told}:
        if (person.folder / "source/drill.yaml").exists():
            person.edit("以后的改动", "venue")
        told = list(person.revise(dry_run=True).outcome.findings)
    return next(each for each in told if each.code == code)


def urgent(person: Person) -> Finding | None:
    """The gravest of what is said of the history."""
    order = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return min(person.told(), key=lambda each: order.index(each.severity), default=None)


def done(person: Person, command: str) -> None:
    """Do as it says; a commit may find that there is nothing to do, and a copy of its own has nobody to fetch from."""
    program, *arguments = shlex.split(command)
    if program == "git":
        worked, said = person.tried(*arguments)
        assert worked or "nothing to commit" in said or "no changes added" in said, (command, said)
    elif arguments[0] == "revise" and "--adopt" not in arguments:
        made = person.revise() if person.git("tag") else person.first()
        assert made.commit, [(each.code, each.message("en")) for each in made.outcome.findings]
    else:
        assert run([*arguments], Watch()) == 0, command


def followed(person: Person, first: Finding, way: int) -> None:
    """Follow an advice, and the next, until nothing is to be done."""
    commands = ways(first.advice("zh"))[way]
    for _ in range(_MOST):
        for command in commands:
            done(person, command)
        found = urgent(person)
        if found is None:
            return
        commands = ways(found.advice("zh"))[0]
    assert person.told() == []


@pytest.mark.parametrize(
    ("state", "code", "way"),
    [(state, code, way) for state, code, several in ADVISED for way in range(several)],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_advice_works_and_takes_nothing_away(
    state: State, code: str, way: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = state(tmp_path)
    monkeypatch.chdir(person.folder)
    commits, files = held(person), lying(person)
    first = finding(person, code)
    assert (state, code, len(ways(first.advice("zh")))) in ADVISED
    restore(person, files)
    followed(person, first, way)
    assert all(reachable(person, each) for each in commits)
    now = lying(person)
    lost = [name for name, raw in files.items() if not now.get(name, b"").startswith(raw)]
    assert [name for name in lost if not kept(person, name, files[name])] == []


def restore(person: Person, files: dict[str, bytes]) -> None:
    """The folder as it was before it was edited to ask `revise`."""
    for name, raw in files.items():
        (person.folder / name).write_bytes(raw)


def test_every_rule_that_advises_a_command_is_tried() -> None:
    every = (*git_rules.RULES, *rules.RULES, *record_chain.RULES)
    command = re.compile(r"\b(?:git|plangen) [a-z]|\{advice\}", re.ASCII)
    advising = {each.code for each in every if command.search(each.hint.zh)}
    assert advising == {code for _, code, _ in ADVISED} | ELSEWHERE.keys()


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
