"""What players hold cannot make them ring anybody real about what is only played, and says what to do in earnest.

Read as they are handed out: every document, section and sheet of every packet of a player, and its front.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from plangen.alike import spelled
from plangen.blocks.document import Document
from plangen.blocks.text import as_text
from plangen.blocks.workbook import Workbook
from plangen.documents.packets.front import Copy, Stack, front
from plangen.documents.packets.holders import Packet, packets
from plangen.documents.packets.text_pieces import cells_of
from plangen.model.audience import PLAYERS
from plangen.model.plan import Plan
from plangen.model.standing_in import NATIONAL, emergency_calls, is_played, reachable
from plangen.pipeline.check import Study, study
from plangen.pipeline.packets.composing import Ready, prepare
from plangen.workspace.starter import copy_starter
from tests.docs.test_small_drill import FILES
from tests.pipeline.test_second_plan import laid_out

ROOT = Path(__file__).parents[2]
BOX, GOES_ON = "真实险情 |", "〃 |"
REAL = {"market-regulator": "0571-87654321", "industry-regulator": "0571-87654322"}


def sample(folder: Path) -> Path:
    """The sample with real numbers of those whom players must not call."""
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    path = folder / "source/organisation.yaml"
    text = path.read_text(encoding="utf-8")
    for key, number in REAL.items():
        text = re.sub(rf"(id: {key}, title: [^,]+, contact: )[^}}]+", rf'\1"{number}"', text)
    path.write_text(text, encoding="utf-8")
    return folder


def small(folder: Path) -> Path:
    """The drill of five files, with a regulator who is told."""
    copy_starter(folder)
    shutil.rmtree(folder / "source")
    told = "notifications:\n  - {sender: desk, receiver: office, content: 情况, since: 决策作出后}\n"
    outside = 'outside:\n  - {id: office, title: 卫生监督所, contact: "0571-87654321"}\n'
    more = {"source/organisation.yaml": outside, "source/scenarios/drops.yaml": told}
    for name, text in FILES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + more.get(name, ""), encoding="utf-8")
    return folder


PLANS = {"sample": sample, "school": laid_out, "small": small}


@pytest.fixture(scope="module", params=list(PLANS))
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return study(PLANS[request.param](tmp_path_factory.mktemp("safe") / "plan"))


@pytest.fixture(scope="module")
def held(found: Study) -> Mapping[str, str]:
    """All that each player holds, by the key of his packet."""
    wanted = [each for each in packets(found.plan) if each.who.group == PLAYERS]
    assert wanted
    ready = prepare(found.plan, found.files.contents, wanted)
    return {each.key: "\n".join(texts(ready, each)) for each in wanted}


def texts(ready: Ready, packet: Packet) -> Iterator[str]:
    yield as_text(front(ready.plan, Copy(packet=packet, number=1, fingerprint=""), (), Stack()))
    for part in ready.parts[packet.key]:
        if isinstance(part.body, Document):
            yield as_text(part.body)
        elif isinstance(part.body, Workbook):
            yield "\n".join(cells_of(part.body, part.sheets))


def without_box(text: str) -> str:
    """The text but for the rows of the boxes on what is real."""
    kept, inside = [], False
    for line in text.splitlines():
        inside = line.startswith(BOX) or (inside and line.startswith(GOES_ON))
        if not inside:
            kept.append(line)
    return "\n".join(kept)


def real_numbers(plan: Plan) -> set[str]:
    """What nobody dials about the play: the emergency numbers, and those of outside parties that are only played."""
    outside = {each.contact for each in plan.organisation.outside if each.contact and is_played(plan, each)}
    return {*NATIONAL.values(), *(each.number for each in emergency_calls(plan)), *outside}


def dialled(text: str, numbers: set[str]) -> list[str]:
    """Those of the numbers that stand in a text by themselves: no part of another number, no amount."""
    return [
        number
        for number in sorted(numbers)
        if re.search(rf"(?<![\d.:：-]){re.escape(number)}(?![\d.:：-]|分钟|秒|人|台|元|件|名|页|份)", text)
    ]


def test_no_player_holds_a_real_number_outside_the_box(found: Study, held: Mapping[str, str]) -> None:
    numbers = real_numbers(found.plan)
    assert len(numbers) > len(NATIONAL)
    assert {key: wrong for key, text in held.items() if (wrong := dialled(without_box(text), numbers))} == {}


def test_a_real_number_that_slips_in_is_seen(found: Study, held: Mapping[str, str]) -> None:
    """The law can fail: planted in any packet, it is found; in the box it is right."""
    numbers = real_numbers(found.plan)
    text = next(iter(held.values()))
    for number in numbers:
        assert dialled(without_box(f"{text}\n公安机关 | {number}"), numbers) == [number]
        assert dialled(without_box(f"{text}\n真实险情 | 停止\n〃 | 拨打{number}"), numbers) == []
    assert dialled("时限120分钟，110台", numbers) == []


def test_every_player_is_told_what_is_real_and_what_to_do(found: Study, held: Mapping[str, str]) -> None:
    calls = [spelled(f"{each.title}{each.number}") for each in emergency_calls(found.plan)]
    for key, text in held.items():
        assert BOX in text, key
        said = spelled(text)
        assert all(call in said for call in calls), key


def test_every_player_knows_control_the_words_that_stop_and_where_to_be(found: Study, held: Mapping[str, str]) -> None:
    plan = found.plan
    known = [spelled(each.phone or each.title) for each in reachable(plan)]
    known += [spelled(each.words) for each in plan.script.signals if "中止" in each.title or "真实" in each.title]
    if plan.drill.arrival is not None:
        known += [spelled(str(plan.drill.arrival.time)), spelled(str(plan.drill.arrival.place))]
    for key, text in held.items():
        assert [each for each in known if each not in spelled(text)] == [], key


def test_those_who_have_to_tell_outside_parties_find_who_answers(found: Study, held: Mapping[str, str]) -> None:
    """On the card of whoever has to call; a party that nobody plays goes to whoever controls the drill."""
    plan = found.plan
    told = {sent.receiver for scenario in plan.played for sent in scenario.notifications}
    played = [each for each in plan.organisation.outside if each.id in told and is_played(plan, each)]
    assert played
    whole = "\n".join(held.values())
    for each in played:
        assert re.search(rf"代[^）]*{each.title}", whole), each.title


def test_control_keeps_the_real_numbers(tmp_path: Path) -> None:
    """Where the drill turns real they are at hand: in the script, which no player sees."""
    found = study(sample(tmp_path / "plan"))
    wanted = [each for each in packets(found.plan) if each.key == "chief-controller"]
    ready = prepare(found.plan, found.files.contents, wanted)
    text = "\n".join(texts(ready, wanted[0]))
    assert [number for number in (*REAL.values(), "110") if number not in text] == []
