"""The leak test finds what is planted, wherever in the file it is planted; then nothing is published."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from plangen.alike import normal
from plangen.blocks.text import as_text
from plangen.diagnostics import Words
from plangen.documents.catalogue import Body
from plangen.documents.packets.front import Copy, Stack, front, told_in_front
from plangen.documents.packets.handing_out import handed_out
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.parts import PacketPart, parts
from plangen.documents.packets.secret_phrases import Secrets
from plangen.documents.packets.secrets import Library, secrets
from plangen.model.audience import OBSERVERS
from plangen.model.plan import Plan
from plangen.model.visibility import Viewer, viewer
from plangen.pipeline.check import study
from plangen.pipeline.packets import composing
from plangen.pipeline.packets.composing import bodies_of
from plangen.pipeline.packets.making import leaks
from plangen.pipeline.packets.packet import packet_project
from plangen.pipeline.packets.records import Packed, WantedPackets
from plangen.pipeline.wording_files import with_templates
from plangen.reading.source import read
from plangen.reporting.progress import Silent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return study(ROOT).plan


@pytest.fixture(scope="module")
def library(plan: Plan) -> Library:
    return Library(plan, bodies_of(plan))


def kept_from(library: Library, key: str) -> Secrets:
    who = viewer(library.plan, key)
    assert who is not None
    return secrets(library, who)


def kept_from_observers(library: Library) -> Secrets:
    """But for what the front of their packet tells them."""
    packet = next(each for each in packets(library.plan) if each.key == "observers")
    return secrets(library, packet.who, told_in_front(library.plan, packet))


def told(hidden: Secrets, text: str) -> set[str]:
    return {what.zh for _, what in hidden.told(text)}


def test_players_may_not_read_injects_expectations_points_and_roles_played(library: Library) -> None:
    plan, hidden = library.plan, kept_from(library, "it-head")
    for scenario in plan.scenarios:
        for inject in plan.events(scenario.id):
            assert f"导调事件{inject.serial}" in told(hidden, inject.content) or len(normal(inject.content)) < 8
    assert "DL-02的预期行动" in told(hidden, "记录告警时间和内容，立即报告部门负责人")
    assert "DL-02的评估要点" in told(hidden, "是否先确认连接是否仍在继续")
    assert "演练目标“快速进入应急状态”的评估要点" in told(hidden, "参演人员是否清楚自己的任务和报告对象")
    assert "模拟角色“模拟消费者甲”" in told(hidden, "购买了问题批次电热水壶，态度平和，能说清批次")


def test_line_breaks_hyphens_and_other_forms_of_letters_hide_nothing(library: Library) -> None:
    hidden = kept_from(library, "it-head")
    broken = "告警单：今日 2:10 至\r\n4:40，一个陌生地\u00ad址使用维护账-\n号反复读取客户信息数据库"
    assert "导调事件DL-02" in told(hidden, broken)
    assert "导调事件DL-02" in told(hidden, "\u200b".join("一个陌生地址使用维护账号反复读取"))
    assert "导调事件DL-02" in told(hidden, "一个陌生地址使用維護账号，流量为平日的４０倍，连接至今未断开")


def test_another_ones_card_a_restricted_section_and_an_open_one(library: Library) -> None:
    it, general = kept_from(library, "it-collector"), kept_from(library, "general-manager")
    assert told(it, "角色卡　质量管理部负责人") == {"《角色卡》的“角色卡　质量管理部负责人”"}
    assert told(it, "角色卡　IT部门信息收集员") == set()
    criterion = library.plan.evaluation.criteria[0].text
    assert told(it, criterion)
    assert told(general, criterion) == set()


def test_controllers_may_know_all_and_observers_least(library: Library) -> None:
    everything = kept_from(library, "chief-controller").phrases
    least = secrets(library, Viewer(group=OBSERVERS)).phrases
    assert not [what for what in everything.values() if "导调事件" in what.zh]
    assert len(least) > len(kept_from(library, "general-manager").phrases) > len(everything)


def test_what_a_cover_says_of_plan_and_holder_is_told_even_where_no_section_may_be_seen() -> None:
    """Another company's plan in which nothing is for players: its packets hold a cover, which is no leak."""
    sources = {**study(ROOT).files.under("source"), "source/audiences.yaml": "default: [导控人员]\n".encode()}
    plan = with_templates(read(sources).plan, {})
    library = Library(plan, bodies_of(plan))
    packet = next(each for each in packets(plan) if each.key == "it-head")
    copy = Copy(packet=packet, number=1, fingerprint="0" * 12)
    lines = as_text(front(plan, copy, [], Stack(whole=handed_out(plan, packet)))).splitlines()
    cover = "\n".join(line for line in lines if not line.startswith("〔"))  # which only our own text form says
    assert told(secrets(library, packet.who), cover)
    assert told(secrets(library, packet.who, told_in_front(plan, packet)), cover) == set()


