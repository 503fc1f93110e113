"""The file with the words of forms and front pages: two levels of keys, then a text or a list of texts."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from plangen.diagnostics import ERROR, Finding, Place, rule, words
from plangen.model.own_words import WordedText, Wording
from plangen.reading.places import Written
from plangen.reading.text import decode
from plangen.reading.tree import Items, Keyed, Node, Scalar, read_tree

SHAPE = rule(
    "B142",
    ERROR,
    title=("用语的写法不对", "words of another shape"),
    why=("写法不对，就不知道这句话印在哪里", "nobody knows where a text of another shape is to be printed"),
    message=("“{name}”的写法不对，应为{expected}", "'{name}' has the wrong shape: {expected} expected"),
    hint=(
        "参照默认的 wording.yaml；句子以花括号或者引号开头、里面有半角冒号加空格的，整句用单引号括起来",
        (
            "write it as the wording.yaml does that comes with plangen; put a text in single quotes that begins with a"
            " brace or quotation mark, or holds a colon and a space"
        ),
    ),
)
RULES = (SHAPE,)

GROUPS = words("若干“名称:”，下面再写各条用语", "names of groups, each with its texts below")
TEXTS = words("若干“名称: 用语”", "names with a text each")
ONE = words("一句用语", "one text")
SEVERAL = words("逐条列出的用语，每条前面一个“- ”", "a list of texts")
NOT_BLANK = words("不空白的用语", "a text that is not blank")
EITHER = words("一句用语，或者逐条列出的用语", "a text or a list of texts")


def read_wording(file: str, raw: bytes) -> tuple[Wording, tuple[Finding, ...]]:
    """The texts that can be read, by document and key, and what is wrong with the others."""
    text, findings = decode(file, raw)
    if text is None:
        return {}, findings
    root, text, found = read_tree(text)
    findings = (*findings, *found)
    if not isinstance(root, Keyed):
        wrong = [] if found or root is None else [_finding(Place(file=file), file, GROUPS)]
        return {}, (*findings, *wrong)
    wording: dict[str, Mapping[str, WordedText]] = {}
    wrong = []
    whole = Written(text, root, "")
    for document, entry in root.entries.items():
        if isinstance(entry.value, Keyed):
            wording[document] = _group(Written(text, entry.value, document), entry.value, wrong)
        elif not _is_blank(entry.value):
            wrong.append(_finding(replace(whole.key_place(document), path=document), document, TEXTS))
    return wording, (*findings, *wrong)


def _group(origin: Written, group: Keyed, wrong: list[Finding]) -> Mapping[str, WordedText]:
    """The texts below one key; what is none goes to `wrong`."""
    texts: dict[str, WordedText] = {}
    for key, entry in group.entries.items():
        if _is_text(entry.value):
            texts[key] = _worded(origin, key, entry.value)
        elif not _is_blank(entry.value):
            wrong.append(_finding(origin.key_place(key), f"{origin.path}.{key}", EITHER))
    return texts


def shape_finding(text: WordedText, name: str, other: WordedText) -> Finding:
    """That a text cannot stand where the other one does."""
    if text.is_list is not other.is_list:
        return _finding(text.at, name, SEVERAL if other.is_list else ONE)
    if len(text.texts) != len(other.texts):
        count = len(other.texts)
        return _finding(text.at, name, words(f"{count}条，不多不少", f"exactly {count} texts"))
    return _finding(text.at, name, NOT_BLANK)


def _worded(origin: Written, key: str, node: Node) -> WordedText:
    at = origin.key_place(key)
    if isinstance(node, Items):
        places = tuple(origin.place(key, number) for number in range(len(node.items)))
        return WordedText(texts=tuple(_texts(node)), is_list=True, at=at, places=places)
    return WordedText(texts=tuple(_texts(node)), is_list=False, at=at, places=(origin.place(key),))


def _texts(node: Node) -> Iterator[str]:
    for each in node.items if isinstance(node, Items) else (node,):
        if isinstance(each, Scalar):
            yield "" if each.is_blank else each.text.rstrip("\n")


def _is_text(node: Node) -> bool:
    if isinstance(node, Items):
        return all(isinstance(each, Scalar) for each in node.items)
    return isinstance(node, Scalar) and not node.is_blank


def _is_blank(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_blank


def _finding(at: Place, name: str, expected: object) -> Finding:
    return Finding(rule=SHAPE, at=at, values={"name": name, "expected": expected})
