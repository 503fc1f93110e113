"""Chinese typography in every text of the plan, after GB/T 15834 (punctuation) and GB/T 15835 (numbers).

One finding per text and rule, at the first place; the message names every mark that was found.
"""

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from plangen.checks.check import Check, Found, unread
from plangen.diagnostics import WARNING, Finding, Place, Rule, rule
from plangen.model.legal import Entry
from plangen.model.plan import Plan
from plangen.model.values import open_subjects
from plangen.model.walk import Value
from plangen.model.who_answers import who_answers

UNFILLED = rule(
    "X101",
    WARNING,
    title=("待填写的内容", "a value still to be filled in"),
    why=(
        "没有填写的内容会原样印在文件里，正式使用前必须补齐",
        "it is printed as a gap, which has to be filled before the plan is used",
    ),
    message=("{field}待填写：{subject}", "{field} is still to be filled in: {subject}"),
    hint=("用实际内容替换 !todo 或【待填写：…】", "replace !todo or 【待填写：…】 with the real value"),
    shared_out=True,
    bad="# plan.yaml\nnumber: !todo 文件编号\n",
    good="# plan.yaml\nnumber: 演练〔2026〕1号\n",
)
HALF_WIDTH = rule(
    "X201",
    WARNING,
    title=("汉字旁的半角标点", "half-width punctuation beside Chinese characters"),
    why=("中文使用全角标点，半角标点会使字距不匀", "Chinese text takes full-width marks; others spoil its spacing"),
    message=("“{near}”处有半角标点 {marks}", "half-width {marks} beside Chinese characters at “{near}”"),
    hint=("改为全角标点：，。；：？！（）", "use ，。；：？！（）"),
    bad="# plan.yaml\npurposes:\n  - 检验预案,提高能力\n",
    good="# plan.yaml\npurposes:\n  - 检验预案，提高能力\n",
)
UNPAIRED = rule(
    "X202",
    WARNING,
    title=("引号或括号不配对", "unpaired quotation marks or brackets"),
    why=("缺了一半的引号或括号会使意思不清", "with one half missing the meaning is unclear"),
    message=("“{near}”处的 {marks} 没有配对或嵌套有误", "{marks} at “{near}” has no partner or is wrongly nested"),
    hint=("补上另一半；引号内再用引号时，外用双引号，内用单引号", "add the other half; inside “” use ‘’"),
    bad="# plan.yaml\npurposes:\n  - 落实“以演促改要求\n",
    good="# plan.yaml\npurposes:\n  - 落实“以演促改”要求\n",
)
STRAIGHT_QUOTES = rule(
    "X203",
    WARNING,
    title=("汉字旁的直引号", "straight quotation marks beside Chinese characters"),
    why=("直引号不分左右，不是中文标点", "straight quotes have no left and right and are not Chinese marks"),
    message=("“{near}”处有直引号 {marks}", "straight quotes {marks} beside Chinese characters at “{near}”"),
    hint=("改为“”或‘’", "use “” or ‘’"),
    bad='# plan.yaml\npurposes:\n  - 落实"以演促改"要求\n',
    good="# plan.yaml\npurposes:\n  - 落实“以演促改”要求\n",
)
DATES = rule(
    "X204",
    WARNING,
    title=("日期写法不规范", "a date in an improper form"),
    why=("公文日期写年月日全称，月日不编虚位", "official documents write 2026年1月5日, without zeros"),
    message=("日期“{marks}”的写法不规范", "the date {marks} is not written properly"),
    hint=("写作 2026年1月5日", "write 2026年1月5日"),
    bad="# plan.yaml\npurposes:\n  - 总结2026.1.5的经验\n",
    good="# plan.yaml\npurposes:\n  - 总结2026年1月5日的经验\n",
)
ELLIPSES = rule(
    "X205",
    WARNING,
    title=("省略号写法不规范", "an improper ellipsis"),
    why=("中文省略号是六个点，占两个字", "the Chinese ellipsis has six dots and the width of two characters"),
    message=("“{near}”处的 {marks} 不是规范的省略号", "{marks} at “{near}” is not a proper ellipsis"),
    hint=("改为……", "use ……"),
    bad="# plan.yaml\npurposes:\n  - 检验预案...\n",
    good="# plan.yaml\npurposes:\n  - 检验预案……\n",
)
DASHES = rule(
    "X206",
    WARNING,
    title=("破折号写法不规范", "an improper dash"),
    why=("中文破折号占两个字，中间不断开", "the Chinese dash has the width of two characters"),
    message=("“{near}”处的 {marks} 不是规范的破折号", "{marks} at “{near}” is not a proper dash"),
    hint=("改为——", "use ——"),
    bad="# plan.yaml\npurposes:\n  - 检验预案--提高能力\n",
    good="# plan.yaml\npurposes:\n  - 检验预案——提高能力\n",
)
DOUBLED = rule(
    "X207",
    WARNING,
    title=("标点重复", "doubled punctuation"),
    why=("连写的标点多半是修改时留下的", "it is most likely left over from an edit"),
    message=("“{near}”处的标点 {marks} 重复", "doubled punctuation {marks} at “{near}”"),
    hint=("只保留一个", "keep one of them"),
    bad="# plan.yaml\npurposes:\n  - 检验预案，，提高能力\n",
    good="# plan.yaml\npurposes:\n  - 检验预案，提高能力\n",
)
SPACES = rule(
    "X208",
    WARNING,
    title=("汉字之间有空格", "a space between Chinese characters"),
    why=(
        "汉字之间不空格；文字分行写时，换行会变成空格",
        "Chinese takes no spaces; a text broken over lines gets one at each break",
    ),
    message=("“{near}”处的汉字之间有空格", "there is a space between Chinese characters at “{near}”"),
    hint=("删除空格；分行写的文字合并为一行", "delete it; write the text on one line"),
    bad="# plan.yaml\npurposes:\n  - 检验 预案\n",
    good="# plan.yaml\npurposes:\n  - 检验预案\n",
)
INVISIBLE = rule(
    "X209",
    WARNING,
    title=("特殊空格或看不见的字符", "special spaces or invisible characters"),
    why=(
        "从网页或聊天工具复制来的不可见字符会打乱排版和查找",
        "such characters, often pasted from elsewhere, disturb layout and searching",
    ),
    message=(
        "“{near}”处有特殊空格或看不见的字符 {marks}",
        "special spaces or invisible characters {marks} at “{near}”",
    ),
    hint=("删除后重新输入这一处", "delete them and type this place again"),
    bad='# plan.yaml\npurposes:\n  - "检验\\u3000预案"\n',
    good="# plan.yaml\npurposes:\n  - 检验预案\n",
)
WIDE = rule(
    "X210",
    WARNING,
    title=("全角数字或字母", "full-width digits or letters"),
    why=("数字和字母使用半角，全角的查找不到", "digits and letters are half-width; others cannot be searched for"),
    message=("“{near}”处有全角字符 {marks}", "full-width {marks} at “{near}”"),
    hint=("改为半角数字或字母", "use half-width digits and letters"),
    bad="# plan.yaml\npurposes:\n  - ３个月内完成\n",
    good="# plan.yaml\npurposes:\n  - 3个月内完成\n",
)

