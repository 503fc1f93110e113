"""Blocks on the control of the drill that the outlines of several documents may name."""

from plangen.documents.draft import Draft, Rows
from plangen.documents.outlines.generated import Head, table
from plangen.language.sentences import clause


def _signals(draft: Draft) -> Rows:
    """The signals that all must know, without what those who run the drill do on them."""
    return [(each.title, clause(each.words), each.by) for each in draft.plan.script.signals]


def _in_earnest(draft: Draft) -> Rows:
    """The numbers of outside parties themselves, which nobody dials while the drill lasts."""
    return [(each.title, each.contact) for each in draft.plan.organisation.outside if each.contact]


SIGNALS = table(
    "signals",
    "演练信号",
    _signals,
    Head("用途", 4),
    Head("信号用语", 7),
    Head("发出人", 4),
    meaning="参演人员要记住的信号，不含导控人员的动作",
)

REAL_NUMBERS = table(
    "outside-real",
    "外部单位真实联系方式",
    _in_earnest,
    Head("单位或人员", 6),
    Head("联系方式", 9),
    meaning="外部单位和人员自己的联系方式，演练中不拨打，不发给参演人员",
)
