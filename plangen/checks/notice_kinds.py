"""Kinds of notice: whom each is for, and through what it may go out."""

from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.communication import NoticeKind
from plangen.model.plan import Plan

_HEAD = "# communication.yaml\nrelease: {step: publish, channels: [公司网站, 新闻发布会]}\nnotices:\n"


def _example(channels: str) -> str:
    return f"{_HEAD}  - {{id: answers, title: 答复口径, template: a.docx, audience: 接听人员, reach: 内部{channels}}}\n"


NO_CHANNELS = rule(
    "A270",
    WARNING,
    title=("没有写明走什么渠道", "no channels of its own"),
    why=(
        "给本人的和内部的通知不能走公开渠道；没有写明渠道就不能发布",
        "what is for persons or for the house never goes out by public channels; with none of its own it cannot go out",
    ),
    message=(
        "“{kind}”的发布范围是{reach}，没有写明渠道",
        "'{kind}' is not for the public ({reach}) and names no channels",
    ),
    hint=(
        "在这一种通知里写 channels，例如 {example}",
        "write 'channels' into this kind, such as {example}",
    ),
    bad=_example(""),
    good=_example(", channels: [内部邮件]"),
)
PUBLIC_CHANNEL = rule(
    "A271",
    WARNING,
    title=("不公开的通知走公开渠道", "a public channel of a notice that is not public"),
    why=(
        "内部材料和给本人的告知书一经公开就收不回来",
        "an internal paper or a personal letter that goes public cannot be called back",
    ),
    message=(
        "“{kind}”的发布范围是{reach}，而“{channel}”是公开渠道",
        "'{kind}' is not for the public ({reach}), and '{channel}' is a public channel",
    ),
    hint=(
        "换成它自己的渠道，例如 {example}；确实公开的，改 reach",
        "name a channel of its own, such as {example}, or correct its 'reach'",
    ),
    bad=_example(", channels: [公司网站]"),
    good=_example(", channels: [内部邮件]"),
)
_EXAMPLES = {"个人": "channels: [挂号信, 电子邮件]", "内部": "channels: [内部邮件]"}


def lacking_channels(kind: NoticeKind) -> Finding:
    """What is said of a kind that may not go out by the plan's channels and has none of its own."""
    values = {"kind": kind.title, "reach": kind.reach, "example": _EXAMPLES.get(kind.reach, "")}
    return Finding(rule=NO_CHANNELS, at=kind.where("reach"), values=values)


def public_channels(plan: Plan, kind: NoticeKind) -> Iterator[Finding]:
    """The public channels that a kind names which is not for the public."""
    if kind.reach == "公开":
        return
    for number, channel in enumerate(kind.channels):
        if channel in plan.communication.channels:
            values = {"kind": kind.title, "reach": kind.reach, "channel": channel, "example": _EXAMPLES[kind.reach]}
            yield Finding(rule=PUBLIC_CHANNEL, at=kind.where("channels", number), values=values)


def no_channels(plan: Plan) -> Found:
    for kind in plan.communication.notices:
        if kind.reach != "公开" and not plan.communication.channels_of(kind):
            yield lacking_channels(kind)


def not_public(plan: Plan) -> Found:
    for kind in plan.communication.notices:
        yield from public_channels(plan, kind)


CHECKS = (Check(rule=NO_CHANNELS, run=no_channels), Check(rule=PUBLIC_CHANNEL, run=not_public))
