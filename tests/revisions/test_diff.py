"""What `plangen diff` writes beside its report: the table, the page, the redlines, and whom a revision concerns."""

import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from plangen.changes.change import Kind
from plangen.documents.revisions.rebriefing import Briefed, by_person
from plangen.errors import LeadsOut
from plangen.model.dossier import DOSSIER
from plangen.office.readable import readable
from plangen.office.redline import accept_all, reject_all
from plangen.pipeline.building.composing import composed
from plangen.pipeline.check import study_files
from plangen.pipeline.notices.approve import WantedApproval as Approval
from plangen.pipeline.notices.approve import approve_notice
from plangen.pipeline.revisions.comparison import Compared, study_sides
from plangen.pipeline.revisions.diff import Orders, diff_project
from plangen.pipeline.revisions.impact import Impact
from plangen.pipeline.revisions.proposal import WantedRevision
from plangen.pipeline.revisions.revise import revise_project
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
NOW = datetime.datetime(2024, 12, 20, 9, 0, tzinfo=datetime.UTC)
SIGNED = {"日期": "2024-11-20", "编制人": "张编制", "审核人": "李审核", "批准人": "王批准"}
CHANGED = [
    "01-消费者保护应急预案演练计划.docx",
    "04-应急处置过程记录表.xlsx",
    "05-应急指挥手册.docx",
    "09-评估手册.docx",
    "10-角色卡.docx",
    "11-通讯录与通知树.docx",
    "12-签到表.docx",
    "15-物资清单与配发方案.docx",
    "19-指挥一览.docx",
]


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / "source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as v1.0, and as v1.1 what answers three findings of the drill."""
    folder = tmp_path_factory.mktemp("比较") / "计划"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    for subject in ("首次编制日期", "编制人", "审核人", "批准人", "生效日期"):
        value = next(each for name, each in SIGNED.items() if subject.endswith(name))
        edit(folder, "revisions/v1.0.yaml", f"!todo {subject}", value)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "first")
    assert revise_project(folder, WantedRevision(date=datetime.date(2024, 11, 20)), NOW).commit
    edit(folder, "timeline.yaml", "limit: 3小时", "limit: 2小时")
    edit(folder, "timeline.yaml", "初步调查问题产品的批次", "先口头报告、后补书面材料，初步调查问题产品的批次")
    edit(
        folder,
        "organisation.yaml",
        "title: 媒体沟通专员, holder",
        "title: 媒体沟通专员, department: marketing, holder",
    )
    wanted = WantedRevision(
        reason="drill",
        drill=datetime.date(2024, 12, 10),
        answers=("f-01", "f-02", "f-03"),
        author="张三",
        reviewer="李四",
        approver="王五",
        date=datetime.date(2024, 12, 20),
        effective=datetime.date(2025, 1, 1),
    )
    assert revise_project(folder, wanted, NOW).commit
    return folder


