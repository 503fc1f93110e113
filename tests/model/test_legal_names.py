"""Names of fields in legal's data are those of templates: what the one knows the other knows."""

from pathlib import Path

import pytest

from plangen.blocks.names import known_names
from plangen.documents.notices.notices import notice
from plangen.model.incident import Incident
from plangen.model.legal import canonical, field_names
from plangen.model.spec import fields
from plangen.reading.source import read

ROOT = Path(__file__).parents[2]
GROUPS = {"incident", "notice", *fields(Incident)}


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("召回.缺陷", "recall.defect"),
        ("recall.defect", "recall.defect"),
        ("召回.defect", "recall.defect"),
        ("事件.召回.缺陷", "recall.defect"),
        ("召回.产品.批次", "recall.products.batch"),
        ("召回.产品[].批次", "recall.products.batch"),
        ("召回.产品", "recall.products"),
        (" 召回 . 产品 ", "recall.products"),
        ("事件.时间节点.处置结束日期", "clocks.closed"),
        ("时间节点.处置结束日期", "clocks.closed"),
        ("公司.全称", "company.full_name"),
        ("发布.渠道", "release.channels"),
        ("召回", None),
        ("事件.召回", None),
        ("召回.缺线", None),
        ("召回.缺陷.批次", None),
        ("公司.全称.名称", None),
        ("公司", None),
        ("", None),
        ("...", None),
    ],
)
def test_a_name_is_read_in_either_language(name: str, english: str | None) -> None:
    assert canonical(name) == english


def test_the_names_are_those_of_the_templates() -> None:
    sources = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    plan = read(sources).plan
    case = plan.played[0]
    facts = notice(plan, case, plan.kinds_of(case)[0]).context
    templates = {each.chinese.replace("[]", ""): each.english.replace("[]", "") for each in known_names(facts)}
    for name in field_names():
        assert canonical(name) == templates[name]
    missed = [name for name, english in templates.items() if english.split(".")[0] in GROUPS and not canonical(name)]
    assert missed == []
