"""Which facts a sound template names, and what it really prints of given ones: names, the text around, marked passages.

A name that is only asked for ({% if 召回 %}) or stands in a branch that these facts leave out is not printed; neither
is hidden or deleted text. Where a branch hangs on the repetition itself, or on items that differ, it counts as taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2 import nodes
from lxml import etree
from msgspec import Struct

from plangen.blocks.names import known_names, step
from plangen.blocks.template import Gap, Listing, Names, Templated, Value
from plangen.office.ooxml.hidden import is_hidden
from plangen.office.templates.tags import Tag, W, attribute_of, read, text_of
from plangen.office.templates.word_file import WordFile

_TAG = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})")
_MARK = re.compile(r"(?:element|要素)[:：]\s*(\S.*?)\s*")
_UNPRINTED = frozenset({f"{W}del", f"{W}moveFrom"})
_FILLED_IN = "\0"  # stands in the text where a fact is put in: no passage reaches across it

_Truths = frozenset[bool]
_EITHER: _Truths = frozenset({True, False})


Known = tuple[str, Value | None]


class Contents(Struct, frozen=True, kw_only=True):
    """What comes out of a template with certain facts."""

    names: frozenset[str]  # English names of the facts, with what a loop repeats: recall.products.batch
    text: str  # the template's own words, without any space
    marked: Mapping[str, str]  # the text of content controls called element:… or 要素：…, by what follows


def used_names(template: WordFile, facts: Names) -> frozenset[str]:
    """The English paths of the facts that a sound template names; unknown names are left out."""
    return frozenset(asked_names(template, facts))


def asked_names(template: WordFile, facts: Names) -> dict[str, bool]:
    """The English paths of the facts that a template names, each with whether the notice needs it in every case.

    What stands between if and endif, or has something to print instead, is not needed.
    """
    found: dict[str, bool] = {}
    for part in template.texts:
        asking = _Asking(facts)
        tags = (read(each) for paragraph in template.tagged(part) for each in paragraph.tags)
        for path, needed in (named for tag in tags if tag is not None for named in asking.named(tag)):
            found[path] = needed or found.get(path, False)
    return found


def printed(template: WordFile, facts: Names) -> Contents:
    """What the template prints of these facts."""
    found = _Printing()
    for part in template.texts:
        walk = _Walk(facts)
        for piece in _pieces(template.root(part)):
            found.take(piece, walk)
        found.text.append("\n")
    return Contents(
        names=frozenset(found.names),
        text=re.sub(r"[^\S\n]+", "", "".join(found.text)),
        marked={mark: said.strip() for mark, said in found.marked.items() if said.strip()},
    )


class _Piece(Struct, frozen=True):
    """A tag, or text between tags, with the elements that its content controls are named after."""

    text: str
    marks: tuple[str, ...] = ()


def _pieces(root: etree._Element) -> Iterator[_Piece]:
    """Tags and the texts between them, paragraph by paragraph."""
    for paragraph in root.iter(f"{W}p"):
        texts = [each for each in paragraph.iter(f"{W}t") if _is_printed(each, paragraph)]
        owners = [each for each in texts for _ in each.text or ""]  # of each character
        here = 0
        for piece in filter(None, _TAG.split(text_of(texts))):
            own = owners[here : here + len(piece)]
            here += len(piece)
            yield from (_Piece(piece, _marks(own[0])),) if _TAG.fullmatch(piece) else _by_marks(piece, own)
        yield _Piece("\n")


def _by_marks(piece: str, owners: list[etree._Element]) -> Iterator[_Piece]:
    """The piece cut where content controls begin and end."""
    begin = 0
    for at in range(1, len(piece) + 1):
        if at == len(piece) or (owners[at] is not owners[begin] and _marks(owners[at]) != _marks(owners[begin])):
            yield _Piece(piece[begin:at], _marks(owners[begin]))
            begin = at


def _is_printed(text: etree._Element, paragraph: etree._Element) -> bool:
    around = list(text.iterancestors())
    if next((each for each in around if each.tag == f"{W}p"), None) is not paragraph:
        return False  # of a text box inside the paragraph, which has paragraphs of its own
    return not is_hidden(text) and not any(each.tag in _UNPRINTED for each in around)


def _marks(text: etree._Element) -> tuple[str, ...]:
    """What the content controls around a text are called by tag or title: 要素：缺陷 gives 缺陷."""
    found = []
    for control in text.iterancestors(f"{W}sdt"):
        for name in ("tag", "alias"):
            value = control.find(f"{W}sdtPr/{W}{name}")
            if value is not None and (mark := _MARK.fullmatch(value.get(f"{W}val", ""))):
                found.append(mark[1])
    return tuple(dict.fromkeys(found))


class _Printing:
    """Gathers what comes out, piece by piece."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.text: list[str] = []
        self.marked: dict[str, str] = {}

    def take(self, piece: _Piece, walk: "_Walk") -> None:
        """The next piece: a tag prints a fact or nothing, text itself where the branch that it stands in is taken."""
        if _TAG.fullmatch(piece.text):
            tag = None if piece.text.startswith("{#") else read(piece.text)
            names = walk.take(tag) if tag is not None else set()
            self.names |= names
            said = _FILLED_IN if names else ""
        else:
            said = piece.text if walk.active else ""
        self.text.append(said)
        for mark in piece.marks if said else ():
            self.marked[mark] = self.marked.get(mark, "") + said.replace(_FILLED_IN, "…")


