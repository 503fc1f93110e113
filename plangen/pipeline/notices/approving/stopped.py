"""What keeps a notice back that somebody decided against, or decided with something still to be done."""

from plangen.diagnostics import Finding, Place, words
from plangen.model.plan import Plan
from plangen.model.values import shown
from plangen.pipeline.notices.approving import approval_rules as rules
from plangen.pipeline.notices.standing import StageStanding


def stopped(plan: Plan, standing: StageStanding, at: Place) -> Finding:
    """That a stage did not agree, with who said so, when and why."""
    entry = standing.entry
    assert entry is not None
    why = " ".join((entry.reason or entry.note or "").split())
    values = {
        "stage": standing.stage.title,
        "how": standing.how,
        "who": f"{plan.party(entry.by)} {entry.name}",
        "date": shown(entry.date),
        "why": words(f"：{why}", f": {why}") if why else words("", ""),
    }
    return Finding(rule=rules.STOPPED, at=at, values=values)
