"""What a plan adds to the words and addresses that plangen looks for before anything leaves the house."""

from plangen.alike.unfit import Unfit
from plangen.model.communication import NoticeKind
from plangen.model.plan import Plan
from plangen.office.release.screening import OwnScreen


def screen_of(plan: Plan, kind: NoticeKind) -> OwnScreen:
    """The words and domains that the plan names, and whether a kind of notice is for colleagues alone.

    Raises:
        SectionMissing: where the section that names them could not be read.
    """
    own = plan.communication
    return OwnScreen(
        words=tuple(Unfit(title=each.title, texts=each.texts, unless=each.unless) for each in own.unfit),
        hosts=tuple(each.lower().strip(".") for each in own.own_hosts),
        inside=kind.reach == "内部",
    )
