"""What holds in every history of a plan's revisions, looked at after each step."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from colleagues import Person

from plangen.diagnostics import Finding
from plangen.history.repository import Repository, opened
from plangen.model.plan_files import canonical_digest, is_of_plan, is_papers, is_working_record
from plangen.model.records import Revision
from plangen.pipeline.check import study_files
from plangen.pipeline.revisions.asked.adopting import Adopted
from plangen.pipeline.revisions.diff import diff_project
from plangen.pipeline.revisions.log import repair_tags
from plangen.pipeline.revisions.rebuild import build_revision
from plangen.pipeline.revisions.revise import Revised
from plangen.pipeline.revisions.versions import version_of
from plangen.reading.source import read_section
from plangen.reporting.progress import Silent

_SAMPLE = ("complaint-form",)
_NAMING = {"G122", "G123"}


@dataclass(frozen=True, kw_only=True)
class Made:
    """A revision as it was recorded."""

    version: str
    commit: str
    head: str  # the digest of its record
    files: Mapping[str, str]  # the digests of the plan's files, less working records


@dataclass(frozen=True, kw_only=True)
class Before:
    """What a folder held before somebody recorded."""

    files: Mapping[str, str]  # digests of the plan's files
    tags: Mapping[str, str]
    line: frozenset[str]  # versions recorded on the way to what is checked out
    owed: bool  # f-01 was put off by the last of them


def files_in(folder: Path) -> dict[str, str]:
    """Digests of every file, git's own too, but for what a look may leave."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@dataclass
