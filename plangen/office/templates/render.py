"""Documents from whole Word templates: facts put in by name, everything wrong reported, the drill mark stamped on.

A template is docxtpl's: {{ 名称 }}, {%p if … %}, {%p for … in … %}, {%tr for … in … %}. docxtpl's own reading of the
tags is used; its rendering is not, because it drops text, reports one error at a time and runs any code.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import TemplateSyntaxError, UndefinedError
from lxml import etree

from plangen.blocks.template import Names, Templated
from plangen.diagnostics import ERROR, Finding, Place, Severity, rule, words
from plangen.office.ooxml import guard
from plangen.office.ooxml.guard import parsed, unpacked
from plangen.office.ooxml.package import Properties, sealed
from plangen.office.ooxml.parts import texts_of
from plangen.office.templates import findings as template_findings
from plangen.office.templates.check import OUTSIDE
from plangen.office.templates.findings import tag_findings
from plangen.office.templates.finish import finished
from plangen.office.templates.language import Budget, TooMuch, compiled, rendered
from plangen.office.templates.mark import stamp
from plangen.office.templates.tags import united

TOO_MUCH = rule(
    "W115",
    ERROR,
    title=("模板生成的内容过多", "template makes too much"),
    why=(
        "层层嵌套的循环会生成无限大的文件，耗尽时间和内存",
        "repetition within repetition makes files without end and exhausts time and memory",
    ),
    message=("模板生成的内容超过上限", "the template makes more than any document needs"),
    hint=(
        "检查嵌套的循环，不要在循环里重复同一个列表",
        "look at loops within loops; do not repeat a list inside itself",
    ),
)
RULES = (*guard.RULES, *template_findings.RULES, TOO_MUCH)


def render(job: Templated, template: bytes | None, file: str) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The finished Word file of a job, or None with everything that is wrong in its template.

    `template` is the file's content, None where there is none; `file` names it in findings.
    """
    parts, findings = unpacked(template, file)
    if parts is None:
        return None, findings
    texts = texts_of(parts)
    findings += tuple(tag_findings(parts, job.context, file))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    filled = dict(parts)
    budget = Budget()
    for name in texts:
        try:
            filled[name] = _filled(parts[name], job.context, budget)
        except TooMuch:
            return None, (*findings, Finding(rule=TOO_MUCH, at=Place(file=file)))
        except (TemplateSyntaxError, UndefinedError, RecursionError, etree.XMLSyntaxError):
            values = {"where": words("文字以外的地方", "a place outside the text"), "tag": "{{ … }}"}
            return None, (*findings, Finding(rule=OUTSIDE, at=Place(file=file), values=values))
    if job.mark:
        stamp(filled, job.mark)
    properties = Properties(
        title=job.title,
        subject=job.subject,
        author=job.author,
        created=job.created,
        identity=job.identity.properties(),
    )
    return sealed(_zipped(filled), properties), findings


def _filled(raw: bytes, facts: Names, budget: Budget) -> bytes:
    budget.spend(len(raw))
    template = _prepared(raw)
    root = parsed(rendered(template, facts, budget).encode() if template is not None else raw)
    finished(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


@lru_cache(maxsize=64)
def _prepared(raw: bytes) -> Any:
    """The Jinja template of a part, None where the part has no tags; the same one for the same bytes."""
    if not re.search(rb"[{][{%#]|[{]<", raw):
        return None
    from docxtpl import DocxTemplate

    root = parsed(raw)
    united(root)
    source = etree.tostring(root, encoding="unicode")
    return compiled(DocxTemplate(io.BytesIO()).patch_xml(source))


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()
