"""Every text of a drill says so itself, at its beginning; one that is meant in earnest never does.

For all kinds of notice of the sample and of a school, and for kinds that an owner declares himself.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from plangen.blocks.template import Templated
from plangen.documents.notices.notices import notices
from plangen.office.ooxml.wml import NAMESPACES
from plangen.office.release.plain_text import short_text
from plangen.office.templates.called import sent
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.pipeline.check import study
from tests.pipeline.test_second_plan import laid_out

ROOT = Path(__file__).parents[2]
W = f"{{{NAMESPACES['w']}}}"
OWN_KINDS = """
  - {id: own-mail, title: 邮件告知, template: website-brief.docx, audience: 消费者, form: 纯文字, longest: 900}
  - {id: own-message, title: 催办短信, template: sms.docx, audience: 消费者, form: 短信, longest: 201}
  - {id: own-letter, title: 公开信, template: closing-bulletin.docx, audience: 社会公众}
"""


def sample(folder: Path) -> Path:
    """The sample with kinds of notice of its owner's own."""
    for part in ("source", "templates"):
        shutil.copytree(ROOT / part, folder / part)
    path = folder / "source/communication.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("notices:\n", "notices:" + OWN_KINDS, 1), encoding="utf-8")
    path = folder / "source/scenarios/data-leak.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("notices:\n", "notices:\n  - own-mail\n  - own-message\n  - own-letter\n", 1), encoding="utf-8"
    )
    return folder


PLANS = {"sample": sample, "school": laid_out}


@pytest.fixture(scope="module", params=list(PLANS))
def drafts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Templated, bytes]]:
    found = study(PLANS[request.param](tmp_path_factory.mktemp("called") / "plan"))
    return [(job, finished(found.files.contents, job)) for _, job in notices(found.plan)]


def finished(files: object, job: Templated) -> bytes:
    assert isinstance(files, dict) or hasattr(files, "get")
    path = f"templates/{job.template}"
    raw, found = render(job, WordFile(files.get(path), path))
    assert raw is not None, [each.message("zh") for each in found]
    return raw


def document(raw: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def said(paragraph: etree._Element) -> str:
    names = {f"{W}noBreakHyphen": "-", f"{W}br": "\n"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else names.get(str(each.tag), "") for each in paragraph.iter()
    )


def first_sent(job: Templated, raw: bytes) -> str:
    word = WordFile(raw, "out.docx")
    lines = map(said, sent(document(raw), word.root("word/styles.xml"), is_short=job.short is not None))
    return next(line for line in lines if line.strip())


def test_every_draft_of_a_drill_says_so_in_the_text_itself(drafts: list[tuple[Templated, bytes]]) -> None:
    assert {job.identity.notice for job, _ in drafts}
    for job, raw in drafts:
        first = first_sent(job, raw)
        assert "演练" in first, job.title
        if job.short is not None:
            assert first.startswith(job.call), job.title
            text = short_text(job, WordFile(raw, "out.docx"), "t")[0].decode()
            assert text.split("\n")[1].startswith(job.call), job.title


def test_what_is_sent_in_earnest_says_nothing_of_a_drill(drafts: list[tuple[Templated, bytes]]) -> None:
    """The same texts without mark and call, as they are issued, differ by nothing else."""
    for job, raw in drafts:
        if job.short is None:
            continue
        text = short_text(job, WordFile(raw, "out.docx"), "t")[0].decode()
        assert text.count(job.call) == 1, job.title


def test_no_bracket_is_printed_twice(drafts: list[tuple[Templated, bytes]]) -> None:
    for job, raw in drafts:
        whole = "\n".join(map(said, document(raw).iter(f"{W}p")))
        assert not re.search("【【|】】", whole), job.title


def test_a_list_of_one_item_has_no_number(drafts: list[tuple[Templated, bytes]]) -> None:
    for job, raw in drafts:
        counts: dict[str, int] = {}
        for number in document(raw).iter(f"{W}numId"):
            counts[number.get(f"{W}val", "")] = counts.get(number.get(f"{W}val", ""), 0) + 1
        counts.pop("0", None)
        assert 1 not in counts.values(), job.title


def test_codes_are_whole_and_no_line_is_pulled_apart_before_them(drafts: list[tuple[Templated, bytes]]) -> None:
    for job, raw in drafts:
        styles = WordFile(raw, "out.docx").root("word/styles.xml")
        both = {
            each.get(f"{W}styleId")
            for each in styles.iter(f"{W}style")
            if (own := each.find(f"{W}pPr/{W}jc")) is not None and own.get(f"{W}val") == "both"
        }
        for paragraph in document(raw).iter(f"{W}p"):
            for text in paragraph.iter(f"{W}t"):
                assert not re.search(r"\b[A-Z]{1,4}-\d{3,}\b", text.text or ""), job.title
            style, own = paragraph.find(f"{W}pPr/{W}pStyle"), paragraph.find(f"{W}pPr/{W}jc")
            if re.search("[!-~]{8,}", said(paragraph)) and own is None:
                assert style is None or style.get(f"{W}val") not in both, said(paragraph)


def test_the_signature_never_stands_alone_on_a_page(drafts: list[tuple[Templated, bytes]]) -> None:
    """The last lines of the text, the name and the date stay on one page."""
    for job, raw in drafts:
        every = list(document(raw).iter(f"{W}p"))
        signed = [at for at, each in enumerate(every) if _style(each) == "Signed" and said(each).strip()]
        for at in _before(every, signed):
            assert every[at].find(f"{W}pPr/{W}keepNext") is not None, (job.title, said(every[at]))


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val", "")


def _before(every: list[etree._Element], signed: list[int]) -> Iterator[int]:
    """All signed lines but the last, and what stands right above them down from the last text."""
    if not signed:
        return
    last_text = next(at for at in range(signed[0] - 1, -1, -1) if said(every[at]).strip())
    yield from range(last_text, signed[-1])
