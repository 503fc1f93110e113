"""What a revision means for others: documents, roles and people, approvals that lapsed, training to repeat.

Each change is applied to the old plan by itself, so that what it alone brings about is told from the rest. Changes that
only hold together (a new post and the step that it gets) are applied together.
"""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from plangen.changes.apply import apply
from plangen.changes.change import Change, Kind
from plangen.checks.engine import check
from plangen.checks.registry import CHECKS
from plangen.diagnostics import Finding, Severity
from plangen.documents.revisions.rebriefing import Briefed
from plangen.documents.role_cards import cards_of
from plangen.documents.role_cards.card import Card
from plangen.model.plan import Plan
from plangen.model.values import is_todo
from plangen.model.visibility import may_see, viewer
from plangen.pipeline.building.office_program import Office
from plangen.pipeline.check import Study
from plangen.pipeline.notices.chosen import all_drafts
from plangen.pipeline.notices.run import Run
from plangen.pipeline.notices.standing import StageState, standings
from plangen.pipeline.notices.versions import version_of
from plangen.pipeline.revisions.comparison import Compared
from plangen.pipeline.revisions.documents import ComposedSide, Pair, entries_of
from plangen.pipeline.revisions.exchanging.exchange import Exchange, Reprinted, exchanged
from plangen.pipeline.revisions.grounds import ACCOMPANYING

_CARD = "role-cards"
_DECISIVE = tuple(each for each in CHECKS if each.rule.severity is Severity.ERROR)
"""The checks that tell whether documents can be made of a plan at all; the others only warn."""


class Reissued(Struct, frozen=True, kw_only=True):
    """A document that says something else, or that only one version has."""

    id: str
    path: str
    title: str
    kind: Kind


class Lapsed(Struct, frozen=True, kw_only=True):
    """An approval that held in the old version and does not in the new one."""

    notice: str
    title: str
    stage: str
    by: str


class Effect(Struct, frozen=True, kw_only=True):
    """What one change brings about."""

    documents: tuple[str, ...] = ()  # by path
    roles: tuple[str, ...] = ()  # by id


