"""Blocks on command that the outlines of several documents may name."""

from plangen.documents.outlines.generated import Head, table
from plangen.documents.tables import centre_rows, level_rows

LEVELS = table(
    "levels",
    "决策权限",
    level_rows,
    Head("事件等级", 2.2, centred=True),
    Head("判定标准", 5),
    Head("决策者", 3.2),
    Head("决策方式", 4.2),
    meaning="各等级由谁决策、怎样决策",
    caption="事件等级与决策权限",
)

CENTRE_STAFF = table(
    "centre-staff",
    "指挥中心人员",
    centre_rows,
    Head("职能", 2.2, centred=True),
    Head("岗位或人员", 5),
    Head("职责", 6),
    meaning="应急指挥中心的人员和职责",
    caption="应急指挥中心人员",
)
