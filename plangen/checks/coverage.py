"""Proof, notice by notice, that each element the law asks for is printed by the template and its facts are there."""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.checks.wording import day
from plangen.diagnostics import ERROR, INFO, WARNING, Finding, Place, Rule, Words, rule
from plangen.model.legal import LOCKED, Element, Elements, LeftOut, bare, canonical
from plangen.model.values import open_subjects

ABSENT = rule(
    "L111",
    ERROR,
    title=("通知缺少必须载明的要素", "a notice lacks an element that the law lists"),
    why=("法律法规明文要求载明的内容缺少，通知可能不合法", "without what the law lists a notice may be unlawful"),
    message=("{notice} 没有载明“{element}”，缺少：{wanted}", "{notice} does not say '{element}'; missing: {wanted}"),
    hint=(
        (
            "在模板中写上这些字段或者文字；已经用别的文字写明的，选中后加内容控件，标题填 要素：{element}；"
            "确实不需要的，在 legal/elements.yaml 的 left_out 中写明理由"
        ),
        (
            "put them into the template; where other words say it, put a content control called element:{id} around"
            " them; if it is left out on purpose, say why under left_out in legal/elements.yaml"
        ),
    ),
)
ABSENT_CUSTOMARY = rule(
    "L112",
    WARNING,
    title=("通知缺少应当载明的要素", "a notice lacks a customary element"),
    why=(
        "依惯例应当告知的内容缺少，容易引起投诉",
        "a notice without it leaves out what is customary and invites complaints",
    ),
    message=ABSENT.message,
    hint=ABSENT.hint,
)
NO_FACT = rule(
    "L113",
    INFO,
    title=("要素的事实待填写", "the facts of an element are still to be filled in"),
    why=("模板印出了要素，但是内容还是空缺，不能正式发布", "the element is printed, but as a gap: it cannot be issued"),
    message=("{notice} 的“{element}”待填写：{fields}", "'{element}' of {notice} is still open: {fields}"),
    hint=("在场景或者突发事件文件的 incident 中补上事实", "fill the facts in under incident of the case's file"),
    brief=True,
)
UNCONFIRMED = rule(
    "L114",
    INFO,
    title=("所依据的法定要素未经核对", "elements that legal has not confirmed"),
    why=("未经核对的依据可能过时或者有误", "data that nobody confirmed may be outdated or wrong"),
    message=(
        "{notice} 依据的 {total} 项要素中，{count} 项未经核对",
        "{count} of the {total} elements that {notice} goes by are not confirmed by legal",
    ),
    hint=(
        "由法律人员对照法律法规原文核对，并在 legal/ 里各项要素的 confirmed_by 填写姓名",
        "have legal compare them with the law and enter a name as confirmed_by of each in legal/",
    ),
    counted=True,
)
NOT_YET = rule(
    "L115",
    INFO,
    title=("要素的依据在发布之日尚未施行", "an element whose basis is not in force on the day of the notice"),
    why=("尚未施行的规定不能作为依据", "a rule that is not yet in force requires nothing"),
    message=("{notice} 的“{element}”：依据自{date}起施行", "'{element}' of {notice}: its basis takes effect on {date}"),
    hint=(
        "该日发布的通知不必载明；施行后再发布的，须按新规定办理",
        "a notice of that day need not say it; one issued afterwards must",
    ),
    brief=True,
)
ENDED = rule(
    "L128",
    INFO,
    title=("要素的依据在发布之日已经失效", "an element whose basis no longer applies on the day of the notice"),
    why=("失效的规定不能作为依据，可能有新的规定", "a rule that has ended requires nothing; a newer one may"),
    message=(
        "{notice} 的“{element}”：依据有效至{date}",
        "'{element}' of {notice}: its basis applied until {date}",
    ),
    hint=(
        "由法律人员查明现行的规定，在 legal/elements.yaml 中以同一编号改写",
        "have legal find the rule of today and write it under the same id in legal/elements.yaml",
    ),
    brief=True,
)
UNPROVABLE = rule(
    "L116",
    ERROR,
    title=("要素无法核对", "elements that cannot be proved"),
    why=("读不懂的模板和要素表，证明不了什么", "nothing can be proved from templates or elements that cannot be read"),
    message=("{notice} 的要素无法核对：{reason}", "the elements of {notice} cannot be proved: {reason}"),
    hint=(
        "先改正 plangen check 和 plangen notices check 列出的错误",
        "first correct what plangen check and plangen notices check list",
    ),
)
RULES = (ABSENT, ABSENT_CUSTOMARY, NO_FACT, UNCONFIRMED, NOT_YET, ENDED, UNPROVABLE)

