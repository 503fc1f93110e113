"""What would keep the notices of a template from leaving the house, told of the template before anybody signs it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from plangen.diagnostics import Finding, Place, Words, words
from plangen.office.paper.seen.seen_rules import UNLOOKED
from plangen.pipeline.building.installing import INSTALL
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.pages.looking import ABSENT, Looking, looked
from plangen.pipeline.notices.readiness import Readiness, readiness_of
from plangen.pipeline.notices.run import Run


def at_the_gate(run: Run, drafts: Sequence[NoticeDraft], how: Looking) -> Mapping[str, Sequence[Finding]]:
    """By template: what all notices made from it would be refused for, and what only those of certain facts would."""
    every = looked(run, [readiness_of(run, each) for each in drafts], how)
    found: dict[str, Sequence[Finding]] = {}
    for file, own in groupby(sorted(every, key=lambda each: each.draft.file), key=lambda each: each.draft.file):
        found[file] = tuple(_of_template(file, [each for each in own if each.raw is not None]))
    return found


def _of_template(file: str, notices: Sequence[Readiness]) -> Iterator[Finding]:
    """Once what holds for all notices; else with the notice by whose facts it comes about."""
    told: dict[tuple[str, str], list[tuple[Readiness, Finding]]] = {}
    for ready in notices:
        for each in ready.hygiene:
            text = str(each.values.get("text", each.message("en")))
            told.setdefault((each.code, text), []).append((ready, each))
    for same in told.values():
        holders = {ready.draft.name: None for ready, _ in same}
        finding = same[0][1]
        spot = finding.at.spot or words("", "")
        if len(holders) < len(notices):
            names = "、".join(holders), ", ".join(holders)
            spot = words(f"{spot.zh}（按 {names[0]} 的事实）", f"{spot.en} (with the facts of {names[1]})")
        yield replace(finding, at=replace(finding.at, file=file, spot=spot))
    yield from _unlooked(file, notices)


def _unlooked(file: str, notices: Sequence[Readiness]) -> Iterator[Finding]:
    left = [each for each in notices if each.unlooked is not None]
    if left and left[0].unlooked is not None:
        reason = left[0].unlooked
        values = {"notices": [each.draft.name for each in left], "reason": reason}
        yield Finding(rule=UNLOOKED, at=Place(file=file, path="pages"), values=values, hint=_todo(file, reason))


def _todo(file: str, reason: Words) -> Words:
    if reason == ABSENT:
        return words(f"安装 LibreOffice：{INSTALL.zh}", f"install LibreOffice: {INSTALL.en}")
    name = file.rpartition("/")[2]
    return words(f"运行 plangen notices check {name}", f"run plangen notices check {name}")
