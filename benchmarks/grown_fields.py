"""The sample with one field of the model grown: every field, in every shape that its kind has, to every size."""

import copy
import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from enlarge import loaded

from plangen.checks.engine import check
from plangen.diagnostics import Severity
from plangen.documents.catalogue import bodies
from plangen.model.dossier import DOSSIER
from plangen.model.kinds import KINDS
from plangen.model.plan import Plan
from plangen.model.spec import Field, Record, fields
from plangen.model.subjects import SECTIONS, Section
from plangen.model.values import Duration, DurationRange, Id, Moment
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read

ROOT = Path(__file__).parents[1]
SIZES = (1_000, 10_000, 100_000)
Step = str | int
Shape = Callable[[int], object]


class PlainDumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]  # one of two, both without types
    """Everything is written out: a list of one thing many times has no anchors."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


# A text is not only long: each of these once was, or might be, work that grows with the square of its length.
TEXTS: Mapping[str, Shape] = {
    "han": lambda size: "甲" * size,
    "digits": lambda size: "1" * size,
    "spaces": lambda size: f"甲{' ' * size}乙",
    "brackets": lambda size: "（" * (size // 2) + "“”" * (size // 4),
    "open values": lambda size: "【待填写：" * (size // 5),
    "sentences": lambda size: "应急演练，9:10到2026年1月5日完成3台。" * (size // 24),
    "lines": lambda size: "甲乙\n" * (size // 3),
    "names": lambda size: "甲、" * (size // 2),
    "marks": lambda size: "a\u0301\u0327" * (size // 3),
    "paths": lambda size: "a." * (size // 2),
}
_VALUES: Mapping[str, Shape] = {
    "digits": lambda size: "1" * size,
    "letters": lambda size: "a" * size,
    "spaces": lambda size: f"1{' ' * size}x",
    "marks": lambda size: "1" + "\u0301\u0327" * (size // 2),
}
_OF_KINDS: Mapping[Any, Mapping[str, Shape]] = {
    int: {"number": str},
    Duration: {"number": lambda size: f"{size}分钟"},
    DurationRange: {"number": lambda size: f"1至{size}天"},
    Moment: {"number": lambda size: f"第{size}天 9:00"},
    datetime.date: {"number": lambda size: f"{size}-01-01"},
}
_PLAIN: Mapping[Any, object] = {
    str: "甲",
    int: "1",
    bool: "true",
    Id: "x-1",
    datetime.date: "2026-03-10",
    Duration: "5分钟",
    DurationRange: "1至2周",
    Moment: "9:00",
}


@dataclass(frozen=True)
class Sample:
    """The sample as plain values by file, and for each kind of reference an id that leads somewhere."""

    trees: Mapping[str, Any]
    raws: Mapping[str, bytes]
    ids: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A field of a record of a section, by the keys and numbers that lead to the record."""

    section: Section
    path: tuple[Step, ...]
    records: tuple[type[Record], ...]  # the section's, and of each key of the path
    field: Field

    @property
    def name(self) -> str:
        return ".".join(
            [self.section.name, *(str(step) for step in self.path if isinstance(step, str)), self.field.name]
        )


def sample() -> Sample:
    """The sample in the checkout."""
    raws = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "source").rglob("*.yaml"))}
    plan = read(raws).plan
    trees = {name: loaded(raw) for name, raw in raws.items()}
    first = {kind: next(iter(known.ids(plan)), "") for kind, known in KINDS.items()}
    return Sample(trees=trees, raws=raws, ids={kind: key for kind, key in first.items() if key})


def spots() -> Iterator[Spot]:
    """Every field of the model, each record class once in each section."""
    for section in SECTIONS:
        seen: set[type[Record]] = set()
        waiting: list[tuple[tuple[Step, ...], tuple[type[Record], ...]]] = [((), (section.record,))]
        while waiting:
            path, records = waiting.pop(0)
            if records[-1] in seen:
                continue
            seen.add(records[-1])
            for name, field in fields(records[-1]).items():
                yield Spot(section=section, path=path, records=records, field=field)
                if _is_record(field.kind):
                    below = (*path, name, 0) if field.many else (*path, name)
                    waiting.append((below, (*records, field.kind)))


