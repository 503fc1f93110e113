"""Sources as nobody should write them: small plans grown from the model, and the sample with slips in it.

A number makes one source, always the same. Half of the small plans get past reading with at most three findings, so
that the checks and the documents meet them as well.
"""

import copy
import datetime
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import yaml
from grown_fields import PlainDumper, Sample

from plangen.model.spec import Field, Record, fields
from plangen.model.subjects import SECTIONS, Section
from plangen.model.values import Duration, DurationRange, Id, Moment

_IDS = ("a", "b", "quality", "all-departments", "order", "phase", "head-x", "x-1")
_TEXTS = (
    *("甲", "信息收集员", "质量部、客服部", "应急演练，9:10开始。", "【待填写：姓名】", "3.5万台", "热线 400-1"),
    *("2026年1月5日前", "A&B <w:p>", "=1+1", "{{ plan }}", "“甲"),
)
_KINDS: Mapping[Any, Sequence[str]] = {
    int: ("0", "1", "3", "007", "300", "1000000"),
    bool: ("true", "false"),
    datetime.date: ("2026-03-10", "2000-01-01", "2100-12-31", "2024年2月29日", "!todo 日期"),
    Duration: ("0分钟", "5分钟", "1小时30分钟", "2周", "半小时", "366天"),
    DurationRange: ("1至2周", "2周", "半天", "0分钟"),
    Moment: ("9:00", "24:00", "次日 1:00", "第31天 24:00", "0:00"),
}
_SLIPS = (
    *("\t", "：", "\u3000", "\u200b", "\u3164", "'", '"', "[", "{", "}", "- ", "#", "&a ", "*a", "!todo ", "!x "),
    *(
        "|",
        ">",
        "%",
        "@",
        "\r",
        "\u2028",
        "...",
        "---\n",
        "<<: *a",
        "\x00",
        "\x1b[31m",
        "9" * 250,
        "“",
        "，",
        " ",
        "\n",
    ),
)
_LINES = 60
_RARE = 6


def small_plan(sample: Sample, number: int) -> dict[str, bytes]:
    """A plan of at most sixty lines, grown from the model; every second one with slips."""
    chance = random.Random(number)  # noqa: S311  # no secret
    sections = [each for each in SECTIONS if each.required or chance.random() < 1 / _RARE]
    values = {_name(section, chance): _record(sample, section.record, chance, depth=0) for section in sections}
    lines = {name: _lines(value, flow=chance.random() < 2 / 3) for name, value in values.items()}
    for name in sorted(lines, key=lambda name: -len(lines[name])):
        if sum(map(len, lines.values())) > _LINES:
            lines[name] = _lines(values[name], flow=True)
    slips = chance.choice((1, 1, 2, 4)) if number % 2 else 0
    slipped = {chance.choice(sorted(lines)) for _ in range(slips)}
    return {name: _slipped("\n".join(each), slips if name in slipped else 0, chance) for name, each in lines.items()}


def changed_sample(sample: Sample, number: int) -> dict[str, bytes]:
    """The sample with one to three values replaced, left out, doubled or misspelt."""
    chance = random.Random(number)  # noqa: S311  # no secret
    files = dict(sample.raws)
    for _ in range(chance.randint(1, 3)):
        name = chance.choice(sorted(files))
        if chance.random() < 1 / 3:
            files[name] = _slipped(files[name].decode(errors="replace"), chance.randint(1, 4), chance)
            continue
        tree = copy.deepcopy(sample.trees.get(name))
        _change(tree, chance)
        files[name] = _written(tree)
    if chance.random() < 1 / 10:
        del files[chance.choice(sorted(files))]
    return files


def _name(section: Section, chance: random.Random) -> str:
    return f"source/{section.file.replace('*', chance.choice(_IDS))}"


def _record(sample: Sample, record: type[Record], chance: random.Random, depth: int) -> dict[str, Any]:
    """All that is required, some of the rest; the deeper, the less."""
    share = 1 / (3 + 3 * depth)
    wanted = [field for field in fields(record).values() if field.required or chance.random() < share]
    return {field.name: _value(sample, field, chance, depth) for field in wanted}


def _value(sample: Sample, field: Field, chance: random.Random, depth: int) -> Any:
    if not field.many:
        return _one(sample, field, chance, depth)
    count = chance.choice((0, 1, 1, 2)) if depth else chance.choice((1, 1, 2, 3))
    return [_one(sample, field, chance, depth) for _ in range(count)]


def _one(sample: Sample, field: Field, chance: random.Random, depth: int) -> Any:
    if isinstance(field.kind, type) and issubclass(field.kind, Record):
        return _record(sample, field.kind, chance, depth + 1)
    if field.choices:
        return chance.choice(field.choices)
    if field.ref or field.kind is Id:
        known = [sample.ids[field.ref]] if field.ref in sample.ids else []
        return chance.choice([*known, *_IDS])
    return chance.choice(_KINDS.get(field.kind, _TEXTS))


def _lines(value: Any, *, flow: bool) -> list[str]:
    return _written(value, flow=flow).decode().splitlines()


def _written(value: Any, *, flow: bool = False) -> bytes:
    text: str = yaml.dump(
        value, Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=1000, default_flow_style=flow
    )
    return text.replace("'!todo 日期'", "!todo 日期").encode()


def _slipped(text: str, slips: int, chance: random.Random) -> bytes:
    """The text with pieces put in, taken out or moved."""
    for _ in range(slips):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.choice((0, 0, 1, 3, 40)))
        text = text[:at] + chance.choice((*_SLIPS, text[at:end] * 2)) + text[end:]
    encoding = chance.choice(("utf-8",) * 12 + ("gb18030", "utf-16", "utf-8-sig")) if slips else "utf-8"
    return text.encode(encoding, errors="replace")


def _change(tree: Any, chance: random.Random) -> None:
    """Walk down to some value and change it there."""
    while isinstance(tree, dict | list) and tree:
        keys = list(tree) if isinstance(tree, dict) else list(range(len(tree)))
        key: Any = chance.choice(keys)
        if isinstance(tree[key], dict | list) and tree[key] and chance.random() < 4 / 5:
            tree = tree[key]
            continue
        chance.choice(_CHANGES)(tree, key, chance)
        return


def _replace(tree: Any, key: Any, chance: random.Random) -> None:
    values: Sequence[Any] = (*_TEXTS, *_IDS, *sum(map(tuple, _KINDS.values()), ()), [], {}, ["甲"], {"id": "x"}, None)
    tree[key] = chance.choice(values)


def _leave_out(tree: Any, key: Any, _: random.Random) -> None:
    del tree[key]


def _double(tree: Any, key: Any, chance: random.Random) -> None:
    if isinstance(tree, list):
        tree.extend([tree[key]] * chance.choice((1, 2, 40)))
    else:
        tree[f"{key}{chance.choice(('s', '2', ' ', '-x'))}"] = tree[key]


def _lengthen(tree: Any, key: Any, chance: random.Random) -> None:
    if isinstance(tree[key], str):
        tree[key] *= chance.choice((2, 20, 300))


_CHANGES: tuple[Callable[[Any, Any, random.Random], None], ...] = (_replace, _leave_out, _double, _lengthen)
