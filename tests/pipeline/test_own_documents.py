"""An owner names, numbers, leaves out and adds documents; what he adds is hidden until he says who may see it."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

import pytest

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.diagnostics import Severity
from plangen.documents.packets.holders import packets
from plangen.documents.packets.parts import parts
from plangen.model.audience import CONTROLLERS
from plangen.pipeline.building.build import build_project, chosen
from plangen.pipeline.check import Study, study
from plangen.pipeline.dossier_files import dossier_of
from plangen.pipeline.packets.composing import bodies_of
from plangen.reporting.progress import Silent
from plangen.workspace.starter import copy_starter

LIST, ORDER = "templates/documents.yaml", "templates/documents/drill-order.md"
TEXT = "文题：演练令\n{{ 应急小组.名称 }}：请按时到位。\n# 分工\n〔表：部门职责〕\n"
Edited = Callable[..., Study]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "计划")
    return tmp_path / "计划"


@pytest.fixture
def edited(project: Path) -> Edited:
    """The sample with these files besides, studied."""

    def edit(**files: str) -> Study:
        named = {"listed": LIST, "order": ORDER, "outline": "templates/documents/plan.md"}
        for name, text in files.items():
            path = project / named.get(name, f"templates/documents/{name}")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return study(project)

    return edit


def found(made: Study) -> list[tuple[str, str, int]]:
    return [(each.code, each.at.file, each.at.line) for each in made.outcome.findings if each.code.startswith("B")]


def test_documents_are_called_numbered_and_left_out_as_their_owner_wants(edited: Edited, project: Path) -> None:
    made = edited(
        order=TEXT,
        listed="""
documents:
  - {id: drill-order, title: 演练令, number: 2}
  - {id: information-report, title: 情况报告单, number: 30}
  - {id: notices, title: 通知}
