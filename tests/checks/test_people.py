"""One name in two scenes at one moment, or with two telephone numbers."""

from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]

INJECT = "  - {{id: {}, title: 来电, time: {}, way: 电话, by: {}, to: [service], content: 发热{}}}\n"


def injects(fault: str, leak: str, *, by: str = "b", kind: str = "") -> str:
    return (
        f"# injects/fault.yaml\ninjects:\n{INJECT.format('f-1', fault, 'a', '')}"
        f"# injects/leak.yaml\ninjects:\n{INJECT.format('l-1', leak, by, kind)}"
    )


def staff(one: str, other: str) -> str:
    return (
        f"# script.yaml\nstaff:\n  - {{id: a, kind: 导调, title: 甲, {one}}}\n"
        f"  - {{id: b, kind: 导调, title: 乙, {other}}}\nroles: []\nstops: []\n"
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("name: 王某", "name: 王某", ["M310 injects[leak].injects[l-1].by"]),
        ("name: 王某", "name: 李某", []),
        ("name: !todo 姓名", "name: !todo 姓名", []),
        ("", "", []),
    ],
)
def test_one_name_delivers_in_one_scene_at_a_time(one: str, other: str, expected: list[str], found: Found) -> None:
    who = staff(one or "duties: []", other or "duties: []")
    assert found(who + injects("9:20", "9:20"), "M310") == expected
    assert found(who + injects("9:20", "9:21"), "M310") == []


def test_one_entry_of_the_staff_cannot_be_in_two_scenes_either(found: Found) -> None:
    text = staff("name: 王某", "name: 李某") + injects("9:20", "9:20", by="a")
    assert found(text, "M310") == ["M310 injects[leak].injects[l-1].by"]
    contingency = staff("name: 王某", "name: 李某") + injects(
        "9:20", "9:20", by="a", kind=", kind: 应变, condition: 仍未登记"
    )
    assert found(contingency, "M310") == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("scenarios: [fault]", "scenarios: [leak]", ["M309 script.staff[b].name"]),
        ("scenarios: [fault]", "scenarios: [fault, leak]", []),  # one task in both
        ("scenarios: [fault]", "scenarios: []", []),  # whoever looks after all of them goes where he is needed
    ],
)
def test_one_name_controls_one_scene_at_a_time(one: str, other: str, expected: list[str], found: Found) -> None:
    who = staff(f"name: 王某, {one}", f"name: 王某, {other}")
    second = INJECT.format("f-2", "9:30", "a", "")
    scenes = injects("9:20", "9:30").replace("# injects/leak", f"{second}# injects/leak")
    assert found(who + scenes, "M309") == expected
    assert found(who.replace("乙, name: 王某", "乙, name: 李某") + scenes, "M309") == []
    assert found(who + scenes.replace("9:30, way: 电话, by: b", "9:31, way: 电话, by: b"), "M309") == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("13800000001", "13800000002", ["O111 script.staff[b].phone"]),
        ("13800000001", "138-0000-0001", []),
        ("+86 138 0000 0001", "13800000001", []),
        ("0571-88886666", "０５７１ 88886666", []),
        ("13800000001", "0571-88886666、13800000001", []),
        ("13800000001", "0571-88886666、13800000002", ["O111 script.staff[b].phone"]),
    ],
)
def test_one_name_has_one_number(one: str, other: str, expected: list[str], found: Found) -> None:
    """Written one way or another; several numbers in one entry hold the one of the other."""
    assert found(staff(f"name: 王某, phone: '{one}'", f"name: 王某, phone: '{other}'"), "O111") == expected
    assert found(staff(f"name: 王某, phone: '{one}'", f"name: 李某, phone: '{other}'"), "O111") == []


def test_a_post_and_the_staff_are_one_directory(found: Found) -> None:
    text = staff("name: 王一, phone: '13800000002'", "name: 李某") + (
        "# organisation.yaml\nposts:\n"
        "  - {id: manager, title: 总经理, leadership: true, holder: 王一, phone: '13800000001'}\n"
    )
    assert found(text, "O111") == ["O111 script.staff[a].phone"]
    assert found(text.replace("phone: '13800000002'", "phone: !todo 电话"), "O111") == []
