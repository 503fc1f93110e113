"""The documents of the dossier, in the order in which people use them: what each is called and what is true of it.

`SHIPPED` is the dossier as plangen has it; a plan's own one (`Plan.dossier`) may call, number and order documents
otherwise, leave some out and have more.

A further document is a line here, a line in `documents.catalogue` that says what makes it, and the module that does.
"""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from plangen.diagnostics import Words
from plangen.model.terms import CONSUMERS


class DossierEntry(Struct, frozen=True, kw_only=True):
    """One document of the dossier."""

    id: str
    number: int
    name: Words
    outlined: bool = False  # made from an outline that the plan's owner keeps
    folder: bool = False  # consists of several files, in a folder of its name
    reveals: bool = False  # says what players will be told, what is expected of them and how they are judged
    in_packets: bool = False  # printed, whole or in part, for those who take part; by rules in `documents.packets`
    returns: bool = False  # its sheets are written on and come back after the drill: they bear a code
    yields: bool = False  # came later: its number is left to a document of the owner's own that has had it
    own: bool = False  # put there by the plan's owner
    served: bool = False  # named for those whom the plan's owner serves: 消费者投诉信息表, 患者投诉信息表

    def serving(self, consumers: str) -> "DossierEntry":
        """The same, named for others; a name that the plan's owner has given stays."""
        return replace(self, name=Words(self.name.zh.replace(CONSUMERS, consumers, 1), self.name.en))


def _entry(key: str, zh: str, en: str, number: int, **what: bool) -> DossierEntry:
    return DossierEntry(id=key, number=number, name=Words(zh, en), **what)


DOSSIER = (
    _entry("plan", "演练计划", "drill plan", 1, outlined=True, in_packets=True),
    _entry("information-report", "信息报告模板", "information report", 2, in_packets=True, returns=True),
    _entry("complaint-form", "消费者投诉信息表", "complaint form", 3, in_packets=True, served=True, returns=True),
    _entry("process-record", "应急处置过程记录表", "process record", 4, in_packets=True, returns=True),
    _entry("handbook", "应急指挥手册", "command handbook", 5, outlined=True, in_packets=True),
    _entry("notices", "公开通知草稿", "draft notices", 6, folder=True),
    _entry("script", "演练脚本", "script", 7, outlined=True, reveals=True, in_packets=True),
    _entry("msel", "演练主要事件清单", "master scenario events list", 8, reveals=True, in_packets=True),
    _entry(
        "evaluator-guide",
        "评估手册",
        "evaluator's guide",
        9,
        outlined=True,
        reveals=True,
        in_packets=True,
        returns=True,
    ),
    _entry("role-cards", "角色卡", "role cards", 10, outlined=True, in_packets=True, returns=True),
    _entry("contacts", "通讯录与通知树", "contacts and call tree", 11, outlined=True, in_packets=True),
    _entry("sign-in", "签到表", "sign-in sheets", 12, outlined=True, in_packets=True, returns=True),
    _entry("centre-logs", "指挥中心记录", "command-centre logs", 13, outlined=True, in_packets=True, returns=True),
    _entry("roster", "应急处置队伍名册", "response-team roster", 14, outlined=True, in_packets=True, returns=True),
    _entry(
        "supplies", "物资清单与配发方案", "supplies and allocation", 15, outlined=True, in_packets=True, returns=True
    ),
    _entry("briefing", "参演人员须知", "player briefing", 16, outlined=True, in_packets=True),
    _entry("preparation-notices", "培训通知与宣传通知", "training and publicity notices", 17, outlined=True),
    _entry("venue-checklist", "场地与物资检查表", "venue checklist", 18, outlined=True, in_packets=True, returns=True),
    _entry("command-sheet", "指挥一览", "commander's sheet", 19, outlined=True, in_packets=True, yields=True),
    _entry("day-sheet", "当日一览", "drill day's sheet", 20, outlined=True, reveals=True, in_packets=True, yields=True),
)


class Dossier(Struct, frozen=True, kw_only=True):
    """The documents of one plan, in order."""

    entries: tuple[DossierEntry, ...]
    left_out: frozenset[str] = frozenset()  # ids of documents that this plan does not want

    def serving(self, consumers: str) -> "Dossier":
        """The same for a plan whose owner calls those whom he serves so."""
        if consumers == CONSUMERS:
            return self
        entries = tuple(each.serving(consumers) if each.served else each for each in self.entries)
        return Dossier(entries=entries, left_out=self.left_out)

    def title(self, document: str) -> str:
        """What a document is called in Chinese; its id where there is none of that id."""
        return next((entry.name.zh for entry in self.entries if entry.id == document), document)

    def titles(self) -> Mapping[str, str]:
        """The titles by id."""
        return {entry.id: entry.name.zh for entry in self.entries}


SHIPPED = Dossier(entries=DOSSIER)

DOCUMENTS: Mapping[str, str] = MappingProxyType(SHIPPED.titles())
"""The Chinese titles that plangen gives its documents, by id."""

REVEALING = frozenset(entry.id for entry in DOSSIER if entry.reveals)
"""The documents that players must not see, by id."""

OUTLINED = tuple(entry.id for entry in DOSSIER if entry.outlined)
"""The documents that are made from outlines, by id."""
