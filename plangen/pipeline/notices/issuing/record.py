"""What is recorded of an issue, key by key, and the file that says it."""

import datetime
from collections.abc import Iterator, Mapping

from msgspec import Struct

from plangen.checks import due_wording
from plangen.model.approval_proof import head_said
from plangen.model.case import Case
from plangen.model.how_met import duty_state
from plangen.model.met import DutyState
from plangen.model.plan import Plan
from plangen.model.release_register import next_number
from plangen.model.values import Id
from plangen.pipeline.notices.accepting.acceptances import listed
from plangen.pipeline.notices.chosen import NoticeDraft, several_lines
from plangen.pipeline.notices.readiness import Readiness
from plangen.pipeline.notices.status import dues_of
from plangen.workspace.append import record_text
from plangen.workspace.manifest import digest

_HEAD = (
    "# yaml-language-server: $schema=../.schema/issued.schema.json",
    "# 发布记录，由 plangen notices issue 写入，不要修改。",
)


class GivenOrder(Struct, frozen=True, kw_only=True):
    """What could be made of an order to issue a notice."""

    time: datetime.datetime | None
    post: Id | None
    name: str
    channels: tuple[str, ...]
    recipients: int | None
    now: datetime.datetime
    reason: str = ""  # why it goes out again after it was withdrawn
    authorisation: str = ""  # of somebody whom the plan does not name for the post


class IssuedBytes(Struct, frozen=True, kw_only=True):
    """The files that leave the house."""

    name: str  # of the document; the others are called like it
    raw: bytes
    pdf: bytes
    text: bytes | None

    @property
    def by_name(self) -> Mapping[str, bytes]:
        """Each with its name."""
        stem = self.name.removesuffix(".docx")
        texts = {} if self.text is None else {f"{stem}.txt": self.text}
        return {self.name: self.raw, f"{stem}.pdf": self.pdf, **texts}


def recorded(plan: Plan, ready: Readiness, given: GivenOrder, files: IssuedBytes) -> dict[str, object]:
    """What is recorded, by key."""
    assert given.time is not None
    assert ready.version is not None
    version, draft = ready.version, ready.draft
    passed = [each.entry for each in ready.stages if each.entry]
    text = f"{draft.kind_title}全文" + ("（同名 .txt 文件）" if files.text is not None else "")
    return {
        "number": next_number(plan.issued, draft.what.reach, given.time.year),
        "case": draft.case,
        "kind": draft.kind,
        "time": stamp(given.time),
        "file": files.name,
        "sha256": digest(files.raw),
        "text_sha256": digest(files.text) if files.text is not None else None,
        "pdf_sha256": digest(files.pdf),
        "reach": draft.what.reach,
        "recipients": given.recipients,
        "recorded": stamp(given.now),
        "by": given.post,
        "name": given.name,
        "authorisation": given.authorisation or None,
        "reason": several_lines(given.reason) or None,
        **_concerned(draft),
        **{key: getattr(version, key) for key in ("template", "wording", "house", "content", "facts")},
        "approvals_head": head_said(plan, draft.case, draft.kind),
        "approvals": [{"stage": each.stage, "by": each.by, "name": each.name, "date": each.date} for each in passed],
        "accepted": listed(ready.accepted),
        "channels": [
            {"channel": channel, "text": text, "post": plan.communication.responsible_post}
            for channel in given.channels
        ],
        "deadlines": list(_duties(plan, ready)),
    }


def _concerned(draft: NoticeDraft) -> dict[str, object]:
    """Which issue a correction or withdrawal sets right."""
    concerns = draft.of.concerns if isinstance(draft.of, Case) else None
    if concerns is None:
        return {}
    return {
        "act": draft.what.act,
        "concerns": {"case": concerns.case, "kind": concerns.kind, "time": concerns.time},
    }


def record_bytes(values: Mapping[str, object]) -> bytes:
    """The file of a record."""
    return "".join(f"{line}\n" for line in (*_HEAD, *record_text(values))).encode()


def stamp(time: datetime.datetime) -> str:
    """A moment as records have it: 2026-03-01 14:05."""
    return f"{time:%Y-%m-%d %H:%M}"


def _duties(plan: Plan, ready: Readiness) -> Iterator[dict[str, object]]:
    """The statutory duties that may concern the notice, with what legal had recorded of each when it was issued."""
    for due in dues_of(plan, ready):
        duty = due.deadline
        yield {
            "duty": duty.id,
            "title": duty.title,
            "due": due_wording.end_of(due).zh,
            "condition": duty.condition,
            **_state(duty_state(plan, ready.case.id, duty.id)),
        }


def _state(state: DutyState) -> dict[str, object]:
    """What was judged and done; nothing is concluded from a limit that is over."""
    judged, met = state.judged, state.met[-1] if state.met else None
    last = met or judged
    return {
        "applies": state.applies,
        "reason": judged.reason if judged else None,
        "done": met.met if met else None,
        "how": met.how if met else None,
        "reference": met.reference if met else None,
        "by": last.by if last else None,
        "name": last.name if last else None,
    }
