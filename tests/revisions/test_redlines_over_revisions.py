"""`plangen diff --redline` over several revisions: each mark has the author and date of the revision that made it."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from plangen.office.redline import accept_all, is_unedited
from plangen.pipeline.demo import demo_history
from plangen.pipeline.revisions.diff import Orders, diff_project

pytestmark = pytest.mark.slow

PLAN, NOTICE = "01-消费者保护应急预案演练计划.docx", "templates/notices/recall-notice.docx"
AUTHOR = "张编制"
SHORTER = ("limit: 2小时\n        needs: [{item: computers}]", "limit: 1小时\n        needs: [{item: computers}]")
DAYS = {"v1.1": "2024-12-20", "v1.2": "2025-03-03", "v1.3": "2025-06-10"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The redlines from v1.0 over three revisions to a change that is not recorded yet."""
    folder = tmp_path_factory.mktemp("history")
    project, out = demo_history(folder / "计划").folder, folder / "r"
    file = project / "source/timeline.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(SHORTER[0]) == 1
    file.write_text(text.replace(*SHORTER), encoding="utf-8")
    assert diff_project(project, "v1.0", "", Orders(redlines=out)).ok
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.docx")}


def part(raw: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name).decode() if name in package.namelist() else ""


def marks(raw: bytes) -> set[tuple[str, str, str, str]]:
    """Kind, author, day and words of each mark in the body."""
    pattern = r'<w:(ins|del) [^>]*w:author="([^"]*)" w:date="([^T]*)T[^>]*[^/]>(.*?)</w:\1>'
    found = re.findall(pattern, part(raw, "word/document.xml"))
    return {(kind, who, day, re.sub("<[^>]*>", "", words)) for kind, who, day, words in found}


def test_each_mark_is_of_the_revision_that_made_it(made: dict[str, bytes], audit: Callable[[bytes], list[str]]) -> None:
    assert all(is_unedited(raw) for raw in made.values())
    assert audit(made[PLAN]) == []
    assert marks(made[NOTICE]) == {("ins", AUTHOR, DAYS["v1.2"], "并妥善保存")}
    found = marks(made[PLAN])
    assert ("del", AUTHOR, DAYS["v1.1"], "3") in found
    assert {day for _, _, day, _ in found} >= set(DAYS.values())


def test_what_is_not_recorded_yet_is_of_nobody_who_signed(made: dict[str, bytes]) -> None:
    (who,) = {who for kind, who, _, words in marks(made[PLAN]) if (kind, words) == ("ins", "1")}
    assert who != AUTHOR


def test_where_several_revisions_wrote_a_comment_names_them(made: dict[str, bytes]) -> None:
    remarks = re.findall(r"<w:t>(.*?)</w:t>", part(made[PLAN], "word/comments.xml"))
    assert any(
        remark.startswith("此处先后经这些版本修改：v1.1（2024-12-20，张编制）；工作文件（") for remark in remarks
    )
    assert "comment" not in part(accept_all(made[PLAN]).raw or b"", "word/document.xml")
