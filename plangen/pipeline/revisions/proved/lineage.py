"""One lineage: whether records, tags and history of a plan say the same, and if not, who says what.

Everything is judged from what git holds; the folder's own records are compared with that. Nothing is changed.
"""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, Rule, Words, words
from plangen.disk.inside import read_plain
from plangen.history import rules
from plangen.history.ancestry import (
    Past,
    Recorded,
    adding,
    first_of_each,
    holds_same,
    knows_upstream,
    last_commit,
    merges,
    past_of,
)
from plangen.history.repository import Repository, Tagged
from plangen.model.chain import Break, BreakKind
from plangen.model.plan import version_key
from plangen.model.plan_files import canonical_digest
from plangen.model.seals import is_sealed, seal_of
from plangen.pipeline.check import Study, study_files
from plangen.pipeline.record_chain import finding_of, means_same, record_file
from plangen.pipeline.revisions.proved.copied import copied_commit, told_of_copy
from plangen.pipeline.revisions.proved.truths import Rivals, rivals_of, settled_commits, told_of
from plangen.pipeline.revisions.rules import COPY, COPY_HERE

_HERE = Place(file=".")
_AFTER = re.compile(r"(?:.*, )?([^,\s]+) [0-9a-f]{64}")
_FOLLOWS = re.compile("[0-9a-f]{40}")

_UNPROVED = (rules.TAG_MISSING, rules.REWRITTEN, rules.CUT_OFF)  # on which nothing more is to be recorded


class RevisionHistory(Struct, frozen=True, kw_only=True):
    """What git holds of a plan's revisions."""

    tags: tuple[Tagged, ...]  # oldest first
    records: Mapping[str, bytes]  # by version, at the commit that is checked out
    past: Past | None  # None: no commit is checked out
    findings: tuple[Finding, ...] = ()
    rivals: tuple[Rivals, ...] = ()  # what was recorded under one number
    proved: Tagged | None = None  # the last one, without its tag here, by the content of a shallow clone
    repairs: Mapping[str, str] = {}  # versions whose tag is missing or wrong, with the commit that it belongs to

    @property
    def known(self) -> tuple[str, ...]:
        """Every version that was recorded, in order, whether its tag is here or not."""
        recorded = {name for name, raw in self.records.items() if is_sealed(raw)}
        before = {each.version for each in self.past.recorded} if self.past else set[str]()
        return tuple(sorted({*(each.version for each in self.tags), *recorded, *before}, key=version_key))


def lineage_of(repository: Repository) -> RevisionHistory:
    """What git holds of a plan's revisions, with a finding for whatever does not fit.

    Raises:
        EnvironmentProblem: GitDamaged.
    """
    tags, head = repository.revisions(), repository.head
    if head is None:
        return RevisionHistory(tags=tags, records={}, past=None, findings=tuple(_lost(repository, tags)))
    past = first_of_each(repository, past_of(repository, head))
    records = repository.records(head)
    if not tags and not past.recorded and not past.is_cut and (copied := copied_commit(repository, records)):
        told = told_of_copy(copied, has_repository=True)
        return RevisionHistory(tags=tags, records=records, past=past, findings=(told,))
    rivals = rivals_of(repository, past, tags, records)
    judge = _Judge(repository, tags, past, records)
    found = tuple(judge.all({each.version: each for each in rivals}))
    return RevisionHistory(
        tags=tags,
        records=records,
        past=past,
        findings=found,
        rivals=rivals,
        proved=_proved_by_content(repository, head, tags, records) if past.is_cut else None,
        repairs=judge.repairs,
    )


def _proved_by_content(
    repository: Repository, head: str, tags: tuple[Tagged, ...], records: Mapping[str, bytes]
) -> Tagged | None:
    """The last revision of a shallow clone that lacks its tag, where what is checked out is its content."""
    copied = copied_commit(repository, records)
    if copied is None or not copied.is_unchanged or copied.version in {each.version for each in tags}:
        return None
    author, time = repository.signed(head)
    digest = canonical_digest(records[copied.version])
    return Tagged(version=copied.version, commit=head, written_by="", time=time, author=author, head=digest)


