"""What an own Word or Excel file says to some is looked for in the packets of the others."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from plangen.documents.packets.secrets import secrets
from plangen.model.audience import CONTROLLERS, PLAYERS, Group
from plangen.model.visibility import Viewer
from plangen.pipeline.check import study
from plangen.pipeline.packets.composing import bodies_of
from plangen.pipeline.packets.own_texts import library_of
from plangen.workspace.starter import copy_starter
from tests.word_outline import as_word

LISTED = "documents:\n  - {id: order, title: 内部口令, number: 40, packets: false}\n"
SENTENCE = "导控组在地下二层备有第二套广播设备，口令为“青松”，不得告诉参演人员"
AUDIENCES = "source/audiences.yaml"


def project(root: Path, files: Mapping[str, bytes]) -> Path:
    copy_starter(root / "计划")
    folder = root / "计划/templates/documents"
    folder.mkdir(exist_ok=True)
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    (root / "计划/templates/documents.yaml").write_text(LISTED, encoding="utf-8")
    return root / "计划"


def excel(root: Path, text: str) -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["B2"] = text
    book.save(root / "x.xlsx")
    return (root / "x.xlsx").read_bytes()


def told(root: Path, text: str, group: Group) -> set[str]:
    made = study(root)
    library = library_of(made.plan, bodies_of(made.plan), made.files.contents)
    return {what.zh for _, what in secrets(library, Viewer(group=group)).told(text)}


@pytest.mark.parametrize("ending", ["docx", "xlsx", "md"])
def test_sentences_for_controllers_are_told_in_packets_of_players(tmp_path: Path, ending: str) -> None:
    text = f"{{{{ 编制单位 }}}}：{SENTENCE}。"
    raw = {"docx": as_word(text), "xlsx": excel(tmp_path, text), "md": text.encode()}[ending]
    root = project(tmp_path, {f"order.{ending}": raw})
    assert told(root, SENTENCE, PLAYERS) == {"《内部口令》"}
    assert told(root, SENTENCE, CONTROLLERS) == set()
    audiences = (root / AUDIENCES).read_text(encoding="utf-8")
    line = "  - {document: order, audience: [参演人员, 导控人员]}\n"
    (root / AUDIENCES).write_text(audiences.replace("documents:\n", f"documents:\n{line}", 1), encoding="utf-8")
    assert told(root, SENTENCE, PLAYERS) == set()
