"""Words that a plan does not want to publish: that they can be looked for, and are found where they should be."""

from plangen.alike import normal
from plangen.alike.unfit import Unfit, unfit_in
from plangen.checks.check import Check, Found
from plangen.diagnostics import ERROR, Finding, Words, rule, words
from plangen.model.communication import UnfitTexts
from plangen.model.plan import Plan

UNLIKE = rule(
    "H142",
    ERROR,
    title=("不宜发布的字样与例句不符", "words that do not fit their examples"),
    why=(
        "例句核对不上，说明字样写得太宽或者太窄，发布时会漏掉或者误报",
        "where the examples do not come out, the words are too wide or too narrow for what is issued",
    ),
    message=("不宜发布的字样“{title}”：{problem}", "words not to be published, '{title}': {problem}"),
    hint=(
        "字样写整个词；可以发布的词语写进 unless；例句照实际的写法写",
        "write whole words, put what may be published into 'unless', and examples as they are really written",
    ),
    bad="# communication.yaml\nunfit:\n  - {title: 代号, texts: [暖冬行动], found: [本次春雷行动]}\n",
    good="# communication.yaml\nunfit:\n  - {title: 代号, texts: [暖冬行动], found: [本次“暖冬”行动]}\n",
)


def unlike(plan: Plan) -> Found:
    for each in plan.communication.unfit:
        kind = Unfit(title=each.title, texts=each.texts, unless=each.unless)
        for problem in _problems(each, kind):
            yield Finding(rule=UNLIKE, at=each.where("title"), values={"title": each.title, "problem": problem})


def _problems(each: UnfitTexts, kind: Unfit) -> list[Words]:
    found = [
        words(f"“{text}”里没有汉字、字母和数字，无法查找", f"there is no letter or digit in '{text}'")
        for text in each.texts
        if not normal(text)
    ]
    found += [
        words(f"应当找出的句子没有找出：{said}", f"nothing is found in '{said}'")
        for said in each.found
        if not any(unfit_in(said, (kind,)))
    ]
    found += [
        words(f"应当放行的句子被找出：{said}", f"something is found in '{said}'")
        for said in each.passes
        if any(unfit_in(said, (kind,)))
    ]
    return found


CHECKS = (Check(rule=UNLIKE, run=unlike),)
