"""What is wrong with placeholders: blocks, columns, options and fields that there are not, loops that are lacking."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plangen.blocks.template import Listing, Names
from plangen.diagnostics import ERROR, Finding, rule, words
from plangen.documents.outlines.generated import Blocks, BlockSpec, chosen
from plangen.documents.outlines.proving.variables import Variables, titles_of, value_named, with_item
from plangen.model.outline import LIST, PAGE, PIECE, PIECES, Choice, Loop, Outline, OutlineNode, Placeholder, each_node
from plangen.model.spec import title_of
from plangen.near import did_you_mean, nearest

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
NO_PIECE = rule(
    "B156",
    ERROR,
    title=("没有这个 Word 文件", "no such piece of Word"),
    why=("文件名写错或者没有放进去，这里就什么也没有", "with a misspelt name nothing would stand here"),
    message=("没有名称为“{name}”的 Word 文件", "there is no Word file called '{name}'"),
    hint=("把文件放在 {folder}/{name}.docx", "put it at {folder}/{name}.docx"),
)
NO_CHOICE = rule(
    "B158",
    ERROR,
    title=("选项不能这样写", "an option that may not be that"),
    why=("有的选项只能从几种里选一种，例如纸张", "some options are one of a few things, such as the paper"),
    message=(
        "选项“{option}”不能写“{value}”，只能写{known}",
        "the option '{option}' may not be '{value}', only {known}",
    ),
    hint=("改成其中一种，或者删去这个选项，用默认的{default}", "write one of them, or leave the option out: {default}"),
)
RULES = (NO_PIECE, UNKNOWN_BLOCK, NEEDS_LOOP, TWICE, UNKNOWN_COLUMN, UNKNOWN_OPTION, NO_LIST, NO_CHOICE)

_OPTIONS = {LIST: ("式",), PAGE: (), PIECE: ()}
_NEAR = 0.5


class Placeholders:
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
        """Everything that is wrong with them."""
        yield from self.within(self.outline.nodes, {})

    def within(self, nodes: Sequence[OutlineNode], variables: Variables) -> Iterator[Finding]:
        """What is wrong with placeholders that see these variables of loops."""
        for node in nodes:
            if isinstance(node, Loop):
                yield from self.within(node.body, with_item(node.tag, self.facts, variables))
                yield from self.within(node.otherwise, variables)
            elif isinstance(node, Choice):
                for _, body in node.branches:
                    yield from self.within(body, variables)
            elif isinstance(node, Placeholder):
                yield from self.placeholder(node, variables)

    def placeholder(self, node: Placeholder, variables: Variables) -> Iterator[Finding]:
        """What is wrong with one of them."""
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
        yield from self.chosen(spec, node)

    def chosen(self, spec: BlockSpec, node: Placeholder) -> Iterator[Finding]:
        """The options that are none of what they may be."""
        for option, known in spec.choices.items():
            value = node.options.get(option, spec.words[option])
            if value not in known:
                values = {"option": option, "value": value, "known": known, "default": spec.words[option]}
                yield Finding(rule=NO_CHOICE, at=node.at, values=values)

    def piece(self, node: Placeholder, _: Variables) -> Iterator[Finding]:
        """Whether there is a piece of this name."""
        known = self.outline.pieces
        if node.name not in known:
            values = {"name": node.name, "folder": PIECES}
            yield Finding(rule=NO_PIECE, at=node.at, values=values, hint=did_you_mean(nearest(node.name, known, _NEAR)))

    def of(self, spec: BlockSpec, node: Placeholder, variables: Variables) -> Iterator[Finding]:
        """What is wrong with the placeholder of a block that there is."""
        for title in map(title_of, spec.about if self.is_whole else ()):
            if title not in titles_of(variables):
                yield Finding(rule=NEEDS_LOOP, at=node.at, values={"name": spec.name, "about": title})
        if spec.kind != PAGE and (count := self.named[f"{spec.kind}：{spec.name}"]) > 1:
            yield Finding(rule=TWICE, at=node.at, values={"name": spec.name, "count": count})
        _, unknown = chosen(spec, node.options.get("列", ""))
        if unknown:
            titles = [head.name for head in spec.heads]
            values = {"name": spec.name, "columns": list(unknown), "known": titles}
            yield Finding(rule=UNKNOWN_COLUMN, at=node.at, values=values)

    def listed(self, node: Placeholder, variables: Variables) -> Iterator[Finding]:
        """What is wrong with one that lists the items of a field."""
        if not self.is_whole:
            return
        value = value_named(node.name, self.facts, variables)
        if not isinstance(value, Listing) or (isinstance(value.sample, Names) and not value.sample.text):
            hint = None if value is None else words("逐项写成循环：{%p for … in … %}", "write a loop over its items")
            yield Finding(rule=NO_LIST, at=node.at, values={"name": node.name}, hint=hint)
