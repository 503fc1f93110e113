"""Every command and group explains itself in both languages, and says what it takes."""

import re
from collections.abc import Iterator
from typing import Any

import click
import pytest

from plangen.cli.main import PROGRAM

HAN = re.compile("[一-鿿]")
_KEPT = ("output/正式发布/", "演练|法规|组织变动|其他|")  # a folder, and reasons that may be given in either language


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
    assert names[:3] == [("init",), ("check",), ("build",)]
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
