"""Facts and clocks that a plan declares itself: names that templates can write, values as they were declared."""

from collections.abc import Callable, Iterator, Sequence

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, Words, rule
from plangen.model.case import AnyCase
from plangen.model.communication import ExtraFact
from plangen.model.facts import Declared, all_fact_names, asks_for_one
from plangen.model.incident import Clocks, ClockTime, Extra, Incident
from plangen.model.legal import CLOCKS
from plangen.model.plan import Plan
from plangen.model.spec import Record, fields

_FACTS = "# communication.yaml\nfacts: [{name: 受影响业务}]\n"
_GIVEN = _FACTS + "# scenarios/leak.yaml\nincident: "

UNFIT = rule(
    "C305",
    WARNING,
    title=("名称不能写进模板", "a name that no template can write"),
    why=(
        "模板按名称取事实，名称里有空格、标点，或者与别的名称相同，就取不到",
        "templates reach facts by their names: spaces, punctuation or a name used twice lead nowhere",
    ),
    message=("不能用“{name}”作名称：{reason}", "'{name}' cannot be a name: {reason}"),
    hint=(
        "只用汉字、字母、数字和下划线，不以数字开头，不与别的名称相同",
        "use letters, digits and underscores, begin with a letter, and use each name once",
    ),
    bad="# communication.yaml\nfacts: [{name: 受影响 业务}]\n",
    good=_FACTS,
)
MISGIVEN = rule(
    "C306",
    WARNING,
    title=("补充事实的写法不对", "a declared fact that is given in another way"),
    why=("写法与声明不符的，印出来不是原来的意思", "what is not given as it was declared is printed as something else"),
    message=("事实“{name}”{reason}", "the fact '{name}' {reason}"),
    hint=(
        "一段文字写 text，声明为 many: true 的逐项写 items，每个名称写一次",
        "write 'text' for one text and 'items' for what is declared with many: true, and each name once",
    ),
    bad=_GIVEN + "{extra: [{name: 受影响业务, items: [转账, 取款]}]}\n",
    good=_GIVEN + "{extra: [{name: 受影响业务, text: 转账和取款}]}\n",
)
MISASKED = rule(
    "C310",
    WARNING,
    title=("用不上的提问", "a question that is never asked"),
    why=("改了的问法没有用上，部门看到的还是原来的问题", "the departments still read the question as it was"),
    message=("“{name}”的提问用不上：{reason}", "the question about '{name}' is never asked: {reason}"),
    hint=("写明一个事实，例如 召回.缺陷，每个事实写一次", "name one fact, such as recall.defect, and each fact once"),
    bad="# communication.yaml\nquestions: [{fact: 召回, ask: 召回什么？}]\n",
    good="# communication.yaml\nquestions: [{fact: 召回.缺陷, ask: 有什么缺陷？}]\n",
)

_NO_WORD = Words("含有空格、标点，或者以数字开头", "it holds a space or punctuation, or begins with a digit")
_TWICE = Words("已经声明过", "it is declared already")
_BUILT_IN = Words("程序已有这个名称", "it is a name that every plan has")
_GIVEN_TWICE = Words("写了两次", "is given twice")
_A_GROUP = Words("这是一组事实", "it is a group of facts")
_ASKED_TWICE = Words("前面已经写了这个事实的提问", "the fact is asked for above")
_NOT_GIVEN = Words("没有写内容", "is given without any content")
_NO_LIST = Words("是一段文字，却写了 items", "is one text, yet 'items' are given")
_A_LIST = Words("是逐项列出的，却写了 text", "is a list, yet 'text' is given")


def unfit(plan: Plan) -> Found:
    yield from _unfit(plan.communication.facts, frozenset())
    titles = {text for name, field in fields(Clocks).items() for text in (name, field.title)}
    yield from _unfit(plan.deadlines.clocks, frozenset((*CLOCKS, *titles)))


def _unfit(facts: Sequence[Declared], built_in: frozenset[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for each in facts:
        reason = None
        if not each.name.isidentifier():
            reason = _NO_WORD
        elif each.name in built_in:
            reason = _BUILT_IN
        elif each.name in seen:
            reason = _TWICE
        seen.add(each.name)
        if reason is not None:
            yield Finding(rule=UNFIT, at=each.where("name"), values={"name": each.name, "reason": reason})


def misgiven(plan: Plan) -> Found:
    declared = {each.name: each for each in plan.communication.facts}
    for incident in _incidents(plan):
        yield from _told(incident.extra, lambda each: _wrong(each, declared.get(each.name)))
        yield from _told(incident.clocks.others if incident.clocks else (), _undated)


def _told(given: Sequence[Record], wrong: Callable[..., Words | None]) -> Iterator[Finding]:
    seen: set[str] = set()
    for each in given:
        name = str(getattr(each, "name", ""))
        reason = _GIVEN_TWICE if name in seen else wrong(each)
        seen.add(name)
        if reason is not None:
            yield Finding(rule=MISGIVEN, at=each.where("name"), values={"name": name, "reason": reason})


def _wrong(given: Extra, declared: ExtraFact | None) -> Words | None:
    if not given.text and not given.items:
        return _NOT_GIVEN
    if declared is None:
        return None
    if declared.many:
        return _A_LIST if given.text else None
    return _NO_LIST if given.items else None


def _undated(given: ClockTime) -> Words | None:
    return _NOT_GIVEN if given.date is None else None


def misasked(plan: Plan) -> Found:
    names = all_fact_names(plan)
    seen: set[str] = set()
    for each in plan.communication.questions:
        reason = _ASKED_TWICE if names.get(each.fact, each.fact) in seen else None
        if each.fact in names and not asks_for_one(plan, each.fact):
            reason = _A_GROUP
        seen.add(names.get(each.fact, each.fact))
        if reason is not None:
            yield Finding(rule=MISASKED, at=each.where("fact"), values={"name": each.fact, "reason": reason})


def _incidents(plan: Plan) -> Iterator[Incident]:
    cases: tuple[AnyCase, ...] = (*plan.scenarios, *plan.incidents)
    return (case.incident for case in cases if case.incident is not None)


CHECKS = (
    Check(rule=UNFIT, run=unfit),
    Check(rule=MISGIVEN, run=misgiven),
    Check(rule=MISASKED, run=misasked),
)