class Impact(Struct, frozen=True, kw_only=True):
    """What a revision means for others."""

    documents: tuple[Reissued, ...] = ()
    effects: tuple[Effect, ...] = ()  # one for each change, in the order of `Compared.changes`
    people: tuple[Briefed, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    training: tuple[str, ...] = ()
    packets: tuple[Reprinted, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    findings: tuple[Finding, ...] = ()  # why pages could not be laid out


def impact_of(compared: Compared, old: Study, new: Study, office: Office | None = None) -> Impact:
    """What the new version means for the people who work with the old one; both sides are free of errors.

    With an office the pages of what is to be exchanged are laid out.

    Raises:
        EnvironmentProblem: OfficeOld, PdfHung, PdfFailed, DiskFull.
    """
    pairs = tuple(ComposedSide.of(old).differing(new))
    cards = _Cards(old.plan, compared.changes)
    effects = _Effects(compared.changes, old, new, pairs, cards).by_change()
    people = tuple(_people(compared, effects, new.plan, pairs, cards))
    again = exchanged(old, new, office)
    return Impact(
        documents=tuple(_reissued(pair) for pair in pairs),
        effects=effects,
        people=people,
        lapsed=tuple(_lapsed(old, new)),
        training=tuple(_training(new.plan, people)),
        packets=again.packets,
        exchanges=again.parts,
        findings=again.findings,
    )


class _Cards:
    """The role cards of the old plan under the ids that roles have in the new one."""

    def __init__(self, plan: Plan, changes: Sequence[Change]) -> None:
        self.renamed = {str(each.before): str(each.after) for each in changes if each.kind is Kind.RENAMED}
        self.before = self._by_role(plan)

    def differing(self, plan: Plan) -> dict[str, tuple[Card | None, Card | None]]:
        """The cards that say something else in this plan, by role: the old one and the new one."""
        now = self._by_role(plan)
        pairs = {key: (self.before.get(key), now.get(key)) for key in (*now, *self.before)}
        return {key: (old, new) for key, (old, new) in pairs.items() if _said(old) != _said(new)}

    def _by_role(self, plan: Plan) -> Mapping[str, Card]:
        return {self.renamed.get(card.key, card.key): card for card in cards_of(plan)}


class _Effects:
    """Works out what each change brings about by itself; the old side is composed once for all of them."""

    def __init__(self, changes: Sequence[Change], old: Study, new: Study, pairs: Sequence[Pair], cards: _Cards) -> None:
        self.changes, self.old, self.new, self.cards = changes, old, new, cards
        self.side = ComposedSide.of(old, entries_of(pairs))

    def by_change(self) -> tuple[Effect, ...]:
        """In the order of the changes; those that break the plan by themselves share what they do together."""
        own = {number: self._alone(change) for number, change in enumerate(self.changes)}
        group = [change for number, change in enumerate(self.changes) if own[number] is None]
        shared = self._together(group) if group else Effect()
        return tuple(shared if effect is None else effect for effect in own.values())

    def _alone(self, change: Change) -> Effect | None:
        """None where the plan does not hold with this change alone."""
        if change.follows or change.path[0].field in ACCOMPANYING:
            return Effect()
        plan = self._with([change])
        return self._effect(plan) if _is_sound(plan) else None

    def _together(self, changes: Sequence[Change]) -> Effect:
        plan = self._with(changes)
        return self._effect(plan if _is_sound(plan) else self.new.plan)

    def _with(self, changes: Sequence[Change]) -> Plan:
        """The old plan with these changes and the references that follow from them."""
        return apply([*changes, *(each for change in changes for each in self._followers(change))], self.old.plan)

    def _followers(self, change: Change) -> list[Change]:
        if change.kind is not Kind.RENAMED:
            return []
        return [each for each in self.changes if each.follows and _speaks_of(str(each.before), str(change.before))]

    def _effect(self, plan: Plan) -> Effect:
        changed = self.side.differing(msgspec.structs.replace(self.old, plan=plan))
        return Effect(documents=tuple(pair.any.path for pair in changed), roles=tuple(self.cards.differing(plan)))


def _people(
    compared: Compared, effects: Sequence[Effect], plan: Plan, pairs: Sequence[Pair], cards: _Cards
) -> Iterator[Briefed]:
    lines = [line for line in compared.lines if line.section not in ACCOMPANYING]
    for key, (old, new) in cards.differing(plan).items():
        card = new or old
        assert card is not None
        yield Briefed(
            key=key,
            role=card.role,
            person="" if is_todo(card.person) else card.person,
            changes=tuple(line.sentence for line in lines if key in effects[line.number].roles),
            files=tuple(_files(key, plan, pairs)) if new else (),
            retrain=new is not None and _work(old) != _work(new),
            gone=new is None,
        )


def _files(key: str, plan: Plan, pairs: Sequence[Pair]) -> Iterator[str]:
    """The card, where the plan has any, and what changed of the documents that the role may see."""
    titles = plan.dossier.titles()
    if _CARD in titles:
        yield titles[_CARD]
    who = viewer(plan, key)
    for pair in pairs:
        draft = pair.any
        if draft.entry.id != _CARD and pair.new and who and may_see(plan, who, draft.entry.id):
            yield draft.body.title


def _training(plan: Plan, people: Sequence[Briefed]) -> Iterator[str]:
    """The drill's training for those whose work changed, the teams' own training for teams."""
    teams = {each.id for each in plan.organisation.response_teams}
    workers = [each for each in people if each.retrain]
    others, named = ("、".join(each.role for each in workers if (each.key in teams) is own) for own in (False, True))
    if others and plan.drill.training:
        yield f"演练培训（{others}）"
    if named:
        yield f"应急处置队伍培训（{named}）"


def _said(card: Card | None) -> Card | None:
    """What a card says: its key is for programs."""
    return msgspec.structs.replace(card, key="") if card else None


def _work(card: Card | None) -> tuple[object, ...]:
    return card.work if card else ()


def _is_sound(plan: Plan) -> bool:
    return not any(each.severity is Severity.ERROR for each in check(plan, _DECISIVE).findings)


def _speaks_of(text: str, key: str) -> bool:
    return text == key or f"[{key}]" in text


def _reissued(pair: Pair) -> Reissued:
    draft = pair.any
    return Reissued(id=draft.entry.id, path=draft.path, title=draft.body.title, kind=pair.kind)


def _lapsed(old: Study, new: Study) -> Iterator[Lapsed]:
    """The approvals of the old version's text, also those recorded since, that lapsed in the new one."""
    approved = msgspec.structs.replace(old, plan=old.plan.with_records("approvals", new.plan.approvals))
    held = {_key(each) for each in _standing(approved, StageState.VALID)}
    return (each for each in _standing(new, StageState.LAPSED) if _key(each) in held)


def _key(each: Lapsed) -> tuple[str, str, str]:
    """An approval whatever its notice is called now."""
    return each.notice, each.stage, each.by


def _standing(study: Study, state: StageState) -> Iterator[Lapsed]:
    """The stages of notices that are in this state."""
    run = Run(study)
    for draft in all_drafts(study.plan):
        for each in standings(draft, version_of(run, draft)):
            if each.state is state and each.entry:
                yield Lapsed(notice=draft.name, title=draft.job.title, stage=each.stage.title, by=each.entry.name)
