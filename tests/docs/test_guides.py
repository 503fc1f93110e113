"""What the guides tell people to type exists, and so does what they show and lead to."""

import datetime
import itertools
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from plangen.cli.main import PROGRAM as MENU
from plangen.pipeline.notices.approve import WantedApproval, approve_notice
from plangen.pipeline.notices.issue import IssueOrder, issue_notice
from plangen.pipeline.notices.lists import ask_questions

ROOT = Path(__file__).parents[2]
GUIDES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
IMAGES = sorted((ROOT / "docs/images").glob("*.png"))
PROGRAM = MENU.spoken("plangen", "zh")
LARGEST, ALL = 150_000, 1_200_000


def commands(text: str) -> Iterator[str]:
    """Code spans, and lines of code blocks, that begin with the program's name; comments left out."""
    for fence in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from (
            line.partition(" #")[0] for line in fence.replace("\\\n", " ").splitlines() if line.startswith("plangen ")
        )
    yield from re.findall(r"`(plangen [^`\n]+)`", text)


def unknown(line: str) -> list[str]:
    """The words of a command line that the program does not know."""
    words = shlex.split(line.replace("\\", "/"))[1:]  # a line that goes on, a path of Windows
    command: click.Command = PROGRAM
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name = words.pop(0)
        found = command.get_command(context, name)
        if found is None:
            return [name]
        command = found
    known = {option for parameter in command.params for option in parameter.opts} | {"--lang", "--help", "--version"}
    return [word for word in words if word.startswith("-") and word.partition("=")[0] not in known]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_exists_with_its_options(path: Path) -> None:
    wrong = {line: unknown(line) for line in commands(path.read_text(encoding="utf-8"))}
    assert {line: words for line, words in wrong.items() if words} == {}


def test_wrong_commands_would_be_found() -> None:
    text = "`plangen notices chekc` and\n```\nplangen build --pfd  # all\n```\n`plangen notices status --json`\n"
    assert [unknown(line) for line in commands(text)] == [["--pfd"], ["chekc"], []]


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_picture_and_link_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    files = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [file for file in files if file and not (path.parent / file).exists()] == []


def torn(text: str) -> list[str]:
    """Rows without a head or with other cells than their head, and lines that come twice in a row."""
    lines = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL).splitlines()
    found = [line for before, line in itertools.pairwise(lines) if line == before and line.strip()]
    for is_table, group in itertools.groupby(lines, lambda line: line.startswith("|")):
        rows = list(group)
        if is_table and not re.fullmatch(r"\|(:?-+:?\|| +)+", "".join(rows[1:2])):
            found.append(rows[0])
        elif is_table:
            found += [row for row in rows if cells(row) != cells(rows[0])]
    return found


def cells(row: str) -> int:
    """How many cells the row of a table has; a bar in code or behind a backslash divides nothing."""
    return len(re.findall(r"(?<!\\)\|", re.sub(r"`[^`]*`", "", row))) - 1


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_table_is_whole_and_no_line_stands_twice(path: Path) -> None:
    assert torn(path.read_text(encoding="utf-8")) == []


def test_torn_tables_and_doubled_lines_would_be_found() -> None:
    head = "| a | b |\n|---|:-:|\n"
    assert torn(f"{head}| 1 | `x|y` |\n| 2 | 3 \\| 4 |\n\n\nText.\n") == []
    assert torn(f"{head}| 1 |\n| 2 | 3 |\n| 2 | 3 |\n") == ["| 2 | 3 |", "| 1 |"]
    assert torn("Text\n| 1 | 2 |\n| 3 | 4 |\n") == ["| 1 | 2 |"]
    assert torn("Text\n| 1 | 2 |\n") == ["| 1 | 2 |"]
    assert torn("- same\n- same\n") == ["- same"]
    assert torn("```\nsame\nsame\n```\n") == []


def test_pictures_are_small_and_all_shown() -> None:
    guide = "".join(path.read_text(encoding="utf-8") for path in GUIDES)
    sizes = {path.name: path.stat().st_size for path in IMAGES}
    assert sizes
    assert [name for name in sizes if f"(images/{name})" not in guide] == []
    assert max(sizes.values()) < LARGEST
    assert sum(sizes.values()) < ALL


def test_the_example_incident_leaves_no_question_and_can_be_issued(tmp_path: Path) -> None:
    """Who follows the guide with its example comes to the end."""
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    plan = tmp_path / "source/plan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("company: !todo 公司全称", "company: 示例电器有限公司"), encoding="utf-8")
    (tmp_path / "source/incidents").mkdir()
    shutil.copy(ROOT / "docs/examples/kettle-2026.yaml", tmp_path / "source/incidents")
    asked = ask_questions(tmp_path, case="kettle-2026")
    assert (len(asked.notices), asked.questions) == (1, ())
    notice = "kettle-2026/recall-notice"
    passed = (("起草", "法务部信息收集员", "张三"), ("复核", "法务部负责人", "李四"), ("审批", "总经理", "王一"))
    for stage, post, name in passed:
        wanted = WantedApproval(notice=notice, stage=stage, by=post, name=name, date="2026-03-01", result="同意")
        approved = approve_notice(tmp_path, wanted, datetime.datetime(2026, 3, 1, 9, tzinfo=datetime.UTC))
        assert [each.message("zh") for each in approved.outcome.findings] == []
    done = issue_notice(tmp_path, IssueOrder(notice=notice, time="2026-03-02 14:05"))
    assert [each.message("zh") for each in done.outcome.findings] == []
    assert len(list((tmp_path / "output/正式发布").glob("*.docx"))) == 1