_MARKED = Words("标记为该要素的文字", "a passage marked as it")
FACT = "…"
"""Stands in a marked passage where a fact is put in."""
LEAST_MARKED = 6
"""Letters of a marked passage that counts as stating an element."""
_SAYS_NOTHING = re.compile(
    r"略|暂?无|见[上下前后]文?|同[上前]|待定|待补充?|不适用|另行(?:公告|通知)|N/?A", re.IGNORECASE
)
_LONGEST = 40  # characters of a passage in a list


class ProofState(StrEnum):
    COVERED = "covered"
    UNFILLED = "unfilled"  # printed, but a fact is still to be filled in
    ABSENT = "absent"  # the template does not print it
    LEFT_OUT = "left-out"  # not printed, on purpose
    NOT_YET = "not-yet"  # not printed, and not yet in force on the day of the notice
    ENDED = "ended"  # not printed, and no longer in force on the day of the notice


STATES = {
    ProofState.COVERED: Words("已载明", "covered"),
    ProofState.UNFILLED: Words("待填写", "to be filled in"),
    ProofState.ABSENT: Words("缺少", "missing"),
    ProofState.LEFT_OUT: Words("有意不载", "left out"),
    ProofState.NOT_YET: Words("尚未施行", "not yet in force"),
    ProofState.ENDED: Words("已经失效", "no longer in force"),
}


class Printed(Struct, frozen=True, kw_only=True):
    """What a template prints of the facts of one notice."""

    names: Collection[str]  # the English names of the facts
    text: str  # the template's own words, without spaces
    marked: Mapping[str, str] = {}  # passages marked as an element, by its id or title
    locked: Mapping[str, str] = {}  # the approved texts of locked passages, by name
    shows: Callable[[str], bool] | None = None  # whether readers see a text; without it all that is printed is seen

    def is_seen(self, text: str) -> bool:
        """Whether readers see a text that is printed."""
        return self.shows is None or self.shows(text)


class Notice(Struct, frozen=True, kw_only=True):
    """The notice whose elements are proved."""

    name: str  # product-quality/recall-notice
    scenario: str  # the id of the scenario, for a real incident of the one that it follows
    date: datetime.date | None  # of issue, else of the incident; while it is open everything counts as in force

    @property
    def kind(self) -> str:
        return self.name.rpartition("/")[2]


class Proof(Struct, frozen=True, kw_only=True):
    """What became of one element in one notice."""

    element: Element
    state: ProofState
    covered_by: tuple[str, ...] = ()  # fields that are printed and passages that stand there
    marked: str = ""  # the text of a passage that is marked as this element
    lacking: tuple[str, ...] = ()  # fields and passages that are not there
    unfilled: tuple[str, ...] = ()  # printed fields without a fact
    left_out: LeftOut | None = None

    @property
    def is_met(self) -> bool:
        """Whether a notice may go out as far as this element is concerned; a gap never may."""
        is_absent = self.state is ProofState.ABSENT and self.element.is_required
        return self.state is not ProofState.UNFILLED and not is_absent


def prove(elements: Elements, notice: Notice, facts: Names, template: Printed) -> tuple[Proof, ...]:
    """What becomes of each element that concerns the notice, in the order of the data."""
    general = {each.element: each for each in elements.left_out if each.notice == notice.kind}
    left_out = general | {each.element: each for each in elements.left_out if each.notice == notice.name}
    return tuple(
        _proof(element, left_out.get(element.id), notice.date, facts, template)
        for element in elements.elements
        if notice.kind in element.kinds and (not element.scenarios or notice.scenario in element.scenarios)
    )


