"""The small drill that its guide writes down is a plan as it stands there, and its documents are made for it."""

import re
import shutil
from pathlib import Path

import pytest

from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.documents.catalogue import bodies
from plangen.pipeline.check import Study, study
from plangen.workspace.starter import copy_starter

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/small-drill.md"
FILES = re.findall(
    r"^`(source/\S+\.yaml)`：\n\n```yaml\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = tmp_path_factory.mktemp("small") / "推演"
    copy_starter(folder)
    shutil.rmtree(folder / "source")
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return study(folder)


def test_five_files_are_a_plan_without_a_warning(small: Study) -> None:
    assert len(FILES) == 5
    assert [each.code for each in small.outcome.findings] == ["S125"]


def test_its_documents_read_as_reviewed(small: Study, update_golden: bool) -> None:
    made = [body for entry in small.plan.dossier.entries for _, body in bodies(entry, small.plan)]
    assert [each.title for each in made] == ["患者投诉处置桌面推演方案", "角色卡", "通讯录与通知树", "签到表"]
    text = "\n\n＝＝＝＝\n\n".join(as_text(body) for body in made if isinstance(body, Document)) + "\n"
    golden = Path(__file__).parent / "golden/small-drill.txt"
    if update_golden:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")
    for word in ("公司", "消费者", "产品", "应急小组", "没有", "— | —", "待填写：应急", "待填写：信息"):
        assert word not in text
