"""The text of a short notice as it is pasted elsewhere: without the look, counted against its limit."""

from collections.abc import Iterator

from lxml import etree

from plangen.blocks.template import Templated
from plangen.diagnostics import INFO, WARNING, Finding, Place, rule
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.templates.called import sent
from plangen.office.templates.word_file import WordFile

TOO_LONG = rule(
    "W171",
    WARNING,
    title=("短文超过字数上限", "a short text is too long"),
    why=(
        "超过上限的短信会拆成多条，平台可能拒收或者截断超长的文字；待填写的内容按现有字数计算",
        (
            "long messages are sent in several parts and platforms refuse or cut what is too long; open values count as"
            " they stand"
        ),
    ),
    message=(
        "{title}有 {count} 字，超过上限 {limit} 字，多 {over} 字",
        "{title} has {count} characters, {over} over {limit}",
    ),
    hint=(
        "删减模板里的文字，或者缩短“事件.简述”“事件.简要提示”；确需放宽的，改 communication.yaml 里的 longest",
        "shorten the template, or incident.gist and incident.request; the limit is 'longest' in communication.yaml",
    ),
)
SEGMENTS = rule(
    "W172",
    INFO,
    title=("短信条数", "how many parts a text message has"),
    why=(
        "短信按条收费，连同【公司简称】在内不超过70字为1条，超过的每67字为1条",
        "messages are charged by parts: one up to 70 characters with the signature, else one for every 67",
    ),
    message=("{title}共 {count} 字，分 {parts} 条发送", "{title} has {count} characters and is sent in {parts}"),
    hint=("需要减少条数的，删减文字", "shorten it to send fewer"),
)
NUMBERED = rule(
    "W173",
    WARNING,
    title=("短文用了自动编号", "a short text with automatic numbers"),
    why=("自动编号是 Word 的排版，复制成文字时就没有了", "automatic numbers are Word's and get lost in plain text"),
    message=("“{text}”用了自动编号，编号不会进入文字", "the number of '{text}' does not reach the plain text"),
    hint=("改用没有编号的样式，把编号直接写在文字里", "use a style without numbers and type the number"),
)
RULES = (TOO_LONG, SEGMENTS, NUMBERED)

_SINGLE, _PART = 70, 67  # UCS-2 characters in one message, and in each part of a longer one
_W = f"{{{NAMESPACES['w']}}}"
_SHOWN = 20


def short_text(job: Templated, word: WordFile, file: str) -> tuple[bytes, tuple[Finding, ...]]:
    """The text file beside the finished Word file of a job with a short text, and what is wrong with the text.

    `file` is the template, which findings name. The text is UTF-8 and ends with a line end. The marks of a draft and
    of an internal notice stand above it, its call begins it, and none counts: what is sent in earnest has none.
    """
    assert job.short is not None
    lines = list(_lines(word))
    text = "\n".join(line for line, _ in lines).strip("\n")
    count, limit = length(text.removeprefix(job.call).lstrip("\n")), job.short.longest
    values = {"title": job.title, "count": count}
    found = [Finding(rule=NUMBERED, at=_place(job, file), values={"text": line[:_SHOWN]}) for line, no in lines if no]
    if limit is not None and count > limit:
        over = {"limit": limit, "over": count - limit}
        found.append(Finding(rule=TOO_LONG, at=_place(job, file), values={**values, **over}))
    if job.short.is_message:
        found.append(Finding(rule=SEGMENTS, at=_place(job, file), values={**values, "parts": segments(count)}))
    head = "".join(f"［{mark}］\n" for mark in (job.mark, job.page_mark) if mark)
    return f"{head}{text}\n".encode(), tuple(found)


def length(text: str) -> int:
    """Characters as phones and platforms count them: a rare one or a picture takes two, a line end one."""
    return len(text.encode("utf-16-le")) // 2


def segments(count: int) -> int:
    """In how many parts a text message of that length is sent."""
    return 1 if count <= _SINGLE else -(-count // _PART)


def _place(job: Templated, file: str) -> Place:
    return Place(file=file, path=job.identity.scenario or job.identity.incident)


def _lines(word: WordFile) -> Iterator[tuple[str, bool]]:
    """Each paragraph that is sent, and whether Word numbers it."""
    styles = {str(each.get(f"{_W}styleId")): each for each in word.root("word/styles.xml").iter(f"{_W}style")}
    for paragraph in sent(word.root("word/document.xml"), word.root("word/styles.xml"), is_short=True):
        own = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style = styles.get("" if own is None else own.get(f"{_W}val", ""))
        yield _text(paragraph), _is_numbered(paragraph, style)


def _is_numbered(paragraph: etree._Element, style: etree._Element | None) -> bool:
    for owner in (paragraph, style):
        number = None if owner is None else owner.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            return number.get(f"{_W}val") != "0"
    return False


def _text(paragraph: etree._Element) -> str:
    pieces = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
    own = [each for each in paragraph.iter() if next(each.iterancestors(f"{_W}p"), None) is paragraph]
    said = "".join(each.text or "" if each.tag == f"{_W}t" else pieces.get(str(each.tag), "") for each in own)
    return "\n".join(line.rstrip() for line in said.splitlines())
