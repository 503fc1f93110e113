"""Texts that send people to somebody whom the plan does not have: a coordinator, a liaison that nobody is."""

import re
from collections.abc import Iterator

from plangen.checks.check import Check, Found
from plangen.diagnostics import WARNING, Finding, rule
from plangen.model.plan import Plan
from plangen.model.plan_files import is_working_record
from plangen.model.records import DayOff, Reasoned, Revision

NOBODY = rule(
    "O128",
    WARNING,
    title=("写了计划里没有的人", "a text that names somebody whom the plan does not have"),
    why=(
        "文件让人去找一个谁也不是的岗位，当天找不到人",
        "papers send people to a post that nobody holds",
    ),
    message=(
        "“{field}”写到“{said}”，计划里没有这样的岗位和人员",
        "'{field}' names '{said}', and the plan has no such post and nobody so called",
    ),
    hint=(
        "改成计划里的岗位名称；需要这样一个人的，加上岗位，或者在 drill.yaml 写明 coordinator",
        "write the title of a post; where somebody is needed, add the post, or name the coordinator in drill.yaml",
    ),
    bad="# drill.yaml\nconduct: {rules: [有疑问的找演练协调人]}\n",
    good="# drill.yaml\ncoordinator: controller\nconduct: {rules: [有疑问的找演练协调人]}\n",
)

_ROLES = re.compile("(?:演练|现场|媒体|信息|应急)?(?:协调人(?!员)|协调员|联络员|联络人(?!员)|督导员|调度员)")
_SUFFIX = 3  # characters that say what somebody is
_COORDINATOR = "协调人"


def nobody(plan: Plan) -> Found:
    known = frozenset(_known(plan))
    for value in plan.texts:
        if isinstance(value.record, Revision | Reasoned | DayOff) or value.field.name in _NAMING:
            continue
        for found in _ROLES.finditer(str(value.value)):
            if found[0][-_SUFFIX:] not in known and not is_working_record(value.place.file):
                values = {"field": value.field.title, "said": found[0]}
                yield Finding(rule=NOBODY, at=value.place.within(found[0]), values=values)


_NAMING = frozenset({"title", "people", "holder", "name"})
"""The fields that say what somebody is called."""


def _known(plan: Plan) -> Iterator[str]:
    """The last characters of each role that some title or name of the plan gives to somebody."""
    if plan.drill.coordinator:
        yield _COORDINATOR
    for value in plan.texts:
        if value.field.name in _NAMING:
            yield from (found[0][-_SUFFIX:] for found in _ROLES.finditer(str(value.value)))


CHECKS = (Check(rule=NOBODY, run=nobody),)
