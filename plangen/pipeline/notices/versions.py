"""The version of a notice: hashes of its template, the house style and every fact that it uses.

An approval holds for one version. What changed since is told from the hashes: which fact, and where that was kept
what it said.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.names import known_names
from plangen.diagnostics import Words, words
from plangen.documents.notices.notices import own_date
from plangen.documents.phrases import issue_date
from plangen.model.plan import Plan
from plangen.office.templates.dressed import STYLES, touching
from plangen.office.templates.names import said_facts
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.notices.kept.differing import difference
from plangen.pipeline.notices.kept.kept_values import full_hash, kept_values, short_hash
from plangen.pipeline.notices.run import Run
from plangen.pipeline.template_files import HOUSE
from plangen.workspace.manifest import digest

_SHORT = 12  # hexadecimal digits: enough to tell one version of a fact from the next
_RESAVED = words("模板重新保存过或者改了格式，文字没有变", "template saved again or reformatted, wording unchanged")
_OWN = {
    "document.title": words("通知标题", "title of the notice"),
    "document.case": words("事件名称", "title of the incident"),
    "document.company": words("公司名称", "company"),
    "document.dated": words("文件日期", "date of the document"),
    "document.mark": words("演练标记", "drill mark"),
    "document.page_mark": words("页面标记", "mark on its pages"),
}


class NoticeVersion(Struct, frozen=True, kw_only=True):
    """One version of a notice."""

    template: str
    wording: str
    house: str
    content: str
    facts: tuple[str, ...]  # "recall.defect 1a2b…", each with a short hash
    said: Mapping[str, object] = {}  # what each of them says, and the template, by name
    known: Mapping[str, object] = {}  # what they said and say, by short hash
    formerly: frozenset[str] = frozenset()  # what `content` was while the date of a drill's file counted
    house_file: str = ""  # what `house` was while the whole of house.docx counted

    def is_of(self, entry: "Bound") -> bool:
        """Whether an approval names this version."""
        same = entry.template == self.template and self.has_house(entry.house)
        return same and (entry.content == self.content or entry.content in self.formerly)

    def has_house(self, house: str) -> bool:
        """Whether a record names the look that the notice has now."""
        return house in {self.house, self.house_file}

    def as_before(self, entries: "Iterable[Bound]") -> "NoticeVersion":
        """The same version in the hashes of the earlier entries that name it: one version has one name in a record."""
        same = next((each for each in entries if self.is_of(each)), None)
        return self if same is None else replace(self, house=same.house, content=same.content)

    @property
    def fingerprint(self) -> str:
        """Twelve hexadecimal digits of what the notice says, as its file carries them."""
        return self.content[:_SHORT]


class Bound(Protocol):
    """A record that names a version."""

    @property
    def template(self) -> str:
        """The hash of its template's file."""

    @property
    def wording(self) -> str | None:
        """A short hash of the template's words; None in records that do not have it yet."""

    @property
    def house(self) -> str:
        """The hash of the house template."""

    @property
    def content(self) -> str:
        """The hash of all facts that the notice states."""

    @property
    def facts(self) -> tuple[str, ...]:
        """Each fact with a short hash: "recall.defect 1a2b…"."""


class VersionChange(Struct, frozen=True, kw_only=True):
    """One thing that is another now; old and new as short hashes, empty where there was or is none."""

    what: Words
    old: str
    new: str
    was: str | None = None  # what it said, as far as that differs; None where nobody kept it
    now: str | None = None

    @property
    def told(self) -> Words:
        """What changed, with old and new where both are known."""
        if self.was is None or self.now is None:
            return self.what
        both = f"{self.was} → {self.now}"
        return words(f"{self.what.zh}（{both}）", f"{self.what.en} ({both})")


