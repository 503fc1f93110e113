"""The templates that come with plangen: they render without a finding, and say what law and good practice ask for."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from plangen.blocks.template import Templated
from plangen.documents.notices.information_report import information_report
from plangen.documents.notices.notices import DRILL_MARK, notices
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.notices.chosen import begun_when_needed
from plangen.reading.source import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = sorted(path.name for path in (TEMPLATES / "notices").glob("*.docx"))
UNSIGNED = {"sms.docx", "messenger-text.docx"}  # signed by 【公司简称】

Soffice = Callable[[bytes], Path]

# Elements that each kind must have, by a word that stands for it: standards for notices, law where there is one.
ELEMENTS = {
    "correction-notice.docx": "更正 原通知 有误内容 正确内容 起发布 深表歉意 热线",
    "withdrawal-notice.docx": "撤回 原通知 撤回原因 现行说明 不再有效 深表歉意 热线",
    "recall-notice.docx": (
        "型号 批次 生产日期 销售日期 数量 销售区域 识别方法 缺陷 可能造成的后果 应急处置建议 补救措施 费用"
        " 召回时间 办理方式 负责部门 消费者权利 热线 联系地址 网站 监管部门"
    ),
    "leak-bulletin.docx": (
        "个人信息种类 原因 可能造成的危害 补救措施 防护措施 热线 联系地址 个人信息保护负责人 报告 下次通报时间"
    ),
    "leak-personal-notice.docx": (
        "涉及您的 原因 可能给您造成的危害 补救措施 防护措施 热线 联系地址 个人信息保护负责人"
    ),
    "on-site-statement.docx": (
        "主要诉求 正在核实 接待地点 代表推选 沟通安排 答复时间 第三十九条 和解 调解 投诉 仲裁 诉讼 热线"
    ),
    "risk-advice.docx": ("主要风险 可能 防范建议 验证码 核实和求助 公安机关 证据 公布事件处置进展 热线 联系地址 网站"),
    "hotline-qa.docx": (
        "内部使用 信息截至 不作推测 发生了什么事？ 是什么原因造成的？ 在不在召回范围内？ 怎样办理召回？ 可以退款吗？"
        " 其他批次有没有同样的问题？ 不得答复的事项 转接安排 转接部门 回复时限 媒体来电 调查结论为准"
    ),
    "follow-up-bulletin.docx": (
        "截至 进展情况 新查明的事实 仍在调查核实的事项 调查结论为准 下一步安排 影响范围 权益保障 公布下一次进展 热线"
    ),
    "closing-bulletin.docx": (
        "截至 事件基本情况 影响范围 调查结论 处置结果 赔偿安排 第三十九条 整改情况 后续服务 热线 深表歉意"
    ),
    "sms.docx": "【 】召回提示 涉及批次 请立即停止使用 不收取费用 详询 网址",
    "website-brief.docx": "情况说明 截至 型号 批次 召回时间 补救措施 费用 采取的措施 公布进展 热线 联系地址",
    "messenger-text.docx": "【 如何辨认 型号 批次 如何处理 办理时间 咨询热线 详情请看 下次通报 信息截至",
    "media-statement.docx": (
        "截至 涉及地点 影响范围 目前掌握的原因 已经确认的事实 正在调查核实的事项 采取的措施"
        " 权益保障 热线 发布进展 新闻发言人 媒体联系方式"
    ),
}


def jobs() -> Iterator[Templated]:
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in (ROOT / "source").rglob("*.yaml")}
    plan = read(files).plan
    yield from (job for _, job in notices(plan))
    yield from (each.job for each in begun_when_needed(plan))
    yield information_report(plan)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Every document of the sample that comes from a whole template, by its title."""
    return {job.title: rendered(job) for job in jobs()}


def rendered(job: Templated) -> bytes:
    raw, found = render(job, WordFile((TEMPLATES / job.template).read_bytes(), f"templates/{job.template}"))
    assert found == ()
    assert raw is not None
    return raw


def test_every_document_is_valid(made: dict[str, bytes], audit: Callable[[bytes], list[str]]) -> None:
    assert {title: errors for title, raw in made.items() if (errors := audit(raw))} == {}


