"""What input methods and Word do to tags: full-width braces, quotes and stops, braces torn apart, tags out of sight."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from lxml import etree

from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Rule, Words, rule, words
from plangen.office.ooxml.hidden import is_hidden
from plangen.office.templates.tagged import Paragraph, W, own_texts

TYPED = rule(
    "W121",
    ERROR,
    title=("模板标签被输入法改坏", "template tag damaged by the input method"),
    why=(
        "全角符号看上去和半角差不多，程序却认不出，标签会原样印进通知",
        "full-width characters look much the same, but the tag is not recognised and would be printed as it stands",
    ),
    message=("“{tag}”里有{what}", "'{tag}' holds {what}"),
    hint=("改成 {right}", "write {right}"),
)
QUOTED = rule(
    "W122",
    INFO,
    title=("模板标签里有中文引号", "Chinese quotes in a template tag"),
    why=(
        "程序把它当作英文引号；换用别的工具打开时可能认不出",
        "they are read as straight quotes here, but other tools may not know them",
    ),
    message=("标签 {tag} 里用了中文引号", "Chinese quotes in tag {tag}"),
    hint=('改用英文引号 " "', "use straight quotes"),
)
TRACKED = rule(
    "W123",
    ERROR,
    title=("模板标签在修订里", "template tag in a tracked change"),
    why=(
        "没有接受的插入和没有删净的文字都会带着修订痕迹和修改人姓名进入通知",
        "text inserted or deleted but not settled goes into the notice with its author's name",
    ),
    message=("“{tag}”在未处理的{what}里", "'{tag}' stands in {what} that is not settled"),
    hint=("在“审阅”里接受或者拒绝这处修订后保存", "accept or reject the change under 'Review', then save"),
)
HIDDEN = rule(
    "W124",
    ERROR,
    title=("模板标签在隐藏文字里", "template tag in hidden text"),
    why=(
        "隐藏文字印不出来，但仍在文件里，收到文件的人可以看到",
        "hidden text is not printed but stays in the file, for everybody who gets it to see",
    ),
    message=("“{tag}”在隐藏文字里", "'{tag}' is hidden text"),
    hint=(
        "选中这段文字，在“字体”里取消“隐藏”，或者删除",
        "select the text and clear 'Hidden' under 'Font', or delete it",
    ),
)
BOXED = rule(
    "W125",
    WARNING,
    title=("模板标签在文本框里", "template tag in a text box"),
    why=(
        "文本框的内容在文件里存两份，移动或者换软件打开时容易丢失、错位",
        "a text box is kept twice in the file and is easily lost or misplaced in another program",
    ),
    message=("“{tag}”在文本框里", "'{tag}' stands in a text box"),
    hint=("把内容移到正文或者表格里", "move the content into the text or a table"),
)
SPLIT = rule(
    "W126",
    ERROR,
    title=("模板标签被分成两段", "template tag split over paragraphs"),
    why=("跨段的标签认不出来，会原样印进通知", "a tag over two paragraphs is not recognised and would be printed"),
    message=("标签“{tag}”从这里开始，到{end}才结束", "the tag '{tag}' begins here and ends in {end} only"),
    hint=("删去中间的换行，使标签在同一段里", "delete the paragraph break inside the tag"),
)
UNSEEN = rule(
    "W135",
    WARNING,
    title=("模板里有隐藏文字", "hidden text in a template"),
    why=(
        "隐藏文字印不出来，但会随通知发出，收到文件的人可以看到",
        "hidden text is not printed but goes out with the notice, for everybody who gets it to see",
    ),
    message=("文字“{text}”是隐藏文字", "the text '{text}' is hidden"),
    hint=(
        "在 Word 里点“显示/隐藏编辑标记”就能看到；删除，或者在“字体”里取消“隐藏”",
        "show it with 'Show/Hide ¶'; delete it, or clear 'Hidden' under 'Font'",
    ),
)
RULES = (TYPED, QUOTED, TRACKED, HIDDEN, BOXED, SPLIT, UNSEEN)

_OPENED, _CLOSED = r"[{｛][\s_]?[{｛]", r"[}｝][\s_]?[}｝]"
_PERCENT_OPENED, _PERCENT_CLOSED = r"[{｛]\s?[%％]", r"[%％]\s?[}｝]"
_TAG = re.compile(  # none begins inside another, see template_tags
    f"{_OPENED}(?:(?!{_OPENED}).)*?{_CLOSED}|{_PERCENT_OPENED}(?:(?!{_PERCENT_OPENED}).)*?{_PERCENT_CLOSED}"
)
_SINGLE = re.compile(r"(?<![{｛%％])[{｛]\s*([^\W\d][\w.。]*)\s*[}｝](?![}｝])")
_QUOTES = "“”‘’"
_ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff"
_SOUND = str.maketrans(
    {
        **dict(zip("｛｝％（）＝！｜，。．、·：＿＂＇「」『』\u3000\xa0", '{}%()=!|,....:_"\'""""  ', strict=True)),
        **dict.fromkeys(_ZERO_WIDTH, ""),
    }
)
_WHAT: Mapping[str, Words] = {
    "｛｝": words("全角花括号", "full-width braces"),
    "％": words("全角百分号", "a full-width percent sign"),
    "＂＇「」『』": words("全角引号", "full-width quotes"),
    "。．": words("全角句点", "a full-width period"),
    "，": words("全角逗号", "a full-width comma"),
    "、·": words("顿号或者间隔号", "a Chinese enumeration comma or dot"),
    "（）＝！｜：＿": words("全角符号", "a full-width sign"),
    "\u3000\xa0": words("全角空格", "a full-width space"),
    _ZERO_WIDTH: words("看不见的字符", "an invisible character"),
}
_TORN = words("分开的花括号", "braces torn apart")
_ALONE = words("单个花括号，像是少写了一个", "single braces where two are meant")
_EXTRA = words("多余的花括号", "a brace too many")
_CAPITALS = words("大写字母", "capital letters")
_KEYWORD = re.compile(r"\{%(?:p|tr)?\s*(if|elif|else|endif|for|endfor)\b", re.IGNORECASE)
_LEVEL = words("写错的段落标记", "a mark of level that is written wrongly")
_GONE, _NEW = {f"{W}delText", f"{W}del", f"{W}moveFrom"}, {f"{W}ins", f"{W}moveTo"}
_SHAPES: Mapping[Words, re.Pattern[str]] = {
    _TORN: re.compile(r"\A[{｛][\s_]+[{｛%％]|[}｝%％][\s_]+[}｝]$"),
    _EXTRA: re.compile(r"\A[{｛]{3}|[}｝]{3}$"),
    _LEVEL: re.compile(r"\A\{%\s+(?:p|tr)\s|\A\{%(?:P|TR)\s"),
}
_INSERTED, _DELETED = words("插入的修订", "an insertion"), words("删除的修订", "a deletion")