def forbidding(repository: Repository, lineage: RevisionHistory) -> Iterator[Finding]:
    """What forbids to record another revision on top of what is checked out."""
    for each in lineage.tags:
        is_part = lineage.past is None or each.commit in lineage.past.commits
        if not is_part and each.version not in lineage.records:
            advice = _advice(repository, lineage.past, each)
            yield _finding(rules.BEHIND, each, advice=advice)
    for found in lineage.findings:
        if found.rule == COPY_HERE:
            yield Finding(rule=COPY, at=found.at, values=found.values)
        is_proved = lineage.proved is not None and found.values.get("version") == lineage.proved.version
        if found.rule in _UNPROVED and not is_proved:
            yield Finding(rule=rules.UNPROVED, at=found.at, values=found.values, hint=found.rule.hint)


def told_before_revising(lineage: RevisionHistory) -> Iterator[Finding]:
    """The findings, where a revision is to be recorded that says of rivals what they were."""
    settled = {each.version for each in lineage.rivals if each.can_be_settled}
    for each in lineage.findings:
        is_settled = each.rule == rules.TWO_TRUTHS and each.values["version"] in settled
        yield replace(each, rule=rules.TWICE) if is_settled else each


def changed_here(repository: Repository, lineage: RevisionHistory, root: Path) -> Iterator[Finding]:
    """Records in the folder that are not what was recorded."""
    for each in lineage.tags:
        then = repository.content_at(each.commit, record_file(each.version))
        if then is not None and lineage.records.get(each.version) == then:
            yield from _against(each, then, _lying(root / record_file(each.version)))


def as_recorded(lineage: RevisionHistory, here: Study) -> Study:
    """The plan with its old records as they were recorded, where those in the folder differ in spelling alone."""
    contents = dict(here.files.contents)
    for each in lineage.tags:
        file = record_file(each.version)
        then, now = lineage.records.get(each.version), contents.get(file)
        if then is not None and now is not None and then != now and means_same(each.version, then, now):
            contents[file] = then
    if contents == here.files.contents:
        return here
    return study_files(here.root, replace(here.files, contents=contents))


def _against(tagged: Tagged, then: bytes, now: bytes | None) -> Iterator[Finding]:
    """What there is to say of a record that was recorded as `then` and is `now`."""
    if now is None:
        yield finding_of(Break(kind=BreakKind.MISSING, name=tagged.version, witness=_tag(tagged)), _tag(tagged))
    elif canonical_digest(now) == canonical_digest(then):
        return
    elif means_same(tagged.version, then, now):
        yield _finding(rules.SAME_MEANING, tagged, file=record_file(tagged.version))
    else:
        yield finding_of(Break(kind=BreakKind.CHANGED, name=tagged.version, witness=_tag(tagged)), _tag(tagged))


def _lying(path: Path) -> bytes | None:
    try:
        return read_plain(path)
    except OSError:
        return None


def _lost(repository: Repository, tags: tuple[Tagged, ...]) -> Iterator[Finding]:
    """That there is no branch where there was one: its last commit is still known, or the revisions are there."""
    was = last_commit(repository)
    was = was if any(map(is_sealed, repository.records(was).values() if was else ())) else ""
    if was or tags:
        branch = (repository.branch or b"HEAD").decode("utf-8", "replace")
        what = words(f"提交 {was[:10]}", f"the commit {was[:10]}") if was else words(*[f"{tags[-1].version}"] * 2)
        goal = was[:10] or _tag(tags[-1])
        values = {"branch": branch, "short": branch.removeprefix("refs/heads/"), "what": what, "goal": goal}
        yield Finding(rule=rules.LOST, at=_HERE, values=values)


def _gone(made: Recorded) -> Finding:
    """A revision of which nothing is left but the commit that recorded it."""
    commit = made.commit[:10]
    return finding_of(Break(kind=BreakKind.MISSING, name=made.version, witness=commit), commit)


def _followed(records: Mapping[str, bytes], ordered: Sequence[str]) -> dict[str, str]:
    """By version the commit that the next record names, unless a record says that it was given up."""
    said = {name: seal_of(raw).get("follows", "") for name, raw in records.items()}
    follows = {name: commit for name, commit in said.items() if _FOLLOWS.fullmatch(commit)}
    settled = settled_commits(records)
    pairs = ((_before(records[after], before), after) for before, after in itertools.pairwise(ordered))
    return {before: follows[after] for before, after in pairs if follows.get(after, "") not in {"", *settled}}


