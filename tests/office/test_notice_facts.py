"""The notices of a case agree: each fact stands in one form in all of them, and a change of it reaches them all."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from plangen.blocks.template import Templated
from plangen.documents.notices.notices import notices
from plangen.office.ooxml.package import parts_of
from plangen.office.readable.document import document_lines
from plangen.office.templates.render import render
from plangen.office.templates.word_file import WordFile
from plangen.reading.source import read

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
CASES = ("product-quality", "data-leak", "mass-action")

# Each fact as it stands in the sample, as it becomes, and the kinds that have to say it.
HOTLINE = ("hotline: !todo 消费者服务热线", "hotline: 400-000-0000", "400-000-0000")
CHANGES = {
    ("product-quality", "batch"): ("YL-241001", "ZZ-777", {"recall-notice", "risk-advice", "sms", "hotline-qa"}),
    ("product-quality", "quantity"): ("1200台", "4321台", {"recall-notice", "website-brief", "media-statement"}),
    ("product-quality", "end"): ("2025-06-30", "2025-09-09", {"recall-notice", "hotline-qa", "messenger-text"}),
    ("data-leak", "persons"): ("3000", "7654", {"leak-bulletin", "hotline-qa", "website-brief", "media-statement"}),
    ("data-leak", "next"): ("2024年12月11日10:00前", "2024年12月12日9:30前", {"leak-bulletin", "risk-advice"}),
    ("mass-action", "persons"): ("约50人", "约88人", {"media-statement", "hotline-qa", "closing-bulletin"}),
    ("mass-action", "reply"): ("2024年12月11日17:00前", "2024年12月13日", {"on-site-statement", "sms", "hotline-qa"}),
}


@cache
def made(case: str, old: str = "", new: str = "") -> Mapping[str, str]:
    """Each notice's text of a case by kind, with a piece of the scenario's source replaced, or of the company's."""
    files = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (ROOT / "source").rglob("*.yaml")}
    homes = (f"source/scenarios/{case}.yaml", "source/communication.yaml")
    file = next(each for each in homes if old in files[each])
    if old:
        files[file] = files[file].replace(old, new)
    plan = read({name: content.encode() for name, content in files.items()}).plan
    jobs = [job for _, job in notices(plan) if job.identity.scenario == case]
    return {job.identity.notice: text(job.template, render(job, template(job))[0]) for job in jobs}


def template(job: Templated) -> WordFile:
    return WordFile((TEMPLATES / job.template).read_bytes(), job.template)


def text(template: str, raw: bytes | None) -> str:
    assert raw is not None, template
    return "\n".join(document_lines(parts_of(raw)))


@pytest.mark.parametrize("case", CASES)
def test_the_hotline_is_in_every_notice_and_the_same(case: str) -> None:
    source, changed, number = HOTLINE
    for kind, said in made(case, source, changed).items():
        assert number in said, kind
        assert "【待填写：消费者服务热线】" not in said, kind
        assert set(re.findall(r"\d{3,4}-\d{3,4}-\d{4}", said)) == {number}, kind


@pytest.mark.parametrize(("case", "fact"), CHANGES)
def test_a_changed_fact_reaches_every_notice_that_says_it(case: str, fact: str) -> None:
    old, new, least = CHANGES[case, fact]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", old):
        shown = [re.sub(r"(\d+)-0?(\d+)-0?(\d+)", r"\1年\2月\3日", each) for each in (old, new)]
    else:
        shown = [old, new]
    before, after = made(case), made(case, old, new)
    saying = {kind for kind, said in before.items() if shown[0] in said}
    assert least <= saying
    own = {"closing-bulletin"} if fact == "end" else set()  # it states the day it speaks of
    assert {kind for kind, said in after.items() if shown[1] in said} == saying - own
    assert {kind for kind, said in after.items() if shown[0] in said} <= own


@pytest.mark.parametrize("case", CASES)
def test_no_notice_has_a_date_of_its_own(case: str) -> None:
    """Every date in a notice is a fact of the scenario; no template knows one."""
    source = (ROOT / f"source/scenarios/{case}.yaml").read_text("utf-8")
    dates = re.findall(r"\d{4}年\d+月\d+日", source)
    dates += ["{}年{}月{}日".format(*map(int, each)) for each in re.findall(r"(\d{4})-(\d\d)-(\d\d)", source)]
    for kind, said in made(case).items():
        assert set(re.findall(r"\d{4}年\d+月\d+日", said)) <= set(dates), kind


@pytest.mark.parametrize("case", CASES)
def test_no_template_speaks_of_another_case(case: str) -> None:
    alien = {
        "product-quality": r"泄露|接待地点|到场",
        "data-leak": r"召回|接待地点|到场|批次",
        "mass-action": r"召回|泄露",
    }
    for kind, said in made(case).items():
        assert not re.search(alien[case], said), (kind, re.search(alien[case], said))
