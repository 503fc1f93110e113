"""What a build did, as text and as JSON."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from plangen.diagnostics import Severity, words
from plangen.pipeline.building.build import Built
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style
from plangen.reporting.text import outcome_text

if TYPE_CHECKING:  # it brings dulwich along, which an ordinary build has no use for
    from plangen.pipeline.revisions.rebuild import Rebuilt


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


def rebuilt_text(rebuilt: "Rebuilt", style: Style, folder: str) -> Iterator[str]:
    """Which version it is and who recorded it, then as for any build."""
    version = rebuilt.version
    if version is not None:
        said = words("版本 {name}，提交 {commit}", "version {name}, commit {commit}")
        by = words("；由 plangen {by} 记录", "; recorded with plangen {by}")
        told = style.say(said, name=version.name, commit=version.commit[:10])
        yield told + (style.say(by, by=version.written_by) if version.written_by else "")
    yield from built_text(rebuilt.built, style, folder)


def rebuilt_json(rebuilt: "Rebuilt", language: str, folder: str, *, ok: bool) -> str:
    """As for a build, and `"revision"`: name, commit, the version of plangen that recorded it."""
    version = rebuilt.version
    told = version and {
        "name": version.name.say(language),
        "commit": version.commit,
        "plangen": version.written_by or None,
    }
    return dump({**_tree(rebuilt.built, language, folder, ok=ok), "revision": told})


def built_json(built: Built, language: str, *, ok: bool) -> str:
    """As for a check, and `"files"`: path relative to the project, document, SHA-256, state."""
    return dump(_tree(built, language, "output", ok=ok))


def _tree(built: Built, language: str, folder: str, *, ok: bool) -> dict[str, object]:
    files: list[Mapping[str, object]] = []
    if built.manifest:
        states = dict.fromkeys(built.published.unchanged, "unchanged") | dict.fromkeys(
            built.published.written, "written"
        )
        files = [
            {
                "path": f"{folder}/{path}",
                "document": built.manifest.files[path].document,
                "sha256": built.manifest.files[path].sha256,
                "state": state,
            }
            for path, state in sorted(states.items())
        ]
    return {**outcome_tree(built.outcome, language, ok=ok), "files": files}