_END = "\x00"  # before, between and after the texts; YAML allows it in none
_FILE_NAME = re.compile(r"[^\s，。；：、“”\0]{0,80}\.(?:docx?|xlsx?|pptx?|pdf|ya?ml|txt|png|jpe?g)\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]*$")
_PARTNERS = dict(zip("“‘（《〈【〔「『(", "”’）》〉】〕」』)", strict=True))
_MARKS = re.compile(f"[{re.escape(''.join((*_PARTNERS, *_PARTNERS.values())))}]")

_NOT_IN_ITSELF = frozenset("“《")  # inside “” stands ‘’, inside 《》 stands 〈〉
_ROUND = "（("  # half-width ones are another rule's business, here they pair with either
_ITEM = re.compile(r"(?:^|[\s，。；、：])[0-9A-Za-z一二三四五六七八九十]{1,3}$")
_APOSTROPHE = re.compile(r"[A-Za-z]’[A-Za-z]")

_AROUND = 6  # characters on either side of a mark, in messages
_LONGEST_ADDRESS = 200

_Spot = tuple[int, str]  # offset, mark


def unfilled(plan: Plan) -> Found:
    for value in plan.values:
        if isinstance(value.record, Entry) and value.field.name == "confirmed_by":
            continue  # of legal's entries there are dozens: one finding of their own counts them
        if isinstance(value.value, str) and "【" in value.value and (subjects := open_subjects(value.value)):
            values = {"field": value.field.title, "subject": subjects}
            yield Finding(rule=UNFILLED, at=value.place, values=values, by=who_answers(plan, value))
    yield from unread(plan, UNFILLED)


