"""Templates that differ: which they are, their words paragraph by paragraph, their look and values one by one."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from msgspec import Struct

from plangen.changes.change import Kind
from plangen.changes.outline_lines import outline_lines, sentence_lines
from plangen.changes.segments import segments
from plangen.changes.wording import Described
from plangen.diagnostics import Words, words
from plangen.model import document_list
from plangen.model.dossier import DOSSIER, OUTLINED
from plangen.model.outline import FOLDER, PIECES
from plangen.model.own_words import WORDING
from plangen.model.plan import Plan
from plangen.office.readable.file import cells
from plangen.office.readable.template_difference import WordDifference, WordPair, word_difference
from plangen.pipeline.outline_files import outline_text
from plangen.pipeline.template_files import HOUSE, LAYOUT, LOCKED, NOTICES, REPORT
from plangen.reading.plain import read_values
from plangen.workspace.project import TEMPLATES

_KNOWN = {
    HOUSE: words("公文模板", "house template"),
    LAYOUT: words("版式", "layout"),
    LOCKED: words("固定条款", "locked passages"),
    document_list.FILE: words("文件目录", "list of documents"),
    WORDING: words("用语", "words of forms"),
}
_SUBJECT = "模板"
_WORDS = words("文字", "words")
_ON, _OFF, _BY_STYLE = words("是", "yes"), words("否", "no"), words("按样式", "as its style has it")
_SWITCHES = frozenset({"b.val", "i.val", "strike.val", "caps.val", "vanish.val"})
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".emf", ".wmf")
_IMAGE, _CONTENT = (
    words("另一张图片，大小", "another picture, size"),
    words("内容（不逐项显示）", "content (not shown in detail)"),
)
_BYTES = words("{count} 字节", "{count} bytes")
_INNER = words("内部结构（不逐项显示）", "inner structure (not shown in detail)")
_STYLE, _PAGE = words("样式“{name}”", "style {name}"), words("第{name}节页面", "page of section {name}")
_PARAGRAPH, _PICTURE = words("段落“{name}”", "paragraph “{name}”"), words("图片“{name}”", "picture “{name}”")
_PROPERTIES: Mapping[str, Words] = {
    "sz.val": words("字号", "size"),
    "rFonts.eastAsia": words("中文字体", "font for Chinese"),
    "rFonts.ascii": words("西文字体", "font"),
    "b.val": words("加粗", "bold"),
    "i.val": words("斜体", "italic"),
    "u.val": words("下划线", "underline"),
    "color.val": words("颜色", "colour"),
    "jc.val": words("对齐", "alignment"),
    "spacing.line": words("行距", "line spacing"),
    "spacing.before": words("段前", "space before"),
    "spacing.after": words("段后", "space after"),
    "ind.left": words("左缩进", "left indent"),
    "ind.firstLine": words("首行缩进", "first line indent"),
    "basedOn": words("基于的样式", "base style"),
    "pgSz.w": words("纸宽", "page width"),
    "pgSz.h": words("纸高", "page height"),
    "pgMar.top": words("上边距", "top margin"),
    "pgMar.bottom": words("下边距", "bottom margin"),
    "pgMar.left": words("左边距", "left margin"),
    "pgMar.right": words("右边距", "right margin"),
    "r": words("各段文字的格式", "formatting of its pieces"),
}
_SHADOWS = frozenset({"szCs.val", "bCs.val", "iCs.val", "rFonts.hAnsi", "rFonts.cs"})
"""Properties that go with another one."""
_TWIPS = ("spacing.", "ind.", "pgSz.", "pgMar.")
_LONG = 24
_READABLE = (".docx", ".dotx", ".docm", ".dotm", ".yaml", ".yml", ".md")
_ROOT = ""


class TemplateChange(Struct, frozen=True, kw_only=True):
    """A file of templates/ that says or looks otherwise, that came or went."""

    path: str
    kind: Kind  # added, removed or changed
    title: Words | None = None  # what it is: the notice that is made from it
    lines: tuple[Described, ...] = ()  # of one that changed

    @property
    def sentence(self) -> str:
        """The change as a clause of formal Chinese: 修改通知模板“短信通知”的文字."""
        called = self.title.zh if self.title else f"模板文件“{self.path.removeprefix(f'{TEMPLATES}/')}”"
        parts = dict.fromkeys("文字" if line.what == _WORDS.zh else "格式" for line in self.lines)
        if self.path.endswith(".yaml") or _is_outline(self.path):
            parts = {}
        return f"{self.kind.words.zh}{called}{'的' if parts else ''}{'和'.join(parts)}"


class TemplateChanges(Struct, frozen=True, kw_only=True):
    """The templates that differ, and those that were only saved again or written otherwise."""

    changed: tuple[TemplateChange, ...] = ()
    rewritten: tuple[str, ...] = ()


def template_changes(old: Mapping[str, bytes], new: Mapping[str, bytes], plans: Iterable[Plan]) -> TemplateChanges:
    """What became of each template; the plans say which notices are made from them."""
    titles = {**{path: _piece(path) for path in (*old, *new)}, **_titles(plans)}
    changed: list[TemplateChange] = []
    names = _other_names(old, new)
    rewritten = [f"{was} → {now}" for was, now in names.items()]
    for path in sorted({*old, *new} - {*names, *names.values()}):
        before, after = old.get(path), new.get(path)
        if before == after:
            continue
        lines = (
            tuple(_lines(path, titles.get(path), before, after)) if before is not None and after is not None else None
        )
        if lines == ():
            rewritten.append(path)
        else:
            kind = Kind.of(before, after)
            changed.append(TemplateChange(path=path, kind=kind, title=titles.get(path), lines=lines or ()))
    return TemplateChanges(changed=tuple(changed), rewritten=tuple(rewritten))


def _other_names(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Mapping[str, str]:
    """Files that only have another name now."""
    come = {raw: path for path, raw in new.items() if path not in old}
    return {path: come[raw] for path, raw in old.items() if path not in new and raw in come}


def _titles(plans: Iterable[Plan]) -> Mapping[str, Words]:
    names = {entry.id: entry.name for entry in DOSSIER}
    found = {**_KNOWN, REPORT: names["information-report"]}
    for key in OUTLINED:
        found |= _outline_titles(key, names[key])
    for plan in plans:
        found |= _own(plan)
    return found


def _outline_titles(key: str, name: Words) -> dict[str, Words]:
    """The outline of a document, in text or in Word."""
    title = words(f"“{name.zh}”的大纲", f"outline of the {name.en}")
    return {f"{FOLDER}/{key}.md": title, f"{FOLDER}/{key}.docx": title}


def _own(plan: Plan) -> dict[str, Words]:
    """The templates that a plan itself gives a title: of its notices, its own documents and those that it renames."""
    own = (entry for entry in plan.dossier.entries if entry.own)
    found = {
        f"{document_list.FOLDER}/{entry.id}{ending}": words(f"自己的文件“{entry.name.zh}”", f"own document {entry.id}")
        for entry in own
        for ending in (".md", ".docx", ".xlsx")
    }
    for entry in plan.dossier.entries:
        found |= _outline_titles(entry.id, entry.name) if entry.outlined else {}
    for notice in plan.communication.notices if "communication" not in plan.missing else ():
        title = words(f"通知模板“{notice.title}”", f"template of the notice {notice.id}")
        found[f"{NOTICES}/{notice.template}"] = title
    return found


def _lines(path: str, title: Words | None, before: bytes, after: bytes) -> Iterator[Described]:
    """What differs; nothing where the file was only saved again."""
    place = title or words(path.removeprefix(f"{TEMPLATES}/"), path)
    if path.endswith(".xlsx") and (changed := _of_workbook(path, place, before, after)) is not None:
        yield from changed or [_line(path, place, _INNER, "", "")]
        return
    if not path.lower().endswith(_READABLE):
        yield _whole(path, place, (before, after))
        return
    if path.endswith((".yaml", ".yml")):
        yield from _values(path, place, before, after)
        return
    if _is_outline(path):
        yield from _of_outline(path, place, before, after)
        return
    found = word_difference(before, after)
    if found is None:
        yield _line(path, place, _INNER, "", "")
    else:
        yield from _of_word(path, place, found)


def _piece(path: str) -> Words | None:
    """What a piece of Word is called that outlines name."""
    name = path.rpartition("/")[2].removesuffix(".docx")
    return words(f"插入的 Word 文件“{name}”", f"piece of Word {name}") if path.startswith(f"{PIECES}/") else None


def _whole(path: str, place: Words, sides: tuple[bytes, bytes]) -> Described:
    """A file that is not looked into: a picture, say."""
    what = _IMAGE if path.lower().endswith(_PICTURES) else _CONTENT
    sizes = tuple({"count": f"{len(raw):,}"} for raw in sides)
    return _line(path, place, what, *(_BYTES.say("zh", size) for size in sizes), *(_BYTES.say("en", s) for s in sizes))


def _of_workbook(path: str, place: Words, before: bytes, after: bytes) -> list[Described] | None:
    """The cells that say something else; None where one of the two cannot be read."""
    old, new = cells(before), cells(after)
    if old is None or new is None:
        return None
    changed = [key for key in dict.fromkeys((*old, *new)) if old.get(key, "") != new.get(key, "")]
    return [
        _line(path, place, words(f"{sheet}!{at}", f"{sheet}!{at}"), old.get((sheet, at), ""), new.get((sheet, at), ""))
        for sheet, at in changed
    ]


def _is_outline(path: str) -> bool:
    """Whether a template is an outline, in text or in Word."""
    return path.endswith(".md") or (path.rpartition("/")[0] == FOLDER and path.endswith(".docx"))


def _of_outline(path: str, place: Words, before: bytes, after: bytes) -> Iterator[Described]:
    """The lines of an outline, each with the section that it stands in."""
    old, new = (outline_text(path, raw) for raw in (before, after))
    if old is None or new is None:
        yield _line(path, place, _INNER, "", "")
        return
    for each in outline_lines(old, new):
        what = words(f"“{each.section}”", f"“{each.section}”") if each.section else _WORDS
        yield _line(path, place, what, each.before, each.after)


def _of_word(path: str, place: Words, found: WordDifference) -> Iterator[Described]:
    for pair in found.words:
        yield _line(path, place, _WORDS, *_without_sign(pair.before, pair.after))
    owners = (found.styles, _STYLE), (found.pages, _PAGE), (found.paragraphs, _PARAGRAPH), (found.pictures, _PICTURE)
    for pairs, owner in owners:
        yield from (_property(path, place, _named(owner, pair.place), pair) for pair in _bare(pairs))
    if found.hidden and not found.words:
        yield _line(path, place, _INNER, "", "")


def _without_sign(before: str, after: str) -> tuple[str, str]:
    """Two paragraphs without the sign of a heading, which both have."""
    if before.startswith("#") and after.startswith("#") and before.partition(" ")[0] == after.partition(" ")[0]:
        return before.partition(" ")[2], after.partition(" ")[2]
    return before, after


def _named(owner: Words, name: str) -> Words:
    """What has the property, a long one cut."""
    said = {"name": (name if len(name) <= _LONG else f"{name[: _LONG - 1]}…") or "默认"}
    return words(owner.say("zh", said), owner.say("en", said))


def _bare(pairs: Iterable[WordPair]) -> Iterator[WordPair]:
    return (pair for pair in pairs if pair.name not in _SHADOWS)


def _property(path: str, place: Words, owner: Words, pair: WordPair) -> Described:
    if not pair.name:  # the whole thing came or went
        there, gone = words("有", "there"), words("无", "not there")
        before, after = ((there if text else gone).zh for text in (pair.before, pair.after))
        return _line(path, place, owner, before, after)
    called = _PROPERTIES.get(pair.name, words(pair.name.removesuffix(".val"), pair.name.removesuffix(".val")))
    what = words(f"{owner.zh}的{called.zh}", f"{owner.en}: {called.en}")
    if pair.name in _SWITCHES:
        zh, en = ([_switched(text).say(language) for text in (pair.before, pair.after)] for language in ("zh", "en"))
        return _line(path, place, what, *zh, *en)
    return _line(path, place, what, *(_measure(pair.name, text) for text in (pair.before, pair.after)))


def _switched(text: str) -> Words:
    return _BY_STYLE if not text else _OFF if text in {"0", "false", "off"} else _ON


def _measure(name: str, text: str) -> str:
    """A property as people measure it: half points and twentieths of a point as points."""
    if not text.lstrip("-").isdigit():
        return text
    if name == "sz.val":
        return f"{int(text) / 2:g}磅"
    return f"{int(text) / 20:g}磅" if name.startswith(_TWIPS) else text


def _values(path: str, place: Words, before: bytes, after: bytes) -> Iterator[Described]:
    """The values of a YAML file one by one, by their keys."""
    sides = [read_values(path, raw, "")[0] for raw in (before, after)]
    if sides[0] is None or sides[1] is None:
        yield _line(path, place, _INNER, "", "")
        return
    old, new = (dict(_leaves(side, _ROOT)) for side in sides)
    for key in dict.fromkeys((*old, *new)):
        was, now = old.get(key, ""), new.get(key, "")
        if was == now:
            continue
        if _has_sentences(was) and _has_sentences(now):
            for each in sentence_lines(map(str, was), map(str, now)):
                yield _line(path, place, words(key, key), each.before, each.after)
        else:
            yield _line(path, place, words(key, key), _said(was), _said(now))


def _leaves(value: object, at: str) -> Iterator[tuple[str, object]]:
    """Values by their keys; a list of plain ones is one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(each, f"{at}.{key}" if at else str(key))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _leaves(each, f"{at}[{number}]")
    else:
        yield at, value


def _has_sentences(value: object) -> TypeGuard[list[object]]:
    """Whether it is a list of texts of some length, which are told one by one."""
    return isinstance(value, list) and any(len(str(each)) > _LONG for each in value)


def _said(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _line(path: str, place: Words, what: Words, before: str, after: str, *english: str) -> Described:
    """One difference; `english` is what stood and stands there, where that is said otherwise in English."""
    kind = Kind.CHANGED if before and after else (Kind.REMOVED if before else Kind.ADDED)
    return Described(
        kind=Kind.CHANGED if not (before or after) else kind,
        section=TEMPLATES,
        subject=_SUBJECT,
        place=(place.zh,),
        what=what.zh,
        english=what.en,
        before=before,
        after=after,
        sides=(english[0], english[1]) if english else None,
        segments=segments(before, after) if before and after else (),
        path=path,
    )
