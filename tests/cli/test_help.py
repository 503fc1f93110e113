"""Every command and group explains itself in both languages, and says what it takes."""

import re
from collections.abc import Iterator
from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plangen.cli.help_page import _units, first_sentence, folded
from plangen.cli.main import PROGRAM
from plangen.visible import width

HAN = re.compile("[一-鿿]")
_KEPT = (
    "output/正式发布/",
    "首次编制|演练|法规|组织变动|其他|",
)  # a folder, and reasons that may be given in either language


def commands(group: click.Group | None = None, *path: str) -> Iterator[tuple[str, ...]]:
    """The words that lead to each command and group below the program."""
    group = group or PROGRAM.spoken("plangen", "en")
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield (*path, name)
        if isinstance(found, click.Group):
            yield from commands(found, *path, name)


EVERY = [(), *commands()]


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_each_command_and_group_has_help_in_the_language_asked_for(plangen: Any, words: tuple[str, ...]) -> None:
    """`--lang` may stand anywhere on the line, also where only help is wanted."""
    code, out, err = plangen(*words, "--help", "--lang", "en")
    assert (code, err) == (0, "")
    assert out.startswith(" ".join(("Usage: plangen", *words)))
    for kept in _KEPT:
        out = out.replace(kept, "")
    assert not HAN.search(out)
    assert "--lang [zh|en]" in out
    code, out, err = plangen("--lang", "zh", *words, "-h")
    assert (code, err) == (0, "")
    assert out.startswith(" ".join(("用法： plangen", *words)))
    assert "[选项]" in out
    assert not re.search("Usage|Options|Commands|Show this", out)


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_an_unknown_option_is_said_in_the_language_asked_for(plangen: Any, words: tuple[str, ...]) -> None:
    for language, said in (("zh", "没有选项“--nope”"), ("en", "No such option '--nope'")):
        code, out, err = plangen(*words, "--nope", environment={"PLANGEN_LANG": language})
        assert (code, out) == (2, "")
        assert said in err


def test_commands_are_listed_in_the_order_in_which_they_are_met() -> None:
    """A newcomer makes a plan before he checks it, legal asks for facts before it approves."""
    names = [words for words in EVERY if len(words) == 1]
    assert names[:4] == [("init",), ("check",), ("todo",), ("build",)]
    notices = [words[1] for words in EVERY if len(words) == 2]
    assert notices.index("questions") < notices.index("approve") < notices.index("issue")


@pytest.mark.parametrize(
    ("arguments", "environment", "text"),
    [
        (("--version",), {}, "plangen，版本 "),
        (("--version",), {"PLANGEN_LANG": "en"}, "plangen, version "),
        (("--version",), {"PLANGEN_LANG": "fr"}, "plangen，版本 "),
        (("--lang=en", "--version"), {"PLANGEN_LANG": "zh"}, "plangen, version "),
    ],
)
def test_the_line_chooses_the_language_before_the_environment(
    plangen: Any, arguments: tuple[str, ...], environment: dict[str, str], text: str
) -> None:
    assert plangen(*arguments, environment=environment).out.startswith(text)


def test_the_same_option_is_called_the_same_everywhere() -> None:
    """Declared once: one help text for each of the options that most commands share."""
    texts: dict[str, set[str | None]] = {}
    for words in EVERY[1:]:
        command: click.Command = PROGRAM.spoken("plangen", "en")
        for word in words:
            assert isinstance(command, click.Group)
            found = command.get_command(click.Context(command), word)
            assert found is not None
            command = found
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                texts.setdefault(parameter.opts[0], set()).add(parameter.help)
    assert {name: len(texts[name]) for name in ("--project", "--json", "--strict", "--lang")} == dict.fromkeys(
        ("--project", "--json", "--strict", "--lang"), 1
    )


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_fits_the_terminal_and_says_all_of_each_command(plangen: Any, columns: int, language: str) -> None:
    """A letter of Chinese takes two columns; no command is "..." alone, and no line of a paragraph is cut."""
    environment = {"COLUMNS": str(columns), "PLANGEN_LANG": language}
    for words in EVERY:
        out = plangen(*words, "--help", environment=environment).out
        wide = [line for line in out.splitlines() if width(line) > columns and " " in line.strip()]
        assert wide == [], words
    menu = " ".join(plangen("--help", environment=environment).out.split())
    for name in PROGRAM.modules:
        spoken = PROGRAM.spoken("plangen", language).get_command(click.Context(click.Command("x")), name)
        assert spoken is not None
        assert squeezed(first_sentence(spoken.help or "")) in squeezed(menu)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(st.text("演练 ab（），。\n“”", max_size=60), st.integers(2, 30), st.integers(0, 1))
def test_a_text_is_folded_without_loss_into_lines_that_fit(text: str, columns: int, hanging: int) -> None:
    lines = folded(text, columns, hanging)
    assert squeezed("".join(lines)) == squeezed(text)
    for number, line in enumerate(lines):
        assert width(line) <= columns - (hanging if number else 0) or len(list(_units(line))) == 1
        assert line
        assert line == line.rstrip()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("检查演练计划。", ["检查演练", "计划。"]),
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三（四五）", ["一二三", "（四五）"]),
        ("plangen check 检查", ["plangen", "check 检", "查"]),
    ],
)
def test_punctuation_stays_with_its_letter(text: str, lines: list[str]) -> None:
    assert folded(text, 8) == lines


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("检查计划。再说。", "检查计划。"),
        ("Make layout.yaml again. More.", "Make layout.yaml again."),
        ("没有句号", "没有句号"),
    ],
)
def test_a_command_is_listed_with_its_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first