def damage(paragraph: Paragraph, hidden: frozenset[str]) -> Iterator[Finding]:
    """What is wrong with the tags of a paragraph before anybody reads them.

    `hidden` are the styles, by id, whose text does not show.
    """
    text = _TAG.sub("", paragraph.text)
    for found in _SINGLE.finditer(text):
        right = f"{{{{ {found[1].translate(_SOUND)} }}}}"
        yield _finding(TYPED, paragraph, tag=found[0], what=_ALONE, right=right)
    texts = _Texts(paragraph, hidden)
    for found in _TAG.finditer(paragraph.text):
        yield from _typed(found[0] + _more(paragraph.text, found.end()), paragraph)
        yield from _unseen(found, paragraph, texts)


def unseen(paragraph: Paragraph, hidden: frozenset[str]) -> Iterator[Finding]:
    """Hidden text that holds no tag: one finding a paragraph."""
    found = [each.text or "" for each in own_texts(paragraph.element) if is_hidden(each, hidden)]
    text = "".join(found).strip()
    if text and not _TAG.search(paragraph.text):
        yield _finding(UNSEEN, paragraph, text=text[:20])


def split_tags(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Finding, Paragraph]]:
    """Tags that begin in one paragraph and end in a later one, each with the paragraph of its end."""
    opened: Paragraph | None = None
    for paragraph in paragraphs:
        rest = _TAG.sub("", paragraph.text)
        if opened is not None and re.search(r"[}｝%％][}｝]", rest):
            begun = re.search(r"[{｛][{｛%％].*", _TAG.sub("", opened.text))
            assert begun is not None
            end = paragraph.at.spot or words("下一段", "the next paragraph")
            yield _finding(SPLIT, opened, tag=begun[0][:20], end=end), paragraph
            opened = None
        if re.search(r"[{｛][{｛%％]", rest):
            opened = paragraph


