"""What is wrong in a Word template: its tags, and what lies beside them, all of it before anything is filled in."""

import re
from collections.abc import Iterator

from lxml import etree
from msgspec.structs import replace

from plangen.blocks.template import Names
from plangen.diagnostics import ERROR, WARNING, Finding, Place, Words, rule, words
from plangen.language import reader as tag_reader
from plangen.language.reader import TagReader
from plangen.office.templates.tagged import Spots, W
from plangen.office.templates.word_file import WordFile

TRACES = rule(
    "W116",
    WARNING,
    title=("模板中有修订或批注", "tracked changes or comments in a template"),
    why=(
        "修订痕迹和批注连同作者姓名会留在生成的文件里",
        "tracked changes and comments stay in every document made, with the names of their authors",
    ),
    message=(
        "从这里起有未处理的修订或者批注（共 {count} 处）",
        "tracked changes or comments that are not settled, the first of them here ({count})",
    ),
    hint=(
        "在 Word 的“审阅”里接受或者拒绝全部修订、删除全部批注后保存",
        "accept or reject all changes and delete all comments under 'Review', then save",
    ),
)
OUTSIDE = rule(
    "W117",
    ERROR,
    title=("模板标签的位置有误", "template tags in the wrong place"),
    why=(
        "标签放在文字以外的地方，填入后文件会损坏，或者标签原样发出",
        "tags outside the text damage the file once they are filled in, or go out as they stand",
    ),
    message=("{where}里有标签“{tag}”", "the tag '{tag}' stands in {where}"),
    hint=(
        "标签只写在正文、表格、页眉和页脚的文字里，不写在域、图片说明、图表和公式里",
        "write tags in text, tables, headers and footers only; not in fields, picture descriptions, charts or formulas",
    ),
)
RULES = (*tag_reader.RULES, TRACES, OUTSIDE)

_CODE, _FORMULA = words("域代码", "a field code"), words("公式或者图形", "a formula or drawing")
_DESCRIPTION = words("图片、控件等的说明", "the description of a picture or control")
_CHART = words("图表、图形或者控件数据", "a chart, a drawing or the data of a control")

_TEXTS = (f"{W}t", f"{W}delText")
_OUTSIDE = re.compile(r"\{[{%].{0,40}?[}%]\}|\{[{%]")
_TAG_BYTES = re.compile(rb"\{[{%]")
_UNFILLED = ("word/charts/", "word/diagrams/", "word/drawings/", "customXml/", "word/comments", "word/glossary/")
_LONGEST = 80  # characters of a text that says where
_TRACES = tuple(
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "commentReference", "cellIns", "cellDel", "cellMerge"),
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange", "numberingChange"),
    )
)


def checked(template: WordFile, part: str, facts: Names) -> tuple[Finding, ...]:
    """Everything that is wrong with the tags of one part of a template, which may use these facts."""
    found: list[Finding] = [*_traces(template, part), *_outside(template, part)]
    reader = TagReader(facts)
    for paragraph in template.tagged(part):
        found += reader.paragraph(paragraph)
    return (*found, *reader.unclosed())


def elsewhere(template: WordFile) -> Iterator[Finding]:
    """Tags in parts that are never filled in: charts, drawings, data of content controls."""
    for name, raw in sorted(template.parts.items()):
        is_unfilled = name.startswith(_UNFILLED) and name.endswith(".xml") and name not in template.texts
        if is_unfilled and (tag := _TAG_BYTES.search(raw)):
            text = "".join(map(str, template.root(name).itertext()))
            found = _OUTSIDE.search(text)
            said = found[0] if found else tag[0].decode()
            at = Place(file=template.file, path=name, spot=_CHART, excerpt=text[:_LONGEST])
            yield Finding(rule=OUTSIDE, at=at, values={"where": _CHART, "tag": said})


def _traces(template: WordFile, part: str) -> Iterator[Finding]:
    """Changes that are not settled and comments: one finding a part, at the first."""
    found = list(template.root(part).iter(*_TRACES))
    if found:
        spots = Spots(template.root(part), template.file, template.texts[part])
        yield Finding(rule=TRACES, at=spots.of(found[0]), values={"count": len(found)})


def _outside(template: WordFile, part: str) -> Iterator[Finding]:
    """Tags in field codes, picture descriptions, formulas."""
    spots: Spots | None = None
    for element in template.root(part).iter(etree.Element):
        for where, text in _beside_the_text(element):
            if "{" in text and (tag := _OUTSIDE.search(text)):
                spots = spots or Spots(template.root(part), template.file, template.texts[part])
                at = spots.of(element)
                at = replace(at, excerpt=at.excerpt or text[:_LONGEST])
                yield Finding(rule=OUTSIDE, at=at, values={"where": where, "tag": tag[0]})


def _beside_the_text(element: etree._Element) -> Iterator[tuple[Words, str]]:
    """What an element holds that is neither text of a paragraph nor the title of a control in one, with what it is."""
    is_title = element.tag in {f"{W}alias", f"{W}tag"} and next(element.iterancestors(f"{W}p"), None) is not None
    if element.tag in _TEXTS or is_title:
        return
    yield _CODE if element.tag == f"{W}instrText" else _FORMULA, element.text or ""
    yield from ((_DESCRIPTION, str(value)) for value in element.attrib.values())
