"""Whoever takes over the notice templates of plangen is told where they call him, or his customers, by other words."""

from pathlib import Path

import docx

from plangen.diagnostics import Finding
from plangen.pipeline.check import check_project

TERMS = "terms:\n  unit: 公司"
MEDIA = "templates/notices/media-statement.docx"


def told(project: Path, terms: str | None) -> list[Finding]:
    plan = project / "source/plan.yaml"
    text = plan.read_text("utf-8")
    assert TERMS in text
    before, _, after = text.partition("terms:\n")
    rest = after.partition("\n\n")[2]
    plan.write_text(before + (f"terms: {terms}\n\n" if terms else "") + rest, "utf-8")
    return [each for each in check_project(project).findings if each.code == "W198"]


def test_a_company_that_serves_consumers_is_told_nothing(project: Path) -> None:
    assert told(project, "{unit: 公司, consumers: 消费者}") == []


def test_without_terms_nobody_knows_better(project: Path) -> None:
    assert told(project, None) == []


def test_a_bank_is_told_each_template_with_how_often_and_what(project: Path) -> None:
    found = told(project, "{unit: 银行, ourselves: 本行, consumers: 客户}")
    (media,) = (each for each in found if each.at.file == MEDIA)
    said = media.message("zh")
    assert "“本公司”" in said
    assert "“消费者”" in said
    assert "“公司”1处" in said  # 公司网站, not {{ 公司.全称 }}
    assert said.endswith("plan.yaml 的用语是“本行”、“银行”、“客户”")
    assert "{{ 用语.自称 }}" in media.advice("zh")


def test_names_of_laws_and_fields_are_no_words_of_another(project: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ 用语.自称 }}依据消费者权益保护法，可以请求消费者协会调解。")
    document.save(str(project / MEDIA))
    found = told(project, "{unit: 银行, ourselves: 本行, consumers: 客户}")
    assert MEDIA not in [each.at.file for each in found]
