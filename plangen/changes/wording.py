"""Changes in the plan's own words: 演练流程 › 应急处置 › 封堵泄露源头：时限 3小时 → 2小时.

Titles are those of the old plan where the thing was there before, else of the new one; what a reference leads to is
said by its title in the plan that the value comes from.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plangen.changes.change import Change, FieldStep, Kind, Path, written
from plangen.changes.pairing import item_title
from plangen.changes.segments import Segment, inline, segments, shortened
from plangen.diagnostics import Words, words
from plangen.model.plan import Plan, SectionMissing
from plangen.model.spec import Field, Record, fields, title_of
from plangen.model.subjects import SECTIONS
from plangen.model.values import Id, shown

_NOTHING = "（无）"
_LONGEST = 24  # characters of a text that names an item of a list
_INLINE = 16  # characters from which on two texts are shown as one with its differences marked
_LINE = 100  # characters of a thing that came or went, beyond which it is told field by field
_HASH = "指纹"  # how the titles of fields end that programs alone compare
_EMPTY, _YES, _NO = words(_NOTHING, "(none)"), words("是", "yes"), words("否", "no")
_SEMICOLON, _KEY = words("；", "; "), words("{zh}：", "{en}: ")
_BY_NAME = {"case": "case", "kind": "notice", "stage": "stage", "by": "party", "post": "party"}
"""What the ids in records of approvals and issues lead to, which no reference says: they outlive what they name."""
_ROOT_FIELD = Field(name="", title="", required=True, kind=str)


class Described(Struct, frozen=True, kw_only=True):
    """One change, ready to be shown."""

    kind: Kind
    section: str  # its key
    subject: str  # its Chinese title: what changes are grouped by
    place: tuple[str, ...]  # the titles from the subject down to what holds the change
    what: str  # the field or the thing itself
    before: str
    after: str
    path: str  # as findings write it
    also: int = 0  # references that only follow from this rename
    at: int = 0  # the new place in its list, from 1
    goal: tuple[str, ...] = ()  # where it went
    number: int = 0  # of the change, in the order found
    segments: tuple[Segment, ...] = ()  # what was and is, piece by piece; nothing where only one of the two is
    english: str = ""  # the thing itself in English; nothing of a field, which the path names
    sides: tuple[str, str] | None = None  # before and after in English, where they are said otherwise
    details: tuple[tuple[str, str], ...] = ()  # what a long thing that came or went says, field by field, in both

    @property
    def is_long(self) -> bool:
        """Whether both texts are better shown as one with its differences marked."""
        return self.kind is Kind.CHANGED and min(len(self.before), len(self.after)) > _INLINE

    @property
    def words(self) -> Words:
        """The change as one line in both languages; of long texts only what differs, with the words beside it."""
        where = " › ".join((self.subject, *self.place))
        before, after = self.sides or (self.before, self.after)
        known = {"at": self.at, "also": self.also, "goal": " › ".join(self.goal)}
        known["differs"] = inline(shortened(self.segments)) if self.is_long else ""
        zh = self._verb.say("zh", {**known, "what": self.what, "before": self.before, "after": self.after})
        en = self._verb.say("en", {**known, "what": self.english, "before": before, "after": after})
        return words(f"{where}：{zh}", f"{self.path}: {en.lstrip()}")

    @property
    def _verb(self) -> Words:
        if self.kind is Kind.CHANGED:
            return self._verb_of_change
        if self.kind is Kind.RENAMED and not self.also:
            return _UNREFERENCED
        if self.kind is Kind.MOVED and self.goal:
            return words("{what}移至“{goal}”第 {at} 项", "{what} moved to {goal}, item {at}")
        return _BARE[self.kind] if self.details else _VERBS[self.kind]

    @property
    def _verb_of_change(self) -> Words:
        """Of a long text what differs; of what nobody can see, or that is not shown, that it is so."""
        if not (self.before or self.after):
            return words("{what}", "{what}")
        if looks_alike(self.before, self.after):
            return _ALIKE
        return words("{what} {differs}", "{what} {differs}") if self.is_long else _VERBS[self.kind]

    @property
    def sentence(self) -> str:
        """The change as a clause of formal Chinese, without its subject: 将“封堵泄露源头”的时限由3小时改为2小时."""
        where = "中".join(f"“{each}”" for each in self.place)
        if self.kind is Kind.CHANGED:
            what = f"{where}的{self.what}" if where else self.what
            is_short = max(len(self.before), len(self.after)) <= _LONGEST
            return f"将{what}由{_said(self.before)}改为{_said(self.after)}" if is_short else f"修改{what}"
        if self.kind is Kind.RENAMED:
            return f"将{where}的编号由{self.before}改为{self.after}"
        if self.kind is Kind.MOVED:
            return f"调整{self._holder}中{self.what}的顺序" if where else f"调整{self.what}的顺序"
        return self._come(where) if self.kind is Kind.ADDED else self._gone(where)

    @property
    def _holder(self) -> str:
        """What holds the change: “应急处置”的“封堵泄露源头”."""
        return "的".join(f"“{each}”" for each in self.place)

    def _come(self, where: str) -> str:
        thing = self._thing(self.after)
        if thing:
            return f"在{self._holder}中增加{thing}" if where else f"增加{thing}"
        what = f"{where}的{self.what}" if where else self.what
        return f"明确{what}为{_said(self.after)}" if len(self.after) <= _LONGEST else f"补充{what}"

    def _gone(self, where: str) -> str:
        thing = self._thing(self.before)
        if thing:
            return f"删除{self._holder}中的{thing}" if where else f"删除{thing}"
        what = f"{where}的{self.what}" if where else self.what
        return f"取消{what}" + (_said(self.before) if len(self.before) <= _LONGEST else "")

    def _thing(self, value: str) -> str:
        """What came or went, where it is one of several: its kind and its name."""
        if "“" in self.what:
            return self.what
        if not self.path.endswith("]"):
            return ""
        return f"{self.what}“{value}”" if len(value) <= _LONGEST else f"一项{self.what}"


_VERBS = {
    Kind.ADDED: words("增加{what}：{after}", "{what} added: {after}"),
    Kind.REMOVED: words("删除{what}：{before}", "{what} removed: {before}"),
    Kind.CHANGED: words("{what} {before} → {after}", "{what} {before} → {after}"),
    Kind.MOVED: words("{what}移至第 {at} 项", "{what} moved to item {at}"),
    Kind.RENAMED: words(
        "编号 {before} → {after}（{also} 处引用随之改变）", "id {before} → {after} ({also} references follow)"
    ),
}

_UNREFERENCED = words("编号 {before} → {after}", "id {before} → {after}")
_ALIKE = words("{what} {after}（字符的编码不同，看起来一样）", "{what} {after} (other code points that look the same)")
_BARE = {Kind.ADDED: words("增加{what}", "{what} added"), Kind.REMOVED: words("删除{what}", "{what} removed")}
"""Of what is told below, field by field."""


def looks_alike(before: str, after: str) -> bool:
    """Whether two texts differ in code points alone that nobody can see: é as one character or as two."""
    return before != after and unicodedata.normalize("NFC", before) == unicodedata.normalize("NFC", after)


def described(changes: Iterable[Change], old: Plan, new: Plan) -> tuple[Described, ...]:
    """Every change in words, in the order found; references that follow a rename are counted with it."""
    every = tuple(changes)
    teller = _Teller(old, new, [str(each.before) for each in every if each.follows])
    return tuple(
        replace(line, number=number)
        for number, each in enumerate(every)
        if not each.follows
        for line in teller.tell(each)
    )


class _Stop(Struct, frozen=True, kw_only=True):
    """What a step of a path leads to."""

    step: FieldStep
    field: Field
    value: object
    called: str  # what people call the value; nothing where it has no name

    @property
    def title(self) -> str:
        """The title of an item; of a field that holds one record, the field's own."""
        if self.step.index is None:
            return self.field.title
        title = self.called or f"第 {self.step.index + 1} 项"
        if isinstance(self.value, Record):
            return title
        return f"{self.field.title}“{_short(title)}”"


