"""What the documentation says of rules, fields and commands is what the program says: generated, and compared here."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from plangen.cli.main import main
from plangen.pipeline.explain import all_rules
from plangen.reporting.reference import fields_markdown, rule_markdown
from plangen.reporting.style import Style

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs/reference"


def rules() -> Iterable[str]:
    style = Style("zh")
    yield "# 检查规则"
    yield ""
    yield "由程序生成；`plangen explain 代码` 显示同样的内容。"
    yield "错误：不生成文件；警告：照常生成，加 `--strict` 时不通过；提示：供参考。"
    yield ""
    for rule in all_rules():
        yield from rule_markdown(rule, style)


def field_reference() -> Iterable[str]:
    yield "# 全部字段"
    yield ""
    yield "由程序生成。值还不知道时写成 `!todo 要填什么`（编号除外）。"
    yield ""
    yield from fields_markdown()


def compare(path: Path, text: str, *, update: bool) -> None:
    if update:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: pytest --update-golden"


@pytest.mark.parametrize(("name", "lines"), [("rules.md", rules), ("fields.md", field_reference)])
def test_reference_is_current(name: str, lines: Callable[[], Iterable[str]], *, update_golden: bool) -> None:
    compare(DOCS / name, "\n".join(lines()).rstrip() + "\n", update=update_golden)


@pytest.mark.parametrize(("name", "language"), [("README.md", "en"), ("README.zh-CN.md", "zh")])
def test_readme_shows_the_help_of_this_version(
    name: str,
    language: str,
    *,
    update_golden: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANGUAGE", "")
    with pytest.raises(SystemExit):
        main(["--lang", language, "--help"])
    shown = capsys.readouterr().out
    begin, end = "<!-- help: generated, see tests/docs -->\n", "<!-- /help -->"
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition(begin)
    _, _, tail = rest.partition(end)
    compare(path, f"{head}{begin}\n```\n{shown}```\n\n{end}{tail}", update=update_golden)


def test_every_rule_speaks_both_languages() -> None:
    """No rule without title, reason, message and hint in Chinese and English, and no code used twice."""
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))
    han = re.compile("[一-鿿]")
    for rule in all_rules():
        for text in (rule.title, rule.why, rule.message, rule.hint):
            assert han.search(text.zh), (rule.code, text.zh)
            assert re.search("[a-z]", text.en), (rule.code, text.en)
        assert not han.search(rule.title.en), rule.code  # the rest may quote what stands in a file


def test_links_in_the_documentation_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8")):
            assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"