def half_width(plan: Plan) -> Found:
    return _findings(plan, HALF_WIDTH, lambda whole: _spots(r"[,;:?!().]", whole, _is_half_width))


def unpaired(plan: Plan) -> Found:
    return _findings(plan, UNPAIRED, _broken_pairs)


def straight_quotes(plan: Plan) -> Found:
    return _findings(plan, STRAIGHT_QUOTES, lambda whole: _spots(r"[\"']", whole, _beside_han))


def dates(plan: Plan) -> Found:
    pattern = r"[0-9]{4}(?:\.[0-9]{1,2}\.[0-9]{1,2}|年[0-9]{1,2}月(?:[0-9]{1,2}日)?)"
    return _findings(plan, DATES, lambda whole: _spots(pattern, whole, _is_improper_date))


def ellipses(plan: Plan) -> Found:
    return _findings(plan, ELLIPSES, lambda whole: _spots(r"\.{2,}|…+|。{3,}", whole, _is_improper_ellipsis))


def dashes(plan: Plan) -> Found:
    return _findings(plan, DASHES, lambda whole: _spots(r"-{2,}", whole, _beside_han))


def doubled(plan: Plan) -> Found:
    return _findings(plan, DOUBLED, lambda whole: _spots(r"[，。、；：]{2,}", whole, _is_doubled))


def spaces(plan: Plan) -> Found:
    return _findings(plan, SPACES, lambda whole: _spots(r"[ \t]+", whole, _between_han))


def invisible(plan: Plan) -> Found:
    return _findings(plan, INVISIBLE, lambda whole: _spots(_INVISIBLE, whole))


def wide(plan: Plan) -> Found:
    return _findings(plan, WIDE, lambda whole: _spots("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+", whole))


_INVISIBLE = "[\u00a0\u00ad\u2000-\u200c\u200e\u200f\u2028-\u202f\u205f-\u2060\u3000\ufeff]"


def _spots(pattern: str, whole: str, is_wrong: Callable[[re.Match[str]], bool] | None = None) -> Iterator[_Spot]:
    """Where the pattern is found and wrong. Neighbours are looked at apart: Han in a pattern takes long to compile."""
    for match in re.finditer(pattern, whole):
        if is_wrong is None or is_wrong(match):
            yield match.start(), match[0]


def _beside_han(match: re.Match[str]) -> bool:
    return _is_han(match.string[match.start() - 1]) or _is_han(match.string[match.end()])


def _between_han(match: re.Match[str]) -> bool:
    return _is_han(match.string[match.start() - 1]) and _is_han(match.string[match.end()])


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character == "〇" or "\U00020000" <= character <= "\U0003ffff"


def _is_half_width(match: re.Match[str]) -> bool:
    if match[0] == ".":  # 3.5, 1.确认, No.3 and file.docx stand as they are
        after = match.string[match.end()]
        wrong = _is_han(match.string[match.start() - 1]) and after != "." and not (after.isascii() and after.isalnum())
    else:
        wrong = _beside_han(match)
    return wrong and not _is_in_a_name(match)


def _is_in_a_name(match: re.Match[str]) -> bool:
    """Whether the mark belongs to a file name or a web address."""
    if match[0] in "()." and _FILE_NAME.match(match.string, match.start()):
        return True
    return _ADDRESS.search(match.string[max(0, match.start() - _LONGEST_ADDRESS) : match.end()]) is not None


def _is_improper_date(match: re.Match[str]) -> bool:
    if "年" in match[0]:
        return "年0" in match[0] or "月0" in match[0]
    before, after = match.string[match.start() - 1], match.string[match.end() : match.end() + 2]
    part_of_a_number = before in "0123456789." or after[:1].isdigit() or (after[:1] == "." and after[1:].isdigit())
    return not part_of_a_number


def _is_improper_ellipsis(match: re.Match[str]) -> bool:
    mark = match[0]
    if mark[0] == "…":
        return len(mark) % 2 == 1 and _beside_han(match)
    if mark[0] == "。" or _is_han(match.string[match.start() - 1]):
        return True
    return mark != ".." and _beside_han(match)  # 1..中 is a range


