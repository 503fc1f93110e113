"""A school's plan beside the company's: what is built of one plan says nothing of another.

Every document is searched, whole: headers, properties, hidden sheets, lists to choose from, names of files, covers of
packets. What the school itself has written is taken out first; what is left came from plangen or from the sample.
"""

import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from plangen.documents.packets.front import ContentsLine, Stack, front
from plangen.documents.packets.holders import packets
from plangen.documents.packets.print_list import PrintedForm, PrintedPacket, print_list
from plangen.pipeline.building.build import build_project
from plangen.pipeline.check import study
from plangen.pipeline.notices.lists import ask_questions, list_deadlines, list_elements
from plangen.pipeline.packets.composing import prepare
from plangen.reporting.progress import Silent
from tests.plans.said import Said, said_by, said_in, said_of, values_of, written_in

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SCHOOL = ROOT / "tests/plans/school"
LOOK = ("house.docx", "layout.yaml", "information-report.docx")  # of templates/; the school has none of its own

FOREIGN = [
    "公司",
    "产品",
    "消费者",
    "应急小组",
    "召回",
    "门店",
    "商品",
    "批次",
    "客户",
    "法务",
    "退货",
    "质量管理",
    "市场",
    "企业",
    "总指挥",
    "总经理",
    "经营",
    "营销",
    "营业执照",
]

# Of the sample's texts those that any drill may need: terms of forms, headings of chapters.
COMMON = frozenset(
    [
        "下达启动指令",
        "严重程度",
        "个人信息",
        "信息发布与沟通",
        "信息报告热线号码",
        "信息收集与报告",
        "决策与指挥",
        "初报编号",
        "发布信息",
        "培训地点",
        "培训时间",
        "官方声明",
        "应急处置",
        "文件编号",
        "演练地点",
        "演练开始",
        "演练评估",
        "生效日期",
        "证件号码",
        "责任部门",
        "部门负责人",
        "防护用品",
        "影响范围",
        "质量",
    ]
)


def laid_out(folder: Path, *, shipped_words: bool = False) -> Path:
    """The school's plan; with `shipped_words` in plangen's outlines, wording, titles, and nothing left out."""
    shutil.copytree(SCHOOL, folder)
    for name in LOOK:
        shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    if shipped_words:
        shutil.rmtree(folder / "templates/outlines")
        (folder / "templates/wording.yaml").unlink()
        own = sorted((folder / "templates/documents").glob("*.md"))
        listed = "".join(f"  - {{id: {each.stem}, title: 自己的文件{at}}}\n" for at, each in enumerate(own))
        (folder / "templates/documents.yaml").write_text(f"documents:\n{listed}", encoding="utf-8")
        _drop_chapters(folder / "source/audiences.yaml")
    return folder


def _drop_chapters(rules: Path) -> None:
    """Chapters that only the school's own outline has are no longer spoken of."""
    before, rest = rules.read_text(encoding="utf-8").split("    sections: #", 1)
    after = rest[rest.index("  - {document: information-report") :]
    rules.write_text(before + after, encoding="utf-8")


def everything(folder: Path) -> Iterator[Said]:
    """All texts of all that plangen makes of a plan: documents, sheets for notices, fronts of packets."""
    assert build_project(folder, (), Silent()).published.written
    output = folder / "output"
    assert list_elements(folder, sheet=output / "elements.docx").sheet is not None
    assert list_deadlines(folder, sheet=output / "deadlines.docx").sheet is not None
    assert ask_questions(folder, sheet=output / "questions.docx").sheets
    yield from said_in(output)
    yield from fronts(folder)


def fronts(folder: Path) -> Iterator[Said]:
    known = study(folder)
    plan = known.plan
    ready = prepare(plan, known.files.contents, packets(plan))
    for copy in ready.copies:
        lines = [ContentsLine(title=part.title, page=1, pages=1) for part in ready.parts[copy.packet.key]]
        yield from said_by(copy.title, front(plan, copy, lines, Stack(forms=("表",), sheets=1, whole=("plan",))))
    pages = {
        packet.key: PrintedPacket(pages=1, forms=(PrintedForm(title="表", copies=1, sheets=1),))
        for packet in ready.packets
    }
    yield from said_by("print list", print_list(plan, ready.copies, pages, tuple(ready.bodies)))


def foreign(said: Iterable[Said], own: Collection[str], sample: Collection[str]) -> list[str]:
    """Where a foreign word or a text of the sample stands that the plan's owner has not written."""
    excuses = {word: sorted((each for each in own if word in each), key=len, reverse=True) for word in FOREIGN}
    found = {f"“{word}”: {each}" for each in said for word in words_of(each.text, excuses, sample)}
    return sorted(found)


