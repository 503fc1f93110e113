"""What a template prints of given facts: names, text, marked passages; untaken branches and hidden text are not."""

import pytest

from plangen.blocks.template import Gap, Listing, Names, Value
from plangen.office.templates.names import Contents, printed
from plangen.office.templates.word_file import WordFile
from tests.office.packages import package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def group(title: str, **values: tuple[str, Value]) -> Names:
    return Names(
        title=title,
        values={name: value for name, (_, value) in values.items()},
        chinese={chinese: name for name, (chinese, _) in values.items()},
    )


def product(batch: str) -> Names:
    return group("产品", name=("名称", "水壶"), batch=("批次", batch or Gap("批次")))


FACTS = group(
    "",
    recall=(
        "召回",
        group(
            "召回",
            defect=("缺陷", "不断电"),
            filing=("备案编号", Gap("备案编号")),
            products=("产品", Listing(items=(product(""), product("A1")), sample=product(""))),
            measures=("措施", Listing(items=(), sample=Gap("措施"))),
        ),
    ),
    leak=("泄露", group("泄露", cause=("原因", Gap("原因")))),
)


def of(*paragraphs: str) -> Contents:
    """The contents of a template with these paragraphs, given as text or as XML."""
    body = "".join(text if text.startswith("<") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    document = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return printed(WordFile(package({"word/document.xml": document.encode()}), "a.docx"), FACTS)


@pytest.mark.parametrize(
    ("paragraphs", "names"),
    [
        (["{{ 召回.缺陷 }}"], {"recall.defect"}),
        (["{{ recall.defect }}{{ 泄露.原因 }}"], {"recall.defect", "leak.cause"}),
        (["{%p if 召回.缺陷 %}", "有", "{%p endif %}"], set()),  # asked for, not printed
        (["{%p if 泄露 %}", "{{ 召回.缺陷 }}", "{%p endif %}"], set()),  # the branch is not taken
        (["{%p if not 泄露 %}", "{{ 召回.缺陷 }}", "{%p endif %}"], {"recall.defect"}),
        (["{%p if 泄露 or 召回 %}", "{{ 召回.缺陷 }}", "{%p endif %}"], {"recall.defect"}),
        (["{%p if 泄露 and 召回 %}", "{{ 召回.缺陷 }}", "{%p endif %}"], set()),
        (["{%p if 召回 %}", "甲", "{%p else %}", "{{ 召回.缺陷 }}", "{%p endif %}"], set()),
        (["{%p if 泄露 %}", "甲", "{%p elif 召回 %}", "{{ 召回.缺陷 }}", "{%p endif %}"], {"recall.defect"}),
        (["{%p if 召回.缺陷 == '不断电' %}", "{{ 召回.备案编号 }}", "{%p endif %}"], {"recall.filing"}),
        (["{%p if 召回.缺陷 != '不断电' %}", "{{ 召回.备案编号 }}", "{%p endif %}"], set()),
        (["{%p for 产品 in 召回.产品 %}", "{{ 产品.批次 }}", "{%p endfor %}"], {"recall.products.batch"}),
        (["{%p for 措施 in 召回.措施 %}", "{{ 措施 }}", "{%p endfor %}"], {"recall.measures"}),
        (["{%p for 措施 in 召回.措施 %}", "甲", "{%p endfor %}"], set()),
        # one product has a batch: it is printed for that one
        (
            ["{%p for 产品 in 召回.产品 %}", "{%p if 产品.批次 %}", "{{ 产品.批次 }}", "{%p endif %}", "{%p endfor %}"],
            {"recall.products.batch"},
        ),
        (["{%p for 产品 in 召回.产品 if 产品.批次 %}", "{{ 产品.名称 }}", "{%p endfor %}"], {"recall.products.name"}),
        # what hangs on the repetition counts as taken
        (
            [
                "{%p for 产品 in 召回.产品 %}",
                "{%p if loop.first %}",
                "{{ 产品.名称 }}",
                "{%p endif %}",
                "{%p endfor %}",
            ],
            {"recall.products.name"},
        ),
        (["{{ 召回.缺陷 if 泄露 else 召回.备案编号 }}"], {"recall.filing"}),  # what is compared is not printed
        (["{{ 泄露.原因 or 召回.缺陷 }}"], {"recall.defect"}),
        (["{{ 召回.产品 | join('、') }}"], {"recall.products"}),
        (["{{ 召回.备案编号 | default('无') }}"], {"recall.filing"}),
        (["{# {{ 召回.缺陷 }} #}"], set()),
        (["{{ 召回.无此项 }}"], set()),
        (["｛｛ 召回.缺陷 ｝｝"], set()),
    ],
)
def test_the_names_that_are_printed(paragraphs: list[str], names: set[str]) -> None:
    assert of(*paragraphs).names == names


def test_the_text_is_that_of_the_taken_branches() -> None:
    contents = of("一 段", "{%p if 泄露 %}", "二段", "{%p else %}", "三段", "{%p endif %}")
    assert contents.text.split() == ["一段", "三段"]


def test_no_passage_reaches_across_a_fact_or_into_another_paragraph() -> None:
    text = of("请立即{{ 召回.缺陷 }}停止使用", "产品").text
    assert "请立即停止使用" not in text
    assert "停止使用产品" not in text
    assert "停止使用" in text


@pytest.mark.parametrize(
    "run",
    [
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>提示</w:t></w:r>",
        "<w:del><w:r><w:delText>提示</w:delText></w:r></w:del>",
        "<w:moveFrom><w:r><w:t>提示</w:t></w:r></w:moveFrom>",
    ],
)
def test_hidden_and_deleted_text_is_not_printed(run: str) -> None:
    assert "提示" not in of(f"<w:p>{run}</w:p>").text
    assert "提示" in of("<w:p><w:ins><w:r><w:t>提示</w:t></w:r></w:ins></w:p>").text


def control(name: str, kind: str, inside: str) -> str:
    return f'<w:sdt><w:sdtPr><w:{kind} w:val="{name}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


RUN = "<w:r><w:t>{}</w:t></w:r>"


def test_a_content_control_marks_a_passage() -> None:
    whole = control("要素：缺陷", "alias", f"<w:p>{RUN.format('壶体发热{{ 召回.缺陷 }}')}</w:p>")
    part = f"<w:p>{RUN.format('前')}{control('element:rights', 'tag', RUN.format('可以退货'))}{RUN.format('后')}</w:p>"
    assert of(whole, part).marked == {"缺陷": "壶体发热…", "rights": "可以退货"}


def test_a_mark_in_a_branch_that_is_not_taken_or_around_nothing_marks_nothing() -> None:
    inside = control("element:rights", "tag", f"<w:p>{RUN.format('可以退货')}</w:p>")
    empty = control("element:defect", "tag", f"<w:p>{RUN.format(' ')}</w:p>")
    assert of("{%p if 泄露 %}", inside, "{%p endif %}", empty).marked == {}


def test_a_text_box_is_read_once() -> None:
    box = f"<w:p><w:r><w:pict><w:txbxContent><w:p>{RUN.format('提示')}</w:p></w:txbxContent></w:pict></w:r></w:p>"
    assert of(box).text.count("提示") == 1
