"""The version of a notice: hashes of its template, the house style and every fact that it uses.

An approval holds for one version. What changed since is told from the hashes: which fact, not what it said.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Protocol

from msgspec import Struct

from plangen.blocks.names import known_names
from plangen.blocks.template import Gap, Listing, Names, Templated, Value
from plangen.diagnostics import Words, words
from plangen.office.ooxml.guard import parsed, unpacked
from plangen.office.ooxml.parts import texts_of
from plangen.office.templates.tags import paragraphs
from plangen.office.templates.use import used_names
from plangen.pipeline.notices.chosen import NoticeDraft
from plangen.pipeline.template_files import HOUSE
from plangen.workspace.manifest import digest
from plangen.workspace.project import TEMPLATES

_SHORT = 12  # hexadecimal digits: enough to tell one version of a fact from the next
_OWN = {
    "document.title": words("通知标题", "title of the notice"),
    "document.case": words("事件名称", "title of the incident"),
    "document.company": words("公司名称", "company"),
    "document.dated": words("文件日期", "date of the document"),
    "document.mark": words("演练标记", "drill mark"),
}


class Version(Struct, frozen=True, kw_only=True):
    """One version of a notice."""

    template: str
    wording: str
    house: str
    content: str
    facts: tuple[str, ...]  # "recall.defect 1a2b…", each with a short hash

    @property
    def key(self) -> tuple[str, str, str]:
        """What an approval has to name to hold for this version."""
        return self.template, self.house, self.content


class Bound(Protocol):
    """A record that names a version."""

    @property
    def template(self) -> str: ...
    @property
    def wording(self) -> str | None: ...
    @property
    def house(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def facts(self) -> tuple[str, ...]: ...


class Change(Struct, frozen=True, kw_only=True):
    """One thing that is another now; old and new as short hashes, empty where there was or is none."""

    what: Words
    old: str
    new: str


def template_of(draft: NoticeDraft) -> str:
    """The path of its template in the project."""
    return f"{TEMPLATES}/{draft.job.template}"


def version_of(draft: NoticeDraft, files: Mapping[str, bytes]) -> Version | None:
    """The version as it stands; None where the template is no sound Word file."""
    raw = files.get(template_of(draft))
    parts, _ = unpacked(raw, template_of(draft))
    if parts is None or raw is None:
        return None
    said = said_facts(draft.job, parts)
    facts = {"document.title": said["document.title"], "document.case": draft.case_title, **said}
    return Version(
        template=digest(raw),
        wording=_hash(_wording(parts))[:_SHORT],
        house=digest(files.get(HOUSE, b"")),
        content=_hash(facts),
        facts=tuple(f"{name} {_hash(value)[:_SHORT]}" for name, value in facts.items()),
    )


def changes(then: Bound, now: Version, draft: NoticeDraft) -> tuple[Change, ...]:
    """What sets the version that was approved apart from the one that stands now."""
    found: list[Change] = []
    if then.template != now.template:
        same = then.wording is not None and then.wording == now.wording
        what = (
            words("模板重新保存过或者改了格式，文字没有变", "template saved anew or reformatted, wording unchanged")
            if same
            else words("模板文字", "template wording")
        )
        found.append(Change(what=what, old=then.template[:_SHORT], new=now.template[:_SHORT]))
    if then.house != now.house:
        what = words("公文模板（house.docx）", "house style (house.docx)")
        found.append(Change(what=what, old=then.house[:_SHORT], new=now.house[:_SHORT]))
    before, after = _by_name(then.facts), _by_name(now.facts)
    chinese = {each.english: words(each.chinese, each.english) for each in known_names(draft.job.context)} | _OWN
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, ""), after.get(name, "")
        if old != new:
            found.append(Change(what=chinese.get(name, words(name, name)), old=old, new=new))
    if then.content != now.content and len(found) == (then.template != now.template) + (then.house != now.house):
        what = words("通知内容", "content of the notice")
        found.append(Change(what=what, old=then.content[:_SHORT], new=now.content[:_SHORT]))
    return tuple(found)


def said_facts(job: Templated, parts: Mapping[str, bytes]) -> dict[str, object]:
    """What a notice says beside its template: its title, and the facts that the template names."""
    used = {name.partition("[")[0] for name in used_names(parts, job.context)}
    known = {each.english: each.value for each in known_names(job.context) if "[]" not in each.english}
    said: dict[str, object] = {
        "document.title": job.title,
        "document.company": job.author,
        "document.dated": job.created.isoformat(),
        "document.mark": job.mark,
    }
    for name in sorted(used & known.keys()):
        said[name] = _plain(known[name])
    return said


def _plain(value: Value) -> object:
    """A fact as JSON has it; what is missing is null, whatever it would be asked for as."""
    if isinstance(value, Gap):
        return None
    if isinstance(value, Listing):
        return [_plain(item) for item in value.items]
    if isinstance(value, Names):
        return {name: _plain(each) for name, each in value.values.items()}
    return value


def _wording(parts: Mapping[str, bytes]) -> list[str]:
    texts = texts_of(parts)
    return [each.text for name, kind in texts.items() for each in paragraphs(parsed(parts[name]), "", kind, every=True)]


def _hash(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _by_name(facts: Iterable[str]) -> dict[str, str]:
    return {name: mark for name, _, mark in (each.partition(" ") for each in facts)}
