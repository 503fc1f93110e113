"""`plangen explain`: every rule that can speak, in one registry."""

from functools import cache

from plangen.checks.coverage import RULES as COVERAGE_RULES
from plangen.checks.registry import RULES as CHECK_RULES
from plangen.diagnostics import Rule, words
from plangen.documents.audience import RULES as AUDIENCE_RULES
from plangen.documents.outlines.proved import RULES as PROVED_RULES
from plangen.documents.oversize import RULES as OVERSIZE_RULES
from plangen.editing.by_hand import RULES as EDITING_RULES
from plangen.errors import NoRule
from plangen.history.rules import RULES as HISTORY_RULES
from plangen.history.state_rules import RULES as STATE_RULES
from plangen.near import did_you_mean, nearest
from plangen.office.rules import RULES as OFFICE_RULES
from plangen.pipeline.building.contents import RULES as CONTENTS_RULES
from plangen.pipeline.building.fonts import RULES as FONT_RULES
from plangen.pipeline.changing.change_rules import RULES as CHANGE_RULES
from plangen.pipeline.dossier_files import RULES as DOSSIER_RULES
from plangen.pipeline.migrations.table import RULES as MIGRATION_RULES
from plangen.pipeline.notices.accepting.acceptances import RULES as ACCEPTANCE_RULES
from plangen.pipeline.notices.acts.act_rules import RULES as ACT_RULES
from plangen.pipeline.notices.again import RULES as AGAIN_RULES
from plangen.pipeline.notices.approving.approval_rules import RULES as APPROVING_RULES
from plangen.pipeline.notices.incidents.incident_rules import RULES as INCIDENT_RULES
from plangen.pipeline.notices.issuing.duty_rules import RULES as DUTY_RULES
from plangen.pipeline.notices.rules import RULES as NOTICE_RULES
from plangen.pipeline.other_words import RULES as OTHER_WORDS_RULES
from plangen.pipeline.outline_files import RULES as OUTLINE_FILE_RULES
from plangen.pipeline.packets.rules import RULES as PACKET_RULES
from plangen.pipeline.record_chain import RULES as CHAIN_RULES
from plangen.pipeline.redline import RULES as REDLINE_RULES
from plangen.pipeline.returned.answer_rules import RULES as ANSWER_RULES
from plangen.pipeline.returned.confirm_rules import RULES as CONFIRM_RULES
from plangen.pipeline.revisions.rules import RULES as REVISION_RULES
from plangen.pipeline.template_files import RULES as TEMPLATE_RULES
from plangen.pipeline.unread_files import RULES as UNREAD_FILE_RULES
from plangen.pipeline.wording_files import RULES as WORDING_FILE_RULES
from plangen.reading.outline_rules import RULES as OUTLINE_RULES
from plangen.reading.own_words import RULES as WORDED_RULES
from plangen.reading.rules import RULES as READING_RULES
from plangen.workspace.issued_files import RULES as ISSUED_FILE_RULES
from plangen.workspace.output import RULES as OUTPUT_RULES
from plangen.workspace.project import RULES as PROJECT_RULES


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule by code."""
    every = (
        *READING_RULES,
        *CHECK_RULES,
        *COVERAGE_RULES,
        *AUDIENCE_RULES,
        *OVERSIZE_RULES,
        *OUTLINE_RULES,
        *PROVED_RULES,
        *DOSSIER_RULES,
        *OUTLINE_FILE_RULES,
        *MIGRATION_RULES,
        *CHANGE_RULES,
        *EDITING_RULES,
        *UNREAD_FILE_RULES,
        *OTHER_WORDS_RULES,
        *WORDED_RULES,
        *WORDING_FILE_RULES,
        *OFFICE_RULES,
        *NOTICE_RULES,
        *INCIDENT_RULES,
        *ACCEPTANCE_RULES,
        *ACT_RULES,
        *AGAIN_RULES,
        *DUTY_RULES,
        *ISSUED_FILE_RULES,
        *APPROVING_RULES,
        *ANSWER_RULES,
        *CONFIRM_RULES,
        *TEMPLATE_RULES,
        *CONTENTS_RULES,
        *PACKET_RULES,
        *FONT_RULES,
        *PROJECT_RULES,
        *OUTPUT_RULES,
        *HISTORY_RULES,
        *STATE_RULES,
        *CHAIN_RULES,
        *REVISION_RULES,
        *REDLINE_RULES,
    )
    return tuple(sorted(every, key=lambda rule: rule.code))


def rule_called(code: str) -> Rule:
    """The rule with this code, in upper or lower case.

    Raises:
        UsageProblem: NoRule.
    """
    rules = {rule.code: rule for rule in all_rules()}
    wanted = code.strip().upper()
    if wanted in rules:
        return rules[wanted]
    hint = did_you_mean(nearest(wanted, rules))
    near = words(f"（{hint.zh}）", f" ({hint.en})") if hint else words("", "")
    raise NoRule(rule=code, near=near)
