"""What notices still need: the fields that templates may use, the questions that are open."""

import itertools
from collections.abc import Iterator, Mapping
from functools import partial

from plangen.diagnostics import words
from plangen.documents.notices.field_list import TemplateField
from plangen.documents.notices.question_sheet import waiting
from plangen.documents.notices.questions import FactQuestion
from plangen.pipeline.notices.lists import Asked, Listed
from plangen.reporting.listing import outcome_text
from plangen.reporting.notices.nothing_done import unless_stopped
from plangen.reporting.result import Result
from plangen.reporting.style import Style, padded, plain

_NAME_COLUMNS, _ENGLISH_COLUMNS = 34, 36
_FILLED, _MISSING = "●", "○"
_SHEET = words("字段表已写入 {path}，共 {fields} 个字段", "field sheet written to {path}: {fields} fields")


def report_fields(listed: Listed) -> Result:
    """A line for each field: what to type, English name, filled or not per case; below it meaning, example, use.

    Where they are written as a sheet, only where that is.

    JSON adds `"cases"`, `"fields"`, `"sheet"`.
    """
    return Result(
        text=unless_stopped(listed.outcome, partial(_fields, listed)),
        outcome=listed.outcome,
        more=lambda _: _fields_tree(listed),
    )


def report_questions(asked: Asked) -> Result:
    """By those who answer: each question, which notices wait for it, where the answer goes.

    JSON adds `"notices"`, `"questions"`, `"sheet"` (the first) and `"sheets"`.
    """
    return Result(
        text=unless_stopped(asked.outcome, partial(_questions, asked)),
        outcome=asked.outcome,
        more=lambda _: _questions_tree(asked),
    )


def _fields(listed: Listed, style: Style) -> Iterator[str]:
    if listed.outcome.findings:
        yield from outcome_text(listed.outcome, style)
    if listed.sheet:
        yield style.say(_SHEET, path=listed.sheet, fields=len(listed.fields))
        return
    for number, (case, title) in enumerate(listed.cases.items(), start=1):
        yield f"{number} {case}  {plain(title)}"
    for group, members in itertools.groupby(listed.fields, key=lambda field: field.group):
        yield ""
        yield style.paint(group, "1")
        for field in members:
            yield from _field(field, listed, style)
    yield ""
    yield style.say(
        words("共 {fields} 个字段；●已填写 ○未填写，按上列顺序", "{fields} fields; ● filled ○ missing, in that order"),
        fields=len(listed.fields),
    )


def _field(field: TemplateField, listed: Listed, style: Style) -> Iterator[str]:
    marks = "".join(_FILLED if field.filled.get(case) else _MISSING for case in listed.cases)
    yield f"  {padded(field.tag, _NAME_COLUMNS)} {padded(field.english, _ENGLISH_COLUMNS)} {marks}"
    details = (
        (words("含义", "meaning"), field.meaning),
        (words("逐项", "each"), field.repeated),
        (words("举例", "example"), field.example),
        (words("用于", "used in"), style.listed(field.templates)),
    )
    said = style.semicolon.join(f"{style.say(label)}{style.colon}{plain(text)}" for label, text in details if text)
    yield f"      {said}"


def _fields_tree(listed: Listed) -> Mapping[str, object]:
    fields = [
        {
            "name": field.name,
            "english": field.english,
            "tag": field.tag,
            "loop": field.repeated or None,
            "list": field.many,
            "meaning": field.meaning,
            "example": field.example or None,
            "templates": list(field.templates),
            "filled": dict(field.filled),
        }
        for field in listed.fields
    ]
    cases = [{"id": case, "title": title} for case, title in listed.cases.items()]
    sheet = str(listed.sheet) if listed.sheet else None
    return {"cases": cases, "fields": fields, "sheet": sheet}


def _questions(asked: Asked, style: Style) -> Iterator[str]:
    if asked.outcome.findings:
        yield from outcome_text(asked.outcome, style)
    alone = len({each.case for each in asked.notices}) == 1
    number = 0
    for who, members in itertools.groupby(asked.questions, key=lambda each: each.who):
        listed = list(members)
        yield style.paint(
            plain(style.say(words("{who}（{count} 项）", "{who} ({count})"), who=who, count=len(listed))), "1"
        )
        for question in listed:
            number += 1
            yield from _question(number, question, style, alone=alone)
        yield ""
    needed = sum(not each.optional for each in asked.questions)
    yield style.say(
        words(
            "{notices} 份通知，{count} 个问题，其中 {needed} 个不答复就不能发布，{optional} 个可选",
            "{notices} notices, {count} questions: {needed} have to be answered, {optional} are optional",
        ),
        notices=len(asked.notices),
        count=len(asked.questions),
        needed=needed,
        optional=len(asked.questions) - needed,
    )
    for path in asked.sheets:
        yield style.say(words("核实单已写入 {path}", "question sheets written to {path}"), path=path)
    if asked.sheets:
        yield style.say(
            words(
                "填好交回后，用 plangen notices answers 文件 读入", "read them again with plangen notices answers FILES"
            )
        )


def _question(number: int, question: FactQuestion, style: Style, *, alone: bool) -> Iterator[str]:
    optional = style.say(words("（可选）", "(optional) ")) if question.optional else ""
    yield f"  {number}. {optional}{plain(question.text)}"
    yield "     " + style.say(
        words("等待答复：{notices}", "waiting: {notices}"), notices=plain(waiting(question, alone=alone))
    )
    yield "     " + style.say(
        words("填入：{file} 的 {key}（{field}）", "goes to: {file}, {key} ({field})"),
        file=plain(question.file),
        key=question.written,
        field=question.field,
    )


def _questions_tree(asked: Asked) -> Mapping[str, object]:
    listed = [
        {
            "question": each.text,
            "by": each.by or None,
            "who": each.who,
            "field": each.field,
            "optional": each.optional,
            "file": each.file,
            "key": each.key,
            "notices": {case: list(kinds) for case, kinds in each.notices.items()},
        }
        for each in asked.questions
    ]
    return {
        "notices": [each.name for each in asked.notices],
        "questions": listed,
        "sheet": str(asked.sheets[0]) if asked.sheets else None,
        "sheets": list(map(str, asked.sheets)),
    }