def _is_doubled(match: re.Match[str]) -> bool:
    return match[0] == "。。" or match[0].strip("。") != ""  # 。。。 is meant for an ellipsis


def _broken_pairs(whole: str) -> Iterator[_Spot]:
    end = 0
    for match in _MARKS.finditer(whole):
        if match.start() < end:
            continue  # in a text that was looked at
        begin, end = whole.rindex(_END, 0, match.start()) + 1, whole.index(_END, match.start())
        offset = broken_pair(whole[begin:end])
        if offset is not None:
            yield begin + offset, whole[begin + offset]


def _findings(plan: Plan, rule: Rule, spots: Callable[[str], Iterable[_Spot]]) -> Found:
    """All texts are searched at once: with a thousand short ones the calls would cost more than the search."""
    texts = plan.texts
    whole = _END.join(["", *(str(value.value) for value in texts), ""])
    starts: list[int] = []
    by_text: dict[int, list[_Spot]] = {}
    for spot in spots(whole):
        starts = starts or _starts(texts)
        by_text.setdefault(bisect_right(starts, spot[0]) - 1, []).append(spot)
    for number, marks in by_text.items():
        offset, first = marks[0]
        begin, text = starts[number], str(texts[number].value)
        values = {
            "near": text[max(0, offset - begin - _AROUND) : offset - begin + len(first) + _AROUND]
            .replace("\n", " ")
            .strip(),
            "marks": " ".join(_visible(mark) for mark in dict.fromkeys(mark for _, mark in marks)),
        }
        yield Finding(rule=rule, at=_at(texts[number], offset - begin, len(first)), values=values)
    yield from unread(plan, rule)


def _starts(texts: Iterable[Value]) -> list[int]:
    """Where each text begins in the whole."""
    lengths = (len(str(value.value)) + len(_END) for value in texts)
    return list(itertools.accumulate(lengths, initial=len(_END)))


def _visible(mark: str) -> str:
    return f"U+{ord(mark):04X}" if re.fullmatch(_INVISIBLE, mark) else mark


def _at(value: Value, offset: int, length: int) -> Place:
    """The mark itself where the text stands on its line as it is; else where the text begins."""
    place = value.place
    for begin in (place.column - 1, place.column):  # plain, quoted
        if begin >= 0 and place.excerpt.startswith(str(value.value), begin):
            column = begin + offset + 1
            return replace(place, column=column, end_column=column + length)
    return place


def broken_pair(text: str) -> int | None:
    """Where the first mark without its other half stands, or one nested wrongly; None where all is well."""
    unclosed: dict[int, str] = {}  # marks by where they stand
    single: set[str] = set()  # those of them that may not stand in themselves
    for match in _MARKS.finditer(text):
        offset, mark = match.start(), match[0]
        if mark in _PARTNERS:
            if mark in single:
                return offset
            unclosed[offset] = mark
            single.update({mark} & _NOT_IN_ITSELF)
        elif unclosed and _closes(next(reversed(unclosed.values())), mark):
            single.discard(unclosed.popitem()[1])
        elif not _stands_alone(text, offset):
            return offset
    return next((offset for offset, mark in unclosed.items() if mark != "("), None)


def _closes(opening: str, mark: str) -> bool:
    return _PARTNERS[opening] == mark or (opening in _ROUND and mark in "）)")


def _stands_alone(text: str, offset: int) -> bool:
    """1） numbers an item, ’ may be an apostrophe, and half-width ) may stand for anything."""
    mark = text[offset]
    if mark == "）":
        return _ITEM.search(text, max(0, offset - 4), offset) is not None
    return mark == ")" or _APOSTROPHE.match(text, max(0, offset - 1)) is not None


CHECKS = (
    Check(rule=UNFILLED, run=unfilled),
    Check(rule=HALF_WIDTH, run=half_width),
    Check(rule=UNPAIRED, run=unpaired),
    Check(rule=STRAIGHT_QUOTES, run=straight_quotes),
    Check(rule=DATES, run=dates),
    Check(rule=ELLIPSES, run=ellipses),
    Check(rule=DASHES, run=dashes),
    Check(rule=DOUBLED, run=doubled),
    Check(rule=SPACES, run=spaces),
    Check(rule=INVISIBLE, run=invisible),
    Check(rule=WIDE, run=wide),
)
