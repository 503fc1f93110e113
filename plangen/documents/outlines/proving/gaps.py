"""What an outline prints as 【待填写：…】 although nothing in the plan says that it is still to be filled in."""

from collections.abc import Iterable, Iterator

import msgspec

from plangen.blocks.document import Block
from plangen.diagnostics import WARNING, Finding, rule
from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import Blocks
from plangen.documents.outlines.spans import plain_of
from plangen.documents.outlines.structure import LineHere, Structure
from plangen.model.outline import Outline, TableHead, TableLine
from plangen.model.plan import Plan, once
from plangen.model.values import open_subjects
from plangen.model.who_answers import who_keeps

UNLISTED = rule(
    "X103",
    WARNING,
    title=("大纲印出计划里没有的内容", "an outline prints what the plan does not have"),
    why=(
        "这一项在计划里没有写，文件里就印成【待填写：…】，而待填写清单里没有它",
        "what the plan leaves out is printed as a gap, and no list of gaps names it",
    ),
    message=(
        "这里会印出【待填写：{subject}】，计划里没有写这一项",
        "this prints 【待填写：{subject}】: the plan has none",
    ),
    hint=(
        "在 source/ 里补写；本来就没有的，用 {% if … %} 在没有时不印这一段",
        "write it into the source, or leave the passage out with {% if … %} where it is missing",
    ),
    shared_out=True,
)
RULES = (UNLISTED,)


def unlisted(plan: Plan, outline: Outline, made: Iterable[Block], blocks: Blocks) -> Iterator[Finding]:
    """Each such gap once, where the outline prints it first; `made` is what the outline says, in which they are."""
    wanted = {each for said in _texts(made) for each in open_subjects(said)} - _open(plan)
    lines = _lines(plan, outline, blocks) if wanted else ()
    for line in lines:
        for subject in [each for each in _subjects(line) if each in wanted]:
            wanted.discard(subject)
            yield Finding(rule=UNLISTED, at=line.node.at, values={"subject": subject}, by=who_keeps(plan, "plan"))


def _lines(plan: Plan, outline: Outline, blocks: Blocks) -> Iterator[LineHere]:
    items = Structure(Draft.of(plan, title=outline.document), outline, blocks).items()
    return (item for item in items if isinstance(item, LineHere))


def _subjects(line: LineHere) -> Iterable[str]:
    """What a line says that is to be filled in, each once."""
    texts = line.node.cells if isinstance(line.node, TableHead | TableLine) else (line.node.text,)
    return dict.fromkeys(subject for text in texts for subject in open_subjects(plain_of(text, line.scope)))


@once
def _open(plan: Plan) -> frozenset[str]:
    """What the plan itself says is still to be filled in."""
    texts = (each.value for each in plan.values if isinstance(each.value, str) and "【" in each.value)
    return frozenset(subject for text in texts for subject in open_subjects(text))


def _texts(made: object) -> Iterator[str]:
    """Every text below that has a bracket."""
    if isinstance(made, str):
        yield from (made,) if "【" in made else ()
    elif isinstance(made, msgspec.Struct):
        for name in made.__struct_fields__:
            yield from _texts(getattr(made, name))
    elif isinstance(made, list | tuple):
        for each in made:
            yield from _texts(each)
