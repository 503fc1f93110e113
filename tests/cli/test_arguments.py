"""What is typed on the command line and does not fit is said at once, in the reader's language, and nothing is done."""

from collections.abc import Callable
from pathlib import Path

import pytest

Command = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (("--date", "昨天"), "“昨天”不是日期，写成 2026-03-01", "'昨天' is not a date; write 2026-03-01"),
        (("--effective", "2026-02-30"), "“2026-02-30”不是日期", "'2026-02-30' is not a date"),
        (("--defer", "f-03"), "“f-03”要写成 编号=理由", "'f-03' has to be ID=REASON"),
        (("--defer", "f-03= "), "“f-03= ”要写成 编号=理由", "'f-03= ' has to be ID=REASON"),
    ],
)
def test_a_revision_asked_for_wrongly_is_a_wrong_command(
    plangen: Command, project: Path, arguments: tuple[str, ...], zh: str, en: str
) -> None:
    for language, words in (("zh", zh), ("en", en)):
        code, out, err = plangen("revise", *arguments, "--lang", language, folder=project)
        assert (code, out) == (2, "")
        assert words in err


def test_a_reason_for_deferring_is_taken_with_either_equals_sign(plangen: Command, project: Path) -> None:
    """Both mean the same: the refusal that follows is about something else."""
    for mark in ("=", "＝"):
        _, out, err = plangen("revise", "--dry-run", "--defer", f"f-03{mark}等待采购", folder=project)
        assert "编号=理由" not in out + err


@pytest.mark.parametrize("arguments", [("proof",), ("packet", "--all"), ("packet", "observers")])
def test_what_needs_libreoffice_says_how_to_install_it(
    plangen: Command, project: Path, arguments: tuple[str, ...]
) -> None:
    code, out, err = plangen(*arguments, folder=project)
    assert (code, out) == (3, "")
    assert "sudo apt install libreoffice-writer libreoffice-calc" in err
    assert not (project / "output/packets").exists()
