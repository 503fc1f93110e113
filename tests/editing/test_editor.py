"""Changes of YAML by hand: what is meant is there, every other line is what it was."""

import textwrap

import pytest

from plangen.editing.editor import edited, lifted
from plangen.editing.edits import Append, Edit, Insert, Remove, Replace
from plangen.editing.meaning import Commented, Open

FILE = "source/a.yaml"


def text(source: str) -> str:
    return textwrap.dedent(source).lstrip("\n")


def made(source: str, *edits: Edit) -> str:
    done = edited(FILE, text(source).encode(), edits)
    assert done.findings == ()
    return done.raw.decode()


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("a: 1  # c\n", "2", "a: 2  # c\n"),
        ("a: '1'\n", "it's", "a: 'it''s'\n"),
        ('a: "1"\n', "甲", 'a: "甲"\n'),
        ("a: 1\n", "甲: 乙", 'a: "甲: 乙"\n'),
        ("a: 1\n", "演练 #1组", 'a: "演练 #1组"\n'),
        ("a: 1\n", "null", 'a: "null"\n'),
        ("a: 1\n", "", 'a: ""\n'),
        ("a: 1\n", "9:10", "a: 9:10\n"),
        ("a: 1\n", "0012345", "a: 0012345\n"),
        ("a: 1\n", "甲\n乙", 'a: "甲\\n乙"\n'),
        ("a: 1\n", "- 甲", 'a: "- 甲"\n'),
        ("a: 1\n", "“甲”", 'a: "“甲”"\n'),
        ("a: 1\n", Open("岗位"), "a: !todo 岗位\n"),
        ("a: 1\n", Open("岗位: 甲"), 'a: !todo "岗位: 甲"\n'),
        ("a: !todo 岗位 # c\n", "甲", "a: 甲 # c\n"),
        ('a: !todo "岗位"\n', "甲", 'a: "甲"\n'),
        ("a:\nb: 1\n", "甲", "a: 甲\nb: 1\n"),
        ("a: # c\nb: 1\n", "甲", "a: 甲 # c\nb: 1\n"),
        ("a: |\n  甲\n  乙\n\n# c\nb: 1\n", "丙", "a: 丙\n\n# c\nb: 1\n"),
        ("a: 甲\n  乙\nb: 1\n", "丙", "a: 丙\nb: 1\n"),
        ("a: 甲", "丙", "a: 丙"),
        ("a: 1\nb: 2\n", ["甲", "乙"], "a: [甲, 乙]\nb: 2\n"),
        ("a: 1 # c\nb: 2\n", {"x": "甲", "y": [{"z": "1"}]}, "a: # c\n  x: 甲\n  y:\n    - z: 1\nb: 2\n"),
        ("a: 1\n", {}, "a: {}\n"),
    ],
)
def test_a_value_keeps_its_quotes_and_gets_them_where_it_must(before: str, value: object, after: str) -> None:
    assert made(before, Replace(("a",), value)) == after  # type: ignore[arg-type]  # each of them is one


@pytest.mark.parametrize(
    ("before", "value", "after"),
    [
        ("{a: [1, x], b: 2}\n", "甲，乙", '{a: ["甲，乙", x], b: 2}\n'),
        ("{a: [1, x], b: 2}\n", "甲]", '{a: ["甲]", x], b: 2}\n'),
        ("{a: [ 1 , x], b: 2}\n", "甲", "{a: [ 甲 , x], b: 2}\n"),
    ],
)
def test_between_brackets_more_needs_quotes(before: str, value: str, after: str) -> None:
    assert made(before, Replace(("a", 0), value)) == after


def test_a_key_comes_last_or_behind_another_and_brings_its_comments() -> None:
    source = """
        # 说明
        a:
          x: 1  # 一
          # 二
          y: |
            甲

        b: {p: 1}
        c: [ ]
        """
    after = """
        # 说明
        a:
          x: 1  # 一
          # 新的
          n: 3 # 三
          # 二
          y: |
            甲
          z: [甲, 乙]

        b: {p: 1, q: !todo 丙}
        c: [ ]
        d: 4
        """
    assert made(
        source,
        Insert(path=("a", "n"), value=Commented("3", ("# 新的",), "# 三"), after="x"),
        Insert(path=("a", "z"), value=["甲", "乙"]),
        Insert(path=("b", "q"), value=Open("丙")),
        Insert(path=("d",), value="4"),
    ) == text(after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n- 1\n- 2 # c\n  # d\n# e\nb: 1\n", "a:\n- 1\n- 2 # c\n  # d\n- id: n\n  t: 甲\n# e\nb: 1\n"),
        ("a:\n    -   1\nb: 1\n", "a:\n    -   1\n    - id: n\n      t: 甲\nb: 1\n"),
        ("a:\n  - x: 1\n\n  - x: 2\n\nb: 1\n", "a:\n  - x: 1\n\n  - x: 2\n\n  - id: n\n    t: 甲\n\nb: 1\n"),
        ("a: [1, 2]\n", "a: [1, 2, {id: n, t: 甲}]\n"),
        ("a: []\n", "a: [{id: n, t: 甲}]\n"),
        ("a: [1, 2,]\n", "a: [1, 2, {id: n, t: 甲}]\n"),
        ("a: [1,\n  2] # c\n", "a: [1,\n  2, {id: n, t: 甲}] # c\n"),
        ("a:\n  - 1", "a:\n  - 1\n  - id: n\n    t: 甲"),
    ],
)
def test_an_item_comes_last_as_the_others_are_written(before: str, after: str) -> None:
    assert made(before, Append(("a",), {"id": "n", "t": "甲"})) == after


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        ("a: 1\n# b\nb: 2 # c\n# d\nd: 3\n", ("b",), "a: 1\n# d\nd: 3\n"),
        ("# 文件\na: 1\nb: 2\n", ("a",), "# 文件\nb: 2\n"),
        ("a: 1\n\nb:\n  x: 2\n  # x\n\nc: 3\n", ("b",), "a: 1\n\nc: 3\n"),
        ("a: 1\nb: 2", ("b",), "a: 1"),
        ("a: # c\n  # x\n  x: 1\nb: 2\n", ("a", "x"), "a: {} # c\nb: 2\n"),
        ("a:\n  - 1\nb: 2\n", ("a", 0), "a: []\nb: 2\n"),
        ("a:\n- id: 1\n  x: 2\n- id: 3\n", ("a", 0, "id"), "a:\n- x: 2\n- id: 3\n"),
        ("a:\n- id: 1\n  # x\n  x: 2\n", ("a", 0, "id"), "a:\n- \n  # x\n  x: 2\n"),
        ("a:\n- 1\n# two\n- 2\n- 3\n", ("a", 1), "a:\n- 1\n- 3\n"),
        ("a:\n- id: 1\n- id: 3\n", ("a", 0, "id"), "a:\n- {}\n- id: 3\n"),
        ("{a: 1, b: 2, c: 3}\n", ("b",), "{a: 1, c: 3}\n"),
        ("{a: 1, b: 2, c: 3}\n", ("c",), "{a: 1, b: 2}\n"),
        ("{a: 1,}\n", ("a",), "{}\n"),
        ("a: [1, [2, 3], 4]\n", ("a", 1, 0), "a: [1, [3], 4]\n"),
    ],
)
def test_what_goes_takes_its_own_comment_along_and_no_other(
    before: str, path: tuple[str | int, ...], after: str
) -> None:
    assert made(before, Remove(path)) == after


