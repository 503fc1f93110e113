"""What an older plan repeats moves to where it is said once: the plan says the same, nothing is lost."""

from pathlib import Path

from plangen.model.contact import facts_of
from plangen.pipeline.changing.migrate import migrate_project
from plangen.pipeline.changing.proving import Changed
from plangen.pipeline.check import study
from plangen.pipeline.migrations.table import MIGRATIONS
from tests.changing.conftest import contents

COMMUNICATION = "source/communication.yaml"


def add(small: Path, **facts: str) -> None:
    """The small plan with these scenarios alone, and nothing of the company's in communication.yaml."""
    for path in (small / "source/scenarios").iterdir():
        sound = path.read_text(encoding="utf-8")
        head = sound.partition("incident:")[0] if "incident:" in sound else sound
        if path.stem in facts:
            path.write_text(head.rstrip("\n") + "\nincident:\n" + facts[path.stem], encoding="utf-8")


def text(small: Path, path: str) -> str:
    return (small / path).read_text(encoding="utf-8")


def found(small: Path) -> list[str]:
    return [each.message("zh") for each in study(small).outcome.findings if each.code == "J201"]


def codes(changed: Changed) -> list[str]:
    return [each.code for each in changed.outcome.findings]


def said(small: Path) -> object:
    plan = study(small).plan
    return {name: facts_of(plan, case) for name, case in plan.cases.items()}


FAULT = "  # 总机\n  hotline: '400-000-0000' # 24小时\n  hours: !todo 服务时间\n  website: a.example\n  impact: 甲\n"
LEAK = "  hotline: 400-000-0000 # 全天\n  hours: 9:00至18:00\n  website: a.example\n"


def test_what_is_alike_moves_once_with_its_comments_and_what_differs_stays(small: Path) -> None:
    add(small, fault=FAULT, leak=LEAK)
    before, communication = said(small), text(small, COMMUNICATION)
    assert found(small) == ["热线、网址 在几个场景里写的相同（涉及 2 个场景）"]
    done = migrate_project(small)
    assert (codes(done), done.written) == ([], True)
    assert text(small, "source/scenarios/fault.yaml").endswith("incident:\n  hours: !todo 服务时间\n  impact: 甲\n")
    assert text(small, "source/scenarios/leak.yaml").endswith("incident:\n  hours: 9:00至18:00\n")
    after = text(small, COMMUNICATION)
    come = (
        "# 各场景和突发事件的通知通用；某一场景、某一事件不同的，写在它自己的 incident 下面\n"
        "contact:\n  # 总机\n  # 全天\n  hotline: '400-000-0000' # 24小时\n  website: a.example\n"
    )
    assert come in after
    assert after.replace(come, "") == communication
    assert said(small) == before
    assert found(small) == []


def test_a_second_run_changes_nothing(small: Path) -> None:
    add(small, fault=FAULT, leak=LEAK)
    migrate_project(small)
    before = contents(small)
    done = migrate_project(small)
    assert (done.files, done.written) == ((), False)
    assert contents(small) == before


def test_what_the_company_says_already_is_not_repeated(small: Path) -> None:
    add(small, fault=FAULT, leak=LEAK.replace("400-000-0000", "400-999-9999"))
    path = small / COMMUNICATION
    path.write_text(text(small, COMMUNICATION) + "contact: {hotline: 400-999-9999}\n", encoding="utf-8")
    before = said(small)
    migrate_project(small)
    assert "hotline" not in text(small, "source/scenarios/leak.yaml")
    assert "hotline: '400-000-0000' # 24小时" in text(small, "source/scenarios/fault.yaml")
    assert text(small, COMMUNICATION).endswith("contact: {hotline: 400-999-9999, website: a.example}\n")
    assert said(small) == before


def test_what_one_of_them_leaves_out_does_not_move(small: Path) -> None:
    """A scenario, or an incident, without a hotline would get one."""
    add(small, fault=FAULT, leak=LEAK.replace("  hotline: 400-000-0000 # 全天\n", "").replace("a.example", "b.example"))
    assert found(small) == []
    before = contents(small)
    assert migrate_project(small).files == ()
    assert contents(small) == before


def test_without_a_communication_file_nothing_is_superseded(small: Path) -> None:
    add(small, fault=FAULT, leak=LEAK)
    (small / COMMUNICATION).unlink()
    assert found(small) == []


def test_what_is_written_between_brackets_moves_too(small: Path) -> None:
    add(small, fault="  {hotline: 400-1, website: a}\n", leak="  {hotline: 400-1, website: b}\n")
    before = said(small)
    assert codes(migrate_project(small)) == []
    assert text(small, "source/scenarios/fault.yaml").endswith("  {website: a}\n")
    assert said(small) == before


def test_where_the_writer_gives_up_nothing_is_changed(small: Path) -> None:
    add(small, fault="  {hotline: 400-1, # 总机\n   hours: x}\n", leak="  {hotline: 400-1, hours: y}\n")
    before = contents(small)
    done = migrate_project(small)
    assert (codes(done), done.written) == (["Y201"], False)
    assert done.outcome.findings[0].at.line > 0
    assert "请手工删去 incident.hotline" in done.outcome.findings[0].advice("zh")
    assert contents(small) == before


def test_a_dry_run_writes_nothing(small: Path) -> None:
    add(small, fault=FAULT, leak=LEAK)
    before = contents(small)
    assert migrate_project(small, dry_run=True).files
    assert contents(small) == before


def test_the_sample_is_written_in_the_present_way(project: Path) -> None:
    assert [each.find(study(project).files.contents) for each in MIGRATIONS] == [None for _ in MIGRATIONS]
