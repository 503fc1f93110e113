"""Notice templates that call the plan's owner, or those whom it serves, by another's words.

The templates that come with plangen are a company's, and what they say is approved by lawyers: the terms of a plan are
not put in their place, and whoever takes them over is told where they stand.
"""

import re
from collections.abc import Iterator, Mapping

from plangen.diagnostics import WARNING, Finding, Place, Words, rule
from plangen.model.plan import Plan
from plangen.model.terms import COMPANY, CONSUMERS, OUR_COMPANY
from plangen.pipeline.template_files import notice_template

OTHER_WORDS = rule(
    "W198",
    WARNING,
    title=("通知模板的称呼与用语不同", "a notice template with other words than the plan's terms"),
    why=(
        "通知里一处写“本行”，一处写“本公司”，读的人以为是两家单位",
        "a notice that says 'this bank' in one place and 'this company' in another seems to speak of two",
    ),
    message=(
        "模板里写{said}，而 plan.yaml 的用语是{terms}",
        "the template says {said}, but the terms in plan.yaml are {terms}",
    ),
    hint=(
        "在 Word 里替换，或者写成 {{ 用语.自称 }}、{{ 用语.单位 }}、{{ 用语.服务对象 }}；改后由法律人员重新审批",
        "replace them in Word, or write {{ 用语.自称 }}, {{ 用语.单位 }}, {{ 用语.服务对象 }}; have it approved",
    ),
)
RULES = (OTHER_WORDS,)

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_PATTERNS = {
    OUR_COMPANY: OUR_COMPANY,
    COMPANY: f"(?<!本){COMPANY}",
    CONSUMERS: f"{CONSUMERS}(?!权益|协会|组织|保护)",  # 消费者权益保护法 is called so whoever is served
}


def other_words(plan: Plan, contents: Mapping[str, bytes]) -> Iterator[Finding]:
    """A finding for each template of a notice that says what the plan's terms say otherwise."""
    if {"plan", "communication"} & {*plan.missing} or not (differing := _differing(plan)):
        return
    # Only a plan with words of its own needs the texts: most checks open no Word file.
    from plangen.office.readable import readable

    for path in dict.fromkeys(map(notice_template, plan.communication.notices)):
        text = _TAGS.sub("", "\n".join(readable(contents[path]) or ())) if path in contents else ""
        said = {word: len(re.findall(_PATTERNS[word], text)) for word in differing}
        if any(said.values()):
            yield Finding(rule=OTHER_WORDS, at=Place(file=path), values=_told(differing, said))


def _differing(plan: Plan) -> Mapping[str, str]:
    """What the plan says for each word of the templates that it says otherwise."""
    terms = plan.terms
    words = {OUR_COMPANY: terms.ourselves, COMPANY: terms.unit, CONSUMERS: terms.consumers}
    return {word: term for word, term in words.items() if term != word} if plan.identity.terms else {}


def _told(differing: Mapping[str, str], said: Mapping[str, int]) -> Mapping[str, object]:
    found = {word: count for word, count in said.items() if count}
    return {
        "said": Words(
            "、".join(f"“{word}”{count}处" for word, count in found.items()),
            ", ".join(f"'{word}' ({count})" for word, count in found.items()),
        ),
        "terms": Words(
            "、".join(f"“{differing[word]}”" for word in found), ", ".join(f"'{differing[word]}'" for word in found)
        ),
    }
