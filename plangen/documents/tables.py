"""Rows of tables that several documents show: decision levels, notification chain, centre staff."""

from collections.abc import Sequence

from plangen.documents.draft import Draft, Rows
from plangen.documents.phrases import NONE, since
from plangen.language.sentences import clause, endings, listed
from plangen.model.plan import Plan
from plangen.model.scenario import Notification, Scenario


def in_role(plan: Plan, party: str) -> str:
    """A party with the part it plays in command: 总经理（总指挥、组长）."""
    team = plan.organisation.team
    titles = ((team.commander_title, "组长"), (team.deputy_title, "副组长"))
    roles: dict[str, str] = {
        post: "、".join(dict.fromkeys(each)) for post, each in zip(team.commanders, titles, strict=False)
    }
    return f"{plan.party(party)}（{roles[party]}）" if party in roles else plan.party(party)


def office(plan: Plan, key: str | None) -> str:
    """The title of a post, — where there is none."""
    return plan.party(key) if key else NONE


def level_rows(draft: Draft) -> Rows:
    """Severities from light to grave, each with who decides and how; a severity that no level covers has —."""
    plan = draft.plan
    rows = []
    for severity in plan.command.severities:
        levels = [level for level in plan.command.levels if severity.id in level.severities]
        rows.append(
            (
                severity.title,
                _for_example(clause(severity.text), severity.examples),
                [in_role(plan, level.decides) for level in levels],
                [_for_example(clause(level.manner), [each.matter for each in level.examples]) for level in levels],
            )
        )
    return rows


def _for_example(text: str, examples: Sequence[str]) -> str:
    return f"{text}（例如：{listed(examples, '、')}）" if examples else text


def chain_rows(draft: Draft, scenario: Scenario) -> Rows:
    """Who tells whom what, within what time, by what."""
    plan = draft.plan
    return [
        (plan.party(each.sender), plan.party(each.receiver), clause(each.content), within(each), each.channel or NONE)
        for each in scenario.notifications
    ]


def within(notification: Notification) -> str:
    """应急处置阶段开始后2小时内; without a limit, only the occasion."""
    if notification.within is None:
        return clause(notification.since) or NONE
    return since(notification.since, notification.within)


def centre_rows(draft: Draft) -> Rows:
    """The functions of the command centre, each with its posts or people and its duties."""
    plan = draft.plan
    return [
        (
            staff.title,
            [in_role(plan, post) for post in staff.posts] or staff.people or NONE,
            endings(staff.duties),
        )
        for staff in plan.command.staff
    ]
