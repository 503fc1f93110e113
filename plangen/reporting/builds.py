"""What a check, a build, the build of an older version and a layout proof gave."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from plangen.diagnostics import Severity, words
from plangen.pipeline.check import Outcome
from plangen.reporting.listing import outcome_text
from plangen.reporting.result import Result
from plangen.reporting.style import Style
from plangen.workspace.project import OUTPUT

if TYPE_CHECKING:  # a check does not wait for what builds, a build not for what reads revisions
    from plangen.pipeline.building.build import Built
    from plangen.pipeline.building.proof import Proofs
    from plangen.pipeline.revisions.rebuild import Rebuilt


def report_check(outcome: Outcome, *, strict: bool) -> Result:
    """The findings, in order, how many there are, and how much each of those has to fill in who can."""
    return Result(text=partial(outcome_text, outcome, by_person=True), outcome=outcome, strict=strict)


def report_build(built: "Built", *, strict: bool) -> Result:
    """The findings, then the files; JSON adds `"files"`: path relative to the project, document, SHA-256, state."""
    return Result(
        text=partial(_built, built, OUTPUT),
        outcome=built.outcome,
        more=lambda _: {"files": _files(built, OUTPUT)},
        strict=strict,
    )


def report_rebuild(rebuilt: "Rebuilt", folder: str, *, strict: bool) -> Result:
    """Which version it is and who recorded it, then as for a build; JSON adds `"files"` and `"revision"`."""
    return Result(
        text=partial(_rebuilt, rebuilt, folder),
        outcome=rebuilt.built.outcome,
        more=lambda language: {"files": _files(rebuilt.built, folder), "revision": _version(rebuilt, language)},
        strict=strict,
    )


def report_proof(proofs: "Proofs", *, strict: bool) -> Result:
    """The findings by page, then the documents; JSON adds `"documents"`: file, title, pages."""
    documents = [{"file": each.file, "title": each.title, "pages": each.pages} for each in proofs.measured]
    return Result(
        text=partial(_proofs, proofs), outcome=proofs.outcome, more=lambda _: {"documents": documents}, strict=strict
    )


def _built(built: "Built", folder: str, style: Style) -> Iterator[str]:
    yield from outcome_text(built.outcome, style)
    if built.manifest is None or any(f.severity is Severity.ERROR for f in built.published.findings):
        yield style.say(words("没有生成任何文件", "nothing was written"))
        return
    published = built.published
    for path in (*published.written, *published.unchanged):
        mark = words("已生成", "written") if path in published.written else words("无变化", "unchanged")
        yield f"  {style.say(mark)}  {folder}/{path}"
    for path in published.removed:
        yield f"  {style.say(words('已删除', 'removed'))}  {folder}/{path}"
    yield style.say(
        words("共 {files} 个文件，其中 {written} 个有更新", "{files} files, {written} of them new or changed"),
        files=len(published.written) + len(published.unchanged),
        written=len(published.written),
    )


def _files(built: "Built", folder: str) -> list[Mapping[str, object]]:
    if built.manifest is None:
        return []
    published = built.published
    states = dict.fromkeys(published.unchanged, "unchanged") | dict.fromkeys(published.written, "written")
    entries = built.manifest.files
    return [
        {
            "path": f"{folder}/{path}",
            "document": entries[path].document,
            "sha256": entries[path].sha256,
            "state": state,
        }
        for path, state in sorted(states.items())
    ]


def _rebuilt(rebuilt: "Rebuilt", folder: str, style: Style) -> Iterator[str]:
    version = rebuilt.version
    if version is not None:
        said = words("版本 {name}，提交 {commit}", "version {name}, commit {commit}")
        by = words("；由 plangen {by} 记录", "; recorded with plangen {by}")
        told = style.say(said, name=version.name, commit=version.commit[:10])
        yield told + (style.say(by, by=version.written_by) if version.written_by else "")
    yield from _built(rebuilt.built, folder, style)


def _version(rebuilt: "Rebuilt", language: str) -> Mapping[str, object] | None:
    version = rebuilt.version
    if version is None:
        return None
    return {"name": version.name.say(language), "commit": version.commit, "plangen": version.written_by or None}


def _proofs(proofs: "Proofs", style: Style) -> Iterator[str]:
    yield from outcome_text(proofs.outcome, style)
    for each in proofs.measured:
        yield f"  {each.file}  " + style.say(words("{pages} 页", "{pages} pages"), pages=each.pages)
