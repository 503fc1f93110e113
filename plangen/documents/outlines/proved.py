"""What is wrong with an outline that can be read: placeholders, columns and fields that there are not."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from plangen.blocks.template import Names
from plangen.diagnostics import Finding
from plangen.documents.draft import Draft
from plangen.documents.outlines.compose import overfull
from plangen.documents.outlines.generated import Blocks
from plangen.documents.outlines.plan_names import Later, NamesOfPlan
from plangen.documents.outlines.proving import numbers_named, placeholders, sections_seen
from plangen.documents.outlines.proving.lines_with_tags import LineWithTags, at_its_tag
from plangen.documents.outlines.section_numbers import SECTIONS, number_of, section_names
from plangen.documents.outlines.structure import LABELS, OWN, own_names
from plangen.language.environment import Budget
from plangen.language.filled import Namespace, Unfilled, tag_of, value_of
from plangen.language.reader import TagReader
from plangen.language.tags import TAG
from plangen.model.audience import SectionAudience
from plangen.model.outline import (
    KINDS,
    LIST,
    PAGE,
    PIECE,
    PIECES,
    Choice,
    HeadingLine,
    ListLine,
    Loop,
    Outline,
    OutlineNode,
    Placeholder,
    TableHead,
    TextLine,
    each_node,
    keys_of,
)
from plangen.model.plan import Plan

UNKNOWN_BLOCK = rule(
    "B121",
    ERROR,
    title=("没有这种生成内容", "nothing of this name is generated"),
    why=("名称写错，这里就什么也没有", "with a misspelt name nothing would stand here"),
    message=("“{kind}：{name}”不是这份文件可用的内容", "'{kind}：{name}' is nothing that this document can have"),
    hint=("可用的有：{known}", "it can have {known}"),
)
NEEDS_LOOP = rule(
    "B122",
    ERROR,
    title=("内容要放在循环里", "what is generated belongs into a loop"),
    why=("这种内容按每一个场景、阶段等生成，不在循环里就不知道是哪一个", "it is made for one scenario, phase …"),
    message=("“{name}”要放在逐个重复“{about}”的循环里", "'{name}' has to stand in a loop over each {about}"),
    hint=(
        "在前面写 {%p for … in … %}，后面写 {%p endfor %}，参照默认大纲",
        "put {%p for … in … %} before it and {%p endfor %} behind it, as the outline does that comes with plangen",
    ),
)
TWICE = rule(
    "B123",
    ERROR,
    title=("内容重复", "generated twice"),
    why=("同一张表、同一幅图印两次，题号指向哪一处分不清", "its number would not say which of the two is meant"),
    message=("“{name}”在这份大纲里写了 {count} 次", "'{name}' stands in this outline {count} times"),
    hint=("只保留一处，其他地方写 {{ 题号.{name} }}", "keep one of them, write {{ 题号.{name} }} elsewhere"),
)
NOT_ALONE = rule(
    "B124",
    WARNING,
    title=("生成内容没有独占一行", "a placeholder within a text"),
    why=("不独占一行的，当作文字原样印出来", "unless it has a line of its own it is printed as it stands"),
    message=("“{found}”写在一段文字中间，会原样印出来", "'{found}' stands within a text and is printed as it stands"),
    hint=(
        "要插入内容的，另起一行单独写；要提到题号的，写 {{ 题号.{name} }}",
        "give it a line of its own; to name its number, write {{ 题号.{name} }}",
    ),
)
UNKNOWN_COLUMN = rule(
    "B125",
    ERROR,
    title=("没有这一列", "there is no such column"),
    why=("写错的列不会出现", "a misspelt column would be missing"),
    message=("“{name}”没有这些列：{columns}", "'{name}' has no columns {columns}"),
    hint=("可用的列：{known}；改名写成 责任人=姓名", "its columns are {known}; rename one by 责任人=姓名"),
)
UNKNOWN_OPTION = rule(
    "B126",
    ERROR,
    title=("没有这个选项", "there is no such option"),
    why=("写错的选项不起作用", "a misspelt option does nothing"),
    message=("“{option}”不是可用的选项", "'{option}' is no option here"),
    hint=("这里可以写的选项：{known}", "its options are {known}"),
)
NO_LIST = rule(
    "B127",
    ERROR,
    title=("不是一列内容", "is no list"),
    why=("〔列：…〕逐项列出一个字段的各项", "〔列：…〕 lists the items of a field"),
    message=("“{name}”不是可以逐项列出的字段", "'{name}' is no field that could be listed"),
    hint=("写字段的全名，例如 应急小组.职责；可用的字段：plangen outline", "write the whole name of a field"),
)
HIDDEN = rule(
    "B128",
    WARNING,
    title=("自己的章节没有可见范围", "a section of one's own that no rule of visibility names"),
    why=(
        "默认的可见范围不认识自己加的章节，为防止泄露，参演人员和观摩人员看不到它",
        "no rule that comes with plangen knows it, so players and observers do not see it",
    ),
    message=(
        "“{title}”是自己加的章节，可见范围没有写它，参演人员看不到",
        "'{title}' was added, and no rule of visibility names it: players do not see it",
    ),
    hint=(
        "在 audiences.yaml 这份文件的 sections 里写一条：{section: {key}, audience: [参演人员, …]}",
        "name it under sections of this document in audiences.yaml: {section: {key}, audience: [参演人员, …]}",
    ),
)
GONE = rule(
    "B129",
    ERROR,
    title=("可见范围写了大纲里没有的章节", "a rule of visibility for a section that is gone"),
    why=(
        "章节改了编号或者删去了，限制就不起作用，不该看的人会看到",
        "where a key was changed or taken out the rule restricts nothing",
    ),
    message=("大纲里没有编号为“{section}”的章节", "the outline has no section with the key '{section}'"),
    hint=("改用大纲里的编号，或删去这一条；大纲：{file}", "use a key of the outline {file}, or delete the rule"),
)
NO_PIECE = rule(
    "B118",
    ERROR,
    title=("没有这个 Word 文件", "no such piece of Word"),
    why=("文件名写错或者没有放进去，这里就什么也没有", "with a misspelt name nothing would stand here"),
    message=("没有名称为“{name}”的 Word 文件", "there is no Word file called '{name}'"),
    hint=("把文件放在 {folder}/{name}.docx", "put it at {folder}/{name}.docx"),
)
RULES = (NO_PIECE, UNKNOWN_BLOCK, NEEDS_LOOP, TWICE, NOT_ALONE, UNKNOWN_COLUMN, UNKNOWN_OPTION, NO_LIST, HIDDEN, GONE)

_INLINE = re.compile(rf"〔({'|'.join(KINDS)})\s*[：:]\s*([^｜|〕]+?)\s*(?:[｜|][^〕]*)?〕")
_OPTIONS = {LIST: ("式",), PAGE: (), PIECE: ()}


class LineWithTags(Struct, frozen=True):
    """A line of an outline, for whoever reads its tags."""

    text: str
    at: Place

    @property
    def tags(self) -> Sequence[str]:
        """The tags that are carried out."""
        return tuple(each for each in TAG.findall(self.text) if not each.startswith("{#"))

    @property
    def titles(self) -> Sequence[str]:
        """It has no title."""
        return ()

    @property
    def rest(self) -> str:
        """What stands outside the tags."""
        return TAG.sub("", self.text)

    def home(self, level: str) -> object:
        """Lines that repeat or choose whole lines belong to the file, other tags to their line."""
        return "" if level else (self.at.line, self.at.spot, self.at.path)

    def stands_alone(self, tag: str, _: str) -> bool:
        """Whether the line holds nothing else."""
        return self.text == tag


def at_its_tag(finding: Finding) -> Finding:
    """The finding where its tag stands."""
    return replace(finding, at=_within(finding.at, str(finding.values.get("tag", ""))))


def _within(at: Place, text: str) -> Place:
    """Where a text stands in a place, as far as it is on the line which is shown with it."""
    column = at.excerpt.find(text, at.column - 1) + 1 if text else 0
    return replace(at, column=column, end_column=column + len(text)) if column else at


def outline_findings(plan: Plan, outline: Outline, blocks: Blocks) -> Iterator[Finding]:
    """Everything that is wrong with its tags and placeholders; of a plan that could not be read whole, the latter."""
    facts = _facts(plan, outline, blocks)
    if not plan.missing:
        yield from _of_tags(plan, outline, blocks, facts)
    yield from placeholders.Placeholders(outline, blocks, facts, is_whole=not plan.missing).all()
    if "audiences" not in plan.missing:
        yield from sections_seen.unseen(plan, outline)


def _of_tags(plan: Plan, outline: Outline, blocks: Blocks, facts: Names) -> Iterator[Finding]:
    """What is wrong with its tags; which numbers they name, and how much they make, where each can be read."""
    tags = TagReader(facts)
    found = [each for line in outline.lines for each in tags.paragraph(LineWithTags(line.text, line.at, line.controls))]
    found += tags.unclosed()
    if all(each.rule is UNKNOWN for each in found):
        found += numbers_named.Numbers(outline, blocks, facts).all()
    yield from map(at_its_tag, found)
    if not found and (at := overfull(Draft.of(plan), outline, blocks)) is not None:
        yield Finding(rule=TOO_MUCH, at=at)


def _facts(plan: Plan, outline: Outline, blocks: Blocks) -> Names:
    """What texts may name, the numbers of tables and figures as well."""
    whole = NamesOfPlan(plan).all()
    names = [each.name for each in blocks.values() if each.kind != PAGE]
    names += [each.caption for each in each_node(outline.nodes) if isinstance(each, TableHead) and each.caption]
    labels = Names(title=LABELS, values=dict.fromkeys(names, "表1"), chinese={})
    values: Mapping[str, object] = whole.values
    makers: dict[str, Callable[[], object]] = {name: partial(values.__getitem__, name) for name in values}
    sections = Names(title=SECTIONS, values=dict.fromkeys(section_names(outline.nodes), number_of((1,))), chinese={})
    own = own_names(Draft.of(plan))
    more = {LABELS: lambda: labels, SECTIONS: lambda: sections, OWN: lambda: own}
    return Names(title="", values=Later({**makers, **more}), chinese=whole.chinese)


class _Placeholders:
    """Goes through the placeholders of one outline."""

    def __init__(self, outline: Outline, blocks: Blocks, facts: Names, *, is_whole: bool) -> None:
        self.outline = outline
        self.blocks = blocks
        self.facts = facts
        self.is_whole = is_whole
        self.named = Counter(
            f"{each.kind}：{each.name}" for each in each_node(outline.nodes) if isinstance(each, Placeholder)
        )

    def all(self) -> Iterator[Finding]:
        yield from self.within(self.outline.nodes, {})

    def within(self, nodes: Sequence[OutlineNode], variables: Mapping[str, object]) -> Iterator[Finding]:
        """What is wrong with placeholders that see these variables of loops."""
        for node in nodes:
            if isinstance(node, Loop):
                yield from self.within(node.body, {**variables, **self.item(node, variables)})
                yield from self.within(node.otherwise, variables)
            elif isinstance(node, Choice):
                for _, body in node.branches:
                    yield from self.within(body, variables)
            elif isinstance(node, Placeholder):
                yield from self.placeholder(node, variables)
            elif isinstance(node, TextLine | ListLine) and (found := _INLINE.search(node.text)):
                yield Finding(
                    rule=NOT_ALONE, at=_within(node.at, found[0]), values={"found": found[0], "name": found[2]}
                )

    def item(self, node: Loop, variables: Mapping[str, object]) -> dict[str, object]:
        """The variable of a loop with an item of what it repeats; nothing where it cannot be read."""
        try:
            tag = tag_of(node.tag)
            value = value_of(tag.expression, Namespace(self.facts, Budget(), variables))
        except Unfilled:
            return {}
        return {tag.variable: value.sample if isinstance(value, Listing) else value}

    def placeholder(self, node: Placeholder, variables: Mapping[str, object]) -> Iterator[Finding]:
        whole = f"{node.kind}：{node.name}"
        spec = self.blocks.get(whole)
        known = (*_OPTIONS.get(node.kind, ("题", "列")), *(spec.words if spec else ()))
        for option in sorted(node.options.keys() - set(known)):
            said = [f"{each}：……" for each in known] or words("没有", "none")
            yield Finding(rule=UNKNOWN_OPTION, at=node.at, values={"option": option, "known": said})
        others = {LIST: self.listed, PIECE: self.piece}
        if node.kind in others:
            yield from others[node.kind](node, variables)
            return
        if spec is None:
            names = [each for each in self.blocks if each.startswith(node.kind)] or list(self.blocks)
            hint = did_you_mean(nearest(whole, self.blocks, _NEAR))
            values = {"kind": node.kind, "name": node.name, "known": names}
            yield Finding(rule=UNKNOWN_BLOCK, at=node.at, values=values, hint=hint)
            return
        yield from self.of(spec, node, variables)

    def piece(self, node: Placeholder, _: Mapping[str, object]) -> Iterator[Finding]:
        """Whether there is a piece of this name."""
        known = self.outline.pieces
        if node.name not in known:
            values = {"name": node.name, "folder": PIECES}
            yield Finding(rule=NO_PIECE, at=node.at, values=values, hint=did_you_mean(nearest(node.name, known, _NEAR)))

    def of(self, spec: BlockSpec, node: Placeholder, variables: Mapping[str, object]) -> Iterator[Finding]:
        """What is wrong with the placeholder of a block that there is."""
        there = {each.title for each in variables.values() if isinstance(each, Names)}
        for title in map(title_of, spec.about if self.is_whole else ()):
            if title not in there:
                yield Finding(rule=NEEDS_LOOP, at=node.at, values={"name": spec.name, "about": title})
        if spec.kind != PAGE and (count := self.named[f"{spec.kind}：{spec.name}"]) > 1:
            yield Finding(rule=TWICE, at=node.at, values={"name": spec.name, "count": count})
        _, unknown = chosen(spec, node.options.get("列", ""))
        if unknown:
            titles = [head.name for head in spec.heads]
            values = {"name": spec.name, "columns": list(unknown), "known": titles}
            yield Finding(rule=UNKNOWN_COLUMN, at=node.at, values=values)

    def listed(self, node: Placeholder, variables: Mapping[str, object]) -> Iterator[Finding]:
        if not self.is_whole:
            return
        try:
            value = value_of(tag_of(f"{{{{ {node.name} }}}}").expression, Namespace(self.facts, Budget(), variables))
        except Unfilled:
            value = None
        if not isinstance(value, Listing) or (isinstance(value.sample, Names) and not value.sample.text):
            hint = None if value is None else words("逐项写成循环：{%p for … in … %}", "write a loop over its items")
            yield Finding(rule=NO_LIST, at=node.at, values={"name": node.name}, hint=hint)


_NEAR = 0.5