def test_no_tag_and_no_empty_value_is_left(made: dict[str, bytes]) -> None:
    for title, raw in made.items():
        text = whole(raw)
        assert not re.search(r"[{}｛｝]|None|。。|；。|：。|，。", text), title


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_has_the_elements_of_its_kind(name: str) -> None:
    job = next(each for each in jobs() if each.template == f"notices/{name}")  # of the first case that has it
    text = whole(rendered(job))
    assert [word for word in ELEMENTS[name].split() if word not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_notice_admits_what_is_not_proven_or_blames_consumers(name: str) -> None:
    text = whole((TEMPLATES / "notices" / name).read_bytes())
    assert not re.search(r"全部责任|我公司的过错|绝对|保证不|无理|闹事|滋事|不明真相|零风险", text)


@pytest.mark.parametrize("name", [*(f"notices/{name}" for name in NAMES), "information-report.docx"])
def test_every_paragraph_of_a_template_has_a_style_and_no_run_a_look_of_its_own(name: str) -> None:
    root = etree.fromstring(part((TEMPLATES / name).read_bytes()))
    for paragraph in root.iter(f"{W}p"):
        assert paragraph.find(f"{W}pPr/{W}pStyle") is not None
    looks = {each.tag.removeprefix(W) for properties in root.iter(f"{W}rPr") for each in properties}
    assert looks <= {"rFonts", "rStyle"}
    assert {fonts.keys()[0] for fonts in root.iter(f"{W}rFonts")} <= {f"{W}hint"}


def test_no_template_holds_the_drill_mark() -> None:
    for path in TEMPLATES.rglob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert not [name for name in package.namelist() if DRILL_MARK in package.read(name).decode()]


def test_the_report_has_pages_of_its_own_for_each_kind_with_controls_to_fill_in(made: dict[str, bytes]) -> None:
    root = etree.fromstring(part(made["信息报告模板"]))
    starts = [each.get(f"{W}start") for each in root.iter(f"{W}pgNumType")]
    assert starts == ["1", "1", "1"]
    assert len(list(root.iter(f"{W}sdt"))) > 30
    assert not root.findall(f".//{W}sdtPr/{W}id")
    assert whole(made["信息报告模板"]).count("关于……的信息报告") == 3


@pytest.mark.parametrize("name", [name for name in NAMES if name not in UNSIGNED])
def test_a_signature_keeps_two_paragraphs_of_text_with_it(name: str) -> None:
    body = etree.fromstring(part((TEMPLATES / "notices" / name).read_bytes()))[0]
    styled = [(each, each.find(f"{W}pPr/{W}pStyle")) for each in body.iter(f"{W}p")]
    signed = next(at for at, (_, style) in enumerate(styled) if style is not None and style.get(f"{W}val") == "Signed")
    before = [each for each, _ in styled[:signed] if "".join(text.text or "" for text in each.iter(f"{W}t")).strip()][
        -2:
    ]
    assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in (*before, styled[signed][0]))


@pytest.mark.office
def test_the_pages_of_each_report_count_from_one_under_the_name_of_the_plan(
    made: dict[str, bytes], soffice: Soffice
) -> None:
    command = ["pdftotext", str(soffice(made["信息报告模板"])), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    assert [re.findall(r"第 ?(\d) ?页", page) for page in pages] == [["1"], ["2"]] * 3
    assert all("消费者保护应急预案演练计划" in page and "信息性质" in page for page in pages)


@pytest.mark.office
def test_the_mark_is_on_every_page_of_a_real_notice(made: dict[str, bytes], soffice: Soffice) -> None:
    title = next(title for title in made if title.startswith("产品召回公告"))
    command = ["pdftotext", str(soffice(made[title])), "-"]
    pages = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")[:-1]
    assert len(pages) > 2
    assert all("演练文稿" in page and "非真实发布" in page for page in pages)


def part(raw: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return package.read(name)


def whole(raw: bytes) -> str:
    return "\n".join(
        "".join(text.text or "" for text in each.iter(f"{W}t")) for each in etree.fromstring(part(raw)).iter(f"{W}p")
    )
