"""Old titles of departments, posts, teams and scenarios in outlines, words of forms and Word templates of a plan."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from plangen.checks.engine import check
from plangen.checks.misnaming import STALE, STALE_CHECK, Naming, OldTitles
from plangen.diagnostics import Finding, Place
from plangen.model.noted_titles import titles_of, titles_text
from plangen.model.plan import Plan, SectionMissing
from plangen.model.plan_files import is_of_plan
from plangen.reading.text import decode

_TEXTS, _WORD = (".md", ".yaml"), ".docx"
_BEFORE, _LONGEST = 10, 40  # letters of a paragraph that tell which one is meant


def old_titles_in_templates(plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """Where a template says a title that its thing has no more."""
    try:
        old = OldTitles(plan)
    except SectionMissing:
        return
    if not old.formers:
        return
    for path, raw in contents.items():
        if not (path.startswith("templates/") and is_of_plan(path)):
            continue
        if path.lower().endswith(_TEXTS):
            yield from _in_text(old, path, raw)
        elif path.lower().endswith(_WORD):
            yield from _in_word(old, path, raw)


def old_titles_since(old: Plan, plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """The same of a plan and its templates, where the records do not note what things were called in the `old` one.

    What the plan's exceptions allow is left out.
    """
    if "revisions" in plan.missing or not plan.revisions:
        return
    *before, last = plan.revisions
    noted = f"{last.titles or ''}\n{titles_text(titles_of(old))}"
    knowing = plan.with_records("revisions", (*before, replace(last, titles=noted)))
    yield from (each for each in check(knowing, (STALE_CHECK,)).findings if each.rule is STALE)
    yield from old_titles_in_templates(knowing, contents)


def _in_text(old: OldTitles, path: str, raw: bytes) -> Iterator[Finding]:
    text, _ = decode(path, raw)
    for number, line in enumerate(text.content.splitlines() if text else (), start=1):
        if line.lstrip().startswith("#") and path.lower().endswith(".yaml"):
            continue  # a remark
        for naming in old.in_text(line):
            column = naming.start + 1
            end = column + len(naming.former.title)
            at = Place(file=path, line=number, column=column, end_column=end, excerpt=line)
            yield _finding(naming, at, line)


def _in_word(old: OldTitles, path: str, raw: bytes) -> Iterator[Finding]:
    # Only after something was renamed: most checks open no Word file.
    from plangen.office.readable import readable

    for line in readable(raw) or ():
        for naming in old.in_text(line):
            yield _finding(naming, Place(file=path), line)


def _finding(naming: Naming, at: Place, line: str) -> Finding:
    start = max(0, naming.start - _BEFORE)
    around = line[start : start + _LONGEST].strip()
    return Finding(rule=STALE, at=at, values={"field": around, **naming.values})