def explained(proof: Proof) -> Words:
    """By what an element is covered, what is missing, or why it is left out."""
    if proof.state is ProofState.COVERED:
        marked = (Words(f"“{_short(proof.marked)}”", f"'{_short(proof.marked)}'"),) if proof.marked else ()
        return _listed((*_all_called(proof.covered_by, proof.element), *marked))
    if proof.state is ProofState.UNFILLED:
        return Words(f"待填写：{'、'.join(proof.unfilled)}", f"to be filled in: {', '.join(proof.unfilled)}")
    if proof.left_out is not None:
        reason, by = proof.left_out.reason, proof.left_out.by
        return Words(f"{reason}（{by}）", f"{reason} ({by})")
    if proof.state is ProofState.ABSENT:
        lacking = _listed(_all_called(proof.lacking, proof.element)) if proof.lacking else _MARKED
        return Words(f"缺少：{lacking.zh}", f"missing: {lacking.en}")
    element = proof.element
    date = element.effective_to if proof.state is ProofState.ENDED else element.effective_from
    said = day(date) if isinstance(date, datetime.date) else Words("", "")
    if proof.state is ProofState.ENDED:
        return Words(f"依据有效至{said.zh}", f"its basis applied until {said.en}")
    return Words(f"依据自{said.zh}起施行", f"its basis takes effect on {said.en}")


def findings_of(notice: str, template: str, proofs: Iterable[Proof]) -> Iterator[Finding]:
    """What the proofs of one notice say of it; `template` is the path of its file."""
    every = tuple(proofs)
    for proof in every:
        said = _said_of(proof)
        if said is not None:
            rule, more = said
            at = Place(file=template, path=f"notices[{notice}].elements[{proof.element.id}]")
            values = {"notice": notice, "element": proof.element.title, **more}
            yield Finding(rule=rule, at=at, values=values)
    count = sum(not proof.element.confirmed for proof in every)
    if count:
        counts = {"notice": notice, "total": len(every), "count": count}
        yield Finding(rule=UNCONFIRMED, at=Place(file=template, path=f"notices[{notice}]"), values=counts)


def _said_of(proof: Proof) -> tuple[Rule, Mapping[str, object]] | None:
    """What rule the proof breaks, with what its message tells beside notice and element; None where all is well."""
    element = proof.element
    if proof.state is ProofState.ABSENT:
        wanted = _all_called(proof.lacking, element) or (_MARKED,)
        return ABSENT if element.is_required else ABSENT_CUSTOMARY, {"id": element.id, "wanted": wanted}
    if proof.state is ProofState.UNFILLED:
        return NO_FACT, {"fields": proof.unfilled}
    if proof.state is ProofState.NOT_YET and isinstance(element.effective_from, datetime.date):
        return NOT_YET, {"date": day(element.effective_from)}
    if proof.state is ProofState.ENDED and isinstance(element.effective_to, datetime.date):
        return ENDED, {"date": day(element.effective_to)}
    return None


def _proof(
    element: Element, left_out: LeftOut | None, date: datetime.date | None, facts: Names, template: Printed
) -> Proof:
    seen = _seen(element, facts, template)
    state = _state(seen, left_out, date)
    return Proof(
        element=element,
        state=state,
        covered_by=seen.covered,
        marked=seen.marked,
        lacking=seen.lacking,
        unfilled=seen.unfilled if state is ProofState.UNFILLED else (),
        left_out=left_out if state is ProofState.LEFT_OUT else None,
    )


class _Seen(Struct, frozen=True, kw_only=True):
    """What a template prints of one element."""

    element: Element
    covered: tuple[str, ...]  # fields and passages that are printed
    lacking: tuple[str, ...]
    unfilled: tuple[str, ...]  # printed fields without a fact
    marked: str

    @property
    def needs_all(self) -> bool:
        return self.element.covered_when == "全部"

    @property
    def is_said(self) -> bool:
        return bool(self.marked) or (bool(self.covered) and not (self.needs_all and self.lacking))

    @property
    def is_open(self) -> bool:
        """Whether a fact is lacking; where any of several is enough, one that has its fact is."""
        if self.marked or not self.unfilled:
            return False
        return self.needs_all or len(self.unfilled) == len(self.covered)


def _seen(element: Element, facts: Names, template: Printed) -> _Seen:
    fields = tuple(_fields(element, facts, template))
    covered = (*fields, *(each for each in element.passages if _stands(each, template)))
    return _Seen(
        element=element,
        covered=covered,
        lacking=tuple(each for each in (*element.covered_by, *element.passages) if each not in covered),
        unfilled=tuple(name for name in fields if not _tells(_facts(facts, name))),
        marked=_marked(element, template),
    )