def test_what_moves_keeps_its_comments_and_its_quotes() -> None:
    source = text("""
        a:
          # 热线
          x: '0123' # c
          y: 1
        """).encode()
    (taken,) = lifted(FILE, source, [("a", "x")])
    assert taken is not None
    assert (taken.at.line, taken.at.column, taken.at.path) == (3, 3, "a.x")
    done = edited(FILE, source, [Remove(("a", "x")), Insert(path=("b",), value={"x": taken.noted, "z": "2"})])
    assert done.raw.decode() == text("""
        a:
          y: 1
        b:
          # 热线
          x: '0123' # c
          z: 2
        """)


def test_a_comment_does_not_go_between_brackets() -> None:
    done = edited(FILE, b"a: {x: 1}\n", [Insert(path=("a", "y"), value=Commented("2", ("# c",)))])
    assert [each.code for each in done.findings] == ["Y201"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encoding_stay(codec: str, end: str) -> None:
    before = "甲: 乙\na:\n  - 1\nb: 丙".replace("\n", end).encode(codec)
    done = edited(FILE, before, [Append(("a",), "丁"), Insert(path=("c",), value="戊"), Replace(("甲",), "己")])
    assert done.findings == ()
    assert done.raw == "甲: 己\na:\n  - 1\n  - 丁\nb: 丙\nc: 戊".replace("\n", end).encode(codec)


def test_of_mixed_line_ends_each_line_keeps_its_own() -> None:
    done = edited(FILE, b"a: 1\r\nb: 2\nc: 3\r\n", [Replace(("b",), "4"), Remove(("a",))])
    assert done.raw == b"b: 4\nc: 3\r\n"


def test_a_file_of_comments_alone_gets_its_first_key() -> None:
    assert made("# c\n", Insert(path=("a",), value="1")) == "# c\na: 1\n"


@pytest.mark.parametrize(
    ("before", "edit", "said"),
    [
        (
            "a: &x [1]\nb: *x\n",
            Append(("b",), "2"),
            (2, 1, "它用了锚点", "在 b 末尾加一条：2"),
        ),
        ("a: &x 1\nb: *x\n", Replace(("a",), "2"), (1, 1, "锚点", "把 a 改为：2")),
        ("{a: 1, # c\n b: 2}\n", Remove(("b",)), (2, 2, "括号里有注释", "删去 b")),
        ("a:\n\tb: 1\n", Replace(("a", "b"), "2"), (0, 0, "文件里有错误", "把 a.b 改为：2")),
        ("a: {x: 1}\n", Replace(("a",), "2"), (1, 1, "不是单独的一个值", "把 a 改为：2")),
        ("a: 1\n", Insert(path=("a",), value="2"), (1, 1, "已经有了", "写上：a: 2")),
        ("a: 1\n", Remove(("b", 2, "c")), (0, 0, "没有这一处", "删去 b[3].c")),
    ],
)
def test_what_cannot_be_proved_is_left_alone_and_said(before: str, edit: Edit, said: tuple[int, int, str, str]) -> None:
    done = edited(FILE, before.encode(), [edit])
    assert done.raw == before.encode()
    (finding,) = done.findings
    assert (finding.code, finding.at.line, finding.at.column) == ("Y201", *said[:2])
    assert said[2].removeprefix("它") in finding.message("zh")
    assert said[3] in finding.advice("zh")


def test_where_one_edit_cannot_be_made_none_is() -> None:
    before = b"a: 1\nb: &x [1]\nc: *x\n"
    done = edited(FILE, before, [Replace(("a",), "2"), Append(("c",), "2")])
    assert done.raw == before
    assert len(done.findings) == 1
