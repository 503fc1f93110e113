"""Keys by their titles: one name, one key, in every record of an incident's file."""

from collections.abc import Iterator

import pytest

from plangen.model.case import Case
from plangen.model.chinese_keys import all_titles, group_below, in_chinese, keys_by_title, record_in
from plangen.model.incident import Product, Recall
from plangen.model.spec import Record, fields


def records(record: type[Record]) -> Iterator[type[Record]]:
    yield record
    for key in fields(record):
        if (below := group_below(record, key)) is not None:
            yield from records(below)


@pytest.mark.parametrize("record", dict.fromkeys(records(Case)))
def test_no_name_of_a_key_stands_for_two_and_every_key_has_one(record: type[Record]) -> None:
    known = fields(record)
    titles = [field.title for field in known.values()]
    assert len(set(titles)) == len(titles)
    assert not set(keys_by_title(record)) & set(known)
    assert set(keys_by_title(record).values()) == set(known)


def test_names_are_the_ones_of_templates() -> None:
    assert keys_by_title(Recall)["缺陷"] == "defect"
    assert keys_by_title(Case)["事件"] == keys_by_title(Case)["事件事实"] == "incident"
    assert {"事件", "召回", "批次", "时间节点", "参照场景"} <= all_titles(Case)


def test_only_the_files_of_incidents_take_them() -> None:
    assert record_in("source/incidents/kettle.yaml") is Case
    for file in ("source/scenarios/fault.yaml", "source/plan.yaml", "source/incidents/old/kettle.yaml", "kettle.yaml"):
        assert record_in(file) is None


def test_a_path_is_said_by_titles_and_keeps_what_is_no_key() -> None:
    assert in_chinese(Case, "incident.recall.products[1].batch") == "事件事实.召回.产品[1].批次"
    assert in_chinese(Case, "incident.extra[受影响业务]") == "事件事实.补充[受影响业务]"
    assert in_chinese(Case, "incident.nothing.more") == "事件事实.nothing.more"


def test_what_stands_below_a_key_is_found_by_either_name() -> None:
    assert group_below(Recall, "products") is group_below(Recall, "产品") is Product
    assert group_below(Recall, "defect") is None
    assert group_below(Product, 3) is Product
    assert group_below(None, "产品") is None
