"""The record of a revision as YAML: what people said and what the program knows."""

import json
from collections.abc import Sequence

from plangen.changes.wording import Described
from plangen.pipeline.revisions.asked.settling import settled
from plangen.pipeline.revisions.proposal import REASONS, Proposal
from plangen.version import VERSION

_HEAD = (
    "# yaml-language-server: $schema=../.schema/revision.schema.json\n"
    "# 修订记录：由 plangen revise 写入，与同名标签一起构成一个版本。\n\n"
)
_MOST_SUMMED_UP = 12  # changes that a summary names one by one


def record_text(proposal: Proposal) -> str:
    """The whole file, in UTF-8 once it is written; the same proposal gives the same text."""
    values = {**_said(proposal), **_known(proposal)}
    # JSON is YAML: whatever people type stays what it is.
    said = {key: json.dumps(value, ensure_ascii=False) for key, value in values.items() if value is not None}
    return _HEAD + "".join(f"{key}: {value}\n" for key, value in said.items())


def _said(proposal: Proposal) -> dict[str, object]:
    """What people said, with what changed where they said nothing of it."""
    wanted, compared = proposal.wanted, proposal.compared
    lines, templates = (compared.lines, tuple(each.sentence for each in compared.templates)) if compared else ((), ())
    others = tuple(each.path for each in compared.untold) if compared else ()
    return {
        "version": proposal.version,
        "date": wanted.date.isoformat(),
        "reason": REASONS.get(proposal.reason, proposal.reason) + (f"：{wanted.note}" if wanted.note else ""),
        "chapters": wanted.chapters or _chapters(lines, templates),
        "summary": wanted.summary or _summary(proposal, lines, templates, others),
        "author": wanted.author,
        "reviewer": wanted.reviewer,
        "approver": wanted.approver,
        "effective": wanted.effective.isoformat() if wanted.effective else "",
    }


def _known(proposal: Proposal) -> dict[str, object]:
    """What it follows and answers; None for what it does not say."""
    wanted, last, said = proposal.wanted, proposal.last, settled(proposal)
    return {
        "drill": wanted.drill.isoformat() if wanted.drill else None,
        "answers": list(said.answers) or None,
        "deferred": [{"finding": name, "reason": why} for name, why in said.deferred.items()] or None,
        "withdrawn": [{"finding": name, "reason": why} for name, why in said.withdrawn.items()] or None,
        "follows": last.commit if last and not proposal.is_cut_off else None,
        "written_by": VERSION,
    }


def _chapters(lines: Sequence[Described], templates: Sequence[str]) -> str:
    subjects = [*(line.subject for line in lines), *(("模板",) if templates else ())]
    return "、".join(dict.fromkeys(subjects)) or "全文"


def _of_files(others: Sequence[str]) -> str:
    more = f"等{len(others)}个" if len(others) > _MOST_SUMMED_UP else ""
    return f"更新随附文件：{'、'.join(others[:_MOST_SUMMED_UP])}{more}"


def _summary(proposal: Proposal, lines: Sequence[Described], templates: Sequence[str], others: Sequence[str]) -> str:
    if proposal.last is None:
        return "首次记录"
    every = [*(line.sentence for line in lines), *templates]
    if not every and proposal.settles:
        return f"写明{'、'.join(each.version for each in proposal.settles)}同号而未保留的另一份，内容没有改变"
    if not every:
        return _of_files(others) if others else "调整源文件的写法，内容没有改变"
    more = f"；另有{len(every) - _MOST_SUMMED_UP}处修改" if len(every) > _MOST_SUMMED_UP else ""
    return "；".join(every[:_MOST_SUMMED_UP]) + more