def version_of(run: Run, draft: NoticeDraft) -> NoticeVersion | None:
    """The version as it stands; None where the template is not a sound Word file."""
    template = run.template(draft.file)
    raw = template.raw if template.is_sound else None
    if raw is None:
        return None
    said = said_facts(draft.job, template)
    dated = own_date(draft.of)
    known = {"document.dated": dated.isoformat()} if dated else {}
    facts = {"document.title": said["document.title"], "document.case": draft.case_title, **known, **said}
    words_of = _wording(template)
    stated: dict[str, object] = {"template.wording": words_of, **facts}
    formerly = frozenset[str]() if dated else frozenset(_dated(facts, day) for day in _recorded_days(draft.plan))
    return NoticeVersion(
        template=digest(raw),
        wording=short_hash(words_of),
        house=digest(_look(run, template)),
        house_file=digest(run.project.files.contents.get(HOUSE, b"")),
        content=full_hash(facts),
        facts=tuple(f"{name} {short_hash(value)}" for name, value in facts.items()),
        formerly=formerly,
        said=stated,
        known={**kept_values(run.project.root, draft.case, draft.kind), **_by_hash(stated)},
    )


def _look(run: Run, template: WordFile) -> bytes:
    """What of the house template shows in the notice: a change of anything else leaves its approvals alone."""
    names = (*template.texts, STYLES)
    return touching({name: template.root(name) for name in names}, run.house.parts)


def _by_hash(stated: Mapping[str, object]) -> dict[str, object]:
    return {short_hash(value): value for value in stated.values()}


def _dated(facts: dict[str, object], day: datetime.date) -> str:
    return full_hash({**facts, "document.dated": day.isoformat()})


def _recorded_days(plan: Plan) -> set[datetime.date]:
    """The days that files of a drill have borne: they are of the last revision, and no fact of any notice."""
    days = [each.date for each in plan.revisions if isinstance(each.date, datetime.date)]
    return {*days, issue_date(plan)}


def changes(then: Bound, now: NoticeVersion, draft: NoticeDraft) -> tuple[VersionChange, ...]:
    """What sets the version that was approved apart from the one that stands now."""
    files, facts = tuple(_of_files(then, now)), tuple(_of_facts(then, now, draft))
    if then.content == now.content or then.content in now.formerly or facts:
        return (*files, *facts)
    what = words("通知内容", "content of the notice")
    return (*files, VersionChange(what=what, old=then.content[:_SHORT], new=now.content[:_SHORT]))


def _of_files(then: Bound, now: NoticeVersion) -> Iterator[VersionChange]:
    """Another template, another house style."""
    if then.template != now.template:
        same = then.wording is not None and then.wording == now.wording
        change = VersionChange(
            what=_RESAVED if same else words("模板文字", "template wording"),
            old=then.template[:_SHORT],
            new=now.template[:_SHORT],
        )
        yield change if same else _told(change, then.wording or "", now.wording, now.known)
    if not now.has_house(then.house):
        what = words("公文模板（house.docx）里这份通知用到的样式", "styles of house.docx that the notice uses")
        yield VersionChange(what=what, old=then.house[:_SHORT], new=now.house[:_SHORT])


def _of_facts(then: Bound, now: NoticeVersion, draft: NoticeDraft) -> Iterator[VersionChange]:
    """Facts that say something else, are used now or are no longer used."""
    before, after = _by_name(then.facts), _by_name(now.facts)
    if "document.dated" not in after:
        before.pop("document.dated", None)
    if before == after:
        return
    chinese = {each.english: words(each.chinese, each.english) for each in known_names(draft.job.context)} | _OWN
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            change = VersionChange(what=chinese.get(name, words(name, name)), old=old, new=new)
            yield _told(change, old, new, now.known)


def _told(change: VersionChange, old: str, new: str, known: Mapping[str, object]) -> VersionChange:
    """The change with what was said and what is said, where both are known."""
    if any(mark and mark not in known for mark in (old, new)):
        return change
    was, now = difference(known.get(old), known.get(new))
    return replace(change, was=was if old else None, now=now if new else None)


def _wording(template: WordFile) -> list[str]:
    return [each.text for part in template.texts for each in template.paragraphs(part)]


def _by_name(facts: Iterable[str]) -> dict[str, str]:
    return {name: mark for name, _, mark in (each.partition(" ") for each in facts)}
