"""The parts that both sheets have: whom to call, what to do in earnest, signals, who decides what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from plangen.documents.draft import Draft
from plangen.documents.outlines.generated import BlockWords
from plangen.documents.phrases import called_briefly
from plangen.documents.single_sheets.sheet_content import Brevity, SheetPart
from plangen.documents.tables import in_role
from plangen.language.sentences import clause, endings, listed, quoted
from plangen.model.organisation import Post
from plangen.model.plan import Plan
from plangen.model.script import DrillStaff
from plangen.model.standing_in import answering_for, emergency_calls, is_played, reachable
from plangen.model.values import is_todo

IN_EARNEST = "真实险情"
TITLES = ("联络", "外部单位", IN_EARNEST, "信号", "决策权限", "场景")
"""The titles of these parts."""

_LABELS = ("热线", "指挥室", "导控人员")
_TEXTS = ("险情说明", "外部说明")

PART_WORDS: Mapping[str, str] = {**{each: each for each in (*TITLES, *_LABELS)}, **dict.fromkeys(_TEXTS, "")}
"""The words of these parts: titles, what numbers are called, what is said beside them."""


def part(
    words: BlockWords, title: str, lines: Iterable[str], brevity: Brevity = Brevity.FULL, *, urgent: bool = False
) -> SheetPart:
    """A part: each line ends in ；, the last in 。 Where little room is left its lines run on."""
    said = endings(dict.fromkeys(lines)) if words[title] else ()
    run_on = ("".join(said),) if said and brevity is not Brevity.FULL else said
    return SheetPart(title=words[title], lines=run_on, alerts=title == IN_EARNEST, urgent=urgent)


def person(each: DrillStaff | Post) -> str:
    """总导调　姓名　电话; of the name and the number what there is, a number also where it is still open."""
    name = each.name if isinstance(each, DrillStaff) else each.holder
    known = (name,) if name and not is_todo(name) else ()
    return "　".join((each.title, *known, *((each.phone,) if each.phone else ())))


def people(everybody: Iterable[DrillStaff | Post]) -> str:
    """Several of them in one line."""
    return "；".join(map(person, everybody))


def base(plan: Plan, words: BlockWords) -> Iterator[str]:
    """Hotline and command room."""
    hotline, centre = plan.reporting.hotline, plan.command.centre
    if hotline and hotline.number:
        yield f"{words['热线']}：**{hotline.number}**"
    if centre:
        yield f"{words['指挥室']}：{clause(centre.room)}"


def control(plan: Plan, words: BlockWords) -> Iterator[str]:
    """The controllers whom anybody may call."""
    if found := reachable(plan):
        yield f"{words['导控人员']}：{people(found)}"


def in_earnest(plan: Plan, words: BlockWords) -> Iterator[str]:
    """What is dialled when something really happens, and what is said first."""
    numbers = "、".join(f"{each.title}**{each.number}**" for each in emergency_calls(plan))
    yield f"{_lead(words['险情说明'])}{numbers}"


def outside(plan: Plan, words: BlockWords) -> Iterator[str]:
    """Who answers for the outside parties that are only played, each of them with those for whom he does."""
    played: dict[tuple[str, ...], list[str]] = {}
    for each in plan.organisation.outside:
        if is_played(plan, each):
            who = tuple(map(person, answering_for(plan, each.id)))
            played.setdefault(who, []).append(each.title)
    found = [f"{'、'.join(titles)}：{'；'.join(who)}" for who, titles in played.items() if who]
    yield from (f"{_lead(words['外部说明']) if at == 0 else ''}{each}" for at, each in enumerate(found))


def _lead(text: str) -> str:
    """What is said before something; nothing for nothing."""
    return f"{clause(text)}：" if clause(text) else ""


def signals(plan: Plan, brevity: Brevity, *, acts: bool) -> Iterator[str]:
    """The signals and who gives them; with what is then done, for those who run the drill."""
    for each in plan.script.signals:
        told = f"：{clause(each.response)}" if acts and brevity is Brevity.FULL else ""
        by = f"（{clause(each.by)}）" if brevity is not Brevity.BRIEF else ""
        yield f"{each.title}**{quoted(each.words)}**{by}{told}"


def levels(plan: Plan, brevity: Brevity) -> Iterator[str]:
    """Who decides on which incidents and how."""
    for level in plan.command.levels:
        every = [each for each in plan.command.severities if each.id in level.severities]
        texts = [each.title + _meaning(each.text, brevity) for each in every]
        manner = f"，{clause(level.manner)}" if brevity is not Brevity.BRIEF else ""
        yield f"**{listed(texts, '、')}**：{in_role(plan, level.decides)}{manner}"


def _meaning(text: str, brevity: Brevity) -> str:
    return f"（{clause(text)}）" if brevity is Brevity.FULL and text else ""


def scenarios(draft: Draft) -> Iterator[str]:
    """What the places of the drill stand for, and who leads in each."""
    plan = draft.plan
    for each in plan.played:
        about = [f"{plan.party(each.owner)}牵头"] if each.owner else []
        about += [plan.title("severity", each.severity)] if each.severity else []
        yield called_briefly(plan, each) + (f"（{'，'.join(about)}）" if about else "")


def filled(parts: Sequence[SheetPart]) -> tuple[SheetPart, ...]:
    """The parts that say something."""
    return tuple(each for each in parts if each.lines)