def _typed(tag: str, paragraph: Paragraph) -> Iterator[Finding]:
    plain = set(_unquoted(tag))
    kinds = [what for signs, what in _WHAT.items() if plain & set(signs)]
    kinds += [what for what, sign in _SHAPES.items() if sign.search(tag)]
    if (word := _KEYWORD.match(tag)) and not word[1].islower():
        kinds.append(_CAPITALS)
    if kinds:
        yield _finding(TYPED, paragraph, tag=tag, what=kinds, right=_corrected(tag))
    if set(tag) & set(_QUOTES):
        yield _finding(QUOTED, paragraph, tag=tag)


def _more(text: str, end: int) -> str:
    """The braces that follow a tag at once: one too many."""
    found = re.compile("[}｝]*").match(text, end)
    return found[0] if found else ""


def _unquoted(tag: str) -> str:
    """The tag without what stands between quotes, where full-width characters are text."""
    return re.sub(r"\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’", "", tag)


def _corrected(tag: str) -> str:
    inner = tag.translate(_SOUND)
    inner = re.sub(r"^\{[\s_]*([{%])\{*", r"{\1", inner)
    inner = re.sub(r"^\{%\s*(p|tr)\s", lambda found: f"{{%{found[1].lower()} ", inner, flags=re.IGNORECASE)
    inner = _KEYWORD.sub(lambda found: found[0].lower(), inner)
    return re.sub(r"\}*([}%])[\s_]*\}$", r"\1}", inner)


class _Texts:
    """The text elements of a paragraph by the characters that they hold, and which of them are hidden."""

    def __init__(self, paragraph: Paragraph, hidden: frozenset[str]) -> None:
        self.elements = own_texts(paragraph.element)
        self.hidden = hidden
        self.starts = list(accumulate((len(each.text or "") for each in self.elements), initial=0))

    def between(self, start: int, end: int) -> list[etree._Element]:
        """The text elements that hold these characters."""
        return self.elements[bisect_right(self.starts, start) - 1 : bisect_left(self.starts, end)]


def _unseen(found: re.Match[str], paragraph: Paragraph, texts: _Texts) -> Iterator[Finding]:
    """A tag in a tracked change, in hidden text or in a text box."""
    elements = texts.between(found.start(), found.end())
    tag = found[0]
    around = {each.tag for text in elements for each in (text, *text.iterancestors())}
    change = _DELETED if around & _GONE else _INSERTED if around & _NEW else None
    if change is not None:
        yield _finding(TRACKED, paragraph, tag=tag, what=change)
    if any(is_hidden(text, texts.hidden) for text in elements):
        yield _finding(HIDDEN, paragraph, tag=tag)
    if f"{W}txbxContent" in around:
        yield _finding(BOXED, paragraph, tag=tag)


def _finding(rule: Rule, paragraph: Paragraph, **values: object) -> Finding:
    return Finding(rule=rule, at=paragraph.at, values=values)
