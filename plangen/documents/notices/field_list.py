"""What legal may write into a notice template: every field with its meaning, an example and the cases that fill it."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from plangen.blocks.names import Known, known_names
from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.documents.notices.naming import names_of
from plangen.model.incident import DECLARED
from plangen.model.spec import Record, fields, title_of
from plangen.model.subjects import SECTIONS
from plangen.model.values import is_todo

_LONGEST = 60  # characters of an example
_NOTHING = Names(title="", values={}, chinese={})


class TemplateField(Struct, frozen=True, kw_only=True):
    """One field."""

    name: str  # 召回.产品[].名称
    english: str  # recall.products[].name
    many: bool  # a list: repeated, or printed with 、 between its items
    meaning: str
    example: str  # nothing where no case fills it
    templates: tuple[str, ...]  # the templates that use it
    filled: Mapping[str, bool]  # by case

    @property
    def group(self) -> str:
        """The first part of the Chinese name."""
        return self.name.partition(".")[0]

    @property
    def tag(self) -> str:
        """What to type into the template."""
        *lists, own = self.name.split("[].")
        return f"{{{{ {lists[-1].rpartition('.')[2]}.{own} }}}}" if lists else f"{{{{ {own} }}}}"

    @property
    def repeated(self) -> str:
        """The loop that goes around the tag; nothing where none is needed."""
        listing = self.name.rpartition("[].")[0] if "[]." in self.name else self.name if self.many else ""
        owner, _, variable = listing.rpartition(".")
        outer = owner.rpartition("[]")[0].rpartition(".")[2] + owner.rpartition("[]")[2] if "[]" in owner else owner
        return f"{{%p for {variable} in {outer}.{variable} %}}" if listing else ""


def template_fields(
    facts: Mapping[str, Names], used: Mapping[str, frozenset[str]], meanings: Mapping[str, str] = {}
) -> tuple[TemplateField, ...]:
    """Every field; the groups that templates use stand first, else the order is that of the model.

    Args:
        facts: what each case knows, by case; the names are the same in all.
        used: the English names that each template uses, by template.
        meanings: what the facts mean that the plan declares itself, by English name.
    """
    records = _records()
    found = [
        _field(known, facts, used, meanings.get(known.english) or _meaning(known, records))
        for known in known_names(next(iter(facts.values()), _NOTHING))
    ]
    asked_for = {each.group for each in found if each.templates}
    return tuple(sorted(found, key=lambda each: each.group not in asked_for))


def _field(known: Known, facts: Mapping[str, Names], used: Mapping[str, frozenset[str]], meaning: str) -> TemplateField:
    said = {case: _text(_value(names, known.english)) for case, names in facts.items()}
    return TemplateField(
        name=known.chinese,
        english=known.english,
        many=isinstance(known.value, Listing),
        meaning=meaning,
        example=next((_shortened(text) for text in said.values() if text), ""),
        templates=tuple(name for name, names in used.items() if known.english in names),
        filled={case: bool(text) for case, text in said.items()},
    )


def _records() -> tuple[type[Record], ...]:
    """Every kind of record of the model."""
    found: list[type[Record]] = []
    waiting = [section.record for section in SECTIONS]
    while waiting:
        record = waiting.pop()
        if record not in found:
            found.append(record)
            waiting += [each.kind for each in fields(record).values() if _is_record(each.kind)]
    return tuple(found)


def _is_record(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


def _meaning(known: Known, records: Sequence[type[Record]]) -> str:
    """The model's note, else what people are asked for where the fact is missing."""
    title = known.chinese.rpartition(".")[2]
    for record in records:
        own = {name: field for name, field in fields(record).items() if field.kind not in DECLARED}
        if title_of(record) == known.group.title and known.key in own and own.keys() <= known.group.values.keys():
            missing = names_of(record, None, lambda _, key: key).values[known.key]
            subject = missing.sample if isinstance(missing, Listing) else missing
            return own[known.key].note or _undoubled(subject.subject if isinstance(subject, Gap) else title)
    return _undoubled(f"{known.group.title}{title}")


def _undoubled(text: str) -> str:
    """演练培训培训内容 without the part said twice."""
    return re.sub(r"(.{2,})\1", r"\1", text)


def _value(facts: Names, path: str) -> Sequence[Value]:
    """What stands at a path: one value, or those of every item of the lists on the way."""
    here: list[Value] = [facts]
    for part in path.split("."):
        name = part.removesuffix("[]")
        here = [found for each in here if isinstance(each, Names) and (found := each.find(name)) is not None]
        if part.endswith("[]"):
            here = [item for each in here if isinstance(each, Listing) for item in each.items]
    return here


def _text(values: Sequence[Value]) -> str:
    """The first value that is filled in, as a notice would print it."""
    value = next((each for each in values if each and not isinstance(each, Names) and not is_todo(str(each))), "")
    if isinstance(value, Listing) and isinstance(value.sample, Names):
        return f"共 {len(value)} 项"
    return str(value)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