PHRASE = "你们三千名客户的资料在我手里，附件是二十条样本"
Plant = Callable[[pikepdf.Pdf], None]


def in_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[0].children.append(pikepdf.OutlineItem(PHRASE, 0))


def in_property(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Keywords"] = PHRASE


def in_metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:rights"] = PHRASE


def in_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, PHRASE.encode(), filename="a.txt")


def in_annotation(pdf: pikepdf.Pdf) -> None:
    note = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(PHRASE))
    )
    pdf.pages[0].obj["/Annots"] = Array([note])


@pytest.mark.office
@pytest.mark.parametrize(
    ("plant", "where", "codes"),
    [
        (in_bookmark, "书签", ["K101"]),
        (in_property, "文件属性", ["K101"]),
        (in_metadata, "元数据", ["K101"]),
        (in_attachment, "附件", ["K101", "K102"]),
        (in_annotation, "文件内部", ["K101", "K102"]),
    ],
)
def test_a_planted_phrase_is_found(
    packed: Packed, library: Library, plant: Plant, where: str, codes: list[str]
) -> None:
    raw = planted(packed, plant)
    found = list(leaks("x.pdf", raw, kept_from_observers(library)))
    assert sorted({finding.code for finding in found}) == codes
    said = next(finding for finding in found if finding.code == "K101")
    assert isinstance(said.values["where"], Words)
    assert said.values["where"].zh == where
    assert "DL-04" in said.message("zh")


def planted(packed: Packed, plant: Plant, key: str = "observers") -> bytes:
    row = next(row for row in packed.rows if row.key == key)
    out = io.BytesIO()
    with pikepdf.open(packed.folder / row.path) as pdf:
        plant(pdf)
        pdf.save(out)
    return out.getvalue()


def page_of_the_script(packed: Packed) -> pikepdf.Pdf:
    """The pages of a controller, whose script tells of everything."""
    row = next(row for row in packed.rows if row.key == "chief-controller")
    return pikepdf.open(packed.folder / row.path)


@pytest.mark.office
def test_a_page_a_hidden_layer_and_a_page_in_no_order_are_found(packed: Packed, library: Library) -> None:
    hidden = kept_from_observers(library)
    with page_of_the_script(packed) as script:
        script_pages = list(script.pages)[20:40]

        def pages(pdf: pikepdf.Pdf) -> None:
            pdf.pages.extend(script_pages)

        def layer(pdf: pikepdf.Pdf) -> None:
            group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
            pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
            for number, page in enumerate(script_pages[: len(pdf.pages)]):
                form = pdf.copy_foreign(page.as_form_xobject())
                form["/OC"] = group
                name = pdf.pages[number].add_resource(form, Name.XObject)
                pdf.pages[number].contents_add(f"q {name} Do Q".encode())

        def stray(pdf: pikepdf.Pdf) -> None:
            pdf.Root["/Stray"] = pdf.copy_foreign(script_pages[0].obj)

        found = list(leaks("x.pdf", planted(packed, pages), hidden))
        assert {finding.code for finding in found} == {"K101"}
        assert any("预期行动" in finding.message("zh") for finding in found)
        found = list(leaks("x.pdf", planted(packed, layer), hidden))
        assert {finding.code for finding in found} == {"K101", "K102"}
        assert any("预期行动" in finding.message("zh") for finding in found)
        found = list(leaks("x.pdf", planted(packed, stray), hidden))
        assert {finding.code for finding in found} == {"K102"}


@pytest.mark.office
def test_a_leak_keeps_everything_from_being_published(
    packed: Packed, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in packed.folder.iterdir() if path.is_file()}

    def careless(
        plan: Plan, _packet: Packet, bodies: Mapping[str, Body], *, full: bool = False
    ) -> tuple[PacketPart, ...]:
        controller = next(each for each in packets(plan) if each.key == "chief-controller")
        return parts(plan, controller, bodies, full=full)

    monkeypatch.setattr(composing, "parts", careless)
    made = packet_project(project, WantedPackets(roles=("it-head",), copies={"it-head": 2}), Silent())
    codes = {finding.code for finding in made.outcome.findings if finding.severity == "error"}
    assert codes == {"K101"}
    assert made.rows == ()
    assert {path.name: path.read_bytes() for path in packed.folder.iterdir() if path.is_file()} == before
