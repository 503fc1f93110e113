"""What a redline shows for single changes, as a reader sees it: small documents, the marks spelled out."""

import re

import pytest
from redline_laws import broken_laws

from plangen.office.redline import Redlined, accept_all, redline, reject_all
from tests.office.redlines import STYLES, R, body, compared, docx, p, shown


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("应当在3小时内封堵", "应当在2小时内封堵", "应当在[-3-]{+2+}小时内封堵"),
        ("自14:30起每15分钟", "自14:45起每15分钟", "自[-14:30-]{+14:45+}起每15分钟"),
        ("由Incident小组处理信息", "由Incidents小组处理信息", "由[-Incident-]{+Incidents+}小组处理信息"),
        ("客户服务部负责接听热线", "客户服务部和法务部负责接听热线", "客户服务部{+和法务部+}负责接听热线"),
        ("完全不同的旧内容在这里", "崭新文字另起炉灶说明", "[-完全不同的旧内容在这里-]{+崭新文字另起炉灶说明+}"),
    ],
)
def test_words(old: str, new: str, line: str) -> None:
    """Chinese by character, numbers, times and Latin words whole; no confetti where little stayed."""
    assert shown(compared(p(old), p(new))) == [line]


def test_paragraphs_that_came_went_and_moved() -> None:
    first, second, third = "第一条演练目的是检验预案", "第二条组织机构由领导担任", "第三条时间安排另行通知"
    redlined = compared(p(first) + p(second) + p(third) + p("终"), p(third) + p(first) + p("新增一条内容") + p("终"))
    assert shown(redlined) == [
        f"<+{third}+><+¶+>",
        first,
        f"[-{second}-][-¶-]",
        f"<-{third}-><-¶->",
        "{+新增一条内容+}{+¶+}",
        "终",
    ]
    assert (redlined.summary.moves, redlined.summary.insertions, redlined.summary.deletions) == (1, 1, 1)
    text = body(redlined)
    assert re.findall(r'w:moveFromRangeStart [^>]*w:name="(\w+)"', text) == re.findall(
        r'w:moveToRangeStart [^>]*w:name="(\w+)"', text
    )


def test_neighbours_move_together() -> None:
    """As one move with one name, from its first paragraph to its last."""
    lines = [f"第{n}条应当遵守的内容各不相同{'甲乙丙丁戊己'[n]}" * 2 for n in range(6)]
    old = "".join(map(p, lines)) + p("终")
    redlined = compared(old, "".join(map(p, [*lines[2:], *lines[:2]])) + p("终"))
    text = body(redlined)
    assert redlined.summary.moves == 1
    for kind in ("moveFrom", "moveTo"):
        assert len(re.findall(rf"<w:{kind}RangeStart ", text)) == len(re.findall(rf"<w:{kind}RangeEnd ", text)) == 1
        start, end = text.index(f"<w:{kind}RangeStart "), text.index(f"<w:{kind}RangeEnd ")
        assert text[start:end].count(f"<w:{kind} ") >= 3


def test_paragraphs_added_and_taken_away_at_the_end_of_a_cell() -> None:
    """The last paragraph of a cell cannot lose its mark; what is added there still reads as added."""
    table = "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>" + p("终")
    one, two = table.format(p("登记来电")), table.format(p("登记来电", "<w:keepNext/>") + p("逐级上报"))
    assert shown(compared(one, two)) == ["登记来电{+¶+}", "{+逐级上报+}", "终"]
    assert shown(compared(two, one)) == ["登记来电[-¶-]", "[-逐级上报-]", "终"]


def test_rows_are_tracked_with_all_they_hold() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        lines = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
        content = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{content}</w:tbl>" + p("终")

    old = table(("序号", "步骤"), ("1", "封堵泄露源头"), ("2", "通知用户"))
    new = table(("序号", "步骤"), ("1", "启动应急响应"), ("2", "封堵泄露源头"), ("3", "通知用户"))
    redlined = compared(old, new)
    assert shown(redlined) == [
        *("序号", "步骤", "{+1+}{+¶+}", "{+启动应急响应+}{+¶+}"),
        *("[-1-]{+2+}", "封堵泄露源头", "[-2-]{+3+}", "通知用户", "终"),
    ]
    assert body(redlined).count("<w:trPr><w:ins ") == 1
    assert redlined.summary.tables == 1


def test_a_column_more_replaces_the_rows_within_one_table() -> None:
    """Word would make one table of two that touch."""

    def table(columns: int) -> str:
        cells = "".join(f"<w:tc>{p(f'第{n}列')}</w:tc>" for n in range(columns))
        grid = "<w:gridCol/>" * columns
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>" + p("终")

    text = body(compared(table(2), table(3)))
    assert text.count("<w:tbl>") == 1
    assert "<w:tblGridChange " in text
    assert ("<w:trPr><w:ins " in text, "<w:trPr><w:del " in text) == (True, True)