class _Block(Struct, kw_only=True):
    """An if or for that is open."""

    active: bool
    certain: bool = False  # a branch before was taken whatever the items
    variable: str = ""
    path: str = ""
    values: tuple[Value, ...] = ()


class _Walk:
    """Goes through the tags of a part in order, knowing which branches the facts take."""

    def __init__(self, facts: Names, blocks: Sequence[_Block] = ()) -> None:
        self.facts = facts
        self.blocks = list(blocks)

    @property
    def active(self) -> bool:
        """Whether what stands here is printed."""
        return all(block.active for block in self.blocks)

    def take(self, tag: Tag) -> set[str]:
        """Follow one tag; the names that it prints."""
        if tag.kind == "print":
            return self.printed(tag.expression) if self.active and tag.expression is not None else set()
        if tag.kind in {"for", "if"}:
            self.blocks.append(self.opened(tag))
        elif self.blocks and tag.kind in {"endif", "endfor"}:
            self.blocks.pop()
        elif self.blocks:
            self.turn(self.blocks[-1], tag)
        return set()

    def opened(self, tag: Tag) -> _Block:
        """The block that an if or for opens."""
        if tag.kind == "if" or tag.expression is None:
            truths = self.truths(tag.expression)
            return _Block(active=True in truths, certain=False not in truths)
        path, values = self.found(tag.expression)
        items = tuple(item for each in values for item in (each if isinstance(each, Listing) else (each,)))
        block = _Block(active=True, variable=tag.variable, path=path, values=items)
        if tag.condition is not None:
            block.active = True in _Walk(self.facts, [*self.blocks, block]).truths(tag.condition)
        return block

    def turn(self, block: _Block, tag: Tag) -> None:
        """The next branch of a block: an elif or else counts where no branch before is sure to be taken."""
        truths = frozenset({True}) if tag.kind == "else" else self.truths(tag.expression)
        block.active = not block.certain and True in truths
        block.certain = block.certain or False not in truths

    def printed(self, node: nodes.Node) -> set[str]:
        """The names whose facts an expression prints; those that it only compares are none."""
        if isinstance(node, nodes.CondExpr):
            return self.either(self.truths(node.test), node.expr1, node.expr2)
        if isinstance(node, nodes.Or):
            return self.either(self.truths(node.left), node.left, node.right)
        if isinstance(node, nodes.And):
            return self.either(self.truths(node.left), node.right, node.left)
        if isinstance(node, nodes.Filter):
            return self.printed(node.node) if node.node is not None else set()
        path, values = self.found(node)
        return {path} if values else set()

    def either(self, truths: _Truths, yes: nodes.Node, no: nodes.Node | None) -> set[str]:
        """The names that are printed where a condition holds, and those where it does not, as far as either may be."""
        taken = [node for truth, node in ((True, yes), (False, no)) if truth in truths and node is not None]
        return {name for node in taken for name in self.printed(node)}

    def found(self, node: nodes.Node) -> tuple[str, tuple[Value, ...]]:
        """The English name of the fact that an expression stands for, and the fact; of a list that of every item."""
        if isinstance(node, nodes.Name):
            block = next((each for each in reversed(self.blocks) if each.variable == node.name), None)
            if block is not None:
                return block.path, block.values
            value = self.facts.find(node.name)
            return step(self.facts, "", self.facts, node.name), () if value is None else (value,)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            path, owners = self.found(node.node)
            return self.below(path, [each for each in owners if isinstance(each, Names)], attribute_of(node))
        return "", ()

    def below(self, path: str, groups: Sequence[Names], name: str) -> tuple[str, tuple[Value, ...]]:
        """The facts of this name in groups that stand at a path."""
        values = tuple(value for each in groups if (value := each.find(name)) is not None)
        return (step(self.facts, path, groups[0], name) if values else ""), values

    def truths(self, node: nodes.Node | None) -> _Truths:
        """What a condition may be of these facts; either where it hangs on the repetition itself."""
        if isinstance(node, nodes.Not):
            return frozenset(not each for each in self.truths(node.node))
        if isinstance(node, nodes.And | nodes.Or):
            one, other = self.truths(node.left), self.truths(node.right)
            join = all if isinstance(node, nodes.And) else any
            return frozenset(join((left, right)) for left in one for right in other)
        if isinstance(node, nodes.Compare):
            return self.compared(node)
        values = self.found(node)[1] if node is not None else ()
        return frozenset(map(bool, values)) or _EITHER

    def compared(self, node: nodes.Compare) -> _Truths:
        """What a comparison with a text may be; either for any other comparison."""
        values = self.found(node.expr)[1]
        other = node.ops[0].expr if len(node.ops) == 1 else None
        if not values or not isinstance(other, nodes.Const):
            return _EITHER
        same = node.ops[0].op == "eq"
        return frozenset((str(value) == str(other.value)) is same for value in values)


