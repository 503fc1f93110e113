"""Passages that may not be edited: what stands in a template against the text that was approved."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from plangen.diagnostics import ERROR, WARNING, Finding, Place, rule
from plangen.office.templates.house_style import LOCKED_STYLE
from plangen.office.templates.tagged import Paragraph, W
from plangen.office.templates.word_file import WordFile

CHANGED = rule(
    "W131",
    ERROR,
    title=("固定条款被改动", "locked passage changed"),
    why=(
        "固定条款的文字已经核准，改动一个字都要重新核准",
        "its wording was approved; every change needs a new approval",
    ),
    message=("固定条款“{passage}”与核准文本不同：{change}", "the passage '{passage}' differs: {change}"),
    hint=(
        "恢复为核准文本“{approved}”；确需修改的，核准后改 templates/notices/locked.yaml",
        "restore the approved text '{approved}'; where it has to change, change locked.yaml once that is approved",
    ),
)
MISSING = rule(
    "W132",
    ERROR,
    title=("缺少固定条款", "locked passage missing"),
    why=("这份通知必须有这段核准过的文字", "this notice has to carry the approved passage"),
    message=("缺少固定条款“{passage}”", "the passage '{passage}' is missing"),
    hint=("补上核准文本“{approved}”", "put in the approved text '{approved}'"),
)
UNKNOWN = rule(
    "W133",
    WARNING,
    title=("固定条款没有核准文本", "locked passage without approved text"),
    why=("没有核准文本，就查不出它是否被改动", "without an approved text a change cannot be found"),
    message=("这段固定条款在 locked.yaml 里没有核准文本", "locked.yaml has no approved text for this passage"),
    hint=(
        "在 templates/notices/locked.yaml 里写入核准文本，或者改用普通样式",
        "put the approved text into templates/notices/locked.yaml, or use an ordinary style",
    ),
)
MISWRITTEN = rule(
    "W134",
    ERROR,
    title=("固定条款文件写错", "the file of locked passages is wrong"),
    why=("核准文本读不出来，就无法核对模板", "templates cannot be compared with texts that cannot be read"),
    message=("“{passage}”没有写明 text 和 templates", "'{passage}' does not say text and templates"),
    hint=("每段写 text: 核准文本，templates: [使用它的模板文件名]", "give each passage text and a list of templates"),
)
RULES = (CHANGED, MISSING, UNKNOWN, MISWRITTEN)

_MARK = "locked:"
_NEAR = 0.6  # a passage with more than that in common is the same one, edited
_BLOCK = 1 << 12


class Passage(Struct, frozen=True, kw_only=True):
    """An approved text and the templates that have to hold it."""

    key: str
    text: str
    templates: tuple[str, ...]


def read_passages(values: Mapping[str, object], file: str) -> tuple[tuple[Passage, ...], tuple[Finding, ...]]:
    """The passages by key, as they stand in locked.yaml."""
    passages: list[Passage] = []
    findings: list[Finding] = []
    for key, value in values.items():
        text = value.get("text") if isinstance(value, dict) else None
        templates = value.get("templates") if isinstance(value, dict) else None
        if isinstance(text, str) and isinstance(templates, list):
            passages.append(Passage(key=key, text=text.strip(), templates=tuple(map(str, templates))))
        else:
            findings.append(Finding(rule=MISWRITTEN, at=Place(file=file, path=key), values={"passage": key}))
    return tuple(passages), tuple(findings)


def tampered(template: WordFile, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Locked passages that were changed or left out; one that carries no mark is known by its text."""
    found = _Marked(template)
    wanted = [each for each in passages if template.file.rpartition("/")[2] in each.templates]
    spoken: set[str] = set()
    for passage in wanted:
        same = found.where(passage)
        values = {"passage": passage.key, "approved": passage.text}
        if same is None:
            yield Finding(rule=MISSING, at=Place(file=template.file), values=values)
            continue
        spoken.add(same.at.path)
        if (text := same.text.strip()) != passage.text:
            yield Finding(rule=CHANGED, at=same.at, values={**values, "change": _change(passage.text, text)})
    for each in found.paragraphs:
        if found.keys[each.at.path] is not None and each.at.path not in spoken:
            yield Finding(rule=UNKNOWN, at=each.at)


class _Marked:
    """The paragraphs of a template with text, each with the key of the passage that it is marked as."""

    def __init__(self, template: WordFile) -> None:
        styled = _locked_styles(template)
        every = (each for part in template.texts for each in template.paragraphs(part))
        self.paragraphs = [each for each in every if each.text.strip()]
        self.keys = {each.at.path: _key(each.element, styled) for each in self.paragraphs}

    def where(self, passage: Passage) -> Paragraph | None:
        """The paragraph that is a passage: by its mark, else its text, else the nearest marked as no other."""
        same = next((each for each in self.paragraphs if self.keys[each.at.path] == passage.key), None)
        same = same or next((each for each in self.paragraphs if each.text.strip() == passage.text), None)
        return same or _nearest(passage, [each for each in self.paragraphs if not self.keys[each.at.path]])


def _key(paragraph: etree._Element, styled: frozenset[str]) -> str | None:
    """The key of a paragraph's content control; nothing for one in the locked style, None for an ordinary one."""
    for control in paragraph.iter(f"{W}sdt"):
        if key := _tag(control):
            return key
    for control in paragraph.iterancestors(f"{W}sdt"):
        if key := _tag(control):
            return key
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is not None and style.get(f"{W}val") in styled else None


def _tag(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    value = "" if tag is None else tag.get(f"{W}val", "")
    return value.removeprefix(_MARK) if value.startswith(_MARK) else ""


def _locked_styles(template: WordFile) -> frozenset[str]:
    root = template.root("word/styles.xml")
    named = ((each.get(f"{W}styleId", ""), each.find(f"{W}name")) for each in root.iter(f"{W}style"))
    return frozenset(key for key, name in named if name is not None and name.get(f"{W}val") == LOCKED_STYLE)


def _nearest(passage: Passage, found: list[Paragraph]) -> Paragraph | None:
    def likeness(each: Paragraph) -> float:
        matcher = difflib.SequenceMatcher(None, passage.text, each.text.strip()[:_BLOCK], autojunk=False)
        return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _NEAR else 0

    near = max(found, key=likeness, default=None)
    return near if near is not None and likeness(near) >= _NEAR else None


def _change(old: str, new: str) -> str:
    """What differs: “十五日”改为“十日”；删去“……”；增加“……”."""
    said = []
    for kind, left, right, begin, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            said.append(f"“{old[left:right]}”→“{new[begin:end]}”")
        elif kind == "delete":
            said.append(f"－“{old[left:right]}”")
        elif kind == "insert":
            said.append(f"＋“{new[begin:end]}”")
    return "；".join(said)
