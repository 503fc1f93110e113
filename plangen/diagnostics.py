"""Findings: values with a place that say what is wrong in a user's file and what to do.

A rule (`Rule`) is declared once, beside the code that finds it, with its words in both languages; a finding
(`Finding`) is one occurrence. Nothing here prints: `reporting` words findings, `cli` turns them into an exit code.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType, ModuleType

from msgspec import Struct
from msgspec.structs import replace


class Severity(StrEnum):
    ERROR = "error"  # a build writes nothing
    WARNING = "warning"  # a build goes on and lists it; --strict fails
    INFO = "info"  # worth knowing; never fails


class Words(Struct, frozen=True):
    """One text in the two languages of the user interface."""

    zh: str
    en: str

    def say(self, language: str, values: Mapping[str, object] | None = None) -> str:
        """The text in `language` ("zh" or "en") with `{name}` filled in; values that are Words are said likewise.

        Other braces stay as they are: a hint may hold a name that somebody typed.
        """
        text = self.zh if language == "zh" else self.en
        if not values:
            return text
        return re.sub(r"\{(\w+)\}", lambda at: _said(values[at[1]], language) if at[1] in values else at[0], text)


def _said(value: object, language: str) -> str:
    if isinstance(value, Words):
        return value.say(language)
    if isinstance(value, (list, tuple)):
        return ("、" if language == "zh" else ", ").join(_said(item, language) for item in value)
    return str(value)


def words(zh: str, en: str) -> Words:
    return Words(zh, en)


class Rule(Struct, frozen=True, kw_only=True):
    """What a code means. From these come `plangen explain`, the rule reference and the tests' example pairs."""

    code: str  # a letter for the area, three digits; never reused
    severity: Severity
    title: Words
    why: Words  # why it matters to the people who use the plan
    message: Words  # lower case, names the thing, no full stop; {names} are a finding's values
    hint: Words  # what to do about it
    bad: str = ""  # YAML by file, each part headed "# file.yaml"; merged over a small sound plan it yields the code
    good: str = ""  # the same part corrected; no longer yields the code
    brief: bool = False  # many at a time: listed one line each, after the rest
    counted: bool = False  # brief, and nobody can clear them one by one: where there are many, only how many
    shared_out: bool = False  # brief, and for many people to clear: how many each; `plangen todo` lists them


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_Text = Words | tuple[str, str]


def rule(
    code: str,
    severity: Severity,
    *,
    title: _Text,
    why: _Text,
    message: _Text,
    hint: _Text,
    bad: str = "",
    good: str = "",
    brief: bool = False,
    counted: bool = False,
    shared_out: bool = False,
) -> Rule:
    """A rule from its texts, each the Chinese and the English of it."""
    said = {"title": title, "why": why, "message": message, "hint": hint}
    texts = {key: Words(*text) if isinstance(text, tuple) else text for key, text in said.items()}
    return Rule(
        code=code,
        severity=severity,
        **texts,
        bad=bad,
        good=good,
        brief=brief or counted or shared_out,
        counted=counted,
        shared_out=shared_out,
    )


def rules_of(module: ModuleType) -> tuple[Rule, ...]:
    """The rules that a module declares, in its order."""
    return tuple(value for value in vars(module).values() if isinstance(value, Rule))


class Place(Struct, frozen=True, kw_only=True):
    """Where: line and column from 1, in characters (0: the whole file); `path` names the value by keys and ids."""

    file: str
    line: int = 0
    column: int = 0
    end_column: int = 0  # exclusive; on the same line
    path: str = ""  # e.g. timeline.phases[response].steps[examine].limit
    excerpt: str = ""  # the source line itself
    spot: Words | None = None  # for files without lines: "第 3 段" / "paragraph 3"

    def within(self, text: str) -> "Place":
        """Where a text stands in it, as far as that is on the line which is shown; else the whole of it."""
        column = self.excerpt.find(text, max(self.column - 1, 0)) + 1 if text else 0
        return replace(self, column=column, end_column=column + len(text)) if column else self


NOWHERE = Place(file="")
_NONE: Mapping[str, object] = MappingProxyType({})


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in one place."""

    rule: Rule
    at: Place
    values: Mapping[str, object] = _NONE  # for the rule's words; str, int, Words, or a list of those
    hint: Words | None = None  # where this occurrence knows better than the rule, e.g. "did you mean …?"
    by: Words | None = None  # who can put it right, where somebody in particular can
    rank: int = 0  # before which others at its place it stands, whatever their codes
    cause: str = ""  # what is to be put right once for all findings of the rule that name it; nothing: itself alone

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    def message(self, language: str) -> str:
        return self.rule.message.say(language, self.values)

    def advice(self, language: str) -> str:
        return (self.hint or self.rule.hint).say(language, self.values)


class Skipped(Struct, frozen=True, kw_only=True):
    """A rule that could not run, or not on everything, and why. Never counts as passed."""

    rule: Rule
    reason: Words
    at: Place = NOWHERE


class Accepted(Struct, frozen=True, kw_only=True):
    """A finding that the plan's owners live with, for a reason they wrote down."""

    finding: Finding
    reason: str
    by: str


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """By file, line and column, in a Word file by paragraph, then by rank and code; equal ones once."""
    unique = {(*_whereabouts(f.at), f.rank, f.code, f.at.path, f.message("en")): f for f in findings}
    return tuple(unique[key] for key in sorted(unique))


def by_cause(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """The findings in their order, those of one cause together where the first of them stands."""
    groups: dict[object, list[Finding]] = {}
    for number, each in enumerate(findings):
        groups.setdefault((each.code, each.cause) if each.cause else number, []).append(each)
    return tuple(map(tuple, groups.values()))


def _whereabouts(at: Place) -> tuple[str, int, int, str]:
    return at.file, at.line, at.column, at.path if at.spot else "~"  # what concerns a whole file comes last
