"""Whom a change concerns: who has to be trained again, and who is only told."""

import shutil
from pathlib import Path

import pytest

from plangen.pipeline.demo import demo_history
from plangen.pipeline.revisions.diff import Orders, diff_project
from plangen.pipeline.revisions.impact import Impact

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_history(tmp_path_factory.mktemp("history") / "计划").folder


@pytest.fixture
def project(history: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(history, tmp_path / "计划", symlinks=True))


def impact_of(project: Path, file: str, old: str, new: str) -> Impact:
    """What an edit of the last revision means."""
    path = project / "source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = diff_project(project, orders=Orders(impact=True)).impact
    assert found is not None
    return found


def trained(impact: Impact) -> set[str]:
    return {each.key for each in impact.people if each.retrain}


def test_other_rights_to_decide_are_other_work(project: Path) -> None:
    """Whoever decides now, or in another manner, is trained again."""
    impact = impact_of(project, "command.yaml", "manner: 由副组长直接决策", "manner: 由副组长与法务商量后决策")
    assert "deputy-general-manager" in trained(impact)
    assert impact.training


def test_a_new_telephone_number_is_told_and_not_trained(project: Path) -> None:
    impact = impact_of(project, "organisation.yaml", "!todo IT部门负责人电话", "0100-77")
    assert "it-head" in {each.key for each in impact.people}
    assert trained(impact) == set()
    assert impact.training == ()


def test_a_change_of_a_title_alone_reaches_documents_but_trains_nobody(project: Path) -> None:
    impact = impact_of(project, "plan.yaml", "title: ", "title: 年度")
    assert trained(impact) == set()
    assert "01-年度消费者保护应急预案演练计划.docx" in {each.path for each in impact.documents}


def test_each_change_has_its_own_effects(project: Path) -> None:
    """What one change brings about is told from what another one does."""
    impact = impact_of(
        project,
        "timeline.yaml",
        "limit: 2小时\n        needs: [{item: computers}]",
        "limit: 1小时\n        needs: [{item: computers}]",
    )
    (effect,) = impact.effects
    assert "it-head" in effect.roles
    assert set(effect.documents) <= {each.path for each in impact.documents}
