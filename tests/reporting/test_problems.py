"""Whatever stops plangen itself is a type with data, and each type has words in both languages."""

import json
import re
from collections.abc import Iterator

import pytest

from plangen import errors
from plangen.errors import EnvironmentProblem, Interrupted, InterruptedLate, PlangenError, UsageProblem
from plangen.reporting.problems import PROBLEMS, problem_json, problem_text

_BASES = {PlangenError, UsageProblem, EnvironmentProblem}
_PLACE = re.compile(r"\{(\w+)\}")


def kinds(of: type[PlangenError] = PlangenError) -> Iterator[type[PlangenError]]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("plangen."):
            yield from ([kind] if kind not in _BASES else [])
            yield from kinds(kind)


def test_each_problem_has_words_and_no_words_are_left_over() -> None:
    assert set(kinds()) == set(PROBLEMS)
    assert Interrupted in PROBLEMS


@pytest.mark.parametrize("kind", tuple(kinds()), ids=lambda kind: kind.__name__)
def test_both_languages_say_only_what_the_problem_carries(kind: type[PlangenError]) -> None:
    text = PROBLEMS[kind]
    assert set(_PLACE.findall(text.zh)) == set(_PLACE.findall(text.en)) == kind.fields()


@pytest.mark.parametrize("kind", tuple(kinds()), ids=lambda kind: kind.__name__)
def test_each_problem_can_be_said(kind: type[PlangenError]) -> None:
    problem = kind(**{name: f"<{name}>" for name in kind.fields()})
    for language in ("zh", "en"):
        said = problem_text(problem, language)
        assert "{" not in said
        assert all(f"<{name}>" in said for name in kind.fields())


def test_a_problem_without_its_data_is_a_bug() -> None:
    with pytest.raises(TypeError):
        errors.NoFolder()  # type: ignore[call-arg]


def test_codes_are_those_that_json_has_always_given() -> None:
    assert errors.NotAFolder(path="x").code == "not-a-folder"
    assert errors.PdfMissing().code == "pdf-missing"
    assert errors.SystemRefused(reason="r", path="p").code == "system"
    assert Interrupted().code == "interrupted"


@pytest.mark.parametrize("kind", tuple(kinds()), ids=lambda kind: kind.__name__)
def test_json_tells_a_problem_by_its_code(kind: type[PlangenError]) -> None:
    told = json.loads(problem_json(kind(**{name: name for name in kind.fields()}), "en"))
    assert (told["version"], told["ok"], told["findings"]) == (1, False, [])
    assert told["problem"]["code"] == kind.code
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)


def test_no_two_problems_have_one_code() -> None:
    codes = [kind.code for kind in kinds() if kind is not InterruptedLate]  # the same, with more to say
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("kind", tuple(kinds()), ids=lambda kind: kind.__name__)
def test_each_problem_says_what_it_is_and_ends_with_the_code_of_its_family(kind: type[PlangenError]) -> None:
    assert kind.__doc__
    family = next(base for base in (UsageProblem, EnvironmentProblem, Interrupted) if issubclass(kind, base))
    assert kind.exit_code == {UsageProblem: 2, EnvironmentProblem: 3, Interrupted: 130}[family]
