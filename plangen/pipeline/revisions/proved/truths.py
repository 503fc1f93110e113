"""One version that was recorded twice: which of the two keeps its number, and how the other one is settled.

Nothing recorded is ever rewritten. The one that others may have already, in a remote-tracking branch, keeps its number;
a later revision says of the other what it was (`was`), and from then on nobody has to be told of it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, Words, words
from plangen.history import rules
from plangen.history.ancestry import Past, Recorded, published, recorded_at
from plangen.history.repository import Repository, Tagged
from plangen.model.plan import version_key
from plangen.model.plan_files import canonical_digest
from plangen.model.seals import seal_of
from plangen.pipeline.record_chain import record_file

_COMMIT = re.compile(r"\b[0-9a-f]{40}\b")


class Rivals(Struct, frozen=True, kw_only=True):
    """What was recorded under one number and is not settled yet; the newest first."""

    version: str
    every: tuple[Recorded, ...]
    here: Recorded | None  # the one whose record is checked out
    tagged: Recorded | None  # the one that the tag stands at
    kept: Recorded | None  # the one that keeps the number; None: people have to agree on it
    is_published: bool  # it does because others may have it already

    @property
    def others(self) -> tuple[Recorded, ...]:
        """Those that do not keep it."""
        return tuple(each for each in self.every if each != self.kept)

    @property
    def can_be_settled(self) -> bool:
        """Whether the next revision can say what the others were: the record of the one that is kept lies here."""
        return self.kept is not None and self.here == self.kept


def rivals_of(
    repository: Repository, past: Past, tags: Sequence[Tagged], records: Mapping[str, bytes]
) -> tuple[Rivals, ...]:
    """Every version with more than one content that no record has settled, in order."""
    beside = (recorded_at(repository, each.commit) for each in tags if each.commit not in past.commits)
    several = _several((*past.recorded, *(each for each in beside if each)))
    settled = settled_commits(records) if several else frozenset[str]()
    proved = [_proved(repository, several[name], settled) for name in several if name in records]
    return tuple(_rivals(repository, every, tags, records[every[0].version]) for every in proved if len(every) > 1)


def _several(recorded: Iterable[Recorded]) -> Mapping[str, list[Recorded]]:
    """The versions with more than one record, in order, with a commit for each record."""
    found: dict[str, dict[str, Recorded]] = {}
    for each in recorded:
        found.setdefault(each.version, {}).setdefault(each.head, each)
    return {name: list(found[name].values()) for name in sorted(found, key=version_key) if len(found[name]) > 1}


def settled_commits(records: Mapping[str, bytes]) -> frozenset[str]:
    """The commits of which a record says what they were."""
    said = (seal_of(raw).get("was", "") for raw in records.values())
    return frozenset(name for each in said for name in _COMMIT.findall(each))


def _proved(repository: Repository, ones: Iterable[Recorded], settled: frozenset[str]) -> tuple[Recorded, ...]:
    """Those that have at their commit the record which they name, and of which nothing is said yet."""
    raws = ((each, repository.content_at(each.commit, record_file(each.version))) for each in ones)
    return tuple(
        each for each, raw in raws if raw and canonical_digest(raw) == each.head and each.commit not in settled
    )


def _rivals(repository: Repository, every: tuple[Recorded, ...], tags: Sequence[Tagged], now: bytes) -> Rivals:
    here = next((each for each in every if each.head == canonical_digest(now)), None)
    standing = {each.commit for each in tags}
    tagged = next((each for each in every if each.commit in standing), None)
    others_have = published(repository)
    shared = [each for each in every if each.commit in others_have]
    is_published = len(shared) == 1
    return Rivals(
        version=every[0].version,
        every=every,
        here=here,
        tagged=tagged,
        kept=shared[0] if is_published else _agreed(here, tagged),
        is_published=is_published,
    )


def _agreed(here: Recorded | None, tagged: Recorded | None) -> Recorded | None:
    """The one that record and tag agree on."""
    return here if here == tagged else None


def told_of(rivals: Rivals) -> Finding:
    """What is said of them: an error until it is clear which one keeps the number."""
    one, *others = (rivals.kept, *rivals.others) if rivals.kept else rivals.every
    is_clear = rivals.can_be_settled and rivals.tagged == rivals.kept
    values = {
        "version": rivals.version,
        "one": who(one.author, one.commit),
        "other": _listed([who(each.author, each.commit) for each in others]),
        "advice": _advice(rivals),
    }
    return Finding(rule=rules.TWICE if is_clear else rules.TWO_TRUTHS, at=Place(file="."), values=values)


def who(author: str, commit: str) -> Words:
    """A recording, by whom and where."""
    return words(f"{author}（提交 {commit[:10]}）", f"{author} (commit {commit[:10]})")


def was(rivals: Sequence[Rivals]) -> str:
    """What a record says of the ones that do not keep their number, in ASCII."""
    return ", ".join(f"{each.version} ({other.commit}) {other.head}" for each in rivals for other in each.others)


def _advice(rivals: Rivals) -> Words:
    if rivals.can_be_settled and rivals.is_published:
        return words(
            "运行 plangen revise，把合并后的内容记录为新的版本：标签随之改正，另一份另存在 refs/plangen 里",
            "run plangen revise, which records the merged plan as a new version, puts the tag right and keeps what was"
            " there under refs/plangen",
        )
    if rivals.kept and rivals.is_published:
        return _taken(rivals, rivals.kept, words("plangen revise", "plangen revise"))
    return _chosen(rivals)


def _chosen(rivals: Rivals) -> Words:
    """Nobody has published either, or both are: people agree on one, whose record is then the one that lies here."""
    repair = words("plangen log --repair", "plangen log --repair")
    ways = [repair if each == rivals.here else _taken(rivals, each, repair) for each in rivals.every]
    names = [who(each.author, each.commit) for each in rivals.every]
    zh = "；".join(f"保留{name.zh}：{way.zh}" for name, way in zip(names, ways, strict=True))
    en = "; ".join(f"to keep that of {name.en}: {way.en}" for name, way in zip(names, ways, strict=True))
    return words(
        f"先商定保留哪一份。{zh}。然后用 plangen revise 把合并后的内容记录为新的版本",
        f"agree on one of them; {en}; then record the merged plan with plangen revise",
    )


def _taken(rivals: Rivals, one: Recorded, then: Words) -> Words:
    """How to let the record of one lie here."""
    file = record_file(rivals.version)
    take, keep = f"git checkout {one.commit[:10]} -- {file}", f'git commit -m "{rivals.version}" -- {file}'
    return words(f"{take}，{keep}，再运行 {then.zh}", f"{take}, {keep}, then {then.en}")


def _listed(every: Sequence[Words]) -> Words:
    return words("、".join(each.zh for each in every), " and ".join(each.en for each in every))


def settled_tags(tags: Sequence[Tagged], rivals: Sequence[Rivals]) -> Iterator[Tagged]:
    """The tags as they stand once the rivals are settled."""
    kept = {each.version: each.kept for each in rivals if each.can_be_settled and each.kept}
    for tag in tags:
        one = kept.get(tag.version)
        yield tag if one is None else replace(tag, commit=one.commit, author=one.author, head=one.head)