left_out: [roster, msel]
""",
    )
    assert found(made) == []
    titles = [(entry.number, entry.name.zh) for entry in made.plan.dossier.entries]
    assert titles[:3] == [(1, "演练计划"), (2, "演练令"), (3, "消费者投诉信息表")]
    assert titles[-1] == (30, "情况报告单")
    assert "roster" not in made.plan.dossier.titles()
    assert [entry.id for entry in chosen(["演练令"], made.plan.dossier)] == ["drill-order"]
    build_project(project, ["演练令", "情况报告单", "通知"], Silent())
    names = {path.name for path in (project / "output").iterdir()}
    assert {"02-演练令.docx", "30-情况报告单.docx", "06-通知"} <= names


def test_what_is_left_out_goes_with_the_next_build(edited: Edited, project: Path) -> None:
    build_project(project, [], Silent())
    assert (project / "output/14-应急处置队伍名册.docx").exists()
    edited(listed="left_out: [roster]\n")
    build_project(project, [], Silent())
    assert not (project / "output/14-应急处置队伍名册.docx").exists()


def test_a_document_of_ones_own_is_hidden_until_a_rule_says_who_may_see_it(edited: Edited, project: Path) -> None:
    made = edited(order=TEXT, listed="documents: [{id: drill-order, title: 演练令}]\n")
    assert [each.values["document"] for each in made.outcome.findings if each.code == "V103"] == ["演练令"]
    assert {each.who.group for each in packets(made.plan) if each.key in who_has(made)} == {CONTROLLERS}
    rules = project / "source/audiences.yaml"
    rule = "  - {document: drill-order, audience: [参演人员, 导控人员]}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + rule, encoding="utf-8")
    assert {"general-manager", "it-head", "chief-controller"} <= who_has(study(project))


def test_a_document_without_headings_is_in_the_packets_whole(edited: Edited, project: Path) -> None:
    rules = project / "source/audiences.yaml"
    rule = "  - {document: drill-order, audience: [参演人员, 导控人员]}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + rule, encoding="utf-8")
    text = "文题：演练令\n顶格：各部门：\n请按时到场。\n落款：总指挥\n"
    made = edited(order=text, listed="documents: [{id: drill-order, title: 演练令}]\n")
    assert {"general-manager", "it-head", "chief-controller"} <= who_has(made)
    bodies = bodies_of(made.plan)
    holder = next(each for each in packets(made.plan) if each.key == "it-head")
    (own,) = (each for each in parts(made.plan, holder, bodies) if each.document == "drill-order")
    assert isinstance(own.body, Document)
    assert "各部门：" in as_text(own.body)
    assert "请按时到场。" in as_text(own.body)


def test_a_document_that_players_may_not_see_says_so_on_each_page(edited: Edited, project: Path) -> None:
    text = "文题：演练令\n知悉范围：{{ 本文件.知悉范围 }}。\n"
    made = edited(order=text, listed="documents: [{id: drill-order, title: 演练令}]\n")
    body = bodies_of(made.plan)["drill-order"]
    assert isinstance(body, Document)
    assert body.header == "演练令　演练文件　仅限导控人员"
    assert "知悉范围：仅限导控人员。" in as_text(body)
    rules = project / "source/audiences.yaml"
    rule = "  - {document: drill-order, audience: [参演人员, 导控人员]}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + rule, encoding="utf-8")
    open_to_players = bodies_of(study(project).plan)["drill-order"]
    assert isinstance(open_to_players, Document)
    assert open_to_players.header == "演练令　演练文件"


def test_a_document_of_ones_own_may_stay_out_of_packets(edited: Edited, project: Path) -> None:
    rules = project / "source/audiences.yaml"
    rule = "  - {document: drill-order, audience: [参演人员, 导控人员]}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + rule, encoding="utf-8")
    made = edited(order=TEXT, listed="documents: [{id: drill-order, title: 演练令, packets: false}]\n")
    assert who_has(made) == set()


def who_has(made: Study) -> set[str]:
    """The keys of the packets that hold the owner's own document."""
    bodies = bodies_of(made.plan)
    held = {each.key: parts(made.plan, each, bodies) for each in packets(made.plan)}
    return {key for key, each in held.items() if any(part.document == "drill-order" for part in each)}


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        ({"listed": "documents: [{id: handbok, title: 手册}]\n"}, [("B133", LIST, 1)]),
        ({"listed": "left_out: [rooster]\n"}, [("B133", LIST, 1)]),
        ({"listed": "documents:\n  - {id: handbook, number: 6}\n"}, [("B132", LIST, 2)]),
        ({"listed": "documents:\n  - {id: plan, number: 90}\n  - {id: plan, title: 计划}\n"}, [("B139", LIST, 3)]),
        ({"listed": "documents:\n  - {id: script, title: 演练计划}\n"}, [("B140", LIST, 2)]),
        ({"listed": "documents:\n  - {id: script, title: 计划}\n  - {id: plan, title: 计划}\n"}, [("B140", LIST, 3)]),
        ({"listed": "documents:\n  - {id: script, title: handbook}\n"}, [("B140", LIST, 2)]),
        ({"order": TEXT, "listed": "documents: [{id: drill-order, title: 演练脚本}]\n"}, [("B140", LIST, 1)]),
        ({"order": TEXT}, [("B136", ORDER, 0)]),
        ({"outline": TEXT}, [("B135", "templates/documents/plan.md", 0)]),
        ({"演练令.md": TEXT}, [("B134", "templates/documents/演练令.md", 0)]),
        ({"order.doc": ""}, [("B137", "templates/documents/order.doc", 0)]),
        (
            {"order": "{{ 没有 }}", "listed": "documents: [{id: drill-order, title: 令}]\n"},
            [("W112", ORDER, 1)],
        ),
    ],
)
def test_what_is_wrong_with_the_list_or_a_document_is_named(
    edited: Edited, files: dict[str, str], codes: list[tuple[str, str, int]]
) -> None:
    made = edited(**files)
    own = [each for each in made.outcome.findings if each.at.file.startswith("templates/documents")]
    assert [(each.code, each.at.file, each.at.line) for each in own] == codes


@pytest.mark.parametrize(
    "listed",
    [
        "documents:\n  - {id: script, title: 演练计划}\n  - {id: plan, title: 演练脚本}\n",
        "documents: [{id: script, title: 演练计划}]\nleft_out: [plan]\n",
        "documents: [{id: script, title: script}]\n",
    ],
)
def test_a_title_may_be_what_no_other_document_is_called_any_more(edited: Edited, listed: str) -> None:
    assert found(edited(listed=listed)) == []


