"""What is wrong with the tags of a template or an outline, all of it in one pass, before anything is filled in.

Unknown names, tags that would be misread, blocks that do not close where they should: Jinja reports the first at best,
and prints a misspelt name as nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from jinja2 import nodes
from msgspec import Struct
from msgspec.structs import replace

from plangen.blocks.names import known_names
from plangen.blocks.template import Listing, Names, Value
from plangen.diagnostics import ERROR, Finding, Place, Rule, Words, rule, words
from plangen.language.dialects import Dialect, dialect, is_dialect
from plangen.language.environment import LOOP_NAMES, is_allowed
from plangen.language.tags import Tag, attribute_of, read
from plangen.near import did_you_mean, nearest

BROKEN = rule(
    "W111",
    ERROR,
    title=("模板标签有误", "broken template tag"),
    why=(
        "写错的标签会原样印进文件，或者使后面的文字丢失",
        "a broken tag is printed as it stands, or makes the text after it disappear",
    ),
    message=("标签 {tag} {problem}", "tag {tag} {problem}"),
    hint=(
        "括号、百分号用半角；条件和循环标签各占一段，并有对应的结束标签；参照样例模板改正",
        "use half-width braces and percent signs; give each block tag a paragraph of its own and an end",
    ),
)
UNKNOWN = rule(
    "W112",
    ERROR,
    title=("模板用了不存在的名称", "unknown name in a template"),
    why=(
        "名称写错，应当填入的内容就不会出现在文件里",
        "with a misspelt name, what should stand there would be missing",
    ),
    message=("标签 {tag} 中的“{name}”不是已知名称", "'{name}' in tag {tag} is not a known name"),
    hint=("这里可用的名称：{known}", "names known here: {known}"),
)
REFUSED = rule(
    "W113",
    ERROR,
    title=("模板标签不允许", "template tag not allowed"),
    why=(
        "模板只能填入、选择、重复内容；能运行程序的写法会危及电脑和数据",
        "templates insert, choose and repeat; what could run programs endangers machine and data",
    ),
    message=("标签 {tag} 用了不允许的写法", "tag {tag} says what templates may not say"),
    hint=(
        "只写名称、是否存在的判断和 ==、!= 比较；不能调用函数、计算或者赋值",
        "write names, tests for presence, == and != only; no calls, sums or assignments",
    ),
)
GROUP = rule(
    "W114",
    ERROR,
    title=("模板打印了一组内容", "template prints a group"),
    why=("一组内容没有单一的文字可以打印", "a group of facts has no text of its own"),
    message=("“{name}”是一组内容，不能直接填入", "'{name}' is a group of facts and cannot be printed"),
    hint=("写出其中一项，例如 {name}.{part}", "name one of its facts, such as {name}.{part}"),
)
RULES = (BROKEN, UNKNOWN, REFUSED, GROUP)

_MISREAD = words("无法识别", "cannot be read")
_LEFTOVER = words("不完整，或者用了全角符号", "is incomplete or written with full-width characters")
_OPEN = words("没有对应的结束标签", "is never closed")
_DEEP = words("嵌套太深", "is nested too deep")
_CLOSES = words("没有对应的开始标签，或者开始标签不在同一处", "closes nothing that was opened at the same level")
_LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[｛｝]{2}|[｛{][％%]|[％%][｝}]")
_NEAR = 0.5  # 批号 for 批次; a lower one suggests what nobody meant
_LONGEST = 80  # characters of a text that says where
_DEEPEST = 10  # blocks within blocks; Python itself takes twenty
_LOOP = "loop"


class TaggedParagraph(Protocol):
    """A paragraph with tags."""

    @property
    def at(self) -> Place:
        """Where its author sees it."""

    @property
    def tags(self) -> Sequence[str]:
        """The tags that are carried out, in full, without comments."""

    @property
    def titles(self) -> Sequence[str]:
        """Tags that are filled in beside the text, such as in the title of a content control."""

    @property
    def rest(self) -> str:
        """The text outside the tags."""

    def home(self, level: str) -> object:
        """What a block of this level must begin and end in: `p` for whole paragraphs, `tr` for rows, else one text."""

    def stands_alone(self, tag: str, level: str) -> bool:
        """Whether the paragraph or row that the tag takes with it holds nothing else."""

    @property
    def alone(self) -> Words:
        """What is said of a tag that does not stand so."""


class _Opened(Struct, frozen=True, kw_only=True):
    """An if or for that is open."""

    tag: Tag
    paragraph: TaggedParagraph
    scope: dict[str, Value | None]


def is_misread(finding: Finding) -> bool:
    """Whether a finding says that a statement cannot be read: what it opens or closes is then missed elsewhere."""
    problem = finding.values.get("problem")
    return (problem == _MISREAD or is_dialect(problem)) and str(finding.values.get("tag")).startswith("{%")


def is_unbalanced(finding: Finding) -> bool:
    """Whether a finding says that a block lacks its begin or its end."""
    problem = finding.values.get("problem")
    return isinstance(problem, Words) and problem.zh.startswith((_OPEN.zh, _CLOSES.zh))


class TagReader:
    """Goes through the tags of a part in order, knowing which blocks are open and what their variables hold."""

    def __init__(self, facts: Names) -> None:
        self.facts = facts
        self.blocks: list[_Opened] = []

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The whole name of a field by its last part, in both languages: for who writes 热线 and means 事件.热线."""
        listed = [(each.chinese, each.english) for each in known_names(self.facts) if "[]" not in each.chinese]
        found: dict[str, str] = {}
        for whole in (*(chinese for chinese, _ in listed), *(english for _, english in listed)):
            found.setdefault(whole.rpartition(".")[2], whole)
        return found

    def paragraph(self, paragraph: TaggedParagraph) -> Iterator[Finding]:
        """What is wrong with the tags of the next paragraph."""
        if odd := _LEFTOVERS.search(paragraph.rest):
            yield _finding(BROKEN, paragraph, tag=paragraph.rest[odd.start() :][:20].strip(), problem=_LEFTOVER)
        for text in (*paragraph.tags, *paragraph.titles):
            tag = read(text)
            if (other := dialect(text)) is not None:
                yield _finding(BROKEN, paragraph, other.hint, tag=text, problem=other.problem)
                yield from self.meant(other, text, paragraph)
            elif tag is None or (tag.kind != "print" and text in paragraph.titles and text not in paragraph.tags):
                yield _finding(BROKEN, paragraph, tag=text, problem=_MISREAD)
            else:
                yield from self.tag(tag, paragraph)

    def tag(self, tag: Tag, paragraph: TaggedParagraph) -> Iterator[Finding]:
        """What is wrong with the next tag, as far as it can be read."""
        for expression in (tag.expression, tag.condition):
            if expression is not None and not is_allowed(expression):
                yield _finding(REFUSED, paragraph, tag=tag.text)
                if tag.kind in {"if", "for"}:  # its end is not wrong as well
                    self.blocks.append(_Opened(tag=tag, paragraph=paragraph, scope={tag.variable: None}))
                return
        if tag.level and not paragraph.stands_alone(tag.text, tag.level):
            yield _finding(BROKEN, paragraph, tag=tag.text, problem=paragraph.alone)
        if tag.kind in {"if", "for"}:
            yield from self.names(tag, paragraph, tag.expression)
            if len(self.blocks) >= _DEEPEST:
                yield _finding(BROKEN, paragraph, tag=tag.text, problem=_DEEP)
            self.blocks.append(_Opened(tag=tag, paragraph=paragraph, scope=self.scope_of(tag)))
            yield from self.names(tag, paragraph, tag.condition)
        elif tag.kind == "print":
            yield from self.names(tag, paragraph, tag.expression)
            yield from self.group(tag, paragraph)
        else:
            yield from self.names(tag, paragraph, tag.expression)
            yield from self.continued(tag, paragraph)

    def meant(self, other: Dialect, text: str, paragraph: TaggedParagraph) -> Iterator[Finding]:
        """What is wrong besides with a tag of another dialect; where it begins or ends a block, that counts."""
        tag = read(other.plain(text))
        if tag is None:
            return
        for expression in (tag.expression, tag.condition):
            yield from self.names(replace(tag, text=text), paragraph, expression)
        if tag.kind in {"if", "for"}:
            self.blocks.append(_Opened(tag=tag, paragraph=paragraph, scope=self.scope_of(tag)))
        elif tag.kind.startswith("end") and self.blocks:
            self.blocks.pop()

    def continued(self, tag: Tag, paragraph: TaggedParagraph) -> Iterator[Finding]:
        """An else, elif or end belongs to the innermost open block, at the same level and in the same place."""
        opened = self.blocks[-1] if self.blocks else None
        fits = opened is not None and tag.kind in {
            "else",
            *(("elif", "endif") if opened.tag.kind == "if" else ("endfor",)),
        }
        if opened is None or not fits or _home(tag, paragraph) != _home(opened.tag, opened.paragraph):
            yield _finding(BROKEN, paragraph, tag=tag.text, problem=_closes(opened))
        if fits and tag.kind.startswith("end"):
            self.blocks.pop()

    def unclosed(self) -> Iterator[Finding]:
        """The blocks that are still open at the end of the part."""
        for block in self.blocks:
            yield _finding(BROKEN, block.paragraph, tag=block.tag.text, problem=_OPEN)

    def scope_of(self, tag: Tag) -> dict[str, Value | None]:
        """The variable of a loop with an item of what is repeated; nothing for an if."""
        if tag.kind != "for" or tag.expression is None:
            return {}
        values = self.value(tag.expression)
        return {tag.variable: values.sample if isinstance(values, Listing) else values}

    def group(self, tag: Tag, paragraph: TaggedParagraph) -> Iterator[Finding]:
        """A whole group of facts where one of them should be named."""
        value = self.value(tag.expression) if tag.expression is not None else None
        group = value.sample if isinstance(value, Listing) else value
        if isinstance(group, Names) and not group.text:
            name = tag.text.strip("{} ")
            yield _finding(GROUP, paragraph, name=name, part=next(iter(group.chinese), "…"))

    def names(self, tag: Tag, paragraph: TaggedParagraph, expression: nodes.Node | None) -> Iterator[Finding]:
        """The names in an expression that lead nowhere, each by the first step that fails."""
        if expression is None:
            return
        for node in (expression, *expression.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))):
            if not isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
                continue
            name, known = self.unknown(node)
            if name:
                hint = _suggestion(name, known, self.fields)
                yield _finding(UNKNOWN, paragraph, hint, tag=tag.text, name=name, known=_chinese(known))

    def unknown(self, node: nodes.Name | nodes.Getattr | nodes.Getitem) -> tuple[str, tuple[str, ...]]:
        """The name at this node and the names there are, if it is this step that fails."""
        if isinstance(node, nodes.Name):
            known = (*self.variables(), *self.facts.known())
            return ("", ()) if node.name in known else (node.name, known)
        name = attribute_of(node)
        if isinstance(node.node, nodes.Name) and node.node.name == _LOOP:
            return ("", ()) if name in LOOP_NAMES else (name, tuple(sorted(LOOP_NAMES)))
        owner = self.value(node.node)
        if isinstance(owner, Names):
            return ("", ()) if owner.find(name) is not None else (name, owner.known())
        return ("", ()) if owner is None else (name, ())

    def variables(self) -> tuple[str, ...]:
        """The names that the open blocks have given, and that of the loop itself."""
        named = tuple(name for block in self.blocks for name in block.scope)
        return (_LOOP, *named) if any(block.tag.kind == "for" for block in self.blocks) else named

    def value(self, node: nodes.Node) -> Value | None:
        """What an expression stands for; None where a name in it is unknown, or it is not a name."""
        if isinstance(node, nodes.Name):
            for block in reversed(self.blocks):
                if node.name in block.scope:
                    return block.scope[node.name]
            return self.facts.find(node.name)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            owner = self.value(node.node)
            return owner.find(attribute_of(node)) if isinstance(owner, Names) else None
        return None


