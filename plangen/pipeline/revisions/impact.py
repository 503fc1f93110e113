"""What a revision means for others: documents, roles and people, approvals that lapsed, training to repeat.

Each change is applied to the old plan by itself, so that what it alone brings about is told from the rest. Changes that
only hold together (a new post and the step that it gets) are applied together.
"""

from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct

from plangen.changes.apply import apply
from plangen.changes.change import Change, Kind
from plangen.checks.engine import check
from plangen.diagnostics import Finding, Severity
from plangen.documents.draft import Draft as Drafting
from plangen.documents.revisions.rebriefing import Briefed
from plangen.documents.role_cards import cards_of
from plangen.documents.role_cards.card import Card
from plangen.model.plan import Plan
from plangen.model.values import is_todo
from plangen.model.visibility import may_see, viewer
from plangen.pipeline.check import Study
from plangen.pipeline.notices.cases import all_drafts
from plangen.pipeline.notices.standing import State, standings
from plangen.pipeline.notices.versions import version_of
from plangen.pipeline.revisions.diff import Compared
from plangen.pipeline.revisions.documents import Pair, changed_pairs
from plangen.pipeline.revisions.grounds import ACCOMPANYING
from plangen.pipeline.revisions.reprinting import Reprinted, reprinted

_CARD = "role-cards"