def test_a_repeated_id_and_a_taken_title_stand_where_they_are_written(edited: Edited) -> None:
    made = edited(
        listed="documents:\n  - {id: script, title: 演练计划}\n  - id: handbook\n  - {number: 40, id: handbook}\n"
    )
    places = [
        (each.code, each.at.line, each.at.column) for each in made.outcome.findings if each.code in {"B139", "B140"}
    ]
    assert places == [("B140", 2, 25), ("B139", 4, 22)]
    assert [each.severity for each in made.outcome.findings if each.code in {"B139", "B140"}] == [Severity.ERROR] * 2
    assert next(each.number for each in made.plan.dossier.entries if each.id == "handbook") == 5


def test_the_whole_id_comes_before_titles(edited: Edited) -> None:
    dossier = edited(listed="documents: [{id: script, title: handbook}]\n").plan.dossier
    assert [each.id for each in chosen(["handbook"], dossier)] == ["handbook"]
    assert [each.id for each in chosen(["演练计划"], dossier)] == ["plan"]


def test_rules_of_visibility_know_documents_by_their_ids(edited: Edited, project: Path) -> None:
    rules = "default: [导控人员]\ndocuments:\n  - {document: plan, audience: [导控人员]}\n"
    (project / "source/audiences.yaml").write_text(
        f"{rules}  - {{document: script, audience: [导控人员]}}\n", encoding="utf-8"
    )
    made = edited(listed="documents: [{id: script, title: 演练计划}]\n")
    assert [each.code for each in made.outcome.findings if each.code == "V105"] == []
    (project / "source/audiences.yaml").write_text(
        f"{rules}  - {{document: plan, audience: [评估人员]}}\n", encoding="utf-8"
    )
    assert [each.at.line for each in edited().outcome.findings if each.code == "V105"] == [4]


def test_a_list_that_cannot_be_read_is_said_and_nothing_is_renamed(edited: Edited) -> None:
    made = edited(listed="documents: 手册\n")
    assert [each.at.file for each in made.outcome.findings if each.at.file == LIST]
    assert made.plan.dossier.title("handbook") == "应急指挥手册"


def test_thousands_of_open_loops_are_told_not_followed(edited: Edited) -> None:
    made = edited(order="{%p for 岗位 in 岗位 %}\n" * 3000)
    assert "W111" in [each.code for each in made.outcome.findings]


def test_the_loops_around_thousands_of_headings_are_looked_for_once(edited: Edited) -> None:
    counted = []
    for number in (0, 1000, 2000, 3000):
        text = "文题：演练令\n" + "".join(f"# 标题{each} {{#h{each}}}\n文\n" for each in range(number))
        entered = 0

        def count(_frame: FrameType, event: str, _: object) -> None:
            nonlocal entered
            entered += event == "c_call"

        sys.setprofile(count)
        try:
            edited(order=text)
        finally:
            sys.setprofile(None)
        counted.append(entered)
    assert counted[3] - counted[2] < 1.2 * (counted[2] - counted[1])


@pytest.mark.parametrize(
    ("listed", "numbers"),
    [
        (
            "documents:\n  - {id: order, title: 演练令, number: 20}\n",
            {"order": 20, "command-sheet": 19, "day-sheet": 21},
        ),
        ("documents:\n  - {id: order, title: 演练令}\n", {"order": 19, "command-sheet": 20, "day-sheet": 21}),
        (
            "documents:\n  - {id: order, title: 演练令}\n  - {id: day-sheet, number: 25}\n",
            {"order": 26, "command-sheet": 19, "day-sheet": 25},
        ),
    ],
)
def test_a_document_that_came_later_leaves_its_number_to_one_that_has_had_it(
    listed: str, numbers: Mapping[str, int]
) -> None:
    """A plan that was right before plangen had the document stays right, and its files keep their names."""
    files = {"templates/documents.yaml": listed.encode(), "templates/documents/order.md": "文题：演练令\n".encode()}
    dossier, findings = dossier_of(files)
    assert [each.code for each in findings] == []
    assert {each.id: each.number for each in dossier.entries if each.id in numbers} == numbers
