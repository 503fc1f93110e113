"""Who works in the command centre or answers the hotline without a post of his own."""

from collections.abc import Mapping

from plangen.model.plan import Plan, once

HOTLINE = "hotline"


@once
def unposted(plan: Plan) -> Mapping[str, str | None]:
    """Their names, as far as they are known, by the key of their role card."""
    centre = {
        f"centre-{at}": staff.people for at, staff in enumerate(plan.command.staff, start=1) if not staff.posts
    }
    hotline = plan.reporting.hotline
    return centre | ({HOTLINE: hotline.operator} if hotline and hotline.number and not hotline.post else {})