def test_formatting_is_tracked_and_empty_differences_are_not() -> None:
    old = p("总指挥下达启动指令", '<w:pStyle w:val="a"/>', "") + p("终")
    new = p("总指挥下达启动指令", '<w:pStyle w:val="b"/>', "<w:b/>") + p("终")
    redlined = compared(old, new)
    assert (redlined.summary.formatting, redlined.summary.insertions) == (2, 0)
    assert '<w:pPrChange w:id="' in body(redlined)
    assert "<w:rPr><w:b/><w:rPrChange " in body(redlined)
    split = '<w:p w:rsidR="00AA"><w:pPr/><w:r><w:rPr/><w:t>总指挥</w:t></w:r><w:proofErr w:type="spellStart"/><w:r>'
    split += "<w:t>下达启动指令</w:t></w:r></w:p>"
    assert compared(p("总指挥下达启动指令") + p("终"), split + p("终")).summary.is_empty


def test_styles_of_one_name_are_one_style_whatever_their_ids() -> None:
    """LibreOffice and WPS give styles other ids on saving."""
    renamed = STYLES.replace('"a"', '"Normal1"').replace('"b"', '"Heading1"')
    old = docx(p("标题", '<w:pStyle w:val="b"/>') + p("终", '<w:pStyle w:val="a"/>'))
    new = docx(p("标题", '<w:pStyle w:val="Heading1"/>') + p("终", '<w:pStyle w:val="Normal1"/>'), styles=renamed)
    redlined = redline(old, new, author="甲")
    assert redlined.summary.is_empty
    assert redlined.findings == ()


def test_a_link_is_marked_inside_and_notes_are_compared() -> None:
    link = f'<Relationship Id="rId9" Type="{R}/hyperlink" Target="https://example.com/" TargetMode="External"/>'
    linked = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'
    old = docx(linked.format("旧链接") + p("终"), links=link)
    new = docx(linked.format("新链接").replace("rId9", "rId7") + p("终"), links=link.replace("rId9", "rId7"))
    assert broken_laws(old, new) == []
    text = body(redline(old, new, author="甲"))
    assert re.search(r'<w:hyperlink r:id="rId7"><w:del .*?</w:del></w:hyperlink>', text)
    assert re.search(r'<w:hyperlink r:id="rId7"><w:ins .*?</w:ins></w:hyperlink>', text)

    noted = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + p("终")
    note = '<w:footnote w:id="2">{}</w:footnote>'
    before, now = docx(noted, notes=note.format(p("注释一"))), docx(noted, notes=note.format(p("注释二")))
    assert broken_laws(before, now) == []
    assert broken_laws(docx(p("正文") + p("终")), now) == []
    assert broken_laws(now, docx(p("正文") + p("终"))) == []


def test_earlier_changes_and_comments_are_settled_and_said() -> None:
    tracked = '<w:p><w:r><w:t>甲</w:t></w:r><w:ins w:id="1" w:author="乙"><w:r><w:t>乙</w:t></w:r></w:ins>'
    tracked += '<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    redlined = redline(docx(tracked + p("终")), docx(p("甲乙丙") + p("终")), author="甲", names=("旧.docx", "新.docx"))
    assert [(each.code, each.at.file) for each in redlined.findings] == [("Q101", "旧.docx"), ("Q102", "旧.docx")]
    assert shown(redlined)[0] == "甲乙{+丙+}"


def test_settling_a_foreign_document_joins_paragraphs_whose_mark_went() -> None:
    """As Word writes the joining of two paragraphs by hand."""
    mark = '<w:rPr><w:del w:id="1" w:author="乙"/></w:rPr>'
    raw = docx(p("前半句", mark) + p("后半句", '<w:jc w:val="center"/>') + p("终"))
    accepted, rejected = accept_all(raw).raw, reject_all(raw).raw
    assert accepted is not None
    assert rejected is not None
    assert body(Redlined(raw=accepted)).startswith('<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>前半句')
    assert body(Redlined(raw=rejected)).startswith("<w:p><w:r><w:t>前半句</w:t></w:r></w:p>")


@pytest.mark.parametrize(("count", "more"), [(8, []), (9, ["…"])])
def test_of_styles_that_cannot_be_tracked_eight_are_named(count: int, more: list[str]) -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{number}"><w:name w:val="样式{number}"/>'
        '<w:next w:val="{}"/></w:style>'
        for number in range(count)
    )
    old, new = (docx(p("甲"), styles=STYLES + styles.format(*[after] * count)) for after in "ab")
    (finding,) = redline(old, new, author="甲").findings
    assert (finding.code, finding.values["names"]) == ("Q103", [*(f"样式{number}" for number in range(8)), *more])
