"""Approvals as a chain: each entry is what its witnesses know, and none is missing, put in or moved."""

from collections.abc import Iterator, Mapping

import msgspec

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, Rule, Severity, rule
from plangen.model.approval_chain import entry_bytes
from plangen.model.approval_proof import Damage, DamageKind, damages, notices_known
from plangen.model.plan import Plan
from plangen.model.plan_files import canonical_digest

_FILE = "# approvals/fault--recall.yaml\ncase: fault\nkind: recall\napprovals:\n"
_DRAFT = {"stage": "draft", "by": "service-head", "name": "张三", "date": "2026-03-01"}
_APPROVE = {"stage": "approve", "by": "manager", "name": "王一", "date": "2026-03-02"}


def _example(*entries: tuple[Mapping[str, str], int], cut: int = 0) -> str:
    """Entries with their digests, each naming the one of the number that is given beside it; 0: none."""
    digests, lines = list[str](), list[str]()
    for values, named in entries:
        said = {**values, "template": "t", "house": "h", "content": "c"}
        said |= {"after": f"{named} {digests[named - 1]}"} if named else {}
        digests.append(canonical_digest(entry_bytes(said)))
        lines.append("  - {" + ", ".join(f'{key}: "{said[key]}"' for key in said) + f', digest: "{digests[-1]}"}}\n')
    return _FILE + "".join(lines[cut:])


_GOOD = _example((_DRAFT, 0), (_APPROVE, 1))
_RESTORE = (
    (
        "恢复原来的记录：git stash push -- {file}（现在的内容保存在 git stash 里）；改动已经提交的，用"
        " git log -- {file} 找出改动以前的提交，再运行 git restore --source=那个提交 -- {file}。"
        "没有版本库的，从备份取回这个文件。"
        "要补充、更改的，用 plangen notices approve 另行登记"
    ),
    (
        "to restore it: git stash push -- {file} keeps what is there now; where the change was committed, git log --"
        " {file} shows the commit before it, then git restore --source=COMMIT -- {file}. Without a repository take"
        " the file from a copy. What has to be added or changed is recorded anew with plangen notices approve"
    ),
)
CHANGED = rule(
    "A110",
    WARNING,
    title=("审批记录被改动过", "an approval was changed"),
    why=(
        "登记以后改动的记录，不再说明当时谁审批了什么，所以不作数",
        "changed after it was recorded, it no longer says who approved what, and does not count",
    ),
    message=(
        "第 {number} 条审批记录与{witness}留下的证明不符，登记以后被改动过",
        "entry {number} is not what {witness} proves: it was changed after it was recorded",
    ),
    hint=_RESTORE,
    bad=_GOOD.replace("张三", "张四"),
    good=_GOOD,
)
MISSING = rule(
    "A111",
    WARNING,
    title=("缺少审批记录", "an approval is missing"),
    why=("删去的可能正是不同意、撤回或者没有落实的条件", "what is gone may be a refusal, a withdrawal or a condition"),
    message=(
        "{witness}说明有第 {number} 条审批记录，它不在了",
        "{witness} names entry {number}, which is not there",
    ),
    hint=_RESTORE,
    bad=_example((_DRAFT, 0), (_APPROVE, 1), cut=1),
    good=_GOOD,
)
FOREIGN = rule(
    "A112",
    WARNING,
    title=("审批记录不是登记的", "an entry that was never recorded"),
    why=("手工加进去的记录没有经过核对，不作数", "an entry put in by hand passed no check and does not count"),
    message=(
        "第 {number} 条审批记录不是用 plangen notices approve 登记的：{witness}之后的记录没有接着它",
        "entry {number} was not recorded by plangen notices approve: it does not follow {witness}",
    ),
    hint=(
        "查明是谁加的；删去这一条，确实审批过的用 plangen notices approve 登记",
        "find out who put it in and delete it; what was really approved is recorded with plangen notices approve",
    ),
    bad=_example((_DRAFT, 0), (_APPROVE, 1), ({**_APPROVE, "name": "李四"}, 0)),
    good=_GOOD,
)
MOVED = rule(
    "A113",
    WARNING,
    title=("审批记录换过位置", "approvals in another order"),
    why=("先后次序决定哪一次审批算数", "their order decides which of them counts"),
    message=(
        "第 {number} 条审批记录应当排在{witness}之后，现在排在它前面",
        "entry {number} follows {witness}, and stands before it",
    ),
    hint=_RESTORE,
    bad=_FILE + "".join(reversed(_GOOD.removeprefix(_FILE).splitlines(keepends=True))),
    good=_GOOD,
)
RULE_OF: Mapping[DamageKind, Rule] = {
    DamageKind.CHANGED: CHANGED,
    DamageKind.MISSING: MISSING,
    DamageKind.FOREIGN: FOREIGN,
    DamageKind.MOVED: MOVED,
}


def chain_findings(plan: Plan, case: str, kind: str) -> Iterator[Finding]:
    """What is wrong with the approvals of a notice as a chain."""
    yield from map(_finding, damages(plan, case, kind))


def as_error(finding: Finding) -> Finding:
    """The finding as an error, where it says what was asked."""
    return msgspec.structs.replace(finding, rule=msgspec.structs.replace(finding.rule, severity=Severity.ERROR))


def _finding(damage: Damage) -> Finding:
    values = {"number": damage.number, "witness": damage.witness, "file": damage.file}
    return Finding(rule=RULE_OF[damage.kind], at=damage.at, values=values)


def _found(plan: Plan, kind: DamageKind) -> Found:
    for notice in notices_known(plan):
        yield from (_finding(each) for each in damages(plan, *notice) if each.kind is kind)


CHECKS = (
    Check(rule=CHANGED, run=lambda plan: _found(plan, DamageKind.CHANGED)),
    Check(rule=MISSING, run=lambda plan: _found(plan, DamageKind.MISSING)),
    Check(rule=FOREIGN, run=lambda plan: _found(plan, DamageKind.FOREIGN)),
    Check(rule=MOVED, run=lambda plan: _found(plan, DamageKind.MOVED)),
)
