"""Who may see what: nothing that players are tested by is shown to them, and nothing is shown by oversight."""

from collections.abc import Container, Iterable, Iterator

from plangen.checks.check import Check, Found
from plangen.checks.events import events_of
from plangen.checks.needs import resolved
from plangen.diagnostics import INFO, WARNING, Finding, Place, Words, rule
from plangen.model.audience import PLAYERS, PUBLIC, DocumentAudience
from plangen.model.dossier import DOCUMENTS, REVEALING
from plangen.model.forms_filled import forms_of
from plangen.model.holders import Holder, holders
from plangen.model.plan import Plan
from plangen.model.visibility import may_see, viewer

_ALL = "".join(f"  - {{document: {key}, audience: [导控人员]}}\n" for key in DOCUMENTS)
INJECT_SHOWN = rule(
    "V101",
    WARNING,
    title=("导调事件在投放前给参演人员看", "an inject shown to players before its time"),
    why=("接收方事先看到事件和预期行动，演练就失去检验的意义", "players who have seen it before are not tested by it"),
    message=("{what}在投放前对{groups}可见", "{what} is shown to {groups} beforehand"),
    hint=("可见范围只写导控人员、评估人员", "show it to 导控人员 and 评估人员 only"),
    bad="# audiences.yaml\ninjects: [导控人员, 参演人员]\n",
    good="# audiences.yaml\ninjects: [导控人员]\n",
)
REVEALED = rule(
    "V102",
    WARNING,
    title=("含导调事件或评估要点的文件给参演人员看", "a document with injects shown to players"),
    why=(
        "脚本、主要事件清单和评估手册写有以后的事件、预期行动和评估要点",
        "script, events list and evaluator's guide tell what will happen, what is expected and how it is judged",
    ),
    message=("“{document}”对{groups}可见", "'{document}' is shown to {groups}"),
    hint=("可见范围只写导控人员、评估人员", "show it to 导控人员 and 评估人员 only"),
    bad="# audiences.yaml\ndocuments:\n" + _ALL.replace("script, audience: [", "script, audience: [参演人员, "),
    good="# audiences.yaml\ndocuments:\n" + _ALL,
)
UNSAID = rule(
    "V103",
    INFO,
    title=("文件没有写明可见范围", "a document that no rule speaks of"),
    why=("没有写明的文件按默认隐藏，可能漏发给需要的人", "it is hidden by default, perhaps from people who need it"),
    message=(
        "“{document}”没有写明可见范围，只有{groups}可见",
        "no rule speaks of '{document}'; it is shown to {groups}",
    ),
    hint=("在 audiences.yaml 的 documents 中写明", "write its rule into the documents of audiences.yaml"),
    brief=True,
    bad="# audiences.yaml\ndocuments:\n" + _ALL.replace("  - {document: plan, audience: [导控人员]}\n", ""),
    good="# audiences.yaml\ndocuments:\n" + _ALL,
)
BY_DEFAULT = rule(
    "V104",
    WARNING,
    title=("默认可见范围过宽", "a default that shows rather than hides"),
    why=(
        "没有写明的文件会按默认发出去，以后新增的文件也一样",
        "every document that no rule speaks of would go out, also those added later",
    ),
    message=("默认可见范围包括{groups}", "by default {groups} may see everything that no rule speaks of"),
    hint=("default 只写导控人员", "let the default be 导控人员"),
    bad="# audiences.yaml\ndefault: [导控人员, 参演人员]\n",
    good="# audiences.yaml\ndefault: [导控人员]\n",
)
SAID_TWICE = rule(
    "V105",
    WARNING,
    title=("同一文件或章节写了两条可见范围", "two rules for one document or section"),
    why=("两条同时生效，只有都允许的人才能看到，容易误解", "both apply, so that only people in both groups may see it"),
    message=("“{what}”已经写过可见范围", "there is a rule for '{what}' already"),
    hint=("合并成一条", "merge them into one rule"),
    bad="# audiences.yaml\ndocuments:\n" + _ALL + "  - {document: plan, audience: [评估人员]}\n",
    good="# audiences.yaml\ndocuments:\n" + _ALL,
)
_RECORD = "process-record, audience: [导控人员"
FORM_HIDDEN = rule(
    "K110",
    WARNING,
    title=("要填的表看不到", "a form hidden from who fills it in"),
    why=(
        "看不到的表格不会装进本人的资料包，演练当天无从填写",
        "what somebody may not see is not in his packet, and on the day he has nothing to write on",
    ),
    message=("{who}要填写“{document}”，但是按照可见范围看不到", "{who} fills in '{document}' and may not see it"),
    hint=("在这份文件的 only 中加上 {party}", "add {party} to the 'only' of this document"),
    bad="# audiences.yaml\ndocuments:\n" + _ALL.replace(f"{_RECORD}]", f"{_RECORD}, 参演人员], only: [quality]"),
    good="# audiences.yaml\ndocuments:\n"
    + _ALL.replace(f"{_RECORD}]", f"{_RECORD}, 参演人员], only: [quality, service, emergency-team]"),
)
_KEPT_FROM = (PLAYERS, PUBLIC)