class _Teller:
    """Words changes of one plan into another."""

    def __init__(self, old: Plan, new: Plan, followers: Sequence[str]) -> None:
        self.old, self.new, self.followers = old, new, followers

    def tell(self, change: Change, moved: Change | None = None) -> Iterator[Described]:
        """The change, and what else changed in what moved; `moved` is the move that this one comes with."""
        known = {moved.goal: moved.after} if moved else {}
        if change.kind is Kind.ADDED:
            known = {change.path: change.after, **known}
        stops = self._stops(change.path, known)
        last, section = stops[-1], next(each for each in SECTIONS if each.name == change.path[0].field)
        is_renamed = change.kind is Kind.RENAMED
        before, after = self._sides(change, last.field, "zh")
        yield Described(
            kind=change.kind,
            section=section.name,
            subject=title_of(section.record),
            place=_titles(stops if is_renamed else stops[:-1]),
            what=self._what(change, last),
            before=before,
            after=after,
            segments=segments(before, after) if change.kind is Kind.CHANGED else (),
            path=written(change.path),
            also=self._following(str(change.before)) if is_renamed else 0,
            at=(change.position or 0) + 1,
            goal=_titles(self._stops(change.goal, {change.goal: change.after})[:-1]),
            english=_english(change, last),
            sides=self._sides(change, last.field, "en"),
            details=self._details(change),
        )
        for each in change.inner:
            yield from self.tell(each, change)

    def _sides(self, change: Change, field: Field, language: str) -> tuple[str, str]:
        """What stood there and what stands there now."""
        return self._say(change.before, field, self.old, language), self._say(change.after, field, self.new, language)

    def _following(self, old: str) -> int:
        """How many references only follow the rename of this id."""
        return sum(each == old or f"[{old}]" in each for each in self.followers)

    def _what(self, change: Change, last: _Stop) -> str:
        """The thing that came, went or moved with its kind; of anything else the field."""
        thing = change.after if change.kind is Kind.ADDED else change.before
        if not isinstance(thing, Record):
            return last.title if change.kind is Kind.MOVED else last.field.title
        return f"{title_of(type(thing))}“{last.title}”"

    def _stops(self, path: Path, known: Mapping[Path, object]) -> tuple[_Stop, ...]:
        """What each step leads to in the old plan; `known` says what stands where the old plan has it not."""
        found: list[_Stop] = []
        holder: object = None
        for number, step in enumerate(path):
            field = fields(type(holder))[step.field] if isinstance(holder, Record) else _ROOT_FIELD
            here = path[: number + 1]
            value = known[here] if here in known else self._value(holder, step)
            called = _called(value, field, self.new if here in known else self.old)
            found.append(_Stop(step=step, field=field, value=value, called=called))
            holder = value
        return tuple(found)

    def _value(self, holder: object, step: FieldStep) -> object:
        if isinstance(holder, Record):
            value = getattr(holder, step.field, None)
        else:
            records = tuple(record for name, record in self.old.records() if name == step.field)
            value = records if step.index is not None else next(iter(records), None)
        if step.index is None or not isinstance(value, tuple):
            return value
        return value[step.index] if step.index < len(value) else None

    def _details(self, change: Change) -> tuple[tuple[str, str], ...]:
        """What came or went field by field, where that is too long for a line."""
        thing, plan = (change.after, self.new) if change.kind is Kind.ADDED else (change.before, self.old)
        if change.kind not in _BARE or not isinstance(thing, Record):
            return ()
        zh, en = (self._parts(thing, plan, language) for language in ("zh", "en"))
        return tuple(zip(zh, en, strict=True)) if sum(map(len, zh)) > _LINE else ()

    def _say(self, value: object, field: Field, plan: Plan, language: str = "zh") -> str:
        if value is None or value in ("", ()):
            return _EMPTY.say(language)
        if isinstance(value, Record):
            return (_SEMICOLON.say(language)).join(self._parts(value, plan, language)) or _EMPTY.say(language)
        if isinstance(value, tuple):
            return "、".join(self._say(each, field, plan, language) for each in value)
        return _titled(plan, field.ref, str(value)) if field.ref else _shown(value, language)

    def _within(self, value: object, field: Field, plan: Plan, language: str) -> str:
        """A value within another record; a record with its title, which stands nowhere else."""
        if isinstance(value, tuple):
            return "、".join(self._within(each, field, plan, language) for each in value)
        title = _called(value, field, plan) if isinstance(value, Record) else ""
        said = self._say(value, field, plan, language)
        if not title or said == _EMPTY.say(language):
            return title or said
        return f"{title}（{said}）" if language == "zh" else f"{title} ({said})"

    def _parts(self, record: Record, plan: Plan, language: str) -> list[str]:
        """What a record says beside its title, field by field: 责任方：IT部门, 时限：3小时; no hashes."""
        title = item_title(record)
        return [
            f"{_KEY.say(language, {'zh': field.title, 'en': name})}{self._within(value, _own(field), plan, language)}"
            for name, field in fields(type(record)).items()
            if name != "id"
            and not field.title.endswith(_HASH)
            and (value := getattr(record, name)) not in {None, "", (), title}
        ]