class _Asking:
    """Goes through the tags of a part in order, knowing what the variables of loops stand for."""

    def __init__(self, facts: Names) -> None:
        self.facts = facts
        self.scopes: list[dict[str, Known]] = []
        self.choices = 0  # that are open

    def named(self, tag: Tag) -> Iterator[tuple[str, bool]]:
        """The facts that one tag names, each with whether it is needed."""
        needed = tag.kind in {"print", "for"} and not self.choices
        yield from ((path, needed and not instead) for path, instead in self._paths(tag.expression))
        if tag.kind == "for" and tag.expression is not None:
            path, value = self._known(tag.expression)
            item = (f"{path}[]", value.sample) if isinstance(value, Listing) else (path, value)
            self.scopes.append({tag.variable: item})
            yield from ((path, False) for path, _ in self._paths(tag.condition))
        elif tag.kind == "endfor" and self.scopes:
            self.scopes.pop()
        self.choices = max(0, self.choices + {"if": 1, "endif": -1}.get(tag.kind, 0))

    def _paths(self, node: nodes.Node | None) -> Iterable[tuple[str, bool]]:
        """The paths in an expression, and whether it has something else to print where one is missing."""
        if node is None:
            return
        instead = isinstance(node, nodes.CondExpr | nodes.Or) or any(
            each.name == "default" for each in (node, *node.find_all(nodes.Filter)) if isinstance(each, nodes.Filter)
        )
        for each in (node, *node.find_all((nodes.Name, nodes.Getattr, nodes.Getitem))):
            path, value = self._known(each)
            if value is not None:
                yield path.removesuffix("[]"), instead

    def _known(self, node: nodes.Node) -> Known:
        """The path of the fact that an expression stands for, and the fact; nothing where it stands for none."""
        if isinstance(node, nodes.Name):
            for scope in reversed(self.scopes):
                if node.name in scope:
                    return scope[node.name]
            return step(self.facts, "", self.facts, node.name), self.facts.find(node.name)
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            path, owner = self._known(node.node)
            name = attribute_of(node)
            if isinstance(owner, Names):
                return step(self.facts, path, owner, name), owner.find(name)
        return "", None


def said_facts(job: Templated, template: WordFile) -> dict[str, object]:
    """What a notice says beside its template: its title, and the facts that the template names."""
    used = {name.partition("[")[0] for name in used_names(template, job.context)}
    known = {each.english: each.value for each in known_names(job.context) if "[]" not in each.english}
    said: dict[str, object] = {
        "document.title": job.title,
        "document.company": job.author,
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
