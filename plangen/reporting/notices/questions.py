"""The questions that notices leave open, as text and as JSON."""

import itertools
from collections.abc import Iterator

from plangen.diagnostics import words
from plangen.documents.notices.question_sheet import waiting
from plangen.documents.notices.questions import Question
from plangen.pipeline.notices.lists import Asked
from plangen.reporting.json import dump, outcome_tree
from plangen.reporting.style import Style, plain
from plangen.reporting.text import outcome_text


def questions_text(asked: Asked, style: Style) -> Iterator[str]:
    """By whoever answers: each question, which notices wait for it, where the answer goes."""
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
    if asked.sheet:
        yield style.say(words("核实单已写入 {path}", "question sheets written to {path}"), path=asked.sheet)


def questions_json(asked: Asked, language: str, *, ok: bool) -> str:
    """As for a check, and `"questions"`, `"notices"` and `"sheet"`."""
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
    return dump(
        {
            **outcome_tree(asked.outcome, language, ok=ok),
            "notices": [each.name for each in asked.notices],
            "questions": listed,
            "sheet": str(asked.sheet) if asked.sheet else None,
        }
    )


def _question(number: int, question: Question, style: Style, *, alone: bool) -> Iterator[str]:
    optional = style.say(words("（可选）", "(optional) ")) if question.optional else ""
    yield f"  {number}. {optional}{plain(question.text)}"
    yield "     " + style.say(
        words("等待答复：{notices}", "waiting: {notices}"), notices=plain(waiting(question, alone=alone))
    )
    yield "     " + style.say(
        words("填入：{file} 的 {key}（{field}）", "goes to: {file}, {key} ({field})"),
        file=plain(question.file),
        key=question.key,
        field=question.field,
    )