def _closes(opened: _Opened | None) -> Words:
    """What is wrong with an end, with the place of the block that is open there."""
    if opened is None:
        return _CLOSES
    at, tag = opened.paragraph.at.spot or words("", ""), opened.tag.text
    return words(f"{_CLOSES.zh}（尚未结束的是{at.zh}的 {tag}）", f"{_CLOSES.en} (still open: {tag} in {at.en})")


def _home(tag: Tag, paragraph: TaggedParagraph) -> object:
    return tag.level, paragraph.home(tag.level)


def _chinese(names: Iterable[str]) -> list[str]:
    """The names as legal knows them; where there are no Chinese ones, all."""
    every = list(names)
    return [name for name in every if not name.isascii()] or every


def _suggestion(name: str, known: tuple[str, ...], fields: Mapping[str, str]) -> Words | None:
    """The nearest name there is, or the whole name of the field that is called so."""
    if not known:
        return words(
            f"“{name}”前面的内容没有下级名称，去掉“.{name}”", f"what stands before '{name}' has no names of its own"
        )
    return did_you_mean(nearest(name, known, _NEAR) or fields.get(name))


def _finding(rule: Rule, paragraph: TaggedParagraph, hint: Words | None = None, **values: object) -> Finding:
    values = {
        key: f"{each[:_LONGEST]}…" if isinstance(each, str) and len(each) > _LONGEST else each
        for key, each in values.items()
    }
    return Finding(rule=rule, at=paragraph.at, values=values, hint=hint)