class Reissued(Struct, frozen=True, kw_only=True):
    """A document that says something else, or that only one version has."""

    id: str
    path: str
    title: str
    kind: str  # added, removed, changed


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
    """With findings in place of it where a version has errors."""

    findings: tuple[Finding, ...] = ()
    documents: tuple[Reissued, ...] = ()
    effects: tuple[Effect, ...] = ()  # one for each change, in the order of `Compared.changes`
    people: tuple[Briefed, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()
    training: tuple[str, ...] = ()
    packets: tuple[Reprinted, ...] = ()


def impact_of(compared: Compared, old: Study, new: Study) -> Impact:
    """What the new version means for whoever works with the old one; nothing is written."""
    return _Reckoning(compared, old, new).impact()


class _Reckoning:
    def __init__(self, compared: Compared, old: Study, new: Study) -> None:
        self.compared, self.old, self.new = compared, old, new
        self.pairs = tuple(changed_pairs(old, new))
        self.renamed = {str(each.before): str(each.after) for each in compared.changes if each.kind is Kind.RENAMED}
        self.before, self.after = _cards(old.plan), _cards(new.plan)

    def impact(self) -> Impact:
        effects = self._effects()
        people = tuple(self._people(effects))
        return Impact(
            documents=tuple(_reissued(pair) for pair in self.pairs),
            effects=effects,
            people=people,
            lapsed=tuple(self._lapsed()),
            training=tuple(self._training(people)),
            packets=tuple(reprinted(self.old, self.new)),
        )

    def _effects(self) -> tuple[Effect, ...]:
        """By change; those that break the plan by themselves share what they bring about together."""
        changes = self.compared.changes
        found: dict[int, Effect] = {}
        together: list[int] = []
        for number, change in enumerate(changes):
            if change.follows or change.path[0].field in ACCOMPANYING:
                found[number] = Effect()
                continue
            plan = apply([change, *self._followers(change)], self.old.plan)
            if _is_sound(plan):
                found[number] = self._effect(plan)
            else:
                together.append(number)
        if together:
            group = [changes[number] for number in together]
            plan = apply([*group, *(each for change in group for each in self._followers(change))], self.old.plan)
            effect = self._effect(plan if _is_sound(plan) else self.new.plan)
            found.update(dict.fromkeys(together, effect))
        return tuple(found[number] for number in range(len(changes)))

    def _followers(self, change: Change) -> list[Change]:
        if change.kind is not Kind.RENAMED:
            return []
        key = str(change.before)
        return [each for each in self.compared.changes if each.follows and _speaks_of(str(each.before), key)]

    def _effect(self, plan: Plan) -> Effect:
        entries = {pair.any.entry.id: pair.any.entry for pair in self.pairs}
        study = msgspec.structs.replace(self.old, plan=plan)
        changed = changed_pairs(self.old, study, sorted(entries.values(), key=lambda entry: entry.number))
        return Effect(
            documents=tuple(pair.any.path for pair in changed),
            roles=tuple(self._concerned(_cards(plan))),
        )

    def _concerned(self, after: dict[str, Card]) -> Iterator[str]:
        """The roles whose cards say something else, by their ids in the new plan."""
        before = {self._now(key): card for key, card in self.before.items()}
        now = {self._now(key): card for key, card in after.items()}
        for key in dict.fromkeys((*now, *before)):
            if _said(before.get(key)) != _said(now.get(key)):
                yield key

    def _now(self, key: str) -> str:
        return self.renamed.get(key, key)

    def _people(self, effects: Sequence[Effect]) -> Iterator[Briefed]:
        before = {self._now(key): card for key, card in self.before.items()}
        for key in self._concerned(self.after):
            old, new = before.get(key), self.after.get(key)
            card = new or old
            assert card is not None
            mine = [
                line
                for line in self.compared.lines
                if line.section not in ACCOMPANYING and key in effects[line.number].roles
            ]
            yield Briefed(
                key=key,
                role=card.role,
                person="" if is_todo(card.person) else card.person,
                changes=tuple(line.sentence for line in mine),
                files=tuple(self._files(key)) if new else (),
                retrain=new is not None and _work(old) != _work(new),
                gone=new is None,
            )

    def _files(self, key: str) -> Iterator[str]:
        """The card, and what changed of the documents that the role may see."""
        yield "角色卡"
        plan = self.new.plan
        who = viewer(plan, key)
        for pair in self.pairs:
            draft = pair.any
            if draft.entry.id != _CARD and pair.new and who and may_see(plan, who, draft.entry.id):
                yield draft.body.title

    def _lapsed(self) -> Iterator[Lapsed]:
        held = set(_standing(self.old, State.VALID))
        for notice, title, stage, name in _standing(self.new, State.LAPSED):
            if (notice, title, stage, name) in held:
                yield Lapsed(notice=notice, title=title, stage=stage, by=name)

    def _training(self, people: Sequence[Briefed]) -> Iterator[str]:
        """The drill's training for those whose work changed, the teams' own training for teams."""
        teams = {each.id for each in self.new.plan.organisation.response_teams}
        workers = [each for each in people if each.retrain]
        others = [each.role for each in workers if each.key not in teams]
        if others and self.new.plan.drill.training:
            yield f"演练培训（{'、'.join(others)}）"
        if named := [each.role for each in workers if each.key in teams]:
            yield f"应急处置队伍培训（{'、'.join(named)}）"


def _cards(plan: Plan) -> dict[str, Card]:
    return {card.key.removeprefix("card-"): card for card in cards_of(Drafting.of(plan))}


def _said(card: Card | None) -> Card | None:
    """What a card says: its key is for programs."""
    return msgspec.structs.replace(card, key="") if card else None


def _work(card: Card | None) -> tuple[object, ...]:
    return card.work if card else ()


def _is_sound(plan: Plan) -> bool:
    return not any(each.severity is Severity.ERROR for each in check(plan).findings)


def _speaks_of(text: str, key: str) -> bool:
    return text == key or f"[{key}]" in text


def _reissued(pair: Pair) -> Reissued:
    draft = pair.any
    return Reissued(id=draft.entry.id, path=draft.path, title=draft.body.title, kind=pair.kind)


def _standing(study: Study, state: State) -> Iterator[tuple[str, str, str, str]]:
    """The stages of notices that are in this state: notice, its title, the stage, who passed it."""
    for draft in all_drafts(study.plan):
        version = version_of(draft, study.files.contents)
        for each in standings(study.plan, study.plan.cases[draft.case], draft, version):
            if each.state is state and each.entry:
                yield draft.name, draft.job.title, each.stage.title, each.entry.name
