"""The records of a plan's revisions as a chain: what proves, without git, that none of them was changed since."""

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import asdict, replace

from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule, words
from plangen.model.approval_proof import heads_noted
from plangen.model.chain import Break, BreakKind, ChainEntry, Link, breaks, links_after, said
from plangen.model.papers import papers_file
from plangen.model.plan import Plan, version_key
from plangen.model.plan_files import canonical_digest, content_of
from plangen.model.records import Revision
from plangen.reading.source import read_section

CHANGED = rule(
    "G401",
    ERROR,
    title=("修订记录被改动过", "a revision's record was changed"),
    why=(
        "修订页按它印出谁编制、审核、批准；记录之后改动，印出来的就不是当时的事实",
        "the revision page prints by it who wrote, reviewed and approved; changed since, it no longer says what was",
    ),
    message=(
        "{version} 的修订记录与 {witness} 留下的证明不符，记录之后被改动过",
        "the record of {version} is not what {witness} proves: it was changed after it was recorded",
    ),
    hint=(
        (
            "恢复：git stash push -- {file}（现在的内容保存在 git stash 里）；改动已经提交的，再运行"
            " git checkout {tag} -- {file}，git commit -m {version} -- {file}。有更正要写的，写进新的修订"
        ),
        (
            "to restore it: git stash push -- {file} (what is there now stays in git's stash); where the change was"
            " committed, then git checkout {tag} -- {file}, git commit -m {version} -- {file}. A correction belongs"
            " into a new revision"
        ),
    ),
)
MISSING = rule(
    "G402",
    ERROR,
    title=("缺少修订记录", "a revision's record is missing"),
    why=(
        "修订页少了一次修订，后面的版本也失去依据",
        "the revision page would lack a revision, and those behind it what they stand on",
    ),
    message=("{witness} 说明有 {version}，它的修订记录不在了", "{witness} names {version}, whose record is not there"),
    hint=(
        (
            "恢复：git checkout {tag} -- {file}；删除已经提交的，再运行 git commit -m {version} -- {file}。"
            "没有版本库的，从原来的文件夹复制这个文件"
        ),
        (
            "to restore it: git checkout {tag} -- {file}; where that it is gone was committed, then"
            " git commit -m {version} -- {file}. Without a repository, copy the file from where it was"
        ),
    ),
)
UNNAMED = rule(
    "G403",
    ERROR,
    title=("修订记录不在链条里", "a record outside the chain"),
    why=(
        "后加进去的记录会印在修订页上，好像当时就有",
        "a record put in afterwards is printed as if it had been there all along",
    ),
    message=(
        "{version} 的修订记录不在 {witness} 之前的链条里",
        "the record of {version} is not among those before {witness}",
    ),
    hint=(
        "查明这个文件从哪里来；不是记录过的版本的，移到 source 之外",
        "find out where this file comes from; move it out of source if it was never recorded",
    ),
)
PAPERS = rule(
    "G404",
    WARNING,
    title=("版本文件缺失或者被改动", "the papers of a revision are missing or changed"),
    why=(
        "plangen verify 按它认出打印件；缺了它，这一版的打印件都认不出来",
        "plangen verify knows printed papers by it; without it no paper of that revision is known",
    ),
    message=("{version} 的 {file} {what}", "{file} of {version} {what}"),
    hint=(
        "恢复：git checkout {tag} -- {file}；没有版本库的，从原来的文件夹复制这个文件",
        "to restore it: git checkout {tag} -- {file}; without a repository, copy the file from where it was",
    ),
)
RULES = (CHANGED, MISSING, UNNAMED, PAPERS)
_GONE = words("不在了", "is not there")
_OTHER = words("与修订记录里的校验码不符，记录之后被改动过", "is not what the record says; it was changed since")
RULE_OF = {BreakKind.CHANGED: CHANGED, BreakKind.MISSING: MISSING, BreakKind.UNNAMED: UNNAMED}


_COMMIT = re.compile("[0-9a-f]{10}")
_GIVEN_UP = re.compile(r"([^\s,]+) \([0-9a-f]{40}\) ([0-9a-f]{64})")


def record_file(version: str) -> str:
    """Where the record of a revision lies in the project."""
    return f"source/revisions/{version}.yaml"


def entries_of(plan: Plan, contents: Mapping[str, bytes]) -> tuple[ChainEntry, ...]:
    """The records of a plan as a chain, oldest first; nothing where they cannot all be read."""
    records = () if "revisions" in plan.missing else plan.revisions
    pairs = ((each, contents.get(each.where().file)) for each in records)
    return tuple(
        ChainEntry(name=each.version, raw=raw, after=each.after or "", settles=given_up(each.was or ""))
        for each, raw in pairs
        if raw is not None
    )


def given_up(was: str) -> tuple[Link, ...]:
    """The records that a record says were given up, as `was` names them: v1.4 (commit) digest."""
    return tuple(Link(*found) for found in _GIVEN_UP.findall(was))


def chained(plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """What is wrong with the chain of a plan's records."""
    yield from map(finding_of, breaks(entries_of(plan, contents)))


def papers_changed(plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """Notes of papers that are not as the records of their revisions say."""
    for each in () if "revisions" in plan.missing else plan.revisions:
        file = papers_file(each.version, each.papers or "")
        raw = contents.get(file)
        if each.papers and (raw is None or canonical_digest(raw) != each.papers):
            what = _GONE if raw is None else _OTHER
            values = {"version": each.version, "file": file, "tag": each.version, "what": what}
            yield Finding(rule=PAPERS, at=Place(file=file), values=values)


def warned_of(plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """The same as warnings: a build goes on, and says it; and what the notes of papers lack."""
    for found in chained(plan, contents):
        yield replace(found, rule=replace(found.rule, severity=WARNING))
    yield from papers_changed(plan, contents)


def finding_of(found: Break, tag: str = "") -> Finding:
    """What is wrong with one record; `tag` names its revision in git, and may be the witness."""
    file = record_file(found.name)
    is_tag = tag == found.witness and not _COMMIT.fullmatch(tag)
    witness = words(f"标签“{tag}”", f"the tag '{tag}'") if is_tag else found.witness
    values = {"version": found.name, "witness": witness, "file": file, "tag": tag or found.name}
    return Finding(rule=RULE_OF[found.kind], at=Place(file=file), values=values)


def lines_for(plan: Plan, contents: Mapping[str, bytes], digests: Mapping[str, str], version: str) -> dict[str, str]:
    """What the record of a new version says of those before it, and of everything else that it records."""
    if "revisions" in plan.missing:
        return {}
    before = [each for each in entries_of(plan, contents) if version_key(each.name) < version_key(version)]
    links = links_after(before, (each.version for each in plan.revisions if each.content))
    heads = heads_noted(plan)
    before_it = {"after": said(links)} if links else {}
    return {**before_it, "content": content_of(digests, version), **({"approvals": heads} if heads else {})}


def means_same(version: str, one: bytes, other: bytes) -> bool:
    """Whether two files say the same as records, however they are written."""
    first, second = (_meaning(version, raw) for raw in (one, other))
    return first is not None and first == second


def _meaning(version: str, raw: bytes) -> Mapping[str, object] | None:
    record = read_section("revisions", record_file(version), raw)
    if not isinstance(record, Revision):
        return None
    deferred = [(each.finding, each.reason) for each in record.deferred]
    return {**asdict(record), "at": None, "deferred": deferred}