def git(folder: Path, *arguments: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for role in ("AUTHOR", "COMMITTER"):
        environment |= {f"GIT_{role}_NAME": "李四", f"GIT_{role}_EMAIL": "li@example.com"}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def plangen(folder: Path, *arguments: str, **variables: str) -> tuple[int, str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANGEN", "NO_COLOR", "FORCE_"))}
    done = subprocess.run(
        [sys.executable, "-m", "plangen", "diff", *arguments],
        cwd=folder,
        env={**clean, "PYTHONUTF8": "1", **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return done.returncode, done.stdout, done.stderr


def faults(path: Path) -> list[str]:
    return [each.description for each in OpenXmlValidator().validate(path).errors]


def compared(project: Path, old: str = "", new: str = "") -> Compared:
    found = diff_project(project, old, new).compared
    assert found is not None
    return found


def impact_between(project: Path, old: str = "", new: str = "") -> Impact:
    found = diff_project(project, old, new, Orders(impact=True)).impact
    assert found is not None
    return found


@pytest.fixture(scope="module")
def between(project: Path) -> Compared:
    return compared(project, "v1.0", "v1.1")


def test_the_report_on_a_terminal(project: Path) -> None:
    code, out, err = plangen(project, "v1.0", "v1.1")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "v1.0 → v1.1",
        "  v1.1  2024-12-20  演练",
        "",
        "组织机构",
        out.splitlines()[4],
        "",
        "演练流程",
        "  ~ 信息收集与报告 › 质量初步调查：行动要求 {+先口头报告、后补书面材料，+}初步调查问题产品的批…",
        "  ~ 应急处置 › 封堵泄露源头：时限 3小时 → 2小时",
        "",
        "共 3 处：增加 1，删除 0，修改 2，移动 0，改编号 0；模板 0 个",
    ]
    assert out.splitlines()[4].startswith("  + 媒体沟通专员：")


def test_colours_are_for_those_who_want_them(project: Path) -> None:
    plain = plangen(project, "v1.0", "v1.1")[1]
    assert "\x1b" not in plain
    coloured = plangen(project, "v1.0", "v1.1", FORCE_COLOR="1")[1]
    assert "\x1b[32m{+先口头报告、后补书面材料，+}\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert plangen(project, "v1.0", "v1.1", FORCE_COLOR="1", NO_COLOR="1")[1] == plain


def test_json_says_where_the_texts_differ(project: Path) -> None:
    tree = json.loads(plangen(project, "v1.0", "v1.1", "--json")[1])
    assert (tree["version"], tree["ok"], tree["same"]) == (1, True, False)
    assert [each["version"] for each in tree["records"]] == ["v1.1"]
    assert tree["changes"][2]["path"] == "timeline.phases[response].steps[close-source].limit"
    assert tree["changes"][2]["segments"] == [
        {"text": "3", "side": "before"},
        {"text": "2", "side": "after"},
        {"text": "小时", "side": "both"},
    ]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []
        self.marked: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.outside += [value or "" for name, value in attrs if name in {"src", "href", "style"}]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"ins", "del"}:
            self.marked.append((self.open[-1], data))


def test_the_page_needs_nothing_beside_it(project: Path, tmp_path: Path) -> None:
    assert plangen(project, "v1.0", "v1.1", "--html", str(tmp_path / "a.html"))[0] == 0
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    page = _Page()
    page.feed(text)
    assert not page.open
    assert not page.outside
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert "@import" not in text
    assert "url(" not in text
    assert page.marked == [
        ("ins", "市场营销部"),
        ("ins", "先口头报告、后补书面材料，"),
        ("del", "3"),
        ("ins", "2"),
    ]


def test_the_table_names_reason_and_finding_of_each_change(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "对照.docx"
    assert plangen(project, "v1.0", "v1.1", "--table", str(table))[0] == 0
    lines = readable(table.read_bytes()) or []
    rows = [line for line in lines if line.startswith(("| 2 ", "| 3 ", "2 |", "3 |")) or "封堵" in line]
    assert any("f-02　封堵泄露源头的时限偏松" in row and "v1.1：演练" in row for row in rows), lines
    assert faults(table) == []
    with zipfile.ZipFile(table) as package:
        document = package.read("word/document.xml").decode()
    assert 'w:orient="landscape"' in document
    assert re.search(r'<w:strike/><w:color w:val="A61C1C"/></w:rPr><w:t xml:space="preserve">3</w:t>', document)
    assert re.search(r'<w:u w:val="single"/></w:rPr><w:t xml:space="preserve">2</w:t>', document)


def test_the_table_as_a_workbook_marks_the_same_words(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "对照.xlsx"
    assert plangen(project, "v1.0", "v1.1", "--table", str(table))[0] == 0
    assert faults(table) == []
    with zipfile.ZipFile(table) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
    assert re.search(r"<r><rPr>(?:(?!</rPr>).)*<strike(?:(?!</rPr>).)*</rPr><t[^>]*>3</t></r>", strings)
    assert re.search(r"<r><rPr>(?:(?!</rPr>).)*<u (?:(?!</rPr>).)*</rPr><t[^>]*>2</t></r>", strings)
    assert "f-02　封堵泄露源头的时限偏松" in strings


def test_a_table_is_made_again_but_never_over_another_file(project: Path, tmp_path: Path) -> None:
    table = tmp_path / "对照.docx"
    assert plangen(project, "v1.0", "v1.1", "--table", str(table))[0] == 0
    once = table.read_bytes()
    assert plangen(project, "v1.0", "v1.1", "--table", str(table))[0] == 0
    assert table.read_bytes() == once
    table.write_bytes(b"mine")
    code, _, err = plangen(project, "v1.0", "v1.1", "--table", str(table))
    assert (code, table.read_bytes()) == (2, b"mine")
    assert "没有覆盖" in err
    assert plangen(project, "v1.0", "v1.1", "--table", str(tmp_path / "对照.pdf"))[0] == 2


def test_redlines_accepted_are_the_new_documents_and_rejected_the_old(
    project: Path, between: Compared, tmp_path: Path
) -> None:
    out = tmp_path / "对照"
    code, said, err = plangen(project, "v1.0", "v1.1", "--redline", str(out))
    assert (code, err) == (0, "")
    written = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert written == [path for path in CHANGED if path.endswith(".docx")]
    assert "      H10  13:00 → 12:00" in said.splitlines()
    sides = []
    for side in (between.old, between.new):
        made = composed(study_files(project, side.version.files), DOSSIER, Silent(), None)
        sides.append({file.path: file.raw for file in made.files})
    for path in written:
        raw = (out / path).read_bytes()
        assert faults(out / path) == []
        for settle, want in ((reject_all, sides[0]), (accept_all, sides[1])):
            settled = settle(raw).raw
            assert settled is not None
            assert _body(settled) == _body(want[path])
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            document = package.read("word/document.xml").decode()
        assert set(re.findall(r'w:author="([^"]*)" w:date="([^"]*)"', document)) == {("张三", "2024-12-20T00:00:00Z")}


def _body(raw: bytes) -> list[str]:
    """What a document says, but for its table of contents, of which redlines have the new one alone."""
    lines = readable(raw) or []
    return [line for line in lines if "PAGEREF" not in line]


def test_of_a_workbook_the_cells_are_told_and_not_that_its_pages_say_another_version(
    project: Path, tmp_path: Path
) -> None:
    made = diff_project(project, "v1.0", "v1.1", Orders(redlines=tmp_path / "对照")).redlines
    assert made is not None
    (book,) = [each for each in made.files if each.path.endswith(".xlsx")]
    assert (book.file, book.summary, book.cells.others) == (None, None, ())
    assert [(each.sheet, each.cell) for each in book.cells.cells] == [
        ("汇总", "B2"),
        ("质量管理部", "E8"),
        *(("IT部门", cell) for cell in ("G10", "H10", "F11", "H11")),
    ]


def test_redlines_are_not_written_over_anything_else(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "对照"
    out.mkdir()
    (out / CHANGED[3]).write_bytes(b"mine")
    assert plangen(project, "v1.0", "v1.1", "--redline", str(out))[0] == 2
    assert [path.name for path in out.iterdir()] == [CHANGED[3]]
    assert (out / CHANGED[3]).read_bytes() == b"mine"


def test_whom_a_revision_concerns(project: Path, between: Compared) -> None:
    impact = impact_between(project, "v1.0", "v1.1")
    assert [each.path for each in impact.documents] == CHANGED
    assert [(each.key, each.retrain) for each in impact.people] == [
        ("quality-head", True),
        ("it-head", True),
        ("media-liaison-officer", True),
        ("participants-quality", True),
        ("participants-it", True),
        ("network-response-team", True),
    ]
    assert impact.people[1].changes == (between.lines[2].sentence,)
    assert impact.people[4].files == ("角色卡",)
    assert impact.effects[2].roles == ("it-head", "participants-it", "network-response-team")
    assert "12-签到表.docx" not in impact.effects[2].documents
    assert impact.training[0].startswith("演练培训（质量管理部负责人、IT部门负责人、")


@pytest.mark.parametrize(
    ("documents", "card"),
    [("documents: [{id: role-cards, title: 任务卡}]", ["任务卡"]), ("left_out: [role-cards]", [])],
)
def test_a_card_to_be_exchanged_is_called_as_the_plan_calls_it(
    project: Path, tmp_path: Path, documents: str, card: list[str]
) -> None:
    """Where it has none, there is none to be exchanged."""
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    (copy / "templates/documents.yaml").write_text(f"{documents}\n", encoding="utf-8")
    found = {name for each in impact_between(copy, "v1.0").people for name in each.files if name.endswith("卡")}
    assert found == set(card)


def test_a_change_that_nobody_has_to_know_concerns_nobody(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    edit(copy, "evaluation.yaml", "title: ", "title: 新")
    impact = impact_between(copy)
    assert impact.people == ()
    assert impact.training == ()
    assert "10-角色卡.docx" not in [each.path for each in impact.documents]


def test_changes_that_hold_only_together_are_told_together(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    edit(
        copy,
        "organisation.yaml",
        "posts:\n",
        "posts:\n  - {id: night-officer, title: 夜间值班员, department: it, holder: 值班甲, phone: 0100-9,"
        " duties: [夜间值守]}\n",
    )
    edit(
        copy,
        "timeline.yaml",
        "id: close-source\n        title: 封堵泄露源头\n        owner: it\n",
        "id: close-source\n        title: 封堵泄露源头\n        owner: night-officer\n",
    )
    impact = impact_between(copy)
    new = next(each for each in impact.people if each.key == "night-officer")
    assert (new.person, new.retrain) == ("值班甲", True)


def test_errors_in_a_version_are_said_and_nothing_is_written(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    edit(copy, "timeline.yaml", "owner: it\n", "owner: nobody\n")
    assert study_sides(compared(copy), copy).pair is None
    code, out, _ = plangen(copy, "--redline", "对照", "--impact", "名单.xlsx")
    assert code == 1
    assert "nobody" in out
    assert not (copy / "对照").exists()
    assert not (copy / "名单.xlsx").exists()


def test_the_list_of_those_to_be_told(project: Path, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    code, out, err = plangen(project, "v1.0", "v1.1", "--impact", str(path))
    assert (code, err) == (0, "")
    assert "需要重新交底的人员" in out
    assert faults(path) == []
    lines = "\n".join(readable(path.read_bytes()) or [])
    for head in ("人员/岗位", "涉及的修改", "需要更换的文件", "签收"):
        assert head in lines
    assert "IT部门负责人" in lines
    tree = json.loads(plangen(project, "v1.0", "v1.1", "--impact", "--json")[1])
    again = {each["role"]: each["number"] for each in tree["impact"]["packets"]}
    assert again["it-head"] == "11"
    assert "observers" not in again  # nothing that they hold says anything else
    assert f"plangen packet {' '.join(again.values())}" in out
    assert tree["impact"]["changes"][2]["roles"] == ["it-head", "participants-it", "network-response-team"]
    assert plangen(project, "--impact", "v1.0")[0] == 2


def test_approvals_that_a_change_makes_lapse(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    notice = "product-quality/recall-notice"
    asked = Approval(notice=notice, stage="draft", by="legal-head", name="赵起草", date="2024-12-21", result="同意")
    assert approve_notice(copy, asked, datetime.datetime(2024, 12, 21, 9, tzinfo=datetime.UTC)).written
    git(copy, "add", ".")
    git(copy, "commit", "-q", "-m", "approved")
    assert impact_between(copy, "HEAD").lapsed == ()
    edit(copy, "scenarios/product-quality.yaml", "壶体底座异常发热", "壶体底座可能异常发热")
    impact = impact_between(copy, "HEAD")
    assert [(each.notice, each.stage, each.by) for each in impact.lapsed] == [(notice, "起草", "赵起草")]
    assert {each.id for each in impact.documents} == {"notices"}


def test_a_notice_template_that_changed_gets_a_redline_of_its_own(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    name = "templates/notices/recall-notice.docx"
    before = (copy / name).read_bytes()
    with zipfile.ZipFile(io.BytesIO(before)) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    text = parts["word/document.xml"].decode()
    assert "产品召回公告" in text
    parts["word/document.xml"] = text.replace("产品召回公告", "产品召回公告（修订）", 1).encode()
    with zipfile.ZipFile(copy / name, "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    code, out, err = plangen(copy, "--redline", "对照")
    assert (code, err) == (0, "")
    assert f"已写修订标记  {name}" in out.splitlines()
    raw = (copy / "对照" / name).read_bytes()
    assert faults(copy / "对照" / name) == []
    for settled, want in ((reject_all(raw), before), (accept_all(raw), (copy / name).read_bytes())):
        assert settled.raw is not None
        assert _body(settled.raw) == _body(want)
    written = {path.relative_to(copy / "对照").parts[0] for path in (copy / "对照").rglob("*.docx")}
    assert written == {"templates", "06-公开通知草稿"}


def test_what_came_or_went_is_listed_without_a_redline_and_a_layout_has_none(project: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "计划"))
    edit(copy, "scenarios/data-leak.yaml", "  - leak-personal-notice\n", "")
    layout = copy / "templates/layout.yaml"
    layout.write_text(layout.read_text(encoding="utf-8").replace("width_mm: 210", "width_mm: 211", 1), encoding="utf-8")
    made = diff_project(copy, "HEAD", "", Orders(redlines=tmp_path / "对照"))
    assert (made.ok, made.findings) == (True, ())
    assert made.compared is not None
    assert [each.path for each in made.compared.templates] == ["templates/layout.yaml"]
    assert made.redlines is not None
    listed = {each.path: each.kind for each in made.redlines.files if each.file is None}
    assert listed == {"06-公开通知草稿/11-消费者信息泄露-致受影响消费者的告知书.docx": Kind.REMOVED}
    assert "templates/layout.yaml" not in {each.path for each in made.redlines.files}


def test_of_an_old_version_that_cannot_be_made_no_redline_is_written(project: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "计划"))
    template = copy / "templates/notices/leak-bulletin.docx"
    sound = template.read_bytes()
    template.write_bytes(b"junk")
    git(copy, "commit", "-qam", "broken")
    template.write_bytes(sound)
    edit(copy, "scenarios/data-leak.yaml", "title: ", "title: 新的")
    made = diff_project(copy, "HEAD", "", Orders(redlines=tmp_path / "对照"))
    assert [(each.code, each.at.file) for each in made.findings] == [("W103", "templates/notices/leak-bulletin.docx")]
    assert not made.ok
    assert not (tmp_path / "对照").exists()


def test_another_id_concerns_nobody(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "计划"
    shutil.copytree(project, copy)
    for path in (copy / "source").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("media-liaison-officer", "media-officer"), encoding="utf-8")
    impact = impact_between(copy)
    assert impact.people == ()
    assert "10-角色卡.docx" not in [each.path for each in impact.documents if each.id == "role-cards"]


def test_who_holds_two_posts_is_told_once() -> None:
    one = Briefed(key="a", role="甲岗", person="张三", changes=("改一",), files=("角色卡",), retrain=False)
    two = Briefed(key="b", role="乙岗", person="张三", changes=("改一", "改二"), files=("角色卡",), retrain=True)
    open_one = Briefed(key="c", role="丙岗", person="", changes=(), files=(), retrain=False)
    open_two = Briefed(key="d", role="丁岗", person="", changes=(), files=(), retrain=False)
    told = by_person((one, open_one, two, open_two))
    assert [(each.who, each.changes, each.retrain) for each in told] == [
        ("张三（甲岗、乙岗）", ("改一", "改二"), True),
        ("丙岗", (), False),
        ("丁岗", (), False),
    ]


def test_markdown(project: Path) -> None:
    code, out, err = plangen(project, "v1.0", "v1.1", "--markdown")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "# v1.0 → v1.1"
    assert [line for line in lines if line.startswith("## ")] == ["## 组织机构", "## 演练流程"]
    assert lines[-2] == "- 应急处置 › 封堵泄露源头：时限 3小时 → 2小时"
    assert plangen(project, "v1.1", "v1.1", "--markdown")[1].splitlines()[-1] == "没有差别"


def test_redlines_are_not_written_through_a_link_in_the_plan(project: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project, tmp_path / "计划"))
    (tmp_path / "away").mkdir()
    (copy / "对照").symlink_to(tmp_path / "away")
    with pytest.raises(LeadsOut):
        diff_project(copy, "v1.0", "v1.1", Orders(redlines=copy / "对照"))
    assert list((tmp_path / "away").iterdir()) == []
