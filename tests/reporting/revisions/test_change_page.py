"""A comparison as a web page: whole in itself, safe, the same bytes each time."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from plangen.pipeline.revisions.diff import diff_project
from plangen.reporting.revisions.change_page import change_page

pytestmark = pytest.mark.slow


class Tags(HTMLParser):
    """Whether every element ends where it should; the text of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def page(root: Path, old: str = "", new: str = "", language: str = "zh") -> str:
    compared = diff_project(root, old, new).compared
    assert compared is not None
    return change_page(compared, language)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", ["修订对照：v1.0 → v1.1", "类别", "位置", "内容", "修订前", "修订后", "修改"]),
        ("en", ["Changes: v1.0 → v1.1", "kind", "place", "what", "before", "after", "changed"]),
    ],
)
def test_the_page_says_what_changed_in_a_table_for_each_subject(history: Path, language: str, told: list[str]) -> None:
    tags = Tags(page(history, "v1.0", "v1.1", language))
    assert tags.open == []
    assert {"table", "ins", "del"} <= tags.seen
    assert [each for each in told if each not in tags.text] == []


def test_the_page_needs_nothing_beside_it(history: Path) -> None:
    tags = Tags(page(history, "v1.0", "v1.3"))
    assert not {"script", "link", "img", "iframe"} & tags.seen
    assert not re.search(r"https?:|url\(|@import", page(history, "v1.0", "v1.3"))


def test_the_same_comparison_gives_the_same_bytes(history: Path) -> None:
    assert page(history, "v1.0", "v1.3") == page(history, "v1.0", "v1.3")


def test_what_stands_in_the_plan_is_text_never_markup(project: Path) -> None:
    path = project / "source/forms.yaml"
    text = path.read_text(encoding="utf-8").replace("title: 投诉编号", "title: '<script>alert(1)</script> & 编号'")
    path.write_text(text, encoding="utf-8")
    tags = Tags(page(project))
    assert "script" not in tags.seen
    assert "<script>alert(1)</script> & 编号" in tags.text


def test_without_a_difference_the_page_says_so(history: Path) -> None:
    assert "<p>没有差别。</p>" in page(history)
    assert "<p>No difference.</p>" in page(history, language="en")


def test_templates_are_listed(project: Path) -> None:
    (project / "templates/notices/new.docx").write_bytes(b"new")
    assert "增加：templates/notices/new.docx" in Tags(page(project)).text
    assert "added: templates/notices/new.docx" in Tags(page(project, language="en")).text


def test_what_moved_says_where_it_went(project: Path) -> None:
    path = project / "source/forms.yaml"
    text = path.read_text(encoding="utf-8")
    first, second = re.findall(r"^ +- \{id: [^\n]+\n", text, re.MULTILINE)[:2]
    path.write_text(text.replace(first + second, second + first, 1), encoding="utf-8")
    assert re.search(r"第 \d+ 项", Tags(page(project)).text)
    assert re.search(r"item \d+", Tags(page(project, language="en")).text)