def _tells(values: Iterable[Value]) -> bool:
    """Whether facts are there and say something: a bare 无 or 略 states no element."""
    every = tuple(values)
    items = (item for each in every for item in (each.items if isinstance(each, Listing) else (each,)))
    said = (each for each in items if isinstance(each, str))
    return _filled(every) and not any(_SAYS_NOTHING.fullmatch(re.sub(r"\W", "", each)) for each in said)


def _fields(element: Element, facts: Names, template: Printed) -> Iterator[str]:
    """The fields of an element that are printed where readers see them."""
    printed = (name for name in element.covered_by if _path(facts, name) in template.names)
    return (name for name in printed if _is_seen(_facts(facts, name), template))


def _marked(element: Element, template: Printed) -> str:
    """The passage marked as an element, where it says something that readers see."""
    text = template.marked.get(element.id, template.marked.get(element.title, ""))
    return text if _says_something(text) and all(map(template.is_seen, text.split(FACT))) else ""


def _says_something(text: str) -> bool:
    """Whether a marked passage can state an element: it prints a fact, or says more than that nothing is said."""
    return FACT in text or len(re.sub(r"\W", "", _SAYS_NOTHING.sub("", text))) >= LEAST_MARKED


def _is_seen(values: Iterable[Value], template: Printed) -> bool:
    """Whether readers see facts that are printed: every text of them; what is missing is for others to tell."""
    return all(_is_shown(each, template) for each in values)


def _is_shown(value: Value, template: Printed) -> bool:
    if isinstance(value, Listing):
        return _is_seen(value.items, template)
    return not isinstance(value, str) or template.is_seen(value)


def _state(seen: _Seen, left_out: LeftOut | None, date: datetime.date | None) -> ProofState:
    if seen.is_said:
        return ProofState.UNFILLED if seen.is_open else ProofState.COVERED
    if left_out is not None and left_out.decided:
        return ProofState.LEFT_OUT
    if date is not None and seen.element.begins_after(date):
        return ProofState.NOT_YET
    return ProofState.ENDED if date is not None and seen.element.ended_before(date) else ProofState.ABSENT


def _stands(passage: str, template: Printed) -> bool:
    """Whether a passage is printed; a locked one with its approved text."""
    text = template.locked.get(passage.removeprefix(LOCKED).strip(), "") if passage.startswith(LOCKED) else passage
    plain = "".join(text.split())
    return bool(plain) and plain in template.text and template.is_seen(plain)


def _all_called(names: Iterable[str], element: Element) -> tuple[Words, ...]:
    return tuple(_called(each, element) for each in names)


def _called(name: str, element: Element) -> Words:
    """A field by its name, a locked passage by its own, any other passage in quotation marks."""
    if name.startswith(LOCKED):
        key = name.removeprefix(LOCKED).strip()
        return Words(f"固定条款“{key}”", f"locked passage '{key}'")
    is_field = name in element.covered_by or canonical(name) is not None
    return Words(name, name) if is_field else Words(f"“{_short(name)}”", f"'{_short(name)}'")


def _listed(names: Iterable[Words]) -> Words:
    every = tuple(names)
    return Words("、".join(each.zh for each in every), ", ".join(each.en for each in every))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _path(facts: Names, name: str) -> str:
    """The English path of a field, also of one that the plan declares itself; nothing where there is none."""
    if (path := canonical(name)) is not None:
        return path
    first, *steps = bare(name).split(".")
    if len(steps) > 1 and first in {"incident", "事件"}:
        first, *steps = steps
    group = facts.find(first)
    is_declared = len(steps) == 1 and isinstance(group, Names) and steps[0] in group.values
    return f"{facts.chinese.get(first, first)}.{steps[0]}" if is_declared else ""


def _facts(facts: Names, name: str) -> tuple[Value, ...]:
    """The facts of this name: below a list, those of each item."""
    found: tuple[Value, ...] = (facts,)
    for step in _path(facts, name).split("."):
        owners = [owner for each in found for owner in (each if isinstance(each, Listing) else (each,))]
        below = (owner.find(step) for owner in owners if isinstance(owner, Names))
        found = tuple(value for value in below if value is not None)
    return found


def _filled(values: tuple[Value, ...]) -> bool:
    """Whether there are facts, and none of them is or holds 【待填写：…】."""
    return bool(values) and not any(
        isinstance(value, Gap) or not value or bool(open_subjects(str(value))) for value in values
    )