def inject_shown(plan: Plan) -> Found:
    if groups := _wrong(plan.audiences.injects):
        what = Words("全部导调事件", "every inject")
        yield Finding(rule=INJECT_SHOWN, at=plan.audiences.where("injects"), values={"what": what, "groups": groups})
    for inject in events_of(plan):
        if groups := _wrong(inject.audience):
            what = Words(f"导调事件“{inject.title}”", f"the inject '{inject.title}'")
            yield Finding(rule=INJECT_SHOWN, at=inject.where("audience"), values={"what": what, "groups": groups})


def revealing(plan: Plan) -> Found:
    for said in plan.audiences.documents:
        if said.document in REVEALING and (groups := _wrong(said.audience)):
            values = {"document": plan.dossier.title(said.document), "groups": groups}
            yield Finding(rule=REVEALED, at=said.where("audience"), values=values)


def unsaid(plan: Plan) -> Found:
    audiences = plan.audiences
    if not audiences.documents:
        return  # the file was left out: everything is hidden, as it should be
    said = {each.document for each in audiences.documents}
    for key, title in plan.dossier.titles().items():
        if key not in said and key not in plan.dossier.left_out:
            values = {"document": title, "groups": list(audiences.default)}
            yield Finding(rule=UNSAID, at=audiences.where("documents"), values=values)


def by_default(plan: Plan) -> Found:
    if groups := _wrong(plan.audiences.default):
        yield Finding(rule=BY_DEFAULT, at=plan.audiences.where("default"), values={"groups": groups})


def said_twice(plan: Plan) -> Found:
    yield from _repeated(
        (each.document, plan.dossier.title(each.document), each.where("document")) for each in plan.audiences.documents
    )
    for said in plan.audiences.documents:
        yield from _repeated((each.section, each.section, each.where("section")) for each in said.sections)


def form_hidden(plan: Plan) -> Found:
    """Of documents that are for players, but not for all of them."""
    narrowed: dict[str, DocumentAudience] = {
        said.document: said for said in plan.audiences.documents if said.only and PLAYERS in said.audience
    }
    for holder in holders(plan) if narrowed else ():
        party = holder.party or plan.organisation.team.id
        for document in _hidden_forms(plan, holder, narrowed):
            values = {"who": plan.party(party), "document": plan.dossier.title(document), "party": party}
            yield Finding(rule=FORM_HIDDEN, at=narrowed[document].where("only"), values=values)


def _hidden_forms(plan: Plan, holder: Holder, narrowed: Container[str]) -> Iterator[str]:
    """The forms among these that a player fills in and may not see."""
    who = viewer(plan, holder.party or holder.key)
    if who is not None and who.group == PLAYERS:
        forms = dict.fromkeys(form.document for form in forms_of(plan, holder) if not form.reviews)
        yield from (each for each in forms if each in narrowed and not may_see(plan, who, each))


def _repeated(said: Iterable[tuple[str, str, Place]]) -> Iterator[Finding]:
    """A finding for each key that was said before, by what people call it."""
    seen: set[str] = set()
    for key, what, at in said:
        if key in seen:
            yield Finding(rule=SAID_TWICE, at=at, values={"what": what})
        seen.add(key)


def _wrong(audience: Iterable[str]) -> list[str]:
    return [group for group in audience if group in _KEPT_FROM]


CHECKS = (
    Check(rule=INJECT_SHOWN, run=inject_shown),
    Check(rule=REVEALED, run=revealing),
    Check(rule=UNSAID, run=unsaid, needs=(resolved("document"),)),
    Check(rule=BY_DEFAULT, run=by_default),
    Check(rule=SAID_TWICE, run=said_twice),
    Check(rule=FORM_HIDDEN, run=form_hidden, needs=(resolved("document", "person", "party", "step"),)),
)
