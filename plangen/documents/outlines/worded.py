"""The texts of `templates/wording.yaml` filled in, and what is wrong with their tags."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType

from plangen.blocks.template import Gap, Listing, Names
from plangen.diagnostics import Finding
from plangen.documents.audience import marking
from plangen.documents.draft import Draft
from plangen.documents.outlines.given import GIVEN, GivenName
from plangen.documents.outlines.plan_names import Later, NamesOfPlan, missing
from plangen.documents.outlines.proving.lines_with_tags import LineWithTags, at_its_tag
from plangen.documents.outlines.spans import plain_of
from plangen.documents.outlines.structure import OWN, own_names
from plangen.language.environment import TOO_MUCH, Budget, TooMuch
from plangen.language.filled import Namespace
from plangen.language.reader import TagReader
from plangen.model.dossier import DOCUMENTS
from plangen.model.own_words import Wording
from plangen.model.plan import Plan, once
from plangen.model.spec import Record

NOTHING_GIVEN: Mapping[str, object] = MappingProxyType({})


class Worded:
    """The words of one document of a plan; `given` are values of the names that its form gives, a tuple for a list."""

    def __init__(self, plan: Plan, document: str, given: Mapping[str, object] = NOTHING_GIVEN) -> None:
        self._plan = plan
        self._document = document
        self._given = {**_own(plan, document), **{name: _listed(value) for name, value in given.items()}}

    def giving(self, given: Mapping[str, object]) -> "Worded":
        """The same words with further names."""
        return Worded(self._plan, self._document, {**self._given, **given})

    def of(self, name: str, record: Record) -> "Worded":
        """The same words with the facts of a record under this name."""
        return self.giving({name: NamesOfPlan(self._plan).of(record)})

    def text(self, key: str) -> str:
        """A text filled in."""
        return "".join(self._filled(key))

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list filled in, but for those that nothing is left of."""
        return tuple(each for each in self._filled(key) if each.strip())

    def heads(self, key: str) -> tuple[str, ...]:
        """The heads of columns filled in, one for each."""
        return tuple(self._filled(key))

    def _filled(self, key: str) -> Iterator[str]:
        scope = Namespace(_facts(self._plan), Budget(), self._given)
        return (_plain(each, scope) for each in self._plan.wording[self._document][key].texts)


def _plain(text: str, scope: Namespace) -> str:
    """A text filled in; as it is written where it makes too much, of which its proof tells."""
    try:
        return plain_of(text, scope)
    except TooMuch:
        return text


@once
def _facts(plan: Plan) -> Names:
    return NamesOfPlan(plan).all()


def _own(plan: Plan, document: str) -> Mapping[str, Names]:
    """What a document says of itself; nothing of words that several documents have in common."""
    if document not in DOCUMENTS:
        return {}
    known = _own_known(plan)
    if document not in known:
        draft = Draft.of(plan, title=plan.dossier.title(document), marked=marking(plan, document))
        known[document] = own_names(draft)
    return {OWN: known[document]}


@once
def _own_known(plan: Plan) -> dict[str, Names]:  # noqa: ARG001  # it belongs to the plan
    """What documents said of themselves when they were asked before: each sheet of each scenario asks again."""
    return {}


def tag_findings(plan: Plan, wording: Wording) -> Iterator[Finding]:
    """What is wrong with the tags of these texts; nothing is said of a plan that could not be read whole."""
    if plan.missing:
        return
    whole = _facts(plan)
    for document, texts in wording.items():
        for key, entry in texts.items():
            facts = _with_given(whole, plan, document, key)
            for text, at in zip(entry.texts, entry.places, strict=True):
                tags = TagReader(facts)
                found = [*tags.paragraph(LineWithTags(text, at)), *tags.unclosed()]
                yield from map(at_its_tag, found)
                if not found and _is_too_much(text, facts):
                    yield Finding(rule=TOO_MUCH, at=at)


def _is_too_much(text: str, facts: Names) -> bool:
    try:
        plain_of(text, Namespace(facts, Budget()))
    except TooMuch:
        return True
    return False


def _with_given(whole: Names, plan: Plan, document: str, key: str) -> Names:
    """The facts of the plan with the names that a text of this key may use."""
    makers: dict[str, Callable[[], object]] = {name: partial(whole.values.__getitem__, name) for name in whole.values}
    for name, given in GIVEN.get(document, {}).items():
        if not given.keys or key in given.keys:
            makers[name] = partial(_sample, name, given)
    makers |= {name: partial(_known, names) for name, names in _own(plan, document).items()}
    return Names(title="", values=Later(makers), chinese=whole.chinese)


def _known(names: Names) -> Names:
    return names


def _sample(name: str, given: GivenName) -> object:
    if given.record is not None:
        return missing(given.record)
    return Listing(items=(), sample=Gap(name)) if given.is_list else Gap(name)


def _listed(value: object) -> object:
    return Listing(items=value, sample="") if isinstance(value, tuple) else value