class Laws:
    """What was recorded, and every law that was seen broken."""

    ledger: dict[str, Made] = field(default_factory=dict)  # by commit
    broken: list[str] = field(default_factory=list)
    built: dict[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def begins(self, person: Person) -> None:
        """What was recorded before the history began."""
        with _opened(person) as repository:
            self._note(repository)

    def before(self, person: Person) -> Before:
        """What there is before somebody records."""
        with _opened(person) as repository:
            return Before(
                files=_plan_files(person.folder),
                tags=_tags(person),
                line=frozenset(each.version for each in self._line(person)),
                owed=_is_owed(repository),
            )

    def recorded(self, person: Person, made: Revised, before: Before) -> None:
        """Laws of a revision that was just recorded."""
        with _opened(person) as repository:
            self._note(repository)
            files = repository.files(made.commit)
            version = version_of(repository, made.commit)
        own = f"source/revisions/{made.version}.yaml"
        held = {name: canonical_digest(raw) for name, raw in files.items() if _is_content(name, own)}
        lay = {name: digest for name, digest in before.files.items() if _is_content(name, own)}
        self._holds(held == lay, f"{made.version} holds other files than lay in the folder: {_differs(held, lay)}")
        checked = study_files(person.folder, version.files).outcome
        self._holds(checked.ok(strict=False), f"{made.version} was recorded with errors")
        self._holds(made.version not in before.line, f"{made.version} was recorded twice in one line")
        self._holds(made.version not in before.tags, f"the tag {made.version} was there before")
        tags = _tags(person)
        kept = all(tags.get(name) == target for name, target in before.tags.items()) or self._is_kept(person, before)
        self._holds(kept, "a revision changed other tags")
        record = read_section("revisions", own, files[own])
        assert isinstance(record, Revision)
        waiting = [each.finding for each in record.deferred]
        spoken = [*record.answers, *waiting, *(each.finding for each in record.withdrawn)]
        is_spoken = any(name.endswith("f-01") for name in spoken)
        self._holds(is_spoken or not before.owed, f"{made.version} forgets f-01, which was put off")

    def _is_kept(self, person: Person, before: Before) -> bool:
        """Whether every tag that was there is there still, under another name."""
        refs = person.git("for-each-ref", "--format=%(objectname)").split()
        return set(before.tags.values()) <= set(refs)

    def adopted(self, person: Person, made: Adopted) -> None:
        """A copy goes on from a version only with the record and the files that were recorded."""
        if made.commit:
            with _opened(person) as repository:
                files = _digests(repository, made.commit)
                self._note(repository)
            then = [
                each for each in self.ledger.values() if each.version == made.version and each.commit != made.commit
            ]
            lay = [each for each in then if each.files == files]
            self._holds(lay or not then, f"{made.version} was adopted with a content that nobody recorded")

    def after_kill(self, person: Person) -> None:
        """The next run finishes or undoes what was killed; the repository is sound."""
        made = person.revise(version="v99.0")  # recovers; what it records itself counts as well
        with _opened(person) as repository:
            self._note(repository)
        self._holds(person.tried("fsck", "--strict", "--no-dangling")[0], "git finds damage after a kill")
        if made.commit and "v99.0" in _tags(person):
            person.git("tag", "-d", "v99.0")
            person.git("reset", "-q", "--soft", "HEAD~1")
            (person.folder / "source/revisions/v99.0.yaml").unlink(missing_ok=True)
            self.ledger.pop(made.commit, None)

    def after_two(self, person: Person, before: Before) -> None:
        """Of two at once one is recorded at most."""
        with _opened(person) as repository:
            self._note(repository)
        new = _tags(person).keys() - before.tags.keys()
        self._holds(len(new) <= 1, f"two at once recorded {sorted(new)}")
        self._holds(person.tried("fsck", "--strict", "--no-dangling")[0], "git finds damage after two at once")

    def no_exception(self, code: int) -> None:
        """A child ended as it may."""
        self._holds(code in {0, 3}, f"a revision ended with {code}")

    def repair(self, person: Person) -> None:
        """`log --repair` takes no object away from anybody's refs, and afterwards has nothing more to do."""
        before = set(person.git("for-each-ref", "--format=%(objectname)").split())
        done = repair_tags(person.folder, dry_run=False)
        after = set(person.git("for-each-ref", "--format=%(objectname)").split())
        self._holds(before <= after, f"log --repair lost {before - after}")
        again = repair_tags(person.folder, dry_run=True)
        self._holds(not done.is_done or not again.tags, f"log --repair is not done at once: {dict(again.tags)}")

    def build(self, person: Person, version: str, output: Path) -> None:
        """Build a revision when it was just recorded, to be built again in the end."""
        with _opened(person) as repository:
            commit = repository.commit(version)
        if commit not in self.built:
            self.built[commit] = (version, _built(person, version, output / commit[:10]))

    def built_again(self, people: Sequence[Person], output: Path) -> None:
        """What was built is built again, the same."""
        for commit, (version, then) in self.built.items():
            for person in people:
                if person.tried("cat-file", "-e", f"{commit}^{{tree}}")[0]:
                    now = _built(person, commit, output / f"{person.name}{commit[:10]}")
                    # Named by its commit it is the same plan, but no revision says so where its tag is gone.
                    is_tagged = version in person.git("tag", "--points-at", commit).split()
                    self._holds(now == then or not is_tagged, f"{version} was built otherwise by {person.name}")

    def look(self, person: Person) -> None:
        """The laws that hold at any moment, by what is shown to somebody."""
        told = person.told()
        diff_project(person.folder)
        self.seen.update({each.code for each in told})
        repository, _ = opened(person.folder)
        if repository is None:
            return
        with repository:
            if repository.head is None:
                return
            self._shown(person, repository, told)
            self._met(person, repository, told)

    def _shown(self, person: Person, repository: Repository, told: Sequence[Finding]) -> None:
        """Whatever shows as a revision is what was recorded, or it is named."""
        heads = {(each.version, each.head) for each in self.ledger.values()}
        named = {str(each.values.get("version")) for each in told}
        for each in repository.revisions():
            is_known = each.commit in self.ledger and self.ledger[each.commit].version == each.version
            self._holds(is_known or each.version in named, f"{person.name} is shown a {each.version} nobody recorded")
        for version, raw in repository.records(repository.head or "").items():
            is_known = (version, canonical_digest(raw)) in heads or b"\ncontent:" not in raw  # not recorded yet
            self._holds(is_known or version in named, f"{person.name} holds a record {version} nobody recorded")

    def _met(self, person: Person, repository: Repository, told: Sequence[Finding]) -> None:
        """Two contents under one number that have met are named, both of them, until a later record says so."""
        said = " ".join(each.message("zh") for each in told if each.code in _NAMING)
        settled = b"".join(repository.records(repository.head or "").values()).decode("utf-8", "replace")
        line = self._line(person)
        for version in {each.version for each in line}:
            ones = {each.head: each for each in line if each.version == version and each.commit not in settled}
            if len(ones) > 1:
                missing = [each.commit[:10] for each in ones.values() if each.commit[:10] not in said]
                self._holds(
                    not missing, f"{person.name} is not told of both {version}: {missing} of {said or 'nothing'}"
                )

    def _line(self, person: Person) -> list[Made]:
        """What was recorded on the way to what somebody has checked out."""
        done, said = person.tried("rev-list", "HEAD")
        return [self.ledger[each] for each in said.split() if each in self.ledger] if done else []

    def _note(self, repository: Repository) -> None:
        for each in repository.revisions():
            raw = repository.content_at(each.commit, f"source/revisions/{each.version}.yaml")
            if raw is not None and each.head == canonical_digest(raw) and each.commit not in self.ledger:
                files = _digests(repository, each.commit)
                self.ledger[each.commit] = Made(version=each.version, commit=each.commit, head=each.head, files=files)

    def same(self, one: Mapping[str, str], other: Mapping[str, str], what: str) -> None:
        """Two sets of files are the same."""
        self._holds(one == other, f"{what}: {_differs(one, other)}")

    def _holds(self, law: object, said: str) -> None:
        if not law and said not in self.broken:
            self.broken.append(f"BROKEN: {said}")


def _digests(repository: Repository, commit: str) -> dict[str, str]:
    found = repository.files(commit).items()
    return {name: canonical_digest(raw) for name, raw in found if is_of_plan(name) and not is_working_record(name)}


def _opened(person: Person) -> Repository:
    repository, found = opened(person.folder)
    assert repository is not None, [each.message("en") for each in found]
    return repository


def _tags(person: Person) -> dict[str, str]:
    lines = person.git("for-each-ref", "--format=%(refname:strip=2) %(objectname)", "refs/tags").splitlines()
    return dict(line.rsplit(" ", 1) for line in lines)


def _plan_files(folder: Path) -> dict[str, str]:
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: canonical_digest(path.read_bytes()) for name, path in names.items() if is_of_plan(name)}


def _is_owed(repository: Repository) -> bool:
    """Whether the last record that is checked out puts f-01 off."""
    if repository.head is None:
        return False
    records = [
        read_section("revisions", f"source/revisions/{name}.yaml", raw)
        for name, raw in repository.records(repository.head).items()
    ]
    read = sorted((each for each in records if isinstance(each, Revision)), key=lambda each: _key(each.version))
    has_findings = repository.content_at(repository.head, "source/drills/2026-02-10/findings.yaml") is not None
    return has_findings and bool(read) and any(each.finding.endswith("f-01") for each in read[-1].deferred)


def _key(version: str) -> list[int]:
    return [int(part) for part in version.strip("v").split(".") if part.isdigit()]


def _built(person: Person, version: str, output: Path) -> dict[str, str]:
    made = build_revision(person.folder, version, output, _SAMPLE, Silent())
    assert made.built.outcome.ok(strict=False), [each.message("en") for each in made.built.outcome.findings]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in output.rglob("*.xlsx")}
    assert found
    return found


def _is_content(name: str, own: str) -> bool:
    """Whether a file is none that recording makes: the record, and the notes of papers."""
    return is_of_plan(name) and name != own and not is_papers(name)


def _differs(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
