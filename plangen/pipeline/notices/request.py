"""What a command line asks for, looked up in the plan: notice, stage, post, date; everything wrong at once."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Sequence

from plangen.diagnostics import Finding, Place, Rule
from plangen.model.communication import Stage
from plangen.model.plan import Plan
from plangen.model.values import Id, parse_date
from plangen.pipeline.notices.cases import Draft
from plangen.pipeline.notices.rules import AMBIGUOUS, BAD_DATE, NO_NAME, NO_NOTICE, NO_POST, NO_STAGE

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


class Asked:
    """Collects what was found and what was wrong."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def refuse(self, rule: Rule, option: str, **values: object) -> None:
        self.findings.append(Finding(rule=rule, at=Place(file=option), values=values))

    def notice(self, drafts: Sequence[Draft], name: str) -> Draft | None:
        """The notice called so: case/kind or the kind alone where one case has it, each by id or title."""
        found = [each for each in drafts if name in _names(each)]
        found = found or [each for each in drafts if name in {each.kind, each.kind_title}]
        if len(found) == 1:
            return found[0]
        if found:
            self.refuse(AMBIGUOUS, "NOTICE", notice=name, known=[each.name for each in found])
        else:
            self.refuse(NO_NOTICE, "NOTICE", notice=name, known=[each.name for each in drafts])
        return None

    def stage(self, plan: Plan, name: str) -> Stage | None:
        stages = plan.communication.stages
        found = next((each for each in stages if name in {each.id, each.title}), None)
        if found is None:
            known = [f"{each.id}（{each.title}）" for each in stages]
            self.refuse(NO_STAGE, "--stage", stage=name, known=known)
        return found

    def post(self, plan: Plan, name: str) -> Id | None:
        """The post's id; None where there is none."""
        found = next((post.id for post in plan.posts.values() if name in {post.id, post.title}), None)
        if found is None:
            known = [f"{key}（{post.title}）" for key, post in plan.posts.items()]
            self.refuse(NO_POST, "--by", post=name, known=known)
        return found

    def date(self, text: str) -> datetime.date | None:
        try:
            return parse_date(text)
        except ValueError:
            self.refuse(BAD_DATE, "--date", text=text)
            return None

    def name(self, text: str) -> str:
        found = one_line(text)
        if not found:
            self.refuse(NO_NAME, "--name")
        return found


def one_line(text: str) -> str:
    """A name as people mean it: in one line, without characters that do not show."""
    return " ".join(several_lines(text).split())


def several_lines(text: str) -> str:
    """The text without characters that do not show; line breaks stay."""
    plain = re.sub(r"\r\n?|[\x85\u2028\u2029]", "\n", unicodedata.normalize("NFC", text))
    return "".join(each for each in plain if each == "\n" or unicodedata.category(each) not in _UNSEEN).strip()


def _names(draft: Draft) -> Iterable[str]:
    for case in (draft.case, draft.case_title):
        for kind in (draft.kind, draft.kind_title):
            yield f"{case}/{kind}"