def shapes(field: Field) -> Mapping[str, Shape]:
    """How a field of this kind can be large."""
    if field.many:
        return {"items": lambda size: size}
    if _is_record(field.kind):
        return {}
    if field.kind is str and not (field.choices or field.ref):
        return TEXTS
    return {**_VALUES, **_OF_KINDS.get(field.kind, {})}


def grown(base: Sample, spot: Spot, shape: Shape, size: int) -> dict[str, bytes]:
    """The sample's files with this field so large."""
    name = _file(base, spot.section)
    tree = copy.deepcopy(base.trees.get(name)) or minimal(base, spot.section.record)
    holder = _holder(base, tree, spot)
    value = _items(base, holder, spot.field, size) if spot.field.many else shape(size)
    holder[spot.field.name] = value
    text = yaml.dump(tree, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=80)
    return {**base.raws, name: text.encode()}


def worked(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Read, check and compose; the codes of the errors, with which nothing is composed."""
    reading = read(files)
    plan = with_templates(reading.plan, {})
    checked = check(plan)
    errors = [each for each in (*reading.findings, *checked.findings) if each.severity is Severity.ERROR]
    for each in (*reading.findings, *checked.findings):
        assert each.at.file, each.code
        assert each.message("zh")
        assert each.message("en")
    if not errors:
        composed(plan)
    return tuple(sorted({each.code for each in errors}))


def composed(plan: Plan) -> int:
    """How many files the plan's documents are."""
    return sum(1 for entry in DOSSIER for _ in bodies(entry, plan))


def minimal(base: Sample, record: type[Record]) -> dict[str, Any]:
    """A record with nothing in it but what is required."""
    return {name: _plain(base, field) for name, field in fields(record).items() if field.required}


def _plain(base: Sample, field: Field) -> object:
    if _is_record(field.kind):
        value: object = minimal(base, field.kind)
    elif field.ref in base.ids:
        value = base.ids[field.ref]
    else:
        value = field.choices[0] if field.choices else _PLAIN[field.kind]
    return [value] if field.many else value


def _file(base: Sample, section: Section) -> str:
    if not section.many:
        return f"source/{section.file}"
    folder = f"source/{section.file.split('*')[0]}"
    return next((name for name in base.trees if name.startswith(folder)), f"source/{section.file.replace('*', 'x-1')}")


def _holder(base: Sample, tree: Any, spot: Spot) -> Any:
    """The record that holds the field; what is not in the sample is made."""
    holder, kinds = tree, list(spot.records[1:])
    for step in spot.path:
        if isinstance(step, str):
            kind = kinds.pop(0)
            field = fields(_kind_of(spot.records, kind, step))[step]
            if not holder.get(step):
                holder[step] = [minimal(base, kind)] if field.many else minimal(base, kind)
        holder = holder[step]
    return holder


def _kind_of(records: tuple[type[Record], ...], kind: type[Record], step: str) -> type[Record]:
    """The record class that has records of this kind under this key."""
    return next(each for each in records if step in fields(each) and fields(each)[step].kind is kind)


def _items(base: Sample, holder: Any, field: Field, size: int) -> list[object]:
    if not _is_record(field.kind):
        if field.kind is str and not (field.choices or field.ref):
            return [f"第{number}项内容" for number in range(size)]
        first = (holder.get(field.name) or [_plain(base, field)[0]])[0]  # type: ignore[index]  # it is a list
        return [first] * size
    there = holder.get(field.name) or [minimal(base, field.kind)]
    return [*there, *(_numbered(there[0], number) for number in range(1, size - len(there) + 1))][:size]


def _numbered(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    own = {key: f"{record[key]}{mark}{number}" for key, mark in (("id", "-x"), ("title", "之")) if key in record}
    return {**record, **own}


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)