def words_of(text: str, excuses: Mapping[str, Iterable[str]], sample: Iterable[str]) -> Iterator[str]:
    for word in FOREIGN:
        left = text
        for own in excuses[word] if word in text else ():
            left = left.replace(own, "")
        if word in left:
            yield word
    yield from (each for each in sample if each in text)


def only_in_sample(own: Collection[str]) -> frozenset[str]:
    """Texts of the sample's source, long enough to tell, that the owner of the other plan has not written as well."""
    mine = "\n".join(own)
    texts = {text.strip() for text in values_of(ROOT / "source")}
    telling = {each for each in texts if len(each) >= 4 and not each.isascii()}
    return frozenset(each for each in telling - COMMON if each not in mine)


@pytest.mark.parametrize("shipped_words", [False, True], ids=["its own words", "plangen's words"])
def test_no_paper_of_a_school_speaks_of_a_company(tmp_path: Path, shipped_words: bool) -> None:
    own = written_in(SCHOOL)
    folder = laid_out(tmp_path / "学校", shipped_words=shipped_words)
    assert foreign(everything(folder), own, only_in_sample(own)) == []


def test_questions_for_facts_that_a_school_lacks_do_not_speak_of_a_company(tmp_path: Path) -> None:
    """Here the incidents have been emptied, so that every fact which the templates name is asked for."""
    own = written_in(SCHOOL)
    folder = laid_out(tmp_path / "学校")
    for name in ("lunch-illness", "gate-gathering"):
        path = folder / f"source/scenarios/{name}.yaml"
        before = path.read_text(encoding="utf-8").split("\nincident:")[0]
        path.write_text(f"{before}\nincident: {{gathering: {{}}, closing: {{}}}}\n", encoding="utf-8")
    asked = ask_questions(folder, sheet=folder / "output.docx")
    assert len(asked.questions) > 20
    assert foreign(said_of("output.docx", (folder / "output.docx").read_bytes()), own, only_in_sample(own)) == []


def test_a_planted_word_is_found_with_its_place(tmp_path: Path) -> None:
    """In a footer, in a list to choose from, in a text of the sample: the laws above could fail."""
    own = written_in(SCHOOL)
    sample = only_in_sample(own)
    folder = laid_out(tmp_path / "学校")
    forms = folder / "source/forms.yaml"
    forms.write_text(
        forms.read_text(encoding="utf-8").replace("[来电, 到校,", "[来电, 客户来访, 到校,"), encoding="utf-8"
    )
    letter = folder / "templates/documents/letter-to-parents.md"
    letter.write_text(letter.read_text(encoding="utf-8") + "由客户服务部负责。\n", encoding="utf-8")
    found = foreign(everything(folder), own, sample)
    assert [each for each in found if each.startswith("“客户”: 03-家长反映登记表.xlsx, xl/worksheets/")]
    assert [each for each in found if each.startswith("“客户服务部”: 20-致全体家长的一封信.docx, word/document.xml: ")]
    assert {each.split(" ")[1] for each in found} == {"03-家长反映登记表.xlsx,", "20-致全体家长的一封信.docx,"}


def test_what_the_school_writes_itself_is_no_leak() -> None:
    own = frozenset({"市场监督管理局"})
    at = [Said(file="a", place="b", text=text) for text in ("报告市场监督管理局", "报告市场部门")]
    assert foreign(at, own, ()) == ["“市场”: a, b: 报告市场部门"]


@pytest.mark.parametrize("shipped_words", [False, True], ids=["its own words", "plangen's words"])
def test_its_plan_is_sound_its_files_are_valid_and_the_same_each_time(tmp_path: Path, shipped_words: bool) -> None:
    """Its only warnings are of what is still to be filled in."""
    made = []
    for name in ("one", "two"):
        folder = laid_out(tmp_path / name, shipped_words=shipped_words)
        outcome = study(folder).outcome
        assert outcome.ok(strict=False)
        assert {each.code for each in outcome.findings} == {"D102", "L104", "L129", "X101"}
        assert outcome.skipped == ()
        built = build_project(folder, (), Silent())
        made.append({path: (folder / "output" / path).read_bytes() for path in built.published.written})
    assert made[0] == made[1]
    validator = OpenXmlValidator()
    office = [tmp_path / "one/output" / path for path in made[0] if path.endswith((".docx", ".xlsx"))]
    assert {path.name: errors for path in office if (errors := list(validator.validate(path).errors))} == {}