def _before(record: bytes, neighbour: str) -> str:
    """The version that a record says it comes after; of an older program's, the one before it that is there."""
    found = _AFTER.fullmatch(seal_of(record).get("after", ""))
    return found[1] if found else neighbour


class _Judge:
    """Compares tags, records and history; notes what `log --repair` would have to make."""

    def __init__(
        self, repository: Repository, tags: tuple[Tagged, ...], past: Past, records: Mapping[str, bytes]
    ) -> None:
        self.repository = repository
        self.tags = tags
        self.past = past
        self.records = records
        self.repairs: dict[str, str] = {}
        ordered = sorted(records, key=version_key)
        self._last = ordered[-1] if ordered else ""
        self._adopted = [version_key(each.version) for each in tags if each.is_adopted and each.commit in past.commits]
        self._followed = _followed(records, ordered)
        """The commits of revisions, as those behind them say."""

    def all(self, rivals: Mapping[str, Rivals]) -> Iterator[Finding]:
        """Every finding, in the order of the versions."""
        tagged = {each.version: each for each in self.tags}
        recorded = {each.version: each for each in self.past.recorded}
        for version in sorted({*tagged, *self.records, *recorded}, key=version_key):
            if version in rivals:
                yield self._of_rivals(rivals[version])
            elif version in tagged:
                yield from self._of_tag(tagged[version])
            elif version in self.records:
                yield from self._of_record(version)
            else:
                yield _gone(recorded[version])
        if self.past.is_cut:
            yield Finding(rule=rules.CUT_SHORT, at=_HERE)

    def _of_rivals(self, rivals: Rivals) -> Finding:
        is_to_stay = rivals.kept is None or rivals.kept == rivals.here
        if rivals.here and is_to_stay and rivals.here != rivals.tagged:
            self.repairs[rivals.version] = rivals.here.commit
        return told_of(rivals)

    def _of_tag(self, tagged: Tagged) -> Iterator[Finding]:
        version = tagged.version
        then, now = self.repository.content_at(tagged.commit, record_file(version)), self.records.get(version)
        right = self._right(version)
        if right is not None and self._is_moved(tagged, then, now):
            self.repairs[version] = right
            yield _finding(rules.REWRITTEN, tagged, then=right[:10])
        elif tagged.commit not in self.past.commits:
            yield from self._apart(tagged, then, now)
        elif now is None or then is None:
            yield finding_of(Break(kind=BreakKind.MISSING, name=version, witness=_tag(tagged)), _tag(tagged))
        elif canonical_digest(now) != canonical_digest(then):
            yield from self._differs(tagged, then, now)

    def _is_moved(self, tagged: Tagged, then: bytes | None, now: bytes | None) -> bool:
        """Whether a tag does not stand where it was made: it or the next record says so."""
        if then is None or (tagged.head and canonical_digest(then) != tagged.head):
            return True
        said = self._followed.get(tagged.version)
        return said in self.past.commits and said != tagged.commit and then == now

    def _apart(self, tagged: Tagged, then: bytes | None, now: bytes | None) -> Iterator[Finding]:
        """A tag whose commit is no part of what is checked out."""
        if now is None:
            advice = _advice(self.repository, self.past, tagged)
            pulled = words(f"git pull，或者 {advice.zh}", f"git pull, or {advice.en}")
            is_simple = knows_upstream(self.repository) and advice.zh.startswith("git merge")
            yield _finding(rules.NOT_MERGED, tagged, advice=pulled if is_simple else advice)
        elif then is not None and canonical_digest(now) != canonical_digest(then):
            yield from self._differs(tagged, then, now)
        elif not self.past.is_cut:
            advice = _advice(self.repository, self.past, tagged, self.tags)
            yield _finding(rules.CUT_OFF, tagged, commit=tagged.commit[:10], advice=advice)

    def _differs(self, tagged: Tagged, then: bytes, now: bytes) -> Iterator[Finding]:
        """A record that is not what its tag holds: somebody changed it, or recorded the same version as well."""
        other = self._made(tagged.version, canonical_digest(now))
        if means_same(tagged.version, then, now):
            yield _finding(rules.SAME_MEANING, tagged, file=record_file(tagged.version))
        elif other is None:
            yield finding_of(Break(kind=BreakKind.CHANGED, name=tagged.version, witness=_tag(tagged)), _tag(tagged))
        else:
            self.repairs[tagged.version] = other.commit
            yield _finding(rules.REWRITTEN, tagged, then=other.commit[:10])

    def _of_record(self, version: str) -> Iterator[Finding]:
        """A record without a tag that plangen made: not recorded yet, or the tag is lost."""
        is_last = version == self._last
        if self._is_elsewhere(version):
            return
        made = self._right(version)
        if is_last and not is_sealed(self.records[version]) and self._made(version, "") is None:
            return
        tag = self.repository.tag_name(version)
        if made is not None:
            self.repairs[version] = made
        values = {"version": version, "tag": tag, "more": " --unshallow" if self.past.is_cut else ""}
        if self.repository.has_tag(version):
            values["then"] = made[:10] if made else "?"
            yield Finding(rule=rules.REWRITTEN, at=_HERE, values=values)
        else:
            yield Finding(rule=rules.TAG_MISSING, at=Place(file=record_file(version)), values=values)

    def _is_elsewhere(self, version: str) -> bool:
        """Whether a record without a tag is not missed: a copy came with it, or the clone does not reach so far."""
        is_older = any(version_key(version) < each for each in self._adopted)
        return is_older or (self.past.is_cut and version != self._last)

    def _made(self, version: str, head: str) -> Recorded | None:
        """The commit that recorded a version with this record; with any, where it does not matter which."""
        ours = (each for each in self.past.recorded if each.version == version)
        return next((each for each in ours if not head or each.head == head), None)

    def _right(self, version: str) -> str | None:
        """The commit that a version's tag belongs to, as far as record and history tell."""
        if version not in self.records:
            return None
        if made := self._made(version, canonical_digest(self.records[version])):
            return made.commit
        said = self._followed.get(version)
        if said in self.past.commits:
            return said
        has_content = "content" in seal_of(self.records[version])  # the commit that recorded it would say so
        found = None if self.past.is_cut or has_content else adding(self.repository, self.past, record_file(version))
        is_newest = found is not None and version == max(self.repository.records(found), key=version_key)
        return found if is_newest else None  # a commit that brought several at once recorded none of them