def _shown(value: object, language: str) -> str:
    if isinstance(value, bool):
        return (_YES if value else _NO).say(language)
    return value.isoformat() if isinstance(value, datetime.date) and language == "en" else shown(value)


def _titles(stops: Iterable[_Stop]) -> tuple[str, ...]:
    return tuple(stop.title for stop in stops if stop.title)


def _called(value: object, field: Field, plan: Plan) -> str:
    """What people call a value; one that is named by a reference alone is called as what that leads to."""
    title = item_title(value)
    if not isinstance(value, Record):
        return _titled(plan, field.ref, title) if field.ref else title
    if {"case", "kind"} <= fields(type(value)).keys():
        return "　".join(_titled(plan, _BY_NAME[name], str(getattr(value, name))) for name in ("case", "kind"))
    return _called_by(value, title, plan)


def _called_by(value: Record, title: str, plan: Plan) -> str:
    """What a record is called whose title is perhaps an id of something else."""
    named = ((name, _own(each)) for name, each in fields(type(value)).items())
    by = next((each for name, each in named if getattr(value, name) == title and each.ref), None)
    return _titled(plan, by.ref, title) if by else title


def _own(field: Field) -> Field:
    """The field as one that leads somewhere, where its name alone says so."""
    return replace(field, ref=_BY_NAME[field.name]) if field.kind is Id and field.name in _BY_NAME else field


def _english(change: Change, last: _Stop) -> str:
    """A record that came, went or moved, in English: response team “…” for a ResponseTeam; nothing of a field."""
    thing = change.after if change.kind is Kind.ADDED else change.before
    if not isinstance(thing, Record):
        return ""
    return f"{re.sub(r'(?<!^)(?=[A-Z])', ' ', type(thing).__name__).lower()} “{last.title}”"


def _titled(plan: Plan, kind: str, key: str) -> str:
    """The title of what a reference leads to; the key itself where that section could not be read."""
    try:
        if kind == "case":
            titles = {str(each.id): each.title for each in plan.incidents}
            return titles.get(key) or plan.title("scenario", key)
        return plan.title(kind, key)
    except SectionMissing:
        return key


def _said(value: str) -> str:
    """A value within a sentence: quoted, unless it is an amount, a time or nothing."""
    return value if value == _NOTHING or value[:1].isdigit() else f"“{value}”"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
