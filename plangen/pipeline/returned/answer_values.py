"""What an answer says: in the words in which the plan knows it, and in the shape in which it is written."""

import re
from collections.abc import Mapping

from msgspec import Struct

from plangen.blocks.coming_back import ReturnedCell
from plangen.diagnostics import Words, words
from plangen.documents.notices.fact_homes import AnswerForm, FactHome
from plangen.documents.notices.question_sheet import NOT_APPLICABLE, UNKNOWN_YET
from plangen.editing.meaning import Lined, Value
from plangen.model.as_typed import typed_date, typed_items, typed_moment, typed_text
from plangen.model.spec import Record, fields

_NOTHING = {
    NOT_APPLICABLE: {"无", "没有", "不适用", "不涉及", "无此项", "n/a", "na", "/", "-", "—", "——"},
    UNKNOWN_YET: {
        "待定",
        "待核实",
        "待确认",
        "待查",
        "暂无",
        "不清楚",
        "不详",
        "未知",
        "暂不能确定",
        "暂时不能确定",
        "?",
    },
}
"""What says by itself alone that there is no answer; 没有接到投诉 is one."""

_PROPERTY = re.compile(r"\s*([^：:=＝]{1,12}?)\s*[：:=＝]\s*(.*)")
_NEXT = re.compile(r"^\s*(?:第\s*[\d一二三四五六七八九十]+\s*[批项个条种件]|[-—=_*]{3,})\s*[：:]?\s*")
_LAST_TIME = re.compile(r"(.*?[日\d])\s*[T ]?\s*((?:凌晨|早上|上午|中午|下午|傍晚|晚上)?\s*\d{1,2}\s*[:：时点].*)")

WANTED: Mapping[AnswerForm, Words] = {
    AnswerForm.DATE: words("日期", "a date"),
    AnswerForm.MOMENT: words("时刻", "a time of day"),
    AnswerForm.CLOCK: words("日期和时刻", "a date with a time"),
    AnswerForm.ITEMS: words("一行一条的内容", "a list with an item on each line"),
    AnswerForm.RECORDS: words("“名称：内容”的各行", "lines of a name, a colon and what it is"),
    AnswerForm.TEXT: words("文字", "a text"),
}


class Meant(Struct, frozen=True, kw_only=True):
    """An answer that is certain."""

    said: str  # as `fact_homes.said_of` says the fact
    value: Value  # as it is written


class NotMeant(Exception):
    """An answer that could mean several things, or nothing; with the part that it hangs on."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def is_no_answer(text: str) -> str:
    """What is to be ticked for a text that says only that there is none; nothing for any other."""
    plain = "".join(text.split()).strip("。.！!").lower()
    return next((state for state, said in _NOTHING.items() if plain in said), "")


def meant(home: FactHome, cell: ReturnedCell) -> Meant:
    """What an answer says of a fact.

    Raises:
        NotMeant: where it cannot be known.
    """
    try:
        return _READERS[home.how](home, cell)
    except ValueError:
        raise NotMeant(cell.text) from None


def _text(_home: FactHome, cell: ReturnedCell) -> Meant:
    said = typed_text(cell.text)
    return Meant(said=said, value=said)


def _date(_home: FactHome, cell: ReturnedCell) -> Meant:
    said = typed_date(cell.text, cell.number).isoformat()
    return Meant(said=said, value=said)


def _moment(_home: FactHome, cell: ReturnedCell) -> Meant:
    said = str(typed_moment(cell.text, cell.number))
    return Meant(said=said, value=said)


def _items(_home: FactHome, cell: ReturnedCell) -> Meant:
    items = typed_items(cell.text)
    return Meant(said="\n".join(items), value=Lined(items))


def _clock(home: FactHome, cell: ReturnedCell) -> Meant:
    split = _LAST_TIME.fullmatch(cell.text.strip())
    date = typed_date(split[1] if split else cell.text, None if split else cell.number).isoformat()
    time = str(typed_moment(split[2])) if split else _time_of(cell.number)
    value = {"name": home.name, "date": date, **({"time": time} if time else {})}
    return Meant(said=f"{date} {time}".strip(), value=value)


def _time_of(number: float | None) -> str:
    return str(typed_moment("", number)) if number is not None and number % 1 else ""


def _records(home: FactHome, cell: ReturnedCell) -> Meant:
    """Things with several properties: a line each, a new thing where a property comes again or a line is empty."""
    assert home.record is not None
    titles = _titles(home.record)
    things: list[dict[str, str]] = [{}]
    for line in map(str.strip, cell.text.splitlines()):
        own = _NEXT.sub("", line, count=1)
        key, said = _property(own, titles) if own else ("", "")
        if not key or key in things[-1]:
            things.append({})
        if said:
            things[-1][key] = said
    full = tuple(thing for thing in things if thing)
    if not full:
        raise NotMeant(cell.text)
    return Meant(said="\n\n".join(_said(home.record, each) for each in full), value=Lined(full))


def _property(line: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """Which property a line speaks of, and what it says.

    Raises:
        NotMeant: where it speaks of none.
    """
    found = _PROPERTY.fullmatch(line)
    key = titles.get("".join(found[1].split())) if found else None
    if found is None or key is None:
        raise NotMeant(line)
    return key, found[2].strip()


def _titles(record: type[Record]) -> Mapping[str, str]:
    """The properties by what people call them."""
    found = fields(record)
    return {**{key: key for key in found}, **{field.title: key for key, field in found.items()}}


def _said(record: type[Record], thing: Mapping[str, str]) -> str:
    return "\n".join(f"{field.title}：{thing[key]}" for key, field in fields(record).items() if key in thing)


_READERS = {
    AnswerForm.TEXT: _text,
    AnswerForm.DATE: _date,
    AnswerForm.MOMENT: _moment,
    AnswerForm.ITEMS: _items,
    AnswerForm.CLOCK: _clock,
    AnswerForm.RECORDS: _records,
}