def _advice(repository: Repository, past: Past | None, tagged: Tagged, tags: Sequence[Tagged] = ()) -> Words:
    """How to join what is checked out with a tag, such that nothing is dropped; a command only where it succeeds.

    With `tags` a later one that holds the first as well will do.
    """
    tag = _tag(tagged)
    after = (each for each in reversed(tags) if version_key(each.version) > version_key(tagged.version))
    later = [each for each in after if tagged.commit in past_of(repository, each.commit).commits]
    commands = (_command(repository, past, each) for each in (tagged, *later)) if past is not None else ()
    if command := next(filter(None, commands), ""):
        return words(command, command)
    return words(
        f"先把整个文件夹复制一份；git merge {tag} 会遇到冲突，请熟悉 git 的同事一起解决",
        f"copy the whole folder first; git merge {tag} meets conflicts: solve them with somebody who knows git",
    )


def _command(repository: Repository, past: Past, tagged: Tagged) -> str:
    """The merge that joins a tag; nothing where it would meet conflicts."""
    head, tag = repository.head, _tag(tagged)
    if head is None:
        return ""
    if head in past_of(repository, tagged.commit).commits:
        return f"git merge {tag}"
    if holds_same(repository, head, tagged.commit):
        return f"git merge -s ours {tag}"
    return f"git merge {tag}" if merges(repository, past, tagged.commit) else ""


def _tag(tagged: Tagged) -> str:
    return tagged.tag or tagged.version


def _finding(rule: Rule, tagged: Tagged, **values: object) -> Finding:
    said = {"version": tagged.version, "tag": _tag(tagged), "author": tagged.author or "?", **values}
    return Finding(rule=rule, at=_HERE, values=said)
