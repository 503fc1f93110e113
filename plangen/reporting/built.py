"""What a build did, as text and as JSON."""

from collections.abc import Iterator, Mapping

from plangen.diagnostics import Severity, words
from plangen.pipeline.build import Built
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text

__all__ = ["built_json", "built_text"]


def built_text(built: Built, style: Style, folder: str) -> Iterator[str]:
    """The lines of a build: its findings, then the files."""
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


def built_json(built: Built, language: str, *, ok: bool) -> str:
    """As for a check, and `"files"`: path relative to the project, document, SHA-256, state."""
    files: list[Mapping[str, object]] = []
    if built.manifest:
        states = dict.fromkeys(built.published.unchanged, "unchanged") | dict.fromkeys(
            built.published.written, "written"
        )
        files = [
            {
                "path": f"output/{path}",
                "document": built.manifest.files[path].document,
                "sha256": built.manifest.files[path].sha256,
                "state": state,
            }
            for path, state in sorted(states.items())
        ]
    return dump({**outcome_tree(built.outcome, language, ok=ok), "files": files})
