"""Who may answer the press, and to whom everybody else passes its calls on."""

from collections.abc import Collection

from plangen.model.duties import heads
from plangen.model.holders import Holder, HolderKind
from plangen.model.plan import Plan, once


@once
def speakers(plan: Plan) -> tuple[str, ...]:
    """The parties that may answer the press, the one first to whom others pass its calls on.

    Where the plan does not name them: the liaison officer, and who supports the release.
    """
    communication = plan.communication
    if communication.press:
        return communication.press
    if communication.liaison is None:
        return ()
    supporting = (communication.supporting.post,) if communication.supporting else ()
    return tuple(dict.fromkeys((communication.liaison.post, *supporting)))


def speaks(plan: Plan, post: str) -> bool:
    """Whether a post may answer the press: by itself or as the head of a department that does."""
    return not {post, *heads(plan).get(post, ())}.isdisjoint(speakers(plan))


def may_speak(plan: Plan, holder: Holder) -> bool:
    """Whether a holder may answer the press; of a department that does, its head and those whom it sends."""
    if holder.kind is HolderKind.POST:
        return speaks(plan, holder.party)
    return holder.party in speakers(plan)


def are_of_press(title: str, words: Collection[str] = ("媒体", "记者")) -> bool:
    """Whether a text names the press."""
    return any(word in title for word in words)
