"""Documents from whole Word templates: facts put in by name, everything wrong reported, the drill mark stamped on.

A template is docxtpl's: {{ 名称 }}, {%p if … %}, {%p for … in … %}, {%tr for … in … %}. docxtpl's own reading of the
tags is used; its rendering is not, because it drops text, reports one error at a time and runs any code.
"""

import io
import re
from functools import lru_cache
from typing import Any

from lxml import etree

from plangen.blocks.answers import THE_FORM, form_name
from plangen.blocks.template import OfPlan, Templated
from plangen.diagnostics import Finding, Place, Severity, words
from plangen.language.environment import RULES as LANGUAGE_RULES
from plangen.language.environment import TOO_MUCH, UNREADABLE, Budget, TooMuch, compiled, rendered
from plangen.office.ooxml import guard
from plangen.office.ooxml.editing import Editing
from plangen.office.ooxml.forms.sheet_code import with_code
from plangen.office.ooxml.package import Properties, with_properties, zipped
from plangen.office.ooxml.relations import DOCUMENT
from plangen.office.ooxml.table_rows import keeping_styles
from plangen.office.ooxml.trees import NotXml, Parts, parsed
from plangen.office.templates import filling as template_findings
from plangen.office.templates import marked
from plangen.office.templates.called import call_out
from plangen.office.templates.check import OUTSIDE
from plangen.office.templates.dressed import dress
from plangen.office.templates.filling import Filling
from plangen.office.templates.finishing.finish import finish
from plangen.office.templates.finishing.neat import neaten, unbracket
from plangen.office.templates.finishing.signed import place_signatures
from plangen.office.templates.mark import stamp
from plangen.office.templates.marked import unmarked
from plangen.office.templates.rounds import ROUND, mark_rounds, restart
from plangen.office.templates.tagged import W, unite_tags
from plangen.office.templates.word_file import WordFile

_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)  # in it & is a letter; docxtpl leaves it as XML writes it
RULES = (*guard.RULES, *template_findings.RULES, *marked.RULES, *LANGUAGE_RULES)


def render(
    job: Templated, template: WordFile, house: WordFile | None = None
) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The finished Word file of a job, or None with everything that is wrong in its template.

    It has the look of `house`, unless it is a document of the plan's owner, which keeps its own.
    """
    parts, findings = fill_in(job, Filling(template, job.context, house))
    return None if parts is None else zipped(parts), findings


def fill_in(job: Templated, filling: Filling) -> tuple[Parts | None, tuple[Finding, ...]]:
    """The parts of the finished file, not yet packed; `filling` is the template with the facts of the job."""
    template = filling.template
    findings = (*template.findings, *filling.findings)
    if not template.is_sound or any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    file = _begun(job, filling)
    budget = Budget(repeats_nothing=isinstance(job, OfPlan))
    for name in template.texts:
        try:
            _fill(file, name, template, job, budget)
        except TooMuch:
            return None, (*findings, Finding(rule=TOO_MUCH, at=Place(file=template.file)))
        except (*UNREADABLE, NotXml):
            values = {"where": words("文字以外的地方", "a place outside the text"), "tag": "{{ … }}"}
            return None, (*findings, Finding(rule=OUTSIDE, at=Place(file=template.file), values=values))
    if lacking := _marked(file, job, template.file):
        return None, (*findings, *lacking)
    _identify(file, job)
    properties = Properties.of(job)
    parts = file.done()
    coded = with_code(parts, job.identity.code, job.identity.fingerprint)
    changed = with_properties(coded, properties)
    return parts.with_changes({name: raw for name, raw in changed.items() if parts.get(name) != raw}), findings


def _begun(job: Templated, filling: Filling) -> Editing:
    """The template in the look that the document has."""
    file = Editing(filling.template.parts)
    if filling.house is not None and not isinstance(job, OfPlan):
        dress(file, filling.house.parts)
    return file


def words_of(job: Templated, template: WordFile) -> dict[str, str]:
    """What each part of a sound template says once it is filled in; nothing of one that cannot be."""
    budget = Budget(repeats_nothing=isinstance(job, OfPlan))
    try:
        styles = template.parts.get(_STYLES, b"")
        prepared = {name: _prepared(template.parts[name], styles) for name in template.texts}
        return {name: rendered(each, job.context, budget) for name, each in prepared.items() if each is not None}
    except (TooMuch, *UNREADABLE, NotXml):
        return {}


def _marked(file: Editing, job: Templated, name: str) -> tuple[Finding, ...]:
    """Put the call into the text and the marks on every page, where they are wanted; what cannot be proved of it."""
    if job.call:
        call_out(file.change(DOCUMENT), file.root(_STYLES), job.call, job.short)
    if job.page_mark:
        stamp(file, job.page_mark, across=False)
    if job.mark:  # on top of the other
        stamp(file, job.mark)
    if not (job.mark or job.page_mark):
        return ()
    return tuple(unmarked(file.as_written(), job.mark or job.page_mark, name, across=bool(job.mark)))


def _identify(file: Editing, job: Templated) -> None:
    """Let the bookmark that stands for a form say which it is."""
    for mark in file.change(DOCUMENT).iter(f"{W}bookmarkStart"):
        if mark.get(f"{W}name") == THE_FORM:
            mark.set(f"{W}name", form_name(job.identity) or THE_FORM)


def _fill(file: Editing, name: str, template: WordFile, job: Templated, budget: Budget) -> None:
    """Fill in one part; an owner's own document keeps its look."""
    raw = template.parts[name]
    budget.spend(len(raw))
    prepared = _prepared(raw, template.parts.get(_STYLES, b""))
    if prepared is not None:
        file.put(name, parsed(rendered(prepared, job.context, budget).encode()))
        if next(file.root(name).iter(ROUND), None) is not None:
            numbering = file.change(_NUMBERING) if _NUMBERING in file else etree.Element("none")
            restart(file.change(name), file.root(_STYLES), numbering)
    unbracket(file.change(name))
    styles = file.root(_STYLES)
    finish(file.change(name), keeping_styles(styles))
    if not isinstance(job, OfPlan):
        neaten(file.change(name), styles)
    place_signatures(file.change(name), styles)


@lru_cache(maxsize=64)
def _prepared(raw: bytes, styles: bytes) -> Any:
    """The Jinja template of a part, None where the part has no tags; the same one for the same bytes."""
    if not re.search(rb"[{][{%#]|[{]<", raw):
        return None
    from docxtpl import DocxTemplate

    root = parsed(raw)
    unite_tags(root)
    mark_rounds(root, parsed(styles) if styles else etree.Element("none"))
    source = etree.tostring(root, encoding="unicode")
    patched = DocxTemplate(io.BytesIO()).patch_xml(source)
    return compiled(_CODE.sub(lambda code: code[0].replace("&amp;", "&"), patched))
